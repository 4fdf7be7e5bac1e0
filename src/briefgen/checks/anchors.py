"""Rules on anchors: short, and holding every number and date that the reading gives."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from briefgen.checks.numerals import figures, months
from briefgen.facts.dates import When
from briefgen.facts.problems import Problem
from briefgen.facts.quantities import Quantity
from briefgen.facts.readings import WORDS_IN_ANCHOR
from briefgen.facts.records import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.facts.dates import Point


def anchor_length(evidence: Evidence) -> Iterator[Problem]:
    """An anchor has one to six words: enough to find the passage, too few to copy it.

    Passes: 001.1b: {anchor: envoy Anna Berg of the Ministry}
    Fails: 001.1b: {anchor: the envoy Anna Berg of the Ministry}
    """
    for reading in evidence.dossier.readings:
        for index, anchor in enumerate(reading.anchors):
            count = len(anchor.split())
            if not 1 <= count <= WORDS_IN_ANCHOR:
                message = (
                    f'the anchor "{anchor}" has {count} words, expected 1 to {WORDS_IN_ANCHOR}'
                )
                place = reading.place_in("anchor", index)
                yield Problem(place, str(reading.at), message, "anchor-length")


def number(evidence: Evidence) -> Iterator[Problem]:
    """Every number and date a reading gives stands in its anchors, or is inferred with a reason.

    Numbers may stand in words, and months by name, in the language of the text.

    Passes: 001.1a: {anchor: fifty-two seamen on 3 May 2031}
    Fails: 001.1a: {anchor: seamen freed on 3 May 2031}
    """
    printed = functools.cache(_Printed)  # asked for each claim of a reading
    for claim in evidence.dossier.claims:
        counted = isinstance(claim.value, (Quantity, When))
        if not counted and claim.inferred is None:
            continue
        missing = ""
        if counted:
            language = evidence.dossier.get(Source, claim.reading.at.source).language
            missing = _not_printed(claim.value, printed(claim.reading.anchors, language))
        subject = f"{claim.reading.at}: {claim.fact}"
        if missing and claim.inferred is None:
            lack = "" if missing == str(claim.value) else f": {missing} is missing"
            message = (
                f'"{claim.value}" is not in the anchors{lack}.'
                f" Add the anchor that prints it, or inferred: {{{claim.fact}: ...}}"
            )
            yield Problem(claim.place, subject, message, "number")
        elif claim.inferred is not None and not missing:
            message = "is a number or date that the anchors print, so nothing is inferred"
            if not counted:
                message = "is neither a number nor a date; only these are inferred"
            place = claim.reading.place_in("inferred", claim.fact, of_key=True)
            yield Problem(place, subject, f"{message}. Delete the entry", "number")


class _Printed:
    """The numbers and the months that anchors print."""

    def __init__(self, anchors: tuple[str, ...], language: str) -> None:
        text = " | ".join(anchors)
        self.numbers, self.months = figures(text, language), months(text, language)


def _not_printed(value: Quantity | When, printed: _Printed) -> str:
    """The first number or part of a date that no anchor prints, empty when all are printed."""
    if isinstance(value, Quantity):
        return next((str(one) for one in value.figures if one not in printed.numbers), "")
    return next((lack for point in value.points if (lack := _lacking(point, printed))), "")


def _lacking(point: Point, printed: _Printed) -> str:
    if point.year not in printed.numbers:
        return f"the year {point.year}"
    if point.month is not None and point.month not in printed.months:
        return "the end of the year" if point.late else f"the month {point.month}"
    if point.day is not None and point.day not in printed.numbers:
        return f"the day {point.day}"
    return ""
