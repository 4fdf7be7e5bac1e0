from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import openpyxl
import pandas as pd
import pytest
from msgspec.structs import replace
from openpyxl.utils import range_boundaries
from openxml_audit import OpenXmlValidator

import readers
import soffice
from briefgen import pictures, tables, workbook
from briefgen.evidence import Evidence
from briefgen.facts.briefs import Brief, load_brief
from briefgen.facts.dates import When
from briefgen.facts.dossier import Dossier
from briefgen.facts.load import load
from briefgen.facts.records import Text
from briefgen.office import package
from briefgen.office.cells import serial
from briefgen.office.charts import Bar, Bars, BarWords, Event, Timeline, TimelineWords, caches
from briefgen.sheets import Column
from briefgen.stamp import Stamp
from briefgen.tables.summary import Figure
from briefgen.tables.table import Ref, Table
from briefgen.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl import Workbook

    from briefgen.generate import Generated
    from briefgen.wording import Wording

TEMPLATE = (Path(__file__).parent.parent / "templates" / "workbook.xlsx").read_bytes()
WORDING = wording_for("en", Dossier("none", {}, (), (), {}))
FRENCH = wording_for("fr", Dossier("none", {}, (), (), {}))
STAMP = Stamp("1f2e3d4c5b6a", "0.1.0", dt.date(2025, 12, 13), "brief.en.xlsx", "brief.en.docx")
BRIEF = Brief(
    title=Text("Steps and measures", "Étapes et mesures"),
    subtitle=Text("As two texts report them", "Telles que deux textes les rapportent"),
    number="7",
    edition="2",
    dossier="none",
    period=When.parse("2025-06/2025-12"),
    cutoff=When.parse("2025-12-13"),
    languages=("en", "fr"),
    keywords=("steps", "measures"),
)


def column(key: str, header: str, kind: str = "text", *, level: int = 0) -> Column:
    texts = Text(header, f"{header} (fr)"), Text("what it means")
    return Column(key, *texts, shows="", kind=kind, width=12, level=level)


def table(name: str, columns: tuple[Column, ...], *rows: Mapping[str, object], key: str) -> Table:
    keys = [column.key for column in columns]
    cells = [[row.get(key) for key in keys] for row in rows]
    frame = pd.DataFrame(cells, columns=keys, dtype=object)
    row_is = Text("one thing", "une chose")
    return Table(name, Text(name, f"{name} fr"), row_is, columns, frame, key)


LONG = "a ready sentence that is longer than a formula may hold as one text, " * 4
RELEASES = table(
    "Releases",
    (
        column("freed", "Freed", "date"),
        column("from", "From", "date", level=1),
        column("when", "Date", "when"),
        column("people", "People [all], reported #1", "number"),
        column("evidence", "Evidence", "address"),
        column("sentence", "Ready sentence"),
        column("disputed", "Disputed on", "mark"),
        column("note", "Note", "note"),
        column("id", "Id", "id"),
    ),
    {
        "freed": dt.date(2025, 9, 11),
        "when": "2025-09-11",
        "people": 52,
        "evidence": "003.1a, 004.2a",
        "sentence": "=1+1",
        "disputed": "label",
        "id": "release-2025-09-11",
    },
    {
        "when": "2025-06/2025-07",
        "people": "n/a",
        "disputed": "\u2013",
        "evidence": "009.1a",
        "id": "release-2025-06",
    },
    key="id",
)
EVIDENCE = table(
    "Evidence",
    (
        column("address", "Address", "address"),
        column("record", "Record", "link"),
        column("fact", "Fact", "short"),
        column("id", "Row", "id"),
    ),
    {
        "address": "001.1a",
        "record": Ref("Releases", "release-2025-06", 'the "June" release'),
        "fact": "stage",
        "id": "1",
    },
    {
        "address": "003.1a",
        "record": Ref("Releases", "release-2025-09-11", "11 September"),
        "fact": "people",
        "id": "2",
    },
    {"address": "003.1b", "record": Ref("Releases", "gone", "a lost one"), "id": "3"},
    {"address": "004.2a", "record": Ref("Nowhere", "x", "nowhere"), "id": "4"},
    {"address": "004.2b", "record": Ref("Releases", "release-2025-06", LONG), "id": "5"},
    key="id",
)
LINKS = table("Links", (column("nature", "Nature"), column("id", "Id", "id")), key="id")
REVIEW = table(
    "ToReview",
    (column("what", "What"), column("of", "Of"), column("id", "Id", "id")),
    {"what": "disputed", "of": Ref("Evidence", "2", "people"), "id": "a*b?~c"},
    key="id",
)
TABLES = {t.name: t for t in (EVIDENCE, REVIEW, RELEASES, LINKS)}


