from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.shape import CT_Inline
from lxml import etree
from msgspec.structs import replace
from openxml_audit import OpenXmlValidator

from briefgen.office.cells import serial
from briefgen.office.charts import (
    Bar,
    Bars,
    BarWords,
    Chart,
    Event,
    Note,
    Timeline,
    TimelineWords,
    caches,
    crowded,
    embedded_workbook,
    excel_part_xml,
    extent,
    layout,
    part_xml,
    placeholder,
    rows,
)
from briefgen.office.package import pack, unpack

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EMU = 360_000  # in a centimetre

BELARUS, STATES, CONTACTS = 2, 1, 0


def event(
    lane: int, start: date, label: str, *, end: date | None = None, filled: bool = True
) -> Event:
    return Event(lane=lane, start=start, end=end, label=label, filled=filled)


TIMELINE = Timeline(
    title="Releases, sanctions steps and contacts, June to December 2025",
    alt="Three lanes from June to December 2025.",
    language="en-GB",
    lanes=("Contacts", "United States", "Belarus"),
    events=(
        event(BELARUS, date(2025, 6, 1), "number not stated", end=date(2025, 6, 30)),
        event(BELARUS, date(2025, 9, 11), "52 people"),
        event(STATES, date(2025, 9, 11), "eases sanctions on Belavia", end=date(2025, 9, 16)),
        event(BELARUS, date(2025, 9, 16), "amnesty of 25 announced", filled=False),
        event(CONTACTS, date(2025, 12, 1), "talks in Minsk", end=date(2025, 12, 13)),
        event(BELARUS, date(2025, 12, 13), "123 people"),
        event(STATES, date(2025, 12, 13), "says it will lift potash sanctions", filled=False),
    ),
    notes=tuple(
        Note(start=date(2025, month, 1), end=date(2025, month, 30), text="nothing dated")
        for month in (7, 8, 10, 11)
    ),
    first=date(2025, 6, 1),
    last=date(2025, 12, 31),
    words=TimelineWords(
        done="reported done",
        announced="announced",
        span_done="reported done, day not certain",
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
    title="People per step",
    alt="Four bars: June without a number, 52, 25 announced, 123.",
    language="en-GB",
    bars=(
        Bar(category="June 2025", text="number not stated"),
        Bar(category="11 September 2025", text="52", value=52),
        Bar(category="16 September 2025", text="25", value=25, hatched=True),
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


def word_file(*charts: Chart) -> bytes:
    document = docx.Document()
    document.core_properties.title = "Charts"
    for number, chart in enumerate(charts, start=1):
        package = document.part.package
        assert package is not None
        book = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            embedded_workbook(chart),
            package,
        )
        part = Part(
            PackURI(f"/word/charts/chart{number}.xml"),
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            part_xml(chart, "rId1"),
            package,
        )
        assert part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE) == "rId1"
        rel = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        width, height = (round(side * EMU) for side in extent(chart))
        inline = parse_xml(
            '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessing'
            'Drawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" distT="0"'
            f' distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{number}" name="Chart {number}" descr="{chart.alt}"/>'
            f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{C[1:-1]}"><c:chart '
            f'xmlns:c="{C[1:-1]}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships" r:id="{rel}"/></a:graphicData></a:graphic></wp:inline>'
        )
        assert isinstance(inline, CT_Inline)
        document.add_paragraph(chart.title).add_run()._r.add_drawing(inline)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def excel_file(*charts: Chart, row: int = 1, column: int = 1) -> bytes:
    book = openpyxl.Workbook()
    finished = {}
    for number, chart in enumerate(charts, start=1):
        sheet = book.create_sheet(f"It's chart {number}")
        for down, cells in enumerate(rows(chart)):
            for across, value in enumerate(cells):
                sheet.cell(row + down, column + across, value)
        sheet.add_chart(placeholder(chart), "H2")
        finished[f"xl/charts/chart{number}.xml"] = excel_part_xml(chart, sheet.title, row, column)
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return pack(unpack(out.getvalue()) | finished)


CHARTS = pytest.mark.parametrize("chart", [TIMELINE, BARS], ids=["timeline", "bars"])


def cells(sheet: Worksheet, formula: str) -> tuple[str | float | None, ...]:
    """What stands in the range, in the order of a cache; days as Excel's numbers."""
    name, _, area = formula.rpartition("!")
    assert name == "'" + sheet.title.replace("'", "''") + "'"
    first, _, last = area.partition(":")
    column = sheet[f"{first}:{last or first}"]
    return tuple(as_cached(cell.value) for (cell,) in column)


def as_cached(value: object) -> str | float | None:
    match value:
        case datetime():
            return float(serial(value.date()))
        case int() | float():
            return float(value)
        case _:
            assert value is None or isinstance(value, str)
            return value


def labels_of(xml: bytes) -> dict[tuple[str, int], str]:
    """Each data label's words by the formula of its series' name and its point."""
    found = {}
    for series in etree.fromstring(xml).iter(f"{C}ser"):
        name = series.findtext(f"{C}tx//{C}f", "")
        for label in series.iter(f"{C}dLbl"):
            index = label.find(f"{C}idx")
            assert index is not None
            words = " ".join(text.text or "" for text in label.iter("{*}t")).strip()
            found[name, int(index.get("val", ""))] = words
    return found


@CHARTS
def test_every_cache_equals_the_cells_of_the_workbook_inside_word(chart: Chart) -> None:
    book = openpyxl.load_workbook(io.BytesIO(embedded_workbook(chart)))
    assert book.sheetnames == ["Data"]
    found = caches(part_xml(chart, "rId1"))
    assert len(found) >= 9
    for formula, values in found:
        assert values == cells(book["Data"], formula)


@CHARTS
@pytest.mark.parametrize(("row", "column"), [(1, 1), (7, 3)])
def test_every_cache_equals_the_cells_of_an_excel_workbook(
    chart: Chart, row: int, column: int
) -> None:
    content = excel_file(chart, row=row, column=column)
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = caches(unpack(content)["xl/charts/chart1.xml"])
    assert len(found) >= 9
    for formula, values in found:
        assert values == cells(book["It's chart 1"], formula)


@CHARTS
def test_the_workbook_inside_word_holds_the_rows_and_nothing_else(chart: Chart) -> None:
    content = embedded_workbook(chart)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Data"]
    read = [
        tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row)
        for row in sheet.iter_rows(values_only=True)
    ]
    assert read == list(rows(chart))
    assert not [name for name in unpack(content) if name.startswith("docProps")]


