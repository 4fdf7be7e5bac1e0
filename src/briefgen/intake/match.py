"""Which records an article may speak of: their dates, numbers and names, paragraph by paragraph.

What is found is a proposal: the same number may count other people, and whoever reads decides.
A year alone, and the numbers 0 and 1, are not looked for; they are everywhere.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.checks.numerals import figures
from briefgen.facts.dates import When
from briefgen.facts.quantities import Quantity
from briefgen.facts.readings import ARTICLE
from briefgen.facts.records import Body, Name, Person, Source, Text, fields
from briefgen.intake.printed import (
    dates_in,
    passages,
    without_dates,
    words_of_name,
    words_of_number,
    year_like,
)
from briefgen.intake.project import opened
from briefgen.intake.splice import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dates import Point
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.records import Record
    from briefgen.intake.printed import PrintedDate
    from briefgen.intake.project import Project

_OPENING = 60
_LETTERS = re.compile(r"[^\W\d_]+")


class Hit(Struct, frozen=True):
    """A field of a record whose value a paragraph prints: the value as YAML, the words as printed.

    `year_given` is false for a date whose year the paragraph leaves out beside it.
    """

    record: str
    field: str
    value: str
    words: str
    start: int
    year_given: bool = True


class Match(Struct, frozen=True):
    """One paragraph: its hits by record, the fullest first; the numbers that no record has.

    `taken` are the letters of the passages that have a reading already.
    """

    source: str
    number: int
    text: str
    hits: tuple[tuple[Hit, ...], ...]
    loose: tuple[int, ...]
    taken: frozenset[str]


def match_source(source_id: str, project: Project) -> tuple[Match, ...]:
    """What each paragraph of an article may speak of that its readings do not say yet.

    Raises DossierError when there is no such source, or its text cannot be read.
    """
    dossier, source, paragraphs = opened(source_id, project)
    said = {
        (claim.reading.at.paragraph, claim.fact)
        for claim in dossier.claims
        if claim.reading.at.source == source_id
    }
    read = [reading.at for reading in dossier.readings if reading.at.source == source_id]
    named = {fact.rpartition(".")[0] for _, fact in said if fact.endswith(".name")}
    matches = []
    for number, text in enumerate(paragraphs, 1):
        hits = [
            hit
            for hit in _hits(text, source.language, dossier)
            if (number, f"{hit.record}.{hit.field}") not in said
            and not (hit.field == "name" and hit.record in named)
        ]
        named |= {hit.record for hit in hits if hit.field == "name"}
        taken = frozenset(at.passage for at in read if at.paragraph == number)
        loose = _loose(text, source.language, dossier)
        matches.append(Match(source_id, number, text, _by_record(hits), loose, taken))
    return tuple(matches)


def stub(match: Match) -> Iterator[str]:
    """The paragraph's readings as YAML, ready to paste and to cut down."""
    opening = textwrap.shorten(match.text, _OPENING, placeholder=" ...")
    yield f"# paragraph {match.number}: {opening}"
    if not match.hits:
        yield "# no date, number or name of a record"
    letters = passages(match.taken)
    for hits, letter in zip(match.hits, letters, strict=False):
        yield from _reading(hits, f"{match.source}.{match.number}{letter}")
    if match.loose:
        yield f"# numbers that no record has: {', '.join(map(str, match.loose))}"
    yield ""


def _reading(hits: tuple[Hit, ...], address: str) -> Iterator[str]:
    anchors = dict.fromkeys(hit.words for hit in sorted(hits, key=lambda hit: hit.start))
    values = {hit.field: hit.value for hit in hits}
    told = ", ".join(f"{field}: {value}" for field, value in values.items())
    yield f"- at: {address}"
    yield f"  voice: {ARTICLE}"
    yield f"  anchor: [{', '.join(map(yaml_text, anchors))}]"
    yield "  says:"
    yield f"    {hits[0].record}: {{{told}}}"
    for hit in hits:
        if not hit.year_given:
            reason = '{en: "...", fr: "..."}'
            yield f"  inferred: {{{hit.record}.{hit.field}: {reason}}}  # why that year"


def _by_record(hits: list[Hit]) -> tuple[tuple[Hit, ...], ...]:
    records: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: hit.start):
        records.setdefault(hit.record, []).append(hit)
    return tuple(sorted(map(tuple, records.values()), key=len, reverse=True))


def _hits(text: str, language: str, dossier: Dossier) -> Iterator[Hit]:
    dates = dates_in(text, language)
    undated = without_dates(text, dates)
    for record in dossier.records.values():
        if isinstance(record, Source):
            continue
        for name, described in fields(type(record)).items():
            value = getattr(record, name) if described.claimed else None
            if isinstance(value, Quantity):
                yield from _numbered(record, name, value, undated, language)
            elif isinstance(value, When):
                yield from _dated(record, name, value, dates)
            elif isinstance(value, Name | Text):
                found = words_of_name(_forms(record, dossier), text)
                if found:
                    yield Hit(record.id, name, yaml_text(found[1]), found[1], found[0])


def _numbered(
    record: Record, name: str, value: Quantity, text: str, language: str
) -> Iterator[Hit]:
    if not value.figures or any(figure < 2 for figure in value.figures):  # noqa: PLR2004 -- "un"
        return
    found = [words_of_number(figure, text, language) for figure in value.figures]
    if all(found):
        for place in found:
            if place:
                yield Hit(record.id, name, str(value), place[1], place[0])


def _dated(record: Record, name: str, value: When, dates: tuple[PrintedDate, ...]) -> Iterator[Hit]:
    pairs = [(p, next((d for d in dates if _prints(d, p)), None)) for p in value.points]
    if not all(date for _, date in pairs):
        return
    for point, date in pairs:
        if date:
            told = str(value) if value.interval else _as_printed(date, point)
            given = date.year is not None
            yield Hit(record.id, name, told, date.words, date.start, year_given=given)


def _prints(date: PrintedDate, point: Point) -> bool:
    """Whether a printed date is the point, whose year may go without saying, or falls within it."""
    if date.month != point.month or point.day not in (None, date.day):
        return False
    finer = point.day is None and date.day is not None
    return date.year == point.year or (date.year is None and not finer)


def _as_printed(date: PrintedDate, point: Point) -> str:
    day = "" if date.day is None else f"-{date.day:02}"
    return f"{point.year:04}-{date.month:02}{day}"


def _forms(record: Record, dossier: Dossier) -> Iterator[str]:
    """How a person or body is called: the house's forms, and those that texts print."""
    if isinstance(record, Person):
        for language in ("en", "fr"):
            yield record.name.full(language)
            yield record.name.last(language)
    elif isinstance(record, Body):
        for text in (record.name, record.short):
            if text:
                yield from (text.en or "", text.fr or "")
    yield from (str(c.value) for c in dossier.claims if c.fact == f"{record.id}.name")


def _loose(text: str, language: str, dossier: Dossier) -> tuple[int, ...]:
    """The numbers in digits, outside of dates, that no count of any record has."""
    held = {
        figure
        for fact in dossier.facts()
        if isinstance(value := dossier.value(fact), Quantity)
        for figure in value.figures
    }
    digits = _LETTERS.sub(" ", without_dates(text, dates_in(text, language)))
    return tuple(sorted(n for n in figures(digits, language) - held if n > 1 and not year_like(n)))
