from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.evidence.evidence import Evidence
from briefgen.facts.load import load
from briefgen.narrative.lint import LINE_RULES, PARAGRAPH_RULES, lint
from briefgen.narrative.read import read
from briefgen.wording.en import ENGLISH
from briefgen.wording.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

RULES = (*LINE_RULES, *PARAGRAPH_RULES)
LEVELS = ("low", "moderate", "high")
CALVORA = Path(__file__).parent.parent / "dossiers" / "calvora" / "data" / "calvora-2031"


@pytest.fixture(scope="module")
def calvora() -> Evidence:
    return Evidence(load(CALVORA, shown_as="calvora"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_examples_of_a_rule_pass_and_fail_it(
    rule: Callable[..., object], linted: Callable[..., list[str]]
) -> None:
    examples = dict(re.findall(r"^ *(Passes|Fails): (.*)$", rule.__doc__ or "", re.MULTILINE))
    if rule in PARAGRAPH_RULES:  # of judgements: a sentence a line
        lines = {word: text.replace(". ", ".\n") for word, text in examples.items()}
        examples = {word: f"::: judgement\n{text}\n:::" for word, text in lines.items()}
    name = rule.__name__.replace("_", "-")
    assert linted(examples["Passes"] + "\n") == []
    found = linted(examples["Fails"] + "\n")
    assert found
    assert all(line.endswith(f"[{name}]") for line in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "They freed *52* people.",
            'text.md:1:13: "52" is typed; probably {{ release-a.people }}. '
            "To let it stand: [52]{.asis} [typed]",
            id="a figure inside emphasis",
        ),
        pytest.param(
            "- A line.\n- It is \\* 77 people.",
            'text.md:2:12: "77" is typed, and no fact says it. '
            "To let it stand: [77]{.asis} [typed]",
            id="a figure that no fact has, after an escape in a list",
        ),
        pytest.param(
            "About 1,265 of them.",
            'text.md:1:7: "1,265" is typed; probably {{ release-b.people }}. '
            "To let it stand: [1,265]{.asis} [typed]",
            id="a figure with a mark between its thousands",
        ),
        pytest.param(
            "Of the {{ release-a.people }}, fourteen foreigners.",
            'text.md:1:32: "fourteen" is typed; probably {{ release-a.foreign words }}. '
            "To let it stand: [fourteen]{.asis} [number-word]",
            id="a number in words",
        ),
        pytest.param(
            "Of them fifty-two left.",
            'text.md:1:9: "fifty-two" is typed; probably {{ release-a.people words }}. '
            "To let it stand: [fifty-two]{.asis} [number-word]",
            id="a compound number is one number",
        ),
        pytest.param(
            "It was on 11 September 2025.",
            'text.md:1:11: "11 September 2025" is typed; probably {{ release-a.freed }}. '
            "To let it stand: [11 September 2025]{.asis} [typed-date]",
            id="a date",
        ),
        pytest.param(
            "It was in December.",
            'text.md:1:11: "December" is typed, and no fact says it. '
            "To let it stand: [December]{.asis} [typed-date]",
            id="a month alone",
        ),
        pytest.param(
            "Then Novak left.",
            'text.md:1:6: "Novak" is typed; probably {{ person-a.name family }} or '
            "{{ person-b.name family }}. To let it stand: [Novak]{.asis} [typed-name]",
            id="a family name of two persons",
        ),
        pytest.param(
            "Then Jon Smol left.",
            'text.md:1:6: "Jon Smol" is typed; probably {{ person-c.name }}. '
            "To let it stand: [Jon Smol]{.asis} [typed-name]",
            id="a printed spelling",
        ),
        pytest.param(
            "Then Smol left.",
            'text.md:1:6: "Smol" is typed; probably {{ person-c.name }}. '
            "To let it stand: [Smol]{.asis} [typed-name]",
            id="the family name of a printed spelling",
        ),
        pytest.param(
            "It was a quid  pro quo.",
            'text.md:1:10: do not write "quid  pro quo": what was given for what is somebody\'s '
            "claim: cite the link, and say whose it is. To quote it: [quid  pro quo]{.asis} "
            "[banned]",
            id="a banned word with more space",
        ),
        pytest.param(
            "They sell [salt water]{.asis}, which is salt  water.",
            'text.md:1:41: do not write "salt  water": it is "brine" here (brine). '
            "To quote it: [salt  water]{.asis} [banned]",
            id="a word that the dossier avoids",
        ),
        pytest.param(
            "Then {{ part-b.person }} was freed.",
            'text.md:1:30: "freed" tells as done what is not: part-b is only announced; write '
            '"announced", or "would" [done-word]',
            id="a part is as far as its release",
        ),
        pytest.param(
            "- They left",
            'text.md:1:3: the line ends in "They left", a sentence ends in . ? ! or : '
            "[no-sentence]",
            id="a bullet without a full stop",
        ),
        pytest.param(
            "They left. {{ release-a.freed on }} they went.",
            "text.md:1:12: a second sentence begins on this line; put it on a line of its own "
            "[sentence]",
            id="a fact begins a second sentence",
        ),
        pytest.param(
            "# About [^release-a.people]",
            "text.md:1:9: a heading carries no facts; move release-a.people into a sentence "
            "[heading-fact]",
            id="a fact cited in a heading",
        ),
        pytest.param(
            "# The 52",
            'text.md:1:7: "52" is typed, and a heading carries no facts. '
            "Leave it out, or let it stand: [52]{.asis} [typed]",
            id="a figure in a heading",
        ),
        pytest.param(
            "They count {{ estimate-a.people }}.",
            "text.md:1:1: it rests on 9 readings, a note holds 8; split the sentence "
            "[too-many-addresses]",
            id="nine readings",
        ),
        pytest.param(
            "Freed [^release-a.act].",
            "text.md:1:7: no reading speaks of release-a.act, so there is nothing to cite "
            "[no-evidence]",
            id="a citation of what no text gives",
        ),
        pytest.param(
            "They date it {{ estimate-b.as_of }}.",
            "text.md:1:14: estimate-b.as_of is doubted by its readings; say so here with "
            '"doubt", "doubtful", "doubted", "slip", "may be", "perhaps" or "as printed" '
            "[doubted]",
            id="a doubted value without its doubt",
        ),
        pytest.param(
            "It is very likely, if unlikely.",
            'text.md:1:23: "unlikely" beside "very likely"; a sentence holds one likelihood '
            "[likelihood]",
            id="two likelihoods",
        ),
        pytest.param(
            "It is likely, with low confidence.",
            'text.md:1:24: "confidence" beside "likely"; give the confidence in a sentence of its '
            "own [likelihood]",
            id="a likelihood and a confidence",
        ),
        pytest.param(
            "::: judgement\n- It may end.\n:::",
            "text.md:2:3: a judgement without a fact; cite what it rests on: [^record.field] "
            "[judgement]",
            id="a judgement in a bullet without a fact",
        ),
    ],
)
def test_lint_says_what_where_and_the_way_out(
    text: str, said: str, linted: Callable[..., list[str]]
) -> None:
    assert linted(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "The only one left, for the first time.",
        "March began, and it may end.",
        "May they leave?",
        "It is likely (55-80%).",
        "We have moderate confidence in it.",
        "Mr. Smith, J. K. Smith and e.g. Dr. Brown of the U.S. Embassy left.",
        'He said: "They left."',
        "They left (all of them.)",
        "They were freed on {{ release-a.freed }}.",
        "He wrote [Novak in 2022, in exchange]{.asis}.",
        "A small thing.",
        "It is doubtful that it was {{ estimate-b.as_of }}.",
        "It was then.[^estimate-b.as_of]",
        "# No full stop",
        "A barga\u0130n.",
        "{{ release-b.people }} would be released.",
    ],
)
def test_lint_lets_stand(text: str, linted: Callable[..., list[str]]) -> None:
    assert linted(text) == []


