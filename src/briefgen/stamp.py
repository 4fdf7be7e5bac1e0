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
    `dated` is the day of the information cut-off: no clock enters an edition. `passages` is how
    many there are, all found again in the articles; None where these were not at hand.
    """

    digest: str
    version: str
    dated: date
    workbook: str
    brief: str
    passages: int | None = None

    @property
    def rechecked(self) -> bool:
        """Whether every passage was found again in the articles."""
        return self.passages is not None

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of both files."""
        found = {ANCHORS: FOUND_AGAIN} if self.rechecked else {}
        return {VERSION: self.version, DIGEST: self.digest, **found}
