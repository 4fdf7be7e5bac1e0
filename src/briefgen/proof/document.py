"""A finished brief against the facts and the narrative: facts, sentences, notes, tables, charts."""

from __future__ import annotations

import difflib
import re
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.brief.grids import TEXTS
from briefgen.brief.prose import spoken
from briefgen.brief.scribe import FACT_MARK, bookmark_stem
from briefgen.narrative.blocks import Bullets, Heading, Paragraph, Shown
from briefgen.narrative.notes import note_of
from briefgen.office import charts as native
from briefgen.office import inline
from briefgen.proof.drawings import cells_of, wrong_chart
from briefgen.proof.excel import ExcelContent
from briefgen.proof.proof import Difference, Proof, refuse, shown
from briefgen.proof.word import ParagraphContent, WordContent, read_word, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.brief import Written
    from briefgen.evidence import Evidence
    from briefgen.facts.records import Handling
    from briefgen.narrative.blocks import Narrative, Sentence
    from briefgen.office.charts import Chart
    from briefgen.office.lint.parts import Package
    from briefgen.office.wordtable import Cell, Table
    from briefgen.proof.word import CellContent, TableContent
    from briefgen.wording import Wording

_ADDRESS = re.compile(r"[a-z0-9-]+\.[1-9]\d*[a-z]{1,2}")
_OWN_STYLES = frozenset({"title", "subtitle", "source line", "caption", "figure", "stamp"})
"""Styles of the paragraphs around the narrative, in small letters."""


def prove_brief(  # noqa: PLR0913 -- one keyword for each thing a brief is held against
    package: Package,
    written: Written,
    *,
    file: str,
    narrative: Narrative,
    evidence: Evidence,
    wording: Wording,
    label: Handling,
) -> Proof:
    """Hold a brief, read back, against the facts, its text and what was meant to stand in it.

    Raises DossierError naming every difference.
    """
    word = read_word(package.trees)
    house = _House(evidence, wording, word, frozenset(written.shown))
    refuse(
        file,
        [
            *_wrong_facts(house, written.shown),
            *_wrong_notes(house),
            *_wrong_text(house, narrative),
            *_wrong_tables(house, written.tables),
            *_wrong_charts(package, written.charts),
            *_wrong_label(package, label),
        ],
    )
    return Proof(facts=len(written.shown), notes=len(word.notes))


class _House(Struct, frozen=True, dict=True):
    """The facts, the words for them, the file, and which facts it is meant to show."""

    evidence: Evidence
    wording: Wording
    word: WordContent
    meant: frozenset[str]

    @cached_property
    def facts(self) -> dict[str, str]:
        """The facts by their bookmarks, those that the file has."""
        names = (name for paragraph in self.word.paragraphs() for name in paragraph.facts)
        stems = {name: found[1] for name in names if (found := FACT_MARK.fullmatch(name))}
        held = self.evidence.dossier.facts()
        facts = {bookmark_stem(fact): fact for fact in self.meant.intersection(held)}
        if not facts.keys() >= {*stems.values()}:
            facts = {bookmark_stem(fact): fact for fact in held}
        return {name: facts[stem] for name, stem in stems.items() if stem in facts}

    def shown_in(self, paragraphs: Iterable[ParagraphContent]) -> list[str]:
        """The facts that paragraphs show, in order; what belongs to no fact is left out."""
        facts = self.facts
        return [facts[name] for one in paragraphs for name in one.facts if name in facts]

    def addresses(self, facts: Iterable[str]) -> list[str]:
        """The readings that facts rest on, in the order of the texts."""
        found = {at for fact in facts for at in self.evidence.addresses(fact)}
        return [str(at) for at in sorted(found, key=lambda at: at.order)]

    def says(self, text: str, fact: str) -> bool:
        """Whether the text is one of the ways in which the wording puts the fact."""
        return self._puts(text, fact) or any(
            self._puts(text, fact, form) for form in self.wording.forms(fact)
        )

    def _puts(self, text: str, fact: str, form: str = "") -> bool:
        words = self.wording.fact(fact, form)
        return text == words or text == self.wording.opening(words)

    def note(self, sentence: Sentence) -> str | None:
        """The note that belongs behind a sentence."""
        note = note_of(sentence, self.evidence)
        return None if note is None else note.beginning(self.wording) + note.listed()


