"""The rules: each passes on what is right and tells what is wrong at its place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import spoilt
from briefgen.checks import BRIEF_RULES, RULES, check
from briefgen.checks.numerals import figures, months
from briefgen.checks.reference import EXAMPLE, Rule, examples, rule_id
from briefgen.evidence import Evidence
from briefgen.evidence.origins import origins_of
from briefgen.facts.briefs import Brief
from briefgen.facts.dates import When
from briefgen.facts.load import load
from briefgen.facts.records import Body, Person, Text
from briefgen.facts.tree import read

if TYPE_CHECKING:
    from collections.abc import Callable

SLIPS = spoilt.slips("checks")
ALL_RULES: tuple[Rule, ...] = (*RULES, *BRIEF_RULES)
NOT_COUNTED = 'expected a kind of record or a fact with a count; did you mean "release-a.people"?'
WARNING = {"unprinted-name", "coverage", "unused", "undescribed", "outside-period"}
OSTRANA = load(Path(__file__).parent / "dossiers" / "ostrana" / "data" / "ostrana-2031")


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


def brief(period: str) -> Brief:
    return Brief(
        title=Text(en="x"),
        number="1",
        edition="1",
        dossier="d",
        period=When.parse(period),
        cutoff=When.parse("2031-12-31"),
        languages=("en",),
    )


def tree_of(text: str) -> Any:  # noqa: ANN401 -- plain YAML
    return read(text.encode(), "example", [])


def merged(old: Any, new: Any) -> Any:  # noqa: ANN401 -- plain YAML
    """The old mapping with the new values in it; an empty text takes a field away."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    both = {**old, **{key: merged(old.get(key), value) for key, value in new.items()}}
    return {key: value for key, value in both.items() if value != ""}


def change(folder: Path, example: str) -> None:
    """Change a dossier as the examples of the rules say."""
    changes: dict[str, Any] = dict(tree_of(example))
    added = {name: value for name, value in changes.items() if isinstance(value, list)}
    for name in added:
        path = folder / ("readings/001.yaml" if name == "readings" else f"{name}.yaml")
        if not path.exists():
            path.write_text("[]\n", "utf-8")
    for path in sorted(folder.rglob("*.yaml")):
        name = "readings" if path.parent.name == "readings" else path.stem
        entries = [
            merged(entry, changes.pop(entry.get("id", entry.get("at")), entry))
            for entry in tree_of(path.read_text("utf-8"))
        ]
        entries += changes.pop(name, [])
        path.write_text(json.dumps(entries), "utf-8")
    assert changes == {}


@pytest.mark.parametrize("rule", ALL_RULES, ids=rule_id)
def test_the_examples_of_a_rule_pass_and_fail_it(rule: Rule, tmp_path: Path) -> None:
    passes, fails = examples(rule)
    for name, example in (("passes", passes), ("fails", fails)):
        shutil.copytree(EXAMPLE, tmp_path / name)
        change(tmp_path / name, example)
    year = brief("2031")
    assert list(map(str, check(Evidence(load(tmp_path / "passes")), year))) == []
    found = check(Evidence(load(tmp_path / "fails")), year)
    assert {(problem.rule, problem.error) for problem in found} == {
        (rule_id(rule), rule_id(rule) not in WARNING)
    }


def test_no_rule_finds_anything_in_the_dossier_of_the_examples() -> None:
    assert check(Evidence(load(EXAMPLE)), brief("2031")) == ()


