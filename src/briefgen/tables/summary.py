"""The figures of the summary: each a live formula over the tables, and its value from pandas.

People freed, announced and estimated are unlike things. A sum is asked for by its one `Count`,
so there is no way to add two; estimates have none and are only counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
from msgspec import Struct
from msgspec.structs import replace

from briefgen.facts.records import Contact, Release, Sanction, Stage, fields
from briefgen.wording import cells
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from briefgen.facts.records import Record, Text
    from briefgen.tables.table import Table
    from briefgen.wording import Wording

_PLAIN = re.compile(r"[\w ]+")
_COUNTED = {
    "Releases": {"releases"},
    "Persons": {"persons", "parts"},
    "Sanctions": {"sanctions"},
    "Contacts": {"contacts"},
    "Estimates": {"estimates"},
    "Sources": {"sources", "readings"},
}
"""The kinds that the figures of a sheet count; those of other sheets count something of all."""


class Figure(Struct, frozen=True):
    """One line of the summary.

    `formula` stands without its "=" and names the headers of one language; `value` is worked out
    apart from it. `bound` is `exact`, `about`, `at least` or both, in words; `link` is the sheet it
    is taken from; `ours` marks a sum of ours, which no text prints.
    """

    key: str
    label: Text
    formula: str
    value: int
    bound: str
    words: str
    counts: Text
    leaves_out: Text
    link: str
    ours: bool = False


class Count(Struct, frozen=True):
    """What may be summed: one count of people on Releases, over the steps at one stage."""

    key: str
    column: str
    stage: Stage
    noun: str


COUNTS = {
    "freed": Count("freed", "freed_people", Stage.REPORTED_DONE, "person"),
    "announced": Count("announced", "announced_people", Stage.ANNOUNCED, "person"),
    "foreign": Count("foreign", "foreign", Stage.REPORTED_DONE, "foreigner"),
}


def figures(tables: Mapping[str, Table], wording: Wording) -> tuple[Figure, ...]:
    """The figures of the summary in their order, from the tables as `build` gives them."""
    sums = _Summary(tables, wording)
    found = (
        *_of_releases(sums),
        *_of_sanctions(sums),
        *_of_the_rest(sums),
        *_of_evidence(sums),
    )
    return tuple(_of_those_shown(figure, wording.dossier.withheld) for figure in found)


def _of_those_shown(figure: Figure, withheld: Collection[str]) -> Figure:
    """The figure, said to be of those shown where the copy leaves out some of what it counts."""
    counted = _COUNTED.get(figure.link)
    if not (withheld if counted is None else counted & {*withheld}):
        return figure
    en, fr = (figure.label.in_language(code) for code in ("en", "fr"))
    return replace(figure, label=both(f"{en}, of those shown", f"{fr}, parmi ce qui est montré"))


class _Summary(Struct, frozen=True):
    tables: Mapping[str, Table]
    wording: Wording

    def reference(self, table: str, key: str) -> str:
        """`Releases[Stage]`; raises ValueError for a header that a formula would have to escape."""
        header = self.wording.text(self.tables[table].column(key).header)
        if not _PLAIN.fullmatch(header):
            raise ValueError(f'the header "{header}" of {table} cannot stand in a formula')
        return f"{table}[{header}]"

    def rows(self, table: str) -> tuple[str, int]:
        """How many rows a table has, as a formula and a value."""
        keyed = self.tables[table]
        return f"COUNTA({self.reference(table, keyed.key)})", int(keyed.frame[keyed.key].count())

    def where(self, table: str, **cells: str | int) -> tuple[str, int]:
        """How many rows have these cells, as a formula and a value."""
        frame = self.tables[table].frame
        holds = pd.Series(data=True, index=frame.index)
        for key, cell in cells.items():
            holds &= frame[key] == cell
        pairs = (f"{self.reference(table, key)},{_literal(cell)}" for key, cell in cells.items())
        return f"COUNTIFS({','.join(pairs)})", int(holds.sum())

    def stage(self, kind: type[Record], stage: Stage) -> str:
        """A stage as the cells of that kind's sheet show it."""
        return self.wording.cell(stage, fields(kind)["stage"])

    def figure(
        self, key: str, link: str, counted: tuple[str, int], noun: str = "", words: str = ""
    ) -> Figure:
        """An exact count; what it is called, counts and leaves out stands in `cells.FIGURES`."""
        formula, value = counted
        label, counts, leaves_out = cells.FIGURES[key]
        shown = words or (self.wording.count(value, noun) if noun else self.wording.number(value))
        exact = self.wording.text(cells.EXACT)
        return Figure(key, label, formula, value, exact, shown, counts, leaves_out, link)

    def total(self, count: Count) -> Figure:
        """The sum of one count, with its bound and the steps that have no number.

        It is ours where it has several terms; a text prints the only one itself.
        """
        low, high = f"{count.column}_low", f"{count.column}_high"
        stage = self.stage(Release, count.stage)
        frame = self.tables["Releases"].frame
        steps = frame[frame["stage"] == stage]
        lows, highs = (pd.to_numeric(steps[key], errors="coerce") for key in (low, high))
        value = int(lows.sum())
        bound = _bound(steps[count.column], lows, highs)
        counted = int(lows.notna().sum())
        lows_cells, stages = self.reference("Releases", low), self.reference("Releases", "stage")
        label, counts, leaves_out = cells.FIGURES[count.key]
        return Figure(
            count.key,
            label,
            f"SUMIFS({lows_cells},{stages},{_literal(stage)})",
            value,
            self.wording.text(bound),
            self._summed(self.wording.count(value, count.noun), bound, counted, len(steps)),
            counts,
            leaves_out,
            "Releases",
            ours=counted > 1,
        )

    def _summed(self, people: str, bound: Text, counted: int, steps: int) -> str:
        """`at least 175 people: our sum over 2 steps with a number; 1 step without`."""
        words = self.wording.text(
            {0: cells.OF_NONE, 1: cells.OF_ONE}.get(counted, cells.OUR_SUM)
        ).format(
            bound="" if bound is cells.EXACT else self.wording.text(bound),
            people=people,
            counted=self.wording.count(counted, "step"),
        )
        without = self.wording.count(steps - counted, "step")
        rest = self.wording.text(cells.WITHOUT).format(uncounted=without) if steps > counted else ""
        return (words + rest).strip()


