"""Letters that were saved with their accents apart are the same letters in every comparison."""

from __future__ import annotations

import json
import shutil
import unicodedata
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.checks import check
from briefgen.checks.numerals import figures, months
from briefgen.cli import main
from briefgen.evidence import Evidence
from briefgen.evidence.archive import paragraphs_of, plain, recheck, stands_in
from briefgen.explain.find import find
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError
from briefgen.facts.texts import folded, is_normal, normal
from briefgen.facts.tree import read
from briefgen.intake import find_project, match_source
from briefgen.intake.printed import dates_in, words_of_name
from briefgen.wording.language import Finder, find_words, whole_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefgen.facts.problems import Problem

WORDS = st.lists(
    st.sampled_from(
        [
            *("décembre", "Août", "FÉVRIER", "déc.", "3", "1er", "2031", "52", "1\u202f265", "fin"),
            *("cinquante-deux", "quatre-vingts", "end", "May", "seven", "É", "e\u0301", "ﬁn", "İ"),
        ]
    )
    | st.text(max_size=5),
    max_size=8,
).map(" ".join)


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# -- the form itself -------------------------------------------------------------------------------


@given(WORDS)
def test_both_forms_of_a_text_are_one(text: str) -> None:
    assert normal(composed(text)) == normal(apart(text)) == normal(text)
    assert is_normal(normal(text))
    assert folded(composed(text)) == folded(apart(text)) == folded(normal(text))
    assert is_normal(folded(text))
    assert folded(folded(text)) == folded(text)


def test_what_differs_is_not_made_alike() -> None:
    assert normal("décembre") != normal("decembre")
    assert folded("É") == "é" != folded("E")


# -- each comparison -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
@given(text=WORDS)
def test_numbers_and_months_are_read_in_both(language: str, text: str) -> None:
    assert figures(composed(text), language) == figures(apart(text), language)
    assert months(composed(text), language) == months(apart(text), language)


def test_a_month_with_its_accent_apart_is_a_month() -> None:
    assert months(apart("3 décembre"), "fr") == {12}
    assert months(apart("22 févr."), "fr") == {2}


@given(WORDS.filter(plain), WORDS)
def test_an_anchor_is_found_in_both(anchor: str, text: str) -> None:
    around = f"{text} {anchor} {text}"
    found = {
        stands_in(one(anchor), other(around))
        for one in (composed, apart)
        for other in (composed, apart)
    }
    assert len(found) == 1
    assert paragraphs_of(composed(around)) == paragraphs_of(apart(around))


@given(WORDS)
def test_an_article_is_read_in_both(text: str) -> None:
    (one, other) = (paragraphs_of(form(f"x {text}")) for form in (composed, apart))
    for left, right in zip(one, other, strict=True):
        assert dates_in(left, "fr") == dates_in(right, "fr")


@pytest.mark.parametrize("form", [composed, apart])
def test_words_are_found_in_both(form: Callable[[str], str]) -> None:
    text = "Le comité Éloïse a été libéré."
    assert [found[0] for found in Finder([form("éloïse")]).finditer(text)] == ["Éloïse"]
    assert whole_words([form("libéré")]).search(text)
    assert [why for _, why in find_words({"libéré": "done"}, text)] == ["done"]
    assert words_of_name([form("Éloïse")], apart(text)) == (10, "Éloïse")


# -- a dossier -------------------------------------------------------------------------------------

DOSSIER = {
    "sources.yaml": """\
        - id: "001"
          language: fr
          paragraphs: 2
          archive: 001_libération.txt
          sha256: "0000000000000000000000000000000000000000000000000000000000000000"
          publisher: Le Ministère
          because: {publisher: {en: a reason, fr: une raison}}
          descriptor: {en: a text, fr: un texte}
    """,
    "persons.yaml": """\
        - id: eloise
          name: {given: Éloïse, family: Béré}
    """,
    "bodies.yaml": """\
        - id: ministry
          name: {en: the Ministry, fr: le Ministère}
    """,
    "terms.yaml": """\
        - {id: sailors, facet: label, en: sailors, fr: marins}
    """,
    "releases.yaml": """\
        - id: release-a
          freed: 2031-12-03
          stage: reported_done
          people: 52
          called: sailors
    """,
    "readings/001.yaml": """\
        - at: 001.1a
          voice: ministry
          anchor: ["cinquante-deux marins libérés", le 3 décembre 2031]
          says:
            release-a: {freed: 2031-12-03, stage: reported_done, people: 52, called: sailors}
            ministry: {name: LE MINISTÈRE}
        - at: 001.2a
          voice: article
          anchor: [dont Éloïse Béré]
          says: {eloise: {name: ÉLOÏSE BÉRÉ}}
    """,
}
ARTICLE = """\
Le Ministère a dit que cinquante-deux marins libérés le 3 décembre 2031 sont partis.
Ils sont partis, dont Éloïse Béré.
"""
ANY_FORM = st.sampled_from([composed, apart])


