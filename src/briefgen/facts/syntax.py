"""What the YAML parser complains of, in a curator's words, at the place to mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import ScalarEvent

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

_AFTER_QUOTES = {
    "'": "write an apostrophe in single quotes twice, or use double quotes",
    '"': 'is one missing? A text that holds " stands in single quotes',
}
"""What to do where a text goes on after its closing quote."""

_NO_COLON = "could not find expected ':'"
_GLUED = re.compile(r"[ -]*(?P<key>[\w-]+:)[^ /]")
"""A key whose colon has no space, or a no-break space, after it; `https://` is none."""


def explained(fault: MarkedYAMLError, text: str) -> tuple[Spot, str]:
    """The place to mend and what to say there."""
    return _quoted(fault, text) or _without_colon(fault, text) or _other(fault, text)


def _other(fault: MarkedYAMLError, text: str) -> tuple[Spot, str]:
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


def _quoted(fault: MarkedYAMLError, text: str) -> tuple[Spot, str] | None:
    """What to say where a quoted text has just ended and more follows, else None."""
    mark, last = fault.problem_mark, _last_scalar(text)
    if mark is None or last is None or last.style not in _AFTER_QUOTES:
        return None
    start, end, quote = last.start_mark, last.end_mark, last.style
    gap_allowed = "flow" not in str(fault.context)  # there a comma may be missing as well
    if end.line != mark.line or (end.index != mark.index and not gap_allowed):
        return None
    if start.line == end.line:
        return _spot(mark), f"found more after the closing {quote}; {_AFTER_QUOTES[quote]}"
    message = f"the {quote} that stands here is closed by the {quote} in line {end.line + 1}, and"
    return _spot(start), f"{message} more follows there; is a closing quote missing?"


def _last_scalar(text: str) -> Any:  # noqa: ANN401 -- PyYAML types no event
    """The last text that can be read before the fault."""
    parser, last = CParser(text), None
    try:
        while (event := parser.get_event()) is not None:
            last = event if type(event) is ScalarEvent else last
    except YAMLError:
        pass
    finally:
        parser.dispose()
    return last


def _without_colon(fault: MarkedYAMLError, text: str) -> tuple[Spot, str] | None:
    """What to say where a key has no colon with a space after it, else None."""
    mark = fault.context_mark if fault.problem == _NO_COLON else None
    if mark is None:
        return None
    if found := _GLUED.match(_line(text, mark)):
        return _spot(mark), f'found no space after "{found["key"]}"; put a space after the colon'
    return _spot(mark), 'found no ": " in this line; put it after the key, or indent the line more'


def _spot(mark: Mark) -> Spot:
    return mark.line + 1, mark.column + 1


def _line(text: str, mark: Mark) -> str:
    lines = text.splitlines()
    return lines[mark.line] if mark.line < len(lines) else ""


def _character(text: str, mark: Mark) -> str:
    line = _line(text, mark)
    return line[mark.column] if mark.column < len(line) else "the text"
