from __future__ import annotations

import errno
import io
import json
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from briefgen.cli import COMMANDS, main
from briefgen.evidence import Evidence
from briefgen.evidence.withdrawal import Change, effects_of
from briefgen.facts.load import load

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A project with the starter dossier."""
    assert main(["-C", str(tmp_path), "new", "pilot"]) == 0
    capsys.readouterr()
    return tmp_path


def run(project: Path, *arguments: str) -> int:
    return main(["-C", str(project), *arguments])


def broken(project: Path) -> str:
    """The starter with one typed figure in its text and no reason for a difference."""
    text = project / "briefs" / "pilot" / "text.en.md"
    text.write_text(text.read_text("utf-8") + "\nThere were 12, 100% sure.\n", "utf-8")
    return text.as_posix()


def test_check_lists_problems_as_text(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = broken(project)
    assert run(project, "check") == 1
    captured = capsys.readouterr()
    assert re.search(
        rf"^{re.escape(file)}:\d+:12: .*\"12\".*\[typed\]$", captured.err, re.MULTILINE
    )
    assert re.search(r"^\d+ errors, 0 warnings$", captured.err, re.MULTILINE)
    assert captured.out.splitlines()[1:] == [
        "coverage 8 of 8 paragraphs",
        "15 of 15 passages found again",
        "25 of 25 anchors found again",
    ]


def test_check_lists_problems_as_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = broken(project)
    assert run(project, "check", "--format", "json") == 1
    captured = capsys.readouterr()
    first = json.loads(captured.out)[0]
    assert captured.err == ""
    assert (first["file"], first["column"], first["rule"]) == (file, 12, "typed")
    assert first["level"] == "error"
    assert set(first) == {"file", "line", "column", "subject", "message", "rule", "level"}


def test_check_lists_problems_as_annotations(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = broken(project)
    assert run(project, "check", "--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(rf"::error file={re.escape(file)},line=\d+,col=12::.*\[typed\]", lines[0])
    assert not any(re.search(r"%(?!25|0A|0D|3A|2C)", line) for line in lines)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_check_lists_what_keeps_a_dossier_from_being_read(
    project: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    (project / "data" / "pilot" / "links.yaml").write_text("- id: a\n  off: b\n", "utf-8")
    assert run(project, "check", "--format", form) == 1
    captured = capsys.readouterr()
    assert 'unknown key "off"' in (captured.err + captured.out).replace('\\"', '"')


def test_check_of_a_clean_dossier_lists_nothing_as_json(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "check", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_check_finds_anchors_again_in_the_archive(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = project / "archive" / "pilot"
    article = archive / "002_example.txt"
    article.write_text(article.read_text("utf-8").replace("11", "13"), "utf-8", newline="\n")
    assert run(project, "check", "--archive", str(archive)) == 1
    captured = capsys.readouterr()
    assert "has changed: its SHA-256 is" in captured.err
    assert (
        '002.1a: "a libéré 11 personnes" is not in paragraph 1; it is nowhere in the text;'
        ' nearest is "a libéré 13 personnes" in paragraph 1: "13" for "11". [anchor]'
    ) in captured.err
    assert captured.out.endswith("14 of 15 passages found again\n24 of 25 anchors found again\n")


def test_explain_shows_one_fact_on_one_page(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "explain", "release-2025-03-03.people") == 0
    place = (project / "data" / "pilot" / "releases.yaml").as_posix()
    text = (project / "briefs" / "pilot").as_posix()
    assert capsys.readouterr().out.splitlines() == [
        "release-2025-03-03.people: 12",
        (
            "  DISPUTED      the versions cannot all hold (material):"
            " How many people were freed on 3 March?"
        ),
        (
            "  why           The ministry's figure is used; Lantern's may leave out some of those"
            " freed."
        ),
        (
            "  used          001.2a  12  (the justice ministry)"
            "  « freed 12 people | on 3 March 2025 | under a pardon »"
        ),
        "  instead       002.1a  11  (Lantern)  « a libéré 11 personnes | le 3 mars 2025 »",
        "  support       1 named origin (the justice ministry); 0 texts in their own voice",
        f"  shown         {text}/text.en.md:12:3, {text}/text.fr.md:12:3",
        f"  held in       {place}:7:11",
        "  if 001 is withdrawn: what is left says it otherwise, or less precisely",
        "  if 002 is withdrawn: no text is left that differs",
    ]


def test_explain_tells_a_program_the_same(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "explain", "release-2025-03-03.people", "--json") == 0
    page = json.loads(capsys.readouterr().out)
    assert page["fact"] == "release-2025-03-03.people"
    assert [(said["how"], said["at"], said["words"]) for said in page["said"]] == [
        ("used", "001.2a", "12"),
        ("instead", "002.1a", "11"),
    ]
    assert page["support"]["named"] == [["the justice ministry"]]
    assert [effect["changes"] for effect in page["withdrawn"]] == [
        ["what is left says it otherwise, or less precisely"],
        ["no text is left that differs"],
    ]


def test_explain_shows_what_falls_with_a_source(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "explain", "--source", "002") == 0
    text = (project / "briefs" / "pilot").as_posix()
    lines = capsys.readouterr().out.splitlines()
    assert lines[:6] == [
        "if 002 is withdrawn: 4 facts change, 4 that it speaks of stand as they are",
        "  it rests on fewer named origins (3):",
        "    release-2025-03-03.freed  (left: 001)",
        "    release-2025-03-03.stage  (left: 001)",
        "    release-2025-03-03.called  (left: 001)",
        "  no text is left that differs (1):",
    ]
    assert lines[7].startswith("  sentences of the brief that rest on it (")
    assert lines[8] == (
        f"    {text}/text.en.md:12:3: The justice ministry says that 12 people were freed on"
        " 3 March 2025; Lantern gives another number."
    )


def test_explain_tells_a_program_what_falls_with_a_source(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "explain", "--source", "001", "--json") == 0
    page = json.loads(capsys.readouterr().out)
    changes = {effect["fact"]: effect["changes"] for effect in page["changed"]}
    assert changes["release-2025-03-03.foreign"] == ["nothing supports it"]
    assert changes["release-2025-03-03.people"] == [
        "what is left says it otherwise, or less precisely"
    ]
    assert page["unchanged"] > 0
    assert all(sentence["facts"] for sentence in page["sentences"])


def test_every_fact_of_a_source_is_either_changed_or_counted(project: Path) -> None:
    evidence = Evidence(load(project / "data" / "pilot"))
    for source in ("001", "002"):
        spoken = {
            claim.fact for claim in evidence.dossier.claims if claim.reading.at.source == source
        }
        effects = effects_of(source, evidence)
        assert {effect.fact for effect in effects} == spoken
        for effect in effects:
            alone = all(w.claim.reading.at.source == source for w in evidence.claims(effect.fact))
            assert (Change.UNSUPPORTED in effect.changes) == alone


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["explain", "release-2025-03-03.peopel"],
            (
                'there is no fact "release-2025-03-03.peopel";'
                ' did you mean "release-2025-03-03.people"?\n'
            ),
        ),
        (["explain", "--source", "9"], 'there is no source "9"; there are 001, 002\n'),
        (["find", "no such words"], 'no fact shows "no such words"\n'),
    ],
)
def test_what_there_is_not_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(project, *arguments) == 1
    assert capsys.readouterr() == ("", message)


def test_find_gives_facts_ready_to_paste(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "find", "3 March") == 0
    assert "{{ release-2025-03-03.freed }}  3 March 2025" in capsys.readouterr().out.splitlines()


def test_generate_says_what_it_read_wrote_and_proved(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "generate", "--lang", "en", "--out", str(project / "new")) == 0
    read, found, *rest = capsys.readouterr().out.splitlines()
    assert read.startswith("read    pilot: 2 texts")
    assert found == "15 of 15 passages found again"
    assert [line.split()[0] for line in rest] == ["wrote", "wrote", "proved", "done"]
    assert (project / "new" / "pilot.en.docx").is_file()


def test_generate_writes_nothing_when_the_facts_are_wrong(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(project)
    assert run(project, "generate") == 1
    assert "[typed]" in capsys.readouterr().err
    assert not (project / "briefs" / "pilot" / "out").exists()


def names() -> list[list[str]]:
    commands = [[module.__name__.rpartition(".")[2]] for module in COMMANDS]
    return [*commands, *(["source", part] for part in ("add", "show", "match"))]


@pytest.mark.parametrize("command", names(), ids=" ".join)
def test_every_command_and_option_has_help(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main([*command, "--help"])
    told = capsys.readouterr().out
    assert end.value.code == 0
    assert re.search(r"^[A-Z][^\n]+\.$", told, re.MULTILINE), "a description"
    bare = re.findall(r"^  (?:--?\w[\w-]*|[A-Z]{2,})(?: [A-Z]+)?$\n(?!   )", told, re.MULTILINE)
    assert bare == []


@pytest.mark.parametrize("arguments", [[], ["explain"], ["explain", "a.b", "--source", "1"], ["x"]])
def test_wrong_use_ends_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: briefgen" in capsys.readouterr().err


def test_help_loads_no_library() -> None:
    code = (
        "import sys; from briefgen.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'lxml', 'openpyxl', 'docx', 'yaml', 'msgspec'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


GONE = [BrokenPipeError(), OSError(errno.EINVAL, "Invalid argument")]
"""What a system tells that writes to somebody who has left; the second is Windows'."""


