from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from openpyxl.chart import BarChart, Series
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

from briefgen.office import package
from briefgen.office.cells import Formula, Link, Styled, xml_text
from briefgen.office.looks import line_count, read_looks
from briefgen.office.properties import Properties, apply
from briefgen.office.sheets import Column, PlacedChart, Sheet, write_workbook
from briefgen.office.styles import MissingStyles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook

    from briefgen.office.cells import Cell

TEMPLATE = (Path(__file__).parent.parent / "templates" / "workbook.xlsx").read_bytes()
PROPERTIES = Properties(
    title="Steps",
    subject="Releases & measures",
    keywords="one, two",
    language="en-GB",
    creator="The desk",
    description="<none>",
    dated=dt.date(2025, 12, 31),
    custom={"Edition": "1f2e", "Label": "TLP:CLEAR"},
)
HEAD: Sequence[Sequence[Cell]] = (
    ("Releases",),
    ("One row is one release; 2 rows.",),
    (Link("'Start'!A1", "Back to Start"),),
)
COLUMNS = (
    Column("Freed", 11.5, "Date"),
    Column("From", 11.5, "Date", level=1),
    Column("People", 10, "number"),
    Column("Words", 30, "Text"),
    Column("Sum", 9, "Our sum"),
    Column("Key", 9, "Id", hidden=True),
)
ROWS: Sequence[Sequence[Cell]] = (
    (dt.date(2025, 9, 11), None, 52, "=1+1", Formula("C5*2", 104), "r-1"),
    (dt.date(2025, 12, 13), None, Decimal("1.5"), "+ - @", Formula('"a"&"b"', "ab"), "r-2"),
)
START = Sheet(
    name="Start",
    columns=(Column("", 20, "Key"), Column("", 60, "Text")),
    rows=(
        (Styled("Steps", "Title"),),
        (),
        ("Releases", "what a row is", Link("'Releases'!A1", "open", "to the sheet")),
        ("Web", Link("https://example.org/é a?x=1&y=2", "page")),
        ("Brief", Link("brief.docx", "the brief")),
    ),
    landscape=False,
)
RELEASES = Sheet(
    name="Releases",
    head=HEAD,
    columns=COLUMNS,
    rows=ROWS,
    table="Releases",
    description='One row a "release" & its words',
    frozen=1,
    tab="Tab records",
    label="TLP:CLEAR",
    footer="Edition 1 & 2",
)
CHART = BarChart()
CHART.series.append(Series("'Releases'!$C$5:$C$6", title="People"))
CHARTED = replace(START, charts=(PlacedChart("B8", CHART, 'People, "by" step'),))


def written(*sheets: Sheet, names: dict[str, str] | None = None) -> bytes:
    return write_workbook(TEMPLATE, sheets, PROPERTIES, names)


def column_of(*values: Cell, style: str = "Text") -> Sheet:
    """A table of one column."""
    rows = tuple((value,) for value in values)
    return Sheet(name="One", columns=(Column("Value", 30, style),), rows=rows, table="One_column")


def reopened(content: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def part(content: bytes, name: str) -> str:
    return package.unpack(content)[name].decode()


@pytest.fixture(scope="module")
def content() -> bytes:
    return written(CHARTED, RELEASES, names={"People_1": "'Releases'!$C$5"})


def test_the_house_rows_come_first_in_their_styles(content: bytes) -> None:
    sheet = reopened(content)["Releases"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4)] == [
        "Releases",
        "One row is one release; 2 rows.",
        "Back to Start",
        "Freed",
    ]
    assert [sheet.cell(row, 1).style for row in (1, 2, 3, 4, 5)] == [
        *("Title", "Subtitle", "Way back", "Header", "Date")
    ]


