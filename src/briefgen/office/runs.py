"""Runs of text in one part of a document: look, language, bookmark and link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE

from briefgen.office import wordxml

if TYPE_CHECKING:
    from docx.opc.part import Part

    from briefgen.office.bookmarks import Bookmarks
    from briefgen.office.inline import Run
    from briefgen.office.wordstyles import StyleIds

_ADDRESS = re.compile(r"(https?://|mailto:)\S+")


class RunWriter:
    """Writes runs of paragraphs of `part`, whose relationships hold the addresses."""

    def __init__(self, part: Part, styles: StyleIds, bookmarks: Bookmarks) -> None:
        self.styles = styles
        self.bookmarks = bookmarks
        self._part = part
        self._looks: dict[tuple[str | None, bool, bool, str | None], str] = {}

    def written(self, run: Run) -> str:
        """The markup of `run`.

        Raises `MissingStyles`, and `ValueError` on text that XML cannot hold, a bookmark that is
        set twice, and an address that is neither http, https nor mailto: a path would leak.
        """
        look = run.style, run.bold, run.italic, run.language
        if look not in self._looks:
            self._looks[look] = self._properties(run)
        written = wordxml.run(self._looks[look], run.text)
        if run.link is not None or run.url is not None:
            written = f"<w:hyperlink {self._target(run)}>{written}</w:hyperlink>"
        return written if run.bookmark is None else self.bookmarks.around(written, run.bookmark)

    def _target(self, run: Run) -> str:
        if run.link is not None:
            return f'w:anchor="{wordxml.attribute(self.bookmarks.want(run.link))}" w:history="1"'
        if not _ADDRESS.fullmatch(run.url or ""):
            raise ValueError(f"address {run.url!r}: expected http:, https: or mailto:")
        address = wordxml.legal(run.url or "")
        key = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'w:history="1" r:id="{key}"'

    def _properties(self, run: Run) -> str:
        """The properties of a run, in the order of CT_RPr (ECMA-376-1, 17.3.2.28)."""
        if run.style is None and run.language is None and not run.bold and not run.italic:
            return ""
        style = "" if run.style is None else self.styles.character(run.style)
        return "".join(
            (
                "<w:rPr>",
                wordxml.setting("rStyle", style) if style else "",
                "<w:b/><w:bCs/>" if run.bold else "",
                "<w:i/><w:iCs/>" if run.italic else "",
                "" if run.language is None else wordxml.setting("lang", run.language),
                "</w:rPr>",
            )
        )
