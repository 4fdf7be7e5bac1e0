"""The withdrawal of a source on one page: the facts it touches, the sentences that rest on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.evidence.withdrawal import Change, effects_of
from briefgen.facts.problems import nearest
from briefgen.facts.records import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.evidence.withdrawal import Effect
    from briefgen.examine import Examined
    from briefgen.narrative.blocks import Sentence


class Resting(Struct, frozen=True):
    """A sentence of the brief, and which of its facts rest on the source."""

    place: str
    text: str
    facts: tuple[str, ...]


class SourcePage(Struct, frozen=True):
    """What the withdrawal of one source does.

    `changed` are the facts that lose something; `unchanged` counts those it speaks of that do not.
    """

    source: str
    changed: tuple[Effect, ...]
    unchanged: int
    sentences: tuple[Resting, ...]

    def lines(self) -> Iterator[str]:
        """The page as text."""
        yield (
            f"if {self.source} is withdrawn: {len(self.changed)} facts change,"
            f" {self.unchanged} that it speaks of stand as they are"
        )
        for change in Change:
            changed = [effect for effect in self.changed if change in effect.changes]
            if changed:
                yield f"  {change.value} ({len(changed)}):"
            for effect in changed:
                left = f"  (left: {', '.join(effect.left)})" if effect.left else ""
                yield f"    {effect.fact}{left}"
        yield f"  sentences of the brief that rest on it ({len(self.sentences)}):"
        for sentence in self.sentences:
            yield f"    {sentence.place}: {sentence.text}"


def explain_source(source: str, examined: Examined) -> SourcePage:
    """The page of one source. Raises KeyError, with the nearest id, when there is none."""
    evidence = examined.whole
    known = [record.id for record in evidence.dossier.of(Source)]
    if source not in known:
        hint = nearest(source, known) or f"; there are {', '.join(known)}"
        raise KeyError(f'there is no source "{source}"{hint}')
    effects = effects_of(source, evidence)
    changed = tuple(effect for effect in effects if effect.changes)
    return SourcePage(
        source=source,
        changed=changed,
        unchanged=len(effects) - len(changed),
        sentences=tuple(_resting(source, examined)),
    )


def _resting(source: str, examined: Examined) -> Iterator[Resting]:
    for _, narrative in examined.narratives:
        for sentence in narrative.sentences():
            facts = tuple(_facts_on(source, sentence, examined.whole))
            if facts:
                yield Resting(str(sentence.place), sentence.text, facts)


def _facts_on(source: str, sentence: Sentence, evidence: Evidence) -> Iterator[str]:
    for fact in sentence.facts:
        if any(address.source == source for address in evidence.addresses(fact)):
            yield fact
