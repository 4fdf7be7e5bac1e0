"""Quantities, dates and YAML as text: what holds for all of them."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.checks import check
from briefgen.evidence import Evidence
from briefgen.facts.dates import Point, When
from briefgen.facts.load import load
from briefgen.facts.places import File
from briefgen.facts.problems import DossierError, Place, listed, nearest
from briefgen.facts.quantities import Quantity, total
from briefgen.facts.readings import Address
from briefgen.facts.texts import normal
from briefgen.facts.tree import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.facts.problems import Problem

COUNTS = st.integers(0, 999_999_999)
QUANTITIES = st.one_of(
    st.sampled_from(["some", "most"]),
    st.builds(
        "{}{}".format, st.sampled_from(["", "about ", "over ", "at least ", "at most "]), COUNTS
    ),
    st.tuples(COUNTS, COUNTS).filter(lambda pair: pair[0] < pair[1]).map("{0[0]}..{0[1]}".format),
).map(Quantity.parse)

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
POINTS = st.builds(
    lambda day, form, about: day.isoformat()[:form] + about,
    DAYS,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~"]),
) | st.builds("{}-36{}".format, st.integers(1900, 2100), st.sampled_from(["", "~"]))


def _is_date(text: str) -> bool:
    try:
        When.parse(text)
    except ValueError:
        return False
    return True


DATES = st.one_of(
    POINTS,
    st.builds("{}/..".format, POINTS),
    st.builds("../{}".format, POINTS),
    st.builds("{}/{}".format, POINTS, POINTS).filter(_is_date),
).map(When.parse)


@given(QUANTITIES)
def test_a_quantity_is_read_back_as_it_is_written(quantity: Quantity) -> None:
    assert Quantity.parse(str(quantity)) == quantity


@given(DATES)
def test_a_date_is_read_back_as_it_is_written(when: When) -> None:
    assert When.parse(str(when)) == when


@given(QUANTITIES)
def test_a_quantity_covers_itself(quantity: Quantity) -> None:
    assert quantity.covers(quantity)


@given(DATES)
def test_a_date_covers_itself(when: When) -> None:
    assert when.covers(when)


@given(QUANTITIES, QUANTITIES, QUANTITIES)
def test_cover_of_quantities_is_handed_on(one: Quantity, two: Quantity, three: Quantity) -> None:
    if one.covers(two) and two.covers(three):
        assert one.covers(three)


@given(DATES, DATES, DATES)
def test_cover_of_dates_is_handed_on(one: When, two: When, three: When) -> None:
    if one.covers(two) and two.covers(three):
        assert one.covers(three)


@given(st.lists(QUANTITIES, max_size=5))
def test_a_sum_keeps_its_bounds(quantities: list[Quantity]) -> None:
    summed = total(quantities)
    assert summed.low == sum(quantity.low or 0 for quantity in quantities)
    highs = [quantity.high for quantity in quantities]
    firm = None not in highs and not summed.form.startswith("at least")
    assert summed.high == (sum(high or 0 for high in highs) if firm else None)


@given(st.lists(QUANTITIES, max_size=5))
def test_a_sum_with_a_rounded_term_says_so(quantities: list[Quantity]) -> None:
    assert ("about" in str(total(quantities))) == any(term.form == "about" for term in quantities)


@pytest.mark.parametrize(
    ("terms", "summed"),
    [
        ([], "0"),
        (["52", "14"], "66"),
        (["52", "about 14"], "about 66"),
        (["52", "over 10"], "at least 63"),
        (["52", "some"], "at least 53"),
        (["about 1000", "at least 42"], "at least about 1042"),
        (["about 1000", "40..45"], "at least about 1040"),
        (["40..45", "5"], "45..50"),
        (["5", "at most 3"], "5..8"),
    ],
)
def test_sums_are_written_with_their_bounds(terms: list[str], summed: str) -> None:
    assert str(total(map(Quantity.parse, terms))) == summed


@pytest.mark.parametrize(
    ("text", "low", "high", "figures"),
    [
        ("52", 52, 52, (52,)),
        ("about 1265", 1265, 1265, (1265,)),
        ("over 1000", 1001, None, (1000,)),
        ("at least 1", 1, None, (1,)),
        ("at most 9", None, 9, (9,)),
        ("40..45", 40, 45, (40, 45)),
        ("most", 1, None, ()),
    ],
)
def test_a_quantity_has_bounds_and_the_figures_printed(
    text: str, low: int | None, high: int | None, figures: tuple[int, ...]
) -> None:
    quantity = Quantity.parse(text)
    assert (quantity.low, quantity.high, quantity.figures) == (low, high, figures)


@pytest.mark.parametrize("text", ["40..45", "some"])
def test_a_quantity_of_no_single_figure_has_none(text: str) -> None:
    with pytest.raises(ValueError, match="has no single figure"):
        _ = Quantity.parse(text).figure


@pytest.mark.parametrize(
    "text", ["", "x", "-5", "052", "1_000", "1 000", "5.0", "\u0665", "5..5", "about", "over most"]
)
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a quantity|the range ends"):
        Quantity.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2025-13", "2025-00", "2025-09-00", "2025-02-30", "2025-36-01", "0000", "25-01-01"),
        *(
            "../..",
            "2025/2024",
            "2025-09-11 ",
            "\u0662\u0660\u0662\u0665",
            "2025/",
            "a/b/c",
            "~2025",
        ),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a date|no such day|the interval ends"):
        When.parse(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "day"),
    [
        ("2024-02", "2024-02-01", "2024-02-29", None),
        ("2024-36~", "2024-10-01", "2024-12-31", None),
        ("2025-09-11", "2025-09-11", "2025-09-11", "2025-09-11"),
        ("2025-09-11~", "2025-09-11", "2025-09-11", None),
        ("2025-09-11/2025-09-11", "2025-09-11", "2025-09-11", None),
        ("../2025", None, "2025-12-31", None),
        ("2025/..", "2025-01-01", None, None),
    ],
)
def test_a_date_has_a_first_and_last_day(
    text: str, earliest: str | None, latest: str | None, day: str | None
) -> None:
    when = When.parse(text)
    assert [end and end.isoformat() for end in (when.earliest, when.latest, when.day)] == [
        earliest,
        latest,
        day,
    ]


def test_an_open_start_sorts_by_its_end() -> None:
    texts = ["2025-12", "../2025-06", "2025-07/..", "2025-06-29"]
    ordered = sorted(map(When.parse, texts), key=lambda when: when.sort_key)
    assert [str(when) for when in ordered] == ["2025-06-29", "../2025-06", "2025-07/..", "2025-12"]


def test_the_points_of_an_interval_are_its_ends() -> None:
    assert When.parse("../2025-12").points == (Point(2025, 12),)


def test_passages_sort_as_they_are_counted() -> None:
    texts = ["a.1aa", "a.1z", "a.10a", "a.2b", "a.1b"]
    assert [str(at) for at in sorted(map(Address.parse, texts))] == [
        *("a.1b", "a.1z", "a.1aa", "a.2b", "a.10a"),
    ]


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)
TREES = st.recursive(
    PLAIN.filter(lambda text: "\ufeff" not in text),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
    max_leaves=12,
)


def _in_form(tree: Any) -> Any:  # noqa: ANN401 -- any YAML
    """The tree with each text in the form in which texts are compared."""
    if isinstance(tree, dict):
        return {normal(key): _in_form(item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [_in_form(item) for item in tree]
    return normal(tree)


@given(st.lists(TREES, min_size=1, max_size=3), st.booleans(), st.sampled_from(["'", '"']))
def test_yaml_is_read_as_safe_load_reads_it_where_all_is_text(
    tree: list[Any],
    flow: bool,  # noqa: FBT001 -- drawn
    quote: str,
) -> None:
    written = yaml.safe_dump(tree, default_flow_style=flow, default_style=quote, allow_unicode=True)
    problems: list[Problem] = []
    read_tree = read(written.encode(), "f", problems)
    assert problems == []
    whole = yaml.load(written, yaml.BaseLoader)  # noqa: S506 -- makes texts only
    assert read_tree == _in_form(whole)


def test_plain_values_stay_as_they_are_typed() -> None:
    problems: list[Problem] = []
    tree = read(b"[NO, 12:30, 0777, 1e3, ~, null, 2025-09-11, .5, yes]", "f", problems)
    assert tree == ["NO", "12:30", "0777", "1e3", "~", "null", "2025-09-11", ".5", "yes"]


MARKS = ("- ", ": ", "\n", "  ", "[", "]", "{", "}", ",", "'", '"', "#", "&a", "*a", "!t", "|", ">")
OTHERS = ("?", "\t", "---", "...", "id: a", "é", "\u2028", "\\", "%", "@", "\x85", "\r", "\x00")
FRAGMENTS = st.sampled_from(MARKS + OTHERS)


@given(st.lists(FRAGMENTS, max_size=25).map("".join).map(str.encode) | st.binary(max_size=60))
def test_any_bytes_give_a_tree_or_one_problem_with_its_place(content: bytes) -> None:
    problems: list[Problem] = []
    tree = read(content, "f", problems)
    faults = [problem for problem in problems if problem.rule != "duplicate-key"]
    assert (tree is None) == (len(faults) == 1)
    for problem in problems:
        assert problem.place.file == "f"
        assert 1 <= problem.place.line <= len(content) + 1
        assert 1 <= problem.place.column <= len(content) + 1


WORDS = ("", "x", "52", "2025", "not_stated", "disputed", "article", "mara-tolvik", "a01", "some")
MORE = (
    "a01.1a",
    "title",
    "saturday",
    "true",
    "release-2031-05",
    "release-2031-05.people",
    "at most 2",
)
KEYS = ("id", "at", "says", "en", "fr", "reason", "weight", "question", "given", "people", "kind")
VALUES = st.recursive(
    st.sampled_from(WORDS + MORE),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS + WORDS + MORE), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def copied(ostrana: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("any") / "ostrana-2031"
    shutil.copytree(ostrana / "data" / "ostrana-2031", folder)
    return folder


def _put(tree: Any, value: Any, data: st.DataObject) -> Any:  # noqa: ANN401 -- any YAML
    """The tree with one node replaced, taken out, or put under another key."""
    if not isinstance(tree, dict | list) or not tree or data.draw(st.integers(0, 3)) == 0:
        return value
    steps = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
    step = data.draw(st.sampled_from(steps))
    if data.draw(st.integers(0, 5)) == 0:
        taken = tree.pop(step)
        if isinstance(tree, dict):
            tree[data.draw(st.sampled_from(KEYS + WORDS))] = taken
    else:
        tree[step] = _put(tree[step], value, data)
    return tree


@settings(deadline=None)
@given(st.data(), VALUES)
def test_no_change_of_a_value_or_key_makes_anything_but_problems(
    copied: Path, data: st.DataObject, value: object
) -> None:
    path = data.draw(st.sampled_from(sorted(copied.rglob("*.yaml"))))
    original = path.read_bytes()
    tree = yaml.load(original, yaml.BaseLoader)  # noqa: S506 -- makes texts only
    path.write_text(yaml.safe_dump(_put(tree, value, data), default_style="'"), "utf-8")
    problems: Sequence[Problem] = ()
    try:
        problems = check(Evidence(load(copied)))
    except DossierError as found:
        problems = found.problems
    finally:
        path.write_bytes(original)
    assert all(problem.place.line for problem in problems)


def test_the_spot_of_what_is_missing_is_the_last_one_on_the_way() -> None:
    file = File("f", b"- a: 1\n  b: [x,\n   y]\n")
    assert file.place(0, "b", 1) == Place("f", 3, 4)
    assert file.place(0, "b", 1, of_key=True) == Place("f", 3, 4)
    assert file.place(0, "b", of_key=True) == Place("f", 2, 3)
    assert file.place(0, "c") == Place("f", 1, 3)
    assert file.place(7) == Place("f", 1, 1)


def test_words_are_listed_and_the_nearest_is_named() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["nothing", "a", "a, b or c"]
    assert nearest("peple", ["people", "place"]) == '; did you mean "people"?'
    assert nearest("zzz", ["people"]) == ""
