"""A sheet with what the contents say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.office.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet, what one of its rows is, and the header of a column that has no blanks."""

    sheet: Sheet
    row_is: str
    counted: str
