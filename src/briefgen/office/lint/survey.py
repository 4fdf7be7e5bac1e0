"""What a lint needs of a sheet's rows, noted while they pass: they are many, and are let go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from briefgen.office.cells import LONGEST_FORMULA, LONGEST_LITERAL, LONGEST_TEXT
from briefgen.office.lint.places import LAST_COLUMN, LAST_ROW, Area, column_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefgen.office.lint.blocks import Block, Row
    from briefgen.office.lint.cells import Cell

_TEXT = re.compile(r'"((?:[^"]|"")*)"')


class Survey(Struct):
    """What rules ask of all the rows of a sheet.

    `rows` has those of the numbers `wanted`, or all where that is None, by name. `disorder` tells
    where and how a row or a cell does not follow the one before it. `first` and `end` are the
    lowest and the highest number of rows with cells, `columns` those in which rows begin and end,
    and `last` is the last row with cells. `held` and `calculated` count the cells that hold
    something, and a formula.

    `styles` are the numbers of styles as they stand in the file; `texts` has the highest of those
    of shared texts, and what is no number; `kinds` are those of cells and `shapes` of formulas.
    `long`, `valueless` and `excessive` tell whether some text is too long, some formula has no
    value, and some formula has too much of something.
    """

    wanted: Collection[int] | None
    rows: dict[str, Row] = field(default_factory=dict)
    disorder: list[tuple[str, str]] = field(default_factory=list)
    first: int = LAST_ROW + 1
    end: int = -1
    columns: set[str] = field(default_factory=set)
    last: Row | None = None
    styles: set[str] = field(default_factory=set)
    kinds: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    shapes: Sequence[str] = ()
    held: int = 0
    calculated: int = 0
    long: bool = False
    valueless: bool = False
    excessive: bool = False

    def passing(self, blocks: Iterator[Block], forms: Collection[Cell]) -> Iterator[Block]:
        """The rows, noted when the last one has passed; `forms` are those of their cells."""
        before, ordered = 0, None
        last: Block | None = None
        for block in blocks:
            if before < block.first and block.columns is ordered and not self._wants(block):
                self.styles.update(block.styles)
                self.end = max(self.end, block.last) if block.columns else self.end
            else:
                for row in block.rows:
                    if row.number <= before:
                        told = f"does not follow row {before}"
                        self.disorder.append((f"row {row.name}", told))
                    elif row.columns is not ordered:
                        ordered = self._ordered(row)
                    before = row.number
                    self._bound(row)
            before = block.last
            self.held += block.held
            self.calculated += block.calculated
            last = block if block.columns else last
            yield block
        self.last = last.row(len(last.styles) - 1) if last else None
        self._note(forms)

    def _wants(self, block: Block) -> bool:
        """Whether one of the rows is to be kept."""
        return self.wanted is None or any(block.first <= row <= block.last for row in self.wanted)

    def _ordered(self, row: Row) -> tuple[str, ...] | None:
        """The columns of a row if they go to the right, None where they do not."""
        fault = _disorder(row)
        if fault:
            self.disorder.append((fault, "does not follow the cell before it in its row"))
        return None if fault else row.columns

    def _bound(self, row: Row) -> None:
        self.styles.add(row.style)
        if row.columns and row.end and row.number >= 0:
            self.columns.update((row.columns[0], row.columns[-1]))
            self.first = min(self.first, row.number)
            self.end = max(self.end, row.number)
        if self.wanted is None or row.number in self.wanted:
            self.rows[row.name] = row

    def _note(self, cells: Collection[Cell]) -> None:
        """The forms of cell, each of which stands on the sheet once or often."""
        calculated = [cell for cell in cells if cell.formula is not None]
        formulas = {cell.formula or "" for cell in calculated}
        kinds = {cell.kind for cell in cells}
        texts = {cell.value for cell in cells if cell.kind == "s" and cell.value is not None}
        written = [cell.value or "" for cell in cells if cell.kind == "str"]
        self.styles.update({cell.style for cell in cells})
        self.kinds = frozenset(kinds)
        self.texts = _highest(texts)
        self.shapes = sorted(set(map(shape_of, formulas)))
        self.long = any(map(is_long, written))
        self.valueless = any(not cell.value and lacks_value(cell) for cell in calculated)
        self.excessive = any(map(excess, formulas))

    def within(self, extent: Area) -> bool:
        """Whether the first and the last cell of each row stand in the extent."""
        columns = {column_number(letters) for letters in self.columns} - {0}
        return not columns or (
            extent.holds(self.first, min(columns)) and extent.holds(self.end, max(columns))
        )


def _disorder(row: Row) -> str:
    """The first cell of a row that is out of its place, or ""."""
    last = 0
    for name, reference in zip(row.columns, row.references, strict=True):
        column = column_number(name.removesuffix(row.name))
        if not last < column <= LAST_COLUMN:
            return reference or "a cell without a name"
        last = column
    return ""


def _highest(texts: Collection[str]) -> frozenset[str]:
    """The highest of the numbers among texts, and what is none."""
    numbers = {text for text in texts if text.isascii() and text.isdigit()}
    return frozenset([*({*texts} - numbers), *([max(numbers, key=int)] if numbers else [])])


def is_long(text: str) -> bool:
    """Whether a text has more UTF-16 units than a cell keeps."""
    if len(text) <= LONGEST_TEXT // 2:
        return False
    return len(text.encode("utf-16-le", "replace")) // 2 > LONGEST_TEXT


def lacks_value(cell: Cell) -> bool:
    """Whether a cell with a formula is blank; a text may be empty."""
    if cell.value or cell.formula is None:
        return False
    return cell.value is None or cell.kind != "str"


def excess(formula: str) -> str:
    """What a formula has more of than Excel takes, or ""; a text alone is a list."""
    if len(formula) <= LONGEST_LITERAL:
        return ""
    if len(formula) > LONGEST_FORMULA:
        return f"over {LONGEST_FORMULA} characters"
    longest = max(map(len, _TEXT.findall(formula)), default=0)
    if longest > LONGEST_LITERAL and not _TEXT.fullmatch(formula):
        return f"a text in the formula has over {LONGEST_LITERAL} characters"
    return ""


def shape_of(formula: str) -> str:
    """A formula with its texts emptied, in which many differ; those that begin with "#" lead on."""
    pieces = formula.split('"')
    if '""' in formula or len(pieces) % 2 == 0:
        return _TEXT.sub(lambda found: found[0] if found[1].startswith("#") else '""', formula)
    pieces[1::2] = [text if text[:1] == "#" else "" for text in pieces[1::2]]
    return '"'.join(pieces)
