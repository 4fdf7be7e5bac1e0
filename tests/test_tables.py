from __future__ import annotations

import datetime as dt
import re
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import tables
from briefgen.evidence import Evidence
from briefgen.facts.briefs import Brief
from briefgen.facts.dates import When
from briefgen.facts.load import load
from briefgen.facts.records import KINDS, Text, fields
from briefgen.tables.table import Ref
from briefgen.wording import wording_for
from briefgen.wording.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefgen.tables.table import Table
    from briefgen.wording import Wording

SHEETS = [
    *("Timeline", "Releases", "Groups", "Persons", "Actors", "Sanctions", "Links", "Contacts"),
    *("Estimates", "Statements", "Disagreements", "Names", "Coverage", "Evidence", "Facts"),
    *("Unknowns", "Sources", "ToReview", "Codebook"),
]
BRIEF = Brief(
    title=Text(en="Steps", fr="Étapes"),
    number="1",
    edition="1",
    dossier="made-up",
    period=When.parse("2025-06/2025-12"),
    cutoff=When.parse("2025-12-31"),
    languages=("en", "fr"),
)
SOURCE = """\
- id: "{0}"
  language: fr
  paragraphs: {1}
  archive: {0}.txt
  sha256: {2}
  descriptor: {{en: A report, fr: Un compte rendu}}
"""
RECORDS = {
    "sources": SOURCE.format("000", 4, "a" * 64)
    + '  empty: {"3": heading}\n'
    + SOURCE.format("001", 2, "b" * 64)
    + SOURCE.format("002", 1, "c" * 64),
    "reasons": "- {id: heading, en: a heading, fr: un intertitre}",
    "terms": """
- {id: persons, facet: label, en: people, fr: personnes, one: {en: person, fr: personne}}
- {id: prisoners, facet: label, en: prisoners, fr: prisonniers}
- {id: amnesty, facet: act, en: amnesty, fr: amnistie}
- {id: envoy, facet: title, en: envoy, fr: envoyé}
- {id: special-envoy, facet: title, en: special envoy, fr: envoyé spécial, broader: envoy}
- {id: airline, facet: target, en: the airline, fr: la compagnie aérienne}
- {id: ease, facet: change, en: easing, fr: assouplissement}
- {id: response, facet: nature, en: in response to, fr: en réponse à}
- {id: parallel, facet: nature, en: in parallel with, fr: parallèlement à}
- {id: talks, facet: contact, en: talks, fr: entretiens}
- {id: coast, facet: place, en: the coast, fr: la côte}
- {id: side-east, facet: side, en: East, fr: Est}
""",
    "persons": """
- {id: anna, name: {given: Anna, family: Abel}, gender: f, nationality: not_stated}
- {id: envoy-west, name: {given: Willem, family: West}, gender: m, title: special-envoy}
""",
    "bodies": """
- {id: authorities, name: {en: the authorities, fr: les autorités}, side: side-east}
- {id: watch, name: {en: Watch, fr: Watch}}
""",
    "releases": """
- id: first
  title: {en: the first release, fr: la première libération}
  freed: 2025-09-11
  stage: reported_done
  people: 52
  foreign: 14
  called: persons
  because:
    people: {en: The authorities' own count., fr: Le décompte des autorités.}
    called: {en: A neutral word., fr: Un mot neutre.}
- id: second
  title: {en: the amnesty, fr: l'amnistie}
  announced: 2025-10-01
  stage: announced
  people: 25
  act: amnesty
- id: third
  title: {en: the third release, fr: la troisième libération}
  freed: 2025-11
  stage: reported_done
  people: not_stated
  foreign: some
""",
    "parts": "- {id: part-anna, release: first, axis: named, person: anna, to: coast}",
    "sanctions": """
- id: airline-eased
  title: {en: the step on the airline, fr: la mesure sur la compagnie}
  by: authorities
  target: airline
  change: ease
  stage: announced
  scope: some
  announced: 2025-10-02
  in_effect: not_stated
- {id: in-place, target: airline, by: watch, change: ease, stage: in_effect, in_effect: not_stated}
""",
    "links": """
- id: link-1
  of: airline-eased
  to: first
  nature: disputed
  because: {nature: {en: Open., fr: Ouvert.}}
""",
    "contacts": """
- {id: meeting, form: talks, date: ../2025-09-11, stage: reported_done, who: watch}
""",
    "estimates": """
- id: held
  people: about 1200
  called: prisoners
  as_of: 2024-09
  by: watch
  about: first
""",
    "unknowns": """
- id: number
  question: {en: How many?, fr: Combien ?}
  known: {en: Nothing., fr: Rien.}
  settle: {en: A list., fr: Une liste.}
  about: third.people
""",
}
READINGS = {
    "000": """
- at: 000.1a
  voice: authorities
  anchor: [52]
  says: {first: {freed: 2025-09-11, stage: reported_done, people: 52, foreign: 14, called: persons}}
- at: 000.2a
  voice: article
  anchor: [Anna Abel]
  says: {part-anna: {person: anna, to: coast}, anna: {name: Anna Abel}}
- at: 000.2b
  voice: article
  anchor: [an envoy]
  says:
    envoy-west: {name: Willem Vest, title: envoy}
    link-1: {nature: response}
""",
    "001": """
- at: 001.1a
  voice: article
  anchor: [53]
  says: {first: {stage: reported_done, people: 53, called: prisoners}}
- at: 001.1b
  voice: authorities
  anchor: [25]
  hedged: true
  says: {second: {announced: 2025-10-01, stage: announced, people: 25, act: amnesty}}
- at: 001.2a
  voice: article
  anchor: [November]
  says:
    third: {freed: 2025-11, stage: reported_done, foreign: some}
    envoy-west: {name: Willem West, title: special-envoy}
    link-1: {nature: parallel}
""",
    "002": """
- at: 002.1a
  voice: watch
  anchor: [1200]
  says: {held: {people: about 1200, called: prisoners, as_of: 2024-09, by: watch}}
- at: 002.1b
  voice: article
  anchor: [the airline]
  says:
    airline-eased:
      {by: authorities, target: airline, change: ease, stage: announced, scope: some,
       announced: 2025-10-02}
    in-place: {target: airline, by: watch, change: ease, stage: in_effect}
    meeting: {form: talks, date: ../2025-09-11, stage: reported_done, who: watch}
""",
}


