"""The settings part of a Word document, whose children have a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from briefgen.office.wordxml import W

if TYPE_CHECKING:
    from briefgen.office.wordxml import Element

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TAIL = (
    *(W + name for name in ("footnotePr", "endnotePr", "compat", "docVars", "rsids")),
    _MATH + "mathPr",
    *(W + name for name in ("attachedSchema", "themeFontLang", "clrSchemeMapping")),
    *(W + name for name in ("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures")),
    *(W + name for name in ("forceUpgrade", "captions", "readModeInkLockDown", "smartTagType")),
    *(W + name for name in ("shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol")),
    W + "listSeparator",
)
"""The end of CT_Settings (ECMA-376-1, 17.15.1.78), in order."""


def place(settings: Element, name: str) -> Element:
    """The `w:` child `name` of the settings, made in its schema place if there is none.

    Raises `ValueError` when `name` is not among the settings whose place is known here.
    """
    found = settings.find(W + name)
    if found is not None:
        return found
    later = _TAIL[_TAIL.index(W + name) + 1 :]
    element = etree.Element(W + name)
    follower = next((child for child in settings if child.tag in later or _foreign(child)), None)
    if follower is None:
        settings.append(element)
    else:
        follower.addprevious(element)
    return element


def _foreign(child: Element) -> bool:
    """Whether the child is an extension: those stand after or among the tail."""
    return not str(child.tag).startswith((W, _MATH))
