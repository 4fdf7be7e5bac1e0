"""The one form in which texts are compared, wherever they come from.

Some editors save a letter and its accent as two characters. A reader sees no difference, so no
comparison may make one: what is read of YAML, of a narrative or of an article is put into the
composed form (Unicode's NFC) at once, and so is what it is compared with.
"""

from __future__ import annotations

import unicodedata


def normal(text: str) -> str:
    """The text as texts are compared, each letter one character with its accents."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """The text as texts are compared where their case makes no difference."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def is_normal(text: str) -> bool:
    """Whether the text is in that form already."""
    return unicodedata.is_normalized("NFC", text)
