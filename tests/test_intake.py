from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

import pytest
from docx import Document

from briefgen.cli import main
from briefgen.facts.dates import When
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError
from briefgen.facts.records import Source
from briefgen.intake import add_source, find_project
from briefgen.intake.printed import dates_in, words_of_name, words_of_number
from briefgen.intake.splice import append_entry, yaml_text

PROJECT = Path(__file__).parents[1]

ARTICLE = """Un article inventé

Le 3 mars, 14 personnes ont été libérées, selon Lanterne, \
dont Ana Vero et quatre étrangers.

Le ministère de la Justice n'a rien dit de plus.
"""
READINGS = """\
- at: 003.2a
  voice: lantern
  anchor: ["Le 3 mars, 14 personnes"]
  says:
    release-2025-03-03: {freed: 2025-03-03, stage: reported_done, people: 14, called: persons}
  inferred:
    release-2025-03-03.freed: {en: "The article is of that month.", fr: "L'article est du mois."}

- at: 003.3a
  voice: article
  anchor: [Le ministère de la Justice]
  says:
    varonia-justice-ministry: {name: Le ministère de la Justice}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the starter dossier."""
    assert main(["-C", str(tmp_path), "new", "pilot"]) == 0
    return tmp_path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "fresh.txt"
    path.write_text(ARTICLE, "utf-8", newline="\n")
    return path


def run(project: Path, *arguments: str) -> int:
    return main(["-C", str(project), *arguments])


