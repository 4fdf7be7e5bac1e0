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
_BUT = ", but for "


class Passages(Struct, frozen=True):
    """How many passages an edition shows, and how many were found again in the articles.

    `missing` are the texts whose articles were not at hand; all passages of the others were found.
    """

    found: int
    of: int
    missing: tuple[str, ...] = ()


def missing_in(text: str) -> tuple[str, ...] | None:
    """The texts that were not at hand, by what a file has as its property; None where all were."""
    if not text.startswith(FOUND_AGAIN):
        return None
    return tuple(filter(None, text.removeprefix(FOUND_AGAIN).removeprefix(_BUT).split(", ")))


class Stamp(Struct, frozen=True):
    """Printed in both files and held in their properties.

    `digest` is the start of the SHA-256 over the facts and texts the edition is made from;
    `dated` is the day of the information cut-off: no clock enters an edition. `passages` is how
    many were found again in the articles, None where these were not at hand.
    """

    digest: str
    version: str
    dated: date
    workbook: str
    brief: str
    passages: Passages | None = None

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of both files."""
        about = {VERSION: self.version, DIGEST: self.digest}
        if self.passages is None:
            return about
        missing = ", ".join(self.passages.missing)
        return {**about, ANCHORS: f"{FOUND_AGAIN}{_BUT}{missing}" if missing else FOUND_AGAIN}
