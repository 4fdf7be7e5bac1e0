"""What stands in a finished Word document: paragraphs and tables in order, facts, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefgen.office.lint.parts import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _ROW, _CELL, _T = _W + "p", _W + "tr", _W + "tc", _W + "t"
_ID, _NAME, _VAL = _W + "id", _W + "name", _W + "val"
_TEXT = {_W + "tab": "\t", _W + "br": "\n", _W + "noBreakHyphen": "\u2011"}


class ParagraphContent(Struct):
    """A paragraph: its text without marks of notes, and what it shows.

    `style` is its style's name, in a table "". `facts` are the bookmarked texts by bookmark,
    `notes` the numbers that the marks stand for.
    """

    style: str = ""
    text: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)


CellContent: TypeAlias = list[ParagraphContent]
TableContent: TypeAlias = list[list[CellContent]]
"""The rows of a table, each a list of cells, each a list of paragraphs."""


class WordContent(Struct, frozen=True):
    """The blocks of the body in order, and the notes by number."""

    blocks: tuple[ParagraphContent | TableContent, ...]
    notes: Mapping[int, str]

    def paragraphs(self) -> Iterator[ParagraphContent]:
        """Every paragraph in order, those of tables too."""
        for block in self.blocks:
            if isinstance(block, ParagraphContent):
                yield block
            else:
                yield from (one for row in block for cell in row for one in cell)


def read_word(parts: Mapping[str, Element]) -> WordContent:
    """Read the parts of a .docx file. Raises KeyError where it lacks one that every brief has."""
    reader = _Reader(_style_names(parts["word/styles.xml"]))
    blocks: list[ParagraphContent | TableContent] = []
    for element in parts["word/document.xml"][0]:
        if element.tag == _W + "p":
            blocks.append(reader.paragraph(element))
        elif element.tag == _W + "tbl":
            blocks.append(reader.table(element))
    return WordContent(tuple(blocks), dict(_notes(parts["word/footnotes.xml"])))


def text_of(root: Element) -> str:
    """The text of a whole part, such as a header, or of an element."""
    return "".join(map(_text, root.iter(_T, *_TEXT)))


def _notes(root: Element) -> Iterator[tuple[int, str]]:
    for note in root.iter(_W + "footnote"):
        if note.get(_W + "type") is None:
            yield int(note.get(_W + "id", "0")), text_of(note).strip()


def _style_names(root: Element) -> dict[str, str]:
    names = {}
    for style in root.iter(_W + "style"):
        name = style.find(_W + "name")
        if name is not None:
            names[style.get(_W + "styleId", "")] = name.get(_W + "val", "")
    return names


class _Reader(Struct):
    """Reads paragraphs one after the other; knows the bookmarks and marks before them."""

    styles: Mapping[str, str]
    open: dict[str, str] = field(default_factory=dict)
    marked: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By bookmark, the number of a note and which mark it is; one of them is printed."""
    marks: int = 0
    repeated: tuple[str, ...] = ()

    def table(self, table: Element) -> TableContent:
        """The table from one walk over it."""
        rows: TableContent = []
        found = ParagraphContent()  # takes what stands before the first paragraph
        for element in table.iter(_ROW, _CELL, _PARAGRAPH, *_SHOWN):
            tag = element.tag
            if tag == _ROW:
                rows.append([])
            elif tag == _CELL:
                rows[-1].append([])
            elif tag == _PARAGRAPH:
                found = ParagraphContent()
                rows[-1][-1].append(found)
            else:
                _SHOWN[tag](self, found, element)
        return rows

    def paragraph(self, element: Element) -> ParagraphContent:
        style = next((one.get(_VAL, "") for one in element.iter(_W + "pStyle")), "")
        found = ParagraphContent(self.styles.get(style, ""))
        for child in element.iter(*_SHOWN):
            _SHOWN[child.tag](self, found, child)
        return found

    def begin(self, _: ParagraphContent, element: Element) -> None:
        self.open[element.get(_ID, "")] = element.get(_NAME, "")

    def end(self, _: ParagraphContent, element: Element) -> None:
        self.open.pop(element.get(_ID, ""), None)

    def mark(self, found: ParagraphContent, element: Element) -> None:
        number = int(element.get(_ID, "0"))
        found.notes.append(number)
        self.marks += 1
        self.marked |= dict.fromkeys(self.open.values(), (number, self.marks))

    def code(self, found: ParagraphContent, element: Element) -> None:
        """A NOTEREF field stands for the note whose mark its bookmark holds, 0 for none."""
        match (element.text or "").split():
            case ["NOTEREF", name, *_]:
                marked = self.marked.get(name, (0, 0))
                found.notes.append(marked[0])
                self.repeated = tuple(map(str, marked))
            case _:
                self.repeated = ()

    def say(self, found: ParagraphContent, element: Element) -> None:
        """Text of the paragraph; not the number of a note, unless the field shows a wrong one."""
        text = _text(element)
        if text in self.repeated:
            self.repeated = ()
            return
        found.text += text
        for name in self.open.values():
            found.facts[name] = found.facts.get(name, "") + text


def _text(element: Element) -> str:
    return (element.text or "") if element.tag == _T else _TEXT[element.tag]


_SHOWN: Mapping[str, Callable[[_Reader, ParagraphContent, Element], None]] = {
    _W + "bookmarkStart": _Reader.begin,
    _W + "bookmarkEnd": _Reader.end,
    _W + "footnoteReference": _Reader.mark,
    _W + "instrText": _Reader.code,
    **dict.fromkeys((_T, *_TEXT), _Reader.say),
}
