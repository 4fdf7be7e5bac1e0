"""What a paragraph of a Word document can hold, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

Align: TypeAlias = Literal["left", "center", "right"]


class Run(Struct, frozen=True):
    """Text in one look. A tab and a line end in `text` are a tab and a line break.

    `style` names a character style; a link has no look of its own unless it is given one.
    `bookmark` is set around the run, `link` leads to a bookmark, `url` out of the document;
    `language` is a tag such as `fr-FR`, where it is not the document's.
    Raises `ValueError` when it has a `link` and a `url`.
    """

    text: str
    style: str | None = None
    bold: bool = False
    italic: bool = False
    bookmark: str | None = None
    link: str | None = None
    url: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.link is not None and self.url is not None:
            raise ValueError(f"a run leads to one place, found {self.link!r} and {self.url!r}")


class Note(Struct, frozen=True):
    """A footnote whose mark stands here; `bookmark` is set around the mark, for `NoteAgain`."""

    content: Sequence[Run]
    bookmark: str | None = None


class NoteAgain(Struct, frozen=True):
    """The mark of an earlier note once more: a field that follows the note's number."""

    bookmark: str


class Reference(Struct, frozen=True):
    """A field that repeats the text of a bookmark; `text` is what it shows until it is updated."""

    bookmark: str
    text: str
    style: str | None = None


class Break(Struct, frozen=True):
    """A line break."""


class PageNumber(Struct, frozen=True):
    """The number of this page, as a field."""


class PageCount(Struct, frozen=True):
    """The number of pages, as a field."""


Inline: TypeAlias = Run | Note | NoteAgain | Reference | Break | PageNumber | PageCount


class Paragraph(Struct, frozen=True):
    """Inline content in a paragraph style (by name); the rest is where it departs from that."""

    content: Sequence[Inline]
    style: str
    keep_with_next: bool = False
    page_break_before: bool = False
    align: Align | None = None
