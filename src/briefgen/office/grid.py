"""The rows of a sheet streamed as SpreadsheetML, a column at a time.

The values of a column come again and again: each is written once, and rows are put together from
what was written.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from openpyxl.utils import get_column_letter

from briefgen.office.cells import Formula, Link, Styled, serial, xml_number, xml_text
from briefgen.office.looks import HIGHEST_ROW, line_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.office.cells import Cell, Strings
    from briefgen.office.looks import Look
    from briefgen.office.sheets import Column

_BLOCK = 4_096  # rows whose cells are held at once
_ALIKE = frozenset({bool, Formula, Styled})
"""Values that may equal one that is written otherwise: True is 1."""


class Lane(Struct):
    """One column while it is written; `heights` are the points that cells ask for, by their XML."""

    letter: str
    column: Column
    strings: Strings
    looks: Mapping[str, Look]
    heights: dict[str, float] = field(default_factory=dict)

    def cells(self, values: Sequence[Any], first: int) -> list[str]:
        """Each value's cell as XML behind its reference, from row `first` on.

        Raises `ValueError` with the row and the column for what Excel cannot hold.
        """
        apart = any(kind in _ALIKE or kind.__hash__ is None for kind in set(map(type, values)))
        keys = list(map(id, values)) if apart else values
        written: dict[Any, str] = {}
        for key, value in dict(zip(keys, values, strict=True)).items():
            try:
                written[key] = self._written(value)
            except (TypeError, ValueError) as problem:
                place = (
                    f'row {first + keys.index(key)}, column "{self.column.header or self.letter}"'
                )
                raise ValueError(f"{place}: {problem}") from problem
        return list(map(written.__getitem__, keys))

    def _written(self, value: Any) -> str:  # noqa: ANN401 -- what the column shows
        column = self.column
        return self._cell(column.shown(value) if column.shown else value, self.looks[column.style])

    def _cell(self, cell: Cell, look: Look) -> str:
        match cell:
            case str():
                xml = f' s="{look.number}" t="s"><v>{self.strings[cell]}</v></c>'
                return self._high(xml, look, cell)
            case Formula():
                return self._formula(cell, look)
            case Styled():
                return self._cell(cell.value, self.looks[cell.style])
            case None:
                return self._high(f' s="{look.number}"/>', look)
            case Link():
                if self.column.shown:
                    raise TypeError("a column shows its values as links, which need a place each")
                xml_text(cell.tip)
                return self._cell(cell.text, look)
            case _:
                attributes, content = _plain(cell, look)
                return self._high(f"{attributes}><v>{content}</v></c>", look)

    def _formula(self, formula: Formula, look: Look) -> str:
        """A formula with the value that it had when the file was written."""
        value = formula.value
        attributes, content = _plain(value, look)
        xml = f"{attributes}><f>{xml_text(formula.text)}</f><v>{content}</v></c>"
        return self._high(xml, look, value if isinstance(value, str) else "")

    def _high(self, xml: str, look: Look, text: str = "") -> str:
        """The same XML, once the height is known that its text needs."""
        lines = line_count(text, look.room(self.column.width)) if text and look.wraps else 1
        self.heights[xml] = look.height(lines)
        return xml


def _plain(value: object, look: Look) -> tuple[str, str]:
    """The attributes and the content of a cell that holds a plain value."""
    match value:
        case str():
            return f' s="{look.number}" t="str"', xml_text(value)
        case bool():
            return f' s="{look.number}" t="b"', str(int(value))
        case int() | float() | Decimal():
            return f' s="{look.number}"', xml_number(value)
        case dt.date():
            return f' s="{look.dated}"', str(serial(value))
        case _:
            raise TypeError(f"no cell holds a {type(value).__name__}: {value!r}")


class Grid(Struct):
    """The cells of one sheet while they are written, and the links among them."""

    name: str
    strings: Strings
    looks: Mapping[str, Look]
    height: int = 0
    links: list[tuple[str, Link]] = field(default_factory=list)

    def rows(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Any]], *, below: float = 0.0
    ) -> Iterator[str]:
        """The XML of the next rows, each with `below` points under its text.

        Raises `ValueError` with sheet, row and column for what no cell holds.
        """
        for start in range(0, len(rows), _BLOCK):
            try:
                yield from self._block(columns, rows[start : start + _BLOCK], below)
            except ValueError as problem:
                raise ValueError(f'sheet "{self.name}", {problem}') from problem

    def _block(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Any]], below: float
    ) -> Iterator[str]:
        first = self.height + 1
        self.height += len(rows)
        lanes = [
            Lane(get_column_letter(number), column, self.strings, self.looks)
            for number, column in enumerate(columns, 1)
        ]
        filled = list(zip(*_even(rows, len(lanes), first), strict=True))
        cells = [lane.cells(values, first) for lane, values in zip(lanes, filled, strict=True)]
        numbers = list(map(str, range(first, first + len(rows))))
        pieces = [repeat('<row r="'), numbers, repeat('"'), _fits(lanes, cells, len(rows), below)]
        for lane, own in zip(lanes, cells, strict=True):
            pieces += [repeat(f'<c r="{lane.letter}'), numbers, repeat('"'), own]
        self.links += _links(lanes, filled, first)
        return map("".join, zip(*pieces, repeat("</row>"), strict=False))


def _even(rows: Sequence[Sequence[Any]], width: int, first: int) -> Sequence[Sequence[Any]]:
    """The same rows. Raises `ValueError` when one has more or less than `width` cells."""
    for row, cells in enumerate(rows, first):
        if len(cells) != width:
            raise ValueError(f"row {row}: {len(cells)} cells for {width} columns")
    return rows


def _fits(lanes: Sequence[Lane], cells: Sequence[list[str]], rows: int, below: float) -> list[str]:
    """The rest of each row's tag: its height is that of its highest cell."""
    asked = (map(lane.heights.__getitem__, own) for lane, own in zip(lanes, cells, strict=True))
    heights = list(map(max, zip(repeat(0.0, rows), *asked, strict=False)))
    fits = {height: _fit(height, below) for height in set(heights)}
    return [fits[height] for height in heights]


def _fit(height: float, below: float) -> str:
    points = min(HIGHEST_ROW, height + below)
    return f' ht="{points:g}" customHeight="1">' if points else ">"


def _links(
    lanes: Sequence[Lane], filled: Sequence[Sequence[Any]], first: int
) -> list[tuple[str, Link]]:
    """The links among values that are cells, with their places, row by row."""
    found = []
    for number, (lane, values) in enumerate(zip(lanes, filled, strict=True)):
        if lane.column.shown:
            continue
        for row, value in enumerate(values, first):
            link = value.value if isinstance(value, Styled) else value
            if isinstance(link, Link):
                found.append((row, number, (f"{lane.letter}{row}", link)))
    return [placed for _, _, placed in sorted(found, key=itemgetter(0, 1))]
