"""What a copy under a label holds, and that nothing above the label is in any byte of it."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from html import unescape
from typing import TYPE_CHECKING

import pytest

from briefgen import search, tables
from briefgen.cli.generate import LABELS
from briefgen.examine import examine
from briefgen.facts.handling import READINGS, withhold
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError
from briefgen.facts.records import Handling, Person, Release, Source, Text
from briefgen.generate import Asked, generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.facts.dossier import Dossier

GREEN = Handling.GREEN
STEMS = {
    "TLP:CLEAR": "Ummeril",
    "TLP:GREEN": "Quillon",
    "TLP:AMBER": "Brantive",
    "TLP:AMBER+STRICT": "Skelderu",
    "TLP:RED": "Vornack",
}
"""A word of each label that is in every text of the records so labelled, in both languages."""

SECRETS = {
    "sources": """
- id: "@-paper"
  handling: {label}
  language: en
  paragraphs: 2
  archive: "@.txt"
  sha256: "{digest}"
  descriptor: {{en: "A report by @.", fr: "Un article de @."}}
  publisher: The @ Post
  internal: "Innernote from @"
""",
    "persons": """
- id: jor-@
  handling: {label}
  name: {{given: Jor, family: "@ski", fr: {{given: Jorre, family: "@ské"}}}}
  gender: m
  described: "@-hand"
  note: {{en: "Known to @.", fr: "Connu de @."}}
  internal: "Innernote on @"
""",
    "bodies": """
- id: "@-office"
  handling: {label}
  name: {{en: "the @ Office", fr: "l'Office @"}}
""",
    "terms": """
- {{id: "@-hand", handling: "{label}", facet: description, en: "@ hand", fr: "matelot @"}}
""",
    "releases": """
- id: release-@
  handling: {label}
  title: {{en: "the @ release", fr: "la libération @"}}
  freed: 2031-05-09
  stage: reported_done
  people: 7
  called: sailors
""",
    "parts": """
- id: part-@
  release: release-@
  axis: named
  person: jor-@
""",
    "statements": """
- id: claim-@
  handling: {label}
  form: background
  text: {{en: "Boats of @ went out.", fr: "Des bateaux de @ sont sortis."}}
  holder: "@-office"
  about: release-@
""",
    "unknowns": """
- id: unknown-@
  question: {{en: "Where are those of @?", fr: "Où sont ceux de @ ?"}}
  known: {{en: "The @ Office knows.", fr: "L'Office @ le sait."}}
  settle: {{en: "A list by @.", fr: "Une liste de @."}}
  about: [release-@, release-@.people]
""",
    "a02": """
- at: a02.1{passage}
  voice: article
  handling: {label}
  anchor: [Mara @ova la patronne]
  says:
    mara-tolvik: {{name: "Mara @ova"}}
  gloss: {{en: "spelt by @", fr: "orthographe de @"}}
  internal: "Innernote of @"
""",
}
READINGS_OF = """
- at: "@-paper.1a"
  voice: "@-office"
  anchor: [7 sailors of @, on 9 May 2031, "the @ Office said", "The @ Post"]
  says:
    release-@: {freed: 2031-05-09, stage: reported_done, people: 7, called: sailors}
    "@-office": {name: the @ Office}
    "@-paper": {publisher: The @ Post}
- at: "@-paper.2a"
  voice: article
  anchor: ["the @ hand Jor @ski", "boats of @ went out"]
  says:
    jor-@: {name: "Jor @ski", described: "@-hand"}
    part-@: {person: jor-@}
    claim-@: {holder: "@-office"}
  gloss: {en: "a remark on @", fr: "une remarque sur @"}
