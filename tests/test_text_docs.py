"""docs/text.md is what the program knows of the text of a brief."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.evidence import Evidence
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError
from briefgen.narrative import blocks as known
from briefgen.narrative import read as reader
from briefgen.narrative.lint import LINE_RULES, PARAGRAPH_RULES, lint
from briefgen.wording import wording_for
from briefgen.wording.en import BANNED, ENGLISH
from briefgen.wording.fr import FRENCH
from named import rules_named_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.problems import Problem

PROJECT = Path(__file__).parents[1]
TEXT = (PROJECT / "docs" / "text.md").read_text("utf-8")
SECTIONS = dict(part.split("\n", 1) for part in TEXT.split("\n## ")[1:])
CODE = re.compile(r"`([^`]+)`")


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(PROJECT / "data" / "belarus-2025")


def rows(section: str, *, columns: int) -> list[list[str]]:
    """The cells of the tables of a section that have so many columns, without their heads."""
    tables = re.findall(r"(?:^\|.*\n)+", SECTIONS[section], re.MULTILINE)
    lines = (line for table in tables for line in table.splitlines()[2:])
    found = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [cells for cells in found if len(cells) == columns]


def problems(text: str, dossier: Dossier) -> list[Problem]:
    wording = wording_for("en", dossier)
    try:
        read = reader.read(text, "t", dossier=dossier, wording=wording, blocks=known.BLOCKS)
    except DossierError as fault:
        return list(fault.problems)
    return lint(read, dossier=dossier, wording=wording, evidence=Evidence(dossier))


def rules() -> set[str]:
    """The rules of the lint, and every other one that the modules of the narrative name."""
    named = {rule.__name__.replace("_", "-") for rule in (*LINE_RULES, *PARAGRAPH_RULES)}
    return named | {name for path in modules() for name in rules_named_in(path)}


def modules() -> Iterator[Path]:
    return Path(reader.__file__).parent.glob("*.py")


EXAMPLES = [
    (rule, CODE.findall(example), example)
    for rule, _, example, _ in rows("Rules", columns=4)
    if example
]


def test_the_example_that_begins_it_has_no_fault(dossier: Dossier) -> None:
    example = TEXT.split("```markdown\n")[1].split("```")[0]
    assert "{{" in example
    assert problems(example, dossier) == []


def test_every_block_is_named_and_no_other() -> None:
    named = [re.findall(r"\[\[([^]]+)]]", cell) for cell, _ in rows("Tables and charts", columns=2)]
    assert sorted(named) == sorted([name] for name in known.BLOCKS)


def test_every_container_is_named_and_no_other() -> None:
    named = [CODE.findall(cell) for cell, _ in rows("Containers", columns=2)]
    assert sorted(named) == [[f"::: {role}"] for role in sorted(known.ROLES)]


def test_every_rule_is_named_and_no_other() -> None:
    named = [cells[0] for columns in (3, 4) for cells in rows("Rules", columns=columns)]
    assert sorted(named) == sorted(rules())


@pytest.mark.parametrize(("rule", "lines", "cell"), EXAMPLES, ids=[rule for rule, *_ in EXAMPLES])
def test_what_a_rule_is_said_to_stop_is_stopped(
    rule: str, lines: list[str], cell: str, dossier: Dossier
) -> None:
    judged = rule in {each.__name__.replace("_", "-") for each in PARAGRAPH_RULES}
    frame = "::: judgement\n{}\n:::" if judged else "{}"
    assert cell == " ".join(f"`{line}`" for line in lines)
    found = problems(frame.format("\n".join(lines)), dossier)
    assert {problem.rule for problem in found} == {rule}


def test_every_form_prints_what_is_said(dossier: Dossier) -> None:
    english, french = (wording_for(language, dossier) for language in ("en", "fr"))
    shown: dict[tuple[str, ...], set[str]] = {}
    for _, written, en, fr in rows("Facts", columns=4):
        fact, *form = written.strip("`{} ").split()
        assert (english.fact(fact, *form), french.fact(fact, *form)) == (en, fr)
        shown.setdefault(english.forms(fact), set()).update(form or [""])
    assert shown == {(forms := english.forms(fact)): {"", *forms} for fact in dossier.facts()}


def test_the_words_of_likelihood_and_confidence_are_those_of_the_lint() -> None:
    pairs = zip(ENGLISH.likelihood, FRENCH.likelihood, strict=True)
    bands = [[en.words, fr.words, en.percentages] for en, fr in pairs]
    levels = [[ENGLISH.confidence[key], FRENCH.confidence[key]] for key in ENGLISH.confidence]
    told = rows("Likelihood and confidence", columns=3)
    assert told[: len(bands)] == bands
    assert [cells[:2] for cells in told[len(bands) :]] == levels
    assert [band.percentages for band in FRENCH.likelihood] == [cells[2] for cells in bands]


def test_what_is_let_stand_passes(dossier: Dossier) -> None:
    assert "swap" in BANNED
    (quoted,) = re.findall(r"\(`(they call .*?)`\)", SECTIONS["What stands as typed"])
    assert problems(f"{quoted}.", dossier) == []
    assert problems(quoted.replace("[a swap]{.asis}", "a swap."), dossier) != []