def evidence_in(folder: Path, **records: str) -> Evidence:
    """The evidence of the made-up dossier, with the files of `records` in place of its own."""
    for name, text in (RECORDS | records).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "readings").mkdir(exist_ok=True)
    for name, text in READINGS.items():
        (folder / "readings" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Evidence(load(folder))


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    return evidence_in(tmp_path)


@pytest.fixture(params=["en", "fr"])
def wording(request: pytest.FixtureRequest, evidence: Evidence) -> Wording:
    return wording_for(request.param, evidence.dossier)


@pytest.fixture
def english(evidence: Evidence) -> dict[str, Table]:
    return tables.build(evidence, wording_for("en", evidence.dossier), BRIEF)


def row(table: Table, key: str) -> Mapping[str, Any]:
    """The cells of one row by column; fails where the key does not stand once."""
    found = [cells for cells in _by_column(table) if cells[table.key] == key]
    assert len(found) == 1, f"{table.name}: {len(found)} rows {key}"
    return found[0]


def _by_column(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.frame.columns, cells, strict=True)) for cells in table.rows()]


def figure(built: Mapping[str, Table], evidence: Evidence, key: str) -> tables.Figure:
    found = tables.figures(built, wording_for("en", evidence.dossier))
    return next(one for one in found if one.key == key)


def test_the_tables_come_in_the_order_of_the_sheets(english: dict[str, Table]) -> None:
    assert list(english) == SHEETS
    assert all(name == table.name for name, table in english.items())


def test_frames_have_the_columns_of_their_table_as_objects(english: dict[str, Table]) -> None:
    for table in english.values():
        assert list(table.frame.columns) == [column.key for column in table.columns]
        assert {str(kind) for kind in table.frame.dtypes} == {"object"}


def test_keys_stand_once(english: dict[str, Table]) -> None:
    for table in english.values():
        assert table.frame[table.key].is_unique, table.name


