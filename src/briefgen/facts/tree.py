"""YAML as text in plain containers, each value with its line and column.

The events of PyYAML's C parser are walked directly: scalars stay text until a record's field
types them (so `NO` is no boolean and `12:30` no number), duplicate keys, aliases and tags are
refused, and what `safe_load` throws away, the place of each value, is kept.
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


class Map(dict[str, Any]):
    """A YAML mapping; `at` and `keys_at` give the spot of it and of its keys.

    `marks` are the parser's marks of each key and its value in turn. They become spots only when
    asked for: a message needs one, a dossier has a hundred thousand.
    """

    __slots__ = ("mark", "marks")

    mark: Mark
    marks: list[Mark]

    @property
    def at(self) -> Spot:
        """Where it begins."""
        return _spot(self.mark)

    @property
    def keys_at(self) -> dict[str, Spot]:
        """Where each key stands."""
        return dict(zip(self, map(_spot, self.marks[::2]), strict=True))


class Seq(list[Any]):
    """A YAML sequence; `at` and `items_at` give the spot of it and of its items."""

    __slots__ = ("mark", "marks")

    mark: Mark
    marks: list[Mark]

    @property
    def at(self) -> Spot:
        """Where it begins."""
        return _spot(self.mark)

    @property
    def items_at(self) -> list[Spot]:
        """Where each item begins."""
        return [_spot(mark) for mark in self.marks]


def _spot(mark: Mark) -> Spot:
    return mark.line + 1, mark.column + 1


class _SyntaxFaultError(Exception):
    """Stops the walk of one file at something YAML allows and a dossier does not."""

    def __init__(self, spot: Spot, message: str) -> None:
        super().__init__(message)
        self.spot = spot


class _LookCloserError(Exception):
    """Stops the quick walk of a file that a careful one must look at."""


def read(content: bytes, file: str, problems: list[Problem]) -> Map | Seq | None:
    """The tree of one file, or None when it has a syntax fault (one is reported a file)."""
    try:
        return _build(_decoded(content), file, problems)
    except _SyntaxFaultError as fault:
        problems.append(Problem(Place(file, *fault.spot), "", str(fault), "yaml"))
    return None


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        byte = content[fault.start]
        before = content[: fault.start].decode("utf-8-sig")
        message = f"byte {byte:#04x} is not UTF-8; save the file as UTF-8"
        raise _SyntaxFaultError(_end_of(before), message) from None
    return text


def _end_of(text: str) -> Spot:
    """The spot of the character that follows `text`."""
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", text)
    return len(lines), len(lines[-1]) + 1


def _named(character: str) -> str:
    return f"the character U+{ord(character):04X}"


def _build(text: str, file: str, problems: list[Problem]) -> Map | Seq:
    careful = any(sign in text for sign in _RARE)
    try:
        root = _document(text, _Builder(file, problems, careful=careful))
    except _LookCloserError:
        root = _document(text, _Builder(file, problems, careful=True))
    if isinstance(root, str):
        found = f'found the text "{root[:60]}", expected' if root else "the file is empty; it needs"
        raise _SyntaxFaultError((1, 1), f"{found} a list of records or a mapping")
    return root


def _document(text: str, builder: _Builder) -> Map | Seq | str:
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
    call nothing of ours for a text, and containers have no `__init__`: a call for each would add
    a third to the time of reading.
    """

    __slots__ = ("_file", "_next", "_problems", "_taken")

    _next: Callable[[], Event]

    def __init__(self, file: str, problems: list[Problem], *, careful: bool) -> None:
        self._file = file
        self._problems = problems
        self._taken = None if careful else ScalarEvent  # whose value is taken as it is

    def document(self, following: Callable[[], Event]) -> Map | Seq | str:
        """The tree of the one document that `following` gives event by event, "" for none.

        Raises _LookCloserError where a builder that is not careful may have overlooked something.
        """
        self._next = following
        root: Map | Seq | str = ""
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
        if self._taken and _has_long_entry(root, event.start_mark):
            raise _LookCloserError
        return root

    def _value(self, event: Event, depth: int) -> Any:  # noqa: ANN401 -- plain YAML
        """The container that begins with `event` in `depth` others; when careful, a text too."""
        if not self._taken:
            _vet(event)
            if type(event) is ScalarEvent:
                return event.value
        if depth >= DEPTH:
            message = f"nested more than {DEPTH} levels deep"
            raise _SyntaxFaultError(_spot(event.start_mark), message)
        if type(event) is MappingStartEvent:
            return self._map(event.start_mark, depth + 1)
        return self._seq(event.start_mark, depth + 1)

    def _map(self, mark: Mark, depth: int) -> Map:
        following, taken = self._next, self._taken
        made = Map()
        made.mark, made.marks = mark, []
        add_mark = made.marks.append
        while type(key := following()) is ScalarEvent:
            event = following()
            value = event.value if type(event) is taken else self._value(event, depth)
            if not taken and self._is_refused(key, made):
                continue
            made[key.value] = value
            add_mark(key.start_mark)
            add_mark(event.start_mark)
        if type(key) is not MappingEndEvent:
            raise _no_key(key)
        if len(made.marks) != 2 * len(made):
            raise _LookCloserError
        return made

    def _seq(self, mark: Mark, depth: int) -> Seq:
        following, taken = self._next, self._taken
        made = Seq()
        made.mark, made.marks = mark, []
        add, add_mark = made.append, made.marks.append
        while type(event := following()) is not SequenceEndEvent:
            add(event.value if type(event) is taken else self._value(event, depth))
            add_mark(event.start_mark)
        return made

    def _is_refused(self, event: Event, made: Map) -> bool:
        """Whether a key stands in the mapping already, which is told."""
        _vet(event)
        key = event.value
        if key not in made:
            return False
        message = f'"{key}" stands twice; the first is in line {made.keys_at[key][0]}'
        place = Place(self._file, *_spot(event.start_mark))
        self._problems.append(Problem(place, "", message, "duplicate-key"))
        return True


def _has_long_entry(root: Map | Seq | str, end: Mark) -> bool:
    """Whether an entry of the file is so long that it may hold a text of more than LONGEST."""
    starts = [mark.index for mark in getattr(root, "marks", ())]
    return any(later - start > LONGEST for start, later in pairwise([0, *starts, end.index]))


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


def spot_of(tree: Map | Seq, path: tuple[str | int, ...], *, of_key: bool = False) -> Spot:
    """Where the value at `path` stands, or its key; the last known spot on the way if missing."""
    mark = tree.mark
    node: Any = tree
    for step in path:
        if isinstance(node, Map) and step in node:
            mark = node.marks[2 * list(node).index(str(step)) + (0 if of_key else 1)]
            node = node[str(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            mark, node = node.marks[step], node[step]
        else:
            break
    return _spot(mark)
