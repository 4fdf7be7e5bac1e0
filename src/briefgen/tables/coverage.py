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


def coverage(context: Context) -> Table:
    """One row a fact that a text gives, the steps first, and one column a text.

    What is known of the texts themselves, such as their date, is left to Sources.
    """
    columns = (*_FIRST, *(_text_column(source) for source in context.dossier.of(Source)), *_LAST)
    return Table(
        "Coverage",
        both("Coverage", "Couverture"),
        both("one fact that a text gives", "un fait que donne un texte"),
        columns,
        frame_of(columns, _rows(context)),
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


def _rows(context: Context) -> Iterator[Row]:
    pivot = relations(context)
    sources = list(pivot.columns)
    for fact, *cells in pivot.itertuples(name=None):
        said = dict(zip(sources, cells, strict=True))
        yield {
            "question": context.question(fact),
            "value": context.cell(fact),
            **{f"text_{source}": words for source, words in said.items()},
            "texts": context.counts.texts[fact],
            "only_in": context.counts.only_in.get(fact, context.not_applicable),
            "link": context.fact_ref(fact),
            "id": fact,
        }


def relations(context: Context) -> pd.DataFrame:
    """What each text says of each fact, in words: one row a fact, one column a source, all filled.

    The steps come first, then all else in the order of the records, names last; columns are in the
    order of the sources; it may be empty.
    """
    frame = context.counts.told
    separator = context.wording.definition.separator
    words = {one.value: context.wording.word("relation", one) for one in Relation}
    pairs = frame[["fact", "source"]].assign(words=frame["relation"].map(words)).drop_duplicates()
    sources = [source.id for source in context.dossier.of(Source)]
    facts = sorted(frame["fact"].drop_duplicates(), key=context.rank)
    pivot = pairs.pivot_table(
        index="fact", columns="source", values="words", aggfunc=separator.join, sort=False
    )
    return pivot.reindex(index=facts, columns=sources).astype(object).fillna(NONE)
