"""Follow every figure of an edition back to its fact, its readings and the bytes of the articles.

    python tools/audit.py OUT [--archive FOLDER]

OUT is the folder of an edition: its files and `manifest.json`. Nothing of briefgen is used, nor
any library: this reads the XML itself, and `audit_shows.py` and `audit_facts.py` work out from the
facts and readings in the manifest what each place may show. A figure is a run of digits or the name
of a month. One line a finding; exit 0 when all is followed, 1 when something is not, 2 for wrong
use.

Not followed: the numbers of pages, which Word counts; sizes, colours, scales and identifiers in the
markup; numbers in words, as `five`; the text of formulas, but for the keys they look for. Where the
marks of a chart lie across its lanes, and where its months begin, is compared with what the
manifest says was drawn.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
import unicodedata
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

from audit_facts import MONTHS, NUMBERS, Facts, dated, ends, figures, serial
from audit_shows import DONE, Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COLUMNS = re.compile(r"(\w+)\[([^\]]+)\]|\"((?:[^\"]|\"\")*)\"|(\d+)")
_CALL = re.compile(r"(-?)(COUNTA|COUNTIFS|SUMIFS|SUM)\(((?:[^()\"]|\"[^\"]*\")*)\)")
_MATCH = re.compile(r"MATCH\(\"((?:[^\"]|\"\")*)\",(\w+)\[([^\]]+)\]")
_COUNTED = ("PAGE", "NUMPAGES")
_STYLES = ("Title", "Subtitle", "SourceLine", "Caption", "Figure", "Stamp")


def local(node: ET.Element) -> str:
    """The name of an element without its namespace."""
    return node.tag.rpartition("}")[2]


def attribute(node: ET.Element, name: str) -> str:
    """An attribute by its name without a namespace, empty for none."""
    return next((text for key, text in node.attrib.items() if key.rpartition("}")[2] == name), "")


def every(node: ET.Element, name: str) -> list[ET.Element]:
    """All elements of that name below a node, and the node itself."""
    return [one for one in node.iter() if local(one) == name]


def read(content: bytes) -> dict[str, ET.Element]:
    """The parts of a file that are XML, by name, with those of a workbook inside it."""
    found: dict[str, ET.Element] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                found[name] = ET.fromstring(packed.read(name))  # noqa: S314 -- an office file
            elif name.endswith(".xlsx"):
                found |= {f"{name}/{inner}": one for inner, one in read(packed.read(name)).items()}
    return found


def parts_of(parts: dict[str, ET.Element], part: str, kind: str) -> list[str]:
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

    def __init__(self, name: str, part: str, parts: dict[str, ET.Element]) -> None:
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
        self.tables = [parts[one] for one in parts_of(parts, part, "table")]
        self.table = self.tables[0].get("displayName", "") if self.tables else ""
        self.head = int(re.findall(r"\d+", self.tables[0].get("ref", ""))[0]) if self.tables else 0
        self.last = int(re.findall(r"\d+", self.tables[0].get("ref", ""))[1]) if self.tables else 0

    def column(self, header: str) -> dict[int, str]:
        """The cells under a header by row."""
        letter = next(
            c for (row, c), text in self.cells.items() if (row, text) == (self.head, header)
        )
        return {
            row: text for (row, c), text in self.cells.items() if c == letter and row > self.head
        }


def worth(formula: str, sheets: dict[str, Sheet]) -> int:
    """What counts and sums over columns of tables come to."""
    total = 0
    for sign, call, inner in _CALL.findall(formula):
        told = _COLUMNS.findall(inner)
        columns = [sheets[table].column(header) if table else {} for table, header, *_ in told]
        rows = {row for cells in columns for row in cells}
        for (_, _, text, number), cells in zip(
            told[call == "SUMIFS" :][1::2], columns[call == "SUMIFS" :][::2], strict=False
        ):
            least = text.startswith(">=")
            rows = {
                row
                for row in rows
                if (
                    re.fullmatch(r"\d+", cells.get(row, ""))
                    if least
                    else cells.get(row) == (text or number)
                )
            }
        numbers = (columns[0].get(row, "") for row in rows)
        summed = sum(int(one) for one in numbers if re.fullmatch(r"\d+", one))
        total += (-1 if sign else 1) * (summed if call.startswith("SUM") else len(rows))
    return total


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Piece(NamedTuple):
    """Some text of a paragraph: the bookmark of a fact, the field, or the note that it is of."""

    text: str
    mark: str = ""
    field: str = ""
    note: str = ""


def pieces(block: ET.Element) -> Iterator[Piece]:
    """The text of a paragraph or cell in order."""
    open_marks: dict[str, str] = {}
    field, within = "", 0
    for node in block.iter():
        match local(node):
            case "bookmarkStart" if attribute(node, "name").startswith("f_"):
                open_marks[attribute(node, "id")] = attribute(node, "name")
            case "bookmarkEnd":
                open_marks.pop(attribute(node, "id"), None)
            case "fldChar":
                within = {"begin": 1, "separate": 2, "end": 0}[attribute(node, "fldCharType")]
                field = field if within == 2 else ""
            case "instrText":
                field += (node.text or "").strip() + " "
            case "fldSimple":
                field = attribute(node, "instr")
            case "t" | "br" | "p":
                text = node.text or "" if local(node) == "t" else " "
                yield Piece(text, next(iter(open_marks.values()), ""), field.strip())
            case "footnoteReference":
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


def all_facts(meaning: Meaning) -> set[str]:
    """Every field of every record that a bookmark can be of."""
    claimed = {name for name, about in meaning.types.items() if about["claimed"]}
    return {
        f"{one}.{name.partition('.')[2]}"
        for one, record in meaning.records.items()
        for name in claimed
        if name.startswith(f"{record['kind']}.")
    }


def either_or_none(expected: str) -> str:
    """That, or no figure."""
    return f"(?:{expected})?"


def words(text: str) -> str:
    """The words of a text, a space around each."""
    found = re.findall(r"\w+", unicodedata.normalize("NFC", text))
    return f" {' '.join(found)} "


def letters(number: int) -> str:
    """The name of a column."""
    return (letters((number - 1) // 26) if number > 26 else "") + chr(65 + (number - 1) % 26)


def numbers_in(text: str) -> set[int]:
    """The numbers that a passage prints, in digits, in words or as a month."""
    text = unicodedata.normalize("NFC", text)
    found = {
        int(re.sub(r"\D", "", one))
        for one in re.findall(r"\d{1,3}(?:[\u00a0\u202f .,]\d{3})+(?!\d)|\d+", text)
    }
    found |= {int(one) for one in re.findall(r"\d+", text)}
    found |= {int(one[1:]) for one in figures(text).split() if one[0] == "m"}
    total = 0
    for word in [*re.findall(r"[^\W\d_]+", text.casefold()), ""]:
        number = NUMBERS.get(word, 0)
        times = total and (number >= 100 or (number == 20 and total % 100 == 4))
        found |= {total, number}
        total = (
            total * number
            if times
            else total + number
            if number
            else total
            if word in ("et", "and")
            else 0
        )
    return found


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


def span(edtf: str, brief: dict[str, Any]) -> tuple[date, date]:
    """The first and last day of a date within the period of a brief."""
    (first, last), (_, until), (start, end) = (
        ends(brief["period"]),
        ends(brief["cutoff"]),
        ends(edtf),
    )
    first, until = first or date.min, until or date.max
    last = last or until
    begins = max(start or end or first, first)
    over = min(end or max(min(last, until), begins), last)
    return min(begins, over), over


def step_date(record: dict[str, Any]) -> str:
    """The date that a step is drawn at, empty for none."""
    if record["kind"] == "Release":
        return record.get("freed" if record.get("stage") in DONE else "announced") or ""
    return record.get("in_effect") or record.get("announced") or record.get("date") or ""


def label(records: Sequence[str], meaning: Meaning) -> str:
    """The words on an event: people, or what the records are called."""
    told: dict[str, str] = {}
    by = ""
    for one in records:
        record = meaning.records[one]
        when = step_date(record)
        by = dated(when) if when.startswith("..") else ""
        if record["kind"] == "Release":
            told[f"{record.get('people')}"] = figures(record.get("people", ""))
        else:
            name = record.get("form") or one
            told[name] = meaning.names([name])
    return by + "".join(told.values())


def chart_row(chart: dict[str, Any], place: int, meaning: Meaning) -> tuple[str, str, str]:
    """The date, the number and the words of a row of data."""
    one = chart["rows"][place]
    if "grid" in one:
        day = date.fromisoformat(one["day"])
        month = f"m{day.month} (?:{day.year} )?" if one["grid"] == "months" else ""
        words = month or f"(?:{meaning.names(meaning.records)})?" * 0
        return serial(day), figures(f"{one['height']:g}"), words
    record = meaning.records[one["records"][0]]
    if chart["kind"] == "bars":
        people = figures(record.get("people", ""))
        return (
            dated(step_date(record)),
            people.partition(" ")[0] + " " if people else "0 ",
            meaning.cell(f"{one['records'][0]}.people"),
        )
    start, end = span(step_date(record), meaning.brief)
    half = start + timedelta(days=(end - start).days // 2)
    day = {"start": start, "middle": half}.get(one["at"], end)
    return (
        serial(day),
        figures(f"{one['height']:g}"),
        label(one["records"], meaning) if one["says"] else "",
    )


def alternative(chart: dict[str, Any], meaning: Meaning) -> str:
    """A chart in words: its events lane by lane, or its bars."""
    if chart["kind"] == "bars":
        rows = (chart_row(chart, place, meaning) for place in range(len(chart["rows"])))
        return "".join(day + words for day, _, words in rows)
    events = {
        tuple(one["records"]): one
        for one in chart["rows"]
        if "records" in one and one["at"] == "start"
    }
    told = []
    for records, one in events.items():
        start, end = span(step_date(meaning.records[records[0]]), meaning.brief)
        days = dated(start.isoformat()) + (dated(end.isoformat()) if end > start else "")
        done = meaning.records[records[0]].get("stage") in DONE
        told.append((-one["lane"], start, end, done, days + label(records, meaning)))
    return "".join(words for *_, words in sorted(told)) + meaning.names(chart["undrawn"])


class Audit:
    """The walk through an edition: what was found, and how much was walked."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.manifest = json.loads((out / "manifest.json").read_bytes())
        self.findings: list[str] = []
        self.walked = self.passages = 0

    def say(self, file: str, where: str, shown: str, told: str) -> None:
        """One finding."""
        self.findings.append(f"{file}: {where}: {' '.join(shown.split())[:90]}: {told}")

    def compare(self, file: str, where: str, shown: str, expected: str) -> None:
        """The figures of a place with what it may show."""
        found = figures(shown)
        self.walked += found.count(" ")
        if not re.fullmatch(expected, found):
            told = expected.replace("(?:", "(").strip() or "no figure"
            self.say(file, where, shown, f"the facts give {told}")

    def walk(self, archive: Path | None) -> Facts:
        """Every file of the edition; returns what its manifest knows."""
        known = Facts(self.manifest)
        self.facts(known)
        if archive:
            self.articles(known, archive)
        for file, digest in self.manifest["files"].items():
            path = self.out / file
            content = path.read_bytes() if path.is_file() else b""
            if hashlib.sha256(content).hexdigest() != digest:
                self.say(file, "the file", digest, "is not its SHA-256: it has changed")
            if content and file.endswith((".xlsx", ".docx")):
                meaning = Meaning(self.manifest, file.split(".")[-2])
                walk = self.workbook if file.endswith("xlsx") else self.document
                walk(file, read(content), meaning)
        return known

    # -- facts and articles ----------------------------------------------------------------------

    def facts(self, known: Facts) -> None:
        """Every fact is what a reading says, or is known to differ; figures stand in anchors."""
        for fact in known.facts:
            held, claims = known.get(fact), known.said.get(fact, [])
            borne = {known.relation(fact, one.value, held) for one in claims} if held else {"says"}
            if not borne & {"says", "spelling", "less"} and not known.because(fact):
                self.say("manifest.json", fact, str(held), "no reading says so")
        for fact, claims in known.said.items():
            kind = known.type(fact)["type"]
            for one in claims:
                printed = numbers_in(" | ".join(one.anchors))
                told = str(one.value).replace("-36", "")
                numbers = {int(number) for number in re.findall(r"\d+", told)} - printed
                if kind in ("Quantity", "When") and numbers and not one.inferred:
                    self.say("manifest.json", f"{one.at} {fact}", told, "is not in the anchors")

    def articles(self, known: Facts, archive: Path) -> None:
        """Every anchor stands in the bytes of its paragraph, and the text is the one read."""
        for source in known.of("Source"):
            record = known.records[source]
            path = archive / Path(record["archive"]).name
            if not path.is_file():
                self.say(str(path), source, record["archive"], "is not there")
                continue
            content = path.read_bytes()
            lines = [
                line for line in re.split(r"\r\n|\r|\n", content.decode("utf-8-sig")) if words(line).strip()
            ]
            if hashlib.sha256(content).hexdigest() != record["sha256"]:
                self.say(path.name, source, record["sha256"], "is not the SHA-256 of the file")
            if len(lines) != int(record["paragraphs"]):
                self.say(path.name, source, record["paragraphs"], f"it has {len(lines)} paragraphs")
            for one in known.readings:
                at, _, place = one["at"].rpartition(".")
                number = int(re.sub(r"\D", "", place))
                text = words(lines[number - 1]) if at == source and number <= len(lines) else ""
                for anchor in one["anchors"] if at == source else ():
                    self.passages += words(anchor) in text
                    if words(anchor) not in text:
                        self.say(path.name, one["at"], anchor, f"is not in paragraph {number}")

    # -- workbooks -------------------------------------------------------------------------------

    def workbook(self, file: str, parts: dict[str, ET.Element], meaning: Meaning) -> None:
        """Every sheet, drawing and chart of a workbook."""
        book = parts["xl/workbook.xml"]
        targets = {
            o.get("Id"): o.get("Target", "").removeprefix("/xl/")
            for o in parts["xl/_rels/workbook.xml.rels"]
        }
        sheets = [
            Sheet(attribute(one, "name"), f"xl/{targets[attribute(one, 'id')]}", parts)
            for one in every(book, "sheet")
        ]
        tables = {sheet.table: sheet for sheet in sheets if sheet.table}
        charts = meaning.charts[file]
        for sheet in sheets:
            self.around(file, sheet, meaning)
            for place, formula in sheet.formulas.items():
                self.formula(file, sheet, place, formula, tables)
            if sheet.table in meaning.sheets:
                self.rows(file, sheet, meaning)
            elif sheet.table.startswith("ChartData"):
                chart = charts[int(sheet.table.removeprefix("ChartData")) - 1]
                self.chart_data(file, sheet, chart, meaning)
            elif sheet.table:
                self.summary(file, sheet, tables)
            else:
                self.start(file, sheet, meaning, [one.name for one in sheets[1:]])
        for name in sorted(parts):
            if "/drawings/drawing" in name and "_rels" not in name:
                drawn = parts_of(parts, name, "chart")
                for told, chart, one in zip(
                    every(parts[name], "cNvPr"), charts, drawn, strict=True
                ):
                    self.compare(
                        file,
                        f"{name}: alternative text",
                        told.get("descr", ""),
                        alternative(chart, meaning),
                    )
                    self.drawn(file, one, parts[one], {sheet.name: sheet for sheet in sheets})
        self.properties(file, parts, meaning)

    def around(self, file: str, sheet: Sheet, meaning: Meaning) -> None:
        """What stands above a table, on the edges of the page, and in the links."""
        rows = f"{sheet.last - sheet.head} "
        declared = meaning.sheets.get(sheet.table, {})
        above = {
            1: figures(declared.get("title", sheet.name)),
            2: figures(declared.get("row_is", "")) + rows,
        }
        for (row, column), text in sheet.cells.items():
            if row < sheet.head:
                self.compare(file, f"{sheet.name}!{column}{row}", text, above.get(row, ""))
        for table in sheet.tables:
            for one, told in zip(every(table, "tableColumn"), range(1, 10**6), strict=False):
                header = sheet.cells[sheet.head, letters(told)]
                self.compare(
                    file, f"{sheet.name}: column {told}", one.get("name", ""), figures(header)
                )
            for one in every(table, "table"):
                self.compare(
                    file,
                    f"{sheet.name}: alternative text",
                    one.get("altTextSummary", ""),
                    f"(?:{above[2]})?",
                )
        for name, told in (
            ("oddHeader", sheet.name),
            ("oddFooter", f"{file} {meaning.brief['digest']}"),
        ):
            for one in every(sheet.root, name):
                text = re.sub(r"&(?:\d+|\"[^\"]*\"|[A-Z])", " ", one.text or "")
                self.compare(file, f"{sheet.name}: {name}", text, figures(told))
        for one in every(sheet.root, "hyperlink"):
            column, row = re.fullmatch(
                r"([A-Z]+)(\d+)", attribute(one, "ref").split(":")[0]
            ).groups()  # type: ignore[union-attr]
            shown = figures(sheet.cells.get((int(row), column), ""))
            self.compare(
                file,
                f"{sheet.name}!{column}{row}: link",
                attribute(one, "display"),
                f"(?:{shown})?",
            )

    def formula(
        self,
        file: str,
        sheet: Sheet,
        place: tuple[int, str],
        formula: str,
        tables: dict[str, Sheet],
    ) -> None:
        """The value that is kept with a formula."""
        where, shown = f"{sheet.name}!{place[1]}{place[0]}", sheet.cells.get(place, "")
        if formula.startswith("HYPERLINK("):
            key, table, header = _MATCH.findall(formula)[0]
            text = formula.rpartition(',"')[2].removesuffix('")').replace('""', '"')
            if key not in tables[table].column(header).values():
                self.say(file, where, shown, f"leads to {key}, which {table} does not have")
            self.compare(file, where, shown, figures(text))
        elif _CALL.sub("", formula):
            self.say(file, where, shown, f"no rule follows {formula}")
        elif str(worth(formula, tables)) != shown:
            self.say(file, where, shown, f"its formula comes to {worth(formula, tables)}")

    def rows(self, file: str, sheet: Sheet, meaning: Meaning) -> None:
        """Every cell of a table whose columns are declared."""
        declared = meaning.sheets[sheet.table]
        columns = {letters(n): one for n, one in enumerate(declared["columns"], 1)}
        for letter, one in columns.items():
            self.compare(
                file,
                f"{sheet.name}!{letter}{sheet.head}",
                sheet.cells[sheet.head, letter],
                figures(one["header"]),
            )
        keys = sheet.column(declared["key"])
        letter = next(letter for letter, one in columns.items() if one["header"] == declared["key"])
        for row in range(sheet.head + 1, sheet.last + 1):
            key = keys.get(row, "")
            if list(keys.values()).count(key) > 1:
                self.say(file, f"{sheet.name}!{letter}{row}", key, "stands in two rows")
            try:
                about = meaning.row(sheet.table, key)
            except (KeyError, IndexError, StopIteration, ValueError):
                for (line, column), text in sheet.cells.items():
                    if line == row and figures(text):
                        where = f"{sheet.name}!{column}{row}"
                        self.say(file, where, text, f"the row is of {key}, which is not known")
                continue
            for column, one in columns.items():
                where, shown = f"{sheet.name}!{column}{row}", sheet.cells.get((row, column), "")
                self.compare(file, where, shown, meaning.expected(one["shows"], about))

    def summary(self, file: str, sheet: Sheet, tables: dict[str, Sheet]) -> None:
        """A table of figures: what stands in words beside a formula is its value."""
        for (row, column), text in sheet.cells.items():
            if row >= sheet.head and (row, column) not in sheet.formulas:
                told = [formula for (line, _), formula in sheet.formulas.items() if line == row]
                words = in_words(told[0], tables) if told else ""
                self.compare(file, f"{sheet.name}!{column}{row}", text, f"(?:{words})?")

    def start(self, file: str, sheet: Sheet, meaning: Meaning, names: list[str]) -> None:
        """The first sheet: what the edition is, how to read it, and the names of the sheets."""
        brief = meaning.brief
        told = [meaning.text(brief["title"]), meaning.text(brief.get("subtitle"))]
        told += [figures(brief["number"]), figures(brief["edition"]), dated(brief["period"])]
        told += [dated(brief["cutoff"]), figures(f"{brief['digest']} {brief['version']}")]
        told += [*map(figures, brief["how_to_read"][meaning.language]), *map(figures, names)]
        shown = [
            (f"{sheet.name}!{column}{row}", text)
            for (row, column), text in sheet.cells.items()
            if figures(text) and (row, column) not in sheet.formulas
        ]
        told = [one for one in told if one]
        if len(told) != len(shown):
            self.say(file, sheet.name, f"{len(shown)} cells with figures", f"expected {len(told)}")
        for (where, text), one in zip(shown, told, strict=False):
            self.compare(file, where, text, one)

    def properties(self, file: str, parts: dict[str, ET.Element], meaning: Meaning) -> None:
        """What the file says of itself."""
        brief, day = meaning.brief, figures(meaning.brief["cutoff"])
        told = {
            "title": meaning.text(brief["title"]),
            "subject": meaning.text(brief.get("subject")),
        }
        told |= {"keywords": figures(", ".join(brief["keywords"])), "description": ""}
        told |= dict.fromkeys(("created", "modified"), f"{day}00 00 00 ")
        for one in parts["docProps/core.xml"]:
            self.compare(file, f"docProps: {local(one)}", one.text or "", told.get(local(one), ""))
        for one in every(parts["docProps/custom.xml"], "property"):
            name = next((key for key in ("version", "digest") if key in one.get("name", "")), "")
            text = "".join(one.itertext())
            self.compare(file, f"docProps: {one.get('name')}", text, figures(brief.get(name, "")))

    # -- charts ----------------------------------------------------------------------------------

    def chart_data(self, file: str, sheet: Sheet, chart: dict[str, Any], meaning: Meaning) -> None:
        """The rows of data under a chart."""
        first = sheet.head + 1
        last = max(sheet.cells, key=lambda cell: (len(cell[1]), cell[1]))[1]
        for (row, column), text in sheet.cells.items():
            if row < first:
                continue
            if row - first >= len(chart["rows"]):
                self.say(file, f"{sheet.name}!{column}{row}", text, "nothing is drawn there")
                continue
            day, number, words = chart_row(chart, row - first, meaning)
            expected = {"A": day, last: words}.get(column, number)
            plain = f"{float(text):g}" if re.fullmatch(r"[\d.]+", text) else text
            self.compare(file, f"{sheet.name}!{column}{row}", plain, expected)

    def drawn(self, file: str, part: str, root: ET.Element, sheets: dict[str, Sheet]) -> None:
        """What a chart keeps of its data, and the words on its points."""
        for series in every(root, "ser"):
            rows: Sequence[int] = ()
            for one in (*every(series, "numRef"), *every(series, "strRef")):
                name, column, start = re.match(
                    r"'?(.+?)'?!\$([A-Z]+)\$(\d+)", one[0].text or ""
                ).groups()  # type: ignore[union-attr]
                sheet = sheets[name]
                rows = range(int(start), int(start) + 10**4) if not rows or len(rows) < 2 else rows
                rows = range(int(start), 10**5) if local(one) == "numRef" else rows
                for point in every(one, "pt"):
                    row = int(start) + int(point.get("idx", "0"))
                    where = f"{part}: {column}{row}"
                    text, cell = "".join(point.itertext()), sheet.cells.get((row, column), "")
                    self.walked += figures(text).count(" ")
                    if figures(text) != figures(cell):
                        self.say(file, where, text, f"the data have {cell}")
            for label in every(series, "dLbl"):
                row = rows[int(attribute(every(label, "idx")[0], "val"))]
                text = " ".join(one.text or "" for one in every(label, "t"))
                last = max(sheet.cells, key=lambda cell: (len(cell[1]), cell[1]))[1]
                told = figures(sheet.cells.get((row, last), ""))
                self.compare(file, f"{part}: label of row {row}", text, told)
        labels = {id(one) for label in every(root, "dLbl") for one in every(label, "t")}
        for one in every(root, "t"):
            if id(one) not in labels:
                self.compare(file, f"{part}: text", one.text or "", "")

    # -- the brief -------------------------------------------------------------------------------

    def document(self, file: str, parts: dict[str, ET.Element], meaning: Meaning) -> None:
        """The body in order, its notes, its charts and what stands on every page."""
        self.marks = {
            f"f_{hashlib.sha256(fact.encode()).hexdigest()[:20]}": fact
            for fact in all_facts(meaning)
        }
        body = every(parts["word/document.xml"], "body")[0]
        self.notes = {one.get(f"{W}id", ""): one for one in parts["word/footnotes.xml"]}
        self.marked = marked_notes(body)
        tables, prose = iter(meaning.narrative["tables"]), iter(meaning.narrative["paragraphs"])
        charts, before = iter(meaning.charts[file]), {}
        counts = {"Table": 0, "Figure": 0, "Tableau": 0}
        headings = iter(meaning.narrative["headings"])
        sources = 0
        for number, block in enumerate(body, 1):
            where = f"paragraph {number}"
            if local(block) == "tbl":
                before = next(tables)
                self.table(file, f"table of {before['name']}", block, before, meaning)
                continue
            style = "".join(attribute(one, "val") for one in every(block, "pStyle"))
            text = "".join(piece.text for piece in pieces(block) if not piece.field)
            if style == "Figure":
                told = alternative(chart := next(charts), meaning)
                for one in every(block, "docPr"):
                    self.compare(file, f"{where}: alternative text", one.get("descr", ""), told)
            elif style == "Caption":
                kind = text.split("\u00a0")[0].split()[0]
                counts[kind] += 1
                shown = "".join(piece.text for piece in pieces(block))
                self.compare(file, where, shown, f"{counts[kind]} ")
            elif style.startswith("Heading"):
                self.compare(file, where, text, figures(next(headings)))
            elif style in ("Title", "Subtitle"):
                self.compare(file, where, text, meaning.text(meaning.brief[style.lower()]))
            elif style == "Stamp":
                told = f"{meaning.brief['version']} {meaning.brief['digest']} {file}"
                self.compare(file, where, text, figures(told))
            elif style == "SourceLine":
                sources += 1
                self.source_line(file, where, text, before, meaning)
            elif local(block) == "p" and text.strip():
                self.prose(file, where, block, next(prose), meaning)
        self.pictures(file, parts, meaning)
        for name, root in parts.items():
            if re.match(r"word/(header|footer)\d", name):
                for one in every(root, "p"):
                    text = "".join(
                        piece.text for piece in pieces(one) if piece.field not in _COUNTED
                    )
                    self.compare(file, name, text, "")
        for one in (*every(body, "tblCaption"), *every(body, "tblDescription")):
            self.compare(file, "alternative text of a table", attribute(one, "val"), "")
        self.properties(file, parts, meaning)

    def pictures(self, file: str, parts: dict[str, ET.Element], meaning: Meaning) -> None:
        """The charts of the brief, each with the workbook of its data inside."""
        for name, chart in zip(
            parts_of(parts, "word/document.xml", "chart"), meaning.charts[file], strict=True
        ):
            inside = f"{parts_of(parts, name, 'package')[0]}/"
            inner = {key.removeprefix(inside): one for key, one in parts.items() if inside in key}
            sheet = Sheet("Data", "xl/worksheets/sheet1.xml", inner)
            sheet.head = 1
            self.chart_data(f"{file} {name}", sheet, chart, meaning)
            self.drawn(file, name, parts[name], {"Data": sheet})

    def source_line(
        self, file: str, where: str, text: str, before: dict[str, Any], meaning: Meaning
    ) -> None:
        """The line under the title, or the one under a table."""
        brief, expected = meaning.brief, ""
        if not before:
            expected = either_or_none(
                figures(brief["number"]) + figures(brief["edition"]) + dated(brief["cutoff"])
            )
        elif before["name"] == "disagreements":
            found = sum(bool(meaning.versions(fact)) for fact in meaning.said)
            expected = either_or_none(f"{found - len(before['rows'])} ")
        self.compare(file, where, text, expected)

    def prose(
        self, file: str, where: str, block: ET.Element, told: dict[str, Any], meaning: Meaning
    ) -> None:
        """A paragraph: its sentences, the facts in its bookmarks, its notes."""
        found = list(pieces(block))
        text = "".join(piece.text for piece in found if not piece.field)
        self.compare(file, where, text, "".join(map(meaning.sentence, told["sentences"])))
        self.bookmarks(file, where, found, meaning)
        cited = [meaning.addresses(one["facts"], in_turn=True) for one in told["sentences"]]
        self.cited(file, where, found, [one for one in cited if one])

    def bookmarks(self, file: str, where: str, found: list[Piece], meaning: Meaning) -> None:
        """What stands in the bookmark of a fact is its value."""
        shown: dict[str, str] = {}
        for piece in found:
            if piece.mark:
                shown[piece.mark] = shown.get(piece.mark, "") + piece.text
        for mark, text in shown.items():
            fact = self.marks.get(mark.rpartition("_")[0], "")
            if not fact:
                self.say(file, where, text, "no fact has its bookmark")
                continue
            expected = meaning.cell(fact)
            worded = meaning.type(fact)["type"] == "Quantity"
            self.compare(file, f"{where}: {fact}", text, f"(?:{expected})?" if worded else expected)

    def cited(self, file: str, where: str, found: list[Piece], told: list[list[str]]) -> None:
        """The notes of a place are those of the readings that its facts rest on."""
        marks = [piece for piece in found if piece.note or piece.field.startswith("NOTEREF")]
        if len(marks) != len(told):
            self.say(file, where, f"{len(marks)} notes", f"expected {len(told)}")
        for piece, addresses in zip(marks, told, strict=False):
            note = piece.note or self.marked.get(piece.field.split()[1], "")
            if not piece.note:
                number = [*self.marked.values()].index(note) + 1
                self.compare(file, f"{where}: mark of note {note}", piece.text, f"{number} ")
            text = "".join(self.notes[note].itertext())
            self.compare(file, f"note {note} of {where}", text, figures(", ".join(addresses)))

    def table(
        self, file: str, where: str, block: ET.Element, told: dict[str, Any], meaning: Meaning
    ) -> None:
        """A table row by row: each row stands for a record or a fact."""
        lines = [
            [*filter(lambda one: local(one) == "tc", line)] for line in block if local(line) == "tr"
        ]
        if not told["shows"]:
            for cell in (cell for line in lines for cell in line):
                found = list(pieces(cell))
                self.compare(
                    file, where, "".join(p.text for p in found if not (p.mark or p.field)), ""
                )
                self.bookmarks(file, where, found, meaning)
                facts = dict.fromkeys(
                    self.marks.get(p.mark.rpartition("_")[0], "") for p in found if p.mark
                )
                rests = [fact for fact in facts if fact and meaning.type(fact)["type"] != "When"]
                cited = meaning.addresses(rests)
                self.cited(file, where, found, [cited] if cited else [])
            return
        for cell in lines[0]:
            self.compare(file, f"{where}: head", "".join(piece.text for piece in pieces(cell)), "")
        if len(lines) - 1 != len(told["rows"]):
            self.say(file, where, f"{len(lines) - 1} rows", f"expected {len(told['rows'])}")
        for line, key in zip(lines[1:], told["rows"], strict=False):
            row = meaning.row("", key)
            marks = [piece.mark for cell in line for piece in pieces(cell) if piece.mark]
            facts = [self.marks.get(mark.rpartition("_")[0], "") for mark in marks]
            for cell, shows in zip(line, told["shows"], strict=True):
                found = list(pieces(cell))
                self.bookmarks(file, f"{where}: {key}", found, meaning)
                expected = meaning.expected(shows, row)
                if shows == "readings shown":
                    expected = figures(", ".join(meaning.addresses(filter(None, facts))))
                text = "".join(piece.text for piece in found if not piece.mark)
                self.compare(file, f"{where}: {key}: {shows}", text, expected)


def main() -> int:
    """Read the arguments, walk, and tell what was found."""
    parser = argparse.ArgumentParser(
        description="Follow every figure of an edition to the articles."
    )
    parser.add_argument("out", type=Path, help="the folder of the edition")
    parser.add_argument("--archive", type=Path, help="the folder of the articles")
    asked = parser.parse_args()
    if not (asked.out / "manifest.json").is_file():
        parser.error(f"there is no manifest.json in {asked.out}")
    audit = Audit(asked.out)
    near = [
        folder / "archive" / audit.manifest["dossier"]
        for folder in (Path(), *asked.out.resolve().parents)
    ]
    archive = asked.archive or next((folder for folder in near if folder.is_dir()), None)
    if asked.archive and not asked.archive.is_dir():
        parser.error(f"there is no folder {asked.archive}")
    known = audit.walk(archive)
    print(*audit.findings, sep="\n", end="\n" * bool(audit.findings))
    looked = f"{audit.passages} passages found" if archive else "passages not looked up"
    counts = f"{len(known.facts)} facts, {len(known.readings)} readings, {looked}"
    print(f"{audit.walked} figures walked, {counts}: {len(audit.findings)} findings")
    return int(bool(audit.findings))


if __name__ == "__main__":
    sys.exit(main())
