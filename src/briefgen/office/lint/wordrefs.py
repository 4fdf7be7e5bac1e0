"""Rules for what a Word document refers to: fields, bookmarks, notes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefgen.office.lint.finding import Fault
from briefgen.office.lint.parts import W
from briefgen.office.lint.story import near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.lint.parts import Element
    from briefgen.office.lint.story import Document

LONGEST_BOOKMARK = 40
_BOOKMARK = re.compile(rf"[^\W\d]\w{{0,{LONGEST_BOOKMARK - 1}}}")
_POINTS_TO = re.compile(r'\s*(?:(?:REF|NOTEREF|PAGEREF)\s+|HYPERLINK\s+\\l\s+)"?([^\s"\\]+)')
_CODE, _START, _ID = W + "instrText", W + "bookmarkStart", W + "id"
_BUILT_IN = frozenset(["_top", ""])
_SEPARATORS = frozenset(["separator", "continuationSeparator"])


def field_balance(document: Document) -> Iterator[Fault]:
    """Each field begins, may separate its code from its result, and ends, one in the other."""
    for part, _ in document.stories:
        results: list[bool] = []  # of each open field, whether its result has begun
        for mark in document.found("field", part):
            kind = mark.get(W + "fldCharType")
            if mark.tag == _CODE:
                continue
            if kind == "begin":
                results.append(False)
            elif kind == "separate" and results and not results[-1]:
                results[-1] = True
            elif kind == "end" and results:
                results.pop()
            else:
                yield Fault(part, near(mark), f'no field is open for its mark "{kind}"')
        if results:
            yield Fault(part, "", f"fields that do not end: {len(results)}")


def field_code(document: Document) -> Iterator[Fault]:
    """Each field says what it is."""
    for part, _ in document.stories:
        for place, code in _codes(document, part):
            if not code.strip():
                yield Fault(part, near(place), "a field has no code")


def reference(document: Document) -> Iterator[Fault]:
    """Cross-references and links inside the document lead to a bookmark that is there."""
    names = {name.casefold() for _, _, name in document.bookmarks} | _BUILT_IN
    for part, _ in document.stories:
        links = document.found("hyperlink", part)
        wanted = [(link, link.get(W + "anchor", "")) for link in links]
        for place, code in _codes(document, part):
            found = _POINTS_TO.match(code)
            wanted += [(place, found[1])] if found else []
        for place, name in wanted:
            if name.casefold() not in names:
                yield Fault(part, near(place), f'there is no bookmark "{name}"')


def bookmark_name(document: Document) -> Iterator[Fault]:
    """A bookmark has a name of its own: a letter or _, then at most 39 letters, digits or _."""
    for part, mark, name in document.bookmarks:
        if not _BOOKMARK.fullmatch(name):
            yield Fault(part, near(mark), f'Word takes no bookmark "{name}"')
    counted = Counter(name.casefold() for _, _, name in document.bookmarks)
    for name in (name for name, times in counted.items() if times > 1):
        yield Fault(document.main, f"bookmark {name}", f"{counted[name]} have this name")


def bookmark_pair(document: Document) -> Iterator[Fault]:
    """Each bookmark starts once, then ends once, under a number of its own."""
    started: set[str] = set()
    for part, _ in document.stories:
        opened: set[str] = set()
        for mark in document.found("bookmark", part):
            key = mark.get(_ID, "")
            if mark.tag == _START:
                if key in started:
                    yield Fault(part, near(mark), f"bookmark number {key} stands twice")
                opened.add(key)
                started.add(key)
            elif key in opened:
                opened.remove(key)
            else:
                yield Fault(part, near(mark), f"bookmark number {key} ends without a start")
        for key in sorted(opened):
            yield Fault(part, f"bookmark number {key}", "does not end")


def note_missing(document: Document) -> Iterator[Fault]:
    """Each note mark in the text has its note, and each note has one mark."""
    for kind in ("footnote", "endnote"):
        part, notes = document.package.tree(document.main, f"{kind}s")
        own = [note.get(W + "id") for note in notes.iterchildren(W + kind) if not _special(note)]
        for key in (key for key, times in Counter(own).items() if times > 1):
            yield Fault(part, f"{kind} {key}", "stands twice")
        marks = Counter(mark.get(W + "id") for mark in document.found(f"{kind}Reference"))
        for key, times in marks.items():
            if key not in own or times > 1:
                message = "has several marks in the text" if key in own else "is missing"
                yield Fault(document.main, f"{kind} {key}", message)


def note_unused(document: Document) -> Iterator[Fault]:
    """Each note has a mark in the text."""
    for kind in ("footnote", "endnote"):
        part, notes = document.package.tree(document.main, f"{kind}s")
        marks = {mark.get(W + "id") for mark in document.found(f"{kind}Reference")}
        for note in notes.iterchildren(W + kind):
            if not _special(note) and note.get(W + "id") not in marks:
                yield Fault(part, f"{kind} {note.get(W + 'id')}", "has no mark in the text")


def note_separator(document: Document) -> Iterator[Fault]:
    """Notes have their separators, and the settings name those that are there."""
    for kind in ("footnote", "endnote"):
        part, notes = document.package.tree(document.main, f"{kind}s")
        special = {n.get(W + "id"): n.get(W + "type") for n in notes if _special(n)}
        for missing in sorted(_SEPARATORS - set(special.values())) if part else ():
            yield Fault(part, missing, "is missing")
        for entry in document.settings.iterfind(f"{W}{kind}Pr/{W}{kind}"):
            if entry.get(W + "id") not in special:
                message = f"the settings' {kind} {entry.get(W + 'id')} is no separator"
                yield Fault(part or document.main, "", message)


def _special(note: Element) -> bool:
    return note.get(W + "type", "normal") != "normal"


def _codes(document: Document, part: str) -> Iterator[tuple[Element, str]]:
    """Each field of a story with its code, which may be spread over runs."""
    opened: list[tuple[Element, list[str]]] = []
    for mark in document.found("field", part):
        if mark.tag == _CODE:
            if opened:
                opened[-1][1].append(mark.text or "")
        elif mark.get(W + "fldCharType") == "begin":
            opened.append((mark, []))
        elif mark.get(W + "fldCharType") == "end" and opened:
            place, pieces = opened.pop()
            yield place, "".join(pieces)
    for simple in document.found("fldSimple", part):
        yield simple, simple.get(W + "instr", "")


RULES = (
    field_balance,
    field_code,
    reference,
    bookmark_name,
    bookmark_pair,
    note_missing,
    note_unused,
    note_separator,
)
