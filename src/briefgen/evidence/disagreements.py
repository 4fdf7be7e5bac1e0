"""Where the texts cannot all be right, or speak of different moments or in different labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefgen.evidence.relations import Relation, relate
from briefgen.facts.records import Because, Name, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Claim
    from briefgen.facts.records import Field

WEIGHTS = ("material", "precision", "framing")
"""How much hangs on a disagreement, the heaviest first."""

KINDS = {
    "exclusive": "the versions cannot all hold",
    "moments": "the texts speak of different moments",
    "labels": "the texts use different labels",
    "single": "one text only says so",
}

_LABELS = frozenset({"label", "title", "description", "nature"})


class Version(Struct, frozen=True):
    """One value among several, the claims that give it, and whether it is the value held."""

    value: Any
    claims: tuple[Claim, ...]
    used: bool


class Disagreement(Struct, frozen=True):
    """A fact on which versions differ; `question` and `why` are the analyst's, if she wrote any."""

    fact: str
    weight: str
    kind: str
    versions: tuple[Version, ...]
    question: Text | None
    why: Text | None


def disagreement_on(fact: str, claims: Iterable[Claim], dossier: Dossier) -> Disagreement | None:
    """The disagreement that these claims make on a fact, None when they can all hold."""
    field, held = dossier.field(fact), dossier.value(fact)
    if field.type in (Name, Text):
        return None  # spellings
    because = dossier.because(fact)
    given = because if isinstance(because, Because) else None
    grouped = _by_value(claims)
    others = _compared_with(tuple(value for value, _ in grouped), held, field)
    single = given is not None and given.kind == "single"
    clashing = [
        single or any(_clash(value, other, field, dossier) for other in others)
        for value, _ in grouped
    ]
    if not any(clashing):
        return None
    versions = tuple(
        Version(value, tuple(theirs), used=value == held)
        for (value, theirs), clashes in zip(grouped, clashing, strict=True)
        if clashes or value == held
    )
    return Disagreement(
        fact=fact,
        weight=(given and given.weight) or ("framing" if field.facet in _LABELS else "material"),
        kind=(given and given.kind) or _kind(versions, held, field, dossier),
        versions=versions,
        question=given.question if given else None,
        why=dossier.reason(because),
    )


def _by_value(claims: Iterable[Claim]) -> list[tuple[Any, list[Claim]]]:
    """The claims by the value they give, in the order of the texts."""
    grouped: list[tuple[Any, list[Claim]]] = []
    for claim in claims:
        theirs = next((theirs for value, theirs in grouped if value == claim.value), None)
        if theirs is None:
            grouped.append((claim.value, [claim]))
        else:
            theirs.append(claim)
    return grouped


def _compared_with(values: tuple[Any, ...], held: Any, field: Field) -> tuple[Any, ...]:  # noqa: ANN401 -- the type is the field's
    """What each value said must agree with: the value held and, unless it is a list, one another.

    Texts that list different things add up; only the list held can lack one.
    """
    if field.many:
        return (held,) if held else ()
    return values if held is None or held in values else (*values, held)


def _clash(one: Any, other: Any, field: Field, dossier: Dossier) -> bool:  # noqa: ANN401 -- the type is the field's
    """Whether two values cannot both be the last word; lesser precision is no clash."""
    return relate(one, other, field, dossier) in (Relation.OTHERWISE, Relation.EARLIER)


def _kind(versions: tuple[Version, ...], held: Any, field: Field, dossier: Dossier) -> str:  # noqa: ANN401 -- the type is the field's
    if field.facet in _LABELS:
        return "labels"
    if held not in (None, ()) and any(
        relate(version.value, held, field, dossier) is Relation.EARLIER for version in versions
    ):
        return "moments"
    return "exclusive"
