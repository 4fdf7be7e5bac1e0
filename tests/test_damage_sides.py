"""The shipped facts with one figure, date, anchor, address, digest or count changed.

Each is changed on one side, on both sides, and on both sides with the words that bear it; with
the articles at hand every change is caught.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from briefgen.checks import check
from briefgen.evidence import Evidence
from briefgen.evidence.archive import recheck
from briefgen.facts.dates import When
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError, Place, Problem
from briefgen.facts.quantities import Quantity
from briefgen.facts.records import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Claim

PROJECT = Path(__file__).parents[1]
FOLDER = PROJECT / "data" / "belarus-2025"
ARTICLES = PROJECT.parent / "shared" / "articles"
DOSSIER = load(FOLDER, shown_as="d")
EVERY = 3
"""One in so many is tried by `make test`, all of them by `make soak`."""

ONES = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
MONTHS = (
    *("", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)


class Edit(NamedTuple):
    """At a place, the first `old` becomes `new`."""

    place: Place
    old: str
    new: str


class Damage(NamedTuple):
    """One change of a thing, wherever it stands."""

    name: str
    edits: tuple[Edit, ...]


def other_figure(value: Quantity | When) -> tuple[str, str] | None:
    """A figure of a value as it is typed, and one to put in its place."""
    text = str(value)
    if isinstance(value, Quantity):
        digits = re.search(r"\d+", text)
        return (digits[0], str(int(digits[0]) + 1)) if digits else None
    year, *rest = re.findall(r"\d+", text)
    if not rest or int(rest[0]) > len(MONTHS):
        return year, str(int(year) + 1)
    last = int(rest[-1])
    changed = f"{last - 1 if last > 1 else last + 1:02}"
    return "-".join([year, *rest]), "-".join([year, *rest[:-1], changed])


def in_anchor(value: Quantity | When, anchor: str) -> tuple[str, str] | None:
    """The same change in the words of an article: digits, a number word, or a month."""
    figures = other_figure(value)
    if figures is None:
        return None
    old, new = (re.findall(r"\d+", one) for one in figures)
    was, now = next((a, b) for a, b in zip(reversed(old), reversed(new), strict=True) if a != b)
    digits = f"{int(was):,}".replace(",", " ") if isinstance(value, Quantity) else str(int(was))
    for typed in dict.fromkeys((digits, str(int(was)))):
        if re.search(rf"(?<!\d){typed}(?!\d)", anchor):
            return typed, str(int(now))
    words = MONTHS if isinstance(value, When) and len(old) == 2 else ONES
    if int(was) < len(words) and int(now) < len(words) and words[int(was)] in anchor:
        return words[int(was)], words[int(now)]
    return None


def damages(dossier: Dossier) -> Iterator[Damage]:
    """Every change that is tried."""
    yield from _of_figures(dossier)
    for number, reading in enumerate(dossier.readings):
        at = reading.at
        if number % 12 == 0:
            place, anchor = reading.place_in("anchor", 0), reading.anchors[0]
            word = max(re.findall(r"\w+", anchor), key=len)
            yield Damage(f"the words of {at}", (Edit(place, word, f"{word}s"),))
            place, typed = reading.place_in("at"), str(at)
            elsewhere = f"{at.source}.{at.paragraph + 1}z"
            yield Damage(f"the address {at}", (Edit(place, typed, elsewhere),))
    for source in dossier.of(Source):
        place = dossier.place_in(source.id, "sha256")
        wrong = "0" if source.sha256[0] != "0" else "1"
        edit = Edit(place, source.sha256, wrong + source.sha256[1:])
        yield Damage(f"the digest of {source.id}", (edit,))
        place = dossier.place_in(source.id, "paragraphs")
        edit = Edit(place, str(source.paragraphs), str(source.paragraphs - 1))
        yield Damage(f"the paragraphs of {source.id}", (edit,))


def _of_figures(dossier: Dossier) -> Iterator[Damage]:
    by_fact: dict[str, list[Claim]] = {}
    for claim in dossier.claims:
        if claim.value == dossier.value(claim.fact) and claim.inferred is None:
            by_fact.setdefault(claim.fact, []).append(claim)
    for fact, claims in by_fact.items():
        value = dossier.value(fact)
        if not isinstance(value, Quantity | When) or (figures := other_figure(value)) is None:
            continue
        record = Edit(dossier.place(fact), *figures)
        readings = [Edit(claim.place, *figures) for claim in claims]
        yield Damage(f"{fact} in the record", (record,))
        yield Damage(f"{fact} in the readings", tuple(readings))
        yield Damage(f"{fact} on both sides", (record, *readings))
        anchors = [edit for claim in claims for edit in _of_anchors(claim, value)]
        yield Damage(f"{fact} on both sides and in the words", (record, *readings, *anchors))


def _of_anchors(claim: Claim, value: Quantity | When) -> Iterator[Edit]:
    for index, anchor in enumerate(claim.reading.anchors):
        if found := in_anchor(value, anchor):
            yield Edit(claim.reading.place_in("anchor", index), *found)


DAMAGES = list(damages(DOSSIER))


def made(damage: Damage, folder: Path) -> Path:
    """A copy of the shipped facts with the damage; edits of one line go from right to left."""
    shutil.copytree(FOLDER, folder)
    for edit in sorted({*damage.edits}, key=lambda one: one.place, reverse=True):
        path = folder / edit.place.file.removeprefix("d/")
        lines = path.read_text("utf-8").split("\n")
        line, column = lines[edit.place.line - 1], edit.place.column - 1
        at = line.index(edit.old, column)
        lines[edit.place.line - 1] = line[:at] + edit.new + line[at + len(edit.old) :]
        path.write_text("\n".join(lines), "utf-8")
    return folder


def errors(folder: Path, *, archive: bool) -> list[Problem]:
    try:
        dossier = load(folder, shown_as="d")
    except DossierError as fault:
        return list(fault.problems)
    found = check(Evidence(dossier))
    more = recheck(dossier, ARTICLES).problems if archive else ()
    return [problem for problem in (*found, *more) if problem.error]


def tried() -> Iterator[object]:
    for number, damage in enumerate(DAMAGES):
        marks = () if number % EVERY == 0 else (pytest.mark.soak,)
        yield pytest.param(damage, id=damage.name, marks=marks)


@pytest.mark.parametrize("damage", list(tried()))
def test_with_the_articles_at_hand_every_damage_is_caught(damage: Damage, tmp_path: Path) -> None:
    if not ARTICLES.is_dir():
        pytest.skip("the archived articles are not at hand")
    assert errors(made(damage, tmp_path / "dossier"), archive=True)


def test_there_are_as_many_damages_as_are_wanted_of_each_sort() -> None:
    names = [damage.name for damage in DAMAGES]
    assert len(names) == len({*names}) >= 100
    for ending in ("in the record", "in the readings", "on both sides", "and in the words"):
        assert sum(name.endswith(ending) for name in names) >= 20
    assert not [problem for problem in errors(FOLDER, archive=False) if problem.error]


def test_without_the_articles_only_what_is_changed_everywhere_goes_unseen(tmp_path: Path) -> None:
    """A figure that is changed in the record, the readings and the anchors alike."""
    wanted = [one for one in DAMAGES if one.name.startswith("release-2025-09-11.people")]
    missed = [
        damage.name
        for number, damage in enumerate(wanted)
        if not errors(made(damage, tmp_path / str(number)), archive=False)
    ]
    assert missed == ["release-2025-09-11.people on both sides and in the words"]
