"""The files' parts of a chart: its XML for Word and for Excel, and the workbook inside Word's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.chart import ScatterChart

from briefgen.office.charts import bars, points, timeline
from briefgen.office.charts.definitions import Bars, Timeline
from briefgen.office.charts.embedded import SHEET, workbook
from briefgen.office.charts.markup import (
    NAMESPACES,
    PAPER,
    Face,
    Source,
    c,
    fill,
    no_line,
    rich,
    shape,
    text_properties,
)
from briefgen.office.charts.table import Home, Row, Table

if TYPE_CHECKING:
    from openpyxl.chart._chart import ChartBase

Chart = Timeline | Bars
TITLE_HEIGHT = 0.9
"""What a title adds to a chart's height, in centimetres."""
TITLE_FONT = 1100
_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


def rows(chart: Chart) -> tuple[Row, ...]:
    """The chart's data table, the header first; dates are dates, an empty cell is None."""
    return _table(chart).rows


def extent(chart: Chart, *, titled: bool = False) -> tuple[float, float]:
    """Width and height in centimetres at which the chart is made to be shown."""
    return chart.width, chart.height + (TITLE_HEIGHT if titled else 0.0)


def part_xml(chart: Chart, external_rel_id: str) -> bytes:
    """The chart part of a Word file, without a title: the caption has it.

    Its references point into `embedded_workbook(chart)`, which is the target of the chart part's
    relationship `external_rel_id`.
    """
    linked: dict[str, object] = {"r:id": external_rel_id}
    external = c("externalData", c("autoUpdate", val=False), **linked)
    return _xml(chart, Source(_table(chart), Home(SHEET)), external=external)


def excel_part_xml(
    chart: Chart, sheet_name: str, first_row: int = 1, first_column: int = 1
) -> bytes:
    """The chart part of an Excel file, titled, where `rows(chart)` stand on the sheet `sheet_name`.

    It replaces the part that openpyxl writes for `placeholder`: openpyxl cannot say the labels.
    """
    return _xml(chart, Source(_table(chart), Home(sheet_name, first_row, first_column)))


def placeholder(chart: Chart) -> ChartBase:
    """An empty chart as large as `chart`, for `Worksheet.add_chart`: it makes the frame."""
    made = ScatterChart()
    width, height = extent(chart, titled=True)
    made.width, made.height = width, height  # type: ignore[assignment]  # centimetres, not whole
    return made


def embedded_workbook(chart: Chart) -> bytes:
    """A workbook of one sheet, "Data", that holds the chart's rows and nothing else."""
    return workbook(rows(chart))


def caches(xml: bytes) -> list[tuple[str, tuple[str | float | None, ...]]]:
    """Each reference of a chart part with the values kept beside it, None for an empty cell."""
    found = []
    for formula in etree.fromstring(xml).iter(f"{{{NAMESPACES['c']}}}f"):
        cache = formula.getnext()
        if cache is None:
            raise ValueError(f"{formula.text}: the reference has no cache")
        found.append((formula.text or "", _cached(cache)))
    return found


def _cached(cache: etree._Element) -> tuple[str | float | None, ...]:
    number = etree.QName(cache).localname == "numCache"
    kept = {
        int(point.get("idx", "")): point.findtext("c:v", "", NAMESPACES)
        for point in cache.iterfind("c:pt", NAMESPACES)
    }
    count = cache.find("c:ptCount", NAMESPACES)
    size = 0 if count is None else int(count.get("val", ""))
    texts = (kept.get(index) for index in range(size))
    return tuple(float(text) if number and text is not None else text for text in texts)


def _table(chart: Chart) -> Table:
    match chart:
        case Timeline():
            return points.table(chart)
        case Bars():
            return bars.table(chart)


def _xml(chart: Chart, source: Source, *, external: str = "") -> bytes:
    """The chart space. With external data it is Word's, and has no title."""
    spaces: dict[str, object] = {f"xmlns:{key}": space for key, space in NAMESPACES.items()}
    root = c(
        "chartSpace",
        c("date1904", val=False),
        c("lang", val=chart.language),
        c("roundedCorners", val=False),
        c("chart", *_chart(chart, source, titled=not external)),
        shape(fill(PAPER), no_line()),
        text_properties(Face(chart.language)),
        external,
        **spaces,
    )
    return (_HEAD + root).encode()


def _chart(chart: Chart, source: Source, *, titled: bool) -> tuple[str, ...]:
    return (
        *((_title(chart),) if titled else ()),
        c("autoTitleDeleted", val=not titled),
        *_plot(chart, source, TITLE_HEIGHT if titled else 0.0),
        c("plotVisOnly", val=False),
        c("dispBlanksAs", val="gap"),
    )


def _plot(chart: Chart, source: Source, top: float) -> tuple[str, ...]:
    """The plot area and the legend."""
    match chart:
        case Timeline():
            return timeline.plot_area(chart, source, top), timeline.key(chart)
        case Bars():
            return bars.plot_area(chart, source, top), *bars.key(chart, source)


def _title(chart: Chart) -> str:
    face = Face(chart.language, bold=True, size=TITLE_FONT)
    return c("title", c("tx", rich([chart.title], face)), c("overlay", val=False))
