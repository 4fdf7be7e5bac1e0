"""The rows of a finished sheet in blocks, read column by column.

They are most of a file, and few cells differ: a row is cut into its cells, and each form of a cell
is read once. What our writer, Excel and LibreOffice write every day is read so, to the last byte.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.office.lint.alike import calculated, shared
from briefgen.office.lint.cells import VALUE_END, Cell, cell_of, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefgen.office.lint.alike import Alike, Formulas

_LETTERS = re.compile("[A-Z]{1,3}")
_ROW, _START = b'<row r="', b'<c r="'
_NUMBER = re.compile(rb'<row r="(([1-9][0-9]*)")')
_ATTRIBUTES = re.compile(r'(?: (?!xmlns=)[A-Za-z]+="[\w.: -]*")*')
_ATTRIBUTE = re.compile(' ([A-Za-z]+)="([^"]*)"')
_ROWS = 512  # of a sheet that are read at once, column by column
_FEW = 32  # of which too little is seen of a column to tell what most cells are


class Row(Struct, frozen=True, gc=False):
    """A row as the file numbers it, its style, its cells, and what their references begin with.

    They go on with `end`: the row's number, or nothing where one is of another row. `number` is
    -1 where the name is none.
    """

    name: str
    number: int
    style: str = "0"
    columns: tuple[str, ...] = ()
    pieces: Sequence[bytes | Cell] = ()
    end: str = ""

    @property
    def cells(self) -> list[Cell]:
        """Its cells, which few ask for: those that were cut from a file are read again."""
        return [
            piece if isinstance(piece, Cell) else cell_of(piece.partition(_START)[0])
            for piece in self.pieces
        ]

    @property
    def references(self) -> list[str]:
        """Where its cells stand, such as `A5`."""
        return [column + self.end for column in self.columns]


class Block(Struct, frozen=True, gc=False):
    """Rows in the same columns, whose numbers follow each other from `first` on.

    `styles` are those of the rows, `values` what their cells hold, by column, and `row` gives one
    by its index. `held` and `calculated` count the cells with a value and a formula.
    """

    first: int
    columns: tuple[str, ...]
    styles: Sequence[str]
    values: Sequence[Sequence[object]]
    row: Callable[[int], Row]
    held: int
    calculated: int

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.styles) - 1

    @property
    def rows(self) -> list[Row]:
        """The rows, which few ask for, one by one."""
        return list(map(self.row, range(len(self.styles))))


class Values(Struct, frozen=True):
    """What the cells of a file hold.

    `texts` are those that cells share, `formulas` tells what cells with one hold; without, they
    hold themselves.
    """

    texts: Sequence[str] = ()
    formulas: Formulas | None = None

    def value(self, cell: Cell) -> object:
        """What a cell holds, or the cell if it cannot be read."""
        try:
            value = value_of(cell, self.texts)
        except (IndexError, ValueError):
            return cell
        if cell.formula is None:
            return value
        return self.formulas.held(cell, value) if self.formulas else cell


class _Lane(dict[bytes, object]):
    """What the cells of a column hold, by their markup up to the letters of the next column."""

    def __init__(self, meant: Values, met: list[Cell], end: bytes) -> None:
        self._meant, self._met, self._end = meant, met, end
        self._blank = self._calculated = False
        self._alike: Callable[[Sequence[bytes]], Alike | None] | None = None

    def __missing__(self, piece: bytes) -> object:
        if not piece.endswith(self._end):
            raise ValueError
        cell = cell_of(piece.removesuffix(self._end))
        self._met.append(cell)
        self._blank |= cell.value is None
        self._calculated |= cell.formula is not None
        value = self[piece] = self._meant.value(cell)
        return value

    def read(self, pieces: Sequence[bytes]) -> list[object]:
        """What these cells hold."""
        if self._alike and (alike := self._alike(pieces)):
            self._met += alike.forms
            return alike.values
        before = len(self)
        values = list(map(self.__getitem__, pieces))
        rare = _FEW < len(pieces) < 2 * (len(self) - before)
        self._alike = self._like(self._met[-1]) if rare else None
        return values

    def _like(self, cell: Cell) -> Callable[[Sequence[bytes]], Alike | None] | None:
        """What reads cells that are like one, and come once each."""
        if cell.formula is not None and self._meant.formulas:
            return partial(calculated, end=self._end, formulas=self._meant.formulas)
        if cell.formula is None and cell.kind == "s":
            return partial(shared, end=self._end, like=cell, texts=self._meant.texts)
        return None

    def held(self, pieces: Sequence[bytes]) -> int:
        """How many of these cells have a value."""
        return b"".join(pieces).count(VALUE_END) if self._blank else len(pieces)

    def calculated(self, pieces: Sequence[bytes]) -> int:
        """How many of these cells have a formula."""
        return b"".join(pieces).count(b"</f>") if self._calculated else 0


class _Tags(dict[bytes, str]):
    """The style in the rest of a row's tag, by its markup up to the first column's letters."""

    def __init__(self, end: bytes) -> None:
        self._end = end

    def __missing__(self, piece: bytes) -> str:
        attributes = piece.removesuffix(self._end).decode()
        if not piece.endswith(self._end) or not _ATTRIBUTES.fullmatch(attributes):
            raise ValueError
        pairs = _ATTRIBUTE.findall(attributes)
        named: dict[str, str] = {"r": "", **dict(pairs)}
        if len(named) != len(pairs) + 1:
            raise ValueError  # one stands twice
        style = self[piece] = named.get("s", "0")
        return style


class _Lanes(dict[bytes, _Lane]):
    """The lanes of a sheet by what ends their pieces, whatever columns stand further off."""

    def __init__(self, meant: Values, met: list[Cell]) -> None:
        self._meant, self._met = meant, met

    def __missing__(self, end: bytes) -> _Lane:
        lane = self[end] = _Lane(self._meant, self._met, end)
        return lane


class _Shape:
    """The columns in which rows have cells, and what was read in each."""

    def __init__(self, names: Sequence[bytes], lanes: _Lanes) -> None:
        self._columns = tuple(map(bytes.decode, names))
        if not all(map(_LETTERS.fullmatch, self._columns)):
            raise ValueError
        first, *ends = *(_START + name for name in names), b""
        self._tags = _Tags(b">" + first)
        self._lanes = [lanes[end] for end in ends]

    def block(self, first: int, cut: Sequence[Sequence[bytes]]) -> Block:
        """Rows that are cut so, from number `first` on. Raises ValueError for any other shape."""
        starts, tags, *columns = zip(*cut, strict=True)
        if {*starts} != {_ROW}:
            raise ValueError
        styles = [self._tags[tag] for tag in tags]
        values = [lane.read(pieces) for lane, pieces in zip(self._lanes, columns, strict=True)]
        held = sum(map(_Lane.held, self._lanes, columns))
        calculated = sum(map(_Lane.calculated, self._lanes, columns))
        row = partial(self._row, first, cut, styles)
        return Block(first, self._columns, styles, values, row, held, calculated)

    def _row(
        self, first: int, cut: Sequence[Sequence[bytes]], styles: Sequence[str], index: int
    ) -> Row:
        name, (_, _, *pieces) = str(first + index), cut[index]
        return Row(name, first + index, styles[index], self._columns, pieces, name)


class _Shapes(dict[tuple[bytes, ...], _Shape]):
    """The shapes of a sheet's rows by their columns."""

    def __init__(self, lanes: _Lanes) -> None:
        self._lanes = lanes

    def __missing__(self, names: tuple[bytes, ...]) -> _Shape:
        shape = self[names] = _Shape(names, self._lanes)
        return shape

    def blocks(self, first: int, names: tuple[bytes, ...], cut: list[list[bytes]]) -> list[Block]:
        """Rows in these columns, if they are; one by one, in others, where one is not."""
        try:
            return [self[names].block(first, cut)]
        except ValueError:
            pass
        again = [_cut_row((b'%d"' % at).join(pieces)) for at, pieces in enumerate(cut, first)]
        return [self[names].block(number, [pieces]) for number, names, pieces in again]