def test_columns_that_are_never_blank_are_filled_and_no_cell_is_empty_text(
    evidence: Evidence, wording: Wording
) -> None:
    for table in tables.build(evidence, wording, BRIEF).values():
        for cells in _by_column(table):
            for column in table.columns:
                cell = cells[column.key]
                assert cell != "", f"{table.name}.{column.key}"
                if column.full:
                    assert cell is not None, f"{table.name}.{column.key} of {cells[table.key]}"


def test_headers_are_unique_whatever_their_case_and_meanings_are_written(
    evidence: Evidence, wording: Wording
) -> None:
    for table in tables.build(evidence, wording, BRIEF).values():
        headers = [wording.text(column.header).casefold() for column in table.columns]
        assert len(set(headers)) == len(headers), table.name
        for text in (table.title, table.row_is, *(column.meaning for column in table.columns)):
            assert text.in_language(wording.language)


def test_every_pointer_leads_to_a_row(english: dict[str, Table]) -> None:
    for table in english.values():
        for cells in table.rows():
            for cell in cells:
                if isinstance(cell, Ref):
                    target = english[cell.table]
                    assert cell.key in set(target.frame[target.key]), (table.name, cell)


def test_every_claimed_field_has_a_name_and_a_question() -> None:
    claimed = {name for kind in KINDS for name, known in fields(kind).items() if known.claimed}
    assert claimed == set(FIELDS)


def test_people_freed_and_people_announced_stand_in_different_columns(
    english: dict[str, Table],
) -> None:
    freed, announced = row(english["Releases"], "first"), row(english["Releases"], "second")
    assert (freed["freed_people"], freed["announced_people"]) == (52, "n/a")
    assert (announced["freed_people"], announced["announced_people"]) == ("n/a", 25)
    assert announced["freed_people_low"] == "n/a"
    assert row(english["Releases"], "third")["freed_people"] is None


def test_a_release_shows_who_is_behind_it(english: dict[str, Table]) -> None:
    release = row(english["Releases"], "first")
    assert release["origins"] == 1
    assert release["own_voice"] == 1
    assert release["texts"] == 2
    assert release["evidence"] == "000.1a, 001.1a"
    assert release["disputed_on"] == "number of people; label"
    assert release["named_here"] == 1
    assert release["label_of"] == "people: the authorities; prisoners: text 001"
    assert release["destination"] == "Anna Abel: the coast"
    assert release["freed_from"] == release["freed_to"] == dt.date(2025, 9, 11)


def test_ready_sentences_never_go_beyond_the_stage(evidence: Evidence) -> None:
    built = {
        language: tables.build(evidence, wording_for(language, evidence.dossier), BRIEF)["Releases"]
        for language in ("en", "fr")
    }
    assert row(built["en"], "first")["ready"] == (
        "The texts report 52 people freed on 11 September 2025, 14 foreign citizens among them;"
        " the texts differ on: number of people [000.1a, 001.1a]."
    )
    assert row(built["en"], "second")["ready"] == (
        "Announced on 1 October 2025: amnesty of 25 people; the texts do not report that anyone was"
        " freed under it [001.1b]."
    )
    assert row(built["en"], "third")["ready"] == (
        "One text reports people freed in November 2025; it gives no number [001.2a]."
    )
    assert row(built["fr"], "third")["ready"] == (
        "Un texte rapporte une libération en novembre 2025\u00a0; il ne donne pas de nombre"
        " [001.2a]."
    )
    assert row(built["fr"], "second")["ready"] == (
        "Annoncé le 1er octobre 2025\u00a0: amnistie de 25 personnes\u00a0; les textes ne"
        " rapportent aucune libération à ce titre [001.1b]."
    )


def test_a_sanctions_step_that_is_announced_is_told_as_announced(
    english: dict[str, Table],
) -> None:
    step = row(english["Sanctions"], "airline-eased")
    assert step["kind"] == "step"
    assert step["stage"] == "announced"
    assert step["changed"] == "n/a"
    assert step["ready"] == (
        "Announced on 2 October 2025: easing (some of the measures) by the authorities; target: the"
        " airline; the texts do not report that it took effect [002.1b]."
    )
    assert (
        row(english["Sanctions"], "in-place")["changed"] == "no step by its author on this target"
    )


