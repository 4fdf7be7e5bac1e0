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
from briefgen.facts.records import BLANKS, Name, Text, fields
from briefgen.facts.tree import Map, spot_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.facts.records import Field

Path = tuple[str | int, ...]


def _flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("expected true or false")
    return text == "true"


_PARSERS: dict[type, Callable[[str], object]] = {
    Quantity: Quantity.parse,
    When: When.parse,
    Address: Address.parse,
    bool: _flag,
    str: str,
    int: int,
}
_EXPECTED: dict[object, str] = {
    bool: "true or false",
    Text: "a text a language: {en: ..., fr: ...}",
    Name: "a name: {given: ..., family: ...}",
    str: "a text",
}
_EXPECTED_IN = {
    "because": "field: reason, where a reason is an id or {en: ..., fr: ...}",
    "says": "record: field: value",
    "inferred": "fact: reason, where a reason is an id or {en: ..., fr: ...}",
    "doubt": "fact: reason, where a reason is an id or {en: ..., fr: ...}",
    "empty": "paragraph: reason, where a reason is an id or {en: ..., fr: ...}",
}
_SHOWN = 60
"""Characters of a wrong value that a message shows."""


class NotAValueError(ValueError):
    """A value that is none of its type.

    `path` leads from the value to the part at fault, to its key when `at_key`.
    """

    def __init__(self, message: str, path: Path = (), *, at_key: bool = False) -> None:
        super().__init__(message)
        self.path = path
        self.at_key = at_key


def parse(raw: object, field: Field) -> Any:  # noqa: ANN401 -- the type is the field's
    """The typed value of `raw` for `field`; a list field also takes one value alone.

    Raises NotAValueError with what was found and what was expected.
    """
    if field.many:
        return _many(raw, field)
    if raw in ("", {}):
        raise NotAValueError(f"found nothing, expected {expected(field)}")
    if typing.get_origin(field.type) is dict:
        return _by_key(raw, field)
    return _one(raw, field)


def _many(raw: object, field: Field) -> tuple[object, ...]:
    if not isinstance(raw, list):
        return (_one(raw, field),)
    if not raw:
        raise NotAValueError(f"found an empty list, expected {expected(field)}")
    for index, item in enumerate(raw):
        if item in BLANKS and field.claimed:
            raise NotAValueError(f'found "{item}" in a list; it stands alone', (index,))
        if item in raw[:index]:
            raise NotAValueError(f"found {_shown(item)} twice", (index,))
    return tuple(_one(item, field, (index,)) for index, item in enumerate(raw))


def _one(raw: object, field: Field, path: Path = ()) -> object:
    """The value of one text or mapping; `path` leads to it from the field's value."""
    own_parser = _PARSERS.get(field.item)
    if own_parser is None:
        return _converted(raw, field.item, field, path)
    if not isinstance(raw, str) or not raw:
        raise NotAValueError(f"found {_shown(raw)}, expected {expected(field)}", path)
    if field.pattern and not re.fullmatch(field.pattern, raw):
        raise NotAValueError(f"found {_shown(raw)}, expected {field.shape}", path)
    try:
        return own_parser(raw)
    except ValueError as fault:
        raise NotAValueError(f"found {_shown(raw)}: {fault}", path) from None


def _by_key(raw: object, field: Field) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise NotAValueError(f"found {_shown(raw)}, expected {expected(field)}")
    _, hint = typing.get_args(field.type)
    if hint is Any:
        return raw
    return {key: _converted(item, hint, field, (key,)) for key, item in raw.items()}


def _converted(raw: object, hint: Any, field: Field, path: Path) -> object:  # noqa: ANN401 -- a type
    for inner in _nothing_in(raw):
        wanted = "a text" if inner else _expected_at(hint, (), field)
        raise NotAValueError(f"found nothing, expected {wanted}", (*path, *inner))
    try:
        value = msgspec.convert(raw, hint, strict=False)
    except msgspec.ValidationError as fault:
        raise _refusal(raw, hint, field, path, str(fault)) from None
    _refuse_empty(value, path)
    return value


def _refuse_empty(value: object, path: Path) -> None:
    """Refuse a text in no language and a reason that gives none, or two."""
    if isinstance(value, Text) and value.en is None and value.fr is None:
        raise NotAValueError("found no text, expected en, fr or both", path)
    if not isinstance(value, Because):
        return
    if value.question is not None:
        _refuse_empty(value.question, (*path, "question"))
    in_full = value.en is not None or value.fr is not None
    if in_full and value.reason is not None:
        raise NotAValueError("found both reason and a text, expected one of them", path)
    if not in_full and value.reason is None:
        raise NotAValueError("found no reason, expected en and fr, or reason: its id", path)


