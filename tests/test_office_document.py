"""The Word files: every claim is read back from the finished bytes."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, cast

import docx
import mammoth
import openxml_audit
import pytest
from docx.oxml.ns import nsmap
from lxml import etree
from openxml_audit.verdict import AppPrediction, predict

from briefgen.office import charts, package
from briefgen.office.document import WordDocument, open_template
from briefgen.office.inline import (
    Break,
    Inline,
    Note,
    NoteAgain,
    PageCount,
    PageNumber,
    Paragraph,
    Reference,
    Run,
)
from briefgen.office.properties import Properties
from briefgen.office.styles import MissingStyles
from briefgen.office.wordtable import KEPT_TOGETHER, Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefgen.office.wordstyles import Kind

TEMPLATE = Path(__file__).parents[1] / "templates" / "brief.docx"
HOUSE_STYLES: dict[Kind, list[str]] = {
    "paragraph": [
        *("Title", "Subtitle", "heading 1", "heading 2", "heading 3", "Normal", "Body Text"),
        *("List Bullet", "List Number", "caption", "footnote text", "header", "footer", "Quote"),
        *("Label", "Read First", "Key Point", "Judgement", "Figure", "Source Line", "Stamp"),
        *("Table Text", "Table Text Small", "Table Header"),
        *("Strip Date", "Strip Figure", "Strip Words"),
    ],
    "character": [
        *("footnote reference", "Hyperlink", "Fact", "Disputed", "Term"),
        *("Label Clear", "Label Green", "Label Amber", "Label Red"),
    ],
    "table": ["Brief Table", "Brief Strip"],
}
ABOUT = Properties(
    title="A brief",
    subject="Steps",
    keywords="",
    language="fr-FR",
    creator="Somebody",
    description="",
    dated=dt.date(2025, 12, 20),
)


@pytest.fixture(scope="session")
def template() -> bytes:
    return TEMPLATE.read_bytes()


@pytest.fixture
def document(template: bytes) -> WordDocument:
    return open_template(template, {})


def xml(content: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(package.unpack(content)[part])


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return cast("list[etree._Element]", root.xpath(path, namespaces=nsmap))


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(value) for value in cast("list[str]", root.xpath(path, namespaces=nsmap))]


def names(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


def words(root: etree._Element) -> str:
    return "".join(texts(root, ".//w:t/text()"))


def changed(template: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = package.unpack(template)
    return package.pack({**parts, part: change(parts[part])})


def table(*rows: Sequence[Sequence[Inline] | Sequence[Paragraph]], header: bool = True) -> Table:
    return Table(
        columns=[Column(header="Step", width_cm=4), Column(header="n", width_cm=2, align="right")],
        rows=rows,
        style="Brief Table",
        title="Steps",
        alt="One row a step",
        header=header,
    )


def bars(value: int = 52) -> charts.Bars:
    return charts.Bars(
        title="People",
        alt="People a step",
        language="en-GB",
        bars=[charts.Bar(category="September", text=str(value), value=value)],
        words=charts.BarWords(
            category="Step", done="done", announced="announced", unknown="unknown", text="text"
        ),
    )


def everything(template: bytes) -> bytes:
    """A document with one of each thing that can be asked for."""
    made = open_template(template, HOUSE_STYLES)
    label = Run("TLP:CLEAR", style="Label Clear")
    made.header([Paragraph([Run("Title\t"), label], "header"), Paragraph([label], "Label")])
    made.footer([Paragraph([Run("\tPage "), PageNumber(), Run("/"), PageCount()], "footer")])
    made.heading([Run("Key points", bookmark="top")], 1)
    first = Note([Run("003.1a", language="fr-FR"), Run("site", url="https://example.org/a")], "n_1")
    made.paragraph([Run("Freed."), first, Break(), Run("Again", bold=True), NoteAgain("n_1")])
    cell = [Paragraph([Run("52", style="Fact")], "Strip Figure")]
    told: list[Inline] = [Run("in a cell"), Note([Run("004.1a")])]
    made.table(table([cell, told]))
    made.table(table([[Run("a", link="top")], []], header=False))
    made.caption("Figure", [Run(". People"), Note([Run("005.1a")])], bookmark="f_1")
    made.chart(bars())
    made.chart(bars(14), 10, 4)
    made.paragraph([Reference("f_1", "Figure\u00a01", style="Term"), Run(" shows it.")])
    made.table(table([[], []]))
    return made.save(ABOUT)


@pytest.fixture(scope="session")
def full(template: bytes) -> bytes:
    return everything(template)


def test_the_house_template_has_every_style_and_no_text(template: bytes) -> None:
    made = open_template(template, HOUSE_STYLES)
    assert words(xml(made.save(ABOUT))) == ""
    assert 'compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in (
        package.unpack(template)["word/settings.xml"].decode()
    )


def test_all_missing_styles_are_named_in_one_message(template: bytes) -> None:
    needed: dict[Kind, list[str]] = {
        "paragraph": ["Body Text", "Sidebar", "Margin"],
        "character": ["Fact", "Shout"],
        "table": ["Grid"],
    }
    with pytest.raises(MissingStyles) as caught:
        open_template(template, needed, file="house.docx")
    assert str(caught.value) == (
        'house.docx: no paragraph style named "Margin", "Sidebar"; '
        'no character style named "Shout"; no table style named "Grid"'
    )


def test_a_style_asked_for_while_writing_and_missing_is_named(document: WordDocument) -> None:
    with pytest.raises(MissingStyles, match='no paragraph style named "Sidebar"'):
        document.paragraph([Run("a")], "Sidebar")
    with pytest.raises(MissingStyles, match='no character style named "Shout"'):
        document.paragraph([Run("a", style="Shout")])


def test_styles_are_found_whatever_their_case_and_id(template: bytes) -> None:
    def respelt(styles: bytes) -> bytes:
        named = styles.replace(b'w:val="footnote text"', b'w:val="Footnote Text"')
        return named.replace(b'"FootnoteText"', b'"Notedebasdepage"')

    made = open_template(changed(template, "word/styles.xml", respelt), HOUSE_STYLES)
    made.paragraph([Note([Run("003.1a")])], "body TEXT")
    notes = xml(made.save(ABOUT), "word/footnotes.xml")
    assert "Notedebasdepage" in texts(notes, "//w:pStyle/@w:val")


def test_a_template_that_says_something_is_refused(template: bytes) -> None:
    def with_text(content: bytes) -> bytes:
        paragraph = b"<w:body><w:p><w:r><w:t>Dear reader</w:t></w:r></w:p>"
        return content.replace(b"<w:body>", paragraph)

    with pytest.raises(ValueError, match="the body says 'Dear reader', expected no text"):
        open_template(changed(template, "word/document.xml", with_text), {})


def test_the_empty_paragraph_that_word_leaves_in_a_template_goes(template: bytes) -> None:
    def with_paragraph(content: bytes) -> bytes:
        return content.replace(b"<w:body>", b'<w:body><w:p w:rsidR="00AA11BB"/>')

    made = open_template(changed(template, "word/document.xml", with_paragraph), {})
    made.paragraph([Run("first")])
    assert names(xml(made.save(ABOUT))[0]) == ["p", "sectPr"]


def test_the_same_content_gives_the_same_bytes(template: bytes, full: bytes) -> None:
    assert everything(template) == full


def test_saving_again_gives_the_same_bytes(document: WordDocument) -> None:
    document.table(table([[], []]))
    assert document.save(ABOUT) == document.save(ABOUT)


def test_an_auditor_finds_nothing(full: bytes, template: bytes, tmp_path: Path) -> None:
    for name, content in (("full.docx", full), ("template.docx", template)):
        file = tmp_path / name
        file.write_bytes(content)
        result = openxml_audit.OpenXmlValidator(max_errors=0).validate(str(file))
        assert [str(error) for error in result.errors] == []
        assert predict(result).prediction is AppPrediction.OPENS_CLEAN


def test_python_docx_opens_the_file_and_reads_its_text(full: bytes) -> None:
    opened = docx.Document(io.BytesIO(full))
    assert [paragraph.style.name for paragraph in opened.paragraphs if paragraph.style][:2] == [
        "Heading 1",
        "Body Text",
    ]
    assert opened.paragraphs[1].text == "Freed.\nAgain1"
    assert opened.tables[0].rows[1].cells[1].text == "in a cell"
    assert opened.sections[0].header.paragraphs[0].text == "Title\tTLP:CLEAR"


def test_notes_are_numbered_in_the_order_of_the_text_tables_included(full: bytes) -> None:
    assert texts(xml(full), "//w:footnoteReference/@w:id") == ["1", "2", "3"]
    notes = found(xml(full, "word/footnotes.xml"), "//w:footnote[not(@w:type)]")
    assert [words(note) for note in notes] == [" 003.1asite", " 004.1a", " 005.1a"]


def test_notes_have_separators_that_the_settings_name(full: bytes) -> None:
    notes = xml(full, "word/footnotes.xml")
    assert texts(notes, "//w:footnote/@w:type") == ["separator", "continuationSeparator"]
    settings = xml(full, "word/settings.xml")
    assert texts(settings, "w:footnotePr/w:footnote/@w:id") == ["-1", "0"]
    assert names(settings).index("footnotePr") < names(settings).index("compat")


def test_a_link_in_a_note_has_its_address_in_the_notes_part(full: bytes) -> None:
    notes = xml(full, "word/footnotes.xml")
    [key] = texts(notes, "//w:hyperlink/@r:id")
    relations = xml(full, "word/_rels/footnotes.xml.rels")
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    assert targets[key] == "https://example.org/a"


def test_mammoth_reads_the_footnotes_as_footnotes(full: bytes) -> None:
    html = mammoth.convert_to_html(io.BytesIO(full)).value
    assert html.count('<li id="footnote-') == 3
    assert "004.1a" in html


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_the_footnotes_as_footnotes(full: bytes, tmp_path: Path) -> None:
    file = tmp_path / "full.docx"
    file.write_bytes(full)
    command = ["pandoc", "-t", "markdown", str(file)]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert [f"[^{number}]:" in told for number in (1, 2, 3, 4)] == [True, True, True, False]


def test_the_notes_of_a_template_saved_by_word_are_used_and_emptied(full: bytes) -> None:
    def without_body(content: bytes) -> bytes:
        root = etree.fromstring(content)
        root[0][:] = [root[0][-1]]
        return etree.tostring(root)

    made = open_template(changed(full, "word/document.xml", without_body), {})
    made.paragraph([Note([Run("only")])])
    saved = made.save(ABOUT)
    notes = xml(saved, "word/footnotes.xml")
    assert texts(notes, "//w:footnote/@w:id") == ["-1", "0", "1"]
    assert [name for name in package.unpack(saved) if "footnotes" in name] == [
        "word/_rels/footnotes.xml.rels",
        "word/footnotes.xml",
    ]


def test_a_note_cited_again_is_a_field_with_its_number(full: bytes) -> None:
    paragraph = found(xml(full), "//w:p")[1]
    assert texts(paragraph, ".//w:instrText/text()") == [" NOTEREF n_1 \\f \\h "]
    result = found(paragraph, ".//w:r[w:fldChar/@w:fldCharType='separate']/following-sibling::w:r")
    assert words(result[0]) == "1"
    assert texts(result[0], "w:rPr/w:rStyle/@w:val") == ["FootnoteReference"]
    between = ".//w:r[w:footnoteReference][preceding-sibling::w:bookmarkStart/@w:name='n_1']"
    assert len(found(paragraph, between)) == 1


def test_a_note_cannot_be_cited_again_before_it_stands(document: WordDocument) -> None:
    with pytest.raises(ValueError, match="no note before this place has bookmark 'n_1'"):
        document.paragraph([NoteAgain("n_1")])


def test_properties_stand_in_the_order_of_the_schema(document: WordDocument) -> None:
    run = Run("a", style="Term", bold=True, italic=True, language="fr-FR")
    document.add(
        Paragraph(
            [run],
            "List Number",
            keep_with_next=True,
            page_break_before=True,
            align="right",
        )
    )
    [paragraph] = found(xml(document.save(ABOUT)), "//w:p")
    assert names(paragraph[0]) == ["pStyle", "keepNext", "pageBreakBefore", "jc"]
    assert names(paragraph[1][0]) == ["rStyle", "b", "bCs", "i", "iCs", "lang"]


def test_tabs_line_ends_spaces_and_hard_hyphens_are_kept(document: WordDocument) -> None:
    document.paragraph([Run(" a\tb\r\nc\u2011d ")])
    [run] = found(xml(document.save(ABOUT)), "//w:r")
    assert names(run) == ["t", "tab", "t", "br", "t", "noBreakHyphen", "t"]
    assert texts(run, "w:t/text()") == [" a", "b", "c", "d "]
    assert texts(run, "w:t/@xml:space") == ["preserve", "preserve"]


@pytest.mark.parametrize("wrong", ["\x01", "\x0b", "\ud800", "\uffff"])
def test_characters_that_xml_cannot_hold_are_named(document: WordDocument, wrong: str) -> None:
    code = f"U\\+{ord(wrong):04X}"
    with pytest.raises(ValueError, match=f"text 'On 11 September.*found {code}, which XML does"):
        document.paragraph([Run(f"On 11 September{wrong} 52 people")])
    with pytest.raises(ValueError, match="which XML does not allow"):
        document.table(
            Table(columns=[Column(width_cm=1)], rows=[], style="Brief Table", title=wrong, alt="")
        )


def test_a_bookmark_is_set_once_whatever_its_case(document: WordDocument) -> None:
    document.paragraph([Run("a", bookmark="f_1"), Run("b", bookmark="f_2")])
    with pytest.raises(ValueError, match="bookmark 'F_1' is set twice"):
        document.paragraph([Run("c", bookmark="F_1")])


@pytest.mark.parametrize("name", ["", "1a", "a-b", "a b", "é", "f_" + 39 * "a"])
def test_a_bookmark_that_word_would_refuse_is_refused(document: WordDocument, name: str) -> None:
    with pytest.raises(ValueError, match="expected a letter or underscore"):
        document.paragraph([Run("c", bookmark=name)])


def test_bookmarks_have_ids_of_their_own_and_end(full: bytes) -> None:
    root = xml(full)
    ids = texts(root, "//w:bookmarkStart/@w:id")
    assert ids == sorted(set(ids), key=ids.index)
    assert sorted(texts(root, "//w:bookmarkEnd/@w:id")) == sorted(ids)


def test_all_bookmarks_pointed_at_and_not_set_are_named(document: WordDocument) -> None:
    document.paragraph([Run("a", link="later"), Reference("f_9", "Figure 9"), Run("b", link="no")])
    document.paragraph([Run("here", bookmark="later")])
    with pytest.raises(ValueError, match=r"no bookmark is set for f_9, no$"):
        document.save(ABOUT)


def test_a_run_leads_to_one_place() -> None:
    with pytest.raises(ValueError, match=r"leads to one place, found 'a' and 'https://b\.org'"):
        Run("x", link="a", url="https://b.org")


@pytest.mark.parametrize("url", ["file:///home/me/notes.txt", "C:\\notes.txt", "javascript:x"])
def test_an_address_that_is_no_public_one_is_refused(document: WordDocument, url: str) -> None:
    with pytest.raises(ValueError, match="expected http:, https: or mailto:"):
        document.paragraph([Run("x", url=url)])


@pytest.mark.parametrize("level", [0, 10])
def test_a_heading_has_one_of_words_levels(document: WordDocument, level: int) -> None:
    with pytest.raises(ValueError, match=f"heading level {level}: expected 1 to 9"):
        document.heading("a", level)


def test_captions_are_numbered_by_label_and_can_be_referred_to(document: WordDocument) -> None:
    told = [
        document.caption("Tableau", [Run(". Étapes")], bookmark="t_1"),
        document.caption("Figure", []),
        document.caption("Tableau", []),
    ]
    assert told == ["Tableau\u00a01", "Figure\u00a01", "Tableau\u00a02"]
    root = xml(document.save(ABOUT))
    assert [words(paragraph) for paragraph in found(root, "//w:p")] == [
        "Tableau\u00a01. Étapes",
        "Figure\u00a01",
        "Tableau\u00a02",
    ]
    assert texts(root, "//w:instrText/text()")[0] == " SEQ Tableau \\* ARABIC "
    children = names(found(root, "//w:p")[0])
    inside = children[children.index("bookmarkStart") : children.index("bookmarkEnd")]
    assert inside == ["bookmarkStart", *["r"] * 6]
    with pytest.raises(ValueError, match="caption label 'Figure S': expected one word"):
        document.caption("Figure S", [])


def test_every_field_begins_separates_and_ends(full: bytes) -> None:
    for part in ("word/document.xml", "word/footer1.xml"):
        kinds = texts(xml(full, part), "//w:fldChar/@w:fldCharType")
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)
        assert kinds


def test_a_table_says_what_it_is_and_repeats_its_header(full: bytes) -> None:
    first, second, _ = found(xml(full), "//w:tbl")
    assert names(first[0]) == [
        *("tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption", "tblDescription"),
    ]
    assert texts(first, "w:tblPr/w:tblCaption/@w:val") == ["Steps"]
    assert texts(first, "w:tblPr/w:tblDescription/@w:val") == ["One row a step"]
    assert texts(first, "w:tblGrid/w:gridCol/@w:w") == ["2268", "1134"]
    assert texts(first, "w:tr[1]/w:tc/w:tcPr/w:tcW/@w:w") == ["2268", "1134"]
    assert [len(found(row, "w:trPr/w:tblHeader")) for row in found(first, "w:tr")] == [1, 0]
    assert texts(first, "w:tr[1]//w:pStyle/@w:val") == ["TableHeader", "TableHeader"]
    assert found(second, ".//w:tblHeader") == []
    assert texts(second, "w:tblPr/w:tblLook/@w:firstRow") == ["0"]


def test_a_cell_holds_text_in_its_columns_alignment_or_whole_paragraphs(full: bytes) -> None:
    cells = found(found(xml(full), "//w:tbl")[0], "w:tr[2]/w:tc")
    assert [texts(cell, "w:p/w:pPr/w:pStyle/@w:val") for cell in cells] == [
        ["StripFigure"],
        ["TableText"],
    ]
    assert [texts(cell, "w:p/w:pPr/w:jc/@w:val") for cell in cells] == [[], ["right"]]


def test_a_row_is_never_split_and_a_small_table_neither(document: WordDocument) -> None:
    for count in (KEPT_TOGETHER, KEPT_TOGETHER + 1):
        document.table(table(*[[[Run("a")], []] for _ in range(count)]))
    small, large = found(xml(document.save(ABOUT)), "//w:tbl")
    kept = [len(found(row, ".//w:keepNext")) for row in found(small, "w:tr")]
    assert kept == [2] * KEPT_TOGETHER + [0]
    # the large one may break, but leaves two rows at least on either side
    kept = [len(found(row, ".//w:keepNext")) for row in found(large, "w:tr")][1:]
    assert kept == [2, *[0] * (KEPT_TOGETHER - 2), 2, 0]
    assert len(found(large, "w:tr/w:trPr/w:cantSplit")) == KEPT_TOGETHER + 2


def test_tables_in_a_row_are_kept_apart_and_the_last_is_closed(document: WordDocument) -> None:
    document.table(table([[], []]))
    document.table(table([[], []]))
    assert names(xml(document.save(ABOUT))[0]) == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_row_with_too_few_cells_is_named() -> None:
    with pytest.raises(ValueError, match="table 'Steps': row 2 has 1 cells, expected 2"):
        table([[], []], [[]])
    with pytest.raises(ValueError, match="table 'Steps' is empty"):
        table(header=False)


def test_a_chart_is_native_with_its_own_workbook_and_words_for_those_who_cannot_see(
    full: bytes,
) -> None:
    parts = package.unpack(full)
    drawings = found(xml(full), "//wp:docPr")
    assert [(one.get("id"), one.get("descr")) for one in drawings] == [
        ("1", "People a step"),
        ("2", "People a step"),
    ]
    assert parts["word/charts/chart1.xml"] == charts.part_xml(bars(), "rId1")
    assert parts["word/embeddings/Microsoft_Excel_Worksheet2.xlsx"] == (
        charts.embedded_workbook(bars(14))
    )
    [relation] = xml(full, "word/charts/_rels/chart2.xml.rels")
    assert relation.get("Target") == "../embeddings/Microsoft_Excel_Worksheet2.xlsx"
    [own, given] = found(xml(full), "//wp:extent")
    assert (own.get("cx"), own.get("cy")) == (str(16 * 360000), str(5 * 360000))
    assert (given.get("cx"), given.get("cy")) == ("3600000", "1440000")


def test_header_and_footer_stand_on_each_kind_of_page(template: bytes) -> None:
    def with_title_page(content: bytes) -> bytes:
        return content.replace(b"</w:sectPr>", b"<w:titlePg/></w:sectPr>")

    made = open_template(changed(template, "word/document.xml", with_title_page), {})
    made.header([Paragraph([Run("TLP:CLEAR", bold=True)], "Label")])
    made.footer([Paragraph([PageNumber()], "footer")])
    [section] = docx.Document(io.BytesIO(made.save(ABOUT))).sections
    shown = (section.header, section.first_page_header)
    assert [[line.text for line in one.paragraphs] for one in shown] == [["TLP:CLEAR"]] * 2
    shown_below = (section.footer, section.first_page_footer)
    assert [[line.text for line in one.paragraphs] for one in shown_below] == [["1"]] * 2


def test_the_letterhead_of_a_template_stays(template: bytes) -> None:
    def with_name(content: bytes) -> bytes:
        return content.replace(b"</w:hdr>", b"<w:p><w:r><w:t>Letterhead</w:t></w:r></w:p></w:hdr>")

    made = open_template(changed(template, "word/header1.xml", with_name), {})
    made.header([Paragraph([Run("TLP:CLEAR")], "Label")])
    header = docx.Document(io.BytesIO(made.save(ABOUT))).sections[0].header
    assert [line.text for line in header.paragraphs] == ["Letterhead", "TLP:CLEAR"]


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml"])
def test_a_template_may_have_other_prefixes(template: bytes, part: str) -> None:
    def renamed(content: bytes) -> bytes:
        return content.replace(b"w:", b"x:").replace(b":w=", b":x=").replace(b"r:id", b"q:id")

    def declared(content: bytes) -> bytes:
        return renamed(content).replace(b"xmlns:r=", b"xmlns:q=")

    made = open_template(changed(template, part, declared), {})
    made.header([Paragraph([Run("Web", url="https://example.org")], "Label")])
    made.paragraph([Run("Said")])
    opened = docx.Document(io.BytesIO(made.save(ABOUT)))
    assert [line.text for line in opened.paragraphs] == ["Said"]
    assert [line.text for line in opened.sections[0].header.paragraphs] == ["Web"]


def test_a_header_has_no_footnote(document: WordDocument) -> None:
    with pytest.raises(ValueError, match="a header or footer cannot have a footnote"):
        document.header([Paragraph([Note([Run("a")])], "header")])


def test_the_language_is_the_documents_for_text_and_theme(full: bytes) -> None:
    path = "w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val"
    assert texts(xml(full, "word/styles.xml"), path) == ["fr-FR"]
    assert texts(xml(full, "word/settings.xml"), "w:themeFontLang/@w:val") == ["fr-FR"]


def test_a_template_without_defaults_gets_a_language(template: bytes) -> None:
    def bare(content: bytes) -> bytes:
        root = etree.fromstring(content)
        root.remove(root[0])
        return etree.tostring(root)

    made = open_template(changed(template, "word/styles.xml", bare), {})
    styles = xml(made.save(ABOUT), "word/styles.xml")
    assert texts(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val") == ["fr-FR"]


def test_nothing_is_left_of_a_templates_makers() -> None:
    made = docx.Document()
    settings = made.settings.element
    settings.append(settings.makeelement(f"{{{nsmap['w']}}}updateFields"))
    made.styles.add_style("footnote text", 1)
    made.styles.add_style("footnote reference", 2)
    default = io.BytesIO()
    made.save(default)
    saved = open_template(default.getvalue(), {}).save(ABOUT)
    parts = package.unpack(saved)
    unwanted = ("thumbnail", "customXml", "stylesWithEffects")
    assert [name for name in parts if any(word in name for word in unwanted)] == []
    assert [name for name, content in parts.items() if b"rsid" in content] == []
    assert b"updateFields" not in parts["word/settings.xml"]
