"""The charts of both files, drawn once a language from the sequence."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from briefgen.office import charts
from briefgen.tables import sequence

if TYPE_CHECKING:
    from briefgen.facts.briefs import Brief
    from briefgen.facts.dossier import Dossier
    from briefgen.wording import Wording

TIMELINE = "timeline"
PEOPLE = "people"
NAMES = (TIMELINE, PEOPLE)
"""What the charts are called in a narrative."""


def draw(dossier: Dossier, wording: Wording, brief: Brief) -> dict[str, charts.Chart]:
    """The charts by name; one that would show nothing is left out."""
    drawn: dict[str, charts.Chart] = {}
    timeline = sequence.timeline(dossier, wording, brief)
    if timeline.events:
        drawn[TIMELINE] = _timeline(timeline)
    people = sequence.bars(dossier, wording)
    if people.bars:
        drawn[PEOPLE] = _people(people)
    return drawn


def _timeline(drawn: sequence.Timeline) -> charts.Timeline:
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


def _people(drawn: sequence.Bars) -> charts.Bars:
    return charts.Bars(
        title=drawn.title,
        alt=drawn.alt,
        language=drawn.language,
        bars=[charts.Bar(**asdict(bar)) for bar in drawn.bars],
        words=charts.BarWords(**drawn.words),
        height=4.0,
    )
