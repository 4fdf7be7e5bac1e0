"""Fields: a code that Word can run again, with the result it has now."""

from __future__ import annotations

from xml.sax.saxutils import escape

from briefgen.office import wordxml


def field(code: str, result: str, *, style_id: str | None = None) -> str:
    """The markup of a complex field (ECMA-376-1, 17.16.18), its `result` in a character style.

    The result stands in the file, so that a reader that runs no fields shows it, and nothing asks
    to update fields when the file is opened.
    """
    said = escape(wordxml.legal(code))
    look = "" if style_id is None else f"<w:rPr>{wordxml.setting('rStyle', style_id)}</w:rPr>"
    return (
        f'{_mark("begin")}<w:r><w:instrText xml:space="preserve"> {said} </w:instrText></w:r>'
        f"{_mark('separate')}{wordxml.run(look, result)}{_mark('end')}"
    )


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
