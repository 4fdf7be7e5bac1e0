"""Finished files, edited as people edit them, and what `briefgen verify` makes of them."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import soffice
from briefgen.cli import main
from briefgen.office.package import pack, unpack
from briefgen.verify.differing import changed_words, pairs
from briefgen.verify.received import NotOurs, receive
from briefgen.verify.revised import read_revised

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.generate import Generated

PROJECT = Path(__file__).parents[1]
DOCUMENT = "word/document.xml"
BRIEF, BOOK = "ostrana.en.docx", "ostrana.en.xlsx"


@dataclass(frozen=True, slots=True)
class Told:
    """What the command said, and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up project with the house styles, and its edition in `out`."""
    root = tmp_path_factory.mktemp("project")
    made_up = PROJECT / "tests" / "dossiers" / "ostrana"
    for name, source in (("data", made_up), ("briefs", made_up), ("templates", PROJECT)):
        shutil.copytree(source / name, root / name)
    assert main(["-C", str(root), "generate", "--out", str(root / "out")]) == 0
    return root


@pytest.fixture
def verify(generated: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    def told(*files: Path, root: Path = generated) -> Told:
        capsys.readouterr()
        status = main(["-C", str(root), "verify", *map(str, files)])
        return Told(status, *capsys.readouterr())

    return told


@pytest.fixture
def edited(generated: Path, tmp_path: Path) -> Callable[..., Path]:
    """The brief with one text of its main part replaced, which must stand there once."""

    def edit(old: str, new: str) -> Path:
        parts = unpack((generated / "out" / BRIEF).read_bytes())
        text = parts[DOCUMENT].decode()
        assert text.count(old) == 1, (old, text.count(old))
        parts[DOCUMENT] = text.replace(old, new).encode()
        path = tmp_path / "from a mail.docx"
        path.write_bytes(pack(parts))
        return path

    return edit


def paragraph(generated: Path, words: str) -> str:
    """The markup of the one paragraph that holds these words."""
    text = unpack((generated / "out" / BRIEF).read_bytes())[DOCUMENT].decode()
    (found,) = [one[0] for one in re.finditer(r"<w:p>.*?</w:p>", text) if words in one[0]]
    return found


def changes(told: Told) -> list[str]:
    return [line.strip() for line in told.out.splitlines() if line.startswith("    ")]


@pytest.mark.parametrize("name", [BRIEF, BOOK, "ostrana.fr.docx", "ostrana.fr.xlsx"])
def test_the_edition_of_today_is_told_unchanged(
    generated: Path, verify: Callable[..., Told], name: str
) -> None:
    told = verify(generated / "out" / name)
    first, last = told.out.splitlines()
    assert re.search(r"of ostrana \(\w\w TLP:CLEAR\), facts [0-9a-f]{12}, by briefgen ", first)
    assert (told.status, last, told.err) == (0, "  the edition of today, unchanged", "")


def test_a_file_that_another_program_saved_is_still_unchanged(
    generated: Path, verify: Callable[..., Told], tmp_path: Path
) -> None:
    parts = unpack((generated / "out" / BRIEF).read_bytes())
    path = tmp_path / "saved.docx"
    path.write_bytes(pack(parts | {"word/settings.xml": parts["word/settings.xml"] + b"<!-- -->"}))
    told = verify(path)
    assert told.status == 0
    assert "saved anew by another program" in told.out


def narrative(generated: Path, line: int, column: int = 3) -> str:
    return f"{(generated / 'briefs' / 'ostrana' / 'text.en.md').as_posix()}:{line}:{column}"


def test_a_changed_figure_is_told_with_its_fact_and_its_place(
    generated: Path, verify: Callable[..., Told], edited: Callable[..., Path]
) -> None:
    whole = paragraph(generated, "The texts report")
    told = verify(edited(whole, whole.replace(">42 people<", ">43 people<")))
    assert told.status == 1
    assert changes(told) == [
        'release-2031-05.people: in the file "43 people", now "42 people"',
        f"{narrative(generated, 5)}: The texts report [-42-] {{+43+}} people freed on",
    ]


def test_changed_words_are_told_at_the_line_of_their_sentence(
    generated: Path, verify: Callable[..., Told], edited: Callable[..., Path]
) -> None:
    told = verify(edited(" announced an ", " decreed an "))
    assert changes(told) == [
        f"{narrative(generated, 7)}: only. Orlo Danev [-announced-] {{+decreed+}} an amnesty of"
    ]


def test_a_deleted_paragraph_and_an_added_one_are_told(
    generated: Path, verify: Callable[..., Told], edited: Callable[..., Path]
) -> None:
    whole = paragraph(generated, "The texts report")
    (gone,) = changes(verify(edited(whole, "")))
    expected = "[-Freed. The texts report 42 people freed on 3 May 2031.-]"
    assert gone == f"{narrative(generated, 4)}: {expected}"
    new = "<w:p><w:r><w:t>Nobody knows why.</w:t></w:r></w:p>"
    (came,) = changes(verify(edited(whole, whole + new)))
    assert came == f"after {narrative(generated, 5)}: {{+Nobody knows why.+}}"


def tracked(kind: str, run: str) -> str:
    return f'<w:{kind} w:id="900" w:author="A. Editor">{run}</w:{kind}>'


def test_tracked_changes_count_as_made_and_name_who_made_them(
    generated: Path, verify: Callable[..., Told], edited: Callable[..., Path]
) -> None:
    run = '<w:r><w:t xml:space="preserve"> announced an </w:t></w:r>'
    deleted = tracked("del", run.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText "))
    inserted = tracked("ins", run.replace("announced", "decreed"))
    expected = "only. Orlo Danev [-announced-] {+decreed+} an amnesty of (tracked, by A. Editor)"
    told = verify(edited(run, deleted + inserted))
    assert changes(told) == [f"{narrative(generated, 7)}: {expected}"]


def test_a_paragraph_that_is_deleted_as_a_tracked_change_is_gone(
    generated: Path, verify: Callable[..., Told], edited: Callable[..., Path]
) -> None:
    whole = paragraph(generated, "Key points")
    deleted = re.sub(r"<w:r>.*</w:r>", lambda found: tracked("del", found[0]), whole)
    told = verify(edited(whole, deleted.replace("w:t>", "w:delText>")))
    place = narrative(generated, 1, 4)
    assert changes(told) == [f"{place}: [-Key points-] (tracked, by A. Editor)"]


def test_an_edited_note_is_told_with_its_number(
    generated: Path, verify: Callable[..., Told], tmp_path: Path
) -> None:
    parts = unpack((generated / "out" / BRIEF).read_bytes())
    notes = parts["word/footnotes.xml"].decode()
    address = re.findall(r"a0\d\.\d[a-z]", notes)[0]
    parts["word/footnotes.xml"] = notes.replace(address, "a09.9z", 1).encode()
    path = tmp_path / "notes.docx"
    path.write_bytes(pack(parts))
    (change,) = changes(verify(path))
    assert change.startswith(f"{narrative(generated, 4)}: note 1: ")
    assert "a09.9z" in change


def test_a_bookmark_between_the_cells_of_a_table_is_no_change(
    verify: Callable[..., Told], edited: Callable[..., Path], generated: Path
) -> None:
    text = unpack((generated / "out" / BRIEF).read_bytes())[DOCUMENT].decode()
    table = text[text.index("<w:tblCaption") : text.index("<w:tc>")]
    mark = '<w:bookmarkStart w:id="9999" w:name="selected"/><w:bookmarkEnd w:id="9999"/>'
    told = verify(edited(table, table + mark))
    assert told.status == 0, told
    assert "every text and cell is as it was" in told.out


def test_the_cells_of_a_table_are_told_by_row_and_column(
    generated: Path, verify: Callable[..., Told], edited: Callable[..., Path]
) -> None:
    text = unpack((generated / "out" / BRIEF).read_bytes())[DOCUMENT].decode()
    row = re.findall(r"<w:tr>.*?</w:tr>", text)[1]
    told = verify(edited(row, re.sub(r"<w:t>[^<]+</w:t>", "<w:t>never</w:t>", row, count=1)))
    assert told.status == 1
    assert any(re.match(r'table ".+", row 2, column 1: .*\{\+never', one) for one in changes(told))


def test_a_changed_label_and_a_changed_chart_are_told(
    generated: Path, verify: Callable[..., Told], tmp_path: Path
) -> None:
    parts = unpack((generated / "out" / BOOK).read_bytes())
    chart = parts["xl/charts/chart1.xml"]
    parts["xl/charts/chart1.xml"] = re.sub(rb"<c:v>[^<]+</c:v>", b"<c:v>9</c:v>", chart, count=1)
    path = tmp_path / "charts.xlsx"
    path.write_bytes(pack(parts))
    (change,) = changes(verify(path))
    assert change.startswith("chart 1: the file shows 9, the facts give ")
    parts["xl/charts/chart1.xml"] = b"<half"
    path.write_bytes(pack(parts))
    assert changes(verify(path))[0].startswith("chart 1: the file shows nothing, ")
    parts = unpack((generated / "out" / BRIEF).read_bytes())
    parts["word/footer1.xml"] = parts["word/footer1.xml"].replace(b"TLP:CLEAR", b"TLP:CLEAN")
    path.write_bytes(pack(parts))
    assert sum("header or footer" in one for one in changes(verify(path))) == 2


def test_a_changed_cell_is_told_with_its_header_and_record(
    generated: Path, verify: Callable[..., Told], tmp_path: Path
) -> None:
    path = tmp_path / "edited.xlsx"
    loaded = openpyxl.load_workbook(generated / "out" / BOOK)
    facts = loaded["Facts"]
    headers = [cell.value for cell in facts[4]]
    value, known = headers.index("Value used") + 1, headers.index("Id") + 1
    number = next(
        row for row in range(5, 500) if facts.cell(row, known).value == "release-2031-05.people"
    )
    facts.cell(number, value).value = "43"
    loaded["Releases"]["A5"].value = "by hand"
    loaded.save(path)
    told = verify(path)
    assert told.status == 1
    figure, *cells = changes(told)
    assert figure == 'release-2031-05.people: in the file "43", now "42"'
    assert [cell for cell in cells if cell.startswith("Releases!A5: ")] == [
        cell for cell in cells if '"by hand"' in cell
    ]
    assert len(cells) == 1


def test_a_sorted_table_is_no_change(
    generated: Path, verify: Callable[..., Told], tmp_path: Path
) -> None:
    parts = unpack((generated / "out" / BOOK).read_bytes())
    names = re.findall(r'<sheet [^>]*name="([^"]+)"', parts["xl/workbook.xml"].decode())
    part = f"xl/worksheets/sheet{names.index('Names') + 1}.xml"
    text = parts[part].decode()
    rows = re.findall(r'<row r="(?:5|6)".*?</row>', text)
    assert len(rows) == 2
    swapped = [
        re.sub(rf'(r="[A-Z]*){old}"', rf'\g<1>{new}"', row)
        for row, old, new in ((rows[1], 6, 5), (rows[0], 5, 6))
    ]
    parts[part] = text.replace("".join(rows), "".join(swapped)).encode()
    assert parts[part] != text.encode()
    path = tmp_path / "sorted.xlsx"
    path.write_bytes(pack(parts))
    assert verify(path).status == 0


def test_an_edition_of_before_tells_the_facts_that_have_changed_since(
    generated: Path, verify: Callable[..., Told], tmp_path: Path
) -> None:
    later = tmp_path / "later"
    shutil.copytree(generated, later)
    facts = later / "data" / "ostrana-2031" / "releases.yaml"
    text = facts.read_text("utf-8")
    assert text.count("people: 42") == 1
    facts.write_text(text.replace("people: 42", "people: 44"), "utf-8")
    told = verify(generated / "out" / BRIEF, generated / "out" / BOOK, root=later)
    assert told.status == 1
    assert told.out.count("another edition: facts and texts are now ") == 2
    assert 'release-2031-05.people: in the file "42 people", now "44 people"' in told.out
    assert 'release-2031-05.people: in the file "42", now "44"' in told.out
    assert re.search(r"text\.en\.md:5:3: The texts report \[-44-\] \{\+42\+\} people", told.out)
    assert re.search(r"Releases![A-Z]+5: .* \(release-2031-05\): the file has 42, .* 44", told.out)


FOREIGN = {
    "text": b"This is no Office file.",
    "empty": b"",
    "no parts": pack({"a.txt": b"a"}),
    "document of another hand": (PROJECT / "templates" / "brief.docx").read_bytes(),
    "workbook of another hand": (PROJECT / "templates" / "workbook.xlsx").read_bytes(),
    "broken markup": pack({DOCUMENT: b"<w:document", "docProps/custom.xml": b"<a"}),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_not_ours_is_a_message(
    verify: Callable[..., Told], tmp_path: Path, name: str
) -> None:
    path = tmp_path / "foreign.docx"
    path.write_bytes(FOREIGN[name])
    told = verify(path)
    assert (told.status, told.out) == (1, "")
    assert re.fullmatch(rf"{re.escape(str(path))}: (?:is|was) [^\n]+\n", told.err)


def test_a_broken_file_is_a_message_wherever_it_breaks(generated: Path) -> None:
    for name in (BRIEF, BOOK):
        whole = (generated / "out" / name).read_bytes()
        for cut in range(0, len(whole), len(whole) // 12):
            flipped = whole[:cut] + bytes([whole[cut] ^ 0xFF]) + whole[cut + 1 :]
            for broken in (whole[:cut], flipped):
                with suppress(NotOurs):
                    receive(broken)


@pytest.mark.parametrize("part", [DOCUMENT, "word/styles.xml", "docProps/core.xml"])
def test_a_part_that_is_no_markup_is_a_message(
    generated: Path, verify: Callable[..., Told], tmp_path: Path, part: str
) -> None:
    parts = unpack((generated / "out" / BRIEF).read_bytes())
    path = tmp_path / "damaged.docx"
    path.write_bytes(pack(parts | {part: b"<half"}))
    told = verify(path)
    assert told.status == 1
    assert "is damaged, or no Office file: " in told.err


def test_a_brief_that_has_lost_its_notes_is_compared_all_the_same(
    generated: Path, verify: Callable[..., Told], tmp_path: Path
) -> None:
    parts = unpack((generated / "out" / BRIEF).read_bytes())
    del parts["word/footnotes.xml"]
    path = tmp_path / "bare.docx"
    path.write_bytes(pack(parts))
    assert any(": note 1: [-" in change for change in changes(verify(path)))


def test_a_file_that_cannot_be_read_is_wrong_use(
    verify: Callable[..., Told], tmp_path: Path
) -> None:
    told = verify(tmp_path / "nowhere.docx")
    assert (told.status, told.err) == (
        2,
        f"{tmp_path / 'nowhere.docx'}: cannot be read: No such file or directory\n",
    )
    assert verify(tmp_path).status == 2


def test_the_worst_state_of_several_files_counts(
    generated: Path, verify: Callable[..., Told], edited: Callable[..., Path]
) -> None:
    assert verify(edited(">Key points<", ">Points<"), generated / "out" / BRIEF).status == 1


def test_a_brief_of_another_project_is_named(
    verify: Callable[..., Told], generated: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(generated, other)
    (other / "briefs" / "ostrana").rename(other / "briefs" / "another")
    told = verify(generated / "out" / BRIEF, root=other)
    assert told.status == 1
    assert 'there is no brief "ostrana"; there are another' in told.err


def test_lines_are_paired_by_their_likeness() -> None:
    old = ["alpha beta gamma", "one two three", "six seven eight"]
    new = ["one two four", "six seven eight"]
    assert list(pairs(old, new, str)) == [
        ("alpha beta gamma", None),
        ("one two three", "one two four"),
        ("six seven eight", "six seven eight"),
    ]


def test_words_are_shown_with_some_around_them() -> None:
    old = "a b c d e f g h i j"
    assert list(changed_words(old, old.replace("e f", "X"))) == [(8, "b c d [-e f-] {+X+} g h i")]
    assert list(changed_words("", "new")) == [(0, "{+new+}")]
    assert list(changed_words(old, old)) == []


@pytest.mark.office
@soffice.NEEDED
@pytest.mark.parametrize(("name", "ending"), [(BRIEF, "docx"), (BOOK, "xlsx")])
def test_what_libreoffice_saves_anew_is_unchanged(
    generated: Path, verify: Callable[..., Told], tmp_path: Path, name: str, ending: str
) -> None:
    path = tmp_path / f"saved.{ending}"
    whole = (generated / "out" / name).read_bytes()
    path.write_bytes(soffice.convert(whole, f"a.{ending}", to=ending, folder=tmp_path / "lo"))
    told = verify(path)
    assert (told.status, told.err) == (0, "")
    assert "saved anew by another program" in told.out


def test_a_note_is_the_same_under_another_number_of_its_own(shipped: Generated) -> None:
    """Word processors number notes anew within the file; the page shows which one it is."""
    whole = unpack(shipped.files["belarus-us-2025.en.docx"])
    assert b"NOTEREF" in whole["word/document.xml"]
    tag = re.compile(rb'(<w:footnote(?:Reference)?(?: w:customMarkFollows="1")? w:id=")([1-9]\d*)"')
    moved = {
        name: tag.sub(lambda found: b'%s%d"' % (found[1], int(found[2]) + 40), part)
        for name, part in whole.items()
        if name.startswith("word/") and name.endswith(".xml")
    }
    assert moved["word/document.xml"] != whole["word/document.xml"]
    lines, anew = (read_revised(parts).lines for parts in (whole, whole | moved))
    assert [line.now for line in anew] == [line.now for line in lines]
