"""Which tables the brief has: sequence, contacts, sanctions, people, estimates and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.brief.grids import called, fact, facts, grid, joined, plain, stacked, text
from briefgen.brief.scribe import COUNTED
from briefgen.facts.records import (
    Contact,
    Estimate,
    Part,
    Person,
    Release,
    Sanction,
    Source,
    Unknown,
    field_named,
)
from briefgen.office.inline import Run
from briefgen.sheets import MOST_DISAGREEMENTS
from briefgen.tables.context import is_done
from briefgen.tables.timeline import in_place
from briefgen.wording.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from briefgen.brief.grids import Fill
    from briefgen.brief.scribe import Scribe
    from briefgen.evidence.disagreements import Disagreement
    from briefgen.facts.dates import When
    from briefgen.office.inline import Inline
    from briefgen.office.wordtable import Table

D = TypeVar("D", Release, Contact, Estimate)


def when(record: Release | Contact | Estimate) -> When | None:
    """The date a record goes by: when people were freed, else announced; when held; as of when."""
    match record:
        case Release():
            return record.freed or record.announced
        case Contact():
            return record.date
        case Estimate():
            return record.as_of


def in_time(records: Sequence[D]) -> list[D]:
    """Records in the order of their dates, the undated last."""

    def key(record: D) -> tuple[bool, tuple[date, date] | None, str]:
        dated = when(record)
        return dated is None, dated.sort_key if dated else None, record.id

    return sorted(records, key=key)


def steps(scribe: Scribe) -> list[Release]:
    """The releases in the order of time."""
    return in_time(scribe.all(Release))


def step_date(scribe: Scribe, release: Release) -> list[Inline]:
    """When people were freed; else when it was announced."""
    name = "freed" if release.freed else "announced"
    return [scribe.fact(f"{release.id}.{name}", "short")] if when(release) else []


def step_people(scribe: Scribe, release: Release) -> Sequence[Inline]:
    """How many, and by what word of the stage."""
    form = "" if release.people else COUNTED
    return joined([scribe.cell(f"{release.id}.people", form), _stage(scribe, release)], ", ")


def _stage(scribe: Scribe, record: Any) -> Sequence[Inline]:  # noqa: ANN401 -- any kind with a stage
    return scribe.cell(f"{record.id}.stage")


def _linked(scribe: Scribe, release: Release) -> Sequence[Inline]:
    """The sanctions steps that somebody links to a release, as each puts it."""
    dossier = scribe.evidence.dossier
    found = []
    for link in scribe.links.get(release.id, ()):
        other = link.of if link.to == release.id else link.to
        fact_of_nature = f"{link.id}.nature"
        linked_by = _linked_by(scribe, fact_of_nature)
        if linked_by and isinstance(dossier.records.get(other), Sanction):
            name = Run(
                scribe.wording.phrase("who_words", who=scribe.wording.record(other), words="")
            )
            found.append([name, *scribe.cell(fact_of_nature), *linked_by])
    return stacked(found)


def _linked_by(scribe: Scribe, nature: str) -> list[Inline]:
    """Who links: the voices behind the one wording, or each version with its voices."""
    disagreement = scribe.evidence.disagreement(nature)
    if disagreement is None:
        voices = scribe.voices(weighed.claim.reading for weighed in scribe.evidence.claims(nature))
        return [Run(f" ({voices})")] if voices else []
    field = scribe.evidence.dossier.field(nature)
    versions = (
        f"{scribe.wording.value(version.value, field)}"
        f" ({scribe.voices(claim.reading for claim in version.claims)})"
        for version in disagreement.versions
    )
    return [Run(_saying(scribe, "") + scribe.wording.definition.separator.join(versions))]


def _saying(scribe: Scribe, who: str) -> str:
    """What stands before somebody's words: `who: `."""
    return scribe.wording.phrase("who_words", who=who, words="")


def _act(scribe: Scribe, release: Release) -> Sequence[Inline]:
    """The legal act, with whom the texts name as taking it."""
    act = scribe.cell(f"{release.id}.act")
    by = scribe.cell(f"{release.id}.act_by") if release.act_by else []
    return joined([act, by], ", ")


def _origins(name: str) -> Any:  # noqa: ANN401 -- a filler, as in grids
    """Fills a cell with who says the value as it is held."""

    def fill(scribe: Scribe, record: Any) -> Sequence[Inline]:  # noqa: ANN401 -- any kind
        claims = scribe.evidence.supporting(f"{record.id}.{name}")
        return plain(scribe.voices(weighed.claim.reading for weighed in claims))

    return fill


def _person(scribe: Scribe, part: Part) -> Sequence[Inline]:
    """The person's house name, with the other spellings that the texts print."""
    fact_of_name = f"{part.person}.name"
    house = scribe.fact(fact_of_name, bold=True)
    printed = {weighed.claim.value for weighed in scribe.evidence.claims(fact_of_name)}
    others = sorted(printed - {house.text})
    return [house, *plain(f" ({', '.join(others)})" if others else "")]


def _described(scribe: Scribe, part: Part) -> Sequence[Inline]:
    return scribe.cell(f"{part.person}.described")


def _step(scribe: Scribe, part: Part) -> Sequence[Inline]:
    """The release by its date, not as a fact: its texts need not speak of the part."""
    dated = when(scribe.evidence.dossier.get(Release, part.release))
    return plain(scribe.wording.when(dated, "short") if dated else "")


