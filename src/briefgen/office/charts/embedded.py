"""The workbook that stands inside a Word file under a chart: one sheet, no properties, no clock."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.writer.theme import theme_xml

from briefgen.office.cells import Strings, serial, xml_number
from briefgen.office.package import CONTENT_TYPES, pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.office.charts.table import Cell, Row

SHEET = "Data"
WIDTH = 24
"""Of each column, in characters: a date never shows as ####."""
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MEDIA = "application/vnd.openxmlformats-officedocument"
DATE_STYLE = 1
"""The second format of the style sheet, where number format 14 is the reader's own short date."""
CONTENTS = {
    "workbook": "spreadsheetml.sheet.main",
    "worksheets/sheet1": "spreadsheetml.worksheet",
    "styles": "spreadsheetml.styles",
    "theme/theme1": "theme",
    "sharedStrings": "spreadsheetml.sharedStrings",
}
RELATED = {
    "worksheet": "worksheets/sheet1",
    "styles": "styles",
    "theme": "theme/theme1",
    "sharedStrings": "sharedStrings",
}
STYLES = (
    f'<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def workbook(rows: Iterable[Row]) -> bytes:
    """The package of a workbook that holds `rows` from A1 on its one sheet."""
    strings = Strings()
    sheet, uses = _sheet(list(rows), strings)
    return pack(
        {
            CONTENT_TYPES: _part(_content_types()),
            "_rels/.rels": _part(_relationships({"officeDocument": "xl/workbook"})),
            "xl/_rels/workbook.xml.rels": _part(_relationships(RELATED)),
            "xl/workbook.xml": _part(BOOK),
            "xl/worksheets/sheet1.xml": _part(sheet),
            "xl/styles.xml": _part(STYLES),
            "xl/theme/theme1.xml": theme_xml.encode(),
            "xl/sharedStrings.xml": b"".join(strings.part(uses)),
        }
    )


def _part(xml: str) -> bytes:
    return (HEAD + xml).encode()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{MEDIA}.{kind}+xml"/>'
        for name, kind in CONTENTS.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: Mapping[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}.xml"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _sheet(rows: list[Row], strings: Strings) -> tuple[str, int]:
    """The sheet, and how many of its cells are text."""
    lines = [
        f'<row r="{number}">'
        + "".join(
            _cell(f"{get_column_letter(column)}{number}", value, strings)
            for column, value in enumerate(row, start=1)
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    ]
    uses = sum(isinstance(value, str) for row in rows for value in row)
    columns = f'<cols><col min="1" max="{len(rows[0])}" width="{WIDTH}" customWidth="1"/></cols>'
    sheet = (
        f'<worksheet xmlns="{MAIN}">{columns}<sheetData>{"".join(lines)}</sheetData></worksheet>'
    )
    return sheet, uses


def _cell(place: str, value: Cell, strings: Strings) -> str:
    match value:
        case str():
            return f'<c r="{place}" t="s"><v>{strings[value]}</v></c>'
        case date():
            return f'<c r="{place}" s="{DATE_STYLE}"><v>{serial(value)}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{xml_number(value)}</v></c>'
        case None:
            return ""
