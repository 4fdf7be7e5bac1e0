"""Ids that lead nowhere, to a record of the wrong kind or facet, or round in a circle."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.loading import Gaps
from briefgen.facts.parse import expected
from briefgen.facts.problems import Problem, nearest
from briefgen.facts.readings import ARTICLE
from briefgen.facts.records import (
    Because,
    Body,
    Person,
    Reason,
    Record,
    Source,
    Term,
    fields,
    plural,
    pointers,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Address, Claim, Reading
    from briefgen.facts.records import Field

_UPWARDS = ("broader", "part_of")
"""Fields that lead to something wider."""


def dangling(dossier: Dossier, gaps: Gaps | None = None) -> Iterator[Problem]:
    """One problem for each id that no fitting record has; what leads into a gap is passed over."""
    references = _References(dossier, gaps or Gaps())
    for record in dossier.records.values():
        yield from references.of_record(record)
        yield from references.of_reasons(record)
        yield from references.in_a_circle(record)
    for claim in dossier.claims:
        yield from references.of_claim(claim)
    for reading in dossier.readings:
        yield from references.of_voice(reading)
    yield from references.of_addresses()


class _References(Struct, frozen=True):
    dossier: Dossier
    gaps: Gaps

    def of_record(self, record: Record) -> Iterator[Problem]:
        for field in pointers(type(record)):
            for index, record_id in enumerate(_ids(getattr(record, field.name))):
                if message := self._misled(record_id, field):
                    place = self.dossier.place_in(record.id, field.name, index)
                    yield Problem(place, f"{record.id}.{field.name}", message, "dangling")

    def of_claim(self, claim: Claim) -> Iterator[Problem]:
        field = self.dossier.field(claim.fact)
        reading = claim.reading
        if field.facet or field.to:
            for index, record_id in enumerate(_ids(claim.value)):
                if message := self._misled(record_id, field):
                    place = reading.place_in("says", claim.record, field.name, index)
                    yield Problem(place, claim.fact, message, "dangling")
        for name, reason in (("inferred", claim.inferred), ("doubt", claim.doubt)):
            if message := self._no_reason(reason):
                place = reading.place_in(name, claim.fact)
                yield Problem(place, f"{reading.at}.{name}", message, "dangling")

    def of_reasons(self, record: Record) -> Iterator[Problem]:
        known = fields(type(record))
        for name, because in record.because.items():
            if name not in known:
                place = self.dossier.place_in(record.id, "because", name, of_key=True)
                message = f'there is no field "{name}" to give a reason for{nearest(name, known)}'
                yield Problem(place, f"{record.id}.because", message, "dangling")
            shared = because.reason if isinstance(because, Because) else because
            if message := self._no_reason(shared):
                place = self.dossier.place_in(record.id, "because", name, "reason")
                yield Problem(place, f"{record.id}.because", message, "dangling")
        if isinstance(record, Source):
            for paragraph, reason in record.empty.items():
                if message := self._no_reason(reason):
                    place = self.dossier.place_in(record.id, "empty", paragraph)
                    yield Problem(place, f"{record.id}.empty", message, "dangling")

    def in_a_circle(self, record: Record) -> Iterator[Problem]:
        """A term or body that is wider than itself."""
        for name in _UPWARDS:
            seen: list[str] = []
            above: object = getattr(record, name, None)
            while isinstance(above, str) and above not in seen:
                seen.append(above)
                above = getattr(self.dossier.records.get(above), name, None)
            if record.id in seen and record.id == min(seen):  # each circle once
                message = f"{' > '.join((record.id, *seen))} leads round in a circle"
                place = self.dossier.place(f"{record.id}.{name}")
                yield Problem(place, f"{record.id}.{name}", message, "circle")

    def of_voice(self, reading: Reading) -> Iterator[Problem]:
        voice = reading.voice
        kinds = ("persons", "bodies")
        record = self.dossier.records.get(voice)
        if voice == ARTICLE or isinstance(record, Person | Body):
            return
        if record is None and self.gaps.may_hold(voice, kinds):
            return
        voices = [
            ARTICLE,
            *(known.id for kind in (Person, Body) for known in self.dossier.of(kind)),
        ]
        message = f'the voice "{voice}" is no person or body{nearest(voice, voices)}'
        yield Problem(reading.place_in("voice"), str(reading.at), message, "dangling")

    def of_addresses(self) -> Iterator[Problem]:
        """Addresses of no source, of no paragraph, or used twice; an unknown source once a file."""
        first: dict[Address, Reading] = {}
        astray: set[str] = set()
        for reading in self.dossier.readings:
            at = reading.at
            if at.source != PurePosixPath(reading.node.file.name).stem:
                continue  # told already: the address is not of this file
            source = self.dossier.records.get(at.source)
            if isinstance(source, Source):
                if at.paragraph > source.paragraphs:
                    message = (
                        f"there is no paragraph {at.paragraph}; the text has {source.paragraphs}"
                    )
                    yield Problem(reading.place_in("at"), str(at), message, "paragraph")
            elif at.source not in astray and not self.gaps.may_hold(at.source, ("sources",)):
                astray.add(at.source)
                known = [record.id for record in self.dossier.of(Source)]
                message = f'there is no source "{at.source}"{nearest(at.source, known)}'
                yield Problem(reading.place_in("at"), str(at), message, "unknown-source")
            if first.setdefault(at, reading) is not reading:
                line = first[at].place_in().line
                message = f"the address stands twice; the first is in line {line}"
                yield Problem(reading.place_in("at"), str(at), message, "duplicate-id")

    def _misled(self, record_id: str, field: Field) -> str:
        """Why an id does not lead where the field wants, empty when it does."""
        wanted = ("terms",) if field.facet else field.to
        record = self.dossier.records.get(record_id)
        if record is None and self.gaps.may_hold(record_id, () if "*" in wanted else wanted):
            return ""
        if _fits(record, field) or ("*" in wanted and self._is_fact(record_id)):
            return ""
        fitting = [known.id for known in self.dossier.records.values() if _fits(known, field)]
        way_out = nearest(record_id, fitting)
        return f'found "{record_id}", expected {expected(field)}: {_told(record)}{way_out}'

    def _is_fact(self, fact: str) -> bool:
        record_id, _, name = fact.rpartition(".")
        record = self.dossier.records.get(record_id)
        if record is None:
            return bool(name) and self.gaps.may_hold(record_id)
        return name in fields(type(record))

    def _no_reason(self, reason: object) -> str:
        """Why the id of a reason leads nowhere, empty when it does not; a text is no id."""
        if not isinstance(reason, str) or isinstance(self.dossier.records.get(reason), Reason):
            return ""
        if reason not in self.dossier.records and self.gaps.may_hold(reason, ("reasons",)):
            return ""
        known = [record.id for record in self.dossier.of(Reason)]
        way_out = nearest(reason, known) or ", expected an id from reasons or {en: ..., fr: ...}"
        return f'there is no reason "{reason}"{way_out}'


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _fits(record: Record | None, field: Field) -> bool:
    if record is None:
        return False
    if field.facet:
        return isinstance(record, Term) and record.facet == field.facet
    return "*" in field.to or plural(type(record)) in field.to


def _told(record: Record | None) -> str:
    """What an id leads to, for a message."""
    if record is None:
        return "nothing has that id"
    if isinstance(record, Term):
        return f"that is a term of facet {record.facet}"
    return f"that is one of {plural(type(record))}"
