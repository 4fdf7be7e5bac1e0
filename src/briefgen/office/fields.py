"""Fields: a code that Word can run again, with the result it has now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.office import wordxml

if TYPE_CHECKING:
    from briefgen.office.wordxml import Element


def add(parent: Element, code: str, result: str, *, style_id: str | None = None) -> None:
    """A complex field (ECMA-376-1, 17.16.18) with its cached `result` in a character style.

    The result stands in the file, so that a reader that runs no fields shows it, and nothing asks
    to update fields when the file is opened.
    """
    _mark(parent, "begin")
    instruction = wordxml.child(wordxml.child(parent, "r"), "instrText")
    instruction.set(wordxml.SPACE, "preserve")
    instruction.text = f" {wordxml.legal(code)} "
    _mark(parent, "separate")
    run = wordxml.child(parent, "r")
    if style_id is not None:
        wordxml.valued(wordxml.child(run, "rPr"), "rStyle", style_id)
    wordxml.add_text(run, result)
    _mark(parent, "end")


def _mark(parent: Element, kind: str) -> None:
    wordxml.child(wordxml.child(parent, "r"), "fldChar", fldCharType=kind)
