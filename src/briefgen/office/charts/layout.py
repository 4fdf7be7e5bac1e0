"""Where the words of a timeline go, so that none lies on another. Lengths are in centimetres."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.office.charts.definitions import Event, Note, Timeline

CHARACTER = 0.16
"""The mean width of a character at 9 points, on the generous side."""
NOTE_CHARACTER = 0.135
"""The same at 8 points, in which notes are set."""
LINE = 0.39
SKIPPED = "\N{NO-BREAK SPACE}"
"""An empty line; one without anything would be left out."""
PAD = 0.1
MARK = 0.32
"""The diameter of a dot and the thickness of a bar: 9 points."""
TOUCH = 0.25 * MARK**2
"""The area that two marks may share and still be told apart."""
CROWDED = 0.1
"""The area that may be covered of a label, in square centimetres: the edge of its estimate."""
LIFTS = (0.0, 0.22, -0.22, 0.4, -0.4)
"""Parts of a lane by which a mark moves off the middle when another one is in its place."""
WRAPS = (18, 13, 26)
"""Characters a line, the best first."""
LONG_WRAPS = (*WRAPS, 40)
"""The same below or above a bar, at whose ends words would seem to be of that day."""
POSITIONS = ("t", "b", "r", "l")
MARGIN_RIGHT = 0.3
LEGEND_ROW = 0.5
KEY = 1.2
"""The width of a legend's sign with the space around it."""
TOP = 0.1
EDGE = 45
"""The part of the time shown that is left free before and after it, for the ends of bars."""
FOOT = 0.5
"""The height at the plot's foot; lane 1 reaches from there to 1.5."""


class Box(Struct, frozen=True):
    """A rectangle; y runs upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """In square centimetres; nothing when it is turned inside out."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def common(self, other: Box) -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide * high if wide > 0 and high > 0 else 0.0


class Placed(Struct, frozen=True):
    """An event with its height (lane 1 in the middle is 1.0) and its label's lines and side."""

    event: Event
    y: float
    lines: tuple[str, ...]
    position: str


class Frame(Struct, frozen=True):
    """The inner plot area inside the chart, and the scales of its two axes."""

    left: float
    width: float
    height: float
    first: date
    days: int
    lanes: int

    def x(self, day: date) -> float:
        """From the plot's left side."""
        return (day - self.first).days / self.days * self.width

    def y(self, height: float) -> float:
        """From the plot's foot."""
        return (height - FOOT) / self.lanes * self.height

    def lane(self, number: int) -> Box:
        """The band of the lane `number`, from 0, with the margin on its right."""
        return Box(0.0, self.y(number + 0.5), self.width + MARGIN_RIGHT, self.y(number + 1.5))


def frame(timeline: Timeline) -> Frame:
    """The plot area of `timeline`: what the lanes' names, the words below and the legend leave."""
    months = month_starts(timeline)
    days = (months[-1] - months[0]).days
    edge = max(1, days // EDGE)
    left = max(width(name_lines(name)) for name in timeline.lanes) + PAD
    plot = Frame(
        left=left,
        width=timeline.width - left - MARGIN_RIGHT,
        height=timeline.height - TOP - _legend_height(timeline),
        first=months[0] - timedelta(days=edge),
        days=days + 2 * edge,
        lanes=len(timeline.lanes),
    )
    notes = (len(note_lines(note, timeline, plot)) for note in timeline.notes)
    return replace(plot, height=plot.height - LINE * max((2, *notes)) - PAD)


def _legend_height(timeline: Timeline) -> float:
    words = timeline.words
    dots = {event.filled for event in timeline.events if event.end is None}
    bars = {event.filled for event in timeline.events if event.end is not None}
    entries = [words.done if filled else words.announced for filled in dots]
    entries += [words.span_done if filled else words.span_announced for filled in bars]
    across = sum(width([entry]) + KEY for entry in entries)
    return PAD + LEGEND_ROW * max(1, ceil(across / timeline.width))


def month_starts(timeline: Timeline) -> tuple[date, ...]:
    """The first of each month from that of `first`, up to the one after that of `last`."""
    first, last = (12 * day.year + day.month - 1 for day in (timeline.first, timeline.last))
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(first, last + 2))


def name_lines(name: str) -> tuple[str, ...]:
    """A lane's name in lines."""
    return broken(name, 16)


def note_lines(note: Note, timeline: Timeline, plot: Frame) -> tuple[str, ...]:
    """A note in lines that fit its stretch of time, below the name of the month and its year."""
    room = plot.x(note.end + timedelta(days=1)) - plot.x(note.start)
    month = middle(note.start, note.end).replace(day=1)
    above = 2 if month.month == 1 or month == timeline.first.replace(day=1) else 1
    return (SKIPPED,) * above + broken(note.text, int(room / NOTE_CHARACTER))


