"""Ids that lead nowhere, to a record of the wrong kind or facet, or round in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from briefgen.facts.loading import Gaps
from briefgen.facts.parse import expected
from briefgen.facts.problems import Problem, nearest
from briefgen.facts.readings import ARTICLE
from briefgen.facts.records import (
    KINDS,
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

_UPWARDS: dict[type[Record], str] = {Person: "part_of", Body: "part_of", Term: "broader"}
"""The field that leads to something wider, of the kinds that have one."""


def dangling(dossier: Dossier, gaps: Gaps | None = None) -> Iterator[Problem]:
    """One problem for each id that no fitting record has; what leads into a gap is passed over."""
    references = _References(dossier, gaps or Gaps())
    yield from references.of_records()
    for record in dossier.records.values():
        if record.because or isinstance(record, Source):
            yield from references.of_reasons(record)
    yield from references.in_circles()
    yield from references.of_claims()
    yield from references.of_voices()
    yield from references.of_addresses()


class _References(Struct, frozen=True):
    dossier: Dossier
    gaps: Gaps
    known: dict[tuple[str, tuple[str, ...]], frozenset[str]] = field(default_factory=dict)
    """The ids of records that fit, by facet and kinds: few for many fields and records."""

    def of_records(self) -> Iterator[Problem]:
        for kind in KINDS:
            for pointer in pointers(kind):
                fitting = self._fitting(pointer)
                for record in self.dossier.of(kind):
                    ids = ids_in(getattr(record, pointer.name))
                    if not fitting.issuperset(ids):
                        for index, message in self._misled(ids, pointer):
                            place = self.dossier.place_in(record.id, pointer.name, index)
                            yield Problem(place, f"{record.id}.{pointer.name}", message, "dangling")

    def of_claims(self) -> Iterator[Problem]:
        for claim in self.dossier.claims:
            if ids := ids_in(claim.value):
                yield from self._of_value(claim, ids)
            if claim.inferred is not None or claim.doubt is not None:
                yield from self._of_reasons_for(claim)

    def _of_value(self, claim: Claim, ids: tuple[str, ...]) -> Iterator[Problem]:
        said = self.dossier.field(claim.fact)
        if (said.facet or said.to) and not self._fitting(said).issuperset(ids):
            for index, message in self._misled(ids, said):
                place = claim.reading.place_in("says", claim.record, said.name, index)
                yield Problem(place, claim.fact, message, "dangling")

    def _of_reasons_for(self, claim: Claim) -> Iterator[Problem]:
        for name, reason in (("inferred", claim.inferred), ("doubt", claim.doubt)):
            if message := self._no_reason(reason):
                place = claim.reading.place_in(name, claim.fact)
                yield Problem(place, f"{claim.reading.at}.{name}", message, "dangling")

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

    def in_circles(self) -> Iterator[Problem]:
        """Terms, persons and bodies that are wider than themselves."""
        for kind, name in _UPWARDS.items():
            for record in self.dossier.of(kind):
                yield from self._in_a_circle(record, name)

    def _in_a_circle(self, record: Record, name: str) -> Iterator[Problem]:
        seen: list[str] = []
        above: object = getattr(record, name)
        while isinstance(above, str) and above not in seen:
            seen.append(above)
            above = getattr(self.dossier.records.get(above), name, None)
        if record.id in seen and record.id == min(seen):  # each circle once
            message = f"{' > '.join((record.id, *seen))} leads round in a circle"
            place = self.dossier.place(f"{record.id}.{name}")
            yield Problem(place, f"{record.id}.{name}", message, "circle")

    def of_voices(self) -> Iterator[Problem]:
        speaking = [known.id for kind in (Person, Body) for known in self.dossier.of(kind)]
        voices = dict.fromkeys([ARTICLE, *speaking])
        for reading in self.dossier.readings:
            voice = reading.voice
            if voice in voices:
                continue
            if voice not in self.dossier.records and self.gaps.may_hold(
                voice, ("persons", "bodies")
            ):
                continue
            message = f'the voice "{voice}" is no person or body{nearest(voice, voices)}'
            yield Problem(reading.place_in("voice"), str(reading.at), message, "dangling")

    def of_addresses(self) -> Iterator[Problem]:
        """Addresses of no source, of no paragraph, or used twice; an unknown source once a file."""
        first: dict[Address, Reading] = {}
        astray: set[str] = set()
        for reading in self.dossier.readings:
            at = reading.at
            if at.source != reading.node.file.stem:
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

    def _fitting(self, pointer: Field) -> frozenset[str]:
        """The ids of the records that a field may point to."""
        wanted = (pointer.facet, pointer.to)
        if wanted not in self.known:
            self.known[wanted] = frozenset(self._ids_of(*wanted))
        return self.known[wanted]

    def _ids_of(self, facet: str, plurals: tuple[str, ...]) -> Iterator[str]:
        dossier = self.dossier
        if facet:
            return (term.id for term in dossier.of(Term) if term.facet == facet)
        kinds = [kind for kind in KINDS if "*" in plurals or plural(kind) in plurals]
        return (record.id for kind in kinds for record in dossier.of(kind))

    def _misled(self, ids: tuple[str, ...], pointer: Field) -> Iterator[tuple[int, str]]:
        """The position of each id that does not lead where the field wants, and why."""
        wanted = ("terms",) if pointer.facet else pointer.to
        for index, record_id in enumerate(ids):
            record = self.dossier.records.get(record_id)
            if record is None and self.gaps.may_hold(record_id, () if "*" in wanted else wanted):
                continue
            fitting = self._fitting(pointer)
            if record_id in fitting or ("*" in wanted and self._is_fact(record_id)):
                continue
            found, way_out = _told(record), nearest(record_id, fitting)
            yield index, f'found "{record_id}", expected {expected(pointer)}: {found}{way_out}'

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


def ids_in(value: object) -> tuple[str, ...]:
    """The texts that a value is or lists."""
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _told(record: Record | None) -> str:
    """What an id leads to, for a message."""
    if record is None:
        return "nothing has that id"
    if isinstance(record, Term):
        return f"that is a term of facet {record.facet}"
    return f"that is one of {plural(type(record))}"
