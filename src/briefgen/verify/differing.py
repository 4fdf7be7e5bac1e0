"""Where two texts differ: which lines belong together, and which words changed in them."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_AROUND = 3  # words that are shown on both sides of a change
_ALIKE = 0.3  # of their words that two lines share at the least, if one came of the other
_MOST_PAIRS = 250_000  # beyond that lines are taken in turn

_Line = TypeVar("_Line")


class Passage(NamedTuple):
    """Changed words with some around them; `at` is where in the old text the change begins."""

    at: int
    words: str


def pairs(
    old: Sequence[_Line], new: Sequence[_Line], text: Callable[[_Line], str]
) -> Iterator[tuple[_Line | None, _Line | None]]:
    """Each old line with the new one that came of it; None stands for what has none."""
    texts = [text(line) for line in old], [text(line) for line in new]
    for kind, i, j, k, n in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal" or j - i == n - k or (j - i) * (n - k) > _MOST_PAIRS:
            yield from zip_longest(old[i:j], new[k:n])
        else:
            for one, other in _likely(texts[0][i:j], texts[1][k:n]):
                yield (
                    None if one is None else old[i + one],
                    None if other is None else new[k + other],
                )


def _likely(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """The pairs, in order, that are the most alike in all."""
    likes = [[_likeness(one, other) for other in map(_words, new)] for one in map(_words, old)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for k in reversed(range(len(new))):
            together = likes[i][k] + best[i + 1][k + 1]
            best[i][k] = max(best[i + 1][k], best[i][k + 1], together)
    i = k = 0
    while i < len(old) and k < len(new):
        if likes[i][k] and best[i][k] == likes[i][k] + best[i + 1][k + 1]:
            yield i, k
            i, k = i + 1, k + 1
        elif best[i][k] == best[i + 1][k]:
            yield i, None
            i += 1
        else:
            yield None, k
            k += 1
    yield from ((left, None) for left in range(i, len(old)))
    yield from ((None, left) for left in range(k, len(new)))


def _words(text: str) -> Counter[str]:
    return Counter(text.split())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The part of their words that two texts share (Dice), 0 where it is too small."""
    shared = 2 * (one & other).total() / max(one.total() + other.total(), 1)
    return shared if shared >= _ALIKE else 0.0


def changed_words(old: str, new: str) -> Iterator[Passage]:
    """Each change with the words around it: `report [-52-] {+53+} people freed`."""
    was, now = (text.split(" ") if text else [] for text in (old, new))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        shown: list[str] = []
        for kind, i, j, k, n in group:
            if kind == "equal":
                shown += was[i:j]
                continue
            shown += [f"[-{' '.join(was[i:j])}-]"] * (j > i)
            shown += [f"{{+{' '.join(now[k:n])}+}}"] * (n > k)
        first = next(i for kind, i, *_ in group if kind != "equal")
        yield Passage(len(" ".join([*was[:first], ""])), " ".join(shown))
