"""A finished workbook against its tables: every cell, formula, value of a formula and chart."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice, zip_longest
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from openpyxl.utils import get_column_letter

from briefgen.office import charts as native
from briefgen.office.cells import serial
from briefgen.proof.drawings import wrong_chart
from briefgen.proof.excel import ExcelContent, placed, value_of
from briefgen.proof.proof import Difference, Proof, refuse, shown
from briefgen.tables.table import Ref
from briefgen.workbook.summary import sized
from briefgen.workbook.tablesheets import HEADER_ROW
from briefgen.workbook.words import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.facts.records import Handling
    from briefgen.office.charts import Chart
    from briefgen.office.lint.cells import Cell, Row
    from briefgen.office.lint.parts import Package
    from briefgen.proof.excel import Value
    from briefgen.tables.table import Table
    from briefgen.wording import Wording
    from briefgen.workbook import Overview

FIRST_ROW = HEADER_ROW + 1
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
"""Types of values that are read back as they are."""
_HEAD_CELLS = 6
"""How many of a sheet's first cells may be the label; its head has four with it."""
_LINK = re.compile(r'HYPERLINK\("[^"]*"&MATCH\("((?:[^"]|"")*)",.*,0\)\+\d+,"((?:[^"]|"")*)"\)')
_WILD = re.compile("~([~*?])")


class _Expected(NamedTuple):
    """What a sheet holds: its header, the rows below, and what each is about, for messages."""

    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    row_is: str
    subjects: Sequence[str]
    formulas: Mapping[str, str] = {}


def prove_workbook(
    package: Package,
    *,
    file: str,
    tables: Mapping[str, Table],
    overview: Overview,
    wording: Wording,
    label: Handling,
) -> Proof:
    """Read a workbook back: every cell equals the tables, every formula has its value.

    Raises DossierError naming every difference.
    """
    book = ExcelContent(package)
    house = _House(book, _Read(book.texts), wording, label)
    drawn = [sized(chart) for chart in overview.charts]
    differences: list[Difference] = []
    counts: dict[str, int] = {}
    for name, expected in _sheets(tables, overview, drawn, wording):
        differences += _wrong_sheet(house, name, expected)
        counts[name] = len(expected.rows)
    refuse(file, [*differences, *_wrong_start(house, counts), *_wrong_charts(book, drawn)])
    sheets = book.sheets.values()
    return Proof(
        cells=sum(sheet.held for sheet in sheets),
        formulas=sum(sheet.calculated for sheet in sheets),
    )


def _sheets(
    tables: Mapping[str, Table], overview: Overview, drawn: Sequence[Chart], wording: Wording
) -> Iterator[tuple[str, _Expected]]:
    """What each sheet holds, one after the other: all at once are many cells."""
    said = wording.text
    titles = {name: said(table.title) for name, table in tables.items()}
    for name, table in tables.items():
        yield titles[name], _of_table(table, wording)
    yield said(TEXTS["summary"]), _of_summary(overview, titles, wording)
    for number, chart in enumerate(drawn, 1):
        yield said(TEXTS["chart_data"]).format(number=number), _of_chart(chart, wording)


def _of_table(table: Table, wording: Wording) -> _Expected:
    header = [wording.text(column.header) for column in table.columns]
    rows = list(table.rows())
    at = [column.key for column in table.columns].index(table.key)
    return _Expected(header, rows, wording.text(table.row_is), [str(row[at]) for row in rows])


def _of_summary(overview: Overview, titles: Mapping[str, str], wording: Wording) -> _Expected:
    said = wording.text
    headers = ("figure", "value", "bound", "words", "counts", "leaves_out", "link")
    rows = []
    for figure in overview.figures:
        texts = [figure.bound, figure.words, said(figure.counts), said(figure.leaves_out)]
        rows.append([said(figure.label), figure.value, *texts, titles[figure.link]])
    formulas = {f"B{row}": one.formula for row, one in enumerate(overview.figures, FIRST_ROW)}
    subjects = [figure.key for figure in overview.figures]
    header = [said(TEXTS[key]) for key in headers]
    return _Expected(header, rows, said(TEXTS["summary_row"]), subjects, formulas)


def _of_chart(chart: Chart, wording: Wording) -> _Expected:
    header, *rows = native.rows(chart)
    summary = wording.text(TEXTS["summary"])
    row_is = wording.text(TEXTS["chart_row"]).format(title=chart.title, sheet=summary)
    return _Expected([str(cell) for cell in header], rows, row_is, [""] * len(rows))


class _House(Struct, frozen=True):
    """The file, and what all its sheets share."""

    book: ExcelContent
    read: _Read
    wording: Wording
    label: Handling

    def head(self, name: str, expected: _Expected) -> dict[str, Value]:
        """What stands above a table, without the label, whose column differs."""
        count = self.wording.count(len(expected.subjects), "row")
        rows = self.wording.text(TEXTS["rows"]).format(what=expected.row_is, count=count)
        return {"A1": name, "A2": rows, "A3": self.wording.text(TEXTS["way_back"])}


def _wrong_sheet(house: _House, name: str, expected: _Expected) -> Iterator[Difference]:
    """What differs on a sheet; only rows that are not just as expected are looked at by cell."""
    sheet = house.book.sheets.get(name)
    if sheet is None:
        yield Difference(name, "there is no such sheet")
        return
    rows = iter(sheet.content.rows)
    head = list(islice(rows, HEADER_ROW))
    found = sheet.cells_of(head)
    labels = [place for place in islice(found, _HEAD_CELLS) if found[place] == house.label.value]
    if not labels:
        yield Difference(name, f"lacks the label {house.label.value}")
    for place in labels:
        del found[place]
    odd = list(_odd_rows(house, rows, expected))
    due = [(HEADER_ROW, expected.header), *((number, values) for number, _, values in odd)]
    wanted = house.head(name, expected) | _by_place(due)
    others = [row for _, row, _ in odd if row is not None]
    yield from _differing(name, found | sheet.cells_of(others), wanted, expected.subjects)
    for place, cell in placed([*head, *others]):
        value = value_of(cell, sheet.texts)
        if message := _wrong_formula(cell, value, place, wanted, expected.formulas):
            yield Difference(f"{name}!{place}", message)