def blocks(rows: Iterable[bytes], meant: Values, met: list[Cell]) -> Iterator[Block]:
    """The rows of a sheet. Raises ValueError for what is in no usual form.

    A row says its number before every cell. Where that cuts it into pieces, each of which is the
    whole markup of a cell and goes on to the letters of the next one, it can hold nothing else:
    together they are the row.
    """
    shapes = _Shapes(_Lanes(meant, met))
    number = 0
    names: tuple[bytes, ...] = ()
    cut: list[list[bytes]] = []
    for row in rows:
        pieces = row.split(b'%d"' % (number + 1))
        if len(pieces) == len(names) + 2 and 0 < len(cut) < _ROWS:
            number += 1
            cut.append(pieces)
            continue
        if cut:
            yield from shapes.blocks(number - len(cut) + 1, names, cut)
        number, names, pieces = _cut_row(row)
        cut = [pieces]
    if cut:
        yield from shapes.blocks(number - len(cut) + 1, names, cut)


def _cut_row(markup: bytes) -> tuple[int, tuple[bytes, ...], list[bytes]]:
    """The number, the columns and the pieces of a row that may hold its number elsewhere."""
    numbered = _NUMBER.match(markup)
    if numbered is None:
        raise ValueError
    parted = [part.partition(numbered[1]) for part in markup.split(_START)]
    _, *names = (name for name, _, _ in parted)
    ends = [*(_START + name for name in names), b""]
    pieces = [rest + end for (_, _, rest), end in zip(parted, ends, strict=True)]
    return int(numbered[2]), tuple(names), [_ROW, *pieces]
