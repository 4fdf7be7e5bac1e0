"""YAML as text in plain containers.

The events of PyYAML's C parser are walked directly: scalars stay text until a record's field
types them (so `NO` is no boolean and `12:30` no number), and duplicate keys, aliases and tags are
refused. Every text, keys too, is put into the form in which texts are compared. Where a value
stands is asked of the file (`places.py`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from briefgen.facts.problems import Place, Problem
from briefgen.facts.syntax import Spot, explained
from briefgen.facts.texts import is_normal, normal

if TYPE_CHECKING:
    from collections.abc import Callable

Event: TypeAlias = Any
Mark: TypeAlias = Any
"""What PyYAML's parser gives; its stubs know neither well enough to use them."""

DEPTH = 12
"""Levels of nesting a dossier may have; the records need five."""

LONGEST = 10_000
"""Characters that one text may have; a longer one is a quote that was never closed."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that YAML 1.1 (5.1) or XML 1.0 (2.2) leaves out, and the control characters."""

_RARE = "&*!\\"
"""What a file holds that has an anchor, an alias, a tag or an escape; most hold none of them."""


Tree: TypeAlias = dict[str, Any] | list[Any]
"""A mapping by key, or a sequence, of texts and trees."""


def _spot(mark: Mark) -> Spot:
    return mark.line + 1, mark.column + 1


class _SyntaxFaultError(Exception):
    """Stops the walk of one file at something YAML allows and a dossier does not."""

    def __init__(self, spot: Spot, message: str) -> None:
        super().__init__(message)
        self.spot = spot


class _LookCloserError(Exception):
    """Stops the quick walk of a file that a careful one must look at."""


def read(content: bytes, file: str, problems: list[Problem]) -> Tree | None:
    """The tree of one file, or None when it has a syntax fault (one is reported a file)."""
    try:
        return _build(decoded(content), file, problems)
    except _SyntaxFaultError as fault:
        problems.append(Problem(Place(file, *fault.spot), "", str(fault), "yaml"))
    return None


