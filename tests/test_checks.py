"""The rules: each passes on what is right and tells what is wrong at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import spoilt
from briefgen.checks import RULES, check
from briefgen.checks.numerals import figures, months
from briefgen.evidence import Evidence
from briefgen.facts.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SLIPS = spoilt.slips("checks")


def told(evidence: Evidence) -> list[str]:
    return [f"{'' if found.error else 'warning: '}{found}" for found in check(evidence)]


def test_what_is_right_passes(make_evidence: Callable[..., Evidence], ostrana: Path) -> None:
    assert told(make_evidence()) == []
    assert told(Evidence(load(ostrana / "data" / "ostrana-2031"))) == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_on_either_side_is_told_at_its_place(
    slip: spoilt.Slip, make_dossier: Callable[..., Path]
) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, slip.file, slip.old, slip.new)
    assert told(Evidence(load(folder, shown_as="d"))) == slip.messages


PARTS_READ = """\
    - at: 001.1a
      voice: article
      anchor: ["52 sailors, on 3 May 2031", 30 Lurians and 25 Vessans]
      says:
        release-a: {freed: 2031-05-03, stage: reported_done, people: 52, called: sailors}
        part-a: {people: 30}
        part-b: {people: 25}
    - {at: 001.1b, voice: article, anchor: x, says: {anna: {name: Anna Berg, title: envoy}}}
    - {at: 001.1c, voice: article, anchor: x, says: {ministry: {name: the Ministry}}}
"""


def parts(axis: str) -> str:
    return "".join(
        f"- {{id: part-{name}, release: release-a, axis: {axis}, people: {people}}}\n"
        for name, people in (("a", 30), ("b", 25))
    )


def test_parts_along_one_axis_are_no_more_than_the_whole(
    make_evidence: Callable[..., Evidence],
) -> None:
    evidence = make_evidence(parts=parts("nationality"), **{"001": PARTS_READ})
    assert told(evidence) == [
        (
            "d/releases.yaml:4:11: release-a.people: the parts by nationality add up to 55,"
            " the release is 52: part-a, part-b [part-above-whole]"
        )
    ]


def test_groups_that_may_overlap_are_not_summed(make_evidence: Callable[..., Evidence]) -> None:
    assert told(make_evidence(parts=parts("description"), **{"001": PARTS_READ})) == []


@pytest.mark.parametrize("people", ["about 52", "over 51"])
def test_a_whole_without_a_firm_bound_is_let_be(
    make_evidence: Callable[..., Evidence], people: str
) -> None:
    releases = (
        "- id: release-a\n  freed: 2031-05-03\n  stage: reported_done\n"
        f"  people: {people}\n  called: sailors\n  because: {{people: shared}}\n"
    )
    evidence = make_evidence(releases=releases, parts=parts("nationality"), **{"001": PARTS_READ})
    assert told(evidence) == []


@pytest.mark.parametrize("because", ["", "because: {act: {en: x, kind: single}}"])
def test_a_reason_kept_for_a_single_text_is_not_needless(
    make_dossier: Callable[..., Path], because: str
) -> None:
    folder = make_dossier()
    spoilt.spoil(
        folder, "releases", "called: sailors", f"called: sailors\n  act: not_stated\n  {because}"
    )
    assert told(Evidence(load(folder))) == []


def test_a_reason_on_a_field_of_the_analyst_is_let_be(make_dossier: Callable[..., Path]) -> None:
    folder = make_dossier()
    spoilt.spoil(
        folder, "releases", "called: sailors", "called: sailors\n  because: {title: shared}"
    )
    assert told(Evidence(load(folder))) == []


def test_versions_left_open_need_a_reason(make_dossier: Callable[..., Path]) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, "releases", "people: 52", "people: disputed")
    more = "says: {release-a: {people: 53}}, inferred: {release-a.people: shared}"
    spoilt.spoil(
        folder,
        "001",
        "- at: 001.1b",
        f"- {{at: 001.1c, voice: anna, anchor: x, {more}}}\n- at: 001.1b",
    )
    assert told(Evidence(load(folder, shown_as="d"))) == [
        (
            "d/releases.yaml:4:11: release-a.people: it is left open and there is no reason."
            " Add because: {people: ...} [differs]"
        )
    ]


def test_every_rule_says_in_a_line_what_must_hold() -> None:
    for rule in RULES:
        assert (rule.__doc__ or "").splitlines()[0].endswith((".", ","))


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("fr", "Le 11 septembre 2025, 52 prisonniers", {11, 2025, 52}),
        ("fr", "1 265 et 1\u202f300 et 2.400", {1265, 1300, 2400}),
        ("en", "1,265 of them in 2025, 123 now", {1265, 2025, 123}),
        ("fr", "cent vingt-trois, vingt et un, quatre-vingt-dix-sept", {123, 21, 97}),
        ("fr", "deux mille trois cents, soixante et onze", {2300, 71}),
        ("en", "One hundred and two; fifty-two or three", {102, 52, 3}),
        ("en", "two and three, forty thousand", {2, 3, 40_000}),
        ("fr", "le 1er mai, une personne", {1}),
        ("en", "nobody", set()),
    ],
)
def test_numbers_are_found_in_digits_and_in_words(
    language: str, text: str, numbers: set[int]
) -> None:
    assert figures(text, language) == numbers


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("fr", "Le 11 Septembre 2025", {9}),
        ("fr", "le 13 déc. 2025", {12}),
        ("fr", "sept marins", set()),
        ("fr", "fin 2024", {36}),
        ("en", "late in 2024, on Dec. 3", {36, 12}),
        ("en", "Sept. 11", {9}),
        ("en", "2025-12-13", {12}),
    ],
)
def test_months_are_found_by_name_and_in_dates(language: str, text: str, numbers: set[int]) -> None:
    assert months(text, language) == numbers
