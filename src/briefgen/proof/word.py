"""What stands in a finished Word document: bookmarked facts and footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.office.package import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = {"tab": "\t", "br": "\n", "noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class WordContent:
    """Texts by bookmark, footnotes by number, and the numbers that the text refers to."""

    bookmarks: dict[str, str]
    notes: dict[int, str]
    referred: tuple[int, ...]


def read_word(content: bytes) -> WordContent:
    """Read a .docx file. Raises KeyError where it lacks a part that every brief has."""
    parts = unpack(content)
    body = etree.fromstring(parts["word/document.xml"])
    notes = etree.fromstring(parts["word/footnotes.xml"])
    return WordContent(
        bookmarks=_bookmarks(body),
        notes={
            int(note.get(_W + "id", "0")): "".join(map(_text_of, note.iter()))
            for note in notes.iter(_W + "footnote")
            if note.get(_W + "type") is None
        },
        referred=tuple(
            int(mark.get(_W + "id", "0")) for mark in body.iter(_W + "footnoteReference")
        ),
    )


def _bookmarks(body: etree._Element) -> dict[str, str]:
    names: dict[str, str] = {}
    texts: dict[str, list[str]] = {}
    for element in body.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd", *_text_tags()):
        if element.tag == _W + "bookmarkStart":
            names[element.get(_W + "id", "")] = name = element.get(_W + "name", "")
            texts[name] = []
        elif element.tag == _W + "bookmarkEnd":
            names.pop(element.get(_W + "id", ""), None)
        else:
            for name in names.values():
                texts[name].append(_text_of(element))
    return {name: "".join(text) for name, text in texts.items()}


def _text_tags() -> Iterator[str]:
    yield from (_W + name for name in ("t", *_TEXT))


def _text_of(element: etree._Element) -> str:
    if element.tag == _W + "t":
        return element.text or ""
    return _TEXT.get(str(element.tag).removeprefix(_W), "")
