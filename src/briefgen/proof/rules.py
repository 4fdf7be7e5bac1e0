"""What the cells of a column must show, by what the column is declared to show.

A column shows a field of the schema, `Release.people`, or what a rule of this module says in a few
words of its own. It is worked out from the facts alone, row by row.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

from briefgen.evidence.disagreements import KINDS as KINDS_OF_DISAGREEMENT
from briefgen.evidence.disagreements import WEIGHTS
from briefgen.evidence.relations import Relation, wider_than
from briefgen.facts.briefs import FIRST_DAY
from briefgen.facts.parse import words as closed_list
from briefgen.facts.records import (
    Body,
    Contact,
    Estimate,
    Part,
    Person,
    Record,
    Release,
    Sanction,
    Source,
    Stage,
    Term,
    Text,
    claimed_fields,
    field_named,
    fields,
    plural,
)
from briefgen.proof.rows import REASONS, said_of
from briefgen.proof.values import Lead, Values, done, in_place
from briefgen.sheets import sheets
from briefgen.wording import cells
from briefgen.wording.cells import NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from briefgen.evidence.evidence import Weighed
    from briefgen.facts.dates import When
    from briefgen.facts.quantities import Quantity
    from briefgen.facts.records import Field
    from briefgen.proof.rows import Row
    from briefgen.proof.text import Sentence
    from briefgen.sheets import Column

    Rule = Callable[[Values, Row], Any]

_FIELD = re.compile(r"([A-Z][a-z]+)\.(\w+)")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*")
_MOST_TERMS = 40
"""So many terms are listed in the codebook."""


@dataclass(frozen=True, eq=False)
class SentenceOn:  # noqa: PLW1641 -- equals many texts, so no key
    """Any sentence that says each of some words, no figure beyond those, and ends as it must.

    Which words join them is the writer's; a wrong figure, date or name is not.
    """

    parts: tuple[str, ...]
    end: str

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, str) or not other.endswith(self.end):
            return False
        said = other.removesuffix(self.end) if self.end else other
        known = {found for part in self.parts for found in _NUMBER.findall(part)}
        lowered = said.casefold()
        return {*_NUMBER.findall(said)} == known and all(
            part.casefold() in lowered for part in self.parts
        )

    def __str__(self) -> str:
        return f"a sentence with {', '.join(self.parts)}{self.end}"


def expected(values: Values, row: Row, shows: str, *, dash: bool = False) -> Any:  # noqa: ANN401 -- any cell
    """What a cell must show; a `dash` stands for nothing where the column has one for it."""
    return _rule(shows, dash=dash)(values, row)


@functools.cache
def _rule(shows: str, *, dash: bool) -> Rule:
    """The rule of that name, or the one on the field that is named."""
    if shows in RULES:
        return RULES[shows]
    for prefix, rule in _OF_FIELD.items():
        if shows.startswith(f"{prefix} "):
            return functools.partial(rule, shows=shows.removeprefix(f"{prefix} "))
    return functools.partial(_field, shows=shows, dash=dash)


# -- fields ------------------------------------------------------------------------------------


def _records(row: Row, kind: str) -> list[Record]:
    """The records of a row that are of a kind; persons and bodies are actors."""
    if kind == "Part" and not isinstance(row.record, Part):
        return list(row.parts)
    actor = kind == "Actor" and isinstance(row.record, Person | Body)
    return [row.subject] if actor or type(row.record).__name__ == kind else []


@functools.cache
def _named(shows: str) -> tuple[str, str]:
    found = _FIELD.match(shows)
    if found is None:
        raise KeyError(shows)
    return found[1], found[2]


def _field(values: Values, row: Row, shows: str, *, dash: bool) -> Any:  # noqa: ANN401 -- any cell
    """A field of the row's records as a cell shows it."""
    if not _applies(row, shows):
        return values.not_applicable
    kind, name = _named(shows)
    shown = [_one(values, record, name) for record in _records(row, kind)]
    found = [one for one in shown if one is not None]
    if not shown:
        return values.not_applicable  # of a person where the row is about a body
    if not found:
        return _nothing(values, shows, dash=dash)
    return found[0] if len(shown) == 1 else values.listed(map(str, found))


