"""data/README.md is what the code says of files, fields, values and rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefgen
from briefgen.checks import BRIEF_RULES, RULES
from briefgen.checks.others import OTHERS
from briefgen.checks.reference import Rule, data_reference, examples, rule_id
from briefgen.cli import main
from briefgen.evidence.disagreements import KINDS as OF_DISAGREEMENTS
from briefgen.facts import parse
from briefgen.facts.briefs import Brief
from briefgen.facts.readings import Entry
from briefgen.facts.records import KINDS, Because, fields
from named import rules_named_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.facts.problems import Problem

README = Path(__file__).parents[1] / "data" / "README.md"
KINDS_BY_TITLE = (
    *((kind.file, kind) for kind in KINDS),
    *(("readings", Entry), ("brief.yaml", Brief), ("because", Because)),
)
PACKAGE = Path(briefgen.__file__).parent
ALL_RULES: tuple[Rule, ...] = (*RULES, *BRIEF_RULES)


def test_the_readme_of_the_data_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["docs"]) == 0
    printed = capsys.readouterr().out
    assert README.read_text("utf-8") == printed, "run: briefgen docs > data/README.md"


def test_every_field_is_described_under_its_file() -> None:
    sections = {section.partition("\n")[0]: section for section in data_reference().split("\n### ")}
    for title, kind in KINDS_BY_TITLE:
        text = sections[title] + (sections["Every record"] if kind in KINDS else "")
        for name, field in fields(kind).items():
            shown = f"**{name}**" if field.required else name
            assert f"\n| {shown} | {field.doc} |" in text


def test_every_word_that_a_reason_takes_is_told() -> None:
    section = data_reference().split("\n### because\n")[1].split("\n### ")[0]
    takes = {name: parse.words(field) for name, field in fields(Because).items()}
    assert takes["kind"] == tuple(OF_DISAGREEMENTS)
    for words in takes.values():
        assert all(re.search(rf"\b{word}\b", section) for word in words)


def test_every_other_rule_is_told_and_none_that_there_is_not() -> None:
    """The text of a brief has its own page, which has a test of its own."""
    modules = (path for path in PACKAGE.rglob("*.py") if path.parent.name != "narrative")
    named = {rule for path in modules for rule in rules_named_in(path)}
    assert named - {*map(rule_id, ALL_RULES)} == {*OTHERS}
    for rule, meaning in OTHERS.items():
        assert f"\n| {rule} | {meaning} |\n" in data_reference()


@pytest.mark.parametrize("rule", ALL_RULES, ids=rule_id)
def test_every_rule_is_told_with_its_examples(rule: Rule) -> None:
    section = data_reference().split(f"\n### {rule_id(rule)}\n")[1].split("\n### ")[0]
    for example in examples(rule):
        assert f"\n{example}\n" in section


def test_a_rule_without_examples_is_refused() -> None:
    def bare(_evidence: Evidence) -> Iterator[Problem]:
        """Nothing must hold."""
        return iter(())

    with pytest.raises(ValueError, match="bare has no example that passes and one that fails"):
        examples(bare)
