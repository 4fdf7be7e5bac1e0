"""A workbook as a lint reads it: its sheets, tables, texts, names and formulas."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree
from openpyxl.utils import column_index_from_string

from briefgen.office.lint.parts import MAIN, NAMESPACES, NO_TREE, R, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.lint.parts import Element, Package

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def xpath(path: str) -> etree.XPath:
    """A path that yields plain strings, which costs a part of lxml's own."""
    return etree.XPath(path, namespaces=NAMESPACES, smart_strings=False)


_ROWS = xpath("m:sheetData/m:row")
_REFERENCES = xpath("m:c/@r")
_FORMULAS = xpath("m:sheetData/m:row/m:c/m:f")
_OTHER_FORMULAS = xpath(
    "m:conditionalFormatting/m:cfRule/m:formula"
    " | m:dataValidations/m:dataValidation/m:formula1"
    " | m:dataValidations/m:dataValidation/m:formula2"
)
_TABLE_FORMULAS = xpath("m:tableColumns/m:tableColumn/*[contains(local-name(), 'Formula')]")
_CELLS_OF_ROW = xpath("m:sheetData/m:row[@r=$row]/m:c")


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
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class Row(NamedTuple):
    """A row as the file numbers it, and the references of its cells in their order."""

    name: str
    cells: list[str]


class Formula(NamedTuple):
    """A formula without its "=": where it stands, and the cell whose value it gives, if any."""

    part: str
    where: str
    text: str
    cell: Element | None = None


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
    """A sheet of a workbook, read when it is asked."""

    def __init__(self, name: str, part: str, root: Element, tables: list[Table]) -> None:
        self.name = name
        self.part = part
        self.root = root
        self.tables = tables

    @cached_property
    def rows(self) -> list[Row]:
        """The rows in their order."""
        return [Row(row.get("r", ""), _REFERENCES(row)) for row in _ROWS(self.root)]

    def row(self, place: int) -> dict[str, Element]:
        """The cells of a row by their references."""
        return {cell.get("r", ""): cell for cell in _CELLS_OF_ROW(self.root, row=str(place))}

    def all(self, path: str) -> list[Element]:
        """The elements at a path below the sheet, such as `m:cols/m:col`."""
        return self.root.findall(path, NAMESPACES)


class Book:
    """A workbook."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        self.root = package.trees.get(main, NO_TREE)
        self.styles = package.tree(main, "styles")[1]
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
            for element in _FORMULAS(sheet.root):
                cell = element.getparent()
                yield Formula(sheet.part, cell.get("r", ""), element.text or "", cell)
            for element in _OTHER_FORMULAS(sheet.root):
                where = element.getparent().get("sqref") or element.getparent().getparent()
                place = where if isinstance(where, str) else where.get("sqref", "")
                yield Formula(sheet.part, place, element.text or "")
        for table in self.tables:
            for element in _TABLE_FORMULAS(table.root):
                where = f"column {element.getparent().get('name', '')}"
                yield Formula(table.part, where, element.text or "")
        for name in self.names:
            yield Formula(self.main, f"name {name.get('name', '')}", name.text or "")


def text_of(item: Element | None) -> str:
    """The text of a shared or inline string, without its phonetic hints."""
    if item is None:
        return ""
    pieces = [*item.iterfind(MAIN + "t"), *item.iterfind(f"{MAIN}r/{MAIN}t")]
    return plain("".join(piece.text or "" for piece in pieces))
