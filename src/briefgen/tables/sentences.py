"""The sentences of the brief with what they rest on, for the editor to tick off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.tables.table import Column, Table, frame_of
from briefgen.tables.words import NONE
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.wording import Wording


class SentenceRow(Struct, frozen=True):
    """One sentence of the brief: its place, its facts, their readings, and what to mind."""

    number: int
    section: str
    text: str
    facts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "number",
        both("Number", "Numéro"),
        both("order in the brief", "ordre dans la note"),
        "number",
        8,
        full=True,
    ),
    Column(
        "section",
        both("Section", "Section"),
        both("heading it stands under", "titre sous lequel elle se trouve"),
        "short",
        18,
        full=True,
    ),
    Column(
        "text",
        both("Sentence", "Phrase"),
        both("the sentence as printed", "la phrase telle qu'imprimée"),
        "text",
        70,
        full=True,
    ),
    Column(
        "facts",
        both("Facts", "Faits"),
        both("facts that it states or cites", "faits qu'elle énonce ou cite"),
        "text",
        36,
        computed=True,
        full=True,
        nil=True,
    ),
    Column(
        "addresses",
        both("Evidence", "Preuves"),
        both("readings that it rests on", "lectures sur lesquelles elle repose"),
        "address",
        21,
        computed=True,
        full=True,
        nil=True,
    ),
    Column(
        "flags",
        both("Flags", "Signaux"),
        both("what an editor should mind", "ce que l'éditeur doit voir"),
        "mark",
        16,
        computed=True,
        full=True,
        nil=True,
    ),
    Column(
        "checked",
        both("Checked", "Vérifiée"),
        both(
            "for the editor's tick; it is not read back", "pour la coche de l'éditeur ; non relue"
        ),
        "short",
        10,
    ),
)


def sentences(rows: Iterable[SentenceRow], wording: Wording) -> Table:
    """One row a sentence of the brief, in its order; the ticks are for the editor."""
    listed = wording.definition.separator.join
    frame = frame_of(
        COLUMNS,
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
    return Table(
        "Sentences",
        both("Sentences", "Phrases"),
        both("one sentence of the brief", "une phrase de la note"),
        COLUMNS,
        frame,
        key="number",
    )