def decoded(content: bytes) -> str:
    """The text of a file. Raises what `read` tells as a problem."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _SyntaxFaultError(*undecodable(fault)) from None


def undecodable(fault: UnicodeDecodeError) -> tuple[Spot, str]:
    """Where a file is not UTF-8, and what to say there."""
    byte, before = fault.object[fault.start], fault.object[: fault.start].decode()
    return _end_of(before), f"byte {byte:#04x} is not UTF-8; save the file as UTF-8"


def _end_of(text: str) -> Spot:
    """The spot of the character that follows `text`."""
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", text)
    return len(lines), len(lines[-1]) + 1


def _named(character: str) -> str:
    return f"the character U+{ord(character):04X}"


def _build(text: str, file: str, problems: list[Problem]) -> Tree:
    careful = any(sign in text for sign in _RARE) or not is_normal(text)
    try:
        root = _document(text, _Builder(file, problems, careful=careful))
    except _LookCloserError:
        root = _document(text, _Builder(file, problems, careful=True))
    if isinstance(root, str):
        found = f'found the text "{root[:60]}", expected' if root else "the file is empty; it needs"
        raise _SyntaxFaultError((1, 1), f"{found} a list of records or a mapping")
    return root


def _document(text: str, builder: _Builder) -> Tree | str:
    """The one document of a file, an empty text when there is none."""
    parser = CParser(text)
    try:
        return builder.document(parser.get_event)
    except yaml.MarkedYAMLError as fault:
        raise _SyntaxFaultError(*explained(fault, text)) from None
    except ReaderError:
        raise _unreadable(text) from None
    finally:
        parser.dispose()


def _unreadable(text: str) -> _SyntaxFaultError:
    """The character that the parser does not take."""
    found = _UNPRINTABLE.search(text)
    before, named = (text[: found.start()], _named(found[0])) if found else (text, "a character")
    return _SyntaxFaultError(_end_of(before), f"found {named}, which cannot be printed; delete it")


class _Builder:
    """Builds a tree from the parser's events, which PyYAML does not type.

    Only when `careful` are texts looked at one by one, and keys that stand twice told. The loops
    call nothing of ours for a text: a call for each would add a third to the time of reading.
    """

    __slots__ = ("_file", "_next", "_problems", "_starts", "_taken")

    _next: Callable[[], Event]

    def __init__(self, file: str, problems: list[Problem], *, careful: bool) -> None:
        self._file = file
        self._problems = problems
        self._taken = None if careful else ScalarEvent  # whose value is taken as it is
        self._starts = [0]  # of the entries of the file, in characters

    def document(self, following: Callable[[], Event]) -> Tree | str:
        """The tree of the one document that `following` gives event by event, "" for none.

        Raises _LookCloserError where a builder that is not careful may have overlooked something.
        """
        self._next = following
        root: Tree | str = ""
        seen = 0
        while type(event := following()) is not StreamEndEvent:
            if type(event) is not DocumentStartEvent:
                continue
            seen += 1
            if seen > 1:
                spot = _spot(event.start_mark)
                raise _SyntaxFaultError(spot, "found a second document; a file holds one")
            first = following()
            root = first.value if type(first) is self._taken else self._value(first, 0)
        end: Mark = event.start_mark
        entries = pairwise((*self._starts, end.index))
        if self._taken and any(later - start > LONGEST for start, later in entries):
            raise _LookCloserError  # an entry may hold a text that is too long
        return root

    def _value(self, event: Event, depth: int) -> Any:  # noqa: ANN401 -- plain YAML
        """The container that begins with `event` in `depth` others; when careful, a text too."""
        if not self._taken:
            _vet(event)
            if type(event) is ScalarEvent:
                return normal(event.value)
        if depth >= DEPTH:
            message = f"nested more than {DEPTH} levels deep"
            raise _SyntaxFaultError(_spot(event.start_mark), message)
        return (self._map if type(event) is MappingStartEvent else self._seq)(depth + 1)

    def _map(self, depth: int) -> dict[str, Any]:
        following, taken = self._next, self._taken
        made: dict[str, Any] = {}
        first: dict[str, Mark] = {}
        count = 0
        while type(key := following()) is ScalarEvent:
            event = following()
            value = event.value if type(event) is taken else self._value(event, depth)
            if not taken and self._is_refused(key, first):
                continue
            made[key.value if taken else normal(key.value)] = value
            count += 1
        if type(key) is not MappingEndEvent:
            raise _no_key(key)
        if count != len(made):
            raise _LookCloserError  # a key stands twice
        return made

    def _seq(self, depth: int) -> list[Any]:
        following, taken = self._next, self._taken
        made: list[Any] = []
        add = made.append
        while type(event := following()) is not SequenceEndEvent:
            add(event.value if type(event) is taken else self._value(event, depth))
            if depth == 1:
                self._starts.append(event.start_mark.index)
        return made

    def _is_refused(self, event: Event, first: dict[str, Mark]) -> bool:
        """Whether a key is not the `first` of its mapping, which is told."""
        _vet(event)
        mark = first.setdefault(normal(event.value), event.start_mark)
        if mark is event.start_mark:
            return False
        message = f'"{event.value}" stands twice; the first is in line {mark.line + 1}'
        place = Place(self._file, *_spot(event.start_mark))
        self._problems.append(Problem(place, "", message, "duplicate-key"))
        return True


def _no_key(event: Event) -> _SyntaxFaultError:
    if type(event) is AliasEvent or event.anchor is not None or event.tag is not None:
        return _marked(event)
    message = "found a list or mapping as a key, expected a name"
    return _SyntaxFaultError(_spot(event.start_mark), message)


def _vet(event: Event) -> None:
    """Refuse an alias, an anchor, a tag, and a text that no record may hold."""
    if type(event) is AliasEvent or event.anchor is not None or event.tag is not None:
        raise _marked(event)
    if type(event) is ScalarEvent and (
        len(event.value) > LONGEST or _UNPRINTABLE.search(event.value)
    ):
        raise _unfit(event.value, _spot(event.start_mark))


def _marked(event: Event) -> _SyntaxFaultError:
    if event.anchor is None:
        found, mark = f"the tag {event.tag.replace('tag:yaml.org,2002:', '!!')}", "!"
    elif isinstance(event, AliasEvent):
        found, mark = f"the alias *{event.anchor}", "*"
    else:
        found, mark = f"the anchor &{event.anchor}", "&"
    way_out = f'a dossier uses none; put a text that begins with "{mark}" in quotes'
    return _SyntaxFaultError(_spot(event.start_mark), f"found {found}; {way_out}")


def _unfit(value: str, spot: Spot) -> _SyntaxFaultError:
    if found := _UNPRINTABLE.search(value):
        message = f"the text holds an escape for {_named(found[0])}; delete it"
    else:
        message = (
            f"found a text of {len(value)} characters, expected at most {LONGEST};"
            " is a closing quote missing?"
        )
    return _SyntaxFaultError(spot, message)