def _wrong_facts(house: _House, meant: Sequence[str]) -> Iterator[Difference]:
    paragraphs = list(house.word.paragraphs())
    for name, text in (item for one in paragraphs for item in one.facts.items()):
        fact = house.facts.get(name)
        if fact is None and FACT_MARK.fullmatch(name):
            yield Difference(name, f'"{text}" stands under the bookmark of no fact')
        if fact and not house.says(text, fact):
            held = house.wording.fact(fact)
            yield Difference(fact, f'the brief shows "{text}", the facts say "{held}"')
    pairs = zip_longest(house.shown_in(paragraphs), meant)
    for number, (found, wanted) in enumerate(pairs, 1):
        if found != wanted:
            told = f"the brief shows {found or 'none'}, expected {wanted or 'none'}"
            yield Difference(f"fact {number} in the order of the text", told)
            return


def _wrong_notes(house: _House) -> Iterator[Difference]:
    known = {str(reading.at) for reading in house.evidence.dossier.readings}
    for number, text in house.word.notes.items():
        addresses = _ADDRESS.findall(text)
        if not addresses:
            yield Difference(f"note {number}", f'"{text}" gives no address')
        for address in addresses:
            if address not in known:
                yield Difference(f"note {number}", f"{address} is the address of no reading")
    referred = {number for one in house.word.paragraphs() for number in one.notes}
    if sorted(referred) != sorted(house.word.notes):
        told = f"the text refers to {sorted(referred)}, there are {sorted(house.word.notes)}"
        yield Difference("notes", told)


class _Passage(Struct, frozen=True):
    """A paragraph or heading of the narrative: what it says, shows and rests on."""

    place: str
    text: str
    facts: list[str]
    notes: list[str]


def _passages(house: _House, narrative: Narrative) -> Iterator[_Passage]:
    for block in narrative.blocks:
        if isinstance(block, Heading):
            yield _passage(house, [block.sentence], noted=False)
        elif isinstance(block, Paragraph):
            yield _passage(house, block.sentences)
        elif isinstance(block, Bullets):
            yield from (_passage(house, item.sentences) for item in block.items)


def _passage(house: _House, sentences: Sequence[Sentence], *, noted: bool = True) -> _Passage:
    notes = [note for one in sentences if noted and (note := house.note(one))]
    return _Passage(
        place=str(sentences[0].place),
        text=" ".join("".join(spoken(sentence, house.wording)) for sentence in sentences),
        facts=[p.fact for one in sentences for p in one.pieces if noted and isinstance(p, Shown)],
        notes=notes,
    )


def _wrong_text(house: _House, narrative: Narrative) -> Iterator[Difference]:
    """The paragraphs between the tables against those of the narrative, one by one."""
    expected = list(_passages(house, narrative))
    found = [
        block
        for block in house.word.blocks
        if isinstance(block, ParagraphContent)
        and block.style.casefold() not in _OWN_STYLES
        and block.text
    ]
    for passage, paragraph in _paired(expected, found):
        if passage is None or paragraph is None:
            where = passage.place if passage else "text"
            told = passage.text if passage else paragraph.text if paragraph else ""
            lacks = "the brief lacks" if passage else "the narrative has no paragraph"
            yield Difference(where, f'{lacks} "{told}"')
        else:
            yield from _wrong_paragraph(house, passage, paragraph)


def _paired(
    expected: Sequence[_Passage], found: Sequence[ParagraphContent]
) -> Iterator[tuple[_Passage | None, ParagraphContent | None]]:
    """Each passage with its paragraph; where their numbers differ, by their likeness."""
    if len(expected) == len(found):
        yield from zip(expected, found, strict=True)
        return
    texts = [one.text for one in expected], [one.text for one in found]
    for _, i, j, k, n in difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        yield from zip_longest(expected[i:j], found[k:n])


def _wrong_paragraph(
    house: _House, passage: _Passage, paragraph: ParagraphContent
) -> Iterator[Difference]:
    if paragraph.text != passage.text:
        told = f'the brief says "{paragraph.text}", the narrative "{passage.text}"'
        yield Difference(passage.place, told)
    if (facts := house.shown_in([paragraph])) != passage.facts:
        told = f"the brief shows {', '.join(facts)}, expected {', '.join(passage.facts)}"
        yield Difference(passage.place, told)
    notes = [house.word.notes.get(number, "") for number in paragraph.notes]
    for said, wanted in zip_longest(notes, passage.notes):
        if said != wanted:
            yield Difference(passage.place, f"has the note {shown(said)}, expected {shown(wanted)}")


