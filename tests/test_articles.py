"""Where the articles are looked for, and what every run says of the passages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document

from briefgen.cli import main
from briefgen.facts.articles import VARIABLE, Articles, articles_of

if TYPE_CHECKING:
    from briefgen.generate import Generated

PASSAGES = 16
FOUND = f"{PASSAGES} of {PASSAGES} passages found again"
AWAY = "the articles are not at hand: passages not checked"
SAID = {
    ("en", True): f"{FOUND} in the articles",
    ("en", False): "The articles are not at hand: passages not checked",
    ("fr", True): f"Passages retrouvés dans les articles\u00a0: {PASSAGES} sur {PASSAGES}",
    ("fr", False): "Les articles ne sont pas à disposition\u00a0: passages non vérifiés",
}
HEADERS = {
    "en": ("Evidence", "Found again", "Codebook"),
    "fr": ("Preuves", "Retrouvée", "Dictionnaire"),
}


def run(root: Path, *arguments: str) -> int:
    return main(["-C", str(root), *arguments])


def home(root: Path) -> Path:
    return root / "archive" / "ostrana-2031"


def out(root: Path) -> Path:
    return root / "briefs" / "ostrana" / "out"


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def say(root: Path, line: str) -> Path:
    """Put a line in `brief.yaml`."""
    path = root / "briefs" / "ostrana" / "brief.yaml"
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8", newline="\n")
    return path


def make_final(root: Path) -> Path:
    path = root / "briefs" / "ostrana" / "brief.yaml"
    text = path.read_text("utf-8").replace("status: draft", "status: final")
    path.write_text(text, "utf-8", newline="\n")
    return path


def lose_an_anchor(folder: Path) -> None:
    """Change an article in one word."""
    article = folder / "a01.txt"
    text = article.read_text("utf-8")
    assert "fishermen" in text
    article.write_text(text.replace("fishermen", "sailors", 1), "utf-8", newline="\n")


# -- the folder ------------------------------------------------------------------------------------


def test_the_first_to_name_a_folder_has_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    option = tmp_path / "by option"
    assert articles_of(tmp_path, "d") == Articles(tmp_path / "archive" / "d")
    assert articles_of(tmp_path, "d", named="../e") == (tmp_path / "../e", "archive")
    monkeypatch.setenv(VARIABLE, "by environment")
    assert articles_of(tmp_path, "d", named="../e") == (Path("by environment"), VARIABLE)
    assert articles_of(tmp_path, "d", named="e", option=option) == (option, "--archive")
    monkeypatch.setenv(VARIABLE, "")
    assert articles_of(tmp_path, "d", named="e") == (tmp_path / "e", "archive")


def test_what_is_hidden_is_no_article(tmp_path: Path) -> None:
    for name in (".DS_Store", "~$a.txt", "a.txt"):
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "notes").mkdir()
    assert Articles(tmp_path).files() == [tmp_path / "a.txt"]
    assert Articles(tmp_path / "none").files() == []


@pytest.mark.parametrize("way", ["option", "environment", "brief"])
def test_the_folder_may_be_named(
    project: Path,
    tmp_path: Path,
    way: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    elsewhere = tmp_path / "elsewhere"
    home(project).rename(elsewhere)
    options = ("--archive", str(elsewhere)) if way == "option" else ()
    if way == "environment":
        monkeypatch.setenv(VARIABLE, str(elsewhere))
    if way == "brief":
        say(project, "archive: ../elsewhere")
    assert run(project, "check", *options) == 0
    assert f"\n{FOUND}\n" in capsys.readouterr().out
    for begins in ("read ", "nothing has changed"):
        assert run(project, "generate", "--lang", "en", *options) == 0
        told = capsys.readouterr().out.splitlines()
        assert FOUND in told
        assert told[0].startswith(begins)
    lose_an_anchor(elsewhere)
    assert run(project, "generate", "--lang", "en", *options) == 1
    assert "[anchor]" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "generate"])
def test_a_folder_that_was_named_and_is_not_there_is_an_error(
    project: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    brief = say(project, "archive: nowhere")
    told = f"there is no folder {(project / 'nowhere').as_posix()}, in which to look for articles"
    assert run(project, command) == 1
    line = len(brief.read_text("utf-8").splitlines())
    expected = f"{brief.as_posix()}:{line}:10: archive: {told} [archive]"
    assert capsys.readouterr().err.splitlines()[0] == expected
    monkeypatch.setenv(VARIABLE, "not/here")
    assert run(project, command) == 1
    told = "there is no folder not/here, in which to look for articles [archive]"
    assert capsys.readouterr().err.splitlines()[0] == f"{VARIABLE}: {told}"
    assert not out(project).exists()


def test_an_edition_that_stands_does_not_hide_a_folder_that_is_gone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(home(project))
    assert run(project, "generate", "--lang", "en") == 0
    monkeypatch.setenv(VARIABLE, "not/here")
    assert run(project, "generate", "--lang", "en") == 1


@pytest.mark.parametrize("folder", ["/articles", "C:/articles", r"\\server\articles"])
def test_a_folder_of_one_machine_is_not_named_in_the_brief(
    project: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say(project, f"archive: '{folder}'")
    assert run(project, "check") == 1
    told = f'archive: found "{folder}", expected a folder relative to the project\'s'
    assert told in capsys.readouterr().err


def test_the_intake_takes_the_same_folder(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    article = project / "fresh.txt"
    article.write_text("The letter is on the table.\n", "utf-8")
    say(project, "archive: articles")
    home(project).rename(project / "articles")
    assert run(project, "source", "show", "a01") == 0
    assert run(project, "source", "add", str(article), "--id", "a04") == 0
    assert (project / "articles" / "a04_fresh.txt").is_file()
    monkeypatch.setenv(VARIABLE, str(project / "others"))
    assert run(project, "source", "show", "a01") == 1
    assert f"{(project / 'others').as_posix()}/a01.txt: cannot be" in capsys.readouterr().err


def test_briefs_that_name_several_folders_leave_the_intake_to_ask(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(project, "archive: articles")
    shutil.copytree(project / "briefs" / "ostrana", project / "briefs" / "second")
    other = project / "briefs" / "second" / "brief.yaml"
    other.write_text(other.read_text("utf-8").replace("archive: articles", "archive: a"), "utf-8")
    assert run(project, "source", "show", "a01") == 1
    told = 'the briefs of ostrana-2031 name several folders: "articles", "a"; choose one with'
    assert told in capsys.readouterr().err
    assert run(project, "source", "show", "a01", "--archive", str(home(project))) == 0


# -- what a run says -------------------------------------------------------------------------------


def cells(book: Path, sheet: str) -> list[list[object]]:
    read = openpyxl.load_workbook(book, read_only=True)
    return [list(row) for row in read[sheet].iter_rows(values_only=True)]


@pytest.fixture(scope="session")
def without(ostrana: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition of the made-up project where its articles are not at hand."""
    root = tmp_path_factory.mktemp("without") / "ostrana"
    shutil.copytree(ostrana, root, ignore=shutil.ignore_patterns("archive"))
    shutil.copytree(Path(__file__).parents[1] / "templates", root / "templates")
    assert run(root, "generate") == 0
    return out(root)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("found", [True, False])