def _freed(scribe: Scribe) -> list[Part]:
    """The persons named in what is reported done, by step and family name."""
    done = {step.id: place for place, step in enumerate(steps(scribe)) if is_done(step.stage)}
    freed = [part for part in scribe.all(Part) if part.axis == "named" and part.release in done]

    def key(part: Part) -> tuple[int, str]:
        return done[part.release], scribe.wording.record(part.person or "", "family")

    return sorted((part for part in freed if part.person), key=key)


def _warning(scribe: Scribe, estimate: Estimate) -> Sequence[Inline]:
    """What is doubted about an estimate, and its note."""
    claims = [
        weighed.claim
        for name in ("people", "as_of", "by")
        for weighed in scribe.evidence.claims(f"{estimate.id}.{name}")
    ]
    doubts = dict.fromkeys(
        scribe.said(scribe.evidence.dossier.reason(claim.doubt)) for claim in claims if claim.doubt
    )
    return plain(" ".join([*doubts, scribe.said(estimate.note)]).strip())


def _source(_: Scribe, source: Source) -> Sequence[Inline]:
    return [Run(source.id, bold=True)]


def _spelt(scribe: Scribe) -> list[Person]:
    """The persons by their family names in the language."""
    language = scribe.wording.language
    return sorted(scribe.all(Person), key=lambda person: person.name.last(language))


def _printed(scribe: Scribe, person: Person) -> Sequence[Inline]:
    """Every printed form with the texts that print it."""
    forms: dict[str, dict[str, None]] = {}
    for weighed in scribe.evidence.claims(f"{person.id}.name"):
        forms.setdefault(weighed.claim.value, {})[weighed.claim.reading.at.source] = None
    return plain(
        scribe.wording.definition.separator.join(
            f"{form} ({', '.join(texts)})" for form, texts in forms.items()
        )
    )


def _question(scribe: Scribe, found: Disagreement) -> Sequence[Inline]:
    """The question as the analyst puts it, or the record and field in words."""
    record_id, _, name = found.fact.rpartition(".")
    who = scribe.wording.opening(scribe.wording.record(record_id)).rstrip(".")
    field, _ = FIELDS[name]
    return plain(scribe.said(found.question) or _saying(scribe, who) + scribe.said(field))


def _versions(scribe: Scribe, found: Disagreement) -> Sequence[Inline]:
    """Each version as who says it and in which words, with its addresses."""
    field = scribe.evidence.dossier.field(found.fact)
    cells = []
    for version in found.versions:
        who = scribe.voices(claim.reading for claim in version.claims)
        at = ", ".join(str(claim.reading.at) for claim in version.claims)
        said = scribe.wording.value(version.value, field)
        cells.append([Run(_saying(scribe, who)), Run(said, bold=version.used), Run(f" ({at})")])
    return stacked(cells)


def _written(scribe: Scribe, found: Disagreement) -> Sequence[Inline]:
    """What we write; where it is left open, that."""
    return [scribe.fact(found.fact, bold=True)]


def _why(scribe: Scribe, found: Disagreement) -> Sequence[Inline]:
    return plain(scribe.said(found.why))


_RECORDS: Mapping[str, Callable[[Scribe], Sequence[Any]]] = {
    "sequence": steps,
    "contacts": lambda scribe: in_time(scribe.all(Contact)),
    "sanctions": lambda scribe: [one for one in scribe.all(Sanction) if not in_place(one)],
    "in-place": lambda scribe: [one for one in scribe.all(Sanction) if in_place(one)],
    "persons": _freed,
    "groups": lambda scribe: [part for part in scribe.all(Part) if part.axis != "named"],
    "estimates": lambda scribe: in_time(scribe.all(Estimate)),
    "unknowns": lambda scribe: scribe.all(Unknown),
    "sources": lambda scribe: scribe.all(Source),
    "names": _spelt,
    "disagreements": lambda scribe: scribe.evidence.disagreements[:MOST_DISAGREEMENTS],
}
"""The rows of each table, by its name."""

_FILLS: Mapping[str, Fill] = {
    "name": called,
    "id": _source,
    "date of the release": step_date,
    "date of Part.release": _step,
    "people and stage": step_people,
    "act and its author": _act,
    "measures linked with it": _linked,
    "name and other forms": _person,
    "Person.described": _described,
    "doubts and note": _warning,
    "printed forms by text": _printed,
    "question in dispute": _question,
    "versions": _versions,
    "value used": _written,
    "reason": _why,
}
"""How a cell is filled that shows more than fields of its record."""


def records_of(name: str, scribe: Scribe) -> Sequence[Any]:
    """What the rows of the table of that name are about."""
    return _RECORDS[name](scribe)


def table(name: str, scribe: Scribe) -> Table:
    """The table of that name in the scribe's language."""
    return grid(name, records_of(name, scribe), _fill, scribe)


def _fill(shows: str) -> Fill:
    if shows in _FILLS:
        return _FILLS[shows]
    if shows.startswith("voices on "):
        fill: Fill = _origins(shows.rpartition(".")[2])
        return fill
    names = [field.rpartition(".")[2] for field in shows.split(", ")]
    if len(names) > 1:
        return facts(*names)
    known, _, form = shows.partition(" ")
    field = field_named(known)
    if field is None:
        raise KeyError(shows)
    return fact(field.name, form) if field.claimed else text(field.name)
