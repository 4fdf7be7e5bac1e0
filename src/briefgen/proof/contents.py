"""Every text that a finished file holds, wherever it stands: for a search, not for a reader.

Packages are opened however deep they lie in one another. Of markup, text is read twice, parted at
every tag and joined over the runs of a paragraph or cell, and so are attributes, comments and
processing instructions; of a package its names and what stands between its parts; of anything
else the bytes, as Latin-1, UTF-8 and UTF-16.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BARRIER = "\x1e"
"""Parts two texts that do not follow each other; no text in XML can hold it."""
INSIDE = " > "
"""Stands in a part's name between a package and what lies in it."""

_DEEPEST = 8
_LARGEST = 1 << 28

_TAG = re.compile(r"(</?[A-Za-z_][^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>)")
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
_DELIMITER = re.compile(r"<[!?](?:--|\[CDATA\[)?|(?:--|\]\]|\?)>")
_BLOCK_END = re.compile(r"</(?:[\w.-]+:)?(?:p|si|is|c|f|v|author|comment)>")
_SPACING = re.compile(r"<(?:[\w.-]+:)?(?:tab|br|cr|noBreakHyphen|ptab)\b")
_ASIDE = re.compile(r"<((?:[\w.-]+:)?(?:delText|instrText|delInstrText))\b[^<>]*>[^<]*</\1>")
_BARE_CELL = re.compile(
    rb'<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="[sbn]")?(?:/>|><v>[-+.\dE]*</v></c>)'
)
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_WORDED = (
    "name|title|descr|alt|author|initials|userId|userName|displayName|prompt|promptTitle|error"
    "|errorTitle|tooltip|display|location|target|Target|formatCode|instr|string|comment|caption"
    "|description|help|statusText|codeName|oddHeader|oddFooter|uniqueName|altText|altTextSummary"
)
_FREE_VALUE = re.compile(rf"[\s:](?:{_WORDED})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_FREE_ELEMENT = re.compile(
    r"<(?:[\w.-]+:)?(?:alias|tag|docVar|placeholder|docPart|attachedTemplate)\b"
)
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_HEADER_MARK = re.compile(r"&(?:\"[^\"]*\"|\d+|K[\dA-F]{6}|[A-Z])")
"""Sides, fonts, sizes and fields in a header or footer of a sheet (ECMA-376-1, 18.3.1.39)."""
_PART_NAMES = re.compile(
    r"(?<![^\W_])(?:content|types|rels|docprops|core|app|custom|word|xl|ppt|document|footnotes"
    r"|endnotes|settings|styles|stylesheet|theme\d*|fonttable|websettings|numbering|media|image\d*"
    r"|charts?\d*|drawings?\d*|worksheets|sheet\d*|tables?\d*|sharedstrings|workbook|embeddings"
    r"|header\d*|footer\d*|comments\d*|item\d*|itemprops\d*|customxml|xml|xlsx|docx|png|jpeg|bin"
    r"|vmldrawing\d*|style|colors?\d*|package|microsoft|excel)(?![^\W_])",
    re.IGNORECASE,
)


class Content(Struct, frozen=True):
    """Texts of one kind in a part: where in it they stand, and each once.

    Where words are not `free`, as in attributes of a closed list, one word alone tells nothing.
    `least` is how many characters a find needs, so that chance finds nothing. Texts out of bytes
    are `glued`: nothing tells there where a word begins.
    """

    part: str
    where: str
    texts: Sequence[str]
    free: bool = True
    least: int = 4
    glued: bool = False


def contents(name: str, data: bytes, depth: int = 0) -> Iterator[Content]:
    """Every text of a file or part of that name."""
    if depth and data[:2] == b"\x1f\x8b":
        data = _inflated(data)
    if depth <= _DEEPEST and zipfile.is_zipfile(io.BytesIO(data)):
        yield from _package(name, data, depth)
        return
    text = _decoded(data)
    if text is None:
        yield Content(name, "bytes", [*_read(data)], least=6, glued=True)
    elif text.lstrip()[:1] == "<":
        yield from _markup(name, _decoded(_BARE_CELL.sub(b"", data)) or text)
    else:
        yield Content(name, "text", text.split('"'))


