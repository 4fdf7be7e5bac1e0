"""What a chart shows and says; every word comes from the caller, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import force_setattr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Event(Struct, frozen=True, kw_only=True):
    """One dated thing in a lane (0 is the lowest): a dot, or a bar from `start` to `end`.

    The bar means "on a day between these two, not known which", not a duration. Filled is
    reported done, hollow is announced.
    """

    lane: int
    start: date
    end: date | None = None
    label: str
    filled: bool

    @property
    def last(self) -> date:
        """The last day on which it can have been."""
        return self.start if self.end is None else self.end


class Note(Struct, frozen=True, kw_only=True):
    """Small grey words below a stretch of time in which there is no event in any lane."""

    start: date
    end: date
    text: str


class TimelineWords(Struct, frozen=True, kw_only=True):
    """The heads of the timeline's data table; the first four are the legend's words too."""

    done: str
    announced: str
    span_done: str
    span_announced: str
    notes: str
    lanes: str
    months: str
    rules: str
    """Where months begin."""
    dates: str
    texts: str


class Timeline(Struct, frozen=True, kw_only=True):
    """Events in lanes over whole months. `width` and `height` are in centimetres.

    Raises `ValueError` when there is no lane, or an event or note lies outside `first` to `last`,
    ends before it starts, or names a lane that is not there. Its sequences are kept as tuples, so
    that what is worked out from it can be kept by it.
    """

    title: str
    alt: str
    language: str
    """A BCP 47 tag: `en-GB`. It decides the months' names."""
    lanes: Sequence[str]
    """From the lowest to the highest."""
    events: Sequence[Event]
    notes: Sequence[Note] = ()
    first: date
    last: date
    words: TimelineWords
    width: float = 16.0
    height: float = 7.0

    def __post_init__(self) -> None:
        for name in ("lanes", "events", "notes"):
            force_setattr(self, name, tuple(getattr(self, name)))
        if not self.lanes:
            raise ValueError(f"{self.title!r}: a timeline has at least one lane")
        for event in self.events:
            self._check_dates(event.label, event.start, event.last)
            if not 0 <= event.lane < len(self.lanes):
                raise ValueError(
                    f"{event.label!r}: lane {event.lane}, of {len(self.lanes)} counted from 0"
                )
        for note in self.notes:
            self._check_dates(note.text, note.start, note.end)

    def _check_dates(self, name: str, start: date, end: date) -> None:
        if not self.first <= start <= end <= self.last:
            raise ValueError(
                f"{name!r}: {start} to {end} is not within {self.first} to {self.last}"
            )


class Bar(Struct, frozen=True, kw_only=True):
    """One bar: its label always, its length when there is a number; hatched is announced only."""

    category: str
    text: str
    value: int | None = None
    hatched: bool = False


class BarWords(Struct, frozen=True, kw_only=True):
    """The legend's words, which also head the columns of the bars' data table."""

    category: str
    done: str
    announced: str
    unknown: str
    """Heads the column that places the words where there is no number."""
    text: str


class Bars(Struct, frozen=True, kw_only=True):
    """A few horizontal bars, from the top. `width` and `height` are in centimetres.

    Raises `ValueError` when there is no bar, or a number is below zero: a bar starts at zero.
    """

    title: str
    alt: str
    language: str
    """A BCP 47 tag: `en-GB`."""
    bars: Sequence[Bar]
    words: BarWords
    width: float = 16.0
    height: float = 5.0

    def __post_init__(self) -> None:
        if not self.bars:
            raise ValueError(f"{self.title!r}: a chart has at least one bar")
        for bar in self.bars:
            if bar.value is not None and bar.value < 0:
                raise ValueError(f"{bar.category!r}: {bar.value} is below zero")
