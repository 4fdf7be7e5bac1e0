"""Text from YAML to the typed values of a field, and what to say when it is none."""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Callable
from sys import intern
from typing import TYPE_CHECKING, Any, TypeAlias

from briefgen.facts.dates import When
from briefgen.facts.problems import Problem, listed, nearest
from briefgen.facts.quantities import Quantity
from briefgen.facts.readings import Address
from briefgen.facts.records import BLANKS, Name, Text, claimed_fields, fields, required
from briefgen.facts.structs import EXPECTED, NotAValueError, convert, shown, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import msgspec

    from briefgen.facts.places import Node
    from briefgen.facts.records import Field, Record


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


@functools.cache
def claim_readers(kind: type[Record]) -> dict[str, Reader]:
    """What reads the values that sources give to the fields of a `kind`, by name."""
    return {name: _claim_reader(field) for name, field in claimed_fields(kind).items()}


def _claim_reader(field: Field) -> Reader:
    one = _printed if field.type in (Name, Text) else _reader(field)

    def read(raw: object) -> object:
        if type(raw) is str and raw in BLANKS:
            raise NotAValueError(f'a reading gives a value; "{raw}" stands in records only')
        return one(raw)

    return read


def _printed(raw: object) -> str:
    """A name as it is printed."""
    if not isinstance(raw, str) or not raw:
        raise NotAValueError("expected the name as printed, a text")
    return raw


def _reader(field: Field) -> Reader:
    if field.many:
        return _reader_of_many(field, _reader_of_one(field))
    if typing.get_origin(field.type) is dict:
        return _reader_by_key(field)
    return _reader_of_one(field)


def _reader_of_many(field: Field, one: Reader) -> Reader:
    """What reads a list, or one value alone."""

    def read(raw: object) -> tuple[object, ...]:
        if type(raw) is not list:
            return (one(raw),)
        _vet_list(raw, field)
        try:
            return tuple(map(one, raw))
        except NotAValueError:
            return tuple(_inside(index, one, item) for index, item in enumerate(raw))

    return read


def _vet_list(raw: list[object], field: Field) -> None:
    """Refuse an empty list, and in a list what stands twice, or alone."""
    if not raw:
        raise NotAValueError(f"found an empty list, expected {expected(field)}")
    for index, item in enumerate(raw):
        if index and item in raw[:index]:
            raise NotAValueError(f"found {shown(item)} twice", (index,))
        if field.claimed and isinstance(item, str) and item in BLANKS:
            raise NotAValueError(f'found "{item}" in a list; it stands alone', (index,))


def _reader_by_key(field: Field) -> Reader:
    """What reads a mapping: reasons, or what a reading says, which is read later."""
    _, hint = typing.get_args(field.type)
    one = functools.partial(convert, hint=hint, wanted=_REASON)

    def read(raw: object) -> dict[str, object]:
        if not isinstance(raw, dict) or not raw:
            found = shown(raw) if raw else "nothing"
            raise NotAValueError(f"found {found}, expected {expected(field)}")
        if hint is Any:
            return raw
        return {key: _inside(key, one, item) for key, item in raw.items()}

    return read


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
    fits = re.compile(field.pattern).fullmatch if field.pattern else len

    def text(raw: object) -> str:
        if type(raw) is not str or not fits(raw):
            raise NotAValueError(f"found {shown(raw)}, expected {wanted}")
        return intern(raw)  # an id stands in many places: it is kept once

    def parsed(raw: object) -> object:
        try:
            return own_parser(text(raw))
        except NotAValueError:
            raise
        except ValueError as fault:
            joint = "," if str(fault).startswith("expected") else ":"
            raise NotAValueError(f"found {shown(raw)}{joint} {fault}") from None

    return text if own_parser is str else parsed


def typed_values(
    entry: dict[str, Any], kind: type[msgspec.Struct], node: Node, problems: list[Problem]
) -> dict[str, Any] | None:
    """The values of one mapping as `kind` has them; None, with `problems` added, after a fault.

    `node` is where the mapping stands. Under `blanks` are fields declared not stated or disputed.
    """
    known, read = fields(kind), readers(kind)
    before = len(problems)
    values: dict[str, Any] = {}
    blanks: dict[str, str] = {}
    for key, raw in entry.items():
        if key not in known:
            message = f'unknown key "{key}"{nearest(key, known) or among(known)}'
            place = node.place(key, of_key=True)
            problems.append(Problem(place, _subject(entry), message, "unknown-key"))
            continue
        try:
            if type(raw) is str and raw in BLANKS:
                blanks[key] = _blank(raw, known[key])
            else:
                values[key] = read[key](raw)
        except NotAValueError as fault:
            place = node.place(key, *fault.path, of_key=fault.at_key)
            subject = _subject(entry)
            named = f"{subject}.{key}" if subject else key
            problems.append(Problem(place, named, str(fault), "type"))
    for key in required(kind):
        if key not in entry:
            message = f'the key "{key}" is missing: {known[key].doc}'
            problems.append(Problem(node.place(), _subject(entry), message, "missing-key"))
    if blanks:
        values["blanks"] = blanks
    return values if len(problems) == before else None


def _subject(entry: dict[str, Any]) -> str:
    """What a record or reading is called in a message."""
    name = entry.get("id", entry.get("at"))
    return name if isinstance(name, str) else ""


def _blank(raw: str, field: Field) -> str:
    """The word that stands in place of a value. Raises NotAValueError where none can."""
    if field.claimed and not field.required:
        return raw
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
