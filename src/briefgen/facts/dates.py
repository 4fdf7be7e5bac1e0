"""Dates as the sources give them: a subset of EDTF (ISO 8601-2, levels 0 and 1).

Read are a day `2025-09-11`, a month `2025-09`, a year `2025`, the last quarter `2024-36`, each
with `~` for about, and intervals `A/B` with an open end `..`: `../2025-12-13`, `2006/..`.
`2024-36~` is what "end of 2024" says: about the last quarter (ISO 8601-2, 4.8).
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import ClassVar

from msgspec import Struct

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~)?")
LAST_QUARTER = 36
"""ISO 8601-2 code in place of a month."""


class Point(Struct, frozen=True, gc=False):
    """A day, month, last quarter or year; `about` when marked `~`."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    @property
    def earliest(self) -> date:
        """Its first day."""
        return date(self.year, 10 if self.late else self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Its last day."""
        month = 12 if self.late else self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def late(self) -> bool:
        """Whether it is the last quarter of a year."""
        return self.month == LAST_QUARTER

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts) + ("~" if self.about else "")


class When(Struct, frozen=True, gc=False):
    """A date or an interval; an open end of an interval is None.

    A plain date has `start == end` and `interval` false.
    """

    start: Point | None
    end: Point | None
    interval: bool = False

    EXPECTED: ClassVar[str] = (
        "a date: 2025-12-13, 2025-12, 2025, 2025-12~ (about), 2024-36 (its last quarter),"
        " 2025-09-11/2025-09-16, ../2025-12-13 or 2006/.."
    )

    @classmethod
    def parse(cls, text: str) -> When:
        """Read a date. Raises ValueError when `text` is none, or its interval runs backwards."""
        if "/" not in text:
            point = _point(text)
            return cls(point, point)
        first, _, last = text.partition("/")
        start = None if first == ".." else _point(first)
        end = None if last == ".." else _point(last)
        if start is None and end is None:
            raise ValueError(f"expected {cls.EXPECTED}")
        if start and end and start.earliest > end.latest:
            raise ValueError(f"the interval ends at {end}, before its start {start}")
        return cls(start, end, interval=True)

    @property
    def earliest(self) -> date | None:
        """Its first possible day, None when open."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> date | None:
        """Its last possible day, None when open."""
        return self.end.latest if self.end else None

    @property
    def day(self) -> date | None:
        """The day, when it is exactly one."""
        point = self.start
        exact = not self.interval and point is not None and point.day is not None
        return self.earliest if exact and point and not point.about else None

    @property
    def sort_key(self) -> tuple[date, date]:
        """Order in time; an open start sorts by its end."""
        first = self.earliest or self.latest
        last = self.latest or self.earliest
        return first or date.max, last or date.max

    @property
    def points(self) -> tuple[Point, ...]:
        """The dates it names, as printed."""
        ends = (self.start, self.end) if self.interval else (self.start,)
        return tuple(point for point in ends if point)

    def covers(self, other: When) -> bool:
        """Whether every day that `other` allows is allowed here too."""
        starts = self.earliest is None or (
            other.earliest is not None and self.earliest <= other.earliest
        )
        ends = self.latest is None or (other.latest is not None and other.latest <= self.latest)
        return starts and ends

    def __str__(self) -> str:
        if not self.interval:
            return str(self.start)
        return f"{self.start or '..'}/{self.end or '..'}"


def _point(text: str) -> Point:
    found = _POINT.fullmatch(text)
    if not found:
        raise ValueError(f"expected {When.EXPECTED}")
    year, month, day = (int(part) if part else None for part in found.group(1, 2, 3))
    point = Point(year or 0, month, day, about=bool(found[4]))
    if not year or (point.late and day):
        raise ValueError(f"expected {When.EXPECTED}")
    if 0 in (month, day) or not _exists(point):
        raise ValueError("there is no such day or month")
    return point


def _exists(point: Point) -> bool:
    try:
        _ = point.earliest, point.latest
    except ValueError:
        return False
    return True
