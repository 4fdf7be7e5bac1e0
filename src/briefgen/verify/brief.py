"""A file from anywhere against the one that the facts and texts give now.

What is found is told as it stands in the file and as it would be written; nothing tells, of a
file from earlier facts, whether a person or the facts changed a text.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree
from msgspec import Struct

from briefgen.brief.prose import spoken
from briefgen.facts.bookmarks import FACT_MARK, bookmark_stem
from briefgen.narrative.blocks import Bullets, Heading, Paragraph
from briefgen.office.package import unpack
from briefgen.proof.proof import shown
from briefgen.verify.differing import changed_words, pairs
from briefgen.verify.revised import read_revised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.brief import Written
    from briefgen.evidence import Evidence
    from briefgen.facts.problems import Place
    from briefgen.narrative.blocks import Narrative, Sentence
    from briefgen.verify.revised import Document, Line
    from briefgen.wording import Wording

_CHART = re.compile(r"(?:word|xl)/charts/chart(\d+)\.xml")
_CACHED = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_DIGITS = re.compile(r"\d+")


class Figure(NamedTuple):
    """A fact as a file shows it and as it is shown now; None where there is no such fact."""

    fact: str
    held: str
    now: str | None


class Change(NamedTuple):
    """Where a file differs from what would be written now, and how."""

    where: str
    told: str


class Found(Struct, frozen=True):
    """All in which a file differs."""

    figures: tuple[Figure, ...]
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.figures or self.changes)


def verify_brief(
    held: Document,
    parts: Mapping[str, bytes],
    *,
    written: Written,
    narrative: Narrative,
    evidence: Evidence,
    wording: Wording,
) -> Found:
    """What differs in a brief; `parts` are the file's, `written` is the brief as of now."""
    fresh_parts = unpack(written.content)
    fresh = read_revised(fresh_parts)
    places = _Places(fresh, written, narrative, wording)
    changes = [
        *_changed_lines(held, fresh, places),
        *_changed_heads(held, fresh),
        *changed_charts(parts, fresh_parts),
    ]
    return Found(tuple(_figures(held, fresh, evidence, wording)), tuple(dict.fromkeys(changes)))


def _figures(
    held: Document, fresh: Document, evidence: Evidence, wording: Wording
) -> Iterator[Figure]:
    """The facts that are shown in no way in which they may be."""
    facts = {bookmark_stem(fact): fact for fact in evidence.dossier.facts()}
    now = {name: text for line in fresh.lines for name, text in line.facts.items()}
    seen: set[Figure] = set()
    for name, text in (item for line in held.lines for item in line.facts.items()):
        stem = FACT_MARK.fullmatch(name)
        if stem is None or now.get(name) == text:
            continue
        fact = facts.get(stem[1])
        if fact is None:
            figure = Figure(name, text, None)
        elif text in _worded(fact, wording):
            continue
        else:
            figure = Figure(fact, text, now.get(name) or wording.fact(fact))
        if figure not in seen:
            seen.add(figure)
            yield figure


def _worded(fact: str, wording: Wording) -> set[str]:
    """Every way in which a fact may be put."""
    forms = {wording.fact(fact, form) for form in ("", *wording.forms(fact))}
    return forms | {wording.opening(words) for words in forms}


class _Places:
    """Where the lines of a fresh brief come from: the narrative, or a table of the facts."""

    def __init__(
        self, fresh: Document, written: Written, narrative: Narrative, wording: Wording
    ) -> None:
        self._titles = [table.title for table in written.tables]
        self._sentences: dict[int, list[tuple[int, Place]]] = {}
        passages = iter(_passages(narrative, wording))
        text, starts = next(passages, ("", []))
        for line in fresh.lines:
            if not line.table and line.now == (text,):
                self._sentences[id(line)] = starts
                text, starts = next(passages, ("", []))

    def of(self, line: Line, *, at: int = 0, cell: int = 0) -> str:
        """The sentence that a paragraph has there, or the cell of a table."""
        if line.table:
            where = f'table "{self._titles[line.table - 1]}", row {line.row}'
            return f"{where}, column {cell + 1}" if cell >= 0 else where
        starts = self._sentences.get(id(line))
        if not starts:
            return f"paragraph in the style {line.style}"
        return str([place for start, place in starts if start <= at][-1])


