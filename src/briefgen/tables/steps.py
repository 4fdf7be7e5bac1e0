"""What counts as an event of the sequence, when it was, and what a chart calls it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.records import DISPUTED, Contact, Release, Sanction, Stage
from briefgen.tables.context import is_done

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dates import When
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.records import Record
    from briefgen.wording import Wording

CONTACTS, MEASURES, RELEASES = range(3)
"""The lanes, from the lowest."""


class Step(Struct, frozen=True):
    """A record as an event; `done` is false for what is announced only."""

    record: Record
    lane: int
    when: When | None
    done: bool
    label: str


def steps(dossier: Dossier, wording: Wording) -> Iterator[Step]:
    """Everything announced or done; what is only wished for or discussed is no event."""
    yield from releases(dossier, wording)
    for measure in dossier.of(Sanction):
        if _reached(measure.stage):
            when = measure.in_effect or measure.announced or measure.lapsed
            label = wording.record(measure.id)
            yield Step(measure, MEASURES, when, is_done(measure.stage), label)
    for contact in dossier.of(Contact):
        if _reached(contact.stage):
            label = wording.record(contact.form or contact.id)
            yield Step(contact, CONTACTS, contact.date, is_done(contact.stage), label)


def releases(dossier: Dossier, wording: Wording) -> Iterator[Step]:
    """The releases announced or done, labelled by how many people they concern."""
    for release in dossier.of(Release):
        if not _reached(release.stage):
            continue
        done = is_done(release.stage)
        when = release.freed if done else release.announced
        yield Step(release, RELEASES, when, done, _people(release, wording))


def in_time(step: Step) -> tuple[date, date, str]:
    """Order in time, undated last."""
    start, end = step.when.sort_key if step.when else (date.max, date.max)
    return start, end, step.record.id


def _people(release: Release, wording: Wording) -> str:
    """How many people, else that the number is disputed or that none is stated."""
    fact = f"{release.id}.people"
    if release.people:
        return wording.fact(fact, "people")
    disputed = wording.dossier.blanks.get(fact) == DISPUTED
    return wording.phrase("disputed" if disputed else "number_not_stated")


def _reached(stage: Stage | None) -> bool:
    return stage is not None and stage.rank >= Stage.ANNOUNCED.rank