@pytest.mark.parametrize("gone", GONE, ids=repr)
def test_a_reader_that_stops_early_is_no_fault(
    project: Path, monkeypatch: pytest.MonkeyPatch, gone: OSError
) -> None:
    class Gone(io.StringIO):
        def write(self, _text: str) -> int:
            raise gone

        def fileno(self) -> int:
            return sink.fileno()

    with (project / "sink").open("w") as sink:
        monkeypatch.setattr(sys, "stdout", Gone())
        assert run(project, "find", "3 March") == 0
        broken(project)
        assert run(project, "check", "--format", "json") == 1
        assert run(project, "generate", "--watch") == 0


def test_a_run_without_streams_says_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(project)
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert run(project, "check") == 1


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("arguments", [["find", "3 March"], ["check", "--format", "json"]])
def test_an_output_that_fails_in_another_way_is_told(project: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "briefgen", "-C", str(project), *arguments]
    with FULL.open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    told = "briefgen: the output cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (1, told)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["generate", "check"])
def test_make_takes_the_name_of_a_brief(target: str) -> None:
    for given, wanted in (
        ("BRIEF=pilot", f"briefgen {target} pilot"),
        ("BRIEF=", f"briefgen {target}"),
    ):
        command = ["make", "--no-print-directory", "--dry-run", target, given]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1].split("/")[-1].strip() == wanted


