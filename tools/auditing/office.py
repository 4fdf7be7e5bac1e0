"""Office files as they lie in their zip: sheets with their cells, paragraphs with their marks."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

Parts = dict[str, ET.Element]
ALPHABET = 26
COUNTED_BY_WORD = ("PAGE", "NUMPAGES")
CALL = re.compile(r"(-?)(COUNTA|COUNTIFS|SUMIFS|SUM)\(((?:[^()\"]|\"[^\"]*\")*)\)")
_COLUMNS = re.compile(r"(\w+)\[([^\]]+)\]|\"((?:[^\"]|\"\")*)\"|(\d+)")
_PLACE = re.compile(r"([A-Z]+)(\d+)")


def local(node: ET.Element) -> str:
    """The name of an element without its namespace."""
    return node.tag.rpartition("}")[2]


def attribute(node: ET.Element, name: str) -> str:
    """An attribute by its name without a namespace, empty for none."""
    return next((text for key, text in node.attrib.items() if key.rpartition("}")[2] == name), "")


def every(node: ET.Element, name: str) -> list[ET.Element]:
    """All elements of that name below a node, and the node itself."""
    return [one for one in node.iter() if local(one) == name]


def read(content: bytes) -> Parts:
    """The parts of a file that are XML, by name, with those of a workbook inside it."""
    found: Parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                found[name] = ET.fromstring(packed.read(name))
            elif name.endswith(".xlsx"):
                found |= {f"{name}/{inner}": one for inner, one in read(packed.read(name)).items()}
    return found


def parts_of(parts: Parts, part: str, kind: str) -> list[str]:
    """The parts of a kind that a part leads to, in the order of its relations."""
    folder, _, name = part.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    found = (
        []
        if relations is None
        else [
            Path("/", folder, one.get("Target", "")).as_posix()
            for one in relations
            if one.get("Type", "").endswith(f"/{kind}")
        ]
    )
    return [re.sub(r"/[^/]+/\.\.", "", one).lstrip("/") for one in found]


class Sheet:
    """The cells of a sheet by row and column, and the name of its table."""

    def __init__(self, name: str, part: str, parts: Parts) -> None:
        self.name, self.part, self.root = name, part, parts[part]
        shared = parts.get("xl/sharedStrings.xml")
        texts = (
            []
            if shared is None
            else ["".join(text.text or "" for text in every(one, "t")) for one in shared]
        )
        self.cells: dict[tuple[int, str], str] = {}
        self.formulas: dict[tuple[int, str], str] = {}
        for cell in every(self.root, "c"):
            column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", "")).groups()  # type: ignore[union-attr]
            told = {local(one): one for one in cell}
            if "v" in told:
                text = told["v"].text or ""
                self.cells[int(row), column] = texts[int(text)] if cell.get("t") == "s" else text
            if "is" in told:
                self.cells[int(row), column] = "".join(told["is"].itertext())
            if "f" in told:
                self.formulas[int(row), column] = told["f"].text or ""
        self.counted: dict[str, Counter[str]] = {}
        self.columns: dict[str, dict[int, str]] = {}
        for (line, letter), text in self.cells.items():
            self.columns.setdefault(letter, {})[line] = text
        self.tables = [parts[one] for one in parts_of(parts, part, "table")]
        self.table = self.tables[0].get("displayName", "") if self.tables else ""
        self.head = int(re.findall(r"\d+", self.tables[0].get("ref", ""))[0]) if self.tables else 0
        self.lines = sorted({row for row, _ in self.cells if row > self.head})

    def at(self, place: str) -> str:
        """The text of a cell by its place, empty for none."""
        column, row = re.match(_PLACE, place).groups()  # type: ignore[union-attr]
        return self.cells.get((int(row), column), "")

    @property
    def last_column(self) -> str:
        """The letters of the last column with a cell."""
        return max((len(column), column) for _, column in self.cells)[1]

    def column(self, header: str) -> dict[int, str]:
        """The cells under a header by row."""
        letter = next(at for at, rows in self.columns.items() if rows.get(self.head) == header)
        return {row: text for row, text in self.columns[letter].items() if row > self.head}

    def keys(self, header: str) -> Counter[str]:
        """How often each cell stands under a header."""
        if header not in self.counted:
            self.counted[header] = Counter(self.column(header).values())
        return self.counted[header]


def _meets(cell: str, wanted: str) -> bool:
    return cell.isdigit() if wanted.startswith(">=") else cell == wanted


def worth(formula: str, sheets: dict[str, Sheet]) -> int:
    """What counts and sums over columns of tables come to."""
    total = 0
    for sign, call, inner in CALL.findall(formula):
        told = _COLUMNS.findall(inner)
        columns = [sheets[table].column(header) if table else {} for table, header, *_ in told]
        rows = {row for cells in columns for row in cells}
        skipped = int(call == "SUMIFS")
        wanted = zip(told[skipped + 1 :: 2], columns[skipped::2], strict=False)
        for (_, _, text, number), cells in wanted:
            rows = {row for row in rows if _meets(cells.get(row, ""), text or number)}
        numbers = (columns[0].get(row, "") for row in rows)
        summed = sum(int(one) for one in numbers if re.fullmatch(r"\d+", one))
        total += (-1 if sign else 1) * (summed if call.startswith("SUM") else len(rows))
    return total


def letters(number: int) -> str:
    """The name of a column."""
    return (letters((number - 1) // ALPHABET) if number > ALPHABET else "") + chr(
        65 + (number - 1) % ALPHABET
    )


def in_words(formula: str, tables: dict[str, Sheet]) -> str:
    """What stands in words beside a figure: it, and for a sum the steps with and without one."""
    told = f"{worth(formula, tables)} "
    if not formula.startswith("SUMIFS"):
        return told
    inner = formula.removeprefix("SUMIFS(").partition(",")
    steps = worth(f"COUNTIFS({inner[2]}", tables)
    numbered = worth(f'COUNTIFS({inner[2][:-1]},{inner[0]},">=0")', tables)
    told += f"{numbered} " if numbered > 1 else ""
    return told + (f"{steps - numbered} " if steps > numbered else "")


class Piece(NamedTuple):
    """Some text of a paragraph: the bookmark of a fact, the field, or the note that it is of."""

    text: str
    mark: str = ""
    field: str = ""
    note: str = ""


def pieces(block: ET.Element) -> Iterator[Piece]:
    """The text of a paragraph or cell in order."""
    marks: dict[str, str] = {}
    field, code = "", False
    for node in block.iter():
        name = local(node)
        if name == "bookmarkStart" and attribute(node, "name").startswith("f_"):
            marks[attribute(node, "id")] = attribute(node, "name")
        elif name == "bookmarkEnd":
            marks.pop(attribute(node, "id"), None)
        elif name == "fldChar":
            code = attribute(node, "fldCharType") == "begin"
            field = "" if attribute(node, "fldCharType") != "separate" else field
        elif name == "instrText" and code:
            field += (node.text or "").strip()
        elif name in ("t", "br", "p"):
            text = node.text or "" if name == "t" else " "
            yield Piece(text, next(iter(marks.values()), ""), field)
        elif name == "footnoteReference":
            yield Piece("", note=attribute(node, "id"))


def marked_notes(body: ET.Element) -> dict[str, str]:
    """The notes by the bookmark around their mark, in the order of the document."""
    found, last = {}, ""
    for node in body.iter():
        if local(node) == "bookmarkStart":
            last = attribute(node, "name")
        elif local(node) == "footnoteReference":
            found[last] = attribute(node, "id")
    return found
