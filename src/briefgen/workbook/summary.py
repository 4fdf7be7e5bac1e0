"""The summary: figures as live formulas over the tables, and the charts with their data."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from briefgen.office.cells import Formula, Styled
from briefgen.office.charts import Timeline, excel_part_xml, extent, placeholder, rows
from briefgen.office.sheets import Column, PlacedChart, Sheet
from briefgen.sheets import CHART_SIZES, HEADER_ROW
from briefgen.workbook.pages import Page
from briefgen.workbook.tablesheets import OTHER_TAB, TABS, fitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.office.cells import Cell
    from briefgen.office.charts import Chart
    from briefgen.tables.summary import Figure
    from briefgen.workbook.tablesheets import House

SUMMARY = "Summary"
_COLUMNS = (
    ("figure", 40.0, "Key"),
    ("value", 10.0, "Figure"),
    ("bound", 10.0, "Text"),
    ("words", 42.0, "Text"),
    ("counts", 46.0, "Text"),
    ("leaves_out", 46.0, "Text"),
    ("link", 14.0, "Link"),
)
_ROW = 0.52  # the height of a row without text, in centimetres
_GAP = 2  # rows between the table and a chart, and between charts


class Overview(Struct, frozen=True):
    """What the summary shows: figures as formulas over the tables, and charts."""

    figures: Sequence[Figure]
    charts: Sequence[Chart]


def summary_pages(overview: Overview, house: House) -> tuple[Page, list[Page]]:
    """The summary, and the sheets of its charts' data, which stand at the end of the workbook."""
    drawn = [sized(chart) for chart in overview.charts]
    data = [_chart_data(chart, number, house) for number, chart in enumerate(drawn, 1)]
    sheet = _summary(overview.figures, house)
    placed = tuple(_placed(sheet.last_row, drawn, data))
    page = Page(replace(sheet, charts=placed), house.said("summary_row"), sheet.columns[0].header)
    return page, data


def _summary(figures: Sequence[Figure], house: House) -> Sheet:
    name, rows_are = house.said("summary"), house.said("summary_row")
    counted = house.said("rows", what=rows_are, count=house.wording.count(len(figures), "row"))
    return Sheet(
        name=name,
        head=house.head(name, counted),
        columns=[Column(house.said(key), width, style) for key, width, style in _COLUMNS],
        rows=[_row(figure, house) for figure in figures],
        table=SUMMARY,
        description=counted,
        frozen=1,
        tab=TABS[SUMMARY],
        label=house.label,
        footer=house.footer,
    )


def _row(figure: Figure, house: House) -> list[Cell]:
    text = house.wording.text
    value = Formula(figure.formula, figure.value)
    return [
        text(figure.label),
        Styled(value, "Figure our sum") if figure.ours else value,
        figure.bound,
        figure.words,
        text(figure.counts),
        text(figure.leaves_out),
        house.sheet_link(figure.link),
    ]


def sized(chart: Chart) -> Chart:
    """A chart as large as it stands on the sheet: a timeline as wide as that allows."""
    name = "timeline" if isinstance(chart, Timeline) else "people"
    width, height = CHART_SIZES["workbook"][name]
    return replace(chart, width=width, height=height)


def _chart_data(chart: Chart, number: int, house: House) -> Page:
    """The rows behind a chart on a sheet of their own: one table a sheet, nothing below."""
    header, *body = rows(chart)
    headers = [str(cell) for cell in header]
    name = house.said("chart_data", number=number)
    row_is = house.said("chart_row", title=chart.title, sheet=house.said("summary"))
    count = house.said("rows", what=row_is, count=house.wording.count(len(body), "row"))
    sheet = Sheet(
        name=name,
        head=house.head(name, count),
        columns=[_column(text, cells) for text, *cells in zip(headers, *body, strict=True)],
        rows=body,
        table=f"ChartData{number}",
        description=count,
        frozen=1,
        tab=OTHER_TAB,
        label=house.label,
        footer=house.footer,
    )
    return Page(sheet, row_is, headers[0])


def _column(header: str, cells: Sequence[object]) -> Column:
    """Words as text; numbers and dates in the style that leaves their decimals as they are."""
    if any(isinstance(cell, str) for cell in cells):
        return Column(header, 40.0, "Text")
    return Column(header, max(13.0, fitting(header, "text", ())), "Text centred")


def _placed(after: int, charts: Sequence[Chart], data: Sequence[Page]) -> Iterator[PlacedChart]:
    """The charts one under the other, below row `after`."""
    row = after + _GAP
    for chart, page in zip(charts, data, strict=True):
        yield PlacedChart(
            anchor=f"A{row}",
            chart=placeholder(chart),
            alt=chart.alt,
            finish=partial(_finished, chart, page.sheet.name),
        )
        _, height = extent(chart, titled=True)
        row += ceil(height / _ROW) + _GAP


def _finished(chart: Chart, sheet: str, _written: bytes) -> bytes:
    """The chart's part with its words, in place of the one that openpyxl wrote."""
    return excel_part_xml(chart, sheet, HEADER_ROW)
