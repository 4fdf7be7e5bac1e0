"""A finished brief against the facts and its text: facts, sentences, notes, tables, charts."""

from __future__ import annotations

import difflib
import re
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.bookmarks import FACT_MARK, bookmark_stem
from briefgen.office import charts as native
from briefgen.proof.drawings import alternative_texts, cells_of, wrong_alternative, wrong_chart
from briefgen.proof.excel import ExcelContent
from briefgen.proof.grids import Grid, grid, note
from briefgen.proof.proof import Difference, Proof, refuse, shown
from briefgen.proof.sequence import charts, in_words
from briefgen.proof.word import ParagraphContent, WordContent, read_word, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.facts.records import Handling
    from briefgen.office.charts import Chart
    from briefgen.office.lint.parts import Package
    from briefgen.proof.grids import Cell
    from briefgen.proof.text import Paragraph
    from briefgen.proof.values import Values
    from briefgen.proof.word import CellContent, TableContent

_ADDRESS = re.compile(r"[a-z0-9-]+\.[1-9]\d*[a-z]{1,2}")
_OWN_STYLES = frozenset({"title", "subtitle", "source line", "caption", "stamp"})
"""Styles of the paragraphs around the text, in small letters."""
_CHARTS = ("timeline", "people")


def prove_brief(package: Package, values: Values, *, file: str) -> Proof:
    """Hold a brief, read back, against the facts and the text that it is made from.

    Raises DossierError naming every difference.
    """
    house = _House(values, read_word(package.trees))
    placed = [one.placed for one in values.text.paragraphs if one.placed]
    drawn = charts(values, "brief")
    tables = (name for name in placed if name not in _CHARTS)
    grids = [found for name in tables if (found := grid(values, name)).rows]
    refuse(
        file,
        [
            *_wrong_facts(house),
            *_wrong_notes(house),
            *_wrong_text(house),
            *_wrong_tables(house, grids),
            *_wrong_charts(package, [drawn[name] for name in placed if name in drawn], values),
            *_wrong_label(package, values.brief.label),
        ],
    )
    facts = sum(len(one.facts) for one in house.word.paragraphs())
    return Proof(facts=facts, notes=len(house.word.notes))


class _House(Struct, frozen=True, dict=True):
    """The facts and the file."""

    values: Values
    word: WordContent

    @cached_property
    def facts(self) -> dict[str, str]:
        """The facts by their bookmarks, those that the file has."""
        names = (name for paragraph in self.word.paragraphs() for name in paragraph.facts)
        stems = {name: found[1] for name in names if (found := FACT_MARK.fullmatch(name))}
        facts = {bookmark_stem(fact): fact for fact in self.values.dossier.facts()}
        return {name: facts[stem] for name, stem in stems.items() if stem in facts}

    def shown_in(self, paragraphs: Iterable[ParagraphContent]) -> list[str]:
        """The facts that paragraphs show, in order; what belongs to no fact is left out."""
        facts = self.facts
        return [facts[name] for one in paragraphs for name in one.facts if name in facts]

    def says(self, text: str, fact: str) -> bool:
        """Whether the text is one of the ways in which the wording puts the fact."""
        wording = self.values.wording
        forms = (wording.fact(fact, form) for form in ("", *wording.forms(fact)))
        return any(text in (words, wording.opening(words)) for words in forms)

    def notes(self, numbers: Iterable[int]) -> list[str]:
        """The texts of notes."""
        return [self.word.notes.get(number, "") for number in numbers]


def _wrong_facts(house: _House) -> Iterator[Difference]:
    for name, text in (item for one in house.word.paragraphs() for item in one.facts.items()):
        fact = house.facts.get(name)
        if fact is None and FACT_MARK.fullmatch(name):
            yield Difference(name, f'"{text}" stands under the bookmark of no fact')
        if fact and not house.says(text, fact):
            said = house.values.wording.fact(fact)
            yield Difference(fact, f'the brief shows "{text}", the facts say "{said}"')


def _wrong_notes(house: _House) -> Iterator[Difference]:
    known = {str(reading.at) for reading in house.values.dossier.readings}
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
    """A paragraph or heading of the text: what it says, shows and rests on."""

    place: str
    text: str
    facts: list[str]
    notes: list[str]


