"""Cell values and how SpreadsheetML writes them.

Values are what a reader of the file gets back: text is never a formula and never cut, a formula
carries its value, and what Excel cannot hold is refused.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_TEXT = 32_767  # UTF-16 units, Excel's limit
LONGEST_FORMULA = 8_192  # characters, Excel's limit
LONGEST_LITERAL = 255  # characters of a text inside a formula, Excel's limit
MOST_DIGITS = 15  # a number keeps no more, IEEE 754 in Excel
_PIECE = 1_000  # elements that are encoded together
_DAY_ZERO = dt.date(1899, 12, 30)
_FIRST_DATE = dt.date(1900, 3, 1)  # earlier ones are a day off: Excel knows 29 February 1900
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# ECMA-376 part 1, 22.9.2.19: _xHHHH_ stands for a character, so its own "_" is written as one.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_SPECIAL = re.compile("[][#']")
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


class Formula(Struct, frozen=True):
    """A formula, `text` without its "=", and its computed value.

    Raises `ValueError` without a value, and for what Excel would not read.
    """

    text: str
    value: str | float | Decimal | bool | dt.date

    def __post_init__(self) -> None:
        if self.value is None:
            raise ValueError(f"the formula ={self.text} has no value")
        if not self.text or self.text.startswith("="):
            raise ValueError(f'a formula is written without "=" and not empty: "{self.text}"')
        if len(self.text) > LONGEST_FORMULA:
            raise ValueError(f"a formula of {len(self.text)} characters; at most {LONGEST_FORMULA}")
        if len(self.text) <= LONGEST_LITERAL:
            return
        longest = max((len(part) for part in _LITERAL.findall(self.text)), default=0)
        if longest > LONGEST_LITERAL:
            raise ValueError(
                f"a text of {longest} characters in a formula; at most {LONGEST_LITERAL}"
            )


class Link(Struct, frozen=True):
    """A text that leads to `target`: an address, a defined name, or a place: `'Sheet name'!A1`."""

    target: str
    text: str
    tip: str = ""


Value: TypeAlias = str | int | float | Decimal | bool | dt.date | Formula | Link | None


class Styled(Struct, frozen=True):
    """A value in a named cell style that overrides its column's."""

    value: Value
    style: str


Cell: TypeAlias = Value | Styled


def column_reference(table: str, header: str) -> str:
    """The data of a table's column in a formula (ECMA-376 part 1, 18.17.2.3): `Facts[Id]`."""
    escaped = _SPECIAL.sub(r"'\g<0>", header)
    return f"{table}[{escaped}]"


def refuse_unfit(text: str) -> None:
    """Raise `ValueError` for a text that no cell can hold."""
    if not text.isprintable() and (bad := _FORBIDDEN.search(text)):
        raise ValueError(f"character U+{ord(bad.group()):04X} at position {bad.start() + 1}")
    # Two units for what lies beyond U+FFFF.
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise ValueError(f"a text of {len(text)} characters; Excel holds {LONGEST_TEXT}")


def escaped(text: str) -> str:
    """A text that a cell can hold as the content of an element."""
    if "_x" in text:
        text = _ESCAPE_LIKE.sub("_x005F_", text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    # A bare carriage return would be read as a line feed (XML 1.0, 2.11).
    return text.replace("\r", "&#13;") if "\r" in text else text


def xml_text(text: str) -> str:
    """`text` as the content of an element. Raises `ValueError` for what a cell cannot hold."""
    refuse_unfit(text)
    return escaped(text)


def xml_number(number: float | Decimal) -> str:
    """A number as written in a file. Raises `ValueError` for one that Excel would change."""
    if not math.isfinite(number):
        raise ValueError(f"{number} is no number of Excel's")
    if isinstance(number, int):
        digits = str(abs(number))
    elif isinstance(number, Decimal):
        digits = "".join(map(str, number.as_tuple().digits))
    else:
        return repr(float(number))  # a subclass may name its type
    if len(digits.strip("0")) > MOST_DIGITS:
        raise ValueError(f"{number} has more than {MOST_DIGITS} digits: write it as text")
    return str(number)


def serial(date: dt.date) -> int:
    """The number by which Excel knows a day. Raises `ValueError` before March 1900."""
    if isinstance(date, dt.datetime):
        raise TypeError(f"{date} has a time of day; only dates are written")
    if date < _FIRST_DATE:
        raise ValueError(f"Excel knows no date before {_FIRST_DATE}: write {date} as text")
    return (date - _DAY_ZERO).days


class Strings(dict[str, int]):
    """The shared strings of a workbook: each text once, numbered in order of first use."""

    def __missing__(self, text: str) -> int:
        refuse_unfit(text)
        number = self[text] = len(self)
        return number

    def part(self, uses: int) -> Iterator[bytes]:
        """The part `xl/sharedStrings.xml`, in pieces; `uses` is how many cells refer to it."""
        yield (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            f' count="{uses}" uniqueCount="{len(self)}">'
        ).encode()
        yield from encoded(map(_item, self))
        yield b"</sst>"


def _item(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<si><t{space}>{escaped(text)}</t></si>"


def encoded(written: Iterable[str]) -> Iterator[bytes]:
    """Much XML in pieces that are neither too many nor too long."""
    left = iter(written)
    while piece := "".join(islice(left, _PIECE)):
        yield piece.encode()
