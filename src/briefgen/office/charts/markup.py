"""DrawingML chart elements that every chart is built of (ECMA-376 part 1, 21.2).

Written as XML and not as openpyxl objects: these have no text in a data label and no caches.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from msgspec import Struct

from briefgen.office.cells import refuse_unfit, serial

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.office.charts.table import Area, Cell, Home, Table

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {"c": CHART, "a": DRAWING, "r": RELATIONSHIPS}

INK = "1F3A5F"
TEXT = "262626"
QUIET = "6B6B6B"
RULE = "D0D0D0"
PALE = "D9E1EB"
PAPER = "FFFFFF"
POINT = 12700
"""English metric units in a point."""
FONT = 900
NOTE_FONT = 800
"""Hundredths of a point."""


def c(tag: str, *children: str, **attributes: object) -> str:
    """An element of the chart namespace, `children` its content as XML."""
    return _element(f"c:{tag}", children, attributes)


def a(tag: str, *children: str, **attributes: object) -> str:
    """An element of the drawing namespace, `children` its content as XML."""
    return _element(f"a:{tag}", children, attributes)


def _element(tag: str, children: Iterable[str], attributes: Mapping[str, object]) -> str:
    told = "".join([f' {name}="{_attribute(value)}"' for name, value in attributes.items()])
    content = "".join(children)
    return f"<{tag}{told}>{content}</{tag}>" if content else f"<{tag}{told}/>"


def _attribute(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else escape(str(value), {'"': "&quot;"})


def written(text: str) -> str:
    """A text as the content of an element. Raises `ValueError` for what XML cannot hold."""
    refuse_unfit(text)
    return escape(text, {"\r": "&#13;"})


def fill(colour: str) -> str:
    """One plain colour."""
    return a("solidFill", a("srgbClr", val=colour))


def line(colour: str, points: float, cap: str = "flat") -> str:
    """A line `points` thick."""
    return a("ln", fill(colour), a("round"), w=round(points * POINT), cap=cap)


def no_line() -> str:
    """No line at all; leaving it out would give the theme's."""
    return a("ln", a("noFill"))


def shape(*children: str) -> str:
    """Fill and line of the element it stands in."""
    return c("spPr", *children)


class Face(Struct, frozen=True):
    """How a text looks; its typeface is the theme's."""

    language: str
    colour: str = TEXT
    bold: bool = False
    italic: bool = False
    size: int = FONT

    def run(self, tag: str) -> str:
        """The run properties under the name `tag`."""
        attributes = {"sz": self.size, "b": self.bold, "i": self.italic}
        return a(tag, fill(self.colour), lang=self.language, **attributes)


def body(*paragraphs: str) -> tuple[str, ...]:
    """The content of a text body that is never wrapped: lines are broken by us or not at all."""
    over = {"vertOverflow": "overflow", "horzOverflow": "overflow", "wrap": "none"}
    frame = a("bodyPr", rot=0, **over, lIns=19050, tIns=0, rIns=19050, bIns=0, anchor="ctr")
    return (frame, a("lstStyle"), *paragraphs)


def rich(lines: Iterable[str], face: Face) -> str:
    """Words of our own, a paragraph a line, in one look: LibreOffice takes that of the first."""
    return c("rich", *body(*(_paragraph(text, face) for text in lines)))


def _paragraph(text: str, face: Face) -> str:
    run = a("r", face.run("rPr"), a("t", written(text)))
    return a("p", a("pPr", face.run("defRPr")), run)


def text_properties(face: Face) -> str:
    """The look of generated text. No run in it: an empty one is what openpyxl leaves behind."""
    paragraph = a("p", a("pPr", face.run("defRPr")), a("endParaRPr", lang=face.language))
    return c("txPr", a("bodyPr"), a("lstStyle"), paragraph)


class Label(Struct, frozen=True):
    """The words of one point, a paragraph a line, on its side `position`.

    With `paper` they stand on white, which keeps the lines of the chart out of them.
    """

    index: int
    lines: Iterable[str]
    position: str
    paper: bool = False


def label(words: Label, face: Face) -> str:
    """The data label of one point, in words of our own."""
    return c(
        "dLbl",
        c("idx", val=words.index),
        c("tx", rich(words.lines, face)),
        shape(fill(PAPER) if words.paper else a("noFill"), no_line()),
        c("dLblPos", val=words.position),
        *_shown(value=True),
    )


def labels(points: Iterable[str]) -> str:
    """The data labels of a series; a point without its own has none."""
    return c("dLbls", *points, *_shown(value=False))


def _shown(*, value: bool) -> Iterable[str]:
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        yield c(f"show{name}", val=value and name == "Val")


class Source(Struct, frozen=True):
    """A table and the place on a sheet where it stands: references with their caches."""

    table: Table
    home: Home

    def texts(self, tag: str, area: Area) -> str:
        """The reference to text cells under the name `tag`."""
        values = self.table.values(area)
        cache = c("strCache", *_points(values))
        return c(tag, c("strRef", self._formula(area), cache))

    def numbers(self, tag: str, area: Area) -> str:
        """The reference to numbers or dates under the name `tag`."""
        values = self.table.values(area)
        code = DATE_FORMAT if isinstance(values[0], date) else "General"
        cache = c("numCache", c("formatCode", code), *_points(values))
        return c(tag, c("numRef", self._formula(area), cache))

    def _formula(self, area: Area) -> str:
        return c("f", written(self.home.formula(area)))


DATE_FORMAT = r"yyyy\-mm\-dd"


def _points(values: Iterable[Cell]) -> Iterable[str]:
    cells = list(values)
    yield c("ptCount", val=len(cells))
    for index, value in enumerate(cells):
        if value is not None:
            content = str(serial(value) if isinstance(value, date) else value)
            yield c("pt", c("v", written(content)), idx=index)


def plot_layout(left: float, top: float, width: float, height: float) -> str:
    """The inner plot area by hand, in parts of the chart's width and height."""
    sides = {"x": left, "y": top, "w": width, "h": height}
    return c(
        "layout",
        c(
            "manualLayout",
            c("layoutTarget", val="inner"),
            c("xMode", val="edge"),
            c("yMode", val="edge"),
            *(c(side, val=f"{part:.4f}") for side, part in sides.items()),
        ),
    )


def legend(hidden: Iterable[int], face: Face) -> str:
    """A legend below the plot without the series at the places `hidden`."""
    return c(
        "legend",
        c("legendPos", val="b"),
        *(c("legendEntry", c("idx", val=index), c("delete", val=True)) for index in hidden),
        c("overlay", val=False),
        text_properties(face),
    )