SHORTENED = """mr mrs ms dr prof gen col lt maj sen rep gov st jan feb aug sept oct nov dec janv
    févr avr juil déc vs cf art pp mm al approx"""


@pytest.mark.parametrize("word", SHORTENED.split())
def test_a_full_stop_behind_a_shortened_word_ends_no_sentence(
    word: str, linted: Callable[..., list[str]]
) -> None:
    found = linted(f"They left, said {word.capitalize()}. Brown there.")
    assert not [line for line in found if line.endswith("[sentence]")]


def test_percentages_of_another_likelihood_are_typed_figures(
    linted: Callable[..., list[str]],
) -> None:
    found = linted("It is likely (85-95%).")
    assert [line.split(" is typed")[0] for line in found] == [
        'text.md:1:15: "85"',
        'text.md:1:18: "95"',
    ]


def test_the_fact_of_a_record_that_the_sentence_names_is_proposed_first(
    linted: Callable[..., list[str]],
) -> None:
    (found,) = linted("On {{ release-b.announced }} they spoke of December.")
    assert "probably {{ release-b.announced }}" in found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Le 11 septembre.", '"11 septembre" is typed; probably {{ release-a.freed day }}.'),
        ("En mars.", '"mars" is typed, and no fact says it.'),
        ("Ils étaient cinquante-deux.", '"cinquante-deux" is typed; probably'),
        ("L'eau salée part.", 'do not write "L\'eau salée": it is "la saumure" here (brine).'),
        ("Des eaux salées.", 'do not write "eaux salées": it is "la saumure" here (brine).'),
        ("Alès Novak est là.", '"Alès Novak" is typed; probably {{ person-a.name }}.'),
        (
            "Libérés [^release-b.people].",
            '"Libérés" tells as done what is not: release-b is only announced; write "a annoncé"',
        ),
        ("Environ 1\u202f265 gens.", '"1\u202f265" is typed; probably {{ release-b.people }}.'),
    ],
)
def test_french_is_linted_by_its_own_words(
    text: str, said: str, linted: Callable[..., list[str]]
) -> None:
    (found,) = linted(text, "fr")
    assert said in found