def _wrong_tables(house: _House, meant: Sequence[Table]) -> Iterator[Difference]:
    found = [block for block in house.word.blocks if not isinstance(block, ParagraphContent)]
    if len(found) != len(meant):
        yield Difference("tables", f"there are {len(found)}, expected {len(meant)}")
    for table, wanted in zip(found, meant, strict=False):
        yield from _wrong_cells(table, wanted)
        yield from _wrong_addresses(house, table, wanted)


def _wrong_cells(table: TableContent, meant: Table) -> Iterator[Difference]:
    texts = [[_text_in(cell) for cell in row] for row in table]
    wanted = [[_plain(cell) for cell in row] for row in meant.rows]
    if meant.header:
        headers = [column.header for column in meant.columns]
        wanted.insert(0, [one if isinstance(one, str) else _plain(one) for one in headers])
    empty: list[str] = []
    for number, (row, expected) in enumerate(zip_longest(texts, wanted, fillvalue=empty), 1):
        if row == expected:
            continue
        for column, (cell, told) in enumerate(zip_longest(row, expected), 1):
            if cell != told:
                where = f'table "{meant.title}", row {number}, column {column}'
                yield Difference(where, f"holds {shown(cell)}, expected {shown(told)}")


def _text_in(cell: CellContent) -> str:
    return "\n".join([paragraph.text for paragraph in cell])


def _plain(cell: Cell) -> str:
    """The text of a cell's content as a reader of the file gets it back."""
    whole = [one for one in cell if isinstance(one, inline.Paragraph)]
    if whole:
        return "\n".join(_plain(one.content) for one in whole)
    return "".join(map(_said, cell))


def _said(part: object) -> str:
    """What a part of a paragraph prints; marks of notes are compared as notes."""
    if isinstance(part, inline.Run):
        return part.text
    return "\n" if isinstance(part, inline.Break) else ""


def _wrong_addresses(house: _House, table: TableContent, meant: Table) -> Iterator[Difference]:
    """What a row cites against what its facts rest on; a note in a cell against the cell's."""
    cites = meant.columns[-1].header == house.wording.text(TEXTS)
    for number, row in enumerate(table, 1):
        where = f'table "{meant.title}", row {number}'
        if cites and not (meant.header and number == 1):
            facts = house.shown_in(one for cell in row for one in cell)
            wanted = ", ".join(house.addresses(facts))
            if _text_in(row[-1]) != wanted:
                yield Difference(
                    where, f'cites "{_text_in(row[-1])}", its facts rest on "{wanted}"'
                )
        noted = [(cell, paragraph) for cell in row for paragraph in cell if paragraph.notes]
        for around, paragraph in noted:
            yield from _wrong_cell_notes(house, around, paragraph.notes, where)


def _wrong_cell_notes(
    house: _House, cell: CellContent, numbers: Iterable[int], where: str
) -> Iterator[Difference]:
    rests = house.addresses(house.shown_in(cell))
    for number in numbers:
        for address in _ADDRESS.findall(house.word.notes.get(number, "")):
            if address not in rests:
                yield Difference(where, f"note {number}: no fact of the cell rests on {address}")


def _wrong_charts(package: Package, charts: Sequence[Chart]) -> Iterator[Difference]:
    for number, chart in enumerate(charts, 1):
        embedded = f"word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx"
        book = ExcelContent(package.parts[embedded])
        rows = native.rows(chart)
        wanted = cells_of(rows)
        for sheet in book.sheets.values():
            for place in dict.fromkeys((*wanted, *sheet.cells)):
                held, expected = sheet.cells.get(place), wanted.get(place)
                if held != expected:
                    told = f"holds {shown(held)}, the facts say {shown(expected)}"
                    yield Difference(f"data of chart {number}, {place}", told)
        part = package.parts[f"word/charts/chart{number}.xml"]
        yield from wrong_chart(part, f"chart {number}", book.sheets, rows)


def _wrong_label(package: Package, label: Handling) -> Iterator[Difference]:
    for name, root in package.trees.items():
        if re.fullmatch(r"word/(header|footer)\d+\.xml", name) and label.value not in text_of(root):
            yield Difference(name, f"lacks the label {label.value}")
