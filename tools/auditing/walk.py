"""What the walks through a workbook and a brief have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from auditing.charts import chart_row
from auditing.facts import figures
from auditing.office import Sheet, attribute, every, local

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from auditing.meaning import Meaning
    from auditing.office import Parts


_RANGE = re.compile(r"'?(.+?)'?!\$([A-Z]+)\$(\d+)")


class Walk:
    """A walk through one file: what was found, and how many figures were walked."""

    def __init__(self, file: str, parts: Parts, meaning: Meaning) -> None:
        self.file, self.parts, self.meaning = file, parts, meaning
        self.findings: list[str] = []
        self.walked = 0

    def say(self, where: str, shown: str, told: str) -> None:
        """One finding."""
        self.findings.append(f"{self.file}: {where}: {' '.join(shown.split())[:90]}: {told}")

    def compare(self, where: str, shown: str, expected: str) -> None:
        """The figures of a place with what it may show."""
        found = figures(shown)
        self.walked += found.count(" ")
        if not re.fullmatch(expected, found):
            told = expected.replace("(?:", "(").strip() or "no figure"
            self.say(where, shown, f"the facts give {told}")

    def properties(self) -> None:
        """What the file says of itself."""
        brief, day = self.meaning.brief, figures(self.meaning.brief["cutoff"])
        told = {
            "title": self.meaning.text(brief["title"]),
            "subject": self.meaning.text(brief.get("subject")),
        }
        told |= {"keywords": figures(", ".join(brief["keywords"])), "description": ""}
        told |= dict.fromkeys(("created", "modified"), f"{day}00 00 00 ")
        for one in self.parts["docProps/core.xml"]:
            self.compare(f"docProps: {local(one)}", one.text or "", told.get(local(one), ""))
        for one in every(self.parts["docProps/custom.xml"], "property"):
            name = next((key for key in ("version", "digest") if key in one.get("name", "")), "")
            text = "".join(one.itertext())
            self.compare(f"docProps: {one.get('name')}", text, figures(brief.get(name, "")))

    def chart_data(self, sheet: Sheet, chart: dict[str, Any]) -> None:
        """The rows of data under a chart."""
        first = sheet.head + 1
        for (row, column), text in sheet.cells.items():
            if row < first:
                continue
            if row - first >= len(chart["rows"]):
                self.say(f"{sheet.name}!{column}{row}", text, "nothing is drawn there")
                continue
            day, number, words = chart_row(chart, row - first, self.meaning)
            expected = {"A": day, sheet.last_column: words}.get(column, number)
            plain = f"{float(text):g}" if re.fullmatch(r"[\d.]+", text) else text
            self.compare(f"{sheet.name}!{column}{row}", plain, expected)

    def drawn(self, part: str, root: ET.Element, sheets: dict[str, Sheet]) -> None:
        """What a chart keeps of its data, and the words on its points."""
        labels = set()
        for series in every(root, "ser"):
            sheet, first = None, 0
            for one in (*every(series, "strRef"), *every(series, "numRef")):
                found = _RANGE.match(one[0].text or "")
                name, column, start = found.groups() if found else ("", "", "0")
                sheet, first = sheets[name], int(start)
                for point in every(one, "pt"):
                    row = first + int(point.get("idx", "0"))
                    shown, kept = "".join(point.itertext()), sheet.cells.get((row, column), "")
                    self.compare(f"{part}: {column}{row}", shown, figures(kept))
            for label in every(series, "dLbl"):
                row = first + int(attribute(every(label, "idx")[0], "val"))
                texts = every(label, "t")
                labels |= {id(one) for one in texts}
                told = sheet.cells.get((row, sheet.last_column), "") if sheet else ""
                text = " ".join(one.text or "" for one in texts)
                self.compare(f"{part}: label of row {row}", text, figures(told))
        for one in every(root, "t"):
            if id(one) not in labels:
                self.compare(f"{part}: text", one.text or "", "")
