"""Which text says what: facts against texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.evidence.relations import Relation
from briefgen.facts.records import Source
from briefgen.sheets import columns_of, sheets
from briefgen.tables.table import table_by_column
from briefgen.wording.cells import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.tables.context import Context
    from briefgen.tables.table import Table

    _Pairs = Iterable[tuple[str, str]]
    """Texts and how each stands to a value, in words."""

_TOLD = ("fact", "source", "relation")


def coverage(context: Context) -> Table:
    """One row a fact that a text gives, the steps first; what is known of the texts is on Sources.

    One column a text, or where they are many, one for what they all say.
    """
    sources = tuple(source.id for source in context.dossier.of(Source))
    columns = columns_of(sheets()["Coverage"], sources, looked=context.rechecked)
    few = all(column.key != "said" for column in columns)
    return table_by_column("Coverage", _cells(context, few=few), columns)


def _cells(context: Context, *, few: bool) -> dict[str, list[Any]]:
    told = _told(context)
    facts = sorted(told, key=context.rank)
    pairs = [list(told[fact]) for fact in facts]
    counts, not_applicable = context.counts, context.not_applicable
    return {
        "question": list(map(context.question, facts)),
        "value": list(map(context.cell, facts)),
        **(_each(context, pairs) if few else _gathered(context, pairs)),
        "texts": [counts.texts[fact] for fact in facts],
        "only_in": [counts.only_in.get(fact, not_applicable) for fact in facts],
        "link": list(map(context.fact_ref, facts)),
        "id": facts,
    }


def _each(context: Context, told: Iterable[_Pairs]) -> dict[str, list[Any]]:
    """What each text says of each fact, a column a text, all filled; texts in their order."""
    separator = context.wording.definition.separator
    cells: dict[str, list[Any]] = {f"text_{source.id}": [] for source in context.dossier.of(Source)}
    for pairs in told:
        said: dict[str, list[str]] = {}
        for source, words in pairs:
            said.setdefault(f"text_{source}", []).append(words)
        for key, column in cells.items():
            column.append(separator.join(said[key]) if key in said else NONE)
    return cells


def _gathered(context: Context, told: Iterable[_Pairs]) -> dict[str, list[Any]]:
    """What the texts say of each fact, in one cell: `says (000, 003); less precise (001)`."""
    separator = context.wording.definition.separator
    cells: list[Any] = []
    for pairs in told:
        said: dict[str, list[str]] = {}
        for source, words in pairs:
            said.setdefault(words, []).append(source)
        parts = (f"{words} ({', '.join(sources)})" for words, sources in said.items())
        cells.append(separator.join(parts))
    return {"said": cells}


def _told(context: Context) -> dict[str, dict[tuple[str, str], None]]:
    """Each fact with every text and how it stands to the value, in words, each once."""
    frame = context.counts.told
    words = {one.value: context.wording.word("relation", one) for one in Relation}
    said: dict[str, dict[tuple[str, str], None]] = {}
    for fact, source, relation in zip(*(frame[key] for key in _TOLD), strict=True):
        said.setdefault(fact, {})[source, words[relation]] = None
    return said
