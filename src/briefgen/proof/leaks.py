"""A search of finished files for what must not leave the house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from briefgen.proof.contents import contents
from briefgen.proof.folding import BARRIER, TOKEN, normal, tokens_of
from briefgen.proof.sieve import DRIVE, SLASHES, Sieve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.proof.contents import Content

_LEAST_GLUED = 6
How = Literal["words", "exact", "whole", "path"]


class Needle(Struct, frozen=True):
    """A text that is looked for, and what to call it in a message without printing it.

    How it is looked for: its `words` in a row, whatever stands between them; `exact`, as ids,
    hyphens and full stops counting; `whole`, alone in its cell, property or attribute; as a
    `path`, either slash being one; before a drive none need stand.
    """

    text: str
    what: str
    how: How = "words"


class Leak(Struct, frozen=True, order=True):
    """A find: the file, the part in it, where in the part, and whose text it is."""

    file: str
    part: str
    where: str
    what: str


def scan(files: Mapping[str, bytes], needles: Iterable[Needle]) -> list[Leak]:
    """Search every byte of the files, by name, for every needle; each find once, in order.

    Case, width, soft hyphens and what else is not seen make no difference. A needle of fewer than
    four letters and digits is looked for only where it is an id.
    """
    needles = [*needles]
    sought, sieve = Sought(needles), Sieve(needles)
    return sorted(
        {
            Leak(name, content.part, content.where, needle.what)
            for name, data in files.items()
            for content in contents(name, data, sieve.passes)
            for needle in sought.found(content)
        }
    )


class Sought:
    """Needles by their longest word, so that one walk over a text finds them all.

    A text in which nothing was found is not read again where it comes back in another part.
    """

    def __init__(self, needles: Iterable[Needle]) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], int, Needle]]] = {}
        self._whole: dict[str, list[Needle]] = {}
        self._clean: dict[tuple[bool, int], set[str]] = {}
        for needle in needles:
            tokens = tokens_of(needle.text)
            if needle.how == "whole":
                self._whole.setdefault(normal(needle.text).strip(), []).append(needle)
            elif tokens:
                at = max(range(len(tokens)), key=lambda index: len(tokens[index]))
                self._by_word.setdefault(tokens[at], []).append((tokens, at, needle))

    def found(self, content: Content) -> set[Needle]:
        """The needles that stand in its texts."""
        clean = self._clean.setdefault((content.free, content.least), set())
        texts = [text for text in content.texts if text not in clean]
        text = normal(BARRIER.join(texts))
        found = {*self._alone(text)} if content.free else set()
        if content.glued:
            found |= {*self._glued(text)}
        tokens = TOKEN.findall(text)
        if not self._by_word.keys().isdisjoint(tokens):
            found |= {*self._in_a_row(tokens, content, text)}
        if not found:
            clean.update(texts)
        return found

    def _alone(self, text: str) -> Iterator[Needle]:
        for piece in self._whole.keys() & {piece.strip() for piece in text.split(BARRIER)}:
            yield from self._whole[piece]

    def _glued(self, text: str) -> Iterator[Needle]:
        """Needles in bytes, long enough not to be there by chance."""
        letters, text = "".join(TOKEN.findall(text)), SLASHES.sub("/", text)
        for sought in self._by_word.values():
            for tokens, _, needle in sought:
                joined = "".join(tokens)
                words = needle.how == "words"
                there = (
                    joined in letters if words else SLASHES.sub("/", normal(needle.text)) in text
                )
                if there and len(joined) >= _LEAST_GLUED:
                    yield needle

    def _in_a_row(self, tokens: Sequence[str], content: Content, text: str) -> Iterator[Needle]:
        for index, token in enumerate(tokens):
            for wanted, at, needle in self._by_word.get(token, ()):
                start = index - at
                row = tuple(tokens[start : start + len(wanted)]) if start >= 0 else ()
                if row == wanted and _counts(needle, wanted, content, text):
                    yield needle


def _counts(needle: Needle, tokens: tuple[str, ...], content: Content, text: str) -> bool:
    """Whether words in a row are a find here."""
    if needle.how == "path":
        steps = [*filter(None, SLASHES.split(normal(needle.text)))]
        path = r"[\\/]+".join(map(re.escape, steps))
        before = r"(?<!\w)" if DRIVE.fullmatch(steps[0]) else r"[\\/]"
        return re.search(rf"{before}{path}(?![\w-])", text) is not None
    if len(tokens) == 1 and not content.free:
        return False
    if needle.how == "exact":
        exact = re.escape(normal(needle.text)).replace(r"\-", "[-_]")
        return re.search(rf"(?<![^\W_])(?<!-){exact}(?![^\W_])(?!-)", text) is not None
    return sum(map(len, tokens)) >= content.least
