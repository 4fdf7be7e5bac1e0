"""The cells of a finished workbook and the texts that they share, read without a tree of them.

They are most of a file, and few differ: a row is cut into its cells, and each form of a cell is
read once. What our writer, Excel and LibreOffice write every day is read so, to the last byte; a
part with anything else between is parsed whole, and its tree is walked.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from sys import intern
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from lxml.etree import _Element

    Parse: TypeAlias = Callable[[bytes], _Element]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CHARACTERS = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_ENTITIES = (
    *(("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")),
    *(("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r"), ("&amp;", "&")),
)
"""What stands for a character; the ampersand's last, or what it makes would be read again."""
_ENTITY = "|".join(entity for entity, _ in _ENTITIES)
_TEXT = rf"({_CHARACTERS}(?:(?:{_ENTITY}){_CHARACTERS})*+)"
_CELL = re.compile(
    '(?: s="([0-9]+)")?(?: t="([a-z]+)")?'
    f'(?:/>|>(?:<f(?: aca="[a-z]+")?>{_TEXT}</f>)?(?:<v>{_TEXT}</v>)?</c>)'
)
"""A cell after its reference."""
_COLUMN = re.compile("[A-Z]{1,3}")
_ROW = re.compile(rb'<row r="([1-9][0-9]*)"((?: [A-Za-z]+="[\w.: -]*")*)>')
_ATTRIBUTE = re.compile(' ([A-Za-z]+)="([^"]*)"')
_ITEM = re.compile(f'<si><t( xml:space="preserve")?>{_TEXT}</t></si>')
_ITEM_MARKS = len("<si><t></t></si>")


class Cell(Struct, frozen=True, eq=False, gc=False):
    """A form of a cell: those of a file in which the same stands, in one style, are one.

    `value` is as the file has it, None for a blank cell; where the kind is inlineStr, the text.
    """

    style: str = "0"
    kind: str = "n"
    formula: str | None = None
    value: str | None = None


class Forms(dict[bytes, Cell]):
    """The forms of cell of a file by their markup after the reference, each read when it is met."""

    def __missing__(self, markup: bytes) -> Cell:
        text = markup.decode()
        found = _CELL.fullmatch(text)
        if found is None:
            raise ValueError
        style, kind, formula, value = found.groups()
        if "&" in text:
            formula, value = formula and _unescaped(formula), value and _unescaped(value)
        form = self[markup] = Cell(intern(style or "0"), intern(kind or "n"), formula, value)
        return form


class Row(Struct, frozen=True, gc=False):
    """A row as the file numbers it, its cells, and what their references begin with.

    They go on with `end`: the row's number, or nothing where one is of another row. `number` is
    -1 where the name is none.
    """

    name: str
    number: int
    columns: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    end: str = ""

    @property
    def references(self) -> list[str]:
        """Where its cells stand, such as `A5`."""
        return [column + self.end for column in self.columns]


class Cells(Struct, frozen=True):
    """The rows of a sheet, how often each form of cell is in them, and the rows' styles."""

    rows: Sequence[Row] = ()
    forms: Mapping[Cell, int] = {}
    styles: frozenset[str] = frozenset()


class Texts(Struct, frozen=True):
    """The texts that cells share, and those whose spaces at an end, or lines, are not kept."""

    texts: Sequence[str] = ()
    cut: Sequence[str] = ()


class Part(Struct, frozen=True):
    """A part, without the cells or texts that are read from it unless its tree was walked."""

    content: bytes
    root: _Element
    cells: Cells = Cells()
    texts: Texts = Texts()


def read_part(content: bytes, parse: Parse, forms: Forms) -> Part:
    """A part of a file; `forms` knows the forms of cell in the parts before it.

    Raises what `parse` does for one that is not well-formed.
    """
    try:
        part = _read_sheet(content, parse, forms) or _read_texts(content, parse)
    except (ValueError, etree.XMLSyntaxError):
        part = None
    if part is not None:
        return part
    root = parse(content)
    if root.tag == _MAIN + "worksheet":
        return Part(content, root, cells=_walked_cells(root))
    if root.tag == _MAIN + "sst":
        return Part(content, root, texts=_walked_texts(root))
    return Part(content, root)


