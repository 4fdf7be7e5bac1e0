"""The texts and what is read in them; and what they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Source, Unknown
from briefgen.tables.common import ID, NOTE
from briefgen.tables.table import Column, Table, frame_of
from briefgen.tables.words import NONE, NOT_KNOWN
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.evidence.coverage import Paragraph
    from briefgen.tables.context import Context, Row

SOURCES = (
    Column(
        "label",
        both("Text", "Texte"),
        both(
            "the text as the archived files are numbered", "le texte, selon le numéro des fichiers"
        ),
        "short",
        7,
        full=True,
    ),
    Column(
        "publisher",
        both("Outlet", "Média"),
        both("publisher as printed", "éditeur tel qu'imprimé"),
        "short",
        14,
        field="Source.publisher",
    ),
    Column(
        "title",
        both("Title", "Titre"),
        both("headline as printed", "titre tel qu'imprimé"),
        "text",
        22,
        field="Source.title",
    ),
    Column(
        "author",
        both("Author", "Auteur"),
        both("author as printed", "auteur tel qu'imprimé"),
        "short",
        13,
        field="Source.author",
    ),
    Column(
        "address",
        both("Address", "Adresse"),
        both("web address as printed, or not known", "adresse web imprimée, ou inconnue"),
        "text",
        12,
        field="Source.address",
        full=True,
    ),
    Column(
        "credit",
        both("Credit", "Crédit"),
        both(
            "credit line as printed; whether of text or picture is not said",
            "mention de crédit telle qu'imprimée ; pour le texte ou l'image, ce n'est pas dit",
        ),
        "short",
        12,
        field="Source.credit",
    ),
    Column(
        "date",
        both("Date", "Date"),
        both("date of the text (EDTF)", "date du texte (EDTF)"),
        "when",
        11,
        field="Source.date",
    ),
    Column(
        "basis",
        both("Basis of the date", "Fondement de la date"),
        both("what the date rests on", "sur quoi repose la date"),
        "note",
        20,
        full=True,
        nil=True,
    ),
    Column(
        "language",
        both("Language", "Langue"),
        both("language of the text", "langue du texte"),
        "short",
        9,
        full=True,
    ),
    Column(
        "descriptor",
        both("Descriptor", "Descripteur"),
        both(
            "what the text is and how it knows", "ce qu'est le texte et d'où il tient ce qu'il dit"
        ),
        "text",
        38,
        full=True,
    ),
    Column(
        "paragraphs",
        both("Paragraphs", "Paragraphes"),
        both("lines with text in the archived file", "lignes de texte du fichier archivé"),
        "number",
        11,
        full=True,
    ),
    Column(
        "readings",
        both("Readings", "Lectures"),
        both("passages that give a fact", "passages qui donnent un fait"),
        "number",
        9,
        computed=True,
        full=True,
    ),
    Column(
        "facts",
        both("Facts", "Faits"),
        both("facts on which the text says anything", "faits dont le texte dit quelque chose"),
        "number",
        7,
        computed=True,
        full=True,
    ),
    Column(
        "only_here",
        both("Facts only here", "Faits seulement ici"),
        both("facts that no other text gives", "faits qu'aucun autre texte ne donne"),
        "number",
        8,
        computed=True,
        full=True,
    ),
    Column(
        "without_facts",
        both("Paragraphs without facts", "Paragraphes sans fait"),
        both(
            "paragraphs that carry no fact, and why",
            "paragraphes sans fait, et pourquoi",
        ),
        "text",
        28,
        computed=True,
        full=True,
        nil=True,
    ),
    Column(
        "unread",
        both("Paragraphs not read", "Paragraphes non lus"),
        both(
            "paragraphs with neither reading nor reason",
            "paragraphes sans lecture ni raison",
        ),
        "mark",
        11,
        computed=True,
        full=True,
        nil=True,
    ),
    NOTE,
    Column(
        "archive",
        both("Archived file", "Fichier archivé"),
        both("name of the archived file", "nom du fichier archivé"),
        "id",
        26,
        level=1,
        full=True,
    ),
    Column(
        "sha256",
        both("SHA-256", "SHA-256"),
        both("digest of the archived file", "empreinte du fichier archivé"),
        "id",
        30,
        level=1,
        full=True,
    ),
    ID,
)


def sources(context: Context) -> Table:
    """One row a text, in the order of the file."""
    paragraphs: dict[str, list[Paragraph]] = {}
    for paragraph in context.evidence.paragraphs:
        paragraphs.setdefault(paragraph.source, []).append(paragraph)
    rows = (
        _source(context, source, paragraphs.get(source.id, []))
        for source in context.dossier.of(Source)
    )
    return Table(
        "Sources",
        both("Sources", "Sources"),
        both("one text", "un texte"),
        SOURCES,
        frame_of(SOURCES, rows),
    )


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


UNKNOWNS = (
    Column(
        "question",
        both("Question", "Question"),
        both("what a reader would ask", "ce qu'un lecteur demanderait"),
        "text",
        48,
        full=True,
    ),
    Column(
        "known",
        both("What the texts say", "Ce que disent les textes"),
        both("what the texts do say on it", "ce que les textes en disent"),
        "text",
        54,
        full=True,
    ),
    Column(
        "settle",
        both("What would settle it", "Ce qui trancherait"),
        both("what would settle the question", "ce qui trancherait la question"),
        "text",
        46,
        full=True,
    ),
    Column(
        "about",
        both("About", "À propos de"),
        both(
            "the records or facts it is about",
            "les fiches ou faits dont il s'agit",
        ),
        "text",
        44,
        full=True,
        nil=True,
    ),
    ID,
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
    return Table(
        "Unknowns",
        both("Unknowns", "Inconnues"),
        both(
            "one question that the texts leave open", "une question que les textes laissent ouverte"
        ),
        UNKNOWNS,
        frame_of(UNKNOWNS, rows),
    )
