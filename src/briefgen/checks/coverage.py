"""Rules on coverage: every paragraph is read, or excused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.problems import Problem
from briefgen.facts.records import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence


def coverage(evidence: Evidence) -> Iterator[Problem]:
    """A paragraph has a reading or a reason in its source's `empty`; a warning where not.

    Passes: "001": {paragraphs: 2, empty: {"2": neutral}}
    Fails: "001": {paragraphs: 2}
    """
    for paragraph in evidence.paragraphs:
        if not paragraph.covered:
            place = evidence.dossier.place(f"{paragraph.source}.paragraphs")
            message = f"paragraph {paragraph.number} has neither reading nor reason"
            yield Problem(place, paragraph.source, message, "coverage", error=False)


def needless_excuse(evidence: Evidence) -> Iterator[Problem]:
    """A paragraph excused as carrying no fact exists and has no reading.

    Passes: "001": {paragraphs: 2, empty: {"2": neutral}}
    Fails: "001": {empty: {"1": neutral}}
    """
    read = {(found.source, str(found.number)): found for found in evidence.paragraphs}
    for source in evidence.dossier.of(Source):
        for number in source.empty:
            paragraph = read.get((source.id, number))
            if paragraph is None:
                message = f"there is no paragraph {number}; the text has {source.paragraphs}"
            elif paragraph.readings:
                at = paragraph.readings[0].at
                message = f"paragraph {number} has a reading, {at}. Delete the excuse"
            else:
                continue
            place = evidence.dossier.place_in(source.id, "empty", number)
            yield Problem(place, source.id, message, "needless-excuse")