def test_a_new_article_goes_from_file_to_brief_and_its_contradiction_is_found(
    project: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = project / "data" / "pilot"
    assert run(project, "source", "add", str(article)) == 0
    assert run(project, "check") == 0
    (dossier / "readings" / "003.yaml").write_text(READINGS, "utf-8")
    sources = dossier / "sources.yaml"
    sources.write_text(sources.read_text("utf-8") + '  empty: {"1": heading}\n', "utf-8")
    capsys.readouterr()
    assert run(project, "check") == 0
    assert (
        "17 of 17 passages found again\n27 of 27 anchors found again\n" in capsys.readouterr().out
    )
    releases = dossier / "releases.yaml"
    held = releases.read_text("utf-8")
    releases.write_text(held[: held.index("  # Where texts differ")], "utf-8")
    assert run(project, "check") == 1
    assert re.search(
        r"is 12, .*002\.1a says 11, 003\.2a says 14, .*\[differs\]", captured_err(capsys)
    )
    releases.write_text(held, "utf-8")
    assert run(project, "generate") == 0
    document = Document(str(project / "briefs" / "pilot" / "out" / "pilot.en.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("14" in cell and "003.2a" in cell for cell in cells)


def captured_err(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_the_starter_has_no_problem_and_generates(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "check") == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.endswith(
        "1 disagreement, 1 of them material; all with a reason\n"
        "coverage 8 of 8 paragraphs\n15 of 15 passages found again\n25 of 25 anchors found again\n"
    )
    assert run(project, "generate", "pilot") == 0
    written = {path.name for path in (project / "briefs" / "pilot" / "out").iterdir()}
    assert {f"pilot.{code}.{end}" for code in ("en", "fr") for end in ("xlsx", "docx")} < written


def test_the_starter_holds_every_kind_and_nothing_of_its_own_name(project: Path) -> None:
    dossier = load(project / "data" / "pilot")
    assert {type(record).__name__ for record in dossier.records.values()} == {
        *("Source", "Person", "Body", "Term", "Reason", "Release", "Part", "Sanction", "Link"),
        *("Contact", "Estimate", "Statement", "Unknown"),
    }
    texts = [path.read_text("utf-8") for path in project.rglob("*.yaml")]
    assert not any("my-dossier" in text for text in texts)
    assert (project / "templates" / "brief.docx").is_file()
    assert "/archive/" in (project / ".gitignore").read_text("utf-8").splitlines()


def test_new_overwrites_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    assert run(project, "new", "pilot") == 1
    taken = [(project / folder / "pilot").as_posix() for folder in ("archive", "briefs", "data")]
    assert captured_err(capsys) == "".join(
        f"{path}: stands there already, and nothing is overwritten; take another name [exists]\n"
        for path in taken
    ) + ("3 errors, 0 warnings\n")
    assert run(project, "new", "other") == 0
    assert {path: path.read_bytes() for path in before} == before


def test_new_keeps_the_house_styles_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "brief.docx").write_bytes(b"ours")
    assert run(tmp_path, "new", "pilot") == 0
    assert [path.name for path in (tmp_path / "templates").iterdir()] == ["brief.docx"]
    assert (tmp_path / "templates" / "brief.docx").read_bytes() == b"ours"


@pytest.mark.parametrize("name", ["Pilot", "a b", "../x", "a/b", "", "-a"])
def test_new_refuses_a_name_that_is_no_folder_of_its_own(tmp_path: Path, name: str) -> None:
    assert run(tmp_path, "new", "--", name) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_source_is_copied_entered_and_shown(
    project: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = project / "data" / "pilot" / "sources.yaml"
    before = sources.read_bytes()
    capsys.readouterr()
    assert run(project, "source", "add", str(article)) == 0
    after = sources.read_bytes()
    assert after.startswith(before)
    entered = load(project / "data" / "pilot").get(Source, "003")
    assert (entered.language, entered.paragraphs, entered.archive) == ("fr", 3, "003_fresh.txt")
    assert entered.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()
    copy = project / "archive" / "pilot" / "003_fresh.txt"
    assert copy.read_bytes() == ARTICLE.encode()
    assert capsys.readouterr().out == (
        "added   003: 3 paragraphs, language fr\n"
        f"wrote   {copy.as_posix()}\n"
        f"wrote   {(sources.parent / 'readings' / '003.yaml').as_posix()}\n"
        f"wrote   {sources.as_posix()}\n"
        "\n"
        "  1  Un article inventé\n"
        "  2  Le 3 mars, 14 personnes ont été libérées, selon Lanterne, dont Ana Vero"
        " et quatre étrangers.\n"
        "  3  Le ministère de la Justice n'a rien dit de plus.\n"
        "\n"
        "next:   briefgen source match 003\n"
    )


def test_the_repository_keeps_no_article() -> None:
    assert "/archive/" in (PROJECT / ".gitignore").read_text("utf-8").splitlines()


def refused(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The message of a refused `source add`, after a look that nothing was written."""
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert run(project, "source", "add", *arguments) == 1
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before
    return captured_err(capsys).splitlines()[0]


SHAPE = "expected lower case letters, digits and single hyphens, such as 005"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        *((wanted, f'found "{wanted}", {SHAPE}') for wanted in ("a--b", "-x", "x-", "A 1", "")),
        ("../x", f'found "../x", {SHAPE}'),
        ("disputed", f'found "disputed", {SHAPE}'),
        ("article", '"article" is the voice of a text itself; choose another id'),
    ],
)
def test_an_id_that_no_record_may_have_is_wrong_use(
    project: Path, article: Path, capsys: pytest.CaptureFixture[str], wanted: str, told: str
) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    with pytest.raises(SystemExit, match="2"):
        run(project, "source", "add", str(article), f"--id={wanted}")
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before
    said = captured_err(capsys).splitlines()[-1]
    assert said == f"briefgen source add: error: argument --id: {told}"
    with pytest.raises(ValueError, match=re.escape(told)):
        add_source(article, find_project(project, "pilot"), source_id=wanted)


def test_a_source_that_cannot_be_taken_in_changes_nothing(
    project: Path, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = tmp_path / "b.txt"
    shutil.copy(project / "archive" / "pilot" / "001_example.txt", known)
    assert refused(project, capsys, str(known)) == (
        f"{known.as_posix()}: is source 001 already, byte for byte [double]"
    )
    sources = (project / "data" / "pilot" / "sources.yaml").as_posix()
    assert refused(project, capsys, str(article), "--id", "001") == (
        f"{sources}: 001: the id is taken, at {sources}:3:3; give another --id [id]"
    )
    (tmp_path / "c.txt").write_bytes(ARTICLE.encode("latin-1"))
    assert refused(project, capsys, str(tmp_path / "c.txt")) == (
        f"{(tmp_path / 'c.txt').as_posix()}: is no text in UTF-8;"
        " save the article as plain text, a line a paragraph [archive]"
    )
    (tmp_path / "d.txt").write_text(" \n\n", "utf-8")
    assert refused(project, capsys, str(tmp_path / "d.txt")).endswith("holds no text [archive]")
    gone = tmp_path / "none.txt"
    assert refused(project, capsys, str(gone)) == (
        f"{gone.as_posix()}: cannot be read: {os.strerror(2)} [archive]"
    )


def test_show_sets_the_readings_under_their_paragraphs(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(project, "source", "show", "002") == 0
    assert capsys.readouterr().out == (
        "002  002_example.txt, 2 paragraphs, language fr\n"
        "\n"
        "  1  La Varonie a libéré 11 personnes le 3 mars 2025, selon l'ONG Lanterne.\n"
        "     002.1a  lantern  « a libéré 11 personnes | le 3 mars 2025 »\n"
        "       release-2025-03-03.freed: 2025-03-03\n"
        "       release-2025-03-03.stage: reported_done\n"
        "       release-2025-03-03.people: 11\n"
        "       release-2025-03-03.called: persons\n"
        "     002.1b  article  « selon l'ONG Lanterne »\n"
        "       lantern.name: Lanterne\n"
        "\n"
        "  2  Parmi elles figure la journaliste Ana Vero.\n"
        "     002.2a  article  « la journaliste Ana Vero »\n"
        "       part-2025-03-vero.person: ana-vero\n"
        "       ana-vero.name: Ana Vero\n"
        "       ana-vero.described: journalist\n"
    )


def test_match_proposes_readings_that_can_be_pasted(
    project: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "source", "add", str(article)) == 0
    capsys.readouterr()
    assert run(project, "source", "match", "003") == 0
    proposed = capsys.readouterr().out
    assert proposed == (
        "# paragraph 1: Un article inventé\n"
        "# no date, number or name of a record\n"
        "\n"
        "# paragraph 2: Le 3 mars, 14 personnes ont été libérées, selon ...\n"
        "- at: 003.2a\n"
        "  voice: article\n"
        "  anchor: [3 mars, quatre étrangers]\n"
        "  says:\n"
        "    release-2025-03-03: {freed: 2025-03-03, foreign: 4}\n"
        '  inferred: {release-2025-03-03.freed: {en: "...", fr: "..."}}  # why that year\n'
        "- at: 003.2b\n"
        "  voice: article\n"
        "  anchor: [Lanterne]\n"
        "  says:\n"
        "    lantern: {name: Lanterne}\n"
        "- at: 003.2c\n"
        "  voice: article\n"
        "  anchor: [Ana Vero]\n"
        "  says:\n"
        "    ana-vero: {name: Ana Vero}\n"
        "# numbers that no record has: 14\n"
        "\n"
        "# paragraph 3: Le ministère de la Justice n'a rien dit de plus.\n"
        "- at: 003.3a\n"
        "  voice: article\n"
        "  anchor: [Le ministère de la Justice]\n"
        "  says:\n"
        "    varonia-justice-ministry: {name: Le ministère de la Justice}\n"
        "\n"
    )
    (project / "data" / "pilot" / "readings" / "003.yaml").write_text(proposed, "utf-8")
    assert run(project, "check") == 0
    capsys.readouterr()
    assert run(project, "source", "match", "003") == 0
    assert "- at:" not in capsys.readouterr().out


def test_the_articles_that_are_not_at_hand_are_named_when_one_is_added(
    project: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = project / "archive" / "pilot"
    (archive / "002_example.txt").unlink()
    assert run(project, "source", "add", str(article)) == 0
    told = f"lacking 002 in {archive.as_posix()}: their passages cannot be checked"
    assert told in capsys.readouterr().out.splitlines()
    assert run(project, "check") == 0
    captured = capsys.readouterr()
    told = (
        f'002: there is no "002_example.txt" in {archive.as_posix()}; its passages are not checked'
    )
    assert told in captured.err
    assert "passages found again; not at hand: 002\n" in captured.out


def test_match_proposes_no_address_that_is_taken(
    project: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "source", "add", str(article)) == 0
    readings = project / "data" / "pilot" / "readings" / "003.yaml"
    readings.write_text(
        "- {at: 003.2b, voice: article, anchor: [Lanterne], says: {lantern: {name: Lanterne}}}\n"
    )
    capsys.readouterr()
    assert run(project, "source", "match", "003") == 0
    proposed = re.findall(r"at: 003\.2(\w+)", capsys.readouterr().out)
    assert proposed == ["a", "c"]


@pytest.mark.parametrize("part", ["show", "match"])
def test_no_file_outside_of_the_archive_is_shown(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    (tmp_path / "secret.txt").write_text("The key is under the mat.", "utf-8")
    sources = project / "data" / "pilot" / "sources.yaml"
    text = sources.read_text("utf-8")
    assert "archive: 002_example.txt" in text
    sources.write_text(text.replace("002_example.txt", "../../secret.txt"), "utf-8")
    capsys.readouterr()
    assert run(project, "source", part, "002") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(
        rf"{sources.as_posix()}:\d+:\d+: 002: found \"../../secret\.txt\","
        r" expected the name of a file, without a folder \[archive\]",
        told.err.splitlines()[0],
    )


def test_a_source_that_is_not_there_is_refused_with_the_nearest(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(project, "source", "show", "02") == 1
    sources = (project / "data" / "pilot" / "sources.yaml").as_posix()
    assert captured_err(capsys).splitlines()[0] == (
        f'{sources}: there is no source "02"; did you mean "002"? [missing]'
    )


def test_several_dossiers_must_be_told_apart(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "new", "other") == 0
    capsys.readouterr()
    assert run(project, "source", "show", "002") == 1
    assert "name one of the dossiers with --dossier: other, pilot [missing]" in captured_err(capsys)
    assert run(project, "source", "show", "002", "--dossier", "other") == 0


ENTRY = '- id: "2"\n  a: b\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'# kept\n- id: "1"  # kept\n', b'# kept\n- id: "1"  # kept\n\n- id: "2"\n  a: b\n'),
        (b'- id: "1"', b'- id: "1"\n\n- id: "2"\n  a: b\n'),
        (b'- id: "1"\r\n', b'- id: "1"\r\n\r\n- id: "2"\r\n  a: b\r\n'),
        (b'  - id: "1"\n# end\n', b'  - id: "1"\n# end\n\n  - id: "2"\n    a: b\n'),
        (b'\xef\xbb\xbf- id: "1"\n', b'\xef\xbb\xbf- id: "1"\n\n- id: "2"\n  a: b\n'),
    ],
)
def test_an_entry_is_spliced_and_every_byte_before_it_kept(before: bytes, after: bytes) -> None:
    assert append_entry(before, ENTRY, "f") == after


@pytest.mark.parametrize(
    "before", [b'[{id: "1"}]\n', b'- id: "1"\n...\n', b"id: 1\n", b"- {\n", b""]
)
def test_a_list_that_takes_no_entry_at_its_end_is_refused(before: bytes) -> None:
    with pytest.raises(DossierError):
        append_entry(before, ENTRY, "f")


@pytest.mark.parametrize("text", ["a b", "a, b", "d'un", "c: d", "#x", "12", "no", "« a »", 'q"r'])
def test_a_text_stands_in_a_flow_list_as_it_is(text: str) -> None:
    file = f"- id: a\n  list: [{yaml_text(text)}, z]\n".encode()
    content = append_entry(file, ENTRY, "f")
    assert content.startswith(file)


@pytest.mark.parametrize(
    ("text", "language", "printed", "words"),
    [
        ("Le 11 septembre 2025, hier", "fr", "2025-09-11", "11 septembre 2025"),
        ("le 1er juin", "fr", "None-06-01", "1er juin"),
        ("On 3 March 2025.", "en", "2025-03-03", "3 March 2025"),
        ("on March 3, 2025, they", "en", "2025-03-03", "March 3, 2025"),
        ("(2025-03-03)", "en", "2025-03-03", "2025-03-03"),
        ("in May", "en", "None-05", "May"),
        ("en juin 2025", "fr", "2025-06", "juin 2025"),
    ],
)
def test_a_printed_date_is_read(text: str, language: str, printed: str, words: str) -> None:
    (date,) = dates_in(text, language)
    day = "" if date.day is None else f"-{date.day:02}"
    assert (f"{date.year}-{date.month:02}{day}", date.words) == (printed, words)


@pytest.mark.parametrize("text", ["they may leave", "in 2025", "fin 2024"])
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert dates_in(text, "en") == ()
    assert When.parse("2025").start is not None


def test_a_number_is_found_with_the_words_that_follow() -> None:
    assert words_of_number(52, "hier 52 prisonniers politiques, dont", "fr") == (
        5,
        "52 prisonniers politiques",
    )
    assert words_of_number(1265, "avec 1\u202f265 détenus.", "fr") == (
        5,
        "1\u202f265 détenus",
    )
    assert words_of_number(265, "avec 1\u202f265 détenus.", "fr") is None


def test_a_name_is_found_whole_and_in_its_longest_form() -> None:
    forms = ("Vero", "Ana Vero", "US")
    assert words_of_name(forms, "Et Ana\u00a0Vero dit") == (3, "Ana Vero")
    assert words_of_name(forms, "Verona aide us") is None
