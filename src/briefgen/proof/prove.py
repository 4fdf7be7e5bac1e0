"""Each finished file against the facts: every bookmarked fact, cell, note and address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from briefgen.brief.scribe import bookmark_stem
from briefgen.facts.problems import DossierError, Place, Problem
from briefgen.proof.excel import ExcelContent, serial
from briefgen.proof.word import read_word
from briefgen.tables.table import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.evidence import Evidence
    from briefgen.tables.table import Table
    from briefgen.wording import Wording

_FACT_BOOKMARK = re.compile(r"(f_[0-9a-f]{8})_\d+")
_ADDRESS = re.compile(r"[a-z0-9-]+\.[1-9]\d*[a-z]{1,2}")
FIRST_ROW = 5
"""Row of the first record in a table's sheet: title, what it is, the way back, header."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How much was read back and found equal."""

    facts: int = 0
    notes: int = 0
    cells: int = 0
    formulas: int = 0

    def __add__(self, other: Proof) -> Proof:
        return Proof(
            self.facts + other.facts,
            self.notes + other.notes,
            self.cells + other.cells,
            self.formulas + other.formulas,
        )


def prove_brief(
    content: bytes, *, file: str, evidence: Evidence, wording: Wording, shown: Sequence[str]
) -> Proof:
    """Read a brief back: its facts, those in `shown`, in words of the language; its notes.

    Raises DossierError naming every difference.
    """
    word = read_word(content)
    problems = [
        *_wrong_facts(word.bookmarks, evidence, wording, shown),
        *_wrong_notes(word.notes, word.referred, evidence),
    ]
    if problems:
        raise DossierError(_problem(file, where, message) for where, message in problems)
    facts = sum(bool(_FACT_BOOKMARK.fullmatch(name)) for name in word.bookmarks)
    return Proof(facts=facts, notes=len(word.notes))


def _wrong_facts(
    bookmarks: Mapping[str, str], evidence: Evidence, wording: Wording, shown: Sequence[str]
) -> Iterator[tuple[str, str]]:
    by_stem = {bookmark_stem(fact): fact for fact in evidence.dossier.facts()}
    found = []
    for name, text in bookmarks.items():
        stem = _FACT_BOOKMARK.fullmatch(name)
        if stem is None:
            continue
        fact = by_stem.get(stem[1])
        if fact is None:
            yield name, f'"{text}" stands under a bookmark of no fact'
            continue
        found.append(fact)
        if text not in _worded(fact, wording):
            yield fact, f'the brief shows "{text}", the facts say "{wording.fact(fact)}"'
    for fact in sorted({*shown}):
        if found.count(fact) != shown.count(fact):
            yield fact, f"stands {found.count(fact)} times, was written {shown.count(fact)} times"


def _worded(fact: str, wording: Wording) -> set[str]:
    """Every way in which the wording puts the fact."""
    forms = {wording.fact(fact, form) for form in ("", *wording.forms(fact))}
    return forms | {wording.opening(words) for words in forms}


def _wrong_notes(
    notes: Mapping[int, str], referred: Sequence[int], evidence: Evidence
) -> Iterator[tuple[str, str]]:
    known = {str(reading.at) for reading in evidence.dossier.readings}
    for number, text in notes.items():
        addresses = _ADDRESS.findall(text)
        if not addresses:
            yield f"note {number}", f'"{text}" gives no address'
        for address in addresses:
            if address not in known:
                yield f"note {number}", f"{address} is the address of no reading"
    if sorted(referred) != sorted(notes):
        yield "notes", f"the text refers to {sorted(referred)}, there are {sorted(notes)}"


def prove_workbook(content: bytes, *, file: str, tables: Mapping[str, Table]) -> Proof:
    """Read a workbook back: every cell of every table equals the table, every formula has a value.

    Raises DossierError naming every difference.
    """
    book = ExcelContent(content)
    problems: list[Problem] = []
    cells = formulas = 0
    for table in tables.values():
        for where, message, count in _compare(book, table):
            cells += count
            if message:
                problems.append(_problem(file, where, message))
    for sheet in book.sheets:
        for where, formula, value in book.formulas(sheet):
            formulas += 1
            if value is None:
                problems.append(_problem(file, f"{sheet}!{where}", f"={formula} has no value"))
    if problems:
        raise DossierError(problems)
    return Proof(cells=cells, formulas=formulas)


def _compare(book: ExcelContent, table: Table) -> Iterator[tuple[str, str, int]]:
    """Place, difference (empty for none) and count of cells compared, a row at a time."""
    sheet = next((name for name in book.sheets if name in _titles(table)), None)
    if sheet is None:
        yield table.name, "there is no such sheet", 0
        return
    rows = book.rows(sheet)
    letters = [get_column_letter(index) for index in range(1, len(table.columns) + 1)]
    for number, row in enumerate(table.frame.itertuples(index=False, name=None), FIRST_ROW):
        found = rows.get(number, {})
        for letter, value in zip(letters, row, strict=True):
            expected, given = _expected(value), found.get(letter)
            if expected != given:
                yield f"{sheet}!{letter}{number}", f"holds {given!r}, the facts say {expected!r}", 0
        yield sheet, "", len(letters)
    extra = max(rows, default=0) - (FIRST_ROW - 1 + max(len(table.frame), 1))
    if extra > 0:
        yield sheet, f"holds {extra} rows more than the facts", 0


def _titles(table: Table) -> set[str]:
    return {title for title in (table.title.en, table.title.fr) if title}


def _expected(value: Any) -> str | float | bool | None:  # noqa: ANN401 -- any value of a cell
    """What a cell reads back as."""
    if value is None or value == "":
        return None
    if isinstance(value, Ref):
        return value.text
    if isinstance(value, date):
        return serial(value)
    return value if isinstance(value, bool | str) else float(value)


def _problem(file: str, where: str, message: str) -> Problem:
    return Problem(Place(file), where, message, "proof")
