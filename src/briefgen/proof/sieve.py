"""A first look at a part of a file, which rules most parts out before any is read word for word.

It goes by letters and digits of ASCII. Those of a text, as it is compared, stand in a row in the
part as well, unless tags part them or one is written in another way: as a reference, an escape, a
character that folds to a letter or to nothing. A part that holds any of these where it matters
passes, as does one that holds what a needle consists of; what passes is read in full.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import repeat
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from briefgen.proof import contents
from briefgen.proof.folding import BARRIER, normal, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

    from briefgen.proof.leaks import Needle

_FEW = 64
"""Of more words than these it is faster to read the parts than to look for each."""
_BLOCK = 1 << 18
"""How much of a part is looked at at a time: a sheet may have tens of megabytes."""
_ASCII = bytes(range(0x80))
_LETTERS = re.compile("[a-z0-9]+")
_LITERAL = re.compile(r"[a-z0-9/\\:-]+")
"""What stands in a part as in the text, unless something there is hiding it."""
_HIDING = re.compile(r"[A-Za-z0-9/\\:_%-]")
_START = re.compile(rb"\s*(?:<\?xml\s[^>]*\?>\s*)?")
_WHOLE = re.compile(rf".*{contents.BLOCK_END.pattern}".encode(), re.DOTALL)
"""As much of a block as ends where a text does: no find lies across its end."""
_PARTING = re.compile(rb"<(?<=[^>]<)(?!/[vf]>)(?!/t></(?:si|is)>)")
"""A tag right after a text that may go on behind it: not at the end of a value or string."""
_DELIMITERS = ((b"!", re.compile(rb"!(?<=<!)")), (b"?", re.compile(rb"\?(?<=<\?)")))
_TAGS = re.compile(f"(?:{contents.TAG})++")
_ESCAPES: tuple[tuple[bytes, re.Pattern[bytes], Callable[[str], str]], ...] = (
    (b"&", re.compile(rb"&(?!amp;)[^\s<&;]*;?"), unescape),
    (b"_", re.compile(rb"_x[\dA-Fa-f]{4}_"), lambda escape: chr(int(escape[2:6], 16))),
    (b"%", re.compile(rb"%[\dA-Fa-f]{2}(?:%[\dA-Fa-f]{2})*"), unquote),
)
SLASHES = re.compile(r"[\\/]+")
DRIVE = re.compile("[a-z]:")
"""The first step of a path on Windows, as texts are compared."""


class _Trail(Struct, frozen=True):
    """What a part must hold for a needle to be in it: the words, longest first, and the row."""

    words: tuple[bytes, ...]
    row: re.Pattern[bytes] | None = None

    def is_in(self, data: bytes) -> bool:
        return all(word in data for word in self.words) and (
            self.row is None or self.row.search(data) is not None
        )


class Sieve:
    """Tells of a part whether any of a few needles may be in it."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        self._trails: dict[bytes, list[_Trail]] = {}
        for trail in sorted({*map(_trail, needles)}, key=lambda trail: len(trail.words)):
            sought = [word for word in trail.words if word in self._trails]
            self._trails.setdefault([*sought, *trail.words, b""][0], []).append(trail)

    def passes(self, part: IO[bytes]) -> bool:
        """Whether the part must be read; that it need not, is certain where XML is well-formed."""
        if len(self._trails) > _FEW:
            return True
        head = part.read(_BLOCK)
        encoding = contents.encoding_of(head).lower()
        if b"\0" in head or encoding not in ("utf-8", "utf-8-sig"):
            return True
        if contents.is_markup(head):
            return any(map(self._may_be_in, _pieces(head, part)))
        text = head + part.read()
        return not _is_plain(text) or self._in(text) or contents.is_markup(text)

    def _may_be_in(self, piece: bytes) -> bool:
        return (
            not _is_plain(piece)
            or self._in(piece)
            or any(mark in piece and pattern.search(piece) for mark, pattern in _DELIMITERS)
            or _is_escaped(piece)
            or any(self._in(text) or _is_escaped(text) for text in _joined(piece))
        )

    def _in(self, data: bytes) -> bool:
        small = data.lower()
        return any(
            word in small and any(map(_Trail.is_in, trails, repeat(small)))
            for word, trails in self._trails.items()
        )