def test_both_files_say_whether_passages_were_found_again(
    made_up: Generated, without: Path, language: str, *, found: bool
) -> None:
    folder = made_up.folder if found else without
    book, said = folder / f"ostrana.{language}.xlsx", SAID[language, found]
    start = {"en": "Start", "fr": "Accueil"}[language]
    assert ["Articles", said] in [row[:2] for row in cells(book, start)]
    evidence, header, codebook = HEADERS[language]
    rows = cells(book, evidence)
    (head,) = (row for row in rows if row[0] in {"Address", "Adresse"})
    assert (header in head) is found
    if found:
        below = rows[rows.index(head) + 1 :]
        assert {row[head.index(header)] for row in below} == {{"en": "yes", "fr": "oui"}[language]}
    described = [row for row in cells(book, codebook) if header in row]
    assert len(described) == found
    last = Document(str(folder / f"ostrana.{language}.docx")).paragraphs[-1]
    assert last.style is not None
    assert (last.style.name, last.text.endswith(f" {said}.")) == ("Stamp", True)


def test_a_draft_is_written_without_the_articles_and_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(home(project))
    assert run(project, "check") == 0
    assert capsys.readouterr().out.endswith(f"\n{AWAY}\n")
    for _ in range(2):
        assert run(project, "generate", "--lang", "en") == 0
        assert AWAY in capsys.readouterr().out.splitlines()
    assert json.loads((out(project) / "manifest.json").read_bytes())["passages"] is None


