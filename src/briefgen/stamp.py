"""What an edition is made from: its digest, its version, its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

VERSION, DIGEST, ANCHORS = "briefgen version", "facts digest", "anchors"
"""The names of the custom properties of both files."""
FOUND_AGAIN = "found again in the archive"


class Stamp(Struct, frozen=True):
    """Printed in both files and held in their properties.

    `digest` is the start of the SHA-256 over the facts and texts the edition is made from;
    `dated` is the day of the information cut-off: no clock enters an edition. `rechecked` tells
    that every anchor was found again in the archived texts.
    """

    digest: str
    version: str
    dated: date
    workbook: str
    brief: str
    rechecked: bool = False

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of both files."""
        found = {ANCHORS: FOUND_AGAIN} if self.rechecked else {}
        return {VERSION: self.version, DIGEST: self.digest, **found}
