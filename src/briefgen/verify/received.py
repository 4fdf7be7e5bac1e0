"""A file from anywhere: whether it is one of briefgen's, and which edition it says it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Literal

from lxml import etree
from msgspec import Struct

from briefgen.office.package import unpack
from briefgen.office.properties import CORE, CUSTOM
from briefgen.proof.excel import ExcelContent
from briefgen.proof.word import text_of
from briefgen.stamp import ANCHORS, DIGEST, VERSION
from briefgen.verify.revised import Document, read_revised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LARGEST = 1 << 28
"""Bytes that a file and all its parts may have; far more than any edition."""

_MAIN: Mapping[Literal["brief", "workbook"], str] = {
    "brief": "word/document.xml",
    "workbook": "xl/workbook.xml",
}
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_SHOWN_DIGEST = re.compile("[0-9a-f]{12}")
_LABEL = re.compile(r"TLP:(?:CLEAR|GREEN|AMBER\+STRICT|AMBER|RED)")
_NAMED = re.compile(r"(?:&L|workbook |classeur )(?P<name>[^&<>]+?)\.(?P<language>en|fr)\.xlsx")
_HEADS = re.compile(r"word/(?:header|footer)\d*\.xml|xl/worksheets/[^/]+\.xml")
_HEAD = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}headerFooter"


class NotOurs(ValueError):  # noqa: N818 -- reads as what it says where it is caught
    """The file is none that briefgen wrote, or is damaged; the message says which."""


class Received(Struct, frozen=True):
    """A file of briefgen's: what it says of itself, and what is in it.

    `digest` is as printed, `language` a code such as "en". `label` and `brief`, the name of its
    folder, are None where nothing in the file tells them any more. `rechecked` is as stamped.
    """

    kind: Literal["brief", "workbook"]
    digest: str
    version: str
    rechecked: str
    language: str
    label: str | None
    brief: str | None
    parts: Mapping[str, bytes]
    content: Document | ExcelContent


def receive(content: bytes) -> Received:
    """Read a .docx or .xlsx file. Raises NotOurs when briefgen did not write it."""
    try:
        return _received(content, _unpacked(content))
    except NotOurs:
        raise
    except Exception as fault:  # whatever a file holds, its sender is told
        told = " ".join(str(fault).split()) or type(fault).__name__
        raise NotOurs(f"is damaged, or no Office file: {told}") from fault


def _unpacked(content: bytes) -> dict[str, bytes]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise NotOurs("is no .docx or .xlsx file")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(entry.file_size for entry in package.infolist()) > LARGEST:
            raise NotOurs("is larger than any file of briefgen's")
    return unpack(content)


def _received(content: bytes, parts: Mapping[str, bytes]) -> Received:
    kind = next((kind for kind, part in _MAIN.items() if part in parts), None)
    if kind is None:
        raise NotOurs("is no .docx or .xlsx file")
    custom = _custom(parts)
    digest, version = custom.get(DIGEST, ""), custom.get(VERSION, "")
    if not version or not _SHOWN_DIGEST.fullmatch(digest):
        raise NotOurs("was not written by briefgen: its properties name no edition")
    heads = " ".join(_heads(parts))
    named = _NAMED.search(f"{heads} {text_of(etree.fromstring(parts[_MAIN[kind]]))}")
    language = _language(parts) or (named["language"] if named else "")
    if language not in {"en", "fr"}:
        raise NotOurs(f'has the language "{language}", expected en or fr')
    labels = Counter(_LABEL.findall(heads)).most_common(1)
    return Received(
        kind,
        digest,
        " ".join(version.split()),
        custom.get(ANCHORS, ""),
        language,
        label=labels[0][0] if labels else None,
        brief=named["name"] if named else None,
        parts=parts,
        content=read_revised(parts) if kind == "brief" else ExcelContent(content),
    )


def _custom(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The custom properties by name."""
    if CUSTOM not in parts:
        return {}
    entries = etree.fromstring(parts[CUSTOM]).iter(f"{_CUSTOM}property")
    return {entry.get("name", ""): "".join(map(str, entry.itertext())) for entry in entries}


def _language(parts: Mapping[str, bytes]) -> str:
    if CORE not in parts:
        return ""
    return etree.fromstring(parts[CORE]).findtext(_LANGUAGE, "").partition("-")[0]


def _heads(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What stands above and below the pages."""
    for name, part in parts.items():
        if not _HEADS.fullmatch(name):
            continue
        if name.startswith("word/"):
            yield text_of(etree.fromstring(part))
        else:
            for head in etree.fromstring(part).iter(_HEAD):
                yield " ".join(map(str, head.itertext()))
