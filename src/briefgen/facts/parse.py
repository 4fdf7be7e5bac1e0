"""Text from YAML to the typed values of a field, and what to say when it is none."""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from briefgen.facts.dates import When
from briefgen.facts.problems import Problem, listed, nearest
from briefgen.facts.quantities import Quantity
from briefgen.facts.readings import Address
from briefgen.facts.records import BLANKS, fields, required
from briefgen.facts.structs import EXPECTED, NotAValueError, convert, shown, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import msgspec

    from briefgen.facts.places import Node
    from briefgen.facts.records import Field


def _flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("expected true or false")
    return text == "true"


_PARSERS: dict[object, Callable[[str], object]] = {
    Quantity: Quantity.parse,
    When: When.parse,
    Address: Address.parse,
    bool: _flag,
    str: str,
    int: int,
}
_REASON = "an id or {en: ..., fr: ...}"
_EXPECTED_IN = {
    "because": f"field: reason, where a reason is {_REASON}",
    "says": "record: {field: value}",
    "inferred": f"fact: reason, where a reason is {_REASON}",
    "doubt": f"fact: reason, where a reason is {_REASON}",
    "empty": f"paragraph: reason, where a reason is {_REASON}",
}


def parse(raw: object, field: Field) -> Any:  # noqa: ANN401 -- the type is the field's
    """The typed value of `raw` for `field`; a list field also takes one value alone.

    Raises NotAValueError with what was found and what was expected.
    """
    return _reader(field)(raw)


Reader: TypeAlias = Callable[[object], Any]
"""Gives the typed value of raw YAML; raises NotAValueError."""


@functools.cache
def readers(kind: type[msgspec.Struct]) -> dict[str, Reader]:
    """What reads the fields of a `kind`, by name."""
    return {name: _reader(field) for name, field in fields(kind).items()}


def _reader(field: Field) -> Reader:
    if field.many:
        return functools.partial(_many, field=field, one=_reader_of_one(field))
    if typing.get_origin(field.type) is dict:
        return functools.partial(_by_key, field=field)
    return _reader_of_one(field)


def _many(raw: object, field: Field, one: Reader) -> tuple[object, ...]:
    if not isinstance(raw, list):
        return (one(raw),)
    if not raw:
        raise NotAValueError(f"found an empty list, expected {expected(field)}")
    for index, item in enumerate(raw):
        if item in raw[:index]:
            raise NotAValueError(f"found {shown(item)} twice", (index,))
        if field.claimed and isinstance(item, str) and item in BLANKS:
            raise NotAValueError(f'found "{item}" in a list; it stands alone', (index,))
    return tuple(_inside(index, one, item) for index, item in enumerate(raw))


def _by_key(raw: object, field: Field) -> dict[str, object]:
    if not isinstance(raw, dict) or not raw:
        found = shown(raw) if raw else "nothing"
        raise NotAValueError(f"found {found}, expected {expected(field)}")
    _, hint = typing.get_args(field.type)
    if hint is Any:
        return raw
    one = functools.partial(convert, hint=hint, wanted=_REASON)
    return {key: _inside(key, one, item) for key, item in raw.items()}


def _inside(step: str | int, one: Reader, raw: object) -> Any:  # noqa: ANN401 -- the type is the field's
    """The value of what stands at `step`."""
    try:
        return one(raw)
    except NotAValueError as fault:
        raise NotAValueError(str(fault), (step, *fault.path), at_key=fault.at_key) from None


def _reader_of_one(field: Field) -> Reader:
    """What reads one text or mapping."""
    wanted, own_parser = expected(field), _PARSERS.get(field.item)
    if own_parser is None:
        return functools.partial(convert, hint=field.item, wanted=wanted)
    matched = re.compile(field.pattern or ".+", re.DOTALL).fullmatch

    def read(raw: object) -> object:
        if not isinstance(raw, str) or not matched(raw):
            raise NotAValueError(f"found {shown(raw)}, expected {wanted}")
        try:
            return own_parser(raw)
        except ValueError as fault:
            joint = "," if str(fault).startswith("expected") else ":"
            raise NotAValueError(f"found {shown(raw)}{joint} {fault}") from None

    return read


class TypedValues(dict[str, Any]):
    """Typed values by field; `blanks` holds the fields declared not stated or disputed."""

    def __init__(self) -> None:
        super().__init__()
        self.blanks: dict[str, str] = {}


def typed_values(
    entry: dict[str, Any], kind: type[msgspec.Struct], node: Node, problems: list[Problem]
) -> TypedValues | None:
    """The values of one mapping as `kind` has them; None, with `problems` added, after a fault.

    `node` is where the mapping stands.
    """
    known = fields(kind)
    before = len(problems)
    subject = _subject(entry)
    values = TypedValues()
    for key, raw in entry.items():
        if key not in known:
            message = f'unknown key "{key}"{nearest(key, known) or among(known)}'
            place = node.place(key, of_key=True)
            problems.append(Problem(place, subject, message, "unknown-key"))
            continue
        try:
            _add(values, raw, known[key], readers(kind)[key])
        except NotAValueError as fault:
            place = node.place(key, *fault.path, of_key=fault.at_key)
            named = f"{subject}.{key}" if subject else key
            problems.append(Problem(place, named, str(fault), "type"))
    for key in required(kind):
        if key not in entry:
            message = f'the key "{key}" is missing: {known[key].doc}'
            problems.append(Problem(node.place(), subject, message, "missing-key"))
    return values if len(problems) == before else None


def _subject(entry: dict[str, Any]) -> str:
    """What a record or reading is called in a message."""
    name = entry.get("id", entry.get("at"))
    return name if isinstance(name, str) else ""


def _add(values: TypedValues, raw: object, field: Field, reader: Reader) -> None:
    """Add one value, or the word that stands in its place."""
    if not isinstance(raw, str) or raw not in BLANKS:
        values[field.name] = reader(raw)
    elif field.claimed and not field.required:
        values.blanks[field.name] = raw
    else:
        why = "this field is needed" if field.claimed else f"only what sources say is ever {raw}"
        raise NotAValueError(f'found "{raw}", expected {expected(field)}: {why}')


def among(known: Iterable[str]) -> str:
    """What may stand in place of an unknown key, for a message."""
    return f", expected {listed(known)}"


def words(field: Field) -> tuple[str, ...]:
    """The words that a field of few values takes, empty for others."""
    return words_of(field.item)


def expected(field: Field) -> str:
    """What a field takes, for a message and the codebook."""
    if field.item in (Quantity, When, Address):
        return str(field.item.EXPECTED)
    if field.shape:
        return field.shape
    if choices := words(field):
        return listed(choices)
    if field.facet:
        return f"a term of facet {field.facet}"
    if field.to:
        return (
            "the id of a record, or a fact" if "*" in field.to else f"an id from {listed(field.to)}"
        )
    return _EXPECTED_IN.get(field.name) or EXPECTED[field.item]
