"""Elements of WordprocessingML, made quickly and in the order the schema wants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import nsmap
from lxml import etree

if TYPE_CHECKING:
    from typing import TypeAlias

    from lxml.etree import _Element

    Element: TypeAlias = _Element

W = f"{{{nsmap['w']}}}"
R = f"{{{nsmap['r']}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {prefix: nsmap[prefix] for prefix in ("w", "r")}
TWIPS_PER_CM = 1440 / 2.54
SHOWN = 40
"""How much of a wrong text a message repeats, in characters."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PIECES = re.compile("([\t\n\u2011])")
_ELEMENT_OF = {"\t": "tab", "\n": "br", "\u2011": "noBreakHyphen"}


def legal(text: str) -> str:
    """`text`, its line ends as line feeds. Raises `ValueError` on what XML 1.0 cannot hold."""
    wrong = _ILLEGAL.search(text)
    if wrong is not None:
        found = f"U+{ord(wrong.group()):04X}"
        raise ValueError(f"text {text[:SHOWN]!r}: found {found}, which XML does not allow")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def twips(centimetres: float) -> int:
    """A length in twentieths of a point, the unit of page set-up and tables."""
    return round(centimetres * TWIPS_PER_CM)


def root(name: str, /, **attributes: str) -> Element:
    """A `w:` element of its own, with `w:` attributes."""
    element = etree.Element(W + name, nsmap=NAMESPACES)
    for key, value in attributes.items():
        element.set(W + key, value)
    return element


def child(parent: Element, name: str, /, **attributes: str) -> Element:
    """A new last `w:` child of `parent`, with `w:` attributes."""
    element = etree.SubElement(parent, W + name)
    for key, value in attributes.items():
        element.set(W + key, value)
    return element


def valued(parent: Element, name: str, value: str) -> Element:
    """A new last `w:` child of `parent` that holds only `w:val`."""
    element = etree.SubElement(parent, W + name)
    element.set(W + "val", value)
    return element


def add_text(run: Element, text: str) -> None:
    """The text of a run: tabs, line ends and non-breaking hyphens are elements in Word.

    Calibri has no glyph for U+2011, so the character itself would be set in another font.
    """
    for piece in _PIECES.split(legal(text)):
        if piece in _ELEMENT_OF:
            child(run, _ELEMENT_OF[piece])
        elif piece:
            content = child(run, "t")
            content.text = piece
            if piece != piece.strip():
                content.set(SPACE, "preserve")