def _nothing(values: Values, shows: str, *, dash: bool) -> str | None:
    if shows.endswith(" or not known"):
        return values.said(cells.NOT_KNOWN)
    return NONE if dash else None


def _applies(row: Row, shows: str) -> bool:
    """Whether the condition behind a field is met: people freed are not people announced."""
    condition = shows.partition(" if ")[2]
    if condition == "counted":
        return not (isinstance(row.record, Part) and _is_named(row.record))
    stage = getattr(row.record, "stage", None)
    return {"": True, "done": done(stage), "announced": stage is Stage.ANNOUNCED}[condition]


def _is_named(part: Part) -> bool:
    return part.axis == "named" and part.people is None


def _one(values: Values, record: Record, name: str) -> str | int | None:
    if name in claimed_fields(type(record)):
        return values.cell(f"{record.id}.{name}")
    return _own(values, getattr(record, name), fields(type(record))[name])


def _own(values: Values, value: Any, field: Field) -> str | int | None:  # noqa: ANN401 -- of any field
    """A field that is the analyst's own."""
    if value in (None, ()):
        return None
    if isinstance(value, Text):
        return values.said(value)
    if field.to:
        ids = (value,) if isinstance(value, str) else value
        return values.listed(
            map(_about if field.to == ("*",) else Values.name, repeat(values), ids)
        )
    if field.facet:
        return values.wording.record(value)
    if isinstance(value, str) and closed_list(field):
        return values.wording.word(field.name, value)
    plain: str | int = value
    return plain


def _about(values: Values, about: str) -> str:
    """A record by its name, a fact by the question that it answers."""
    return values.heading(about) if about in values.dossier.records else values.question(about)


def _value(row: Row, shows: str) -> Any:  # noqa: ANN401 -- the type is the field's
    kind, name = _named(shows)
    (record,) = _records(row, kind)
    return getattr(record, name)


def _day(date: date | None) -> date | str | None:
    return date.isoformat() if date and date < FIRST_DAY else date


def _first_day(_: Values, row: Row, shows: str) -> date | str | None:
    when: When | None = row.when if shows == "the moment" else _value(row, shows)
    return _day(when.earliest) if when else None


def _last_day(_: Values, row: Row, shows: str) -> date | str | None:
    when: When | None = row.when if shows == "the moment" else _value(row, shows)
    return _day(when.latest) if when else None


def _least(values: Values, row: Row, shows: str) -> int | str | None:
    if not _applies(row, shows):
        return values.not_applicable
    people: Quantity | None = _value(row, shows)
    return (people.low or 0) if people and people.figures else None


def _most(values: Values, row: Row, shows: str) -> int | str | None:
    if not _applies(row, shows):
        return values.not_applicable
    people: Quantity | None = _value(row, shows)
    return people.high if people and people.figures else None


def _row_of(values: Values, row: Row, shows: str) -> Lead | str | None:
    """The row of a record that a field points to; n/a where it points to none."""
    if shows == "the record":
        return values.row_of(row.subject.id)
    if shows == "the fact":
        return values.row_of_fact(row.fact)
    target: str | None = _value(row, shows)
    return values.row_of(target) if target else values.not_applicable


def _facts_of(row: Row, shows: str) -> list[str]:
    kind, name = _named(shows)
    return [f"{record.id}.{name}" for record in _records(row, kind)]


def _voices_on(values: Values, row: Row, shows: str) -> str | None:
    return values.voices(values.supporting(_facts_of(row, shows)))


def _voices_naming(values: Values, row: Row, shows: str) -> str | None:
    claims = (one for fact in _facts_of(row, shows) for one in values.evidence.claims(fact))
    return values.voices(claims)


def _uses(values: Values, row: Row, shows: str) -> dict[str, list[str]]:
    """Who uses which label, ours first."""
    (fact,) = _facts_of(row, shows)
    ours = values.dossier.value(fact)
    uses: dict[str, list[str]] = {values.in_words(fact, ours): []} if ours else {}
    for one in values.evidence.claims(fact):
        uses.setdefault(values.in_words(fact, one.claim.value), []).append(values.voice(one))
    return uses


def _users(values: Values, row: Row, shows: str) -> str | None:
    return values.listed(
        values.wording.phrase("who_words", who=label, words=", ".join(dict.fromkeys(voices)))
        for label, voices in _uses(values, row, shows).items()
        if voices
    )


