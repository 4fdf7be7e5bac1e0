"""The command as a user runs it: whole runs in processes of their own."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

import briefgen
import soffice
from briefgen.examine import examine
from briefgen.facts.problems import DossierError
from briefgen.generate import Asked, generate, make
from briefgen.office.package import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.generate import Generated

PROJECT = Path(__file__).parent.parent
BRIEF = "belarus-us-2025"
SOURCE = Path(briefgen.__file__).parent.parent
MOST_PAGES = 12
"""The body of a brief has eight pages at most; its annex of tables stands behind."""


def run(
    *arguments: str, cwd: Path = PROJECT, options: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """`python -m briefgen`, without a terminal."""
    command = [sys.executable, *options, "-m", "briefgen", *arguments]
    variables = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        command, cwd=cwd, env=variables, capture_output=True, text=True, check=False
    )


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def written(project: Path, made_up: Generated) -> Path:
    """A project whose edition is written and current."""
    out = project / "briefs" / "ostrana" / "out"
    shutil.copytree(made_up.folder, out)
    return project


def test_two_runs_elsewhere_give_the_same_bytes(shipped: Generated, tmp_path: Path) -> None:
    """Another folder, zone, locale, hash seed and working directory than the first run's."""
    done = run(
        *("-C", str(PROJECT), "generate", BRIEF),
        *("--out", str(tmp_path / "a folder, elsewhere" / "é")),
        cwd=tmp_path,
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANGUAGE="fr",
        PYTHONHASHSEED="4711",
        HOME=str(tmp_path),
        USER="somebody",
    )
    assert done.returncode == 0, done.stderr
    assert held(tmp_path / "a folder, elsewhere" / "é") == held(shipped.folder)


def test_a_run_says_what_it_read_wrote_and_proved(project: Path) -> None:
    done = run("generate", cwd=project)
    assert done.returncode == 0, done.stderr
    read, found, *wrote, proved, ended = done.stdout.splitlines()
    assert found == "16 of 16 passages found again"
    assert re.fullmatch(r"read    ostrana-2031: 3 texts, 2 release steps, .*", read)
    names = [f"ostrana.{end}" for end in ("en.xlsx", "en.docx", "fr.xlsx", "fr.docx")]
    told = [rf"wrote   briefs/ostrana/out/{name} \(\d+ KB\)" for name in names]
    assert all(map(re.fullmatch, told, wrote))
    assert re.fullmatch(r"proved  \d+ facts, \d+ notes, \d+ cells, \d+ formulas: .*", proved)
    assert re.fullmatch(r"done in \d+\.\d s", ended)
    assert sorted(held(project / "briefs" / "ostrana" / "out")) == sorted([*names, "manifest.json"])


def test_with_nothing_changed_it_says_so_and_stops(written: Path) -> None:
    out = written / "briefs" / "ostrana" / "out"
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    done = run("generate", cwd=written)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "nothing has changed since briefs/ostrana/out was written; --force writes it anew",
        "16 of 16 passages found again",
    ]
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_with_nothing_changed_no_office_library_is_loaded(written: Path) -> None:
    done = run("generate", cwd=written, options=("-X", "importtime"))
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "briefgen.identity" in loaded
    heavy = {"pandas", "openpyxl", "docx", "lxml", "babel", "markdown_it", "yaml", "msgspec"}
    assert not loaded & heavy


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("briefs/ostrana/text.en.md", "The texts report", "The texts do report"),
        ("data/ostrana-2031/persons.yaml", "\n", "\n# a remark\n"),
        ("briefs/ostrana/brief.yaml", 'edition: "1"', 'edition: "2"'),
    ],
)
def test_a_change_of_any_input_writes_anew(written: Path, file: str, old: str, new: str) -> None:
    path = written / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")
    done = run("generate", cwd=written)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("read ")
    assert run("generate", cwd=written).stdout.startswith("nothing has changed")


def _once_examined(save: Callable[[], object], patch: pytest.MonkeyPatch) -> Asked:
    def examined(*asked: Any) -> object:  # noqa: ANN401 -- as examine takes them
        found = examine(*asked)
        save()
        return found

    patch.setattr("briefgen.generate.examine", examined)
    return Asked()


def _while_written(save: Callable[[], object], patch: pytest.MonkeyPatch) -> Asked:
    def made(*asked: Any) -> object:  # noqa: ANN401 -- as make takes them
        save()
        return make(*asked)

    patch.setattr("briefgen.generate.make", made)
    return Asked(languages=("en",))


