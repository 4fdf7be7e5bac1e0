"""The cells of a finished workbook and the texts that they share, read without a tree of them.

They are most of a file, and few differ: a row is cut into its cells, and each form of a cell is
read once. What our writer, Excel and LibreOffice write every day is read so, to the last byte; a
part with anything else between is parsed whole, and its tree is walked.
"""

from __future__ import annotations

import re
from sys import intern
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import IO, TypeAlias

    from lxml.etree import _Element

    Parse: TypeAlias = Callable[[bytes], _Element]
    Use: TypeAlias = Callable[[Iterator["Row"]], None]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CHARACTERS = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_ENTITIES = (
    *(("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")),
    *(("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r")),
)
"""What stands for a character, but for the ampersand's own, which is the last one to be read."""
_ENTITY = "|".join(("&amp;", *(entity for entity, _ in _ENTITIES)))
_TEXT = rf"({_CHARACTERS}(?:(?:{_ENTITY}){_CHARACTERS})*+)"
_CELL = re.compile(
    '(?: s="([0-9]+)")?(?: t="([a-z]+)")?'
    f'(?:/>|>(?:<f(?: aca="[a-z]+")?>{_TEXT}</f>)?(?:<v>{_TEXT}</v>)?</c>)'
)
"""A cell after its reference."""
_LETTERS = re.compile("[A-Z]{1,3}")
_ROW = re.compile(rb'<row r="([1-9][0-9]*)"((?: [A-Za-z]+="[\w.: -]*")*)>')
_END = b"</row>"
_ATTRIBUTE = re.compile(' ([A-Za-z]+)="([^"]*)"')
_ITEM = re.compile(f'<si><t( xml:space="preserve")?>{_TEXT}</t></si>')
_ITEM_MARKS = len("<si><t></t></si>")
_BLOCK = 1 << 20  # bytes of a sheet that are held at once; a longer row is an unusual one


class Cell(Struct, frozen=True, eq=False, gc=False):
    """A form of a cell: those of a file in which the same stands, in one style, are one.

    `value` is as the file has it, None for a blank cell; where the kind is inlineStr, the text.
    """

    style: str = "0"
    kind: str = "n"
    formula: str | None = None
    value: str | None = None


class Row(Struct, frozen=True, gc=False):
    """A row as the file numbers it, its style, its cells, and what their references begin with.

    They go on with `end`: the row's number, or nothing where one is of another row. `number` is
    -1 where the name is none. `held` and `calculated` count the cells with a value and a formula.
    """

    name: str
    number: int
    style: str = "0"
    columns: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    end: str = ""
    held: int = 0
    calculated: int = 0

    @property
    def references(self) -> list[str]:
        """Where its cells stand, such as `A5`."""
        return [column + self.end for column in self.columns]


class Texts(Struct, frozen=True):
    """The texts that cells share, and those whose spaces at an end, or lines, are not kept."""

    texts: Sequence[str] = ()
    cut: Sequence[str] = ()


class Part(Struct, frozen=True):
    """A part, without the texts that are read from it unless its tree was walked."""

    content: bytes
    root: _Element
    texts: Texts = Texts()


def read_part(content: bytes, parse: Parse) -> Part:
    """A part that is no sheet. Raises what `parse` does for one that is not well-formed."""
    try:
        part = _read_texts(content, parse)
    except (ValueError, etree.XMLSyntaxError):
        part = None
    if part is not None:
        return part
    root = parse(content)
    return Part(content, root, _walked_texts(root) if root.tag == _MAIN + "sst" else Texts())


def read_sheet(opened: Callable[[], IO[bytes]], parse: Parse, forms: Forms, use: Use) -> Part:
    """A sheet without its rows, all of which `use` takes; `forms` knows those of other sheets.

    It is given them again, from the first one, where they turn out to be unusual: then the part is
    parsed whole. Raises what `parse` does for one that is not well-formed.
    """
    try:
        with opened() as stream:
            return _streamed(stream, parse, forms, use)
    except (ValueError, etree.XMLSyntaxError):
        pass
    with opened() as stream:
        content = stream.read()
    root = parse(content)
    use(_walked_rows(root) if root.tag == _MAIN + "worksheet" else iter(()))
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


