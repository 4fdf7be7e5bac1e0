"""What a package holds beside its parts: names, headers, comments, and bytes between the parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zipfile import ZipInfo

_PART_NAMES = re.compile(
    r"(?<![^\W_])(?:content|types|rels|docprops|core|app|custom|word|xl|ppt|document|footnotes"
    r"|endnotes|settings|styles|stylesheet|theme\d*|fonttable|websettings|numbering|media|image\d*"
    r"|charts?\d*|drawings?\d*|worksheets|sheet\d*|tables?\d*|sharedstrings|workbook|embeddings"
    r"|header\d*|footer\d*|comments\d*|item\d*|itemprops\d*|customxml|xml|xlsx|docx|png|jpeg|bin"
    r"|vmldrawing\d*|style|colors?\d*|package|microsoft|excel)(?![^\W_])",
    re.IGNORECASE,
)
_HEADER = 30
_RECORD = 46
"""Bytes of a header and of a record of the directory before its texts (APPNOTE.TXT 4.3)."""


def between(data: bytes, entries: Iterable[ZipInfo]) -> Iterator[str]:
    """Headers, extra fields, comments, and whatever stands before, between and after the parts.

    The numbers of a header are left out where a record of the directory has the same.
    """
    headers, end = [], 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        head = entry.header_offset
        name = head + _HEADER
        start = name + _sum(data[name - 4 : name])
        headers += [(b"", data[end:head]), (data[head + 4 : name], data[name:start])]
        end = max(end, start + entry.compress_size)
    records = [*_records(data[end:])]
    known = {numbers for numbers, _ in headers} & {numbers for numbers, _ in records}
    for numbers, named in (*headers, *records):
        for text in readings(named if numbers in known else numbers + named):
            yield from unusual(text)


def _records(directory: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The numbers of each record of a directory, and its texts; then what stands behind all.

    Of a record without attributes only those that the header of the part has as well.
    """
    at = 0
    while directory.startswith(b"PK\1\2", at):
        name = at + _RECORD
        end = name + _sum(directory[at + 28 : at + 34])
        plain = directory[at + 34 : at + 40] == bytes(6)
        yield directory[at + 6 : at + 32] if plain else directory[at:name], directory[name:end]
        at = end
    yield b"", directory[at:]


def _sum(numbers: bytes) -> int:
    """The sum of numbers of two bytes each."""
    return sum(numbers[::2]) + (sum(numbers[1::2]) << 8)


def unusual(text: str) -> list[str]:
    """A text without the names that parts of Office files have anyway."""
    return _PART_NAMES.split(text)


def readings(data: bytes) -> Iterable[str]:
    """Bytes as text, in every way in which Office and its neighbours write it."""
    texts = [data.decode("latin-1"), data.decode("utf-8", "ignore")]
    if b"\0" in data:
        texts += [
            data[start:].decode(encoding, "ignore")
            for encoding in ("utf-16-le", "utf-16-be")
            for start in (0, 1)
        ]
    return dict.fromkeys(texts)