@CHARTS
def test_the_same_chart_gives_the_same_bytes(chart: Chart) -> None:
    assert embedded_workbook(chart) == embedded_workbook(chart)
    assert part_xml(chart, "rId1") == part_xml(chart, "rId1")
    with zipfile.ZipFile(io.BytesIO(embedded_workbook(chart))) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


@CHARTS
def test_word_and_excel_draw_the_same_series_with_the_same_words(chart: Chart) -> None:
    word, excel = part_xml(chart, "rId1"), excel_part_xml(chart, "Data")
    assert caches(word) == caches(excel)
    assert labels_of(word) == labels_of(excel) != {}


@CHARTS
def test_a_label_says_what_the_last_cell_of_its_row_says(chart: Chart) -> None:
    table = rows(chart)
    said = labels_of(part_xml(chart, "rId1"))
    assert {(index, text) for (_, index), text in said.items()} == {
        (index, row[-1]) for index, row in enumerate(table[1:]) if row[-1] is not None
    }


@CHARTS
def test_external_data_stands_in_its_place_and_updates_nothing(chart: Chart) -> None:
    root = etree.fromstring(part_xml(chart, "rId7"))
    names = [etree.QName(child).localname for child in root]
    assert names == [
        *("date1904", "lang", "roundedCorners", "chart", "spPr", "txPr"),
        "externalData",
    ]
    (external,) = root.iterfind(f"{C}externalData")
    assert list(external.attrib.values()) == ["rId7"]
    assert [child.get("val") for child in external] == ["0"]
    assert b"externalData" not in excel_part_xml(chart, "Data")


@CHARTS
def test_no_text_has_an_empty_run_and_no_corner_is_round(chart: Chart) -> None:
    root = etree.fromstring(part_xml(chart, "rId1"))
    texts = [text.text for text in root.iter("{*}t")]
    assert texts
    assert all(texts)
    assert [corner.get("val") for corner in root.iter(f"{C}roundedCorners")] == ["0"]