def test_a_measure_in_place_names_the_step_of_its_author_on_the_same_target(tmp_path: Path) -> None:
    measures = RECORDS["sanctions"].replace("by: watch", "by: authorities")
    evidence = evidence_in(tmp_path, sanctions=measures)
    built = tables.build(evidence, wording_for("en", evidence.dossier), BRIEF)
    assert row(built["Sanctions"], "in-place")["changed"] == "the step on the airline"


def test_the_timeline_is_in_order_of_time_and_the_undated_come_last(
    english: dict[str, Table],
) -> None:
    timeline = english["Timeline"].frame
    assert list(timeline["id"]) == [
        *("meeting", "first", "second", "airline-eased", "third", "in-place")
    ]
    assert list(timeline["what"])[1:3] == [
        "52 people reported freed",
        "Announced: amnesty of 25 people",
    ]
    assert list(timeline["in_period"])[-2:] == ["yes", "n/a"]


def test_people_freed_on_no_day_stand_on_the_day_of_the_announcement(tmp_path: Path) -> None:
    freed = RECORDS["releases"].replace("  freed: 2025-09-11", "  announced: 2025-09-12")
    evidence = evidence_in(tmp_path, releases=freed)
    built = tables.build(evidence, wording_for("en", evidence.dossier), BRIEF)
    ids = list(built["Timeline"].frame["id"])
    assert [one for one in ids if one.startswith("first")] == ["first"]
    assert row(built["Timeline"], "first")["from"] == dt.date(2025, 9, 12)


def test_detained_persons_and_actors_are_kept_apart(english: dict[str, Table]) -> None:
    assert list(english["Persons"].frame["id"]) == ["anna"]
    assert list(english["Actors"].frame["id"]) == ["envoy-west", "authorities", "watch"]
    anna = row(english["Persons"], "anna")
    assert (anna["freed"], anna["to"], anna["named_by"]) == ("2025-09-11", "the coast", "text 000")
    envoy = row(english["Actors"], "envoy-west")
    assert envoy["title"] == "envoy (000); special envoy (001)"
    assert envoy["also_printed"] == "Willem Vest"
    assert row(english["Actors"], "watch")["speaks_in"] == "002"


def test_coverage_says_what_each_text_says(english: dict[str, Table]) -> None:
    people = row(english["Coverage"], "first.people")
    assert [people[f"text_{source}"] for source in ("000", "001", "002")] == [
        *("says", "otherwise", "\u2013")
    ]
    assert (people["texts"], people["only_in"]) == (2, "n/a")
    title = row(english["Coverage"], "envoy-west.title")
    assert (title["text_000"], title["text_001"]) == ("less precise", "says")
    assert row(english["Coverage"], "envoy-west.name")["text_000"] == "spelt otherwise"
    assert row(english["Coverage"], "second.act")["only_in"] == "001"


def test_what_a_text_gives_is_in_words_where_the_value_used_is_a_number(
    english: dict[str, Table],
) -> None:
    cells = row(english["Evidence"], "000.1a first.people")
    assert (cells["value"], cells["said"]) == (52, "52")
    title = row(english["Evidence"], "000.2b envoy-west.title")
    assert (title["value"], title["said"]) == ("special envoy", "envoy")
    name = row(english["Evidence"], "000.2b envoy-west.name")
    assert (name["value"], name["said"]) == ("Willem West", "Willem Vest")


def test_many_texts_share_one_column_of_the_coverage(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["briefgen.sheets"], "MOST_TEXTS", 2)
    built = tables.build(evidence, wording_for("en", evidence.dossier), BRIEF)["Coverage"]
    assert "text_000" not in built.frame
    assert row(built, "first.people")["said"] == "says (000); otherwise (001)"
    assert row(built, "envoy-west.title")["said"] == "less precise (000); says (001)"
    assert next(iter(built.frame["id"])).startswith("first.")


def test_the_steps_come_first_and_the_names_last(english: dict[str, Table]) -> None:
    for name in ("Coverage", "Facts"):
        facts = list(english[name].frame["id"])
        assert facts[0].startswith("first.")
        assert facts[-1].endswith(".name")


