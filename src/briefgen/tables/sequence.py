"""The sequence as charts show it: which events, in which lane, from when to when, in which words.

Plain data, in the fields of the charts of `office`, which this stage does not know.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.records import Release, Sanction
from briefgen.tables.steps import MEASURES, RELEASES, in_time, releases, steps
from briefgen.tables.window import Window
from briefgen.wording import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from briefgen.facts.briefs import Brief
    from briefgen.facts.dates import When
    from briefgen.facts.dossier import Dossier
    from briefgen.tables.steps import Step
    from briefgen.wording import Wording


class Event(Struct, frozen=True, kw_only=True):
    """One dated thing in a lane; `end` is the last day on which it can have been, if not one day.

    `filled` is reported done, else it is announced.
    """

    lane: int
    start: date
    end: date | None
    label: str
    filled: bool


class Gap(Struct, frozen=True, kw_only=True):
    """Whole months to which no text dates anything."""

    start: date
    end: date
    text: str


class Timeline(Struct, frozen=True, kw_only=True):
    """Events in lanes over the months of the brief's period; `alt` says it in words."""

    title: str
    alt: str
    language: str
    lanes: tuple[str, ...]
    events: tuple[Event, ...]
    notes: tuple[Gap, ...]
    first: date
    last: date
    words: Mapping[str, str]


class Bar(Struct, frozen=True, kw_only=True):
    """The people of one step; `value` is None where no number is given, `hatched` announced."""

    category: str
    text: str
    value: int | None
    hatched: bool


class Bars(Struct, frozen=True, kw_only=True):
    """The people of every release, in the order of time."""

    title: str
    alt: str
    language: str
    bars: tuple[Bar, ...]
    words: Mapping[str, str]


def timeline(dossier: Dossier, wording: Wording, brief: Brief) -> Timeline:
    """The releases, sanctions steps and contacts that are dated within the period of the brief."""
    window = Window.of(brief)
    told = list(steps(dossier, wording))
    drawn = [(step, step.when) for step in told if step.when and window.shows(step.when)]
    events = tuple(_events(drawn, window, wording))
    lanes = _lanes(dossier, wording)
    undated = [wording.record(step.record.id) for step in told if not step.when]
    return Timeline(
        title=wording.text(cells.TIMELINE),
        alt=_alternative(events, lanes, undated, wording),
        language=wording.tag,
        lanes=lanes,
        events=events,
        notes=tuple(
            Gap(start=start, end=end, text=wording.phrase("nothing_dated"))
            for start, end in window.gaps(when for _, when in drawn)
        ),
        first=window.first,
        last=window.last,
        words={key: wording.text(text) for key, text in cells.TIMELINE_WORDS.items()},
    )


def bars(dossier: Dossier, wording: Wording) -> Bars:
    """The people of every release that is dated; what is announced only is marked."""
    dated = (step for step in releases(dossier, wording) if step.when)
    shown = tuple(_bar(step, wording) for step in sorted(dated, key=in_time))
    title = wording.text(cells.PEOPLE)
    listed = wording.definition.separator.join(
        wording.phrase("who_words", who=bar.category, words=_described(bar, wording))
        for bar in shown
    )
    return Bars(
        title=title,
        alt=f"{title}. {listed}.",
        language=wording.tag,
        bars=shown,
        words={key: wording.text(text) for key, text in cells.BAR_WORDS.items()},
    )


def _events(
    drawn: Iterable[tuple[Step, When]], window: Window, wording: Wording
) -> Iterator[Event]:
    """One event a step; steps of one lane and the same days are one event with both labels."""

    def place(dated: tuple[Step, When]) -> tuple[int, date, date, bool, str]:
        step, when = dated
        by = "" if when.earliest else wording.when(when, "short")
        return -step.lane, *window.span(when), step.done, by

    for (lane, start, end, filled, by), group in groupby(sorted(drawn, key=place), key=place):
        label = wording.listed(list(dict.fromkeys(step.label for step, _ in group)))
        yield Event(
            lane=-lane,
            start=start,
            end=end if end > start else None,
            label=wording.phrase("who_words", who=by, words=label) if by else label,
            filled=filled,
        )


def _lanes(dossier: Dossier, wording: Wording) -> tuple[str, ...]:
    """What each lane shows, with the side that acts in it where there is one."""
    measures = [m for m in dossier.of(Sanction) if m.announced]
    actors = {
        MEASURES: [m.by for m in measures],
        RELEASES: [actor for r in dossier.of(Release) for actor in (r.act_by, *r.announced_by)],
    }
    return tuple(
        _lane(wording.text(text), actors.get(lane, []), dossier, wording)
        for lane, text in enumerate(cells.LANES)
    )


def _lane(name: str, actors: Iterable[str | None], dossier: Dossier, wording: Wording) -> str:
    sides = {getattr(dossier.records[actor], "side", None) for actor in actors if actor}
    if len(sides) != 1:
        return name
    (side,) = sides
    return (
        wording.phrase("who_words", who=wording.record(side), words=name.lower()) if side else name
    )


def _bar(step: Step, wording: Wording) -> Bar:
    people = step.record.people if isinstance(step.record, Release) else None
    return Bar(
        category=wording.when(step.when, "short") if step.when else "",
        text=wording.quantity(people) if people else step.label,
        value=people.figures[0] if people and people.figures else None,
        hatched=not step.done,
    )


def _described(bar: Bar, wording: Wording) -> str:
    if not bar.hatched:
        return bar.text
    return f"{bar.text} ({wording.phrase('announced_only')})"


def _alternative(
    events: Iterable[Event], lanes: tuple[str, ...], undated: list[str], wording: Wording
) -> str:
    """The chart in words, lane by lane."""
    sentences = []
    for lane in reversed(range(len(lanes))):
        told = [_told(event, wording) for event in events if event.lane == lane]
        words = wording.definition.separator.join(told) or wording.phrase("nothing_dated")
        sentences.append(wording.phrase("who_words", who=lanes[lane], words=words))
    if undated:
        sentences.append(wording.text(cells.NOT_DRAWN).format(names=", ".join(undated)).rstrip("."))
    return ". ".join(sentences) + "."


def _told(event: Event, wording: Wording) -> str:
    days = " \u2013 ".join(wording.date(day, "short") for day in (event.start, event.end) if day)
    kind = ("span_" if event.end else "") + ("done" if event.filled else "announced")
    return f"{days}, {event.label} ({wording.text(cells.TIMELINE_WORDS[kind])})"
