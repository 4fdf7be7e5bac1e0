"""What stands in a finished workbook: the cells of its sheets, formulas with their values."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct, field

from briefgen.office.package import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_VALUE, _FORMULA = _S + "v", _S + "f"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHARED = "xl/sharedStrings.xml"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

Value = str | float | bool | None


class SheetContent(Struct, frozen=True):
    """The cells of a sheet that hold something, and the formulas among them, by reference."""

    cells: dict[str, Value] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)


class ExcelContent:
    """The sheets of one .xlsx file by name, and its parts.

    Raises KeyError where the file lacks a part that every workbook has.
    """

    def __init__(self, content: bytes) -> None:
        self.parts = unpack(content)
        strings = list(_shared_strings(self.parts))
        self.sheets: Mapping[str, SheetContent] = {
            name: _read_sheet(self.parts[part], strings) for name, part in _sheet_parts(self.parts)
        }


def _sheet_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    book = etree.fromstring(parts["xl/workbook.xml"])
    rels = etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
    for sheet in book.iter(_S + "sheet"):
        target = targets[sheet.get(_R + "id")]
        yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target))[1:]


def _shared_strings(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The texts that cells share; a program may write each text in its cell instead."""
    if _SHARED not in parts:
        return
    for item in etree.fromstring(parts[_SHARED]).iter(_S + "si"):
        yield _unescaped("".join(text.text or "" for text in item.iter(_S + "t")))


def _read_sheet(part: bytes, strings: list[str]) -> SheetContent:
    """One pass over the cells: it is most of what a proof costs."""
    sheet = SheetContent()
    for cell in etree.fromstring(part).iter(_S + "c"):
        for child in cell:
            if child.tag == _VALUE:
                place = cell.get("r", "")
                sheet.cells[place] = _value(cell.get("t", "n"), child.text or "", strings)
            elif child.tag == _FORMULA:
                sheet.formulas[cell.get("r", "")] = child.text or ""
            else:
                sheet.cells[cell.get("r", "")] = "".join(map(str, child.itertext()))
    return sheet


def _value(kind: str, text: str, strings: list[str]) -> Value:
    """What a cell of a type holds (ECMA-376-1, 18.18.11)."""
    match kind:
        case "s":
            return strings[int(text)]
        case "n":
            return float(text) if text else None
        case "b":
            return text == "1"
        case _:
            return _unescaped(text)


def _unescaped(text: str) -> str:
    """ST_Xstring: `_x000D_` stands for a character (ECMA-376-1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