def _reason(values: Values, row: Row, shows: str) -> str:
    return values.yes_no(row.reasons[REASONS.index(shows)])


_OF_FIELD: Mapping[str, Callable[..., Any]] = {
    "first day of": _first_day,
    "last day of": _last_day,
    "least of": _least,
    "most of": _most,
    "row of": _row_of,
    "voices on": _voices_on,
    "voices naming": _voices_naming,
    "labels of": lambda values, row, shows: values.listed(_uses(values, row, shows)),
    "users of": _users,
    "reason": _reason,
}
"""Rules on a field or reason that is named behind them."""


# -- steps and what belongs to them ------------------------------------------------------------


def _confirmations(values: Values, row: Row) -> str | None:
    whom: dict[str, list[str]] = {}
    for part in values.parts_of.get(row.id, ()):
        for body in part.confirmed_by:
            whom.setdefault(values.name(body), []).append(values.name(part.id))
    return values.listed(
        values.wording.phrase("who_words", who=who, words=", ".join(names))
        for who, names in whom.items()
    )


def _destinations(values: Values, row: Row) -> str | None:
    found = []
    for part in values.parts_of.get(row.id, ()):
        if part.to:
            name, where = values.name(part.id), values.wording.record(part.to)
            words = values.wording.phrase("who_words", who=name, words=where)
            found.append(name if where in name else words)
    return values.listed(found)


def _releases_of_person(values: Values, row: Row) -> Lead:
    ids = [part.release for part in row.parts]
    names = values.listed(map(values.name, ids)) or ""
    return Lead("Releases", ids[0], values.wording.opening(names))


def _dates_of_release(values: Values, row: Row) -> str | None:
    releases = [values.dossier.get(Release, part.release) for part in row.parts]
    dates = [str(one.freed) for one in releases if done(one.stage) and one.freed]
    undone = [values.not_applicable for one in releases if not done(one.stage)]
    return values.listed(dates or undone)


def _who_names_as_freed(values: Values, row: Row) -> str | None:
    """Who names the person, in the steps that are done; n/a where none is."""
    facts = [
        f"{part.id}.person"
        for part in row.parts
        if done(values.dossier.get(Release, part.release).stage)
    ]
    return values.voices(values.supporting(facts)) if facts else values.not_applicable


def _changed(values: Values, row: Row) -> str | None:
    """The end of a measure in place, or its author's announced steps on its target or a part."""
    measure = row.record
    if not isinstance(measure, Sanction) or not in_place(measure):
        return values.not_applicable
    if measure.lapsed is not None:
        return str(measure.lapsed)
    steps = [
        values.name(step.id)
        for step in values.dossier.of(Sanction)
        if step.announced
        and step.target
        and step.by == measure.by
        and measure.target in (step.target, *wider_than(step.target, values.dossier))
    ]
    author = values.dossier.records.get(measure.by or "")
    known = author is not None and (not isinstance(author, Body) or author.named)
    return values.listed(steps) or values.said(cells.NO_CHANGE if known else cells.AUTHOR_NOT_NAMED)


def _kind_of_measure(values: Values, row: Row) -> str | None:
    stands = isinstance(row.record, Sanction) and in_place(row.record)
    return values.said(cells.MEASURE_IN_PLACE if stands else cells.STEP)


def _kind_of_step(values: Values, row: Row) -> str | None:
    if isinstance(row.record, Sanction):
        return values.said(cells.MEASURE_IN_PLACE if in_place(row.record) else cells.SANCTIONS_STEP)
    return values.said(cells.RELEASE if isinstance(row.record, Release) else cells.CONTACT)


def _stage(values: Values, row: Row) -> str | None:
    stage = getattr(row.record, "stage", None)
    if stage is not None:
        return values.wording.value(stage, fields(type(row.subject))["stage"])
    disputed = values.dossier.is_disputed(f"{row.subject.id}.stage")
    return values.said(cells.STAGE_DISPUTED if disputed else cells.STAGE_NOT_STATED)


