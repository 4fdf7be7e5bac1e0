"""The shape of a table: the columns of its sheet, rows in a pandas frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from msgspec import Struct

from briefgen.sheets import sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.facts.records import Text
    from briefgen.sheets import Column


class Ref(Struct, frozen=True):
    """A pointer to the row of `table` whose key column holds `key`; `text` is what is shown."""

    table: str
    key: str
    text: str

    def __str__(self) -> str:
        return self.text


class Table(Struct, frozen=True):
    """One table of the workbook.

    What it has of its sheet is explained there. `frame` has one row per `row_is` and the columns'
    keys as column labels, all of dtype object, None where blank; it may be empty.
    """

    name: str
    title: Text
    row_is: Text
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    key: str = "id"
    known_by: str = ""

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The cells row by row; `iterrows` would turn None into NaN, `itertuples` is slow."""
        yield from map(tuple, self.frame.to_numpy(dtype=object).tolist())

    def values(self) -> list[list[Any]]:
        """The cells column by column, in the order of `columns`; one by one they take longer."""
        values: list[list[Any]] = self.frame.to_numpy(dtype=object).T.tolist()
        return values

    def column(self, key: str) -> Column:
        """The column of that key. Raises KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


def table_of(name: str, rows: Iterable[Mapping[str, Any]]) -> Table:
    """The table of a sheet, one row a mapping; keys a row does not give are blank."""
    keys = [column.key for column in sheets()[name].columns]
    cells = [[row.get(key) for key in keys] for row in rows]
    return _table(name, sheets()[name].columns, pd.DataFrame(cells, columns=keys, dtype=object))


def table_by_column(
    name: str, cells: Mapping[str, Sequence[Any]], columns: tuple[Column, ...] = ()
) -> Table:
    """The table of a sheet from the cells of each column, which is what many rows are made of.

    `columns` stand in place of those that are declared.
    """
    columns = columns or sheets()[name].columns
    frame = pd.DataFrame({column.key: cells[column.key] for column in columns}, dtype=object)
    return _table(name, columns, frame)


def _table(name: str, columns: tuple[Column, ...], frame: pd.DataFrame) -> Table:
    sheet = sheets()[name]
    return Table(name, sheet.title, sheet.row_is, columns, frame, sheet.key, sheet.known_by)
