"""A finished workbook against its tables: every cell, formula, value of a formula and chart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, islice, zip_longest
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from openpyxl.utils import get_column_letter

from briefgen.office import charts as native
from briefgen.office.cells import serial
from briefgen.proof.drawings import wrong_chart
from briefgen.proof.excel import SheetContent, placed, shared_texts, sheet_names, value_of
from briefgen.proof.proof import Difference, Proof, refuse, shown
from briefgen.tables.table import Ref
from briefgen.workbook.summary import sized
from briefgen.workbook.tablesheets import HEADER_ROW
from briefgen.workbook.words import TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_FRAME = ("HYPERLINK(", "&MATCH(", ")")
_PIECES = 7
"""How many quotes cut a link into, if its texts have none of their own."""
_BETWEEN = re.compile(r",.*,0\)\+\d+,")
_WILD = re.compile("~([~*?])")


class _Expected(NamedTuple):
    """What a sheet holds: its header, the rows below, and what each is about, for messages."""

    header: Sequence[str]
    rows: Iterable[Sequence[Any]]
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
        self._read = _Read()
        self._kept: dict[str, list[Row]] = {}
        self._seen: dict[str, _Seen] = {}

    def see(self, package: Package, part: str, rows: Iterator[Row]) -> None:
        """Compare the rows of a sheet, which `read` gives one by one."""
        name = sheet_names(package).get(part, "")
        if name in self._whole:
            self._kept[name] = list(rows)
            rows = iter(self._kept[name])
        if name in self._due:
            expected = self._due[name]()
            head = list(islice(rows, HEADER_ROW))
            self._read.texts = shared_texts(package)
            odd = list(_odd_rows(self._read, rows, expected))
            self._seen[name] = _Seen(expected._replace(rows=()), head, odd)

    def proof(self, package: Package, *, file: str) -> Proof:
        """What was proved. Raises DossierError naming every difference."""
        texts = shared_texts(package)
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


def _odd_rows(read: _Read, rows: Iterator[Row], expected: _Expected) -> Iterator[_Odd]:
    """The rows that are not just as expected."""
    columns = tuple(map(get_column_letter, range(1, len(expected.header) + 1)))
    due = zip(*map(_due, zip(*expected.rows, strict=False)), strict=False)
    held = read.__getitem__
    for number, (row, values, wanted) in enumerate(
        zip_longest(rows, expected.rows, due), FIRST_ROW
    ):
        if (
            row is None
            or values is None
            or row.end != str(number)
            or row.columns != columns
            or tuple(map(held, row.cells)) != wanted
        ):
            yield number, row, values or ()


_Lead = tuple[str, str]
"""The key of the row to which a link leads, and what it shows."""


class _Read(dict["Cell", "Value | _Lead | Cell"]):
    """Cells as they are compared: what each holds, if its formula is a link to that.

    A link that leads elsewhere is compared as such; any other formula, and what cannot be read,
    is like nothing.
    """

    texts: Sequence[str] = ()

    def __missing__(self, cell: Cell) -> Value | _Lead | Cell:
        try:
            value = value_of(cell, self.texts)
        except (IndexError, ValueError):
            return cell
        read = self[cell] = value if cell.formula is None else _linked(cell, value)
        return read


def _linked(cell: Cell, value: Value) -> Value | _Lead | Cell:
    """What `_Read` makes of a cell with a formula."""
    lead = _lead(cell.formula or "")
    if lead is None or lead[1] != value:
        return cell
    return value if lead[0] == _first(value) else lead


def _due(values: Sequence[Any]) -> Sequence[Any]:
    """What `_Read` makes of the cells of a column in which values stand."""
    if _AS_THEY_ARE.issuperset(map(type, values)):
        return values
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
