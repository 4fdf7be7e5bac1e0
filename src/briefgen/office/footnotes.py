"""Footnotes: a part of the document that python-docx has no class for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory, XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree

from briefgen.office import fields, wordsettings, wordxml
from briefgen.office.inline import Run
from briefgen.office.runs import RunWriter
from briefgen.office.wordxml import W

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

    from briefgen.office.bookmarks import Bookmarks
    from briefgen.office.inline import Note, NoteAgain
    from briefgen.office.wordstyles import StyleIds

TEXT_STYLE = "footnote text"
MARK_STYLE = "footnote reference"
SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}
"""The two notes that every footnotes part begins with, by id (ECMA-376-1, 17.11)."""


class FootnotesPart(XmlPart):
    """`/word/footnotes.xml`. Registered, so that the part of a template loads as XML."""


PartFactory.part_type_for[CONTENT_TYPE.WML_FOOTNOTES] = FootnotesPart


class Footnotes:
    """The footnotes of one document, numbered from 1 in the order in which they are placed.

    `written` is their markup, for the end of their `part`.
    """

    def __init__(self, document: DocumentPart, styles: StyleIds, bookmarks: Bookmarks) -> None:
        self.part = _part_of(document)
        self.written: list[str] = []
        self._runs = RunWriter(self.part, styles, bookmarks)
        self._numbers: dict[str, int] = {}
        self._count = 0

    def place(self, note: Note) -> str:
        """The markup of the mark of `note`, whose text goes to the notes.

        Raises what writing a run raises.
        """
        self._count += 1
        mark = self._mark(f'<w:footnoteReference w:id="{self._count}"/>')
        if note.bookmark is not None:
            mark = self._runs.bookmarks.around(mark, note.bookmark)
            self._numbers[note.bookmark] = self._count
        self.written.append(self._note(note))
        return mark

    def again(self, note: NoteAgain) -> str:
        """The number of an earlier note as a NOTEREF field (ECMA-376-1, 17.16.5.39).

        Raises `ValueError` when no note before this place has the bookmark.
        """
        number = self._numbers.get(note.bookmark)
        if number is None:
            raise ValueError(f"no note before this place has bookmark {note.bookmark!r}")
        name = self._runs.bookmarks.want(note.bookmark)
        mark = self._runs.styles.character(MARK_STYLE)
        return fields.field(f"NOTEREF {name} \\f \\h", str(number), style_id=mark)

    def _note(self, note: Note) -> str:
        style = wordxml.setting("pStyle", self._runs.styles.paragraph(TEXT_STYLE))
        text = "".join(map(self._runs.written, (Run(" "), *note.content)))
        content = f"<w:pPr>{style}</w:pPr>{self._mark('<w:footnoteRef/>')}{text}"
        return f'<w:footnote w:id="{self._count}"><w:p>{content}</w:p></w:footnote>'

    def _mark(self, content: str) -> str:
        style = wordxml.setting("rStyle", self._runs.styles.character(MARK_STYLE))
        return f"<w:r><w:rPr>{style}</w:rPr>{content}</w:r>"


def _part_of(document: DocumentPart) -> FootnotesPart:
    """The document's footnotes part with its separators alone, made if there is none."""
    try:
        part = cast("FootnotesPart", document.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES))
    except KeyError:
        part = _new_part(document)
    root = part.element
    for footnote in root.findall(W + "footnote"):
        if footnote.get(W + "id") not in SEPARATORS:
            root.remove(footnote)
    wordxml.set_place(root, len(root))
    return part


def _new_part(document: DocumentPart) -> FootnotesPart:
    root = wordxml.root("footnotes")
    listed = wordsettings.place(document.settings.element, "footnotePr")
    for number, kind in SEPARATORS.items():
        footnote = wordxml.child(root, "footnote", type=kind, id=number)
        paragraph = wordxml.child(footnote, "p")
        wordxml.child(
            wordxml.child(paragraph, "pPr"), "spacing", after="0", line="240", lineRule="auto"
        )
        wordxml.child(wordxml.child(paragraph, "r"), kind)
        wordxml.child(listed, "footnote", id=number)
    name = PackURI("/word/footnotes.xml")
    element = parse_xml(etree.tostring(root))
    part = FootnotesPart(name, CONTENT_TYPE.WML_FOOTNOTES, element, document.package)
    document.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return part
