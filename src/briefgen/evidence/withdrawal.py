"""What becomes of the facts when one source is withdrawn."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.evidence.disagreements import disagreement_on
from briefgen.evidence.evidence import supporting
from briefgen.evidence.origins import origins_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence.evidence import Evidence, Weighed


class Change(enum.Enum):
    """What a fact loses with a source, the gravest first."""

    UNSUPPORTED = "nothing supports it"
    OTHERWISE = "what is left says it otherwise, or less precisely"
    FEWER_ORIGINS = "it rests on fewer named origins"
    UNDISPUTED = "no text is left that differs"


class Effect(Struct, frozen=True):
    """What the withdrawal of a source does to one fact; no change where the rest bears it out.

    `left` are the texts that still speak of it.
    """

    fact: str
    source: str
    changes: tuple[Change, ...]
    left: tuple[str, ...]


def effect_on(fact: str, source: str, evidence: Evidence) -> Effect | None:
    """What a fact loses with a source, None when the source does not speak of it."""
    before = evidence.claims(fact)
    left = tuple(weighed for weighed in before if weighed.claim.reading.at.source != source)
    if len(left) == len(before):
        return None
    texts = dict.fromkeys(weighed.claim.reading.at.source for weighed in left)
    return Effect(fact, source, tuple(_changes(fact, before, left, evidence)), tuple(texts))


def effects_of(source: str, evidence: Evidence) -> tuple[Effect, ...]:
    """The effect on every fact that the source speaks of, in the order of the records."""
    effects = (effect_on(fact, source, evidence) for fact in evidence.dossier.facts())
    return tuple(effect for effect in effects if effect)


def _changes(
    fact: str, before: tuple[Weighed, ...], left: tuple[Weighed, ...], evidence: Evidence
) -> Iterator[Change]:
    if not left:
        yield Change.UNSUPPORTED
        return
    if any(w.supports for w in before) and not any(w.supports for w in left):
        yield Change.OTHERWISE
    elif _named_origins(left, evidence) < _named_origins(before, evidence):
        yield Change.FEWER_ORIGINS
    claims = (weighed.claim for weighed in left)
    if evidence.is_disputed(fact) and not disagreement_on(fact, claims, evidence.dossier):
        yield Change.UNDISPUTED


def _named_origins(claims: tuple[Weighed, ...], evidence: Evidence) -> int:
    readings = (weighed.claim.reading for weighed in supporting(claims))
    return len(origins_of(readings, evidence.dossier).named)