def test_values_come_back_as_they_were_with_dates_as_dates(content: bytes) -> None:
    sheet = reopened(content, values=True)["Releases"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert rows == [
        (dt.datetime(2025, 9, 11), None, 52, "=1+1", 104, "r-1"),  # noqa: DTZ001 (as openpyxl reads)
        (dt.datetime(2025, 12, 13), None, 1.5, "+ - @", "ab", "r-2"),  # noqa: DTZ001 (as above)
    ]


def test_a_text_that_begins_like_a_formula_is_text() -> None:
    texts = ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)")
    sheet = reopened(written(column_of(*texts)))["One"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"][1:]] == [(t, "s") for t in texts]


def test_a_formula_keeps_its_text_and_the_value_it_was_given() -> None:
    day = dt.date(2025, 9, 11)
    formulas = (
        Formula("1+1", 2),
        Formula('IF(1<2,"a&b","")', "a&b"),
        Formula("1=1", value=True),
        Formula("DATE(2025,9,11)", day),
        Formula("T(1)", ""),
    )
    content = written(column_of(*formulas))
    texts = [cell.value for cell in reopened(content)["One"]["A"][1:]]
    assert texts == [f"={formula.text}" for formula in formulas]
    values = [cell.value for cell in reopened(content, values=True)["One"]["A"][1:]]
    assert values == [2, "a&b", True, dt.datetime(2025, 9, 11), None]  # noqa: DTZ001 (as openpyxl reads)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("One").to_python()
    assert [row[0] for row in rows[1:]] == [2, "a&b", True, day, ""]


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        ("1+1", None, "has no value"),
        ("=1+1", 2, 'without "="'),
        ("", 2, 'without "="'),
        ("1+" * 5_000 + "1", 2, "10001 characters"),
        (f'LEN("{"x" * 256}")', 256, "text of 256 characters in a formula"),
    ],
)
def test_a_formula_that_excel_could_not_show_is_refused(
    text: str, value: int | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Formula(text, value)  # type: ignore[arg-type]  # what the check is for


def test_pandas_reads_the_table_with_both_its_readers(content: bytes) -> None:
    for engine in ("openpyxl", "calamine"):
        frame = pd.read_excel(io.BytesIO(content), "Releases", header=3, engine=engine)
        assert list(frame.columns) == [column.header for column in COLUMNS]
        assert frame["People"].tolist() == [52, 1.5]
        assert frame["Sum"].tolist() == [104, "ab"]
        assert frame["Freed"].dt.date.tolist() == [dt.date(2025, 9, 11), dt.date(2025, 12, 13)]


ANY_TEXT = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=[*map(chr, [*range(9), 11, 12, *range(14, 32)]), "\ufffe", "\uffff"],
    ),
    max_size=30,
)
HOSTILE = st.one_of(
    ANY_TEXT,
    st.lists(
        st.sampled_from(
            ["_", "x", "0", "_x000D_", "_x0041", "\n", "\r", "\t", " ", "=", "&lt;", "]]>"]
        )
    ).map("".join),
)


