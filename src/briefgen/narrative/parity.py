"""Whether the texts of a brief in its languages rest on the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.narrative.blocks import Narrative


def unequal(narratives: Sequence[Narrative]) -> Iterator[Problem]:
    """A warning for each fact that one text uses and another does not, where it is used first.

    Facts of tables and charts are not told apart: a text that places the same blocks has them.
    """
    for narrative in narratives:
        for other in narratives:
            missing = set(narrative.facts()) - set(other.facts())
            yield from _lacking(narrative, other, missing)


def _lacking(narrative: Narrative, other: Narrative, missing: set[str]) -> Iterator[Problem]:
    for sentence in narrative.sentences():
        for fact in sentence.facts:
            if fact in missing:
                missing.discard(fact)
                message = f"the text in {other.language} does not use this fact"
                yield Problem(sentence.place, fact, message, "languages", error=False)
