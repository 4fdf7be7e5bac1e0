"""Rules for charts in either kind of file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree
from openpyxl.utils import get_column_letter

from briefgen.office.charts import caches
from briefgen.office.lint.finding import Fault
from briefgen.office.lint.parts import NAMESPACES, C, R
from briefgen.office.lint.places import area

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.office.lint.book import Book, Sheet
    from briefgen.office.lint.parts import Element, Package

_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
_BESIDE = frozenset(["b", "ctr", "l", "r", "t"])
_INSIDE = frozenset(["ctr", "inBase", "inEnd"])
_POSITIONS = {
    "barChart": _INSIDE | {"outEnd"},
    "lineChart": _BESIDE,
    "scatterChart": _BESIDE,
    "bubbleChart": _BESIDE,
    "pieChart": frozenset(["bestFit", "ctr", "inEnd", "outEnd"]),
}
_STACKED = frozenset(["stacked", "percentStacked"])


class Chart(NamedTuple):
    """A chart part, and the workbook that it refers to, if there is one."""

    part: str
    content: bytes
    root: Element
    book: Book | None


def charts_of(package: Package, embedded: Mapping[str, Book], own: Book | None) -> list[Chart]:
    """The charts of a package, with the embedded workbook of each, or else `own`."""
    found = []
    for part, root in package.trees.items():
        if root.tag == C + "chartSpace":
            data = root.find(C + "externalData")
            key = None if data is None else data.get(R + "id")
            book = embedded.get(package.target(part, key), own)
            found.append(Chart(part, package.parts[part], root, book))
    return found


def chart_cache(charts: Sequence[Chart]) -> Iterator[Fault]:
    """Each reference of a chart keeps the values of its cells: what is shown is what is there."""
    for chart in charts:
        try:
            kept = caches(chart.content)
        except ValueError as fault:
            yield Fault(chart.part, "", str(fault))
            continue
        for reference, values in dict(kept).items():
            cells = _cells(chart.book, reference)
            if cells is None:
                yield Fault(chart.part, reference, "refers to no row or column of its workbook")
            elif cells != values:
                yield Fault(chart.part, reference, "keeps other values than the cells have")


def label_position(charts: Sequence[Chart]) -> Iterator[Fault]:
    """Labels stand where their kind of chart allows, or Excel drops the chart; 21.2.3.10."""
    for chart in charts:
        plots = chart.root.iterfind("c:chart/c:plotArea/*[c:ser]", NAMESPACES)
        for plot in plots:
            kind = etree.QName(plot).localname
            grouping = plot.find(C + "grouping")
            stacked = kind == "barChart" and grouping is not None
            stacked = stacked and grouping is not None and grouping.get("val") in _STACKED
            allowed = _INSIDE if stacked else _POSITIONS.get(kind, frozenset())
            for position in {found.get("val", "") for found in plot.iter(C + "dLblPos")} - allowed:
                where = f"stacked {kind}" if stacked else kind
                yield Fault(chart.part, where, f'its labels cannot stand at "{position}"')


def _cells(book: Book | None, reference: str) -> tuple[str | float | None, ...] | None:
    """The values of a row or column of cells, None where there are no such cells."""
    found = _REFERENCE.fullmatch(reference)
    place = area(found[3]) if found else None
    if book is None or found is None or place is None:
        return None
    sheet = book.sheet(found[2] or found[1].replace("''", "'"))
    return None if sheet is None else tuple(_values(book, sheet, *place))


def _values(
    book: Book, sheet: Sheet, top: int, left: int, bottom: int, right: int
) -> Iterator[str | float | None]:
    for row in range(top, bottom + 1):
        cells = sheet.row(str(row))
        for column in range(left, right + 1):
            yield book.value(cells.get(f"{get_column_letter(column)}{row}"))


RULES = (chart_cache, label_position)
