"""The timeline as a native scatter chart: dates across, lanes upwards, words as data labels."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.office.cells import serial
from briefgen.office.charts import layout
from briefgen.office.charts.markup import (
    DATE_FORMAT,
    FONT,
    INK,
    NOTE_FONT,
    PALE,
    QUIET,
    RULE,
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
)
from briefgen.office.charts.points import Look, Point, points, used
from briefgen.office.charts.table import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.charts.definitions import Timeline

DOT = 9
"""The diameter of a dot and the thickness of a bar, in points."""
RIM = 1.5
"""What stays of the dark around what is hollow, in points."""
HIDDEN = 3
"""By how much the markers in a bar are smaller than it is thick, in points."""
HAIR = 0.5
X_AXIS, Y_AXIS = 111111111, 222222222
DRAWN = (
    Look.RULE,
    Look.MONTH,
    Look.LANE,
    Look.NOTE,
    Look.DONE,
    Look.ANNOUNCED,
    Look.SPAN_DONE,
    Look.SPAN_ANNOUNCED,
)
"""From the back to the front, and from the left of the legend to its right."""
SPANS = (Look.SPAN_DONE, Look.SPAN_ANNOUNCED)
HOLLOW = (Look.ANNOUNCED, Look.SPAN_ANNOUNCED)
EVENTS = (Look.DONE, *SPANS, Look.ANNOUNCED)


class Coat(Enum):
    """What is hollow is drawn dark, with a smaller pale inside over it.

    Neither a line nor, in LibreOffice, a marker has a border. The inside comes before and after:
    the last series is in front in Word and Excel, the first one in LibreOffice.
    """

    FIRST = auto()
    BODY = auto()
    LAST = auto()


class Layer(Struct, frozen=True):
    """Points of one look as one series."""

    look: Look
    column: int
    points: tuple[Point, ...]
    """All points of the table, as every series runs over all of its rows."""
    coat: Coat

    @property
    def inside(self) -> bool:
        """Whether it is the pale inside of what is hollow."""
        return self.coat is not Coat.BODY

    @property
    def in_key(self) -> bool:
        """Whether the legend shows it: of what is hollow, the inside."""
        return self.look in EVENTS and self.coat is _coats(self.look)[-1]

    @property
    def thickness(self) -> float:
        """Of its dots and bars, in points."""
        return DOT - 2 * RIM if self.inside else DOT

    @property
    def colour(self) -> str:
        """Of its dots and bars."""
        return PALE if self.inside else INK


def plot_area(timeline: Timeline, source: Source, top: float) -> str:
    """The plot area and everything in it, `top` centimetres below the usual place."""
    plot = layout.frame(timeline)
    high = timeline.height + top
    left, foot = plot.left / timeline.width, (layout.TOP + top) / high
    return c(
        "plotArea",
        plot_layout(left, foot, plot.width / timeline.width, plot.height / high),
        c(
            "scatterChart",
            c("scatterStyle", val="lineMarker"),
            c("varyColors", val=False),
            *(_drawn(timeline, source, *layer) for layer in enumerate(_layers(timeline))),
            c("axId", val=X_AXIS),
            c("axId", val=Y_AXIS),
        ),
        _dates(timeline),
        _heights(timeline),
        shape(a("noFill"), no_line()),
    )


def key(timeline: Timeline) -> str:
    """The legend: filled, hollow, and bars for those of unknown day."""
    hidden = [index for index, layer in enumerate(_layers(timeline)) if not layer.in_key]
    return legend(hidden, Face(timeline.language))


def _layers(timeline: Timeline) -> tuple[Layer, ...]:
    """The series from the back to the front."""
    drawn = points(timeline)
    columns = {look: column for column, look in enumerate(used(drawn), start=1)}
    return tuple(
        Layer(look, columns[look], drawn, coat)
        for look in DRAWN
        if look in columns
        for coat in _coats(look)
    )


def _coats(look: Look) -> tuple[Coat, ...]:
    return tuple(Coat) if look in HOLLOW else (Coat.BODY,)


def _drawn(timeline: Timeline, source: Source, index: int, layer: Layer) -> str:
    last = len(layer.points)
    return c(
        "ser",
        c("idx", val=index),
        c("order", val=index),
        source.texts("tx", Area(layer.column, 0, 0)),
        shape(_stroke(layer)),
        _marker(layer),
        *_labels(timeline, layer),
        *_rules(timeline, layer),
        source.numbers("xVal", Area(0, 1, last)),
        source.numbers("yVal", Area(layer.column, 1, last)),
        c("smooth", val=False),
    )


def _stroke(layer: Layer) -> str:
    """A bar is a dot drawn out: a round-ended line as thick as a dot."""
    return line(layer.colour, layer.thickness, "rnd") if layer.look in SPANS else no_line()


def _marker(layer: Layer) -> str:
    """A dot. A bar has them too: unseen in it, they keep the words away."""
    if layer.look not in EVENTS:
        return c("marker", c("symbol", val="none"))
    span = layer.look in SPANS
    size = round(layer.thickness) - (HIDDEN if span else 0)
    rim = line(INK, RIM / 2) if layer.inside and not span else no_line()
    return c(
        "marker",
        c("symbol", val="circle"),
        c("size", val=size),
        shape(fill(layer.colour), rim),
    )


def _labels(timeline: Timeline, layer: Layer) -> Iterator[str]:
    if layer.inside or layer.look is Look.RULE:
        return
    face = Face(
        timeline.language,
        colour=QUIET if layer.look in {Look.NOTE, Look.MONTH} else TEXT,
        bold=layer.look is Look.LANE,
        italic=layer.look is Look.NOTE,
        size=NOTE_FONT if layer.look is Look.NOTE else FONT,
    )
    yield labels(
        label(Label(index, point.lines, point.position, paper=layer.look in EVENTS), face)
        for index, point in enumerate(layer.points)
        if point.look is layer.look and point.lines
    )


def _rules(timeline: Timeline, layer: Layer) -> Iterator[str]:
    """Thin lines where months begin: error bars, as an axis has no ticks of unequal length."""
    if layer.look is Look.RULE:
        yield c(
            "errBars",
            c("errDir", val="y"),
            c("errBarType", val="plus"),
            c("errValType", val="fixedVal"),
            c("noEndCap", val=True),
            c("val", val=len(timeline.lanes)),
            shape(line(RULE, HAIR)),
        )


def _dates(timeline: Timeline) -> str:
    plot = layout.frame(timeline)
    return _axis(
        (X_AXIS, Y_AXIS),
        (serial(plot.first), serial(plot.first) + plot.days),
        "b",
        DATE_FORMAT,
        line(QUIET, HAIR),
    )


def _heights(timeline: Timeline) -> str:
    ends = (layout.FOOT, layout.FOOT + len(timeline.lanes))
    return _axis((Y_AXIS, X_AXIS), ends, "l", "General", no_line())


def _axis(
    ids: tuple[int, int],
    ends: tuple[float, float],
    side: str,
    number_format: str,
    stroke: str,
) -> str:
    """An axis without words of its own; the upward one has a thin line between lanes."""
    grid = [c("majorGridlines", shape(line(RULE, HAIR)))] if side == "l" else []
    return c(
        "valAx",
        c("axId", val=ids[0]),
        c(
            "scaling",
            c("orientation", val="minMax"),
            c("max", val=ends[1]),
            c("min", val=ends[0]),
        ),
        c("delete", val=False),
        c("axPos", val=side),
        *grid,
        c("numFmt", formatCode=number_format, sourceLinked=False),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="none"),
        shape(stroke),
        c("crossAx", val=ids[1]),
        c("crosses", val="min"),
        c("crossBetween", val="midCat"),
        c("majorUnit", val=1 if side == "l" else 365),
    )
