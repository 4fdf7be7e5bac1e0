"""What every table is built from, and the cells that most of them have in common."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from briefgen.evidence.origins import origins_of
from briefgen.evidence.relations import wider_than
from briefgen.facts.briefs import FIRST_DAY
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
from briefgen.tables.claims import Counts, claims_frame
from briefgen.tables.table import Ref
from briefgen.wording.cells import NONE
from briefgen.wording.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from briefgen.evidence import Evidence
    from briefgen.evidence.evidence import Weighed
    from briefgen.evidence.origins import Origins
    from briefgen.facts.briefs import Brief
    from briefgen.facts.dates import When
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Address, Reading
    from briefgen.wording import Wording

Row = dict[str, Any]

_SHEETS: dict[type[Record], str] = {
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
_STEPS: tuple[type[Record], ...] = (Release, Part, Sanction, Link, Contact)
_PLACES = {kind: place for place, kind in enumerate(_STEPS)}
_DONE = frozenset({Stage.REPORTED_DONE, Stage.IN_EFFECT, Stage.LAPSED})


class Context(Struct, frozen=True, dict=True):
    """The evidence, its words in one language, and what the other stages know of it.

    `shown` says where in the brief a fact stands, by fact; `rechecked` whether the anchors were
    found again in the articles, but for those of the texts that were `missing`.
    """

    evidence: Evidence
    wording: Wording
    brief: Brief
    shown: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rechecked: bool = False
    missing: Collection[str] = ()

    @cached_property
    def dossier(self) -> Dossier:
        """The facts."""
        return self.evidence.dossier

    @cached_property
    def counts(self) -> Counts:
        """All claims, and what is counted over them."""
        return Counts(claims_frame(self.evidence))

    # -- words ---------------------------------------------------------------------------------

    def text(self, text: Text | None) -> str | None:
        """A text for the reader; one that is not translated yet stands in the other language."""
        if text is None or not (text.en or text.fr):
            return None
        if (worded := self._worded.get(text)) is None:
            worded = self._worded[text] = self.wording.text(text)
        return worded

    @cached_property
    def _worded(self) -> dict[Text, str]:
        """Texts that were worded before: headers and questions recur in every row."""
        return {}

    def phrase(self, text: Text) -> str:
        """A text of the tables themselves, which is written in both languages."""
        return self.text(text) or ""

    @cached_property
    def not_applicable(self) -> str:
        """The one mark for what does not apply."""
        return self.wording.phrase("not_applicable")

    def yes_no(self, truth: object) -> str:
        """`yes` or `no`."""
        return self.truths[bool(truth)]

    @cached_property
    def truths(self) -> tuple[str, str]:
        """`no` and `yes`."""
        return self.wording.word("truth", value=False), self.wording.word("truth", value=True)

    def note(self, text: Text | None) -> str:
        """A remark, or a dash."""
        return self.text(text) or NONE

    def listed(self, words: Iterable[str]) -> str | None:
        """Words in one cell, each once, None for none."""
        return self.wording.definition.separator.join(dict.fromkeys(words)) or None

    # -- values --------------------------------------------------------------------------------

    def words(self, fact: str, value: Any) -> str:  # noqa: ANN401 -- the type is the field's
        """A value of a fact, held or claimed, in the words of a cell."""
        described = self.dossier.field(fact)
        if described.type in (Name, Text) and isinstance(value, str):
            return value
        if described.to:
            return self.names((value,) if isinstance(value, str) else value) or ""
        return self.wording.cell(value, described, record=fact.rpartition(".")[0])

    def said(self, fact: str, value: Any) -> str:  # noqa: ANN401 -- the type is the field's
        """A value that a text gives to a fact, in words."""
        if value == self.dossier.value(fact) and isinstance(held := self.cell(fact), str):
            return held  # most say what is held, which is worded already
        return self.words(fact, value)

    def cell(self, fact: str) -> Any:  # noqa: ANN401 -- a text or a number
        """The value held as a cell shows it: every version where it is left open, None if blank."""
        if fact not in self._cells:
            self._cells[fact] = self._cell(fact)
        return self._cells[fact]

    @cached_property
    def _cells(self) -> dict[str, Any]:
        """Values of facts that were shown before: each stands on many sheets, and in many rows."""
        return {}

    def _cell(self, fact: str) -> Any:  # noqa: ANN401 -- a text or a number
        held = self.dossier.value(fact)
        if isinstance(held, Quantity) and held.form == "exact":
            return held.figure
        if held not in (None, ()):
            return self.words(fact, held)
        if not self.dossier.is_disputed(fact):
            return None
        versions = " / ".join(self.versions(fact))
        disputed = self.wording.phrase("disputed")
        return self.wording.phrase("who_words", who=disputed, words=versions)

    def versions(self, fact: str) -> list[str]:
        """Every value that a text gives to a fact, in words."""
        said = (self.words(fact, weighed.claim.value) for weighed in self.evidence.claims(fact))
        return list(dict.fromkeys(said))

    def cells(self, record: Record, *names: str) -> Row:
        """The cells of fields that a column of the same key shows."""
        return {name: self.cell(f"{record.id}.{name}") for name in names}

    def when(self, fact: str) -> Row:
        """A date as EDTF text under the field's name, with its first and last day."""
        name = fact.rpartition(".")[2]
        held: When | None = self.dossier.value(fact)
        if held is None:
            return {name: self.cell(fact)}
        return {name: str(held), f"{name}_from": day(held.earliest), f"{name}_to": day(held.latest)}

    def quantity(self, key: str, fact: str) -> Row:
        """A count under `key`: a number where it is exact, words where not; then its bounds.

        A count only worded, `some` or `most`, has no bounds that are worth a number.
        """
        held: Quantity | None = self.dossier.value(fact)
        row = {key: self.cell(fact)}
        if held is None or not held.figures:
            return row
        return row | {f"{key}_low": held.low or 0, f"{key}_high": held.high}

    def inapplicable(self, key: str) -> Row:
        """A count with its bounds where none can be."""
        return dict.fromkeys((key, f"{key}_low", f"{key}_high"), self.not_applicable)

    # -- records -------------------------------------------------------------------------------

    def name(self, record_id: str) -> str:
        """What a record is called in a cell."""
        if record_id not in self._named:
            self._named[record_id] = self._name(record_id)
        return self._named[record_id]

    def heading(self, record_id: str) -> str:
        """What a record is called at the beginning of a cell."""
        if record_id not in self._headed:
            self._headed[record_id] = self.wording.opening(self.name(record_id))
        return self._headed[record_id]

    @cached_property
    def _headed(self) -> dict[str, str]:
        """Headings that were asked for before: one stands in each question on the record."""
        return {}

    @cached_property
    def _named(self) -> dict[str, str]:
        """Names of records that were asked for before: each stands on many sheets."""
        return {}

    def _name(self, record_id: str) -> str:
        record = self.dossier.records[record_id]
        if isinstance(record, Source):
            return self.wording.phrase("of_text", source=record.id)
        short = isinstance(record, Body)
        return self.wording.record(record_id, "short" if short else "")

    def names(self, ids: Iterable[str]) -> str | None:
        """Several records in one cell."""
        return self.listed(map(self.name, ids))

    def about(self, ids: Iterable[str]) -> str | None:
        """Records and facts in one cell."""
        return self.listed(
            self.heading(one) if one in self.dossier.records else self.question(one) for one in ids
        )

    @cached_property
    def parts_of(self) -> dict[str, list[Part]]:
        """The parts of each release."""
        found: dict[str, list[Part]] = {}
        for part in self.dossier.of(Part):
            found.setdefault(part.release, []).append(part)
        return found

    @cached_property
    def named_parts(self) -> dict[str, list[Part]]:
        """The parts that name a person, by person: the detained."""
        found: dict[str, list[Part]] = {}
        for part in self.dossier.of(Part):
            if part.person is not None:
                found.setdefault(part.person, []).append(part)
        return found

    @cached_property
    def steps_on(self) -> dict[tuple[str | None, str | None], list[Sanction]]:
        """The sanctions steps by who takes them and at what they, or a wider target, are aimed."""
        found: dict[tuple[str | None, str | None], list[Sanction]] = {}
        for step in self.dossier.of(Sanction):
            if step.announced is None or step.target is None:
                continue
            for target in (step.target, *wider_than(step.target, self.dossier)):
                found.setdefault((step.by, target), []).append(step)
        return found

    def ref(self, record_id: str) -> Ref | None:
        """A pointer to the row of a record, None where no sheet has one."""
        if record_id not in self._refs:
            self._refs[record_id] = self._ref(record_id)
        return self._refs[record_id]

    @cached_property
    def _refs(self) -> dict[str, Ref | None]:
        """Pointers to the rows of records that were shown before."""
        return {}

    def _ref(self, record_id: str) -> Ref | None:
        record, key = self.dossier.records[record_id], record_id
        table = _SHEETS.get(type(record))
        if record_id in self.named_parts:
            table = "Persons"
        elif isinstance(record, Part) and record.person is not None:
            table, key = "Persons", record.person
        return Ref(table, key, self.heading(record_id)) if table else None

    def facts(self, record: Record) -> Sequence[str]:
        """The facts of one record that hold a value or are declared blank."""
        return self._by_record.get(record.id, ())

    @cached_property
    def _by_record(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for fact in self.dossier.facts():
            found.setdefault(fact.rpartition(".")[0], []).append(fact)
        return found

    def field_name(self, fact: str) -> str:
        """What the field of a fact is called."""
        return self._headers[fact.rpartition(".")[2]]

    @cached_property
    def _headers(self) -> dict[str, str]:
        return {name: self.phrase(header) for name, (header, _) in FIELDS.items()}

    def rank(self, fact: str) -> int:
        """What a reader asks first has the lowest: steps, all else, names, the texts themselves."""
        record, _, name = fact.rpartition(".")
        kind = type(self.dossier.records[record])
        if kind is Source:
            return len(_STEPS) + 2
        if name == "name":
            return len(_STEPS) + 1
        return _PLACES.get(kind, len(_STEPS))

    def question(self, fact: str) -> str:
        """The question that a fact answers: `The June release: how many people?`."""
        if fact not in self._questions:
            self._questions[fact] = self._question(fact)
        return self._questions[fact]

    @cached_property
    def _questions(self) -> dict[str, str]:
        """Questions that were asked before: each stands on several sheets."""
        return {}

    def _question(self, fact: str) -> str:
        record_id, _, name = fact.rpartition(".")
        who = self.heading(record_id).rstrip(".")  # a statement is called by its sentence
        return self.wording.phrase("who_words", who=who, words=self._asked[name])

    @cached_property
    def _asked(self) -> dict[str, str]:
        return {name: self.phrase(question) for name, (_, question) in FIELDS.items()}

    def fact_ref(self, fact: str) -> Ref:
        """A pointer to the row of a fact among the facts."""
        if fact not in self._fact_refs:
            self._fact_refs[fact] = Ref("Facts", fact, self.field_name(fact))
        return self._fact_refs[fact]

    @cached_property
    def _fact_refs(self) -> dict[str, Ref]:
        """Pointers to the rows of facts that were shown before."""
        return {}

    def places(self, fact: str) -> str:
        """Where the brief shows a fact, or a dash."""
        shown = self.shown.get(fact)
        return (self.listed(shown) if shown else None) or NONE

    # -- evidence ------------------------------------------------------------------------------

    def addresses(self, facts: Iterable[str]) -> str | None:
        """The readings that facts rest on: `003.1a, 004.2a`; None where there is none."""
        found = set().union(*map(self.evidence.addresses, facts))
        return self._listed_addresses(sorted(found, key=self.place.__getitem__))

    def addresses_of(self, fact: str) -> str | None:
        """The readings that one fact rests on."""
        if fact not in self._rests_on:
            self._rests_on[fact] = self._listed_addresses(self.evidence.addresses(fact))
        return self._rests_on[fact]

    @cached_property
    def _rests_on(self) -> dict[str, str | None]:
        """Addresses of facts that were asked for before: they stand on several sheets."""
        return {}

    def _listed_addresses(self, addresses: Iterable[Address]) -> str | None:
        return ", ".join([self.printed[at] for at in addresses]) or None

    @cached_property
    def place(self) -> dict[Address, int]:
        """The place of every address in the order of the texts."""
        addresses = (reading.at for reading in self.dossier.readings)
        return {at: place for place, at in enumerate(sorted(addresses, key=attrgetter("order")))}

    @cached_property
    def printed(self) -> dict[Address, str]:
        """Every address as a cell shows it: each stands in many."""
        return {reading.at: str(reading.at) for reading in self.dossier.readings}

    def supporting(self, facts: Iterable[str]) -> list[Weighed]:
        """The claims that bear facts out, in the order of the facts."""
        return [weighed for fact in facts for weighed in self.evidence.supporting(fact)]

    def support(self, facts: Iterable[str]) -> Row:
        """Addresses, named origins, texts in their own voice and texts that bear facts out."""
        facts = list(facts)
        found = self.origins(facts)
        return {
            "evidence": self.addresses(facts),
            "origins": len(found.named),
            "own_voice": len(found.own_voice),
            "texts": len(found.texts),
        }

    def origins(self, facts: Iterable[str]) -> Origins:
        """Who vouches for facts as they are held."""
        readings = {weighed.claim.reading for weighed in self.supporting(facts)}
        return self._origins_of(sorted(readings, key=lambda reading: self.place[reading.at]))

    def origins_of(self, fact: str) -> Origins:
        """Who vouches for one fact as it is held."""
        return self._origins_of([w.claim.reading for w in self.evidence.supporting(fact)])

    def _origins_of(self, readings: list[Reading]) -> Origins:
        """The origins behind readings, which stand in the order of the texts."""
        said = tuple([(reading.at.source, reading.voice) for reading in readings])
        if said not in self._vouching:
            self._vouching[said] = origins_of(readings, self.dossier)
        return self._vouching[said]

    @cached_property
    def _vouching(self) -> dict[tuple[tuple[str, str], ...], Origins]:
        """Origins by text and voice: one voice in one text vouches for many facts."""
        return {}

    def voices(self, weighed: Iterable[Weighed]) -> str | None:
        """Who asserts it: named voices, and `text 003` where it is the text itself."""
        return self.listed(map(self.voice, weighed))

    def voice(self, weighed: Weighed) -> str:
        """Who asserts a claim."""
        reading = weighed.claim.reading
        return self.name(reading.at.source if reading.voice == ARTICLE else reading.voice)

    def hedged(self, weighed: Iterable[Weighed]) -> str:
        """Whether any of the claims is hedged."""
        return self.yes_no(any(one.claim.reading.hedged for one in weighed))

    def disputed_on(self, *records: Record) -> str:
        """The fields of records on which the texts differ, or a dash."""
        facts = (fact for record in records for fact in self.facts(record))
        names = (self.field_name(fact) for fact in facts if self.evidence.is_disputed(fact))
        return self.listed(names) or NONE

    def also_printed(self, record_id: str) -> str:
        """The printed forms of a name that are not the house form, or a dash."""
        fact = f"{record_id}.name"
        found = (
            str(weighed.claim.value)
            for weighed in self.evidence.claims(fact)
            if weighed.relation.value == "spelling"
        )
        return self.listed(found) or NONE

    def reason(self, reason: str | Text | None) -> str:
        """A reason given by id or in full, or a dash."""
        return NONE if reason is None else self.note(self.dossier.reason(reason))

    def doubts(self, facts: Iterable[str]) -> str:
        """Why claims on these facts may be wrong though printed, or a dash."""
        found = (
            self.text(self.dossier.reason(weighed.claim.doubt))
            for fact in facts
            for weighed in self.evidence.claims(fact)
            if weighed.claim.doubt is not None
        )
        return self.listed(reason for reason in found if reason) or NONE


def day(date: date | None) -> date | str | None:
    """A day as a cell holds it: as text where Excel has no date for it."""
    return date.isoformat() if date and date < FIRST_DAY else date


def is_done(stage: Stage | None) -> bool:
    """Whether a step is reported as done, so more than announced."""
    return stage in _DONE
