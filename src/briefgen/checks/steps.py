"""Rules on steps: announced is not done, and a brief's period holds what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from briefgen.facts.dates import When
from briefgen.facts.problems import Problem
from briefgen.facts.records import Contact, Release, Sanction, Stage, fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.facts.briefs import Brief

_WAY_OUT = "Delete it, or add a reading"
_OF_MEASURES = frozenset({Stage.IN_EFFECT, Stage.LAPSED})
_NEAREST_STAGES = "Write reported_done, announced or an earlier stage"

Step: TypeAlias = Release | Sanction | Contact


def announced_not_done(evidence: Evidence) -> Iterator[Problem]:
    """People who were only announced are not held as freed: a reading reports that they were.

    A release that holds a day of `freed` has a stage that is not before `reported_done`.

    Passes:
        release-a: {stage: announced, freed: "", announced: 2031-05-03}
        001.1a: {says: {release-a: {stage: announced, freed: "", announced: 2031-05-03}}}
    Fails:
        release-a: {stage: announced}
        001.1a: {says: {release-a: {stage: announced, freed: ""}}}
    """
    for release in evidence.dossier.of(Release):
        stage = release.stage
        if release.freed is None:
            continue
        if not reported_done(evidence, release.id):
            announcing = _announcing(evidence, release.id)
            message = f"no reading reports that anyone was freed{announcing}. {_WAY_OUT}"
        elif stage is not None and stage.rank < Stage.REPORTED_DONE.rank:
            message = f"a day is held, yet the stage is {stage.value}. Mend one of them"
        else:
            continue
        fact = f"{release.id}.freed"
        yield Problem(evidence.dossier.place(fact), fact, message, "announced-not-done")


def stage_of_measure(evidence: Evidence) -> Iterator[Problem]:
    """Only a measure is in effect or lapses; a release or a contact is done, or stays announced.

    Passes: 001.1a: {says: {release-a: {stage: reported_done}}}
    Fails:
        release-a: {stage: in_effect}
        001.1a: {says: {release-a: {stage: in_effect}}}
    """
    for step in (*evidence.dossier.of(Release), *evidence.dossier.of(Contact)):
        fact = f"{step.id}.stage"
        for claim in (weighed.claim for weighed in evidence.claims(fact)):
            if claim.value in _OF_MEASURES:
                message = f"is {claim.value.value}, as only a measure can be. {_NEAREST_STAGES}"
                where = f"{claim.reading.at}: {fact}"
                yield Problem(claim.place, where, message, "stage-of-measure")


def reported_done(evidence: Evidence, release: str) -> bool:
    """Whether a reading that is not doubted reports a release as done, or its day."""
    stages = evidence.claims(f"{release}.stage")
    done = [w for w in stages if w.claim.value.rank >= Stage.REPORTED_DONE.rank]
    return any(w.claim.doubt is None for w in (*done, *evidence.claims(f"{release}.freed")))


def _steps(evidence: Evidence) -> tuple[Step, ...]:
    dossier = evidence.dossier
    return (*dossier.of(Release), *dossier.of(Sanction), *dossier.of(Contact))


def _announcing(evidence: Evidence, release: str) -> str:
    """`; 004.1a announces`, the readings that do, or nothing."""
    announced = evidence.claims(f"{release}.announced")
    stages = evidence.claims(f"{release}.stage")
    said = (*announced, *(w for w in stages if w.claim.value is Stage.ANNOUNCED))
    at = sorted({weighed.claim.reading.at for weighed in said})
    verb = "announces" if len(at) == 1 else "announce"
    return f"; {', '.join(map(str, at))} {verb}" if at else ""


def outside_period(evidence: Evidence, brief: Brief) -> Iterator[Problem]:
    """A step that is dated touches the period of the brief; a warning where none of its dates does.

    Passes: release-a: {}
    Fails:
        release-a: {freed: 2029-05-03}
        001.1a: {anchor: "52 seamen, on 3 May 2029", says: {release-a: {freed: 2029-05-03}}}
    """
    for step in _steps(evidence):
        dates = {
            f"{step.id}.{name}": value
            for name in fields(type(step))
            if isinstance(value := getattr(step, name), When)
        }
        if dates and not any(_touch(date, brief.period) for date in dates.values()):
            fact, date = next(iter(dates.items()))
            message = f"is {date}, the period of the brief is {brief.period}"
            place = evidence.dossier.place(fact)
            yield Problem(place, fact, message, "outside-period", error=False)


def _touch(one: When, other: When) -> bool:
    """Whether there is a day that both allow."""
    return not (_before(one, other) or _before(other, one))


def _before(one: When, other: When) -> bool:
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest
