"""An entry put at the end of a YAML list, every byte before it kept."""

from __future__ import annotations

import json
import re
from typing import Any

from briefgen.facts.places import File
from briefgen.facts.problems import DossierError, Place, Problem
from briefgen.facts.tree import read

_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f,\[\]{}:#\"'&*!|>%@`\\]|:(?=\S)|(?<=\S)[#'])*")


def yaml_text(text: str) -> str:
    """The text as a YAML scalar that also holds in a flow list: plain where it can be."""
    unlike_text = re.fullmatch(r"[\d.]+|true|false|null|yes|no|on|off", text, re.IGNORECASE)
    if _PLAIN.fullmatch(text) and text == text.strip() and not unlike_text:
        return text
    return json.dumps(text, ensure_ascii=False)


def append_entry(content: bytes, entry: str, file: str) -> bytes:
    """`content`, a YAML list of mappings, with `entry` (`- id: ...` and its lines) at its end.

    Nothing before it changes. Raises DossierError when the file cannot be read, or is written in
    a way that takes no entry at its end.
    """
    problems: list[Problem] = []
    tree = read(content, file, problems)
    if not isinstance(tree, list) or problems:
        raise DossierError(problems or [_refusal(file)])
    line_end = "\r\n" if b"\r\n" in content else "\n"
    indent = " " * (_dash_column(content) if tree else 0)
    lines = [f"{indent}{line}" if line else "" for line in entry.rstrip("\n").split("\n")]
    gap = "" if content.endswith(b"\n") else line_end
    added = gap + line_end + line_end.join(lines) + line_end
    spliced = content + added.encode()
    if not _holds_both(spliced, entry, tree, file):
        raise DossierError([_refusal(file)])
    return spliced


def _dash_column(content: bytes) -> int:
    """How far the dashes of the list are indented."""
    place = File("", content).place(0)
    before = content.decode("utf-8-sig").splitlines()[place.line - 1][: place.column - 1]
    return len(before) - len(before.lstrip())


def _holds_both(spliced: bytes, entry: str, before: list[Any], file: str) -> bool:
    problems: list[Problem] = []
    after = read(spliced, file, problems)
    alone = read(entry.encode(), file, problems)
    return not problems and after == [*before, *(alone or ())]


def _refusal(file: str) -> Problem:
    message = "takes no entry at its end; write it as a list, each entry beginning with - id: ..."
    return Problem(Place(file), "", message, "splice")
