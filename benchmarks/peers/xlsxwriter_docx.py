"""The second peer: `xlsxwriter_docx.py safe|c DATA FOLDER`.

The same sheets by pandas with XlsxWriter, the same pages by python-docx.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import yaml

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
    with pd.ExcelWriter(Path(folder, "facts.xlsx"), engine="xlsxwriter") as book:
        for name in SHEETS:
            pd.DataFrame(facts[name]).to_excel(book, sheet_name=name.title(), index=False)
    document = docx.Document()
    document.add_heading("Releases and sanctions relief", 0)
    counted = ", ".join(f"{len(facts[name])} {name}" for name in SHEETS)
    document.add_paragraph(f"{counted}.")
    for kind, columns in TABLES.items():
        document.add_heading(kind.title(), 1)
        add_table(document, columns, facts[kind])
    document.save(str(Path(folder, "brief.docx")))


def add_table(document: Any, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:  # noqa: ANN401 -- python-docx gives a function for a type
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.text = column.replace("_", " ").capitalize()
    for row in rows:
        for cell, column in zip(table.add_row().cells, columns, strict=True):
            cell.text = row.get(column, "")


if __name__ == "__main__":
    main(*sys.argv[1:])
