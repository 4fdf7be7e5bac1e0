"""Rules on the parts of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.problems import Problem
from briefgen.facts.quantities import total
from briefgen.facts.records import Part, Release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.facts.quantities import Quantity

SUMMED = ("nationality", "destination")
"""Axes whose groups exclude one another, so that their counts may be added."""


def part_above_whole(evidence: Evidence) -> Iterator[Problem]:
    """The parts of a release along one axis add up to no more than the release, if it has a bound.

    A rounded release is let be: how far it was rounded is not known.
    """
    dossier = evidence.dossier
    counted: dict[tuple[str, str], list[tuple[str, Quantity]]] = {}
    for part in dossier.of(Part):
        if part.people is not None and part.axis in SUMMED:
            counted.setdefault((part.release, part.axis), []).append((part.id, part.people))
    for (release_id, axis), parts in counted.items():
        people = dossier.get(Release, release_id).people
        if people is None or people.high is None or people.form == "about":
            continue
        summed = total(quantity for _, quantity in parts)
        if (summed.low or 0) > people.high:
            ids = ", ".join(part_id for part_id, _ in parts)
            message = f"the parts by {axis} add up to {summed}, the release is {people}: {ids}"
            fact = f"{release_id}.people"
            yield Problem(dossier.place(fact), fact, message, "part-above-whole")
