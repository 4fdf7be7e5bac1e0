"""Numbered lists that begin again at 1, in a document whose list styles count on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.office import wordxml
from briefgen.office.wordxml import W

if TYPE_CHECKING:
    from docx.document import Document

_VAL = W + "val"


def begin_list(document: Document, style_id: str) -> int:
    """The number of a new list that looks like the lists of a paragraph style and begins at 1.

    Raises `ValueError` when the style itself numbers nothing.
    """
    styles = document.styles.element
    path = f"w:style[@w:styleId='{style_id}']/w:pPr/w:numPr/w:numId/@w:val"
    found = styles.xpath(path)
    if not found:
        raise ValueError(f"paragraph style {style_id!r} numbers no list")
    lists = document.part.numbering_part.element.findall(W + "num")
    model = next(one for one in lists if one.get(W + "numId") == found[0])
    number = max(int(one.get(W + "numId", "0")) for one in lists) + 1
    new = wordxml.root("num", numId=str(number))
    for look in model.findall(W + "abstractNumId"):
        wordxml.valued(new, "abstractNumId", look.get(_VAL, ""))
    wordxml.valued(wordxml.child(new, "lvlOverride", ilvl="0"), "startOverride", "1")
    lists[-1].addnext(new)
    return number
