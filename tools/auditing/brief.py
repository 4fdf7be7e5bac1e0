"""The walk through a brief: its prose and tables, its notes and charts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from auditing.charts import alternative
from auditing.facts import dated, figures, numbers_in
from auditing.office import (
    COUNTED_BY_WORD,
    Piece,
    Sheet,
    attribute,
    every,
    local,
    marked_notes,
    parts_of,
    pieces,
)
from auditing.walk import Walk

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from auditing.meaning import Meaning


def all_facts(meaning: Meaning) -> set[str]:
    """Every field of every record that a bookmark can be of."""
    claimed = {name for name, about in meaning.types.items() if about["claimed"]}
    return {
        f"{one}.{name.partition('.')[2]}"
        for one, record in meaning.records.items()
        for name in claimed
        if name.startswith(f"{record['kind']}.")
    }


def bookmark(fact: str) -> str:
    """What the bookmarks of a fact begin with."""
    return f"f_{hashlib.sha256(fact.encode()).hexdigest()[:20]}"


def optional(expected: str) -> str:
    """That, or no figure."""
    return f"(?:{expected})?"


class BriefWalk(Walk):
    """A walk through a brief."""

    def walk(self) -> None:
        """The body in order, its notes, its charts and what stands on every page."""
        body = every(self.parts["word/document.xml"], "body")[0]
        self.marks = {bookmark(fact): fact for fact in all_facts(self.meaning)}
        notes = self.parts["word/footnotes.xml"]
        self.notes = {attribute(one, "id"): "".join(one.itertext()) for one in notes}
        self.marked = marked_notes(body)
        told = self.meaning.narrative
        self.tables, self.prose_told = iter(told["tables"]), iter(told["paragraphs"])
        self.headings, self.figures = iter(told["headings"]), iter(self.meaning.charts[self.file])
        self.counts: Counter[str] = Counter()
        self.before: dict[str, Any] = {}
        for number, block in enumerate(body, 1):
            if local(block) == "tbl":
                self.before = next(self.tables)
                self.table(f"table of {self.before['name']}", block, self.before)
            elif local(block) == "p":
                self.paragraph(f"paragraph {number}", block)
        self.pictures()
        for name, root in self.parts.items():
            if re.match(r"word/(header|footer)\d", name):
                found = (piece for piece in pieces(root) if piece.field not in COUNTED_BY_WORD)
                self.compare(name, "".join(piece.text for piece in found), "")
        for one in (*every(body, "tblCaption"), *every(body, "tblDescription")):
            self.compare("alternative text of a table", attribute(one, "val"), "")
        self.properties()

    def paragraph(self, where: str, block: ET.Element) -> None:
        """A paragraph of the body, by its style."""
        style = "".join(attribute(one, "val") for one in every(block, "pStyle"))
        text = "".join(piece.text for piece in pieces(block) if not piece.field)
        brief = self.meaning.brief
        frame = {name: self.meaning.text(brief.get(name.lower())) for name in ("Title", "Subtitle")}
        frame["Stamp"] = figures(f"{brief['version']} {brief['digest']} {self.file}")
        frame["Stamp"] += self.meaning.passages
        if style == "Figure":
            told = alternative(next(self.figures), self.meaning)
            for one in every(block, "docPr"):
                self.compare(f"{where}: alternative text", one.get("descr", ""), told)
        elif style == "Caption":
            kind = re.sub(r"\W.*", "", text.strip())
            self.counts[kind] += 1
            shown = "".join(piece.text for piece in pieces(block))
            self.compare(where, shown, f"{self.counts[kind]} ")
        elif style == "SourceLine":
            self.source_line(where, text)
        elif style.startswith("Heading"):
            self.compare(where, text, figures(next(self.headings)))
        elif style in frame:
            self.compare(where, text, frame[style])
        elif text.strip():
            self.prose(where, block, next(self.prose_told))

    def pictures(self) -> None:
        """The charts of the brief, each with the workbook of its data inside."""
        for name, chart in zip(
            parts_of(self.parts, "word/document.xml", "chart"),
            self.meaning.charts[self.file],
            strict=True,
        ):
            inside = f"{parts_of(self.parts, name, 'package')[0]}/"
            inner = {
                key.removeprefix(inside): one for key, one in self.parts.items() if inside in key
            }
            sheet = Sheet("Data", "xl/worksheets/sheet1.xml", inner)
            sheet.head = 1
            self.chart_data(sheet, chart)
            self.drawn(name, self.parts[name], {"Data": sheet})

    def source_line(self, where: str, text: str) -> None:
        """The line under the title, or the one under a table."""
        brief, expected = self.meaning.brief, ""
        if not self.before:
            expected = optional(
                figures(brief["number"]) + figures(brief["edition"]) + dated(brief["cutoff"])
            )
        elif self.before["name"] == "disagreements":
            found = sum(bool(self.meaning.versions(fact)) for fact in self.meaning.said)
            expected = optional(f"{found - len(self.before['rows'])} ")
        self.compare(where, text, expected)

    def prose(self, where: str, block: ET.Element, told: dict[str, Any]) -> None:
        """A paragraph: its sentences, the facts in its bookmarks, its notes."""
        found = list(pieces(block))
        text = "".join(piece.text for piece in found if not piece.field)
        self.compare(where, text, "".join(map(self.meaning.sentence, told["sentences"])))
        self.bookmarks(where, found)
        cited = [self.meaning.addresses(one["facts"], in_turn=True) for one in told["sentences"]]
        self.cited(where, found, [one for one in cited if one])

    def bookmarks(self, where: str, found: list[Piece]) -> None:
        """What stands in the bookmark of a fact is its value."""
        shown: dict[str, str] = {}
        for piece in found:
            if piece.mark:
                shown[piece.mark] = shown.get(piece.mark, "") + piece.text
        for mark, text in shown.items():
            fact = self.marks.get(mark.rpartition("_")[0], "")
            if not fact:
                self.say(where, text, "no fact has its bookmark")
                continue
            expected = self.meaning.cell(fact)
            numbers = {int(one) for one in re.findall(r"\d+", expected)}
            worded = self.meaning.type(fact)["type"] == "Quantity" and not figures(text)
            if not (worded and numbers <= numbers_in(text)):
                self.compare(f"{where}: {fact}", text, expected)

    def cited(self, where: str, found: list[Piece], told: list[list[str]]) -> None:
        """The notes of a place are those of the readings that its facts rest on."""
        marks = [piece for piece in found if piece.note or piece.field.startswith("NOTEREF")]
        if len(marks) != len(told):
            self.say(where, f"{len(marks)} notes", f"expected {len(told)}")
        for piece, addresses in zip(marks, told, strict=False):
            note = piece.note or self.marked.get(piece.field.split()[1], "")
            if not piece.note:
                number = [*self.marked.values()].index(note) + 1
                self.compare(f"{where}: mark of note {note}", piece.text, f"{number} ")
            text = self.notes[note]
            self.compare(f"note {note} of {where}", text, figures(", ".join(addresses)))

    def shown(self, found: list[Piece]) -> list[str]:
        """The facts whose bookmarks stand in a place."""
        known = (self.marks.get(piece.mark.rpartition("_")[0]) for piece in found)
        return [fact for fact in dict.fromkeys(known) if fact]

    def table(self, where: str, block: ET.Element, told: dict[str, Any]) -> None:
        """A table row by row: each row stands for a record or a fact."""
        lines = [
            [list(pieces(cell)) for cell in line if local(cell) == "tc"]
            for line in block
            if local(line) == "tr"
        ]
        if not told["shows"]:
            for cell in (cell for line in lines for cell in line):
                self.strip(where, cell)
            return
        for cell in lines[0]:
            self.compare(f"{where}: head", "".join(piece.text for piece in cell), "")
        if len(lines) - 1 != len(told["rows"]):
            self.say(where, f"{len(lines) - 1} rows", f"expected {len(told['rows'])}")
        for line, key in zip(lines[1:], told["rows"], strict=False):
            row = self.meaning.row("", key)
            facts = self.shown([piece for cell in line for piece in cell])
            for cell, shows in zip(line, told["shows"], strict=True):
                self.bookmarks(f"{where}: {key}", cell)
                expected = self.meaning.expected(shows, row)
                if shows == "readings shown":
                    expected = figures(", ".join(self.meaning.addresses(facts)))
                text = "".join(piece.text for piece in cell if not piece.mark)
                self.compare(f"{where}: {key}: {shows}", text, expected)

    def strip(self, where: str, cell: list[Piece]) -> None:
        """A cell that shows a step, with a note on all of it but its date."""
        plain = "".join(piece.text for piece in cell if not (piece.mark or piece.field))
        self.compare(where, plain, "")
        self.bookmarks(where, cell)
        facts = [fact for fact in self.shown(cell) if self.meaning.type(fact)["type"] != "When"]
        cited = self.meaning.addresses(facts)
        self.cited(where, cell, [cited] if cited else [])
