"""What stands in a finished workbook: the cells of its sheets, formulas with their values."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.office.lint.cells import value_of
from briefgen.office.lint.parts import MAIN, NO_TREE, R, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.office.lint.blocks import Block, Row
    from briefgen.office.lint.cells import Cell, Value
    from briefgen.office.lint.parts import Package

_BOOK = "xl/workbook.xml"


class SheetContent(Struct, frozen=True, dict=True):
    """What stands on a sheet; `texts` are those that the cells of the workbook share."""

    rows: Sequence[Row]
    texts: Sequence[str]

    @cached_property
    def cells(self) -> Mapping[str, Value]:
        """The cells that hold something, by reference."""
        return values_of(placed(self.rows), self.texts)

    @cached_property
    def formulas(self) -> Mapping[str, str]:
        """The formulas among the cells, by reference."""
        return {
            place: cell.formula for place, cell in placed(self.rows) if cell.formula is not None
        }


class ExcelContent:
    """The sheets of one .xlsx file by name, the texts that they share, and its parts.

    Raises ValueError where a part that every workbook has is missing or cannot be read.
    """

    def __init__(self, content: bytes) -> None:
        rows: dict[str, list[Row]] = {}

        def see(_: Package, part: str, blocks: Iterator[Block]) -> None:
            rows[part] = [row for block in blocks for row in block.rows]

        package = read(content, see)
        names = sheet_names(package)
        for part in (_BOOK, *names):
            if part not in package.trees:
                raise ValueError(f"{part} {dict(package.unreadable).get(part, 'is missing')}")
        texts = package.shared_texts
        self.parts: Mapping[str, bytes] = package.parts
        self.sheets: Mapping[str, SheetContent] = {
            name: SheetContent(rows.get(part, ()), texts) for part, name in names.items()
        }


def sheet_names(package: Package) -> Mapping[str, str]:
    """The names of the sheets by their parts, which need not have been read."""
    parts = {relation.key: relation.target for relation in package.relations.get(_BOOK, ())}
    sheets = package.trees.get(_BOOK, NO_TREE).iter(MAIN + "sheet")
    return {parts.get(sheet.get(R + "id", ""), ""): sheet.get("name", "") for sheet in sheets}


def values_of(cells: Iterable[tuple[str, Cell]], texts: Sequence[str]) -> dict[str, Value]:
    """What cells hold that hold something, by where they stand."""
    return {place: value_of(cell, texts) for place, cell in cells if cell.value is not None}


def placed(rows: Iterable[Row]) -> Iterator[tuple[str, Cell]]:
    """The cells of rows with where they stand."""
    for row in rows:
        yield from zip(row.references, row.cells, strict=True)
