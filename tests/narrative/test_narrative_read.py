from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.facts.problems import DossierError, Place
from briefgen.facts.texts import normal
from briefgen.narrative.blocks import (
    Bullets,
    Cite,
    Heading,
    Look,
    Narrative,
    Paragraph,
    Placed,
    Shown,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = """\
# Who was freed #

They freed {{ release-a.people }} of them,
and it was *about* the **{{ release-a.freed month }}**[^release-a.foreign].
<!-- a remark
over two lines -->
[[persons]]

::: keypoints
- {{ release-b.people people }} are announced.
  More [of them]{lang=fr} are not.

- [2022]{.asis} stands.
:::
"""


def at(line: int, column: int) -> Place:
    return Place("text.md", line, column)


def test_a_text_becomes_blocks_with_the_place_of_every_piece(
    reading: Callable[..., Narrative],
) -> None:
    narrative = reading(TEXT)
    heading, paragraph, placed, bullets = narrative.blocks
    assert isinstance(heading, Heading)
    assert (heading.level, heading.text, heading.place) == (1, "Who was freed", at(1, 3))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.role == "body"
    assert paragraph.text == "They freed 52 of them, and it was about the September 2025."
    assert paragraph.sentences[1].pieces == (
        Words("and it was ", at(4, 1)),
        Words("about", at(4, 13), Look(emphasis=True)),
        Words(" the ", at(4, 19)),
        Shown("release-a.freed", "month", "September 2025", at(4, 26), Look(strong=True)),
        Words(".", at(4, 75)),
    )
    assert paragraph.sentences[1].cites == (Cite("release-a.foreign", at(4, 55)),)
    assert paragraph.sentences[1].facts == ("release-a.freed", "release-a.foreign")
    assert placed == Placed("persons", at(7, 1))
    assert (paragraph.place, bullets.place) == (at(3, 1), at(10, 1))
    assert isinstance(bullets, Bullets)
    assert [item.place for item in bullets.items] == [at(10, 3), at(13, 3)]
    assert [item.text for item in bullets.items] == [
        "About 1,265 people are announced. More of them are not.",
        "2022 stands.",
    ]
    assert bullets.role == bullets.items[0].role == "keypoints"
    assert bullets.items[0].sentences[1].pieces[1] == Words(
        "of them", at(11, 9), Look(language="fr")
    )
    assert bullets.items[1].sentences[0].pieces[0] == Words("2022", at(13, 4), Look(asis=True))
    assert narrative.facts() == (
        "release-a.people",
        "release-a.freed",
        "release-a.foreign",
        "release-b.people",
    )


def test_a_fact_at_the_start_of_a_line_is_never_a_list(reading: Callable[..., Narrative]) -> None:
    (paragraph,) = reading("{{ release-a.people }}. is\n{{ release-b.people }} left.").blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "52. is About 1,265 left."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("It is so [^release-a.people].", "It is so."),
        ("It is so [^release-a.people] now.", "It is so now."),
        ("It is so. [^release-a.people] [^release-a.freed]", "It is so."),
        ("[^release-a.people] It is so.", "It is so."),
        ("It <!-- was --> is so.<!-- x -->", "It is so."),
        ("A [link](https://example.org/a?b=c) is so.", "A link is so."),
        ("R&amp;D \\{a\\} \\* \\[b\\] 5 < 6.", "R&D {a} * [b] 5 < 6."),
        ("\u00ab Oui\u00a0\u00bb [sic], 52\\. is so.", "\u00ab Oui\u00a0\u00bb [sic], 52. is so."),
    ],
)
def test_what_is_not_printed_leaves_no_trace(
    typed: str, shown: str, reading: Callable[..., Narrative]
) -> None:
    assert [sentence.text for sentence in reading(typed).sentences()] == [shown]


def test_lines_end_in_any_way_and_the_file_may_begin_with_a_mark(
    reading: Callable[..., Narrative],
) -> None:
    assert reading("\ufeffA.\r\nB.\rC.\n") == reading("A.\nB.\nC.")


