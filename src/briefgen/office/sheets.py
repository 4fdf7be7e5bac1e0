"""A workbook from sheets of plain values, in the named styles of a template.

openpyxl makes what surrounds the cells and saves its sheets empty; the rows are then streamed into
them, which costs a fraction of openpyxl's cells and gives formulas their values. The format is
ECMA-376 part 1, 18.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from openpyxl.utils import get_column_letter, quote_sheetname

from briefgen.office import frames, properties
from briefgen.office.cells import Cell, Grid, Strings, Styled
from briefgen.office.hyperlinks import Places, hyperlinks
from briefgen.office.looks import read_looks
from briefgen.office.package import CONTENT_TYPES, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from openpyxl.chart._chart import ChartBase

    from briefgen.office.looks import Look
    from briefgen.office.properties import Properties

HEAD_STYLES = ("Title", "Subtitle", "Way back")
TEXT_STYLE = "Text"
HEADER_STYLE = "Header"
MOST_ROWS = 1_048_576
LONGEST_NAME = 31  # characters of a sheet's name, Excel's limit
LONGEST_HEADER = 255  # characters, Excel's limit
# Of what a page prints above or below, Excel's 255 less the sheet's name and the codes.
LONGEST_LINE = 170
FILTER_BUTTON = 11.0  # points at the foot of a header, which the button of its filter covers
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRINGS = "xl/sharedStrings.xml"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\\x00-\x1f]+(?<!')")
_NAME = re.compile(r"[^\W\d][\w.]{0,254}")
_LIKE_A_CELL = re.compile(r"[a-z]{1,3}\d+|r\d*c?\d*|c\d*", re.IGNORECASE)
_HEADER_TRAPS = re.compile("[\x00-\x1f]|_x[0-9A-Fa-f]{4}_|^$")


def _unchanged(chart: bytes) -> bytes:
    return chart


class Column(Struct, frozen=True):
    """A column of a sheet: `width` in digits, `style` a named cell style of the template.

    A `level` above 0 groups the column with its neighbours of that level, folded away.
    """

    header: str
    width: float
    style: str
    level: int = 0
    hidden: bool = False


class PlacedChart(Struct, frozen=True):
    """A chart with its upper left corner at a cell, and what it shows in words.

    `finish` gets the part as openpyxl writes it and gives the part to keep.
    """

    anchor: str
    chart: ChartBase
    alt: str
    finish: Callable[[bytes], bytes] = _unchanged


class Sheet(Struct, frozen=True, kw_only=True):
    """One sheet: head rows, then a table, or free rows when `table` is empty.

    `head` rows stand in Title, Subtitle and Way back, further ones in Text. `rows` have a cell a
    column in a table; free rows may be shorter or longer, and take the style of their column or
    else Text. `None` is a blank in that style. `table` names the Excel table, `description` is its
    alternative text. `frozen` columns stay in sight. `tab` is the named style whose fill colours
    the tab. `label` and `footer` are printed on every page. Printed, it is as small as it takes
    to be `pages_wide`; the frozen columns stand on each of them.
    """

    name: str
    head: Sequence[Sequence[Cell]] = ()
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[Cell]] = ()
    table: str = ""
    description: str = ""
    frozen: int = 0
    tab: str = ""
    charts: Sequence[PlacedChart] = ()
    label: str = ""
    footer: str = ""
    landscape: bool = True
    pages_wide: int = 1

    @property
    def header_row(self) -> int:
        """The row of the table's header."""
        return len(self.head) + 1

    @property
    def first_row(self) -> int:
        """The first row under the head, and under the table's header where there is one."""
        return self.header_row + bool(self.table)

    @property
    def last_row(self) -> int:
        """The last row; a table has at least one row, empty where it has no data."""
        return self.first_row - 1 + max(len(self.rows), 1 if self.table else 0)

    @property
    def table_range(self) -> str:
        """The cells of the table with its header, such as `A4:F20`."""
        return f"A{self.header_row}:{get_column_letter(len(self.columns))}{self.last_row}"

    def reference(self, header: str) -> str:
        """The data cells of a column, such as `'Releases'!$C$5:$C$20`. Raises `KeyError`."""
        numbers = {column.header: number for number, column in enumerate(self.columns, 1)}
        letter = get_column_letter(numbers[header])
        place = f"${letter}${self.first_row}:${letter}${self.last_row}"
        return f"{quote_sheetname(self.name)}!{place}"


