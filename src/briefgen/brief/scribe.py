"""Facts as runs of text: each in its own bookmark, so that a reader of the file can find it."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from briefgen.facts.bookmarks import bookmark_stem, digest
from briefgen.facts.records import Link, Record, Text
from briefgen.office.inline import Note, NoteAgain, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.evidence import Evidence
    from briefgen.facts.readings import Address, Reading
    from briefgen.narrative.notes import NoteContent
    from briefgen.office.inline import Inline
    from briefgen.office.wordtable import Cell
    from briefgen.wording import Wording

R = TypeVar("R", bound=Record)

FACT_STYLE = "Fact"
DISPUTED_STYLE = "Disputed"
NOT_STATED = Run("")
"""Fills a table's cell with nothing, for what the texts do not say; the table's foot tells it."""

COUNTED = "people"
"""The form of a quantity that names what it counts."""

_DISPUTED = Text("disputed", "contesté")
_BLANK = Text("Blank: the texts do not say.", "Case vide : les textes ne le disent pas.")
_TEXT = Text("text", "texte")
_TEXTS = Text("texts", "textes")


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

    def all(self, kind: type[R]) -> Sequence[R]:
        """The records of a kind in the order of the dossier."""
        return self.evidence.dossier.of(kind)

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
        """The fact as a table's cell: marked when disputed, blank when the texts do not say.

        Empty where nothing is held. A number of people that is not stated is put in words.
        """
        dossier = self.evidence.dossier
        if dossier.is_not_stated(fact) and form != COUNTED:
            return [NOT_STATED]
        if dossier.value(fact) in (None, ()) and dossier.blank(fact) is None:
            return []
        runs: list[Inline] = [self.fact(fact, form)]
        if self.evidence.is_disputed(fact) and not dossier.is_disputed(fact):
            runs.append(Run(f" ({self.said(_DISPUTED)})", style=DISPUTED_STYLE))
        return runs

    def addresses(self, facts: Iterable[str]) -> tuple[Address, ...]:
        """The readings that these facts rest on, each once, in the order of the texts."""
        found = {at for fact in facts for at in self.evidence.addresses(fact)}
        return tuple(sorted(found, key=lambda at: at.order))

    def cite(self, note: NoteContent) -> Note | NoteAgain:
        """The note: a new one the first time, then a mark that refers back."""
        key = f"{','.join(note.disputed)}:{note.listed()}"
        bookmark = f"n_{digest(key)}"
        self._notes[bookmark] += 1
        if self._notes[bookmark] > 1:
            return NoteAgain(bookmark)
        begins = note.beginning(self.wording)
        told = [Run(begins, style=DISPUTED_STYLE)] if begins else []
        return Note([*told, Run(note.listed())], bookmark)

    def said(self, text: Text | None) -> str:
        """A reader's text in the language, empty when there is none."""
        return self.wording.text(text) if text else ""

    def explains_blank(self, rows: Iterable[Sequence[Cell]]) -> Run | None:
        """What a blank cell means, when the texts leave one of these rows blank."""
        if any(NOT_STATED in cell for row in rows for cell in row):
            return Run(self.said(_BLANK))
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