PROBLEMS = [
    (
        "So {{ release-a.peple }}.",
        '1:7: there is no fact "release-a.peple"; did you mean "release-a.people"? [unknown-fact]',
    ),
    (
        "So {{release-a}}.",
        '1:6: "release-a" is a record; name one of its fields, as release-a.freed [unknown-fact]',
    ),
    ("So {{ }}.", "1:6: no fact is named; a fact is {{ record.field }} [unknown-fact]"),
    (
        "- So [^release-a.peopl].",
        '1:8: there is no fact "release-a.peopl"; did you mean "release-a.people"? [unknown-fact]',
    ),
    (
        "So {{ release-a.people word }}.",
        (
            '1:24: release-a.people: there is no form "word", expected words, people, '
            'words-people or called; did you mean "words"? [form]'
        ),
    ),
    (
        "So {{ release-a.people words people }}.",
        '1:4: found "release-a.people words people", expected a fact and at most one form [form]',
    ),
    ("So {{ release-a.announced }}.", "1:7: release-a.announced has no value to print [no-value]"),
    ("So [^release-a.announced].", "1:6: release-a.announced has no value to cite [no-value]"),
    (
        "So {{ release-a.people }.",
        (
            "1:4: {{ is not closed on this line; a fact is {{ record.field }} [markup]\n"
            "1:24: a brace alone; a fact is {{ record.field }}, a brace to be printed "
            "is \\} [markup]"
        ),
    ),
    (
        "So release-a.people }}.",
        "1:21: }} closes nothing; a fact is {{ record.field }} [markup]",
    ),
    (
        "So { it is.",
        "1:4: a brace alone; a fact is {{ record.field }}, a brace to be printed is \\{ [markup]",
    ),
    (
        "So [^a b].",
        "1:4: [^ is not closed, or a space is in it; a fact is cited by [^record.field] [markup]",
    ),
    (
        "So [[sequence]].",
        (
            "1:4: a block stands on a line of its own: [[name]]; a bracket to be printed is \\[ "
            "[markup]"
        ),
    ),
    (
        "So [it](is).",
        (
            "1:4: a link is [words](https://...) without spaces; a bracket to be printed is \\( "
            "[markup]"
        ),
    ),
    (
        "So **it is.",
        "1:4: a star that sets nothing in italics or bold; a star to be printed is \\* [markup]",
    ),
    ("So [it]{.asi}.", '1:4: there is no mark ".asi"; expected .asis or lang=fr [markup]'),
    ("So [it]{}.", "1:4: an empty mark; expected .asis or lang=fr [markup]"),
    (
        "\n  [[sequense]]",
        '2:5: there is no block "sequense"; did you mean "sequence"? [unknown-block]',
    ),
    (
        "\n [[sequence 2025 e]]",
        '2:13: found "2025 e"; a block is placed by its name alone [unsupported]',
    ),
    (
        "[[sequence e ]]",
        '1:12: found "e"; a block is placed by its name alone [unsupported]',
    ),
    (
        "[[x]]",
        '1:3: there is no block "x"; expected sequence, timeline or persons [unknown-block]',
    ),
    (
        "::: boxx\nIt is.\n:::",
        (
            '1:1: there is no container "boxx"; did you mean "box"?; expected box, judgement or '
            "keypoints [container]"
        ),
    ),
    (
        "::: box\nIt is.",
        "1:1: ::: box is not closed; end it with ::: on a line [container]",
    ),
    ("It is.\n:::", "2:1: ::: closes nothing here; to open write ::: box [container]"),
    (
        "::: box\n::: judgement\nIt is.\n:::\n:::",
        (
            "2:1: containers do not stand in one another or in lists; close the first with ::: "
            "[unsupported]\n5:1: ::: closes nothing here; to open write ::: box [container]"
        ),
    ),
    (
        "::: box\n# It\n[[sequence]]\n:::",
        (
            "2:1: a heading must stand outside of containers and lists [unsupported]\n"
            "3:1: a block must stand outside of containers and lists [unsupported]"
        ),
    ),
    (
        "| a | b |\n|---|---|\n| c | d |",
        (
            "1:1: tables are not typed; place one by its name on a line of its own: [[name]] "
            "[unsupported]"
        ),
    ),
    (
        "It is.\n\n    It is.",
        (
            "3:5: a line set in by four spaces or more is code, which is not used; start it at the "
            "margin [unsupported]"
        ),
    ),
    ("```\nIt\n```", "1:1: code is not used; write sentences [unsupported]"),
    (
        "> It is.",
        "1:1: quotations are not set apart; write them in a sentence [unsupported]",
    ),
    (
        "It is.\n\n---",
        (
            "3:1: ruled lines are not used; an empty line parts paragraphs, # begins a section "
            "[unsupported]"
        ),
    ),
    ("It is\n-----", "1:1: headings are not underlined; write # before them [unsupported]"),
    (
        "52. of them left.",
        (
            "1:1: numbered lists are not used; begin each line with a hyphen, or write 1\\. where "
            "a sentence begins with a figure and a full stop [unsupported]"
        ),
    ),
    (
        "- It is.\n  - It is.",
        "2:3: a list in a list is not used; begin the line at the margin [unsupported]",
    ),
    ("-\n- It is.", "1:1: a bullet without text [unsupported]"),
    (
        "- It is.\n\n  It is.",
        (
            "3:3: a bullet holds one paragraph; begin the line with a hyphen or at the margin "
            "[unsupported]"
        ),
    ),
    (
        "<div>\nIt is.\n</div>",
        (
            "1:1: HTML is not used; Markdown marks are, and comments from <!-- to -->, alone on "
            "their lines [unsupported]"
        ),
    ),
    (
        "<!-- it --> It is.",
        "1:1: a comment stands alone on its lines, from <!-- to --> [comment]",
    ),
    ("It.\n<!-- it", "2:1: a comment stands alone on its lines, from <!-- to --> [comment]"),
    (
        "It <b>is</b>.",
        (
            "1:4: HTML is not used; *emphasis*, **strong** and [mots]{lang=fr} are [unsupported]\n"
            "1:9: HTML is not used; *emphasis*, **strong** and [mots]{lang=fr} are [unsupported]"
        ),
    ),
    (
        "It `is`.",
        "1:4: code is not used; write words, or \\` to print the mark [unsupported]",
    ),
    (
        "It ![is](a.png).",
        "1:4: images are not used; charts are placed by name: [[name]] [unsupported]",
    ),
    ("It <https://a.b>.", "1:4: write a link as [words](https://...) [unsupported]"),
    ("#### It", "1:1: headings go 3 levels deep, this is 4 [unsupported]"),
    ("#", "1:1: a heading without text [unsupported]"),
    ("It \x07is.", "1:4: the character U+0007 cannot stand in an Office file [character]"),
    ("It &#12;is.", "1:4: &#12; cannot be printed [character]"),
]


