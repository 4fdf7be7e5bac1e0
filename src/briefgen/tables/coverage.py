"""Which text says what: facts against texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.evidence.relations import Relation
from briefgen.facts.records import Source
from briefgen.tables.table import Column, Table, frame_of
from briefgen.tables.words import NONE, both

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

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
    pairs, facts = _told(context)
    separator = context.wording.definition.separator
    sources = [source.id for source in context.dossier.of(Source)]
    pivot = pairs.pivot_table(
        index="fact", columns="source", values="words", aggfunc=separator.join, sort=False
    )
    filled = pivot.reindex(index=facts, columns=sources).astype(object).fillna(NONE)
    keys = [f"text_{source}" for source in sources]
    for fact, *cells in filled.itertuples(name=None):
        yield fact, dict(zip(keys, cells, strict=True))


def _gathered(context: Context) -> Iterator[tuple[str, Row]]:
    """What the texts say of each fact, in one cell: `says (000, 003); less precise (001)`."""
    pairs, facts = _told(context)
    separator = context.wording.definition.separator
    said: dict[str, dict[str, list[str]]] = {fact: {} for fact in facts}
    for fact, source, words in pairs.itertuples(index=False, name=None):
        said[fact].setdefault(words, []).append(source)
    for fact, by_words in said.items():
        parts = [f"{words} ({', '.join(sources)})" for words, sources in by_words.items()]
        yield fact, {"said": separator.join(parts)}


def _told(context: Context) -> tuple[pd.DataFrame, list[str]]:
    """Each fact, source and relation in words once; the facts, the steps first and names last."""
    frame = context.counts.told
    words = {one.value: context.wording.word("relation", one) for one in Relation}
    pairs = frame[["fact", "source"]].assign(words=frame["relation"].map(words)).drop_duplicates()
    return pairs, sorted(frame["fact"].drop_duplicates(), key=context.rank)