def _passage(house: _House, paragraph: Paragraph) -> _Passage:
    values = house.values
    sentences = paragraph.sentences
    noted = [] if paragraph.heading else sentences
    notes = (note(values, one.facts, in_order_of_facts=True) for one in noted)
    return _Passage(
        place=f"{values.text.file}:{paragraph.line}",
        text=" ".join(sentence.printed(values.wording) for sentence in sentences),
        facts=[fact for one in noted for fact in one.shown],
        notes=[text for text in notes if text],
    )


def _wrong_text(house: _House) -> Iterator[Difference]:
    """The paragraphs between the tables against those of the text, one by one."""
    written = [one for one in house.values.text.paragraphs if not one.placed]
    expected = [_passage(house, one) for one in written]
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
            lacks = "the brief lacks" if passage else "the text of the brief has no paragraph"
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
        told = f'the brief says "{paragraph.text}", its text "{passage.text}"'
        yield Difference(passage.place, told)
    if (facts := house.shown_in([paragraph])) != passage.facts:
        told = f"the brief shows {', '.join(facts)}, expected {', '.join(passage.facts)}"
        yield Difference(passage.place, told)
    for said, wanted in zip_longest(house.notes(paragraph.notes), passage.notes):
        if said != wanted:
            yield Difference(passage.place, f"has the note {shown(said)}, expected {shown(wanted)}")


def _wrong_tables(house: _House, expected: Sequence[Grid]) -> Iterator[Difference]:
    found = [block for block in house.word.blocks if not isinstance(block, ParagraphContent)]
    if len(found) != len(expected):
        yield Difference("tables", f"there are {len(found)}, expected {len(expected)}")
    for table, wanted in zip(found, expected, strict=False):
        yield from _wrong_table(house, table, wanted)


def _wrong_table(house: _House, table: TableContent, expected: Grid) -> Iterator[Difference]:
    first = 1 if expected.header else 0
    header = tuple(map(_text_in, table[0])) if table and first else ()
    if header != expected.header:
        yield Difference(f'table "{expected.title}"', f"has the header {header}")
    for number, (row, wanted) in enumerate(zip_longest(table[first:], expected.rows), first + 1):
        where = f'table "{expected.title}", row {number}'
        if row is None or wanted is None:
            yield Difference(where, "is missing" if row is None else "has no record")
            continue
        for column, (cell, due) in enumerate(zip_longest(row, wanted), 1):
            for message in _wrong_cell(house, cell, due):
                yield Difference(f"{where}, column {column}", message)


def _wrong_cell(house: _House, cell: CellContent | None, due: Cell | None) -> Iterator[str]:
    text = None if cell is None else _text_in(cell)
    wanted = None if due is None else due.text
    if text != wanted:
        yield f"holds {shown(text)}, expected {shown(wanted)}"
    if cell is None or due is None:
        return
    facts = house.shown_in(cell)
    if facts != list(due.facts):
        yield f"shows {', '.join(facts) or 'no fact'}, expected {', '.join(due.facts) or 'none'}"
    notes = house.notes(number for paragraph in cell for number in paragraph.notes)
    if notes != ([due.note] if due.note else []):
        yield f"has the note {shown(' '.join(notes))}, expected {shown(due.note)}"


def _text_in(cell: CellContent) -> str:
    return "\n".join([paragraph.text for paragraph in cell])


def _wrong_charts(package: Package, drawn: Sequence[Chart], values: Values) -> Iterator[Difference]:
    alternatives = alternative_texts(package.trees)
    if len(alternatives) != len(drawn):
        yield Difference("charts", f"there are {len(alternatives)}, expected {len(drawn)}")
        return
    for number, (chart, said) in enumerate(zip(drawn, alternatives, strict=True), 1):
        embedded = f"word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx"
        book = ExcelContent(package.parts[embedded])
        rows = native.rows(chart)
        wanted = cells_of(rows)
        for sheet in book.sheets.values():
            for place in dict.fromkeys((*wanted, *sheet.cells)):
                holds, expected = sheet.cells.get(place), wanted.get(place)
                if holds != expected:
                    told = f"holds {shown(holds)}, the facts say {shown(expected)}"
                    yield Difference(f"data of chart {number}, {place}", told)
        part = package.parts[f"word/charts/chart{number}.xml"]
        yield from wrong_chart(part, f"chart {number}", book.sheets, rows)
        yield from wrong_alternative(said, f"chart {number}", in_words(chart, values))


def _wrong_label(package: Package, label: Handling) -> Iterator[Difference]:
    for name, root in package.trees.items():
        if re.fullmatch(r"word/(header|footer)\d+\.xml", name) and label.value not in text_of(root):
            yield Difference(name, f"lacks the label {label.value}")
