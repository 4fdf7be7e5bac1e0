"""A chart in a finished file against its data: references, caches, labels, alternative text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import rows_from_range

from briefgen.office.cells import serial
from briefgen.office.charts import caches
from briefgen.proof.proof import Difference, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from briefgen.office.lint.cells import Value
    from briefgen.office.lint.parts import Element
    from briefgen.proof.excel import SheetContent

    Rows: TypeAlias = Sequence[Sequence[str | float | date | None]]

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWING = re.compile(r"(?:xl/drawings/drawing\d+|word/document)\.xml")
_FRAMES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr",
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr",
)
_NUMBER = re.compile(r"\d+")
_SKIPPED = "\N{NO-BREAK SPACE}"
"""A line of a label that only takes room."""


def cells_of(rows: Rows, first_row: int = 1) -> dict[str, Value]:
    """Where the values of `rows` stand on a sheet, from column A; dates as Excel counts days."""
    return {
        f"{get_column_letter(column)}{number}": serial(value) if isinstance(value, date) else value
        for number, row in enumerate(rows, first_row)
        for column, value in enumerate(row, 1)
        if value is not None
    }


def wrong_chart(
    xml: bytes, where: str, sheets: Mapping[str, SheetContent], rows: Rows
) -> Iterator[Difference]:
    """What a chart part keeps beside each reference, and says in its labels, against its data."""
    for reference, kept in caches(xml):
        held = tuple(_cells(reference, sheets))
        for number, (found, expected) in enumerate(zip(kept, held, strict=False), 1):
            if found != expected:
                point = f"{where}, {reference}, point {number}"
                told = f"the chart keeps {shown(found)}, the cell holds {shown(expected)}"
                yield Difference(point, told)
        if len(kept) != len(held):
            yield Difference(where, f"{reference}: {len(kept)} kept values, {len(held)} cells")
    for index, text in _labels(xml):
        wanted = rows[index + 1][-1] if index + 1 < len(rows) else None
        if text != wanted:
            told = f"the chart says {shown(text)}, its data {shown(wanted)}"
            yield Difference(f"{where}, label of point {index + 1}", told)


def _cells(reference: str, sheets: Mapping[str, SheetContent]) -> Iterator[Value]:
    """The cells of a reference such as `'Chart data 1'!$B$5:$B$20`, row by row."""
    sheet, _, places = reference.rpartition("!")
    cells = sheets[sheet.strip("'").replace("''", "'")].cells
    for row in rows_from_range(places.replace("$", "")):
        yield from (cells.get(place) for place in row)


def _labels(xml: bytes) -> Iterator[tuple[int, str]]:
    """The labels that are words and no value of the data, with the number of their point."""
    for label in etree.fromstring(xml).iter(_C + "dLbl"):
        lines = [
            "".join(t.text or "" for t in line.iter(_A + "t")) for line in label.iter(_A + "p")
        ]
        told = [line for line in lines if line and line != _SKIPPED]
        number = label.find(_C + "idx")
        if told and number is not None:
            yield int(number.get("val", "")), " ".join(told)


def alternative_texts(parts: Mapping[str, Element]) -> list[str]:
    """What stands for the charts of a file where they are not seen, in their order."""
    drawn = sorted(name for name in parts if _DRAWING.fullmatch(name))
    return [
        frame.get("descr", "")
        for name in drawn
        for frame in parts[name].iter(*_FRAMES)
        if any(True for _ in _around(frame).iter(_C + "chart"))
    ]


def _around(properties: Element) -> Element:
    """The frame of a drawing that has these properties."""
    found = properties
    while not found.tag.endswith(("}graphicFrame", "}inline", "}anchor")):
        parent = found.getparent()
        if parent is None:
            return found
        found = parent
    return found


def wrong_alternative(said: str, where: str, words: Sequence[str]) -> Iterator[Difference]:
    """What an alternative text lacks, and which figures it says that none of `words` does."""
    rest = said
    for text in words:
        if text not in rest:
            yield Difference(f"{where}, alternative text", f"does not say {shown(text)}")
        rest = rest.replace(text, "", 1)
    for number in _NUMBER.findall(rest):
        yield Difference(f"{where}, alternative text", f"says {number}, which the facts do not")


def as_read(value: object) -> object:
    """What a cell without a link reads back as."""
    return serial(value) if isinstance(value, date) else value
