"""Rules for Word documents (ECMA-376 part 1, 17): styles, tables, pictures, traces."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.office.lint import wordrefs
from briefgen.office.lint.finding import Fault
from briefgen.office.lint.parts import NAMESPACES, W, number, texts
from briefgen.office.lint.story import Document, is_on, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.lint.parts import Element

__all__ = ["RULES", "Document"]

_STYLE_KINDS = {
    W + "pStyle": "paragraph",
    W + "rStyle": "character",
    W + "tblStyle": "table",
}
_VAL = W + "val"
_FIRST_ROW = 0x20  # 17.7.6.7
_SAVE_IDS = texts("//@w:*[starts-with(local-name(), 'rsid')] | //w:rsids/*/@* | //w:rsid/@*")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MOST_COLUMNS = 63  # of a table, Word's limit
_SKIPPED = frozenset([W + "gridBefore", W + "gridAfter"])
_SPAN = W + "gridSpan"


def style_defined(document: Document) -> Iterator[Fault]:
    """Each style that is used is defined, and is of the kind that it is used as."""
    known: dict[str, set[str]] = {kind: set() for kind in _STYLE_KINDS.values()}
    for style in document.styles.iterchildren(W + "style"):
        known.setdefault(style.get(W + "type", ""), set()).add(style.get(W + "styleId", ""))
    for part, root in document.stories:
        used: dict[tuple[str, str], Element] = {}
        for element in root.iter(*_STYLE_KINDS):
            used.setdefault((element.tag, element.get(_VAL, "")), element)
        for (tag, key), element in used.items():
            kind = _STYLE_KINDS[tag]
            if key not in known[kind]:
                yield Fault(part, near(element), f'there is no {kind} style "{key}"')


def style_base(document: Document) -> Iterator[Fault]:
    """What a style is based on, is followed by or is linked to is defined."""
    styles = list(document.styles.iterchildren(W + "style"))
    known = {style.get(W + "styleId") for style in styles}
    for style in styles:
        for element in style.iterchildren(W + "basedOn", W + "next", W + "link"):
            if element.get(W + "val") not in known:
                message = f'there is no style "{element.get(W + "val")}"'
                yield Fault("word/styles.xml", f"style {style.get(W + 'styleId')}", message)


def numbering(document: Document) -> Iterator[Fault]:
    """Each list that paragraphs or styles are in is defined, and so is the pattern of each."""
    patterns = {one.get(W + "abstractNumId") for one in document.lists("abstractNum")}
    lists = {one.get(W + "numId") for one in document.lists("num")} | {"0"}
    for one in document.lists("num"):
        pattern = one.find(W + "abstractNumId")
        if pattern is None or pattern.get(W + "val") not in patterns:
            yield Fault("word/numbering.xml", f"list {one.get(W + 'numId')}", "has no pattern")
    of_styles = (("word/styles.xml", one) for one in document.styles.iter(W + "numPr"))
    for part, listed in (*document.every("numPr"), *of_styles):
        for element in listed.iterchildren(W + "numId"):
            if element.get(W + "val") not in lists:
                yield Fault(part, near(element), f"there is no list {element.get(W + 'val')}")


def drawing_id(document: Document) -> Iterator[Fault]:
    """Each drawing has a number of its own in the document."""
    counted = Counter(drawing.get("id") for _, drawing in document.every("drawing"))
    for key in (key for key, times in counted.items() if times > 1):
        yield Fault(document.main, f"docPr {key}", f"{counted[key]} drawings have this number")


def picture_text(document: Document) -> Iterator[Fault]:
    """Each chart and picture has an alternative text."""
    for part, drawing in document.every("drawing"):
        if not drawing.get("descr", "").strip():
            yield Fault(part, drawing.get("name", ""), "has no alternative text")


def header_row(document: Document) -> Iterator[Fault]:
    """A table's first row is marked as its header, unless the table says that it has none."""
    for part, table in document.every("tbl"):
        first = table.find(W + "tr")
        mark = None if first is None else first.find(f"{W}trPr/{W}tblHeader")
        if not is_on(mark) and _has_header(table.find(f"{W}tblPr/{W}tblLook")):
            yield Fault(part, near(table), "the table's first row is not marked as a header")


