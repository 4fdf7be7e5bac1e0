"""Sentences of the narrative as runs, each with the one note it rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefgen.narrative.blocks import Shown
from briefgen.narrative.notes import note_of
from briefgen.office.inline import Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.brief.scribe import Scribe
    from briefgen.narrative.blocks import Piece, Sentence
    from briefgen.office.inline import Inline
    from briefgen.wording import Wording

_CLOSING = re.compile(r"[\s\u00a0\u202f]*[.?!…:][»”\"')\]]*$")
"""The punctuation that ends a sentence, with the space that French puts before it."""


def inlines(sentences: Iterable[Sentence], scribe: Scribe) -> list[Inline]:
    """The sentences of one paragraph, a space between them."""
    content: list[Inline] = []
    for sentence in sentences:
        if content:
            content.append(Run(" "))
        content += sentence_inlines(sentence, scribe)
    return content


def sentence_inlines(sentence: Sentence, scribe: Scribe) -> list[Inline]:
    """One sentence; its note stands after the punctuation in English, before it in French."""
    texts = spoken(sentence, scribe.wording)
    runs = [_run(piece, text, scribe) for piece, text in zip(sentence.pieces, texts, strict=True)]
    note = note_of(sentence, scribe.evidence)
    if note is None:
        return [*runs]
    mark = scribe.cite(note)
    last = runs[-1]
    closing = _CLOSING.search(last.text) if last.bookmark is None else None
    if scribe.wording.language == "fr" and closing:
        before = replace(last, text=last.text[: closing.start()])
        after = replace(last, text=last.text[closing.start() :])
        return [*runs[:-1], *([before] if before.text else []), mark, after]
    return [*runs, mark]


def spoken(sentence: Sentence, wording: Wording) -> list[str]:
    """What each piece prints: typed text gets the spaces and apostrophes of the language.

    What is typed in another language stays as it is typed.
    """
    printed: list[str] = []
    for piece in sentence.pieces:
        before = printed[-1][-1:] if printed else ""
        typed = not isinstance(piece, Shown) and piece.look.language is None
        set_ = wording.definition.typeset(before + piece.text)[len(before) :]
        printed.append(set_ if typed else piece.text)
    return printed


def _run(piece: Piece, text: str, scribe: Scribe) -> Run:
    look = piece.look
    run = scribe.bookmarked(piece.fact, text) if isinstance(piece, Shown) else Run(text)
    return replace(
        run,
        style="Hyperlink" if look.link else run.style,
        bold=look.strong,
        italic=look.emphasis,
        language=look.language,
        url=look.link,
    )
