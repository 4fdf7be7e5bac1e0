"""A finished workbook against its tables: every cell, formula, value of a formula and chart."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from openpyxl.utils import get_column_letter

from briefgen.office import charts as native
from briefgen.office.cells import serial
from briefgen.proof.drawings import cells_of, wrong_chart
from briefgen.proof.excel import ExcelContent, SheetContent
from briefgen.proof.proof import Difference, Proof, refuse, shown
from briefgen.tables.table import Ref
from briefgen.workbook.summary import sized
from briefgen.workbook.tablesheets import HEADER_ROW
from briefgen.workbook.words import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.facts.records import Handling
    from briefgen.office.charts import Chart
    from briefgen.proof.excel import Value
    from briefgen.tables.table import Table
    from briefgen.wording import Wording
    from briefgen.workbook import Overview

FIRST_ROW = HEADER_ROW + 1
_HEAD_CELLS = 6
"""How many of a sheet's first cells may be the label; its head has four with it."""
_LINK = re.compile(r'HYPERLINK\("[^"]*"&MATCH\("((?:[^"]|"")*)",.*,0\)\+\d+,"((?:[^"]|"")*)"\)')
_WILD = re.compile("~([~*?])")


class _Expected(NamedTuple):
    """What a sheet holds from its header down; what each row is about, for messages."""

    cells: dict[str, Value]
    row_is: str
    subjects: Sequence[str]
    formulas: Mapping[str, str] = {}
    links: Mapping[str, tuple[str, str]] = {}


