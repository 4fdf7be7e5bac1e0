from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree
from openpyxl.utils import range_boundaries
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
    embedded_workbook,
    excel_part_xml,
    extent,
    openpyxl_chart,
    part_xml,
    rows,
)
from briefgen.office.package import pack, unpack

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EMU = 360_000  # in a centimetre

BELARUS, STATES, CONTACTS = 2, 1, 0


def event(  # noqa: PLR0913 (the fields of an event)
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
    notes=(
        Note(start=date(2025, 7, 1), end=date(2025, 8, 31), text="nothing dated"),
        Note(start=date(2025, 10, 1), end=date(2025, 11, 30), text="nothing dated"),
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
        drawing = document.add_paragraph(chart.title).add_run()._r
        drawing.add_drawing(inline)
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
        sheet.add_chart(openpyxl_chart(chart, sheet.title, row, column), "H2")
        finished[f"xl/charts/chart{number}.xml"] = excel_part_xml(chart, sheet.title, row, column)
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return pack(unpack(out.getvalue()) | finished)
