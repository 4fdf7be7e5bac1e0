"""Rules of assessment: what a judgement rests on, how likely it is, and how sure we may be.

ICD 203 keeps the two apart: a likelihood speaks of the event, a confidence of the evidence, and
they do not stand in one sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.problems import listed
from briefgen.facts.texts import folded
from briefgen.wording.language import whole_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.problems import Place
    from briefgen.narrative.blocks import Paragraph, Sentence
    from briefgen.narrative.ground import Ground

    Found = Iterator[tuple[Place, str]]

ROLE = "judgement"
LEVELS = ("low", "moderate", "high")
"""Of confidence, the lowest first."""


def judgement(paragraph: Paragraph, ground: Ground) -> Found:
    """A judgement names the facts it rests on, its likelihood, and apart its confidence.

    Passes: It is likely (55-80%) to go on [^release-a.people]. Confidence is low: one text.
    Fails: It will go on [^release-a.people]. Confidence is low: one text.
    """
    if paragraph.role != ROLE:
        return
    if not any(each.facts for each in paragraph.sentences):
        message = "a judgement without a fact; cite what it rests on: [^record.field]"
        yield paragraph.place, message
    elif not any(_bands(each, ground) for each in paragraph.sentences):
        words = listed(band.words for band in ground.language.likelihood)
        yield paragraph.place, f"a judgement without a likelihood; say {words}"
    elif _confidence(paragraph, ground) is None:
        words = listed(ground.language.confidence.values())
        message = f'a judgement without its "{_noun(ground)}", {words}, in a sentence of its own'
        yield paragraph.place, message


def percentages(paragraph: Paragraph, ground: Ground) -> Found:
    """A likelihood in a judgement carries the percentages of its band.

    Passes: It is likely (55-80%) to go on [^release-a.people]. Confidence is low: one text.
    Fails: It is likely to go on [^release-a.people]. Confidence is low: one text.
    """
    if paragraph.role != ROLE:
        return
    for sentence in paragraph.sentences:
        for words, wanted in _bands(sentence, ground):
            if wanted not in sentence.text.replace("\N{EN DASH}", "-"):
                yield sentence.place, f'"{words}" without its band; write ({wanted}%) beside it'


def confidence_cap(paragraph: Paragraph, ground: Ground) -> Found:
    """The confidence of a judgement is no higher than the evidence of its facts bears.

    High needs every fact undisputed and told by two unrelated named origins, moderate every fact
    undisputed and told by one.

    Passes: It is likely (55-80%) to go on [^release-a.people]. Confidence is low: one text.
    Fails: It is likely (55-80%) to go on [^release-a.people]. Confidence is high: all say so.
    """
    claimed = _confidence(paragraph, ground)
    if paragraph.role != ROLE or claimed is None:
        return
    sentence, level = claimed
    facts = [fact for each in paragraph.sentences for fact in each.facts]
    cap = min((_bears(fact, ground) for fact in facts), default=0)
    if LEVELS.index(level) > cap:
        allowed = ground.language.confidence[LEVELS[cap]]
        given = ground.language.confidence[level]
        message = f'"{given}" is more than the evidence bears; at most "{allowed}"'
        yield sentence.place, message


def _bears(fact: str, ground: Ground) -> int:
    """The highest level, as its position in LEVELS, that the evidence of one fact bears."""
    if ground.evidence.is_disputed(fact):
        return 0
    return min(len(ground.evidence.origins(fact).named), len(LEVELS) - 1)


def _bands(sentence: Sentence, ground: Ground) -> list[tuple[str, str]]:
    """The likelihoods in a sentence, as written, each with its percentages."""
    by_words = {band.words: band.percentages for band in ground.language.likelihood}
    found = whole_words(by_words).finditer(sentence.text)
    return [(match[0], by_words[folded(match[0])]) for match in found]


def _confidence(paragraph: Paragraph, ground: Ground) -> tuple[Sentence, str] | None:
    """The sentence that gives the confidence, and its level."""
    noun = whole_words((_noun(ground),))
    for sentence in paragraph.sentences:
        if noun.search(sentence.text):
            for level in LEVELS:
                if whole_words((ground.language.confidence[level],)).search(sentence.text):
                    return sentence, level
    return None


def _noun(ground: Ground) -> str:
    return ground.language.phrases["confidence"].format(level="").strip()
