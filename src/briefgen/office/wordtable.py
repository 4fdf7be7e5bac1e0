"""Tables in Word, built row by row as elements, so that time grows with the rows and no faster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from briefgen.office import wordxml
from briefgen.office.inline import Paragraph, Run
from briefgen.office.wordxml import W, twips

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.office.inline import Align, Inline
    from briefgen.office.paragraphs import ParagraphWriter
    from briefgen.office.wordxml import Element

Cell: TypeAlias = "Sequence[Inline] | Sequence[Paragraph]"
"""One paragraph's content in the table's text style, or whole paragraphs with their own styles."""

KEPT_TOGETHER = 8
"""A table of up to so many rows is not split between pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what its header says, how wide it is, and how its cells are aligned."""

    width_cm: float
    header: str | Sequence[Inline] = ""
    align: Align = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in a table style, with rows of cells, one cell a column.

    `title` and `alt` are read out to those who cannot see it (`w:tblCaption` and
    `w:tblDescription`). Without `header` there is no header row: a strip. `keep_with_next` keeps
    a small table on the page of what follows, such as its source line.
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
    """`table` as the last child of `parent`. Raises what writing its content raises."""
    element = wordxml.child(parent, "tbl")
    _properties(element, table, writer.styles.table(table.style))
    widths = [str(twips(column.width_cm)) for column in table.columns]
    grid = wordxml.child(element, "tblGrid")
    for width in widths:
        wordxml.child(grid, "gridCol", w=width)
    if table.header:
        wordxml.child(_row(element, widths, _header(table), writer), "tblHeader")
    together = len(table.rows) <= KEPT_TOGETHER
    for number, row in enumerate(table.rows, 1):
        keep = together and (table.keep_with_next or number < len(table.rows))
        _row(element, widths, _body(table, row, keep=keep), writer)
    return element


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


def _header(table: Table) -> Iterator[Sequence[Paragraph]]:
    for column in table.columns:
        told = column.header
        content = (Run(told),) if isinstance(told, str) else told
        yield (Paragraph(content, table.header_style, keep_with_next=True, align=_side(column)),)


def _body(table: Table, row: Sequence[Cell], *, keep: bool) -> Iterator[Sequence[Paragraph]]:
    for column, cell in zip(table.columns, row, strict=True):
        whole = [part for part in cell if isinstance(part, Paragraph)]
        if whole:
            yield [replace(part, keep_with_next=part.keep_with_next or keep) for part in whole]
        else:
            content = [part for part in cell if not isinstance(part, Paragraph)]
            side = _side(column)
            yield (Paragraph(content, table.text_style, keep_with_next=keep, align=side),)


def _side(column: Column) -> Align | None:
    return None if column.align == "left" else column.align


def _row(
    element: Element,
    widths: Sequence[str],
    cells: Iterable[Sequence[Paragraph]],
    writer: ParagraphWriter,
) -> Element:
    """A row that is not split between pages; returns its properties."""
    row = wordxml.child(element, "tr")
    properties = wordxml.child(row, "trPr")
    wordxml.child(properties, "cantSplit")
    for width, paragraphs in zip(widths, cells, strict=True):
        cell = wordxml.child(row, "tc")
        wordxml.child(wordxml.child(cell, "tcPr"), "tcW", w=width, type="dxa")
        for paragraph in paragraphs:
            writer.write(cell, paragraph)
    return properties
