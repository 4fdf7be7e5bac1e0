"""The claims of a dossier as one pandas frame, which the tables count and pivot."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd
from msgspec import Struct

from briefgen.facts.records import Source

if TYPE_CHECKING:
    from briefgen.evidence import Evidence
    from briefgen.evidence.evidence import Weighed

COLUMNS: dict[str, str | type] = {
    "fact": "category",
    "source": "category",
    "address": object,
    "voice": "category",
    "hedged": bool,
    "doubted": bool,
    "relation": object,
    "supports": bool,
    "on_text": bool,
    "weighed": object,
}


def claims_frame(evidence: Evidence) -> pd.DataFrame:
    """One row a claim, by fact in the order of the records, then by address; it may be empty.

    The columns are those of `COLUMNS`: `relation` is the relation's value, `on_text` marks a fact
    on a text itself, such as its date; `weighed` is the claim.
    """
    texts = {source.id for source in evidence.dossier.of(Source)}
    weighed = _weighed(evidence)
    claims = [one.claim for one in weighed]
    readings = [claim.reading for claim in claims]
    cells: dict[str, list[Any]] = {
        "fact": [claim.fact for claim in claims],
        "source": [reading.at.source for reading in readings],
        "address": [reading.at for reading in readings],
        "voice": [reading.voice for reading in readings],
        "hedged": [reading.hedged for reading in readings],
        "doubted": [claim.doubt is not None for claim in claims],
        "relation": [one.relation.word for one in weighed],
        "supports": [one.supports for one in weighed],
        "on_text": [claim.record in texts for claim in claims],
        "weighed": weighed,
    }
    return pd.DataFrame({key: _column(cells[key], kind) for key, kind in COLUMNS.items()})


def _column(cells: list[Any], kind: str | type) -> pd.Series:
    """One column; of a category, each value once, in the order of the rows."""
    if kind != "category":
        return pd.Series(cells, dtype=kind)
    codes, known = pd.factorize(pd.Series(cells, dtype=object))
    return pd.Series(pd.Categorical.from_codes(codes, known))


def _weighed(evidence: Evidence) -> list[Weighed]:
    dossier = evidence.dossier
    known = dict.fromkeys(dossier.facts())
    order = {record: index for index, record in enumerate(dossier.records)}
    unheld = sorted(
        {claim.fact: None for claim in dossier.claims if claim.fact not in known},
        key=lambda fact: order[fact.rpartition(".")[0]],
    )
    return [weighed for fact in (*known, *unheld) for weighed in evidence.claims(fact)]


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
        said = self.frame[["fact", "source"]].drop_duplicates()
        return _counted(said["fact"].value_counts(sort=False))

    @cached_property
    def only_in(self) -> dict[str, str]:
        """The one text of each fact that a single text gives, by fact."""
        said = self.told[["fact", "source"]].drop_duplicates()
        alone = said.drop_duplicates("fact", keep=False)
        return dict(zip(alone["fact"], alone["source"], strict=True))

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
        return _counted(self.frame.groupby("source")["address"].nunique())

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
        pairs = self.frame[["voice", "source"]].drop_duplicates()
        heard: dict[str, list[str]] = {}
        for voice, source in sorted(pairs.itertuples(index=False)):
            heard.setdefault(voice, []).append(source)
        return heard


def _counted(series: pd.Series) -> dict[str, int]:
    return dict(zip(series.index.tolist(), series.tolist(), strict=True))
