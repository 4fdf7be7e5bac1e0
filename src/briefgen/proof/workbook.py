"""A finished workbook against its tables: every cell, formula, value of a formula and chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from openpyxl.utils import get_column_letter

from briefgen.office import charts as native
from briefgen.office.lint.cells import value_of
from briefgen.proof.drawings import wrong_chart
from briefgen.proof.excel import SheetContent, placed, sheet_names, values_of
from briefgen.proof.leads import Leads, as_read
from briefgen.proof.proof import Difference, Proof, refuse, shown
from briefgen.sheets import HEADER_ROW
from briefgen.wording.workbook import TEXTS
from briefgen.workbook.summary import sized

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.facts.records import Handling
    from briefgen.office.charts import Chart
    from briefgen.office.lint.blocks import Block, Row
    from briefgen.office.lint.cells import Cell, Value
    from briefgen.office.lint.parts import Package
    from briefgen.tables.table import Table
    from briefgen.wording import Wording
    from briefgen.workbook import Overview

FIRST_ROW = HEADER_ROW + 1
_HEAD_CELLS = 6
"""How many of a sheet's first cells may be the label; its head has four with it."""


class _Expected(NamedTuple):
    """What a sheet holds: its header, the columns below as they are read back.

    For messages, what a row is, and what each is about.
    """

    header: Sequence[str]
    columns: Sequence[Sequence[Any]]
    row_is: str
    subjects: Sequence[str]
    formulas: Mapping[str, str] = {}


_Due = Callable[[], _Expected]
"""Works out what a sheet holds: all sheets at once are many cells."""
_Odd = tuple[int, "Row | None", Sequence[Any]]
"""A row that is not just as expected, with its number and what is due there."""


class _Seen(NamedTuple):
    """What is left of a sheet whose rows were compared: its head, and those that are odd."""

    expected: _Expected
    head: Sequence[Row]
    odd: Sequence[_Odd]


class BookProof:
    """A workbook held against its tables while it is read: every cell, every formula's value.

    A cell with a formula is compared as what it leads to, by its `leads`. Rows are compared as
    they come and let go; what differs is told in the end, when nothing else is wrong with the
    file.
    """

    def __init__(
        self, *, tables: Mapping[str, Table], overview: Overview, wording: Wording, label: Handling
    ) -> None:
        self._house = _House(wording, label)
        self._drawn = [sized(chart) for chart in overview.charts]
        self.leads = Leads(tables, wording)
        self._due = dict(_sheets(tables, overview, self._drawn, wording, self.leads))
        self._whole = {wording.text(TEXTS["start"]), *_chart_sheets(self._drawn, wording)}
        self._kept: dict[str, list[Row]] = {}
        self._seen: dict[str, _Seen] = {}

    def see(self, package: Package, part: str, blocks: Iterator[Block]) -> None:
        """Compare the rows of a sheet, which `read` gives block by block."""
        name = sheet_names(package).get(part, "")
        if name in self._whole:
            kept = list(blocks)
            self._kept[name] = [row for block in kept for row in block.rows]
            blocks = iter(kept)
        if name in self._due:
            self._seen[name] = _compared(blocks, self._due[name]())

    def proof(self, package: Package, *, file: str) -> Proof:
        """What was proved. Raises DossierError naming every difference."""
        texts = package.shared_texts
        kept = {name: SheetContent(rows, texts) for name, rows in self._kept.items()}
        counts = {name: len(seen.expected.subjects) for name, seen in self._seen.items()}
        differences = [
            *chain.from_iterable(
                _wrong_sheet(self._house, self.leads, name, self._seen.get(name), texts)
                for name in self._due
            ),
            *_wrong_start(self._house, kept, counts),
            *_wrong_charts(package, kept, self._drawn),
        ]
        refuse(file, differences)
        surveys = [package.surveys[part] for part in sheet_names(package)]
        return Proof(
            cells=sum(survey.held for survey in surveys),
            formulas=sum(survey.calculated for survey in surveys),
        )


def _sheets(
    tables: Mapping[str, Table],
    overview: Overview,
    drawn: Sequence[Chart],
    wording: Wording,
    leads: Leads,
) -> Iterator[tuple[str, _Due]]:
    titles = {name: wording.text(table.title) for name, table in tables.items()}
    for name, table in tables.items():
        yield titles[name], partial(_of_table, table, wording, leads)
    yield wording.text(TEXTS["summary"]), partial(_of_summary, overview, titles, wording)
    for name, chart in zip(_chart_sheets(drawn, wording), drawn, strict=True):
        yield name, partial(_of_chart, chart, wording)


def _chart_sheets(drawn: Sequence[Chart], wording: Wording) -> list[str]:
    """The names of the sheets with the charts' data."""
    name = wording.text(TEXTS["chart_data"])
    return [name.format(number=number) for number in range(1, len(drawn) + 1)]


def _of_table(table: Table, wording: Wording, leads: Leads) -> _Expected:
    header = [wording.text(column.header) for column in table.columns]
    columns = [
        leads.due(values, column, table)
        for column, values in zip(table.columns, table.values(), strict=True)
    ]
    subjects = list(map(str, table.frame[table.key]))
    return _Expected(header, columns, wording.text(table.row_is), subjects)


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
    return _Expected(header, _by_column(rows), said(TEXTS["summary_row"]), subjects, formulas)


