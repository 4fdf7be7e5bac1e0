"""A workbook from sheets of plain values, in the named styles of a template.

openpyxl makes what surrounds the cells and saves its sheets empty; the rows are then streamed into
them, which costs a fraction of openpyxl's cells and gives formulas their values. The format is
ECMA-376 part 1, 18.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from openpyxl.utils import get_column_letter, quote_sheetname

from briefgen.office import frames, properties
from briefgen.office.cells import Strings, Styled, encoded
from briefgen.office.grid import Grid
from briefgen.office.hyperlinks import Places, hyperlinks
from briefgen.office.looks import read_looks
from briefgen.office.package import CONTENT_TYPES, in_order, packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from openpyxl.chart._chart import ChartBase

    from briefgen.office.cells import Cell
    from briefgen.office.looks import Look
    from briefgen.office.properties import Properties

HEAD_STYLES = ("Title", "Subtitle", "Way back")
TEXT_STYLE = "Text"
HEADER_STYLE = "Header"
DEFAULT_WIDTH = 8.43  # of a column without a width
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
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE_REL}"></Relationships>'.encode()
_SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\\x00-\x1f]+(?<!')")
_NAME = re.compile(r"[^\W\d][\w.]{0,254}")
_LIKE_A_CELL = re.compile(r"[a-z]{1,3}\d+|r\d*c?\d*|c\d*", re.IGNORECASE)
_HEADER_TRAPS = re.compile("[\x00-\x1f]|_x[0-9A-Fa-f]{4}_|^$")


def _unchanged(chart: bytes) -> bytes:
    return chart


class Column(Struct, frozen=True):
    """A column of a sheet: `width` in digits, `style` a named cell style of the template.

    A `level` above 0 groups the column with its neighbours of that level, folded away. The values
    of a column are cells, unless `shown` makes them cells, of the column's style or one of
    `styles`, but no `Link`; it is asked once for values that are equal.
    """

    header: str
    width: float
    style: str
    level: int = 0
    hidden: bool = False
    shown: Callable[[Any], Cell] | None = None
    styles: Sequence[str] = ()

    @property
    def all_styles(self) -> tuple[str, ...]:
        """The styles in which its cells may stand."""
        return (self.style, *self.styles)


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
    column in a table, which may give the `values` of each column instead; free rows may be shorter
    or longer, and take the style of their column or else Text. `None` is a blank in that style.
    `table` names the Excel table, `description` is its alternative text. `frozen` columns stay in
    sight. `tab` is the named style whose fill colours the tab. `label` and `footer` are printed on
    every page. Printed, it is as small as it takes to be `pages_wide`; the frozen columns stand on
    each of them.
    """

    name: str
    head: Sequence[Sequence[Cell]] = ()
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[Any]] = ()
    values: Sequence[Sequence[Any]] = ()
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
    def height(self) -> int:
        """How many rows it has below its head and the table's header."""
        return len(self.values[0]) if self.values else len(self.rows)

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
        return self.first_row - 1 + max(self.height, 1 if self.table else 0)

    @property
    def extent(self) -> str:
        """The cells that its rows take, such as `A1:F20`."""
        rows = self.head if self.table else [*self.head, *self.rows]
        widest = max([1, len(self.columns) if self.table else 0, *map(len, rows)])
        return f"A1:{get_column_letter(widest)}{max(1, self.last_row)}"

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
    frame = _with_strings(frames.framed(book, sheets, names, looks))
    places = Places(frozenset(sheet.name for sheet in sheets), frozenset(names))
    return packed(_filled(properties.apply(frame, document), sheets, looks, places))


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
    if sheet.values and [*map(len, sheet.values)] != [sheet.height] * len(sheet.columns):
        yield f"{place}: its columns differ in how many values they have"
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
    cells = chain.from_iterable(chain.from_iterable(map(_rows_of_cells, sheets)))
    return {
        *HEAD_STYLES,
        TEXT_STYLE,
        HEADER_STYLE,
        *(style for sheet in sheets for column in sheet.columns for style in column.all_styles),
        *(sheet.tab for sheet in sheets if sheet.tab),
        *(cell.style for cell in cells if type(cell) is Styled),
    }


def _rows_of_cells(sheet: Sheet) -> Sequence[Sequence[Any]]:
    """The rows whose values are cells; most columns of most tables turn theirs into cells."""
    shown = sheet.columns and all(column.shown for column in sheet.columns)
    return sheet.head if shown else [*sheet.head, *sheet.rows]


def _filled(
    frame: Mapping[str, bytes], sheets: Sequence[Sheet], looks: Mapping[str, Look], places: Places
) -> Iterator[tuple[str, bytes]]:
    """All parts in pieces, so that no sheet is held as a whole: the frame, sheets, their texts."""
    strings, uses = Strings(), 0
    pages = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    rels = [page.replace("sheets/", "sheets/_rels/") + ".rels" for page in pages]
    later = {*pages, *rels}
    yield from in_order({name: part for name, part in frame.items() if name not in later})
    for sheet, page, rel in zip(sheets, pages, rels, strict=True):
        grid = Grid(sheet.name, strings, looks)
        before, after = frame[page].split(b"<sheetData></sheetData>")
        yield page, before + b"<sheetData>"
        for piece in encoded(_rows(sheet, grid)):
            uses += piece.count(b' t="s">')
            yield page, piece
        links, relations = hyperlinks(sheet.name, grid.links, places)
        # Nothing that the schema puts between cells and links is ever set up (18.3.1.99).
        yield page, b"</sheetData>" + links + after
        if relations or rel in frame:
            head, end, _ = frame.get(rel, _NO_RELATIONS).partition(b"</Relationships>")
            yield rel, head + relations + end
    for piece in strings.part(uses):
        yield _STRINGS, piece


def _rows(sheet: Sheet, grid: Grid) -> Iterator[str]:
    """The rows of a sheet as XML. Raises `ValueError` for a value that no cell can hold."""
    free = Column("", DEFAULT_WIDTH, TEXT_STYLE)
    for style, row in zip(chain(HEAD_STYLES, repeat(TEXT_STYLE)), sheet.head, strict=False):
        lanes = [*sheet.columns, *repeat(free, len(row))][: len(row)]
        yield from grid.rows([Column("", lane.width, style) for lane in lanes], [row])
    if not sheet.table:
        for row in sheet.rows:
            yield from grid.rows([*sheet.columns, *repeat(free, len(row))][: len(row)], [row])
        return
    headers = [Column(column.header, column.width, HEADER_STYLE) for column in sheet.columns]
    titles = [column.header for column in sheet.columns]
    yield from grid.rows(headers, [titles], below=FILTER_BUTTON)
    if sheet.values and sheet.height:
        yield from grid.by_column(sheet.columns, sheet.values, sheet.height)
    else:
        yield from grid.rows(sheet.columns, sheet.rows or [[None] * len(titles)])


def _with_strings(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with a way to the shared strings, which openpyxl had no text to make."""
    rels = "xl/_rels/workbook.xml.rels"
    relation = (
        f'<Relationship Id="strings" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    override = f'<Override PartName="/{_STRINGS}" ContentType="{_STRINGS_TYPE}"/>'
    return {
        **parts,
        rels: parts[rels].replace(b"</Relationships>", f"{relation}</Relationships>".encode()),
        CONTENT_TYPES: parts[CONTENT_TYPES].replace(b"</Types>", f"{override}</Types>".encode()),
    }