def written(folder: Path, forms: Sequence[Callable[[str], str]]) -> Path:
    """The dossier and its article, each file in the form that it has in `forms`."""
    shutil.rmtree(folder, ignore_errors=True)
    home, archive = folder / "data" / "d", folder / "archive" / "d"
    (home / "readings").mkdir(parents=True)
    archive.mkdir(parents=True)
    for form, (name, text) in zip(forms, DOSSIER.items(), strict=False):
        (home / name).write_text(form(dedent(text)), "utf-8")
    name = forms[-1]("001_libération.txt")
    (archive / name).write_text(forms[-1](ARTICLE), "utf-8", newline="\n")
    return folder


def told(problem: Problem) -> tuple[Any, ...]:
    """All but the column, which is that of the file as it was saved."""
    return problem.place.line, problem.subject, problem.message, problem.rule


def seen(folder: Path) -> dict[str, Any]:
    """What all comparisons of a dossier give."""
    dossier = load(folder / "data" / "d", shown_as="d")
    evidence = Evidence(dossier)
    rechecked = recheck(dossier, folder / "archive" / "d")
    lost = [told(one) for one in rechecked.problems if one.rule != "digest"]
    return {
        "problems": [told(one) for one in check(evidence)],
        "relations": [
            (one.claim.fact, one.claim.value, one.relation)
            for fact in dossier.facts()
            for one in evidence.claims(fact)
        ],
        "found": (rechecked.found, rechecked.passages_found, lost),
        "finds": [find(form("ÉLOÏSE"), dossier, "fr") for form in (composed, apart)],
        "match": match_source("001", find_project(folder, "d")),
    }


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(forms=st.lists(ANY_FORM, min_size=len(DOSSIER) + 1, max_size=len(DOSSIER) + 1))
def test_a_dossier_is_the_same_whatever_the_form_of_its_files(
    forms: list[Callable[[str], str]], tmp_path: Path
) -> None:
    usual = seen(written(tmp_path / "usual", [composed] * len(forms)))
    assert seen(written(tmp_path / "other", forms)) == usual
    relations = {fact: relation.word for fact, _, relation in usual["relations"]}
    assert relations["eloise.name"] == relations["ministry.name"] == "says"
    assert usual["found"] == (3, 2, [])
    assert usual["finds"][0] == usual["finds"][1] != []
    assert [rule for *_, rule in usual["problems"]] == ["own-voice"]


def test_a_slip_with_its_accents_apart_is_told_in_the_same_words(tmp_path: Path) -> None:
    text = DOSSIER["readings/001.yaml"].replace("décembre", "février")
    found = []
    for form in (composed, apart):
        folder = written(tmp_path / form.__name__, [form] * (len(DOSSIER) + 1))
        (folder / "data" / "d" / "readings" / "001.yaml").write_text(form(dedent(text)), "utf-8")
        found.append(seen(folder))
    assert found[0] == found[1]
    assert "number" in {rule for *_, rule in found[0]["problems"]}
    assert [rule for *_, rule in found[0]["found"][2]] == ["anchor"]


# -- files of YAML ---------------------------------------------------------------------------------


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=4))
def test_the_texts_and_keys_of_a_file_are_read_in_one_form(words: list[str]) -> None:
    content = json.dumps([{word: word} for word in words], ensure_ascii=False)
    trees = []
    for form in (composed, apart):
        problems: list[Problem] = []
        trees.append((read(form(content).encode("utf-8", "replace"), "f", problems), problems))
    (one, told_one), (other, told_other) = trees
    assert one == other
    assert [p.message for p in told_one] == [p.message for p in told_other]


def test_a_key_that_stands_in_both_forms_stands_twice() -> None:
    problems: list[Problem] = []
    read(f"- {composed('é')}: a\n  {apart('é')}: b\n".encode(), "f", problems)
    assert [p.rule for p in problems] == ["duplicate-key"]


def test_a_place_is_that_of_the_file_as_it_was_saved(tmp_path: Path) -> None:
    folder = written(tmp_path / "p", [apart] * (len(DOSSIER) + 1)) / "data" / "d"
    persons = folder / "persons.yaml"
    persons.write_text(apart("- id: eloise\n  né: {é: Éloïse}\n"), "utf-8")
    with pytest.raises(DossierError) as fault:
        load(folder, shown_as="d")
    assert {str(p.place) for p in fault.value.problems if "né" in p.message} == {
        "d/persons.yaml:2:3"
    }


def test_a_draft_of_a_project_saved_apart_is_generated(project: Path) -> None:
    for path in (*project.rglob("*.yaml"), *project.rglob("text.*.md")):
        path.write_text(apart(path.read_text("utf-8")), "utf-8", newline="\n")
    assert main(["-C", str(project), "generate", "--lang", "fr"]) == 0