def _sides(values: Values, row: Row) -> str | None:
    record = row.record
    actors: tuple[str, ...] = ()
    if isinstance(record, Contact):
        actors = (*record.who, *record.with_whom)
    elif isinstance(record, Sanction):
        actors = (record.by,) if record.by else record.announced_by
    elif isinstance(record, Release):
        actors = (record.act_by,) if record.act_by else record.announced_by
    sides = (getattr(values.dossier.records[actor], "side", None) for actor in actors)
    return values.listed(values.wording.record(side) for side in sides if side)


def _within_period(values: Values, row: Row) -> str:
    if row.when is None:
        return values.not_applicable
    period, when = values.brief.period, row.when
    late = period.latest and when.earliest and when.earliest > period.latest
    early = period.earliest and when.latest and when.latest < period.earliest
    return values.yes_no(not (late or early))


def _step_in_words(values: Values, row: Row) -> SentenceOn:
    """A step on the timeline; foreigners are left to the sheet of the releases."""
    record = row.record
    if isinstance(record, Release):
        act = None if done(record.stage) else values.cell(f"{record.id}.act")
        return SentenceOn(_texts(_people(values, record), act), "")
    if isinstance(record, Sanction):
        return SentenceOn(_of_measure(values, record), "")
    return SentenceOn((values.name(row.subject.id),), "")


def _sentence_to_quote(values: Values, row: Row) -> SentenceOn:
    """Its figures and dates, and in brackets at its end what it rests on."""
    record = row.subject
    if isinstance(record, Release):
        finished = done(record.stage)
        foreign = record.foreign if finished and record.people else None
        among = values.wording.quantity(foreign) if foreign and foreign.figures else None
        act = None if finished else values.cell(f"{record.id}.act")
        said = _texts(_people(values, record), among, act)
    elif isinstance(record, Sanction):
        said = _of_measure(values, record)
    else:
        raise TypeError(f"{record.id} is neither a release nor a measure")
    dates = (
        values.wording.when(when, form, event=event) for when, form, event in _dates_said(record)
    )
    addresses = values.addresses(said_of(record, values))
    return SentenceOn((*said, *dates), f" [{addresses}]." if addresses else ".")


def _texts(*said: object) -> tuple[str, ...]:
    return tuple(str(one) for one in said if one)


def _people(values: Values, release: Release) -> str | int | None:
    """How many, or the versions of it."""
    if release.people:
        return values.wording.quantity(release.people)
    return values.cell(f"{release.id}.people")


def _of_measure(values: Values, measure: Sanction) -> tuple[str, ...]:
    author = values.wording.record(measure.by) if measure.by else None
    names = (f"{measure.id}.{name}" for name in ("change", "target"))
    return _texts(author, *map(values.cell, names))


def _dates_said(record: Record) -> Iterator[tuple[When, str, bool]]:
    """The dates that a sentence on a step says, in which form, and whether as an event."""
    if isinstance(record, Release):
        main = record.freed if done(record.stage) else record.announced
        if main and (done(record.stage) or record.stage is Stage.ANNOUNCED):
            yield main, "on", True
    elif isinstance(record, Sanction):
        since = record.in_effect
        if record.announced:
            yield record.announced, "on", True
        if since:
            lasts = record.stage is Stage.IN_EFFECT and since.interval
            yield since, "on" if lasts else "", False


# -- persons, bodies, names --------------------------------------------------------------------


def _family_name(values: Values, row: Row) -> str | None:
    person = row.record
    return person.name.last(values.wording.language) if isinstance(person, Person) else None


def _other_spellings(values: Values, row: Row) -> str:
    claims = values.evidence.claims(f"{row.id}.name")
    found = (str(one.claim.value) for one in claims if one.relation is Relation.SPELLING)
    return values.listed(found) or NONE


def _person_or_body(values: Values, row: Row) -> str | None:
    if isinstance(row.record, Person):
        return values.said(cells.PERSON)
    named = isinstance(row.record, Body) and row.record.named
    return values.said(cells.BODY if named else cells.UNNAMED_GROUP)


def _titles(values: Values, row: Row) -> str | None:
    """Each title with the texts that print it."""
    if not isinstance(row.record, Person):
        return values.not_applicable
    fact = f"{row.id}.title"
    texts: dict[str, list[str]] = {}
    for one in values.evidence.claims(fact):
        title = values.in_words(fact, one.claim.value)
        texts.setdefault(title, []).append(one.claim.reading.at.source)
    return values.listed(
        f"{title} ({', '.join(dict.fromkeys(sources))})" for title, sources in texts.items()
    )


