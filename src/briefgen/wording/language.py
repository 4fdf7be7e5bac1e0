"""What a language has to say for itself: patterns, words, and the words that lint looks for."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.texts import folded, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


class Noun(Struct, frozen=True):
    """A noun after a number; which form follows which number is the language's plural rule."""

    one: str
    other: str
    feminine: bool = False


class Band(Struct, frozen=True):
    """A likelihood in words, with its bounds in per cent."""

    words: str
    low: int
    high: int

    @property
    def percentages(self) -> str:
        """`55-80`, without the sign."""
        return f"{self.low}-{self.high}"


class Language(Struct, frozen=True, eq=False, kw_only=True):
    """Everything the engine knows of one language, compared by identity.

    - `tag`: what files call it (BCP 47).
    - `locale`: what Babel calls it; numbers, months, plural rules and lists are Babel's.
    - `first`: the first day of a month.
    - `quantities`: form of a quantity to a pattern of its figures; `counted`: the same with the
      noun behind it, where it is not just "quantity noun" (`of_noun` is `of` of the noun).
    - `dates`: role and scale of a date to a pattern, as `dates.py` explains.
    - `words`: `field.value` of every closed list to its word; `nouns`, `phrases`: by key.
    - `of`: a text with "of" before it; `typeset`: a text with the language's spaces and
      apostrophes; `agreed`: a text made to agree with "m", "f" or an unknown gender.
    - `cardinals`: the CLDR rule sets that spell numbers, masculine and feminine; `respelled`
      mends what they give.
    - `done`, `banned`: a word and what lint says to it; `number_words`: numbers that lint
      must not find typed; `likelihood`, `confidence`: the words of judgement.
    """

    code: str
    tag: str
    locale: str
    first: str
    separator: str
    quantities: Mapping[str, str]
    counted: Mapping[str, str]
    dates: Mapping[str, str]
    words: Mapping[str, str]
    nouns: Mapping[str, Noun]
    phrases: Mapping[str, str]
    of: Callable[[str], str]
    typeset: Callable[[str], str]
    agreed: Callable[[str, str | None], str]
    cardinals: tuple[str, str]
    respelled: Callable[[str], str]
    done: Mapping[str, str]
    banned: Mapping[str, str]
    number_words: tuple[str, ...]
    likelihood: tuple[Band, ...]
    confidence: Mapping[str, str]


def find_words(words: Mapping[str, str], text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Where any of `words` stands in `text`, with its reason; `words` are in lower case.

    They are found as `whole_words` finds them.
    """
    for found in whole_words(words).finditer(text):
        word = " ".join(folded(found[0]).replace("\u2019", "'").split())
        yield found, words[word]


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of `words` as whole words, whatever their case.

    A space in a word stands for any run of white space, an apostrophe for either kind. Longer
    words are found first; no words find nothing. The text that is searched is in the form in which
    texts are compared, as all that is read.
    """
    return _whole_words(tuple(words))


class Finder:
    """Finds any of very many words as `whole_words` does, in a time that depends on the text alone.

    One pattern of all would try each of them at each place. Only those are tried whose first part
    stands there.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for word in dict.fromkeys(map(normal, words)):
            if start := _PART.match(word):
                self._by_start.setdefault(_alike(start[0]), []).append(word)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Where a word stands, from left to right, none within another."""
        end = 0
        for part in _PART.finditer(text):
            words = self._by_start.get(_alike(part[0])) if part.start() >= end else None
            if words and (found := whole_words(words).match(text, part.start())):
                end = found.end()
                yield found


_PART = re.compile(r"\w+|[^\w\s]")
_ALIKE = str.maketrans({"\u2019": "'", "\u0131": "i"})


def _alike(part: str) -> str:
    """The same for all that `re.IGNORECASE` takes as one; a Turkish dotless i is an i to it."""
    return folded(part).translate(_ALIKE)


@functools.lru_cache
def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    choices = "|".join(map(_loosely, longest_first))
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)" if choices else r"(?!)", re.IGNORECASE)


def _loosely(word: str) -> str:
    parts = (re.escape(part) for part in normal(word).split())
    return r"\s+".join(parts).replace("'", "['\u2019]")
