"""The shipped facts, damaged one at a time: each damage is caught by its rule, at its place."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from briefgen.checks import check
from briefgen.evidence import Evidence
from briefgen.evidence.archive import recheck
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError, Problem

PROJECT = Path(__file__).parents[1]
DOSSIER = PROJECT / "data" / "belarus-2025"
ARTICLES = PROJECT.parent / "shared" / "articles"


class Damage(NamedTuple):
    """In `file`, from the line on that ends in `below`, the first `old` is replaced by `new`.

    `rule` tells it where `at` then stands, by default the value that `new` gives its key. `told`
    names the file and the line to look from where they are others. What only a look at the
    articles can tell needs the `archive`.
    """

    name: str
    file: str
    below: str
    old: str
    new: str
    rule: str
    at: str = ""
    told: tuple[str, str] = ("", "")
    archive: bool = False


SEPTEMBER, AMNESTY, DECEMBER = "release-2025-09-11", "release-2025-09-16", "release-2025-12-13"
ID = "- id: "

DAMAGES = [
    # figures
    Damage("a count", "releases", ID + SEPTEMBER, "people: 52", "people: 53", "differs"),
    Damage("foreigners", "releases", ID + SEPTEMBER, "foreign: 14", "foreign: 41", "differs"),
    Damage("a group", "parts", ID + "part-2025-12-lithuania", "people: 8", "people: 9", "differs"),
    Damage("a count invented", "releases", ID + AMNESTY, "foreign: not_stated", "foreign: 3",
           "unsupported"),
    Damage("a count lost", "releases", ID + SEPTEMBER, "  people: 52\n", "", "missing-value",
           "52\n", ("readings/003", "003.1a")),
    Damage("a count said to be unknown", "releases", ID + AMNESTY, "people: 25",
           "people: not_stated", "stated"),
    Damage("a count misread", "readings/003", "003.1a", "people: 52", "people: 25", "number"),
    Damage("a count misread, told at the record", "readings/004", "004.1b", "people: 25",
           "people: 52", "differs", "25\n", ("releases", ID + AMNESTY)),
    Damage("a count no quantity", "releases", ID + SEPTEMBER, "people: 52", "people: 52 or so",
           "type"),
    # bounds
    Damage("a bound dropped", "estimates", ID + "estimate-over-1000", "people: over 1000",
           "people: 1000", "differs"),
    Damage("a bound turned", "estimates", ID + "estimate-over-1000", "people: over 1000",
           "people: at most 1000", "differs"),
    Damage("a bound of YAML", "estimates", ID + "estimate-over-1000", "people: over 1000",
           "people: >1000", "yaml", "000\n  called"),
    Damage("a figure made firm", "readings/004", "004.4a", "about 1265", "1265", "differs",
           "about 1265", ("estimates", ID + "estimate-2024-end")),
    # dates
    Damage("a day", "releases", ID + SEPTEMBER, "freed: 2025-09-11", "freed: 2025-09-12",
           "differs"),
    Damage("a day misread", "readings/003", "003.1a", "freed: 2025-09-11", "freed: 2025-09-12",
           "number"),
    Damage("no such day", "releases", ID + AMNESTY, "announced: 2025-09-16",
           "announced: 2025-09-31", "type"),
    Damage("a month", "persons", ID + "ihar-losik", "held_since: 2021-12", "held_since: 2021-11",
           "differs"),
    Damage("held after the release", "persons", ID + "ales-bialiatski", "held_since: 2021-07",
           "held_since: 2026-07", "held-after-release"),
    Damage("the end of a year made a year", "estimates", ID + "estimate-2024-end", "2024-36~",
           "2025", "differs"),
    Damage("a date of no estimate", "estimates", ID + "estimate-2024-09", "  as_of: 2024-09\n", "",
           "estimate-basis", "id: estimate", ("estimates", ID + "estimate-2024-09")),
    Damage("an inferred day without its reason", "readings/003", "003.1d",
           "  inferred: {us-appeal-2025-09.date: before-the-release}\n", "", "number",
           "../2025-09-11", ("readings/003", "003.1d")),
    # stages and scopes
    Damage("an announced step told as done", "releases", ID + AMNESTY, "stage: announced",
           "stage: reported_done", "differs"),
    Damage("a day of freeing beside an announcement", "releases", ID + AMNESTY,
           "announced: 2025-09-16", "freed: 2025-09-16", "announced-not-done"),
    Damage("a stage no text has reached", "sanctions", ID + "us-potash-2025-12",
           "stage: announced", "stage: in_effect", "no-version"),
    Damage("a stage misread", "readings/004", "004.1a", "stage: announced", "stage: sought",
           "differs", "announced\n", ("releases", ID + AMNESTY)),
    Damage("a stage misspelt", "releases", ID + AMNESTY, "stage: announced", "stage: anounced",
           "type"),
    Damage("some made all", "sanctions", ID + "us-potash-2025-12", "scope: some", "scope: all",
           "no-version"),
    Damage("a scope of no list", "readings/000", "000.7a", "scope: some", "scope: most", "type"),
    # who speaks
    Damage("an unknown voice", "readings/000", "000.3c", "voice: viasna", "voice: vjasna",
           "dangling"),
    Damage("a voice of the wrong kind", "readings/000", "000.3c", "voice: viasna",
           "voice: lithuania", "dangling"),
    Damage("an announcer", "releases", ID + AMNESTY, "announced_by: alexander-lukashenko",
           "announced_by: donald-trump", "differs"),
    Damage("a confirmation nobody gives", "parts", ID + "part-2025-12-babaryka",
           "confirmed_by: not_stated", "confirmed_by: viasna", "unsupported"),
    # anchors and addresses
    Damage("an anchor without its figure", "readings/004", "004.2a", "de 52 prisonniers",
           "de prisonniers", "number", "52, called", ("readings/004", "004.2a")),
    Damage("an anchor too long", "readings/003", "003.1b", "le Bélarus a libéré",
           "le Bélarus a libéré ces 52 personnes", "anchor-length"),
    Damage("a word of an anchor", "readings/003", "003.1c", "un geste diplomatique significatif",
           "un geste diplomatique important", "anchor", archive=True),
    Damage("an anchor of another paragraph", "readings/003", "", "at: 003.3b", "at: 003.4z",
           "anchor", "une préoccupation majeure", ("readings/003", "003.4z"), archive=True),
    Damage("an address of no paragraph", "readings/004", "", "at: 004.6b", "at: 004.7b",
           "paragraph"),
    Damage("an address of another article", "readings/004", "", "at: 004.6b", "at: 003.4b",
           "address"),
    Damage("an address twice", "readings/004", "", "at: 004.6b", "at: 004.6a",
           "duplicate-id", "004.6a\n  voice: article\n  anchor"),
    Damage("a paragraph left out", "sources", ID + '"000"', 'empty: {"2": heading, ',
           "empty: {", "coverage", "11", ("sources", ID + '"000"')),
    Damage("a digest", "sources", ID + '"003"', "sha256: d23413e4", "sha256: d23413e5", "digest",
           archive=True),
    Damage("an article that is not there", "sources", ID + '"003"', "archive: 003_", "archive: 3_",
           "archive", archive=True),
    # ids, terms, names, links
    Damage("an id that leads nowhere", "parts", ID + "part-2025-12-babaryka",
           "person: viktar-babaryka", "person: viktor-babaryka", "dangling"),
    Damage("a record renamed", "estimates", "", ID + "estimate-over-1000", ID + "estimate-1000",
           "dangling", "estimate-over-1000", ("readings/004", "004.3b")),
    Damage("a term", "releases", ID + AMNESTY, "act: amnesty", "act: pardon", "differs"),
    Damage("a term of another facet", "releases", ID + AMNESTY, "act: amnesty", "act: lithuania",
           "dangling"),
    Damage("a term made its own wider one", "terms", ID + "special-envoy", "broader: us-envoy",
           "broader: special-envoy", "circle"),
    Damage("a list that gains an item", "persons", ID + "ihar-losik", "described: journalist",
           "described: [journalist, opposition-figure]", "unsupported", "opposition-figure]"),
    Damage("a spelling", "persons", ID + "ihar-losik", "family: Losik", "family: Lossik",
           "unprinted-name", "{given: Ihar", ("persons", ID + "ihar-losik")),
    Damage("the nature of a link", "links", ID + "link-amnesty-release-2025-09", "nature: follows",
           "nature: response", "differs"),
    Damage("a link of the wrong kind", "links", ID + "link-amnesty-release-2025-09",
           f"to: {SEPTEMBER}", "to: viasna", "dangling"),
    Damage("a key", "releases", ID + AMNESTY, "people: 25", "peopel: 25", "unknown-key",
           "peopel"),
    Damage("a value twice", "releases", ID + AMNESTY, "people: 25", "people: 25\n  people: 26",
           "duplicate-key", "people: 26"),
]  # fmt: skip


def line_of(text: str, below: str) -> int:
    """Where the line begins that ends in `below`; the text's beginning for none."""
    return text.rfind("\n", 0, text.index(f"{below}\n")) + 1 if below else 0


