"""Which forms the values of a field have besides the default one."""

from __future__ import annotations

import functools
import types
import typing
from typing import TYPE_CHECKING

from briefgen.facts.dates import When
from briefgen.facts.problems import listed, nearest
from briefgen.facts.quantities import Quantity
from briefgen.facts.records import Name, Stage, Text
from briefgen.wording import dates

if TYPE_CHECKING:
    from briefgen.facts.records import Field

_OF_TYPE: dict[object, tuple[str, ...]] = {
    Quantity: ("words", "people", "words-people", "called"),
    When: dates.FORMS,
    Stage: ("feminine", "people"),
    Name: ("family", "of"),
}
_OF_BODY_NAME = ("short", "of")
_OF_TERM = ("of", "one")
_OF_REFERENCE = ("family", "short", "of")

COUNTED = frozenset({"people", "words-people", "called"})
"""Forms of a quantity that name what is counted."""


class UnknownForm(ValueError):  # noqa: N818 -- reads as what it says where it is caught
    """A form that the field's values do not have; `known` are those they have."""

    def __init__(self, form: str, known: tuple[str, ...]) -> None:
        choices = f"expected {listed(known)}" if known else "it has no forms"
        super().__init__(f'there is no form "{form}", {choices}{nearest(form, known)}')
        self.known = known


@functools.cache
def forms_of(field: Field) -> tuple[str, ...]:
    """The named forms of a field's values, empty when there is only the default one."""
    if field.item in _OF_TYPE:
        return _OF_TYPE[field.item]
    if field.item is Text and field.name == "name":
        return _OF_BODY_NAME
    if field.facet:
        return _OF_TERM
    return _OF_REFERENCE if field.to else ()


def cell_form(field: Field) -> str:
    """The form in which a field's values stand in a table: where a body is named, its short one."""
    return "short" if forms_of(field) == _OF_REFERENCE else ""


@functools.cache
def is_mapping(field: Field) -> bool:
    """Whether the field holds several things by key, which no form of words puts in a sentence."""
    return field.type is dict or typing.get_origin(field.type) in (dict, types.MappingProxyType)