def _of_chart(chart: Chart, wording: Wording) -> _Expected:
    header, *rows = native.rows(chart)
    summary = wording.text(TEXTS["summary"])
    row_is = wording.text(TEXTS["chart_row"]).format(title=chart.title, sheet=summary)
    return _Expected([str(cell) for cell in header], _by_column(rows), row_is, [""] * len(rows))


def _by_column(rows: Sequence[Sequence[Any]]) -> list[list[object]]:
    """The columns of rows, as they are read back."""
    return [list(map(as_read, column)) for column in zip(*rows, strict=True)]


class _House(Struct, frozen=True):
    """What all sheets of a file share."""

    wording: Wording
    label: Handling

    def head(self, name: str, expected: _Expected) -> dict[str, Value]:
        """What stands above a table, without the label, whose column differs."""
        count = self.wording.count(len(expected.subjects), "row")
        rows = self.wording.text(TEXTS["rows"]).format(what=expected.row_is, count=count)
        return {"A1": name, "A2": rows, "A3": self.wording.text(TEXTS["way_back"])}


def _wrong_sheet(
    house: _House, leads: Leads, name: str, seen: _Seen | None, texts: Sequence[str]
) -> Iterator[Difference]:
    """What differs on a sheet; only rows that are not just as expected are looked at by cell."""
    if seen is None:
        yield Difference(name, "there is no such sheet")
        return
    expected, head, odd = seen
    around = list(placed(head))
    others = list(placed(row for _, row, _ in odd if row is not None))
    found = values_of(around, texts)
    labels = [place for place in islice(found, _HEAD_CELLS) if found[place] == house.label.value]
    if not labels:
        yield Difference(name, f"lacks the label {house.label.value}")
    for place in labels:
        del found[place]
    due = [(HEADER_ROW, expected.header), *((number, values) for number, _, values in odd)]
    wanted = house.head(name, expected) | _by_place(due)
    found |= values_of(others, texts)
    yield from _differing(name, found, wanted, expected.subjects)
    for place, cell in (*around, *others):
        due_here, formula = wanted.get(place), expected.formulas.get(place)
        if message := _wrong_link(leads, cell, value_of(cell, texts), due_here, formula):
            yield Difference(f"{name}!{place}", message)


def _compared(blocks: Iterator[Block], expected: _Expected) -> _Seen:
    """What is left of a sheet: rows are compared by column, and by row where some differ."""
    letters = tuple(map(get_column_letter, range(1, len(expected.header) + 1)))
    head: list[Row] = []
    odd: list[_Odd] = []
    end = -HEADER_ROW
    for block in blocks:
        start, end = end, end + len(block.styles)
        as_due = start >= 0 and block.values == [column[start:end] for column in expected.columns]
        if as_due and block.columns == letters and block.row(0).end == str(start + FIRST_ROW):
            continue
        for index, row in enumerate(block.rows):
            at = start + index
            values = [column[index : index + 1] for column in block.values]
            if at < 0:
                head.append(row)
            elif (
                row.end != str(at + FIRST_ROW)
                or row.columns != letters
                or values != [column[at : at + 1] for column in expected.columns]
            ):
                odd.append((at + FIRST_ROW, row, _across(expected.columns, at)))
    missing = range(max(end, 0), len(expected.subjects))
    odd += [(at + FIRST_ROW, None, _across(expected.columns, at)) for at in missing]
    return _Seen(expected._replace(columns=()), head, odd)


def _across(columns: Sequence[Sequence[Any]], at: int) -> Sequence[Any]:
    """The values of a row, none below the last one."""
    return [column[at] for column in columns if at < len(column)]


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
        holds, expected = found.get(place), _text(wanted.get(place))
        blank = holds is None and expected == ""
        if holds != expected and not blank:
            told = f"holds {shown(holds)}, the facts say {shown(expected)}"
            number = int(place.lstrip(ascii_uppercase)) - FIRST_ROW
            subject = subjects[number] if 0 <= number < len(subjects) else ""
            yield Difference(f"{name}!{place}", f"{told} ({subject})" if subject else told)


def _text(due: object) -> object:
    """The value of a cell, of a link what is shown."""
    return due[2] if isinstance(due, tuple) else due


def _wrong_link(
    leads: Leads, cell: Cell, value: Value, due: object, formula: str | None
) -> str | None:
    """What is wrong with a formula or for lack of one; its value is compared as a cell."""
    if cell.formula is None:
        return f"is no link to {due[1]}" if isinstance(due, tuple) else None
    if value is None:
        return f"={cell.formula} has no value"
    if formula is not None:
        wrong = cell.formula != formula
        return f"computes ={cell.formula}, expected ={formula}" if wrong else None
    if not isinstance(due, tuple):
        return f"={cell.formula} was not expected here"
    lead = leads.lead(cell.formula)
    return None if lead == due else f"={cell.formula} does not lead to {due[1]}"


def _wrong_start(
    house: _House, kept: Mapping[str, SheetContent], expected: Mapping[str, int]
) -> Iterator[Difference]:
    """The contents on the first sheet: each sheet stands there with the number of its rows."""
    name = house.wording.text(TEXTS["start"])
    start = kept[name]
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


def _wrong_charts(
    package: Package, kept: Mapping[str, SheetContent], drawn: Sequence[Chart]
) -> Iterator[Difference]:
    for number, chart in enumerate(drawn, 1):
        content = package.parts[f"xl/charts/chart{number}.xml"]
        yield from wrong_chart(content, f"chart {number}", kept, native.rows(chart))