def _has_header(look: Element | None) -> bool:
    """Whether a table's look asks for a header row; without a word on it, it does."""
    if look is None:
        return True
    told = look.get(W + "firstRow")
    if told is not None:
        return told in {"1", "true", "on"}
    bits = look.get(W + "val", "")
    return (
        not bits.isalnum()
        or not set(bits) <= set("0123456789abcdefABCDEF")
        or bool(int(bits, 16) & _FIRST_ROW)
    )


def table_grid(document: Document) -> Iterator[Fault]:
    """The cells of each row of a table fill its grid."""
    even = next(document.every("span"), None) is None
    for part, table in document.every("tbl"):
        width = _grid(table)
        for row in table.iterchildren(W + "tr"):
            taken = len(row.findall(W + "tc")) if even else _width(row)
            if taken != width:
                message = f"a row is {taken} cells wide, the table's grid {width}"
                yield Fault(part, near(row), message)


def table_columns(document: Document) -> Iterator[Fault]:
    """A table has as many columns as Word takes."""
    for part, table in document.every("tbl"):
        width = _grid(table)
        if width > MOST_COLUMNS:
            message = f"the table has {width} columns, Word takes {MOST_COLUMNS}"
            yield Fault(part, near(table), message)


def _grid(table: Element) -> int:
    """The columns of a table's grid."""
    return len(table.findall(f"{W}tblGrid/{W}gridCol"))


def _width(row: Element) -> int:
    """The grid columns that a row takes; a cell takes one unless it says more."""
    around = row.iterfind("w:trPr/*", NAMESPACES)
    skipped = (one for one in around if one.tag in _SKIPPED)
    spans = (cell.find(f"{W}tcPr/{_SPAN}") for cell in row.iterchildren(W + "tc"))
    taken = (1 if span is None else number(span.get(W + "val")) for span in spans)
    return sum(number(one.get(W + "val")) for one in skipped) + sum(taken)


def cell_paragraph(document: Document) -> Iterator[Fault]:
    """Each cell ends with a paragraph, or Word refuses the file."""
    for part, root in document.stories:
        for cell in root.iter(W + "tc"):
            if not len(cell) or cell[-1].tag != W + "p":
                yield Fault(part, near(cell), "a cell does not end with a paragraph")


def lost_space(document: Document) -> Iterator[Fault]:
    """A text that begins or ends with a space says that it is to be kept."""
    for part, root in document.stories:
        for element in root.iter(W + "t"):
            text = element.text or ""
            if (text[:1] == " " or text[-1:] == " ") and element.get(_SPACE) is None:
                yield Fault(part, near(element), "a text's first or last space will be lost")


def update_fields(document: Document) -> Iterator[Fault]:
    """No field waits to be updated: Word would ask the reader when the file opens."""
    if is_on(document.settings.find(W + "updateFields")):
        yield Fault("word/settings.xml", "updateFields", "Word will ask to update the fields")
    for part, element in (*document.every("field"), *document.every("fldSimple")):
        if element.get(W + "dirty") in {"1", "true", "on"}:
            yield Fault(part, near(element), "a field waits to be updated")


def save_ids(document: Document) -> Iterator[Fault]:
    """No marks of earlier savings (rsid), which tie two files together."""
    for part, root in document.package.trees.items():
        marked = b"rsid" in document.package.parts[part]
        if marked and (
            _SAVE_IDS(root) or next(root.iter(W + "rsids", W + "rsid"), None) is not None
        ):
            yield Fault(part, "rsid", "carries marks of earlier savings")


def revision(document: Document) -> Iterator[Fault]:
    """No tracked changes, and none to come: they hold an older text, its author and the hour."""
    if is_on(document.settings.find(W + "trackRevisions")):
        yield Fault("word/settings.xml", "trackRevisions", "changes will be tracked")
    for part, element in document.every("revision"):
        yield Fault(part, near(element), "has a tracked change")


def comment(document: Document) -> Iterator[Fault]:
    """No comments."""
    for part in document.package.related(document.main, "comments"):
        yield Fault(part, "", "is a part of comments")
    for part, element in document.every("comment"):
        yield Fault(part, near(element), "has a comment")


RULES = (
    style_defined,
    style_base,
    numbering,
    drawing_id,
    picture_text,
    header_row,
    table_grid,
    table_columns,
    cell_paragraph,
    lost_space,
    update_fields,
    save_ids,
    revision,
    comment,
    *wordrefs.RULES,
)