def prove_workbook(
    content: bytes,
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
    book = ExcelContent(content)
    titles = {name: wording.text(table.title) for name, table in tables.items()}
    expected = {titles[name]: _of_table(table, wording) for name, table in tables.items()}
    expected[wording.text(TEXTS["summary"])] = _of_summary(overview, titles, wording)
    drawn = [sized(chart) for chart in overview.charts]
    for number, chart in enumerate(drawn, 1):
        name = wording.text(TEXTS["chart_data"]).format(number=number)
        expected[name] = _of_chart(chart, wording)
    house = _House(book, wording, label)
    refuse(
        file,
        [
            *(one for name, sheet in expected.items() for one in _wrong_sheet(house, name, sheet)),
            *_wrong_start(house, expected),
            *_wrong_charts(book, drawn),
        ],
    )
    return Proof(
        cells=sum(len(sheet.cells) for sheet in book.sheets.values()),
        formulas=sum(len(sheet.formulas) for sheet in book.sheets.values()),
    )


def _of_table(table: Table, wording: Wording) -> _Expected:
    letters = [get_column_letter(number) for number in range(1, len(table.columns) + 1)]
    cells: dict[str, Value] = {
        f"{letter}{HEADER_ROW}": wording.text(column.header)
        for letter, column in zip(letters, table.columns, strict=True)
    }
    links: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(table.rows(), FIRST_ROW):
        for letter, value in zip(letters, row, strict=True):
            if value is None or value == "":
                continue
            place = f"{letter}{number}"
            cells[place] = _held(value)
            if isinstance(value, Ref):
                links[place] = value.key, value.text
    subjects = [str(key) for key in table.frame[table.key]]
    return _Expected(cells, wording.text(table.row_is), subjects, links=links)


def _held(value: Any) -> Value:  # noqa: ANN401 -- any value of a cell
    """What a cell reads back as."""
    if isinstance(value, Ref):
        return value.text
    return serial(value) if isinstance(value, date) else value


def _of_summary(overview: Overview, titles: Mapping[str, str], wording: Wording) -> _Expected:
    said = wording.text
    headers = ("figure", "value", "bound", "words", "counts", "leaves_out", "link")
    rows: list[list[str | float | date | None]] = [[said(TEXTS[key]) for key in headers]]
    for figure in overview.figures:
        texts = [figure.bound, figure.words, said(figure.counts), said(figure.leaves_out)]
        rows.append([said(figure.label), figure.value, *texts, titles[figure.link]])
    formulas = {f"B{row}": one.formula for row, one in enumerate(overview.figures, FIRST_ROW)}
    subjects = [figure.key for figure in overview.figures]
    return _Expected(cells_of(rows, HEADER_ROW), said(TEXTS["summary_row"]), subjects, formulas)


def _of_chart(chart: Chart, wording: Wording) -> _Expected:
    rows = native.rows(chart)
    summary = wording.text(TEXTS["summary"])
    row_is = wording.text(TEXTS["chart_row"]).format(title=chart.title, sheet=summary)
    return _Expected(cells_of(rows, HEADER_ROW), row_is, [""] * (len(rows) - 1))


class _House(Struct, frozen=True):
    """The file, and what all its sheets share."""

    book: ExcelContent
    wording: Wording
    label: Handling

    def head(self, name: str, expected: _Expected) -> dict[str, Value]:
        """What stands above a table, without the label, whose column differs."""
        count = self.wording.count(len(expected.subjects), "row")
        rows = self.wording.text(TEXTS["rows"]).format(what=expected.row_is, count=count)
        return {"A1": name, "A2": rows, "A3": self.wording.text(TEXTS["way_back"])}


def _wrong_sheet(house: _House, name: str, expected: _Expected) -> Iterator[Difference]:
    sheet = house.book.sheets.get(name)
    if sheet is None:
        yield Difference(name, "there is no such sheet")
        return
    wanted = house.head(name, expected) | expected.cells
    found = dict(sheet.cells)
    labels = [place for place in islice(found, _HEAD_CELLS) if found[place] == house.label.value]
    if not labels:
        yield Difference(name, f"lacks the label {house.label.value}")
    for place in labels:
        del found[place]
    if found != wanted:
        yield from _differing(name, found, wanted, expected.subjects)
    for place, formula in sheet.formulas.items():
        if message := _wrong_formula(sheet, place, formula, expected):
            yield Difference(f"{name}!{place}", message)


def _differing(
    name: str, found: Mapping[str, Value], wanted: Mapping[str, Value], subjects: Sequence[str]
) -> Iterator[Difference]:
    for place in dict.fromkeys((*wanted, *found)):
        holds, expected = found.get(place), wanted.get(place)
        if holds != expected:
            told = f"holds {shown(holds)}, the facts say {shown(expected)}"
            number = int(place.lstrip(ascii_uppercase)) - FIRST_ROW
            subject = subjects[number] if 0 <= number < len(subjects) else ""
            yield Difference(f"{name}!{place}", f"{told} ({subject})" if subject else told)


def _wrong_formula(
    sheet: SheetContent, place: str, formula: str, expected: _Expected
) -> str | None:
    """What is wrong with a formula; its value is compared as a cell."""
    if sheet.cells.get(place) is None:
        return f"={formula} has no value"
    if place in expected.formulas:
        wanted = expected.formulas[place]
        return None if formula == wanted else f"computes ={formula}, expected ={wanted}"
    link = _LINK.fullmatch(formula)
    if link is None:
        return f"={formula} was not expected here"
    leads = _WILD.sub(r"\1", link[1].replace('""', '"')), link[2].replace('""', '"')
    text = expected.cells.get(place)
    first = str(text).split(",", 1)[0].strip()
    wanted_link = expected.links.get(place, (first, text))
    return None if leads == wanted_link else f"={formula} does not lead to {wanted_link[0]}"


def _wrong_start(house: _House, expected: Mapping[str, _Expected]) -> Iterator[Difference]:
    """The contents on the first sheet: each sheet stands there with the number of its rows."""
    name = house.wording.text(TEXTS["start"])
    start = house.book.sheets[name]
    if house.label.value not in start.cells.values():
        yield Difference(name, f"lacks the label {house.label.value}")
    counts = {
        start.cells.get(f"A{place.lstrip(ascii_uppercase)}"): (place, start.cells.get(place))
        for place in start.formulas
    }
    for sheet, wanted in expected.items():
        place, counted = counts.get(sheet, ("", None))
        count = float(len(wanted.subjects))
        if counted != count:
            told = f"counts {shown(counted)} rows of {sheet}, the facts give {shown(count)}"
            yield Difference(f"{name}!{place}" if place else name, told)


def _wrong_charts(book: ExcelContent, drawn: Sequence[Chart]) -> Iterator[Difference]:
    for number, chart in enumerate(drawn, 1):
        part = f"xl/charts/chart{number}.xml"
        yield from wrong_chart(book.parts[part], f"chart {number}", book.sheets, native.rows(chart))
