"""What stands in a finished Word document: paragraphs and tables in order, facts, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from lxml import etree
from msgspec import Struct, field

from briefgen.office.package import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = {_W + "tab": "\t", _W + "br": "\n", _W + "noBreakHyphen": "\u2011"}


class ParagraphContent(Struct):
    """A paragraph: its style's name, its text without marks of notes, and what it shows.

    `facts` are the bookmarked texts by bookmark, `notes` the numbers that the marks stand for.
    """

    style: str = ""
    text: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)


CellContent: TypeAlias = list[ParagraphContent]
TableContent: TypeAlias = list[list[CellContent]]
"""The rows of a table, each a list of cells, each a list of paragraphs."""


class WordContent(Struct, frozen=True):
    """The blocks of the body in order, the notes by number, and the parts of the file."""

    blocks: tuple[ParagraphContent | TableContent, ...]
    notes: Mapping[int, str]
    parts: Mapping[str, bytes]

    def paragraphs(self) -> Iterator[ParagraphContent]:
        """Every paragraph in order, those of tables too."""
        for block in self.blocks:
            if isinstance(block, ParagraphContent):
                yield block
            else:
                yield from (one for row in block for cell in row for one in cell)


def read_word(content: bytes) -> WordContent:
    """Read a .docx file. Raises KeyError where it lacks a part that every brief has."""
    parts = unpack(content)
    body = etree.fromstring(parts["word/document.xml"])[0]
    reader = _Reader(_style_names(parts["word/styles.xml"]))
    blocks: list[ParagraphContent | TableContent] = []
    for element in body:
        if element.tag == _W + "p":
            blocks.append(reader.paragraph(element))
        elif element.tag == _W + "tbl":
            blocks.append(reader.table(element))
    return WordContent(tuple(blocks), dict(_notes(parts["word/footnotes.xml"])), parts)


def text_of(part: bytes) -> str:
    """The text of a whole part, such as a header."""
    return "".join(map(_text, etree.fromstring(part).iter()))


def _notes(part: bytes) -> Iterator[tuple[int, str]]:
    for note in etree.fromstring(part).iter(_W + "footnote"):
        if note.get(_W + "type") is None:
            yield int(note.get(_W + "id", "0")), "".join(map(_text, note.iter())).strip()


def _style_names(part: bytes) -> dict[str, str]:
    names = {}
    for style in etree.fromstring(part).iter(_W + "style"):
        name = style.find(_W + "name")
        if name is not None:
            names[style.get(_W + "styleId", "")] = name.get(_W + "val", "")
    return names


class _Reader(Struct):
    """Reads paragraphs one after the other; knows the bookmarks and marks before them."""

    styles: Mapping[str, str]
    open: dict[str, str] = field(default_factory=dict)
    marked: dict[str, int] = field(default_factory=dict)
    repeated: str | None = None

    def table(self, table: etree._Element) -> TableContent:
        return [
            [[self.paragraph(one) for one in cell.iter(_W + "p")] for cell in row.iter(_W + "tc")]
            for row in table.iter(_W + "tr")
        ]

    def paragraph(self, element: etree._Element) -> ParagraphContent:
        found = ParagraphContent()
        for child in element.iter(*_TAKEN):
            _TAKEN[child.tag](self, found, child)
        return found

    def style(self, found: ParagraphContent, element: etree._Element) -> None:
        found.style = self.styles.get(element.get(_W + "val", ""), "")

    def begin(self, _: ParagraphContent, element: etree._Element) -> None:
        self.open[element.get(_W + "id", "")] = element.get(_W + "name", "")

    def end(self, _: ParagraphContent, element: etree._Element) -> None:
        self.open.pop(element.get(_W + "id", ""), None)

    def mark(self, found: ParagraphContent, element: etree._Element) -> None:
        number = int(element.get(_W + "id", "0"))
        found.notes.append(number)
        self.marked |= dict.fromkeys(self.open.values(), number)

    def code(self, found: ParagraphContent, element: etree._Element) -> None:
        """A NOTEREF field stands for the note whose mark its bookmark holds, 0 for none."""
        match (element.text or "").split():
            case ["NOTEREF", name, *_]:
                number = self.marked.get(name, 0)
                found.notes.append(number)
                self.repeated = str(number)
            case _:
                self.repeated = None

    def say(self, found: ParagraphContent, element: etree._Element) -> None:
        """Text of the paragraph; not the number of a note, unless the field shows a wrong one."""
        text = _text(element)
        if text == self.repeated:
            self.repeated = None
            return
        found.text += text
        for name in self.open.values():
            found.facts[name] = found.facts.get(name, "") + text


def _text(element: etree._Element) -> str:
    if element.tag == _W + "t":
        return element.text or ""
    return _TEXT.get(str(element.tag), "")


_TAKEN: Mapping[str, Callable[[_Reader, ParagraphContent, etree._Element], None]] = {
    _W + "pStyle": _Reader.style,
    _W + "bookmarkStart": _Reader.begin,
    _W + "bookmarkEnd": _Reader.end,
    _W + "footnoteReference": _Reader.mark,
    _W + "instrText": _Reader.code,
    **dict.fromkeys((_W + "t", *_TEXT), _Reader.say),
}