"""


def with_stem(text: str, stem: str) -> str:
    """The text with the stem for @, in small letters where an id has it."""
    in_id = r"(?<=[a-z]-)@|@(?=-(?:paper|office|hand))|@(?=\.txt)"
    return re.sub(in_id, stem.lower(), text).replace("@", stem)


@pytest.fixture
def project(project: Path) -> Path:
    """The made-up project with records at every label."""
    shutil.rmtree(project / "archive")  # no article has the passages that are added
    data = project / "data" / "ostrana-2031"
    for passage, (label, stem) in zip("bcdef", STEMS.items(), strict=True):
        for name, text in SECRETS.items():
            folder = data / "readings" if name == "a02" else data
            filled = text.format(label=label, digest="0" * 64, passage=passage)
            with (folder / f"{name}.yaml").open("a", encoding="utf-8", newline="\n") as file:
                file.write(with_stem(filled, stem))
        readings = data / "readings" / f"{stem.lower()}-paper.yaml"
        readings.write_text(with_stem(READINGS_OF, stem), "utf-8", newline="\n")
    return project


def every_text(content: bytes) -> Iterator[str]:
    """The bytes of a file and of all in it, in every reading: a scan apart from the product's."""
    for encoding in ("latin-1", "utf-8", "utf-16-le"):
        text = content.decode(encoding, "ignore").casefold()
        yield text
        yield unescape(re.sub("<[^>]*>", "", text))
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for entry in package.infolist():
                yield entry.filename.casefold()
                yield from every_text(package.read(entry))


@pytest.mark.parametrize("label", LABELS)
def test_no_byte_of_a_copy_holds_what_is_above_its_label(project: Path, label: str) -> None:
    out = project / "out"
    generate(project, Asked(out=out, label=Handling(label)))
    written = "\n".join(text for file in out.iterdir() for text in every_text(file.read_bytes()))
    held = {of: stem.lower() in written for of, stem in STEMS.items()}
    assert held == {of: LABELS.index(of) <= LABELS.index(label) for of in LABELS}
    assert "innernote" not in written
    assert label.casefold() in written


def test_totals_are_of_those_shown_only_where_some_are_withheld(project: Path) -> None:
    for label, said in ((Handling.RED, False), (GREEN, True)):
        examined = examine(project, None, ["en"], label)
        ((wording, _),) = examined.narratives
        built = tables.build(examined.evidence, wording, examined.brief)
        labels = {figure.key: figure.label.en for figure in tables.figures(built, wording)}
        assert labels["freed"] == "People reported freed" + ", of those shown" * said
        assert labels["contacts"] == "Contacts"
        assert str(labels["facts"]).endswith("of those shown") == said


def test_both_files_say_that_something_is_left_out(project: Path) -> None:
    told = "What is labelled above TLP:GREEN".casefold()
    made = generate(project, Asked(out=project / "out", languages=["en"], label=GREEN))
    for content in made.files.values():
        assert any(told in text for text in every_text(content))


def test_the_labels_of_the_command_line_are_those_of_the_facts() -> None:
    assert [label.value for label in Handling] == list(LABELS)


def test_a_sentence_that_rests_on_a_withheld_fact_stops_the_build(project: Path) -> None:
    text = project / "briefs" / "ostrana" / "text.en.md"
    added = "\nAnother {{ release-vornack.people people }} were freed.[^claim-vornack.holder]\n"
    text.write_text(text.read_text("utf-8") + added, "utf-8")
    problems = examine(project, None, ["en"], GREEN).problems
    assert [(one.subject, one.message, one.rule) for one in problems] == [
        (
            "release-vornack.people",
            "the sentence rests on a fact withheld at TLP:GREEN",
            "withheld",
        ),
        ("claim-vornack.holder", "the sentence rests on a fact withheld at TLP:GREEN", "withheld"),
    ]
    assert [one.place.column for one in problems] == [9, 56]
    assert not examine(project, None, ["en"], Handling.RED).problems


@pytest.mark.parametrize("large", [search._LARGE, 0])
def test_a_withheld_name_typed_in_the_text_stops_the_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """Large files are searched in another process."""
    monkeypatch.setattr(search, "_LARGE", large)
    text = project / "briefs" / "ostrana" / "text.en.md"
    text.write_text(text.read_text("utf-8") + "\nBoats of Vornack went out.\n", "utf-8")
    with pytest.raises(DossierError) as caught:
        generate(project, Asked(out=project / "out", languages=["en"], label=GREEN))
    assert {problem.rule for problem in caught.value.problems} == {"leak"}
    assert "claim-vornack.text" in str(caught.value)
    assert "Vornack" not in str(caught.value)
    assert not (project / "out").exists()


