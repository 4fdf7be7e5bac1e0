"""Horizontal bars as a native bar chart: filled, hatched, or words where there is no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.office.charts.layout import width
from briefgen.office.charts.markup import (
    INK,
    PAPER,
    QUIET,
    TEXT,
    Face,
    Label,
    Source,
    a,
    c,
    fill,
    label,
    labels,
    legend,
    line,
    no_line,
    plot_layout,
    shape,
    text_properties,
)
from briefgen.office.charts.table import Area, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.charts.definitions import Bar, Bars

DONE, ANNOUNCED, UNKNOWN, TEXTS = 1, 2, 3, 4
"""The columns of the table, after the categories."""
SERIES = (DONE, UNKNOWN, ANNOUNCED)
CATEGORY_AXIS, VALUE_AXIS = 333333333, 444444444
GAP = 60
"""Between two bars, in percent of a bar's thickness."""
TOP = 0.1
FOOT = 0.8
RIM = 1.0


def table(bars: Bars) -> Table:
    """A row a bar. Done and announced stand apart: they are unlike and must not be added."""
    words = bars.words
    header: Row = (words.category, words.done, words.announced, words.unknown, words.text)
    return Table((header, *(_row(bar) for bar in bars.bars)))


def _row(bar: Bar) -> Row:
    done = None if bar.hatched else bar.value
    announced = bar.value if bar.hatched else None
    return (bar.category, done, announced, 0 if bar.value is None else None, bar.text)


def plot_area(bars: Bars, source: Source, top: float) -> str:
    """The plot area and everything in it, `top` centimetres below the usual place."""
    left = max(width([bar.category]) for bar in bars.bars) + 0.1
    high = bars.height + top
    return c(
        "plotArea",
        plot_layout(
            left / bars.width,
            (TOP + top) / high,
            1 - left / bars.width - 0.01,
            (bars.height - TOP - FOOT) / high,
        ),
        c(
            "barChart",
            c("barDir", val="bar"),
            c("grouping", val="clustered"),
            c("varyColors", val=False),
            *(_series(bars, source, *kind) for kind in enumerate(_kinds(source))),
            c("gapWidth", val=GAP),
            c("overlap", val=100),
            c("axId", val=CATEGORY_AXIS),
            c("axId", val=VALUE_AXIS),
        ),
        _categories(bars),
        _values(bars, bars.width - left),
        shape(a("noFill"), no_line()),
    )


def key(bars: Bars, source: Source) -> Iterator[str]:
    """The legend, where there is something hatched; the words speak for themselves."""
    kinds = _kinds(source)
    if ANNOUNCED in kinds:
        hidden = [index for index, column in enumerate(kinds) if column == UNKNOWN]
        yield legend(hidden, Face(bars.language))


def _kinds(source: Source) -> tuple[int, ...]:
    """The columns that are drawn.

    The words come in the middle: LibreOffice counts the legend's entries from the other end.
    """
    body = source.table.rows[1:]
    filled = {column for row in body for column in SERIES if row[column] is not None}
    return tuple(column for column in SERIES if column == DONE or column in filled)


def _series(bars: Bars, source: Source, index: int, column: int) -> str:
    last = len(bars.bars)
    return c(
        "ser",
        c("idx", val=index),
        c("order", val=index),
        source.texts("tx", Area(column, 0, 0)),
        _look(column),
        c("invertIfNegative", val=False),
        labels(_labels(bars, source, column)),
        source.texts("cat", Area(0, 1, last)),
        source.numbers("val", Area(column, 1, last)),
    )


def _look(column: int) -> str:
    if column == DONE:
        return shape(fill(INK), line(INK, RIM))
    if column == UNKNOWN:
        return shape(a("noFill"), no_line())
    hatching = a(
        "pattFill",
        a("fgClr", a("srgbClr", val=INK)),
        a("bgClr", a("srgbClr", val=PAPER)),
        prst="wdUpDiag",
    )
    return shape(hatching, line(INK, RIM))


def _labels(bars: Bars, source: Source, column: int) -> Iterator[str]:
    unknown = column == UNKNOWN
    face = Face(bars.language, colour=QUIET if unknown else TEXT, italic=unknown)
    for index, row in enumerate(source.table.rows[1:]):
        if row[column] is not None:
            yield label(Label(index, [bars.bars[index].text], "outEnd"), face)


def _categories(bars: Bars) -> str:
    return c(
        "catAx",
        c("axId", val=CATEGORY_AXIS),
        c("scaling", c("orientation", val="maxMin")),
        c("delete", val=False),
        c("axPos", val="l"),
        c("numFmt", formatCode="General", sourceLinked=False),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="low"),
        shape(line(QUIET, 0.75)),
        text_properties(Face(bars.language)),
        c("crossAx", val=VALUE_AXIS),
        c("crosses", val="autoZero"),
        c("auto", val=False),
        c("lblAlgn", val="ctr"),
        c("lblOffset", val=100),
        c("noMultiLvlLbl", val=True),
    )


def _values(bars: Bars, room: float) -> str:
    """From zero, and hidden: each bar carries its number. Room is left for the longest text."""
    most = max((bar.value or 0 for bar in bars.bars), default=0) or 1
    longest = max(width([bar.text]) for bar in bars.bars)
    end = most / max(0.3, 1 - longest / room)
    return c(
        "valAx",
        c("axId", val=VALUE_AXIS),
        c(
            "scaling",
            c("orientation", val="minMax"),
            c("max", val=round(end, 1)),
            c("min", val=0),
        ),
        c("delete", val=True),
        c("axPos", val="t"),
        c("numFmt", formatCode="General", sourceLinked=False),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="none"),
        c("crossAx", val=CATEGORY_AXIS),
        c("crosses", val="autoZero"),
        c("crossBetween", val="between"),
    )