def _bound(shown: pd.Series, lows: pd.Series, highs: pd.Series) -> Text:
    """How a sum of lows stands to the whole.

    A step without a number or upper bound opens it; a rounded one, a figure in words, blurs it.
    """
    one_figure = lows == highs
    rounded = bool(shown[one_figure].map(lambda cell: isinstance(cell, str)).any())
    if one_figure.all():
        return cells.ABOUT if rounded else cells.EXACT
    return cells.AT_LEAST_ABOUT if rounded else cells.AT_LEAST


def _literal(cell: str | int) -> str:
    if isinstance(cell, int):
        return str(cell)
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _of_releases(sums: _Summary) -> Iterator[Figure]:
    done = sums.stage(Release, Stage.REPORTED_DONE)
    announced = sums.stage(Release, Stage.ANNOUNCED)
    yield sums.figure("steps_done", "Releases", sums.where("Releases", stage=done), "step")
    yield sums.total(COUNTS["freed"])
    yield sums.figure("uncounted", "Releases", _uncounted(sums, done), "step")
    yield sums.total(COUNTS["foreign"])
    announced_only = sums.where("Releases", stage=announced)
    yield sums.figure("steps_announced", "Releases", announced_only, "step")
    yield sums.total(COUNTS["announced"])
    yield sums.figure("persons", "Persons", sums.rows("Persons"), "named_person")


def _uncounted(sums: _Summary, done: str) -> tuple[str, int]:
    """Steps reported done that have no number."""
    formula, steps = sums.where("Releases", stage=done)
    frame = sums.tables["Releases"].frame
    low = f"{COUNTS['freed'].column}_low"
    lows = pd.to_numeric(frame.loc[frame["stage"] == done, low], errors="coerce")
    numbered = f'{_literal(done)},{sums.reference("Releases", low)},">=0"'
    counted = f"COUNTIFS({sums.reference('Releases', 'stage')},{numbered})"
    return f"{formula}-{counted}", steps - int(lows.notna().sum())


def _of_sanctions(sums: _Summary) -> Iterator[Figure]:
    step, in_place = sums.wording.text(cells.STEP), sums.wording.text(cells.MEASURE_IN_PLACE)
    yield sums.figure("sanctions", "Sanctions", sums.where("Sanctions", kind=step), "step")
    for stage in (Stage.ANNOUNCED, Stage.REPORTED_DONE, Stage.IN_EFFECT):
        cell = sums.stage(Sanction, stage)
        counted = sums.where("Sanctions", kind=step, stage=cell)
        yield sums.figure(f"sanctions_{stage.value}", "Sanctions", counted, "step")
    unchanged = sums.where("Sanctions", kind=in_place, changed=sums.wording.text(cells.NO_CHANGE))
    yield sums.figure("unchanged", "Sanctions", unchanged, "measure")


def _of_the_rest(sums: _Summary) -> Iterator[Figure]:
    held = sums.where("Contacts", stage=sums.stage(Contact, Stage.REPORTED_DONE))
    yield sums.figure("contacts", "Contacts", sums.rows("Contacts"), "contact")
    yield sums.figure("contacts_held", "Contacts", held, "contact")
    yield sums.figure("estimates", "Estimates", sums.rows("Estimates"), "estimate")
    material = sums.wording.word("weight", "material")
    counted = sums.where("Disagreements", weight=material, version=1)
    yield sums.figure("disagreements", "Disagreements", counted, "disagreement")


def _of_evidence(sums: _Summary) -> Iterator[Figure]:
    yield sums.figure("facts", "Facts", sums.rows("Facts"), "fact")
    not_stated = sums.where("Facts", state=sums.wording.text(cells.NOT_STATED))
    yield sums.figure("not_stated", "Facts", not_stated, "fact")
    yield sums.figure("single", "Coverage", sums.where("Coverage", texts=1), "fact")
    formula = f"SUM({sums.reference('Sources', 'readings')})"
    readings = int(sums.tables["Sources"].frame["readings"].sum())
    yield sums.figure("readings", "Sources", (formula, readings), "reading")
    yield sums.figure("texts", "Sources", sums.rows("Sources"), "text")
