"""A Word document as a lint reads it: its stories, and what they share."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.office.lint.parts import NO_TREE, WP, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.lint.parts import Element, Package

SHOWN = 40
"""How much of a paragraph names the place of a fault, in characters."""
_STORIES = ("header", "footer", "footnotes", "endnotes")


class Document:
    """A document. Its stories are the body, headers, footers and notes, part and root."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        self.root = package.trees.get(main, NO_TREE)
        self.stories = [(main, self.root), *self._others()]
        self.styles = package.tree(main, "styles")[1]
        self.settings = package.tree(main, "settings")[1]
        self._numbering = package.tree(main, "numbering")[1]

    def lists(self, name: str) -> list[Element]:
        """The definitions of lists: `num`, or `abstractNum` for their patterns."""
        return self._numbering.findall(W + name)

    @cached_property
    def tables(self) -> list[tuple[str, Element]]:
        """Every table with its part."""
        return [(part, table) for part, root in self.stories for table in root.iter(W + "tbl")]

    @cached_property
    def bookmarks(self) -> list[tuple[str, Element]]:
        """The start of every bookmark with its part."""
        mark = W + "bookmarkStart"
        return [(part, one) for part, root in self.stories for one in root.iter(mark)]

    @cached_property
    def drawings(self) -> list[tuple[str, Element]]:
        """What every drawing says of itself (`wp:docPr`), with its part."""
        return [(part, one) for part, root in self.stories for one in root.iter(WP + "docPr")]

    def _others(self) -> Iterator[tuple[str, Element]]:
        for kind in _STORIES:
            for part in dict.fromkeys(self.package.related(self.main, kind)):
                if part in self.package.trees:
                    yield part, self.package.trees[part]


def near(element: Element) -> str:
    """The words of the paragraph, or of the table, at an element: how a person finds it."""
    place: Element | None = element
    while place is not None and place.tag not in {W + "p", W + "tbl", W + "style"}:
        place = place.getparent()
    if place is None:
        return ""
    if place.tag == W + "style":
        return f"style {place.get(W + 'styleId', '')}"
    words = "".join(text.text or "" for text in place.iter(W + "t"))
    return f'"{words[:SHOWN]}"' if words else ""


def is_on(flag: Element | None) -> bool:
    """Whether a switch is there and not turned off (17.17.4)."""
    return flag is not None and flag.get(W + "val", "1") not in {"0", "false", "off"}
