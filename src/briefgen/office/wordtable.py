"""Tables in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from briefgen.office import wordxml
from briefgen.office.inline import Paragraph, Run
from briefgen.office.wordxml import twips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.office.inline import Align, Inline
    from briefgen.office.paragraphs import ParagraphWriter

Cell: TypeAlias = "Sequence[Inline] | Sequence[Paragraph]"
"""One paragraph's content in the table's text style, or whole paragraphs with their own styles."""

END = "</w:tbl>"

_Begun: TypeAlias = tuple[str, str]
"""The start of a cell, and that of the paragraph in it."""

KEPT_TOGETHER = 5
"""A table of up to so many rows is not split between pages."""

LEAST = 2
"""No page ends with fewer rows of a longer table, and none begins with fewer."""


class Column(Struct, frozen=True, kw_only=True):
    """A column: what its header says, how wide it is, and how its cells are aligned."""

    width_cm: float
    header: str | Sequence[Inline] = ""
    align: Align = "left"


class Table(Struct, frozen=True, kw_only=True):
    """A table in a table style, with rows of cells, one cell a column.

    `title` and `alt` are read out to those who cannot see it (`w:tblCaption` and
    `w:tblDescription`). Without `header` there is no header row: a strip. `keep_with_next` keeps
    the last row on the page of what follows, such as its source line.
    Raises `ValueError` when there is nothing in it, or a row has not one cell a column.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    style: str
    title: str
    alt: str
    header: bool = True
    text_style: str = "Table Text"
    header_style: str = "Table Header"
    keep_with_next: bool = False

    def __post_init__(self) -> None:
        if not self.columns or not (self.rows or self.header):
            raise ValueError(f"table {self.title!r} is empty")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table {self.title!r}: row {number} has {len(row)} cells,"
                    f" expected {len(self.columns)}"
                )


def written(table: Table, writer: ParagraphWriter) -> str:
    """The markup of `table`. Raises what writing its content raises."""
    widths = [twips(column.width_cm) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = [_header(table, writer)] if table.header else []
    kept, free = (_cells(table, table.text_style, writer, keep=keep) for keep in (True, False))
    rows = (
        _row(cells, kept if keep else free, writer, keep=keep)
        for number, cells in enumerate(table.rows, 1)
        for keep in [_keeps(number, table)]
    )
    properties = _properties(table, writer.styles.table(table.style), sum(widths))
    return "".join(("<w:tbl>", properties, f"<w:tblGrid>{grid}</w:tblGrid>", *header, *rows, END))


def _keeps(number: int, table: Table) -> bool:
    """Whether a row stays on the page of the next one, or the last row on that of what follows."""
    below = len(table.rows) - number
    small = len(table.rows) <= KEPT_TOGETHER
    if not below:
        return table.keep_with_next
    return small or number < LEAST or below < LEAST


def _properties(table: Table, style_id: str, width: int) -> str:
    """In the order of CT_TblPr (ECMA-376-1, 17.4.59)."""
    return "".join(
        (
            "<w:tblPr>",
            wordxml.setting("tblStyle", style_id),
            f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
            _look(header=table.header),
            wordxml.setting("tblCaption", table.title),
            wordxml.setting("tblDescription", table.alt),
            "</w:tblPr>",
        )
    )


def _look(*, header: bool) -> str:
    """Which parts of the table style apply: the header row if there is one, no bands."""
    return (
        f'<w:tblLook w:val="{"0620" if header else "0600"}" w:firstRow="{header:d}"'
        ' w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def _cells(table: Table, style: str, writer: ParagraphWriter, *, keep: bool) -> list[_Begun]:
    """How each cell of a row begins."""
    begun = []
    for column in table.columns:
        side = None if column.align == "left" else column.align
        paragraph = Paragraph((), style, keep_with_next=keep, align=side)
        width = f'<w:tcPr><w:tcW w:w="{twips(column.width_cm)}" w:type="dxa"/></w:tcPr>'
        begun.append((f"<w:tc>{width}", f"<w:p>{writer.properties(paragraph)}"))
    return begun


def _header(table: Table, writer: ParagraphWriter) -> str:
    begun = _cells(table, table.header_style, writer, keep=True)
    texts = (column.header for column in table.columns)
    cells = [(Run(told),) if isinstance(told, str) else told for told in texts]
    return _row(cells, begun, writer, keep=True, mark="<w:tblHeader/>")


def _row(
    cells: Sequence[Cell],
    begun: Sequence[_Begun],
    writer: ParagraphWriter,
    *,
    keep: bool,
    mark: str = "",
) -> str:
    """A row that is not split between pages."""
    pieces = [f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>"]
    for cell, (start, paragraph) in zip(cells, begun, strict=True):
        if cell and isinstance(cell[0], Paragraph):
            whole = (part for part in cell if isinstance(part, Paragraph))
            kept = (replace(one, keep_with_next=one.keep_with_next or keep) for one in whole)
            pieces += (start, *map(writer.written, kept), "</w:tc>")
        else:
            content = writer.content(part for part in cell if not isinstance(part, Paragraph))
            pieces += (start, paragraph, content, "</w:p></w:tc>")
    return "".join((*pieces, "</w:tr>"))
