"""A made-up project whose dossier is N times the shipped one: `copies.py PROJECT N FOLDER`.

Each copy has its own ids (`release-2025-06-k7`) and its own articles; terms and reasons, which are
the vocabulary of a dossier, are shared. The brief and the house styles are the shipped ones.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

SHARED = {"terms.yaml", "reasons.yaml"}
ID = re.compile(r'^- id: "?([a-z0-9-]+)"?$', re.MULTILINE)


def make(project: Path, count: int, folder: Path) -> None:
    for name in ("briefs", "templates"):
        shutil.copytree(project / name, folder / name, ignore=shutil.ignore_patterns("out", ".*"))
    for dossier in sorted((project / "data").iterdir()):
        if dossier.is_dir():
            multiply(dossier, count, folder / "data" / dossier.name)


def multiply(dossier: Path, count: int, folder: Path) -> None:
    texts = {path.name: path.read_text("utf-8") for path in sorted(dossier.glob("*.yaml"))}
    ids = {found for name in texts.keys() - SHARED for found in ID.findall(texts[name])}
    sources = set(ID.findall(texts["sources.yaml"]))
    pattern = _pattern(ids - sources, sources)
    (folder / "readings").mkdir(parents=True)
    for name, text in texts.items():
        copies = [text] if name in SHARED else [copied(text, pattern, k) for k in range(count)]
        (folder / name).write_text("\n".join(copies), "utf-8")
    for path in sorted((dossier / "readings").glob("*.yaml")):
        text = path.read_text("utf-8")
        for k in range(count):
            name = f"{path.stem}{suffix(k)}.yaml"
            (folder / "readings" / name).write_text(copied(text, pattern, k), "utf-8")


def suffix(k: int) -> str:
    """What the ids of copy `k` end in: nothing in the first, which the brief is about."""
    return f"-k{k}" if k else ""


def copied(text: str, pattern: re.Pattern[str], k: int) -> str:
    return text if k == 0 else pattern.sub(lambda found: _suffixed(found, suffix(k)), text)


def _pattern(ids: set[str], sources: set[str]) -> re.Pattern[str]:
    """Ids where they are ids: texts in quotes are passed over, and sources stand in few places."""
    names = "|".join(sorted(map(re.escape, ids), key=len, reverse=True))
    articles = "|".join(sorted(map(re.escape, sources)))
    return re.compile(
        rf'(?P<id>(?m:^)- at: (?:{articles})|"(?:{articles})"|(?<![\w-])(?:{names})(?![\w-]))'
        r'|"[^"\n]*"'
    )


def _suffixed(found: re.Match[str], ending: str) -> str:
    if not found["id"]:
        return found[0]
    return f'{found[0][:-1]}{ending}"' if found[0].endswith('"') else found[0] + ending


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
