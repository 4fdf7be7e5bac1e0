"""Office files as zip packages whose bytes depend on their parts alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTENT_TYPES = "[Content_Types].xml"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
LEVEL = 6


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The zip of `parts`, name to content: content types first, then by name; no clock, no user."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as package:
        for name in sorted(parts, key=lambda part: (part != CONTENT_TYPES, part)):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, parts[name], compresslevel=LEVEL)
    return out.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts of a zip, name to content. Raises `zipfile.BadZipFile` when it is none."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
