"""What stands in a finished workbook: the cells of its sheets, formulas with their values."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.office.lint.cells import plain
from briefgen.office.lint.parts import MAIN, R

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.office.lint.cells import Cell, Cells, Row
    from briefgen.office.lint.parts import Element, Package

_BOOK, _SHARED = "xl/workbook.xml", "xl/sharedStrings.xml"

Value = str | float | bool | None


def value_of(cell: Cell, texts: Sequence[str]) -> Value:
    """What a cell holds (ECMA-376-1, 18.18.11); `texts` are those that cells share.

    Raises ValueError or IndexError for one that cannot be read.
    """
    kind, text = cell.kind, cell.value
    if text is None:
        return None
    if kind == "s":
        return texts[int(text)]
    if kind == "n":
        return float(text) if text else None
    if kind == "b":
        return text == "1"
    return text if kind == "inlineStr" else plain(text)


class SheetContent(Struct, frozen=True, dict=True):
    """What stands on a sheet; `texts` are those that the cells of the workbook share."""

    content: Cells
    texts: Sequence[str]

    @cached_property
    def cells(self) -> Mapping[str, Value]:
        """The cells that hold something, by reference."""
        return self.cells_of(self.content.rows)

    @cached_property
    def formulas(self) -> Mapping[str, str]:
        """The formulas among the cells, by reference."""
        return {
            place: cell.formula
            for place, cell in placed(self.content.rows)
            if cell.formula is not None
        }

    def cells_of(self, rows: Iterable[Row]) -> dict[str, Value]:
        """The cells of some rows that hold something, by reference."""
        return {
            place: value_of(cell, self.texts)
            for place, cell in placed(rows)
            if cell.value is not None
        }

    @property
    def held(self) -> int:
        """How many cells hold something."""
        return sum(n for cell, n in self.content.forms.items() if cell.value is not None)

    @property
    def calculated(self) -> int:
        """How many cells hold a formula."""
        return sum(n for cell, n in self.content.forms.items() if cell.formula is not None)


class ExcelContent:
    """The sheets of one .xlsx file by name, the texts that they share, and its parts.

    Raises ValueError where a part that every workbook has is missing or cannot be read.
    """

    def __init__(self, package: Package) -> None:
        self.parts: Mapping[str, bytes] = package.parts
        shared = _SHARED in package.parts and _tree(package, _SHARED) is not None
        self.texts = package.texts[_SHARED].texts if shared else ()
        self.sheets: Mapping[str, SheetContent] = {
            name: SheetContent(package.cells[part], self.texts)
            for name, part in _sheet_parts(package)
        }


def _sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    for sheet in _tree(package, _BOOK).iter(MAIN + "sheet"):
        part = package.target(_BOOK, sheet.get(R + "id"))
        _tree(package, part)
        yield sheet.get("name", ""), part


def _tree(package: Package, part: str) -> Element:
    if part not in package.trees:
        raise ValueError(f"{part} {dict(package.unreadable).get(part, 'is missing')}")
    return package.trees[part]


def placed(rows: Iterable[Row]) -> Iterator[tuple[str, Cell]]:
    """The cells of rows with where they stand."""
    for row in rows:
        yield from zip(row.references, row.cells, strict=True)
