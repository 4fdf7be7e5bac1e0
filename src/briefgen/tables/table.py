"""The shape of a table: columns with their meaning, rows in a pandas frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.facts.records import Text


class Ref(Struct, frozen=True):
    """A pointer to the row of `table` whose key column holds `key`; `text` is what is shown."""

    table: str
    key: str
    text: str

    def __str__(self) -> str:
        return self.text


class Column(Struct, frozen=True):
    """One column.

    `kind` is what its cells hold and so how they look: `text`, `short` (text of a few words),
    `number`, `sum` (a sum of ours), `date` (a day), `when` (EDTF text), `address` (evidence
    addresses), `mark` (a warning in words), `flag` (yes or
    no), `link` (a `Ref`), `note` or `id`. `width` is in
    characters. `level` above 0 puts a helper column in a group that is collapsed. `computed` is
    true for what is worked out and not read from a record. `field` names the field of the schema
    that is shown, `Release.stage`, so that the codebook can list what it allows. `full` columns
    are never blank; in `nil` ones a dash says that there is nothing to show.
    """

    key: str
    header: Text
    meaning: Text
    kind: str = "text"
    width: float = 16
    level: int = 0
    computed: bool = False
    field: str = ""
    full: bool = False
    nil: bool = False


class Table(Struct, frozen=True):
    """One table of the workbook.

    `name` is also the Excel table's name and does not change with the language; `key` is the
    column that identifies a row. `frame` has one row per `row_is` and the columns' keys as
    column labels, all of dtype object, None where blank; it may be empty. A reader knows the row
    by the columns up to `known_by`, by the first one alone where it names none.
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


def frame_by_column(columns: Iterable[Column], cells: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """A frame of these columns from the cells of each, which is what many rows are made of."""
    return pd.DataFrame({column.key: cells[column.key] for column in columns}, dtype=object)


def frame_of(columns: Iterable[Column], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame of these columns, one row a mapping; keys a row does not give are blank."""
    keys = [column.key for column in columns]
    cells = [[row.get(key) for key in keys] for row in rows]
    return pd.DataFrame(cells, columns=keys, dtype=object)
