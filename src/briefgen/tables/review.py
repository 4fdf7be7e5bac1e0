"""What an editor should look at again, and why."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

import pandas as pd

from briefgen.facts.records import Contact, Estimate, Release, Sanction
from briefgen.sheets import sheets
from briefgen.tables.table import table_by_column

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from briefgen.facts.records import Record
    from briefgen.tables.context import Context
    from briefgen.tables.table import Table

REASONS = ("disputed", "doubted", "hedged", "undated", "single")
"""Why a fact is listed, the gravest reason first."""


def to_review(context: Context) -> Table:
    """One row a fact with a reason, the gravest reasons first, then in the order of the records."""
    return table_by_column("ToReview", _cells(context))


def flags(context: Context) -> pd.DataFrame:
    """A boolean column a reason, one row a fact that has any; index: the fact. It may be empty."""
    undated = list(_undated(context))
    of_record = {record: place for place, record in enumerate(context.dossier.records)}
    known = sorted(
        dict.fromkeys([*context.dossier.facts(), *context.counts.texts, *undated]),
        key=lambda fact: of_record[fact.rpartition(".")[0]],
    )
    sets: dict[str, Container[str]] = {
        "disputed": {found.fact for found in context.evidence.disagreements},
        "doubted": context.counts.doubted,
        "hedged": context.counts.hedged,
        "undated": set(undated),
        "single": context.counts.only_in,
    }
    frame = pd.DataFrame(
        {reason: [fact in sets[reason] for fact in known] for reason in REASONS},
        index=pd.Index(known, dtype=object),
        dtype=bool,
    )
    return frame[frame.any(axis=1)].sort_values(list(REASONS), ascending=False, kind="stable")


_DATES: dict[type[Record], tuple[str, ...]] = {
    Release: ("freed", "announced"),
    Sanction: ("in_effect", "announced", "lapsed"),
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
    columns = sheets()["ToReview"].column
    words = [context.phrase(columns(reason).header).lower() for reason in REASONS]
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
