"""The cells of a finished workbook: what their markup says, and what they hold."""

from __future__ import annotations

import re
from sys import intern
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Value: TypeAlias = str | float | bool | None

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CHARACTERS = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_ENTITIES = (
    *(("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")),
    *(("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r")),
)
"""What stands for a character, but for the ampersand's own, which is the last one to be read."""
_ENTITY = "|".join(("&amp;", *(entity for entity, _ in _ENTITIES)))
TEXT = rf"({_CHARACTERS}(?:(?:{_ENTITY}){_CHARACTERS})*+)"
_CELL = re.compile(
    '(?: s="([0-9]+)")?(?: t="([a-z]+)")?'
    f'(?:/>|>(?:<f(?: aca="[a-z]+")?>{TEXT}</f>)?(?:<v>{TEXT}</v>)?</c>)'
)
"""A cell after its reference."""
VALUE_END = b"</v></c>"
"""The end of one that holds something."""


class Cell(Struct, frozen=True, eq=False, gc=False):
    """A form of a cell: those of a file in which the same stands, in one style, are one.

    `value` is as the file has it, None for a blank cell; where the kind is inlineStr, the text.
    """

    style: str = "0"
    kind: str = "n"
    formula: str | None = None
    value: str | None = None


def plain(text: str) -> str:
    """A text of a file with its `_xHHHH_` as the characters they stand for (22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def value_of(cell: Cell, texts: Sequence[str]) -> Value:
    """What a cell holds (ECMA-376-1, 18.18.11); `texts` are those that cells share.

    Raises ValueError or IndexError for one that cannot be read.
    """
    kind, text = cell.kind, cell.value
    if text is None:
        return None
    if kind == "s":
        return texts[int(text)]
    if kind == "n":
        return float(text) if text else None
    if kind == "b":
        return text == "1"
    return text if kind == "inlineStr" else plain(text)


def cell_of(markup: bytes) -> Cell:
    """A cell after its reference. Raises ValueError for one that is in no usual form."""
    found = _CELL.fullmatch(markup.decode())
    if found is None:
        raise ValueError
    style, kind, formula, value = found.groups()
    if formula and "&" in formula:
        formula = unescaped(formula)
    if value and "&" in value:
        value = unescaped(value)
    return Cell(intern(style or "0"), intern(kind or "n"), formula, value)


def unescaped(text: str) -> str:
    """A text with its entities as the characters they stand for; most are ampersands."""
    if text.count("&") != text.count("&amp;"):
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text.replace("&amp;", "&")
