"""The cells of a finished workbook and the texts that they share, read without a tree of them.

They are most of a file, and few differ: a row is cut into its cells, and each form of a cell is
read once. What our writer, Excel and LibreOffice write every day is read so, to the last byte; a
part with anything else between is parsed whole, and its tree is walked.
"""

from __future__ import annotations

import re
from functools import partial
from sys import intern
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from typing import IO, TypeAlias

    from lxml.etree import _Element

    Value: TypeAlias = str | float | bool | None
    Linked: TypeAlias = Callable[["Cell", Value], object]
    Parse: TypeAlias = Callable[[bytes], _Element]
    Use: TypeAlias = Callable[[Iterator["Block"], Collection["Cell"]], None]

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
_ROW, _START, _END = b'<row r="', b'<c r="', b"</row>"
_VALUE, _VALUE_END = b"<v>", b"</v></c>"
_NUMBER = re.compile(rb'<row r="(([1-9][0-9]*)")')
_ATTRIBUTES = re.compile(r'(?: [A-Za-z]+="[\w.: -]*")*')
_ATTRIBUTE = re.compile(' ([A-Za-z]+)="([^"]*)"')
_ITEM = re.compile(f'<si><t( xml:space="preserve")?>{_TEXT}</t></si>')
_ITEM_MARKS = len("<si><t></t></si>")
_ROWS = 512  # of a sheet that are read at once, column by column
_FEW = 32  # of which too little is seen of a column to tell what most cells are
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
    -1 where the name is none.
    """

    name: str
    number: int
    style: str = "0"
    columns: tuple[str, ...] = ()
    pieces: Sequence[bytes | Cell] = ()
    end: str = ""

    @property
    def cells(self) -> list[Cell]:
        """Its cells, which few ask for: those that were cut from a file are read again."""
        return [
            piece if isinstance(piece, Cell) else _cell(piece.partition(_START)[0])
            for piece in self.pieces
        ]

    @property
    def references(self) -> list[str]:
        """Where its cells stand, such as `A5`."""
        return [column + self.end for column in self.columns]


class Block(Struct, frozen=True, gc=False):
    """Rows in the same columns, whose numbers follow each other from `first` on.

    `styles` are those of the rows, `values` what their cells hold, by column, and `row` gives one
    by its index. `held` and `calculated` count the cells with a value and a formula.
    """

    first: int
    columns: tuple[str, ...]
    styles: Sequence[str]
    values: Sequence[Sequence[object]]
    row: Callable[[int], Row]
    held: int
    calculated: int

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.styles) - 1

    @property
    def rows(self) -> list[Row]:
        """The rows, which few ask for, one by one."""
        return list(map(self.row, range(len(self.styles))))


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

    It is given the forms of cell that were met so far as well; of texts, some of which stand once,
    the highest may do for others. It is given all again, from the first one, where rows turn out to
    be unusual: then the part is parsed whole. Raises what `parse` does for one that is not
    well-formed.
    """
    try:
        with opened() as stream:
            return _streamed(stream, parse, forms, use)
    except (ValueError, etree.XMLSyntaxError):
        pass
    with opened() as stream:
        content = stream.read()
    root = parse(content)
    met: list[Cell] = []
    use(_walked_rows(root, forms, met) if root.tag == _MAIN + "worksheet" else iter(()), met)
    return Part(content, root)


