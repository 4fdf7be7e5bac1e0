"""Cell values, and the rows of a sheet streamed as SpreadsheetML.

Values are what a reader of the file gets back: text is never a formula and never cut, a formula
carries its value, and what Excel cannot hold is refused with its place.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct, field
from openpyxl.utils import get_column_letter

from briefgen.office.looks import HIGHEST_ROW, Look, line_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST_TEXT = 32_767  # UTF-16 units, Excel's limit
LONGEST_FORMULA = 8_192  # characters, Excel's limit
LONGEST_LITERAL = 255  # characters of a text inside a formula, Excel's limit
MOST_DIGITS = 15  # a number keeps no more, IEEE 754 in Excel
DEFAULT_WIDTH = 8.43  # of a column without a width
_DAY_ZERO = dt.date(1899, 12, 30)
_FIRST_DATE = dt.date(1900, 3, 1)  # earlier ones are a day off: Excel knows 29 February 1900
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# ECMA-376 part 1, 22.9.2.19: _xHHHH_ stands for a character, so its own "_" is written as one.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
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


def xml_text(text: str) -> str:
    """`text` as the content of an element. Raises `ValueError` for what a cell cannot hold."""
    bad = _FORBIDDEN.search(text)
    if bad:
        raise ValueError(f"character U+{ord(bad.group()):04X} at position {bad.start() + 1}")
    # Two units for what lies beyond U+FFFF.
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise ValueError(f"a text of {len(text)} characters; Excel holds {LONGEST_TEXT}")
    if "_x" in text:
        text = _ESCAPE_LIKE.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A bare carriage return would be read as a line feed (XML 1.0, 2.11).
    return text.replace("\r", "&#13;")


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

    def __init__(self) -> None:
        super().__init__()
        self._items: list[str] = []

    def __missing__(self, text: str) -> int:
        content = xml_text(text)
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        self._items.append(f"<si><t{space}>{content}</t></si>")
        number = self[text] = len(self._items) - 1
        return number

    def part(self, uses: int) -> bytes:
        """The part `xl/sharedStrings.xml`; `uses` is how many cells refer to it."""
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            f' count="{uses}" uniqueCount="{len(self._items)}">{"".join(self._items)}</sst>'
        ).encode()


class Written(NamedTuple):
    """A cell after its reference: attributes and content; the height it asks for, in points."""

    xml: str
    height: float = 0.0


class Lane(Struct):
    """The cells of one column in one look; knows texts that it has written before."""

    letter: str
    header: str
    width: float
    look: Look
    sheet: Grid
    texts: dict[str, Written] = field(default_factory=dict)
    siblings: dict[str, Lane] = field(default_factory=dict)
    blank: Written = Written("")
    room: float = 0.0
    line: float = 0.0

    def __post_init__(self) -> None:
        self.room = self.look.room(self.width)
        self.line = self.look.height(1)
        self.blank = Written(f' s="{self.look.number}"/>', self.line)

    def text(self, text: str) -> Written:
        """A text cell."""
        number = self.sheet.strings[text]
        xml = f' s="{self.look.number}" t="s"><v>{number}</v></c>'
        written = self.texts[text] = Written(xml, self.height(text))
        return written

    def height(self, text: str) -> float:
        """The height that `text` needs here, in points."""
        look = self.look
        return look.height(line_count(text, self.room)) if look.wraps else self.line

    def write(self, value: Cell, row: int) -> Written:
        """Any cell. Raises `ValueError` or `TypeError` for a value that Excel cannot hold."""
        match value:
            case str():
                return self.texts.get(value) or self.text(value)
            case Styled():
                return self.in_style(value.style).write(value.value, row)
            case Link():
                xml_text(value.tip)
                self.sheet.links.append((f"{self.letter}{row}", value))
                return self.text(value.text)
            case Formula():
                return self.formula(value)
            case None:
                return self.blank
            case _:
                number, kind, content = self.content(value)
                return Written(f' s="{number}"{kind}><v>{content}</v></c>', self.line)

    def formula(self, formula: Formula) -> Written:
        """A formula with the value that it had when the file was written."""
        number, kind, content = self.content(formula.value)
        xml = f' s="{number}"{kind}><f>{xml_text(formula.text)}</f><v>{content}</v></c>'
        return Written(
            xml, self.height(formula.value) if isinstance(formula.value, str) else self.line
        )

    def content(self, value: str | float | Decimal | bool | dt.date) -> tuple[int, str, str]:  # noqa: FBT001 (a cell may hold a truth value)
        """Style number, type attribute and content of a plain value."""
        match value:
            case bool():
                return self.look.number, ' t="b"', str(int(value))
            case int() | float() | Decimal():
                return self.look.number, "", xml_number(value)
            case dt.date():
                return self.look.dated, "", str(serial(value))
            case str():
                return self.look.number, ' t="str"', xml_text(value)
        raise TypeError(f"no cell holds a {type(value).__name__}: {value!r}")

    def in_style(self, style: str) -> Lane:
        """The same column in another named style."""
        if style not in self.siblings:
            look = self.sheet.looks[style]
            self.siblings[style] = Lane(self.letter, self.header, self.width, look, self.sheet)
        return self.siblings[style]


class Grid(Struct):
    """The cells of one sheet while they are written, row by row, and the links among them."""

    name: str
    strings: Strings
    looks: Mapping[str, Look]
    rows: list[str] = field(default_factory=list)
    links: list[tuple[str, Link]] = field(default_factory=list)
    widest: int = 0

    @property
    def extent(self) -> str:
        """The cells that the rows take, such as `A1:F20`."""
        return f"A1:{get_column_letter(max(1, self.widest))}{max(1, len(self.rows))}"

    def lanes(
        self, styles: Iterable[str], widths: Sequence[float], headers: Sequence[str] = ()
    ) -> list[Lane]:
        """A lane a style, from column A; `headers` name the columns in messages."""
        return [
            Lane(
                get_column_letter(number),
                headers[number - 1] if headers else get_column_letter(number),
                widths[number - 1] if number <= len(widths) else DEFAULT_WIDTH,
                self.looks[style],
                self,
            )
            for number, style in enumerate(styles, 1)
        ]

    def add(self, lanes: Sequence[Lane], cells: Sequence[Cell], *, below: float = 0.0) -> None:
        """The next row, with `below` points under its text.

        Raises `ValueError` with sheet, row and column for what no cell holds.
        """
        row = len(self.rows) + 1
        if len(cells) != len(lanes):
            raise ValueError(
                f'sheet "{self.name}", row {row}: {len(cells)} cells for {len(lanes)} columns'
            )
        self.widest = max(self.widest, len(lanes))
        out: list[str] = []
        height = 0.0
        for lane, value in zip(lanes, cells, strict=True):
            try:
                # Most cells are texts, and most texts have been written before.
                written = lane.texts.get(value) if type(value) is str else None
                written = written or lane.write(value, row)
            except (TypeError, ValueError) as problem:
                place = f'sheet "{self.name}", row {row}, column "{lane.header}"'
                raise ValueError(f"{place}: {problem}") from problem
            out.append(f'<c r="{lane.letter}{row}"{written.xml}')
            if written.height > height:  # noqa: PLR1730 (innermost loop: `max` is slower)
                height = written.height
        height = min(HIGHEST_ROW, height + below)
        fit = f' ht="{height:g}" customHeight="1"' if height else ""
        self.rows.append(f'<row r="{row}"{fit}>{"".join(out)}</row>')
