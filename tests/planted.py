"""Wrong figures planted in finished files: any figure that a reader sees, another in its place."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
SHORT = {"en": "Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec", "fr": "janv. févr. avr. juil. sept."}
NAMES = [words.split() for known in (MONTHS, SHORT) for words in known.values()]
FIGURE = re.compile(
    r"\d+|(?<!\w)(?:"
    + "|".join(re.escape(name) for names in NAMES for name in sorted(names, key=len)[::-1])
    + r")(?!\w)"
)
_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f>.*?</f>)?<v>([^<]*)</v></c>', re.DOTALL)
_SHARED = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_TEXT = re.compile(r"<(?:w:|a:)?t(?: [^>]*)?>([^<]*)</")
_VALUE = re.compile(r"<c:v>([^<]*)</c:v>")
_FIELD = re.compile(
    r"<w:instrText[^>]*> (?:PAGE|NUMPAGES) </w:instrText>.*?<w:fldChar w:fldCharType=\"end\"/>",
    re.DOTALL,
)
EMBEDDED = "word/embeddings/Microsoft_Excel_Worksheet1.xlsx"


class Place(NamedTuple):
    """One figure: in which part, of what kind of place, where a finding is to be, and its text.

    `start` and `end` are those of the whole text in the markup of the part; the figure stands at
    `at` in the text. `markup` stands around the text once it is planted.
    """

    file: str
    part: str
    kind: str
    where: str
    start: int
    end: int
    text: str
    at: int
    markup: str = "{}"

    @property
    def figure(self) -> str:
        found = FIGURE.match(self.text, self.at)
        assert found
        return found[0]


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def places(file: str, content: bytes) -> list[Place]:
    """Every figure that a reader of the file can see."""
    parts = unpacked(content)
    found = _in_workbook(parts) if file.endswith(".xlsx") else _in_brief(parts)
    return [
        Place(file, part, kind, where, start, end, text, figure.start(), markup)
        for part, kind, where, start, end, text, markup in found
        for figure in FIGURE.finditer(text)
        if not (kind == "page edge" and text[figure.start() - 1 : figure.start()] == "&")
    ]


_Found = tuple[str, str, str, int, int, str, str]


def _in_workbook(parts: Mapping[str, bytes]) -> Iterator[_Found]:
    shared = [
        unescape("".join(_TEXT.findall(one)))
        for one in _SHARED.findall(parts["xl/sharedStrings.xml"].decode())
    ]
    for sheet, part in _sheets(parts):
        xml = parts[part].decode()
        yield from _cells(part, sheet, xml, shared)
        for edge in re.finditer(r"<odd(?:Header|Footer)>([^<]*)<", xml):
            yield part, "page edge", f"{sheet}: odd", *edge.span(1), unescape(edge[1]), "{}"
        for link in re.finditer(r'<hyperlink ref="(\w+)"[^>]*? display="([^"]*)"', xml):
            yield part, "link", f"{sheet}!{link[1]}: link", *link.span(2), unescape(link[2]), "{}"
    for part in parts:
        if re.match(r"xl/drawings/drawing\d+\.xml", part):
            yield from _attributes(parts, part, "descr", "alternative text")
        elif re.match(r"xl/tables/", part):
            yield from _attributes(parts, part, "altTextSummary", "alternative text")
        elif re.match(r"xl/charts/", part):
            yield from _in_chart(parts, part)
    yield from _properties(parts)


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The name and part of every sheet."""
    book, rels = (
        parts[name].decode() for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    targets = {
        identity: target.removeprefix("/").removeprefix("xl/")
        for one in re.findall(r"<Relationship [^>]+>", rels)
        for identity in re.findall(r' Id="(\w+)"', one)
        for target in re.findall(r' Target="([^"]+)"', one)
    }
    for name, identity in re.findall(r'<sheet [^>]*?name="([^"]+)"[^>]*?r:id="(\w+)"', book):
        yield unescape(name), f"xl/{targets[identity]}"


def _cells(part: str, sheet: str, xml: str, shared: list[str]) -> Iterator[_Found]:
    for cell in _CELL.finditer(xml):
        place, attributes, formula, value = cell.groups()
        where = f"{sheet}!{place}"
        if 't="s"' in attributes:
            kept = attributes.replace('t="s"', 't="inlineStr"')
            markup = f'<c r="{place}"{kept}><is><t>{{}}</t></is></c>'
            yield part, "cell", where, *cell.span(), shared[int(value)], markup
        else:
            kind = "formula value" if formula else "number"
            yield part, kind, where, *cell.span(4), unescape(value), "{}"


def _attributes(parts: Mapping[str, bytes], part: str, name: str, kind: str) -> Iterator[_Found]:
    for one in re.finditer(rf' {name}="([^"]*)"', parts[part].decode()):
        yield part, kind, "alternative text", *one.span(1), unescape(one[1]), "{}"


def _in_chart(parts: Mapping[str, bytes], part: str) -> Iterator[_Found]:
    xml = parts[part].decode()
    for one in (*_VALUE.finditer(xml), *re.finditer(r"<a:t>([^<]*)</a:t>", xml)):
        yield part, "chart", part, *one.span(1), unescape(one[1]), "{}"


def _properties(parts: Mapping[str, bytes]) -> Iterator[_Found]:
    for part in ("docProps/core.xml", "docProps/custom.xml"):
        for one in re.finditer(r">([^<>]+)</", parts[part].decode()):
            yield part, "property", "docProps", *one.span(1), unescape(one[1]), "{}"


def _in_brief(parts: Mapping[str, bytes]) -> Iterator[_Found]:
    xml = parts["word/document.xml"].decode()
    tables = [one.span() for one in re.finditer(r"<w:tbl>.*?</w:tbl>", xml, re.DOTALL)]
    for one in _TEXT.finditer(xml):
        inside = any(start < one.start() < end for start, end in tables)
        kind, where = ("table cell", "table of") if inside else ("prose", "paragraph")
        yield "word/document.xml", kind, where, *one.span(1), unescape(one[1]), "{}"
    yield from _attributes(parts, "word/document.xml", "descr", "alternative text")
    for part, kind, where in (("word/footnotes.xml", "note", "note "), *_edges(parts)):
        xml = parts[part].decode()
        counted = [one.span() for one in _FIELD.finditer(xml)]
        for one in _TEXT.finditer(xml):
            if not any(start < one.start() < end for start, end in counted):
                yield part, kind, where, *one.span(1), unescape(one[1]), "{}"
    for part in parts:
        if re.match(r"word/charts/chart", part):
            yield from _in_chart(parts, part)
        elif part.startswith("word/embeddings/"):
            yield from _embedded(parts, part)
    yield from _properties(parts)


def _edges(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    for part in parts:
        if re.match(r"word/(header|footer)\d", part):
            yield part, "page edge", part


def _embedded(parts: Mapping[str, bytes], part: str) -> Iterator[_Found]:
    inner = unpacked(parts[part])
    shared = [
        unescape("".join(_TEXT.findall(one)))
        for one in _SHARED.findall(inner["xl/sharedStrings.xml"].decode())
    ]
    for cell in _CELL.finditer(inner["xl/worksheets/sheet1.xml"].decode()):
        place, attributes, _, value = cell.groups()
        where = f"Data!{place}"
        if 't="s"' in attributes:
            markup = f'<c r="{place}" t="inlineStr"><is><t>{{}}</t></is></c>'
            yield part, "chart", where, *cell.span(), shared[int(value)], markup
        else:
            yield part, "chart", where, *cell.span(4), value, "{}"


def other(figure: str, draw: random.Random, known: list[str]) -> str:
    """Another figure of the same length, now and then one that is right elsewhere."""
    for names in NAMES:
        if figure in names:
            return draw.choice([name for name in names if name != figure])
    alike = [one for one in known if len(one) == len(figure) and one != figure]
    if alike and draw.random() < 0.5:
        return draw.choice(alike)
    while True:
        drawn = "".join(draw.choice("0123456789") for _ in figure)
        if drawn != figure and not (figure[0] != "0" and drawn[0] == "0"):
            return drawn


def plant(content: bytes, planted: list[tuple[Place, str]]) -> bytes:
    """The file with these figures in place of what it shows."""
    parts = unpacked(content)
    whole: dict[tuple[str, int], list[tuple[Place, str]]] = {}
    for place, figure in planted:
        whole.setdefault((place.part, place.start), []).append((place, figure))
    for _, together in sorted(whole.items(), key=lambda one: one[0], reverse=True):
        place, text = together[0][0], together[0][0].text
        for one, figure in sorted(together, key=lambda pair: pair[0].at, reverse=True):
            text = text[: one.at] + figure + text[one.at + len(one.figure) :]
        written = place.markup.format(escape(text, {'"': "&quot;"}))
        inner = unpacked(parts[place.part]) if place.part.startswith("word/embeddings/") else None
        name = "xl/worksheets/sheet1.xml"
        xml = (inner[name] if inner else parts[place.part]).decode()
        xml = xml[: place.start] + written + xml[place.end :]
        if inner:
            parts[place.part] = packed({**inner, name: xml.encode()})
        else:
            parts[place.part] = xml.encode()
    return packed(parts)
