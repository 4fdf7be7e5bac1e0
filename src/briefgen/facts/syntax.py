"""What the YAML parser complains of, in a curator's words, at the place to mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml import Mark, MarkedYAMLError

Spot = tuple[int, int]
"""Line and column, counted from 1."""

_UNCLOSED = {
    "did not find expected ',' or ']'": 'expected "," or "]" after its last item',
    "did not find expected ',' or '}'": 'expected "," or "}" after its last value',
    "found unexpected end of stream": "expected the same quote after its text",
}
"""The parser notices these where the text goes on; the place to mend is where it opens."""

_MEANINGS = {
    "mapping values are not allowed in this context": (
        'found ": " where no key can stand; put a text that holds it in quotes,'
        " or mend the indentation"
    ),
    "block sequence entries are not allowed in this context": (
        'found "- " after a key; begin the list on the next line'
    ),
    "did not find expected key": (
        "expected a key; mend the indentation, or put the whole text in quotes"
    ),
    "did not find expected '-' indicator": 'expected "- " or the keys of the entry above;'
    " mend the indentation",
    "found unknown escape character": (
        "found a backslash in double quotes; write it twice or use single quotes"
    ),
    "found invalid Unicode character escape code": (
        "found an escape that is no character; write the character itself"
    ),
}


def explained(fault: MarkedYAMLError, text: str) -> tuple[Spot, str]:
    """The place to mend and what to say there."""
    problem = str(fault.problem)
    mark = fault.problem_mark or fault.context_mark
    if problem in _UNCLOSED and fault.context_mark is not None:
        opening = _character(text, fault.context_mark)
        message = f"the {opening} that stands here is not closed: {_UNCLOSED[problem]}"
        return _spot(fault.context_mark), message
    if mark is None:
        return (1, 1), f"not readable as YAML: {problem}"
    line = _line(text, mark)
    if re.search(r":\s*[>|]\s*\d", line):
        return _spot(mark), 'found ">" before a number; for a lower bound write "over 1000"'
    if "\t" in line:
        return (mark.line + 1, line.index("\t") + 1), "found a tab; indent with spaces"
    if problem == "found character that cannot start any token":
        found = f"found {_character(text, mark)} at the start of a text"
        return _spot(mark), f"{found}; put the text in quotes"
    return _spot(mark), _MEANINGS.get(problem, f"not readable as YAML: {problem}")


def _spot(mark: Mark) -> Spot:
    return mark.line + 1, mark.column + 1


def _line(text: str, mark: Mark) -> str:
    lines = text.splitlines()
    return lines[mark.line] if mark.line < len(lines) else ""


def _character(text: str, mark: Mark) -> str:
    line = _line(text, mark)
    return line[mark.column] if mark.column < len(line) else "the text"