def _pieces(block: bytes, part: IO[bytes]) -> Iterator[bytes]:
    """The markup of a part, parted where no text goes on: behind a paragraph, cell or string."""
    declared = _START.match(block)
    block = block[declared.end() :] if declared else block
    while block:
        whole = _WHOLE.match(block)
        end = whole.end() if whole else len(block := block + part.read())
        yield block[:end]
        block = block[end:] + part.read(_BLOCK)


def _trail(needle: Needle) -> _Trail:
    text = normal(needle.text).strip()
    runs = (_LETTERS.findall(token) for token in tokens_of(text))
    words = {max(run, key=len).encode() for run in runs if run}
    longest = tuple(sorted(words, key=lambda word: (-len(word), word)))
    if not _LITERAL.fullmatch(text) or needle.how not in ("path", "whole"):
        return _Trail(longest)
    return _Trail(longest, _path(text) if needle.how == "path" else _alone(text))


def _path(text: str) -> re.Pattern[bytes]:
    """The steps in a row; the slash before the first is looked for after it, which is faster.

    Before a drive anything may stand: a letter there may be the end of a mark.
    """
    first, *steps = (re.escape(step) for step in SLASHES.split(text) if step)
    start = first if DRIVE.fullmatch(first) else rf"{first}(?<=[\\/]{first})"
    row = r"[\\/]+".join([start, *steps])
    return re.compile(row.encode())


def _alone(text: str) -> re.Pattern[bytes]:
    """A word with nothing beside it but blanks, quotes, tags, escapes, marks of a header."""
    word = re.escape(text)
    marks = ("[;_][a-z]", r"k[\da-f]{6}", r"%[\da-f]{2}")
    before = "|".join([f"(?<![a-z]{word})", *(f"(?<={mark}{word})" for mark in marks)])
    return re.compile(rf"{word}(?:{before})(?=[\0-\x20<\"'&_%\x7f-\xff]|\Z)".encode("latin-1"))


def _is_plain(data: bytes) -> bool:
    """Whether it is text in UTF-8 without a character that folds to letters or to nothing.

    No package is: it ends in a record that begins with the bytes "PK", 5 and 6.
    """
    if b"\0" in data or b"\5" in data:
        return False
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return not any(map(_is_hiding, {*data.translate(None, _ASCII).decode()}))


def _is_hiding(text: str) -> bool:
    """Whether what a reader sees of it may be letters, or nothing at all."""
    return not normal(text) or _HIDING.search(normal(text)) is not None


def _is_escaped(data: bytes) -> bool:
    """Whether a reference or escape may stand for letters, or for nothing at all."""
    return any(
        _is_hiding(resolve(escape.decode()))
        for mark, pattern, resolve in _ESCAPES
        if mark in data
        for escape in {*pattern.findall(data)}
    )


def _joined(piece: bytes) -> Iterator[bytes]:
    """From the tag before the first text that a tag may part: the texts beside tags as one.

    What tags with text of their own part, which may be no part of what is read, comes twice.
    """
    parting = _PARTING.search(piece)
    if parting is None:
        return
    rest = piece[max(piece.rfind(b"<", 0, parting.start()), 0) :]
    text = contents.BLOCK_END.sub(BARRIER, rest.decode())
    yield _TAGS.sub("", text).encode()
    parted = [block for block in text.split(BARRIER) if "nstrText" in block or "delText" in block]
    yield _TAGS.sub("", contents.ASIDE.sub("", BARRIER.join(parted))).encode()
