"""A Word document that somebody may have edited: as it stands, and as it stood before.

Tracked changes (ECMA-376-1, 17.13.5) are read both ways: what is inserted or moved here counts
for the text as it stands now, what is deleted or moved away for the text before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree
from msgspec import Struct

from briefgen.proof.word import ParagraphContent, read_word, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.proof.word import CellContent, WordContent

    _Read: TypeAlias = tuple[list[CellContent], int, int]
    """The cells of a line, the numbers of its table and row."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _STYLES, _NOTES = "word/document.xml", "word/styles.xml", "word/footnotes.xml"
_GONE = (_W + "del", _W + "moveFrom")
_CAME = (_W + "ins", _W + "moveTo")
_RESTORED = {_W + "delText": _W + "t", _W + "delInstrText": _W + "instrText"}
_HEAD = re.compile(r"word/(?:header|footer)\d*\.xml")
_EMPTY = b'<w:none xmlns:w="%s"/>' % _W[1:-1].encode()


class Line(Struct, frozen=True):
    """A paragraph, or a row of a table: the texts of its cells, before and now.

    `facts` are the bookmarked texts by bookmark and `notes` the numbers of the notes, as they
    stand now; `authors` have tracked changes in it. `table` and `row` count from 1, both 0 for a
    paragraph, of which `style` is the style's name.
    """

    before: tuple[str, ...]
    now: tuple[str, ...]
    facts: Mapping[str, str]
    notes: tuple[int, ...]
    authors: tuple[str, ...]
    style: str
    table: int = 0
    row: int = 0


class Document(Struct, frozen=True):
    """The lines that hold or held a text, the notes by number, what stands on every page."""

    lines: tuple[Line, ...]
    notes: Mapping[int, str]
    heads: frozenset[str]


def read_revised(parts: Mapping[str, bytes]) -> Document:
    """Read the parts of a .docx file. Raises KeyError where it has no text or styles."""
    before, now = _view(parts, _CAME), _view(parts, _GONE)
    authors = _authors(_tree(parts[_DOCUMENT]))
    lines = (
        _line(old, new, who)
        for old, new, who in zip(_lines(before), _lines(now), authors, strict=True)
    )
    heads = (text_of(_tree(part)) for name, part in parts.items() if _HEAD.fullmatch(name))
    return Document(
        tuple(line for line in lines if any(line.before) or any(line.now)),
        now.notes,
        frozenset(head for head in heads if head.strip()),
    )


def _view(parts: Mapping[str, bytes], without: tuple[str, ...]) -> WordContent:
    """The document without these changes, and with all others as plain text."""
    seen = {_STYLES: _tree(parts[_STYLES])}
    for name in (_DOCUMENT, _NOTES):
        tree = _tree(parts.get(name, _EMPTY))
        for element in list(tree.iter(*without)):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        for element in tree.iter(*_RESTORED):
            element.tag = _RESTORED[str(element.tag)]
        seen[name] = tree
    return read_word(seen)


def _tree(part: bytes) -> etree._Element:
    """The tree of a part, its content controls opened, without the colour of its pages."""
    tree = etree.fromstring(part)
    for colour in tree.findall(_W + "background"):
        tree.remove(colour)
    for control in list(tree.iter(_W + "sdt")):
        parent, content = control.getparent(), control.find(_W + "sdtContent")
        if parent is not None:
            place = parent.index(control)
            parent[place : place + 1] = [] if content is None else list(content)
    return tree


def _authors(tree: etree._Element) -> Iterator[tuple[str, ...]]:
    """Who changed each line, in the order of the lines."""
    for block in tree[0]:
        if block.tag == _W + "p":
            yield _changing(block)
        elif block.tag == _W + "tbl":
            yield from map(_changing, block.iter(_W + "tr"))


def _changing(element: etree._Element) -> tuple[str, ...]:
    changes = element.iter(*_GONE, *_CAME)
    return tuple(dict.fromkeys(change.get(_W + "author", "") for change in changes))


def _lines(content: WordContent) -> Iterator[_Read]:
    table = 0
    for block in content.blocks:
        if isinstance(block, ParagraphContent):
            yield [[block]], 0, 0
        else:
            table += 1
            yield from ((cells, table, row) for row, cells in enumerate(block, 1))


def _line(
    before: _Read,
    now: _Read,
    authors: tuple[str, ...],
) -> Line:
    cells, table, row = now
    paragraphs = [paragraph for cell in cells for paragraph in cell]
    facts: dict[str, str] = {}
    for paragraph in paragraphs:
        for name, text in paragraph.facts.items():
            facts[name] = facts.get(name, "") + text
    return Line(
        before=_texts(before[0]),
        now=_texts(cells),
        facts=facts,
        notes=tuple(number for paragraph in paragraphs for number in paragraph.notes),
        authors=authors,
        style="" if table else paragraphs[0].style,
        table=table,
        row=row,
    )


def _texts(cells: list[CellContent]) -> tuple[str, ...]:
    return tuple("\n".join(paragraph.text for paragraph in cell) for cell in cells)
