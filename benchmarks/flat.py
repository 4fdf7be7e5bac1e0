"""What the peer scripts read: `flat.py PROJECT FOLDER` writes three files there.

- `facts.yaml`: what the dossier holds, once, as somebody would keep it for such a script: a flat
  row for each record, words in place of ids, French in columns of its own, the reasons, a column
  of evidence addresses; and a flat row for what each reading says of a record.
- `shown.yaml`: no more of it than the scripts' sheets and pages show, in English: a lower bound.
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
    words = english(records)
    said = [
        {**flat({**reading, "says": None}, words), "record": record, **flat(fields, words)}
        for reading in readings
        for record, fields in reading["says"].items()
    ]
    rows = flattened(records, readings, words)
    shown = {
        kind: [{key: row[key] for key in row if is_shown(key)} for row in rows[kind]]
        for kind in SHOWN
    }
    _dump(folder / "facts.yaml", {**rows, "readings": said})
    _dump(folder / "shown.yaml", shown)
    template().save(str(folder / "brief.docx"))


def english(records: dict[str, Any]) -> dict[str, str]:
    """The English of each id that stands for a word or a name."""
    words = {term["id"]: term["en"] for term in records["terms"]}
    words |= {body["id"]: body["name"]["en"] for body in records["bodies"]}
    return words | {
        person["id"]: f"{person['name']['given']} {person['name']['family']}"
        for person in records["persons"]
    }


def flattened(
    records: dict[str, Any], readings: list[Any], words: dict[str, str]
) -> dict[str, list[dict[str, str]]]:
    """Every record as a flat row, with the addresses of its readings."""
    evidence: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        for record in reading["says"]:
            evidence[record].append(reading["at"])
    return {
        kind: [
            {**flat(row, words), "id": row["id"], "sources": ", ".join(evidence[row["id"]])}
            for row in rows
        ]
        for kind, rows in records.items()
    }


def flat(row: dict[str, Any], words: dict[str, str], before: str = "") -> dict[str, str]:
    """A row without levels: `name: Ales, name_fr: ...`, `because_people_reason: ...`."""
    found: dict[str, str] = {}
    for key, value in row.items():
        name = before[:-1] if key == "en" and before else before + key
        if isinstance(value, dict) and {*value} == {"given", "family"}:
            found[name] = f"{value['given']} {value['family']}"
        elif isinstance(value, dict):
            found |= flat(value, words, f"{name}_")
        elif value:
            found[name] = text(value, words)
    return found


def text(value: Any, words: dict[str, str]) -> str:  # noqa: ANN401 -- any YAML
    """One cell: the words of ids, a list joined."""
    if isinstance(value, list):
        return "; ".join(text(item, words) for item in value)
    if isinstance(value, dict):
        return "; ".join(flat(value, words).values())
    return str(words.get(value, value))


def is_shown(column: str) -> bool:
    """Whether the scripts' files need a column."""
    return not column.endswith("_fr") and column.partition("_")[0] not in UNSHOWN


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