def _odd_rows(
    house: _House, rows: Iterator[Row], expected: _Expected
) -> Iterator[tuple[int, Row | None, Sequence[Any]]]:
    """The rows that are not just as expected, with their numbers, and what is due there."""
    columns = tuple(map(get_column_letter, range(1, len(expected.header) + 1)))
    read = house.read
    for number, (row, values) in enumerate(zip_longest(rows, expected.rows), FIRST_ROW):
        if (
            row is None
            or values is None
            or row.end != str(number)
            or row.columns != columns
            or [read[cell] for cell in row.cells]
            != [one if type(one) in _AS_THEY_ARE else _due(one) for one in values]
        ):
            yield number, row, values or ()


_Lead = tuple[str, str]
"""The key of the row to which a link leads, and what it shows."""


class _Read(dict["Cell", "Value | _Lead | Cell"]):
    """Cells as they are compared: what each holds, if its formula is a link to that.

    A link that leads elsewhere is compared as such; any other formula is like nothing.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, cell: Cell) -> Value | _Lead | Cell:
        value = value_of(cell, self._texts)
        read = self[cell] = value if cell.formula is None else _linked(cell, value)
        return read


def _linked(cell: Cell, value: Value) -> Value | _Lead | Cell:
    """What `_Read` makes of a cell with a formula."""
    lead = _lead(cell.formula or "")
    if lead is None or lead[1] != value:
        return cell
    return value if lead[0] == _first(value) else lead


def _due(value: Any) -> Value | _Lead:  # noqa: ANN401 -- any value of a cell
    """What `_Read` makes of the cell in which a value stands."""
    if isinstance(value, Ref) and value.key != _first(value.text):
        return value.key, value.text
    return _held(value)


def _held(value: Any) -> Value:  # noqa: ANN401 -- any value of a cell
    """What a cell reads back as."""
    if isinstance(value, Ref):
        return value.text
    return serial(value) if isinstance(value, date) else value


def _by_place(rows: Sequence[tuple[int, Sequence[Any]]]) -> dict[str, Any]:
    """Where the values of some rows stand."""
    return {
        f"{get_column_letter(column)}{number}": value
        for number, values in rows
        for column, value in enumerate(values, 1)
        if value is not None
    }


def _differing(
    name: str, found: Mapping[str, Value], wanted: Mapping[str, Any], subjects: Sequence[str]
) -> Iterator[Difference]:
    for place in dict.fromkeys((*wanted, *found)):
        holds, expected = found.get(place), _held(wanted.get(place))
        blank = holds is None and expected == ""
        if holds != expected and not blank:
            told = f"holds {shown(holds)}, the facts say {shown(expected)}"
            number = int(place.lstrip(ascii_uppercase)) - FIRST_ROW
            subject = subjects[number] if 0 <= number < len(subjects) else ""
            yield Difference(f"{name}!{place}", f"{told} ({subject})" if subject else told)


def _wrong_formula(
    cell: Cell, value: Value, place: str, wanted: Mapping[str, Any], formulas: Mapping[str, str]
) -> str | None:
    """What is wrong with a formula, if it is one; its value is compared as a cell."""
    formula = cell.formula
    if formula is None:
        return None
    if value is None:
        return f"={formula} has no value"
    if place in formulas:
        meant = formulas[place]
        return None if formula == meant else f"computes ={formula}, expected ={meant}"
    lead = _lead(formula)
    if lead is None:
        return f"={formula} was not expected here"
    value = wanted.get(place)
    due = (value.key, value.text) if isinstance(value, Ref) else (_first(value), value)
    return None if lead == due else f"={formula} does not lead to {due[0]}"


def _lead(formula: str) -> _Lead | None:
    """Where a formula leads that is a link to a row."""
    link = _LINK.fullmatch(formula)
    if link is None:
        return None
    return _WILD.sub(r"\1", link[1].replace('""', '"')), link[2].replace('""', '"')


def _first(text: object) -> str:
    """The first of what a cell lists: `003.1a` of `003.1a, 004.2a`."""
    return str(text).split(",", 1)[0].strip()


def _wrong_start(house: _House, expected: Mapping[str, int]) -> Iterator[Difference]:
    """The contents on the first sheet: each sheet stands there with the number of its rows."""
    name = house.wording.text(TEXTS["start"])
    start = house.book.sheets[name]
    if house.label.value not in start.cells.values():
        yield Difference(name, f"lacks the label {house.label.value}")
    counts = {
        start.cells.get(f"A{place.lstrip(ascii_uppercase)}"): (place, start.cells.get(place))
        for place in start.formulas
    }
    for sheet, count in expected.items():
        place, counted = counts.get(sheet, ("", None))
        if counted != count:
            told = f"counts {shown(counted)} rows of {sheet}, the facts give {shown(count)}"
            yield Difference(f"{name}!{place}" if place else name, told)


def _wrong_charts(book: ExcelContent, drawn: Sequence[Chart]) -> Iterator[Difference]:
    for number, chart in enumerate(drawn, 1):
        part = f"xl/charts/chart{number}.xml"
        yield from wrong_chart(book.parts[part], f"chart {number}", book.sheets, native.rows(chart))
