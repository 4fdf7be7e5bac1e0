"""The sequence as native charts, made once for the workbook and the brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict

from briefgen.office.charts import Bar, Bars, BarWords, Event, Note, Timeline, TimelineWords
from briefgen.tables import sequence

if TYPE_CHECKING:
    from briefgen.facts.briefs import Brief
    from briefgen.facts.dossier import Dossier
    from briefgen.office.charts import Chart
    from briefgen.wording import Wording

TIMELINE = "timeline"
PEOPLE = "people"
NAMES = (TIMELINE, PEOPLE)
"""What the charts are called in a narrative."""


def draw(dossier: Dossier, wording: Wording, brief: Brief) -> dict[str, Chart]:
    """The charts by name; one that would show nothing is left out."""
    drawn: dict[str, Chart] = {}
    if (line := timeline(dossier, wording, brief)).events:
        drawn[TIMELINE] = line
    if sequence.bars(dossier, wording).bars:
        drawn[PEOPLE] = bars(dossier, wording)
    return drawn


def timeline(dossier: Dossier, wording: Wording, brief: Brief) -> Timeline:
    """The timeline of a brief's period."""
    shown = sequence.timeline(dossier, wording, brief)
    fields = asdict(shown) | {
        "events": [Event(**asdict(event)) for event in shown.events],
        "notes": [Note(**asdict(note)) for note in shown.notes],
        "words": TimelineWords(**shown.words),
    }
    return Timeline(**fields)


def bars(dossier: Dossier, wording: Wording) -> Bars:
    """The people of every dated release."""
    shown = sequence.bars(dossier, wording)
    fields = asdict(shown) | {
        "bars": [Bar(**asdict(bar)) for bar in shown.bars],
        "words": BarWords(**shown.words),
    }
    return Bars(**fields)