@CHARTS
def test_a_title_stands_in_excel_and_is_left_to_the_caption_in_word(chart: Chart) -> None:
    assert chart.title.encode() in excel_part_xml(chart, "Data")
    assert chart.title.encode() not in part_xml(chart, "rId1")
    assert extent(chart, titled=True)[1] > extent(chart)[1]


def test_the_files_add_no_finding_to_those_of_the_libraries(tmp_path: Path) -> None:
    files = {
        "chart.docx": word_file(TIMELINE, BARS),
        "chart.xlsx": excel_file(TIMELINE, BARS),
        "data.xlsx": embedded_workbook(TIMELINE),
    }
    findings = []
    for name, content in files.items():
        path = tmp_path / name
        path.write_bytes(content)
        findings += [str(error) for error in OpenXmlValidator().validate(path).errors]
    ours = ("charts/", "drawing", "embeddings", "document.xml", "theme", "workbook.xml")
    assert [finding for finding in findings if any(part in finding for part in ours)] == []


def test_a_sheet_keeps_the_charts_size_and_its_references() -> None:
    made = placeholder(TIMELINE)
    assert (made.width, made.height) == extent(TIMELINE, titled=True)
    root = etree.fromstring(excel_part_xml(TIMELINE, "Data", 5, 2))
    assert {str(found.text) for found in root.iterfind(".//{*}xVal/{*}numRef/{*}f")} == {
        f"'Data'!$B$6:$B${4 + len(rows(TIMELINE))}"
    }


def test_done_and_announced_stand_in_columns_of_their_own() -> None:
    header, *body = rows(BARS)
    assert header == (
        *("Step", "Reported freed", "Announced only"),
        *("Place of the words", "Label"),
    )
    assert body == [
        ("June 2025", None, None, 0, "number not stated"),
        ("11 September 2025", 52, None, None, "52"),
        ("16 September 2025", None, 25, None, "25"),
        ("13 December 2025", 123, None, None, "123"),
    ]


def test_what_is_only_announced_is_hatched_and_the_legend_says_so() -> None:
    root = etree.fromstring(part_xml(BARS, "rId1"))
    hatched = [
        series.findtext(f"{C}tx//{C}v")
        for series in root.iter(f"{C}ser")
        if series.find(f"{C}spPr/{{*}}pattFill") is not None
    ]
    assert hatched == ["Announced only"]
    names = [series.findtext(f"{C}tx//{C}v") for series in root.iter(f"{C}ser")]
    hidden = [index.get("val") for index in root.iterfind(f".//{C}legendEntry/{C}idx")]
    assert [names[int(index or "")] for index in hidden] == ["Place of the words"]


def test_bars_without_anything_announced_have_no_legend() -> None:
    done = Bars(
        title="t",
        alt="a",
        language="en-GB",
        bars=[Bar(category="a", text="1", value=1), Bar(category="b", text="not stated")],
        words=BARS.words,
    )
    assert b"<c:legend>" not in part_xml(done, "rId1")


def test_bars_start_at_zero() -> None:
    root = etree.fromstring(part_xml(BARS, "rId1"))
    (least,) = root.iterfind(f".//{C}valAx/{C}scaling/{C}min")
    assert least.get("val") == "0"
    with pytest.raises(ValueError, match="'a': -1 is below zero"):
        Bars(
            title="t",
            alt="a",
            language="en",
            bars=[Bar(category="a", text="-1", value=-1)],
            words=BARS.words,
        )


def test_the_legend_of_a_timeline_names_only_kinds_of_events() -> None:
    root = etree.fromstring(part_xml(TIMELINE, "rId1"))
    names = [series.findtext(f"{C}tx//{C}v") for series in root.iter(f"{C}ser")]
    hidden = {int(idx.get("val", "")) for idx in root.iterfind(f".//{C}legendEntry/{C}idx")}
    shown = [name for index, name in enumerate(names) if index not in hidden]
    assert shown == ["reported done", "announced", "reported done, day not certain"]


def test_what_is_hollow_has_its_inside_in_front_in_every_order_of_drawing() -> None:
    root = etree.fromstring(part_xml(TIMELINE, "rId1"))
    colours = [
        series.find(f"{C}marker/{C}spPr/{{*}}solidFill/{{*}}srgbClr")
        for series in root.iter(f"{C}ser")
        if series.findtext(f"{C}tx//{C}v") == "announced"
    ]
    front, middle, back = (None if colour is None else colour.get("val") for colour in colours)
    assert front == back != middle