def write_workbook(
    template: bytes,
    sheets: Sequence[Sheet],
    document: Properties,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook of `sheets` in the styles of `template`; the same input gives the same bytes.

    `names` are defined names and what they stand for, such as `'Summary'!$B$5`. Raises
    `MissingStyles` for styles that the template lacks, `ValueError` for what Excel cannot hold.
    """
    names = names or {}
    problems = [*_name_problems(sheets, names), *chain.from_iterable(map(_problems, sheets))]
    if problems:
        raise ValueError("\n".join(problems))
    book = frames.emptied(template)
    looks = read_looks(book, _styles(sheets), file=frames.TEMPLATE)
    strings = Strings()
    grids = [_grid(sheet, strings, looks) for sheet in sheets]
    places = Places(frozenset(sheet.name for sheet in sheets), frozenset(names))
    parts = frames.framed(book, sheets, names, looks)
    for number, grid in enumerate(grids, 1):
        parts |= _filled(parts, number, grid, places)
    uses = sum(row.count(' t="s">') for grid in grids for row in grid.rows)
    return pack(properties.apply(_with_strings(parts, strings.part(uses)), document))


def _name_problems(sheets: Sequence[Sheet], names: Mapping[str, str]) -> Iterator[str]:
    if not sheets:
        yield "a workbook needs a sheet"
    for sheet in sheets:
        if len(sheet.name) > LONGEST_NAME or not _SHEET_NAME.fullmatch(sheet.name):
            yield (
                f'sheet "{sheet.name}": a name has 1 to {LONGEST_NAME} characters, none of'
                " [ ] : * ? / \\, and no apostrophe at its ends"
            )
    for name in _repeated(sheet.name for sheet in sheets):
        yield f'sheet "{name}" stands twice; case does not count'
    named = [*(sheet.table for sheet in sheets if sheet.table), *names]
    for name in _repeated(named):
        yield f'the name "{name}" of a table or cell stands twice; case does not count'
    for name in named:
        if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name):
            yield f'"{name}" cannot name a table or cell: letters, digits and _, not like a cell'


def _problems(sheet: Sheet) -> Iterator[str]:
    place = f'sheet "{sheet.name}"'
    for header in _repeated(column.header for column in sheet.columns if sheet.table):
        yield f'{place}: the header "{header}" stands twice; case does not count'
    for header in (column.header for column in sheet.columns if sheet.table):
        if _HEADER_TRAPS.search(header) or len(header) > LONGEST_HEADER:
            yield (
                f'{place}: the header "{header}" is empty, longer than {LONGEST_HEADER}'
                " characters or has a line break"
            )
    if sheet.table and not sheet.columns:
        yield f"{place}: a table needs a column"
    if sheet.last_row > MOST_ROWS:
        yield f"{place}: {sheet.last_row} rows; Excel holds {MOST_ROWS}"
    printed = len((sheet.label + sheet.footer).replace("&", "&&"))
    if printed > LONGEST_LINE:
        yield f"{place}: label and footer have {printed} characters; at most {LONGEST_LINE}"


def _repeated(names: Iterable[str]) -> list[str]:
    counted = Counter(name.casefold() for name in names)
    return [name for name, times in counted.items() if times > 1]


def _styles(sheets: Sequence[Sheet]) -> set[str]:
    """Every style that the sheets ask for."""
    cells = (cell for sheet in sheets for row in (*sheet.head, *sheet.rows) for cell in row)
    return {
        *HEAD_STYLES,
        TEXT_STYLE,
        HEADER_STYLE,
        *(column.style for sheet in sheets for column in sheet.columns),
        *(sheet.tab for sheet in sheets if sheet.tab),
        *(cell.style for cell in cells if type(cell) is Styled),
    }


def _grid(sheet: Sheet, strings: Strings, looks: Mapping[str, Look]) -> Grid:
    """The rows of a sheet as XML. Raises `ValueError` for a value that no cell can hold."""
    grid = Grid(sheet.name, strings, looks)
    widths = [column.width for column in sheet.columns]
    headers = [column.header for column in sheet.columns]
    for number, row in enumerate(sheet.head):
        style = HEAD_STYLES[number] if number < len(HEAD_STYLES) else TEXT_STYLE
        grid.add(grid.lanes([style] * len(row), widths), row)
    styles = [column.style for column in sheet.columns]
    if not sheet.table:
        longest = max(map(len, sheet.rows), default=0)
        lanes = grid.lanes([*styles, *[TEXT_STYLE] * (longest - len(styles))], widths)
        for row in sheet.rows:
            grid.add(lanes[: len(row)], row)
        return grid
    lanes = grid.lanes([HEADER_STYLE] * len(headers), widths, headers)
    grid.add(lanes, headers, below=FILTER_BUTTON)
    lanes = grid.lanes(styles, widths, headers)
    for row in sheet.rows or [[None] * len(headers)]:
        grid.add(lanes, row)
    return grid


def _filled(
    parts: Mapping[str, bytes],
    number: int,
    grid: Grid,
    places: Places,
) -> dict[str, bytes]:
    """The parts of sheet `number` with its rows and links."""
    name, rels = f"xl/worksheets/sheet{number}.xml", f"xl/worksheets/_rels/sheet{number}.xml.rels"
    links, relations = hyperlinks(grid.name, grid.links, places)
    before, after = parts[name].split(b"<sheetData></sheetData>")
    before = before.replace(
        b'<dimension ref="A1:A1"/>', f'<dimension ref="{grid.extent}"/>'.encode()
    )
    cells = "".join(["<sheetData>", *grid.rows, "</sheetData>"]).encode()
    # Nothing that the schema puts between cells and links is ever set up (18.3.1.99).
    filled = {name: b"".join([before, cells, links, after])}
    if relations:
        empty = f'<Relationships xmlns="{_PACKAGE_REL}"></Relationships>'.encode()
        head, end, _ = parts.get(rels, empty).partition(b"</Relationships>")
        filled[rels] = head + relations + end
    return filled


def _with_strings(parts: Mapping[str, bytes], strings: bytes) -> dict[str, bytes]:
    """The parts with the shared strings, which openpyxl had no text to make."""
    rels = "xl/_rels/workbook.xml.rels"
    relation = (
        f'<Relationship Id="strings" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    override = f'<Override PartName="/{_STRINGS}" ContentType="{_STRINGS_TYPE}"/>'
    return {
        **parts,
        _STRINGS: strings,
        rels: parts[rels].replace(b"</Relationships>", f"{relation}</Relationships>".encode()),
        CONTENT_TYPES: parts[CONTENT_TYPES].replace(b"</Types>", f"{override}</Types>".encode()),
    }
