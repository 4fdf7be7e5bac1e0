"""Where things stand on a sheet: columns, cells and rectangles of them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from openpyxl.utils import column_index_from_string

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_LETTERS = re.compile("[A-Z]{1,3}")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")


class Area(NamedTuple):
    """A rectangle of cells; rows and columns are counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell stands in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def area(reference: str) -> Area | None:
    """The rectangle of `A1` or `$A$1:$B$2`, or None for no such or one off the sheet."""
    found = _AREA.fullmatch(reference)
    if found is None:
        return None
    left, top = column_index_from_string(found[1]), int(found[2])
    right, bottom = (column_index_from_string(found[3]), int(found[4])) if found[3] else (left, top)
    fits = top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN
    return Area(top, left, bottom, right) if fits else None


@cache
def column_number(letters: str) -> int:
    """The number of a column, 0 for what is none."""
    return column_index_from_string(letters) if _LETTERS.fullmatch(letters) else 0
