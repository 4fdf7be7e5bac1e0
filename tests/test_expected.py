"""The files of the dossier Calvora against what was typed by hand from the facts, cell by cell.

What is expected stands in `dossiers/calvora/expected`, with a README on how to change it.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
import yaml
from docx.oxml.ns import qn
from docx.table import Table
from lxml import etree

from briefgen.generate import Asked, generate

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.table import _Cell

PROJECT = Path(__file__).parent.parent
CALVORA = Path(__file__).parent / "dossiers" / "calvora"
EXPECTED = CALVORA / "expected"
LANGUAGES = ("en", "fr")
HEADER_ROW = 4
_APART = frozenset({"Start", "amber", "brief", "sheets"})
TABLES = sorted(path.stem for path in (EXPECTED / "en").glob("*.yaml") if path.stem not in _APART)
IN_PART = frozenset({"Codebook"})
"""Sheets of which some rows were typed: they list what stands in the code."""

Row = dict[str, Any]
Place = tuple[str, int]


# -- what was typed --------------------------------------------------------------------------------


@functools.cache
def typed(language: str, name: str) -> Any:  # noqa: ANN401 -- as it is typed
    content = (EXPECTED / language / f"{name}.yaml").read_bytes()
    return yaml.load(content, Loader=yaml.CSafeLoader)


def folded(value: object) -> object:
    """A value as it is compared: no-break spaces and curly apostrophes need not be typed."""
    if isinstance(value, str):
        return value.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


# -- what is found ---------------------------------------------------------------------------------


class Book:
    """A workbook read back: the values of its cells, and the formulas behind them."""

    def __init__(self, content: bytes) -> None:
        self.values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        self.formulas = openpyxl.load_workbook(io.BytesIO(content))
        self._links: dict[str, dict[tuple[int, int], str]] = {}

    def grid(self, sheet: str) -> list[list[object]]:
        rows = self.values[sheet].iter_rows(values_only=True)
        return [[folded(cell) for cell in row] for row in rows]

    def rows(self, sheet: str) -> tuple[list[str], list[Row]]:
        """The headers in order, and each row by them."""
        _, _, _, header, *body = self.grid(sheet)
        headers = [str(cell) for cell in header if cell is not None]
        return headers, [dict(zip(headers, row, strict=False)) for row in body]

    def links(self, sheet: str) -> dict[tuple[int, int], str]:
        """The formulas that lead to rows, by row below the header and column, both from 0."""
        if sheet not in self._links:
            cells = self.formulas[sheet].iter_rows(min_row=HEADER_ROW + 1, values_only=True)
            self._links[sheet] = {
                (row, column): str(folded(cell))
                for row, values in enumerate(cells)
                for column, cell in enumerate(values)
                if isinstance(cell, str) and cell.startswith("=HYPERLINK(")
            }
        return self._links[sheet]


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Brief:
    """A brief read back: [1] stands where the mark of note 1 stands."""

    def __init__(self, content: bytes) -> None:
        self.document = docx.Document(io.BytesIO(content))

    @functools.cached_property
    def body(self) -> list[Row]:
        """The paragraphs, tables and charts in order; a paragraph without text is none."""
        found = []
        for block in self.document.iter_inner_content():
            if isinstance(block, Table):
                found.append(self._table(block))
                continue
            drawings = block._p.iter(qn("wp:docPr"))
            found += [{"chart": folded(drawing.get("descr"))} for drawing in drawings]
            if text := self._text(block._p):
                found.append({"style": str(block.style and block.style.name), "text": text})
        return found

    @functools.cached_property
    def notes(self) -> dict[int, str]:
        relations = self.document.part.rels.values()
        (part,) = (one.target_part for one in relations if one.reltype.endswith("/footnotes"))
        notes = etree.fromstring(part.blob).iter(f"{_W}footnote")
        numbered = {int(note.get(f"{_W}id", "")): self._text(note).strip() for note in notes}
        return {number: text for number, text in numbered.items() if number > 0}

    def frame(self, name: str) -> list[str]:
        """The lines of the header or footer."""
        part = getattr(self.document.sections[0], name)
        return [self._text(one._p).strip() for one in part.paragraphs]

    def _table(self, table: Table) -> Row:
        """A table without its header row, where that is marked as one."""
        told = {
            "table": folded(self._described(table, "w:tblCaption")),
            "alt": folded(self._described(table, "w:tblDescription")),
        }
        rows = [[self._cell(cell) for cell in row.cells] for row in table.rows]
        if table._tbl.find(f".//{qn('w:tblHeader')}") is not None:
            return {**told, "header": rows[0], "rows": rows[1:]}
        return {**told, "rows": rows}

    @staticmethod
    def _described(table: Table, tag: str) -> str | None:
        found = table._tbl.tblPr.find(qn(tag))
        return None if found is None else found.get(qn("w:val"))

    def _cell(self, cell: _Cell) -> str:
        return "\n".join(self._text(one._p) for one in cell.paragraphs)

    def _text(self, element: Any) -> str:  # noqa: ANN401 -- of lxml
        """The text with the marks of its notes; of a field, what it shows."""
        pieces: list[str] = []
        fields: list[str] = []
        for node in element.iter(*map(qn, _PIECES)):
            if node.tag == qn("w:instrText"):
                fields[-1] += node.text or ""
            elif node.get(qn("w:fldCharType")) == "begin":
                fields.append("")
            elif node.get(qn("w:fldCharType")) == "end":
                fields.pop()
            else:
                again = any("NOTEREF" in one for one in fields)
                text = _PIECES[_name(node)](node)
                pieces.append(f"[{text}]" if again and text else text)
        return str(folded("".join(pieces)))


def _name(node: Any) -> str:  # noqa: ANN401 -- of lxml
    return f"w:{etree.QName(node).localname}"


_PIECES: dict[str, Callable[[Any], str]] = {
    "w:t": lambda node: node.text or "",
    "w:br": lambda _: "\n",
    "w:footnoteReference": lambda node: f"[{node.get(qn('w:id'))}]",
    "w:fldChar": lambda _: "",
    "w:instrText": lambda _: "",
}
"""What bears text, and the text that it bears."""


class Edition:
    """The files of one brief in both languages."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.books: dict[str, Book] = {}
        self.briefs: dict[str, Brief] = {}

    def book(self, language: str) -> Book:
        if language not in self.books:
            self.books[language] = Book(self._read(language, "xlsx"))
        return self.books[language]

    def brief(self, language: str) -> Brief:
        if language not in self.briefs:
            self.briefs[language] = Brief(self._read(language, "docx"))
        return self.briefs[language]

    def stamped(self, text: str) -> str:
        """What was typed, with the digest and version that nobody can type."""
        digest, version = self._stamp
        return text.replace("{digest}", digest).replace("{version}", version)

    @functools.cached_property
    def _stamp(self) -> tuple[str, str]:
        manifest = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        (digest,) = re.findall(r"[0-9a-f]{8,}", self.brief("en").body[-1]["text"])
        assert str(manifest["inputs"]).startswith(digest)
        return digest, str(manifest["version"])

    def _read(self, language: str, kind: str) -> bytes:
        return (self.folder / f"{self.name}.{language}.{kind}").read_bytes()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("calvora") / "project"
    shutil.copytree(CALVORA, root, ignore=shutil.ignore_patterns("expected"))
    shutil.copytree(PROJECT / "templates", root / "templates")
    return root


