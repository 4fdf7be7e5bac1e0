"""Which text says what: facts against texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.evidence.relations import Relation
from briefgen.facts.records import Source
from briefgen.tables.table import Column, Table, frame_by_column
from briefgen.tables.words import NONE
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.tables.context import Context

    _Pairs = Iterable[tuple[str, str]]
    """Texts and how each stands to a value, in words."""

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
        frame_by_column(columns, _cells(context, few=few)),
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
