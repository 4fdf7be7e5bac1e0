"""What surrounds the cells of a workbook: openpyxl sets it up and saves the sheets empty.

What openpyxl cannot say (alternative texts, the order of font properties) is mended in its parts.
"""

from __future__ import annotations

import copy
import io
import itertools
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import quoteattr

import openpyxl
from lxml import etree
from openpyxl.utils import coordinate_to_tuple, get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.views import BookView
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from briefgen.office import safety
from briefgen.office.looks import UNIT
from briefgen.office.package import unpack
from briefgen.office.styles import BadTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from briefgen.office.looks import Look
    from briefgen.office.sheets import Column, Sheet

TEMPLATE = "templates/workbook.xlsx"
TABLE_STYLE = "TableStyleLight1"  # two thin rules; the cells bring their own look
A4 = 9  # ECMA-376 part 1, 18.3.1.63
# Excel 2019 and 365. An older engine, or none, would make Excel recalculate when it opens the file
# and ask to save it when it closes; the values are right as written.
_ENGINE = 191029
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
# [MS-XLSX] 2.3.1: a table's alternative text.
_TABLE_TEXT = (
    '<extLst><ext uri="{{504A1905-F514-4f6f-8877-14C23A59335A}}"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    "<x14:table altText={} altTextSummary={}/></ext></extLst></table>"
)
# ECMA-376 part 1, 18.8.22 allows any order; Excel keeps and expects this one.
_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
_PAPER = {True: 11.69, False: 8.27}  # inches across A4, landscape and not
_SLACK = 90  # per cent of the paper: columns are a twelfth wider in LibreOffice than in Excel
_LEAST_SCALE = 10  # per cent, Excel's limit
_USUAL_WIDTH = 13.0  # of a column of which only the button is told
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.75, "bottom": 0.7, "header": 0.35, "footer": 0.35}


def emptied(template: bytes) -> Workbook:
    """The template without its content: one blank sheet, the named styles and the theme.

    The sheet is there because openpyxl numbers styles through cells. Raises `BadTemplate` when it
    is no safe workbook.
    """
    safety.check(template, TEMPLATE, needed="xl/workbook.xml")
    try:
        book = openpyxl.load_workbook(io.BytesIO(template))
    except (KeyError, ValueError, ParseError) as fault:
        raise BadTemplate(TEMPLATE, f"cannot be read as a workbook: {fault}") from None
    for sheet in book.worksheets:
        book.remove(sheet)
    book.defined_names.clear()
    book.views = [BookView(activeTab=0)]
    book.calculation = CalcProperties(calcId=_ENGINE, fullCalcOnLoad=False)
    book.security = None
    book.create_sheet()
    return book


def framed(
    book: Workbook,
    sheets: Sequence[Sheet],
    names: Mapping[str, str],
    looks: Mapping[str, Look],
) -> dict[str, bytes]:
    """The parts of `book` with `sheets`, each without its rows. The book is used up."""
    blank = book.worksheets[0]
    for sheet in sheets:
        _set_up(book.create_sheet(sheet.name), sheet, looks)
    book.remove(blank)
    for name in sorted(names):
        book.defined_names[name] = DefinedName(name, attr_text=names[name])
    book.active = 0
    book.worksheets[0].sheet_view.tabSelected = True
    out = io.BytesIO()
    # What is read again at once need not be compressed.
    ExcelWriter(book, zipfile.ZipFile(out, "w")).save()
    return _mended(unpack(out.getvalue()), sheets)


def _set_up(page: Worksheet, sheet: Sheet, looks: Mapping[str, Look]) -> None:
    page.sheet_view.showGridLines = False  # the styles draw their own rules
    # The depth of the outline, which stands apart from its columns.
    page.column_dimensions.max_outline = max((c.level for c in sheet.columns), default=0) or None
    _set_page(page, sheet)
    if sheet.tab:
        page.sheet_properties.tabColor = copy.copy(looks[sheet.tab].fill)
    if sheet.table:
        _set_table(page, sheet)
    for placed in sheet.charts:
        page.add_chart(copy.deepcopy(placed.chart), placed.anchor)


def _set_page(page: Worksheet, sheet: Sheet) -> None:
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    if sheet.charts:
        _set_apart(page, sheet)
    else:
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.fitToWidth = sheet.pages_wide
        page.page_setup.fitToHeight = 0
    for side, inches in _MARGINS.items():
        setattr(page.page_margins, side, inches)
    page.HeaderFooter.oddHeader, page.HeaderFooter.oddFooter = _running_lines(sheet)
    if sheet.table and not sheet.charts:
        page.print_title_rows = f"{sheet.header_row}:{sheet.header_row}"
    if sheet.pages_wide > 1 and sheet.frozen:
        page.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"


def _set_apart(page: Worksheet, sheet: Sheet) -> None:
    """Print the charts on a page after the table's, one page wide.

    Excel overlooks page breaks where it is to fit pages, so the scale is worked out here.
    """
    paper = _PAPER[sheet.landscape] - _MARGINS["left"] - _MARGINS["right"]
    width = sum(column.width for column in sheet.columns if not column.level) * UNIT / 72
    fitting = int(_SLACK * paper / width) if width else 100
    page.page_setup.scale = max(_LEAST_SCALE, min(100, fitting))
    first = min(coordinate_to_tuple(placed.anchor)[0] for placed in sheet.charts)
    page.row_breaks.append(Break(id=first - 1))