@pytest.fixture(scope="module")
def edition(root: Path) -> Edition:
    generate(root, Asked(brief="calvora", out=root / "out"))
    return Edition(root / "out", "calvora")


@pytest.fixture(scope="module")
def amber(root: Path) -> Edition:
    generate(root, Asked(brief="calvora-amber", out=root / "amber"))
    return Edition(root / "amber", "calvora-amber")


# -- the workbook ----------------------------------------------------------------------------------


def sheet_of(table: str, language: str) -> str:
    sheets = typed(language, "sheets")["sheets"]
    return {str(one["table"]): str(one["sheet"]) for one in sheets}[table]


def expected_rows(language: str, table: str) -> list[Row]:
    rows: list[Row] = typed(language, table)
    return [{str(folded(head)): folded(cell) for head, cell in row.items()} for row in rows]


def by_key(table: str, rows: list[Row]) -> dict[str, Row]:
    """The rows by their key: the last column, `Id`, but for sheets that have none."""
    if table.startswith("ChartData"):
        return {str(number): row for number, row in enumerate(rows, 1)}
    at = 0 if table in {"Summary", "Sentences"} else -1
    return {str([*row.values()][at]): row for row in rows}


def differences(sheet: str, wanted: dict[str, Row], found: dict[str, Row]) -> list[str]:
    """The cells that differ."""
    return [
        f"{sheet}, {key}, {header}: found {cell!r}, expected {wanted[key][header]!r}"
        for key, row in found.items()
        if key in wanted
        for header, cell in row.items()
        if (type(cell), cell) != (type(wanted[key][header]), wanted[key][header])
    ]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_shows_what_was_typed(edition: Edition, language: str, table: str) -> None:
    rows, sheet = expected_rows(language, table), sheet_of(table, language)
    headers, found = edition.book(language).rows(sheet)
    assert headers == list(rows[0]), sheet
    assert {tuple(row) for row in rows} == {tuple(headers)}, "each row has every header, in order"
    wanted, shown = by_key(table, rows), by_key(table, found)
    if table in IN_PART:
        shown = {key: row for key, row in shown.items() if key in wanted}
    assert {*shown} == {*wanted}, sheet
    differing = differences(sheet, wanted, shown)
    assert differing == []
    if table not in IN_PART:
        assert list(shown) == list(wanted), f"{sheet}: the order of the rows"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_was_typed_and_tells_what_its_rows_are(edition: Edition, language: str) -> None:
    about = typed(language, "sheets")
    book = edition.book(language)
    assert book.values.sheetnames == [about["start"], *(one["sheet"] for one in about["sheets"])]
    assert {one["table"] for one in about["sheets"]} == {*TABLES}
    for one in about["sheets"]:
        (title, *_), (rows_are, *_), (back, *label), _, *body = book.grid(one["sheet"])
        assert (title, back) == (one["sheet"], folded(about["back"]))
        assert "TLP:CLEAR" in label
        assert len(body) == one["rows"] or one["rows"] is None, one["sheet"]
        rows = about["rows"].format(len(body))
        assert rows_are == folded(about["each"].format(row=one["row"], rows=rows))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_sheet_shows_what_was_typed(edition: Edition, language: str) -> None:
    about, book = typed(language, "sheets"), edition.book(language)
    counts = {
        one["sheet"]: one["rows"] or len(book.rows(one["sheet"])[1]) for one in about["sheets"]
    }
    lines = [
        *typed(language, "Start"),
        *([one["sheet"], one["row"], counts[one["sheet"]]] for one in about["sheets"]),
    ]
    wanted = [
        [folded(edition.stamped(cell)) if isinstance(cell, str) else cell for cell in line]
        for line in lines
    ]
    found = [[cell for cell in line if cell is not None] for line in book.grid(about["start"])]
    assert found == wanted


