"""A finished workbook against its tables: every cell, formula, value of a formula and chart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, islice
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from openpyxl.utils import get_column_letter

from briefgen.office import charts as native
from briefgen.office.cells import serial
from briefgen.office.lint.cells import value_of
from briefgen.proof.drawings import wrong_chart
from briefgen.proof.excel import SheetContent, placed, sheet_names
from briefgen.proof.proof import Difference, Proof, refuse, shown
from briefgen.tables.table import Ref
from briefgen.workbook.summary import sized
from briefgen.workbook.tablesheets import HEADER_ROW
from briefgen.workbook.words import TEXTS

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
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
"""Types of values that are read back as they are."""
_HEAD_CELLS = 6
"""How many of a sheet's first cells may be the label; its head has four with it."""
_LINK = re.compile(r'HYPERLINK\("[^"]*"&MATCH\("((?:[^"]|"")*)",.*,0\)\+\d+,"((?:[^"]|"")*)"\)')
_FRAME = ("HYPERLINK(", "&MATCH(", ")")
_PIECES = 7
"""How many quotes cut a link into, if its texts have none of their own."""
_BETWEEN = re.compile(r",.*,0\)\+\d+,")
_WILD = re.compile("~([~*?])")


class _Expected(NamedTuple):
    """What a sheet holds: its header, the columns below, and what a row is about, for messages."""

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

    Rows are compared as they come and let go; what differs is told in the end, when nothing else
    is wrong with the file.
    """

    def __init__(
        self, *, tables: Mapping[str, Table], overview: Overview, wording: Wording, label: Handling
    ) -> None:
        self._house = _House(wording, label)
        self._drawn = [sized(chart) for chart in overview.charts]
        self._due = dict(_sheets(tables, overview, self._drawn, wording))
        self._whole = {wording.text(TEXTS["start"]), *_chart_sheets(self._drawn, wording)}
        self._kept: dict[str, list[Row]] = {}
        self._seen: dict[str, _Seen] = {}

    @staticmethod
    def linked(cell: Cell, value: Value) -> Value | _Lead | Cell:
        """A cell with a formula as it is compared: its value, if the formula is a link to that.

        A link that leads elsewhere is compared as such, and any other formula is like nothing.
        """
        lead = _lead(cell.formula or "")
        if lead is None or lead[1] != value:
            return cell
        return value if lead[0] == _first(value) else lead

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
                _wrong_sheet(self._house, name, self._seen.get(name), texts) for name in self._due
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
    tables: Mapping[str, Table], overview: Overview, drawn: Sequence[Chart], wording: Wording
) -> Iterator[tuple[str, _Due]]:
    titles = {name: wording.text(table.title) for name, table in tables.items()}
    for name, table in tables.items():
        yield titles[name], partial(_of_table, table, wording)
    yield wording.text(TEXTS["summary"]), partial(_of_summary, overview, titles, wording)
    for name, chart in zip(_chart_sheets(drawn, wording), drawn, strict=True):
        yield name, partial(_of_chart, chart, wording)


def _chart_sheets(drawn: Sequence[Chart], wording: Wording) -> list[str]:
    """The names of the sheets with the charts' data."""
    name = wording.text(TEXTS["chart_data"])
    return [name.format(number=number) for number in range(1, len(drawn) + 1)]


def _of_table(table: Table, wording: Wording) -> _Expected:
    header = [wording.text(column.header) for column in table.columns]
    columns = [table.frame[column.key].tolist() for column in table.columns]
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
    columns = list(zip(*rows, strict=True))
    return _Expected(header, columns, said(TEXTS["summary_row"]), subjects, formulas)


def _of_chart(chart: Chart, wording: Wording) -> _Expected:
    header, *rows = native.rows(chart)
    summary = wording.text(TEXTS["summary"])
    row_is = wording.text(TEXTS["chart_row"]).format(title=chart.title, sheet=summary)
    columns = list(zip(*rows, strict=True))
    return _Expected([str(cell) for cell in header], columns, row_is, [""] * len(rows))


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
    house: _House, name: str, seen: _Seen | None, texts: Sequence[str]
) -> Iterator[Difference]:
    """What differs on a sheet; only rows that are not just as expected are looked at by cell."""
    if seen is None:
        yield Difference(name, "there is no such sheet")
        return
    expected, head, odd = seen
    found = dict(SheetContent(head, texts).cells)
    labels = [place for place in islice(found, _HEAD_CELLS) if found[place] == house.label.value]
    if not labels:
        yield Difference(name, f"lacks the label {house.label.value}")
    for place in labels:
        del found[place]
    due = [(HEADER_ROW, expected.header), *((number, values) for number, _, values in odd)]
    wanted = house.head(name, expected) | _by_place(due)
    others = [row for _, row, _ in odd if row is not None]
    found |= SheetContent(others, texts).cells
    yield from _differing(name, found, wanted, expected.subjects)
    for place, cell in placed([*head, *others]):
        value = value_of(cell, texts)
        if message := _wrong_formula(cell, value, place, wanted, expected.formulas):
            yield Difference(f"{name}!{place}", message)


def _compared(blocks: Iterator[Block], expected: _Expected) -> _Seen:
    """What is left of a sheet: rows are compared by column, and by row where some differ."""
    letters = tuple(map(get_column_letter, range(1, len(expected.header) + 1)))
    due = list(map(_due, expected.columns))
    head: list[Row] = []
    odd: list[_Odd] = []
    end = -HEADER_ROW
    for block in blocks:
        start, end = end, end + len(block.styles)
        as_due = start >= 0 and block.values == [column[start:end] for column in due]
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
                or values != [column[at : at + 1] for column in due]
            ):
                odd.append((at + FIRST_ROW, row, _across(expected.columns, at)))
    missing = range(max(end, 0), len(expected.subjects))
    odd += [(at + FIRST_ROW, None, _across(expected.columns, at)) for at in missing]
    return _Seen(expected._replace(columns=()), head, odd)


def _across(columns: Sequence[Sequence[Any]], at: int) -> Sequence[Any]:
    """The values of a row, none below the last one."""
    return [column[at] for column in columns if at < len(column)]


_Lead = tuple[str, str]
"""The key of the row to which a link leads, and what it shows."""


def _due(values: Sequence[Any]) -> list[Any]:
    """What is read back, with `BookProof.linked`, of a column in which values stand."""
    if _AS_THEY_ARE.issuperset(map(type, values)):
        return list(values)
    return [
        (value.key, value.text)
        if isinstance(value, Ref) and value.key != _first(value.text)
        else _held(value)
        for value in values
    ]


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
    pieces = formula.split('"')
    if len(pieces) == _PIECES:
        before, _, match, key, between, text, after = pieces
        found = (before, match, after) == _FRAME and _BETWEEN.fullmatch(between)
    else:
        found = _LINK.fullmatch(formula)
        key, text = (one.replace('""', '"') for one in found.groups()) if found else ("", "")
    if not found:
        return None
    return _WILD.sub(r"\1", key) if "~" in key else key, text


def _first(text: object) -> str:
    """The first of what a cell lists: `003.1a` of `003.1a, 004.2a`."""
    return str(text).partition(",")[0].strip()


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
