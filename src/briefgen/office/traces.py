"""What a Word template remembers of its makers, and no document of ours repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from briefgen.office.wordxml import W

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document
    from docx.opc.rel import Relationships

_DROPPED_RELATIONS = (
    "/thumbnail",
    "/customXml",
    "/stylesWithEffects",
    "/attachedTemplate",
    "/mailMergeSource",
    "/mailMergeHeaderSource",
    "/recipientData",
    "/glossaryDocument",
    "/comments",
    "/people",
    "/printerSettings",
)
_DROPPED_SETTINGS = (
    W + "attachedTemplate",
    W + "mailMerge",
    W + "trackRevisions",
    W + "documentProtection",
    W + "docVars",
    W + "rsids",
    W + "updateFields",
    "{http://schemas.microsoft.com/office/word/2010/wordml}docId",
    "{http://schemas.microsoft.com/office/word/2012/wordml}docId",
)
_REVISION = W + "rsid"


def drop(document: Document) -> None:
    """Cut the document off from a template's thumbnail, custom XML, paths, comments and ids."""
    settings = document.settings.element
    settings_part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for relations in (document.part.package.rels, document.part.rels, settings_part.rels):
        _drop_relations(relations)
    for name in _DROPPED_SETTINGS:
        for element in settings.findall(name):
            settings.remove(element)


def without_revision_ids(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """A copy of the package's `parts` without the `rsid` marks that tie two files together."""
    return {
        name: _unmarked(content) if name.endswith(".xml") and b"rsid" in content else content
        for name, content in parts.items()
    }


def _drop_relations(relations: Relationships) -> None:
    for key in [key for key, one in relations.items() if one.reltype.endswith(_DROPPED_RELATIONS)]:
        del relations[key]


def _unmarked(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for element in list(root.iter(W + "rsid")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter():
        for name in [name for name in element.attrib if str(name).startswith(_REVISION)]:
            del element.attrib[name]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