def test_the_conditional_tells_nothing_as_done(linted: Callable[..., list[str]]) -> None:
    assert linted("Ils seraient libérés [^release-b.people].", "fr") == []


def test_every_problem_of_a_text_comes_in_order_of_place(linted: Callable[..., list[str]]) -> None:
    found = linted("A 52\n\nB 14 in exchange.\n# 3")
    assert [line.split(" ")[0] for line in found] == [
        "text.md:1:1:",
        "text.md:1:3:",
        "text.md:3:3:",
        "text.md:3:6:",
        "text.md:4:3:",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "It is likely (55-80%)[^release-a.people].\nIt may end.",
            'text.md:2:1: a judgement without its "confidence", high, moderate or low, in a'
            " sentence of its own [judgement]",
            id="no confidence",
        ),
        pytest.param(
            "It is likely[^release-a.people].\nConfidence is low.",
            'text.md:2:1: "likely" without its band; write (55-80%) beside it [percentages]',
            id="no band",
        ),
    ],
)
def test_a_judgement_says_how_likely_and_how_sure(
    text: str, said: str, linted: Callable[..., list[str]]
) -> None:
    assert linted(f"::: judgement\n{text}\n:::\n") == [said]


@pytest.mark.parametrize(
    ("facts", "highest"),
    [
        pytest.param(["release-may.stage"], "high", id="two named origins"),
        pytest.param(["part-rosk.to"], "moderate", id="one named origin"),
        pytest.param(["link-meeting-june.nature"], "moderate", id="one, of another text"),
        pytest.param(["release-june.act"], "low", id="a text in its own voice"),
        pytest.param(["ivo-sarn.name"], "low", id="three texts in their own voice"),
        pytest.param(["demand-all.holder"], "low", id="a group that is not named"),
        pytest.param(["release-may.people"], "low", id="disputed"),
        pytest.param(["sela-rosk.described"], "moderate", id="one origin and a text"),
        pytest.param(["release-may.stage", "part-rosk.to"], "moderate", id="the lesser of two"),
        pytest.param(["release-may.stage", "release-june.act"], "low", id="the least of two"),
    ],
)
@pytest.mark.parametrize("level", LEVELS)
def test_a_confidence_is_no_higher_than_the_least_of_its_facts_bears(
    facts: list[str], highest: str, level: str, calvora: Evidence
) -> None:
    cited = "".join(f"[^{fact}]" for fact in facts)
    text = f"::: judgement\nIt is likely (55-80%){cited}.\nConfidence is {level}.\n:::\n"
    dossier = calvora.dossier
    wording = Wording(ENGLISH, dossier)
    narrative = read(text, "text.md", dossier=dossier, wording=wording, blocks=())
    found = [
        str(one) for one in lint(narrative, dossier=dossier, wording=wording, evidence=calvora)
    ]
    too_high = LEVELS.index(level) > LEVELS.index(highest)
    allowed = (
        f'text.md:3:1: "{level}" is more than the evidence bears; at most "{highest}"'
        " [confidence-cap]"
    )
    assert found == ([allowed] if too_high else [])
