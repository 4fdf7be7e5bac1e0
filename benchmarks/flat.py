"""What the peer scripts read: `flat.py PROJECT FOLDER` writes three files there.

- `flat.yaml`: what their four sheets and three pages show, in English, as somebody would keep it
  by hand: flat rows, words in place of ids, and a column of evidence addresses.
- `whole.yaml`: the same rows and besides all else that the dossier holds (French, reasons, every
  reading), so that both programs read the same content.
- `brief.docx`: a template of docxtpl.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import docx
import yaml

SHOWN = ("releases", "persons", "sanctions", "estimates", "unknowns", "sources")
UNSHOWN = {"sha256", "archive", "internal", "because", "empty", "paragraphs", "handling", "gender"}


class Loader(yaml.CSafeLoader):
    """Reads every value as text, as a dossier does."""


Loader.yaml_implicit_resolvers = {}


def main(project: Path, folder: Path) -> None:
    (dossier,) = (path for path in (project / "data").iterdir() if path.is_dir())
    records = {path.stem: _load(path) for path in sorted(dossier.glob("*.yaml"))}
    readings = [
        reading for path in sorted((dossier / "readings").glob("*.yaml")) for reading in _load(path)
    ]
    shown = flattened(records, readings)
    everything = {f"all {kind}": [leaves(row) for row in rows] for kind, rows in records.items()}
    said = [
        {
            **leaves({**reading, "says": None}),
            "record": record,
            "field": field,
            "value": text(value),
        }
        for reading in readings
        for record, fields in reading["says"].items()
        for field, value in fields.items()
    ]
    _dump(folder / "flat.yaml", shown)
    _dump(folder / "whole.yaml", {**shown, **everything, "readings": said})
    template().save(str(folder / "brief.docx"))


def flattened(records: dict[str, Any], readings: list[Any]) -> dict[str, list[dict[str, str]]]:
    """The rows that are shown, with English words for ids and the addresses of their readings."""
    words = {term["id"]: term["en"] for term in records["terms"]}
    words |= {body["id"]: body["name"]["en"] for body in records["bodies"]}
    words |= {
        person["id"]: f"{person['name']['given']} {person['name']['family']}"
        for person in records["persons"]
    }
    evidence: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        for record in reading["says"]:
            evidence[record].append(reading["at"])
    return {
        kind: [
            {
                **{key: text(value, words) for key, value in row.items() if key not in UNSHOWN},
                "id": row["id"],
                "sources": ", ".join(evidence[row["id"]]),
            }
            for row in records[kind]
        ]
        for kind in SHOWN
    }


def text(value: Any, words: dict[str, str] | None = None) -> str:  # noqa: ANN401 -- any YAML
    """One cell: the English of a text, the words of ids, a list joined."""
    if isinstance(value, list):
        return "; ".join(text(item, words) for item in value)
    if isinstance(value, dict):
        whole = value.get("en") or f"{value.get('given', '')} {value.get('family', '')}".strip()
        return whole or "; ".join(f"{key}: {text(held, words)}" for key, held in value.items())
    return str((words or {}).get(value, value) or "")


def leaves(row: dict[str, Any], before: str = "") -> dict[str, str]:
    """A record as one flat row: `because_people_en: ...`."""
    flat: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            flat |= leaves(value, f"{before}{key}_")
        elif value:
            flat[before + key] = text(value)
    return flat


def template() -> Any:  # noqa: ANN401 -- python-docx gives a function for a type
    made = docx.Document()
    made.add_heading("Releases and sanctions relief", 0)
    made.add_paragraph(
        "{{ releases|length }} release steps, {{ persons|length }} persons and"
        " {{ sanctions|length }} measures, from {{ sources|length }} texts."
    )
    for kind, columns in TABLES.items():
        made.add_heading(kind.title(), 1)
        table = made.add_table(rows=4, cols=len(columns), style="Table Grid")
        table.rows[1].cells[0].text = f"{{%tr for row in {kind} %}}"
        table.rows[3].cells[0].text = "{%tr endfor %}"
        for number, column in enumerate(columns):
            table.rows[0].cells[number].text = column.replace("_", " ").capitalize()
            table.rows[2].cells[number].text = f"{{{{ row.{column} }}}}"
    return made


TABLES = {
    "releases": ("title", "freed", "stage", "people", "act", "sources"),
    "persons": ("name", "described", "sources"),
    "sanctions": ("title", "change", "stage", "announced", "sources"),
    "estimates": ("people", "called", "as_of", "by"),
    "unknowns": ("question",),
    "sources": ("id", "descriptor"),
}


def _load(path: Path) -> list[Any]:
    records: list[Any] = yaml.load(path.read_bytes(), Loader)  # noqa: S506 -- a CSafeLoader
    return records


def _dump(path: Path, content: dict[str, Any]) -> None:
    """As somebody would write it: a row after the other, values quoted where YAML asks for it."""
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(
            content, file, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
