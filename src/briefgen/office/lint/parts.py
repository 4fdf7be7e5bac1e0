"""A package as a lint reads it: every part and every relationship once, whatever is wrong."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import deque
from contextlib import contextmanager
from functools import partial
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct, field

from briefgen.office.lint.blocks import Values
from briefgen.office.lint.places import area
from briefgen.office.lint.sheets import Texts, read_part, read_sheet
from briefgen.office.lint.survey import Survey
from briefgen.office.package import CONTENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from typing import TypeAlias

    from lxml.etree import _Element

    from briefgen.office.lint.alike import Formulas
    from briefgen.office.lint.blocks import Block, Row
    from briefgen.office.lint.cells import Cell

    Element: TypeAlias = _Element
    See: TypeAlias = Callable[["Package", str, Iterator["Block"]], None]

NAMESPACES = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
MAIN, W, R, C, WP, XDR = (f"{{{address}}}" for address in NAMESPACES.values())
NO_TREE = etree.Element("none")
"""Stands for a part that is not there: whatever is asked of it, it has none."""
PLAIN = "application/xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")

_UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(EOFError, NotImplementedError, OSError, RuntimeError, ValueError),
)


class Relation(Struct, frozen=True):
    """A relationship of a part; `target` is a part's name, or an address when it is external."""

    key: str
    kind: str
    target: str
    external: bool


class Package(Struct):
    """The parts of a file. `trees` has those that are XML, `unreadable` the others' faults.

    Most sheets stand here without their rows, of which `surveys` tells, and the shared texts
    without any, which are in `texts`. `relations` go by the part that they start from, "" being
    the package itself.
    """

    content: bytes
    entries: list[zipfile.ZipInfo] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, Element] = field(default_factory=dict)
    surveys: dict[str, Survey] = field(default_factory=dict)
    texts: dict[str, Texts] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    def related(self, source: str, kind: str) -> Iterator[str]:
        """The names of the parts that `source` has of a kind, such as `footnotes`."""
        for relation in self.relations.get(source, ()):
            if relation.kind.endswith(f"/{kind}") and relation.target in self.parts:
                yield relation.target

    @property
    def shared_texts(self) -> Sequence[str]:
        """The texts that the cells of a workbook share."""
        return self.texts.get("xl/sharedStrings.xml", Texts()).texts

    def target(self, source: str, key: str | None) -> str:
        """The name of the part to which the relationship `key` of `source` leads, or ""."""
        for relation in self.relations.get(source, ()):
            if relation.key == key and relation.target in self.parts:
                return relation.target
        return ""

    def rows(self, part: str) -> list[Row]:
        """The rows of a sheet, which is read again."""
        rows: list[Row] = []

        def use(blocks: Iterator[Block], _: Collection[Cell]) -> None:
            rows[:] = (row for block in blocks for row in block.rows)

        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            read_sheet(partial(archive.open, part), _parsed, Values(), use)
        return rows

    def tree(self, source: str, kind: str) -> tuple[str, Element]:
        """The name and the tree of the first part of a kind that `source` has."""
        for part in self.related(source, kind):
            if part in self.trees:
                return part, self.trees[part]
        return "", NO_TREE


