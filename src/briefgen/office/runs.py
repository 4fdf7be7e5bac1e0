"""Runs of text in one part of a document: look, language, bookmark and link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE

from briefgen.office import wordxml
from briefgen.office.wordxml import R, W

if TYPE_CHECKING:
    from docx.opc.part import Part

    from briefgen.office.bookmarks import Bookmarks
    from briefgen.office.inline import Run
    from briefgen.office.wordstyles import StyleIds
    from briefgen.office.wordxml import Element

_ADDRESS = re.compile(r"(https?://|mailto:)\S+")


class RunWriter:
    """Writes runs into paragraphs of `part`, whose relationships hold the addresses."""

    def __init__(self, part: Part, styles: StyleIds, bookmarks: Bookmarks) -> None:
        self.styles = styles
        self.bookmarks = bookmarks
        self._part = part

    def write(self, paragraph: Element, run: Run) -> None:
        """`run` as the last content of `paragraph`.

        Raises `MissingStyles`, and `ValueError` on text that XML cannot hold, a bookmark that is
        set twice, and an address that is neither http, https nor mailto: a path would leak.
        """
        number = None
        if run.bookmark is not None:
            number = self.bookmarks.start(paragraph, run.bookmark)
        element = wordxml.child(self._place(paragraph, run), "r")
        self._look(element, run)
        wordxml.add_text(element, run.text)
        if number is not None:
            self.bookmarks.end(paragraph, number)

    def _place(self, paragraph: Element, run: Run) -> Element:
        if run.link is not None:
            name = self.bookmarks.want(run.link)
            return wordxml.child(paragraph, "hyperlink", anchor=name, history="1")
        if run.url is None:
            return paragraph
        if not _ADDRESS.fullmatch(run.url):
            raise ValueError(f"address {run.url!r}: expected http:, https: or mailto:")
        hyperlink = wordxml.child(paragraph, "hyperlink", history="1")
        address = wordxml.legal(run.url)
        key = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        hyperlink.set(R + "id", key)
        return hyperlink

    def _look(self, element: Element, run: Run) -> None:
        """The properties of a run, in the order of CT_RPr (ECMA-376-1, 17.3.2.28)."""
        if run.style is None and run.language is None and not run.bold and not run.italic:
            return
        look = wordxml.child(element, "rPr")
        if run.style is not None:
            wordxml.valued(look, "rStyle", self.styles.character(run.style))
        flags = {"b": run.bold, "bCs": run.bold, "i": run.italic, "iCs": run.italic}
        for name in (name for name, wanted in flags.items() if wanted):
            wordxml.child(look, name)
        if run.language is not None:
            look.append(look.makeelement(W + "lang", {W + "val": wordxml.legal(run.language)}))
