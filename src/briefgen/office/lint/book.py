"""A workbook as a lint reads it: its sheets, tables, texts, names and formulas."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import column_index_from_string

from briefgen.office.cells import LONGEST_TEXT
from briefgen.office.lint.parts import MAIN, NAMESPACES, NO_TREE, R, elements, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.lint.parts import Element, Package

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


_TABLE_FORMULAS = elements("m:tableColumns/m:tableColumn/*[contains(local-name(), 'Formula')]")
_OTHER_FORMULAS = elements(
    "m:conditionalFormatting/m:cfRule/m:formula"
    " | m:dataValidations/m:dataValidation/m:formula1"
    " | m:dataValidations/m:dataValidation/m:formula2"
)


class Area(NamedTuple):
    """A rectangle of cells; rows and columns are counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell stands in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def area(reference: str) -> Area | None:
    """The rectangle of `A1` or `$A$1:$B$2`, or None for no such or one off the sheet."""
    found = _AREA.fullmatch(reference)
    if found is None:
        return None
    left, top = column_index_from_string(found[1]), int(found[2])
    right, bottom = (column_index_from_string(found[3]), int(found[4])) if found[3] else (left, top)
    fits = top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN
    return Area(top, left, bottom, right) if fits else None


def plain(text: str) -> str:
    """A text of a file with its `_xHHHH_` as the characters they stand for (22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Row(NamedTuple):
    """A row as the file numbers it, and the references of its cells in their order."""

    name: str
    cells: list[str]
    root: Element


class Formula(NamedTuple):
    """A formula without its "=", and where it stands.

    `shape` has its texts emptied: many formulas differ in these alone. A cell's has the `kind`
    and the `value` of its cell; the kind is "" for one that gives no cell a value.
    """

    part: str
    where: str
    text: str
    shape: str
    kind: str = ""
    value: str | None = None


class Table:
    """An Excel table: `names` are its columns'."""

    def __init__(self, part: str, root: Element) -> None:
        self.part = part
        self.root = root
        self.name = root.get("displayName", "")
        self.reference = root.get("ref", "")
        self.area = area(self.reference)
        columns = root.findall(f"{MAIN}tableColumns/{MAIN}tableColumn")
        self.names = [plain(column.get("name", "")) for column in columns]
        self.totals = max(0, number(root.get("totalsRowCount")))
        self.headers = number(root.get("headerRowCount", "1"))


class Sheet:
    """A sheet of a workbook, its cells read once: there are many.

    `styles` and `texts` are the numbers of styles and shared texts that cells use, as they stand
    in the file; `inline` and `long` are the cells with a text of their own, and with too long a
    one; `calculated` those with a formula.
    """

    def __init__(self, name: str, part: str, root: Element, tables: list[Table]) -> None:
        self.name = name
        self.part = part
        self.root = root
        self.tables = tables
        self.styles: set[str] = set()
        self.texts: set[str] = set()
        self.inline: list[str] = []
        self.long: list[str] = []
        self.calculated: list[Element] = []
        self.rows = [self._row(row) for row in self.all("m:sheetData/m:row")]

    def row(self, place: int) -> dict[str, Element]:
        """The cells of a row by their references."""
        row = self._by_name.get(str(place))
        return {} if row is None else {cell.get("r", ""): cell for cell in row.root}

    def all(self, path: str) -> list[Element]:
        """The elements at a path below the sheet, such as `m:cols/m:col`."""
        return self.root.findall(path, NAMESPACES)

    @cached_property
    def _by_name(self) -> dict[str, Row]:
        return {row.name: row for row in self.rows}

    def _row(self, row: Element) -> Row:
        self.styles.add(row.get("s", "0"))
        references = []
        for cell in row.iterchildren(MAIN + "c"):
            get = cell.get
            reference = get("r", "")
            references.append(reference)
            self.styles.add(get("s", "0"))
            kind = get("t")
            if kind == "s" and len(cell) == 1:
                self.texts.add(cell[0].text or "")
            elif len(cell):
                self._special(cell, reference, kind)
        return Row(row.get("r", ""), references, row)

    def _special(self, cell: Element, reference: str, kind: str | None) -> None:
        """A cell that holds anything but a shared text alone."""
        if kind == "s":
            self.texts.add(cell.findtext(MAIN + "v", ""))
        elif kind == "inlineStr":
            self.inline.append(reference)
        elif kind == "str" and is_long(cell.findtext(MAIN + "v", "")):
            self.long.append(reference)
        if cell.find(MAIN + "f") is not None:
            self.calculated.append(cell)


