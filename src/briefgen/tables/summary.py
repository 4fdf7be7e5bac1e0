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
from briefgen.tables.evidence import NOT_STATED
from briefgen.tables.sanctions import KIND_IN_PLACE, KIND_STEP, NO_CHANGE
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from briefgen.facts.records import Record, Text
    from briefgen.tables.table import Table
    from briefgen.wording import Wording

_PLAIN = re.compile(r"[\w ]+")
_EXACT = both("exact", "exact")
_AT_LEAST = both("at least", "au moins")
_ABOUT = both("about", "environ")
_AT_LEAST_ABOUT = both("at least about", "au moins environ")
_COUNTED = {
    "Releases": {"releases"},
    "Persons": {"persons", "parts"},
    "Sanctions": {"sanctions"},
    "Contacts": {"contacts"},
    "Estimates": {"estimates"},
    "Sources": {"sources", "readings"},
}
"""The kinds that the figures of a sheet count; those of other sheets count something of all."""
_OUR_SUM = both(
    "{bound} {people}: our sum over {counted} with a number",
    "{bound} {people} : notre somme sur {counted} avec un nombre",
)
_OF_ONE = both(
    "{bound} {people}, of the only step with a number",
    "{bound} {people}, de la seule étape avec un nombre",
)
_OF_NONE = both(
    "{bound} {people}: no step with a number", "{bound} {people} : aucune étape avec un nombre"
)
_WITHOUT = both("; {uncounted} without", " ; {uncounted} sans")


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
        """An exact count; what it is called, counts and leaves out stands in `TEXTS`."""
        formula, value = counted
        label, counts, leaves_out = TEXTS[key]
        shown = words or (self.wording.count(value, noun) if noun else self.wording.number(value))
        exact = self.wording.text(_EXACT)
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
        label, counts, leaves_out = TEXTS[count.key]
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
        words = self.wording.text({0: _OF_NONE, 1: _OF_ONE}.get(counted, _OUR_SUM)).format(
            bound="" if bound is _EXACT else self.wording.text(bound),
            people=people,
            counted=self.wording.count(counted, "step"),
        )
        without = self.wording.count(steps - counted, "step")
        rest = self.wording.text(_WITHOUT).format(uncounted=without) if steps > counted else ""
        return (words + rest).strip()


def _bound(shown: pd.Series, lows: pd.Series, highs: pd.Series) -> Text:
    """How a sum of lows stands to the whole.

    A step without a number or upper bound opens it; a rounded one, a figure in words, blurs it.
    """
    one_figure = lows == highs
    rounded = bool(shown[one_figure].map(lambda cell: isinstance(cell, str)).any())
    if one_figure.all():
        return _ABOUT if rounded else _EXACT
    return _AT_LEAST_ABOUT if rounded else _AT_LEAST


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
    step, in_place = sums.wording.text(KIND_STEP), sums.wording.text(KIND_IN_PLACE)
    yield sums.figure("sanctions", "Sanctions", sums.where("Sanctions", kind=step), "step")
    for stage in (Stage.ANNOUNCED, Stage.REPORTED_DONE, Stage.IN_EFFECT):
        cell = sums.stage(Sanction, stage)
        counted = sums.where("Sanctions", kind=step, stage=cell)
        yield sums.figure(f"sanctions_{stage.value}", "Sanctions", counted, "step")
    unchanged = sums.where("Sanctions", kind=in_place, changed=sums.wording.text(NO_CHANGE))
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
    not_stated = sums.where("Facts", state=sums.wording.text(NOT_STATED))
    yield sums.figure("not_stated", "Facts", not_stated, "fact")
    yield sums.figure("single", "Coverage", sums.where("Coverage", texts=1), "fact")
    formula = f"SUM({sums.reference('Sources', 'readings')})"
    readings = int(sums.tables["Sources"].frame["readings"].sum())
    yield sums.figure("readings", "Sources", (formula, readings), "reading")
    yield sums.figure("texts", "Sources", sums.rows("Sources"), "text")


