"""The first sheet: what the workbook is, how to read it, and what is in it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from openpyxl.utils import quote_sheetname

from briefgen.office.cells import Formula, Link, Styled, column_reference
from briefgen.office.sheets import Column, Sheet
from briefgen.wording.workbook import READING, TEXTS
from briefgen.workbook.tablesheets import START, TABS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.facts.briefs import Brief
    from briefgen.office.cells import Cell
    from briefgen.stamp import Stamp
    from briefgen.workbook.pages import Page
    from briefgen.workbook.tablesheets import House

_WIDTHS = (26.0, 76.0, 11.0)
_TITLE_LINE = 80  # characters of the title's style on the width of the sheet


def start_sheet(brief: Brief, stamp: Stamp, pages: Sequence[Page], house: House) -> Sheet:
    """The sheet in front of `pages`; the numbers of their rows are counted live."""
    width = len(_WIDTHS)
    rows: list[list[Cell]] = [
        *_title(brief, house),
        [],
        *_identity(brief, stamp, house),
        [],
        _section(house.said("how_to_read"), width),
        *(_reading(key, house) for key in READING),
        [],
        _section(house.said("contents"), width),
        [Styled(house.said(key), "Header") for key in ("sheet", "what", "row_count")],
        *(_entry(page) for page in pages),
    ]
    styles = ("Key", "Text", "Number")
    return Sheet(
        name=house.start,
        columns=[Column("", size, style) for size, style in zip(_WIDTHS, styles, strict=True)],
        rows=rows,
        tab=TABS[START],
        label=house.label,
        footer=house.footer,
        landscape=False,
    )


def _title(brief: Brief, house: House) -> Iterator[list[Cell]]:
    for line in wrap(house.wording.text(brief.title), _TITLE_LINE):
        yield [Styled(line, "Title")]
    if brief.subtitle:
        yield [Styled(house.wording.text(brief.subtitle), "Subtitle")]
    yield [Styled(house.label, "Label")]


def _identity(brief: Brief, stamp: Stamp, house: House) -> list[list[Cell]]:
    made = house.said("stamp", digest=stamp.digest, version=stamp.version)
    facts = {
        "number": brief.number,
        "edition": brief.edition,
        "status": house.wording.word("status", brief.status),
        "period": house.wording.when(brief.period, "short"),
        "cutoff": house.wording.when(brief.cutoff),
        "made_from": made,
        "articles": house.wording.opening(house.wording.found_again(stamp.passages)),
    }
    if house.wording.dossier.withheld:
        facts["withheld"] = house.said("withheld_means", label=house.label)
    return [[house.said(key), text, None] for key, text in facts.items()]


def _reading(key: str, house: House) -> list[Cell]:
    term = house.said(key) if key in TEXTS else house.wording.phrase(key)
    withheld = f"{key}_withheld" if house.wording.dossier.withheld else ""
    return [term, house.said(withheld if withheld in TEXTS else f"{key}_means"), None]


def _section(text: str, width: int) -> list[Cell]:
    return [Styled(text, "Section"), *[Styled(None, "Section")] * (width - 1)]


def _entry(page: Page) -> list[Cell]:
    """A line of the contents: the way to a sheet, what its rows are, how many there are.

    Counting the cells of a column without blanks is right for a table without rows too, to which
    Excel wants a blank one.
    """
    sheet = page.sheet
    counted = column_reference(sheet.table, page.counted)
    link = Link(f"{quote_sheetname(sheet.name)}!A1", sheet.name)
    return [Styled(link, "Link"), page.row_is, Formula(f"COUNTA({counted})", sheet.height)]