def test_a_dash_says_that_there_is_nothing_to_show_and_the_codebook_says_where(
    english: dict[str, Table],
) -> None:
    assert row(english["Releases"], "third")["disputed_on"] == "\u2013"
    dashed = {
        f"{table.name}.{column.key}"
        for table in english.values()
        for column in table.columns
        if (table.frame[column.key] == "\u2013").any()
    }
    said = {
        cells["id"] for cells in _by_column(english["Codebook"]) if "\u2013" in str(cells["blank"])
    }
    assert dashed
    assert dashed <= said


def test_disagreements_have_a_row_a_version_with_the_one_in_use_first(
    english: dict[str, Table],
) -> None:
    found = [r for r in _by_column(english["Disagreements"]) if r["link"].key == "first.people"]
    assert [(r["words"], r["used"], r["voice"], r["evidence"]) for r in found] == [
        ("52", "yes", "the authorities", "000.1a"),
        ("53", "no", "text 001", "001.1a"),
    ]
    assert {r["question"] for r in found} == {"The first release: how many people?"}
    assert {r["why"].replace("\u2019", "'") for r in found} == {"The authorities' own count."}
    nature = [r for r in _by_column(english["Disagreements"]) if r["link"].key == "link-1.nature"]
    assert {r["printed"] for r in nature} == {"disputed: every version"}
    assert {r["used"] for r in nature} == {"disputed"}


def test_a_link_has_a_row_a_nature_and_names_who_says_so(english: dict[str, Table]) -> None:
    links = _by_column(english["Links"])
    assert [(r["id"], r["nature"], r["said_by"], r["used"]) for r in links] == [
        ("link-1", "in response to", "text 000", "disputed"),
        ("link-1/2", "in parallel with", "text 001", "disputed"),
    ]


def test_an_estimate_carries_its_age_and_its_warning(english: dict[str, Table]) -> None:
    estimate = row(english["Estimates"], "held")
    assert estimate["age"] == 12
    assert estimate["warning"] == (
        "12 months older than the event its text is about; not an exact count"
    )
    assert (estimate["people"], estimate["people_low"]) == ("about 1,200", 1200)


def test_sources_count_their_facts_and_paragraphs(english: dict[str, Table]) -> None:
    source = row(english["Sources"], "000")
    assert source["readings"] == 3
    assert source["facts"] == 11
    assert source["only_here"] == 5
    assert source["without_facts"] == "\u00b63: a heading"
    assert source["unread"] == "4"
    assert source["address"] == "not known"


def test_facts_say_their_state_and_where_they_are_shown(evidence: Evidence) -> None:
    built = tables.build(
        evidence,
        wording_for("en", evidence.dossier),
        BRIEF,
        shown={"first.people": ("Key points", "Sequence")},
    )
    people = row(built["Facts"], "first.people")
    assert (people["state"], people["shown"]) == ("given", "Key points; Sequence")
    assert people["disputed"] == "material, cannot all hold"
    assert (people["origins"], people["origin_names"], people["texts"]) == (1, "the authorities", 1)
    unstated = row(built["Facts"], "third.people")
    assert (unstated["state"], unstated["value"], unstated["texts"]) == ("not stated", None, 0)


def test_evidence_says_that_its_anchors_were_found_again(evidence: Evidence) -> None:
    wording = wording_for("en", evidence.dossier)
    built = tables.build(evidence, wording, BRIEF, rechecked=True)
    assert {r["refound"] for r in _by_column(built["Evidence"])} == {"yes"}


def test_where_no_anchor_was_looked_for_no_table_speaks_of_it(evidence: Evidence) -> None:
    wording = wording_for("fr", evidence.dossier)
    built = tables.build(evidence, wording, BRIEF)
    assert "refound" not in built["Evidence"].frame
    assert "Retrouvée" not in built["Codebook"].frame.to_string()


def test_the_evidence_is_sorted_by_record_and_address(
    evidence: Evidence, english: dict[str, Table]
) -> None:
    order = list(evidence.dossier.records)
    rows = [
        (r["id"].split(" ")[1].rpartition(".")[0], r["address"])
        for r in _by_column(english["Evidence"])
    ]
    assert rows == sorted(rows, key=lambda one: (order.index(one[0]), one[1]))
    assert len(rows) == len(evidence.dossier.claims)