def read(content: bytes, see: See = lambda *_: None, formulas: Formulas | None = None) -> Package:
    """All that can be read of a file's bytes.

    `see` is given the rows of each sheet, one by one, when what is no sheet has been read; twice
    from the first one where they turn out to be unusual. What it leaves is read on. `formulas`
    tells what cells with one hold, by default the cell itself.
    """
    package = Package(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _UNREADABLE as fault:
        package.unreadable.append(("", f"no zip package: {fault}"))
        return package
    with archive:
        package.entries += (entry for entry in archive.infolist() if not entry.is_dir())
        for entry in package.entries:
            if not _SHEET.fullmatch(entry.filename):
                _add(package, archive, entry)
        _relate(package)
        meant = Values(package.shared_texts, formulas)
        for entry in package.entries:
            tree = package.trees.get(entry.filename)
            if _SHEET.fullmatch(entry.filename) or (
                tree is not None and tree.tag == MAIN + "worksheet"
            ):
                _add_sheet(package, entry.filename, partial(archive.open, entry), meant, see)
    return package


def elements(path: str) -> Callable[[Element], list[Element]]:
    """What finds the elements at an XPath."""
    return cast("Callable[[Element], list[Element]]", etree.XPath(path, namespaces=NAMESPACES))


def texts(path: str) -> Callable[[Element], list[str]]:
    """What finds the attributes or texts at an XPath, as strings that forget their place."""
    found = etree.XPath(path, namespaces=NAMESPACES, smart_strings=False)
    return cast("Callable[[Element], list[str]]", found)


def number(text: str | None) -> int:
    """A whole number as it stands in a file, or -1 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() else -1


def _add(package: Package, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    with _noting(package, name):
        package.parts[name] = archive.read(entry)
        if name.endswith((".xml", ".rels")):
            part = read_part(package.parts[name], _parsed)
            package.parts[name], package.trees[name] = part.content, part.root
            package.texts[name] = part.texts


def _add_sheet(
    package: Package, name: str, opened: Callable[[], IO[bytes]], meant: Values, see: See
) -> None:
    tables = [package.trees[one] for one in package.related(name, "table") if one in package.trees]
    headers = {place.top for table in tables if (place := area(table.get("ref", "")))}

    def use(blocks: Iterator[Block], forms: Collection[Cell]) -> None:
        # The data of charts stand on sheets without tables.
        survey = package.surveys[name] = Survey(headers if tables else None)
        passing = survey.passing(blocks, forms)
        see(package, name, passing)
        deque(passing, maxlen=0)

    with _noting(package, name):
        part = read_sheet(opened, _parsed, meant, use)
        package.parts[name], package.trees[name] = part.content, part.root


@contextmanager
def _noting(package: Package, part: str) -> Iterator[None]:
    """Add what makes a part unreadable to a package."""
    try:
        yield
    except etree.XMLSyntaxError as fault:
        package.unreadable.append((part, f"not well-formed: {fault}"))
    except _UNREADABLE as fault:
        package.unreadable.append((part, f"cannot be unpacked: {fault}"))


def _relate(package: Package) -> None:
    """Add the relationships, when the parts that tell of them have been read."""
    for name, tree in package.trees.items():
        folder, base = posixpath.split(name)
        if base.endswith(".rels") and posixpath.basename(folder) == "_rels":
            source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            package.relations[source] = list(_relations(source, tree))


def _parsed(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, collect_ids=False
    )
    return etree.fromstring(content, parser)


def _relations(source: str, tree: Element) -> Iterator[Relation]:
    for entry in tree.iterchildren("{*}Relationship"):
        target = entry.get("Target", "")
        external = entry.get("TargetMode") == "External"
        yield Relation(
            entry.get("Id", ""),
            entry.get("Type", ""),
            target if external else _resolved(source, target),
            external,
        )


def _resolved(source: str, target: str) -> str:
    """The name of the part that a relative reference means; a bare fragment means its source."""
    path = unquote(target.partition("#")[0])
    if not path:
        return source
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")


def content_types(package: Package) -> tuple[set[str], set[str]]:
    """The extensions and the part names, in lower case, that have a content type.

    Plain XML is none that says what a part is.
    """
    root = package.trees.get(CONTENT_TYPES, NO_TREE)
    defaults = (one for one in root.iterchildren("{*}Default") if one.get("ContentType") != PLAIN)
    extensions = {entry.get("Extension", "").lower() for entry in defaults}
    overrides = root.iterchildren("{*}Override")
    return extensions, {entry.get("PartName", "").lstrip("/").lower() for entry in overrides}
