"""The whole workbook: Start, the summary, the tables in their order, the data of the charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.office.properties import Properties
from briefgen.office.sheets import write_workbook
from briefgen.sheets import HEADER_ROW
from briefgen.wording.cells import NONE
from briefgen.workbook.links import Links
from briefgen.workbook.start import start_sheet
from briefgen.workbook.summary import Overview, summary_pages
from briefgen.workbook.tablesheets import House, table_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.facts.briefs import Brief
    from briefgen.stamp import Stamp
    from briefgen.tables.table import Table
    from briefgen.wording import Wording

ORDER = (
    *("Timeline", "Releases", "Groups", "Persons", "Actors", "Sanctions", "Links", "Contacts"),
    *("Estimates", "Statements", "Disagreements", "Names", "Coverage", "Evidence", "Facts"),
    *("Unknowns", "Sources", "ToReview", "Sentences", "Codebook"),
)
"""The tables' names in the order of their sheets, which follow Start and Summary."""


def write(
    tables: Mapping[str, Table],
    overview: Overview,
    *,
    brief: Brief,
    wording: Wording,
    template: bytes,
    stamp: Stamp,
) -> bytes:
    """The workbook in the language of `wording` as an .xlsx file.

    Raises MissingStyles when the template lacks a style, and ValueError for what Excel cannot
    hold.
    """
    house = _house(tables, brief, wording, stamp)
    summary, data = summary_pages(overview, house)
    pages = [summary, *(table_page(table, house) for table in in_order(tables)), *data]
    sheets = [start_sheet(brief, stamp, pages, house), *(page.sheet for page in pages)]
    return write_workbook(template, sheets, _properties(brief, wording, stamp))


def in_order(tables: Mapping[str, Table]) -> list[Table]:
    """The tables in the order of their sheets; those without a place of their own at the end."""
    places = {name: place for place, name in enumerate(ORDER)}
    named = {table.name: table for table in tables.values()}
    return sorted(named.values(), key=lambda table: places.get(table.name, len(places)))


def _house(tables: Mapping[str, Table], brief: Brief, wording: Wording, stamp: Stamp) -> House:
    named = {table.name: table for table in tables.values()}
    titles = {name: wording.text(table.title) for name, table in named.items()}
    return House(
        wording=wording,
        links=Links(named, wording, titles, HEADER_ROW),
        label=brief.label.value,
        footer=f"{stamp.workbook} · {stamp.digest}",
        quiet=frozenset({NONE, wording.phrase("not_applicable")}),
    )


def _properties(brief: Brief, wording: Wording, stamp: Stamp) -> Properties:
    return Properties(
        title=wording.text(brief.title),
        subject=wording.text(brief.subject) if brief.subject else "",
        keywords=", ".join(brief.keywords),
        language=wording.tag,
        creator="briefgen",
        description="",
        dated=stamp.dated,
        custom=stamp.properties,
    )
