"""Links to rows that survive sorting: HYPERLINK finds the row by its key when it is clicked.

A cell reference would lead to whatever stands there after the reader has sorted the table.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from openpyxl.utils import quote_sheetname

from briefgen.office.cells import LONGEST_LITERAL, Formula, column_reference

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from briefgen.sheets import Column
    from briefgen.tables.table import Table
    from briefgen.wording import Wording

EVIDENCE = "Evidence"
ADDRESS = "address"
"""The column of addresses in the table of evidence."""
_WILD = re.compile("[~*?]")


class Place(Struct, frozen=True):
    """Where the rows of a table are found: their `keys`, and the two halves of a formula."""

    keys: Container[object]
    before: str
    after: str

    def link(self, key: str, text: str) -> Formula | None:
        """A link to the row of `key`; None when there is none, or Excel could not hold it."""
        if key not in self.keys or not fits(key, text):
            return None
        return Formula(f"{self.before}{_wanted(key)}{self.after}{_literal(text)})", text)


class Links(Struct, frozen=True, dict=True):
    """All tables by name, as places to link to."""

    tables: Mapping[str, Table]
    wording: Wording
    sheets: Mapping[str, str]
    header_row: int

    def to(self, table: str, key: str, text: str) -> Formula | None:
        """A link to the row of `table` with that key."""
        place = self._by_key.get(table)
        return place.link(key, text) if place else None

    def to_evidence(self, addresses: str) -> Formula | None:
        """A link to the row of the first of these addresses: `003.1a, 004.2a`."""
        return self._evidence.link(first(addresses), addresses) if self._evidence else None

    @cached_property
    def _by_key(self) -> dict[str, Place]:
        return {name: self._place(table, table.key) for name, table in self.tables.items()}

    @cached_property
    def _evidence(self) -> Place | None:
        table = self.tables.get(EVIDENCE)
        return self._place(table, ADDRESS) if table else None

    def _place(self, table: Table, key: str) -> Place:
        column = column_reference(table.name, self.wording.text(table.column(key).header))
        target = _literal(f"#{quote_sheetname(self.sheets[table.name])}!A")
        return Place(
            keys=frozenset(table.frame[key].tolist()),
            before=f"HYPERLINK({target}&MATCH(",
            after=f",{column},0)+{self.header_row},",
        )


def leads_to_evidence(column: Column, table: Table) -> bool:
    """Whether addresses in a column are links; those of the evidence do not lead to themselves."""
    return column.kind == "address" and column.key != table.key and table.name != EVIDENCE


def first(addresses: str) -> str:
    """The first of what a cell lists: `003.1a` of `003.1a, 004.2a`."""
    return addresses.partition(",")[0].strip()


def fits(key: str, text: str) -> bool:
    """Whether a formula holds both the key and the text of a link."""
    # A character is written as two at most, and there are the quotes around all.
    if len(key) < LONGEST_LITERAL // 2 > len(text):
        return True
    return max(len(_wanted(key)), len(_literal(text))) <= LONGEST_LITERAL


def _wanted(key: str) -> str:
    """The literal by which MATCH finds a key: it reads * ? and ~ as wildcards."""
    return _literal(_WILD.sub(r"~\g<0>", key) if _WILD.search(key) else key)


def _literal(text: str) -> str:
    """A text inside a formula, with its quotes doubled and around it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