def test_what_is_to_be_reviewed_says_why(english: dict[str, Table]) -> None:
    assert row(english["ToReview"], "second.people")["why"] == "hedged; single text"
    assert row(english["ToReview"], "first.people")["why"] == "disputed"
    assert row(english["ToReview"], "in-place.in_effect")["undated"] == "yes"


def test_the_codebook_explains_every_column_and_lists_closed_values(
    english: dict[str, Table],
) -> None:
    book = english["Codebook"]
    for table in english.values():
        for column in table.columns:
            assert row(book, f"{table.name}.{column.key}")["meaning"]
    assert row(book, "Sentences.checked")["blank"] == "empty until it is ticked"
    assert "reported done" in row(book, "Releases.stage")["allowed"]
    assert row(book, "Releases.act")["allowed"] == "terms: amnesty"
    assert row(book, "Disagreements.weight")["allowed"] == "material; precision; framing"
    assert row(book, "Links.hedged")["allowed"] == "yes; no"


def test_the_codebook_lists_every_flag_that_cells_hold(english: dict[str, Table]) -> None:
    flags = [
        (table, one.key)
        for table in english.values()
        for one in table.columns
        if one.kind == "flag"
    ]
    for table, key in flags:
        allowed = row(english["Codebook"], f"{table.name}.{key}")["allowed"].split("; ")
        assert {*table.frame[key]} <= {*allowed, "n/a", None}
    assert "disputed" in set(english["Links"].frame["used"])


@pytest.mark.parametrize(
    ("key", "value", "bound"),
    [
        ("steps_done", 2, "exact"),
        ("freed", 52, "at least"),
        ("uncounted", 1, "exact"),
        ("foreign", 14, "at least"),
        ("steps_announced", 1, "exact"),
        ("announced", 25, "exact"),
        ("persons", 1, "exact"),
        ("sanctions", 1, "exact"),
        ("sanctions_announced", 1, "exact"),
        ("sanctions_reported_done", 0, "exact"),
        ("unchanged", 1, "exact"),
        ("contacts", 1, "exact"),
        ("estimates", 1, "exact"),
        ("disagreements", 1, "exact"),
        ("readings", 8, "exact"),
        ("texts", 3, "exact"),
    ],
)
def test_the_summary_counts(
    english: dict[str, Table], evidence: Evidence, key: str, value: int, bound: str
) -> None:
    found = figure(english, evidence, key)
    assert (found.value, found.bound) == (value, bound)


@pytest.mark.parametrize(
    ("people", "language", "words", "ours"),
    [
        (
            "52, not_stated, about 40",
            "en",
            "at least about 92 people: our sum over 2 steps with a number; 1 step without",
            True,
        ),
        (
            "52, not_stated",
            "en",
            "at least 52 people, of the only step with a number; 1 step without",
            False,
        ),
        ("52", "en", "52 people, of the only step with a number", False),
        ("52", "fr", "52 personnes, de la seule étape avec un nombre", False),
        ("not_stated", "en", "at least 0 people: no step with a number; 1 step without", False),
    ],
)
def test_the_sum_says_whether_it_is_ours_and_what_has_no_number(
    tmp_path: Path, people: str, language: str, words: str, *, ours: bool
) -> None:
    found = freed(tmp_path, people, language)
    assert (found.words.replace("\u00a0", " "), found.ours) == (words, ours)


@pytest.mark.parametrize(
    ("people", "value", "bound"),
    [
        ("52, 40", 92, "exact"),
        ("52, about 40", 92, "about"),
        ("52, at least 40", 92, "at least"),
        ("52, 40..45", 92, "at least"),
        ("about 1000, at least 42", 1042, "at least about"),
        ("about 1000, not_stated", 1000, "at least about"),
    ],
)
def test_a_rounded_number_makes_the_sum_rounded_and_an_open_one_leaves_it_open(
    tmp_path: Path, people: str, value: int, bound: str
) -> None:
    found = freed(tmp_path, people, "en")
    assert (found.value, found.bound) == (value, bound)


