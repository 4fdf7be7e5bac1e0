"""What a copy may hold: the dossier without all that is labelled above the copy's TLP label.

Files are built from what is left, never blotted out afterwards. Where it is not certain that a
text speaks only of what is shown, it goes: a copy that says too little does less harm.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from briefgen.facts.records import (
    DISPUTED,
    Because,
    Body,
    Handling,
    Link,
    Name,
    Part,
    Person,
    Reason,
    Record,
    Source,
    Statement,
    Term,
    Text,
    Unknown,
    claimed_fields,
    fields,
    plural,
    pointers,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Address, Claim, Reading
    from briefgen.facts.records import Field

R = TypeVar("R", Record, "Reading")

READINGS = "readings"
"""Stands beside the kinds of record in `Dossier.withheld`."""

_LABELS = tuple(Handling)
_SPOKEN_OF = (Person, Body, Term, Reason)
"""Kinds whose records are there because others point to them or texts speak of them."""
_AXES = {
    "named": "person",
    "nationality": "nationality",
    "destination": "to",
    "description": "described",
}


def is_above(handling: Handling, label: Handling) -> bool:
    """Whether what is handled so must not stand in a copy with that label."""
    return _LABELS.index(handling) > _LABELS.index(label)


def withhold(dossier: Dossier, label: Handling) -> Dossier:
    """The dossier as a copy under `label` may know it; itself where that is all of it.

    Gone are records, readings and sources above the label, readings whose voice is gone, pointers
    to what is gone, and records that lose what they cannot be without. A fact goes with its last
    reading, and with the last one that gives the value held. A reading that has lost a claim
    keeps its address and loses its words. `internal` notes are gone under every label.
    """
    shown = _Shown(
        dossier,
        _Said(dossier.claims),
        records={r.id: r for r in dossier.records.values() if not is_above(r.handling, label)},
        readings=tuple(one for one in dossier.readings if not is_above(one.handling, label)),
        claims=dossier.claims,
    )
    whole = len(shown.records) == len(dossier.records) and shown.readings == dossier.readings
    internal = any(r.internal for r in dossier.records.values()) or any(
        r.internal for r in dossier.readings
    )
    if whole and not internal:
        return dossier
    while not whole and (less := shown.less()) != shown:  # where nothing is gone, all stands
        shown = less
    return _closed(shown, label)


def _without_internal(one: R) -> R:
    return replace(one, internal=None) if one.internal else one


def _holds(record: Record, name: str) -> bool:
    """Whether a field holds a value or is declared blank."""
    return getattr(record, name) not in (None, ()) or name in record.blanks


class _Said(Struct, frozen=True, dict=True):
    """What claims say: which values of which facts, in which readings."""

    claims: tuple[Claim, ...]

    @cached_property
    def values(self) -> dict[str, list[Any]]:
        """By fact."""
        values: dict[str, list[Any]] = {}
        for claim in self.claims:
            values.setdefault(claim.fact, []).append(claim.value)
        return values

    @cached_property
    def by_reading(self) -> dict[Address, list[tuple[str, Any]]]:
        """Facts with their values by reading."""
        said: dict[Address, list[tuple[str, Any]]] = {}
        for claim in self.claims:
            said.setdefault(claim.reading.at, []).append((claim.fact, claim.value))
        return said

    @cached_property
    def records(self) -> frozenset[str]:
        """The records spoken of."""
        return frozenset(claim.record for claim in self.claims)

    def gives(self, fact: str, value: object) -> bool:
        """Whether a claim gives this value, alone or in a list."""
        said = self.values.get(fact, ())
        return any(value == one or (isinstance(one, tuple) and value in one) for one in said)


class _Shown(Struct, frozen=True, dict=True):
    """What is left of the dossier `whole` so far; `first` is what its readings said."""

    whole: Dossier
    first: _Said
    records: Mapping[str, Record]
    readings: tuple[Reading, ...]
    claims: tuple[Claim, ...]

    @cached_property
    def said(self) -> _Said:
        """What the readings that are left say."""
        return _Said(self.claims)

    def less(self) -> _Shown:
        """One step further: without what rests on what the last step took."""
        standing = {reading.at for reading in self.readings}
        return replace(
            self,
            records={
                record.id: trimmed
                for record in self.records.values()
                if record.id in self._reached and (trimmed := self._trimmed(record))
            },
            readings=tuple(reading for reading in self.readings if self._stands(reading)),
            claims=tuple(
                claim
                for one in self.claims
                if one.reading.at in standing and (claim := self._claim(one))
            ),
        )

    @cached_property
    def _reached(self) -> frozenset[str]:
        """Records that something shown points to or speaks of, or that nothing ever did."""
        before = _reachable(self.whole.records, self.whole.readings, self.first)
        now = _reachable(self.records, self.readings, self.said)
        return frozenset(name for name in self.records if name in now or name not in before)

    def _stands(self, reading: Reading) -> bool:
        """Whether its source and its voice are left, and something that it says."""
        voiced = reading.own_voice or reading.voice in self.records
        return voiced and reading.at.source in self.records and reading.at in self.said.by_reading

    def _claim(self, claim: Claim) -> Claim | None:
        """The claim as it can still be made; a doubted one goes with its doubt."""
        if not self._has(claim.fact) or not self._known(claim.doubt):
            return None
        value = self._pointing(claim.value, self.whole.field(claim.fact))
        if value in (None, ()):
            return None
        inferred = claim.inferred if self._known(claim.inferred) else None
        if value == claim.value and inferred == claim.inferred:
            return claim
        return replace(claim, value=value, inferred=inferred)

    def _has(self, record_or_fact: str) -> bool:
        """Whether a record, or a fact of one, is left; what was never held is not lost."""
        if record_or_fact in self.records:
            return True
        record_id, _, name = record_or_fact.rpartition(".")
        record = self.records.get(record_id)
        return record is not None and (
            _holds(record, name) or not _holds(self.whole.records[record_id], name)
        )

    def _known(self, reason: str | Text | Because | None) -> bool:
        """Whether a reason, if it is the id of one, is left."""
        shared = reason.reason if isinstance(reason, Because) else reason
        return not isinstance(shared, str) or shared in self.records

    def _pointing(self, value: Any, field: Field) -> Any:  # noqa: ANN401 -- the type is the field's
        """The value without ids of what is gone."""
        if not (field.facet or field.to) or value is None:
            return value
        if isinstance(value, tuple):
            return tuple(one for one in value if self._has(one))
        return value if self._has(value) else None

    def _trimmed(self, record: Record) -> Record | None:
        """The record without what it has lost, None where it cannot stand without it."""
        less: dict[str, Any] = {}
        for name, field in fields(type(record)).items():
            held = getattr(record, name)
            value = self._supported(f"{record.id}.{name}", self._pointing(held, field), field)
            if value != held:
                if field.required and value is None:
                    return None
                less[name] = value
        less |= self._reasons(record, less)
        trimmed = replace(record, **less) if less else record
        return trimmed if self._is_one(trimmed) else None

    def _supported(self, fact: str, value: Any, field: Field) -> Any:  # noqa: ANN401 -- the type is the field's
        """The value as far as its readings are left; a house name is ours and needs none."""
        if fact not in self.first.values or field.type in (Name, Text):
            return value
        if isinstance(value, tuple):
            return tuple(one for one in value if self._borne_out(fact, one))
        return value if self._borne_out(fact, value) else None

    def _borne_out(self, fact: str, value: object) -> bool:
        """Whether readings of a fact are left, and one that gives the value if one ever did."""
        if fact not in self.said.values:
            return False
        return self.said.gives(fact, value) or not self.first.gives(fact, value)

    def _reasons(self, record: Record, less: Mapping[str, Any]) -> dict[str, Any]:
        """Fields that change: reasons that are gone or argue about what is; disputes without one.

        `less` has the values that the record loses.
        """
        kept: dict[str, Any] = {
            "because": {
                name: reason
                for name, reason in record.because.items()
                if self._known(reason) and self._arguable(record, name, less)
            },
            "blanks": {
                name: blank
                for name, blank in record.blanks.items()
                if blank != DISPUTED or not self._silenced(f"{record.id}.{name}")
            },
        }
        if isinstance(record, Source):
            kept["empty"] = {n: reason for n, reason in record.empty.items() if self._known(reason)}
        return {name: value for name, value in kept.items() if value != getattr(record, name)}

    def _arguable(self, record: Record, name: str, less: Mapping[str, Any]) -> bool:
        """Whether the fact is left, and every version that its reason may speak of."""
        fact = f"{record.id}.{name}"
        held = less.get(name, getattr(record, name))
        if held in (None, ()) and name not in record.blanks and _holds(self._whole(record), name):
            return False
        versions = self.first.values.get(fact, ())
        return all(value == held or self.said.gives(fact, value) for value in versions)

    def _silenced(self, fact: str) -> bool:
        return fact in self.first.values and fact not in self.said.values

    def _whole(self, record: Record) -> Record:
        return self.whole.records[record.id]

    def _is_one(self, record: Record) -> bool:
        """Whether a record still has what makes it one: its axis, its nature, what it is about."""
        whole = self._whole(record)
        needed: tuple[str, ...] = ()
        if isinstance(record, Part):
            needed = (_AXES[record.axis],)
        elif isinstance(record, Link):
            needed = ("nature",)
        elif isinstance(record, Statement | Unknown):
            needed = ("about",)
        if any(_holds(whole, name) and not _holds(record, name) for name in needed):
            return False
        unsaid = record.id in self.first.records and record.id not in self.said.records
        return not unsaid or isinstance(record, (*_SPOKEN_OF, Source))


def _reachable(
    records: Mapping[str, Record], readings: Iterable[Reading], said: _Said
) -> frozenset[str]:
    """The ids that records which stand by themselves, readings and claims lead to."""
    found: set[str] = set()
    ahead = [
        *(record.id for record in records.values() if not isinstance(record, _SPOKEN_OF)),
        *(reading.voice for reading in readings),
        *said.records,
        *(one for claim in said.claims for one in _ids_in(claim)),
    ]
    while ahead:
        record = records.get(name := ahead.pop())
        if record is not None and name not in found:
            found.add(name)
            ahead.extend(_pointers(record))
    return frozenset(found)


def _ids_in(claim: Claim) -> Iterator[str]:
    values = claim.value if isinstance(claim.value, tuple) else (claim.value,)
    yield from (one for one in (*values, claim.inferred, claim.doubt) if isinstance(one, str))


def _pointers(record: Record) -> Iterator[str]:
    """Ids that a record leads to; the id of a fact leads to its record."""
    for field in pointers(type(record)):
        value = getattr(record, field.name)
        for one in (value if field.many else (value,)) if value else ():
            yield from (one, one.rpartition(".")[0])
    reasons: list[object] = [*record.because.values()]
    if isinstance(record, Source):
        reasons += record.empty.values()
    for reason in reasons:
        shared = reason.reason if isinstance(reason, Because) else reason
        if isinstance(shared, str):
            yield shared


def _closed(shown: _Shown, label: Handling) -> Dossier:
    """What is left as a dossier that knows of which kinds something is missing."""
    whole, said = shown.whole, shown.said.by_reading
    readings = {
        reading.at: _without_internal(reading)
        if said[reading.at] == shown.first.by_reading[reading.at]
        else replace(reading, anchors=(), gloss=None, internal=None)
        for reading in shown.readings
    }
    before, left = _read(whole.readings), _read(shown.readings)
    records = {name: _without_internal(record) for name, record in shown.records.items()}
    for source in whole.of(Source):
        still = records.get(source.id)
        if isinstance(still, Source):
            lost = _covered(source, before) - _covered(still, left)
            records[source.id] = _excused(still, lost, label) if lost else still
    return replace(
        whole,
        records=records,
        readings=tuple(readings.values()),
        claims=tuple(replace(one, reading=readings[one.reading.at]) for one in shown.claims),
        origins={name: whole.origins[name] for name in records if name in whole.origins},
        withheld=frozenset(_kinds(shown)),
    )


def _excused(source: Source, lost: set[str], label: Handling) -> Source:
    """The source, what it gives of the `lost` paragraphs said to be withheld.

    These have lost their last reading or reason; without it they would be shown as not read.
    """
    reason = Text(
        en=f"What it gives is withheld at {label.value}.",
        fr=f"Ce qu'il donne n'est pas communiqué sous {label.value}.",
    )
    added = dict.fromkeys(sorted(lost, key=int), reason)
    return replace(source, empty={**source.empty, **added})


def _covered(source: Source, read: Mapping[str, set[str]]) -> set[str]:
    """The paragraphs that have a reading or a reason."""
    return read.get(source.id, set()) | {*source.empty}


def _read(readings: Iterable[Reading]) -> dict[str, set[str]]:
    """The paragraphs that have a reading, by source."""
    read: dict[str, set[str]] = {}
    for reading in readings:
        read.setdefault(reading.at.source, set()).add(str(reading.at.paragraph))
    return read


def _kinds(shown: _Shown) -> Iterator[str]:
    """The kinds of which a record, or something claimed of one, is missing."""
    for record in shown.whole.records.values():
        left = shown.records.get(record.id)
        if left is None or any(
            getattr(left, name) != getattr(record, name) for name in claimed_fields(type(record))
        ):
            yield plural(type(record))
    if shown.first.by_reading != shown.said.by_reading:
        yield READINGS
