"""The small table under a chart, the ranges in it, and where on a sheet it stands."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from msgspec import Struct
from openpyxl.utils import get_column_letter, quote_sheetname

Cell: TypeAlias = str | int | float | date | None
Row: TypeAlias = tuple[Cell, ...]


class Area(Struct, frozen=True):
    """Rows `first` to `last`, both included, of a column of the table; 0 is the header."""

    column: int
    first: int
    last: int


class Table(Struct, frozen=True):
    """Rows, the header first."""

    rows: tuple[Row, ...]

    def values(self, area: Area) -> tuple[Cell, ...]:
        """The cells of `area`, from the top."""
        return tuple(row[area.column] for row in self.rows[area.first : area.last + 1])


class Home(Struct, frozen=True):
    """The sheet, and the row and column (from 1) of the header's first cell on it."""

    sheet: str
    row: int = 1
    column: int = 1

    def formula(self, area: Area) -> str:
        """The absolute reference of `area`: `'Data'!$B$2:$B$9`."""
        column = get_column_letter(self.column + area.column)
        first, last = (f"${column}${self.row + row}" for row in (area.first, area.last))
        return f"{quote_sheetname(self.sheet)}!{first}" + ("" if first == last else f":{last}")
