"""Native charts in Word: a chart part, the workbook behind it, and the frame in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsmap
from docx.shared import Cm

from briefgen.office import charts, wordxml

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

    from briefgen.office.charts import Chart

_WP = f"{{{nsmap['wp']}}}"
_WORKBOOK_KEY = "rId1"


def add_parts(document: DocumentPart, chart: Chart, number: int) -> str:
    """The parts of the document's chart `number`; returns the key by which the text shows it."""
    embedded = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        charts.embedded_workbook(chart),
        document.package,
    )
    part = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        CONTENT_TYPE.DML_CHART,
        charts.part_xml(chart, _WORKBOOK_KEY),
        document.package,
    )
    part.load_rel(RELATIONSHIP_TYPE.PACKAGE, embedded, _WORKBOOK_KEY)
    return document.relate_to(part, RELATIONSHIP_TYPE.CHART)


def frame(key: str, *, size_cm: tuple[float, float], number: int, alt: str) -> str:
    """A run with the inline frame of a chart (ECMA-376-1, 20.4.2.8).

    `number` is unique among drawings.
    """
    width, height = (int(Cm(length)) for length in size_cm)
    chart = f'<c:chart xmlns:c="{nsmap["c"]}" r:id="{key}"/>'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{nsmap["wp"]}" xmlns:a="{nsmap["a"]}"'
        ' distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{wordxml.attribute(alt)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{nsmap["c"]}">{chart}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def last_drawing(document: DocumentPart) -> int:
    """The highest number of a drawing in the document and its headers and footers, or 0."""
    roots = [document.element]
    roots += [part.element for part in document.related_parts.values() if hasattr(part, "element")]
    numbers = (drawing.get("id", "0") for root in roots for drawing in root.iter(_WP + "docPr"))
    return max((int(number) for number in numbers), default=0)