def test_what_a_term_is_to_avoid_is_not_said_by_it(project: Path) -> None:
    terms = project / "data" / "ostrana-2031" / "terms.yaml"
    held = search.kept_back(project, examine(project, None, ["en"], GREEN)).secrets
    avoided = "en: sailors, avoid: {en: Jor Vornackski}"
    text = terms.read_text("utf-8").replace("en: sailors", avoided, 1)
    terms.write_text(text, "utf-8")
    assert avoided in text
    assert search.kept_back(project, examine(project, None, ["en"], GREEN)).secrets == held
    assert any(needle.text == "Jor Vornackski" for needle in held)


def test_a_shown_text_that_speaks_of_a_withheld_person_is_told_where_it_stands(
    project: Path,
) -> None:
    persons = project / "data" / "ostrana-2031" / "persons.yaml"
    noted = persons.read_text("utf-8").replace(
        "  described: skipper\n",
        '  described: skipper\n  note: {en: "Aunt of Jor Vornackski.", fr: Tante.}\n',
    )
    persons.write_text(noted, "utf-8")
    with pytest.raises(DossierError) as caught:
        generate(project, Asked(out=project / "out", languages=["en"], label=GREEN))
    told = [str(one) for one in caught.value.problems if one.rule == "withheld"]
    at = "persons.yaml:5:9: mara-tolvik.note: holds jor-vornack.name, which is withheld"
    assert any(at in line for line in told)
    assert all("mara-tolvik.note" in line for line in told)
    assert "Vornackski" not in str(caught.value)


def test_without_a_label_the_brief_s_own_is_taken(project: Path) -> None:
    shown = examine(project, None, ["en"]).dossier
    assert "release-ummeril" in shown.records
    assert "release-quillon" not in shown.records


def small(make_dossier: Callable[..., Path], **files: str) -> Dossier:
    return withhold(load(make_dossier(**files)), GREEN)


RELEASE = "- {id: release-a, freed: 2031-05-03, stage: reported_done, people: 52, called: sailors"
SAID = """
- at: 001.1a
  voice: ministry
  anchor: [52 sailors, on 3 May 2031]
  says:
    release-a: {freed: 2031-05-03, stage: reported_done, people: 52, called: sailors}
"""
NAMED = """
- at: 001.1b
  voice: article
  anchor: envoy Anna Berg of the Ministry
  says: {anna: {name: Anna Berg, title: envoy}, ministry: {name: the Ministry}}
"""


def test_nothing_is_withheld_from_a_copy_that_may_hold_all(
    make_dossier: Callable[..., Path],
) -> None:
    whole = load(make_dossier())
    for label in Handling:
        shown = withhold(whole, label)
        assert (shown.records, shown.claims) == (whole.records, whole.claims)
        assert not shown.withheld


def test_a_withheld_record_goes_with_its_claims_and_pointers(
    make_dossier: Callable[..., Path],
) -> None:
    parts = "- {id: part-anna, release: release-a, axis: named, person: anna}"
    shown = small(
        make_dossier,
        releases=RELEASE + ", handling: TLP:AMBER}",
        parts=parts,
        unknowns="""
        - id: unknown-a
          question: {en: q, fr: q}
          known: {en: k, fr: k}
          settle: {en: s, fr: s}
          about: [release-a, anna]
        - id: unknown-b
          question: {en: q, fr: q}
          known: {en: k, fr: k}
          settle: {en: s, fr: s}
          about: [release-a.people]
        """,
    )
    assert not {"release-a", "part-anna", "unknown-b", "sailors"} & shown.records.keys()
    assert getattr(shown.records["unknown-a"], "about", None) == ("anna",)
    assert [str(reading.at) for reading in shown.readings] == ["001.1b"]
    assert shown.withheld == {"releases", "parts", "unknowns", "terms", READINGS}


def test_a_fact_goes_with_its_last_reading(make_dossier: Callable[..., Path]) -> None:
    said = """
    - at: 001.1a
      voice: article
      anchor: [on 3 May 2031]
      says: {release-a: {freed: 2031-05-03, stage: reported_done, called: sailors}}
    - at: 001.1b
      voice: article
      anchor: [52 sailors]
      handling: TLP:AMBER
      says: {release-a: {people: 52}}
    """
    release = small(make_dossier, **{"001": said}).get(Release, "release-a")
    assert release.people is None
    assert str(release.freed) == "2031-05-03"


