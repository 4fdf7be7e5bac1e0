"""Tables in Word, built row by row as elements, so that time grows with the rows and no faster."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from briefgen.office import wordxml
from briefgen.office.inline import Paragraph, Run
from briefgen.office.wordxml import W, twips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.office.inline import Align, Inline
    from briefgen.office.paragraphs import ParagraphWriter
    from briefgen.office.wordxml import Element

Cell: TypeAlias = "Sequence[Inline] | Sequence[Paragraph]"
"""One paragraph's content in the table's text style, or whole paragraphs with their own styles."""

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


def write(parent: Element, table: Table, writer: ParagraphWriter) -> Element:
    """`table` as the last child of `parent`. Raises what writing its content raises.

    Each row is a copy of an empty one, filled when it is in its place: lxml takes time that grows
    with the square of the rows to move a filled table, because of `xml:space`.
    """
    element = wordxml.child(parent, "tbl")
    _properties(element, table, writer.styles.table(table.style))
    grid = wordxml.child(element, "tblGrid")
    for column in table.columns:
        wordxml.child(grid, "gridCol", w=str(twips(column.width_cm)))
    if table.header:
        element.append(_header(table, writer))
    kept, free = (_empty_row(table, table.text_style, writer, keep=keep) for keep in (True, False))
    for number, cells in enumerate(table.rows, 1):
        keep = _keeps(number, table)
        row = deepcopy(kept if keep else free)
        element.append(row)
        _fill(row, cells, writer, keep=keep)
    return element


def _keeps(number: int, table: Table) -> bool:
    """Whether a row stays on the page of the next one, or the last row on that of what follows."""
    below = len(table.rows) - number
    small = len(table.rows) <= KEPT_TOGETHER
    if not below:
        return table.keep_with_next
    return small or number < LEAST or below < LEAST


def _properties(element: Element, table: Table, style_id: str) -> None:
    """In the order of CT_TblPr (ECMA-376-1, 17.4.59)."""
    properties = wordxml.child(element, "tblPr")
    wordxml.valued(properties, "tblStyle", style_id)
    width = sum(twips(column.width_cm) for column in table.columns)
    wordxml.child(properties, "tblW", w=str(width), type="dxa")
    wordxml.child(properties, "tblLayout", type="fixed")
    _look(properties, header=table.header)
    wordxml.valued(properties, "tblCaption", wordxml.legal(table.title))
    wordxml.valued(properties, "tblDescription", wordxml.legal(table.alt))


def _look(properties: Element, *, header: bool) -> None:
    """Which parts of the table style apply: the header row if there is one, no bands."""
    look = wordxml.child(properties, "tblLook", val="0620" if header else "0600")
    parts = {"firstRow": header, "lastRow": False, "firstColumn": False, "lastColumn": False}
    for name, applies in (parts | {"noHBand": True, "noVBand": True}).items():
        look.set(W + name, "1" if applies else "0")


def _empty_row(table: Table, style: str, writer: ParagraphWriter, *, keep: bool) -> Element:
    """A row that is not split between pages, with an empty paragraph in each cell."""
    row = wordxml.root("tr")
    wordxml.child(wordxml.child(row, "trPr"), "cantSplit")
    for column in table.columns:
        cell = wordxml.child(row, "tc")
        width = str(twips(column.width_cm))
        wordxml.child(wordxml.child(cell, "tcPr"), "tcW", w=width, type="dxa")
        side = None if column.align == "left" else column.align
        writer.begin(cell, Paragraph((), style, keep_with_next=keep, align=side))
    return row


def _header(table: Table, writer: ParagraphWriter) -> Element:
    row = _empty_row(table, table.header_style, writer, keep=True)
    wordxml.child(row[0], "tblHeader")
    texts = (column.header for column in table.columns)
    cells = [(Run(told),) if isinstance(told, str) else told for told in texts]
    _fill(row, cells, writer, keep=True)
    return row


def _fill(row: Element, cells: Sequence[Cell], writer: ParagraphWriter, *, keep: bool) -> None:
    for place, cell in zip(row.iterchildren(W + "tc"), cells, strict=True):
        if cell and isinstance(cell[0], Paragraph):
            place.remove(place[-1])
            for whole in (part for part in cell if isinstance(part, Paragraph)):
                writer.write(place, replace(whole, keep_with_next=whole.keep_with_next or keep))
        else:
            writer.fill(place[-1], (part for part in cell if not isinstance(part, Paragraph)))