_LINK = re.compile(
    r'=HYPERLINK\("#\'?(?P<sheet>[^\'!]+)\'?!A"&MATCH\("(?P<key>[^"]+)",(?P<table>\w+)\['
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_shows_its_text_and_leads_where_was_typed(edition: Edition, language: str) -> None:
    book = edition.book(language)
    for table, rows in typed("", "links").items():
        sheet = sheet_of(table, language)
        _, found = book.rows(sheet)
        keys = [*by_key(table, found)]
        columns = [*expected_rows("en", table)[0]]
        for (row, column), formula in book.links(sheet).items():
            assert formula.endswith(f',"{_quoted([*found[row].values()][column])}")'), (
                sheet,
                row,
                column,
            )
        for key, leads in rows.items():
            for header, target in leads.items():
                row, column = keys.index(key), columns.index(header)
                match = _LINK.match(book.links(sheet).get((row, column), ""))
                assert match, (sheet, key, header)
                assert f"{match['table']} {match['key']}" == target, (sheet, key, header)
                assert match["sheet"] == sheet_of(match["table"], language)


def _quoted(cell: object) -> str:
    """A text as it stands in a formula."""
    return str(cell).replace('"', '""')


# -- the brief -------------------------------------------------------------------------------------


def expected_brief(edition: Edition, language: str) -> Any:  # noqa: ANN401 -- as it is typed
    def filled(value: Any) -> Any:  # noqa: ANN401 -- as it is typed
        if isinstance(value, list):
            return [filled(one) for one in value]
        if isinstance(value, dict):
            return {key: filled(one) for key, one in value.items()}
        return folded(edition.stamped(value)) if isinstance(value, str) else value

    return filled(typed(language, "brief"))


def cells(block: Row) -> Row:
    """What a block shows, each cell of a table by itself: `row 1, Date`."""
    headers = block.get("header", ())
    flat = {key: value for key, value in block.items() if key != "rows"}
    for number, row in enumerate(block.get("rows", ()), 1):
        for place, cell in enumerate(row):
            flat[f"row {number}, {headers[place] if headers else place + 1}"] = cell
    return flat


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_shows_what_was_typed(edition: Edition, language: str) -> None:
    wanted, found = expected_brief(edition, language)["body"], edition.brief(language).body
    assert [kind(block) for block in found] == [kind(block) for block in wanted]
    differing = [
        f"block {number}, {place}: found {shown.get(place)!r}, expected {cell.get(place)!r}"
        for number, (block, typed_block) in enumerate(zip(found, wanted, strict=True), 1)
        for shown, cell in [(cells(block), cells(typed_block))]
        for place in {**shown, **cell}
        if shown.get(place) != cell.get(place)
    ]
    assert differing == []


def kind(block: Row) -> str:
    """A table or chart, or the style of a paragraph."""
    return str(block.get("style") or next(iter(block)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_and_the_frame_show_what_was_typed(edition: Edition, language: str) -> None:
    wanted, found = expected_brief(edition, language), edition.brief(language)
    assert found.notes == wanted["notes"]
    assert (found.frame("header"), found.frame("footer")) == (wanted["header"], wanted["footer"])


# -- the copy that shows more ----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_under_a_higher_label_shows_what_was_typed(amber: Edition, language: str) -> None:
    about = typed(language, "amber")
    book = amber.book(language)
    for table, rows in about["sheets"].items():
        _, found = book.rows(sheet_of(table, language))
        shown = by_key(table, found)
        for key, row in rows.items():
            wanted = {folded(header): folded(cell) for header, cell in row.items()}
            assert {header: shown[key][str(header)] for header in wanted} == wanted, (table, key)
    start = [str(line[0]) for line in book.grid(typed(language, "sheets")["start"]) if line[0]]
    assert about["label"] in start
    assert about["absent"] not in start
    assert [block["text"] for block in amber.brief(language).body if "text" in block][:-1] == [
        folded(text) for text in about["brief"]
    ]
