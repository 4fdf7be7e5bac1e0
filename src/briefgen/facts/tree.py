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
from briefgen.facts.syntax import Spot, explained

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 12
"""Levels of nesting a dossier may have; the records need five."""

LONGEST = 10_000
"""Characters that one text may have; a longer one is a quote that was never closed."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that YAML 1.1 (5.1) or XML 1.0 (2.2) leaves out, and the control characters."""


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
        text = _decoded(content)
        return _build(text, file, problems)
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
    if found := _UNPRINTABLE.search(text):
        message = f"found {_named(found[0])}, which cannot be printed; delete it"
        raise _SyntaxFaultError(_end_of(text[: found.start()]), message)
    return text


def _end_of(text: str) -> Spot:
    """The spot of the character that follows `text`."""
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", text)
    return len(lines), len(lines[-1]) + 1


def _named(character: str) -> str:
    return f"the character U+{ord(character):04X}"


def _build(text: str, file: str, problems: list[Problem]) -> Map | Seq:
    parser = CParser(text)
    try:
        root = _document(iter(parser.get_event, None), file, problems, escapes="\\" in text)
    except yaml.MarkedYAMLError as fault:
        raise _SyntaxFaultError(*explained(fault, text)) from None
    finally:
        parser.dispose()
    if isinstance(root, str):
        found = f'found the text "{root[:60]}", expected' if root else "the file is empty; it needs"
        raise _SyntaxFaultError((1, 1), f"{found} a list of records or a mapping")
    return root


def _document(
    events: Iterator[Any], file: str, problems: list[Problem], *, escapes: bool
) -> Map | Seq | str:
    """The one document of a file, an empty text when there is none."""
    root: Map | Seq | str = ""
    seen = 0
    for event in events:
        if type(event) is DocumentStartEvent:
            seen += 1
            if seen > 1:
                raise _SyntaxFaultError(_spot(event), "found a second document; a file holds one")
            root = _walk(events, file, problems, escapes=escapes)
        elif type(event) is StreamEndEvent:
            break
    return root


def _walk(  # noqa: C901, PLR0912 -- one loop over the events: calls a value would double its cost
    events: Iterator[Any], file: str, problems: list[Problem], *, escapes: bool
) -> Map | Seq | str:
    """Build one document iteratively, so that depth costs no recursion."""
    root = Seq((1, 1))
    holder: Map | Seq = root
    stack: list[Map | Seq] = []
    key: str | None = None
    for event in events:
        kind = type(event)
        mark = event.start_mark
        spot = (mark.line + 1, mark.column + 1)
        value: Any
        if kind is ScalarEvent:
            value = event.value
            if event.anchor is not None or event.tag is not None:
                raise _marked(event)
            if len(value) > LONGEST or (escapes and _UNPRINTABLE.search(value)):
                raise _unfit(value, spot)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            _refuse(event, depth=len(stack), is_key=key is None and isinstance(holder, Map))
            value = Map(spot) if kind is MappingStartEvent else Seq(spot)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            holder = stack.pop()
            continue
        elif kind is AliasEvent:
            raise _marked(event)
        else:
            break
        if isinstance(holder, Seq):
            holder.append(value)
            holder.items_at.append(spot)
        elif key is None:
            key = value
            if key in holder:
                message = f'"{key}" stands twice; the first is in line {holder.keys_at[key][0]}'
                problems.append(Problem(Place(file, *spot), "", message, "duplicate-key"))
            holder.keys_at[key] = spot
            continue
        else:
            holder[key] = value
            holder.values_at[key] = spot
            key = None
        if kind is not ScalarEvent:
            stack.append(holder)
            holder = value
    return root[0] if root else ""


def _refuse(event: Any, *, depth: int, is_key: bool) -> None:  # noqa: ANN401 -- PyYAML types no event
    if event.anchor is not None or event.tag is not None:
        raise _marked(event)
    if is_key:
        raise _SyntaxFaultError(_spot(event), "found a list or mapping as a key, expected a name")
    if depth >= DEPTH:
        raise _SyntaxFaultError(_spot(event), f"nested more than {DEPTH} levels deep")


def _marked(event: Any) -> _SyntaxFaultError:  # noqa: ANN401 -- PyYAML types no event
    if event.anchor is None:
        found, mark = f"the tag {event.tag.replace('tag:yaml.org,2002:', '!!')}", "!"
    elif isinstance(event, AliasEvent):
        found, mark = f"the alias *{event.anchor}", "*"
    else:
        found, mark = f"the anchor &{event.anchor}", "&"
    way_out = f'a dossier uses none; put a text that begins with "{mark}" in quotes'
    return _SyntaxFaultError(_spot(event), f"found {found}; {way_out}")


def _unfit(value: str, spot: Spot) -> _SyntaxFaultError:
    if found := _UNPRINTABLE.search(value):
        message = f"the text holds an escape for {_named(found[0])}; delete it"
    else:
        message = (
            f"found a text of {len(value)} characters, expected at most {LONGEST};"
            " is a closing quote missing?"
        )
    return _SyntaxFaultError(spot, message)


def _spot(event: Any) -> Spot:  # noqa: ANN401 -- PyYAML types no event
    return event.start_mark.line + 1, event.start_mark.column + 1


def spot_of(tree: Map | Seq, path: tuple[str | int, ...], *, of_key: bool = False) -> Spot:
    """Where the value at `path` stands, or its key; the last known spot on the way if missing."""
    spot = tree.at
    node: Any = tree
    for step in path:
        if isinstance(node, Map) and step in node:
            spots = node.keys_at if of_key else node.values_at
            spot, node = spots[str(step)], node[str(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            spot, node = node.items_at[step], node[step]
        else:
            break
    return spot
