"""The sentences of a narrative as the workbook lists them for the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.narrative.blocks import Bullets, Heading, Paragraph
from briefgen.tables import SentenceRow
from briefgen.wording import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.narrative.blocks import Narrative, Sentence
    from briefgen.wording import Wording


def sentence_rows(
    narrative: Narrative, evidence: Evidence, wording: Wording
) -> tuple[SentenceRow, ...]:
    """Every sentence in order, numbered from 1, with its section, facts, readings and flags."""
    return tuple(
        SentenceRow(
            number=number,
            section=section,
            text=wording.definition.typeset(sentence.text),
            facts=sentence.facts,
            addresses=tuple(
                dict.fromkeys(str(at) for fact in sentence.facts for at in evidence.addresses(fact))
            ),
            flags=tuple(wording.text(cells.FLAGS[flag]) for flag in _flags(sentence, evidence)),
        )
        for number, (section, sentence) in enumerate(
            _in_sections(narrative, wording.text(cells.OPENING)), 1
        )
    )


def shown_in(rows: tuple[SentenceRow, ...], wording: Wording) -> dict[str, list[str]]:
    """The sentences that state or cite a fact, by fact."""
    shown: dict[str, list[str]] = {}
    for row in rows:
        for fact in row.facts:
            shown.setdefault(fact, []).append(
                wording.text(cells.SENTENCE).format(number=row.number)
            )
    return shown


def _in_sections(narrative: Narrative, opening: str) -> Iterator[tuple[str, Sentence]]:
    section = opening
    for block in narrative.blocks:
        if isinstance(block, Heading):
            section = block.text
        elif isinstance(block, Paragraph):
            yield from ((section, sentence) for sentence in block.sentences)
        elif isinstance(block, Bullets):
            yield from ((section, one) for item in block.items for one in item.sentences)


def _flags(sentence: Sentence, evidence: Evidence) -> Iterator[str]:
    facts = sentence.facts
    if not facts:
        yield "none"
        return
    claims = [weighed.claim for fact in facts for weighed in evidence.supporting(fact)]
    if any(map(evidence.is_disputed, facts)):
        yield "disputed"
    if any(claim.doubt for claim in claims):
        yield "doubted"
    if any(claim.reading.hedged for claim in claims):
        yield "hedged"
    if len({claim.reading.at.source for claim in claims}) == 1:
        yield "single"