def test_a_day_of_freeing_beside_a_mere_announcement_is_told(
    make_dossier: Callable[..., Path],
) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, "releases", "reported_done", "announced")
    assert told(Evidence(load(folder, shown_as="d"))) == [
        (
            "d/releases.yaml:2:10: release-a.freed: a day is held, yet the stage is announced."
            " Mend one of them [announced-not-done]"
        ),
        (
            "d/releases.yaml:3:10: release-a.stage: is announced, 001.1a says reported_done,"
            " and there is no reason. Add because: {stage: ...} [differs]"
        ),
    ]
    spoilt.spoil(folder, "001", "freed: 2031-05-03, stage: reported_done", "stage: announced")
    assert told(Evidence(load(folder, shown_as="d"))) == [
        (
            "d/releases.yaml:2:10: release-a.freed: no reading reports that anyone was freed;"
            " 001.1a announces. Delete it, or add a reading [announced-not-done]"
        )
    ]


@pytest.mark.parametrize("stage", ["in_effect", "lapsed"])
def test_a_stage_that_only_measures_have_is_told_where_a_text_is_read(
    stage: str, make_dossier: Callable[..., Path]
) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, "releases", "reported_done", stage)
    spoilt.spoil(folder, "001", "reported_done", stage)
    assert told(Evidence(load(folder, shown_as="d"))) == [
        (
            f"d/readings/001.yaml:5:43: 001.1a: release-a.stage: is {stage}, as only a measure can"
            " be. Write reported_done, announced or an earlier stage [stage-of-measure]"
        )
    ]


def test_no_reason_makes_an_announced_step_done(make_dossier: Callable[..., Path]) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, "releases", "freed: 2031-05-03\n", "because: {stage: shared}\n")
    spoilt.spoil(folder, "001", "freed: 2031-05-03, stage: reported_done", "stage: considered")
    assert told(Evidence(load(folder, shown_as="d"))) == [
        (
            "d/releases.yaml:3:10: release-a.stage: is reported_done, which no reading says:"
            " 001.1a says considered. Hold one of these [no-version]"
        )
    ]


@pytest.mark.parametrize(
    ("bound", "message"),
    [
        ("of: readings, at_least: 3", "readings is 2, expected at least 3: x"),
        ("of: persons, at_most: 1, at_least: 1", ""),
        ("of: release-a.people, at_least: 50, at_most: 52", ""),
        ("of: release-a.people, at_most: 51", "release-a.people is 52, expected at most 51: x"),
        (
            "of: release-a.poeple, at_most: 51",
            f'found "release-a.poeple", {NOT_COUNTED}',
        ),
        (
            "of: release-a.called, at_most: 51",
            f'found "release-a.called", {NOT_COUNTED}',
        ),
    ],
)
def test_a_dossier_keeps_the_bounds_it_declares(
    make_evidence: Callable[..., Evidence], bound: str, message: str
) -> None:
    evidence = make_evidence(bounds=f"- {{id: bound-a, {bound}, why: x}}\n")
    where = "d/bounds.yaml:1:21: bound-a: "
    assert told(evidence) == ([f"{where}{message} [out-of-bounds]"] if message else [])


@pytest.mark.parametrize("people", ["over 50", "about 52"])
def test_a_bound_is_broken_only_where_no_count_keeps_it(
    make_evidence: Callable[..., Evidence], people: str
) -> None:
    evidence = make_evidence(
        releases=f"- {{id: release-a, people: {people}, because: {{people: shared}}}}\n",
        bounds="- {id: bound-a, of: release-a.people, at_most: 52, why: x}\n",
        **{"001": NO_RELEASE},
    )
    assert "out-of-bounds" not in " ".join(told(evidence))


