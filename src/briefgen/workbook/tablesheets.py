"""A table as a sheet: its head, its cells in the looks of their kinds, columns that fit."""

from __future__ import annotations

from functools import partial
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from openpyxl.utils import quote_sheetname

from briefgen.office.cells import Formula, Link, Styled
from briefgen.office.sheets import Column as SheetColumn
from briefgen.office.sheets import Sheet
from briefgen.tables.table import Ref
from briefgen.wording.workbook import TEXTS
from briefgen.workbook.links import leads_to_evidence
from briefgen.workbook.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from briefgen.office.cells import Cell
    from briefgen.sheets import Column
    from briefgen.tables.table import Table
    from briefgen.wording import Wording
    from briefgen.workbook.links import Links

START = "Start"

STYLES: Mapping[str, str] = {
    "text": "Text",
    "short": "Text",
    "number": "Number",
    "date": "Date",
    "when": "Text centred",
    "address": "Address",
    "mark": "Mark",
    "flag": "Yes or no",
    "link": "Link",
    "note": "Note",
    "id": "Id",
}
"""The named cell style of each kind of column."""
PLAIN = "Text"
QUIET = "Quiet"
MARK = "Mark"
KEY = "Key"
LINK = "Link"
OTHER_STYLES = (PLAIN, QUIET, f"{QUIET} centred", MARK, LINK)
"""The styles of cells that do not look like their column."""

TABS: Mapping[str, str] = {
    **dict.fromkeys((START, "Summary", "Timeline"), "Tab overview"),
    **dict.fromkeys(("Releases", "Groups", "Persons", "Actors", "Sanctions"), "Tab records"),
    **dict.fromkeys(("Links", "Contacts", "Estimates", "Statements", "Unknowns"), "Tab records"),
    **dict.fromkeys(("Disagreements", "Names", "Coverage", "Evidence"), "Tab evidence"),
    **dict.fromkeys(("Facts", "Sources"), "Tab evidence"),
}
OTHER_TAB = "Tab working"

_CENTRED = frozenset({"number", "date", "when", "flag"})
"""Kinds whose cells are centred where they say that there is nothing."""

_LOUD = frozenset({"link", "flag"})
"""Kinds whose look does not suit all of their texts."""

_UNBROKEN = {"id": 70, "date": 12, "when": 26, "number": 16, "address": 12}
"""Kinds whose texts should stay on one line, and how wide that may make a column."""
_LONGEST_WORD = 30
_EDGE = 1.5  # the margins of a cell
_BOLD = 1.05  # of a header's letters
_FROZEN = 60.0  # units of width that may stay in sight, a third of a screen
_PAGE = 270.0  # units of width that a printed page can take and stay legible


class House(Struct, frozen=True, kw_only=True):
    """What all sheets of a workbook share.

    `label` and `footer` are printed on every page; `quiet` are the cells that say that there is
    nothing, or that nothing applies, and do not speak up.
    """

    wording: Wording
    links: Links
    label: str
    footer: str
    quiet: frozenset[str]

    def said(self, key: str, **values: object) -> str:
        """A text of the workbook's own, with `values` put in."""
        return self.wording.text(TEXTS[key]).format(**values)

    @property
    def start(self) -> str:
        """The name of the first sheet."""
        return self.said("start")

    def sheet_link(self, table: str) -> Link | None:
        """The way to the sheet of a table, None when the workbook has none."""
        sheet = self.links.sheets.get(table)
        return Link(f"{quote_sheetname(sheet)}!A1", sheet) if sheet else None

    def head(self, title: str, rows: str, *, label_at: int = 2) -> list[list[Cell]]:
        """Title, what a row is and how many, the way back with the label in a column beside it."""
        back = Link(f"{quote_sheetname(self.start)}!A1", self.said("way_back"))
        gap: list[Cell] = [None] * (label_at - 2)
        return [[title], [rows], [back, *gap, Styled(self.label, "Label")]]


def table_page(table: Table, house: House) -> Page:
    """The sheet of a table, in the language of `house`."""
    row_is = house.wording.text(table.row_is)
    counted = house.wording.text(table.column(table.key).header)
    return Page(_sheet(table, row_is, house), row_is, counted)