@pytest.mark.parametrize(("text", "said"), PROBLEMS, ids=[text for text, _ in PROBLEMS])
def test_every_fault_is_told_with_its_place(
    text: str, said: str, problems: Callable[..., list[str]]
) -> None:
    assert problems(text) == [f"text.md:{line}" for line in said.split("\n")]


def test_all_faults_of_a_file_are_told_at_once(problems: Callable[..., list[str]]) -> None:
    text = "So {{ x.y }}.\n\n> It is.\n\n[[x]]\n\nIt `is`."
    assert [line.split(" ")[0] for line in problems(text)] == [
        "text.md:1:7:",
        "text.md:3:1:",
        "text.md:5:3:",
        "text.md:7:4:",
    ]


MARKUP = st.sampled_from(
    [
        *"#*_[](){}<>!-+.:|`~=&\\^\n\t 1a\u00a0",
        *("{{", "}}", "[[", ":::", "<!--", "-->", "    ", "\r", "{.asis}", "::: box\n"),
        *("{{ release-a.people }}", "[^release-a.people]", "[[sequence]]"),
    ]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.one_of(MARKUP, st.text(max_size=3))).map("".join))
def test_any_text_is_read_or_told_what_is_wrong(
    text: str, linted: Callable[..., list[str]]
) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        linted(text)
    except DossierError as fault:
        for problem in fault.problems:
            line = lines[problem.place.line - 1]
            assert 1 <= problem.place.column <= len(line) + 1


PROSE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="*_[]{}<&\\`!#|:~=+->")
).map(lambda line: normal("It " + line.strip() + " is."))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(PROSE, min_size=1, max_size=4))
def test_plain_prose_is_kept_to_the_letter(
    lines: list[str], reading: Callable[..., Narrative]
) -> None:
    narrative = reading("\n".join(lines))
    assert [sentence.text for sentence in narrative.sentences()] == lines
    for sentence in narrative.sentences():
        for piece in sentence.pieces:
            line = lines[piece.place.line - 1]
            assert line[piece.place.column - 1 :].startswith(piece.text)