def _streamed(stream: IO[bytes], parse: Parse, forms: Forms, use: Use) -> Part:
    """A sheet whose rows are all in the usual forms. Raises ValueError where one is not."""
    around: list[bytes] = []
    use(_rows(_cut(stream, around), forms))
    rest = b"".join(around)
    root = parse(rest)
    data = root.findall(_MAIN + "sheetData")
    alone = len(data) == 1 and rest.count(b"<sheetData") == 1
    if root.tag != _MAIN + "worksheet" or not alone or not _is_bare(rest, root):
        raise ValueError
    return Part(rest, root)


def _cut(stream: IO[bytes], around: list[bytes]) -> Iterator[bytes]:
    """The rows of a sheet, each without its end tag; what stands around them goes to `around`.

    Raises ValueError where a sheet is cut otherwise.
    """
    left = b""
    while block := stream.read(_BLOCK):
        *rows, left = (left + block).split(_END)
        if not rows:
            break
        if not around:
            before, start, rows[0] = rows[0].partition(b"<sheetData>")
            around.append(before + start)
        yield from rows
    left += stream.read()
    if not around or not left.startswith(b"</sheetData>"):
        raise ValueError
    around.append(left)


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


class Forms(dict[bytes, Cell]):
    """The forms of cell of a file by their markup after the reference, each read when it is met."""

    def __missing__(self, markup: bytes) -> Cell:
        found = _CELL.fullmatch(markup.decode())
        if found is None:
            raise ValueError
        style, kind, formula, value = found.groups()
        if formula and "&" in formula:
            formula = _unescaped(formula)
        if value and "&" in value:
            value = _unescaped(value)
        form = self[markup] = Cell(intern(style or "0"), intern(kind or "n"), formula, value)
        return form


class _Columns(dict[tuple[bytes, ...], tuple[str, ...]]):
    """The columns of a row's cells as letters, read when they are first met."""

    def __missing__(self, names: tuple[bytes, ...]) -> tuple[str, ...]:
        columns = self[names] = tuple(map(bytes.decode, names))
        if not all(map(_LETTERS.fullmatch, columns)):
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


def _rows(rows: Iterable[bytes], forms: Forms) -> Iterator[Row]:
    """The rows of a sheet. Raises ValueError for what is in no usual form."""
    columns, styles = _Columns(), _RowStyles()
    for row in rows:
        head, *cells = row.split(b'<c r="')
        tag = _ROW.fullmatch(head)
        if tag is None:
            raise ValueError
        digits, attributes = tag.groups()
        name, style = digits.decode(), styles[attributes]
        if not cells:
            yield Row(name, int(name), style)
            continue
        mark = digits + b'"'
        names, _, markups = zip(*[cell.partition(mark) for cell in cells], strict=True)
        found = tuple(map(forms.__getitem__, markups))
        counts = row.count(b"<v>"), row.count(b"<f")
        yield Row(name, int(name), style, columns[names], found, name, *counts)


def _unescaped(text: str) -> str:
    """A text with its entities as the characters they stand for; most are ampersands."""
    if text.count("&") != text.count("&amp;"):
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text.replace("&amp;", "&")


def _is_cut(text: str) -> bool:
    """Whether a text that does not say so has spaces to keep."""
    return text != text.strip(" ") or "\n" in text


def _walked_rows(root: _Element) -> Iterator[Row]:
    """The rows of a sheet, whatever they are like."""
    forms: dict[tuple[str | None, ...], Cell] = {}
    for row in root.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        name, places, cells = row.get("r", ""), [], []
        for cell in row.iterchildren(_MAIN + "c"):
            places.append(cell.get("r", ""))
            fields = _fields(cell)
            cells.append(forms.setdefault(fields, Cell(*fields)))
        end = name if cells and all(place.endswith(name) for place in places) else ""
        columns = tuple(place.removesuffix(end) for place in places)
        number = int(name) if name.isascii() and name.isdigit() else -1
        held = sum(cell.value is not None for cell in cells)
        calculated = sum(cell.formula is not None for cell in cells)
        style = row.get("s", "0")
        yield Row(name, number, style, columns, tuple(cells), end, held, calculated)


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
