"""JSON Schema (draft 2020-12) of each YAML file, made from the types of the records.

The schemas serve editors: completion, descriptions, slips within one file. A scalar may be typed
by YAML 1.2 as text or number, so `52` and `2025` pass as either.
"""

from __future__ import annotations

import re
import typing
from typing import TYPE_CHECKING, Any

from briefgen.facts.briefs import Brief
from briefgen.facts.dates import When
from briefgen.facts.parse import expected
from briefgen.facts.quantities import Quantity
from briefgen.facts.readings import Address, Entry
from briefgen.facts.records import BLANKS, KINDS, Because, Name, Text, fields, plural
from briefgen.facts.structs import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import msgspec

    from briefgen.facts.records import Field

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

FILE_KINDS: Mapping[str, type[msgspec.Struct]] = {
    **{plural(kind): kind for kind in KINDS},
    "readings": Entry,
    "brief": Brief,
}
"""What stands in each file: `releases` in releases.yaml, `readings` in readings/<id>.yaml."""

_POINT = r"\d{4}(-\d{2}(-\d{2})?)?~?"
_DATE = rf"^({_POINT}|({_POINT}|\.\.)/({_POINT}|\.\.))$"
_QUANTITY = r"^((about |over |at least |at most )?\d{1,9}|\d{1,9}\.\.\d{1,9}|some|most)$"
_ADDRESS = r"^[a-z0-9-]+\.[1-9]\d{0,4}[a-z]{1,2}$"
_ID = r"^[a-z0-9][a-z0-9-]*$"
_REFERENCE = r"^[a-z0-9][a-z0-9-]*(\.[a-z_]+)?$"

_TEXT: Schema = {"type": "string", "minLength": 1}
_SCALARS: Mapping[object, Schema] = {
    Quantity: {
        "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": _QUANTITY}]
    },
    When: {
        "anyOf": [
            {"type": "integer", "minimum": 1, "maximum": 9999},
            {"type": "string", "pattern": _DATE},
        ]
    },
    Address: {"type": "string", "pattern": _ADDRESS},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 1},
}


def schema_of(kind: str) -> Schema:
    """The schema of the file of one kind, a key of `FILE_KINDS`. Raises KeyError for others."""
    struct = FILE_KINDS[kind]
    described = _struct(struct)
    listed = described if struct is Brief else {"type": "array", "items": described}
    return {"$schema": DRAFT, "title": kind, "description": struct.__doc__ or "", **listed}


def _struct(struct: type[msgspec.Struct]) -> Schema:
    known = fields(struct)
    return {
        "type": "object",
        "properties": {name: _field(field, struct) for name, field in known.items()},
        "required": [name for name, field in known.items() if field.required],
        "additionalProperties": False,
    }


def _field(field: Field, struct: type[msgspec.Struct]) -> Schema:
    """What stands after a key: its value, a list of them, or a word for none."""
    may_be_blank = field.claimed and not field.required
    blank = [{"enum": list(BLANKS)}] if may_be_blank else []
    choices = [*_one_or_more(field, _value(field, struct)), *blank]
    return {"description": _told(field), **_any_of(choices)}


def _any_of(choices: list[Schema]) -> Schema:
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _one_or_more(field: Field, one: Schema) -> list[Schema]:
    several = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
    return [one, several] if field.many else [one]


def _value(field: Field, struct: type[msgspec.Struct]) -> Schema:
    if field.name == "because":
        return _reasons_for(struct)
    if field.name == "says":
        return _says()
    if typing.get_origin(field.type) is dict:
        return {"type": "object", "additionalProperties": {"anyOf": [_TEXT, _of_texts(Text)]}}
    return _plain(field)


def _plain(field: Field) -> Schema:
    """The schema of one value of a field, or of one item of its list."""
    if field.item in _SCALARS:
        return dict(_SCALARS[field.item])
    if field.item in (Text, Name):
        return _of_texts(field.item)
    if choices := words_of(field.item):
        return {"enum": list(choices)}
    if field.pattern:
        return {"type": "string", "pattern": f"^(?:{field.pattern})$"}
    if field.facet or field.to:
        return {"type": "string", "pattern": _REFERENCE}
    return dict(_TEXT)


def _of_texts(struct: type[msgspec.Struct]) -> Schema:
    """A text a language, or a name with its form in French."""
    if struct is Text:
        return _object({"en": _TEXT, "fr": _TEXT})
    parts = {"given": _TEXT, "family": _TEXT}
    french = _object(parts, required=["family"])
    return _object({**parts, "fr": french}, required=["family"])


def _object(properties: Schema, required: list[str] | None = None) -> Schema:
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": required} if required else made


def _reasons_for(struct: type[msgspec.Struct]) -> Schema:
    """`because`: a field of the record, and the id of a reason or the reason itself."""
    hints = typing.get_type_hints(Because)
    words = {name: {"enum": list(words_of(hints[name]))} for name in ("weight", "kind")}
    because = _object(
        {"en": _TEXT, "fr": _TEXT, "reason": _TEXT, "question": _of_texts(Text), **words}
    )
    reason = {"anyOf": [{"type": "string", "pattern": _ID}, because]}
    return _object(dict.fromkeys(fields(struct), reason))


def _says() -> Schema:
    """What a reading says of records: any claimed field of any kind, names as printed."""
    values: dict[str, list[Schema]] = {}
    for kind in KINDS:
        for name, field in fields(kind).items():
            if field.claimed:
                one = dict(_TEXT) if field.item in (Text, Name) else _plain(field)
                known = values.setdefault(name, [])
                known += [choice for choice in _one_or_more(field, one) if choice not in known]
    said = _object({name: _any_of(choices) for name, choices in values.items()})
    return {"type": "object", "additionalProperties": {**said, "minProperties": 1}}


def _told(field: Field) -> str:
    """The field's description with what it takes, for the editor's tooltip."""
    takes = expected(field)
    return field.doc if takes == "a text" else re.sub(r"\s+", " ", f"{field.doc}: {takes}")