NO_RELEASE = """\
    - {at: 001.1a, voice: article, anchor: x, says: {anna: {name: Anna Berg, title: envoy}}}
    - {at: 001.1b, voice: article, anchor: x, says: {ministry: {name: the Ministry}}}
    - {at: 001.1c, voice: article, anchor: x, says: {release-a: {called: sailors}}}
"""


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("lurian", "lurian", "both are lurian"),
        ("lurian", "northern", "lurian falls under northern"),
        ("northern", "lurian", "lurian falls under northern"),
    ],
)
def test_groups_that_lie_within_each_other_are_not_added(
    make_dossier: Callable[..., Path], one: str, other: str, message: str
) -> None:
    folder = make_dossier(
        parts="".join(
            f"- {{id: part-{n}, release: release-a, axis: nationality, people: some,"
            f" nationality: {value}}}\n"
            for n, value in enumerate((one, other))
        ),
        **{"001": PARTS_READ},
    )
    spoilt.spoil(
        folder,
        "terms",
        "- {id: envoy",
        "- {id: northern, facet: nationality, en: x, fr: x}\n"
        "- {id: lurian, facet: nationality, en: x, fr: x, broader: northern}\n- {id: envoy",
    )
    spoilt.spoil(
        folder, "001", "part-a: {people: 30}", f"part-0: {{people: some, nationality: {one}}}"
    )
    spoilt.spoil(
        folder, "001", "part-b: {people: 25}", f"part-1: {{people: some, nationality: {other}}}"
    )
    (found,) = [line for line in told(Evidence(load(folder, shown_as="d"))) if "unlike" in line]
    column = len(
        "- {id: part-1, release: release-a, axis: nationality, people: some, nationality: "
    )
    assert found == (
        f"d/parts.yaml:2:{column + 1}: part-1.nationality: {message},"
        " so part-0 and this group cannot be added by nationality [unlike-sum]"
    )


VOICED = st.lists(st.sampled_from(OSTRANA.readings), max_size=12)


@given(VOICED)
def test_a_text_in_its_own_voice_is_never_counted_as_an_origin(readings: list[Any]) -> None:
    origins = origins_of(readings, OSTRANA)
    voices = {reading.voice for reading in readings if not reading.own_voice}
    named = [voice for group in origins.named for voice in group]
    assert set(named) <= voices
    assert all(isinstance(OSTRANA.records[voice], Person | Body) for voice in named)
    assert len(named) == len(set(named))
    assert set(origins.own_voice) == {r.at.source for r in readings if r.own_voice}
    if not voices:
        assert not origins.independent


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
    because = "because: {nationality: shared}"
    return "".join(
        f"- {{id: part-{name}, release: release-a, axis: {axis}, people: {people},"
        f" nationality: {value}, {because}}}\n"
        for name, people, value in (("a", 30, "lurian"), ("b", 25, "vessan"))
    )


TERMS = """\
    - {id: envoy, facet: title, en: envoy, fr: émissaire}
    - {id: special-envoy, facet: title, en: special envoy, fr: spécial, broader: envoy}
    - {id: sailors, facet: label, en: sailors, fr: marins}
    - {id: lurian, facet: nationality, en: Lurians, fr: Luriens}
    - {id: vessan, facet: nationality, en: Vessans, fr: Vessans}
"""


def test_parts_along_one_axis_are_no_more_than_the_whole(
    make_evidence: Callable[..., Evidence],
) -> None:
    evidence = make_evidence(parts=parts("nationality"), terms=TERMS, **{"001": PARTS_READ})
    assert told(evidence) == [
        (
            "d/releases.yaml:4:11: release-a.people: the parts by nationality add up to 55,"
            " the release is 52: part-a, part-b [part-above-whole]"
        )
    ]


def test_groups_that_may_overlap_are_not_summed(make_evidence: Callable[..., Evidence]) -> None:
    assert told(make_evidence(parts=parts("description"), terms=TERMS, **{"001": PARTS_READ})) == []


@pytest.mark.parametrize("people", ["about 52", "over 51"])
def test_a_whole_without_a_firm_bound_is_let_be(
    make_evidence: Callable[..., Evidence], people: str
) -> None:
    releases = (
        "- id: release-a\n  freed: 2031-05-03\n  stage: reported_done\n"
        f"  people: {people}\n  called: sailors\n  because: {{people: shared}}\n"
    )
    evidence = make_evidence(
        releases=releases, parts=parts("nationality"), terms=TERMS, **{"001": PARTS_READ}
    )
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
    for rule in ALL_RULES:
        assert (rule.__doc__ or "").splitlines()[0].endswith(".")


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
        ("fr", "vingt trente, soixante dix-sept", {20, 30, 77}),
        ("fr", "date 2025-12-13", {2025, 13}),
        ("en", "in 2025-12", {2025}),
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
        ("fr", "le 3 sept. 2025", {9}),
        ("en", "2025-12-13", {12}),
    ],
)
def test_months_are_found_by_name_and_in_dates(language: str, text: str, numbers: set[int]) -> None:
    assert months(text, language) == numbers