def _texts_with_voice(values: Values, row: Row) -> str:
    """The texts that relay somebody, in their order."""
    readings = (one.claim.reading for one in values.all_claims)
    return values.listed(sorted({one.at.source for one in readings if one.voice == row.id})) or NONE


def _form(values: Values, row: Row) -> str | None:
    relation = row.claims[0].relation
    said = relation is Relation.SAYS
    return values.said(cells.AS_HERE) if said else values.wording.word("relation", relation)


# -- estimates ---------------------------------------------------------------------------------


def _age(values: Values, row: Row) -> int | str | None:
    """Calendar months from the last day of an estimate to the first of the event."""
    estimate = row.record
    if not isinstance(estimate, Estimate) or estimate.about is None:
        return values.not_applicable
    event = values.dossier.get(Release, estimate.about)
    when = event.freed or event.announced
    last = estimate.as_of.latest if estimate.as_of else None
    first = when.earliest if when else None
    if last is None or first is None:
        return None
    return (first.year * 12 + first.month) - (last.year * 12 + last.month)


def _comparable(values: Values, row: Row) -> str:
    """Estimates by the same author under the same label."""
    own = row.record
    if not isinstance(own, Estimate) or not own.by or not own.called:
        return NONE
    return (
        values.listed(
            values.name(one.id)
            for one in values.dossier.of(Estimate)
            if one.id != own.id and (one.by, one.called) == (own.by, own.called)
        )
        or NONE
    )


def _warnings(values: Values, row: Row) -> str:
    estimate = row.record
    if not isinstance(estimate, Estimate):
        return NONE
    age = _age(values, row)
    months = values.wording.count(age, "month") if isinstance(age, int) else ""
    dated = values.evidence.claims(f"{estimate.id}.as_of")
    counted = values.evidence.claims(f"{estimate.id}.people")
    holds = (
        (cells.UNDATED, estimate.as_of is None),
        (cells.AUTHOR_NOT_STATED, not estimate.by),
        (cells.OLDER, isinstance(age, int) and age > 0),
        (cells.DATE_DOUBTED, values.doubts(dated) != NONE),
        (cells.NOT_EXACT, estimate.people is not None and estimate.people.form != "exact"),
        (cells.HEDGED, any(one.claim.reading.hedged for one in counted)),
    )
    said = (values.remark(text).format(months=months) for text, true in holds if true)
    return values.listed(said) or NONE


# -- what the texts say, and where they differ -------------------------------------------------


def _what_they_say(values: Values, row: Row) -> dict[tuple[str, str], None]:
    """Each text with how what it gives stands to the value used."""
    return {
        (one.claim.reading.at.source, values.wording.word("relation", one.relation)): None
        for one in row.claims
    }


def what_one_says(values: Values, row: Row, source: str) -> str:
    """What one text says of a fact, or a dash."""
    said = (words for text, words in _what_they_say(values, row) if text == source)
    return values.listed(said) or NONE


def _what_texts_say(values: Values, row: Row) -> str | None:
    said: dict[str, list[str]] = {}
    for source, words in _what_they_say(values, row):
        said.setdefault(words, []).append(source)
    return values.listed(f"{words} ({', '.join(texts)})" for words, texts in said.items())


def _sources(row: Row) -> list[str]:
    """The texts behind the claims of a row, each once."""
    return list(dict.fromkeys(one.claim.reading.at.source for one in row.claims))


def _only_text(values: Values, row: Row) -> str:
    texts = _sources(row)
    return texts[0] if len(texts) == 1 else values.not_applicable


def _readings_of_version(_: Values, row: Row) -> str | None:
    return ", ".join(str(one.claim.reading.at) for one in row.claims) or None


def _value_of_version(values: Values, row: Row) -> str | None:
    return None if row.value is None else values.in_words(row.fact, row.value)


def _used(values: Values, row: Row) -> str:
    if values.dossier.is_disputed(row.fact):
        return values.wording.phrase("disputed")
    return values.yes_no(row.used)


def _hedged(values: Values, claims: Iterable[Weighed]) -> str:
    return values.yes_no(any(one.claim.reading.hedged for one in claims))


