"""Rules for Excel tables (ECMA-376 part 1, 18.5): names, ranges, headers, filters."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from briefgen.office.lint.finding import Fault
from briefgen.office.lint.parts import MAIN, number
from briefgen.office.lint.places import area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.lint.book import Book

_NAME = re.compile(r"[^\W\d][\w.]{0,254}")
_LIKE_A_CELL = re.compile(r"[a-z]{1,3}\d+|r\d*c?\d*|c\d*", re.IGNORECASE)


def table_name(book: Book) -> Iterator[Fault]:
    """A table's name is like no cell's and its own, also among the defined names."""
    for table in book.tables:
        if not _NAME.fullmatch(table.name) or _LIKE_A_CELL.fullmatch(table.name):
            yield Fault(table.part, f'table "{table.name}"', "Excel takes no such name")
    named = [table.name.casefold() for table in book.tables]
    counted = Counter([*named, *book.known_names])
    for table in book.tables:
        if counted[table.name.casefold()] > 1:
            yield Fault(table.part, f'table "{table.name}"', "the name stands twice")


def table_id(book: Book) -> Iterator[Fault]:
    """A table's number is its own."""
    counted = Counter(table.root.get("id", "") for table in book.tables)
    for table in book.tables:
        if counted[table.root.get("id", "")] > 1:
            yield Fault(table.part, f"id {table.root.get('id')}", "stands twice")


def table_range(book: Book) -> Iterator[Fault]:
    """A table lies on the sheet from column A, with as many columns as it names, and a row."""
    for table in book.tables:
        place = table.area
        if place is None:
            yield Fault(table.part, table.reference, "is no range of a sheet")
        elif place.right - place.left + 1 != len(table.names):
            message = f"is not as wide as its {len(table.names)} columns"
            yield Fault(table.part, table.reference, message)
        elif place.bottom - place.top < table.headers + table.totals:
            yield Fault(table.part, table.reference, "has no row of data")
        elif place.left != 1:
            yield Fault(table.part, table.reference, "does not begin in column A")


def table_header(book: Book) -> Iterator[Fault]:
    """The header cells say, as text, what the table's columns are called."""
    for sheet in book.sheets:
        for table in sheet.tables:
            if table.area is None or table.headers != 1:
                continue
            cells = sheet.row(str(table.area.top))
            for column, name in enumerate(table.names, table.area.left):
                reference = f"{get_column_letter(column)}{table.area.top}"
                shown = book.value(cells.get(reference))
                if shown != name:
                    message = f"says {shown!r}; the table's column is {name!r}"
                    yield Fault(sheet.part, reference, message)


def table_column(book: Book) -> Iterator[Fault]:
    """The columns of a table have names of their own, whatever their case, and own numbers."""
    for table in book.tables:
        names = Counter(name.casefold() for name in table.names)
        keys = Counter(column.get("id") for column in table.root.iter(MAIN + "tableColumn"))
        for name in (name for name, times in names.items() if times > 1 or not name):
            yield Fault(table.part, f'column "{name}"', "stands twice, or has no name")
        for key in (key for key, times in keys.items() if times > 1):
            yield Fault(table.part, f"column id {key}", "stands twice")
        listed = table.root.find(MAIN + "tableColumns")
        count = None if listed is None else listed.get("count")
        if count is not None and number(count) != len(table.names):
            yield Fault(table.part, "tableColumns", f"there are not {count} columns")


def table_filter(book: Book) -> Iterator[Fault]:
    """A table's filter spans the table without its total row; its sheet has no other filter."""
    for table in book.tables:
        for found in table.root.iterchildren(MAIN + "autoFilter"):
            place = area(found.get("ref", ""))
            due = table.area and table.area._replace(bottom=table.area.bottom - table.totals)
            if table.area and place != due:
                message = f"does not span the table {table.reference}"
                yield Fault(table.part, f"filter {found.get('ref')}", message)
    for sheet in book.sheets:
        for found in sheet.all("m:autoFilter") if sheet.tables else ():
            yield Fault(sheet.part, f"filter {found.get('ref')}", "the table has a filter already")


def one_table(book: Book) -> Iterator[Fault]:
    """A sheet has one table: two may overlap, or hide each other's rows when filtered."""
    for sheet in book.sheets:
        if len(sheet.tables) > 1:
            names = ", ".join(table.name for table in sheet.tables)
            yield Fault(sheet.part, "tables", f"more than one on the sheet: {names}")


def below_table(book: Book) -> Iterator[Fault]:
    """Nothing stands below a table, where it could not grow."""
    for sheet in book.sheets:
        bottom = max((table.area.bottom for table in sheet.tables if table.area), default=None)
        last = sheet.survey.last
        if bottom is not None and last and last.number > bottom:
            yield Fault(sheet.part, f"row {last.name}", f"stands below the table's row {bottom}")


RULES = (
    table_name,
    table_id,
    table_range,
    table_header,
    table_column,
    table_filter,
    one_table,
    below_table,
)
