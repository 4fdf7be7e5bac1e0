"""The claims of a dossier as one pandas frame, which the tables count and pivot."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd
from msgspec import Struct

from briefgen.facts.records import Body, Name, Person, Source, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.evidence.evidence import Weighed
    from briefgen.facts.dossier import Dossier

COLUMNS = {
    "fact": object,
    "record": object,
    "field": object,
    "source": object,
    "paragraph": int,
    "passage": object,
    "address": object,
    "voice": object,
    "own_voice": bool,
    "named": bool,
    "hedged": bool,
    "doubted": bool,
    "relation": object,
    "supports": bool,
    "name": bool,
    "on_text": bool,
    "weighed": object,
}


def claims_frame(evidence: Evidence) -> pd.DataFrame:
    """One row a claim, by fact in the order of the records, then by address; it may be empty.

    The columns are those of `COLUMNS`: `named` marks a voice that is an origin, `relation` is the
    relation's value, `name` marks a printed form of a name, `on_text` a fact on a text itself, such
    as its date; `weighed` is the claim.
    """
    rows = list(_rows(evidence))
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return frame.astype(COLUMNS)


def _rows(evidence: Evidence) -> Iterator[tuple[object, ...]]:
    dossier = evidence.dossier
    said = {claim.fact: None for claim in dossier.claims}
    known = dict.fromkeys(dossier.facts())
    order = {record: index for index, record in enumerate(dossier.records)}
    unheld = sorted(
        (fact for fact in said if fact not in known),
        key=lambda fact: order[fact.rpartition(".")[0]],
    )
    for fact in (*known, *unheld):
        printed = dossier.field(fact).type in (Name, Text)
        on_text = isinstance(dossier.records[fact.rpartition(".")[0]], Source)
        for weighed in evidence.claims(fact):
            yield (*_row(weighed, dossier), printed, on_text, weighed)


def _row(weighed: Weighed, dossier: Dossier) -> tuple[object, ...]:
    claim, reading = weighed.claim, weighed.claim.reading
    record, _, field = claim.fact.rpartition(".")
    return (
        claim.fact,
        record,
        field,
        reading.at.source,
        reading.at.paragraph,
        reading.at.passage,
        str(reading.at),
        reading.voice,
        reading.own_voice,
        is_named(reading.voice, dossier),
        reading.hedged,
        claim.doubt is not None,
        weighed.relation.value,
        weighed.supports,
    )


def is_named(voice: str, dossier: Dossier) -> bool:
    """Whether a voice is a person or a body that is identified, so an origin."""
    record = dossier.records.get(voice)
    return isinstance(record, Person) or (isinstance(record, Body) and record.named)


class Counts(Struct, frozen=True, dict=True):
    """What is counted over the claims, each count once for all facts."""

    frame: pd.DataFrame

    @cached_property
    def told(self) -> pd.DataFrame:
        """The claims on what the texts are about, not on the texts themselves."""
        return self.frame[~self.frame["on_text"]]

    @cached_property
    def texts(self) -> dict[str, int]:
        """Texts that say anything on a fact, by fact."""
        return _counted(self.frame.groupby("fact", sort=False)["source"].nunique())

    @cached_property
    def only_in(self) -> dict[str, str]:
        """The one text of each fact that a single text gives, by fact."""
        alone = self.told.groupby("fact", sort=False)["source"].agg(["nunique", "first"])
        return dict(alone.loc[alone["nunique"] == 1, "first"])

    @cached_property
    def facts_of_text(self) -> dict[str, int]:
        """Facts on which a text says anything, by source."""
        return _counted(self.told.groupby("source")["fact"].nunique())

    @cached_property
    def only_of_text(self) -> dict[str, int]:
        """Facts that this text alone gives, by source."""
        return _counted(pd.Series(self.only_in, dtype=object).value_counts())

    @cached_property
    def readings_of_text(self) -> dict[str, int]:
        """Passages of a text that carry a claim, by source."""
        return _counted(self.told.groupby("source")["address"].nunique())

    @cached_property
    def hedged(self) -> frozenset[str]:
        """Facts whose every supporting claim is hedged."""
        supporting = self.frame[self.frame["supports"]]
        every = supporting.groupby("fact", sort=False)["hedged"].all()
        return frozenset(every.index[every.astype(bool)])

    @cached_property
    def doubted(self) -> frozenset[str]:
        """Facts with a claim that is doubted."""
        return frozenset(self.frame.loc[self.frame["doubted"], "fact"])

    @cached_property
    def heard_in(self) -> dict[str, list[str]]:
        """The texts in which a voice speaks, in their order, by voice."""
        pairs = self.frame[["voice", "source"]].drop_duplicates().sort_values("source")
        return {str(voice): list(group) for voice, group in pairs.groupby("voice")["source"]}


def _counted(series: pd.Series) -> dict[str, int]:
    return {str(key): int(count) for key, count in series.items()}
