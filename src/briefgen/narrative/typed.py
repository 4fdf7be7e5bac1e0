"""What of a sentence was typed by hand, and which fact would say the same."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.problems import Place
from briefgen.facts.texts import folded
from briefgen.narrative.blocks import Shown
from briefgen.wording.wording import NoValue

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from briefgen.facts.dossier import Dossier
    from briefgen.narrative.blocks import Sentence
    from briefgen.wording.wording import Wording

GAP = "\ufffc"
"""Stands in typed text for a fact, or for words that are let stand."""

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ ,.'\u2019\u00a0\u202f](?=\d{3}(?!\d))")


class Typed(Struct, frozen=True):
    """The words of a sentence typed by hand, each character with its column."""

    text: str
    columns: tuple[int, ...]
    at: Place

    def place(self, index: int) -> Place:
        """Where the character at `index` stands in the file."""
        return Place(self.at.file, self.at.line, self.columns[index])


def typed_in(sentence: Sentence) -> Typed:
    """The sentence with a gap for each fact and each `[...]{.asis}`."""
    text = ""
    columns: list[int] = []
    for piece in sentence.pieces:
        gap = isinstance(piece, Shown) or piece.look.asis
        added = GAP if gap else piece.text
        text += added
        columns += range(piece.place.column, piece.place.column + len(added))
    return Typed(text, tuple(columns), sentence.place)


class _Said(Struct, frozen=True):
    """One way in which a fact is printed."""

    fact: str
    form: str
    text: str

    @property
    def markup(self) -> str:
        return f"{{{{ {self.fact} {self.form}".rstrip() + " }}"


class Proposals(Struct, frozen=True, dict=True):
    """Finds the fact that says what was typed."""

    dossier: Dossier
    wording: Wording

    @cached_property
    def _said(self) -> tuple[_Said, ...]:
        return tuple(said for fact in self.dossier.facts() for said in self._forms_of(fact))

    def _forms_of(self, fact: str) -> Iterator[_Said]:
        for form in dict.fromkeys(("", *self.wording.forms(fact))):
            try:
                text = self.wording.fact(fact, form)
            except NoValue:
                continue
            yield _Said(fact, form, _plain(text))

    def containing(self, typed: str, facts: Collection[str], *, elsewhere: bool = True) -> str:
        """The fact whose words are or contain what was typed, "" when none does.

        Facts that say nothing else come first, then those of the records of `facts`, with which
        the sentence deals anyway, then the usual form before a named one. Other records are not
        looked at where `elsewhere` is false.
        """
        looked_for = _plain(typed)
        whole = re.compile(rf"(?<!\w){re.escape(looked_for)}(?!\w)")
        records = {fact.rpartition(".")[0] for fact in facts}
        found = (
            said
            for said in self._said
            if (elsewhere or said.fact.rpartition(".")[0] in records) and whole.search(said.text)
        )
        return _first(
            found,
            lambda said: (
                said.text != looked_for,
                said.fact.rpartition(".")[0] not in records,
                bool(said.form),
            ),
        )

    def name(self, typed: str, person: str) -> str:
        """The name of `person` in the form that was typed, else in the usual one."""
        fact = f"{person}.name"
        looked_for = _plain(typed)
        same = (said for said in self._forms_of(fact) if said.text == looked_for)
        return _first(same, lambda said: (bool(said.form),)) or _Said(fact, "", "").markup


def _first(found: Iterable[_Said], rank: Callable[[_Said], tuple[bool, ...]]) -> str:
    best = min(found, key=rank, default=None)
    return best.markup if best else ""


def _plain(text: str) -> str:
    """Small letters, no marks between thousands."""
    return folded(_BETWEEN_DIGITS.sub("", text))
