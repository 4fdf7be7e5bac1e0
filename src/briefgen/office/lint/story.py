"""A Word document as a lint reads it: its stories, and what they share."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.office.lint.parts import NO_TREE, WP, W

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.office.lint.parts import Element, Package

SHOWN = 40
"""How much of a paragraph names the place of a fault, in characters."""
REVISIONS = (
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tblPrExChange"),
    *("trPrChange", "tcPrChange"),
)
COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_STORIES = ("header", "footer", "footnotes", "endnotes")
_KINDS = {
    **{W + name: name for name in ("fldSimple", "hyperlink", "numPr", "tbl")},
    **{W + name: name for name in ("footnoteReference", "endnoteReference")},
    **dict.fromkeys((W + "bookmarkStart", W + "bookmarkEnd"), "bookmark"),
    **dict.fromkeys((W + "fldChar", W + "instrText"), "field"),
    **dict.fromkeys((W + "gridSpan", W + "gridBefore", W + "gridAfter"), "span"),
    **{W + name: "revision" for name in REVISIONS},
    **{W + name: "comment" for name in COMMENTS},
    WP + "docPr": "drawing",
}
"""What several rules look for, by tag."""


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

    def found(self, kind: str, part: str | None = None) -> Sequence[Element]:
        """What there is of a kind in one story, the body if none is named, in order."""
        return self._found[self.main if part is None else part].get(kind, ())

    def every(self, kind: str) -> Iterator[tuple[str, Element]]:
        """What there is of a kind, with its part."""
        return ((part, one) for part, _ in self.stories for one in self.found(kind, part))

    @cached_property
    def bookmarks(self) -> list[tuple[str, Element, str]]:
        """The start of every bookmark with its part and its name."""
        tag, name = W + "bookmarkStart", W + "name"
        starts = ((part, one) for part, one in self.every("bookmark") if one.tag == tag)
        return [(part, one, one.get(name, "")) for part, one in starts]

    @cached_property
    def _found(self) -> dict[str, dict[str, list[Element]]]:
        """By part and kind, from one walk over each story."""
        found: dict[str, dict[str, list[Element]]] = {}
        for part, root in self.stories:
            own = found.setdefault(part, {})
            for element in root.iter(*_KINDS):
                own.setdefault(_KINDS[element.tag], []).append(element)
        return found

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