def plain(text: str) -> str:
    """A text of a file with its `_xHHHH_` as the characters they stand for (22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def text_of(item: _Element | None) -> str:
    """The text of a shared or inline string, without its phonetic hints."""
    pieces: list[str] = []
    for piece in () if item is None else item:
        if piece.tag == _MAIN + "t":
            pieces.append(piece.text or "")
        elif piece.tag == _MAIN + "r":
            pieces.append(piece.findtext(_MAIN + "t", ""))
    return plain("".join(pieces))


def _read_sheet(content: bytes, parse: Parse, forms: Forms) -> Part | None:
    """A sheet whose cells are all in the usual forms. Raises ValueError where one is not."""
    start = content.find(b"<sheetData>") + len(b"<sheetData>")
    end = content.find(b"</sheetData>", start)
    if start < len(b"<sheetData>") or end < 0:
        return None
    rest = content[:start] + content[end:]
    root = parse(rest)
    data = root.findall(_MAIN + "sheetData")
    if root.tag != _MAIN + "worksheet" or len(data) != 1 or not _is_bare(rest, root):
        return None
    return Part(rest, root, cells=_cells(_split(content, start, end), forms))


def _read_texts(content: bytes, parse: Parse) -> Part | None:
    """Shared texts without looks of their own."""
    start, end = content.find(b"<si>"), content.rfind(b"</si>") + len(b"</si>")
    if not 0 <= start < end:
        return None
    rest = content[:start] + content[end:]
    root = parse(rest)
    if root.tag != _MAIN + "sst" or len(root) or not _is_bare(rest, root):
        return None
    listed = content[start:end].decode()
    items = _ITEM.findall(listed)
    if sum(len(kept) + len(text) + _ITEM_MARKS for kept, text in items) != len(listed):
        return None
    found = [(kept, _unescaped(text) if "&" in text else text) for kept, text in items]
    cut = [text for kept, text in found if not kept and _is_cut(text)]
    return Part(rest, root, texts=Texts([plain(text) for _, text in found], cut))


def _is_bare(rest: bytes, root: _Element) -> bool:
    """Whether nothing in a part can make markup mean other than it says."""
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    return encoding.upper() == "UTF-8" and b"<!" not in rest and rest.count(b"<?") <= 1


def _split(content: bytes, start: int, end: int) -> Iterator[bytes]:
    """The rows of a sheet, each without its end tag."""
    while start < end:
        stop = content.find(b"</row>", start, end)
        if stop < 0:
            raise ValueError
        yield content[start:stop]
        start = stop + len(b"</row>")


class _Columns(dict[tuple[bytes, ...], tuple[str, ...]]):
    """The columns of a row's cells as letters, read when they are first met."""

    def __missing__(self, names: tuple[bytes, ...]) -> tuple[str, ...]:
        columns = self[names] = tuple(map(bytes.decode, names))
        if not all(map(_COLUMN.fullmatch, columns)):
            raise ValueError
        return columns


class _RowStyles(dict[bytes, str]):
    """The style in a row's attributes, read when they are first met."""

    def __missing__(self, attributes: bytes) -> str:
        pairs = _ATTRIBUTE.findall(attributes.decode())
        named: dict[str, str] = {"r": "", **dict(pairs)}
        if len(named) != len(pairs) + 1:
            raise ValueError  # one stands twice
        style = self[attributes] = named.get("s", "0")
        return style


def _cells(rows: Iterator[bytes], forms: Forms) -> Cells:
    """The cells of rows. Raises ValueError for what is in no usual form."""
    columns, styles = _Columns(), _RowStyles()
    form_of, style_of = forms.__getitem__, styles.__getitem__
    found = []
    for row in rows:
        head, *cells = row.split(b'<c r="')
        tag = _ROW.fullmatch(head)
        if tag is None:
            raise ValueError
        digits, attributes = tag.groups()
        style_of(attributes)
        name = digits.decode()
        if not cells:
            found.append(Row(name, int(name)))
            continue
        mark = digits + b'"'
        names, _, markups = zip(*[cell.partition(mark) for cell in cells], strict=True)
        found.append(Row(name, int(name), columns[names], tuple(map(form_of, markups)), name))
    return _counted(found, styles.values())


def _counted(rows: Sequence[Row], styles: Iterable[str]) -> Cells:
    forms = Counter(chain.from_iterable(row.cells for row in rows))
    return Cells(rows, forms, frozenset(styles))


def _unescaped(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _is_cut(text: str) -> bool:
    """Whether a text that does not say so has spaces to keep."""
    return text != text.strip(" ") or "\n" in text


def _walked_cells(root: _Element) -> Cells:
    """The cells of a sheet, whatever they are like."""
    forms: dict[tuple[str | None, ...], Cell] = {}
    styles: set[str] = set()
    rows = []
    for row in root.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        styles.add(row.get("s", "0"))
        name, places, cells = row.get("r", ""), [], []
        for cell in row.iterchildren(_MAIN + "c"):
            places.append(cell.get("r", ""))
            fields = _fields(cell)
            cells.append(forms.setdefault(fields, Cell(*fields)))
        end = name if cells and all(place.endswith(name) for place in places) else ""
        columns = tuple(place.removesuffix(end) for place in places)
        digits = name.isascii() and name.isdigit()
        rows.append(Row(name, int(name) if digits else -1, columns, tuple(cells), end))
    return _counted(rows, styles)


def _fields(cell: _Element) -> tuple[str, str, str | None, str | None]:
    """What a form of a cell has."""
    kind = cell.get("t", "n")
    own = cell.find(_MAIN + "is") if kind == "inlineStr" else None
    value = cell.findtext(_MAIN + "v") if own is None else text_of(own)
    return cell.get("s", "0"), kind, cell.findtext(_MAIN + "f"), value


def _walked_texts(root: _Element) -> Texts:
    """The shared texts, those in several looks among them."""
    items = root.findall(_MAIN + "si")
    pieces = [
        *root.iterfind(f"{_MAIN}si/{_MAIN}t"),
        *root.iterfind(f"{_MAIN}si/{_MAIN}r/{_MAIN}t"),
    ]
    return Texts(
        [text_of(item) for item in items],
        [
            piece.text
            for piece in pieces
            if piece.text and _SPACE not in piece.attrib and _is_cut(piece.text)
        ],
    )
