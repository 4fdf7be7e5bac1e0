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
    """One column while it is written.

    `letter` is its name, `end` what stands behind each of its cells. `rooms` are what a line holds,
    by the style of its text; `heights` the points that cells ask for, by their XML.
    """

    letter: str
    end: str
    column: Column
    strings: Strings
    looks: Mapping[str, Look]
    rooms: dict[str, float] = field(default_factory=dict)
    heights: dict[str, float] = field(default_factory=dict)

    def cells(self, values: Sequence[Any], first: int) -> list[str]:
        """Each value's cell as XML behind its row number, from row `first` on.

        Raises `ValueError` with the row and the column for what Excel cannot hold.
        """
        apart = any(kind in _ALIKE or kind.__hash__ is None for kind in set(map(type, values)))
        keys = list(map(id, values)) if apart else values
        written: dict[Any, str] = {}
        shown, style = self.column.shown, self.column.style
        for key, value in dict(zip(keys, values, strict=True)).items():
            try:
                written[key] = self._cell(shown(value) if shown else value, style)
            except (TypeError, ValueError) as problem:
                place = (
                    f'row {first + keys.index(key)}, column "{self.column.header or self.letter}"'
                )
                raise ValueError(f"{place}: {problem}") from problem
        if len(written) == len(values):
            return list(written.values())
        return list(map(written.__getitem__, keys))

    def _cell(self, cell: Cell, style: str) -> str:
        """The XML of a cell, once the height is known that it needs."""
        if isinstance(cell, Styled):
            style, cell = cell.style, cell.value
        if isinstance(cell, Link):
            cell = self._text(cell)
        look = self.looks[style]
        text = ""
        if isinstance(cell, str):
            text = cell
            content = f' s="{look.number}" t="s"><v>{self.strings[cell]}</v></c>'
        elif isinstance(cell, Formula):
            attributes, value = _plain(cell.value, look)
            content = f"{attributes}><f>{xml_text(cell.text)}</f><v>{value}</v></c>"
            text = cell.value if isinstance(cell.value, str) else ""
        elif cell is None:
            content = f' s="{look.number}"/>'
        else:
            attributes, value = _plain(cell, look)
            content = f"{attributes}><v>{value}</v></c>"
        xml = f'"{content}{self.end}'
        lines = line_count(text, self._room(style, look)) if text and look.wraps else 1
        self.heights[xml] = look.height(lines)
        return xml

    def _text(self, link: Link) -> str:
        if self.column.shown:
            raise TypeError("a column shows its values as links, which need a place each")
        xml_text(link.tip)
        return link.text

    def _room(self, style: str, look: Look) -> float:
        if style not in self.rooms:
            self.rooms[style] = look.room(self.column.width)
        return self.rooms[style]


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
        letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        ends = [*(f'<c r="{letter}' for letter in letters), "</row>"]
        lanes = [
            Lane(letter, end, column, self.strings, self.looks)
            for letter, end, column in zip(letters, ends[1:], columns, strict=True)
        ]
        filled = list(zip(*_even(rows, len(lanes), first), strict=True))
        cells = [lane.cells(values, first) for lane, values in zip(lanes, filled, strict=True)]
        self.links += _links(lanes, filled, first)
        # A row says its number before every cell and in its own tag.
        tags = [f'"{tag}{ends[0]}' for tag in _tags(lanes, cells, len(rows), below)]
        numbers = map(str, range(first, first + len(rows)))
        return map(str.join, numbers, zip(repeat('<row r="'), tags, *cells, strict=False))


def _even(rows: Sequence[Sequence[Any]], width: int, first: int) -> Sequence[Sequence[Any]]:
    """The same rows. Raises `ValueError` when one has more or less than `width` cells."""
    for row, cells in enumerate(rows, first):
        if len(cells) != width:
            raise ValueError(f"row {row}: {len(cells)} cells for {width} columns")
    return rows


def _tags(lanes: Sequence[Lane], cells: Sequence[list[str]], rows: int, below: float) -> list[str]:
    """The rest of each row's tag: its height is that of its highest cell."""
    least = 0.0
    asked = []
    for lane, own in zip(lanes, cells, strict=True):
        least = max(least, min(lane.heights.values()))
        if len(set(lane.heights.values())) > 1:
            asked.append(map(lane.heights.__getitem__, own))
    heights = list(map(max, zip(repeat(least, rows), *asked, strict=False)))
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
