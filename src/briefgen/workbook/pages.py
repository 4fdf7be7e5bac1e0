"""A sheet with what the contents say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from briefgen.office.sheets import Sheet


class Page(Struct, frozen=True):
    """A sheet, what one of its rows is, and the header of a column that has no blanks."""

    sheet: Sheet
    row_is: str
    counted: str
