"""Values, records and voices as a cell must show them, worked out from the facts alone.

Nothing here comes from what writes the files: a slip there must not be repeated here.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from briefgen.evidence.origins import Origins, origins_of
from briefgen.facts.quantities import Quantity
from briefgen.facts.readings import ARTICLE
from briefgen.facts.records import (
    Body,
    Contact,
    Estimate,
    Link,
    Name,
    Part,
    Person,
    Record,
    Release,
    Sanction,
    Source,
    Stage,
    Statement,
    Text,
    Unknown,
)
from briefgen.wording.cells import NONE
from briefgen.wording.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from briefgen.evidence import Evidence
    from briefgen.evidence.evidence import Weighed
    from briefgen.facts.briefs import Brief
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Address, Reading
    from briefgen.proof.text import BriefText
    from briefgen.wording import Wording

T = TypeVar("T")

SHEET_OF: Mapping[type[Record], str] = {
    Source: "Sources",
    Person: "Actors",
    Body: "Actors",
    Release: "Releases",
    Part: "Groups",
    Sanction: "Sanctions",
    Link: "Links",
    Contact: "Contacts",
    Estimate: "Estimates",
    Statement: "Statements",
    Unknown: "Unknowns",
}


class Lead(Struct, frozen=True):
    """A text that leads to the row of `table` whose key is `key`."""

    table: str
    key: str
    text: str


class Values(Struct, frozen=True, dict=True):
    """The facts and the words for them in one language; `text` is the brief's, if one was read.

    `missing` are the texts whose articles were not at hand, None where nobody looked for passages.
    """

    evidence: Evidence
    wording: Wording
    brief: Brief
    text: BriefText
    missing: Collection[str] | None = None

    @cached_property
    def dossier(self) -> Dossier:
        """The facts."""
        return self.evidence.dossier

    @cached_property
    def _known(self) -> dict[tuple[str, str], Any]:
        """What was worked out before: names and values stand on many sheets."""
        return {}

    @cached_property
    def _texts(self) -> dict[Text, str]:
        """Texts that were asked for before: headers and meanings recur."""
        return {}

    @cached_property
    def not_applicable(self) -> str:
        """The mark for what does not apply."""
        return self.wording.phrase("not_applicable")

    def said(self, text: Text | None) -> str | None:
        """A text for the reader, None where nothing is written."""
        if text is None or not (text.en or text.fr):
            return None
        if text not in self._texts:
            self._texts[text] = self.wording.text(text)
        return self._texts[text]

    def remark(self, text: Text | None) -> str:
        """A text for the reader, or a dash."""
        return self.said(text) or NONE

    def yes_no(self, truth: object) -> str:
        """`yes` or `no`."""
        return self.wording.word("truth", bool(truth))

    def listed(self, words: Iterable[str]) -> str | None:
        """Words in one cell, each once; None for none."""
        return self.wording.definition.separator.join(dict.fromkeys(words)) or None

    # -- values --------------------------------------------------------------------------------

    def in_words(self, fact: str, value: Any) -> str:  # noqa: ANN401 -- the type is the field's
        """A value of a fact in the words of a cell."""
        field = self.dossier.field(fact)
        if field.type in (Name, Text) and isinstance(value, str):
            return value
        if field.to:
            ids = (value,) if isinstance(value, str) else value
            return self.listed(self.name(one) for one in ids) or ""
        return self.wording.cell(value, field, record=fact.rpartition(".")[0])

    def cell(self, fact: str) -> str | int | None:
        """The value used: a number where it is exact, every version where it is left open."""
        if ("cell", fact) not in self._known:
            self._known["cell", fact] = self._cell(fact)
        value: str | int | None = self._known["cell", fact]
        return value

    def _cell(self, fact: str) -> str | int | None:
        value = self.dossier.value(fact)
        if isinstance(value, Quantity) and value.form == "exact":
            return value.low
        if value not in (None, ()):
            return self.in_words(fact, value)
        if self.dossier.blank(fact) != "disputed":
            return None
        versions = dict.fromkeys(
            self.in_words(fact, one.claim.value) for one in self.evidence.claims(fact)
        )
        disputed = self.wording.phrase("disputed")
        return self.wording.phrase("who_words", who=disputed, words=" / ".join(versions))

    # -- records -------------------------------------------------------------------------------

    def name(self, record_id: str) -> str:
        """What a record is called in a cell; bodies by their short name."""
        if ("name", record_id) not in self._known:
            record = self.dossier.records[record_id]
            if isinstance(record, Source):
                name = self.wording.phrase("of_text", source=record.id)
            else:
                name = self.wording.record(record_id, "short" if isinstance(record, Body) else "")
            self._known["name", record_id] = name
        return str(self._known["name", record_id])

    def heading(self, record_id: str) -> str:
        """The same with a capital."""
        return self.wording.opening(self.name(record_id))

    def field_name(self, fact: str) -> str:
        """What the field of a fact is called."""
        return self.wording.text(FIELDS[fact.rpartition(".")[2]][0])

    def question(self, fact: str) -> str:
        """The question that a fact answers."""
        record_id, _, name = fact.rpartition(".")
        who, words = self.heading(record_id).rstrip("."), self.wording.text(FIELDS[name][1])
        return self.wording.phrase("who_words", who=who, words=words)

    def row_of(self, record_id: str) -> Lead | None:
        """The row of a record; the detained stand on Persons, whichever record names them."""
        record = self.dossier.records[record_id]
        person = (record.person or "") if isinstance(record, Part) else record_id
        if person in self.parts_naming:
            return Lead("Persons", person, self.heading(record_id))
        sheet = SHEET_OF.get(type(record))
        return Lead(sheet, record_id, self.heading(record_id)) if sheet else None

    def row_of_fact(self, fact: str) -> Lead:
        """The row of a fact."""
        return Lead("Facts", fact, self.field_name(fact))

    @cached_property
    def parts_naming(self) -> Mapping[str, list[Part]]:
        """The parts that name a person, by person."""
        return _grouped((part.person, part) for part in self.dossier.of(Part) if part.person)

    @cached_property
    def parts_of(self) -> Mapping[str, list[Part]]:
        """The parts of each release."""
        return _grouped((part.release, part) for part in self.dossier.of(Part))

    @cached_property
    def facts_of(self) -> Mapping[str, list[str]]:
        """The facts of each record."""
        return _grouped((fact.rpartition(".")[0], fact) for fact in self.dossier.facts())

    def facts(self, *records: Record) -> tuple[str, ...]:
        """The facts of records, one after the other."""
        return tuple(fact for one in records for fact in self.facts_of.get(one.id, ()))

    # -- evidence ------------------------------------------------------------------------------

    @cached_property
    def all_claims(self) -> Sequence[Weighed]:
        """Every claim, by fact in the order of the records, then in the order of the texts."""
        order = {record: place for place, record in enumerate(self.dossier.records)}
        facts = dict.fromkeys(self.dossier.facts())
        said = dict.fromkeys(claim.fact for claim in self.dossier.claims)
        others = sorted(
            (fact for fact in said if fact not in facts),
            key=lambda fact: order[fact.rpartition(".")[0]],
        )
        return [one for fact in (*facts, *others) for one in self.evidence.claims(fact)]

    @cached_property
    def place(self) -> Mapping[Address, int]:
        """The place of every address in the order of the texts."""
        addresses = sorted((one.at for one in self.dossier.readings), key=lambda at: at.order)
        return {at: place for place, at in enumerate(addresses)}

    def addresses(self, facts: Iterable[str]) -> str | None:
        """What facts rest on, in the order of the texts."""
        found = {at for fact in facts for at in self.evidence.addresses(fact)}
        return ", ".join(map(str, sorted(found, key=self.place.__getitem__))) or None

    def supporting(self, facts: Iterable[str]) -> list[Weighed]:
        """The claims that bear facts out."""
        return [one for fact in facts for one in self.evidence.supporting(fact)]

    def origins(self, facts: Iterable[str]) -> Origins:
        """Who vouches for facts."""
        readings: set[Reading] = {one.claim.reading for one in self.supporting(facts)}
        return origins_of(sorted(readings, key=lambda one: self.place[one.at]), self.dossier)

    def voice(self, claim: Weighed) -> str:
        """Who asserts a claim; the text where it names nobody."""
        reading = claim.claim.reading
        return self.name(reading.at.source if reading.voice == ARTICLE else reading.voice)

    def voices(self, claims: Iterable[Weighed]) -> str | None:
        """Who asserts claims, each once."""
        return self.listed(self.voice(one) for one in claims)

    def doubts(self, claims: Iterable[Weighed]) -> str:
        """Why claims may be wrong, or a dash."""
        reasons = (self.said(self.dossier.reason(one.claim.doubt)) for one in claims)
        return self.listed(reason for reason in reasons if reason) or NONE


def done(stage: Stage | None) -> bool:
    """Whether a stage is more than announced."""
    return stage is not None and stage.rank > Stage.ANNOUNCED.rank


def in_place(measure: Sanction) -> bool:
    """Whether a measure stands, and is no step of the sequence."""
    return measure.stage is Stage.IN_EFFECT and measure.announced is None


def _grouped(pairs: Iterable[tuple[Any, T]]) -> dict[Any, list[T]]:
    found: dict[Any, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
