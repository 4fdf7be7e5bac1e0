"""Where the links among the rows of a workbook must lead, and where those of a file do.

A link finds its row by the key when it is clicked: HYPERLINK to a sheet, MATCH in a column.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from openpyxl.utils import quote_sheetname

from briefgen.office.cells import LONGEST_LITERAL, column_reference, serial
from briefgen.proof.values import Lead
from briefgen.sheets import HEADER_ROW, sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.office.lint.cells import Cell, Value
    from briefgen.wording import Wording

Found: TypeAlias = tuple[str, str, str]
"""The column of a table in which a link finds its row, `Facts[id]`, the key there, and the text."""

_EVIDENCE, _ADDRESS = "Evidence", "address"
_LINK = re.compile(
    r'HYPERLINK\("((?:[^"]|"")*)"&MATCH\("((?:[^"]|"")*)"(,.*),"((?:[^"]|"")*)"\)', re.DOTALL
)
_FRAME = ("HYPERLINK(", "&MATCH(", ")")
_PIECES = 7
"""How many quotes cut a link into, if its texts have none of their own."""
_WILD = re.compile("~([~*?])")


class Leads:
    """The rows of a workbook as links lead to them; `keys` are those of each table's rows."""

    def __init__(
        self, keys: Mapping[str, frozenset[str]], addresses: frozenset[str], wording: Wording
    ) -> None:
        self._columns: dict[tuple[str, str], str] = {}
        self._keys: dict[str, frozenset[str]] = {}
        self._own = {
            name: self._add(name, sheets()[name].key, found, wording)
            for name, found in keys.items()
        }
        self._evidence = self._add(_EVIDENCE, _ADDRESS, addresses, wording)

    def _add(self, table: str, key: str, keys: frozenset[str], wording: Wording) -> str:
        """The column of that key, known by its sheet and by how a formula names it."""
        name, declared = f"{table}[{key}]", sheets()[table]
        column = column_reference(table, wording.text(declared.column(key).header))
        sheet = f"#{quote_sheetname(wording.text(declared.title))}!A"
        self._columns[sheet, f",{column},0)+{HEADER_ROW},"] = name
        self._keys[name] = keys
        return name

    def due(self, value: object) -> object:
        """What a cell is read back as; a link as where it must lead, if it can lead there."""
        if not isinstance(value, Lead):
            return serial(value) if isinstance(value, date) else value
        return self._link(self._own.get(value.table, ""), value.key, value.text)

    def due_to_evidence(self, addresses: object) -> object:
        """The same of addresses: a link leads to the first of those in its cell."""
        if not isinstance(addresses, str):
            return addresses
        return self._link(self._evidence, addresses.partition(",")[0].strip(), addresses)

    def _link(self, column: str, key: str, text: str) -> object:
        fits = max(_written(_WILD_ONES.sub(r"~\g<0>", key)), _written(text)) <= LONGEST_LITERAL
        return (column, key, text) if fits and key in self._keys.get(column, ()) else text

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
        before, sheets_, match, keys, columns, texts, after = pieces
        names = list(map(self._columns.get, zip(sheets_, columns, strict=True)))
        framed = {*zip(before, match, after, strict=True)} == {_FRAME}
        if not framed or None in names or texts != values or "~" in "".join(keys):
            return None
        return list(zip(names, keys, texts, strict=True))

    def lead(self, formula: str) -> Found | None:
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


_WILD_ONES = re.compile("[~*?]")


def _written(text: str) -> int:
    """How long a text is inside a formula, with quotes around it and its own doubled."""
    return len(text) + text.count('"') + 2
