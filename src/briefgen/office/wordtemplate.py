"""A Word template: styles, page set-up, letterhead, and no text of its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from lxml import etree

from briefgen.office import safety, traces, wordsettings, wordxml
from briefgen.office.styles import BadTemplate
from briefgen.office.wordxml import W

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _BaseHeaderFooter

    from briefgen.office.wordxml import Element

_SHOWN = tuple(W + name for name in ("t", "drawing", "pict", "object", "fldChar", "fldSimple"))


def load(content: bytes, file: str) -> Document:
    """The template with an empty body and without traces of its makers.

    Raises `BadTemplate` when it is no safe Word document, or its body says something: a text that
    stood in each brief belongs in the narrative, and would be lost here unseen.
    """
    safety.check(content, file, needed="word/document.xml")
    try:
        document = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, etree.XMLSyntaxError) as fault:
        raise BadTemplate(file, f"cannot be read as a Word document: {fault}") from None
    body = document.element.body
    text = "".join(body.itertext(W + "t")).strip()
    if text:
        raise BadTemplate(file, f"the body says {text[: wordxml.SHOWN]!r}, expected no text")
    body.clear_content()
    traces.drop(document)
    return document


def set_language(document: Document, language: str) -> None:
    """Make `language`, a BCP 47 tag, the document's, for proofing and for reading aloud."""
    look = document.styles.element
    for name in ("docDefaults", "rPrDefault", "rPr"):
        look = _first(look, name)
    mark = look.find(W + "lang")
    if mark is None:
        mark = wordxml.child(look, "lang")
    mark.set(W + "val", wordxml.legal(language))
    wordsettings.place(document.settings.element, "themeFontLang").set(W + "val", language)


def headers(document: Document) -> list[_BaseHeaderFooter]:
    """The headers that some page shows: every page's, or the first, even and other pages'."""
    section = document.sections[-1]
    shown: list[_BaseHeaderFooter] = [section.header]
    if section.different_first_page_header_footer:
        shown.append(section.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        shown.append(section.even_page_header)
    return shown


def footers(document: Document) -> list[_BaseHeaderFooter]:
    """The footers that some page shows."""
    section = document.sections[-1]
    shown: list[_BaseHeaderFooter] = [section.footer]
    if section.different_first_page_header_footer:
        shown.append(section.first_page_footer)
    if document.settings.odd_and_even_pages_header_footer:
        shown.append(section.even_page_footer)
    return shown


def drop_empty_paragraphs(story: Element) -> None:
    """Remove the paragraphs of a header or footer that show nothing, so that it can be filled."""
    for paragraph in story.findall(W + "p"):
        if next(paragraph.iter(*_SHOWN), None) is None:
            story.remove(paragraph)


def _first(parent: Element, name: str) -> Element:
    """The child `name`, made as the first one if there is none."""
    found = parent.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        parent.insert(0, found)
    return found