def _passages(
    narrative: Narrative, wording: Wording
) -> Iterator[tuple[str, list[tuple[int, Place]]]]:
    """The paragraphs and headings as printed, with the place of the sentence at each offset."""
    for block in narrative.blocks:
        if isinstance(block, Heading):
            yield _passage([block.sentence], wording)
        elif isinstance(block, Paragraph):
            yield _passage(block.sentences, wording)
        elif isinstance(block, Bullets):
            yield from (_passage(item.sentences, wording) for item in block.items)


def _passage(
    sentences: Sequence[Sentence], wording: Wording
) -> tuple[str, list[tuple[int, Place]]]:
    text, starts = "", []
    for sentence in sentences:
        text += " " if text else ""
        starts.append((len(text), sentence.place))
        text += "".join(spoken(sentence, wording))
    return text, starts


def _changed_lines(held: Document, fresh: Document, places: _Places) -> Iterator[Change]:
    last = "at the beginning"
    for old, new in pairs(fresh.lines, held.lines, _before):
        if old is not None:
            last = f"after {places.of(old, at=_END, cell=-1)}"
        if old is None and new is not None and any(new.now):
            yield Change(last, f"{{+{' | '.join(new.now)}+}}{_tracked(new)}")
        elif old is not None and (new is None or not any(new.now)):
            told = f"[-{' | '.join(old.now)}-]{_tracked(new)}"
            yield Change(places.of(old, cell=-1), told)
        elif old is not None and new is not None:
            yield from _changed_line(old, new, places)
            yield from _changed_notes((old, fresh), (new, held), places)


_END = 1 << 30


def _before(line: Line) -> str:
    """What a line is known by: its text before tracked changes, unless it came with one."""
    return "\x1f".join(line.before if any(line.before) else line.now)


def _changed_line(old: Line, new: Line, places: _Places) -> Iterator[Change]:
    for cell, (was, now) in enumerate(zip_longest(old.now, new.now, fillvalue="")):
        for passage in changed_words(was, now) if was != now else ():
            where = places.of(old, at=passage.at, cell=cell)
            yield Change(where, f"{passage.words}{_tracked(new)}")


def _tracked(line: Line | None) -> str:
    if line is None or not line.authors:
        return ""
    by = ", ".join(author for author in line.authors if author)
    return f" (tracked, by {by})" if by else " (tracked)"


def _changed_notes(
    old: tuple[Line, Document], new: tuple[Line, Document], places: _Places
) -> Iterator[Change]:
    numbers, texts = old[0].notes, new[1].notes
    for number, mark in zip_longest(numbers, new[0].notes):
        was = old[1].notes.get(number, "") if number is not None else ""
        now = texts.get(mark, "") if mark is not None else ""
        if was != now:
            note = "an added note" if number is None else f"note {number}"
            words = " ".join(passage.words for passage in changed_words(was, now))
            yield Change(f"{places.of(old[0], cell=-1)}: {note}", words)


def _changed_heads(held: Document, fresh: Document) -> Iterator[Change]:
    """What stands on every page, whatever the numbers of the pages."""
    was, now = ({_DIGITS.sub("0", head) for head in document.heads} for document in (fresh, held))
    for head in sorted(was - now):
        yield Change("header or footer", f"[-{head.strip()}-]")
    for head in sorted(now - was):
        yield Change("header or footer", f"{{+{head.strip()}+}}")


def changed_charts(held: Mapping[str, bytes], fresh: Mapping[str, bytes]) -> Iterator[Change]:
    """The values that charts show, in the order of their numbers."""
    charts, wanted = list(_cached(held)), list(_cached(fresh))
    if len(charts) != len(wanted):
        yield Change("charts", f"the file has {len(charts)}, expected {len(wanted)}")
        return
    for number, (values, expected) in enumerate(zip(charts, wanted, strict=True), 1):
        for has, gives in zip_longest(values, expected):
            if has != gives:
                told = f"the file shows {shown(has)}, the facts give {shown(gives)}"
                yield Change(f"chart {number}", told)


def _cached(parts: Mapping[str, bytes]) -> Iterator[list[str | float]]:
    numbered = [(int(found[1]), name) for name in parts if (found := _CHART.fullmatch(name))]
    for _, name in sorted(numbered):
        try:
            chart = etree.fromstring(parts[name])
        except etree.XMLSyntaxError:
            yield []
        else:
            yield [_value(one.text or "") for one in chart.iter(_CACHED)]


def _value(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text