class Book:
    """A workbook."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        self.root = package.trees.get(main, NO_TREE)
        self.styles_part, self.styles = package.tree(main, "styles")
        self.strings_part, strings = package.tree(main, "sharedStrings")
        self.strings = strings.findall(MAIN + "si")
        self.entries = self.root.findall("m:sheets/m:sheet", NAMESPACES)
        self.sheets = list(self._sheets())
        self.tables = [table for sheet in self.sheets for table in sheet.tables]
        self.names = self.root.findall("m:definedNames/m:definedName", NAMESPACES)
        self.sheet_names = {entry.get("name", "").casefold() for entry in self.entries}
        self.known_names = {name.get("name", "").casefold() for name in self.names}

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of a name, whatever its case."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)

    def value(self, cell: Element | None) -> str | float | None:
        """What a cell holds: a text, a number, or None for a blank one."""
        if cell is None:
            return None
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return text_of(cell.find(MAIN + "is"))
        content = cell.findtext(MAIN + "v")
        if content is None:
            return None
        if kind == "s":
            index = number(content)
            return text_of(self.strings[index]) if 0 <= index < len(self.strings) else None
        try:
            return float(content) if kind == "n" else plain(content)
        except ValueError:
            return content

    @cached_property
    def formulas(self) -> list[Formula]:
        """Every formula: of cells, rules, lists, tables and names."""
        return list(self._formulas())

    @cached_property
    def shapes(self) -> dict[str, list[Formula]]:
        """The formulas by their shapes."""
        found: dict[str, list[Formula]] = {}
        for formula in self.formulas:
            found.setdefault(formula.shape, []).append(formula)
        return found

    def _sheets(self) -> Iterator[Sheet]:
        for entry in self.entries:
            part = self.package.target(self.main, entry.get(R + "id"))
            if part in self.package.trees:
                tables = [
                    Table(one, self.package.trees[one])
                    for one in self.package.related(part, "table")
                    if one in self.package.trees
                ]
                yield Sheet(entry.get("name", ""), part, self.package.trees[part], tables)

    def _formulas(self) -> Iterator[Formula]:
        for sheet in self.sheets:
            for cell in sheet.calculated:
                text, value = cell.findtext(MAIN + "f", ""), cell.findtext(MAIN + "v")
                where, kind = cell.get("r", ""), cell.get("t", "n")
                yield Formula(sheet.part, where, text, shape(text), kind, value)
            for element in _OTHER_FORMULAS(sheet.root):
                holders = (one.get("sqref") for one in element.iterancestors())
                where = next(filter(None, holders), "")
                yield _bare(sheet.part, where, element)
        for table in self.tables:
            for element in _TABLE_FORMULAS(table.root):
                yield _bare(table.part, "a column's formula", element)
        for name in self.names:
            yield _bare(self.main, f"name {name.get('name', '')}", name)


def _bare(part: str, where: str, element: Element) -> Formula:
    """A formula that gives no cell its value."""
    text = element.text or ""
    return Formula(part, where, text, shape(text))


def shape(text: str) -> str:
    """A formula with its texts emptied."""
    return _TEXT.sub('""', text)


def is_long(text: str) -> bool:
    """Whether a text has more UTF-16 units than a cell keeps."""
    if len(text) <= LONGEST_TEXT // 2:
        return False
    return len(text.encode("utf-16-le", "replace")) // 2 > LONGEST_TEXT


def text_of(item: Element | None) -> str:
    """The text of a shared or inline string, without its phonetic hints."""
    pieces: list[str] = []
    for piece in () if item is None else item:
        if piece.tag == MAIN + "t":
            pieces.append(piece.text or "")
        elif piece.tag == MAIN + "r":
            pieces.append(piece.findtext(MAIN + "t", ""))
    return plain("".join(pieces))
