"""A workbook from anywhere against the one that the facts give now: figures and cells.

Rows are found by their keys and columns by their headers, so that a workbook that somebody sorted
or filtered, or put a column into, is still compared row by row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct, field

from briefgen.proof.excel import ExcelContent, SheetContent
from briefgen.proof.proof import shown
from briefgen.verify.brief import Change, Figure, Found, changed_charts

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from briefgen.office.lint.cells import Value
    from briefgen.tables.table import Table
    from briefgen.wording import Wording

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_FACTS = "Facts"


def verify_workbook(
    held: ExcelContent, *, written: bytes, tables: Mapping[str, Table], wording: Wording
) -> Found:
    """What differs in a workbook; `written` is the workbook as of now, `tables` what it shows."""
    fresh = ExcelContent(written)
    keys = {
        wording.text(table.title): wording.text(table.column(table.key).header)
        for table in tables.values()
    }
    facts = wording.text(tables[_FACTS].title)
    value = wording.text(tables[_FACTS].column("value").header)
    compared = {
        name: _Compared(
            name, held.sheets.get(name), sheet, keys.get(name), value if name == facts else None
        )
        for name, sheet in fresh.sheets.items()
    }
    changes = [
        *(change for one in compared.values() for change in one.changes()),
        *(Change(name, "was added") for name in held.sheets if name not in fresh.sheets),
        *changed_charts(held.parts, fresh.parts),
    ]
    return Found(tuple(compared[facts].figures()), tuple(changes))


class _Row(Struct, frozen=True):
    """The cells of a row that hold something: value and place by header."""

    number: int
    cells: dict[str, tuple[Value, str]] = field(default_factory=dict)


class _Grid(Struct, frozen=True):
    """A table as it is found on a sheet: its rows by key, in order, and what stands above."""

    rows: dict[str, _Row]
    above: dict[str, Value]
    keyless: tuple[_Row, ...] = ()


class _Compared(Struct, frozen=True):
    """A sheet of the file beside that of the fresh workbook.

    `key` heads the column of keys, `figure` that of the values of facts; they are told as figures.
    """

    name: str
    held: SheetContent | None
    fresh: SheetContent
    key: str | None
    figure: str | None

    def changes(self) -> Iterator[Change]:
        """Every cell in which they differ."""
        if self.held is None:
            yield Change(self.name, "there is no such sheet")
        elif self.key is None:
            yield from self._by_place(self.held.cells, self.fresh.cells)
        else:
            held, fresh = (_grid(one, self.fresh, self.key) for one in (self.held, self.fresh))
            yield from self._by_place(held.above, fresh.above)
            yield from self._by_key(held, fresh)

    def figures(self) -> Iterator[Figure]:
        """The facts whose value differs."""
        header = self.figure
        if self.held is None or self.key is None or header is None:
            return
        held, fresh = (_grid(one, self.fresh, self.key) for one in (self.held, self.fresh))
        for fact, row in held.rows.items():
            has = _text(row.cells.get(header))
            gives = _text(fresh.rows[fact].cells.get(header)) if fact in fresh.rows else None
            if has != gives:
                yield Figure(fact, has, gives)

    def _by_place(self, held: Mapping[str, Value], fresh: Mapping[str, Value]) -> Iterator[Change]:
        for place in dict.fromkeys((*fresh, *held)):
            has, gives = held.get(place), fresh.get(place)
            if has != gives and not self._uncalculated(place, has):
                yield Change(f"{self.name}!{place}", _told(has, gives))

    def _by_key(self, held: _Grid, fresh: _Grid) -> Iterator[Change]:
        for key, row in fresh.rows.items():
            if key not in held.rows:
                yield Change(self.name, f"lacks the row of {key}")
                continue
            has = held.rows[key]
            for header in dict.fromkeys((*row.cells, *has.cells)):
                if header == self.figure:
                    continue
                yield from self._cell(key, header, has, row)
        for key, row in held.rows.items():
            if key not in fresh.rows:
                yield Change(f"{self.name}!{row.number}", f"the facts have no row of {key}")
        for row in held.keyless:
            yield Change(f"{self.name}!{row.number}", f"a row that was added: {_listed(row)}")

    def _cell(self, key: str, header: str, held: _Row, fresh: _Row) -> Iterator[Change]:
        has, place = held.cells.get(header, (None, ""))
        gives, meant = fresh.cells.get(header, (None, ""))
        if has != gives and not self._uncalculated(place, has):
            where = place or f"{_letters(meant)}{held.number}"
            yield Change(f"{self.name}!{where}", f"{header} ({key}): {_told(has, gives)}")

    def _uncalculated(self, place: str, has: Value) -> bool:
        """Whether it is a formula that a program saved without its value."""
        return has is None and self.held is not None and place in self.held.formulas


def _grid(sheet: SheetContent, fresh: SheetContent, key: str) -> _Grid:
    """The table of a sheet; its headers are known from the fresh one."""
    rows = _by_row(sheet)
    head = _head(rows, {value for value in fresh.cells.values() if isinstance(value, str)}, key)
    headers = {letter: str(value) for letter, value in rows.get(head, {}).items()}
    keyed: dict[str, _Row] = {}
    keyless: list[_Row] = []
    for number in sorted(number for number in rows if number > head):
        row = _Row(
            number,
            {headers.get(at, at): (value, f"{at}{number}") for at, value in rows[number].items()},
        )
        found = _text(row.cells.get(key))
        if found and found not in keyed:
            keyed[found] = row
        elif any(value is not None for value, _ in row.cells.values()):
            keyless.append(row)
    above = {
        f"{letter}{number}": value
        for number, cells in rows.items()
        if number <= head
        for letter, value in cells.items()
    }
    return _Grid(keyed, above, tuple(keyless))


def _by_row(sheet: SheetContent) -> dict[int, dict[str, Value]]:
    """The cells by row and column; None for a formula without its value."""
    rows: defaultdict[int, dict[str, Value]] = defaultdict(dict)
    for place in (*sheet.formulas, *sheet.cells):
        if found := _PLACE.fullmatch(place):
            rows[int(found[2])][found[1]] = sheet.cells.get(place)
    return rows


def _head(rows: Mapping[int, Mapping[str, Value]], known: Container[object], key: str) -> int:
    """The row of the headers: of those that hold the key's, the one that holds the most."""
    return max(
        (number for number, cells in rows.items() if key in cells.values()),
        key=lambda number: sum(value in known for value in rows[number].values()),
        default=0,
    )


def _letters(place: str) -> str:
    found = _PLACE.fullmatch(place)
    return found[1] if found else ""


def _text(cell: tuple[Value, str] | None) -> str:
    value = cell[0] if cell else None
    return "" if value is None else shown(value).strip('"')


def _listed(row: _Row) -> str:
    return ", ".join(shown(value) for value, _ in row.cells.values() if value is not None)


def _told(has: Value, gives: Value) -> str:
    return f"the file has {shown(has)}, the facts give {shown(gives)}"
