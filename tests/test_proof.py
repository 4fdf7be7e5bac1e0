"""Wrong figures planted in finished files: the proof names each, and nothing is published."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import briefgen.brief
import briefgen.generate
import briefgen.office.lint
import briefgen.workbook
from briefgen.facts.bookmarks import bookmark_stem
from briefgen.facts.problems import DossierError
from briefgen.generate import Asked
from briefgen.office.lint.finding import Finding
from briefgen.office.lint.parts import read
from briefgen.office.package import pack, unpack
from briefgen.proof.document import prove_brief
from briefgen.proof.text import read_text
from briefgen.proof.values import Values
from briefgen.proof.workbook import BookProof
from briefgen.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from briefgen.generate import Generated
    from briefgen.proof.proof import Proof

DOCUMENT, NOTES = "word/document.xml", "word/footnotes.xml"
STRINGS = "xl/sharedStrings.xml"
EMBEDDED = "word/embeddings/Microsoft_Excel_Worksheet1.xlsx"


@dataclass(frozen=True)
class Proved:
    """The two files of one language, and what they must show."""

    book: bytes
    brief: bytes
    values: Values

    def prove_book(self, content: bytes | None = None) -> Proof:
        kept = BookProof(self.values)
        return kept.proof(read(content or self.book, kept.see, kept.leads), file="ostrana.en.xlsx")

    def prove_brief(self, content: bytes | None = None) -> Proof:
        kept = self.brief if content is None else content
        return prove_brief(read(kept), self.values, file="ostrana.en.docx")

    def sheet(self, title: str) -> str:
        """The part of a sheet."""
        names = re.findall(
            r'<sheet [^>]*name="([^"]+)"', unpack(self.book)["xl/workbook.xml"].decode()
        )
        return f"xl/worksheets/sheet{names.index(title) + 1}.xml"


@pytest.fixture(scope="module")
def proved(made_up: Generated, tmp_path_factory: pytest.TempPathFactory) -> Proved:
    """The English files of the made-up project with more blocks, and what they must show."""
    root = tmp_path_factory.mktemp("proved") / "ostrana"
    shutil.copytree(made_up.folder.parent, root, ignore=shutil.ignore_patterns("out"))
    path = root / "briefs" / "ostrana" / "text.en.md"
    with path.open("a", encoding="utf-8") as text:
        text.write("\n[[strip]]\n\n[[timeline]]\n\n[[groups]]\n")
    done = briefgen.generate.generate(root, Asked(out=root / "out", languages=["en"]))
    wording = wording_for("en", done.examined.dossier)
    said = read_text(path.read_text("utf-8"), path.as_posix(), wording)
    return Proved(
        (root / "out" / "ostrana.en.xlsx").read_bytes(),
        (root / "out" / "ostrana.en.docx").read_bytes(),
        Values(done.examined.evidence, wording, done.examined.brief, said, missing=()),
    )


def planted(content: bytes, part: str, old: str, new: str) -> bytes:
    """The file with a text of one part replaced, once."""
    parts = unpack(content)
    text = parts[part].decode()
    assert text.count(old) >= 1, f"{part} lacks {old}"
    return pack(parts | {part: text.replace(old, new, 1).encode()})


def told(act: Callable[[], object]) -> list[str]:
    with pytest.raises(DossierError) as fault:
        act()
    assert {problem.rule for problem in fault.value.problems} == {"proof"}
    return [f"{problem.subject}: {problem.message}" for problem in fault.value.problems]


def test_files_without_a_fault_are_proved(proved: Proved) -> None:
    book, brief = proved.prove_book(), proved.prove_brief()
    assert brief.facts > 20
    assert brief.notes == 2
    assert book.cells > 1000
    assert book.formulas > 100


def test_a_wrong_figure_in_a_cell_is_named_with_its_record(proved: Proved) -> None:
    part = proved.sheet("Releases")
    content = planted(proved.book, part, "<v>42</v>", "<v>43</v>")
    (first, *_) = told(lambda: proved.prove_book(content))
    assert re.fullmatch(
        r"Releases![A-Z]+\d+: holds 43, the facts say 42 \(release-2031-05\)", first
    )


def test_a_wrong_date_in_a_cell_is_named(proved: Proved) -> None:
    part = proved.sheet("Releases")
    day = re.search(r"<v>(4\d{4})</v>", unpack(proved.book)[part].decode())
    assert day
    content = planted(proved.book, part, day[0], f"<v>{int(day[1]) + 1}</v>")
    (first, *_) = told(lambda: proved.prove_book(content))
    assert f"holds {int(day[1]) + 1}, the facts say {day[1]}" in first


def test_a_cell_that_is_gone_and_one_that_is_new_are_named(proved: Proved) -> None:
    part = proved.sheet("Releases")
    gone = planted(proved.book, part, "<v>42</v>", "")
    assert "holds nothing, the facts say 42" in told(lambda: proved.prove_book(gone))[0]
    new = planted(
        proved.book, part, "</row></sheetData>", '<c r="ZZ9"><v>7</v></c></row></sheetData>'
    )
    assert told(lambda: proved.prove_book(new)) == ["Releases!ZZ9: holds 7, the facts say nothing"]


def test_a_row_whose_cells_stand_elsewhere_is_named_whatever_they_hold(proved: Proved) -> None:
    part = proved.sheet("Releases")
    sheet = unpack(proved.book)[part].decode()
    (row,) = re.findall(r'<row r="6".*?</row>', sheet)
    for name in ("7", "06"):
        moved = re.sub(r'r="([A-Z]*)6"', rf'r="\g<1>{name}"', row)
        found = told(partial(proved.prove_book, planted(proved.book, part, row, moved)))
        assert any("holds nothing, the facts say" in one for one in found)


def test_two_figures_that_changed_places_are_both_named(proved: Proved) -> None:
    part = proved.sheet("Groups")
    swapped = planted(proved.book, part, "<v>12</v>", "<v>@</v>")
    swapped = planted(swapped, part, "<v>20</v>", "<v>12</v>")
    swapped = planted(swapped, part, "<v>@</v>", "<v>20</v>")
    found = told(lambda: proved.prove_book(swapped))
    assert any("holds 20, the facts say 12 (part-lurians)" in one for one in found)
    assert any("holds 12, the facts say 20 (part-vessans)" in one for one in found)


def test_a_wrong_shared_string_is_named_in_every_cell_that_shows_it(proved: Proved) -> None:
    strings = unpack(proved.book)[STRINGS].decode()
    word = next(one for one in re.findall(r"<t>([^<]*42[^<]*)</t>", strings))
    content = planted(proved.book, STRINGS, f"<t>{word}</t>", f"<t>{word.replace('42', '43')}</t>")
    found = told(lambda: proved.prove_book(content))
    assert found
    assert all('holds "' in one and "43" in one for one in found)


def test_a_wrong_value_kept_beside_a_formula_is_named(proved: Proved) -> None:
    part = proved.sheet("Summary")
    formula = re.search(r"</f><v>42</v>", unpack(proved.book)[part].decode())
    assert formula
    content = planted(proved.book, part, formula[0], "</f><v>41</v>")
    assert told(lambda: proved.prove_book(content)) == [
        "Summary!B6: holds 41, the facts say 42 (freed)"
    ]


def test_a_formula_without_a_value_is_named(proved: Proved) -> None:
    part = proved.sheet("Summary")
    content = planted(proved.book, part, "</f><v>42</v>", "</f>")
    expected = ["Summary!B6: holds nothing, the facts say 42 (freed)"]
    assert told(lambda: proved.prove_book(content)) == expected


def test_another_formula_with_the_right_value_is_named(proved: Proved) -> None:
    content = planted(proved.book, proved.sheet("Summary"), "<f>SUMIFS(", "<f>SUMIF(")
    (first,) = told(lambda: proved.prove_book(content))
    assert first.startswith("Summary!B6: =SUMIF(")
    assert first.endswith(" comes to nothing, the facts say 42")


def test_a_link_that_leads_to_another_row_is_named(proved: Proved) -> None:
    part = proved.sheet("Releases")
    link = re.search(r'MATCH\("([^"]+)",Evidence', unpack(proved.book)[part].decode())
    assert link
    content = planted(proved.book, part, link[0], link[0].replace(link[1], "a01.9z"))
    (first,) = told(lambda: proved.prove_book(content))
    assert first.endswith(f"does not lead to {link[1]}")


def test_a_link_that_leads_to_another_sheet_is_named(proved: Proved) -> None:
    part = proved.sheet("Releases")
    content = planted(proved.book, part, "#'Evidence'!A", "#'Facts'!A")
    (first,) = told(lambda: proved.prove_book(content))
    assert re.search(r"Releases!\w+: =HYPERLINK\(.* does not lead to a01\.\w+$", first)


@pytest.mark.parametrize("sheet", ["Releases", "Facts"])
def test_a_text_in_the_place_of_a_link_is_named(proved: Proved, sheet: str) -> None:
    part = proved.sheet(sheet)
    formula = re.search(r"<f>HYPERLINK\(.*?</f>", unpack(proved.book)[part].decode())
    assert formula
    (first,) = told(lambda: proved.prove_book(planted(proved.book, part, formula[0], "")))
    assert re.search(rf"{sheet}!\w+: is no link to \S+$", first)


def test_a_wrong_count_on_the_first_sheet_is_named(proved: Proved) -> None:
    part = proved.sheet("Start")
    count = re.search(
        r"<f>COUNTA\(Releases\[[^]]*\]\)</f><v>(\d+)</v>", unpack(proved.book)[part].decode()
    )
    assert count
    wrong = count[0].replace(f"<v>{count[1]}</v>", "<v>9</v>")
    (first,) = told(lambda: proved.prove_book(planted(proved.book, part, count[0], wrong)))
    assert re.fullmatch(rf"Start!C\d+: counts 9 rows of Releases, the facts give {count[1]}", first)


def test_a_sheet_without_its_label_is_named(proved: Proved) -> None:
    content = planted(proved.book, STRINGS, "<t>TLP:CLEAR</t>", "<t>TLP:CLEER</t>")
    found = told(lambda: proved.prove_book(content))
    assert "Releases: lacks the label TLP:CLEAR" in found
    assert "Start: lacks the label TLP:CLEAR" in found


def test_a_wrong_value_kept_in_a_chart_of_the_workbook_is_named(proved: Proved) -> None:
    part = next(name for name in unpack(proved.book) if name.startswith("xl/charts/chart"))
    kept = re.search(r"<c:v>(4\d{4})</c:v>", unpack(proved.book)[part].decode())
    assert kept
    content = planted(proved.book, part, kept[0], f"<c:v>{int(kept[1]) + 1}</c:v>")
    (first, *_) = told(lambda: proved.prove_book(content))
    said = f"the chart keeps {int(kept[1]) + 1}, the cell holds {kept[1]}"
    assert re.fullmatch(rf"chart 1, 'Chart data 1'!\S+, point \d+: {said}", first)


def test_a_wrong_value_kept_in_a_chart_of_the_brief_is_named(proved: Proved) -> None:
    part = "word/charts/chart1.xml"
    kept = re.search(r"<c:v>(4\d{4})</c:v>", unpack(proved.brief)[part].decode())
    assert kept
    content = planted(proved.brief, part, kept[0], f"<c:v>{int(kept[1]) + 1}</c:v>")
    (first, *_) = told(lambda: proved.prove_brief(content))
    assert f"the chart keeps {int(kept[1]) + 1}, the cell holds {kept[1]}" in first


def test_a_wrong_label_in_a_chart_is_named(proved: Proved) -> None:
    content = planted(proved.brief, "word/charts/chart1.xml", "<a:t>42 ", "<a:t>43 ")
    (first,) = told(lambda: proved.prove_brief(content))
    assert re.fullmatch(
        r'chart 1, label of point 2: the chart says "43 .*", its data "42 .*"', first
    )


def test_a_wrong_figure_in_the_data_behind_a_chart_is_named(proved: Proved) -> None:
    inner = unpack(proved.brief)[EMBEDDED]
    part = "xl/worksheets/sheet1.xml"
    day = re.search(r"<v>(4\d{4})</v>", unpack(inner)[part].decode())
    assert day
    wrong = planted(inner, part, day[0], f"<v>{int(day[1]) + 1}</v>")
    content = pack(unpack(proved.brief) | {EMBEDDED: wrong})
    first, *_ = told(lambda: proved.prove_brief(content))
    assert f"the cell holds {int(day[1]) + 1}" in first or "data of chart 1" in first


FACT = "release-2031-05.people"


def bookmarked(proved: Proved, fact: str, number: int = 1) -> re.Match[str]:
    """The text under a bookmark of a fact."""
    document = unpack(proved.brief)[DOCUMENT].decode()
    name = f'w:name="{bookmark_stem(fact)}_{number}"'
    found = re.search(rf"{name}/><w:r>.*?<w:t[^>]*>([^<]*)</w:t>", document)
    assert found
    return found


def test_a_wrong_figure_in_the_text_is_named_with_its_fact_and_sentence(proved: Proved) -> None:
    found = bookmarked(proved, FACT)
    wrong = found[0].replace(found[1], found[1].replace("42", "43"))
    content = planted(proved.brief, DOCUMENT, found[0], wrong)
    place, fact = told(lambda: proved.prove_brief(content))
    assert fact == f'{FACT}: the brief shows "43 people", the facts say "42"'
    assert re.match(r"\S+/text\.en\.md:4: the brief says .*43 people.*42 people", place)


def test_a_figure_typed_beside_the_facts_is_named_with_its_sentence(proved: Proved) -> None:
    content = planted(proved.brief, DOCUMENT, "The texts report ", "The 5 texts report ")
    (place,) = told(lambda: proved.prove_brief(content))
    assert re.match(r"\S+/text\.en\.md:\d+: the brief says .*The 5 texts", place)


def test_two_facts_that_changed_places_are_named(proved: Proved) -> None:
    """Each under its own bookmark, in its right words: only the sentences are wrong."""
    document = unpack(proved.brief)[DOCUMENT].decode()
    one = r'<w:bookmarkStart w:id="\d+" w:name="{}"/>.*?<w:bookmarkEnd w:id="\d+"/>'
    names = re.findall(r'w:name="(f_\w+)"', document)
    text = document.index("The texts report")
    near = [name for name in names if document.index(f'"{name}"') > text][:2]
    first, second = (re.search(one.format(name), document) for name in near)
    assert first
    assert second
    swapped = document.replace(first[0], "@").replace(second[0], first[0]).replace("@", second[0])
    content = pack(unpack(proved.brief) | {DOCUMENT: swapped.encode()})
    found = told(lambda: proved.prove_brief(content))
    assert any("the brief shows release-" in told_ for told_ in found)
    assert any("text.en.md" in told_ and "the brief says" in told_ for told_ in found)


def test_a_bookmark_of_no_fact_is_named(proved: Proved) -> None:
    name = re.search(r'w:name="(f_[0-9a-f]{20})_1"', unpack(proved.brief)[DOCUMENT].decode())
    assert name
    content = planted(proved.brief, DOCUMENT, name[1], "f_" + "0" * 20)
    found = told(lambda: proved.prove_brief(content))
    assert any("stands under the bookmark of no fact" in told_ for told_ in found)


def test_a_fact_that_is_not_meant_to_be_shown_is_named(proved: Proved) -> None:
    document = unpack(proved.brief)[DOCUMENT].decode()
    facts = proved.values.dossier.facts()
    other = next(fact for fact in facts if bookmark_stem(fact) not in document)
    name = re.search(r'w:name="(f_[0-9a-f]{20})_1"', unpack(proved.brief)[DOCUMENT].decode())
    assert name
    content = planted(proved.brief, DOCUMENT, name[1], bookmark_stem(other))
    found = told(lambda: proved.prove_brief(content))
    assert any(re.search(rf" shows .*{re.escape(other)}.*, expected ", one) for one in found)


def test_a_wrong_address_in_a_note_is_named(proved: Proved) -> None:
    content = planted(proved.brief, NOTES, "a01.3a", "a01.9z")
    found = told(lambda: proved.prove_brief(content))
    assert any(re.match(r"note \d+: a01\.9z is the address of no reading", one) for one in found)
    assert any("has the note" in told_ and "text.en.md" in told_ for told_ in found)


def test_an_address_of_another_fact_in_a_note_is_named(proved: Proved) -> None:
    content = planted(proved.brief, NOTES, "a01.3a", "a01.4a")
    found = told(lambda: proved.prove_brief(content))
    assert any("has the note" in one for one in found)


def test_a_mark_that_is_gone_is_named(proved: Proved) -> None:
    mark = re.search(r'<w:footnoteReference w:id="2"/>', unpack(proved.brief)[DOCUMENT].decode())
    assert mark
    content = planted(proved.brief, DOCUMENT, mark[0], "")
    found = told(lambda: proved.prove_brief(content))
    assert any(one.startswith("notes: the text refers to ") for one in found)


def test_a_paragraph_that_is_gone_is_named_with_its_place(proved: Proved) -> None:
    document = unpack(proved.brief)[DOCUMENT].decode()
    paragraph = next(
        one
        for one in re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", document)
        if "The texts report" in one
    )
    content = planted(proved.brief, DOCUMENT, paragraph, "")
    found = told(lambda: proved.prove_brief(content))
    assert any(re.match(r'\S+text\.en\.md:\d+: the brief lacks "', one) for one in found)


def test_a_wrong_address_in_a_table_of_the_brief_is_named(proved: Proved) -> None:
    document = unpack(proved.brief)[DOCUMENT].decode()
    cited = re.search(r">((?:a0\d\.\d[a-z], )*a0\d\.\d[a-z])</w:t></w:r></w:p></w:tc>", document)
    assert cited
    content = planted(proved.brief, DOCUMENT, cited[0], cited[0].replace(cited[1], "a02.2a"))
    (cell,) = told(lambda: proved.prove_brief(content))
    where = r'table ".*", row 2, column \d+'
    assert re.fullmatch(rf'{where}: holds "a02\.2a", expected "{cited[1]}"', cell)


def test_a_brief_without_its_label_is_named(proved: Proved) -> None:
    content = planted(proved.brief, "word/header1.xml", "TLP:CLEAR", "TLP:GREEN")
    assert told(lambda: proved.prove_brief(content)) == [
        "word/header1.xml: lacks the label TLP:CLEAR"
    ]


def test_a_difference_stops_the_run_and_leaves_the_earlier_edition(
    made_up: Generated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, out = made_up.folder.parent, tmp_path / "out"
    briefgen.generate.generate(root, Asked(out=out, languages=["en"]))
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    real = briefgen.brief.write

    def wrong(*arguments: Any, **options: Any) -> briefgen.brief.Written:  # noqa: ANN401 -- as the writer takes it
        written = real(*arguments, **options)
        return replace(written, content=planted(written.content, DOCUMENT, "42", "43"))

    monkeypatch.setattr(briefgen.brief, "write", wrong)
    with pytest.raises(DossierError) as fault:
        briefgen.generate.generate(root, Asked(out=out, languages=["en"]))
    assert {problem.rule for problem in fault.value.problems} == {"proof"}
    assert {problem.place.file for problem in fault.value.problems} == {"ostrana.en.docx"}
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_finding_of_the_lint_stops_the_run_and_leaves_the_earlier_edition(
    made_up: Generated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, out = made_up.folder.parent, tmp_path / "out"
    briefgen.generate.generate(root, Asked(out=out, languages=["en"]))
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    found = [Finding("word/document.xml", "See Figure 1", "there is no bookmark", "reference")]
    monkeypatch.setattr(briefgen.office.lint, "lint_package", lambda *_: found)
    with pytest.raises(DossierError) as fault:
        briefgen.generate.generate(root, Asked(out=out, languages=["en"]))
    told = "word/document.xml, See Figure 1: there is no bookmark (reference) [office]"
    assert list(map(str, fault.value.problems)) == [
        f"ostrana.en.docx: {told}",
        f"ostrana.en.xlsx: {told}",
    ]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.soak  # times differ where other work shares the machine
def test_a_proof_costs_a_fifth_of_the_run_at_most(
    made_up: Generated, proved: Proved, tmp_path: Path
) -> None:
    def least(*acts: Callable[[], object]) -> float:
        """Seconds of the processor, at the best of three times."""
        times = []
        for _ in range(3):
            started = time.process_time()
            for act in acts:
                act()
            times.append(time.process_time() - started)
        return min(times)

    asked = Asked(out=tmp_path / "out", languages=["en"])
    whole = least(lambda: briefgen.generate.generate(made_up.folder.parent, asked))
    unproved = least(lambda: read(proved.book), lambda: read(proved.brief))
    spent = least(proved.prove_book, proved.prove_brief) - unproved
    assert spent <= (whole - spent) / 5


def test_a_wrong_note_of_a_cell_is_named_with_its_cell(proved: Proved) -> None:
    """Each figure of the strip refers to its note; another note of the same brief is not that."""
    document = unpack(proved.brief)[DOCUMENT].decode()
    strip = document.index("<w:tbl>", document.index("Versions, and which one"))
    strip = document.index("<w:tbl>", strip + 1)
    first, second = re.findall(r"NOTEREF (n_\w+)", document[strip:])[:2]
    wrong = document[:strip] + document[strip:].replace(first, second, 1)
    content = pack(unpack(proved.brief) | {DOCUMENT: wrong.encode()})
    found = told(lambda: proved.prove_brief(content))
    where = 'table "strip", row 1, column 1: has the note "'
    assert any(one.startswith(where) and ", expected " in one for one in found)
