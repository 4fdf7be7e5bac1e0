"""Rules for formulas (ECMA-376 part 1, 18.17), by reading their tokens, not their sense."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import FORMULAE

from briefgen.office.lint.finding import Fault
from briefgen.office.lint.places import area
from briefgen.office.lint.survey import excess, lacks_value, shape_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from briefgen.office.lint.book import Book, Formula, Sheet

_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^\W\d][\w.]*))!"
    r"|(?P<table>[^\W\d][\w.]*)?\[(?P<inside>(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*)\]"
    r"|(?P<error>#[A-Z0-9/]+[!?]?)"
    r"|(?P<function>[^\W\d][\w.]*)(?=\()"
    r"|\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?![\w.])"  # a cell
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.])|\$?\d+:\$?\d+"  # columns, rows
    r"|\d+\.?\d*(?:[eE][+-]?\d+)?"
    r"|(?P<name>[^\W\d][\w.?\\]*)"
    r"|(?P<mark>[(){}])"
    r"|(?P<stray>[\"'\[\]])"
)
_INNER = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_CLOSES = {")": "(", "}": "{"}
_WRONG = "gives an error"
_CONSTANTS = frozenset(["true", "false"])
_LINK = re.compile(r'HYPERLINK\(\s*"#((?:[^"]|"")*)"\s*(&?)', re.IGNORECASE)
_PLACE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.*)", re.DOTALL)


class Tokens(NamedTuple):
    """What a formula names, if it is balanced.

    `columns` are pairs of a table, "" for the formula's own, and a column.
    """

    balanced: bool
    sheets: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    errors: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def _tokens(shape: str) -> Tokens:
    """What a formula with its texts emptied names."""
    kinds: dict[str, list[str]] = {kind: [] for kind in ("sheet", "name", "function", "error")}
    columns: list[tuple[str, str]] = []
    opened: list[str] = []
    balanced = True
    for found in _TOKEN.finditer(shape):
        kind, value = found.lastgroup, found.group()
        if kind == "quoted":
            kinds["sheet"].append(found["quoted"].replace("''", "'"))
        elif kind == "inside":
            columns += [(found["table"] or "", column) for column in _columns(found["inside"])]
        elif kind == "mark":
            balanced &= _fits(value, opened)
        elif kind == "stray":
            balanced = False
        elif kind in kinds:
            kinds[kind].append(found[kind])
    if opened or not balanced:
        return Tokens(balanced=False)
    return Tokens(
        balanced=True,
        sheets=tuple(dict.fromkeys(kinds["sheet"])),
        names=tuple(dict.fromkeys(kinds["name"])),
        functions=tuple(dict.fromkeys(kinds["function"])),
        columns=tuple(dict.fromkeys(columns)),
        errors=tuple(kinds["error"]),
    )


def _fits(mark: str, opened: list[str]) -> bool:
    """Whether a bracket opens, or closes the one that was opened last."""
    if mark in _CLOSES.values():
        opened.append(mark)
        return True
    return bool(opened) and opened.pop() == _CLOSES[mark]


def _columns(inside: str) -> list[str]:
    """The columns and the parts, such as `#Headers`, that a structured reference names."""
    named = _INNER.findall(inside) if "[" in inside else [inside.removeprefix("@")]
    return [re.sub("'(.)", r"\1", name) for name in named]


def formula_balance(book: Book) -> Iterator[Fault]:
    """Brackets, quotes and texts that open in a formula close, and a formula says something."""
    for shape in book.shapes:
        if not shape or not _tokens(shape).balanced:
            yield from _each(book.formulas(shape), "does not balance")


def formula_length(book: Book) -> Iterator[Fault]:
    """No formula, and no text in one, is longer than Excel takes; a text alone is a list."""
    long = _of_cells(sheet for sheet in book.sheets if sheet.survey.excessive)
    for formula in (*long, *book.others):
        if told := excess(formula.text):
            yield Fault(formula.part, formula.place, told)


def formula_sheet(book: Book) -> Iterator[Fault]:
    """The sheets that formulas and names point to are there."""
    for shape in book.shapes:
        for sheet in _tokens(shape).sheets:
            if sheet.casefold() not in book.sheet_names:
                yield from _each(book.formulas(shape), f'there is no sheet "{sheet}"')


def formula_name(book: Book) -> Iterator[Fault]:
    """The names in formulas are defined names or tables."""
    known = book.known_names | _CONSTANTS | {table.name.casefold() for table in book.tables}
    for shape in book.shapes:
        for name in _tokens(shape).names:
            if name.casefold() not in known:
                yield from _each(book.formulas(shape), f'nothing has the name "{name}"')


def formula_function(book: Book) -> Iterator[Fault]:
    """Functions are those of 2007; later ones say so (`_xlfn.`), or Excel shows #NAME?."""
    for shape in book.shapes:
        for name in _tokens(shape).functions:
            if name.upper() not in FORMULAE and not name.startswith(("_xlfn.", "_xlws.")):
                yield from _each(book.formulas(shape), f'no function has the name "{name}"')


