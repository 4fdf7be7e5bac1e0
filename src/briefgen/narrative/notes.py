"""The note of a sentence: the readings that its facts rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from briefgen.wording.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.evidence.origins import Origins
    from briefgen.facts.readings import Address
    from briefgen.narrative.blocks import Narrative, Sentence
    from briefgen.wording import Wording

ADDRESSES = 8
"""How many addresses a note holds; more is an error of the lint."""


class Evidence(Protocol):
    """What the notes ask of the evidence."""

    def addresses(self, fact: str) -> tuple[Address, ...]:
        """The readings a fact rests on, in the order of the texts."""

    def is_disputed(self, fact: str) -> bool:
        """Whether the texts disagree on the fact."""

    def origins(self, fact: str) -> Origins:
        """Who vouches for the fact."""


class NoteContent(Struct, frozen=True):
    """What a note says: addresses in order, each once, and the fields that are disputed."""

    addresses: tuple[Address, ...]
    disputed: tuple[str, ...] = ()

    def beginning(self, wording: Wording) -> str:
        """`Disputed: stage. `, with a space at the end; nothing where nothing is disputed."""
        if not self.disputed:
            return ""
        names = [wording.text(FIELDS[name][0]) for name in self.disputed]
        return wording.phrase("disputed_note", what=wording.listed(names))

    def listed(self) -> str:
        """The addresses and a full stop."""
        return f"{', '.join(map(str, self.addresses))}."


class Noted(Struct, frozen=True):
    """A sentence and its note, None where it states no fact of the sources.

    `number` counts the different notes of the narrative from 1, 0 where there is none. A note is
    `new` where it stands for the first time; elsewhere the sentence refers back to it.
    """

    sentence: Sentence
    note: NoteContent | None = None
    number: int = 0
    new: bool = False


def note_of(sentence: Sentence, evidence: Evidence) -> NoteContent | None:
    """The addresses in the order of the facts, then of the texts; None when there are none."""
    facts = sentence.facts
    addresses = tuple(dict.fromkeys(at for fact in facts for at in evidence.addresses(fact)))
    if not addresses:
        return None
    return NoteContent(addresses, disputed_fields(facts, evidence))


def disputed_fields(facts: Iterable[str], evidence: Evidence) -> tuple[str, ...]:
    """The fields among these facts on which the texts disagree, each once."""
    disputed = (fact.rpartition(".")[2] for fact in facts if evidence.is_disputed(fact))
    return tuple(dict.fromkeys(disputed))


def numbered(narrative: Narrative, evidence: Evidence) -> tuple[Noted, ...]:
    """Every sentence in order with its note; equal notes are one note."""
    numbers: dict[NoteContent, int] = {}
    noted = []
    for sentence in narrative.sentences():
        note = note_of(sentence, evidence)
        if note is None:
            noted.append(Noted(sentence))
            continue
        new = note not in numbers
        number = numbers.setdefault(note, len(numbers) + 1)
        noted.append(Noted(sentence, note, number, new=new))
    return tuple(noted)
