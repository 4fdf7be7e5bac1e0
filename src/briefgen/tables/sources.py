"""The texts and what is read in them; and what they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Source, Unknown
from briefgen.tables.table import Table, table_of
from briefgen.wording.cells import NONE, NOT_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.evidence.coverage import Paragraph
    from briefgen.tables.context import Context, Row


def sources(context: Context) -> Table:
    """One row a text, in the order of the file."""
    paragraphs: dict[str, list[Paragraph]] = {}
    for paragraph in context.evidence.paragraphs:
        paragraphs.setdefault(paragraph.source, []).append(paragraph)
    rows = (
        _source(context, source, paragraphs.get(source.id, []))
        for source in context.dossier.of(Source)
    )
    return table_of("Sources", rows)


def _source(context: Context, source: Source, paragraphs: Iterable[Paragraph]) -> Row:
    counts = context.counts
    unread = [str(found.number) for found in paragraphs if not found.covered]
    return {
        "label": source.id,
        **context.cells(source, "publisher", "title", "author", "credit"),
        "address": context.cell(f"{source.id}.address") or context.text(NOT_KNOWN),
        "date": context.when(f"{source.id}.date")["date"],
        "basis": context.note(source.date_basis),
        "language": context.wording.word("language", source.language),
        "descriptor": context.text(source.descriptor),
        "paragraphs": source.paragraphs,
        "readings": counts.readings_of_text.get(source.id, 0),
        "facts": counts.facts_of_text.get(source.id, 0),
        "only_here": counts.only_of_text.get(source.id, 0),
        "without_facts": _without_facts(context, paragraphs) or NONE,
        "unread": ", ".join(unread) or NONE,
        "note": context.note(source.note),
        "archive": source.archive,
        "sha256": source.sha256,
        "id": source.id,
    }


def _without_facts(context: Context, paragraphs: Iterable[Paragraph]) -> str | None:
    """`¶2, ¶4: a heading`, by reason."""
    excused: dict[str, list[str]] = {}
    for found in paragraphs:
        if not found.readings and found.reason is not None:
            excused.setdefault(context.note(found.reason), []).append(f"\u00b6{found.number}")
    return context.listed(
        context.wording.phrase("who_words", who=", ".join(numbers), words=reason)
        for reason, numbers in excused.items()
    )


def unknowns(context: Context) -> Table:
    """One row an open question, in the order of the file."""
    rows = (
        {
            "question": context.text(unknown.question),
            "known": context.text(unknown.known),
            "settle": context.text(unknown.settle),
            "about": context.about(unknown.about) or NONE,
            "id": unknown.id,
        }
        for unknown in context.dossier.of(Unknown)
    )
    return table_of("Unknowns", rows)