def _sheet(table: Table, row_is: str, house: House) -> Sheet:
    rows_are = house.said("rows", what=row_is, count=house.wording.count(len(table.frame), "row"))
    values = table.values()
    columns = [
        _column(column, own, table, house)
        for column, own in zip(table.columns, values, strict=True)
    ]
    return Sheet(
        name=house.links.sheets[table.name],
        head=house.head(
            house.wording.text(table.title), rows_are, label_at=_label_column(columns, house)
        ),
        columns=columns,
        values=values,
        table=table.name,
        description=rows_are,
        frozen=_frozen(table, columns),
        tab=TABS.get(table.name, OTHER_TAB),
        label=house.label,
        footer=house.footer,
        pages_wide=ceil(sum(c.width for c in columns if not c.level) / _PAGE),
    )


def _shown(column: Column, table: Table, house: House) -> Callable[[Any], Cell]:
    """What the cells of a column show for the values that its frame has."""
    links, quiet = house.links, house.quiet
    hushed = f"{QUIET} centred" if column.kind in _CENTRED else QUIET
    worded = _worded(column, table, house)

    def cell(value: Any) -> Cell:  # noqa: ANN401 -- as the frame has it
        if isinstance(value, str):
            if value in quiet:
                return Styled(value, hushed)
            return worded(value) if worded else value
        if isinstance(value, Ref):
            found = links.to(value.table, value.key, value.text)
            return _linked(found, value.text, column)
        plain: Cell = value
        return plain

    return cell


def _worded(column: Column, table: Table, house: House) -> Callable[[str], Cell] | None:
    """What a text that says something becomes in a column, None where it stays as it is."""
    if column.kind == "address":
        leads, to_evidence = leads_to_evidence(column, table), house.links.to_evidence
        return lambda text: _linked(to_evidence(text) if leads else None, text, column)
    if column.kind in _LOUD:
        return partial(_plain, column=column, house=house)
    return None


def _plain(text: str, column: Column, house: House) -> Cell:
    """Text in a column of links does not look like one; a flag is raised by all but `no`."""
    if column.kind == "link":
        return Styled(text, PLAIN)
    if column.kind == "flag":
        yes, no = (house.wording.word("truth", truth) for truth in (True, False))
        return text if text == yes else Styled(text, f"{QUIET} centred" if text == no else MARK)
    return text


def _linked(link: Formula | None, text: str, column: Column) -> Cell:
    """The link, or its text looking like text where it leads nowhere."""
    if link is None:
        return Styled(text, PLAIN)
    return link if column.kind in {"link", "address"} else Styled(link, LINK)


def _column(column: Column, values: Sequence[Any], table: Table, house: House) -> SheetColumn:
    header = house.wording.text(column.header)
    first = column is table.columns[0]
    return SheetColumn(
        header=header,
        width=max(column.width, fitting(header, column.kind, values)),
        style=KEY if first and column.kind in {"text", "short"} else STYLES[column.kind],
        level=column.level,
        shown=_shown(column, table, house),
        styles=OTHER_STYLES,
    )


def fitting(header: str, kind: str, values: Iterable[object]) -> float:
    """The least width at which no word of header or cells is broken, within reason.

    Kinds that should stay on one line get the width of their longest text.
    """
    texts = map(str, {*values} - {None})
    unbroken = _UNBROKEN.get(kind)
    words = texts if unbroken else " ".join(texts).split()
    longest = min(max(map(len, words), default=0), unbroken or _LONGEST_WORD)
    return max(max(map(len, header.split())) * _BOLD, longest) + _EDGE


def _frozen(table: Table, columns: Sequence[SheetColumn]) -> int:
    """The columns by which a reader knows the row, the first alone where they leave little room."""
    keys = [column.key for column in table.columns]
    count = keys.index(table.known_by) + 1 if table.known_by else 1
    width = sum(column.width for column in columns[:count] if not column.level)
    return count if width <= _FROZEN else 1


def _label_column(columns: Sequence[SheetColumn], house: House) -> int:
    """The first column in sight that the way back in A does not run into, else the last."""
    shown = [(number, column.width) for number, column in enumerate(columns, 1) if not column.level]
    taken = accumulate(width for _, width in shown)
    need = len(house.said("way_back"))
    free = (number for (number, _), width in zip(shown[1:], taken, strict=False) if width > need)
    return next(free, max(2, shown[-1][0]))
