"""WordprocessingML: elements where a template has them, markup for what is written into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml.ns import nsmap
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from lxml.etree import _Element

    Element: TypeAlias = _Element

W = f"{{{nsmap['w']}}}"
NAMESPACES = {prefix: nsmap[prefix] for prefix in ("w", "r")}
TWIPS_PER_CM = 1440 / 2.54
SHOWN = 40
"""How much of a wrong text a message repeats, in characters."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLACE = "briefgen"
_UNUSUAL = re.compile("[\x00-\x1f&<>\u2011\ud800-\udfff\ufffe\uffff]")
_PIECES = re.compile("([\t\n\u2011])")
_ELEMENT_OF = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u2011": "<w:noBreakHyphen/>"}
_IN_QUOTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


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


def set_place(parent: Element, at: int) -> None:
    """Mark the place, by its number among the children, where `put_in_place` is to put markup."""
    parent.insert(at, etree.Comment(_PLACE))
    root = parent.getroottree().getroot()
    if not NAMESPACES.items() <= root.nsmap.items():
        prefixes = {prefix for element in root.iter() for prefix in element.nsmap if prefix}
        etree.cleanup_namespaces(root, NAMESPACES, [*prefixes, *NAMESPACES])


def put_in_place(content: bytes, pieces: Iterable[str]) -> bytes:
    """A part's `content` with markup at the first place that `set_place` marked."""
    return content.replace(f"<!--{_PLACE}-->".encode(), "".join(pieces).encode(), 1)


def attribute(text: str) -> str:
    """A text as it stands between the quotes of an attribute. Raises what `legal` raises."""
    return escape(legal(text), _IN_QUOTES)


def setting(name: str, value: str) -> str:
    """The markup of a `w:` element that holds only `w:val`."""
    return f'<w:{name} w:val="{attribute(value)}"/>'


def run(look: str, text: str) -> str:
    """The markup of a run: that of its look, and the text as it is; none where there is no text.

    Raises what `legal` raises. Tabs, line ends and non-breaking hyphens are elements in Word:
    Calibri has no glyph for U+2011, so the character itself would be set in another font.
    """
    if not _UNUSUAL.search(text):
        content = _plain(text)
    else:
        pieces = _PIECES.split(legal(text))
        content = "".join(_ELEMENT_OF.get(one) or _plain(escape(one)) for one in pieces)
    return f"<w:r>{look}{content}</w:r>" if content else ""


def _plain(text: str) -> str:
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<w:t{kept}>{text}</w:t>" if text else ""
