"""YAML as text in plain containers, each value with its line and column.

The events of PyYAML's C parser are walked directly: scalars stay text until a record's field
types them (so `NO` is no boolean and `12:30` no number), duplicate keys, aliases and tags are
refused, and what `safe_load` throws away, the place of each value, is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from briefgen.facts.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.events import CollectionStartEvent, Event

DEPTH = 12
"""Levels of nesting a dossier may have; the records need five."""

Spot = tuple[int, int]
"""Line and column, counted from 1."""


class Map(dict[str, Any]):
    """A YAML mapping; `keys_at` and `values_at` give the spot of each key and value."""

    __slots__ = ("at", "keys_at", "values_at")

    def __init__(self, at: Spot) -> None:
        super().__init__()
        self.at = at
        self.keys_at: dict[str, Spot] = {}
        self.values_at: dict[str, Spot] = {}


class Seq(list[Any]):
    """A YAML sequence; `items_at` gives the spot of each item."""

    __slots__ = ("at", "items_at")

    def __init__(self, at: Spot) -> None:
        super().__init__()
        self.at = at
        self.items_at: list[Spot] = []


class _SyntaxFaultError(Exception):
    """Stops the walk of one file at something YAML allows and a dossier does not."""

    def __init__(self, spot: Spot, message: str) -> None:
        super().__init__(message)
        self.spot = spot


def read(content: bytes, file: str, problems: list[Problem]) -> Map | Seq | None:
    """The tree of one file, or None when it has a syntax fault (one is reported a file)."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        column = fault.start - content.rfind(b"\n", 0, fault.start)
        message = f"byte {content[fault.start]:#04x} is not UTF-8; save the file as UTF-8"
        problems.append(Problem(Place(file, line, column), "", message, "encoding"))
        return None
    try:
        return _build(text, file, problems)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        spot = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = _explained(str(fault.problem), text, spot)
        problems.append(Problem(Place(file, *spot), "", message, "yaml"))
    except yaml.YAMLError as fault:
        message = " ".join(str(fault).split())
        problems.append(Problem(Place(file, 1, 1), "", f"not readable as YAML: {message}", "yaml"))
    except _SyntaxFaultError as fault:
        problems.append(Problem(Place(file, *fault.spot), "", str(fault), "yaml"))
    return None


def _explained(fault: str, text: str, spot: Spot) -> str:
    """The parser's own message, with the way out for the two slips that curators make most."""
    lines = text.splitlines()
    line = lines[min(spot[0], len(lines)) - 1] if lines else ""
    if re.search(r":\s*[>|]\s*\d", line):
        return f'not readable as YAML: {fault}; for a lower bound write "over 1000"'
    if "\t" in line:
        return f"not readable as YAML: {fault}; the line holds a tab: indent with spaces"
    return f"not readable as YAML: {fault}"


def _build(text: str, file: str, problems: list[Problem]) -> Map | Seq | None:
    parser = CParser(text)
    try:
        events: Iterator[Any] = iter(parser.get_event, None)
        roots = list(_documents(events, file, problems))
    finally:
        parser.dispose()
    if not roots:
        problems.append(Problem(Place(file, 1, 1), "", "the file is empty", "empty"))
        return None
    return roots[0]


def _documents(
    events: Iterator[Any], file: str, problems: list[Problem]
) -> Iterator[Map | Seq | None]:
    seen = 0
    for event in events:
        kind = type(event)
        if kind is StreamEndEvent:
            return
        if kind is DocumentStartEvent:
            seen += 1
            if seen > 1:
                raise _SyntaxFaultError(_spot(event), "a second document; a file holds one")
            root = _walk(events, file, problems)
            if root is None:
                return
            yield root


def _walk(  # noqa: C901, PLR0912 -- one loop over the events: calls a value would double its cost
    events: Iterator[Any], file: str, problems: list[Problem]
) -> Map | Seq | None:
    """Build one document iteratively, so that depth costs no recursion."""
    stack: list[Map | Seq | None] = []
    holder: Map | Seq | None = None
    key: str | None = None
    for event in events:
        kind = type(event)
        mark = event.start_mark
        spot = (mark.line + 1, mark.column + 1)
        value: Any
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise _SyntaxFaultError(spot, "anchors and tags are not used in a dossier")
            value = event.value
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            closed, holder = holder, stack.pop()
            if holder is None:
                return closed
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            _refuse(event, depth=len(stack), key_wanted=isinstance(holder, Map) and key is None)
            value = Map(spot) if kind is MappingStartEvent else Seq(spot)
        elif kind is AliasEvent:
            raise _SyntaxFaultError(
                spot, f"alias *{event.anchor}: aliases are not used in a dossier"
            )
        else:
            return None
        if isinstance(holder, Map):
            if key is None:
                key = value
                if key in holder:
                    first = holder.keys_at[key][0]
                    message = f'"{key}" stands twice; the first is in line {first}'
                    problems.append(Problem(Place(file, *spot), "", message, "duplicate-key"))
                holder.keys_at[key] = spot
                continue
            holder[key] = value
            holder.values_at[key] = spot
        elif holder is not None:
            holder.append(value)
            holder.items_at.append(spot)
        elif kind is ScalarEvent:
            message = (
                f'found the text "{value}", expected records' if value else "the file is empty"
            )
            raise _SyntaxFaultError(spot, message)
        if kind is not ScalarEvent:
            stack.append(holder)
            holder = value
        key = None
    return None


def _refuse(event: CollectionStartEvent, *, depth: int, key_wanted: bool) -> None:
    if event.anchor is not None or event.tag is not None:
        raise _SyntaxFaultError(_spot(event), "anchors and tags are not used in a dossier")
    if key_wanted:
        raise _SyntaxFaultError(_spot(event), "a key is a list or mapping; expected a name")
    if depth >= DEPTH:
        raise _SyntaxFaultError(_spot(event), f"nested more than {DEPTH} levels deep")


def _spot(event: Event) -> Spot:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def spot_of(tree: Map | Seq, path: tuple[str | int, ...]) -> Spot:
    """Where the value at `path` stands; the last known spot on the way when it is missing."""
    spot = tree.at
    node: Any = tree
    for step in path:
        if isinstance(node, Map) and step in node:
            spot, node = node.values_at[str(step)], node[str(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            spot, node = node.items_at[step], node[step]
        else:
            break
    return spot
