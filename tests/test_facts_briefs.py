from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from briefgen.examine import examine
from briefgen.facts.briefs import FIRST_DAY, find_brief, load_brief
from briefgen.facts.problems import DossierError
from briefgen.office.cells import serial

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def brief(ostrana: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "briefs" / "one"
    folder.mkdir(parents=True)
    (folder / "brief.yaml").write_bytes((ostrana / "briefs/ostrana/brief.yaml").read_bytes())
    return folder


def messages(folder: Path) -> list[str]:
    with pytest.raises(DossierError) as found:
        load_brief(folder, shown_as="b")
    return [str(problem) for problem in found.value.problems]


def test_a_brief_is_read(brief: Path) -> None:
    read = load_brief(brief)
    assert read.languages == ("en", "fr")
    assert (str(read.period), str(read.cutoff)) == ("2031-05/2031-06", "2031-06-10")
    assert read.title.fr == "Ostrane : bateaux et droits"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "cutoff: 2031-06-10",
            "cutoff: 2031-06",
            "b/brief.yaml:8:9: cutoff: found 2031-06, expected a day [type]",
        ),
        (
            "period: 2031-05/2031-06",
            "period: ../2031-06",
            "b/brief.yaml:7:9: period: found ../2031-06, expected a time with a start, as in",
        ),
        (
            "period: 2031-05/2031-06",
            "period: 1899/2031-06",
            "b/brief.yaml:7:9: period: found 1899/2031-06, expected a start on 1900-03-01 or later",
        ),
        ("status: draft", "status: drafd", "b/brief.yaml:5:9: status: found "),
        ("languages: [en, fr]", "languages: [en, de]", "b/brief.yaml:9:17: languages: found "),
        ("languages: [en, fr]", "languages: [en, en]", "b/brief.yaml:9:17: languages: found "),
        ("dossier: ostrana-2031\n", "", 'b/brief.yaml:1:1: the key "dossier" is missing: '),
        ("number:", "numbr:", 'b/brief.yaml:1:1: the key "number" is missing: '),
    ],
)
def test_a_slip_in_a_brief_is_told_at_its_place(
    brief: Path, old: str, new: str, message: str
) -> None:
    path = brief / "brief.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    assert messages(brief)[0].startswith(message)


def test_the_first_day_of_a_period_is_one_that_a_cell_can_hold() -> None:
    assert serial(FIRST_DAY) == 61
    with pytest.raises(ValueError, match="write 1900-02-28 as text"):
        serial(FIRST_DAY - dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "b/brief.yaml:1:1: found a list, expected keys [type]"),
        ("", "b/brief.yaml:1:1: the file is empty; it needs a list of records or a mapping [yaml]"),
    ],
)
def test_a_brief_that_is_no_mapping_is_told(brief: Path, text: str, message: str) -> None:
    (brief / "brief.yaml").write_text(text)
    assert messages(brief) == [message]


def test_a_brief_is_found_by_name_or_alone(brief: Path) -> None:
    root = brief.parents[1]
    assert find_brief(root, None) == find_brief(root, "one") == brief
    with pytest.raises(DossierError, match=r'there is no brief "on"; there are one; did you mean'):
        find_brief(root, "on")
    (root / "briefs" / "two").mkdir()
    (root / "briefs" / "two" / "brief.yaml").write_text("")
    with pytest.raises(DossierError, match="name one of the briefs: one, two") as found:
        find_brief(root, None)
    assert "(briefgen generate one, briefgen check one; find and explain take --brief one)" in str(
        found.value
    )


def test_a_project_without_briefs_is_told(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match=r"there is no brief: expected briefs/<name>/brief.yaml"):
        find_brief(tmp_path, None)


def test_texts_of_the_brief_and_of_records_that_lack_a_language_are_told_in_one_run(
    project: Path,
) -> None:
    path, bodies = project / "briefs/ostrana/brief.yaml", project / "data/ostrana-2031/bodies.yaml"
    path.write_text(path.read_text("utf-8").replace(', fr: "Ostrane : bateaux et droits"', ""))
    name = re.search(r"name: {en: [^,]+(, fr: [^}]+)}", bodies.read_text("utf-8"))
    assert name
    bodies.write_text(bodies.read_text("utf-8").replace(name[1], "", 1), "utf-8")
    found = [p for p in examine(project, None).problems if p.rule == "untranslated"]
    assert [str(problem).partition(": ")[2] for problem in found] == [
        "title: fr is missing, and the brief is written in fr [untranslated]",
        "ostrana.name: fr is missing, and the brief is written in fr [untranslated]",
    ]
    assert found[0].place.file == path.as_posix()
    assert (found[0].place.line, found[0].place.column) == (1, 8)


def test_a_dossier_that_is_not_there_is_told_in_the_brief(project: Path) -> None:
    path = project / "briefs/ostrana/brief.yaml"
    path.write_text(path.read_text("utf-8").replace("ostrana-2031", "ostrana-2013"), "utf-8")
    with pytest.raises(DossierError) as found:
        examine(project, None)
    data = (project / "data").as_posix()
    assert str(found.value) == (
        f'{path.as_posix()}:6:10: dossier: there is no dossier "ostrana-2013" in {data};'
        ' did you mean "ostrana-2031"? [missing]'
    )


def test_a_text_in_another_encoding_is_told_where_it_is_no_utf_8(project: Path) -> None:
    path = project / "briefs/ostrana/text.fr.md"
    path.write_bytes(b"# Une note\n\nLa d\xe9faite.\n")
    told = [str(p) for p in examine(project, None).problems if p.place.file == path.as_posix()]
    assert told == [
        f"{path.as_posix()}:3:5: byte 0xe9 is not UTF-8; save the file as UTF-8 [missing]"
    ]