@given(st.lists(HOSTILE, min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_text_that_xml_can_hold_comes_back_unchanged(texts: list[str]) -> None:
    content = written(column_of(*texts))
    root = etree.fromstring(package.unpack(content)["xl/sharedStrings.xml"])
    shared = [decoded(element.text or "") for element in root.iter("{*}t")]
    assert shared == ["Value", *dict.fromkeys(text for text in texts if text != "Value")]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("One")
    kept = [text for text in texts if "_x" not in text]
    read = [row[0] for row in rows.to_python(skip_empty_area=False)[1:]]
    assert [text for text, given in zip(read, texts, strict=True) if "_x" not in given] == kept


def decoded(text: str) -> str:
    """What ECMA-376 part 1, 22.9.2.19 says that Excel reads."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


@pytest.mark.parametrize("text", ["_x000D_", "a _x0041_x0042_ b", " two  spaces ", "a\nb\tc\r\nd"])
def test_openpyxl_reads_escapes_spaces_and_line_ends_unchanged(text: str) -> None:
    assert reopened(written(column_of(text)))["One"]["A2"].value == text


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("a\x00b", "character U+0000 at position 2"),
        ("\x0b", "character U+000B at position 1"),
        ("\ud800", "character U+D800 at position 1"),
        ("\uffff", "character U+FFFF at position 1"),
        ("x" * 32_768, "a text of 32768 characters; Excel holds 32767"),
        ("\U0001f600" * 16_384, "a text of 16384 characters; Excel holds 32767"),
        (float("nan"), "nan is no number of Excel's"),
        (Decimal("0.1234567890123456"), "0.1234567890123456 has more than 15 digits"),
        (Decimal("Infinity"), "Infinity is no number of Excel's"),
        (1234567890123456, "1234567890123456 has more than 15 digits: write it as text"),
        (dt.date(1900, 2, 28), "Excel knows no date before 1900-03-01: write 1900-02-28 as text"),
        (dt.datetime(2025, 1, 1), "2025-01-01 00:00:00 has a time of day"),  # noqa: DTZ001 (refused)
        (["a"], "no cell holds a list: ['a']"),
        (Formula("1", "\x01"), "character U+0001 at position 1"),
        (Styled("\x02", "Note"), "character U+0002 at position 1"),
    ],
)
def test_what_excel_cannot_hold_is_refused_with_its_place(value: Cell, message: str) -> None:
    place = 'sheet "One", row 3, column "Value": '
    with pytest.raises(ValueError, match=re.escape(place + message)):
        written(column_of("fine", value))


def test_the_longest_texts_that_excel_holds_are_kept_whole() -> None:
    texts = ("x" * 32_767, "\U0001f600" * 16_383)
    sheet = reopened(written(column_of(*texts)))["One"]
    assert [cell.value for cell in sheet["A"][1:]] == list(texts)


def test_an_escape_of_the_format_is_escaped_even_where_two_overlap() -> None:
    assert xml_text("_x0041_x0042_") == "_x005F_x0041_x005F_x0042_"
    assert decoded(xml_text("_x0041_x0042_")) == "_x0041_x0042_"


def test_links_lead_outside_or_to_a_place_in_the_workbook(content: bytes) -> None:
    start = reopened(content)["Start"]
    inside, web, beside = (start[place].hyperlink for place in ("C3", "B4", "B5"))
    assert inside is not None
    assert web is not None
    assert beside is not None
    assert (inside.location, inside.tooltip) == ("'Releases'!A1", "to the sheet")
    assert web.target == "https://example.org/%C3%A9%20a?x=1&y=2"
    assert beside.target == "brief.docx"
    assert start["B4"].value == "page"
    back = reopened(content)["Releases"]["A3"].hyperlink
    assert back is not None
    assert back.location == "'Start'!A1"


class Ratio(float):
    def __repr__(self) -> str:
        return f"Ratio({float(self)})"


def test_numbers_of_all_kinds_keep_their_value_and_type() -> None:
    numbers = (0.1, Ratio(0.5), -3, 10**14, Decimal("1E+2"), True)
    sheet = reopened(written(column_of(*numbers, style="Number")))["One"]
    read = [cell.value for cell in sheet["A"][1:]]
    assert read == [0.1, 0.5, -3, 10**14, 100, True]
    assert read[-1] is True


def test_a_link_may_lead_to_a_defined_name() -> None:
    content = written(column_of(Link("Here", "go")), names={"Here": "'One'!$A$1"})
    link = reopened(content)["One"]["A2"].hyperlink
    assert link is not None
    assert link.location == "Here"
    assert reopened(content).defined_names["Here"].attr_text == "'One'!$A$1"


@pytest.mark.parametrize(
    "target",
    [
        *("'Nowhere'!A1", "Nowhere!A1", "One!A", "Nowhere", "One two!A1", ""),
        *("file:///etc/hosts", "/etc/hosts", "C:\\x.txt", "javascript:alert.call"),
    ],
)
def test_a_link_to_nowhere_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match=r'sheet "One", cell A2: link to .*: no web address'):
        written(column_of(Link(target, "go")))


@pytest.mark.parametrize(
    ("target", "tip", "message"),
    [
        ("https://example.org/" + "x" * 2_060, "", "at most 2079 characters"),
        ("https://example.org", "x" * 256, "255 of a tip"),
        ("https://example.org", "\x01", "character U\\+0001"),
    ],
)
def test_a_link_that_excel_would_repair_is_refused(target: str, tip: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        written(column_of(Link(target, "go", tip)))


def test_more_links_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.office.hyperlinks.MOST_LINKS", 1)
    link = Link("https://example.org", "go")
    assert written(column_of(link))
    with pytest.raises(ValueError, match='sheet "One": 2 links; Excel holds 1'):
        written(column_of(link, link))


def test_links_to_one_address_share_a_relation_and_quoted_names_are_found() -> None:
    web, inside = Link("https://example.org", "go"), Link("'It''s'!A1:B2", "go")
    content = written(replace(column_of(web, web, inside), name="It's"))
    rels = part(content, "xl/worksheets/_rels/sheet1.xml.rels")
    assert rels.count("https://example.org") == 1
    link = reopened(content)["It's"]["A4"].hyperlink
    assert link is not None
    assert link.location == "'It''s'!A1:B2"


def test_all_missing_styles_are_named_in_one_message() -> None:
    sheet = column_of(Styled("a", "Absent too"), style="Absent")
    with pytest.raises(MissingStyles) as caught:
        written(replace(sheet, tab="title"))
    assert str(caught.value) == (
        'templates/workbook.xlsx: no cell style named "Absent", "Absent too"'
    )


def test_styles_are_found_whatever_their_case(content: bytes) -> None:
    assert reopened(content)["Releases"]["C5"].style == "Number"


def test_a_style_of_a_cell_overrides_that_of_its_column() -> None:
    values = (Styled("a", "Note"), "b", Styled(Formula("1+1", 2), "Note"))
    sheet = reopened(written(column_of(*values)))["One"]
    assert [cell.style for cell in sheet["A"][1:]] == ["Note", "Text", "Note"]


def test_a_date_in_a_style_for_text_still_looks_like_a_date() -> None:
    cell = reopened(written(column_of(dt.date(2025, 9, 11))))["One"]["A2"]
    assert cell.number_format == "yyyy-mm-dd"
    assert cell.style == "Text"


def test_a_table_has_its_header_filter_and_words(content: bytes) -> None:
    table = reopened(content)["Releases"].tables["Releases"]
    assert table.ref == "A4:F6"
    assert table.autoFilter.ref == "A4:F6"
    assert table.column_names == [column.header for column in COLUMNS]
    xml = etree.fromstring(package.unpack(content)["xl/tables/table1.xml"])
    _, words = xml.iter("{*}table")
    assert words.get("altTextSummary") == 'One row a "release" & its words'


def test_a_table_without_rows_gets_one_blank_row() -> None:
    sheet = reopened(written(replace(RELEASES, rows=()), START))["Releases"]
    assert sheet.tables["Releases"].ref == "A4:F5"
    assert [cell.value for cell in sheet[5]] == [None] * 6
    assert sheet["A5"].style == "Date"


def test_a_grouped_column_is_folded_and_no_two_ranges_overlap(content: bytes) -> None:
    root = etree.fromstring(package.unpack(content)["xl/worksheets/sheet2.xml"])
    columns = list(root.iter("{*}col"))
    assert [(c.get("min"), c.get("max")) for c in columns] == [
        (str(n), str(n)) for n in range(1, 7)
    ]
    assert [c.get("hidden") for c in columns] == [None, "1", None, None, None, "1"]
    assert [c.get("outlineLevel") for c in columns] == [None, "1", None, None, None, None]
    assert columns[2].get("collapsed") == "1"
    (format_,) = root.iter("{*}sheetFormatPr")
    assert format_.get("outlineLevelCol") == "1"


def test_the_button_of_a_group_at_the_end_stands_beside_it() -> None:
    columns = (COLUMNS[0], COLUMNS[1])
    sheet = replace(RELEASES, columns=columns, rows=())
    root = etree.fromstring(package.unpack(written(START, sheet))["xl/worksheets/sheet2.xml"])
    assert [c.get("collapsed") for c in root.iter("{*}col")] == [None, None, "1"]


def test_the_page_is_set_up_to_be_printed(content: bytes) -> None:
    sheet = reopened(content)["Releases"]
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    xml = part(content, "xl/worksheets/sheet2.xml")
    assert '&amp;R&amp;12&amp;"-,Bold"TLP:CLEAR</oddHeader>' in xml
    assert "&amp;LEdition 1 &amp;&amp; 2&amp;C" in xml
    assert "&amp;R&amp;P / &amp;N</oddFooter>" in xml


def test_the_first_sheet_is_active_and_headers_stay_in_sight(content: bytes) -> None:
    book = reopened(content)
    assert book.sheetnames == ["Start", "Releases"]
    assert book.active is not None
    assert book.active.title == "Start"
    assert book["Releases"].freeze_panes == "B5"
    assert not any(sheet.sheet_view.showGridLines for sheet in book.worksheets)
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, None]


def test_the_colour_of_a_tab_is_the_fill_of_a_style(content: bytes) -> None:
    colour = reopened(content)["Releases"].sheet_properties.tabColor
    template = reopened(TEMPLATE)["Styles"]
    fills = {cell.style: cell.fill.fgColor.theme for cell in template["B"]}
    assert colour is not None
    assert colour.theme == fills["Tab records"]


def test_a_chart_has_its_words_and_its_finished_part() -> None:
    placed = PlacedChart("B8", CHART, 'People, "by" step', lambda xml: xml + b"<!--finished-->")
    content = written(replace(START, charts=(placed,)), RELEASES)
    drawing = etree.fromstring(package.unpack(content)["xl/drawings/drawing1.xml"])
    assert [frame.get("descr") for frame in drawing.iter("{*}cNvPr")] == ['People, "by" step']
    assert part(content, "xl/charts/chart1.xml").endswith("<!--finished-->")
    assert CHART.anchor == "E15"


def test_cells_are_shared_strings_within_the_stated_dimension(content: bytes) -> None:
    xml = part(content, "xl/worksheets/sheet2.xml")
    assert '<dimension ref="A1:F6"/>' in xml
    assert "inlineStr" not in xml
    strings = part(content, "xl/sharedStrings.xml")
    uses, unique = map(int, re.findall(r'ount="(\d+)"', strings))
    sheets = (part(content, f"xl/worksheets/sheet{number}.xml") for number in (1, 2))
    assert uses == sum(sheet.count('t="s"') for sheet in sheets)
    assert unique == strings.count("<si>")


def test_nothing_makes_excel_recalculate_when_it_opens_the_file(content: bytes) -> None:
    assert '<calcPr calcId="191029" fullCalcOnLoad="0"/>' in part(content, "xl/workbook.xml")


def test_font_properties_stand_in_the_order_that_excel_expects(content: bytes) -> None:
    order = ["b", "i", "u", "sz", "color", "name", "family", "scheme"]
    root = etree.fromstring(package.unpack(content)["xl/styles.xml"])
    for font in root.iter("{*}font"):
        names = [etree.QName(child).localname for child in font]
        assert names == sorted(names, key=order.index)


def test_the_same_sheets_give_the_same_bytes(content: bytes) -> None:
    assert written(CHARTED, RELEASES, names={"People_1": "'Releases'!$C$5"}) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_excel_is_expected_to_open_the_file_cleanly(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(content)
    assert OpenXmlValidator().validate(path).error_count == 0
    path.write_bytes(TEMPLATE)
    assert OpenXmlValidator().validate(path).error_count == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "x" * 32}, "a name has 1 to 31 characters"),
        ({"name": "a/b"}, "a name has 1 to 31 characters"),
        ({"name": "'a"}, "no apostrophe at its ends"),
        ({"name": ""}, "a name has 1 to 31 characters"),
        ({"name": "start"}, 'sheet "start" stands twice'),
        ({"table": "AB12"}, '"AB12" cannot name a table'),
        ({"table": "R1C1"}, '"R1C1" cannot name a table'),
        ({"table": "two words"}, '"two words" cannot name a table'),
        ({"table": "people_1"}, '"people_1" of a table or cell stands twice'),
        (
            {"columns": (*COLUMNS, replace(COLUMNS[0], header="FREED"))},
            'header "freed" stands twice',
        ),
        ({"columns": (Column("a\nb", 9, "Text"),)}, "has a line break"),
        ({"columns": ()}, "a table needs a column"),
        ({"rows": (ROWS[0], ROWS[0][:-1])}, 'sheet "Releases", row 6: 5 cells for 6 columns'),
        (
            {"rows": (), "values": [*zip(*ROWS, strict=True)][1:]},
            'sheet "Releases": its columns differ in how many values they have',
        ),
        (
            {"rows": (), "values": (("r-1",), *[("r-1", "r-2")] * 5)},
            'sheet "Releases": its columns differ in how many values they have',
        ),
        ({"rows": range(1_048_573)}, "1048577 rows; Excel holds 1048576"),
        ({"label": "x" * 300}, "label and footer have 314 characters"),
    ],
)
def test_a_sheet_that_excel_would_repair_is_refused(
    change: dict[str, object], message: str
) -> None:
    sheet = replace(RELEASES, **change)
    with pytest.raises(ValueError, match=re.escape(message)):
        written(START, sheet, names={"People_1": "'Releases'!$C$5"})


def test_all_faults_of_the_sheets_are_told_at_once() -> None:
    with pytest.raises(ValueError, match="a/b") as caught:
        written(replace(START, name="a/b"), replace(RELEASES, table="A1"))
    assert len(str(caught.value).splitlines()) == 2


def test_a_workbook_needs_a_sheet() -> None:
    with pytest.raises(ValueError, match="a workbook needs a sheet"):
        written()


def test_a_reference_names_the_data_cells_of_a_column() -> None:
    assert RELEASES.reference("People") == "'Releases'!$C$5:$C$6"
    assert replace(RELEASES, rows=()).reference("Freed") == "'Releases'!$A$5:$A$5"


def test_free_rows_take_the_style_of_their_column_and_else_text(content: bytes) -> None:
    sheet = reopened(content)["Start"]
    assert [sheet[place].style for place in ("A1", "A3", "B3", "C3")] == [
        *("Title", "Key", "Text", "Text")
    ]


def test_wrapped_text_makes_its_row_higher_up_to_the_limit() -> None:
    sheet = reopened(written(column_of("word", "word " * 30, "a\nb\nc", "word " * 3_000)))["One"]
    short, long, lines, endless = (sheet.row_dimensions[row].height for row in (2, 3, 4, 5))
    assert short == pytest.approx(16.8)
    assert lines == pytest.approx(3 * 12.8 + 4)
    assert long == pytest.approx(5 * 12.8 + 4)
    assert endless == 409


def test_lines_are_counted_word_by_word_and_inside_words_too_long() -> None:
    assert line_count("", 5) == 1
    assert line_count("abc", 5) == 1
    assert line_count("oooo oooo", 3) == 2
    assert line_count("o" * 20, 3) == 5
    assert line_count("a\n\nb", 5) == 3


def test_the_template_has_every_style_that_the_workbook_asks_for() -> None:
    names = [
        *("Title", "Subtitle", "Way back", "Section", "Header", "Label", "Figure"),
        *("Text", "Text short", "Text centred", "Text plain", "Key", "Id", "Note", "Mark"),
        *("Number", "Our sum", "Date", "Month", "Yes or no", "Link", "Address"),
        *("Tab overview", "Tab records", "Tab evidence", "Tab working"),
    ]
    looks = read_looks(reopened(TEMPLATE), names, file="templates/workbook.xlsx")
    assert list(looks) == sorted(names)


def test_the_template_keeps_one_used_cell_for_each_style() -> None:
    book = reopened(TEMPLATE)
    used = {row[0].value: row[1].style for row in book["Styles"].iter_rows(min_row=3)}
    assert used == {name: name for name in book.named_styles if name != "Normal"}


def test_nothing_of_a_template_is_left_in_the_properties(content: bytes) -> None:
    book = reopened(content)
    properties = book.properties
    assert (properties.title, properties.subject) == ("Steps", "Releases & measures")
    assert (properties.creator, properties.lastModifiedBy) == ("The desk", "The desk")
    assert (properties.language, properties.description) == ("en-GB", "<none>")
    assert properties.created == properties.modified == dt.datetime(2025, 12, 31)  # noqa: DTZ001 (as openpyxl reads)
    custom = etree.fromstring(package.unpack(content)["docProps/custom.xml"])
    assert {entry.get("name"): entry[0].text for entry in custom} == PROPERTIES.custom
    assert "openpyxl" not in "".join(map(str, package.unpack(content).values())).casefold()


def test_a_thumbnail_of_a_template_is_dropped_with_its_relation() -> None:
    parts = package.unpack(TEMPLATE)
    relation = (
        b'<Relationship Id="t" Target="docProps/thumbnail.jpeg" Type="http://schemas.openxmlformats'
        b'.org/package/2006/relationships/metadata/thumbnail"/></Relationships>'
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", relation)
    parts["docProps/thumbnail.jpeg"] = b"picture"
    before = dict(parts)
    applied = apply(parts, replace(PROPERTIES, custom={}))
    assert "docProps/thumbnail.jpeg" not in applied
    assert b"thumbnail" not in applied["_rels/.rels"]
    assert "docProps/custom.xml" not in applied
    assert parts == before


def test_a_column_is_asked_once_how_it_shows_values_that_are_equal() -> None:
    asked: list[object] = []

    def shown(value: object) -> Cell:
        asked.append(value)
        return Styled(f"<{value}>", "Note")

    column = Column("Value", 30, "Text", shown=shown, styles=("Note",))
    rows = tuple((value,) for value in ("a", "b", "a", None, "a"))
    sheet = Sheet(name="One", columns=(column,), rows=rows, table="One_column")
    cells = reopened(written(sheet))["One"]["A"][1:]
    assert [cell.value for cell in cells] == ["<a>", "<b>", "<a>", "<None>", "<a>"]
    assert {cell.style for cell in cells} == {"Note"}
    assert asked == ["a", "b", None]


def test_a_column_that_shows_values_as_links_is_refused() -> None:
    column = Column("Value", 30, "Text", shown=lambda value: Link("https://example.org", value))
    sheet = Sheet(name="One", columns=(column,), rows=(("a",),), table="One_column")
    with pytest.raises(ValueError, match="links, which need a place each"):
        written(sheet)


def test_values_that_python_holds_for_equal_stay_what_they_are() -> None:
    values: tuple[Cell, ...] = (1, True, 1.5, False, 0, Formula("1=1", True), Formula("1=1", 1))  # noqa: FBT003
    sheet = reopened(written(column_of(*values)), values=True)["One"]
    found = [cell.value for cell in sheet["A"][1:]]
    assert found == [1, True, 1.5, False, 0, True, 1]
    assert [type(value) for value in found] == [int, bool, float, bool, int, bool, int]


def test_rows_that_are_written_in_blocks_are_as_those_written_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    links = (Link("https://example.org", f"to {number}") for number in range(3))
    values: tuple[Cell, ...] = ("a", "long " * 60, *links, "a", None, 7)
    at_once = written(column_of(*values))
    monkeypatch.setattr("briefgen.office.grid._BLOCK", 3)
    assert written(column_of(*values)) == at_once
    place = 'sheet "One", row 6, column "Value": '
    with pytest.raises(ValueError, match=re.escape(place)):
        written(column_of("a", "a", "a", "a", "\x00"))


def test_a_table_by_its_columns_is_the_table_by_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.office.grid._BLOCK", 3)
    rows = ((1, "a"), (2, "long " * 60), (3, Link("https://example.org", "b")), (None, "a"))
    columns = (Column("Number", 9, "Number"), Column("Text", 30, "Text"))
    sheet = Sheet(name="Two", columns=columns, rows=rows, table="Two_columns")
    turned = replace(sheet, rows=(), values=tuple(zip(*rows, strict=True)))
    assert (turned.height, turned.extent) == (4, "A1:B5")
    assert written(turned) == written(sheet)
    assert written(replace(turned, values=((), ()))) == written(replace(sheet, rows=()))


def test_a_row_is_as_high_as_its_highest_cell_in_whatever_style_it_stands() -> None:
    columns = (Column("A", 30, "Text"), Column("B", 30, "Text"))
    long = "word " * 40

    def tall(*cells: Cell) -> float:
        sheet = Sheet(name="One", columns=columns, rows=(cells, ("a", "b")), table="T")
        return float(reopened(written(sheet))["One"].row_dimensions[2].height)

    title, text = tall(Styled("a", "Title"), Styled("b", "Title")), tall("a", "b")
    assert text < title == tall("a", Styled("b", "Title")) == tall(Styled("a", "Title"), "b")
    assert tall(long, "b") == tall("a", long) == tall(long, Styled("b", "Title")) > title
    below = Formula('"a"', long)
    assert tall("a", below) == tall("a", long)


def test_the_parts_stand_in_an_order_that_does_not_change(content: bytes) -> None:
    names = list(package.unpack(content))
    assert names[0] == package.CONTENT_TYPES
    sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
    assert sheets == [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    assert names[-1] == "xl/sharedStrings.xml"