LACKING = {
    "reasons": "- {id: shared, en: a reason}\n",
    "bodies": "- {id: ministry, name: {en: the Ministry}, short: {fr: Ministère}}\n",
    "releases": """\
        - id: release-a
          title: {en: The boats}
          freed: 2031-05-03
          stage: reported_done
          people: 52
          because:
            people: {reason: shared, question: {en: How many?}}
            called: {en: The word of the text.}
            stage: shared
          called: sailors
    """,
    "terms": """\
        - {id: envoy, facet: title, en: envoy, fr: émissaire}
        - {id: special-envoy, facet: title, en: special envoy, fr: spécial, broader: envoy}
        - {id: sailors, facet: label, en: sailors, fr: marins, one: {en: sailor}}
    """,
    "001": """\
        - at: 001.1a
          voice: ministry
          anchor: [52 sailors, in May]
          inferred: {release-a.freed: {en: By telephone.}}
          gloss: {en: On the quay.}
          says:
            release-a: {freed: 2031-05-03, stage: reported_done, people: 52, called: sailors}
        - at: 001.1b
          voice: article
          anchor: envoy Anna Berg of the Ministry
          says: {anna: {name: Anna Berg, title: envoy}, ministry: {name: the Ministry}}
    """,
}


def lacking(evidence: Evidence, *languages: str) -> list[str]:
    told = replace(brief("2031"), languages=languages)
    return [str(found) for found in check(evidence, told) if found.rule == "untranslated"]


def test_a_text_that_lacks_a_language_of_the_brief_is_told_wherever_it_stands(
    make_evidence: Callable[..., Evidence],
) -> None:
    evidence = make_evidence(**LACKING)
    french = "fr is missing, and the brief is written in fr [untranslated]"
    assert lacking(evidence, "en", "fr") == [
        f"d/bodies.yaml:1:24: ministry.name: {french}",
        f"d/bodies.yaml:1:51: ministry.short: {french.replace('fr', 'en')}",
        f"d/readings/001.yaml:4:31: release-a.freed: {french}",
        f"d/readings/001.yaml:5:10: 001.1a.gloss: {french}",
        f"d/reasons.yaml:1:3: shared: {french}",
        f"d/releases.yaml:2:10: release-a.title: {french}",
        f"d/releases.yaml:7:40: release-a.people: {french}",
        f"d/releases.yaml:8:13: release-a.called: {french}",
        f"d/terms.yaml:3:61: sailors.one: {french}",
    ]
    assert len(lacking(evidence, "en")) == 1


def test_what_the_brief_may_not_print_may_wait_for_its_translation(
    make_dossier: Callable[..., Path],
) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, "releases", "people: 52", "people: 52\n  title: {en: The boats}")
    assert len(lacking(Evidence(load(folder)), "fr")) == 1
    spoilt.spoil(folder, "releases", "people: 52", "people: 52\n  handling: TLP:RED")
    assert lacking(Evidence(load(folder)), "fr") == []


def test_a_day_of_freeing_that_no_reading_gives_is_unsupported(
    make_dossier: Callable[..., Path],
) -> None:
    folder = make_dossier()
    spoilt.spoil(folder, "001", "freed: 2031-05-03, stage", "stage")
    assert [line.rpartition(" ")[2] for line in told(Evidence(load(folder)))] == ["[unsupported]"]
