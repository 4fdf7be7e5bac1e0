"""The months that a brief looks at, and how a date that is not exact lies in them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefgen.facts.briefs import Brief
    from briefgen.facts.dates import When


class Window(Struct, frozen=True):
    """The first and last day shown, and the last day that an open end can reach."""

    first: date
    last: date
    until: date

    @classmethod
    def of(cls, brief: Brief) -> Window:
        """The period of a brief. Raises ValueError when it has no start."""
        first, cutoff = brief.period.earliest, brief.information_date
        if first is None:
            raise ValueError(f"the period {brief.period} has no start, so no month begins it")
        last = brief.period.latest or cutoff
        return cls(first, last, min(last, cutoff))

    def shows(self, when: When) -> bool:
        """Whether a day that `when` names lies in the window; an open side names none."""
        start, end = _named(when)
        return start <= self.last and end >= self.first

    def span(self, when: When) -> tuple[date, date]:
        """First and last possible day within the window; of an open start, the last day twice.

        A bar from the edge of the chart would look like a long affair, of which nobody speaks: the
        label says "by". An open end is bounded by the cut-off, for a text has reported it.
        """
        start = max(when.earliest or when.latest or self.first, self.first)
        end = min(when.latest or max(self.until, start), self.last)
        return min(start, end), end

    def gaps(self, dated: Iterable[When]) -> list[tuple[date, date]]:
        """The stretches of whole months to which nothing is dated."""
        named = [_named(when) for when in dated]
        found: list[tuple[date, date]] = []
        for start, end in self._months():
            if any(first <= end and last >= start for first, last in named):
                continue
            adjoins = found and found[-1][1] + timedelta(days=1) == start
            found.append((found.pop()[0] if adjoins else start, end))
        return found

    def _months(self) -> Iterator[tuple[date, date]]:
        start = self.first.replace(day=1)
        while start <= self.last:
            after = (start + timedelta(days=31)).replace(day=1)
            yield max(start, self.first), min(after - timedelta(days=1), self.last)
            start = after


def _named(when: When) -> tuple[date, date]:
    """The first and last day that a date names; an open side counts as its other end."""
    start, end = when.sort_key
    return start, end
