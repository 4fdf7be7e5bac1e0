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


class ParagraphWriter:
    """Writes paragraphs with all that can stand in them; `notes` is absent where no notes can."""

    def __init__(self, runs: RunWriter, notes: Footnotes | None = None) -> None:
        self.styles = runs.styles
        self.bookmarks = runs.bookmarks
        self._runs = runs
        self._notes = notes

    def written(self, paragraph: Paragraph) -> str:
        """The markup of `paragraph`. Raises what writing its content raises."""
        return self.around(self.content(paragraph.content), paragraph)

    def around(self, content: str, paragraph: Paragraph) -> str:
        """The markup of a paragraph with this `content` in place of its own."""
        return f"<w:p>{self.properties(paragraph)}{content}</w:p>"

    def properties(self, paragraph: Paragraph) -> str:
        """How a paragraph looks, in the order of CT_PPr (ECMA-376-1, 17.3.1.26)."""
        style = self.styles.paragraph(paragraph.style)
        return "".join(
            (
                "<w:pPr>",
                wordxml.setting("pStyle", style),
                "<w:keepNext/>" if paragraph.keep_with_next else "",
                "<w:pageBreakBefore/>" if paragraph.page_break_before else "",
                "" if paragraph.align is None else wordxml.setting("jc", paragraph.align),
                "</w:pPr>",
            )
        )

    def content(self, content: Iterable[Inline]) -> str:
        """What stands in a paragraph."""
        return "".join(map(self._inline, content))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Run():
                return self._runs.written(inline)
            case Note() | NoteAgain():
                return self._note(inline)
            case Reference():
                return self._reference(inline)
            case Break():
                return "<w:r><w:br/></w:r>"
            case PageNumber():
                return fields.field("PAGE", "1")
            case PageCount():
                return fields.field("NUMPAGES", "1")

    def _note(self, note: Note | NoteAgain) -> str:
        if self._notes is None:
            raise ValueError("a header or footer cannot have a footnote")
        if isinstance(note, Note):
            return self._notes.place(note)
        return self._notes.again(note)

    def _reference(self, reference: Reference) -> str:
        name = self.bookmarks.want(reference.bookmark)
        style = reference.style
        style_id = None if style is None else self.styles.character(style)
        return fields.field(f"REF {name} \\h", reference.text, style_id=style_id)