def _refusal(  # noqa: PLR0913 -- the value, what it should be, where it stands, what msgspec says
    if unknown := re.search(r"unknown field `([^`]+)`", message):
        keys = _struct_at(hint, inner).__struct_fields__
        found = f'unknown key "{unknown[1]}"{nearest(unknown[1], keys) or among(keys)}'
        raise NotAValueError(found, (*path, *inner, unknown[1]), at_key=True)
    if missing := re.search(r"missing required field `([^`]+)`", message):
        found = f"found no {missing[1]}, expected {_expected_at(hint, inner, field)}"
        raise NotAValueError(found, (*path, *inner))
    at_fault = _dig(raw, inner)
    wanted, words_of = _expected_at(hint, inner, field), _words_of(_hint_at(hint, inner))
    near = nearest(at_fault, words_of) if isinstance(at_fault, str) else ""
    raise NotAValueError(f"found {_shown(at_fault)}, expected {wanted}{near}", (*path, *inner))


def _taken_apart(message: str) -> tuple[str, Path]:
    """Msgspec's message and the path it ends on, `$.fr.family`."""
    message, _, path = message.partition(" - at `$")
    return message, tuple(re.findall(r"\.([\w-]+)", path))


def _dig(raw: Any, path: Path) -> object:  # noqa: ANN401 -- plain YAML
    for step in path:
        raw = raw[step]
    return raw


def _hint_at(hint: Any, path: Path) -> Any:  # noqa: ANN401 -- types
    for step in path:
        struct = _struct_at(hint, ())
        hint = typing.get_type_hints(struct)[str(step)]
    return hint


def _struct_at(hint: Any, path: Path) -> Any:  # noqa: ANN401 -- types
    """The struct that a hint, or the hint at `path` in it, allows."""
    inner = _hint_at(hint, path)
    return next(
        arg
        for arg in (inner, *typing.get_args(inner))
        if isinstance(arg, type) and issubclass(arg, msgspec.Struct)
    )


def _expected_at(hint: Any, path: Path, field: Field) -> str:  # noqa: ANN401 -- a type
    if not path:
        return expected(field)
    inner = _hint_at(hint, path)
    if choices := _words_of(inner):
        return listed(choices)
    return next((_EXPECTED[arg] for arg in typing.get_args(inner) if arg in _EXPECTED), "a text")


def _nothing_in(raw: object) -> Iterable[Path]:
    """The paths to the empty texts in a value."""
    if raw == "":
        yield ()
    elif isinstance(raw, dict | list):
        steps = raw.items() if isinstance(raw, dict) else enumerate(raw)
        for step, item in steps:
            yield from ((step, *path) for path in _nothing_in(item))


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
        elif isinstance(raw, str) and raw in BLANKS and _may_be_blank(known[key]):
            values.blanks[key] = raw
        else:
            try:
                values[key] = _typed(raw, known[key])
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


def _typed(raw: object, field: Field) -> Any:  # noqa: ANN401 -- the type is the field's
    if isinstance(raw, str) and raw in BLANKS:
        wanted = f"expected {expected(field)}"
        raise NotAValueError(f'found "{raw}", {wanted}: this field is never left blank so')
    return parse(raw, field)


def _may_be_blank(field: Field) -> bool:
    return field.claimed and not field.required


def among(known: Iterable[str]) -> str:
    """What may stand in place of an unknown key, for a message."""
    return f", expected {listed(known)}"


def words(field: Field) -> tuple[str, ...]:
    """The words that a field of few values takes, empty for others."""
    return _words_of(field.item)


def _words_of(hint: Any) -> tuple[str, ...]:  # noqa: ANN401 -- a type
    for arg in (hint, *typing.get_args(hint)):
        if isinstance(arg, type) and issubclass(arg, Enum):
            return tuple(member.value for member in arg)
        if typing.get_origin(arg) is Literal:
            return typing.get_args(arg)
    return ()


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
        return "the id of a record" if "*" in field.to else f"an id from {listed(field.to)}"
    return _EXPECTED_IN.get(field.name) or _EXPECTED.get(field.item, "a mapping of texts")


def _shown(raw: object) -> str:
    if isinstance(raw, str):
        short = f"{raw[:_SHOWN]}…" if len(raw) > _SHOWN else raw
        return f'"{short}"' if raw else "nothing"
    return "a list" if isinstance(raw, list) else "a mapping"