FIGURES = (
    Figure(
        key="freed",
        label=Text("People reported freed"),
        formula="SUM(Releases[People '[all'], reported '#1])",
        value=52,
        bound="at least",
        words="at least 52 people",
        counts=Text("the people of all steps reported done"),
        leaves_out=Text("steps without a number"),
        link="Releases",
    ),
    Figure(
        key="releases",
        label=Text("Releases"),
        formula="COUNTA(Releases[Id])",
        value=2,
        bound="exact",
        words="2 releases",
        counts=Text("steps"),
        leaves_out=Text("nothing"),
        link="Absent",
    ),
)
TIMELINE = Timeline(
    title="What is reported when",
    alt="Two lanes.",
    language="en-GB",
    lanes=("Contacts", "Releases"),
    events=(
        Event(lane=1, start=dt.date(2025, 9, 11), label="52 people", filled=True),
        Event(
            lane=1,
            start=dt.date(2025, 6, 1),
            end=dt.date(2025, 6, 30),
            label="number not stated",
            filled=True,
        ),
        Event(lane=0, start=dt.date(2025, 9, 1), label="talks", filled=False),
    ),
    first=dt.date(2025, 6, 1),
    last=dt.date(2025, 12, 31),
    words=TimelineWords(
        done="done",
        announced="announced",
        span_done="done, day not certain",
        span_announced="announced, day not certain",
        notes="note",
        lanes="lane",
        months="month",
        rules="month begins",
        dates="date",
        texts="text",
    ),
)
BARS = Bars(
    title="People in each step",
    alt="Two bars.",
    language="en-GB",
    bars=(Bar(category="June", text="not stated"), Bar(category="Sept", text="52", value=52)),
    words=BarWords(
        category="step", done="done", announced="announced", unknown="unknown", text="words"
    ),
)


def written(given: Mapping[str, Table] = TABLES, wording: Wording = WORDING) -> bytes:
    return workbook.write(
        given,
        workbook.Overview(FIGURES, (TIMELINE, BARS)),
        brief=BRIEF,
        wording=wording,
        template=TEMPLATE,
        stamp=STAMP,
    )


