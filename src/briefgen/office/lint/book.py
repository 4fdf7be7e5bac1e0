"""A workbook as a lint reads it: its sheets, tables, texts, names and formulas."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from openpyxl.utils import column_index_from_string

from briefgen.office.cells import LONGEST_TEXT
from briefgen.office.lint.cells import Cell, Cells, Texts, plain
from briefgen.office.lint.parts import MAIN, NAMESPACES, NO_TREE, R, elements, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.office.lint.cells import Row
    from briefgen.office.lint.parts import Element, Package

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
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


class Formula(Struct, frozen=True):
    """A formula without its "=", and what holds it: cells of one form, or else one thing."""

    part: str
    text: str
    where: str = ""
    cell: Cell | None = None
    sheet: Sheet | None = None

    @property
    def places(self) -> list[str]:
        """The cells that hold it, or what else does."""
        if self.sheet is None or self.cell is None:
            return [self.where]
        return self.sheet.places[self.cell]


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
    """A sheet of a workbook.

    `styles` and `texts` are the numbers of styles and shared texts that cells use, as they stand
    in the file; `inline` and `long` are the forms of cell with a text of their own, and with too
    long a one; `calculated` those with a formula.
    """

    def __init__(
        self, name: str, part: str, root: Element, tables: list[Table], cells: Cells
    ) -> None:
        self.name = name
        self.part = part
        self.root = root
        self.tables = tables
        self.rows = cells.rows
        self.styles = cells.styles.union(form.style for form in cells.forms)
        values = {form: form.value for form in cells.forms if form.value is not None}
        self.texts = {text for form, text in values.items() if form.kind == "s"}
        self.inline = [form for form in values if form.kind == "inlineStr"]
        self.long = [form for form, text in values.items() if form.kind == "str" and is_long(text)]
        self.calculated = [form for form in cells.forms if form.formula is not None]

    def row(self, place: int) -> Mapping[str, Cell]:
        """The cells of a row by their references."""
        row = self._by_name.get(str(place))
        return {} if row is None else dict(zip(row.references, row.cells, strict=True))

    def all(self, path: str) -> list[Element]:
        """The elements at a path below the sheet, such as `m:cols/m:col`."""
        return self.root.findall(path, NAMESPACES)

    @cached_property
    def places(self) -> Mapping[Cell, list[str]]:
        """Where each form of cell stands."""
        found: dict[Cell, list[str]] = {}
        for row in self.rows:
            for reference, cell in zip(row.references, row.cells, strict=True):
                found.setdefault(cell, []).append(reference)
        return found

    @cached_property
    def _by_name(self) -> dict[str, Row]:
        return {row.name: row for row in self.rows}


class Book:
    """A workbook."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        self.root = package.trees.get(main, NO_TREE)
        self.styles_part, self.styles = package.tree(main, "styles")
        self.strings_part, _ = package.tree(main, "sharedStrings")
        self.strings = package.texts.get(self.strings_part, Texts())
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

    def value(self, cell: Cell | None) -> str | float | None:
        """What a cell holds: a text, a number, or None for a blank one."""
        if cell is None or cell.value is None:
            return None
        if cell.kind == "s":
            index, texts = number(cell.value), self.strings.texts
            return texts[index] if 0 <= index < len(texts) else None
        if cell.kind == "inlineStr":
            return cell.value
        try:
            return float(cell.value) if cell.kind == "n" else plain(cell.value)
        except ValueError:
            return cell.value

    @cached_property
    def formulas(self) -> Mapping[str, list[Formula]]:
        """Every formula, of cells, rules, lists, tables and names, by its text."""
        found: dict[str, list[Formula]] = {}
        for formula in self._formulas():
            found.setdefault(formula.text, []).append(formula)
        return found

    @cached_property
    def shapes(self) -> Mapping[str, list[Formula]]:
        """The formulas by their shapes, which have their texts emptied: many differ in these."""
        found: dict[str, list[Formula]] = {}
        for text, formulas in self.formulas.items():
            found.setdefault(shape_of(text), []).extend(formulas)
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
                name, root = entry.get("name", ""), self.package.trees[part]
                yield Sheet(name, part, root, tables, self.package.cells[part])

    def _formulas(self) -> Iterator[Formula]:
        for sheet in self.sheets:
            for cell in sheet.calculated:
                yield Formula(sheet.part, cell.formula or "", "", cell, sheet)
            for element in _OTHER_FORMULAS(sheet.root):
                holders = (one.get("sqref") for one in element.iterancestors())
                where = next(filter(None, holders), "")
                yield Formula(sheet.part, element.text or "", where)
        for table in self.tables:
            for element in _TABLE_FORMULAS(table.root):
                yield Formula(table.part, element.text or "", "a column's formula")
        for name in self.names:
            yield Formula(self.main, name.text or "", f"name {name.get('name', '')}")


def shape_of(text: str) -> str:
    """A formula with its texts emptied."""
    return _TEXT.sub('""', text)


def is_long(text: str) -> bool:
    """Whether a text has more UTF-16 units than a cell keeps."""
    if len(text) <= LONGEST_TEXT // 2:
        return False
    return len(text.encode("utf-16-le", "replace")) // 2 > LONGEST_TEXT
