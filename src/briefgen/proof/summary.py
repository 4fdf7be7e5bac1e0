"""The figures of the summary, counted anew from the facts, and what their formulas come to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefgen.facts.records import Contact, Estimate, Release, Sanction, Source, Stage, Text
from briefgen.proof.rows import ROWS, columns_of_sheet
from briefgen.proof.rules import expected
from briefgen.proof.values import in_place
from briefgen.sheets import sheets
from briefgen.wording import cells
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from briefgen.facts.quantities import Quantity
    from briefgen.proof.values import Values

_KINDS_COUNTED: Mapping[str, Collection[str]] = {
    "Releases": {"releases"},
    "Persons": {"persons", "parts"},
    "Sanctions": {"sanctions"},
    "Contacts": {"contacts"},
    "Estimates": {"estimates"},
    "Sources": {"sources", "readings"},
}
"""The kinds that the figures of a sheet count; those of other sheets count something of all."""
_CALL = re.compile(r"(COUNTA|COUNTIFS|SUMIFS|SUM)\(((?:[^()\"]|\"(?:[^\"]|\"\")*\")*)\)")
_ARGUMENT = re.compile(r'\s*(?:"((?:[^"]|"")*)"|(\w+)\[((?:[^\[\]\']|\'.)*)\]|(\d+))\s*(?:,|$)')


class Figure(Struct, frozen=True):
    """A line of the summary: its label, value and bound, in words, what it counts, its sheet."""

    key: str
    label: str
    value: int
    bound: str
    words: str
    counts: str
    leaves_out: str
    sheet: str


def figures(values: Values) -> list[Figure]:
    """The figures in their order."""
    dossier = values.dossier
    releases, measures = dossier.of(Release), dossier.of(Sanction)
    steps = [one for one in measures if not in_place(one)]
    unchanged = values.said(cells.NO_CHANGE)
    stages = (Stage.ANNOUNCED, Stage.REPORTED_DONE, Stage.IN_EFFECT)
    freed = [one for one in releases if one.stage is Stage.REPORTED_DONE]
    announced = [one for one in releases if one.stage is Stage.ANNOUNCED]
    texts = {source.id for source in dossier.of(Source)}
    spoken = {one.claim.fact for one in values.all_claims if one.claim.record not in texts}
    count = _Counter(values)
    return [
        count.exact("steps_done", "Releases", len(freed), "step"),
        count.total("freed", [one.people for one in freed], "person"),
        count.exact("uncounted", "Releases", sum(not _has_number(o.people) for o in freed), "step"),
        count.total("foreign", [one.foreign for one in freed], "foreigner"),
        count.exact("steps_announced", "Releases", len(announced), "step"),
        count.total("announced", [one.people for one in announced], "person"),
        count.exact("persons", "Persons", len(values.parts_naming), "named_person"),
        count.exact("sanctions", "Sanctions", len(steps), "step"),
        *(
            count.exact(
                f"sanctions_{stage.value}",
                "Sanctions",
                sum(o.stage is stage for o in steps),
                "step",
            )
            for stage in stages
        ),
        count.exact(
            "unchanged", "Sanctions", count.where("Sanctions", changed=unchanged), "measure"
        ),
        count.exact("contacts", "Contacts", len(dossier.of(Contact)), "contact"),
        count.exact(
            "contacts_held",
            "Contacts",
            sum(one.stage is Stage.REPORTED_DONE for one in dossier.of(Contact)),
            "contact",
        ),
        count.exact("estimates", "Estimates", len(dossier.of(Estimate)), "estimate"),
        count.exact(
            "disagreements",
            "Disagreements",
            sum(one.weight == "material" for one in values.evidence.disagreements),
            "disagreement",
        ),
        count.exact("facts", "Facts", len(dossier.facts()), "fact"),
        count.exact(
            "not_stated", "Facts", sum(map(dossier.is_not_stated, dossier.facts())), "fact"
        ),
        count.exact("single", "Coverage", sum(map(count.in_one_text, spoken)), "fact"),
        count.exact(
            "readings",
            "Sources",
            len({one.claim.reading.at for one in values.all_claims}),
            "reading",
        ),
        count.exact("texts", "Sources", len(texts), "text"),
    ]


def _at(stage: Stage, steps: Sequence[Sanction]) -> int:
    return sum(step.stage is stage for step in steps)


def _has_number(people: Quantity | None) -> bool:
    """Whether a count has a number that can be added."""
    return bool(people and people.figures)


class _Counter(Struct, frozen=True):
    """Puts counts in words."""

    values: Values

    def exact(self, key: str, sheet: str, value: int, noun: str) -> Figure:
        """A count of rows."""
        words = self.values.wording.count(value, noun)
        return self._figure(key, sheet, value, cells.EXACT, words)

    def total(self, key: str, counts: Sequence[Quantity | None], noun: str) -> Figure:
        """A sum of ours over the releases at one stage, with its bound."""
        wording = self.values.wording
        known = [people for people in counts if people and people.figures]
        value = sum(people.low or 0 for people in known)
        firm = len(known) == len(counts) and all(one.low == one.high for one in known)
        blurred = any(one.low == one.high and one.form != "exact" for one in known)
        bound = {
            (True, False): cells.EXACT,
            (True, True): cells.ABOUT,
            (False, False): cells.AT_LEAST,
            (False, True): cells.AT_LEAST_ABOUT,
        }[firm, blurred]
        pattern = {0: cells.OF_NONE, 1: cells.OF_ONE}.get(len(known), cells.OUR_SUM)
        words = wording.text(pattern).format(
            bound="" if firm and not blurred else wording.text(bound),
            people=wording.count(value, noun),
            counted=wording.count(len(known), "step"),
        )
        if left := len(counts) - len(known):
            words += wording.text(cells.WITHOUT).format(uncounted=wording.count(left, "step"))
        return self._figure(key, "Releases", value, bound, words.strip())

    def _figure(self, key: str, sheet: str, value: int, bound: Text, words: str) -> Figure:
        text = self.values.wording.text
        label, counts, leaves_out = cells.FIGURES[key]
        withheld = self.values.dossier.withheld
        counted = _KINDS_COUNTED.get(sheet)
        if withheld if counted is None else {*counted} & withheld:
            label = both(f"{label.en}, of those shown", f"{label.fr}, parmi ce qui est montré")
        return Figure(
            key, text(label), value, text(bound), words, text(counts), text(leaves_out), sheet
        )

    def where(self, sheet: str, **shown: object) -> int:
        """How many rows of a sheet show this."""
        return sum(
            all(cell == shown[key] for key, cell in row.items())
            for row in zipped({key: column_of(self.values, sheet, key) for key in shown})
        )

    def in_one_text(self, fact: str) -> bool:
        """Whether one text alone speaks of a fact."""
        claims = self.values.evidence.claims(fact)
        return len({one.claim.reading.at.source for one in claims}) == 1


def zipped(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows of columns."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def column_of(values: Values, name: str, key: str) -> list[Any]:
    """What the cells of a column must show."""
    column = sheets()[name].column(key)
    return [expected(values, row, column.shows, dash=column.nil) for row in ROWS[name](values)]


def computed(formula: str, values: Values) -> float | None:
    """What a formula over the tables comes to: counts, sums, and differences of two of them.

    None for one that is none of these.
    """
    parts = _CALL.split(formula)
    results = [
        _result(name, arguments, values)
        for name, arguments in zip(parts[1::3], parts[2::3], strict=True)
    ]
    if not results or None in results or any(parts[0::3][:1] + parts[-1:]):
        return None
    between = parts[3:-1:3]
    if any(sign != "-" for sign in between):
        return None
    first, *rest = (one for one in results if one is not None)
    return first - sum(rest)


def _result(name: str, arguments: str, values: Values) -> float | None:
    found = [_argument(match, values) for match in _ARGUMENT.finditer(arguments)]
    if not found or not isinstance(found[0], list):
        return None
    if name == "COUNTA":
        return sum(cell is not None for cell in found[0])
    if name == "SUM":
        return sum(cell for cell in found[0] if isinstance(cell, int | float))
    summed = found.pop(0) if name == "SUMIFS" else None
    pairs = list(zip(found[::2], found[1::2], strict=True))
    rows = zip(*(column for column, _ in pairs), strict=True)
    holds = [
        all(_meets(cell, wanted) for cell, (_, wanted) in zip(row, pairs, strict=True))
        for row in rows
    ]
    if summed is None:
        return sum(holds)
    return sum(
        cell for cell, true in zip(summed, holds, strict=True) if true and isinstance(cell, int)
    )


def _argument(found: re.Match[str], values: Values) -> Any:  # noqa: ANN401 -- a text, number or column
    text, table, header, number = found.groups()
    if table is None:
        return float(number) if number else (text or "").replace('""', '"')
    header = re.sub(r"'(.)", r"\1", header)
    sheet = sheets()[table]
    for column in columns_of_sheet(sheet, values):
        if values.said(column.header) == header:
            return column_of(values, table, column.key)
    return []


def _meets(cell: object, wanted: object) -> bool:
    """Whether a cell meets the criterion of COUNTIFS or SUMIFS; of comparisons only `>=`."""
    if isinstance(wanted, str) and wanted.startswith(">="):
        return isinstance(cell, int) and cell >= int(wanted.removeprefix(">="))
    return cell == wanted
