"""Document properties shared by both formats: what a file says of itself, and nothing else.

Writing replaces the three property parts of ECMA-376 part 1, 22 and part 2, 11 (core, extended,
custom) as a whole, so that no author, clock, application or thumbnail of a template is left.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct, field

from briefgen.office.package import CONTENT_TYPES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

CORE = "docProps/core.xml"
EXTENDED = "docProps/app.xml"
CUSTOM = "docProps/custom.xml"
PACKAGE_RELS = "_rels/.rels"
APPLICATION = "briefgen"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_CP = _PACKAGE + "metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_RELATED = _OFFICE + "relationships/"
_EP = _OFFICE + "extended-properties"
_CUSTOM = _OFFICE + "custom-properties"
_VT = _OFFICE + "docPropsVTypes"
_RELS = _PACKAGE + "relationships"
_TYPES = _PACKAGE + "content-types"
# The set of custom properties that Office shows under File > Info > Advanced.
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_CUSTOM_ID = 2

_PARTS = {
    CORE: (_RELS + "/metadata/core-properties", "package.core-properties"),
    EXTENDED: (_RELATED + "extended-properties", "officedocument.extended-properties"),
    CUSTOM: (_RELATED + "custom-properties", "officedocument.custom-properties"),
}
_MEDIA = "application/vnd.openxmlformats-{}+xml"
_OWN_ENDINGS = ("/core-properties", "/extended-properties", "/custom-properties", "/thumbnail")


class Properties(Struct, frozen=True, kw_only=True):
    """What a file says of itself. `dated` stands for both created and modified, at midnight UTC.

    `language` is a BCP 47 tag (`en-GB`); `custom` is kept in its own order.
    """

    title: str
    subject: str
    keywords: str
    language: str
    creator: str
    description: str
    dated: dt.date
    custom: Mapping[str, str] = field(default_factory=dict)


def apply(parts: Mapping[str, bytes], properties: Properties) -> dict[str, bytes]:
    """A copy of the package's `parts` whose properties are `properties` and no others.

    Raises `ValueError` for text that XML cannot hold.
    """
    own = {CORE: _core(properties), EXTENDED: _extended()}
    if properties.custom:
        own[CUSTOM] = _custom(properties.custom)
    relations, dropped = _relations(parts[PACKAGE_RELS], own)
    kept = {name: content for name, content in parts.items() if name not in dropped}
    return (
        kept
        | own
        | {
            PACKAGE_RELS: relations,
            CONTENT_TYPES: _content_types(parts[CONTENT_TYPES], dropped, own),
        }
    )


def _core(properties: Properties) -> bytes:
    root = etree.Element(
        f"{{{_CP}}}coreProperties",
        nsmap={"cp": _CP, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI},
    )
    day = f"{properties.dated.isoformat()}T00:00:00Z"
    for tag, text in (
        (f"{{{_DC}}}title", properties.title),
        (f"{{{_DC}}}subject", properties.subject),
        (f"{{{_DC}}}creator", properties.creator),
        (f"{{{_CP}}}keywords", properties.keywords),
        (f"{{{_DC}}}description", properties.description),
        (f"{{{_CP}}}lastModifiedBy", properties.creator),
        (f"{{{_TERMS}}}created", day),
        (f"{{{_TERMS}}}modified", day),
        (f"{{{_DC}}}language", properties.language),
    ):
        element = etree.SubElement(root, tag)
        element.text = text
        if tag.startswith(f"{{{_TERMS}}}"):
            element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    return _serialised(root)


def _extended() -> bytes:
    # Without a prefix: ExcelJS knows these elements by their bare names.
    root = etree.fromstring(f'<Properties xmlns="{_EP}"/>')
    etree.SubElement(root, f"{{{_EP}}}Application").text = APPLICATION
    return _serialised(root)


def _custom(custom: Mapping[str, str]) -> bytes:
    root = etree.fromstring(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}"/>')
    for number, (name, text) in enumerate(custom.items(), _FIRST_CUSTOM_ID):
        entry = etree.SubElement(root, f"{{{_CUSTOM}}}property")
        for attribute, value in (("fmtid", _USER_DEFINED), ("pid", str(number)), ("name", name)):
            entry.set(attribute, value)
        etree.SubElement(entry, f"{{{_VT}}}lpwstr").text = text
    return _serialised(root)


def _relations(content: bytes, own: Iterable[str]) -> tuple[bytes, set[str]]:
    """The package's relations with only our property parts, and the parts no longer pointed to."""
    root = etree.fromstring(content)
    dropped = {CORE, EXTENDED, CUSTOM}
    for relation in list(root):
        if relation.get("Type", "").endswith(_OWN_ENDINGS):
            dropped.add(posixpath.normpath(relation.get("Target", "")).lstrip("/"))
            root.remove(relation)
    for number, name in enumerate(own, 1):
        relation = etree.SubElement(root, f"{{{_RELS}}}Relationship")
        for attribute, value in (
            ("Id", f"properties{number}"),
            ("Type", _PARTS[name][0]),
            ("Target", name),
        ):
            relation.set(attribute, value)
    return _serialised(root), dropped


def _content_types(content: bytes, dropped: Iterable[str], own: Iterable[str]) -> bytes:
    root = etree.fromstring(content)
    gone = {f"/{name}" for name in dropped}
    for entry in list(root):
        if entry.get("PartName") in gone:
            root.remove(entry)
    for name in own:
        entry = etree.SubElement(root, f"{{{_TYPES}}}Override")
        entry.set("PartName", f"/{name}")
        entry.set("ContentType", _MEDIA.format(_PARTS[name][1]))
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