def middle(start: date, end: date) -> date:
    """The day halfway, the earlier of two."""
    return start + timedelta(days=(end - start).days // 2)


def broken(text: str, characters: int) -> tuple[str, ...]:
    """`text` in lines at its spaces; never inside a word, nor at a no-break space."""
    return tuple(wrap(text, max(1, characters), break_long_words=False, break_on_hyphens=False))


def width(lines: Iterable[str]) -> float:
    """The width of the longest of `lines`."""
    return max((len(line) for line in lines), default=0) * CHARACTER + PAD


def place(timeline: Timeline, plot: Frame) -> tuple[Placed, ...]:
    """Every event by date with a place for its label: the first of the least covered ones."""
    lifted = _lift(sorted(timeline.events, key=_order), plot)
    taken = [mark_box(event, y, plot) for event, y in lifted]
    taken += [_name_box(number, name, plot) for number, name in enumerate(timeline.lanes)]
    placed = []
    for event, y in lifted:
        best = min(_choices(event, y), key=lambda choice: _cost(choice, plot, taken))
        taken.append(label_box(best, plot))
        placed.append(best)
    return tuple(placed)


def crowded(timeline: Timeline) -> tuple[str, ...]:
    """The labels that lie on others or leave their lane: a higher chart or fewer words help."""
    plot = frame(timeline)
    placed = place(timeline, plot)
    marks = [mark_box(each.event, each.y, plot) for each in placed]
    words = [label_box(each, plot) for each in placed]
    return tuple(
        each.event.label
        for index, each in enumerate(placed)
        if _cost(each, plot, [*marks, *words[:index], *words[index + 1 :]]) > CROWDED
    )


def _order(event: Event) -> tuple[date, date, int, str]:
    """By date, and from the top lane downwards, whatever the order in which they were given."""
    return event.start, event.last, -event.lane, event.label


def _choices(event: Event, y: float) -> Iterator[Placed]:
    if event.end is not None:
        for characters, position in product(LONG_WRAPS, ("b", "t")):
            yield Placed(event, y, broken(event.label, characters), position)
    for characters, position in product(WRAPS, POSITIONS):
        yield Placed(event, y, broken(event.label, characters), position)


def _lift(events: Iterable[Event], plot: Frame) -> list[tuple[Event, float]]:
    lifted: list[tuple[Event, float]] = []
    for event in events:
        others = [mark_box(other, y, plot) for other, y in lifted]
        heights = [event.lane + 1 + lift for lift in LIFTS]
        covered = [_covered(mark_box(event, y, plot), others) for y in heights]
        free = [y for y, area in zip(heights, covered, strict=True) if area <= TOUCH]
        lifted.append((event, free[0] if free else heights[covered.index(min(covered))]))
    return lifted


def _cost(choice: Placed, plot: Frame, taken: Sequence[Box]) -> float:
    box = label_box(choice, plot)
    outside = box.area - box.common(plot.lane(choice.event.lane))
    return round(_covered(box, taken) + outside, 3)


def _covered(box: Box, others: Iterable[Box]) -> float:
    return round(sum(box.common(other) for other in others), 3)


def mark_box(event: Event, y: float, plot: Frame) -> Box:
    """What the dot or bar of an event covers."""
    half, middle = MARK / 2, plot.y(y)
    return Box(plot.x(event.start) - half, middle - half, plot.x(event.last) + half, middle + half)


def _name_box(number: int, name: str, plot: Frame) -> Box:
    lines, centre = name_lines(name), plot.y(number + 1)
    half = len(lines) * LINE / 2
    return Box(-width(lines), centre - half, 0.0, centre + half)


def label_box(placed: Placed, plot: Frame) -> Box:
    """What the words of an event cover, by estimate."""
    mark = mark_box(placed.event, placed.y, plot)
    wide, high = width(placed.lines), len(placed.lines) * LINE
    x, y = (mark.left + mark.right) / 2, (mark.bottom + mark.top) / 2
    match placed.position:
        case "t":
            return Box(x - wide / 2, mark.top, x + wide / 2, mark.top + high)
        case "b":
            return Box(x - wide / 2, mark.bottom - high, x + wide / 2, mark.bottom)
        case "r":
            return Box(mark.right, y - high / 2, mark.right + wide, y + high / 2)
        case _:
            return Box(mark.left - wide, y - high / 2, mark.left, y + high / 2)
