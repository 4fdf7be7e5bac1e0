"""Who vouches for a fact: named voices that are independent, and texts that do not say.

Texts in their own voice are no witnesses: they are counted apart. Named voices are one origin
when one belongs to the other, both belong to a third, or a relation between them is disclosed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.evidence.relations import wider_than
from briefgen.facts.records import Body, Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Reading


class Origins(Struct, frozen=True):
    """Named voices grouped by origin, unnamed groups, texts in their own voice, and all texts."""

    named: tuple[tuple[str, ...], ...] = ()
    unnamed: tuple[str, ...] = ()
    own_voice: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def independent(self) -> bool:
        """Whether two or more named, unrelated voices vouch."""
        return len(self.named) > 1


def origins_of(readings: Iterable[Reading], dossier: Dossier) -> Origins:
    """The origins behind these readings, each group and list in the order of the texts."""
    voices: dict[str, None] = {}
    texts: dict[str, None] = {}
    own: dict[str, None] = {}
    for reading in readings:
        texts[reading.at.source] = None
        (own if reading.own_voice else voices)[
            reading.at.source if reading.own_voice else reading.voice
        ] = None
    named = [voice for voice in voices if _is_named(dossier.records[voice])]
    unnamed = tuple(voice for voice in voices if voice not in named)
    return Origins(_grouped(named, dossier), unnamed, tuple(own), tuple(texts))


def _is_named(record: object) -> bool:
    return isinstance(record, Person) or (isinstance(record, Body) and record.named)


def _grouped(voices: list[str], dossier: Dossier) -> tuple[tuple[str, ...], ...]:
    """The voices by origin; one that is kin to two groups makes them one."""
    groups: list[list[str]] = []
    for voice in voices:
        kin = [group for group in groups if any(_kin(voice, other, dossier) for other in group)]
        joined = [*(member for group in kin for member in group), voice]
        groups = [group for group in groups if group not in kin]
        groups.append(joined)
    order = {voice: index for index, voice in enumerate(voices)}
    ordered = (sorted(group, key=order.__getitem__) for group in groups)
    return tuple(sorted(map(tuple, ordered), key=lambda group: order[group[0]]))


def _kin(one: str, other: str, dossier: Dossier) -> bool:
    family = {one, *wider_than(one, dossier)}
    if family & {other, *wider_than(other, dossier)}:
        return True
    return other in _related(dossier.records[one]) or one in _related(dossier.records[other])


def _related(record: object) -> tuple[str, ...]:
    return record.related if isinstance(record, Person | Body) else ()