def freed(folder: Path, people: str, language: str) -> tables.Figure:
    """The sum of the people freed where as many releases as there are counts were done."""
    counts = people.split(", ")
    stages = [*("reported_done" for _ in counts), "considered", "considered"]
    releases = "".join(
        f"- {{id: {step}, stage: {stage}, people: {count}}}\n"
        for step, stage, count in zip(
            ("first", "second", "third"), stages, [*counts, 1, 1], strict=False
        )
    )
    evidence = evidence_in(folder, releases=releases)
    wording = wording_for(language, evidence.dossier)
    found = tables.figures(tables.build(evidence, wording, BRIEF), wording)
    return next(one for one in found if one.key == "freed")


def test_a_number_left_open_shows_its_versions_and_is_not_summed(tmp_path: Path) -> None:
    releases = RECORDS["releases"].replace("people: 52", "people: disputed")
    evidence = evidence_in(tmp_path, releases=releases)
    built = tables.build(evidence, wording_for("en", evidence.dossier), BRIEF)
    release = row(built["Releases"], "first")
    assert (release["freed_people"], release["freed_people_low"]) == ("disputed: 52 / 53", None)
    assert "number disputed: 52 / 53" in release["ready"]
    assert (figure(built, evidence, "freed").value, figure(built, evidence, "uncounted").value) == (
        *(0, 2),
    )


def test_formulas_name_real_headers_and_no_formula_adds_two_columns(
    evidence: Evidence, wording: Wording
) -> None:
    built = tables.build(evidence, wording, BRIEF)
    for found in tables.figures(built, wording):
        references = re.findall(r"(\w+)\[([^\]]+)\]", found.formula)
        assert references, found.formula
        for name, header in references:
            assert header in {wording.text(column.header) for column in built[name].columns}
        assert "+" not in found.formula
        assert found.link in built
        for text in (found.label, found.counts, found.leaves_out):
            assert text.in_language(wording.language)


def test_nothing_sums_estimates(evidence: Evidence, wording: Wording) -> None:
    built = tables.build(evidence, wording, BRIEF)
    sums = [one.formula for one in tables.figures(built, wording) if one.formula.startswith("SUM")]
    assert len(sums) == 4
    assert not any("Estimates[" in formula for formula in sums)


def test_sentences_have_a_column_for_the_tick(evidence: Evidence) -> None:
    rows = [tables.SentenceRow(1, "Key points", "52 people.", ("first.people",), ("000.1a",))]
    table = tables.sentences(rows, wording_for("en", evidence.dossier))
    assert list(table.rows()) == [
        (1, "Key points", "52 people.", "first.people", "000.1a", "\u2013", None)
    ]


def test_a_dossier_of_one_source_alone_makes_empty_tables(tmp_path: Path) -> None:
    source = SOURCE.format("000", 4, "a" * 64)
    (tmp_path / "sources.yaml").write_text(source, encoding="utf-8")
    evidence = Evidence(load(tmp_path))
    wording = wording_for("en", evidence.dossier)
    built = tables.build(evidence, wording, BRIEF)
    assert built["Releases"].frame.empty
    assert built["Coverage"].frame.empty
    assert [one.value for one in tables.figures(built, wording) if one.key == "freed"] == [0]


def test_the_same_facts_give_the_same_rows(tmp_path: Path) -> None:
    def rows(folder: Path) -> list[list[tuple[Any, ...]]]:
        folder.mkdir()
        evidence = evidence_in(folder)
        built = tables.build(evidence, wording_for("fr", evidence.dossier), BRIEF)
        return [list(table.rows()) for table in built.values()]

    assert rows(tmp_path / "one") == rows(tmp_path / "two")


@pytest.mark.soak
def test_tables_grow_no_faster_than_the_dossier(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        folder = tmp_path / str(count)
        folder.mkdir()
        people = "".join(
            f"- {{id: p{n}, name: {{family: P{n}}}, nationality: not_stated}}\n"
            for n in range(count)
        )
        parts = "".join(
            f"- {{id: q{n}, release: first, axis: named, person: p{n}}}\n" for n in range(count)
        )
        evidence = evidence_in(
            folder, persons=RECORDS["persons"] + people, parts=RECORDS["parts"] + "\n" + parts
        )
        wording = wording_for("en", evidence.dossier)
        start = time.perf_counter()
        tables.build(evidence, wording, BRIEF)
        return time.perf_counter() - start

    assert seconds(8_000) < 8 * max(seconds(2_000), 0.2)