def test_a_value_goes_with_the_last_reading_that_gives_it(
    make_dossier: Callable[..., Path],
) -> None:
    said = """
    - at: 001.1a
      voice: article
      anchor: [on 3 May 2031, some sailors]
      says: {release-a: {freed: 2031-05-03, stage: reported_done, called: sailors, people: some}}
    - at: 001.1b
      voice: article
      anchor: [52 sailors]
      handling: TLP:AMBER
      says: {release-a: {people: 52}}
    """
    shown = small(make_dossier, **{"001": said})
    assert shown.get(Release, "release-a").people is None
    assert "release-a.people" not in {claim.fact for claim in shown.claims}


def test_a_reading_goes_with_its_voice(make_dossier: Callable[..., Path]) -> None:
    bodies = "- {id: ministry, name: {en: the Ministry, fr: le Ministère}, handling: TLP:RED}"
    shown = small(make_dossier, bodies=bodies)
    assert [str(reading.at) for reading in shown.readings] == ["001.1b"]
    assert "release-a" not in shown.records
    assert shown.get(Person, "anna").part_of is None


def test_a_reading_that_lost_a_claim_loses_its_words(make_dossier: Callable[..., Path]) -> None:
    bodies = "- {id: ministry, name: {en: the Ministry, fr: le Ministère}, handling: TLP:RED}"
    readings = small(make_dossier, bodies=bodies).readings
    assert readings[0].anchors == ()
    assert small(make_dossier).readings[0].anchors == ("52 sailors", "on 3 May 2031")


def test_a_source_goes_with_its_readings(make_dossier: Callable[..., Path]) -> None:
    files = {
        "sources": """
        - id: "001"
          language: en
          paragraphs: 1
          archive: a.txt
          sha256: "0000000000000000000000000000000000000000000000000000000000000000"
          descriptor: {en: a text, fr: un texte}
          handling: TLP:AMBER
        """
    }
    shown = small(make_dossier, **files)
    assert not shown.readings
    assert not shown.of(Source)
    assert not shown.of(Person)


def test_a_paragraph_whose_readings_are_withheld_is_not_called_unread(
    make_dossier: Callable[..., Path],
) -> None:
    said = SAID.replace("voice:", "handling: TLP:AMBER\n  voice:") + NAMED.replace("1b", "2a")
    files = {"sources": load_text("sources").replace("paragraphs: 1", "paragraphs: 2")}
    (source,) = small(make_dossier, **files, **{"001": said}).of(Source)
    reason = source.empty["1"]
    assert isinstance(reason, Text)
    assert reason.en == "What it gives is withheld at TLP:GREEN."
    assert "2" not in source.empty


def load_text(name: str) -> str:
    from conftest import FILES  # noqa: PLC0415 -- the file that pytest itself loads

    return FILES[name]


def test_a_doubted_claim_goes_with_its_doubt(make_dossier: Callable[..., Path]) -> None:
    said = NAMED + SAID + "  doubt: {release-a.people: unsure}\n"
    reasons = """
    - {id: shared, en: a reason, fr: une raison}
    - {id: unsure, en: a doubt, fr: un doute, handling: TLP:AMBER}
    """
    shown = small(make_dossier, reasons=reasons, **{"001": said})
    assert "release-a.people" not in {claim.fact for claim in shown.claims}
    assert shown.get(Release, "release-a").people is None


def test_a_reason_goes_with_the_version_it_argues_against(
    make_dossier: Callable[..., Path],
) -> None:
    said = (
        NAMED
        + SAID
        + """
- at: 001.1c
  voice: article
  handling: TLP:AMBER
  anchor: [50 sailors]
  says: {release-a: {people: 50}}
"""
    )
    releases = RELEASE + ", because: {people: {en: not 50, fr: pas 50}}}"
    whole = load(make_dossier(releases=releases, **{"001": said}))
    assert whole.get(Release, "release-a").because
    shown = withhold(whole, GREEN).get(Release, "release-a")
    assert (shown.because, str(shown.people)) == ({}, "52")


def test_internal_notes_are_in_no_copy(make_dossier: Callable[..., Path]) -> None:
    releases = RELEASE + ", internal: ask again}"
    whole = load(make_dossier(releases=releases))
    assert withhold(whole, Handling.RED).get(Release, "release-a").internal is None
    assert whole.get(Release, "release-a").internal == "ask again"
