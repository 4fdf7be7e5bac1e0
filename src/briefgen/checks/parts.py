"""Rules on the parts of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.evidence.relations import wider_than
from briefgen.facts.problems import Problem
from briefgen.facts.quantities import total
from briefgen.facts.records import Part, Release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.facts.dossier import Dossier

SUMMED = {"nationality": "nationality", "destination": "to"}
"""Axes whose groups exclude one another, so that their counts may be added, with their field."""


def part_above_whole(evidence: Evidence) -> Iterator[Problem]:
    """The parts of a release along one axis add up to no more than the release, if it has a bound.

    A rounded release is let be: how far it was rounded is not known.

    Passes:
        parts: [{id: part-a, release: release-a, axis: destination, people: 52, to: amel}]
        terms: [{id: amel, facet: place, en: Amel, fr: Amel}]
        001.1a: {says: {part-a: {people: 52, to: amel}}}
    Fails:
        parts: [{id: part-a, release: release-a, axis: destination, people: 53, to: amel}]
        terms: [{id: amel, facet: place, en: Amel, fr: Amel}]
        001.1a: {anchor: ["52 seamen, on 3 May 2031", 53], says: {part-a: {people: 53, to: amel}}}
    """
    dossier = evidence.dossier
    for (release_id, axis), group in _summed(dossier).items():
        parts = [(part.id, part.people) for part in group if part.people is not None]
        people = dossier.get(Release, release_id).people
        if people is None or people.high is None or people.form == "about":
            continue
        summed = total(quantity for _, quantity in parts)
        if (summed.low or 0) > people.high:
            ids = ", ".join(part_id for part_id, _ in parts)
            message = f"the parts by {axis} add up to {summed}, the release is {people}: {ids}"
            fact = f"{release_id}.people"
            yield Problem(dossier.place(fact), fact, message, "part-above-whole")


def unlike_sum(evidence: Evidence) -> Iterator[Problem]:
    """Groups counted along one axis can be added: each has a value of it, none within another's.

    Passes:
        parts: [{id: part-a, release: release-a, axis: destination, people: some, to: amel}]
        terms: [{id: amel, facet: place, en: Amel, fr: Amel}]
        001.1a: {says: {part-a: {people: some, to: amel}}}
    Fails:
        parts: [{id: part-a, release: release-a, axis: destination, people: some}]
        001.1a: {says: {part-a: {people: some}}}
    """
    dossier = evidence.dossier
    for (_, axis), group in _summed(dossier).items():
        seen: list[Part] = []
        for part in group:
            value = getattr(part, SUMMED[axis])
            if value is None:
                message = f"a group by {axis} needs {SUMMED[axis]}: ..., or another axis"
                yield Problem(dossier.place(f"{part.id}.axis"), part.id, message, "unlike-sum")
                continue
            for other in seen:
                if within := _within(part, other, axis, dossier):
                    fact = f"{part.id}.{SUMMED[axis]}"
                    message = f"{within}, so {other.id} and this group cannot be added by {axis}"
                    yield Problem(dossier.place(fact), fact, message, "unlike-sum")
            seen.append(part)


def _summed(dossier: Dossier) -> dict[tuple[str, str], list[Part]]:
    """The counted groups of each release along each axis that is summed."""
    groups: dict[tuple[str, str], list[Part]] = {}
    for part in dossier.of(Part):
        if part.people is not None and part.axis in SUMMED:
            groups.setdefault((part.release, part.axis), []).append(part)
    return groups


def _within(part: Part, other: Part, axis: str, dossier: Dossier) -> str:
    """How one group lies within the other by its value, empty when it does not."""
    one, another = getattr(part, SUMMED[axis]), getattr(other, SUMMED[axis])
    if one == another:
        return f"both are {one}"
    for narrow, wide in ((one, another), (another, one)):
        if wide in wider_than(narrow, dossier):
            return f"{narrow} falls under {wide}"
    return ""
