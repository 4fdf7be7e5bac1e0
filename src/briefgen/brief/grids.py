"""The brief's tables: a row a record, every value a fact, the addresses in the last column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from briefgen.brief.scribe import NOT_STATED
from briefgen.office.inline import Break, Run
from briefgen.office.wordtable import Column, Table
from briefgen.sheets import brief_tables, cited

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefgen.brief.scribe import Scribe
    from briefgen.office.inline import Inline

STYLE = "Brief Table"
TEXTS_WIDTH = 2.3
WIDTH = 16.6
"""Of every table, in centimetres: the text width of the house style."""

Fill: TypeAlias = "Callable[[Scribe, Any], Sequence[Inline]]"
"""How a record fills a cell."""


def grid(name: str, records: Sequence[Any], fills: Callable[[str], Fill], scribe: Scribe) -> Table:
    """The table of that name, a row a record; `fills` is asked by what a column shows."""
    declared = brief_tables()[name]
    wanted = [(column.header, column.width) for column in declared.columns]
    if declared.cites:
        wanted.append((cited(), TEXTS_WIDTH))
    scale = WIDTH / sum(width for _, width in wanted)
    cells = [fills(column.shows) for column in declared.columns]
    return Table(
        columns=[
            Column(header=scribe.said(head), width_cm=width * scale) for head, width in wanted
        ],
        rows=[_row(scribe, record, cells, cites=declared.cites) for record in records],
        style=STYLE,
        title=scribe.said(declared.title),
        alt=scribe.said(declared.alt),
        text_style="Table Text Small",
    )


def _row(
    scribe: Scribe, record: object, fills: Sequence[Fill], *, cites: bool
) -> list[Sequence[Inline]]:
    before = len(scribe.shown)
    cells = [fill(scribe, record) for fill in fills]
    if cites:
        facts = dict.fromkeys(scribe.shown[before:])
        cells.append([Run(", ".join(map(str, scribe.addresses(facts))))])
    return cells


def fact(name: str, form: str = "") -> Callable[[Scribe, Any], Sequence[Inline]]:
    """Fills a cell with one field of the record."""
    return lambda scribe, record: scribe.cell(f"{record.id}.{name}", form)


def facts(*names: str) -> Callable[[Scribe, Any], Sequence[Inline]]:
    """Fills a cell with those of the record's fields that hold something."""

    def fill(scribe: Scribe, record: Any) -> Sequence[Inline]:  # noqa: ANN401 -- any kind of record
        cells = [scribe.cell(f"{record.id}.{name}") for name in names]
        return joined(cells, scribe.wording.definition.separator)

    return fill


def text(name: str) -> Callable[[Scribe, Any], Sequence[Inline]]:
    """Fills a cell with one of the record's reader texts."""
    return lambda scribe, record: plain(scribe.said(getattr(record, name)))


def called(scribe: Scribe, record: Any) -> Sequence[Inline]:  # noqa: ANN401 -- any kind of record
    """What the record is called."""
    name = scribe.wording.record(record.id)
    return plain(name[:1].upper() + name[1:])


def plain(words: str) -> list[Inline]:
    """Words as a cell; nothing for none."""
    return [Run(words)] if words else []


def stacked(cells: Sequence[Sequence[Inline]]) -> list[Inline]:
    """Cells one under the other in one."""
    runs: list[Inline] = []
    for cell in cells:
        runs += [Break(), *cell] if runs else cell
    return runs


def joined(cells: Sequence[Sequence[Inline]], between: str) -> list[Inline]:
    """Cells one after the other in one, blank ones left out unless all are."""
    said = [cell for cell in cells if cell and cell != [NOT_STATED]]
    runs: list[Inline] = []
    for cell in said or [cell for cell in cells if cell][:1]:
        runs += [Run(between), *cell] if runs else cell
    return runs
