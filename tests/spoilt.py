"""Slips put into the small dossier of conftest, as `slips/*.txt` list them.

A slip is its name, the file, the text replaced, the text in its place (`\\n` is a line end) or
`(nothing)`, and the whole messages, a line each; a blank line ends it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Slip(NamedTuple):
    """One text of one file replaced, and what is said to it."""

    name: str
    file: str
    old: str
    new: str
    messages: list[str]


def slips(name: str) -> list[Slip]:
    """The slips of one list."""
    text = (Path(__file__).parent / "slips" / f"{name}.txt").read_text("utf-8")
    listed = []
    for block in text.strip().split("\n\n"):
        title, file, old, new, *messages = block.split("\n")
        put = "" if new == "(nothing)" else new.replace("\\n", "\n")
        listed.append(Slip(title, file, old.replace("\\n", "\n"), put, messages))
    return listed


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Replace a text that stands once in a file of the dossier."""
    path = next(folder.rglob(f"{file}.yaml"))
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8", newline="\n")