def plain(text: str) -> str:
    """A text of a file with its `_xHHHH_` as the characters they stand for (22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def value_of(cell: Cell, texts: Sequence[str]) -> Value:
    """What a cell holds (ECMA-376-1, 18.18.11); `texts` are those that cells share.

    Raises ValueError or IndexError for one that cannot be read.
    """
    kind, text = cell.kind, cell.value
    if text is None:
        return None
    if kind == "s":
        return texts[int(text)]
    if kind == "n":
        return float(text) if text else None
    if kind == "b":
        return text == "1"
    return text if kind == "inlineStr" else plain(text)


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
    met: list[Cell] = []
    use(_blocks(_cut(stream, around), forms, met), met)
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


class Forms:
    """The forms of cell of a file by their markup after the reference, each read when it is met.

    `texts` are those that cells share. What a cell with a formula holds is what `linked` makes of
    it and of its value.
    """

    def __init__(self, texts: Sequence[str] = (), linked: Linked = lambda cell, _: cell) -> None:
        self.texts = texts
        self._linked = linked
        self._known: dict[bytes, tuple[Cell, object]] = {}

    def form(self, markup: bytes) -> tuple[Cell, object]:
        """A cell and what it holds. Raises ValueError for one that is in no usual form."""
        form = self._known.get(markup)
        if form is None:
            cell = _cell(markup)
            form = self._known[markup] = cell, self.value(cell)
        return form

    def value(self, cell: Cell) -> object:
        """What a cell holds, or the cell if it cannot be read."""
        try:
            value = value_of(cell, self.texts)
        except (IndexError, ValueError):
            return cell
        return value if cell.formula is None else self._linked(cell, value)


class _Lane(dict[bytes, object]):
    """What the cells of a column hold, by their markup up to the letters of the next column."""

    def __init__(self, forms: Forms, met: list[Cell], end: bytes) -> None:
        self._forms, self._met, self._end = forms, met, end
        self._blank = self._calculated = False
        self._like: Cell | None = None

    def __missing__(self, piece: bytes) -> object:
        if not piece.endswith(self._end):
            raise ValueError
        cell, value = self._forms.form(piece.removesuffix(self._end))
        self._met.append(cell)
        self._blank |= cell.value is None
        self._calculated |= cell.formula is not None
        self[piece] = value
        return value

    def read(self, pieces: Sequence[bytes]) -> list[object]:
        """What these cells hold."""
        if self._like and (texts := self._texts(pieces, self._like)):
            return texts
        before = len(self)
        values = list(map(self.__getitem__, pieces))
        cell = self._met[-1]
        rare = _FEW < len(pieces) < 2 * (len(self) - before)
        self._like = cell if rare and cell.kind == "s" and cell.formula is None else None
        return values

    def _texts(self, pieces: Sequence[bytes], like: Cell) -> list[object]:
        """What these cells hold if each has a text and is else like one; nothing if they do not."""
        start, end = b' s="%b" t="s"><v>' % like.style.encode(), _VALUE_END + self._end
        cut = slice(len(start), -len(end))
        numbers = [piece[cut] for piece in pieces]
        if not all(map(bytes.isdigit, numbers)):
            return []
        if pieces != tuple([start + number + end for number in numbers]):
            return []
        indices = list(map(int, numbers))
        highest = max(indices)
        if highest >= len(self._forms.texts):
            return []
        self._met.append(Cell(like.style, "s", None, str(highest)))
        return list(map(self._forms.texts.__getitem__, indices))

    def held(self, pieces: Sequence[bytes]) -> int:
        """How many of these cells have a value."""
        return b"".join(pieces).count(_VALUE_END) if self._blank else len(pieces)

    def calculated(self, pieces: Sequence[bytes]) -> int:
        """How many of these cells have a formula."""
        return b"".join(pieces).count(b"</f>") if self._calculated else 0


class _Tags(dict[bytes, str]):
    """The style in the rest of a row's tag, by its markup up to the first column's letters."""

    def __init__(self, end: bytes) -> None:
        self._end = end

    def __missing__(self, piece: bytes) -> str:
        attributes = piece.removesuffix(self._end).decode()
        if not piece.endswith(self._end) or not _ATTRIBUTES.fullmatch(attributes):
            raise ValueError
        pairs = _ATTRIBUTE.findall(attributes)
        named: dict[str, str] = {"r": "", **dict(pairs)}
        if len(named) != len(pairs) + 1:
            raise ValueError  # one stands twice
        style = self[piece] = named.get("s", "0")
        return style


class _Lanes(dict[bytes, _Lane]):
    """The lanes of a sheet by what ends their pieces, whatever columns stand further off."""

    def __init__(self, forms: Forms, met: list[Cell]) -> None:
        self._forms, self._met = forms, met

    def __missing__(self, end: bytes) -> _Lane:
        lane = self[end] = _Lane(self._forms, self._met, end)
        return lane


class _Shape:
    """The columns in which rows have cells, and what was read in each."""

    def __init__(self, names: Sequence[bytes], lanes: _Lanes) -> None:
        self._columns = tuple(map(bytes.decode, names))
        if not all(map(_LETTERS.fullmatch, self._columns)):
            raise ValueError
        first, *ends = *(_START + name for name in names), b""
        self._tags = _Tags(b">" + first)
        self._lanes = [lanes[end] for end in ends]

    def block(self, first: int, cut: Sequence[Sequence[bytes]]) -> Block:
        """Rows that are cut so, from number `first` on. Raises ValueError for any other shape."""
        starts, tags, *columns = zip(*cut, strict=True)
        if {*starts} != {_ROW}:
            raise ValueError
        styles = [self._tags[tag] for tag in tags]
        values = [lane.read(pieces) for lane, pieces in zip(self._lanes, columns, strict=True)]
        held = sum(map(_Lane.held, self._lanes, columns))
        calculated = sum(map(_Lane.calculated, self._lanes, columns))
        row = partial(self._row, first, cut, styles)
        return Block(first, self._columns, styles, values, row, held, calculated)

    def _row(
        self, first: int, cut: Sequence[Sequence[bytes]], styles: Sequence[str], index: int
    ) -> Row:
        name, (_, _, *pieces) = str(first + index), cut[index]
        return Row(name, first + index, styles[index], self._columns, pieces, name)


class _Shapes(dict[tuple[bytes, ...], _Shape]):
    """The shapes of a sheet's rows by their columns."""

    def __init__(self, lanes: _Lanes) -> None:
        self._lanes = lanes

    def __missing__(self, names: tuple[bytes, ...]) -> _Shape:
        shape = self[names] = _Shape(names, self._lanes)
        return shape

    def blocks(self, first: int, names: tuple[bytes, ...], cut: list[list[bytes]]) -> list[Block]:
        """Rows in these columns, if they are; one by one, in others, where one is not."""
        try:
            return [self[names].block(first, cut)]
        except ValueError:
            pass
        again = [_cut_row((b'%d"' % at).join(pieces)) for at, pieces in enumerate(cut, first)]
        return [self[names].block(number, [pieces]) for number, names, pieces in again]


