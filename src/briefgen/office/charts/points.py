"""A timeline as points, the rows of its data table."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from babel import Locale
from msgspec import Struct

from briefgen.office.charts import layout
from briefgen.office.charts.table import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefgen.office.charts.definitions import Timeline

WIDE_MONTHS = 9
"""Up to so many months their names are written in full."""
NAMED_MONTHS = 18
"""Up to so many, each is named; beyond, each quarter's first."""


class Look(Enum):
    """How a point is drawn; the value names its word in `TimelineWords`."""

    DONE = "done"
    ANNOUNCED = "announced"
    SPAN_DONE = "span_done"
    SPAN_ANNOUNCED = "span_announced"
    NOTE = "notes"
    LANE = "lanes"
    MONTH = "months"
    RULE = "rules"


class Point(Struct, frozen=True):
    """A point, and the words on its side `position`. One without height breaks a line."""

    look: Look
    x: date
    y: float | None
    lines: tuple[str, ...] = ()
    position: str = "ctr"


def table(timeline: Timeline) -> Table:
    """A row a point: its date, its height in the column of its look, its words.

    All series share the dates and are of one length: LibreOffice loses the shorter ones of a Word
    file's chart.
    """
    words, drawn = timeline.words, points(timeline)
    looks = used(drawn)
    header: Row = (words.dates, *(getattr(words, look.value) for look in looks), words.texts)
    return Table((header, *(_row(point, looks) for point in drawn)))


def _row(point: Point, looks: Iterable[Look]) -> Row:
    heights = (point.y if point.look is look else None for look in looks)
    text = " ".join(line for line in point.lines if line != layout.SKIPPED)
    return (point.x, *heights, text or None)


def used(drawn: Iterable[Point]) -> tuple[Look, ...]:
    """The looks that occur, in the order of the table's columns."""
    occurring = {point.look for point in drawn}
    return tuple(look for look in Look if look in occurring)


@lru_cache(maxsize=4)
def points(timeline: Timeline) -> tuple[Point, ...]:
    """All that is drawn, in the order of the table's rows: the events by date, then the rest.

    It is kept, for every series and every file of a chart asks for it anew.
    """
    plot = layout.frame(timeline)
    return (
        *(point for placed in layout.place(timeline, plot) for point in _event(placed)),
        *_notes(timeline, plot),
        *_lanes(timeline, plot),
        *_months(timeline),
        *_rules(timeline),
    )


def _event(placed: layout.Placed) -> Iterator[Point]:
    event = placed.event
    if event.end is None:
        look = Look.DONE if event.filled else Look.ANNOUNCED
        yield Point(look, event.start, placed.y, placed.lines, placed.position)
    else:
        look = Look.SPAN_DONE if event.filled else Look.SPAN_ANNOUNCED
        yield from _span(placed, look)


def _span(placed: layout.Placed, look: Look) -> Iterator[Point]:
    """Start, middle, end, and a gap before the next span; the words stand at one of the three."""
    start, end = placed.event.start, placed.event.last
    half = layout.middle(start, end)
    spoken = {"l": start, "r": end}.get(placed.position, half)
    for day in sorted({start, half, end}):
        words = placed.lines if day == spoken else ()
        yield Point(look, day, placed.y, words, placed.position)
    yield Point(look, end, None)


def _notes(timeline: Timeline, plot: layout.Frame) -> Iterator[Point]:
    """Below the months' names, as a note is of no lane."""
    for note in timeline.notes:
        lines = layout.note_lines(note, timeline, plot)
        yield Point(Look.NOTE, layout.middle(note.start, note.end), layout.FOOT, lines, "b")


def _lanes(timeline: Timeline, plot: layout.Frame) -> Iterator[Point]:
    """The lanes' names, left of the plot."""
    for number, name in enumerate(timeline.lanes, start=1):
        yield Point(Look.LANE, plot.first, float(number), layout.name_lines(name), "l")


def _months(timeline: Timeline) -> Iterator[Point]:
    """Below the plot, in the middle of each month, with the year where it begins."""
    starts = layout.month_starts(timeline)
    width = "wide" if len(starts) <= WIDE_MONTHS + 1 else "abbreviated"
    names = Locale.parse(timeline.language, sep="-").months["stand-alone"][width]
    for start, end in pairwise(starts):
        if _named(start, starts):
            year = (str(start.year),) if start == starts[0] or start.month == 1 else ()
            lines = (names[start.month], *year)
            yield Point(Look.MONTH, layout.middle(start, end), layout.FOOT, lines, "b")


def _rules(timeline: Timeline) -> Iterator[Point]:
    """Where a named month begins."""
    starts = layout.month_starts(timeline)
    for start in starts:
        if _named(start, starts):
            yield Point(Look.RULE, start, layout.FOOT)


def _named(month: date, starts: Sequence[date]) -> bool:
    return len(starts) <= NAMED_MONTHS + 1 or month.month % 3 == 1
