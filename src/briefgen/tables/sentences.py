"""The sentences of the brief with what they rest on, for the editor to tick off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.tables.table import Column, Table, frame_of
from briefgen.tables.words import both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.wording import Wording


@dataclass(frozen=True, slots=True)
class SentenceRow:
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
        9,
        full=True,
    ),
    Column(
        "section",
        both("Section", "Section"),
        both("heading it stands under", "titre sous lequel elle se trouve"),
        "short",
        24,
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
        both("facts that it states or cites, or none", "faits qu'elle énonce ou cite, ou néant"),
        "text",
        40,
        computed=True,
        full=True,
    ),
    Column(
        "addresses",
        both("Evidence", "Preuves"),
        both("readings that it rests on, or none", "lectures sur lesquelles elle repose, ou néant"),
        "address",
        24,
        computed=True,
        full=True,
    ),
    Column(
        "flags",
        both("Flags", "Signaux"),
        both("what an editor should mind, or none", "ce que l'éditeur doit voir, ou néant"),
        "mark",
        24,
        computed=True,
        full=True,
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
    none = wording.text(both("none", "néant"))
    frame = frame_of(
        COLUMNS,
        (
            {
                "number": row.number,
                "section": row.section,
                "text": row.text,
                "facts": "; ".join(row.facts) or none,
                "addresses": ", ".join(row.addresses) or none,
                "flags": "; ".join(row.flags) or none,
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
