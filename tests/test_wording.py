"""Values to text in both languages."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.facts.dates import When
from briefgen.facts.load import load
from briefgen.facts.quantities import Quantity
from briefgen.facts.records import KINDS, Body, Name, Person, Release, Scope, Stage, Text, fields
from briefgen.wording import (
    LANGUAGES,
    Language,
    NoValue,
    UnknownForm,
    Wording,
    find_words,
    whole_words,
    wording_for,
)
from briefgen.wording.dates import FORMS, date_in_words
from briefgen.wording.en import ENGLISH
from briefgen.wording.figures import counted, number, quantity, spelled
from briefgen.wording.fr import FRENCH

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.facts.dossier import Dossier

SOURCES = """
- id: "001"
  language: fr
  paragraphs: 2
  archive: a.txt
  sha256: "0000000000000000000000000000000000000000000000000000000000000000"
  descriptor: {en: a text, fr: un texte}
"""
PERSONS = """
- id: ihar
  name: {given: Ihar, family: Losik}
  gender: m
  described: [activist, journalist]
- id: maria
  name: {given: Maria, family: Kolesnik, fr: {given: Marie, family: Kolesnique}}
  gender: f
  described: activist
- id: sasha
  name: {given: Sasha, family: Novik}
  described: activist
"""
BODIES = """
- id: states
  name: {en: the United States, fr: les États-Unis}
  short: {en: US, fr: É.-U.}
- id: observers
  name: {en: observers, fr: des observateurs}
- id: untranslated
  name: {en: the Union}
"""
TERMS = """
- id: activist
  facet: description
  en: activists
  fr: militant(e)s
  one: {en: activist, fr: militant(e)}
- {id: journalist, facet: description, en: journalist, fr: journaliste}
- {id: prisoners, facet: label, en: prisoners, fr: prisonniers, one: {en: prisoner, fr: prisonnier}}
- id: ukrainian
  facet: nationality
  en: Ukrainians
  fr: Ukrainiens
  one: {en: Ukrainian, fr: Ukrainien}
  of: {en: Ukrainian, fr: ukrainien}
- {id: vilnius, facet: place, en: Vilnius, fr: Vilnius, of: {en: to Vilnius, fr: à Vilnius}}
- {id: talks, facet: contact, en: talks, fr: entretiens}
"""
RELEASES = """
- id: freed
  freed: 2025-09-01
  stage: reported_done
  people: 1265
  foreign: 1
  called: prisoners
  announced_by: [states, maria]
- {id: planned, announced: 2025-08, stage: announced, people: about 40}
- id: unclear
  freed: ../2025-12-13
  people: not_stated
  foreign: disputed
  announced: 2025-09-11/..
- {id: titled, title: {en: the "first" step, fr: "l'étape « première »"}}
- {id: bare}
"""
PARTS = """
- {id: part-maria, release: freed, axis: named, person: maria, described: activist}
- {id: part-five, release: freed, axis: nationality, people: 5, nationality: ukrainian}
- {id: part-most, release: freed, axis: nationality, people: most, nationality: ukrainian}
- {id: part-nation, release: freed, axis: nationality, nationality: ukrainian}
- {id: part-kind, release: freed, axis: description, described: [journalist, activist]}
- {id: part-label, release: freed, axis: description, people: 3, described: [activist, journalist]}
- {id: part-bare, release: freed, axis: named}
- {id: part-some, release: freed, axis: destination, people: some, to: vilnius}
"""
OTHERS = {
    "sanctions.yaml": (
        "- {id: measure, by: states, in_effect: 2006/.., scope: some}\n"
        "- {id: promise, announced: 2025-09-11/..}"
    ),
    "contacts.yaml": (
        "- {id: visit, form: talks, date: 2025-09-11/2025-09-16, stage: sought}\n"
        "- {id: contact, title: {en: a call}}\n- {id: wish}"
    ),
    "links.yaml": "- {id: tie, of: freed, to: measure}",
    "estimates.yaml": (
        "- {id: count, people: over 1000, called: prisoners, as_of: 2024-36~}\n"
        "- {id: undated, people: 9}\n- {id: guess}"
    ),
    "reasons.yaml": "- {id: why, en: because}",
    "statements.yaml": "- {id: said, form: demand, text: {en: Free them, fr: Qu'on les libère !}}",
    "unknowns.yaml": (
        "- {id: open, question: {en: Who?, fr: Qui ?}, known: {en: a, fr: a},"
        " settle: {en: b, fr: b}, about: [freed.people, measure]}"
    ),
}
READINGS = """
- at: 001.1a
  voice: article
  anchor: [Maria Kalesnikava]
  says: {maria: {name: Maria Kalesnikava}}
