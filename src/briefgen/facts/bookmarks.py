"""The bookmark under which a fact stands in a Word file."""

from __future__ import annotations

import hashlib
import re

_DIGITS = 20

FACT_MARK = re.compile(rf"(f_[0-9a-f]{{{_DIGITS}}})_\d+")
"""A bookmark of a fact: what those of the fact begin with, and a number."""


def bookmark_stem(fact: str) -> str:
    """What the bookmarks of a fact begin with; Word allows 40 letters, digits, underscores.

    So many digits that no two facts share them, however large the dossier.
    """
    return f"f_{digest(fact)}"


def digest(text: str) -> str:
    """The beginning of a text's SHA-256, which names what belongs to it in a file."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
