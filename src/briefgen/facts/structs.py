"""Texts, names, reasons and words of a short list from YAML, and what to say when they are none."""

from __future__ import annotations

import re
import typing
from enum import Enum
from typing import Any, Literal

import msgspec

from briefgen.facts.problems import listed, nearest
from briefgen.facts.records import Because, Handling, Name, Text

Path = tuple[str | int, ...]

EXPECTED: dict[object, str] = {
    bool: "true or false",
    Text: "a text a language: {en: ..., fr: ...}",
    Name: "a name: {given: ..., family: ...}",
    str: "a text",
}
_WHITE = "TLP:WHITE"
"""What TLP 1.0 called the label that TLP 2.0 calls clear."""

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


def convert(raw: object, hint: Any, wanted: str) -> object:  # noqa: ANN401 -- a type
    """The value of `raw` as the type `hint`; `wanted` says in words what that is.

    Raises NotAValueError, its path leading into `raw`.
    """
    _refuse_cut(raw, hint)
    if (path := _nothing_in(raw)) is not None:
        raise NotAValueError(f"found nothing, expected {'a text' if path else wanted}", path)
    try:
        value = msgspec.convert(raw, hint, strict=False)
    except msgspec.ValidationError as fault:
        raise _refusal(raw, hint, wanted, str(fault)) from None
    _refuse_unsaid(value)
    return value


def words_of(hint: Any) -> tuple[str, ...]:  # noqa: ANN401 -- a type
    """The words that a type of few values takes, empty for others."""
    for arg in (hint, *typing.get_args(hint)):
        if isinstance(arg, type) and issubclass(arg, Enum):
            return tuple(member.value for member in arg)
        if typing.get_origin(arg) is Literal:
            return typing.get_args(arg)
    return ()


def shown(raw: object) -> str:
    """A wrong value as a message shows it."""
    if isinstance(raw, str):
        short = f"{raw[:_SHOWN]}…" if len(raw) > _SHOWN else raw
        return f'"{short}"' if raw else "nothing"
    return "a list" if isinstance(raw, list) else "a mapping"


def _nothing_in(raw: object) -> Path | None:
    """The path to the first empty text in a value."""
    if type(raw) is not dict:
        return () if raw == "" else None
    for key, item in raw.items():
        if type(item) is not str and (path := _nothing_in(item)) is not None:
            return (key, *path)
        if item == "":
            return (key,)
    return None


def _refuse_cut(raw: object, hint: Any) -> None:  # noqa: ANN401 -- a type
    """Refuse what follows a comma of a text in braces: YAML takes it for a key without a value."""
    if type(raw) is not dict or "" not in raw.values():
        return
    known = {name for struct in _structs_in(hint) for name in struct.__struct_fields__}
    for key, item in raw.items():
        if item == "" and key not in known:
            way_out = "in {...} a comma ends a text: put a text that holds one in quotes"
            raise NotAValueError(
                f'found the key "{key}" with nothing in it; {way_out}', (key,), at_key=True
            )


def _refuse_unsaid(value: object, path: Path = ()) -> None:
    """Refuse a text in no language, and a reason that gives none, or two."""
    if isinstance(value, Text) and value.en is None and value.fr is None:
        raise NotAValueError("found no text, expected en, fr or both", path)
    if not isinstance(value, Because):
        return
    _refuse_unsaid(value.question, ("question",))
    in_full = value.en is not None or value.fr is not None
    if in_full and value.reason is not None:
        raise NotAValueError("found both reason and a text, expected one of them", path)
    if not in_full and value.reason is None:
        raise NotAValueError("found no reason, expected en and fr, or reason: its id", path)


def _refusal(raw: object, hint: Any, wanted: str, fault: str) -> NotAValueError:  # noqa: ANN401 -- a type
    """What msgspec found, in a curator's words."""
    message, _, at = fault.partition(" - at `$")
    path: Path = tuple(re.findall(r"\.([\w-]+)", at))
    inner = _hint_at(hint, path)
    if unknown := re.search(r"unknown field `([^`]+)`", message):
        keys = _struct_in(inner).__struct_fields__
        way_out = nearest(unknown[1], keys) or f", expected {listed(keys)}"
        text = f'unknown key "{unknown[1]}"{way_out}'
        return NotAValueError(text, (*path, unknown[1]), at_key=True)
    if path:
        wanted = _wanted(inner)
    if missing := re.search(r"missing required field `([^`]+)`", message):
        return NotAValueError(f"found no {missing[1]}, expected {wanted}", path)
    found = _dig(raw, path)
    near = _near(found, words_of(inner)) if isinstance(found, str) else ""
    return NotAValueError(f"found {shown(found)}, expected {wanted}{near}", path)


def _near(found: str, words: tuple[str, ...]) -> str:
    """The word that is probably meant; of a label never a guess that opens or closes the file."""
    if found.upper() in words:
        return f'; did you mean "{found.upper()}"?'
    if Handling.CLEAR.value not in words:
        return nearest(found, words)
    return f"; TLP 2.0 calls it {Handling.CLEAR.value}" if found.upper() == _WHITE else ""


def _dig(raw: Any, path: Path) -> object:  # noqa: ANN401 -- plain YAML
    for step in path:
        raw = raw[step]
    return raw


def _hint_at(hint: Any, path: Path) -> Any:  # noqa: ANN401 -- types
    for step in path:
        hint = typing.get_type_hints(_struct_in(hint))[str(step)]
    return hint


def _struct_in(hint: Any) -> Any:  # noqa: ANN401 -- types
    """The struct that a type is or allows."""
    return next(iter(_structs_in(hint)))


def _structs_in(hint: Any) -> list[Any]:  # noqa: ANN401 -- types
    return [
        arg
        for arg in (hint, *typing.get_args(hint))
        if isinstance(arg, type) and issubclass(arg, msgspec.Struct)
    ]


def _wanted(hint: Any) -> str:  # noqa: ANN401 -- a type
    if choices := words_of(hint):
        return listed(choices)
    allowed = (EXPECTED[arg] for arg in (hint, *typing.get_args(hint)) if arg in EXPECTED)
    return next(allowed, EXPECTED[Name])
