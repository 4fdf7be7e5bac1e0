"""Texts as they are compared: case, width and what is not seen make no difference."""

from __future__ import annotations

import re
import unicodedata

BARRIER = "\x1e"
"""Parts two texts that do not follow each other; no text in XML can hold it."""
TOKEN = re.compile(rf"[^\W_]+|{BARRIER}")

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
"""Characters that part a word and are not seen: soft hyphens, joiners, marks of direction."""


def normal(text: str) -> str:
    """The text as it is compared."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
        return unicodedata.normalize("NFKC", text.casefold())
    return text.lower()


def tokens_of(text: str) -> tuple[str, ...]:
    """The words and figures of a text, as they are compared."""
    return tuple(TOKEN.findall(normal(text)))
