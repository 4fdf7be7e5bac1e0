"""A finished workbook against the facts: every cell, formula, value of a formula and chart."""

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
from briefgen.proof.drawings import alternative_texts, as_read, wrong_alternative, wrong_chart
from briefgen.proof.excel import SheetContent, placed, sheet_names, values_of
from briefgen.proof.leads import Leads
from briefgen.proof.proof import Difference, Proof, refuse, shown
from briefgen.proof.rows import ROWS, columns_of_sheet
from briefgen.proof.rows import Row as TableRow
from briefgen.proof.rules import expected, what_one_says
from briefgen.proof.sequence import charts, in_words
from briefgen.proof.summary import computed, figures
from briefgen.sheets import HEADER_ROW, Column, Sheet, sheets
from briefgen.wording.workbook import TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.facts.records import Handling
    from briefgen.office.charts import Chart
    from briefgen.office.lint.blocks import Block, Row
    from briefgen.office.lint.cells import Cell, Value
    from briefgen.office.lint.parts import Package
    from briefgen.proof.values import Values
    from briefgen.wording import Wording

FIRST_ROW = HEADER_ROW + 1
_HEAD_CELLS = 6
"""How many of a sheet's first cells may be the label; its head has four with it."""
_SUMMARY = ("figure", "value", "bound", "words", "counts", "leaves_out", "link")


class _Expected(NamedTuple):
    """What a sheet holds: its header, the columns below as they are read back.

    For messages, what a row is, and what each is about. `figures` are the values of the cells
    that `compute` must find for their formulas.
    """

    header: Sequence[str]
    columns: Sequence[Sequence[Any]]
    row_is: str
    subjects: Sequence[str]
    figures: Mapping[str, float] = {}
    compute: Callable[[str], float | None] = lambda _: None


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
    """A workbook held against the facts while it is read: every cell, every formula's value.

    A cell with a formula is compared as what it leads to, by its `leads`. Rows are compared as
    they come and let go; what differs is told in the end, when nothing else is wrong with the
    file.
    """

    def __init__(self, values: Values) -> None:
        self._values = values
        self._house = _House(values.wording, values.brief.label)
        self._drawn = list(charts(values, "workbook").values())
        keys = {name: _keys(name, values) for name in ROWS}
        addresses = frozenset(str(one.claim.reading.at) for one in values.all_claims)
        self.leads = Leads(keys, addresses, values.wording)
        self._due = dict(_sheets(values, self._drawn, self.leads))
        self._whole = {values.remark(TEXTS["start"]), *_chart_sheets(self._drawn, values.wording)}
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
            *_wrong_charts(package, kept, self._drawn, self._values),
        ]
        refuse(file, differences)
        surveys = [package.surveys[part] for part in sheet_names(package)]
        return Proof(
            cells=sum(survey.held for survey in surveys),
            formulas=sum(survey.calculated for survey in surveys),
        )


def _keys(name: str, values: Values) -> frozenset[str]:
    """What identifies the rows of a table."""
    return frozenset(row.id for row in ROWS[name](values))


def _sheets(values: Values, drawn: Sequence[Chart], leads: Leads) -> Iterator[tuple[str, _Due]]:
    for name, sheet in sheets().items():
        yield values.remark(sheet.title), partial(_of_table, sheet, ROWS[name], values, leads)
    yield values.remark(TEXTS["summary"]), partial(_of_summary, values)
    for name, chart in zip(_chart_sheets(drawn, values.wording), drawn, strict=True):
        yield name, partial(_of_chart, chart, values.wording)


def _chart_sheets(drawn: Sequence[Chart], wording: Wording) -> list[str]:
    """The names of the sheets with the charts' data."""
    name = wording.text(TEXTS["chart_data"])
    return [name.format(number=number) for number in range(1, len(drawn) + 1)]


def _of_table(
    sheet: Sheet, rows: Callable[[Values], Iterator[TableRow]], values: Values, leads: Leads
) -> _Expected:
    about = list(rows(values))
    declared = columns_of_sheet(sheet, values)
    columns = [_cells(sheet, column, about, values, leads) for column in declared]
    header = [values.remark(column.header) for column in declared]
    subjects = [row.id for row in about]
    return _Expected(header, columns, values.remark(sheet.row_is), subjects)


def _cells(
    sheet: Sheet, column: Column, rows: Sequence[TableRow], values: Values, leads: Leads
) -> list[object]:
    """What the cells of a column are read back as."""
    if column.shows == "what one text says":
        source = column.key.removeprefix("text_")
        return [what_one_says(values, row, source) for row in rows]
    shown = [expected(values, row, column.shows, dash=column.nil) for row in rows]
    leads_away = column.kind == "address" and column.key != sheet.key and sheet.name != "Evidence"
    return list(map(leads.due_to_evidence if leads_away else leads.due, shown))


def _of_summary(values: Values) -> _Expected:
    said = {key: values.remark(TEXTS[key]) for key in (*_SUMMARY, "summary_row")}
    counted = figures(values)
    rows = [
        (
            *(one.label, one.value, one.bound, one.words, one.counts, one.leaves_out),
            values.remark(sheets()[one.sheet].title),
        )
        for one in counted
    ]
    columns = [list(column) for column in zip(*rows, strict=True)]
    header = [said[key] for key in _SUMMARY]
    found = {f"B{row}": float(one.value) for row, one in enumerate(counted, FIRST_ROW)}
    compute = partial(computed, values=values)
    subjects = [one.key for one in counted]
    return _Expected(header, columns, said["summary_row"], subjects, found, compute)


def _of_chart(chart: Chart, wording: Wording) -> _Expected:
    header, *rows = native.rows(chart)
    summary = wording.text(TEXTS["summary"])
    row_is = wording.text(TEXTS["chart_row"]).format(title=chart.title, sheet=summary)
    columns = [list(map(as_read, column)) for column in zip(*rows, strict=True)]
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
        due_here = wanted.get(place)
        if place in expected.figures:
            message = _wrong_figure(cell, expected, expected.figures[place])
        else:
            message = _wrong_link(leads, cell, value_of(cell, texts), due_here)
        if message:
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


def _wrong_figure(cell: Cell, expected: _Expected, due: float) -> str | None:
    """What is wrong with the formula of a figure: it is computed anew from the facts."""
    if cell.formula is None:
        return "is no formula"
    comes_to = expected.compute(cell.formula)
    if comes_to == due:
        return None
    return f"={cell.formula} comes to {shown(comes_to)}, the facts say {shown(due)}"


def _wrong_link(leads: Leads, cell: Cell, value: Value, due: object) -> str | None:
    """What is wrong with a link or for lack of one; its text is compared as a cell."""
    if cell.formula is None:
        return f"is no link to {due[1]}" if isinstance(due, tuple) else None
    if value is None:
        return f"={cell.formula} has no value"
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
    package: Package, kept: Mapping[str, SheetContent], drawn: Sequence[Chart], values: Values
) -> Iterator[Difference]:
    alternatives = alternative_texts(package.trees)
    for number, chart in enumerate(drawn, 1):
        where = f"chart {number}"
        content = package.parts[f"xl/charts/chart{number}.xml"]
        yield from wrong_chart(content, where, kept, native.rows(chart))
        said = alternatives[number - 1] if number <= len(alternatives) else ""
        yield from wrong_alternative(said, where, in_words(chart, values))
