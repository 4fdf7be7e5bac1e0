"""What a copy may hold: the dossier without all that is labelled above the copy's TLP label.

Files are built from what is left, never blotted out afterwards. Where it is not certain that a
text speaks only of what is shown, it goes: a copy that says too little does less harm.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from briefgen.facts.readings import ARTICLE
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
    fields,
    plural,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Address, Claim, Reading
    from briefgen.facts.records import Field

READINGS = "readings"
"""Stands beside the kinds of record in `Dossier.withheld`."""

_LABELS = tuple(Handling)
_SPOKEN_OF = (Person, Body, Term, Reason)
"""Kinds whose records are there because others point to them or texts speak of them."""
_OWN_TEXTS = (Source, Statement, Unknown)
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
    """The dossier as a copy under `label` may know it; a dossier of its own.

    Gone are records, readings and sources above the label, readings whose voice is gone, pointers
    to what is gone, and records that lose what they cannot be without. A fact goes with its last
    reading, and with the last one that gives the value held. A reading that has lost a claim
    keeps its address and loses its words. `internal` notes are gone under every label.
    """
    shown = _Shown(
        dossier,
        records={
            record.id: _without_internal(record)
            for record in dossier.records.values()
            if not is_above(record.handling, label)
        },
        readings=tuple(one for one in dossier.readings if not is_above(one.handling, label)),
        claims=dossier.claims,
    )
    while (less := shown.less()) != shown:
        shown = less
    return shown.dossier()


def _without_internal(record: Record) -> Record:
    return msgspec.structs.replace(record, internal=None) if record.internal else record


def holds(record: Record, name: str) -> bool:
    """Whether a field holds a value or is declared blank."""
    return getattr(record, name) not in (None, ()) or name in record.blanks


@dataclass(frozen=True)
class _Shown:
    """What is left of the dossier `whole` so far."""

    whole: Dossier
    records: Mapping[str, Record]
    readings: tuple[Reading, ...]
    claims: tuple[Claim, ...]

    def less(self) -> _Shown:
        """One step further: without what rests on what the last step took."""
        return replace(
            self,
            records={
                record.id: trimmed
                for record in self.records.values()
                if record.id in self._reached and (trimmed := self._trimmed(record))
            },
            readings=tuple(reading for reading in self.readings if self._stands(reading)),
            claims=tuple(claim for one in self.claims if (claim := self._claim(one))),
        )

    def dossier(self) -> Dossier:
        """The dossier of what is left, with the kinds of which something is missing."""
        said = _count(claim.reading.at for claim in self.claims)
        complete = _count(claim.reading.at for claim in self.whole.claims)
        readings = {
            reading.at: reading
            if said[reading.at] == complete[reading.at]
            else replace(reading, anchors=(), gloss=None)
            for reading in self.readings
        }
        return replace(
            self.whole,
            records=self.records,
            readings=tuple(readings.values()),
            claims=tuple(
                replace(claim, reading=readings[claim.reading.at]) for claim in self.claims
            ),
            origins={name: self.whole.origins[name] for name in self.records},
            withheld=self._kinds(),
        )

    def _kinds(self) -> frozenset[str]:
        kinds = {
            plural(type(record))
            for record in self.whole.records.values()
            if record.id not in self.records
            or any(
                holds(record, name) and not holds(self.records[record.id], name)
                for name in fields(type(record))
                if name != "internal"
            )
        }
        fewer = len(self.claims) < len(self.whole.claims)
        return frozenset(kinds | ({READINGS} if fewer else set()))

    def _stands(self, reading: Reading) -> bool:
        voiced = reading.voice == ARTICLE or reading.voice in self.records
        return voiced and reading.at.source in self.records and reading.at in self._speaking

    @cached_property
    def _speaking(self) -> frozenset[Address]:
        """The readings that still say something."""
        return frozenset(claim.reading.at for claim in self.claims)

    @cached_property
    def _standing(self) -> frozenset[Address]:
        return frozenset(reading.at for reading in self.readings)

    def _claim(self, claim: Claim) -> Claim | None:
        """The claim as it can still be made; a doubted one goes with its doubt."""
        if claim.reading.at not in self._standing or not self._known(claim.doubt):
            return None
        record_id, _, name = claim.fact.rpartition(".")
        record = self.records.get(record_id)
        if record is None or (
            holds(self.whole.records[record_id], name) and not holds(record, name)
        ):
            return None
        value = self._pointing(claim.value, self.whole.field(claim.fact))
        if value in (None, ()):
            return None
        inferred = claim.inferred if self._known(claim.inferred) else None
        if value == claim.value and inferred == claim.inferred:
            return claim
        return replace(claim, value=value, inferred=inferred)

    def _known(self, reason: str | Text | Because | None) -> bool:
        """Whether a reason, if it is the id of one, is still there."""
        shared = reason.reason if isinstance(reason, Because) else reason
        return not isinstance(shared, str) or shared in self.records

    def _pointing(self, value: Any, field: Field) -> Any:  # noqa: ANN401 -- the type is the field's
        """The value without ids of what is gone."""
        if not (field.facet or field.to) or value is None:
            return value
        if isinstance(value, tuple):
            return tuple(one for one in value if self._there(one))
        return value if self._there(value) else None

    def _there(self, record_or_fact: str) -> bool:
        if record_or_fact in self.records:
            return True
        record_id, _, name = record_or_fact.rpartition(".")
        record = self.records.get(record_id)
        lost = record and holds(self.whole.records[record_id], name) and not holds(record, name)
        return record is not None and not lost

    def _trimmed(self, record: Record) -> Record | None:
        """The record without what it has lost, None where it cannot stand without it."""
        whole = self.whole.records[record.id]
        changed: dict[str, Any] = {}
        for name, field in fields(type(record)).items():
            held = getattr(record, name)
            value = self._supported(f"{record.id}.{name}", self._pointing(held, field), field)
            if value != held:
                if field.required and value is None:
                    return None
                changed[name] = value
        less = msgspec.structs.replace(record, **changed) if changed else record
        less = self._reasoned(self._open(less))
        return None if self._broken(whole, less) else less

    def _supported(self, fact: str, value: Any, field: Field) -> Any:  # noqa: ANN401 -- the type is the field's
        """The value as far as its readings are left; a house name is ours and needs none."""
        ever = self._said_at_first.get(fact)
        if not ever or field.type in (Name, Text) or value in (None, ()):
            return value
        now = self._said.get(fact, ())
        if isinstance(value, tuple):
            return tuple(one for one in value if now and (_given(one, now) or not _given(one, ever)))
        return value if now and (_given(value, now) or not _given(value, ever)) else None

    def _open(self, record: Record) -> Record:
        """The record, no longer disputed where not one version is left."""
        blanks = {
            name: blank
            for name, blank in record.blanks.items()
            if blank != DISPUTED or f"{record.id}.{name}" in self._said
        }
        return msgspec.structs.replace(record, blanks=blanks) if blanks != record.blanks else record

    def _reasoned(self, record: Record) -> Record:
        """The record with the reasons that argue about nothing that is gone."""
        because = {
            name: reason
            for name, reason in record.because.items()
            if self._known(reason) and self._arguable(record, name)
        }
        if because != record.because:
            record = msgspec.structs.replace(record, because=because)
        if isinstance(record, Source):
            empty = {key: reason for key, reason in record.empty.items() if self._known(reason)}
            if empty != record.empty:
                record = msgspec.structs.replace(record, empty=empty)
        return record

    def _arguable(self, record: Record, name: str) -> bool:
        fact = f"{record.id}.{name}"
        if holds(self.whole.records[record.id], name) and not holds(record, name):
            return False
        now = [*self._said.get(fact, ()), getattr(record, name)]
        return all(value in now for value in self._said_at_first.get(fact, ()))

    def _broken(self, whole: Record, less: Record) -> bool:
        """Whether a record has lost what makes it one."""
        if isinstance(less, Part):
            return not holds(less, _AXES[less.axis]) and holds(whole, _AXES[less.axis])
        if isinstance(less, Link) and holds(whole, "nature") and not holds(less, "nature"):
            return True
        if isinstance(less, Statement | Unknown) and not less.about and getattr(whole, "about", ()):
            return True
        unsaid = less.id in self._told_at_first and less.id not in self._told
        return unsaid and not isinstance(less, (*_SPOKEN_OF, Source))

    @cached_property
    def _said(self) -> dict[str, list[Any]]:
        return _values(self.claims)

    @cached_property
    def _said_at_first(self) -> dict[str, list[Any]]:
        return _values(self.whole.claims)

    @cached_property
    def _told(self) -> frozenset[str]:
        return frozenset(claim.record for claim in self.claims)

    @cached_property
    def _told_at_first(self) -> frozenset[str]:
        return frozenset(claim.record for claim in self.whole.claims)

    @cached_property
    def _reached(self) -> frozenset[str]:
        """Records that something shown speaks of, or that nothing ever did."""
        before = _reached(self.whole.records, self.whole.readings, self.whole.claims)
        now = _reached(self.records, self.readings, self.claims)
        return frozenset(name for name in self.records if name in now or name not in before)
