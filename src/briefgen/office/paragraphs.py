"""Paragraphs in one part of a document: body, header or footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.office import fields, wordxml
from briefgen.office.inline import (
    Break,
    Note,
    NoteAgain,
    PageCount,
    PageNumber,
    Reference,
    Run,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.office.footnotes import Footnotes
    from briefgen.office.inline import Inline, Paragraph
    from briefgen.office.runs import RunWriter
    from briefgen.office.wordxml import Element


class ParagraphWriter:
    """Writes paragraphs with all that can stand in them; `notes` is absent where no notes can."""

    def __init__(self, runs: RunWriter, notes: Footnotes | None = None) -> None:
        self.styles = runs.styles
        self.bookmarks = runs.bookmarks
        self._runs = runs
        self._notes = notes

    def write(self, parent: Element, paragraph: Paragraph) -> Element:
        """`paragraph` as the last child of `parent`. Raises what writing its content raises."""
        element = self.begin(parent, paragraph)
        self.fill(element, paragraph.content)
        return element

    def begin(self, parent: Element, paragraph: Paragraph) -> Element:
        """An empty `w:p`, its properties in the order of CT_PPr (ECMA-376-1, 17.3.1.26)."""
        element = wordxml.child(parent, "p")
        properties = wordxml.child(element, "pPr")
        wordxml.valued(properties, "pStyle", self.styles.paragraph(paragraph.style))
        if paragraph.keep_with_next:
            wordxml.child(properties, "keepNext")
        if paragraph.page_break_before:
            wordxml.child(properties, "pageBreakBefore")
        if paragraph.in_list is not None:
            numbering = wordxml.child(properties, "numPr")
            wordxml.valued(numbering, "ilvl", "0")
            wordxml.valued(numbering, "numId", str(paragraph.in_list))
        if paragraph.align is not None:
            wordxml.valued(properties, "jc", paragraph.align)
        return element

    def fill(self, paragraph: Element, content: Iterable[Inline]) -> None:
        """`content` at the end of a `w:p`."""
        for inline in content:
            self._inline(paragraph, inline)

    def _inline(self, paragraph: Element, inline: Inline) -> None:
        match inline:
            case Run():
                self._runs.write(paragraph, inline)
            case Note() | NoteAgain():
                self._note(paragraph, inline)
            case Reference():
                self._reference(paragraph, inline)
            case Break():
                wordxml.child(wordxml.child(paragraph, "r"), "br")
            case PageNumber():
                fields.add(paragraph, "PAGE", "1")
            case PageCount():
                fields.add(paragraph, "NUMPAGES", "1")

    def _note(self, paragraph: Element, note: Note | NoteAgain) -> None:
        if self._notes is None:
            raise ValueError("a header or footer cannot have a footnote")
        if isinstance(note, Note):
            self._notes.place(paragraph, note)
        else:
            self._notes.again(paragraph, note)

    def _reference(self, paragraph: Element, reference: Reference) -> None:
        name = self.bookmarks.want(reference.bookmark)
        style = reference.style
        style_id = None if style is None else self.styles.character(style)
        fields.add(paragraph, f"REF {name} \\h", reference.text, style_id=style_id)