@pytest.mark.parametrize(
    ("file", "begun"),
    [
        ("data/ostrana-2031/parts.yaml", _once_examined),
        ("briefs/ostrana/brief.yaml", _while_written),
    ],
)
def test_what_is_saved_during_a_run_ends_it_and_the_next_run_reads_it(
    written: Path, file: str, begun: Callable[..., Asked]
) -> None:
    out, path = written / "briefs" / "ostrana" / "out", written / file
    before = held(out)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(DossierError) as fault:
        generate(written, begun(lambda: path.write_bytes(path.read_bytes() + b"#\n"), patch))
    told = "what it is made from was saved while it was being read; run it again [output]"
    assert [str(problem) for problem in fault.value.problems] == [f"{out.parent}: {told}"]
    assert held(out) == before
    assert run("generate", cwd=written).stdout.startswith("read ")


@pytest.mark.skipif(os.geteuid() == 0, reason="a superuser may read anything")
@pytest.mark.parametrize("fresh", [True, False])
def test_facts_that_may_not_be_read_are_named(written: Path, *, fresh: bool) -> None:
    if fresh:
        shutil.rmtree(written / "briefs" / "ostrana" / "out")
    (written / "data" / "ostrana-2031" / "parts.yaml").chmod(0)
    done = run("generate", cwd=written)
    told = "data/ostrana-2031/parts.yaml: cannot be read: Permission denied [missing]"
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, told)


def test_an_output_that_the_disk_refuses_is_named(project: Path) -> None:
    """Its own name is as long as one may be; those of the parts of a swap are longer."""
    done = run("generate", "--out", "x" * 255, cwd=project)
    assert done.returncode == 1
    assert re.fullmatch(r".*: cannot be written: File name too long \[output\]\n.*\n", done.stderr)


def test_forced_or_in_other_languages_it_writes_anew(written: Path) -> None:
    out = written / "briefs" / "ostrana" / "out"
    before = held(out)
    forced = run("generate", "--force", cwd=written)
    assert forced.stdout.startswith("read ")
    assert held(out) == before
    assert run("generate", "--lang", "en", cwd=written).stdout.startswith("read ")
    assert sorted(held(out)) == ["manifest.json", "ostrana.en.docx", "ostrana.en.xlsx"]


def test_with_the_archive_the_workbook_says_that_the_anchors_were_found_again(
    project: Path,
) -> None:
    archive = project / "archive" / "ostrana-2031"
    asked = ("-C", str(project), "generate", "--lang", "en")
    assert run(*asked).returncode == 0
    out = project / "briefs" / "ostrana" / "out"
    sheet = pd.read_excel(
        out / "ostrana.en.xlsx", sheet_name="Evidence", header=3, engine="calamine"
    )
    assert set(sheet["Found again"]) == {"yes"}
    assert run(*asked).stdout.startswith("nothing has changed")
    verified = run("-C", str(project), "verify", *map(str, out.glob("*.*x")))
    assert (verified.returncode, verified.stdout.count("unchanged")) == (0, 2), verified.stdout
    before, article = held(out), next(iter(sorted(archive.glob("*.txt"))))
    article.write_text(article.read_text("utf-8") + "One line more.\n", "utf-8", newline="\n")
    refused = run(*asked)
    assert refused.returncode == 1
    assert "has changed: its SHA-256 is" in refused.stderr
    assert held(out) == before


def test_an_interrupted_run_is_mended_and_told(written: Path) -> None:
    out = written / "briefs" / "ostrana" / "out"
    out.rename(out.with_name(".out.briefgen-old"))
    done = run("generate", "--lang", "en", cwd=written)
    assert done.stdout.startswith("mended  what an interrupted run had left\n")
    assert not out.with_name(".out.briefgen-old").exists()