def reopened(content: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


@pytest.fixture(scope="module")
def content() -> bytes:
    return written()


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return reopened(content)


@pytest.fixture(scope="module")
def values(content: bytes) -> Workbook:
    return reopened(content, values=True)


def formulas(book: Workbook) -> Iterator[tuple[str, str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, str(cell.value)


def test_sheets_come_in_the_order_in_which_they_are_read(book: Workbook) -> None:
    assert book.sheetnames == [
        *("Start", "Summary", "Releases", "Links", "Evidence", "ToReview"),
        *("Chart data 1", "Chart data 2"),
    ]


def test_a_table_that_the_order_does_not_know_stands_before_the_chart_data() -> None:
    extra = table("Extras", (column("id", "Id", "id"),), {"id": "x"}, key="id")
    names = reopened(written({**TABLES, "Extras": extra})).sheetnames
    assert names[-3:] == ["Extras", "Chart data 1", "Chart data 2"]


def test_every_sheet_but_start_has_title_rows_way_back_and_a_table(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet["A1"].value == sheet.title
        assert re.search(r"; \d+ rows?$", str(sheet["A2"].value)), sheet.title
        back = sheet["A3"].hyperlink
        assert back is not None
        assert back.location == "'Start'!A1"
        (made,) = sheet.tables.values()
        assert made.ref.startswith("A4:")
        assert made.autoFilter.ref == made.ref
        assert sheet.freeze_panes == "B5"


def test_the_second_row_counts_in_the_grammar_of_the_language(book: Workbook) -> None:
    assert book["Releases"]["A2"].value == "Each row is one thing; 2 rows"
    assert book["Links"]["A2"].value == "Each row is one thing; 0 rows"
    assert book["ToReview"]["A2"].value == "Each row is one thing; 1 row"
    french = reopened(written(wording=FRENCH))
    assert french["Links fr"]["A2"].value == "Chaque ligne est une chose\xa0; 0 ligne"


def test_the_label_stands_in_a_visible_cell_and_in_the_header_of_every_sheet(
    book: Workbook,
) -> None:
    for sheet in book.worksheets:
        labelled = [c for row in sheet["A1:D4"] for c in row if c.value == "TLP:CLEAR"]
        assert len(labelled) == 1, sheet.title
        assert not sheet.column_dimensions[labelled[0].column_letter].hidden
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.right.text == "TLP:CLEAR"


def test_kinds_of_columns_have_their_looks(book: Workbook) -> None:
    assert [cell.style for cell in book["Releases"][5]] == [
        *("Date", "Date", "Text centred", "Number", "Address", "Text", "Mark", "Note", "Id")
    ]
    assert book["Links"]["A5"].style == "Key"
    assert book["Releases"]["G6"].style == "Quiet"
    assert book["Releases"]["D6"].style == "Quiet centred"


def test_a_wide_sheet_is_printed_on_several_pages_with_its_first_column_on_each() -> None:
    wide = tuple(column(f"c{number}", f"Column {number}") for number in range(30))
    named = (column("id", "Id", "id"), *wide)
    book = reopened(written({"Wide": table("Wide", named, {"id": "x"}, key="id")}))
    assert book["Wide"].page_setup.fitToWidth == 2
    assert book["Wide"].print_title_cols == "$A:$A"
    assert book["Wide"].print_title_rows == "$4:$4"
    assert book["Chart data 1"].page_setup.fitToWidth == 1


def test_the_columns_by_which_a_row_is_known_stay_in_sight(made_up: Generated) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made_up.files["ostrana.en.xlsx"]))
    frozen = {sheet.title: sheet.freeze_panes for sheet in book.worksheets}
    assert frozen["Groups"] == frozen["Codebook"] == "C5"
    assert frozen["Disagreements"] == frozen["Evidence"] == "D5"
    assert frozen["Releases"] == "B5"


def test_columns_too_wide_to_stay_in_sight_do_not() -> None:
    columns = (column("of", "Of"), column("name", "A name", "id"), column("id", "Id", "id"))
    for name, known in (("x" * 40, "C5"), ("x" * 60, "B5")):
        rows = {"of": "it", "name": name, "id": "x"}
        book = reopened(
            written({"T": replace(table("T", columns, rows, key="id"), known_by="name")})
        )
        assert book["T"].freeze_panes == known


def test_charts_are_printed_on_a_page_of_their_own(content: bytes, book: Workbook) -> None:
    summary = book["Summary"]
    (found,) = summary.row_breaks.brk
    drawing = package.unpack(content)["xl/drawings/drawing1.xml"].decode()
    rows_above = int(re.findall(r"<xdr:row>(\d+)<", drawing)[0])
    assert summary.max_row <= found.id == rows_above
    fitting = summary.sheet_properties.pageSetUpPr
    assert fitting is None or not fitting.fitToPage  # Excel overlooks breaks to fit pages
    assert summary.page_setup.scale == 63
    assert not summary.print_title_rows


def test_a_header_has_room_for_the_button_of_its_filter(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert {cell.alignment.vertical for cell in sheet[4] if cell.value} == {"top"}
        height = sheet.row_dimensions[4].height
        assert height is not None
        assert height >= 12.8 + 11


def test_relations_and_drawings_are_spelt_as_excel_spells_them(content: bytes) -> None:
    parts = package.unpack(content)
    relations = [name for name in parts if re.match(r"xl/(worksheets|drawings)/_rels/", name)]
    assert relations
    for name in relations:
        assert b'Target="../' in parts[name]
        assert b'Target="/' not in parts[name]
    assert b"<xdr:wsDr" in parts["xl/drawings/drawing1.xml"]
    assert b"<Application>" in parts["docProps/app.xml"]


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_pandas_reads_clean_columns_from_every_table(
    content: bytes, engine: Literal["openpyxl", "calamine"]
) -> None:
    for name, made in (("Releases", RELEASES), ("Evidence", EVIDENCE), ("Links", LINKS)):
        frame = pd.read_excel(io.BytesIO(content), sheet_name=name, header=3, engine=engine)
        assert list(frame.columns) == [c.header.en for c in made.columns]
        assert len(frame.dropna(how="all")) == len(made.frame)


def test_numbers_dates_and_texts_keep_their_kind_and_blank_stays_blank(values: Workbook) -> None:
    sheet = values["Releases"]
    assert [cell.value for cell in sheet[5]] == [
        dt.datetime(2025, 9, 11),  # noqa: DTZ001 (as openpyxl reads)
        *(None, "2025-09-11", 52, "003.1a, 004.2a", "=1+1", "label", None, "release-2025-09-11"),
    ]
    assert [cell.value for cell in sheet[6]][:4] == [None, None, "2025-06/2025-07", "n/a"]


def test_every_formula_has_its_value(book: Workbook, values: Workbook) -> None:
    found = list(formulas(book))
    assert len(found) == 13
    assert not [place for place in found if values[place[0]][place[1]].value is None]


def test_a_reference_becomes_a_link_that_finds_its_row_by_key(
    book: Workbook, values: Workbook
) -> None:
    cell = book["Evidence"]["B5"]
    assert cell.value == (
        '=HYPERLINK("#\'Releases\'!A"&MATCH("release-2025-06",Releases[Id],0)+4,'
        '"the ""June"" release")'
    )
    assert cell.style == "Link"
    assert values["Evidence"]["B5"].value == 'the "June" release'


def test_addresses_lead_to_the_first_passage_among_the_evidence(book: Workbook) -> None:
    assert book["Releases"]["E5"].value == (
        '=HYPERLINK("#\'Evidence\'!A"&MATCH("003.1a",Evidence[Address],0)+4,"003.1a, 004.2a")'
    )


def test_a_key_that_is_not_there_gives_plain_text_without_the_look_of_a_link(
    book: Workbook,
) -> None:
    for sheet, place, text in (
        ("Evidence", "B7", "a lost one"),
        ("Evidence", "B8", "nowhere"),
        ("Evidence", "B9", LONG),
        ("Releases", "E6", "009.1a"),
        ("Evidence", "A5", "001.1a"),
    ):
        assert book[sheet][place].value == text
        assert book[sheet][place].style == "Text"


def test_a_reference_in_a_column_of_text_looks_like_a_link(book: Workbook) -> None:
    assert str(book["ToReview"]["B5"].value).startswith("=HYPERLINK(")
    assert book["ToReview"]["B5"].style == "Link"


def test_every_key_that_a_link_looks_for_is_in_its_column(book: Workbook) -> None:
    looked = list(looked_for(book))
    assert len(looked) == 4
    assert all(key in column for key, column in looked)


def looked_for(book: Workbook) -> Iterator[tuple[str, list[object]]]:
    """Each key that a link looks for, with the column in which it does."""
    sheets = {name: sheet for sheet in book.worksheets for name in sheet.tables}
    for _, _, text in formulas(book):
        if found := re.search(r'MATCH\("([^"]+)",(\w+)\[([^]]+)\],0\)\+4', text):
            key, name, header = found.groups()
            sheet = sheets[name]
            number = sheet.tables[name].column_names.index(header) + 1
            yield key, [sheet.cell(row, number).value for row in range(5, sheet.max_row + 1)]


def test_start_tells_what_it_is_and_lists_every_sheet_with_its_rows(
    book: Workbook, values: Workbook
) -> None:
    texts = [[cell.value for cell in row[:3]] for row in values["Start"].iter_rows()]
    assert texts[0][0] == "Steps and measures"
    assert ["Information cut-off", "13 December 2025", None] in texts
    assert ["Status", "draft", None] in texts
    assert ["n/a", "Does not apply.", None] in texts
    assert ["Made from", "facts 1f2e3d4c5b6a, by briefgen 0.1.0", None] in texts
    contents = texts[texts.index(["Sheet", "What a row is", "Rows"]) + 1 :]
    assert [row[0] for row in contents] == book.sheetnames[1:]
    assert [row[2] for row in contents][:5] == [2, 2, 0, 5, 1]
    first = len(texts) - len(contents) + 1
    link = book["Start"].cell(first + 1, 1).hyperlink
    assert link is not None
    assert link.location == "'Releases'!A1"
    assert book["Start"].cell(first + 1, 3).value == "=COUNTA(Releases[Id])"


def test_a_figure_of_the_summary_is_a_formula_with_its_value(
    book: Workbook, values: Workbook
) -> None:
    assert book["Summary"]["B5"].value == "=SUM(Releases[People '[all'], reported '#1])"
    assert [cell.value for cell in values["Summary"][5]] == [
        *("People reported freed", 52, "at least", "at least 52 people"),
        *("the people of all steps reported done", "steps without a number", "Releases"),
    ]
    assert values["Summary"]["G6"].value is None


def test_charts_carry_the_values_of_the_cells_they_point_to(
    content: bytes, values: Workbook
) -> None:
    parts = package.unpack(content)
    charts = sorted(name for name in parts if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
    assert len(charts) == 2
    for part in charts:
        kept = caches(parts[part])
        assert kept
        for reference, cached in kept:
            assert cached == tuple(cells(values, reference)), reference


def cells(book: Workbook, reference: str) -> Iterator[object]:
    name, _, place = reference.replace("$", "").rpartition("!")
    left, top, right, bottom = range_boundaries(place)
    rows = book[name.strip("'")].iter_rows(top, bottom, left, right, values_only=True)
    for value in (value for row in rows for value in row):
        yield serial(value.date()) if isinstance(value, dt.datetime) else value


def test_charts_stand_under_the_summary_and_say_what_they_show(content: bytes) -> None:
    drawing = package.unpack(content)["xl/drawings/drawing1.xml"].decode()
    assert re.findall(r'descr="([^"]+)"', drawing) == ["Two lanes.", "Two bars."]
    first, second = map(int, re.findall(r"<(?:xdr:)?row>(\d+)<", drawing)[::1][:2])
    assert 6 < first < second


def test_the_file_says_what_it_is_and_not_who_made_it(book: Workbook) -> None:
    told = book.properties
    assert (told.title, told.language, told.keywords) == (
        *("Steps and measures", "en-GB", "steps, measures"),
    )
    assert (told.creator, told.lastModifiedBy) == ("briefgen", "briefgen")
    assert told.modified == dt.datetime(2025, 12, 13)  # noqa: DTZ001 (as openpyxl reads)
    custom = book.custom_doc_props.props  # type: ignore[attr-defined]  # its stubs lack it
    assert {entry.name: entry.value for entry in custom} == STAMP.properties


def test_the_same_tables_give_the_same_bytes(content: bytes) -> None:
    backwards = dict(reversed(TABLES.items()))
    assert written(backwards) == content


def test_excel_is_expected_to_open_the_workbook_cleanly(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(content)
    found = OpenXmlValidator().validate(path)
    assert found.error_count == 0, found.errors


def test_a_workbook_without_evidence_leaves_addresses_as_text() -> None:
    book = reopened(written({"Releases": RELEASES}))
    assert book["Releases"]["E5"].value == "003.1a, 004.2a"


@pytest.mark.office
@soffice.NEEDED
def test_libreoffice_calculates_what_is_written(content: bytes, tmp_path: Path) -> None:
    assert list(differences(content, tmp_path)) == []


def differences(content: bytes, folder: Path) -> Iterator[tuple[str, str, object, object]]:
    """The cells to which LibreOffice gives another value than is written."""
    kept = reopened(content, values=True)
    anew = reopened(soffice.recalculated(content, folder=folder), values=True)
    for sheet in kept.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                found = anew[sheet.title][cell.coordinate].value
                if found != cell.value:
                    yield sheet.title, cell.coordinate, cell.value, found


@pytest.mark.office
@soffice.NEEDED
def test_a_wrong_value_would_be_found(content: bytes, tmp_path: Path) -> None:
    parts = package.unpack(content)
    summary = "xl/worksheets/sheet2.xml"
    assert b"<v>52</v>" in parts[summary]
    parts[summary] = parts[summary].replace(b"<v>52</v>", b"<v>53</v>")
    anew = soffice.recalculated(package.pack(parts), folder=tmp_path)
    assert reopened(anew, values=True)["Summary"]["B5"].value == 52


@pytest.mark.office
@soffice.NEEDED
def test_links_find_their_rows_after_sorting(tmp_path: Path) -> None:
    sorted_tables = {
        name: replace(t, frame=t.frame.iloc[::-1].reset_index(drop=True))
        for name, t in TABLES.items()
    }
    book = reopened(written(sorted_tables))
    targets = list(show_targets(book))
    out = io.BytesIO()
    book.save(out)
    anew = reopened(soffice.recalculated(out.getvalue(), folder=tmp_path), values=True)
    assert len(targets) == 4
    for sheet, place, key in targets:
        target = str(anew[sheet][place].value)
        name, row = target.removeprefix("#'").split("'!A")
        assert key in [cell.value for cell in anew[name][int(row)]]


def show_targets(book: Workbook) -> Iterator[tuple[str, str, str]]:
    """Put the target of each link that looks for a key in its cell, in place of its text."""
    for sheet, place, text in list(formulas(book)):
        if found := re.match(r'=HYPERLINK\((.*\+4),".*"\)$', text):
            book[sheet][place].value = f"={found[1]}"
            yield sheet, place, text.split('MATCH("')[1].split('"')[0]


@pytest.fixture(scope="module", params=["en", "fr"])
def shipped(request: pytest.FixtureRequest) -> bytes:
    """The workbook of the dossier that the project ships, in both languages."""
    root = Path(__file__).parent.parent
    evidence = Evidence(load(root / "data" / "belarus-2025"))
    brief = load_brief(root / "briefs" / "belarus-us-2025")
    wording = wording_for(request.param, evidence.dossier)
    built = tables.build(evidence, wording, brief)
    charts = (
        pictures.timeline(evidence.dossier, wording, brief),
        pictures.bars(evidence.dossier, wording),
    )
    return workbook.write(
        built,
        workbook.Overview(tables.figures(built, wording), charts),
        brief=brief,
        wording=wording,
        template=TEMPLATE,
        stamp=STAMP,
    )


def test_the_shipped_workbook_is_whole(shipped: bytes, tmp_path: Path) -> None:
    book, values = reopened(shipped), reopened(shipped, values=True)
    assert not [place for place in formulas(book) if values[place[0]][place[1]].value is None]
    looked = list(looked_for(book))
    assert len(looked) > 500
    assert all(key in column for key, column in looked)
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(shipped)
    assert OpenXmlValidator().validate(path).error_count == 0


def test_the_charts_of_the_shipped_workbook_carry_the_values_of_their_cells(
    shipped: bytes,
) -> None:
    parts, values = package.unpack(shipped), reopened(shipped, values=True)
    for number in (1, 2):
        for reference, cached in caches(parts[f"xl/charts/chart{number}.xml"]):
            assert cached == tuple(cells(values, reference)), reference


@pytest.mark.office
@soffice.NEEDED
def test_libreoffice_calculates_what_the_shipped_workbook_says(
    shipped: bytes, tmp_path: Path
) -> None:
    assert list(differences(shipped, tmp_path)) == []


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_pandas_gives_every_cell_as_openpyxl_does(
    shipped: bytes, engine: Literal["openpyxl", "calamine"]
) -> None:
    assert readers.with_pandas(shipped, engine) == readers.with_openpyxl(shipped)


def test_calamine_gives_every_cell_as_openpyxl_does(shipped: bytes) -> None:
    assert readers.with_calamine(shipped) == readers.with_openpyxl(shipped)


@pytest.mark.parametrize("reader", ["sheetjs", "exceljs"])
def test_readers_in_javascript_give_every_cell_as_openpyxl_does(
    shipped: bytes, reader: str, tmp_path: Path
) -> None:
    if missing := readers.missing_of_node():
        pytest.skip(missing)
    read = readers.with_node(shipped, reader, folder=tmp_path)
    assert read == readers.with_openpyxl(shipped)