def _question_in_dispute(values: Values, row: Row) -> str:
    asked = row.dispute.question if row.dispute else None
    return values.said(asked) or values.question(row.fact)


def _value_printed(values: Values, row: Row) -> str | int | None:
    if not values.dossier.is_disputed(row.fact):
        return values.cell(row.fact)
    disputed, every = values.wording.phrase("disputed"), values.remark(cells.EVERY_VERSION)
    return values.wording.phrase("who_words", who=disputed, words=every)


def _kind_of_dispute(values: Values, row: Row) -> str:
    found = values.evidence.disagreement(row.fact)
    if found is None:
        return NONE
    weight = values.wording.word("weight", found.weight)
    return f"{weight}, {values.wording.word('kind', found.kind)}"


def _of_dispute(name: str) -> Rule:
    """The word for the weight or the kind of a disagreement."""
    return lambda values, row: values.wording.word(name, getattr(row.dispute, name))


def _state(values: Values, row: Row) -> str | None:
    blank = values.dossier.blank(row.fact)
    if blank == "disputed":
        return values.wording.phrase("disputed")
    return values.said(cells.GIVEN if blank is None else cells.NOT_STATED)


def _names_of_origins(values: Values, row: Row) -> str:
    groups = values.origins(row.facts).named
    return values.listed(" + ".join(map(values.name, group)) for group in groups) or NONE


def _of_claim(name: str) -> Rule:
    """The reason that a reading gives for a claim: its doubt, or why it is inferred."""

    def rule(values: Values, row: Row) -> str:
        reason = getattr(row.claims[0].claim, name)
        return NONE if reason is None else values.remark(values.dossier.reason(reason))

    return rule


def _disputed_fields(values: Values, row: Row) -> str:
    names = (values.field_name(fact) for fact in row.facts if values.evidence.is_disputed(fact))
    return values.listed(names) or NONE


def _all_doubts(values: Values, row: Row) -> str:
    return values.doubts(one for fact in row.facts for one in values.evidence.claims(fact))


def _places(values: Values, row: Row) -> str:
    """The sentences of the brief that state or cite a fact."""
    numbers = values.text.sentences_on.get(row.fact, ())
    pattern = values.remark(cells.SENTENCE)
    return values.listed(pattern.format(number=number) for number in numbers) or NONE


def _found(values: Values, row: Row) -> str:
    text = row.claims[0].claim.reading.at.source
    found = text not in (values.missing or ())
    return values.yes_no(found) if found else values.remark(cells.UNCHECKED)


def _reasons(values: Values, row: Row) -> str | None:
    columns = sheets()["ToReview"].column
    words = (values.remark(columns(reason).header).lower() for reason in REASONS)
    return values.listed(word for word, holds in zip(words, row.reasons, strict=True) if holds)


# -- texts -------------------------------------------------------------------------------------


def _claims_of_text(values: Values, row: Row) -> list[Weighed]:
    return [one for one in values.all_claims if one.claim.reading.at.source == row.id]


def _facts_of_text(values: Values, row: Row) -> set[str]:
    """What a text says of anything but the texts themselves."""
    records = values.dossier.records
    claims = (one.claim for one in _claims_of_text(values, row))
    return {claim.fact for claim in claims if not isinstance(records[claim.record], Source)}


def _only_of_text(values: Values, row: Row) -> int:
    def alone(fact: str) -> bool:
        return all(one.claim.reading.at.source == row.id for one in values.evidence.claims(fact))

    return sum(map(alone, _facts_of_text(values, row)))


def _paragraphs(values: Values, row: Row) -> list[tuple[int, bool, str | None]]:
    """Every paragraph of a text: its number, whether it was read, why it carries no fact."""
    source = row.record
    if not isinstance(source, Source):
        return []
    read = {one.at.paragraph for one in values.dossier.readings if one.at.source == source.id}
    reasons = {
        int(number): values.remark(values.dossier.reason(reason))
        for number, reason in source.empty.items()
    }
    return [(one, one in read, reasons.get(one)) for one in range(1, source.paragraphs + 1)]


def _without_facts(values: Values, row: Row) -> str:
    numbers: dict[str, list[str]] = {}
    for number, read, reason in _paragraphs(values, row):
        if reason is not None and not read:
            numbers.setdefault(reason, []).append(f"\u00b6{number}")
    return (
        values.listed(
            values.wording.phrase("who_words", who=", ".join(found), words=reason)
            for reason, found in numbers.items()
        )
        or NONE
    )


