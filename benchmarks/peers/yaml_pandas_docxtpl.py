"""The first peer: `yaml_pandas_docxtpl.py safe|c DATA TEMPLATE FOLDER`.

A YAML file, pandas with openpyxl for four plain sheets, docxtpl for three pages. No checks, no
notes, no charts, nothing read back.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import yaml
from docxtpl import DocxTemplate

SHEETS = ("releases", "persons", "sanctions", "sources")
LOADERS = {"safe": yaml.SafeLoader, "c": yaml.CSafeLoader}


def main(loader: str, data: str, template: str, folder: str) -> None:
    with Path(data).open(encoding="utf-8") as file:
        facts = yaml.load(file, LOADERS[loader])  # noqa: S506 -- one of the safe loaders
    with pd.ExcelWriter(Path(folder, "facts.xlsx"), engine="openpyxl") as book:
        for name in SHEETS:
            pd.DataFrame(facts[name]).to_excel(book, sheet_name=name.title(), index=False)
    document = DocxTemplate(template)
    document.render(facts, autoescape=True)
    document.save(Path(folder, "brief.docx"))


if __name__ == "__main__":
    main(*sys.argv[1:])
