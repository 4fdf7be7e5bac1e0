"""Rules for workbooks (ECMA-376 part 1, 18): sheets, cells, styles and names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefgen.office.cells import LONGEST_TEXT
from briefgen.office.lint import exceltables, formulas
from briefgen.office.lint.finding import Fault
from briefgen.office.lint.parts import MAIN, NAMESPACES, XDR, elements, number
from briefgen.office.lint.places import LAST_COLUMN, area
from briefgen.office.lint.survey import is_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.lint.book import Book

LONGEST_SHEET_NAME = 31
SHOWN = 40  # characters of a text that tell its place
LONGEST_LIST = 255  # characters of a validation's list, and of what it says
_SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\\x00-\x1f]+(?<!')")
_INLINE = "inlineStr"
_LOOKS = elements("m:cellStyleXfs/m:xf | m:cellXfs/m:xf")
_COLLECTIONS = {
    "fontId": "m:fonts/m:font",
    "fillId": "m:fills/m:fill",
    "borderId": "m:borders/m:border",
    "xfId": "m:cellStyleXfs/m:xf",
}


def sheet_name(book: Book) -> Iterator[Fault]:
    """A sheet's name has 1 to 31 characters, none of `[]:*?/` and backslash, and is its own."""
    for entry in book.entries:
        name = entry.get("name", "")
        if len(name) > LONGEST_SHEET_NAME or not _SHEET_NAME.fullmatch(name):
            yield Fault(book.main, f'sheet "{name}"', "Excel takes no such name")
    for name in repeated(entry.get("name", "") for entry in book.entries):
        yield Fault(book.main, f'sheet "{name}"', "stands twice; case does not count")


def sheet_id(book: Book) -> Iterator[Fault]:
    """A sheet's number is its own."""
    for key in repeated(entry.get("sheetId", "") for entry in book.entries):
        yield Fault(book.main, f"sheetId {key}", "stands twice")


def defined_name(book: Book) -> Iterator[Fault]:
    """A defined name stands once in its scope, and its scope is a sheet that is there."""
    scopes = [(name.get("name", ""), name.get("localSheetId")) for name in book.names]
    for name, scope in scopes:
        if scope is not None and not 0 <= number(scope) < len(book.entries):
            yield Fault(book.main, f"name {name}", f"there is no sheet number {scope}")
    for both in repeated(f"{name} {scope or ''}" for name, scope in scopes):
        yield Fault(book.main, f"name {both.split()[0]}", "stands twice; case does not count")


def cell_order(book: Book) -> Iterator[Fault]:
    """Rows go down and cells to the right, each once and in its row."""
    for sheet in book.sheets:
        for where, message in sheet.survey.disorder:
            yield Fault(sheet.part, where, message)


def dimension(book: Book) -> Iterator[Fault]:
    """What a sheet says of its extent holds all its cells: readers that stream rely on it."""
    for sheet in book.sheets:
        for element in sheet.all("m:dimension"):
            extent = area(element.get("ref", ""))
            if extent is None or not sheet.survey.within(extent):
                message = f"{element.get('ref')} does not hold all cells"
                yield Fault(sheet.part, "dimension", message)


def column_range(book: Book) -> Iterator[Fault]:
    """The ranges of columns go to the right and do not overlap."""
    for sheet in book.sheets:
        last = 0
        for column in sheet.all("m:cols/m:col"):
            first, end = number(column.get("min")), number(column.get("max"))
            if not last < first <= end <= LAST_COLUMN:
                where = f"columns {column.get('min')} to {column.get('max')}"
                yield Fault(sheet.part, where, f"not to the right of column {last}")
            last = max(last, end)


def text_number(book: Book) -> Iterator[Fault]:
    """The number of a shared text is one of the texts there are."""
    count = len(book.strings.texts)
    for sheet in book.sheets:
        if all(0 <= number(key) < count for key in sheet.survey.texts):
            continue
        keys = {
            cell.value or ""
            for _, cell in sheet.cells
            if cell.kind == "s" and cell.value is not None
        }
        for key in sorted(key for key in keys if not 0 <= number(key) < count):
            yield Fault(sheet.part, f"text {key}", f"there are {count} texts")


def style_number(book: Book) -> Iterator[Fault]:
    """The number of a cell's, row's or column's style is one of the styles there are."""
    count = len(book.styles.findall("m:cellXfs/m:xf", NAMESPACES))
    for sheet in book.sheets:
        columns = {column.get("style", "0") for column in sheet.all("m:cols/m:col")}
        for key in sorted(sheet.survey.styles | columns):
            if not 0 <= number(key) < count:
                yield Fault(sheet.part, f"style {key}", f"there are {count} styles")


