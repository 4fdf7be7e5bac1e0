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

from briefgen.proof.folding import BARRIER
from briefgen.proof.gaps import between, readings, unusual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import IO

INSIDE = " > "
"""Stands in a part's name between a package and what lies in it."""

_DEEPEST = 8
_LARGEST = 1 << 28

TAG = r"</?[A-Za-z_][^<>\"']*+(?:\"[^\"]*+\"[^<>\"']*+|'[^']*+'[^<>\"']*+)*+>"
_TAG = re.compile(f"({TAG})")
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
_DELIMITER = re.compile(r"<[!?](?:--|\[CDATA\[)?|(?:--|\]\]|\?)>")
BLOCK_END = re.compile(r"</(?:[\w.-]+:)?(?:p|si|is|c|f|v|author|comment)>")
_SPACING = re.compile(r"<(?:[\w.-]+:)?(?:tab|br|cr|noBreakHyphen|ptab)\b")
ASIDE = re.compile(r"<((?:[\w.-]+:)?(?:delText|instrText|delInstrText))\b[^<>]*>[^<]*</\1>")
_CELL = r'[A-Z]+\d+"(?: s="\d+")?(?: t="[sbn]")?(?:/>|><v>[-+.\dE]*</v></c>)'
_BARE_CELLS = re.compile(rf'<c r="(?<=</c><c r="){_CELL}(?:<c r="{_CELL})*+'.encode())
"""Cells without a text of their own, behind the end of a cell: no text goes on over them."""
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


def contents(
    name: str, data: bytes, passes: Callable[[IO[bytes]], bool] = bool
) -> Iterator[Content]:
    """Every text of a file of that name that `passes`; of a package only what does in it."""
    if passes(io.BytesIO(data)):
        yield from _read(name, data, passes)


def _read(
    name: str, data: bytes, passes: Callable[[IO[bytes]], bool], depth: int = 0
) -> Iterator[Content]:
    if depth and data[:2] == b"\x1f\x8b":
        data = _inflated(data)
    if depth <= _DEEPEST and zipfile.is_zipfile(io.BytesIO(data)):
        yield from _package(name, data, passes, depth)
        return
    text = _decoded(data)
    if text is None:
        yield Content(name, "bytes", [*readings(data)], least=6, glued=True)
    elif is_markup(text):
        yield from _markup(name, _decoded(_BARE_CELLS.sub(b"", data)) or text)
    else:
        yield Content(name, "text", text.split('"'))


def _inflated(data: bytes) -> bytes:
    """What a gzip stream holds, as Office packs metafiles; the stream where it is broken."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return stream.read(_LARGEST)
    except (OSError, EOFError, zlib.error):
        return data


def _package(
    name: str, data: bytes, passes: Callable[[IO[bytes]], bool], depth: int
) -> Iterator[Content]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        yield Content(name, "between the parts", [*between(data, entries)], glued=True)
        for entry in entries:
            inner = f"{name}{INSIDE}{entry.filename}" if depth else entry.filename
            yield Content(inner, "name", unusual(entry.filename))
            with package.open(entry) as part:
                passed = passes(part)
            if passed:
                yield from _read(inner, package.read(entry), passes, depth + 1)


def encoding_of(data: bytes) -> str:
    """The encoding that a part declares or has by default."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    declared = _ENCODING.match(data[:200].lstrip())
    return declared[1].decode() if declared else "utf-8-sig"


def is_markup(data: str | bytes) -> bool:
    """Whether a part is XML or the like."""
    return data.lstrip()[:1] in ("<", b"<")


def _decoded(data: bytes) -> str | None:
    """The text of a part in its own encoding, None where it is none."""
    try:
        text = data.decode(encoding_of(data))
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
    if ASIDE.search(text):  # deleted text and field codes part what a reader sees joined
        shown = _TAG.split(ASIDE.sub("", text))
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
    if BLOCK_END.match(tag):
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