def place_of(text: str, below: str, at: str) -> tuple[int, int]:
    """Line and column of the first `at` from the line on that ends in `below`."""
    offset = text.index(at, line_of(text, below))
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def found_in(folder: Path, *, archive: bool) -> tuple[Problem, ...]:
    try:
        dossier = load(folder, shown_as="d")
    except DossierError as fault:
        return fault.problems
    found = check(Evidence(dossier))
    return (*found, *recheck(dossier, ARTICLES).problems) if archive else found


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_fact_is_caught_at_its_place(damage: Damage, tmp_path: Path) -> None:
    if damage.archive and not ARTICLES.is_dir():
        pytest.skip("the archived articles are not at hand")
    folder = tmp_path / "dossier"
    shutil.copytree(DOSSIER, folder)
    path = folder / f"{damage.file}.yaml"
    text = path.read_text("utf-8")
    offset = text.index(damage.old, line_of(text, damage.below))
    path.write_text(text[:offset] + damage.new + text[offset + len(damage.old) :], "utf-8")

    file, below = damage.told if damage.told[0] else (damage.file, damage.below)
    at = damage.at or damage.new
    line, column = place_of((folder / f"{file}.yaml").read_text("utf-8"), below, at)
    if not damage.at and ": " in damage.new:
        column += damage.new.index(": ") + 2
    told = {(p.rule, str(p.place)) for p in found_in(folder, archive=damage.archive)}
    assert (damage.rule, f"d/{file}.yaml:{line}:{column}") in told


def test_the_facts_that_are_damaged_have_no_error_of_their_own() -> None:
    assert not [problem for problem in found_in(DOSSIER, archive=False) if problem.error]
    assert len(DAMAGES) >= 40
    assert len({damage.name for damage in DAMAGES}) == len(DAMAGES)
