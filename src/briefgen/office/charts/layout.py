"""Where the words of a timeline go, so that none lies on another. Lengths are in centimetres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.office.charts.definitions import Event, Note, Timeline

CHARACTER = 0.16
"""The mean width of a character at 9 points, on the generous side."""
LINE = 0.39
PAD = 0.1
MARK = 0.28
"""The diameter of a dot and the thickness of a bar: 8 points."""
LIFTS = (0.0, 0.22, -0.22, 0.4, -0.4)
"""Parts of a lane by which a mark moves off the middle when another one is in its place."""
WRAPS = (18, 13, 26)
"""Characters a line, the best first."""
POSITIONS = ("t", "b", "r", "l")
MARGIN_RIGHT = 0.45
MONTHS_HEIGHT = 1.0
LEGEND_HEIGHT = 0.7
TOP = 0.1
FOOT = 0.5
"""The height at the plot's foot; lane 1 reaches from there to 1.5."""


@dataclass(frozen=True, slots=True)
class Box:
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
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        ).area


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its height (lane 1 in the middle is 1.0) and its label's lines and side."""

    event: Event
    y: float
    lines: tuple[str, ...]
    position: str


@dataclass(frozen=True, slots=True)
class Frame:
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
    """The plot area of `timeline`: what the lanes' names, the months and the legend leave."""
    months = month_starts(timeline)
    left = max(width(name_lines(name)) for name in timeline.lanes) + PAD
    return Frame(
        left=left,
        width=timeline.width - left - MARGIN_RIGHT,
        height=timeline.height - TOP - MONTHS_HEIGHT - LEGEND_HEIGHT,
        first=months[0],
        days=(months[-1] - months[0]).days,
        lanes=len(timeline.lanes),
    )


def month_starts(timeline: Timeline) -> tuple[date, ...]:
    """The first of each month from that of `first`, up to the one after that of `last`."""
    first, last = (12 * day.year + day.month - 1 for day in (timeline.first, timeline.last))
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(first, last + 2))


def name_lines(name: str) -> tuple[str, ...]:
    """A lane's name in lines."""
    return broken(name, 16)


def note_lines(note: Note, plot: Frame) -> tuple[str, ...]:
    """A note in lines that fit its stretch of time, or its longest word."""
    return broken(note.text, int((plot.x(note.end) - plot.x(note.start)) / CHARACTER))


def broken(text: str, characters: int) -> tuple[str, ...]:
    """`text` in lines at its spaces; never inside a word, nor at a no-break space."""
    return tuple(wrap(text, max(1, characters), break_long_words=False, break_on_hyphens=False))


def width(lines: Iterable[str]) -> float:
    """The width of the longest of `lines`."""
    return max(len(line) for line in lines) * CHARACTER + PAD


def note_height(lanes: int) -> float:
    """The height at which notes stand: the middle of the middle lane, the lower one of two."""
    return float((lanes + 1) // 2)


def place(timeline: Timeline, plot: Frame) -> tuple[Placed, ...]:
    """Every event by date with a place for its label: the first of the least covered ones."""
    lifted = _lift(sorted(timeline.events, key=lambda event: (event.start, event.last)), plot)
    taken = [_note(note, plot) for note in timeline.notes]
    taken += [_mark(event, y, plot) for event, y in lifted]
    placed = []
    for event, y in lifted:
        choices = [
            Placed(event, y, broken(event.label, characters), position)
            for characters, position in product(WRAPS, POSITIONS)
        ]
        best = min(choices, key=lambda choice: _cost(choice, plot, taken))
        taken.append(_label(best, plot))
        placed.append(best)
    return tuple(placed)


def _lift(events: Iterable[Event], plot: Frame) -> list[tuple[Event, float]]:
    lifted: list[tuple[Event, float]] = []
    for event in events:
        others = [_mark(other, y, plot) for other, y in lifted]
        heights = [event.lane + 1 + lift for lift in LIFTS]
        lifted.append((event, min(heights, key=lambda y: _covered(_mark(event, y, plot), others))))
    return lifted


def _cost(choice: Placed, plot: Frame, taken: Sequence[Box]) -> float:
    box = _label(choice, plot)
    outside = box.area - box.common(plot.lane(choice.event.lane))
    return round(_covered(box, taken) + outside, 3)


def _covered(box: Box, others: Iterable[Box]) -> float:
    return round(sum(box.common(other) for other in others), 3)


def _mark(event: Event, y: float, plot: Frame) -> Box:
    half, middle = MARK / 2, plot.y(y)
    return Box(plot.x(event.start) - half, middle - half, plot.x(event.last) + half, middle + half)


def _label(placed: Placed, plot: Frame) -> Box:
    mark = _mark(placed.event, placed.y, plot)
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


def _note(note: Note, plot: Frame) -> Box:
    lines = note_lines(note, plot)
    x, y = (plot.x(note.start) + plot.x(note.end)) / 2, plot.y(note_height(plot.lanes))
    wide, high = width(lines) / 2, len(lines) * LINE / 2
    return Box(x - wide, y - high, x + wide, y + high)
