"""Files broken on purpose, one defect each: the lint finds just that one."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from briefgen import generate
from briefgen.facts.problems import DossierError
from briefgen.office import charts, package
from briefgen.office.cells import Formula, Link
from briefgen.office.charts import Bar, Bars, BarWords
from briefgen.office.document import open_template
from briefgen.office.inline import Note, NoteAgain, PageNumber, Paragraph, Reference, Run
from briefgen.office.lint import Finding, excel, lint, packaging, word
from briefgen.office.lint import charts as chart_rules
from briefgen.office.lint.parts import read
from briefgen.office.properties import Properties
from briefgen.office.sheets import Column, PlacedChart, Sheet, write_workbook
from briefgen.office.wordtable import Column as WordColumn
from briefgen.office.wordtable import Table

if TYPE_CHECKING:
    from collections.abc import Callable

Parts: TypeAlias = dict[str, bytes]
Change: TypeAlias = "Callable[[Parts], Parts]"

TEMPLATES = Path(__file__).parents[1] / "templates"
ABOUT = Properties(
    title="A brief",
    subject="Steps",
    keywords="",
    language="en-GB",
    creator="The desk",
    description="",
    dated=dt.date(2025, 12, 20),
)
BARS = Bars(
    title="People per step",
    alt="Two bars: 52 and 123.",
    language="en-GB",
    bars=(
        Bar(category="11 September 2025", text="52", value=52),
        Bar(category="13 December 2025", text="123", value=123),
    ),
    words=BarWords(
        category="Step",
        done="Reported freed",
        announced="Announced only",
        unknown="Place of the words",
        text="Label",
    ),
)


def good_workbook() -> bytes:
    header, *data = charts.rows(BARS)
    chart = PlacedChart(
        "D2",
        charts.placeholder(BARS),
        BARS.alt,
        lambda _: charts.excel_part_xml(BARS, "Chart data"),
    )
    start = Sheet(
        name="Start",
        rows=(
            ("Steps",),
            ("Releases", Link("'Releases'!A1", "open")),
            ("Web", Link("https://example.org/page", "page")),
        ),
        charts=(chart,),
    )
    releases = Sheet(
        name="Releases",
        head=(("Releases",), ("One row is one release.",), (Link("'Start'!A1", "Back"),)),
        columns=(
            Column("Id", 12, "Text"),
            Column("People", 10, "Number"),
            Column("Low", 10, "Number"),
            Column("Double", 10, "Number"),
            Column("Sum", 10, "Number"),
            Column("See", 20, "Text"),
        ),
        rows=tuple(
            (
                key,
                people,
                None,
                Formula("Releases[[#This Row],[People]]*2", people * 2),
                Formula("SUM(Releases[People])+First", 227),
                Formula(f'HYPERLINK("#\'Releases\'!A"&MATCH("{key}",Releases[Id],0)+4,"x")', "x"),
            )
            for key, people in (("r-1", 52), ("r-2", 123))
        ),
        table="Releases",
        description="One row a release",
    )
    data_sheet = Sheet(
        name="Chart data",
        columns=tuple(Column(str(name), 12, "Text") for name in header),
        rows=data,
        table="ChartData",
    )
    notes = Sheet(name="Notes", rows=(("A note",), ("Another",)))
    return write_workbook(
        (TEMPLATES / "workbook.xlsx").read_bytes(),
        [start, releases, data_sheet, notes],
        ABOUT,
        {"First": "'Releases'!$B$5"},
    )


def good_document() -> bytes:
    document = open_template((TEMPLATES / "brief.docx").read_bytes(), {})
    document.heading("Steps", 1)
    document.paragraph(
        [
            Run("52 people", bookmark="f_1"),
            Run(" were freed."),
            Note([Run("003.1a.")], bookmark="n_1"),
            Run("See the ", link="f_1"),
            Run("page", url="https://example.org/page"),
            NoteAgain("n_1"),
        ]
    )
    number = document.caption("Figure", [Run(". People")], bookmark="fig_1")
    document.chart(BARS)
    document.paragraph([Run("See "), Reference("fig_1", number)])
    document.add(Paragraph([Run("A point")], "List Bullet"))
    columns = (WordColumn(width_cm=5, header="Date"), WordColumn(width_cm=5, header="People"))
    document.table(
        Table(
            columns=columns,
            rows=[([Run("11 September")], [Run("52")])],
            style="Brief Table",
            title="Steps",
            alt="One row a step",
        )
    )
    document.table(
        Table(
            columns=columns,
            rows=[([Run("11 September")], [Run("52")])],
            style="Brief Strip",
            title="Strip",
            alt="One column a step",
            header=False,
        )
    )
    document.footer([Paragraph([PageNumber()], "footer")])
    return document.save(ABOUT)


@pytest.fixture(scope="module")
def workbook() -> Parts:
    return package.unpack(good_workbook())


@pytest.fixture(scope="module")
def document() -> Parts:
    return package.unpack(good_document())


def swap(part: str, old: str, new: str) -> Change:
    """A change of one part: its first `old` becomes `new`."""

    def changed(parts: Parts) -> Parts:
        assert old.encode() in parts[part], f"{part} has no {old}"
        return parts | {part: parts[part].replace(old.encode(), new.encode(), 1)}

    return changed


def both(first: Change, second: Change) -> Change:
    return lambda parts: second(first(parts))


def without(part: str) -> Change:
    return lambda parts: {name: content for name, content in parts.items() if name != part}


def with_part(part: str, content: bytes) -> Change:
    return lambda parts: parts | {part: content}


def rules(content: bytes, name: str) -> list[str]:
    return sorted({finding.rule for finding in lint(content, name)})


REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
START, RELEASES, DATA, NOTES = (f"xl/worksheets/sheet{number}.xml" for number in range(1, 5))
BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
TABLE, CHART = "xl/tables/table1.xml", "xl/charts/chart1.xml"
TYPES = package.CONTENT_TYPES
AGAIN = f'<Relationship Id="rId1" Type="{REL}/drawing" Target="/xl/drawings/drawing1.xml"/>'
THIRD_TYPE = '<Override PartName="/xl/tables/table3.xml" ContentType="table"/>'
START_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
NOTE_1, NOTE_2 = '<row r="1" ht', '<row r="2" ht'
DOUBLE = "Releases[[#This Row],[People]]*2"
THUMBNAIL = both(
    swap(TYPES, "<Default", '<Default Extension="jpeg" ContentType="image/jpeg"/><Default'),
    with_part("docProps/thumbnail.jpeg", b"\xff\xd8"),
)
LONG_TEXT = "x" * 32_768

IN_WORKBOOKS = [
    # the package
    ("unreadable", "a part that is not well-formed", swap(NOTES, "<sheetData>", "<sheetData")),
    ("content-type", "a part without a type", swap(TYPES, "/xl/styles.xml", "/xl/looks.xml")),
    ("missing-target", "a part that is missing", without("xl/theme/theme1.xml")),
    (
        "duplicate-relation",
        "two relationships of one id",
        swap(START_RELS, "</Relationships>", f"{AGAIN}</Relationships>"),
    ),
    ("dangling-relation", "a link without relationship", swap(START, '"link1"', '"link2"')),
    ("outside-target", "a link to a file on disk", swap(START_RELS, "https:/", "file:///C:")),
    ("outside-target", "a part on the web", swap(START_RELS, f"{REL}/hyperlink", f"{REL}/image")),
    ("orphan", "a part that nothing needs", THUMBNAIL),
    # sheets
    ("sheet-name", "a sheet name of 32 characters", swap(BOOK, '"Notes"', f'"{"n" * 32}"')),
    ("sheet-name", "a sheet name with a slash", swap(BOOK, '"Notes"', '"No/tes"')),
    ("sheet-name", "a sheet name twice", swap(BOOK, '"Notes"', '"START"')),
    ("sheet-id", "a sheet number twice", swap(BOOK, 'sheetId="4"', 'sheetId="1"')),
    ("cell-order", "a row twice", swap(NOTES, NOTE_2, NOTE_1)),
    ("cell-order", "a cell in the wrong row", swap(NOTES, 'r="A2"', 'r="A1"')),
    ("cell-order", "a cell twice", swap(RELEASES, 'r="B5"', 'r="A5"')),
    ("dimension", "an extent without the last row", swap(NOTES, 'ref="A1:A2"', 'ref="A1:A1"')),
    (
        "column-range",
        "columns that overlap",
        swap(RELEASES, 'min="2" max="2"', 'min="2" max="3"'),
    ),
    ("text-number", "a shared text out of range", swap(NOTES, "<v>24</v>", "<v>99</v>")),
    ("style-number", "a style out of range", swap(NOTES, ' s="7"', ' s="999"')),
    ("style-look", "a font out of range", swap(STYLES, 'fontId="0"', 'fontId="99"')),
    (
        "conditional-style",
        "a conditional look out of range",
        swap(
            NOTES,
            "</sheetData>",
            '</sheetData><conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="9"'
            ' priority="1"><formula>A1=1</formula></cfRule></conditionalFormatting>',
        ),
    ),
    ("long-text", "a text over 32,767", swap(STRINGS, "Another", LONG_TEXT)),
    (
        "long-text",
        "a calculated text over 32,767",
        swap(RELEASES, "<v>x</v>", f"<v>{LONG_TEXT}</v>"),
    ),
    ("lost-space", "a text whose space is lost", swap(STRINGS, "<t>Another", "<t> Another")),
    (
        "inline-text",
        "a text in its cell",
        swap(NOTES, ' t="s"><v>24</v>', ' t="inlineStr"><is><t>A note</t></is>'),
    ),
    (
        "merged-cells",
        "merged cells",
        swap(
            NOTES,
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        ),
    ),
    (
        "validation-length",
        "a list over 255",
        swap(
            NOTES,
            "</sheetData>",
            '</sheetData><dataValidations><dataValidation type="list" sqref="A1"><formula1>'
            f'"{"y," * 128}"</formula1></dataValidation></dataValidations>',
        ),
    ),
    (
        "picture-text",
        "a chart without words",
        swap("xl/drawings/drawing1.xml", ' descr="Two bars: 52 and 123."', ""),
    ),
    ("defined-name", "a name of a missing sheet", swap(BOOK, 'SheetId="2"', 'SheetId="9"')),
    (
        "defined-name",
        "a name twice",
        swap(BOOK, "<definedNames>", '<definedNames><definedName name="first">1</definedName>'),
    ),
    # tables
    (
        "table-name",
        "a table named like a cell",
        swap("xl/tables/table2.xml", '"ChartData" ref', '"AB12" ref'),
    ),
    (
        "table-name",
        "a table named like a name",
        swap("xl/tables/table2.xml", '"ChartData" ref', '"FIRST" ref'),
    ),
    (
        "table-id",
        "a table number twice",
        swap("xl/tables/table2.xml", '<table id="2"', '<table id="1"'),
    ),
    ("table-range", "a table off the sheet", swap(TABLE, 'ref="A4:F6" h', 'ref="A4:F1048577" h')),
    ("table-header", "a header that says other words", swap(STRINGS, "<t>Low</t>", "<t>Least</t>")),
    (
        "table-filter",
        "a filter of half the table",
        swap(TABLE, 'Filter ref="A4:F6"', 'Filter ref="A4:F5"'),
    ),
    ("table-column", "a column number twice", swap(TABLE, 'id="3"', 'id="2"')),
    (
        "below-table",
        "a row below the table",
        both(
            swap(RELEASES, "</sheetData>", '<row r="7"><c r="A7"/></row></sheetData>'),
            swap(RELEASES, 'ref="A1:F6"', 'ref="A1:F7"'),
        ),
    ),
    (
        "table-range",
        "a table narrower than its columns",
        both(swap(TABLE, 'ref="A4:F6" h', 'ref="A4:E6" h'), swap(TABLE, "A4:F6", "A4:E6")),
    ),
    (
        "table-range",
        "a table without a row of data",
        both(
            swap(TABLE, " header", ' totalsRowCount="2" header'),
            swap(TABLE, 'A4:F6"/>', 'A4:F4"/>'),
        ),
    ),
    ("table-column", "a wrong number of columns", swap(TABLE, 'count="6"', 'count="7"')),
    (
        "table-filter",
        "a second filter on the sheet",
        swap(RELEASES, "</sheetData>", '</sheetData><autoFilter ref="A4:F6"/>'),
    ),
    (
        "one-table",
        "two tables on a sheet",
        both(
            with_part(
                "xl/tables/table3.xml",
                b'<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="3"'
                b' displayName="Over" ref="A1:A3"><tableColumns count="1">'
                b'<tableColumn id="1" name="Step"/></tableColumns></table>',
            ),
            both(
                swap(TYPES, "</Types>", f"{THIRD_TYPE}</Types>"),
                swap(
                    "xl/worksheets/_rels/sheet3.xml.rels",
                    "</Relationships>",
                    f'<Relationship Id="rId2" Type="{REL}/table" Target="../tables/table3.xml"/>'
                    "</Relationships>",
                ),
            ),
        ),
    ),
    # formulas
    (
        "formula-balance",
        "a bracket that stays open",
        swap(RELEASES, "SUM(Releases[People])", "SUM((Releases[People])"),
    ),
    ("formula-balance", "a text that stays open", swap(RELEASES, DOUBLE, f'{DOUBLE}&amp;"x')),
    ("formula-length", "a text over 255 in a formula", swap(RELEASES, '"x")', f'"{"x" * 256}")')),
    ("formula-sheet", "a sheet that is missing", swap(RELEASES, DOUBLE, "Gone!B5*2")),
    ("formula-sheet", "a name for a missing sheet", swap(BOOK, ">'Releases'!$B$5", ">'Gone'!$B$5")),
    ("formula-name", "a name that is missing", swap(RELEASES, "+First", "+Last")),
    ("formula-function", "a function without its prefix", swap(RELEASES, DOUBLE, "TEXTJOIN(1,1)")),
    ("formula-column", "a column that is missing", swap(RELEASES, "Row],[People]", "Row],[Women]")),
    ("formula-column", "a table that is missing", swap(RELEASES, "Releases[Id]", "Gone[Id]")),
    ("formula-error", "a reference that is lost", swap(RELEASES, DOUBLE, "#REF!*2")),
    (
        "formula-column",
        "a column that its own table lacks",
        swap(RELEASES, DOUBLE, "[Women]*2"),
    ),
    ("formula-length", "a formula over 8,192", swap(RELEASES, DOUBLE, "1" + "+1" * 4096)),
    (
        "formula-error",
        "an error as value",
        swap(RELEASES, f"><f>{DOUBLE}</f><v>104<", f' t="e"><f>{DOUBLE}</f><v>#NAME?<'),
    ),
    ("cached-value", "a formula without its value", swap(RELEASES, "<v>104</v>", "")),
    ("link-target", "a link to a missing sheet", swap(START, "'Releases'!A1", "'Gone'!A1")),
    (
        "link-target",
        "a link in a formula to a missing sheet",
        swap(RELEASES, "\"#'Releases'!A\"", "\"#'Gone'!A\""),
    ),
    # charts
    ("chart-cache", "a chart that keeps another value", swap(CHART, "<c:v>123<", "<c:v>124<")),
    (
        "chart-cache",
        "a chart without its values",
        swap(CHART, "</c:f><c:numCache>", "</c:f><!----><c:numCache>"),
    ),
    ("chart-cache", "a chart of a missing sheet", swap(CHART, "<c:f>'Chart data'", "<c:f>'Gone'")),
    (
        "label-position",
        "labels at the end of stacked bars",
        swap(CHART, '"clustered"', '"stacked"'),
    ),
]

WORD, NOTES_PART, SETTINGS = "word/document.xml", "word/footnotes.xml", "word/settings.xml"
LIST, FOOTER = "word/numbering.xml", "word/footer1.xml"
LISTED = '<w:pStyle w:val="ListBullet"/>'
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
DRAWING = '<wp:docPr id="1" name="Chart 1" descr="Two bars: 52 and 123."/>'
TABLE_TEXT = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>'
STRIP_LOOK = (
    '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    ' w:noHBand="1" w:noVBand="1"/>'
)
MARK = '<w:footnoteReference w:id="1"/>'

IN_DOCUMENTS = [
    # the package
    ("unreadable", "a part that is not well-formed", swap(FOOTER, "</w:p>", "")),
    ("missing-target", "a part that is missing", without("word/fontTable.xml")),
    ("dangling-relation", "a header without relationship", swap(WORD, '"rId6"', '"rId66"')),
    (
        "dangling-relation",
        "a header without relationship, in other quotes",
        swap(WORD, 'r:id="rId6"', "r:id = 'rId66'"),
    ),
    (
        "dangling-relation",
        "a header without relationship, under another prefix",
        swap(WORD, 'r:id="rId6"', f'xmlns:q="{REL}" q:id="rId66"'),
    ),
    ("orphan", "a part that nothing needs", THUMBNAIL),
    # fields and references
    ("field-balance", "a field that does not end", swap(FOOTER, END, "")),
    ("field-balance", "a field that does not begin", swap(FOOTER, SEPARATE, END + SEPARATE)),
    ("field-code", "a field without a code", swap(FOOTER, " PAGE ", " ")),
    ("reference", "a REF to no bookmark", swap(WORD, "REF fig_1", "REF fig_2")),
    ("reference", "a NOTEREF to no bookmark", swap(WORD, "NOTEREF n_1", "NOTEREF n_2")),
    ("reference", "a PAGEREF to no bookmark", swap(FOOTER, " PAGE ", " PAGEREF gone ")),
    ("reference", "a link to no bookmark", swap(WORD, 'w:anchor="f_1"', 'w:anchor="f_2"')),
    (
        "bookmark-name",
        "a bookmark twice",
        swap(
            WORD,
            "<w:sectPr>",
            '<w:bookmarkStart w:id="9" w:name="F_1"/><w:bookmarkEnd w:id="9"/><w:sectPr>',
        ),
    ),
    (
        "bookmark-name",
        "a bookmark of 41 characters",
        swap(
            WORD,
            "<w:sectPr>",
            f'<w:bookmarkStart w:id="9" w:name="{"b" * 41}"/><w:bookmarkEnd w:id="9"/><w:sectPr>',
        ),
    ),
    ("bookmark-pair", "a bookmark that does not end", swap(WORD, '<w:bookmarkEnd w:id="0"/>', "")),
    (
        "bookmark-pair",
        "a bookmark that does not start",
        swap(WORD, "<w:sectPr>", '<w:bookmarkEnd w:id="9"/><w:sectPr>'),
    ),
    (
        "bookmark-pair",
        "a bookmark number twice",
        swap(
            WORD,
            "<w:sectPr>",
            '<w:bookmarkStart w:id="0" w:name="b"/><w:bookmarkEnd w:id="0"/><w:sectPr>',
        ),
    ),
    (
        "note-missing",
        "a mark without a note",
        swap(WORD, MARK, f'{MARK}<w:footnoteReference w:id="7"/>'),
    ),
    ("note-missing", "two marks of one note", swap(WORD, MARK, MARK + MARK)),
    ("note-unused", "a note without a mark", swap(WORD, MARK, "")),
    (
        "note-separator",
        "no separator of notes",
        swap(NOTES_PART, 'w:type="continuationSeparator"', 'w:type="continuationNotice"'),
    ),
    (
        "note-separator",
        "a separator only in the settings",
        swap(SETTINGS, '<w:footnote w:id="0"/>', '<w:footnote w:id="5"/>'),
    ),
    # styles, lists, tables, pictures
    ("style-defined", "a style that is missing", swap(WORD, 'w:val="BodyText"', 'w:val="Gone"')),
    (
        "style-defined",
        "a style of another kind",
        swap(WORD, '<w:rStyle w:val="FootnoteReference"', '<w:rStyle w:val="BodyText"'),
    ),
    (
        "style-base",
        "a style based on a missing one",
        swap("word/styles.xml", '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Gone"/>'),
    ),
    (
        "numbering",
        "a list that is missing",
        swap(WORD, LISTED, LISTED + '<w:numPr><w:numId w:val="44"/></w:numPr>'),
    ),
    (
        "numbering",
        "a list without its pattern",
        swap(LIST, '<w:abstractNumId w:val="3"', '<w:abstractNumId w:val="33"'),
    ),
    ("drawing-id", "a drawing number twice", swap(WORD, DRAWING, DRAWING + DRAWING)),
    (
        "picture-text",
        "a chart without words",
        swap(WORD, ' descr="Two bars: 52 and 123."', ' descr=""'),
    ),
    ("header-row", "a table without a header mark", swap(WORD, "<w:tblHeader/>", "")),
    (
        "header-row",
        "a table whose look asks for a header in bits",
        swap(WORD, 'w:val="0600" w:firstRow="0"', 'w:val="0620"'),
    ),
    ("header-row", "a table without a look", swap(WORD, STRIP_LOOK, "")),
    (
        "table-grid",
        "a grid of one column more",
        swap(WORD, "</w:tblGrid>", '<w:gridCol w:w="1"/></w:tblGrid>'),
    ),
    (
        "table-columns",
        "a table with a column more than Word takes",
        swap(
            WORD,
            "<w:sectPr>",
            "<w:tbl><w:tblPr>"
            + STRIP_LOOK
            + "</w:tblPr><w:tblGrid>"
            + '<w:gridCol w:w="1"/>' * 64
            + "</w:tblGrid><w:tr>"
            + "<w:tc><w:p/></w:tc>" * 64
            + "</w:tr></w:tbl><w:p/><w:sectPr>",
        ),
    ),
    (
        "cell-paragraph",
        "a cell without a paragraph",
        swap(
            WORD,
            f"{TABLE_TEXT}<w:r><w:t>52</w:t></w:r></w:p></w:tc>",
            "</w:tc>",
        ),
    ),
    (
        "lost-space",
        "a text whose space is lost",
        swap(WORD, ' xml:space="preserve"> were', "> were"),
    ),
    # traces
    (
        "update-fields",
        "fields to update",
        swap(SETTINGS, "<w:compat>", "<w:updateFields/><w:compat>"),
    ),
    ("update-fields", "a field to update", swap(FOOTER, '"begin"', '"begin" w:dirty="1"')),
    ("save-ids", "a mark of an earlier saving", swap(WORD, "<w:r>", '<w:r w:rsidR="00AB12CD">')),
    (
        "revision",
        "a tracked insertion",
        swap(
            WORD, "<w:sectPr>", '<w:p><w:ins w:id="9" w:author="A"><w:r/></w:ins></w:p><w:sectPr>'
        ),
    ),
    (
        "revision",
        "changes to be tracked",
        swap(SETTINGS, "<w:compat>", "<w:trackRevisions/><w:compat>"),
    ),
    (
        "comment",
        "a comment",
        swap(WORD, "<w:sectPr>", '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p><w:sectPr>'),
    ),
    # charts
    (
        "chart-cache",
        "a chart that keeps another value",
        swap("word/charts/chart1.xml", "<c:v>123<", "<c:v>124<"),
    ),
    (
        "label-position",
        "labels at the end of stacked bars",
        swap("word/charts/chart1.xml", '"clustered"', '"percentStacked"'),
    ),
]


def cases(faults: list[tuple[str, str, Change]]) -> pytest.MarkDecorator:
    params = [pytest.param(rule, change, id=name) for rule, name, change in faults]
    return pytest.mark.parametrize(("rule", "change"), params)


def test_good_files_have_no_findings(workbook: Parts, document: Parts) -> None:
    assert lint(package.pack(workbook), "good.xlsx") == []
    assert lint(package.pack(document), "good.docx") == []


@pytest.mark.parametrize("build", [good_workbook, good_document])
def test_the_good_files_are_good_to_a_validator_of_the_schema(
    build: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / ("good.xlsx" if build is good_workbook else "good.docx")
    path.write_bytes(build())
    assert list(OpenXmlValidator().validate(path).errors) == []


@cases(IN_WORKBOOKS)
def test_a_workbook_with_a_defect_has_that_finding_alone(
    workbook: Parts, rule: str, change: Change
) -> None:
    assert rules(package.pack(change(workbook)), "broken.xlsx") == [rule]


@cases(IN_DOCUMENTS)
def test_a_document_with_a_defect_has_that_finding_alone(
    document: Parts, rule: str, change: Change
) -> None:
    assert rules(package.pack(change(document)), "broken.docx") == [rule]


def zipped(entries: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return out.getvalue()


def test_a_part_that_stands_twice_is_found_whatever_its_case(workbook: Parts) -> None:
    again = package.pack(workbook | {NOTES.upper(): workbook[NOTES]})
    assert "duplicate-part" in rules(again, "broken.xlsx")


def test_the_hour_of_packing_is_found(workbook: Parts) -> None:
    entries = [(zipfile.ZipInfo(name, package.FIRST_DAY), part) for name, part in workbook.items()]
    assert rules(zipped(entries), "good.xlsx") == []
    entries[-1][0].date_time = (2025, 12, 20, 9, 30, 0)
    assert rules(zipped(entries), "broken.xlsx") == ["clock"]


@pytest.mark.parametrize("name", ["broken.xlsx", "broken.docx"])
@pytest.mark.parametrize("content", [b"", b"no zip", good_workbook()[:-200]])
def test_what_is_no_zip_is_a_finding_of_the_file(content: bytes, name: str) -> None:
    (finding,) = lint(content, name)
    assert (finding.part, finding.rule) == (name, "unreadable")


def test_a_part_whose_bytes_are_damaged_is_a_finding(workbook: Parts) -> None:
    content = bytearray(package.pack(workbook))
    content[content.index(b"xl/sharedStrings.xml") + 40] ^= 0xFF
    assert rules(bytes(content), "broken.xlsx") == ["unreadable"]


def test_a_file_of_the_other_kind_is_a_finding(workbook: Parts, document: Parts) -> None:
    assert rules(package.pack(workbook), "steps.docx") == ["kind"]
    assert rules(package.pack(document), "steps.xlsx") == ["kind"]
    assert "kind" in rules(package.pack({"a.xml": b"<a/>"}), "steps.docx")


def test_a_defect_of_the_workbook_under_a_chart_is_found_in_its_place(document: Parts) -> None:
    name = "word/embeddings/Microsoft_Excel_Worksheet1.xlsx"
    inside = swap("xl/worksheets/sheet1.xml", 'r="A2"', 'r="A9"')(package.unpack(document[name]))
    found = lint(package.pack(document | {name: package.pack(inside)}), "broken.docx")
    assert (
        Finding(
            f"{name}/xl/worksheets/sheet1.xml",
            "A9",
            "does not follow the cell before it in its row",
            "cell-order",
        )
        in found
    )


def test_a_finding_reads_as_a_line_with_its_place_and_its_rule(document: Parts) -> None:
    (finding,) = lint(package.pack(swap(WORD, "REF fig_1", "REF fig_2")(document)), "broken.docx")
    assert str(finding) == (
        'word/document.xml, "See Figure\u00a01": there is no bookmark "fig_2" [reference]'
    )


HARMLESS = [
    ("a column of the formula's own table", RELEASES, DOUBLE, "[People]*2"),
    ("a later function with its prefix", RELEASES, DOUBLE, "_xlfn.TEXTJOIN(&quot;&quot;,1,B5)"),
    ("brackets inside a text", RELEASES, DOUBLE, "LEN(&quot;(&quot;)"),
    ("a range of columns and one of rows", RELEASES, DOUBLE, "SUM($A:$B)+SUM(4:5)+TRUE"),
    ("a header of two runs", STRINGS, "<t>Low</t>", "<r><t>Lo</t></r><r><t>w</t></r>"),
    ("a link by a name", START, "'Releases'!A1", "First"),
]


@pytest.mark.parametrize(
    ("part", "old", "new"), [pytest.param(*case, id=name) for name, *case in HARMLESS]
)
def test_what_excel_takes_is_no_finding(workbook: Parts, part: str, old: str, new: str) -> None:
    assert lint(package.pack(swap(part, old, new)(workbook)), "good.xlsx") == []


def test_a_relative_link_in_a_workbook_leads_to_a_file_beside_it(workbook: Parts) -> None:
    beside = swap(START_RELS, "https://example.org/page", "brief.docx")(workbook)
    above = swap(START_RELS, "https://example.org/page", "../brief.docx")(workbook)
    assert rules(package.pack(beside), "good.xlsx") == []
    assert rules(package.pack(above), "broken.xlsx") == ["outside-target"]


def test_every_rule_has_a_file_that_breaks_it() -> None:
    every = (*packaging.RULES, *excel.RULES, *word.RULES, *chart_rules.RULES)
    broken = {rule for rule, _, _ in (*IN_WORKBOOKS, *IN_DOCUMENTS)} | {"clock", "duplicate-part"}
    assert broken == {rule.__name__.replace("_", "-") for rule in every}


def test_every_rule_says_what_holds_of_a_good_file() -> None:
    every = (*packaging.RULES, *excel.RULES, *word.RULES, *chart_rules.RULES)
    assert [rule.__name__ for rule in every if not rule.__doc__] == []


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_damage_to_a_part_makes_the_lint_raise(
    workbook: Parts, document: Parts, data: st.DataObject
) -> None:
    name, parts = data.draw(st.sampled_from([("a.xlsx", workbook), ("a.docx", document)]))
    part = data.draw(
        st.sampled_from([one for one in sorted(parts) if one.endswith(("xml", "rels"))])
    )
    root = etree.fromstring(parts[part])
    elements = list(root.iter())
    for _ in range(3):
        element = elements[data.draw(st.integers(0, len(elements) - 1))]
        value = data.draw(st.sampled_from(["", "-1", "x", "\u00b2", "99999999", "A1", "'", "true"]))
        if element.attrib and data.draw(st.booleans()):
            element.set(data.draw(st.sampled_from(sorted(map(str, element.attrib)))), value)
        elif data.draw(st.booleans()):
            element.text = value
        elif (parent := element.getparent()) is not None:
            parent.remove(element)
    lint(package.pack(parts | {part: etree.tostring(root)}), name)


def test_a_run_tells_a_finding_with_its_file(document: Parts) -> None:
    broken = package.pack(swap(WORD, "REF fig_1", "REF fig_2")(document))
    problems = generate._faults("steps.en.docx", read(broken))
    assert str(DossierError(problems)) == (
        'steps.en.docx: word/document.xml, "See Figure\u00a01":'
        ' there is no bookmark "fig_2" (reference) [office]'
    )