def _blocks(rows: Iterable[bytes], forms: Forms, met: list[Cell]) -> Iterator[Block]:
    """The rows of a sheet. Raises ValueError for what is in no usual form.

    A row says its number before every cell. Where that cuts it into pieces, each of which is the
    whole markup of a cell and goes on to the letters of the next one, it can hold nothing else:
    together they are the row.
    """
    shapes = _Shapes(_Lanes(forms, met))
    number = 0
    names: tuple[bytes, ...] = ()
    cut: list[list[bytes]] = []
    for row in rows:
        pieces = row.split(b'%d"' % (number + 1))
        if len(pieces) == len(names) + 2 and 0 < len(cut) < _ROWS:
            number += 1
            cut.append(pieces)
            continue
        if cut:
            yield from shapes.blocks(number - len(cut) + 1, names, cut)
        number, names, pieces = _cut_row(row)
        cut = [pieces]
    if cut:
        yield from shapes.blocks(number - len(cut) + 1, names, cut)


def _cut_row(markup: bytes) -> tuple[int, tuple[bytes, ...], list[bytes]]:
    """The number, the columns and the pieces of a row that may hold its number elsewhere."""
    numbered = _NUMBER.match(markup)
    if numbered is None:
        raise ValueError
    parted = [part.partition(numbered[1]) for part in markup.split(_START)]
    _, *names = (name for name, _, _ in parted)
    ends = [*(_START + name for name in names), b""]
    pieces = [rest + end for (_, _, rest), end in zip(parted, ends, strict=True)]
    return int(numbered[2]), tuple(names), [_ROW, *pieces]


def _cell(markup: bytes) -> Cell:
    """A cell after its reference. Raises ValueError for one that is in no usual form."""
    found = _CELL.fullmatch(markup.decode())
    if found is None:
        raise ValueError
    style, kind, formula, value = found.groups()
    if formula and "&" in formula:
        formula = _unescaped(formula)
    if value and "&" in value:
        value = _unescaped(value)
    return Cell(intern(style or "0"), intern(kind or "n"), formula, value)


def _unescaped(text: str) -> str:
    """A text with its entities as the characters they stand for; most are ampersands."""
    if text.count("&") != text.count("&amp;"):
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text.replace("&amp;", "&")


def _is_cut(text: str) -> bool:
    """Whether a text that does not say so has spaces to keep."""
    return text != text.strip(" ") or "\n" in text


def _walked_rows(root: _Element, forms: Forms, met: list[Cell]) -> Iterator[Block]:
    """The rows of a sheet, whatever they are like."""
    known: dict[tuple[str | None, ...], tuple[Cell, object]] = {}
    for row in root.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        name, places, cells, values = row.get("r", ""), [], [], []
        for cell in row.iterchildren(_MAIN + "c"):
            places.append(cell.get("r", ""))
            fields = _fields(cell)
            if fields not in known:
                met.append(Cell(*fields))
                known[fields] = met[-1], forms.value(met[-1])
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
