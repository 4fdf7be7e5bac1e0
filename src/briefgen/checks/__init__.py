"""What must hold before anything is written: one rule a function, listed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks import anchors, coverage, parts, support
from briefgen.facts.problems import Problem, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.evidence import Evidence

RULES: tuple[Callable[[Evidence], Iterator[Problem]], ...] = (
    support.unsupported,
    support.differs,
    support.needless_reason,
    support.missing_value,
    support.stated,
    support.needless_dispute,
    anchors.anchor_length,
    anchors.number_rule,
    parts.part_above_whole,
    coverage.uncovered_paragraph,
    coverage.needless_excuse,
)


def check(evidence: Evidence) -> tuple[Problem, ...]:
    """All problems that the rules find, errors and warnings, in order of place."""
    return in_order(problem for rule in RULES for problem in rule(evidence))
