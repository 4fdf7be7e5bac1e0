"""Rules on the parts of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.problems import Problem
from briefgen.facts.quantities import total
from briefgen.facts.records import Part, Release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence

SUMMED = ("nationality", "destination")
"""Axes whose groups exclude one another, so that their counts may be added."""


def part_above_whole(evidence: Evidence) -> Iterator[Problem]:
    """The parts of a release along one axis add up to no more than the release."""
    dossier = evidence.dossier
    for release in dossier.of(Release):
        if release.people is None or release.people.high is None:
            continue
        for axis in SUMMED:
            parts = [
                part
                for part in dossier.of(Part)
                if part.release == release.id and part.axis == axis and part.people is not None
            ]
            counted = total(part.people for part in parts if part.people is not None)
            if (counted.low or 0) > release.people.high:
                message = (
                    f"the parts by {axis} add up to {counted}, the release is {release.people}:"
                    f" {', '.join(part.id for part in parts)}"
                )
                fact = f"{release.id}.people"
                yield Problem(dossier.place(fact), fact, message, "part-above-whole")
