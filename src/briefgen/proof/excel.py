"""What stands in a finished workbook: the cells of its sheets, formulas by their values."""

from __future__ import annotations

import posixpath
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.office.package import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DAY_ZERO = date(1899, 12, 30)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

Value = str | float | bool | None


class ExcelContent:
    """The sheets of one .xlsx file, read when asked for.

    Raises KeyError where the file lacks a part that every workbook has.
    """

    def __init__(self, content: bytes) -> None:
        self._parts = unpack(content)
        self._strings = list(self._shared_strings())
        self.sheets = dict(self._sheet_parts())

    def rows(self, sheet: str) -> dict[int, dict[str, Value]]:
        """Cells by row number and column letters; blank cells are not there."""
        rows: dict[int, dict[str, Value]] = {}
        tree = etree.fromstring(self._parts[self.sheets[sheet]])
        for row in tree.iter(_S + "row"):
            cells: dict[str, Value] = {}
            for cell in row:
                value = self._value(cell)
                if value is not None:
                    cells[cell.get("r", "").rstrip("0123456789")] = value
            rows[int(row.get("r", "0"))] = cells
        return rows

    def formulas(self, sheet: str) -> Iterator[tuple[str, str, Value]]:
        """Reference, formula and value of each cell of a sheet that computes."""
        tree = etree.fromstring(self._parts[self.sheets[sheet]])
        for cell in tree.iter(_S + "c"):
            formula = cell.find(_S + "f")
            if formula is not None:
                yield cell.get("r", ""), formula.text or "", self._value(cell)

    def _sheet_parts(self) -> Iterator[tuple[str, str]]:
        book = etree.fromstring(self._parts["xl/workbook.xml"])
        rels = etree.fromstring(self._parts["xl/_rels/workbook.xml.rels"])
        targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
        for sheet in book.iter(_S + "sheet"):
            target = targets[sheet.get(_R + "id")]
            yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target))[1:]

    def _shared_strings(self) -> Iterator[str]:
        tree = etree.fromstring(self._parts["xl/sharedStrings.xml"])
        for item in tree.iter(_S + "si"):
            yield _unescaped("".join(text.text or "" for text in item.iter(_S + "t")))

    def _value(self, cell: etree._Element) -> Value:
        text = cell.findtext(_S + "v")
        if text is None:
            return None
        match cell.get("t"):
            case "s":
                return self._strings[int(text)]
            case "str":
                return _unescaped(text)
            case "b":
                return text == "1"
            case _:
                return float(text)


def day(serial: float) -> date:
    """The day that Excel's serial number means (1900 date system)."""
    return _DAY_ZERO + timedelta(days=int(serial))


def serial(value: date) -> float:
    """Excel's serial number of a day."""
    return float((value - _DAY_ZERO).days)


def _unescaped(text: str) -> str:
    """ST_Xstring: `_x000D_` stands for a character (ECMA-376-1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