def _running_lines(sheet: Sheet) -> tuple[HeaderFooterItem, HeaderFooterItem]:
    """Header and footer of the printed pages, in the codes of ECMA-376 part 1, 18.3.1.46."""
    above, below = HeaderFooterItem(), HeaderFooterItem()
    above.left.text = sheet.name.replace("&", "&&")
    below.right.text = "&P / &N"
    if sheet.footer:
        below.left.text = sheet.footer.replace("&", "&&")
    if sheet.label:
        # The size stands before the font: a label that begins with a digit would add to it.
        label = '&12&"-,Bold"' + sheet.label.replace("&", "&&")
        above.right.text = below.center.text = label
    return above, below


def _set_table(page: Worksheet, sheet: Sheet) -> None:
    """A table with its columns preset: openpyxl would make a cell for every place of it."""
    columns = [
        TableColumn(id=number, name=column.header) for number, column in enumerate(sheet.columns, 1)
    ]
    page.add_table(
        Table(
            displayName=sheet.table,
            ref=sheet.table_range,
            tableColumns=columns,
            autoFilter=AutoFilter(ref=sheet.table_range),
            tableStyleInfo=TableStyleInfo(name=TABLE_STYLE),
        )
    )
    corner = f"{get_column_letter(sheet.frozen + 1)}{sheet.first_row}"
    page.freeze_panes = corner
    for selection in page.sheet_view.selection:
        selection.activeCell = selection.sqref = corner


def _mended(parts: Mapping[str, bytes], sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """What openpyxl cannot say. It numbers tables, drawings and charts in the order of sheets."""
    mended = {name: _relative(name, part) for name, part in parts.items()}
    for number, sheet in enumerate(sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        head, tail = parts[name].split(b'<dimension ref="A1:A1"/>')
        extent = f'<dimension ref="{sheet.extent}"/>'
        cells = f"{_columns(sheet.columns)}<sheetData>".encode()
        mended[name] = head + extent.encode() + tail.replace(b"<sheetData>", cells)
    mended["xl/styles.xml"] = _fonts_in_order(parts["xl/styles.xml"])
    for number, sheet in enumerate((s for s in sheets if s.table), 1):
        name = f"xl/tables/table{number}.xml"
        if sheet.description:
            text = _TABLE_TEXT.format(quoteattr(sheet.table), quoteattr(sheet.description))
            mended[name] = parts[name].replace(b"</table>", text.encode())
    numbers = itertools.count(1)
    for number, sheet in enumerate((s for s in sheets if s.charts), 1):
        name = f"xl/drawings/drawing{number}.xml"
        mended[name] = _described(parts[name], [placed.alt for placed in sheet.charts])
        for placed in sheet.charts:
            chart = f"xl/charts/chart{next(numbers)}.xml"
            mended[chart] = placed.finish(parts[chart])
    return mended


def _columns(columns: Sequence[Column]) -> str:
    """Widths and outline (18.3.1.17): openpyxl takes longer for them than for all else of a sheet.

    Levels are told column by column, for ranges could overlap; what follows a folded group has its
    button.
    """
    told = []
    folded = False
    for number, column in enumerate(columns, 1):
        hidden = ' hidden="1"' if column.hidden or column.level else ""
        level = f' outlineLevel="{column.level}"' if column.level else ""
        told.append(_column(number, column.width, hidden + level, button=folded and not level))
        folded = bool(level)
    if folded:
        told.append(_column(len(columns) + 1, _USUAL_WIDTH, "", button=True))
    return f"<cols>{''.join(told)}</cols>" if told else ""


def _column(number: int, width: float, level: str, *, button: bool) -> str:
    collapsed = ' collapsed="1"' if button else ""
    place = f'customWidth="1" min="{number}" max="{number}"'
    return f'<col{level}{collapsed} width="{width:.16g}" {place}/>'


def _relative(name: str, part: bytes) -> bytes:
    """The relations of a sheet or drawing with targets as Excel writes them.

    Absolute ones are as good (ECMA-376 part 2, 6.5), but ExcelJS does not find tables by them.
    """
    if not name.startswith(("xl/worksheets/_rels/", "xl/drawings/_rels/")):
        return part
    return part.replace(b'Target="/xl/', b'Target="../')


def _described(drawing: bytes, texts: Sequence[str]) -> bytes:
    """The drawing with an alternative text for each of its charts."""
    # With the prefix that Excel writes: ExcelJS knows these elements by no other name.
    root = etree.Element(f"{{{_DRAWING}}}wsDr", nsmap={"xdr": _DRAWING})
    root.extend(etree.fromstring(drawing))
    for frame, text in zip(root.iter(f"{{{_DRAWING}}}cNvPr"), texts, strict=True):
        frame.set("descr", text)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fonts_in_order(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for font in root.iter(f"{{{_MAIN}}}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
