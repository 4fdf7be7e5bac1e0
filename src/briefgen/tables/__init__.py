"""What the sheets show and the brief counts: tables computed from the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.collector import collector_paused
from briefgen.tables.codebook import codebook
from briefgen.tables.contacts import contacts
from briefgen.tables.context import Context
from briefgen.tables.coverage import coverage
from briefgen.tables.disagreements import disagreements
from briefgen.tables.evidence import evidence as evidence_table
from briefgen.tables.evidence import facts
from briefgen.tables.persons import actors, names, persons
from briefgen.tables.releases import groups, releases
from briefgen.tables.review import to_review
from briefgen.tables.sanctions import links, sanctions
from briefgen.tables.sentences import SentenceRow, sentences
from briefgen.tables.sources import sources, unknowns
from briefgen.tables.statements import estimates, statements
from briefgen.tables.summary import Figure, figures
from briefgen.tables.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from briefgen.evidence import Evidence
    from briefgen.facts.briefs import Brief
    from briefgen.tables.table import Table
    from briefgen.wording import Wording

__all__ = ["Figure", "SentenceRow", "build", "figures", "sentences"]

_SHEETS = (
    timeline,
    releases,
    groups,
    persons,
    actors,
    sanctions,
    links,
    contacts,
    estimates,
    statements,
    disagreements,
    names,
    coverage,
    evidence_table,
    facts,
    unknowns,
    sources,
    to_review,
)


def build(
    evidence: Evidence,
    wording: Wording,
    brief: Brief,
    *,
    shown: Mapping[str, Sequence[str]] | None = None,
    rechecked: bool = False,
    missing: Collection[str] = (),
) -> dict[str, Table]:
    """The tables by name, in the order of the sheets, the codebook of them all last.

    `shown` tells where the brief shows a fact, by fact; `rechecked` whether the anchors were found
    again in the articles, but for those of the texts that were `missing`.
    """
    context = Context(evidence, wording, brief, shown or {}, rechecked=rechecked, missing=missing)
    with collector_paused():  # cells all stay: looking for dead ones took half of the time
        tables = [sheet(context) for sheet in _SHEETS]
        described = [*tables, sentences((), wording)]
        return {table.name: table for table in (*tables, codebook(context, described))}
