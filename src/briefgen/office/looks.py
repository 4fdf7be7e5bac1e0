"""Named cell styles of a template: the numbers that cells carry, and the height of their text."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct
from openpyxl.cell.cell import Cell
from openpyxl.styles.numbers import is_date_format

from briefgen.office.styles import spellings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl import Workbook
    from openpyxl.styles.colors import Color
    from openpyxl.worksheet.worksheet import Worksheet

ISO_DATE = "yyyy-mm-dd"
HIGHEST_ROW = 409.0  # points, Excel's limit
_LINE = 1.28  # height of a line, in font sizes: Excel gives 12.75 points to one of size 10
_PADDING = 4.0  # points above and below the text of a cell, together
UNIT = 5.25  # points of a width unit: a digit of Calibri 11, 7 pixels at 96 to the inch
_MARGIN = 5.0  # points of a column that text cannot use
_INDENT = 6.75  # points of one step of indent, 9 pixels
_SAFETY = 1.05  # programs differ a little in how they space letters
_BOLD = 1.02
_FILLED = 0.8  # of a line, where a word longer than it is broken
_NORMAL_SIZE = 11.0
# Widths of Calibri's (and Carlito's) letters, in font sizes; with an accent they are as wide.
_LETTERS = {
    0.23: " \u00a0\u202f'ijl",
    0.25: "I.,\u2019",
    0.28: ";:",
    0.31: "()f-[]{}J",
    0.34: "t!r",
    0.39: "s/",
    0.42: 'z"cL\u201c\u201d',
    0.45: "kvyxFS|?Z",
    0.48: "agTYE",
    0.5: "e\u2013+=_#*0123456789\u00ab\u00bb",
    0.53: "bdhnopquCKPXBR",
    0.58: "AV",
    0.64: "DHGUN",
    0.68: "OQ&",
    0.72: "w%\u2026",
    0.8: "m",
    0.9: "MW@\u2014",
}
_OTHER_LETTER = 0.53
_OTHER_CAPITAL = 0.58
_WIDE_LETTER = 1.05
_WIDE_FROM = "\u2e80"  # Chinese, Japanese and Korean begin here


class _Letters(dict[str, float]):
    """Width of a letter, in font sizes."""

    def __missing__(self, letter: str) -> float:
        base = unicodedata.normalize("NFD", letter)[0]
        width = self[letter] = self[base] if base != letter else _unlisted(letter)
        return width


def _unlisted(letter: str) -> float:
    if letter >= _WIDE_FROM:
        return _WIDE_LETTER
    return _OTHER_CAPITAL if letter.isupper() else _OTHER_LETTER


class _Words(dict[str, float]):
    """Width of a word, in font sizes; words come again and again."""

    def __init__(self) -> None:
        super().__init__()
        self._letters = _Letters(
            (letter, width) for width, letters in _LETTERS.items() for letter in letters
        )

    def __missing__(self, word: str) -> float:
        width = sum(map(self._letters.__getitem__, word))
        if len(self) < _MOST_WORDS:
            self[word] = width
        return width


_SPACE = 0.23
_MOST_WORDS = 20_000  # that are kept: a language's come again, names and addresses may not
_WORDS = _Words()


class Look(Struct, frozen=True):
    """A named cell style: its number, the number that shows dates too, and what sets its height.

    `size` in points, `indent` in steps; `fill` is the colour behind the text.
    """

    number: int
    dated: int
    size: float
    wraps: bool
    bold: bool
    indent: int
    fill: Color

    def room(self, width: float) -> float:
        """What a column of `width` (units of a digit) holds on one line, in font sizes."""
        points = width * UNIT - _MARGIN - self.indent * _INDENT
        return max(1.0, points / (self.size * _SAFETY * (_BOLD if self.bold else 1)))

    def height(self, lines: int) -> float:
        """The height that so many lines ask for, in points; no row is higher than HIGHEST_ROW."""
        return lines * self.size * _LINE + _PADDING


def line_count(text: str, room: float) -> int:
    """How many lines `text` fills when wrapped, each with `room` font sizes. An estimate."""
    if "\n" in text:
        return sum(line_count(paragraph, room) for paragraph in text.split("\n"))
    if len(text) * _WIDE_LETTER <= room:
        return 1
    lines, used = 1, 0.0
    for width in map(_WORDS.__getitem__, text.split(" ")):
        wider = used + _SPACE + width if used else width
        if wider > room:
            if used:
                lines, wider = lines + 1, width
            if wider > room:  # longer than a line: broken inside it, at its signs if it has any
                more = math.ceil(wider / (room * _FILLED)) - 1
                lines, wider = lines + more, max(0.0, wider - more * room * _FILLED)
        used = wider
    return lines


def read_looks(book: Workbook, wanted: Iterable[str], *, file: str) -> dict[str, Look]:
    """The looks of the `wanted` style names, under the names as asked for.

    `book` needs a sheet. `file` is what a message calls the template. Raises `MissingStyles`.
    """
    named = spellings(file, {"cell": wanted}, {"cell": book.named_styles})["cell"]
    return {name: _look(book.worksheets[0], own) for name, own in named.items()}


def _look(sheet: Worksheet, name: str) -> Look:
    cell = Cell(sheet, 1, 1)
    cell.style = name
    number = cell.style_id
    if not is_date_format(cell.number_format):
        cell.number_format = ISO_DATE
    return Look(
        number=number,
        dated=cell.style_id,
        size=float(cell.font.sz or _NORMAL_SIZE),
        wraps=bool(cell.alignment.wrap_text),
        bold=bool(cell.font.b),
        indent=int(cell.alignment.indent or 0),
        fill=cell.fill.fgColor,
    )