_NOTHING = both("nothing", "rien")
TEXTS: dict[str, tuple[Text, Text, Text]] = {
    "steps_done": (
        both("Releases reported done", "Libérations rapportées comme faites"),
        both("steps that a text reports as done", "étapes qu'un texte rapporte comme faites"),
        both(
            "steps announced only or left open", "étapes seulement annoncées ou laissées ouvertes"
        ),
    ),
    "freed": (
        both("People reported freed", "Personnes dites libérées"),
        both(
            "people of the releases reported done whose number is known, added up",
            "personnes des libérations rapportées comme faites dont le nombre est connu,"
            " additionnées",
        ),
        both(
            "people announced only, steps without a number, and all estimates",
            "personnes seulement annoncées, étapes sans nombre, et toute estimation",
        ),
    ),
    "uncounted": (
        both("Releases reported done without a number", "Libérations faites sans nombre"),
        both(
            "steps reported as done for which the texts give no number",
            "étapes rapportées comme faites dont les textes ne donnent pas le nombre",
        ),
        both("steps with a number", "étapes avec un nombre"),
    ),
    "foreign": (
        both("Foreign citizens included", "Ressortissants étrangers compris"),
        both(
            "those of the releases reported done that give a number, added up; already counted in"
            " them",
            "ceux des libérations faites qui en donnent le nombre, additionnés ; déjà comptés",
        ),
        both(
            "steps that give no number of foreign citizens, or say only that there were some",
            "étapes qui n'en donnent pas le nombre, ou disent seulement qu'il y en a",
        ),
    ),
    "steps_announced": (
        both("Releases announced only", "Libérations seulement annoncées"),
        both(
            "steps announced that no text reports as done",
            "étapes annoncées qu'aucun texte ne rapporte comme faites",
        ),
        both("steps reported done", "étapes rapportées comme faites"),
    ),
    "announced": (
        both("People announced only", "Personnes seulement annoncées"),
        both(
            "people of the steps announced only, added up; never added to the people freed",
            "personnes des étapes seulement annoncées, additionnées ; jamais ajoutées aux libérées",
        ),
        both("people reported freed", "personnes dites libérées"),
    ),
    "persons": (
        both("Detained persons named", "Personnes détenues nommées"),
        both(
            "persons whom a text names in a release",
            "personnes qu'un texte nomme dans une libération",
        ),
        both("people who are only counted", "personnes seulement comptées"),
    ),
    "sanctions": (
        both("Sanctions steps", "Mesures de sanction prises ou annoncées"),
        both("steps at whatever stage", "étapes, à quelque stade que ce soit"),
        both("measures in place", "mesures en place"),
    ),
    "sanctions_announced": (
        both("Sanctions steps announced", "Mesures de sanction annoncées"),
        both("steps announced and not reported done", "étapes annoncées et non rapportées faites"),
        both("steps at other stages", "étapes à d'autres stades"),
    ),
    "sanctions_reported_done": (
        both("Sanctions steps reported done", "Mesures de sanction rapportées comme faites"),
        both(
            "steps that a text reports as done; whether they took effect is another matter",
            "étapes qu'un texte rapporte comme faites ; leur entrée en vigueur est autre chose",
        ),
        both("steps announced only", "étapes seulement annoncées"),
    ),
    "sanctions_in_effect": (
        both("Sanctions steps in effect", "Mesures de sanction entrées en vigueur"),
        both("steps that a text says are in effect", "étapes qu'un texte dit en vigueur"),
        both("steps reported done without it", "étapes faites sans que ce soit dit"),
    ),
    "unchanged": (
        both(
            "Measures in place, no step by their author",
            "Mesures en place, inchangées par leur auteur",
        ),
        both(
            "measures in place on whose target their named author took no step in the texts",
            "mesures en place dont l'auteur nommé n'a rien changé sur la cible, selon les textes",
        ),
        both(
            "measures that a step touches, or of which no author is named",
            "mesures touchées par une étape, ou sans auteur nommé",
        ),
    ),
    "contacts": (
        both("Contacts", "Contacts"),
        both("visits, talks, calls and wishes for them", "visites, entretiens, appels et souhaits"),
        both(
            "whether several are one and the same is not always said",
            "il n'est pas toujours dit si plusieurs n'en font qu'un",
        ),
    ),
    "contacts_held": (
        both("Contacts reported held", "Contacts dits tenus"),
        both("contacts that a text reports as held", "contacts qu'un texte rapporte comme tenus"),
        both("contacts announced or wished for", "contacts annoncés ou souhaités"),
    ),
    "estimates": (
        both("Estimates of people held", "Estimations de personnes détenues"),
        both("how many estimates there are", "combien il y a d'estimations"),
        both(
            "the people themselves: estimates are not added up",
            "les personnes elles-mêmes : des estimations ne s'additionnent pas",
        ),
    ),
    "disagreements": (
        both("Material disagreements", "Désaccords de fond"),
        both("questions of weight material", "questions dont le poids est de fond"),
        both("those of precision and framing", "ceux de précision et de cadrage"),
    ),
    "facts": (
        both("Facts", "Faits"),
        both("fields that hold a value or are declared blank", "champs remplis ou déclarés vides"),
        _NOTHING,
    ),
    "not_stated": (
        both("Facts not stated", "Faits non indiqués"),
        both(
            "fields for which the texts were read and give nothing",
            "champs pour lesquels les textes ont été lus et ne donnent rien",
        ),
        both("facts given or left open", "faits donnés ou laissés ouverts"),
    ),
    "single": (
        both("Facts in a single text", "Faits dans un seul texte"),
        both(
            "facts on which one text alone says anything",
            "faits dont un seul texte parle",
        ),
        both("facts that two or more texts give", "faits que donnent deux textes ou plus"),
    ),
    "readings": (
        both("Readings", "Lectures"),
        both("passages that give a fact", "passages qui donnent un fait"),
        both("paragraphs without facts", "paragraphes sans fait"),
    ),
    "texts": (
        both("Texts", "Textes"),
        both("articles read", "articles lus"),
        _NOTHING,
    ),
}
"""What each figure is called, what it counts, and what it leaves out."""
