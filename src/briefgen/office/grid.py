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


class Face(Struct, frozen=True):
    """A style in a column: the room on a line, in font sizes, and the points that one asks for.

    `shared` and `typed` begin its cells with a shared text, and with a formula that gives a text.
    """

    look: Look
    room: float
    line: float
    shared: str
    typed: str


class Lane(Struct):
    """One column while it is written.

    `letter` is its name, `end` what stands behind each of its cells. `heights` are the points that
    cells ask for, by their XML, where it is not one line in the column's style.
    """

    letter: str
    end: str
    column: Column
    strings: Strings
    looks: Mapping[str, Look]
    faces: dict[str, Face] = field(default_factory=dict)
    heights: dict[str, float] = field(default_factory=dict)
    line: float = 0.0

    def __post_init__(self) -> None:
        self.line = self._face(self.column.style).line

    def cells(self, values: Sequence[Any], first: int) -> list[str]:
        """Each value's cell as XML behind its row number, from row `first` on.

        Raises `ValueError` with the row and the column for what Excel cannot hold.
        """
        apart = any(kind in _ALIKE or kind.__hash__ is None for kind in set(map(type, values)))
        keys = list(map(id, values)) if apart else values
        met = dict(zip(keys, values, strict=True))
        shown = self.column.shown or _as_it_is
        written: list[str] = []
        try:
            for value in met.values():
                written.append(self._cell(shown(value)))  # noqa: PERF401 -- it tells how far it came
        except (TypeError, ValueError) as problem:
            row = first + keys.index(list(met)[len(written)])
            place = f'row {row}, column "{self.column.header or self.letter}"'
            raise ValueError(f"{place}: {problem}") from problem
        if len(written) == len(values):
            return written
        return list(map(dict(zip(met, written, strict=True)).__getitem__, keys))

    def _cell(self, cell: Cell) -> str:
        """The XML of a cell, once the height is known that it needs."""
        style = self.column.style
        if isinstance(cell, Styled):
            style, cell = cell.style, cell.value
        if isinstance(cell, Link):
            cell = self._text(cell)
        face = self.faces.get(style) or self._face(style)
        text = ""
        if isinstance(cell, str):
            text, content = cell, f"{face.shared}{self.strings[cell]}</v></c>"
        elif isinstance(cell, Formula) and isinstance(cell.value, str):
            text = cell.value
            content = f"{face.typed}{xml_text(cell.text)}</f><v>{xml_text(text)}</v></c>"
        else:
            content = _content(cell, face.look)
        xml = f'"{content}{self.end}'
        height = face.line
        if text and face.look.wraps and (lines := line_count(text, face.room)) > 1:
            height = face.look.height(lines)
        if height != self.line:
            self.heights[xml] = height
        return xml

    def _text(self, link: Link) -> str:
        if self.column.shown:
            raise TypeError("a column shows its values as links, which need a place each")
        xml_text(link.tip)
        return link.text

    def _face(self, style: str) -> Face:
        look = self.looks[style]
        styled = f' s="{look.number}"'
        face = self.faces[style] = Face(
            look,
            room=look.room(self.column.width),
            line=look.height(1),
            shared=f'{styled} t="s"><v>',
            typed=f'{styled} t="str"><f>',
        )
        return face


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 -- whatever a column holds
    return value


def _content(cell: Cell, look: Look) -> str:
    """The XML of a cell that holds no text."""
    if cell is None:
        return f' s="{look.number}"/>'
    if isinstance(cell, Formula):
        return f"{_plain(cell.value, look, f'<f>{xml_text(cell.text)}</f>')}</v></c>"
    return f"{_plain(cell, look)}</v></c>"


def _plain(value: object, look: Look, before: str = "") -> str:
    """A number, a truth or a date as a cell, up to its end, with `before` in front of it."""
    match value:
        case bool():
            return f' s="{look.number}" t="b">{before}<v>{int(value)}'
        case int() | float() | Decimal():
            return f' s="{look.number}">{before}<v>{xml_number(value)}'
        case dt.date():
            return f' s="{look.dated}">{before}<v>{serial(value)}'
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
        for row, cells in enumerate(rows, self.height + 1):
            if len(cells) != len(columns):
                told = f"{len(cells)} cells for {len(columns)} columns"
                raise ValueError(f'sheet "{self.name}", row {row}: {told}')
        yield from self.by_column(columns, list(zip(*rows, strict=True)), len(rows), below=below)

    def by_column(
        self,
        columns: Sequence[Column],
        values: Sequence[Sequence[Any]],
        height: int,
        *,
        below: float = 0.0,
    ) -> Iterator[str]:
        """The same for `height` rows by the values of each column."""
        for start in range(0, height, _BLOCK):
            block = [own[start : start + _BLOCK] for own in values]
            try:
                yield from self._block(columns, block, min(_BLOCK, height - start), below)
            except ValueError as problem:
                raise ValueError(f'sheet "{self.name}", {problem}') from problem

    def _block(
        self,
        columns: Sequence[Column],
        values: Sequence[Sequence[Any]],
        height: int,
        below: float,
    ) -> Iterator[str]:
        first = self.height + 1
        self.height += height
        letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        ends = [*(f'<c r="{letter}' for letter in letters), "</row>"]
        lanes = [
            Lane(letter, end, column, self.strings, self.looks)
            for letter, end, column in zip(letters, ends[1:], columns, strict=True)
        ]
        cells = [lane.cells(own, first) for lane, own in zip(lanes, values, strict=True)]
        self.links += _links(lanes, values, first)
        # A row says its number before every cell and in its own tag.
        tags = [f'"{tag}{ends[0]}' for tag in _tags(lanes, cells, height, below)]
        numbers = map(str, range(first, first + height))
        return map(str.join, numbers, zip(repeat('<row r="'), tags, *cells, strict=False))


def _tags(lanes: Sequence[Lane], cells: Sequence[list[str]], rows: int, below: float) -> list[str]:
    """The rest of each row's tag: its height is that of its highest cell."""
    least = 0.0
    asked = []
    for lane, own in zip(lanes, cells, strict=True):
        if lane.heights:
            asked.append(map(lane.heights.get, own, repeat(lane.line)))
        else:
            least = max(least, lane.line)
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