def test_a_folder_that_is_not_there_is_wrong_use(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = project / "lost"
    file = project / "briefs" / "pilot" / "brief.yaml"
    for archive, command in product((lost, file), ("check", "generate")):
        assert run(project, command, "--archive", str(archive)) == 2
        assert capsys.readouterr().err == f"--archive {archive}: no such folder\n"
    assert run(lost, "check") == 2
    assert capsys.readouterr().err == f"-C {lost}: no such folder\n"


def test_one_error_and_one_warning_are_counted_as_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = project / "data" / "pilot"
    (data / "bodies.yaml").write_text(
        (data / "bodies.yaml").read_text("utf-8")
        + "\n- {id: idle, name: {en: the Idle, fr: l'Oisif}}\n",
        "utf-8",
    )
    assert run(project, "check") == 1
    assert capsys.readouterr().err.endswith("\n1 error, 1 warning\n")


def test_a_source_that_was_added_waits_for_its_description(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = project / "fresh.txt"
    article.write_text("The letter is on the table.\n", "utf-8")
    assert run(project, "source", "add", str(article)) == 0
    assert capsys.readouterr().out.startswith("added   003: 1 paragraph, language en\n")
    run(project, "check")
    sources = project / "data" / "pilot" / "sources.yaml"
    line = sources.read_text("utf-8").splitlines().index('    en: "Not described yet."') + 1
    assert (
        f"warning: {sources.as_posix()}:{line}:5: 003.descriptor: is what source add wrote,"
        " and is printed. Say what the text is [undescribed]\n"
    ) in capsys.readouterr().err


def test_readings_that_may_not_be_read_are_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (readings, *_) = sorted(project.glob("data/*/readings/*.yaml"))
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path == readings:
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert run(project, "check") == 1
    assert f"readings/{readings.name}: cannot be read: Permission denied" in capsys.readouterr().err