def _inflated(data: bytes) -> bytes:
    """What a gzip stream holds, as Office packs metafiles; the stream where it is broken."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return stream.read(_LARGEST)
    except (OSError, EOFError, zlib.error):
        return data


def _package(name: str, data: bytes, depth: int) -> Iterator[Content]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        yield Content(name, "between the parts", [*_between(data, entries)], glued=True)
        for entry in entries:
            inner = f"{name}{INSIDE}{entry.filename}" if depth else entry.filename
            yield Content(inner, "name", _unusual(entry.filename))
            yield from contents(inner, package.read(entry), depth + 1)


def _between(data: bytes, entries: Iterable[zipfile.ZipInfo]) -> Iterator[str]:
    """Headers, extra fields, comments, and whatever stands before, between and after the parts."""
    gaps, end = [], 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        head = entry.header_offset + 26  # two lengths, then the name and the extra field
        lengths = (int.from_bytes(data[at : at + 2], "little") for at in (head, head + 2))
        start = head + 4 + sum(lengths)
        gaps.append(data[end:start])
        end = max(end, start + entry.compress_size)
    gaps.append(data[end:])
    for gap in gaps:
        for text in _read(gap):
            yield from _unusual(text)


def _unusual(text: str) -> list[str]:
    """A text without the names that parts of Office files have anyway."""
    return _PART_NAMES.split(text)


def _read(data: bytes) -> Iterable[str]:
    """Bytes as text, in every way in which Office and its neighbours write it."""
    texts = [data.decode("latin-1"), data.decode("utf-8", "ignore")]
    if b"\0" in data:
        texts += [
            data[start:].decode(encoding, "ignore")
            for encoding in ("utf-16-le", "utf-16-be")
            for start in (0, 1)
        ]
    return dict.fromkeys(texts)


def _decoded(data: bytes) -> str | None:
    """The text of a part in its own encoding, None where it is none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        declared = _ENCODING.match(data[:200].lstrip())
        encoding = declared[1].decode() if declared else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if "\0" in text else text


def _markup(part: str, text: str) -> Iterator[Content]:
    text = _DECLARATION.sub("", text, count=1)
    if "<!" in text or "<?" in text:
        text = _DELIMITER.sub(BARRIER, text)
    pieces = _TAG.split(text)
    tags = {*pieces[1::2]}
    parted = _texts(BARRIER.join(pieces[::2]))
    yield Content(part, "text", parted)
    joined = _joined(pieces, tags)
    if _ASIDE.search(text):  # deleted text and field codes part what a reader sees joined
        shown = _TAG.split(_ASIDE.sub("", text))
        joined += _joined(shown, {*shown[1::2]})
    yield Content(part, "joined runs", [*{*joined} - {*parted}])
    free = {*_values(_FREE_VALUE, tags), *_values(_VALUE, filter(_FREE_ELEMENT.match, tags))}
    yield Content(part, "attribute", _attributes(free))
    yield Content(part, "attribute", _attributes({*_values(_VALUE, tags)} - free), free=False)


def _joined(pieces: Sequence[str], tags: Iterable[str]) -> list[str]:
    """The texts of paragraphs and cells; `pieces` are texts and `tags` in turn."""
    marks = {tag: _mark(tag) for tag in tags}
    return _texts("".join(map(marks.get, pieces, pieces)))


def _mark(tag: str) -> str:
    """What a tag puts between the texts beside it."""
    if _BLOCK_END.match(tag):
        return BARRIER
    return " " if _SPACING.match(tag) else ""


def _texts(text: str) -> list[str]:
    """The texts between barriers, each once; one with marks of a page's header also without."""
    texts = dict.fromkeys(_unescaped(text).split(BARRIER))
    return [*texts, *(_HEADER_MARK.sub(" ", one) for one in texts if "&" in one)]


def _values(pattern: re.Pattern[str], tags: Iterable[str]) -> Iterator[str]:
    return (double or single for double, single in pattern.findall("".join(tags)))


def _attributes(values: Iterable[str]) -> list[str]:
    texts = _texts(BARRIER.join(values))
    return [*texts, *(unquote(text) for text in texts if "%" in text)]


def _unescaped(text: str) -> str:
    """Character references resolved, those of Excel too (ST_Xstring, ECMA-376-1, 22.9.2.19)."""
    if "&" in text:
        text = unescape(text)
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text
