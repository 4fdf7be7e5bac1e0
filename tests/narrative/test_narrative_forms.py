"""A line is read and linted alike, however the letters of it were saved."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.facts.problems import DossierError

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = st.lists(
    st.sampled_from(
        [
            *("Alès Novak", "alès", "Maria Novak", "Comité d'Ales Novak", "le 3 décembre 2025"),
            *("en août", "février", "déc. 2013", "libérés", "ont été libérés", "seraient libérés"),
            *("en échange", "l'eau salée", "une région", "{{ release-a.people }}", "{{ é.à }}"),
            *("[^release-b.announced]", "[été]{.asis}", "*là*", "très probable (80-95%)", "52"),
            *("cinquante-deux", "[[é]]", "É", "e\u0301", "."),
        ]
    )
    | st.text(st.characters(), max_size=6),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("language", ["en", "fr"])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(PIECES.map(" ".join), min_size=1, max_size=3))
def test_both_forms_of_a_line_have_the_same_problems(
    language: str, lines: list[str], linted: Callable[..., list[str]]
) -> None:
    text = "\n".join(lines)
    composed, apart = (_told(form, language, linted) for form in both_forms(text))
    assert composed == apart


def both_forms(text: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)


def _told(text: str, language: str, linted: Callable[..., list[str]]) -> list[str]:
    try:
        return linted(text, language)
    except DossierError as fault:
        return list(map(str, fault.problems))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Alès Novak est parti.", "[typed-name]"),
        ("Ils sont partis en décembre 2013.", "[typed-date]"),
        ("C'est l'eau salée.", "[banned]"),
        ("Ils ont été libérés [^release-b.people].", "[done-word]"),
    ],
)
def test_what_is_typed_is_found_with_its_accents_apart(
    line: str, rule: str, linted: Callable[..., list[str]]
) -> None:
    composed, apart = (linted(form, "fr") for form in both_forms(line))
    assert any(problem.endswith(rule) or rule in problem for problem in composed), composed
    assert composed == apart