def test_months_are_named_in_the_language_with_the_year_where_it_begins() -> None:
    french = Timeline(
        title="t",
        alt="a",
        language="fr-FR",
        lanes=["Bélarus"],
        events=[event(0, date(2025, 12, 13), "123 personnes")],
        first=date(2025, 11, 30),
        last=date(2026, 1, 1),
        words=TIMELINE.words,
    )
    header, *body = rows(french)
    month = header.index("month")
    assert [row[-1] for row in body if row[month] is not None] == [
        *("novembre 2025", "décembre", "janvier 2026"),
    ]
    begins = header.index("month begins")
    assert [row[0] for row in body if row[begins] is not None] == [
        *(date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)),
    ]


def test_a_bar_runs_from_its_first_to_its_last_day_and_breaks_before_the_next() -> None:
    header, *body = rows(TIMELINE)
    column = header.index("reported done, day not certain")
    start = next(index for index, row in enumerate(body) if row[-1] == "talks in Minsk") - 1
    assert [(row[0], row[column]) for row in body[start : start + 4]] == [
        (date(2025, 12, 1), 1),
        (date(2025, 12, 7), 1),
        (date(2025, 12, 13), 1),
        (date(2025, 12, 13), None),
    ]


@pytest.mark.parametrize(
    ("lane", "start", "end", "message"),
    [
        (3, date(2025, 7, 1), None, "'x': lane 3, of 3 counted from 0"),
        (0, date(2025, 5, 31), None, "'x': 2025-05-31 to 2025-05-31 is not within"),
        (0, date(2025, 7, 2), date(2025, 7, 1), "'x': 2025-07-02 to 2025-07-01 is not within"),
    ],
)
def test_an_event_that_cannot_be_drawn_is_refused(
    lane: int, start: date, end: date | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        replace(TIMELINE, events=[event(lane, start, "x", end=end)])


def test_a_chart_of_nothing_is_refused_and_a_timeline_without_events_is_not() -> None:
    with pytest.raises(ValueError, match="'People per step': a chart has at least one bar"):
        replace(BARS, bars=())
    with pytest.raises(ValueError, match="a timeline has at least one lane"):
        replace(TIMELINE, lanes=(), events=())
    quiet = replace(TIMELINE, events=[event(BELARUS, date(2025, 6, 2), "")])
    assert rows(quiet)[1] == (date(2025, 6, 2), 3.0, *(None,) * 5)
    assert {row[1] for row in rows(replace(TIMELINE, events=()))[1:]} == {0.5, None}


def test_no_words_of_close_events_lie_on_others_or_on_marks() -> None:
    close = replace(
        TIMELINE,
        notes=(),
        events=[
            event(BELARUS, date(2025, 9, day), f"{day} people freed", filled=day != 14)
            for day in (11, 14, 16, 16)
        ],
    )
    plot = layout.frame(close)
    placed = layout.place(close, plot)
    boxes = [layout.label_box(each, plot) for each in placed]
    boxes += [layout.mark_box(each.event, each.y, plot) for each in placed]
    assert len(boxes) == 8
    assert [one for one, other in combinations(boxes, 2) if one.common(other) > 0.05] == []


def test_labels_that_do_not_fit_are_named_and_a_higher_chart_has_room_for_them() -> None:
    many = replace(
        TIMELINE,
        events=[
            event(BELARUS, date(2025, 9, day), f"{day} people, it says") for day in range(1, 8)
        ],
    )
    assert crowded(TIMELINE) == ()
    assert set(crowded(many)) <= {each.label for each in many.events}
    assert len(crowded(many)) > len(crowded(replace(many, height=21.0)))


def test_events_are_placed_alike_whatever_their_order() -> None:
    turned = replace(TIMELINE, events=tuple(reversed(TIMELINE.events)))
    assert rows(turned) == rows(TIMELINE)


def test_a_part_without_a_cache_is_named() -> None:
    xml = part_xml(BARS, "rId1").replace(b"strCache", b"extLst").replace(b"numCache", b"extLst")
    bare = etree.fromstring(xml)
    for gone in list(bare.iter(f"{C}extLst")):
        parent = gone.getparent()
        assert parent is not None
        parent.remove(gone)
    with pytest.raises(ValueError, match=r"'Data'!\$B\$1: the reference has no cache"):
        caches(etree.tostring(bare))
