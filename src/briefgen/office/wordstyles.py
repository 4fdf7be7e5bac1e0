"""Styles of a Word template, found by the name that people see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from briefgen.office.styles import MissingStyles, spellings
from briefgen.office.wordxml import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.office.wordxml import Element

Kind: TypeAlias = Literal["paragraph", "character", "table"]


class StyleIds:
    """The ids of a template's styles by kind and name, whatever the name's case.

    Ids differ between languages of Word and between programs, so none is taken for granted.
    `file` is what a message calls the template.
    """

    def __init__(self, file: str, styles: Element) -> None:
        self._file = file
        self._names: dict[str, list[str]] = {}
        self._ids: dict[tuple[str, str], str] = {}
        for style in styles.iterchildren(W + "style"):
            kind, name = style.get(W + "type", "paragraph"), style.find(W + "name")
            if name is not None:
                spelt = name.get(W + "val", "")
                self._names.setdefault(kind, []).append(spelt)
                self._ids.setdefault((kind, spelt.casefold()), style.get(W + "styleId", ""))

    def check(self, needed: Mapping[Kind, Iterable[str]]) -> None:
        """Raises `MissingStyles` with one message that names every style not found."""
        spellings(self._file, {str(kind): names for kind, names in needed.items()}, self._names)

    def paragraph(self, name: str) -> str:
        """The id of a paragraph style. Raises `MissingStyles`."""
        return self._id("paragraph", name)

    def character(self, name: str) -> str:
        """The id of a character style. Raises `MissingStyles`."""
        return self._id("character", name)

    def table(self, name: str) -> str:
        """The id of a table style. Raises `MissingStyles`."""
        return self._id("table", name)

    def _id(self, kind: Kind, name: str) -> str:
        found = self._ids.get((kind, name.casefold()))
        if found is None:
            raise MissingStyles(self._file, {kind: [name]})
        return found
