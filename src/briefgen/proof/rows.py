"""Which rows each sheet must have, in which order, and what each row is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefgen.facts.records import (
    Body,
    Contact,
    Estimate,
    Link,
    Part,
    Person,
    Record,
    Release,
    Sanction,
    Source,
    Statement,
    Unknown,
)
from briefgen.proof.values import done
from briefgen.sheets import Column, Sheet, columns_of, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from briefgen.evidence.disagreements import Disagreement
    from briefgen.evidence.evidence import Weighed
    from briefgen.facts.dates import When
    from briefgen.proof.text import Sentence
    from briefgen.proof.values import Values

Step = Release | Sanction | Contact

_STEP_KINDS: tuple[type[Record], ...] = (Release, Part, Sanction, Link, Contact)
_NEEDS_DATE: Mapping[type[Record], tuple[str, ...]] = {
    Release: ("freed", "announced"),
    Sanction: ("in_effect", "announced", "lapsed"),
    Contact: ("date",),
    Estimate: ("as_of",),
}
"""The fields of which a record needs one to be dated, the first to be listed where it has none."""
REASONS = ("disputed", "doubted", "hedged", "undated", "single")


class Row(Struct, frozen=True, kw_only=True):
    """One row, and what its rules ask of it; what does not apply to its sheet is empty.

    `facts` are those that it rests on, `claims` those of the one version, form or reading that it
    shows, `value` what they give, `number` its place among them.
    """

    id: str
    record: Record | None = None
    parts: tuple[Part, ...] = ()
    facts: tuple[str, ...] = ()
    fact: str = ""
    claims: tuple[Weighed, ...] = ()
    value: Any = None
    number: int = 0
    used: bool = False
    when: When | None = None
    dispute: Disagreement | None = None
    sentence: Sentence | None = None
    reasons: tuple[bool, ...] = ()
    sheet: Sheet | None = None
    column: Column | None = None

    @property
    def subject(self) -> Record:
        """The record that the row is about. Raises TypeError where it is about none."""
        if self.record is None:
            raise TypeError(f"the row {self.id} is about no record")
        return self.record


def _records(*kinds: type[Record]) -> Callable[[Values], Iterator[Row]]:
    """A row a record, resting on the facts of that record."""

    def rows(values: Values) -> Iterator[Row]:
        for kind in kinds:
            for record in values.dossier.of(kind):
                yield Row(id=record.id, record=record, facts=values.facts(record))

    return rows


def _persons(values: Values) -> Iterator[Row]:
    """A row a person whom a part of a release names."""
    for person in values.dossier.of(Person):
        if parts := tuple(values.parts_naming.get(person.id, ())):
            facts = values.facts(person, *parts)
            yield Row(id=person.id, record=person, parts=parts, facts=facts)


def _actors(values: Values) -> Iterator[Row]:
    """A row a person who is not detained, or a body."""
    named = values.parts_naming
    return (row for row in _records(Person, Body)(values) if row.id not in named)


def _forms(values: Values) -> Iterator[Row]:
    """A row a printed form of a name."""
    for record in (*values.dossier.of(Person), *values.dossier.of(Body)):
        forms = _by_value(values.evidence.claims(f"{record.id}.name"))
        for number, (printed, claims) in enumerate(forms, 1):
            yield Row(id=_numbered(record.id, number), record=record, claims=claims, value=printed)


def _links(values: Values) -> Iterator[Row]:
    """A row a nature that somebody gives a link, the one used first."""
    for link in values.dossier.of(Link):
        found = _by_value(values.evidence.claims(f"{link.id}.nature"))
        if link.nature and link.nature not in dict(found):
            found = [(link.nature, ()), *found]
        found.sort(key=lambda version: version[0] != link.nature)
        for number, (nature, claims) in enumerate(found or [(None, ())], 1):
            yield Row(
                id=_numbered(link.id, number),
                record=link,
                fact=f"{link.id}.nature",
                claims=claims,
                value=nature,
                used=nature == link.nature,
            )


def _versions(values: Values) -> Iterator[Row]:
    """A row a version of what the texts disagree on, the one used first."""
    for dispute in values.evidence.disagreements:
        claims = values.evidence.claims(dispute.fact)
        versions = sorted(dispute.versions, key=lambda version: not version.used)
        for number, version in enumerate(versions, 1):
            yield Row(
                id=f"{dispute.fact}/{number}",
                fact=dispute.fact,
                claims=tuple(one for one in claims if one.claim in version.claims),
                value=version.value,
                number=number,
                used=version.used,
                dispute=dispute,
            )


def _claims(values: Values) -> Iterator[Row]:
    """A row a reading and fact, by record, then in the order of the texts."""
    order = {record: place for place, record in enumerate(values.dossier.records)}

    def place(one: Weighed) -> tuple[int, int]:
        return order[one.claim.record], values.place[one.claim.reading.at]

    for one in sorted(values.all_claims, key=place):
        claim = one.claim
        yield Row(
            id=f"{claim.reading.at} {claim.fact}",
            record=values.dossier.records[claim.record],
            fact=claim.fact,
            claims=(one,),
            value=claim.value,
        )


def _of_fact(values: Values, fact: str, reasons: tuple[bool, ...] = ()) -> Row:
    record = values.dossier.records[fact.rpartition(".")[0]]
    claims = values.evidence.claims(fact)
    return Row(id=fact, record=record, fact=fact, facts=(fact,), claims=claims, reasons=reasons)


def _facts(values: Values) -> Iterator[Row]:
    """A row a fact, the steps first, the texts themselves last."""
    return (_of_fact(values, fact) for fact in _ranked(values, values.dossier.facts()))


def _spoken_of(values: Values) -> Iterator[Row]:
    """A row a fact that a text gives, but for those on the texts themselves."""
    texts = {source.id for source in values.dossier.of(Source)}
    said = dict.fromkeys(
        one.claim.fact for one in values.all_claims if one.claim.record not in texts
    )
    return (_of_fact(values, fact) for fact in _ranked(values, said))


def _to_review(values: Values) -> Iterator[Row]:
    """A row a fact with a reason to look at it again, the gravest reasons first."""
    undated = {
        f"{record.id}.{names[0]}": None
        for kind, names in _NEEDS_DATE.items()
        for record in values.dossier.of(kind)
        if all(getattr(record, name) is None for name in names)
    }
    claimed = dict.fromkeys(one.claim.fact for one in values.all_claims)
    known = dict.fromkeys([*values.dossier.facts(), *claimed, *undated])
    of_record = {record: place for place, record in enumerate(values.dossier.records)}
    marked = [(fact, reasons_for(values, fact, undated)) for fact in known]
    marked.sort(
        key=lambda pair: (
            [not reason for reason in pair[1]],
            of_record[pair[0].rpartition(".")[0]],
        )
    )
    return (_of_fact(values, fact, reasons) for fact, reasons in marked if any(reasons))


def reasons_for(values: Values, fact: str, undated: Iterable[str]) -> tuple[bool, ...]:
    """Which of the reasons to look at a fact again hold, in their order."""
    claims = values.evidence.claims(fact)
    supporting = [one for one in claims if one.supports]
    own = isinstance(values.dossier.records[fact.rpartition(".")[0]], Source)
    return (
        values.evidence.is_disputed(fact),
        any(one.claim.doubt is not None for one in claims),
        bool(supporting) and all(one.claim.reading.hedged for one in supporting),
        fact in undated,
        not own and len({one.claim.reading.at.source for one in claims}) == 1,
    )


def _ranked(values: Values, facts: Iterable[str]) -> list[str]:
    """Facts in the order in which a reader asks: steps, all else, names, the texts."""

    def rank(fact: str) -> int:
        record, _, name = fact.rpartition(".")
        kind = type(values.dossier.records[record])
        if kind is Source:
            return len(_STEP_KINDS) + 2
        if name == "name":
            return len(_STEP_KINDS) + 1
        return _STEP_KINDS.index(kind) if kind in _STEP_KINDS else len(_STEP_KINDS)

    return sorted(facts, key=rank)


# -- the timeline ------------------------------------------------------------------------------


def dates_of(step: Step) -> tuple[When | None, dict[str, When | None]]:
    """The date a step goes by, and its other dates by the fields they stand in."""
    if isinstance(step, Contact):
        return step.date, {}
    if isinstance(step, Release):
        if done(step.stage) and step.freed:
            return step.freed, {"announced": step.announced}
        return step.announced, {}
    return step.announced or step.in_effect, {"in_effect": step.in_effect, "lapsed": step.lapsed}


def said_of(step: Step, values: Values) -> tuple[str, ...]:
    """The facts that a sentence on a step rests on."""
    names: tuple[str, ...] = ("stage", "form", "date")
    if isinstance(step, Release):
        announced = () if done(step.stage) else ("announced", "act")
        names = ("stage", "freed", "people", "foreign", *announced)
    elif isinstance(step, Sanction):
        names = ("stage", "by", "target", "change", "scope", "announced", "in_effect")
    return tuple(fact for fact in values.facts(step) if fact.rpartition(".")[2] in names)


def _moments(values: Values) -> Iterator[Row]:
    """A row a dated moment of a step, in time; a step without a date at the end."""
    dossier = values.dossier
    steps: tuple[Step, ...] = (*dossier.of(Release), *dossier.of(Sanction), *dossier.of(Contact))
    rows = []
    for step in steps:
        main, others = dates_of(step)
        dated = {
            f"{step.id}/{name}": when for name, when in others.items() if when not in (None, main)
        }
        moments = dated if main is None and dated else {step.id: main} | dated
        facts = said_of(step, values)
        for key, when in moments.items():
            order = _in_time(step, when, values)
            rows.append((order, Row(id=key, record=step, facts=facts, when=when)))
    return (row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _in_time(step: Step, when: When | None, values: Values) -> tuple[object, ...]:
    """In time, "by" a day before that day, "from" a day after it; a contact before its release."""
    if when is None:
        return (True,)
    order = (False, when.sort_key, when.earliest is not None, when.latest is None)
    if isinstance(step, Contact) and step.before:
        release, _ = dates_of(values.dossier.get(Release, step.before))
        if release is not None:
            return min(order, (False, release.sort_key, False, False))
    return order


# -- what is no record -------------------------------------------------------------------------


def _sentences(values: Values) -> Iterator[Row]:
    """A row a sentence of the brief."""
    for number, sentence in enumerate(values.text.sentences, 1):
        yield Row(id=str(number), number=number, sentence=sentence, facts=sentence.facts)


def _columns(values: Values) -> Iterator[Row]:
    """A row a column of every sheet."""
    for sheet in sheets().values():
        for column in columns_of_sheet(sheet, values):
            yield Row(id=f"{sheet.name}.{column.key}", sheet=sheet, column=column)


def columns_of_sheet(sheet: Sheet, values: Values) -> tuple[Column, ...]:
    """The columns that a sheet has for these facts."""
    sources = tuple(source.id for source in values.dossier.of(Source))
    return columns_of(sheet, sources, looked=values.missing is not None)


ROWS: Mapping[str, Callable[[Values], Iterator[Row]]] = {
    "Timeline": _moments,
    "Releases": _records(Release),
    "Groups": _records(Part),
    "Persons": _persons,
    "Actors": _actors,
    "Sanctions": _records(Sanction),
    "Links": _links,
    "Contacts": _records(Contact),
    "Estimates": _records(Estimate),
    "Statements": _records(Statement),
    "Disagreements": _versions,
    "Names": _forms,
    "Coverage": _spoken_of,
    "Evidence": _claims,
    "Facts": _facts,
    "Unknowns": _records(Unknown),
    "Sources": _records(Source),
    "ToReview": _to_review,
    "Sentences": _sentences,
    "Codebook": _columns,
}


def _by_value(claims: Iterable[Weighed]) -> list[tuple[Any, tuple[Weighed, ...]]]:
    """The claims by the value that they give, in the order of the texts."""
    grouped: dict[Any, list[Weighed]] = {}
    for one in claims:
        grouped.setdefault(one.claim.value, []).append(one)
    return [(value, tuple(theirs)) for value, theirs in grouped.items()]


def _numbered(key: str, number: int) -> str:
    """The id of the first row of a record, and of those after it."""
    return key if number == 1 else f"{key}/{number}"
