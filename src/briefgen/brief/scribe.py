"""Facts as runs of text: each in its own bookmark, so that a reader of the file can find it."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from briefgen.facts.records import Link, Text
from briefgen.office.inline import Note, NoteAgain, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.evidence import Evidence
    from briefgen.facts.readings import Address, Reading
    from briefgen.office.inline import Inline
    from briefgen.office.wordtable import Cell
    from briefgen.wording import Wording

FACT_STYLE = "Fact"
DISPUTED_STYLE = "Disputed"
NOT_STATED = "\N{EN DASH}"
"""Stands in a table's cell for what the texts do not say; the table's foot explains it."""

COUNTED = "people"
"""The form of a quantity that names what it counts."""

_DISPUTED = Text("disputed", "désaccord")
_TEXT = Text("text", "texte")
_TEXTS = Text("texts", "textes")


def bookmark_stem(fact: str) -> str:
    """What the bookmarks of a fact begin with; Word allows 40 letters, digits, underscores."""
    return f"f_{hashlib.sha256(fact.encode()).hexdigest()[:8]}"


class Scribe(Struct, dict=True):
    """Words facts and cites them; counts the bookmarks and notes it has set.

    `shown` lists every fact shown, in the order of the document.
    """

    evidence: Evidence
    wording: Wording
    shown: list[str] = field(default_factory=list)
    _bookmarks: Counter[str] = field(default_factory=Counter)
    _notes: Counter[str] = field(default_factory=Counter)

    @cached_property
    def links(self) -> dict[str, list[Link]]:
        """The links between records by each record that they lead from or to."""
        links: dict[str, list[Link]] = {}
        for link in self.evidence.dossier.of(Link):
            for end in dict.fromkeys((link.of, link.to)):
                links.setdefault(end, []).append(link)
        return links

    def fact(
        self, fact: str, form: str = "", *, style: str = FACT_STYLE, bold: bool = False
    ) -> Run:
        """The fact in words, bookmarked. Raises what `Wording.fact` raises."""
        return self.bookmarked(fact, self.wording.fact(fact, form), style=style, bold=bold)

    def bookmarked(
        self, fact: str, text: str, *, style: str = FACT_STYLE, bold: bool = False
    ) -> Run:
        """Text that shows a fact, under the fact's next bookmark."""
        self.shown.append(fact)
        self._bookmarks[fact] += 1
        bookmark = f"{bookmark_stem(fact)}_{self._bookmarks[fact]}"
        return Run(text, style=style, bold=bold, bookmark=bookmark)

    def cell(self, fact: str, form: str = "") -> list[Inline]:
        """The fact as a table's cell: marked when disputed, a dash when the texts do not say.

        Blank when nothing is held. A number of people that is not stated is put in words.
        """
        dossier = self.evidence.dossier
        if dossier.is_not_stated(fact) and form != COUNTED:
            return [Run(NOT_STATED)]
        if dossier.value(fact) in (None, ()) and dossier.blank(fact) is None:
            return []
        runs: list[Inline] = [self.fact(fact, form)]
        if self.evidence.is_disputed(fact) and not dossier.is_disputed(fact):
            runs.append(Run(f" ({self.said(_DISPUTED)})", style=DISPUTED_STYLE))
        return runs

    def addresses(self, facts: Iterable[str]) -> tuple[Address, ...]:
        """The readings that these facts rest on, each once, in the order of the texts."""
        return tuple(sorted({at for fact in facts for at in self.evidence.addresses(fact)}))

    def note_content(self, addresses: Sequence[Address], *, disputed: bool) -> list[Run]:
        """The words of a note: `Disputed:` where it is, the addresses, a full stop."""
        listed = f"{', '.join(map(str, addresses))}."
        if not disputed:
            return [Run(listed)]
        return [Run(self.wording.phrase("disputed_note"), style=DISPUTED_STYLE), Run(listed)]

    @staticmethod
    def note_bookmark(addresses: Sequence[Address], *, disputed: bool) -> str:
        """The bookmark of the note with these addresses."""
        key = f"{disputed}:{','.join(map(str, addresses))}"
        return f"n_{hashlib.sha256(key.encode()).hexdigest()[:12]}"

    def cite(self, addresses: Sequence[Address], *, disputed: bool) -> Note | NoteAgain:
        """The note of these addresses: a new one the first time, then a mark that refers back."""
        bookmark = self.note_bookmark(addresses, disputed=disputed)
        self._notes[bookmark] += 1
        if self._notes[bookmark] > 1:
            return NoteAgain(bookmark)
        return Note(self.note_content(addresses, disputed=disputed), bookmark)

    def said(self, text: Text | None) -> str:
        """A reader's text in the language, empty when there is none."""
        return self.wording.text(text) if text else ""

    def explains_dash(self, rows: Iterable[Sequence[Cell]]) -> Run | None:
        """What the dash means, when a cell of these rows holds one."""
        if any(Run(NOT_STATED) in cell for row in rows for cell in row):
            return Run(f"{NOT_STATED}  {self.wording.phrase('not_stated')}")
        return None

    def voices(self, readings: Iterable[Reading]) -> str:
        """Who asserts it: the voices by name, then the texts that speak in their own voice."""
        voices: dict[str, None] = {}
        texts: dict[str, None] = {}
        for reading in readings:
            (texts if reading.own_voice else voices)[
                reading.at.source if reading.own_voice else reading.voice
            ] = None
        named = [self.wording.record(voice) for voice in voices]
        if texts:
            own = self.said(_TEXT if len(texts) == 1 else _TEXTS)
            named.append(f"{own} {self.wording.listed(list(texts))}")
        return self.wording.definition.separator.join(named)
