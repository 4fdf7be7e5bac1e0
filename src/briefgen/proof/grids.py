"""What the tables of a brief must show, cell by cell, worked out from the facts alone."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefgen.facts.records import (
    Contact,
    Estimate,
    Link,
    Part,
    Person,
    Record,
    Release,
    Sanction,
    Source,
    Unknown,
    claimed_fields,
)
from briefgen.proof.values import done, in_place
from briefgen.sheets import MOST_ACROSS, MOST_DISAGREEMENTS, brief_tables, cited
from briefgen.wording.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefgen.evidence.disagreements import Disagreement
    from briefgen.facts.dates import When
    from briefgen.facts.readings import Reading
    from briefgen.proof.values import Values

_FIELD = re.compile(r"([A-Z][a-z]+)\.(\w+)(?: (\w+))?")
_WITH_NOUN = "people"
"""The form of a number of people that names what it counts."""


class Cell(Struct, frozen=True):
    """The text of a cell, the facts that it shows, and the text of its note, if it has one."""

    text: str = ""
    facts: tuple[str, ...] = ()
    note: str = ""

    def then(self, other: Cell, between: str) -> Cell:
        """Both in one cell; a blank one adds nothing."""
        if not self.text or not other.text:
            return self if self.text else other
        return Cell(f"{self.text}{between}{other.text}", self.facts + other.facts)


class Grid(Struct, frozen=True):
    """A table: its title, its headers if it has any, its rows."""

    title: str
    header: tuple[str, ...]
    rows: list[list[Cell]]


def grid(values: Values, name: str) -> Grid:
    """The table that a text places by a name; it may have no rows."""
    if name == "strip":
        return Grid(name, (), _strip(values))
    declared, said = brief_tables()[name], values.remark
    header = [said(column.header) for column in declared.columns]
    rows = []
    for record in _RECORDS[name](values):
        row = [_cell(values, record, column.shows) for column in declared.columns]
        if declared.cites:
            facts = dict.fromkeys(fact for cell in row for fact in cell.facts)
            row.append(Cell(values.addresses(facts) or ""))
        rows.append(row)
    return Grid(said(declared.title), (*header, *([said(cited())] * declared.cites)), rows)


def note(values: Values, facts: Iterable[str], *, in_order_of_facts: bool) -> str:
    """The note of a sentence or figure that rests on facts, empty where nothing bears them out."""
    facts = list(dict.fromkeys(facts))
    found = dict.fromkeys(str(at) for fact in facts for at in values.evidence.addresses(fact))
    listed = ", ".join(found) if in_order_of_facts else values.addresses(facts)
    if not listed:
        return ""
    disputed = dict.fromkeys(
        values.field_name(fact) for fact in facts if values.evidence.is_disputed(fact)
    )
    what = values.wording.listed(list(disputed))
    return (values.wording.phrase("disputed_note", what=what) if disputed else "") + f"{listed}."


# -- which rows --------------------------------------------------------------------------------


def _date(record: Record) -> When | None:
    if isinstance(record, Release):
        return record.freed or record.announced
    dated: When | None = getattr(record, "date", None) or getattr(record, "as_of", None)
    return dated


def _in_time(records: Iterable[Any]) -> list[Any]:
    """In time, what has no date last."""

    def place(record: Record) -> tuple[bool, Any, str]:
        when = _date(record)
        return when is None, when.sort_key if when else None, record.id

    return sorted(records, key=place)


def _freed(values: Values) -> list[Part]:
    """The persons named in releases that are done, by release in time, then by family name."""
    releases = [one.id for one in _in_time(values.dossier.of(Release)) if done(one.stage)]

    def place(part: Part) -> tuple[int, str]:
        person = values.dossier.get(Person, part.person or "")
        return releases.index(part.release), person.name.last(values.wording.language)

    named = (part for part in values.dossier.of(Part) if part.axis == "named" and part.person)
    return sorted((part for part in named if part.release in releases), key=place)


def _by_family_name(values: Values) -> list[Person]:
    language = values.wording.language
    return sorted(values.dossier.of(Person), key=lambda person: person.name.last(language))


_RECORDS: Mapping[str, Callable[[Values], Sequence[Any]]] = {
    "sequence": lambda values: _in_time(values.dossier.of(Release)),
    "contacts": lambda values: _in_time(values.dossier.of(Contact)),
    "sanctions": lambda values: [one for one in values.dossier.of(Sanction) if not in_place(one)],
    "in-place": lambda values: [one for one in values.dossier.of(Sanction) if in_place(one)],
    "persons": _freed,
    "groups": lambda values: [one for one in values.dossier.of(Part) if one.axis != "named"],
    "estimates": lambda values: _in_time(values.dossier.of(Estimate)),
    "unknowns": lambda values: values.dossier.of(Unknown),
    "sources": lambda values: values.dossier.of(Source),
    "names": _by_family_name,
    "disagreements": lambda values: values.evidence.disagreements[:MOST_DISAGREEMENTS],
}


# -- what they show ----------------------------------------------------------------------------


def _cell(values: Values, record: Any, shows: str) -> Cell:  # noqa: ANN401 -- any kind of record
    if shows in _RULES:
        return _RULES[shows](values, record)
    if shows.startswith("voices on "):
        fact = f"{record.id}.{shows.rpartition('.')[2]}"
        claims = values.evidence.supporting(fact)
        return Cell(_voices(values, (one.claim.reading for one in claims)))
    cells = [_field(values, record, part) for part in shows.split(", ")]
    joined = cells[0]
    for cell in cells[1:]:
        joined = joined.then(cell, values.wording.definition.separator)
    return joined


def _field(values: Values, record: Record, shows: str) -> Cell:
    """A field of the record, or of the person of a part."""
    found = _FIELD.fullmatch(shows)
    if found is None:
        raise KeyError(shows)
    kind, name, form = found.groups()
    if kind == "Person" and isinstance(record, Part):
        record = values.dossier.get(Person, record.person or "")
    if type(record).__name__ != kind:
        raise KeyError(shows)
    if name in claimed_fields(type(record)):
        return _fact(values, f"{record.id}.{name}", form or "")
    return Cell(values.said(getattr(record, name)) or "")


def _fact(values: Values, fact: str, form: str = "") -> Cell:
    """A fact in words, marked where the texts differ; blank where they do not say."""
    dossier = values.dossier
    blank = dossier.blank(fact)
    if blank == "not_stated" and form != _WITH_NOUN:
        return Cell()
    if blank is None and dossier.value(fact) in (None, ()):
        return Cell()
    differs = values.evidence.is_disputed(fact) and blank != "disputed"
    mark = f" ({values.wording.phrase('disputed')})" if differs else ""
    return Cell(values.wording.fact(fact, form) + mark, (fact,))


def _said_by(values: Values, who: str, words: str) -> str:
    return values.wording.phrase("who_words", who=who, words=words)


def _voices(values: Values, readings: Iterable[Reading]) -> str:
    """Named voices, then the texts that name nobody."""
    known = list(readings)
    named = dict.fromkeys(one.voice for one in known if not one.own_voice)
    texts = list(dict.fromkeys(one.at.source for one in known if one.own_voice))
    said = [values.wording.record(voice) for voice in named]
    if texts:
        noun = values.wording.definition.nouns["text"]
        word = noun.one if len(texts) == 1 else noun.other
        said.append(f"{word} {values.wording.listed(texts)}")
    return values.wording.definition.separator.join(said)


def _release_date(values: Values, release: Release) -> Cell:
    if _date(release) is None:
        return Cell()
    fact = f"{release.id}.{'freed' if release.freed else 'announced'}"
    return Cell(values.wording.fact(fact, "short"), (fact,))


def _date_of_part(values: Values, part: Part) -> Cell:
    when = _date(values.dossier.records[part.release])
    return Cell(values.wording.when(when, "short") if when else "")


def _people_and_stage(values: Values, release: Release) -> Cell:
    form = "" if release.people else _WITH_NOUN
    people = _fact(values, f"{release.id}.people", form)
    return people.then(_fact(values, f"{release.id}.stage"), ", ")


def _act(values: Values, release: Release) -> Cell:
    act = _fact(values, f"{release.id}.act")
    return act.then(_fact(values, f"{release.id}.act_by"), ", ") if release.act_by else act


def _linked(values: Values, release: Release) -> Cell:
    """Each measure that somebody links with a release, how, and who."""
    lines = []
    for link in values.dossier.of(Link):
        ends = {link.of, link.to}
        others = [one for one in ends - {release.id} if release.id in ends]
        for other in others:
            who = _linked_by(values, f"{link.id}.nature")
            if who and isinstance(values.dossier.records[other], Sanction):
                nature = _fact(values, f"{link.id}.nature")
                name = _said_by(values, values.wording.record(other), nature.text)
                lines.append(Cell(name + who, nature.facts))
    shown = Cell()
    for line in lines:
        shown = shown.then(line, "\n")
    return shown


def _linked_by(values: Values, nature: str) -> str:
    dispute = values.evidence.disagreement(nature)
    if dispute is None:
        who = _voices(values, (one.claim.reading for one in values.evidence.claims(nature)))
        return f" ({who})" if who else ""
    return _said_by(
        values, "", values.wording.definition.separator.join(_said_how(values, dispute))
    )


def _said_how(values: Values, dispute: Disagreement) -> Iterator[str]:
    """Each version with who says it."""
    field = values.dossier.field(dispute.fact)
    for version in dispute.versions:
        who = _voices(values, (claim.reading for claim in version.claims))
        yield f"{values.wording.value(version.value, field)} ({who})"


def _person(values: Values, part: Part) -> Cell:
    fact = f"{part.person}.name"
    used = values.wording.fact(fact)
    others = sorted({str(one.claim.value) for one in values.evidence.claims(fact)} - {used})
    return Cell(used + (f" ({', '.join(others)})" if others else ""), (fact,))


def _doubts_and_note(values: Values, estimate: Estimate) -> Cell:
    claims = [
        one.claim
        for name in ("people", "as_of", "by")
        for one in values.evidence.claims(f"{estimate.id}.{name}")
    ]
    reasons = (values.said(values.dossier.reason(one.doubt)) for one in claims if one.doubt)
    said = [*dict.fromkeys(reason for reason in reasons if reason), values.said(estimate.note)]
    return Cell(" ".join(text for text in said if text))


def _printed(values: Values, person: Person) -> Cell:
    forms: dict[str, dict[str, None]] = {}
    for one in values.evidence.claims(f"{person.id}.name"):
        forms.setdefault(str(one.claim.value), {})[one.claim.reading.at.source] = None
    said = (f"{form} ({', '.join(texts)})" for form, texts in forms.items())
    return Cell(values.wording.definition.separator.join(said))


def _question(values: Values, dispute: Disagreement) -> Cell:
    record, _, name = dispute.fact.rpartition(".")
    who = values.wording.opening(values.wording.record(record)).rstrip(".")
    field = values.remark(FIELDS[name][0])
    return Cell(values.said(dispute.question) or _said_by(values, who, field))


def _versions(values: Values, dispute: Disagreement) -> Cell:
    field = values.dossier.field(dispute.fact)
    lines = []
    for version in dispute.versions:
        who = _voices(values, (claim.reading for claim in version.claims))
        at = ", ".join(str(claim.reading.at) for claim in version.claims)
        words = values.wording.value(version.value, field)
        lines.append(f"{_said_by(values, who, words)} ({at})")
    return Cell("\n".join(lines))


_RULES: Mapping[str, Callable[[Values, Any], Cell]] = {
    "id": lambda _, record: Cell(record.id),
    "name": lambda values, record: Cell(values.wording.opening(values.wording.record(record.id))),
    "date of the release": _release_date,
    "date of Part.release": _date_of_part,
    "people and stage": _people_and_stage,
    "act and its author": _act,
    "measures linked with it": _linked,
    "name and other forms": _person,
    "doubts and note": _doubts_and_note,
    "printed forms by text": _printed,
    "question in dispute": _question,
    "versions": _versions,
    "value used": lambda values, dispute: Cell(values.wording.fact(dispute.fact), (dispute.fact,)),
    "reason": lambda values, dispute: Cell(values.said(dispute.why) or ""),
}
"""Rules of cells that show more than fields of their record."""


def _strip(values: Values) -> list[list[Cell]]:
    """The releases with a number or none, and a stage: date, number, stage, in rows alike."""
    known = {*values.dossier.facts()}
    steps = [
        _step(values, release)
        for release in _in_time(values.dossier.of(Release))
        if known >= {f"{release.id}.people", f"{release.id}.stage"}
    ]
    if not steps:
        return []
    across = ceil(len(steps) / ceil(len(steps) / MOST_ACROSS))
    steps += [Cell()] * (-len(steps) % across)
    return [steps[start : start + across] for start in range(0, len(steps), across)]


def _step(values: Values, release: Release) -> Cell:
    counted = f"{release.id}.people", f"{release.id}.stage"
    date = _release_date(values, release)
    people = values.wording.fact(counted[0], "" if release.people else _WITH_NOUN)
    stage = values.wording.fact(counted[1], _WITH_NOUN)
    return Cell(
        f"{date.text}\n{people}\n{stage}",
        (*date.facts, *counted),
        note(values, counted, in_order_of_facts=False),
    )