def _not_read(values: Values, row: Row) -> str:
    left = [str(n) for n, read, reason in _paragraphs(values, row) if not read and reason is None]
    return ", ".join(left) or NONE


# -- sentences of the brief, and the codebook --------------------------------------------------


def _sentence(row: Row) -> Sentence:
    if row.sentence is None:
        raise TypeError(f"the row {row.id} is of no sentence")
    return row.sentence


def _readings_of_sentence(values: Values, row: Row) -> str:
    found = dict.fromkeys(at for fact in row.facts for at in values.evidence.addresses(fact))
    return ", ".join(map(str, found)) or NONE


def _flags(values: Values, row: Row) -> str:
    claims = values.supporting(row.facts)
    holds = {
        "none": not row.facts,
        "disputed": any(map(values.evidence.is_disputed, row.facts)),
        "doubted": any(one.claim.doubt for one in claims),
        "hedged": any(one.claim.reading.hedged for one in claims),
        "single": len({one.claim.reading.at.source for one in claims}) == 1,
    }
    return values.listed(values.remark(cells.FLAGS[flag]) for flag in holds if holds[flag]) or NONE


def _column(row: Row) -> Column:
    if row.column is None:
        raise TypeError(f"the row {row.id} is of no column")
    return row.column


def _blank(values: Values, row: Row) -> str | None:
    column = _column(row)
    if column.shows == "nothing":
        return values.said(cells.UNTICKED)
    if column.nil:
        return values.said(cells.DASHED)
    return values.said(cells.NEVER_BLANK if column.full else cells.BLANK)


def _allowed(values: Values, row: Row) -> str | None:
    """The closed list that a column takes its values from."""
    column = _column(row)
    if column.kind == "flag":
        words = [values.yes_no(truth) for truth in (True, False)]
        open_ = [values.wording.phrase("disputed")] if column.shows == "version used" else []
        return values.listed([*words, *open_])
    lists = {
        "weight": WEIGHTS,
        "kind": tuple(KINDS_OF_DISAGREEMENT),
        "relation": tuple(one.value for one in Relation),
    }
    if column.list in lists:
        return values.listed(values.wording.word(column.list, one) for one in lists[column.list])
    field = field_named(column.list or column.shows)
    if field is None:
        return values.said(cells.ANY)
    return _allowed_of(values, field)


def _allowed_of(values: Values, field: Field) -> str | None:
    if words := closed_list(field):
        return values.listed(values.wording.word(field.name, word) for word in words)
    if field.facet:
        terms = [term.id for term in values.dossier.of(Term) if term.facet == field.facet]
        shown = [values.wording.record(term) for term in terms[:_MOST_TERMS]]
        if more := len(terms) - len(shown):
            shown.append(values.wording.phrase("and_more", number=more))
        return values.remark(cells.TERMS).format(terms=values.listed(shown) or NONE)
    actors = {plural(Person), plural(Body)} & {*field.to}
    return values.said(cells.AN_ACTOR if actors else cells.ANY)