def style_look(book: Book) -> Iterator[Fault]:
    """A style's font, fill, border and named style are there."""
    counts = {key: len(book.styles.findall(path, NAMESPACES)) for key, path in _COLLECTIONS.items()}
    for style in _LOOKS(book.styles):
        for key, count in counts.items():
            if not 0 <= number(style.get(key, "0")) < count:
                message = f"number {style.get(key)}: there are {count}"
                yield Fault(book.styles_part, key, message)


def conditional_style(book: Book) -> Iterator[Fault]:
    """The number of a conditional look is one of those there are."""
    count = len(book.styles.findall("m:dxfs/m:dxf", NAMESPACES))
    uses = [
        (sheet.part, rule.get("dxfId"))
        for sheet in book.sheets
        for rule in sheet.all("m:conditionalFormatting/m:cfRule[@dxfId]")
    ]
    for table in book.tables:
        for element in (table.root, *table.root.iter(MAIN + "tableColumn")):
            keys = (key for key in element.attrib if str(key).endswith("DxfId"))
            uses += [(table.part, element.get(str(key))) for key in keys]
    for part, key in dict.fromkeys(uses):
        if not 0 <= number(key) < count:
            yield Fault(part, f"dxf {key}", f"there are {count} conditional looks")


def long_text(book: Book) -> Iterator[Fault]:
    """No cell holds more characters than Excel keeps, in UTF-16 units."""
    longest = f"over {LONGEST_TEXT} characters"
    for index, text in enumerate(book.strings.texts):
        if is_long(text):
            yield Fault(book.strings_part, f"text {index}", longest)
    for sheet in book.sheets:
        for place, cell in sheet.cells if sheet.survey.long else ():
            if cell.kind == "str" and is_long(cell.value or ""):
                yield Fault(sheet.part, place, longest)


def lost_space(book: Book) -> Iterator[Fault]:
    """A text that begins or ends with a space, or has lines, says that they are to be kept."""
    for text in book.strings.cut:
        yield Fault(book.strings_part, repr(text)[:SHOWN], "its spaces will be lost")


def inline_text(book: Book) -> Iterator[Fault]:
    """Texts are shared: Excel rewrites a file with inline ones."""
    for sheet in book.sheets:
        for place, cell in sheet.cells if _INLINE in sheet.survey.kinds else ():
            if cell.kind == _INLINE and cell.value is not None:
                yield Fault(sheet.part, place, "holds its text itself (inlineStr)")


def merged_cells(book: Book) -> Iterator[Fault]:
    """No cells are merged: they can be neither sorted nor read aloud."""
    for sheet in book.sheets:
        for merge in sheet.all("m:mergeCells/m:mergeCell"):
            yield Fault(sheet.part, merge.get("ref", ""), "is merged")


def validation_length(book: Book) -> Iterator[Fault]:
    """A validation's own list and what it says have at most 255 characters."""
    for sheet in book.sheets:
        for rule in sheet.all("m:dataValidations/m:dataValidation"):
            listed = (rule.findtext(MAIN + "formula1") or "").strip('"')
            is_list = rule.get("type") == "list" and "!" not in listed
            texts = [listed if is_list else "", rule.get("prompt", ""), rule.get("error", "")]
            if max(map(len, texts)) > LONGEST_LIST:
                where = rule.get("sqref", "")
                yield Fault(sheet.part, where, f"a list or text of over {LONGEST_LIST} characters")


def picture_text(book: Book) -> Iterator[Fault]:
    """Each chart and picture has an alternative text."""
    for part, root in book.package.trees.items():
        if root.tag == XDR + "wsDr":
            for frame in root.iter(XDR + "cNvPr"):
                if not frame.get("descr", "").strip():
                    yield Fault(part, frame.get("name", ""), "has no alternative text")


def repeated(names: Iterator[str]) -> list[str]:
    """The names that stand more than once, whatever their case."""
    counted = Counter(name.casefold() for name in names)
    return [name for name, times in counted.items() if times > 1]


RULES = (
    sheet_name,
    sheet_id,
    defined_name,
    cell_order,
    dimension,
    column_range,
    text_number,
    style_number,
    style_look,
    conditional_style,
    long_text,
    lost_space,
    inline_text,
    merged_cells,
    validation_length,
    picture_text,
    *exceltables.RULES,
    *formulas.RULES,
)