"""
NARROW, NO_BREAK, APOSTROPHE = "\u202f", "\u00a0", "\u2019"


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder: Path = tmp_path_factory.mktemp("dossier")
    files = {
        "sources.yaml": SOURCES,
        "persons.yaml": PERSONS,
        "bodies.yaml": BODIES,
        "terms.yaml": TERMS,
        "releases.yaml": RELEASES,
        "parts.yaml": PARTS,
        **OTHERS,
        "readings/001.yaml": READINGS,
    }
    (folder / "readings").mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def en(dossier: Dossier) -> Wording:
    return wording_for("en", dossier)


@pytest.fixture(scope="module")
def fr(dossier: Dossier) -> Wording:
    return wording_for("fr", dossier)


# -- quantities


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("52", "52", "52"),
        ("about 1265", "about 1,265", f"environ 1{NARROW}265"),
        ("over 1000", "more than 1,000", f"plus de 1{NARROW}000"),
        ("at least 1", "at least 1", "au moins 1"),
        ("at most 9", "at most 9", "au plus 9"),
        ("40..45", "40 to 45", "40 à 45"),
        ("some", "some", "un certain nombre"),
        ("most", "most", "la plupart"),
    ],
)
def test_a_quantity_keeps_its_bound_in_words(text: str, english: str, french: str) -> None:
    value = Quantity.parse(text)
    assert (quantity(value, ENGLISH), quantity(value, FRENCH)) == (english, french)


def test_figures_are_spelled_as_each_language_writes_them() -> None:
    english = [spelled(figure, ENGLISH) for figure in (2, 52, 123, 1265)]
    assert english == [
        "two",
        "fifty-two",
        "one hundred and twenty-three",
        "one thousand two hundred and sixty-five",
    ]
    french = [spelled(figure, FRENCH) for figure in (21, 71, 80, 123, 200)]
    assert french == [
        "vingt et un",
        "soixante et onze",
        "quatre-vingts",
        "cent vingt-trois",
        "deux cents",
    ]


def test_a_spelled_number_agrees_with_a_feminine_noun() -> None:
    noun = FRENCH.nouns["person"]
    assert counted(Quantity.parse("21"), noun, FRENCH, spell=True) == "vingt et une personnes"


def test_people_agree_with_their_number(en: Wording, fr: Wording) -> None:
    one, none, many = (Quantity.parse(text) for text in ("1", "0", "52"))
    assert [en.quantity(value, "person") for value in (one, none, many)] == [
        "1 person",
        "0 people",
        "52 people",
    ]
    assert [fr.quantity(value, "person") for value in (one, none, many)] == [
        "1 personne",
        "0 personne",
        "52 personnes",
    ]


def test_the_forms_of_a_number_of_people(en: Wording, fr: Wording) -> None:
    assert en.fact("freed.people") == "1,265"
    assert en.fact("freed.people", "people") == "1,265 people"
    assert en.fact("freed.people", "called") == "1,265 prisoners"
    assert en.fact("planned.people", "words-people") == "about forty people"
    assert en.fact("planned.people", "called") == "about 40 people"
    assert fr.fact("freed.people", "called") == f"1{NARROW}265 prisonniers"
    assert en.fact("freed.foreign", "people") == "1 foreign citizen"
    assert fr.fact("part-five.people", "called") == "5 Ukrainiens"


def test_most_of_a_release_is_not_most_of_a_nation(en: Wording, fr: Wording) -> None:
    assert en.fact("part-most.people", "called") == "most of them Ukrainians"
    assert fr.fact("part-most.people", "called") == "pour la plupart des Ukrainiens"
    assert en.fact("part-most.people", "people") == "most of the people"


figures = st.integers(0, 999_999_999)
quantities = st.one_of(
    st.builds(
        lambda bound, figure: Quantity.parse(f"{bound}{figure}"),
        st.sampled_from(["", "about ", "over ", "at least ", "at most "]),
        figures,
    ),
    st.builds(
        lambda low, more: Quantity.parse(f"{low}..{low + more}"),
        st.integers(0, 9_999_999),
        st.integers(1, 9_999_999),
    ),
    st.sampled_from([Quantity.parse("some"), Quantity.parse("most")]),
)
languages = st.sampled_from(list(LANGUAGES.values()))
_DIGITS = re.compile(r"\d+(?:[,\u202f]\d{3})*")


@given(quantities, languages)
def test_the_figures_of_a_quantity_always_stand_in_its_words(
    value: Quantity, language: Language
) -> None:
    for text in (quantity(value, language), counted(value, language.nouns["person"], language)):
        shown = tuple(int(re.sub(r"\D", "", found)) for found in _DIGITS.findall(text))
        assert shown == value.figures
        assert value.form not in {"some", "most"} or not re.search(r"\d", text)


@given(st.integers(2, 999_999_999))
def test_every_spelled_number_holds_a_word_that_lint_knows(figure: int) -> None:
    for language in LANGUAGES.values():
        assert whole_words(language.number_words).search(spelled(figure, language))


@given(figures)
def test_french_puts_no_ordinary_space_inside_a_number(figure: int) -> None:
    assert not re.search(r"[ \u00a0]", number(figure, FRENCH))


# -- dates


@pytest.mark.parametrize(
    ("text", "form", "english", "french"),
    [
        ("2025-09-11", "", "11 September 2025", "11 septembre 2025"),
        ("2025-09-01", "", "1 September 2025", "1er septembre 2025"),
        ("2025-09-11", "short", "11 Sept 2025", "11 sept. 2025"),
        ("2025-09-11", "month", "September 2025", "septembre 2025"),
        ("2025-09-11", "day", "11 September", "11 septembre"),
        ("2025-09-11", "iso", "2025-09-11", "2025-09-11"),
        ("2025-09-11", "on", "on 11 September 2025", "le 11 septembre 2025"),
        ("2025-09-11", "of", "of 11 September 2025", "du 11 septembre 2025"),
        ("2025-08", "of", "of August 2025", f"d{APOSTROPHE}août 2025"),
        ("2024-09", "", "September 2024", "septembre 2024"),
        ("2024-09", "on", "in September 2024", "en septembre 2024"),
        ("2024-09~", "", "around September 2024", "vers septembre 2024"),
        ("2024-09-11~", "on", "around 11 September 2024", "vers le 11 septembre 2024"),
        ("2024-09-11~", "of", "of around 11 September 2024", "des environs du 11 septembre 2024"),
        ("2024-36~", "", "late 2024", "fin 2024"),
        ("2024-36~", "on", "at the end of 2024", "à la fin de 2024"),
        ("2024-36", "", "the last quarter of 2024", "dernier trimestre 2024"),
        ("2024-36", "on", "in the last quarter of 2024", "au dernier trimestre de 2024"),
        ("2006/..", "", "since 2006", "depuis 2006"),
        ("2006-02-01/..", "", "since 1 February 2006", "depuis le 1er février 2006"),
        ("../2025-12-13", "", "by 13 December 2025", "au plus tard le 13 décembre 2025"),
        ("../2025-12", "", "by the end of December 2025", "au plus tard fin décembre 2025"),
        ("../2025", "on", "by the end of 2025", "au plus tard fin 2025"),
        (
            "2025-09-11/2025-09-16",
            "",
            "between 11 and 16 September 2025",
            "entre le 11 et le 16 septembre 2025",
        ),
        (
            "2025-09-11/2025-12-13",
            "on",
            "between 11 September and 13 December 2025",
            "entre le 11 septembre et le 13 décembre 2025",
        ),
        (
            "2024-36~/2025-06",
            "",
            "between late 2024 and June 2025",
            "entre la fin de 2024 et juin 2025",
        ),
        ("2025-09-11/2025-09-16", "short", "11\u201316 Sept 2025", "11\u201316 sept. 2025"),
        (
            "2025-09-11/2025-09-16",
            "day",
            "between 11 and 16 September",
            "entre le 11 et le 16 septembre",
        ),
        ("2025", "day", "2025", "2025"),
        ("2024-36~", "day", "late 2024", "fin 2024"),
        ("2025/2025-03", "day", "between 2025 and March 2025", "entre 2025 et mars 2025"),
        ("2025-09-11/2025-09-16", "month", "September 2025", "septembre 2025"),
        ("2025-09-11/2025-09-11", "", "11 September 2025", "11 septembre 2025"),
    ],
)
def test_dates_read_as_prose(text: str, form: str, english: str, french: str) -> None:
    when = When.parse(text)
    assert (date_in_words(when, ENGLISH, form), date_in_words(when, FRENCH, form)) == (
        english,
        french,
    )


def test_an_event_comes_later_where_a_state_lasts_since(en: Wording, fr: Wording) -> None:
    assert en.fact("unclear.announced") == "11 September 2025 or later"
    assert fr.fact("unclear.announced", "on") == "le 11 septembre 2025 ou plus tard"
    assert en.fact("measure.in_effect") == "since 2006"


def test_a_date_open_at_both_ends_is_refused() -> None:
    with pytest.raises(ValueError, match="without start and end"):
        date_in_words(When(None, None, interval=True), ENGLISH)


days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def dates_as_written(draw: st.DrawFn) -> str:
    day = draw(days).isoformat()
    point = draw(st.sampled_from([day, day[:7], day[:4], f"{day[:4]}-36"]))
    return point + draw(st.sampled_from(["", "~"]))


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, last = draw(dates_as_written()), draw(dates_as_written())
    shape = draw(st.sampled_from(["{0}", "{0}/{1}", "../{1}", "{0}/.."]))
    try:
        return When.parse(shape.format(first, last))
    except ValueError:
        assume(condition=False)
        raise


@given(whens(), st.sampled_from(["", "short", "month", "on", "of", "iso"]), st.booleans())
def test_every_date_names_each_of_its_years(when: When, form: str, event: bool) -> None:  # noqa: FBT001 -- drawn
    for language in LANGUAGES.values():
        text = date_in_words(when, language, form, event=event)
        for point in when.points:
            assert re.search(rf"\b0*{point.year}\b", text), text


@given(whens(), st.sampled_from(["", *FORMS]))
def test_no_date_leaves_a_pattern_open(when: When, form: str) -> None:
    for language in LANGUAGES.values():
        text = date_in_words(when, language, form)
        assert text == text.strip()
        assert not re.search(r"[{}]|  |None", text)


# -- facts


def test_persons_bear_their_descriptions_in_the_singular_and_their_gender(
    en: Wording, fr: Wording
) -> None:
    assert en.fact("ihar.described") == "activist and journalist"
    assert fr.fact("ihar.described") == "militant et journaliste"
    assert fr.fact("maria.described") == "militante"
    assert fr.fact("part-maria.described") == "militante"
    assert fr.fact("sasha.described") == "militant(e)"
    assert fr.record("activist") == "militants"


def test_names_and_references_have_their_forms(en: Wording, fr: Wording) -> None:
    assert en.fact("maria.name") == "Maria Kolesnik"
    assert fr.fact("maria.name", "family") == "Kolesnique"
    assert fr.fact("ihar.name", "of") == f"d{APOSTROPHE}Ihar Losik"
    assert en.fact("freed.announced_by") == "the United States and Maria Kolesnik"
    assert fr.fact("freed.announced_by", "short") == "É.-U. et Marie Kolesnique"
    assert fr.fact("freed.announced_by", "of") == "des États-Unis et de Marie Kolesnique"
    assert fr.fact("observers.name", "of") == f"d{APOSTROPHE}observateurs"
    assert en.fact("states.name", "short") == "US"


def test_a_text_not_yet_translated_stands_in_the_other_language(fr: Wording) -> None:
    assert fr.fact("untranslated.name") == "the Union"


def test_names_are_worded_without_their_record(en: Wording, fr: Wording) -> None:
    house = Name(family="Kolesnik", given="Maria")
    field = fields(Person)["name"]
    assert en.value(house, field, "family") == "Kolesnik"
    assert fr.value(house, field, "of") == "de Maria Kolesnik"
    assert en.value(Text(fr="l'Union"), fields(Body)["name"]) == f"l{APOSTROPHE}Union"
    with pytest.raises(NoValue):
        en.text(Text())


def test_flags_are_worded(en: Wording, fr: Wording) -> None:
    field = fields(Body)["named"]
    assert (en.value(True, field), fr.value(False, field)) == ("yes", "non")  # noqa: FBT003 -- the value


def test_stages_and_scopes_have_words(en: Wording, fr: Wording) -> None:
    assert (en.fact("freed.stage"), fr.fact("freed.stage")) == (
        "reported done",
        "donné pour fait",
    )
    assert fr.fact("planned.stage", "feminine") == "annoncée"
    assert en.fact("freed.stage", "people") == "people reported freed"
    assert fr.fact("planned.stage", "people") == "personnes, annonce seule"
    assert (en.fact("measure.scope"), fr.fact("measure.scope")) == ("some", "certaines")
    assert en.fact("part-five.axis") == "nationality"
    for language in LANGUAGES.values():
        assert {f"stage.{stage.value}" for stage in Stage} <= set(language.words)
        assert {f"scope.{scope.value}" for scope in Scope} <= set(language.words)


def test_terms_have_the_form_of_an_adjective(en: Wording, fr: Wording) -> None:
    assert fr.fact("part-five.nationality") == "Ukrainiens"
    assert fr.fact("part-five.nationality", "of") == "ukrainien"
    assert en.fact("part-five.nationality", "one") == "Ukrainian"


def test_blanks_have_their_fixed_phrases(en: Wording, fr: Wording) -> None:
    assert en.fact("unclear.people") == "the texts do not say"
    assert en.fact("unclear.people", "people") == "number not stated"
    assert fr.fact("unclear.people", "called") == "nombre non indiqué"
    assert en.fact("unclear.foreign") == "disputed"


def test_what_cannot_be_worded_is_told_apart(en: Wording) -> None:
    with pytest.raises(KeyError, match=r"nobody\.people"):
        en.fact("nobody.people")
    with pytest.raises(KeyError):
        en.fact("freed.peple")
    with pytest.raises(NoValue):
        en.fact("bare.people")
    with pytest.raises(NoValue):
        en.fact("freed.because")
    with pytest.raises(
        UnknownForm, match=r'no form "wrds", expected words,.*mean "words"'
    ) as caught:
        en.fact("freed.people", "wrds")
    assert caught.value.known == ("words", "people", "words-people", "called")
    with pytest.raises(UnknownForm, match="it has no forms"):
        en.fact("measure.scope", "words")
    with pytest.raises(UnknownForm):
        en.fact("unclear.people", "wrds")
    with pytest.raises(KeyError):
        wording_for("de", en.dossier)


def test_a_name_in_a_reading_stays_as_printed(en: Wording, dossier: Dossier) -> None:
    claim = dossier.claims[0]
    field = dossier.field(claim.fact)
    assert en.value(claim.value, field, record=claim.record) == "Maria Kalesnikava"
    assert en.cell(claim.value, field) == "Maria Kalesnikava"


def test_every_form_of_every_fact_can_be_written(dossier: Dossier) -> None:
    for language in LANGUAGES:
        wording = wording_for(language, dossier)
        for fact in dossier.facts():
            for form in ("", *wording.forms(fact)):
                assert wording.fact(fact, form).strip()


def test_every_own_value_can_stand_in_a_cell(dossier: Dossier, en: Wording) -> None:
    shown = [
        en.cell(getattr(record, name), field, record=record.id)
        for record in dossier.records.values()
        for name, field in fields(type(record)).items()
    ]
    assert "TLP:CLEAR" in shown
    assert not any("None" in text for text in shown)


# -- cells, records, counts and phrases


def test_cells_are_short(en: Wording, fr: Wording) -> None:
    release = fields(Release)
    assert en.cell(When.parse("2025-09"), release["freed"]) == "2025-09"
    assert en.cell(Quantity.parse("about 1265"), release["people"]) == "about 1,265"
    assert en.cell(("states", "maria"), release["announced_by"]) == "US; Maria Kolesnik"
    assert fr.cell(("states", "maria"), release["announced_by"]) == (
        f"É.-U.{NO_BREAK}; Marie Kolesnique"
    )
    assert fr.cell(("activist",), fields(Person)["described"], record="maria") == "militante"
    assert en.cell(None, release["people"]) == ""
    assert en.cell((), release["announced_by"]) == ""


@pytest.mark.parametrize(
    ("record", "english", "french"),
    [
        ("001", "001", "001"),
        ("maria", "Maria Kolesnik", "Marie Kolesnique"),
        ("states", "the United States", "les États-Unis"),
        ("freed", "the release of 1 September 2025", "la libération du 1er septembre 2025"),
        ("planned", "the release announced in August 2025", "la libération annoncée en août 2025"),
        (
            "unclear",
            "the release (by 13 December 2025)",
            "la libération (au plus tard le 13 décembre 2025)",
        ),
        ("titled", 'the "first" step', f"l{APOSTROPHE}étape «{NO_BREAK}première{NO_BREAK}»"),
        ("bare", "an undated release", "une libération sans date"),
        ("part-maria", "Maria Kolesnik", "Marie Kolesnique"),
        ("part-five", "5 Ukrainians", "5 Ukrainiens"),
        (
            "part-some",
            "some people, to Vilnius",
            "un certain nombre de personnes, à Vilnius",
        ),
        ("part-nation", "Ukrainians", "Ukrainiens"),
        ("part-kind", "journalist and activists", "journaliste et militants"),
        ("part-label", "3 activists", "3 militants"),
        ("part-bare", "group", "groupe"),
        (
            "promise",
            "measure, 11 September 2025 or later",
            "mesure, 11 septembre 2025 ou plus tard",
        ),
        ("contact", "a call", "a call"),
        ("wish", "contact", "contact"),
        ("undated", "9 people", "9 personnes"),
        ("guess", "estimate", "estimation"),
        ("measure", "measure, since 2006", "mesure, depuis 2006"),
        (
            "visit",
            "talks, between 11 and 16 September 2025",
            "entretiens, entre le 11 et le 16 septembre 2025",
        ),
        (
            "tie",
            "link: the release of 1 September 2025 and measure, since 2006",
            f"lien{NO_BREAK}: la libération du 1er septembre 2025 et mesure, depuis 2006",
        ),
        (
            "count",
            "more than 1,000 prisoners, late 2024",
            f"plus de 1{NARROW}000 prisonniers, fin 2024",
        ),
        ("said", "Free them", f"Qu{APOSTROPHE}on les libère{NO_BREAK}!"),
        ("open", "Who?", f"Qui{NO_BREAK}?"),
        ("why", "because", "because"),
    ],
)
def test_records_are_called_by_a_name(
    record: str, english: str, french: str, en: Wording, fr: Wording
) -> None:
    assert (en.record(record), fr.record(record)) == (english, french)


def test_a_fact_is_called_by_its_record(en: Wording) -> None:
    assert en.fact("open.about") == "the release of 1 September 2025 and measure, since 2006"


def test_records_have_forms_too(en: Wording) -> None:
    assert en.record("maria", "family") == "Kolesnik"
    assert en.record("states", "short") == "US"
    assert en.record("prisoners", "one") == "prisoner"
    with pytest.raises(UnknownForm, match="it has no forms"):
        en.record("freed", "short")
    with pytest.raises(KeyError):
        en.record("nobody")


def test_counts_follow_the_plural_rule(en: Wording, fr: Wording) -> None:
    assert [en.count(n, "source") for n in (0, 1, 2)] == ["0 sources", "1 source", "2 sources"]
    assert [fr.count(n, "source") for n in (0, 1, 2)] == ["0 source", "1 source", "2 sources"]
    assert en.count(2, "own_voice") == "2 texts in their own voice"
    with pytest.raises(KeyError):
        en.count(2, "unicorn")


def test_lists_dates_and_numbers(en: Wording, fr: Wording) -> None:
    assert (en.listed(["a", "b", "c"]), fr.listed(["a", "b", "c"])) == ("a, b and c", "a, b et c")
    assert (en.listed(["a"]), en.listed([])) == ("a", "")
    assert fr.date(date(2025, 1, 1)) == "1er janvier 2025"
    assert en.number(1234567) == "1,234,567"
    assert en.opening("some people") == "Some people"


def test_phrases_take_their_values(en: Wording, fr: Wording) -> None:
    assert fr.phrase("disputed_note", what="stade") == f"Contesté{NO_BREAK}: stade. "
    assert en.phrase("note_again", number=3) == "see note 3"
    assert fr.likelihood("probable") == f"probable (55-80{NO_BREAK}%)"
    assert en.word("weight", "material") == "material"
    assert fr.word("stage", Stage.ANNOUNCED) == "annoncé"
    with pytest.raises(KeyError):
        en.phrase("nonsense")
    with pytest.raises(KeyError):
        en.likelihood("probable")


def test_both_languages_have_the_same_entries() -> None:
    for name in ("phrases", "nouns", "words", "quantities", "confidence"):
        assert set(getattr(ENGLISH, name)) == set(getattr(FRENCH, name)), name
    for key, phrase in ENGLISH.phrases.items():
        assert set(re.findall(r"{\w+}", phrase)) == set(
            re.findall(r"{\w+}", FRENCH.phrases[key])
        ), key


def test_french_phrases_never_break_before_punctuation(fr: Wording) -> None:
    texts = [
        *FRENCH.phrases.values(),
        *FRENCH.words.values(),
        fr.record("said"),
        fr.record("titled"),
    ]
    assert not [text for text in texts if re.search(r" [:;?!%»]|« |'", text)]


def test_every_closed_list_of_the_schema_has_its_words() -> None:
    for kind in KINDS:
        for name, field in fields(kind).items():
            choices = getattr(field.item, "__args__", ()) if not field.many else ()
            for choice in choices:
                if isinstance(choice, str):
                    for language in LANGUAGES.values():
                        assert f"{name}.{choice}" in language.words


# -- words that lint looks for


def test_words_are_found_whole_and_whatever_their_case() -> None:
    found = [
        (match[0], reason) for match, reason in find_words(ENGLISH.banned, "In  Return, ideal")
    ]
    assert found == [("In  Return", ENGLISH.banned["in return"])]
    typed = f"Jusqu{APOSTROPHE}ici, en{NO_BREAK}échange"
    assert [match[0] for match, _ in find_words(FRENCH.banned, typed)] == [
        f"Jusqu{APOSTROPHE}ici",
        f"en{NO_BREAK}échange",
    ]
    assert not list(find_words({}, "anything"))


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "The sanctions were lifted and people freed.", ["lifted", "freed"]),
        ("en", "It announced that it would lift some sanctions.", []),
        ("fr", "Les sanctions ont été levées, 25 personnes libérées.", ["été levées", "libérées"]),
        ("fr", "Il annonce la levée de sanctions et leur entrée en vigueur.", []),
    ],
)
def test_words_for_done_are_told_from_announcements(
    language: str, text: str, words: list[str]
) -> None:
    assert [match[0] for match, _ in find_words(LANGUAGES[language].done, text)] == words


def test_words_of_lint_have_reasons_and_can_be_found() -> None:
    for language in LANGUAGES.values():
        for words in (language.banned, language.done):
            for word, reason in words.items():
                assert reason
                assert [reason] == [why for _, why in find_words({word: reason}, f"({word})")]
        assert not {"one", "un", "une", "first", "premier"} & set(language.number_words)


def test_likelihoods_leave_no_gap() -> None:
    for language in LANGUAGES.values():
        bands = language.likelihood
        assert (bands[0].low, bands[-1].high) == (1, 99)
        assert [band.high for band in bands[:-1]] == [band.low for band in bands[1:]]


def test_month_names_come_in_order(en: Wording, fr: Wording) -> None:
    assert en.month_names()[8] == "September"
    assert fr.month_names(short=True)[8] == "sept."
