"""Text from YAML to the typed values of a field, and what to say when it is none."""

from __future__ import annotations

import re
import typing
from typing import TYPE_CHECKING, Any

from briefgen.facts.dates import When
from briefgen.facts.problems import Place, Problem, listed, nearest
from briefgen.facts.quantities import Quantity
from briefgen.facts.readings import Address
from briefgen.facts.records import BLANKS, fields
from briefgen.facts.structs import EXPECTED, NotAValueError, convert, shown, words_of
from briefgen.facts.tree import Map, spot_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import msgspec

    from briefgen.facts.records import Field
    from briefgen.facts.structs import Path


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
    if field.many:
        return _many(raw, field)
    if typing.get_origin(field.type) is dict:
        return _by_key(raw, field)
    return _one(raw, field)


def _many(raw: object, field: Field) -> tuple[object, ...]:
    if not isinstance(raw, list):
        return (_one(raw, field),)
    if not raw:
        raise NotAValueError(f"found an empty list, expected {expected(field)}")
    for index, item in enumerate(raw):
        if item in raw[:index]:
            raise NotAValueError(f"found {shown(item)} twice", (index,))
        if field.claimed and isinstance(item, str) and item in BLANKS:
            raise NotAValueError(f'found "{item}" in a list; it stands alone', (index,))
    return tuple(_one(item, field, (index,)) for index, item in enumerate(raw))


def _by_key(raw: object, field: Field) -> dict[str, object]:
    if not isinstance(raw, dict) or not raw:
        found = shown(raw) if raw else "nothing"
        raise NotAValueError(f"found {found}, expected {expected(field)}")
    _, hint = typing.get_args(field.type)
    if hint is Any:
        return raw
    return {key: _converted(item, hint, _REASON, (key,)) for key, item in raw.items()}


def _one(raw: object, field: Field, path: Path = ()) -> object:
    """The value of one text or mapping; `path` leads to it from the field's value."""
    own_parser = _PARSERS.get(field.item)
    if own_parser is None:
        return _converted(raw, field.item, expected(field), path)
    if not isinstance(raw, str) or not raw:
        raise NotAValueError(f"found {shown(raw)}, expected {expected(field)}", path)
    if field.pattern and not re.fullmatch(field.pattern, raw):
        raise NotAValueError(f"found {shown(raw)}, expected {field.shape}", path)
    try:
        return own_parser(raw)
    except ValueError as fault:
        joint = "," if str(fault).startswith("expected") else ":"
        raise NotAValueError(f"found {shown(raw)}{joint} {fault}", path) from None


def _converted(raw: object, hint: Any, wanted: str, path: Path) -> object:  # noqa: ANN401 -- a type
    try:
        return convert(raw, hint, wanted)
    except NotAValueError as fault:
        raise NotAValueError(str(fault), (*path, *fault.path), at_key=fault.at_key) from None


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
    subject = _subject(tree)
    values = TypedValues()
    for key, raw in tree.items():
        if key not in known:
            place = Place(file, *tree.keys_at[key])
            message = f'unknown key "{key}"{nearest(key, known) or among(known)}'
            problems.append(Problem(place, subject, message, "unknown-key"))
            continue
        try:
            _add(values, raw, known[key])
        except NotAValueError as fault:
            place = Place(file, *spot_of(tree, (key, *fault.path), of_key=fault.at_key))
            named = f"{subject}.{key}" if subject else key
            problems.append(Problem(place, named, str(fault), "type"))
    for key, described in known.items():
        if described.required and key not in tree:
            message = f'the key "{key}" is missing: {described.doc}'
            problems.append(Problem(Place(file, *tree.at), subject, message, "missing-key"))
    return values if len(problems) == before else None


def _subject(tree: Map) -> str:
    """What a record or reading is called in a message."""
    name = tree.get("id", tree.get("at"))
    return name if isinstance(name, str) else ""


def _add(values: TypedValues, raw: object, field: Field) -> None:
    """Add one value, or the word that stands in its place."""
    if not isinstance(raw, str) or raw not in BLANKS:
        values[field.name] = parse(raw, field)
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