def test_articles_that_appear_change_or_go_are_a_change(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("generate", "--lang", "en")
    aside = project / "aside"
    home(project).rename(aside)
    assert run(project, *asked) == 0
    shutil.copytree(aside, home(project))
    capsys.readouterr()
    assert run(project, *asked) == 0
    assert FOUND in capsys.readouterr().out.splitlines()[1]
    (home(project) / ".DS_Store").write_bytes(b"the places of icons")
    assert run(project, *asked) == 0
    assert capsys.readouterr().out.startswith("nothing has changed")
    shutil.rmtree(home(project))
    assert run(project, *asked) == 0
    assert AWAY in capsys.readouterr().out.splitlines()[1]


def test_an_anchor_that_is_lost_refuses_the_run(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "generate") == 0
    before = held(out(project))
    lose_an_anchor(home(project))
    capsys.readouterr()
    assert run(project, "generate") == 1
    told = capsys.readouterr().err
    assert "[digest]" in told
    assert "[anchor]" in told
    assert held(out(project)) == before
    assert run(project, "check") == 1


def test_an_article_with_another_number_of_paragraphs_refuses_the_run(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (home(project) / "a02.txt").open("a", encoding="utf-8") as article:
        article.write("A line more.\n")
    assert run(project, "generate") == 1
    assert "[paragraphs]" in capsys.readouterr().err
    assert not out(project).exists()


def test_an_article_that_is_not_in_the_usual_folder_leaves_its_passages_unchecked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home(project) / "a02.txt").unlink()
    told = "12 of 16 passages found again"
    for begins in ("read ", "nothing has changed"):
        assert run(project, "generate") == 0
        captured = capsys.readouterr()
        assert captured.out.startswith(begins)
        assert f"{told}; not at hand: a02" in captured.out.splitlines()
        warned = f'a02: there is no "a02.txt" in {home(project).as_posix()}'
        assert (warned in captured.err) is (begins == "read ")
    book = out(project) / "ostrana.en.xlsx"
    said = f"{told} in the articles; not at hand: a02"
    assert ["Articles", said] in [row[:2] for row in cells(book, "Start")]
    (head, *rows) = cells(book, "Evidence")[3:]
    refound = {(str(row[0])[:3], row[head.index("Found again")]) for row in rows}
    assert refound == {("a01", "yes"), ("a02", "not checked"), ("a03", "yes")}
    last = Document(str(out(project) / "ostrana.fr.docx")).paragraphs[-1].text
    assert last.endswith("articles\u00a0: 12 sur 16\u00a0; pas à disposition\u00a0: a02.")
    assert run(project, "verify", str(book), str(out(project) / "ostrana.fr.docx")) == 0


def test_in_a_folder_that_was_named_every_article_must_lie(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home(project) / "a02.txt").unlink()
    monkeypatch.setenv(VARIABLE, str(home(project)))
    assert run(project, "generate") == 1
    assert 'a02: "a02.txt" cannot be read in' in capsys.readouterr().err
    assert not out(project).exists()


def test_a_folder_without_any_of_the_articles_is_as_none(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for article in home(project).iterdir():
        article.rename(article.with_suffix(".old"))
    assert run(project, "check") == 0
    captured = capsys.readouterr()
    assert (captured.err, captured.out.endswith(f"\n{AWAY}\n")) == ("", True)


def test_a_final_brief_wants_every_article(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_final(project)
    (home(project) / "a02.txt").unlink()
    assert run(project, "generate") == 1
    assert "found final, and the articles are not at hand: a02. A final" in capsys.readouterr().err
    assert not out(project).exists()


# -- a final brief ---------------------------------------------------------------------------------


def test_a_final_brief_is_not_written_without_the_articles(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "generate") == 0
    before = held(out(project))
    brief = make_final(project)
    shutil.rmtree(home(project))
    capsys.readouterr()
    assert run(project, "generate") == 1
    captured = capsys.readouterr()
    line = brief.read_text("utf-8").splitlines().index("status: final") + 1
    first, count = captured.err.splitlines()
    assert first.startswith(f"{brief.as_posix()}:{line}:9: status: found final, and the articles")
    assert first.endswith("[final]")
    assert count == "1 error, 0 warnings"
    assert held(out(project)) == before
    assert run(project, "generate", "--force", "--out", str(project / "other")) == 1
    assert not (project / "other").exists()
    assert run(project, "check") == 0, "what is wrong with the facts alone"
    assert f"warning: {first}" in capsys.readouterr().err.splitlines()


def test_a_final_brief_is_written_with_the_articles_and_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_final(project)
    assert run(project, "generate") == 0
    assert FOUND in capsys.readouterr().out.splitlines()
    last = Document(str(out(project) / "ostrana.en.docx")).paragraphs[-1].text
    assert last.endswith(f" {SAID['en', True]}.")
    before = held(out(project))
    lose_an_anchor(home(project))
    assert run(project, "generate") == 1
    assert held(out(project)) == before


def test_a_final_brief_that_stands_is_not_taken_for_unchanged_once_its_articles_are_gone(
    project: Path,
) -> None:
    make_final(project)
    assert run(project, "generate", "--lang", "en") == 0
    shutil.rmtree(home(project))
    assert run(project, "generate", "--lang", "en") == 1


def test_a_copy_that_withholds_counts_the_passages_that_it_shows(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readings = project / "data" / "ostrana-2031" / "readings" / "a03.yaml"
    text = readings.read_text("utf-8")
    marked = text.replace("- at: a03.3a\n", "- at: a03.3a\n  handling: TLP:RED\n", 1)
    assert marked != text
    readings.write_text(marked, "utf-8", newline="\n")
    assert run(project, "check") in {0, 1}
    assert f"\n{FOUND}\n" in capsys.readouterr().out
    assert run(project, "generate", "--lang", "en") == 0, capsys.readouterr().err
    assert "15 of 15 passages found again" in capsys.readouterr().out.splitlines()


def test_a_copy_does_not_tell_of_an_article_that_it_withholds(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = project / "data" / "ostrana-2031" / "sources.yaml"
    with sources.open("a", encoding="utf-8", newline="\n") as file:
        file.write(
            "\n- id: quillon\n  handling: TLP:RED\n  language: en\n  paragraphs: 1\n"
            f'  archive: quillon.txt\n  sha256: "{"0" * 64}"\n'
            "  descriptor: {en: Quillon letter, fr: Lettre de Quillon}\n"
            "  empty: {'1': {en: Quillon heading, fr: Titre de Quillon}}\n"
        )
    assert run(project, "generate", "--lang", "en") == 0
    captured = capsys.readouterr()
    assert 'quillon: there is no "quillon.txt" in' in captured.err
    assert FOUND in captured.out.splitlines()
    assert b"quillon" not in (out(project) / "manifest.json").read_bytes()
    assert ["Articles", SAID["en", True]] in [
        row[:2] for row in cells(out(project) / "ostrana.en.xlsx", "Start")
    ]


def test_a_process_takes_the_folder_from_its_environment(project: Path) -> None:
    shutil.move(home(project), project / "articles")
    command = [sys.executable, "-m", "briefgen", "check"]
    environment = {"PYTHONPATH": str(Path(__file__).parents[1] / "src"), VARIABLE: "articles"}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, FOUND in done.stdout) == (0, True), done.stderr
