"""How a value that a text gives stands to the one it is compared with."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from briefgen.facts.dates import When
from briefgen.facts.quantities import Quantity
from briefgen.facts.records import Body, Name, Person, Stage, Term, Text
from briefgen.facts.texts import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.records import Field, Record


class Relation(enum.Enum):
    """Of a claimed value to the value held."""

    SAYS = "says"
    LESS_PRECISE = "less precise"
    SPELLING = "spelling"
    VERSION = "version"
    MORE_PRECISE = "more precise"
    EARLIER = "earlier stage"
    OTHERWISE = "otherwise"

    def __init__(self, word: str) -> None:
        self.word = word
        self.supports = word in {"says", "spelling", "version"}
        """Whether the reading bears the value out as it is held."""
        self.differs = word in {"more precise", "earlier stage", "otherwise"}
        """Whether the value held needs a reason against this one."""


def relate(said: Any, held: Any, field: Field, dossier: Dossier) -> Relation:  # noqa: ANN401 -- the type is the field's
    """The relation of `said` to `held`, both values of `field`; `held` is never None."""
    if said == held:
        return Relation.SAYS
    if isinstance(held, Quantity | When):
        return _by_cover(said, held)
    if isinstance(held, Stage):
        return _by_rank(said, held)
    if isinstance(held, Name | Text):
        return _of_names(said, held)
    if field.facet or field.to:
        theirs, ours = (said, held) if field.many else ((said,), (held,))
        return max((_of_item(item, ours, dossier) for item in theirs), key=_AWAY.index)
    return Relation.OTHERWISE


_AWAY = (Relation.SAYS, Relation.LESS_PRECISE, Relation.MORE_PRECISE, Relation.OTHERWISE)
"""How far a value said is from the one held, the nearest first."""


def _by_cover(said: Any, held: Any) -> Relation:  # noqa: ANN401 -- two quantities or two dates
    wider, narrower = said.covers(held), held.covers(said)
    if not (wider or narrower):
        return Relation.OTHERWISE
    if wider and narrower:
        return _by_sharpness(_sharpness(said), _sharpness(held))
    return Relation.LESS_PRECISE if wider else Relation.MORE_PRECISE


def _by_sharpness(said: int, held: int) -> Relation:
    """Of two values with the same bounds: `over 9` is `at least 10`, `about 9` is less than 9."""
    if said == held:
        return Relation.SAYS
    return Relation.LESS_PRECISE if said < held else Relation.MORE_PRECISE


def _sharpness(value: Quantity | When) -> int:
    if isinstance(value, Quantity):
        return {"about": 0, "some": 0, "most": 2}.get(value.form, 1)
    return 0 if any(point.about for point in value.points) else 1


def _by_rank(said: Stage, held: Stage) -> Relation:
    return Relation.EARLIER if said.rank < held.rank else Relation.OTHERWISE


def _of_names(printed: str, house: Name | Text) -> Relation:
    if isinstance(house, Name):
        forms = {form(language) for language in ("en", "fr") for form in (house.full, house.last)}
    else:
        forms = {house.en or "", house.fr or ""}
    known = {folded(form) for form in forms}
    return Relation.SAYS if folded(printed) in known else Relation.SPELLING


def _of_item(said: str, held: tuple[str, ...], dossier: Dossier) -> Relation:
    """Of one id to the nearest of those held."""
    if said in held:
        return Relation.SAYS
    if any(said in wider_than(item, dossier) for item in held):
        return Relation.LESS_PRECISE
    wider = wider_than(said, dossier)
    return Relation.OTHERWISE if set(held).isdisjoint(wider) else Relation.MORE_PRECISE


def wider_than(record_id: str, dossier: Dossier) -> Iterator[str]:
    """The ids a term, person or body falls under, the nearest first; ends at a loop."""
    seen = {record_id}
    record = dossier.records.get(record_id)
    while record is not None:
        wider = _wider(record)
        if wider is None or wider in seen:
            return
        yield wider
        seen.add(wider)
        record = dossier.records.get(wider)


def _wider(record: Record) -> str | None:
    if isinstance(record, Term):
        return record.broader
    return record.part_of if isinstance(record, Person | Body) else None
