"""What the charts must show, worked out from the facts: steps, days, numbers, words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.records import DISPUTED, Contact, Release, Sanction, Stage
from briefgen.office.charts import Bar, Bars, BarWords, Event, Note, Timeline, TimelineWords
from briefgen.proof.values import done
from briefgen.sheets import CHART_SIZES
from briefgen.wording import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.facts.dates import When
    from briefgen.facts.records import Record
    from briefgen.office.charts import Chart
    from briefgen.proof.values import Values

CONTACTS, MEASURES, RELEASES = range(3)
"""The lanes, from the lowest."""


class _Step(Struct, frozen=True):
    """A step that was announced or done, as a chart shows it."""

    record: Record
    lane: int
    when: When | None
    done: bool
    label: str


class _Months(Struct, frozen=True):
    """The days that the timeline shows; `cutoff` ends a date with an open end."""

    first: date
    last: date
    cutoff: date


def charts(values: Values, place: str) -> dict[str, Chart]:
    """The charts by name, as large as they stand in that place; none that shows nothing."""
    drawn: dict[str, Chart] = {}
    line, people = _timeline(values, place), _bars(values)
    if line.events:
        drawn["timeline"] = line
    if people:
        drawn["people"] = Bars(
            title=values.remark(cells.PEOPLE),
            alt="",
            language="",
            bars=people,
            words=BarWords(**{key: values.remark(text) for key, text in cells.BAR_WORDS.items()}),
            height=CHART_SIZES[place]["people"][1],
        )
    return drawn


def _timeline(values: Values, place: str) -> Timeline:
    months = _shown(values)
    dated = [
        (step, step.when)
        for step in _steps(values)
        if step.when
        and step.when.sort_key[0] <= months.last
        and step.when.sort_key[1] >= months.first
    ]
    width, height = CHART_SIZES[place]["timeline"]
    return Timeline(
        title=values.remark(cells.TIMELINE),
        alt="",
        language=values.wording.tag,
        lanes=_lanes(values),
        events=_events(values, dated, months),
        notes=[
            Note(start=start, end=end, text=values.wording.phrase("nothing_dated"))
            for start, end in _empty(months, [when for _, when in dated])
        ],
        first=months.first,
        last=months.last,
        words=TimelineWords(
            **{key: values.remark(text) for key, text in cells.TIMELINE_WORDS.items()}
        ),
        width=width,
        height=height,
    )


def _overlaps(when: When, months: _Months) -> bool:
    start, end = when.sort_key
    return start <= months.last and end >= months.first


def _shown(values: Values) -> _Months:
    brief = values.brief
    first, cutoff = brief.period.earliest, brief.information_date
    if first is None:
        raise ValueError(f"the period {brief.period} has no start")
    last = brief.period.latest or cutoff
    return _Months(first, last, min(last, cutoff))


def _releases(values: Values) -> Iterator[_Step]:
    for release in values.dossier.of(Release):
        if not release.stage or release.stage.rank < Stage.ANNOUNCED.rank:
            continue
        when = release.freed if done(release.stage) else release.announced
        label = _without_number(values, release)
        if release.people:
            label = values.wording.fact(f"{release.id}.people", "people")
        yield _Step(release, RELEASES, when, done(release.stage), label)


def _without_number(values: Values, release: Release) -> str:
    blank = values.dossier.blanks.get(f"{release.id}.people")
    return values.wording.phrase("disputed" if blank == DISPUTED else "number_not_stated")


def _steps(values: Values) -> Iterator[_Step]:
    """Every release, measure or contact that was announced or is done."""
    yield from _releases(values)
    for measure in values.dossier.of(Sanction):
        if measure.stage and measure.stage.rank >= Stage.ANNOUNCED.rank:
            when = measure.in_effect or measure.announced or measure.lapsed
            name = values.wording.record(measure.id)
            yield _Step(measure, MEASURES, when, done(measure.stage), name)
    for contact in values.dossier.of(Contact):
        if contact.stage and contact.stage.rank >= Stage.ANNOUNCED.rank:
            name = values.wording.record(contact.form or contact.id)
            yield _Step(contact, CONTACTS, contact.date, done(contact.stage), name)


def _events(values: Values, dated: Iterable[tuple[_Step, When]], months: _Months) -> list[Event]:
    """From the highest lane, in time; steps of a lane on the same days are one event."""
    labels: dict[tuple[int, date, date, bool, str], dict[str, None]] = {}
    for step, when in dated:
        by = "" if when.earliest else values.wording.when(when, "short")
        start, end = _days(when, months)
        key = (-step.lane, start, end, step.done, by)
        labels.setdefault(key, {})[step.label] = None
    events = []
    for (lane, start, end, filled, by), words in sorted(labels.items(), key=lambda one: one[0]):
        label = values.wording.listed(list(words))
        said = values.wording.phrase("who_words", who=by, words=label) if by else label
        last = end if end > start else None
        events.append(Event(lane=-lane, start=start, end=last, label=said, filled=filled))
    return events


def _days(when: When, months: _Months) -> tuple[date, date]:
    """The first and last day that it may have been; only the last where the start is open."""
    start = max(when.earliest or when.latest or months.first, months.first)
    end = min(when.latest or max(months.cutoff, start), months.last)
    return min(start, end), end


def _empty(months: _Months, dated: Iterable[When]) -> list[tuple[date, date]]:
    """The stretches of whole months to which nothing is dated."""
    days = [when.sort_key for when in dated]
    found: list[tuple[date, date]] = []
    start = months.first
    while start <= months.last:
        after = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
        end = min(after - timedelta(days=1), months.last)
        if not any(first <= end and last >= start for first, last in days):
            joins = found and found[-1][1] + timedelta(days=1) == start
            found.append((found.pop()[0] if joins else start, end))
        start = after
    return found


def _lanes(values: Values) -> list[str]:
    """What each lane shows, with the one side that acts in it."""
    dossier = values.dossier
    measures = [one.by for one in dossier.of(Sanction) if one.announced]
    releases = [actor for one in dossier.of(Release) for actor in (one.act_by, *one.announced_by)]
    named = []
    for text, actors in zip(cells.LANES, ([], measures, releases), strict=True):
        sides = {getattr(dossier.records[actor], "side", None) for actor in actors if actor}
        name, side = values.remark(text), next(iter(sides)) if len(sides) == 1 else None
        who = values.wording.record(side) if side else ""
        said = values.wording.phrase("who_words", who=who, words=name.lower())
        named.append(said if side else name)
    return named


def _bars(values: Values) -> list[Bar]:
    """The people of each dated release, in time."""
    dated = [(step, step.when) for step in _releases(values) if step.when]
    dated.sort(key=lambda one: (*one[1].sort_key, one[0].record.id))
    bars = []
    for step, when in dated:
        people = step.record.people if isinstance(step.record, Release) else None
        bars.append(
            Bar(
                category=values.wording.when(when, "short"),
                text=values.wording.quantity(people) if people else step.label,
                value=people.figures[0] if people and people.figures else None,
                hatched=not step.done,
            )
        )
    return bars


def in_words(chart: Chart, values: Values) -> list[str]:
    """What the alternative text of a chart must say, in any order."""
    if isinstance(chart, Bars):
        return [text for bar in chart.bars for text in (bar.category, bar.text)]
    said, between = [*chart.lanes], " \u2013 "
    for event in chart.events:
        days = (values.wording.date(day, "short") for day in (event.start, event.end) if day)
        said.append(f"{between.join(days)}, {event.label}")
    undated = (step for step in _steps(values) if not step.when)
    return [*said, *(values.wording.record(step.record.id).rstrip(".") for step in undated)]
