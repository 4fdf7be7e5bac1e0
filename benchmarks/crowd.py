"""A made-up project with N persons, two readings each: `crowd.py PROJECT N FOLDER`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

PASSAGES = 1000  # paragraphs a text has
SOURCE = """\
- id: "{id}"
  language: en
  paragraphs: {paragraphs}
  archive: {id}.txt
  sha256: "{digest}"
  descriptor: {{en: A list of names.}}
"""
PERSON = """\
- id: person-{n}
  name: {{given: Given{n}, family: Family{n}}}
  gender: f
  held_since: 2021-{month:02}
  described: journalist
"""
READINGS = """\
- at: {source}.{first}a
  voice: article
  anchor: ["Given{n} Family{n}, held since 2021-{month:02}"]
  says:
    person-{n}: {{name: Given{n} Family{n}, held_since: 2021-{month:02}}}

- at: {source}.{second}a
  voice: article
  anchor: ["Given{n} Family{n}, a journalist"]
  says:
    person-{n}: {{described: journalist}}
"""
TERMS = "- {id: journalist, facet: description, en: journalist, fr: journaliste}\n"
BRIEF = """\
title: {en: A crowd}
subtitle: {en: Many persons}
number: "1"
edition: "1"
status: draft
dossier: crowd
period: 2021-01/2021-12
cutoff: 2025-12-13
languages: [en]
label: TLP:CLEAR
subject: {en: Many persons}
keywords: [persons]
"""
TEXT = "## Persons\n\nThe list names {{ person-0.name }} among others.\n"


def make(project: Path, count: int, folder: Path) -> None:
    shutil.copytree(project / "templates", folder / "templates")
    dossier, brief = folder / "data" / "crowd", folder / "briefs" / "crowd"
    (dossier / "readings").mkdir(parents=True)
    brief.mkdir(parents=True)
    (brief / "brief.yaml").write_text(BRIEF, "utf-8")
    (brief / "text.en.md").write_text(TEXT, "utf-8")
    (dossier / "terms.yaml").write_text(TERMS, "utf-8")
    persons = [PERSON.format(n=n, month=n % 12 + 1) for n in range(count)]
    (dossier / "persons.yaml").write_text("\n".join(persons), "utf-8")
    listed = []
    for start in range(0, count, PASSAGES // 2):
        name = f"{start // (PASSAGES // 2):03}"
        told = range(start, min(start + PASSAGES // 2, count))
        listed.append(SOURCE.format(id=name, paragraphs=2 * len(told), digest="0" * 64))
        readings = [
            READINGS.format(
                n=n,
                month=n % 12 + 1,
                source=name,
                first=2 * (n - start) + 1,
                second=2 * (n - start) + 2,
            )
            for n in told
        ]
        (dossier / "readings" / f"{name}.yaml").write_text("\n".join(readings), "utf-8")
    (dossier / "sources.yaml").write_text("\n".join(listed), "utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
