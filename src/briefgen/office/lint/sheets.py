"""The sheets of a finished workbook and the texts that they share, read without a tree of them.

What is in the usual forms is read in blocks of rows; a part with anything else between is parsed
whole, and its tree is walked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from briefgen.office.lint.blocks import Block, Row, blocks
from briefgen.office.lint.cells import TEXT, Cell, plain, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from typing import IO, TypeAlias

    from lxml.etree import _Element

    from briefgen.office.lint.blocks import Values

    Parse: TypeAlias = Callable[[bytes], _Element]
    Use: TypeAlias = Callable[[Iterator[Block], Collection[Cell]], None]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ITEM = re.compile(f'<si><t( xml:space="preserve")?>{TEXT}</t></si>')
_ITEM_MARKS = len("<si><t></t></si>")
_BLOCK = 1 << 20  # bytes of a sheet that are held at once; a longer row is an unusual one
_END = b"</row>"


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


def read_sheet(opened: Callable[[], IO[bytes]], parse: Parse, meant: Values, use: Use) -> Part:
    """A sheet without its rows, all of which `use` takes; `meant` tells what cells hold.

    It is given the forms of cell that were met so far as well; of texts, some of which stand once,
    the highest may do for others. It is given all again, from the first one, where rows turn out to
    be unusual: then the part is parsed whole. Raises what `parse` does for one that is not
    well-formed.
    """
    try:
        with opened() as stream:
            return _streamed(stream, parse, meant, use)
    except (ValueError, etree.XMLSyntaxError):
        pass
    with opened() as stream:
        content = stream.read()
    root = parse(content)
    met: list[Cell] = []
    use(_walked_rows(root, meant, met) if root.tag == _MAIN + "worksheet" else iter(()), met)
    return Part(content, root)


def text_of(item: _Element | None) -> str:
    """The text of a shared or inline string, without its phonetic hints."""
    pieces: list[str] = []
    for piece in () if item is None else item:
        if piece.tag == _MAIN + "t":
            pieces.append(piece.text or "")
        elif piece.tag == _MAIN + "r":
            pieces.append(piece.findtext(_MAIN + "t", ""))
    return plain("".join(pieces))


def _streamed(stream: IO[bytes], parse: Parse, meant: Values, use: Use) -> Part:
    """A sheet whose rows are all in the usual forms. Raises ValueError where one is not."""
    around: list[bytes] = []
    met: list[Cell] = []
    use(blocks(_cut(stream, around), meant, met), met)
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
    found = [(kept, unescaped(text) if "&" in text else text) for kept, text in items]
    cut = [text for kept, text in found if not kept and _is_cut(text)]
    return Part(rest, root, texts=Texts([plain(text) for _, text in found], cut))


def _is_bare(rest: bytes, root: _Element) -> bool:
    """Whether nothing in a part can make markup mean other than it says."""
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    return encoding.upper() == "UTF-8" and b"<!" not in rest and rest.count(b"<?") <= 1


def _is_cut(text: str) -> bool:
    """Whether a text that does not say so has spaces to keep."""
    return text != text.strip(" ") or "\n" in text


def _walked_rows(root: _Element, meant: Values, met: list[Cell]) -> Iterator[Block]:
    """The rows of a sheet, whatever they are like."""
    known: dict[tuple[str | None, ...], tuple[Cell, object]] = {}
    for row in root.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        name, places, cells, values = row.get("r", ""), [], [], []
        for cell in row.iterchildren(_MAIN + "c"):
            places.append(cell.get("r", ""))
            fields = _fields(cell)
            if fields not in known:
                met.append(Cell(*fields))
                known[fields] = met[-1], meant.value(met[-1])
            cells.append(known[fields][0])
            values.append([known[fields][1]])
        end = name if cells and all(place.endswith(name) for place in places) else ""
        columns = tuple(place.removesuffix(end) for place in places)
        number = int(name) if name.isascii() and name.isdigit() else -1
        found = Row(name, number, row.get("s", "0"), columns, cells, end)
        held = sum(cell.value is not None for cell in cells)
        calculated = sum(cell.formula is not None for cell in cells)
        yield Block(number, columns, [found.style], values, [found].__getitem__, held, calculated)


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
