"""What must hold before anything is written: one rule a function, listed by hand.

A rule's name, with hyphens, closes its messages. Its docstring says what must hold and has a
change of the small dossier in `example` that passes it and one that fails it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks import (
    anchors,
    coverage,
    languages,
    parts,
    people,
    steps,
    support,
    upkeep,
    voices,
)
from briefgen.facts.collector import collector_paused
from briefgen.facts.problems import Problem, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.evidence import Evidence
    from briefgen.facts.briefs import Brief

RULES: tuple[Callable[[Evidence], Iterator[Problem]], ...] = (
    support.unsupported,
    support.differs,
    support.no_version,
    support.needless_reason,
    support.missing_value,
    support.stated,
    support.needless_dispute,
    anchors.anchor_length,
    anchors.number,
    voices.own_voice,
    voices.unprinted_name,
    steps.announced_not_done,
    steps.stage_of_measure,
    parts.part_above_whole,
    parts.unlike_sum,
    people.held_after_release,
    people.estimate_basis,
    coverage.coverage,
    coverage.needless_excuse,
    upkeep.out_of_bounds,
    upkeep.unused,
    upkeep.undescribed,
)
BRIEF_RULES: tuple[Callable[[Evidence, Brief], Iterator[Problem]], ...] = (
    steps.outside_period,
    languages.untranslated,
)
"""Rules that ask what the brief is."""


@collector_paused()
def check(evidence: Evidence, brief: Brief | None = None) -> tuple[Problem, ...]:
    """All problems that the rules find, errors and warnings, in order of place."""
    found = [problem for rule in RULES for problem in rule(evidence)]
    if brief is not None:
        found += [problem for rule in BRIEF_RULES for problem in rule(evidence, brief)]
    return in_order(found)
