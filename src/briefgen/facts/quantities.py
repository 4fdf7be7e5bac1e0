"""Counts as the sources give them: exact, rounded, bounded or only worded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDED = {"some": 1, "most": 1}
_COUNT = "(0|[1-9][0-9]{0,8})"
_BOUNDED = re.compile(f"(?:(about|over|at least|at most) )?{_COUNT}")
_RANGE = re.compile(rf"{_COUNT}\.\.{_COUNT}")


class Quantity(Struct, frozen=True, gc=False):
    """A count of people with what is known of its bounds.

    `form` is `exact`, `about`, `over`, `at least`, `at most`, `range`, `some` or `most`; `low` and
    `high` are the smallest and largest count it allows (None: no bound), both the printed figure
    for `about`.
    """

    form: str
    low: int | None
    high: int | None

    EXPECTED: ClassVar[str] = (
        "a quantity: 52, about 1265, over 1000, at least 1, at most 9, 40..45, some or most"
    )

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read a quantity. Raises ValueError when `text` is none."""
        if text in _WORDED:
            return cls(text, _WORDED[text], None)
        if found := _RANGE.fullmatch(text):
            low, high = int(found[1]), int(found[2])
            if low >= high:
                raise ValueError(f"the range ends at {high}, not above its start {low}")
            return cls("range", low, high)
        if found := _BOUNDED.fullmatch(text):
            return cls._bounded(found[1] or "exact", int(found[2]))
        raise ValueError(f"expected {cls.EXPECTED}")

    @classmethod
    def _bounded(cls, form: str, figure: int) -> Quantity:
        low = {"over": figure + 1, "at most": None}.get(form, figure)
        high = None if form in {"over", "at least"} else figure
        return cls(form, low, high)

    @property
    def figures(self) -> tuple[int, ...]:
        """The numbers as printed, none for a worded quantity."""
        if self.form in _WORDED:
            return ()
        if self.form == "range":
            return (self.low or 0, self.high or 0)
        return (self.figure,)

    @property
    def figure(self) -> int:
        """The one number of an exact, rounded or bounded quantity. Raises ValueError for others."""
        if self.form == "over" and self.low is not None:
            return self.low - 1
        figure = self.low if self.high is None else self.high
        if figure is None or self.form in {*_WORDED, "range"}:
            raise ValueError(f"{self} has no single figure")
        return figure

    def covers(self, other: Quantity) -> bool:
        """Whether every count that `other` allows is allowed here too.

        A rounded count allows all that round to its figure: about 100 covers 123, not 153.
        """
        low, high = self._span
        other_low, other_high = other.low, other.high
        low_fits = low is None or (other_low is not None and low <= other_low)
        high_fits = high is None or (other_high is not None and other_high <= high)
        return low_fits and high_fits

    @property
    def _span(self) -> tuple[int | None, int | None]:
        """The bounds; of a rounded count, half a unit of its last digit that is not zero."""
        if self.form != "about":
            return self.low, self.high
        digits = str(self.figure)
        half = 10 ** (len(digits) - len(digits.rstrip("0"))) // 2
        return self.figure - half, self.figure + max(half - 1, 0)

    def __str__(self) -> str:
        if self.form in _WORDED:
            return self.form
        if self.form == "range":
            return f"{self.low}..{self.high}"
        return str(self.figure) if self.form == "exact" else f"{self.form} {self.figure}"


def total(quantities: Iterable[Quantity]) -> Quantity:
    """The sum with its bounds; 0 for none.

    No bound is firm where a term is rounded: the sum is `about` a figure, or `at least about` it,
    a form that only sums have.
    """
    terms = list(quantities)
    low = sum(term.low or 0 for term in terms)
    highs = [term.high for term in terms if term.high is not None]
    high = sum(highs) if len(highs) == len(terms) else None
    if any(term.form == "about" for term in terms):
        return (
            Quantity("about", low, high) if low == high else Quantity("at least about", low, None)
        )
    if high is None:
        return Quantity("at least", low, None)
    return Quantity("exact" if low == high else "range", low, high)
