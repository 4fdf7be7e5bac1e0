"""Text from YAML to the typed values of a field, and what to say when it is none."""

from __future__ import annotations

import re
import typing
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from briefgen.facts.dates import When
from briefgen.facts.problems import Place, Problem, listed, nearest
from briefgen.facts.quantities import Quantity
from briefgen.facts.readings import Address
from briefgen.facts.records import BLANKS, Because, Name, Text, fields
from briefgen.facts.tree import Map, spot_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.facts.records import Field

_PARSERS: dict[type, Callable[[str], object]] = {
    Quantity: Quantity.parse,
    When: When.parse,
    Address: Address.parse,
}
_EXPECTED: dict[object, str] = {
    int: "a whole number",
    bool: "true or false",
    Text: "a text a language: {en: ..., fr: ...}",
    Name: "a name: {given: ..., family: ...}",
    str: "a text",
}
_IN_MSGSPEC_PATH = re.compile(r" - at `(?:key in )?\$?([^`]*)`$")


class NotAValueError(ValueError):
    """A value that is none of its type; `path` leads from the value to the part at fault."""

    def __init__(self, message: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.path = path


def parse(raw: object, field: Field) -> Any:  # noqa: ANN401 -- the type is the field's
    """The typed value of `raw` for `field`; a list field also takes one value alone.

    Raises NotAValueError with what was found and what was expected.
    """
    if field.many and not isinstance(raw, list):
        raw = [raw]
    if raw == "":
        raise NotAValueError(f"found nothing, expected {expected(field)}")
    if field.type is str and isinstance(raw, str):
        return raw
    if own_parser := _PARSERS.get(field.type):
        return _parsed(raw, own_parser, field)
    try:
        return msgspec.convert(raw, field.type, strict=False)
    except msgspec.ValidationError as fault:
        raise _refusal(raw, field, *_taken_apart(str(fault))) from None


def _parsed(raw: object, own_parser: Callable[[str], object], field: Field) -> object:
    if not isinstance(raw, str):
        raise NotAValueError(f"found {_shown(raw)}, expected {expected(field)}")
    try:
        return own_parser(raw)
    except ValueError as fault:
        raise NotAValueError(f"found {_shown(raw)}: {fault}") from None


def _refusal(
    raw: object, field: Field, message: str, path: tuple[str | int, ...]
) -> NotAValueError:
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if unknown and isinstance(raw, dict):
        known = list(getattr(field.type, "__struct_fields__", ()) or Because.__struct_fields__)
        hint = nearest(unknown[1], known)
        keys = listed(known)
        return NotAValueError(f'unknown key "{unknown[1]}", expected {keys}{hint}', path)
    near = nearest(str(raw), words(field)) if isinstance(raw, str) else ""
    return NotAValueError(f"found {_shown(raw)}, expected {expected(field)}{near}", path)


class TypedValues(dict[str, Any]):
    """Typed values by field; `blanks` holds the fields declared not stated or disputed."""

    def __init__(self) -> None:
        super().__init__()
        self.blanks: dict[str, str] = {}


def typed_values(
    tree: Map, kind: type[msgspec.Struct], file: str, problems: list[Problem]
) -> TypedValues | None:
    """The values of one mapping as `kind` has them; None, with `problems` added, after a fault."""
    known = fields(kind)
    before = len(problems)
    subject = str(tree.get("id", tree.get("at", "")))
    values = TypedValues()
    for key, raw in tree.items():
        if key not in known:
            place = Place(file, *tree.keys_at[key])
            message = f'unknown key "{key}"{nearest(key, known) or among(known)}'
            problems.append(Problem(place, subject, message, "unknown-key"))
        elif isinstance(raw, str) and raw in BLANKS and _may_be_blank(known[key]):
            values.blanks[key] = raw
        else:
            try:
                values[key] = parse(raw, known[key])
            except NotAValueError as fault:
                place = Place(file, *spot_of(tree, (key, *fault.path)))
                named = f"{subject}.{key}" if subject else key
                problems.append(Problem(place, named, str(fault), "type"))
    for key, described in known.items():
        if described.required and key not in tree:
            message = f'the key "{key}" is missing: {described.doc}'
            problems.append(Problem(Place(file, *tree.at), subject, message, "missing-key"))
    return values if len(problems) == before else None


def _may_be_blank(field: Field) -> bool:
    return field.claimed and not field.required


def among(known: Iterable[str]) -> str:
    """What may stand in place of an unknown key, for a message."""
    return f", expected {listed(known)}"


def words(field: Field) -> tuple[str, ...]:
    """The words that a field of few values takes, empty for others."""
    if isinstance(field.item, type) and issubclass(field.item, Enum):
        return tuple(member.value for member in field.item)
    if typing.get_origin(field.item) is Literal:
        return typing.get_args(field.item)
    return ()


def expected(field: Field) -> str:
    """What a field takes, for a message and the codebook."""
    if field.item in (Quantity, When, Address):
        return str(field.item.EXPECTED)
    if choices := words(field):
        return listed(choices)
    if field.facet:
        return f"a term of facet {field.facet}"
    if field.to:
        return "the id of a record" if "*" in field.to else f"an id from {listed(field.to)}"
    if field.name == "because":
        return "a mapping of fields to reasons: an id, {en, fr} or {en, fr, question, weight, kind}"
    return _EXPECTED.get(field.item, "a mapping of texts")


def _shown(raw: object) -> str:
    if isinstance(raw, str):
        return f'"{raw[:60]}…"' if len(raw) > 60 else f'"{raw}"'  # noqa: PLR2004 -- a line's worth
    return "a list" if isinstance(raw, list) else "a mapping"


def _taken_apart(message: str) -> tuple[str, tuple[str | int, ...]]:
    """Msgspec's message and the path it ends on, `$.fr.family` or `$[2]`."""
    found = _IN_MSGSPEC_PATH.search(message)
    if not found:
        return message, ()
    steps = re.findall(r"\.([\w-]+)|\[(\d+)\]", found[1])
    path = tuple(name or int(index) for name, index in steps)
    return message[: found.start()], path