RULES: Mapping[str, Rule] = {
    # any row
    "id": lambda _, row: row.id,
    "name": lambda values, row: values.heading(row.subject.id),
    "note": lambda values, row: values.remark(row.subject.note),
    "nothing": lambda _, __: None,
    # what it rests on
    "readings": lambda values, row: values.addresses(row.facts),
    "texts": lambda values, row: len(values.origins(row.facts).texts),
    "texts by number": lambda values, row: values.listed(values.origins(row.facts).texts),
    "named origins": lambda values, row: len(values.origins(row.facts).named),
    "names of origins": _names_of_origins,
    "texts in their own voice": lambda values, row: len(values.origins(row.facts).own_voice),
    "voices": lambda values, row: values.voices(values.supporting(row.facts)),
    "hedged": lambda values, row: _hedged(values, values.supporting(row.facts)),
    "doubts": _all_doubts,
    "disputed fields": _disputed_fields,
    # steps
    "date of the moment": lambda _, row: str(row.when) if row.when else None,
    "sides that act": _sides,
    "kind of step": _kind_of_step,
    "step or measure in place": _kind_of_measure,
    "step in words": _step_in_words,
    "sentence to quote": _sentence_to_quote,
    "stage in words": _stage,
    "within the period": _within_period,
    "changes by the same author": _changed,
    "persons named": lambda values, row: sum(
        part.axis == "named" for part in values.parts_of.get(row.id, ())
    ),
    "confirmations": _confirmations,
    "destinations": _destinations,
    # persons, bodies, names
    "name in full": lambda values, row: values.wording.opening(
        values.wording.record(row.subject.id)
    ),
    "name as used": lambda values, row: values.name(row.subject.id),
    "family name": _family_name,
    "other spellings": _other_spellings,
    "releases of the person": _releases_of_person,
    "dates of release": _dates_of_release,
    "voices that name as freed": _who_names_as_freed,
    "person or body": _person_or_body,
    "titles by text": _titles,
    "texts with the voice": _texts_with_voice,
    "printed form": lambda _, row: row.value,
    "relation of the form": _form,
    # estimates
    "age in months": _age,
    "comparable estimates": _comparable,
    "warnings": _warnings,
    # versions
    "value of the version": _value_of_version,
    "version used": _used,
    "number of the version": lambda _, row: row.number,
    "voices of the version": lambda values, row: values.voices(row.claims),
    "hedged version": lambda values, row: _hedged(values, row.claims),
    "texts of the version": lambda _, row: len(_sources(row)),
    "readings of the version": _readings_of_version,
    "question in dispute": _question_in_dispute,
    "value printed": _value_printed,
    "reason": lambda values, row: values.remark(row.dispute.why if row.dispute else None),
    "weight": _of_dispute("weight"),
    "kind of disagreement": _of_dispute("kind"),
    # facts
    "question": lambda values, row: values.question(row.fact),
    "value": lambda values, row: values.cell(row.fact),
    "state": _state,
    "kind of dispute": _kind_of_dispute,
    "kind of record": lambda values, row: values.wording.word("kinds", plural(type(row.subject))),
    "field": lambda values, row: values.field_name(row.fact),
    "sentences of the brief": _places,
    "what the texts say": _what_texts_say,
    "texts that speak of it": lambda _, row: len(_sources(row)),
    "only text": _only_text,
    "reasons to review": _reasons,
    # readings
    "address": lambda _, row: str(row.claims[0].claim.reading.at),
    "value said": lambda values, row: values.in_words(row.fact, row.value),
    "relation": lambda values, row: values.wording.word("relation", row.claims[0].relation),
    "voice": lambda values, row: values.voice(row.claims[0]),
    "hedged reading": lambda values, row: _hedged(values, row.claims),
    "words in the article": lambda _, row: " \u2026 ".join(row.claims[0].claim.reading.anchors),
    "gloss": lambda values, row: values.remark(row.claims[0].claim.reading.gloss),
    "doubt of the reading": _of_claim("doubt"),
    "inference": _of_claim("inferred"),
    "found again": _found,
    # texts
    "readings of the text": lambda values, row: len(
        {one.claim.reading.at for one in _claims_of_text(values, row)}
    ),
    "facts of the text": lambda values, row: len(_facts_of_text(values, row)),
    "facts only of the text": _only_of_text,
    "paragraphs without facts": _without_facts,
    "paragraphs not read": _not_read,
    # sentences of the brief
    "number of the sentence": lambda _, row: row.number,
    "section": lambda values, row: _sentence(row).section or values.said(cells.OPENING),
    "sentence": lambda values, row: values.wording.definition.typeset(_sentence(row).plain),
    "facts of the sentence": lambda values, row: values.listed(row.facts) or NONE,
    "readings of the sentence": _readings_of_sentence,
    "flags of the sentence": _flags,
    # the codebook
    "title of the sheet": lambda values, row: values.said(row.sheet.title if row.sheet else None),
    "header": lambda values, row: values.said(_column(row).header),
    "meaning": lambda values, row: values.said(_column(row).meaning),
    "kind of cell": lambda values, row: values.said(cells.KINDS_OF_CELL[_column(row).kind]),
    "allowed values": _allowed,
    "meaning of blank": _blank,
    "computed": lambda values, row: values.yes_no(_column(row).computed),
}
"""What the cells show that are worked out, by what a column is declared to show."""
