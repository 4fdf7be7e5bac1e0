"""The third peer: `openpyxl_pandoc.py safe|c DATA FOLDER`.

The same sheets by openpyxl alone, the same pages as Markdown that pandoc converts.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml
from openpyxl import Workbook

SHEETS = ("releases", "persons", "sanctions", "sources")
LOADERS = {"safe": yaml.SafeLoader, "c": yaml.CSafeLoader}
TABLES = {
    "releases": ("title", "freed", "stage", "people", "act", "sources"),
    "persons": ("name", "described", "sources"),
    "sanctions": ("title", "change", "stage", "announced", "sources"),
    "estimates": ("people", "called", "as_of", "by"),
    "unknowns": ("question",),
    "sources": ("id", "descriptor"),
}


def main(loader: str, data: str, folder: str) -> None:
    with Path(data).open(encoding="utf-8") as file:
        facts = yaml.load(file, LOADERS[loader])  # noqa: S506 -- one of the safe loaders
    book = Workbook()
    for number, name in enumerate(SHEETS):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = name.title()
        columns = list(dict.fromkeys(key for row in facts[name] for key in row))
        sheet.append(columns)
        for row in facts[name]:
            sheet.append([row.get(column) for column in columns])
    book.save(Path(folder, "facts.xlsx"))
    text = Path(folder, "brief.md")
    text.write_text("\n\n".join(markdown(facts)), encoding="utf-8")
    subprocess.run(["pandoc", text, "-o", Path(folder, "brief.docx")], check=True)


def markdown(facts: dict[str, list[dict[str, str]]]) -> list[str]:
    parts = ["# Releases and sanctions relief"]
    parts.append(", ".join(f"{len(facts[name])} {name}" for name in SHEETS) + ".")
    for kind, columns in TABLES.items():
        rows = [columns, ["---"] * len(columns)]
        rows += [[row.get(column, "") for column in columns] for row in facts[kind]]
        parts += [f"## {kind.title()}", "\n".join(f"| {' | '.join(row)} |" for row in rows)]
    return parts


if __name__ == "__main__":
    main(*sys.argv[1:])