FAULTS = {
    "a figure that no reading gives": (
        "data/ostrana-2031/parts.yaml",
        "people: 12",
        "people: 13",
        r"data/ostrana-2031/parts\.yaml:10:\d+: part-lurians\.people: is 13, a01\.4a says 12.*",
    ),
    "an unknown key": (
        "data/ostrana-2031/releases.yaml",
        "called: fishermen",
        "caled: fishermen",
        r'data/ostrana-2031/releases\.yaml:\d+:3: .*did you mean "called"\? \[\w[\w-]*\]',
    ),
    "a dangling id": (
        "data/ostrana-2031/parts.yaml",
        "person: mara-tolvik",
        "person: mara-tolvig",
        r"data/ostrana-2031/parts\.yaml:4:\d+: .*mara-tolvik.* \[\w[\w-]*\]",
    ),
    "a fact of the text that is not known": (
        "briefs/ostrana/text.en.md",
        "release-2031-05.freed on",
        "release-2031-05.fred on",
        r"briefs/ostrana/text\.en\.md:5:\d+: .*release-2031-05\.freed.* \[unknown-fact\]",
    ),
    "a typed figure": (
        "briefs/ostrana/text.en.md",
        "The texts report",
        "The 3 texts report",
        r"briefs/ostrana/text\.en\.md:5:\d+: .* \[typed\]",
    ),
    "a wrong day": (
        "briefs/ostrana/brief.yaml",
        "cutoff: 2031-06-10",
        "cutoff: 2031-06",
        r"briefs/ostrana/brief\.yaml:\d+:\d+: cutoff: found 2031-06, expected a day \[type\]",
    ),
    "a tab": (
        "data/ostrana-2031/terms.yaml",
        "- {id",
        "\t- {id",
        r"data/ostrana-2031/terms\.yaml:1:1: found a tab; indent with spaces \[yaml\]",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_ends_with_one_its_place_and_the_earlier_edition_untouched(
    written: Path, fault: str
) -> None:
    file, old, new, expected = FAULTS[fault]
    out = written / "briefs" / "ostrana" / "out"
    before = held(out)
    path = written / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")
    done = run("generate", cwd=written)
    assert done.returncode == 1, done.stdout
    lines = done.stderr.splitlines()
    assert any(re.fullmatch(expected, line) for line in lines), done.stderr
    assert re.fullmatch(r"\d+ errors?, \d+ warnings?", lines[-1])
    assert done.stdout == ""
    assert held(out) == before


def _missing(root: Path) -> str:
    (root / "templates" / "brief.docx").unlink()
    return "templates/brief.docx: cannot be read: No such file or directory [template]"


def _no_office_file(root: Path) -> str:
    (root / "templates" / "workbook.xlsx").write_bytes(b"PK is how a zip begins")
    said = "cannot be read as an Office file: File is not a zip file [template]"
    return f"templates/workbook.xlsx: {said}"


def _the_other_kind(root: Path) -> str:
    shutil.copy(root / "templates" / "workbook.xlsx", root / "templates" / "brief.docx")
    said = "is no such Office file: it lacks word/document.xml [template]"
    return f"templates/brief.docx: {said}"


def _change(path: Path, parts: Mapping[str, bytes]) -> None:
    path.write_bytes(pack(unpack(path.read_bytes()) | dict(parts)))


def _with_macros(root: Path) -> str:
    _change(root / "templates" / "brief.docx", {"word/vbaProject.bin": b"Sub AutoOpen()"})
    said = "holds macros: word/vbaProject.bin; save it without [template]"
    return f"templates/brief.docx: {said}"


def _reaching_out(root: Path) -> str:
    path = root / "templates" / "brief.docx"
    name = "word/_rels/document.xml.rels"
    rels = unpack(path.read_bytes())[name].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    one = f'<Relationship Id="x" Type="{kind}" Target="http://x.example/t" TargetMode="External"/>'
    end = "</Relationships>"
    _change(path, {name: rels.replace(end, one + end).encode()})
    said = "reaches out of itself: attachedTemplate http://x.example/t; take it out [template]"
    return f"templates/brief.docx: {said}"


def _without_a_style(root: Path) -> str:
    path = root / "templates" / "brief.docx"
    styles = unpack(path.read_bytes())["word/styles.xml"].decode()
    other = styles.replace('w:name w:val="Stamp"', 'w:name w:val="Other"')
    _change(path, {"word/styles.xml": other.encode()})
    return 'templates/brief.docx: no paragraph style named "Stamp" [template]'


@pytest.mark.parametrize(
    "spoil",
    [_missing, _no_office_file, _the_other_kind, _with_macros, _reaching_out, _without_a_style],
)
def test_a_template_that_cannot_be_used_is_named(written: Path, spoil: object) -> None:
    assert callable(spoil)
    expected = spoil(written)
    out = written / "briefs" / "ostrana" / "out"
    before = held(out)
    done = run("generate", cwd=written)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == expected
    assert "Traceback" not in done.stderr
    assert held(out) == before


def test_what_else_lies_beside_the_templates_is_not_read(written: Path) -> None:
    for name in ("logo.tex", "old.docx", "~$brief.docx"):
        (written / "templates" / name).write_bytes(b"no zip")
    done = run("generate", "--force", cwd=written)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_changed_by_hand_is_not_replaced(written: Path) -> None:
    path = written / "briefs" / "ostrana" / "out" / "ostrana.en.docx"
    path.write_bytes(path.read_bytes() + b"a comma")
    done = run("generate", cwd=written)
    assert done.returncode == 1
    said = "was changed after briefgen wrote it; move it, or delete it [output]"
    assert done.stderr.splitlines()[0] == f"briefs/ostrana/out/ostrana.en.docx: {said}"
    assert path.read_bytes().endswith(b"a comma")


@pytest.mark.parametrize(
    "arguments", [[], ["generat"], ["generate", "--lang", "de"], ["find"], ["generate", "a", "b"]]
)
def test_wrong_use_ends_with_two(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage: briefgen" in done.stderr


def test_a_brief_that_is_not_there_is_named_with_those_that_are() -> None:
    done = run("generate", "belarus-us-2024")
    assert done.returncode == 1
    there = r'there is no brief "belarus-us-2024"; there are (.+, )?belarus-us-2025\b'
    assert re.search(there, done.stderr)


def test_a_folder_without_a_brief_is_told_what_to_hold(tmp_path: Path) -> None:
    done = run("generate", cwd=tmp_path)
    assert done.returncode == 1
    assert "there is no brief: expected briefs/<name>/brief.yaml in this folder" in done.stderr


def test_a_day_before_the_calendar_of_excel_is_written_as_text(project: Path) -> None:
    shutil.rmtree(project / "archive")  # no article prints that year
    data = project / "data" / "ostrana-2031"
    for path in (data / "sanctions.yaml", data / "readings" / "a03.yaml"):
        path.write_text(path.read_text("utf-8").replace("2024", "1890"), "utf-8", newline="\n")
    done = run("generate", "--lang", "en", cwd=project)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(project / "briefs" / "ostrana" / "out" / "ostrana.en.xlsx")
    timeline = [row[:3] for row in book["Timeline"].iter_rows(min_row=5, values_only=True)]
    assert timeline[0] == ("1890/..", "1890-01-01", None)
    assert isinstance(timeline[1][1], dt.datetime)
    measures = {row[-1]: row for row in book["Sanctions"].iter_rows(min_row=4, values_only=True)}
    from_day = measures["Id"].index("Effect from")
    assert measures["duties-in-place"][from_day] == "1890-01-01"
    assert measures["duties-eased-2031-05"][from_day] == dt.datetime(2031, 5, 2)  # noqa: DTZ001 -- a cell has no zone


def test_the_project_checks_without_an_error() -> None:
    done = run("check", BRIEF)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^coverage (\d+) of \1 paragraphs$", done.stdout, re.MULTILINE)
    assert re.search(
        r"^\d+ disagreements, \d+ of them material; all with a reason$", done.stdout, re.MULTILINE
    )


@pytest.mark.parametrize(("form", "stream"), [("json", "stdout"), ("text", "stderr")])
def test_the_status_of_a_check_does_not_depend_on_its_reader(
    project: Path, form: str, stream: str
) -> None:
    text = project / "briefs" / "ostrana" / "text.en.md"
    text.write_text(text.read_text("utf-8") + "\nThere were 12 of them.\n" * 100, "utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: writer}
    command = [sys.executable, "-m", "briefgen", "-C", str(project), "check", "--format", form]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(command, check=False, env=environment, **streams)
    os.close(writer)
    assert done.returncode == 1
    assert not done.stderr


def test_what_is_kept_in_a_file_is_utf8_whatever_the_system_has() -> None:
    done = run("find", "--lang", "fr", "265", PYTHONIOENCODING="cp1252")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1\u202f265" in done.stdout


def test_a_figure_is_found_ready_to_paste() -> None:
    done = run("find", "52", "--brief", BRIEF)
    assert done.returncode == 0
    assert "{{ release-2025-09-11.people }}  52" in done.stdout.splitlines()
    assert run("find", "a thing that no text says", "--brief", BRIEF).returncode == 1


def test_a_fact_is_explained_with_its_readings_and_sentences() -> None:
    done = run("explain", "release-2025-09-11.people", "--brief", BRIEF)
    assert done.returncode == 0
    assert done.stdout.startswith("release-2025-09-11.people: 52\n")
    assert re.search(r"^  used +003\.1a  52  ", done.stdout, re.MULTILINE)
    assert "briefs/belarus-us-2025/text.en.md:" in done.stdout
    near = run("explain", "release-2025-09-11.peple", "--brief", BRIEF)
    assert near.returncode == 1
    assert 'did you mean "release-2025-09-11.people"?' in near.stderr


def test_a_dossier_of_another_country_needs_no_change_of_code(made_up: Generated) -> None:
    assert sorted(made_up.files) == [
        f"ostrana.{end}" for end in ("en.docx", "en.xlsx", "fr.docx", "fr.xlsx")
    ]
    said = b"".join(part for file in made_up.files.values() for part in unpack(file).values())
    assert b"Ostrana" in said
    assert not re.search(b"Belarus|Bi\xc3\xa9lorussie|Belavia|Minsk|Lukashenk", said)


def test_the_manifest_lists_every_fact_with_its_value(made_up: Generated) -> None:
    manifest = json.loads((made_up.folder / "manifest.json").read_text("utf-8"))
    assert manifest["facts"]["release-2031-05.people"] == "42"
    assert manifest["facts"]["release-2031-05.foreign"] == "not_stated"
    assert manifest["label"] == "TLP:CLEAR"
    assert manifest["languages"] == ["en", "fr"]
    assert str(made_up.folder) not in json.dumps(manifest)


def test_a_table_reads_into_pandas_with_the_value_of_every_formula(shipped: Generated) -> None:
    content = shipped.files["belarus-us-2025.en.xlsx"]
    for sheet in ("Releases", "Persons", "Sanctions", "Sources", "Summary"):
        frame = pd.read_excel(io.BytesIO(content), sheet_name=sheet, header=3, engine="openpyxl")
        assert not [name for name in frame.columns if str(name).startswith("Unnamed")]
        assert len(frame) > 1
        if sheet == "Summary":
            assert frame["Value"].notna().all()


@pytest.mark.office
@soffice.NEEDED
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_brief_renders_on_as_many_pages_as_a_reader_takes(
    shipped: Generated, language: str, tmp_path: Path
) -> None:
    content = shipped.files[f"belarus-us-2025.{language}.docx"]
    pdf = soffice.convert(content, "brief.docx", to="pdf", folder=tmp_path)
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    assert 3 <= pages <= MOST_PAGES


def _sheet(generated: Generated, sheet: str) -> pd.DataFrame:
    """A table of the shipped dossier's English workbook, by its headers."""
    (name,) = (name for name in generated.files if name.endswith(".en.xlsx"))
    page = openpyxl.load_workbook(io.BytesIO(generated.files[name]))[sheet]
    (table,) = page.tables.values()
    head, *rows = ([cell.value for cell in row] for row in page[table.ref])
    return pd.DataFrame(rows, columns=head)


def test_a_contact_stands_before_the_release_that_it_came_before(shipped: Generated) -> None:
    order = list(_sheet(shipped, "Timeline")["Id"])
    for contact, release in (
        ("discussions-2025-06", "release-2025-06"),
        ("meeting-2025-09", "release-2025-09-11"),
        ("minsk-talks-2025-12", "release-2025-12-13"),
    ):
        assert order.index(contact) < order.index(release)


def test_only_a_named_author_can_have_left_a_measure_as_it_is(shipped: Generated) -> None:
    measures = _sheet(shipped, "Sanctions").set_index("Id")["Change reported"]
    assert measures["eu-potash"] == "no step by its author on this target"
    unnamed = {"western-sanctions", "economic-sanctions-2006"}
    assert set(measures[[*unnamed]]) == {"not said: its author is not named"}


def test_an_estimate_whose_date_is_in_doubt_warns_of_it(shipped: Generated) -> None:
    warnings = _sheet(shipped, "Estimates").set_index("Id")["Warning"]
    doubted = [key for key, told in warnings.items() if "its date may be wrong" in told]
    assert doubted == ["estimate-2024-09"]


def test_the_readings_of_the_texts_are_those_that_the_run_tells_of(shipped: Generated) -> None:
    counted = _sheet(shipped, "Sources")["Readings"].sum()
    assert counted == len(shipped.examined.dossier.readings)
