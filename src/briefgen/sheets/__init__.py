"""The sheets of the workbook as data: which columns each has, and what each column shows.

What writes a sheet and what proves it both read this, and neither reads the other. What sheets and
columns are called stands in the catalogue of each language.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from briefgen.facts.records import Text
from briefgen.wording.catalogue import catalogue
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

HEADER_ROW = 4
"""The row of a sheet's headers; above them stand title, what a row is, and the way back."""
MOST_TEXTS = 24
"""Up to so many texts have a column each on Coverage; with more of them nobody reads it, and the
sheet would grow with the facts times the texts."""

CHART_SIZES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "workbook": {"timeline": (37.0, 8.5), "people": (16.0, 5.0)},
    "brief": {"timeline": (16.0, 8.5), "people": (16.0, 4.0)},
}
"""Width and height of each chart in each file, in centimetres."""


MOST_ACROSS = 8
"""Steps in a row of the brief's strip: a figure has the width of its digits."""
MOST_DISAGREEMENTS = 7
"""So many the brief shows, as a reader takes in; the workbook has them all."""


class Column(Struct, frozen=True):
    """One column.

    `shows` is what its cells stand for: a field of the schema, `Release.people`, or the name of a
    rule. `kind` is what they hold and so how they look: `text`, `short` (text of a few words),
    `number`, `date` (a day), `when` (EDTF text), `address` (addresses of readings), `mark` (a
    warning in words), `flag` (yes or no), `link` (a pointer to a row), `note` or `id`. `width` is
    in characters. `level` above 0 puts a helper column in a group that is collapsed. `computed` is
    true for what is worked out and not read from a record. `list` names the closed list of the
    allowed values, where it is not that of the field shown. `full` columns are never blank; in
    `nil` ones a dash says that there is nothing to show.
    """

    key: str
    header: Text
    meaning: Text
    shows: str
    kind: str = "text"
    width: float = 16
    level: int = 0
    computed: bool = False
    list: str = ""
    full: bool = False
    nil: bool = False


class Sheet(Struct, frozen=True):
    """One sheet with a table.

    `name` is the Excel table's name and does not change with the language; `key` is the column
    that identifies a row. A reader knows the row by the columns up to `known_by`, by the first one
    alone where it names none.
    """

    name: str
    title: Text
    row_is: Text
    columns: tuple[Column, ...]
    key: str = "id"
    known_by: str = ""

    def column(self, key: str) -> Column:
        """The column of that key. Raises KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@functools.cache
def sheets() -> Mapping[str, Sheet]:
    """Every sheet by name, as declared."""
    content = Path(__file__).with_name("sheets.yaml").read_bytes()
    declared = msgspec.yaml.decode(content, type=dict[str, Any])
    return {
        name: _sheet(name, about, declared["shared"]) for name, about in declared["sheets"].items()
    }


def _sheet(name: str, about: dict[str, Any], shared: Mapping[str, Any]) -> Sheet:
    en, fr = (catalogue(language)["sheets"] for language in ("en", "fr"))
    columns = tuple(
        _column(key, shared[key] if column == "shared" else column, *_words(name, key, en, fr))
        for key, column in about.pop("columns").items()
    )
    title, row_is = (both(en[name][key], fr[name][key]) for key in ("title", "row"))
    return Sheet(name, title, row_is, columns, **about)


def _words(sheet: str, key: str, en: Mapping[str, Any], fr: Mapping[str, Any]) -> list[Text]:
    """Header and meaning of a column, those of its own sheet first."""
    pairs = (words[sheet]["columns"].get(key) or words["shared"][key] for words in (en, fr))
    return [both(*texts) for texts in zip(*pairs, strict=True)]


def _column(key: str, about: Mapping[str, Any], header: Text, meaning: Text) -> Column:
    return Column(key=key, header=header, meaning=meaning, **about)


class BriefColumn(Struct, frozen=True):
    """A column of a table in the brief; `shows` as in a sheet, or several fields with commas."""

    header: Text
    shows: str
    width: float


class BriefTable(Struct, frozen=True):
    """A table of the brief; where it `cites`, a last column has the readings a row rests on."""

    title: Text
    alt: Text
    columns: tuple[BriefColumn, ...]
    cites: bool = True


@functools.cache
def brief_tables() -> Mapping[str, BriefTable]:
    """Every table of the brief by the name under which a text places it."""
    content = Path(__file__).with_name("brief.yaml").read_bytes()
    en, fr = (catalogue(language)["tables"] for language in ("en", "fr"))
    tables: dict[str, BriefTable] = {}
    for name, about in msgspec.yaml.decode(content, type=dict[str, Any]).items():
        headers = en[name]["columns"], fr[name]["columns"]
        columns = tuple(
            BriefColumn(header=both(*(words[key] for words in headers)), **column)
            for key, column in about.pop("columns").items()
        )
        title, alt = (both(en[name][key], fr[name][key]) for key in ("title", "alt"))
        tables[name] = BriefTable(title, alt, columns, **about)
    return tables


@functools.cache
def cited() -> Text:
    """The header of the column of readings in the tables of the brief."""
    return both(*(catalogue(language)["tables"]["texts"] for language in ("en", "fr")))


def columns_of(sheet: Sheet, sources: Collection[str], *, looked: bool) -> tuple[Column, ...]:
    """The columns that a sheet has for these texts.

    On Coverage that is one a text, where they are few. Whether a passage was found again stands
    on Evidence where somebody `looked`.
    """
    few = len(sources) <= MOST_TEXTS
    columns: list[Column] = []
    for column in sheet.columns:
        if column.shows == "what one text says":
            columns += [_of_text(column, source) for source in sources] if few else []
        elif _is_needed(column, few=few, looked=looked):
            columns.append(column)
    return tuple(columns)


def _is_needed(column: Column, *, few: bool, looked: bool) -> bool:
    return {"what the texts say": not few, "found again": looked}.get(column.shows, True)


def _of_text(column: Column, source: str) -> Column:
    """The column of one text."""
    texts = [
        Text(en=(text.en or "").format(source=source), fr=(text.fr or "").format(source=source))
        for text in (column.header, column.meaning)
    ]
    return replace(column, key=f"text_{source}", header=texts[0], meaning=texts[1])
