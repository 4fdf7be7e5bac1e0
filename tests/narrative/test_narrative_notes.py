from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.narrative.notes import NoteContent, note_of, numbered

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.evidence.evidence import Evidence
    from briefgen.narrative.blocks import Narrative


def test_a_note_holds_each_address_once_in_the_order_of_the_facts(
    reading: Callable[..., Narrative], evidence: Evidence
) -> None:
    text = "About {{ release-b.people }} and {{ release-a.freed }}[^release-b.announced]."
    (sentence,) = reading(text).sentences()
    note = note_of(sentence, evidence)
    assert note is not None
    assert [str(address) for address in note.addresses] == ["001.2a", "001.1a"]
    assert not note.disputed


def test_a_note_on_a_fact_with_two_versions_is_disputed(
    reading: Callable[..., Narrative], evidence: Evidence
) -> None:
    (sentence,) = reading("They freed {{ release-a.people }}.").sentences()
    note = note_of(sentence, evidence)
    assert note is not None
    assert [str(address) for address in note.addresses] == ["001.1a", "001.2b"]
    assert note.disputed


def test_equal_notes_are_one_note_and_sentences_without_facts_have_none(
    reading: Callable[..., Narrative], evidence: Evidence
) -> None:
    text = """# Title

They left.
It was {{ release-b.people }}.
It was {{ release-a.freed }}.

- It was on {{ release-b.announced }}.
- It was {{ release-a.people }}.
"""
    noted = numbered(reading(text), evidence)
    assert [(each.number, each.new) for each in noted] == [
        (0, False),
        (1, True),
        (2, True),
        (1, False),
        (3, True),
    ]
    assert noted[0].note is None
    assert noted[1].note == noted[3].note == NoteContent(evidence.addresses("release-b.people"))
    assert [each.sentence.text for each in noted][1] == "It was about 1,265."
