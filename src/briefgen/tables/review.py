"""What an editor should look at again, and why."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

import pandas as pd

from briefgen.facts.records import Contact, Estimate, Release, Sanction
from briefgen.tables.common import EVIDENCE
from briefgen.tables.table import Column, Table, frame_by_column
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from briefgen.facts.records import Record, Text
    from briefgen.tables.context import Context

REASONS: dict[str, tuple[Text, Text]] = {
    "disputed": (
        both("Disputed", "Contesté"),
        both(
            "the texts put it in more than one way",
            "les textes le disent de plus d'une façon",
        ),
    ),
    "doubted": (
        both("Doubted", "Mis en doute"),
        both("something printed may be wrong", "quelque chose d'imprimé est peut-être faux"),
    ),
    "hedged": (
        both("Hedged", "Avec réserve"),
        both(
            "every text that gives it hedges", "tous les textes qui le donnent mettent une réserve"
        ),
    ),
    "undated": (
        both("Undated", "Sans date"),
        both("the step or estimate has no date", "l'étape ou l'estimation n'a pas de date"),
    ),
    "single": (
        both("Single text", "Un seul texte"),
        both("one text alone gives it", "un seul texte le donne"),
    ),
}
"""Why a fact is listed, the gravest reason first."""

COLUMNS = (
    Column(
        "question",
        both("Fact", "Fait"),
        both("what the fact answers", "ce à quoi répond le fait"),
        "text",
        60,
        full=True,
    ),
    Column(
        "value", both("Value", "Valeur"), both("the value as used", "la valeur retenue"), "text", 46
    ),
    Column(
        "why",
        both("Why", "Pourquoi"),
        both("the reasons to look at it again", "les raisons de le revoir"),
        "mark",
        26,
        computed=True,
        full=True,
    ),
    *(
        Column(key, header, meaning, "flag", 10, level=1, computed=True, full=True)
        for key, (header, meaning) in REASONS.items()
    ),
    EVIDENCE,
    Column(
        "link",
        both("Row", "Ligne"),
        both("leads to the row of the fact", "mène à la ligne du fait"),
        "link",
        20,
        full=True,
    ),
    Column(
        "id",
        both("Id", "Identifiant"),
        both("the fact", "le fait"),
        "id",
        28,
        level=1,
        full=True,
    ),
)


def to_review(context: Context) -> Table:
    """One row a fact with a reason, the gravest reasons first, then in the order of the records."""
    return Table(
        "ToReview",
        both("To review", "À revoir"),
        both("one fact that deserves a second look", "un fait qui mérite un second regard"),
        COLUMNS,
        frame_by_column(COLUMNS, _cells(context)),
    )


def flags(context: Context) -> pd.DataFrame:
    """A boolean column a reason, one row a fact that has any; index: the fact. It may be empty."""
    undated = list(_undated(context))
    known = dict.fromkeys([*context.dossier.facts(), *context.counts.texts, *undated])
    sets: dict[str, Container[str]] = {
        "disputed": {found.fact for found in context.evidence.disagreements},
        "doubted": context.counts.doubted,
        "hedged": context.counts.hedged,
        "undated": set(undated),
        "single": context.counts.only_in,
    }
    frame = pd.DataFrame(
        {reason: [fact in sets[reason] for fact in known] for reason in REASONS},
        index=pd.Index(list(known), dtype=object),
        dtype=bool,
    )
    return frame[frame.any(axis=1)].sort_values(list(REASONS), ascending=False, kind="stable")


_DATES: dict[type[Record], tuple[str, ...]] = {
    Release: ("freed", "announced"),
    Sanction: ("in_effect", "announced"),
    Contact: ("date",),
    Estimate: ("as_of",),
}
"""The fields of which a record needs one to be dated; the first is listed where all lack."""


def _undated(context: Context) -> Iterator[str]:
    """The fact that lacks the date of each step or estimate that has none."""
    for kind, names in _DATES.items():
        for record in context.dossier.of(kind):
            if all(getattr(record, name) is None for name in names):
                yield f"{record.id}.{names[0]}"


def _cells(context: Context) -> dict[str, list[Any]]:
    words = [context.phrase(header).lower() for header, _ in REASONS.values()]
    frame = flags(context)
    facts = list(frame.index)
    marked = list(frame.itertuples(index=False, name=None))
    why = {holds: context.listed(compress(words, holds)) for holds in set(marked)}
    return {
        "question": list(map(context.question, facts)),
        "value": list(map(context.cell, facts)),
        "why": [why[holds] for holds in marked],
        **{reason: [context.truths[holds] for holds in frame[reason]] for reason in REASONS},
        "evidence": list(map(context.addresses_of, facts)),
        "link": list(map(context.fact_ref, facts)),
        "id": facts,
    }
