"""The words that lint looks for and the nouns that are counted, typed here by hand."""

from __future__ import annotations

import pytest

from briefgen.wording import LANGUAGES, find_words
from briefgen.wording.figures import spelled

DONE = {
    "en": """lifted eased relaxed removed waived suspended unfrozen delisted repealed revoked
        terminated ended freed released pardoned amnestied liberated reopened restored resumed
        granted implemented completed delivered fulfilled""",
    "fr": """levé levés libéré libérée gracié amnistié relâché assoupli allégé rouvert
        suspendu abrogé""",
}
BANNED = {
    "en": (
        "in return, in exchange, deal, deals, swap, swaps, swapped, quid pro quo, bargain,"
        " trade-off, reward, rewarded, concession, concessions, prisoner exchange, all sanctions,"
        " currently, so far, still, to date, at present, today, recently, as of now"
    ),
    "fr": (
        "en échange, en contrepartie, contrepartie, contreparties, en retour, marchandage, troc,"
        " donnant-donnant, échange de prisonniers, concession, concessions, récompense, récompensé,"
        " toutes les sanctions, actuellement, aujourd'hui"
    ),
}
NOUNS = {
    "en": """person: person people|step: step steps|text: text texts
        |passage: passage passages|fact: fact facts|month: month months|row: row rows
        |contact: contact contacts|estimate: estimate estimates|measure: measure measures
        |reading: reading readings""",
    "fr": """person: personne personnes|step: étape étapes|text: texte textes
        |passage: passage passages|fact: fait faits|month: mois mois|row: ligne lignes
        |contact: contact contacts|estimate: estimation estimations|measure: mesure mesures
        |reading: lecture lectures|anchor: ancre ancres|paragraph: paragraphe paragraphes""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_of_completion_is_found(language: str) -> None:
    known = LANGUAGES[language].done
    missed = [word for word in DONE[language].split() if not list(find_words(known, f"x {word}."))]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_that_a_brief_avoids_is_found(language: str) -> None:
    known = LANGUAGES[language].banned
    words = [word.strip() for word in BANNED[language].split(",")]
    assert [word for word in words if not list(find_words(known, f"x {word} x"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_from_two_on_holds_a_number_word(language: str) -> None:
    definition = LANGUAGES[language]
    known = dict.fromkeys(definition.number_words, "")
    numbers = (*range(2, 120), 200, 300, 1000, 2000, 1_000_000, 2_000_000)
    bare = [n for n in numbers if not list(find_words(known, spelled(n, definition)))]
    assert bare == []
    if language == "fr":
        alone = [f"{word} {word}" for word in definition.number_words]
        assert all(list(find_words(known, one)) for one in alone)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_below_seventeen_is_a_number_word_of_its_own(language: str) -> None:
    definition = LANGUAGES[language]
    simple = {spelled(number, definition) for number in range(2, 17)}
    assert simple <= {*definition.number_words}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_nouns_have_their_two_forms(language: str) -> None:
    nouns = LANGUAGES[language].nouns
    for line in NOUNS[language].split("|"):
        key, forms = line.strip().split(": ")
        assert [nouns[key].one, nouns[key].other] == forms.split(), key


FEMININE = "person step reading anchor measure estimate voice origin"
MASCULINE = "text passage fact month contact paragraph unnamed own_voice figure"


def test_the_french_nouns_have_their_gender() -> None:
    nouns = LANGUAGES["fr"].nouns
    assert [key for key in FEMININE.split() if not nouns[key].feminine] == []
    assert [key for key in MASCULINE.split() if nouns[key].feminine] == []