def formula_column(book: Book) -> Iterator[Fault]:
    """Structured references name a table that is there and a column that it has."""
    tables = {
        table.name.casefold(): {name.casefold() for name in table.names} for table in book.tables
    }
    for shape in book.shapes:
        for table, column in _tokens(shape).columns:
            if table and not _no_column(tables, table, column):
                continue
            for formula in book.formulas(shape):
                own = table or _own_table(book, formula.part, formula.place)
                if told := _no_column(tables, own, column):
                    yield Fault(formula.part, formula.place, told)


def _no_column(tables: Mapping[str, Container[str]], table: str, column: str) -> str:
    """What is missing of a table's column, or of a part such as `#Headers`, or ""."""
    columns = tables.get(table.casefold())
    if columns is None:
        return f'there is no table "{table}"'
    there = not column or column.startswith("#") or column.casefold() in columns
    return "" if there else f'"{table}" has no column "{column}"'


def formula_error(book: Book) -> Iterator[Fault]:
    """No formula has lost what it refers to, and none gives an error."""
    for shape in book.shapes:
        if _tokens(shape).errors:
            yield from _each(book.formulas(shape), _WRONG)
    for formula in _of_cells(sheet for sheet in book.sheets if "e" in sheet.survey.kinds):
        erring = formula.cell is not None and formula.cell.kind == "e"
        if erring and not _tokens(shape_of(formula.text)).errors:
            yield from _each([formula], _WRONG)


def cached_value(book: Book) -> Iterator[Fault]:
    """Each formula carries its value, for readers that do not calculate."""
    for formula in _of_cells(sheet for sheet in book.sheets if sheet.survey.valueless):
        if formula.cell is not None and lacks_value(formula.cell):
            yield from _each([formula], "has no value")


def _of_cells(sheets: Iterable[Sheet]) -> Iterator[Formula]:
    """The formulas of the cells of some sheets."""
    for sheet in sheets:
        for formulas in sheet.formulas.values():
            yield from formulas


def _each(formulas: Iterable[Formula], message: str) -> Iterator[Fault]:
    """The same fault in each of some formulas."""
    for formula in formulas:
        yield Fault(formula.part, formula.place, f"{message}: ={formula.text}")


def link_target(book: Book) -> Iterator[Fault]:
    """Links inside the workbook, in cells and in formulas, lead to a place that is there."""
    for sheet in book.sheets:
        for link in sheet.all("m:hyperlinks/m:hyperlink[@location]"):
            target = link.get("location", "")
            if not _is_there(book, target):
                yield Fault(sheet.part, link.get("ref", ""), f"leads to {target}: no such place")
    for shape in book.shapes:
        for target, goes_on in _LINK.findall(shape):
            if not _is_there(book, target.replace('""', '"'), begun=bool(goes_on)):
                for formula in book.formulas(shape):
                    message = f"leads to {target}: no such place"
                    yield Fault(formula.part, formula.place, message)


def _is_there(book: Book, target: str, *, begun: bool = False) -> bool:
    """Whether a name or place is in the workbook; of one only `begun`, its sheet is."""
    found = _PLACE.fullmatch(target)
    if found is None:
        return begun or target.casefold() in book.known_names
    sheet = found[2] or found[1].replace("''", "'")
    return sheet.casefold() in book.sheet_names and (begun or area(found[3]) is not None)


def _own_table(book: Book, part: str, reference: str) -> str:
    """The table in which a cell stands, or ""."""
    place = area(reference)
    for sheet in book.sheets:
        for table in sheet.tables if sheet.part == part else ():
            if place and table.area and table.area.holds(place.top, place.left):
                return table.name
    return ""


RULES = (
    formula_balance,
    formula_length,
    formula_sheet,
    formula_name,
    formula_function,
    formula_column,
    formula_error,
    cached_value,
    link_target,
)
