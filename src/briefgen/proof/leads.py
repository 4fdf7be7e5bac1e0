"""Where the links among the rows of a workbook must lead, and where those of a file do.

A link finds its row by the key when it is clicked: HYPERLINK to a sheet, MATCH in a column.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from openpyxl.utils import quote_sheetname

from briefgen.office.cells import serial
from briefgen.sheets import HEADER_ROW
from briefgen.tables.table import Ref
from briefgen.workbook.links import (
    ADDRESS,
    EVIDENCE,
    column_reference,
    first,
    fits,
    leads_to_evidence,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from briefgen.office.lint.cells import Cell, Value
    from briefgen.sheets import Column
    from briefgen.tables.table import Table
    from briefgen.wording import Wording

Lead: TypeAlias = tuple[str, str, str]
"""The column of a table in which a link finds its row, `Facts[id]`, the key there, and the text."""

_LINK = re.compile(
    r'HYPERLINK\("((?:[^"]|"")*)"&MATCH\("((?:[^"]|"")*)"(,.*),"((?:[^"]|"")*)"\)', re.DOTALL
)
_FRAME = ("HYPERLINK(", "&MATCH(", ")")
_PIECES = 7
"""How many quotes cut a link into, if its texts have none of their own."""
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
"""Types of values that are read back as they are."""
_WILD = re.compile("~([~*?])")


class Leads:
    """The tables of a workbook, as links lead to their rows."""

    def __init__(self, tables: Mapping[str, Table], wording: Wording) -> None:
        self._columns: dict[tuple[str, str], str] = {}
        self._keys: dict[str, frozenset[object]] = {}
        self._own = {name: self._add(table, table.key, wording) for name, table in tables.items()}
        evidence = tables.get(EVIDENCE)
        self._evidence = self._add(evidence, ADDRESS, wording) if evidence else ""

    def _add(self, table: Table, key: str, wording: Wording) -> str:
        """The column of that key, known by its sheet and by how a formula names it."""
        name = f"{table.name}[{key}]"
        column = column_reference(table.name, wording.text(table.column(key).header))
        sheet = f"#{quote_sheetname(wording.text(table.title))}!A"
        self._columns[sheet, f",{column},0)+{HEADER_ROW},"] = name
        self._keys[name] = frozenset(table.frame[key].tolist())
        return name

    def due(self, values: Sequence[Any], column: Column, table: Table) -> list[object]:
        """What the cells of a column are read back as, links as what they must lead to."""
        if leads_to_evidence(column, table):
            return self._to_evidence(values)
        if _AS_THEY_ARE.issuperset(map(type, values)):
            return list(values)
        keys, own = self._keys, self._own
        return [
            (own[value.table], value.key, value.text)
            if isinstance(value, Ref)
            and value.key in keys.get(own.get(value.table, ""), ())
            and fits(value.key, value.text)
            else as_read(value)
            for value in values
        ]

    def _to_evidence(self, values: Sequence[str | None]) -> list[object]:
        """The same of addresses: a link leads to the first of those in its cell."""
        column, keys = self._evidence, self._keys.get(self._evidence, frozenset())
        return [
            (column, key, value)
            if value and (key := first(value)) in keys and fits(key, value)
            else value
            for value in values
        ]

    def held(self, cell: Cell, value: Value) -> object:
        """A cell with a formula as it is compared; any other than a link is like nothing."""
        lead = self.lead(cell.formula or "")
        return lead if lead is not None and lead[2] == value else cell

    def held_alike(
        self, pieces: Sequence[Sequence[str]], values: Sequence[str]
    ) -> list[object] | None:
        """The same of many links; None where any is none, or shows another text."""
        if len(pieces) != _PIECES:
            return None
        before, sheets, match, keys, columns, texts, after = pieces
        names = list(map(self._columns.get, zip(sheets, columns, strict=True)))
        framed = {*zip(before, match, after, strict=True)} == {_FRAME}
        if not framed or None in names or texts != values or "~" in "".join(keys):
            return None
        return list(zip(names, keys, texts, strict=True))

    def lead(self, formula: str) -> Lead | None:
        """Where a formula leads that is a link to a row."""
        pieces = formula.split('"')
        if len(pieces) == _PIECES:
            before, sheet, match, key, column, text, after = pieces
            found = (before, match, after) == _FRAME
        else:
            whole = _LINK.fullmatch(formula)
            found = whole is not None
            sheet, key, column, text = (
                (one.replace('""', '"') for one in whole.groups()) if whole else ("",) * 4
            )
        name = self._columns.get((sheet, column)) if found else None
        return None if name is None else (name, _WILD.sub(r"\1", key) if "~" in key else key, text)


def as_read(value: object) -> object:
    """What a cell without a link reads back as."""
    if isinstance(value, Ref):
        return value.text
    return serial(value) if isinstance(value, date) else value
