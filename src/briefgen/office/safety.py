"""Templates that are refused: no Office files, with macros, or reaching out of themselves."""

from __future__ import annotations

import re
import zipfile
import zlib

from lxml import etree

from briefgen.office.package import CONTENT_TYPES, unpack
from briefgen.office.styles import BadTemplate

_MACROS = re.compile(r"vbaProject|vbaData|/activeX/|macrosheets/", re.IGNORECASE)
_HARMLESS = ("/hyperlink",)
"""Relationships out of a file that nothing follows unless somebody clicks."""


def check(content: bytes, file: str, *, needed: str) -> None:
    """Raise BadTemplate unless `content` is an Office file that has the part `needed`.

    Macros run, and an external target such as an attached template is fetched, on the machine of
    whoever opens the files made from it.
    """
    try:
        parts = unpack(content)
        related = [etree.fromstring(part) for name, part in parts.items() if name.endswith(".rels")]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as fault:
        raise BadTemplate(file, f"cannot be read as an Office file: {fault}") from None
    except etree.XMLSyntaxError as fault:
        raise BadTemplate(file, f"is damaged: {fault}") from None
    if needed not in parts or CONTENT_TYPES not in parts:
        raise BadTemplate(file, f"is no such Office file: it lacks {needed}")
    if macros := [name for name in parts if _MACROS.search(name)]:
        raise BadTemplate(file, f"holds macros: {', '.join(macros)}; save it without")
    for relation in (relation for tree in related for relation in tree):
        kind = relation.get("Type", "")
        if relation.get("TargetMode") == "External" and not kind.endswith(_HARMLESS):
            told = f"reaches out of itself: {kind.rpartition('/')[2]} {relation.get('Target')}"
            raise BadTemplate(file, f"{told}; take it out")
