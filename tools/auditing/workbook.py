"""The walk through a workbook: its sheets cell by cell, its formulas, its charts."""

from __future__ import annotations

import re

from auditing.charts import alternative
from auditing.facts import dated, figures
from auditing.office import CALL, Sheet, attribute, every, in_words, letters, parts_of, worth
from auditing.walk import Walk

_MATCH = re.compile(r"MATCH\(\"((?:[^\"]|\"\")*)\",(\w+)\[([^\]]+)\]")


class WorkbookWalk(Walk):
    """A walk through a workbook."""

    def walk(self) -> None:
        """Every sheet, drawing and chart of a workbook."""
        relations = self.parts["xl/_rels/workbook.xml.rels"]
        targets = {one.get("Id"): one.get("Target", "").removeprefix("/xl/") for one in relations}
        self.sheets = [
            Sheet(attribute(one, "name"), f"xl/{targets[attribute(one, 'id')]}", self.parts)
            for one in every(self.parts["xl/workbook.xml"], "sheet")
        ]
        self.tables = {sheet.table: sheet for sheet in self.sheets if sheet.table}
        for sheet in self.sheets:
            self.edges(sheet)
            for place, formula in sheet.formulas.items():
                self.formula(sheet, place, formula)
            self.sheet(sheet)
        for name in sorted(self.parts):
            if name.startswith("xl/drawings/drawing"):
                self.drawing(name)
        self.properties()

    def sheet(self, sheet: Sheet) -> None:
        """The cells of a sheet, by what it is."""
        if sheet.table in self.meaning.sheets:
            self.rows(sheet)
        elif sheet.table.startswith("ChartData"):
            number = int(sheet.table.removeprefix("ChartData"))
            self.chart_data(sheet, self.meaning.charts[self.file][number - 1])
        elif sheet.table:
            self.summary(sheet)
        else:
            self.start(sheet)

    def drawing(self, name: str) -> None:
        """The charts on a sheet, each with its words."""
        told, charts = every(self.parts[name], "cNvPr"), self.meaning.charts[self.file]
        for one, chart, part in zip(told, charts, parts_of(self.parts, name, "chart"), strict=True):
            words = alternative(chart, self.meaning)
            self.compare(f"{name}: alternative text", one.get("descr", ""), words)
            self.drawn(part, self.parts[part], {sheet.name: sheet for sheet in self.sheets})

    def edges(self, sheet: Sheet) -> None:
        """What stands above a table, on the edges of the page, and in the links."""
        declared = self.meaning.sheets.get(sheet.table, {})
        count = f"{figures(declared.get('row_is', ''))}{len(sheet.lines)} "
        above = {1: figures(declared.get("title", sheet.name)), 2: count}
        for (row, column), text in sheet.cells.items():
            if row < sheet.head:
                self.compare(f"{sheet.name}!{column}{row}", text, above.get(row, ""))
        for table in sheet.tables:
            for number, one in enumerate(every(table, "tableColumn"), 1):
                header = sheet.cells[sheet.head, letters(number)]
                where = f"{sheet.name}: column {number}"
                self.compare(where, one.get("name", ""), figures(header))
            for one in table.iter():
                told = one.get("altTextSummary")
                if told:
                    self.compare(f"{sheet.name}: alternative text", told, count)
        self.page_edges(sheet)

    def page_edges(self, sheet: Sheet) -> None:
        """What is printed on every page of a sheet, and the links on it."""
        stamp = f"{self.file} {self.meaning.brief['digest']}"
        for name, words in (("oddHeader", sheet.name), ("oddFooter", stamp)):
            for one in every(sheet.root, name):
                text = re.sub(r"&(?:\d+|\"[^\"]*\"|[A-Z])", " ", one.text or "")
                self.compare(f"{sheet.name}: {name}", text, figures(words))
        for one in every(sheet.root, "hyperlink"):
            place = attribute(one, "ref")
            shown = figures(sheet.at(place))
            where = f"{sheet.name}!{place}: link"
            self.compare(where, attribute(one, "display"), f"(?:{shown})?")

    def formula(self, sheet: Sheet, place: tuple[int, str], formula: str) -> None:
        """The value that is kept with a formula."""
        where, shown = f"{sheet.name}!{place[1]}{place[0]}", sheet.cells.get(place, "")
        if formula.startswith("HYPERLINK("):
            key, table, header = _MATCH.findall(formula)[0]
            text = formula.rpartition(',"')[2].removesuffix('")').replace('""', '"')
            if key not in self.tables[table].keys(header):
                self.say(where, shown, f"leads to {key}, which {table} does not have")
            self.compare(where, shown, figures(text))
        elif CALL.sub("", formula):
            self.say(where, shown, f"no rule follows {formula}")
        elif str(worth(formula, self.tables)) != shown:
            self.say(where, shown, f"its formula comes to {worth(formula, self.tables)}")

    def rows(self, sheet: Sheet) -> None:
        """Every cell of a table whose columns are declared."""
        declared = self.meaning.sheets[sheet.table]
        columns = {letters(n): one for n, one in enumerate(declared["columns"], 1)}
        for letter, one in columns.items():
            self.compare(
                f"{sheet.name}!{letter}{sheet.head}",
                sheet.cells[sheet.head, letter],
                figures(one["header"]),
            )
        keys = sheet.column(declared["key"])
        letter = next(letter for letter, one in columns.items() if one["header"] == declared["key"])
        for row in sheet.lines:
            key = keys.get(row, "")
            if sheet.keys(declared["key"])[key] > 1:
                self.say(f"{sheet.name}!{letter}{row}", key, "stands in two rows")
            try:
                about = self.meaning.row(sheet.table, key)
            except (KeyError, IndexError, StopIteration, ValueError):
                for (line, column), text in sheet.cells.items():
                    if line == row and figures(text):
                        where = f"{sheet.name}!{column}{row}"
                        self.say(where, text, f"the row is of {key}, which is not known")
                continue
            about.place = row - sheet.head
            for column, one in columns.items():
                where, shown = f"{sheet.name}!{column}{row}", sheet.cells.get((row, column), "")
                self.compare(where, shown, self.meaning.expected(one["shows"], about))

    def summary(self, sheet: Sheet) -> None:
        """A table of figures: what stands in words beside a formula is its value."""
        for (row, column), text in sheet.cells.items():
            if row >= sheet.head and (row, column) not in sheet.formulas:
                told = [formula for (line, _), formula in sheet.formulas.items() if line == row]
                words = in_words(told[0], self.tables) if told else ""
                self.compare(f"{sheet.name}!{column}{row}", text, f"(?:{words})?")

    def start(self, sheet: Sheet) -> None:
        """The first sheet: what the edition is, how to read it, and the names of the sheets."""
        brief = self.meaning.brief
        told = [self.meaning.text(brief["title"]), self.meaning.text(brief.get("subtitle"))]
        told += [figures(brief["number"]), figures(brief["edition"]), dated(brief["period"])]
        told += [dated(brief["cutoff"]), figures(f"{brief['digest']} {brief['version']}")]
        told.append(self.meaning.passages)
        told += map(figures, brief["how_to_read"][self.meaning.language])
        told += [figures(one.name) for one in self.sheets[1:]]
        shown = [
            (f"{sheet.name}!{column}{row}", text)
            for (row, column), text in sheet.cells.items()
            if figures(text) and (row, column) not in sheet.formulas
        ]
        told = [one for one in told if one]
        if len(told) != len(shown):
            self.say(sheet.name, f"{len(shown)} cells with figures", f"expected {len(told)}")
        for (where, text), one in zip(shown, told, strict=False):
            self.compare(where, text, one)
