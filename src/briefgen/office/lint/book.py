"""A workbook as a lint reads it: its sheets, tables, texts, names and formulas."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.office.lint.cells import Cell, plain
from briefgen.office.lint.parts import MAIN, NAMESPACES, NO_TREE, R, elements, number
from briefgen.office.lint.places import area
from briefgen.office.lint.sheets import Texts
from briefgen.office.lint.survey import Survey, shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.office.lint.blocks import Row
    from briefgen.office.lint.parts import Element, Package

_TABLE_FORMULAS = elements("m:tableColumns/m:tableColumn/*[contains(local-name(), 'Formula')]")
_OTHER_FORMULAS = elements(
    "m:conditionalFormatting/m:cfRule/m:formula"
    " | m:dataValidations/m:dataValidation/m:formula1"
    " | m:dataValidations/m:dataValidation/m:formula2"
)


class Formula(Struct, frozen=True):
    """A formula without its "=", and where it stands: in a cell, or else in one thing."""

    part: str
    text: str
    place: str
    cell: Cell | None = None


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
    """A sheet of a workbook. Its cells are read again where something is wrong with one."""

    def __init__(self, name: str, part: str, package: Package) -> None:
        self.name = name
        self.part = part
        self.root = package.trees[part]
        self.survey = package.surveys.get(part, Survey(None))
        related = [one for one in package.related(part, "table") if one in package.trees]
        self.tables = [Table(one, package.trees[one]) for one in related]
        self._read_again = partial(package.rows, part)

    def row(self, name: str) -> Mapping[str, Cell]:
        """The cells of a row by their references."""
        row = self.survey.rows.get(name) or self._by_name.get(name)
        return {} if row is None else dict(zip(row.references, row.cells, strict=True))

    def all(self, path: str) -> list[Element]:
        """The elements at a path below the sheet, such as `m:cols/m:col`."""
        return self.root.findall(path, NAMESPACES)

    @property
    def cells(self) -> Iterator[tuple[str, Cell]]:
        """The cells with where they stand."""
        for row in self._rows:
            yield from zip(row.references, row.cells, strict=True)

    @cached_property
    def formulas(self) -> Mapping[str, list[Formula]]:
        """The formulas of cells by their shapes."""
        found: dict[str, list[Formula]] = {}
        for place, cell in self.cells:
            if cell.formula is not None:
                formula = Formula(self.part, cell.formula, place, cell)
                found.setdefault(shape_of(cell.formula), []).append(formula)
        return found

    @cached_property
    def _rows(self) -> list[Row]:
        return self._read_again()

    @cached_property
    def _by_name(self) -> Mapping[str, Row]:
        return {row.name: row for row in self._rows}


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
    def shapes(self) -> Mapping[str, list[Sheet | Formula]]:
        """The shapes of formulas, with what has some: sheets, or else one thing."""
        found: dict[str, list[Sheet | Formula]] = {}
        for sheet in self.sheets:
            for shape in sheet.survey.shapes:
                found.setdefault(shape, []).append(sheet)
        for formula in self.others:
            found.setdefault(shape_of(formula.text), []).append(formula)
        return found

    def formulas(self, shape: str) -> Iterator[Formula]:
        """The formulas of a shape, each with its place."""
        for holder in self.shapes[shape]:
            yield from [holder] if isinstance(holder, Formula) else holder.formulas[shape]

    @cached_property
    def others(self) -> Sequence[Formula]:
        """The formulas of rules, lists, tables and names."""
        return list(self._others())

    def _sheets(self) -> Iterator[Sheet]:
        for entry in self.entries:
            part = self.package.target(self.main, entry.get(R + "id"))
            if part in self.package.trees:
                yield Sheet(entry.get("name", ""), part, self.package)

    def _others(self) -> Iterator[Formula]:
        for sheet in self.sheets:
            for element in _OTHER_FORMULAS(sheet.root):
                holders = (one.get("sqref") for one in element.iterancestors())
                where = next(filter(None, holders), "")
                yield Formula(sheet.part, element.text or "", where)
        for table in self.tables:
            for element in _TABLE_FORMULAS(table.root):
                yield Formula(table.part, element.text or "", "a column's formula")
        for name in self.names:
            yield Formula(self.main, name.text or "", f"name {name.get('name', '')}")
