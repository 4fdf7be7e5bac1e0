"""The sequence as charts show it: which events, in which lane, from when to when, in which words.

Plain data, in the fields of the charts of `office`, which this stage does not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.facts.records import Contact, Release, Sanction, Stage, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.facts.briefs import Brief
    from briefgen.facts.dates import When
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.records import Record
    from briefgen.wording import Wording

CONTACTS, MEASURES, RELEASES = range(3)
"""The lanes, from the lowest."""

_TAGS = {"en": "en-GB", "fr": "fr-FR"}
_LANES = (
    Text("Contacts", "Contacts"),
    Text("Sanctions", "Sanctions"),
    Text("Releases", "Libérations"),
)
_TIMELINE = Text("What is reported when", "Ce qui est rapporté, et quand")
_PEOPLE = Text("People in each step", "Personnes à chaque étape")
_TIMELINE_WORDS = {
    "done": Text("reported done", "rapporté comme fait"),
    "announced": Text("announced", "annoncé"),
    "span_done": Text("reported done, day not certain", "rapporté comme fait, jour incertain"),
    "span_announced": Text("announced, day not certain", "annoncé, jour incertain"),
    "notes": Text("note", "remarque"),
    "lanes": Text("lane", "ligne"),
    "months": Text("month", "mois"),
    "rules": Text("month begins", "début du mois"),
    "dates": Text("date", "date"),
    "texts": Text("text", "texte"),
}
_BAR_WORDS = {
    "category": Text("step", "étape"),
    "done": Text("people reported freed", "personnes rapportées libérées"),
    "announced": Text("people announced only", "personnes annoncées seulement"),
    "unknown": Text("number not stated", "nombre non précisé"),
    "text": Text("in words", "en toutes lettres"),
}
_NOT_DRAWN = Text(
    "Not drawn, as no date is given: {names}.", "Non figuré, faute de date : {names}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated thing in a lane; `end` is the last day on which it can have been, if not one day.

    `filled` is reported done, else it is announced.
    """

    lane: int
    start: date
    end: date | None
    label: str
    filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Whole months to which no text dates anything."""

    start: date
    end: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The people of one step; `value` is None where no number is given, `hatched` announced."""

    category: str
    text: str
    value: int | None
    hatched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The people of every release, in the order of time."""

    title: str
    alt: str
    language: str
    bars: tuple[Bar, ...]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Step:
    """A record as an event, before it is placed in time."""

    record: Record
    lane: int
    when: When | None
    filled: bool
    label: str


@dataclass(frozen=True, slots=True)
class _Window:
    """The months shown, and the last day that an open end can reach."""

    first: date
    last: date
    until: date

    @classmethod
    def of(cls, brief: Brief) -> _Window:
        """The window of a brief: its period; its cut-off where the period is open."""
        cutoff = brief.cutoff.latest or date.max
        last = brief.period.latest or cutoff
        return cls(brief.period.earliest or date.min, last, min(last, cutoff))

    def shows(self, when: When) -> bool:
        """Whether a day that `when` names lies in the window: an open end alone does not."""
        start, end = when.earliest or when.latest, when.latest or when.earliest
        return start is not None and end is not None and start <= self.last and end >= self.first

    def span(self, when: When) -> tuple[date, date]:
        """First and last possible day within the window; of an open start, the last day twice.

        A bar from the edge of the chart would look like a long affair, of which nobody speaks: the
        label says "by". An open end is bounded by the cut-off, for a text has reported it.
        """
        start = max(when.earliest or when.latest or self.first, self.first)
        end = min(when.latest or max(self.until, start), self.last)
        return min(start, end), end


def timeline(dossier: Dossier, wording: Wording, brief: Brief) -> Timeline:
    """The releases, sanctions steps and contacts that are dated within the period of the brief."""
    window = _Window.of(brief)
    steps = list(_steps(dossier, wording))
    drawn = [step for step in steps if step.when and window.shows(step.when)]
    events = tuple(_events(drawn, window, wording))
    lanes = _lanes(dossier, wording)
    undated = [wording.record(step.record.id) for step in steps if not step.when]
    return Timeline(
        title=wording.text(_TIMELINE),
        alt=_alternative(events, lanes, undated, wording),
        language=language_tag(wording),
        lanes=lanes,
        events=events,
        notes=tuple(_gaps([step.when for step in drawn if step.when], window, wording)),
        first=window.first,
        last=window.last,
        words={key: wording.text(text) for key, text in _TIMELINE_WORDS.items()},
    )


def bars(dossier: Dossier, wording: Wording) -> Bars:
    """The people of every release that is dated; what is announced only is marked."""
    steps = [step for step in (_release(r, wording) for r in dossier.of(Release)) if step.when]
    shown = tuple(_bar(step, wording) for step in sorted(steps, key=_in_time))
    title = wording.text(_PEOPLE)
    listed = "; ".join(
        wording.phrase("who_words", who=bar.category, words=_described(bar, wording))
        for bar in shown
    )
    return Bars(
        title=title,
        alt=f"{title}. {listed}.",
        language=language_tag(wording),
        bars=shown,
        words={key: wording.text(text) for key, text in _BAR_WORDS.items()},
    )


def language_tag(wording: Wording) -> str:
    """The language as BCP 47 has it and files declare it: `en-GB`."""
    return _TAGS[wording.language]


def _steps(dossier: Dossier, wording: Wording) -> Iterator[_Step]:
    """Everything announced or done; what is only wished for or discussed is no event."""
    yield from (_release(release, wording) for release in dossier.of(Release))
    for measure in dossier.of(Sanction):
        if _reached(measure.stage):
            when = measure.in_effect or measure.announced
            label = wording.record(measure.id)
            yield _Step(measure, MEASURES, when, _is_done(measure.stage), label)
    for contact in dossier.of(Contact):
        if _reached(contact.stage):
            label = wording.record(contact.form or contact.id)
            yield _Step(contact, CONTACTS, contact.date, _is_done(contact.stage), label)


def _release(release: Release, wording: Wording) -> _Step:
    done = _is_done(release.stage)
    held = release.people is not None or "people" in release.blanks
    label = wording.fact(f"{release.id}.people", "people") if held else _unknown(wording)
    return _Step(release, RELEASES, release.freed if done else release.announced, done, label)


def _unknown(wording: Wording) -> str:
    return wording.phrase("number_not_stated")


def _reached(stage: Stage | None) -> bool:
    return stage is not None and stage.rank >= Stage.ANNOUNCED.rank


def _is_done(stage: Stage | None) -> bool:
    return stage is not None and stage.rank >= Stage.REPORTED_DONE.rank


def _in_time(step: _Step) -> tuple[date, date, str]:
    start, end = step.when.sort_key if step.when else (date.max, date.max)
    return start, end, step.record.id


def _events(steps: Iterable[_Step], window: _Window, wording: Wording) -> Iterator[Event]:
    """One event a step; steps of one lane and the same days are one event with both labels."""

    def place(step: _Step) -> tuple[int, date, date, bool, str]:
        if step.when is None:
            raise ValueError(f"{step.record.id} has no date")
        by = "" if step.when.earliest else wording.when(step.when, "short")
        return -step.lane, *window.span(step.when), step.filled, by

    for (lane, start, end, filled, by), group in groupby(sorted(steps, key=place), key=place):
        label = wording.listed(list(dict.fromkeys(step.label for step in group)))
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
        for lane, text in enumerate(_LANES)
    )


def _lane(name: str, actors: Iterable[str | None], dossier: Dossier, wording: Wording) -> str:
    sides = {getattr(dossier.records[actor], "side", None) for actor in actors if actor}
    if len(sides) != 1:
        return name
    (side,) = sides
    return (
        wording.phrase("who_words", who=wording.record(side), words=name.lower()) if side else name
    )


def _gaps(dated: Iterable[When], window: _Window, wording: Wording) -> Iterator[Gap]:
    """The stretches of months that no date touches, the open side of an interval aside."""
    spans = [(when.earliest or when.latest, when.latest or when.earliest) for when in dated]
    empty = [
        (start, end)
        for start, end in _months(window)
        if not any(a and b and a <= end and b >= start for a, b in spans)
    ]
    joined: list[tuple[date, date]] = []
    for start, end in empty:
        adjoins = joined and joined[-1][1] + timedelta(days=1) == start
        joined.append((joined.pop()[0] if adjoins else start, end))
    for start, end in joined:
        yield Gap(start=start, end=end, text=wording.phrase("nothing_dated"))


def _months(window: _Window) -> Iterator[tuple[date, date]]:
    start = window.first.replace(day=1)
    while start <= window.last:
        after = (start + timedelta(days=31)).replace(day=1)
        yield max(start, window.first), min(after - timedelta(days=1), window.last)
        start = after


def _bar(step: _Step, wording: Wording) -> Bar:
    people = step.record.people if isinstance(step.record, Release) else None
    return Bar(
        category=wording.when(step.when, "short") if step.when else "",
        text=wording.quantity(people) if people else _unknown(wording),
        value=people.figures[0] if people and people.figures else None,
        hatched=not step.filled,
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
        words = "; ".join(told) or wording.phrase("nothing_dated")
        sentences.append(wording.phrase("who_words", who=lanes[lane], words=words))
    if undated:
        sentences.append(wording.text(_NOT_DRAWN).format(names=", ".join(undated)).rstrip("."))
    return ". ".join(sentences) + "."


def _told(event: Event, wording: Wording) -> str:
    days = " \u2013 ".join(wording.date(day, "short") for day in (event.start, event.end) if day)
    kind = ("span_" if event.end else "") + ("done" if event.filled else "announced")
    return f"{days}, {event.label} ({wording.text(_TIMELINE_WORDS[kind])})"
