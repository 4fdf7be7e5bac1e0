"""The codebook: what every column of every sheet means, from the columns themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.evidence.disagreements import KINDS as KINDS_OF_DISAGREEMENT
from briefgen.evidence.disagreements import WEIGHTS
from briefgen.evidence.relations import Relation
from briefgen.facts.parse import words
from briefgen.facts.records import Body, Person, Term, field_named, plural
from briefgen.sheets import sheets
from briefgen.tables.table import table_of
from briefgen.wording import cells
from briefgen.wording.cells import BLANK, DASHED, NEVER_BLANK, NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.facts.records import Text
    from briefgen.sheets import Column
    from briefgen.tables.context import Context, Row
    from briefgen.tables.table import Table

_LISTS = {
    "weight": WEIGHTS,
    "kind": tuple(KINDS_OF_DISAGREEMENT),
    "relation": tuple(relation.value for relation in Relation),
}
"""Closed lists of computed columns."""
_MOST_TERMS = 40
"""So many terms are listed; a cell with more is no help."""


def codebook(context: Context, tables: Iterable[Table]) -> Table:
    """One row a column of the given tables, then those of the codebook itself."""
    own = sheets()["Codebook"]
    described = [(table.name, table.title, table.columns) for table in tables]
    described.append((own.name, own.title, own.columns))
    return table_of(
        own.name,
        (
            row
            for sheet, title, columns in described
            for row in _rows(context, sheet, title, columns)
        ),
    )


def _rows(context: Context, sheet: str, title: Text, columns: Iterable[Column]) -> Iterator[Row]:
    for column in columns:
        yield {
            "sheet": context.text(title),
            "column": context.text(column.header),
            "meaning": context.text(column.meaning),
            "holds": context.text(cells.KINDS_OF_CELL[column.kind]),
            "allowed": _allowed(context, column),
            "blank": _blank(context, column),
            "computed": context.yes_no(column.computed),
            "id": f"{sheet}.{column.key}",
        }


def _blank(context: Context, column: Column) -> str | None:
    if column.key == "checked":
        return context.text(cells.UNTICKED)
    if column.nil:
        return context.text(DASHED)
    return context.text(NEVER_BLANK if column.full else BLANK)


def _allowed(context: Context, column: Column) -> str | None:
    """The closed list of the field shown: words of the schema, terms of its facet, or actors."""
    if column.kind == "flag":
        open_too = [context.wording.phrase("disputed")] if column.key == "used" else []
        return context.listed([*reversed(context.truths), *open_too])
    if choices := _LISTS.get(column.list):
        return _chosen(context, column.list, choices)
    field = field_named(column.list or column.shows)
    if field is None:
        return context.text(cells.ANY)
    if choices := words(field):
        return _chosen(context, field.name, choices)
    if field.facet:
        return _terms(context, field.facet)
    actors = {plural(Person), plural(Body)}
    return context.text(cells.AN_ACTOR if actors & set(field.to) else cells.ANY)


def _chosen(context: Context, group: str, choices: Iterable[str]) -> str | None:
    return context.listed(context.wording.word(group, choice) for choice in choices)


def _terms(context: Context, facet: str) -> str:
    terms = [term for term in context.dossier.of(Term) if term.facet == facet]
    shown = [context.wording.record(term.id) for term in terms[:_MOST_TERMS]]
    if len(terms) > _MOST_TERMS:
        shown.append(context.wording.phrase("and_more", number=len(terms) - _MOST_TERMS))
    return context.phrase(cells.TERMS).format(terms=context.listed(shown) or NONE)
