"""The sentences of the brief with what they rest on, for the editor to tick off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.tables.table import table_of
from briefgen.wording.cells import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.tables.table import Table
    from briefgen.wording import Wording


class SentenceRow(Struct, frozen=True):
    """One sentence of the brief: its place, its facts, their readings, and what to mind."""

    number: int
    section: str
    text: str
    facts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def sentences(rows: Iterable[SentenceRow], wording: Wording) -> Table:
    """One row a sentence of the brief, in its order; the ticks are for the editor."""
    listed = wording.definition.separator.join
    return table_of(
        "Sentences",
        (
            {
                "number": row.number,
                "section": row.section,
                "text": row.text,
                "facts": listed(row.facts) or NONE,
                "addresses": ", ".join(row.addresses) or NONE,
                "flags": listed(row.flags) or NONE,
            }
            for row in rows
        ),
    )
