"""The brief's charts, from the sequence that the workbook draws too."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from briefgen.office import charts
from briefgen.tables import sequence

if TYPE_CHECKING:
    from briefgen.brief.scribe import Scribe
    from briefgen.facts.briefs import Brief


def timeline(scribe: Scribe, brief: Brief) -> charts.Timeline:
    """The steps of both sides and the contacts, in time."""
    drawn = sequence.timeline(scribe.evidence.dossier, scribe.wording, brief)
    return charts.Timeline(
        title=drawn.title,
        alt=drawn.alt,
        language=drawn.language,
        lanes=drawn.lanes,
        events=[charts.Event(**asdict(event)) for event in drawn.events],
        notes=[charts.Note(**asdict(gap)) for gap in drawn.notes],
        first=drawn.first,
        last=drawn.last,
        words=charts.TimelineWords(**drawn.words),
        height=7.5,
    )


def people(scribe: Scribe, brief: Brief) -> charts.Bars:  # noqa: ARG001 -- as all charts are asked for
    """The people of each step, announced ones hatched."""
    drawn = sequence.bars(scribe.evidence.dossier, scribe.wording)
    return charts.Bars(
        title=drawn.title,
        alt=drawn.alt,
        language=drawn.language,
        bars=[charts.Bar(**asdict(bar)) for bar in drawn.bars],
        words=charts.BarWords(**drawn.words),
        height=4.0,
    )
