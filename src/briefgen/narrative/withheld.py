"""Sentences that rest on a fact which the copy may not show: told apart from a misspelled one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.records import Handling
    from briefgen.narrative.blocks import Narrative


def resting_on_withheld(
    narrative: Narrative, *, whole: Dossier, shown: Dossier, label: Handling
) -> Iterator[Problem]:
    """A problem at each fact, printed or cited, of `whole` that `shown`, under `label`, lacks."""
    gone = {*whole.facts()} - {*shown.facts()}
    for sentence in narrative.sentences():
        for named in sentence.named:
            if named.fact in gone:
                message = f"the sentence rests on a fact withheld at {label.value}"
                yield Problem(named.place, named.fact, message, "withheld")
