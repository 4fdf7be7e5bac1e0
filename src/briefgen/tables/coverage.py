"""Which text says what: facts against texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.evidence.relations import Relation
from briefgen.facts.records import Source
from briefgen.tables.table import Column, Table, frame_of
from briefgen.tables.words import NONE, both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.tables.context import Context, Row

_FIRST = (
    Column(
        "question",
        both("Fact", "Fait"),
        both("what the fact answers", "ce à quoi répond le fait"),
        "text",
        54,
        full=True,
    ),
    Column(
        "value",
        both("Value", "Valeur"),
        both("the value as used", "la valeur retenue"),
        "text",
        40,
    ),
)
_LAST = (
    Column(
        "texts",
        both("Texts", "Textes"),
        both("texts that say anything on it", "textes qui en disent quelque chose"),
        "number",
        7,
        computed=True,
        full=True,
    ),
    Column(
        "only_in",
        both("Only in", "Seulement dans"),
        both(
            "the one text that gives it; n/a where several do",
            "le seul texte qui le donne ; s.o. sinon",
        ),
        "short",
        10,
        computed=True,
        full=True,
    ),
    Column(
        "link",
        both("Row", "Ligne"),
        both("leads to the row of the fact", "mène à la ligne du fait"),
        "link",
        18,
        full=True,
    ),
    Column(
        "id",
        both("Id", "Identifiant"),
        both("the fact", "le fait"),
        "id",
        26,
        level=1,
        full=True,
    ),
)


_SAID = Column(
    "said",
    both("What they say", "Ce qu'ils disent"),
    both(
        "what the texts say of the value, and which ones",
        "ce que les textes disent de la valeur, et lesquels",
    ),
    "text",
    54,
    computed=True,
    full=True,
)
"""In place of a column a text."""

_TOLD = ("fact", "source", "relation")
MOST_TEXTS = 24
"""Up to so many texts have a column each; more of them nobody reads, and the sheet would grow with
the facts times the texts."""


def coverage(context: Context) -> Table:
    """One row a fact that a text gives, the steps first, and one column a text.

    Where there are more than `MOST_TEXTS`, one column tells what they say. What is known of the
    texts themselves, such as their date, is left to Sources.
    """
    sources = context.dossier.of(Source)
    few = len(sources) <= MOST_TEXTS
    said = [_text_column(source) for source in sources] if few else [_SAID]
    columns = (*_FIRST, *said, *_LAST)
    return Table(
        "Coverage",
        both("Coverage", "Couverture"),
        both("one fact that a text gives", "un fait que donne un texte"),
        columns,
        frame_of(columns, _rows(context, few=few)),
    )


def _text_column(source: Source) -> Column:
    return Column(
        f"text_{source.id}",
        both(f"Text {source.id}", f"Texte {source.id}"),
        both(
            f"what text {source.id} says of the value; a dash: it does not say",
            f"ce que le texte {source.id} dit de la valeur ; un tiret : il n'en dit rien",
        ),
        "short",
        14,
        computed=True,
        full=True,
        nil=True,
    )


def _rows(context: Context, *, few: bool) -> Iterator[Row]:
    for fact, said in _each(context) if few else _gathered(context):
        yield {
            "question": context.question(fact),
            "value": context.cell(fact),
            **said,
            "texts": context.counts.texts[fact],
            "only_in": context.counts.only_in.get(fact, context.not_applicable),
            "link": context.fact_ref(fact),
            "id": fact,
        }


def _each(context: Context) -> Iterator[tuple[str, Row]]:
    """What each text says of each fact, a column a text, all filled; texts in their order."""
    separator = context.wording.definition.separator
    sources = [source.id for source in context.dossier.of(Source)]
    for fact, pairs in _told(context):
        said: dict[str, list[str]] = {source: [] for source in sources}
        for source, words in pairs:
            said[source].append(words)
        row = {f"text_{source}": separator.join(own) or NONE for source, own in said.items()}
        yield fact, row


def _gathered(context: Context) -> Iterator[tuple[str, Row]]:
    """What the texts say of each fact, in one cell: `says (000, 003); less precise (001)`."""
    separator = context.wording.definition.separator
    for fact, pairs in _told(context):
        said: dict[str, list[str]] = {}
        for source, words in pairs:
            said.setdefault(words, []).append(source)
        parts = [f"{words} ({', '.join(sources)})" for words, sources in said.items()]
        yield fact, {"said": separator.join(parts)}


def _told(context: Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each fact with every text and how it stands to the value, in words; steps first, names last.

    Each text and relation is told once.
    """
    frame = context.counts.told
    words = {one.value: context.wording.word("relation", one) for one in Relation}
    said: dict[str, dict[tuple[str, str], None]] = {}
    for fact, source, relation in zip(*(frame[key] for key in _TOLD), strict=True):
        said.setdefault(fact, {})[source, words[relation]] = None
    for fact in sorted(said, key=context.rank):
        yield fact, list(said[fact])
