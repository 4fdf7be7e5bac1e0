"""A narrative's Markdown to blocks: every fact in words, every fault with its line and column."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct, field

from briefgen.facts.problems import DossierError, Place, Problem, listed, nearest
from briefgen.facts.texts import normal
from briefgen.narrative.blocks import (
    BODY,
    ROLES,
    Bullets,
    Heading,
    Narrative,
    Paragraph,
    Placed,
)
from briefgen.narrative.line import LineReader
from briefgen.narrative.syntax import CONTAINER, tree_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from markdown_it.tree import SyntaxTreeNode

    from briefgen.facts.dossier import Dossier
    from briefgen.narrative.blocks import Block, Sentence
    from briefgen.wording.wording import Wording

LEVELS = 3
"""How deep headings go."""

_INSTEAD = {
    "table": "tables are not typed; place one by its name on a line of its own: [[name]]",
    "code_block": "a line set in by four spaces or more is code, which is not used; start it at "
    "the margin",
    "fence": "code is not used; write sentences",
    "blockquote": "quotations are not set apart; write them in a sentence",
    "hr": "ruled lines are not used; an empty line parts paragraphs, # begins a section",
    "ordered_list": "numbered lists are not used; begin each line with a hyphen, or write 1\\. "
    "where a sentence begins with a figure and a full stop",
    "lheading": "headings are not underlined; write # before them",
    "html_block": "HTML is not used; Markdown marks are, and comments from <!-- to -->, alone on "
    "their lines",
    f"container_{CONTAINER}": "containers do not stand in one another or in lists; close the "
    "first with :::",
    "heading": "a heading must stand outside of containers and lists",
    "placed": "a block must stand outside of containers and lists",
    "bullet_list": "a list in a list is not used; begin the line at the margin",
}
"""What is not read, and what to write instead."""

_COMMENTS = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_MARK_OF_ITEM = re.compile(r"[ \t]*[-+*][ \t]+")
_MARK_OF_HEADING = re.compile(r"[ \t]*#+[ \t]*")
_END_OF_HEADING = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_SPACE = re.compile(r"[ \t]*")


def read(
    text: str, file: str, *, dossier: Dossier, wording: Wording, blocks: Collection[str]
) -> Narrative:
    """Read the narrative `text` of `file`; `blocks` are the names that may be placed.

    A letter and its accent are one character, and one column, however they were saved.
    Raises DossierError with every problem of the file.
    """
    source = normal(re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff")))
    reader = _Reader(file, source.split("\n"), tuple(blocks), LineReader(dossier, wording))
    readable = "".join(reader.characters(source)).rstrip() + "\n"
    read_blocks = tuple(reader.blocks(tree_of(readable).children))
    problems = [*reader.problems, *reader.line_reader.problems]
    if problems:
        raise DossierError(problems)
    return Narrative(wording.language, read_blocks)


class _Reader(Struct):
    """One file on its way to blocks, and what was wrong with it."""

    file: str
    lines: Sequence[str]
    names: Sequence[str]
    line_reader: LineReader
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, message: str, rule: str, *, column: int | None = None) -> None:
        if column is None:
            column = self._indent(line)
        self.problems.append(Problem(Place(self.file, line + 1, column + 1), "", message, rule))

    def characters(self, source: str) -> Iterator[str]:
        """The text, with a mark in place of what no Office file can hold."""
        line = start = 0
        for at, character in enumerate(source):
            if character == "\n":
                line, start = line + 1, at + 1
            elif character != "\t" and _unwritable(character):
                message = f"the character U+{ord(character):04X} cannot stand in an Office file"
                self.report(line, message, "character", column=at - start)
                yield "\ufffd"
                continue
            yield character

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
        """The blocks outside of containers."""
        for node in nodes:
            if node.type == f"container_{CONTAINER}":
                yield from self._contained(node)
            elif node.type == "placed":
                yield from self._placed(node)
            elif node.type == "heading" and node.markup.startswith("#"):
                yield from self._heading(node)
            else:
                yield from self._prose(node, BODY)

    def _contained(self, node: SyntaxTreeNode) -> Iterator[Block]:
        line, end = _extent(node)
        role = node.info.strip()
        if not role:
            self.report(line, f"::: closes nothing here; to open write ::: {ROLES[0]}", "container")
        elif role not in ROLES:
            message = f'there is no container "{role}"{nearest(role, ROLES)}; expected '
            self.report(line, f"{message}{listed(ROLES)}", "container")
        elif end >= len(self.lines) or not self.lines[end].strip().startswith(":::"):
            self.report(line, f"::: {role} is not closed; end it with ::: on a line", "container")
        for child in node.children:
            yield from self._prose(child, role)

    def _prose(self, node: SyntaxTreeNode, role: str) -> Iterator[Paragraph | Bullets]:
        """A paragraph or a list; anything else is a problem."""
        line, _ = _extent(node)
        if node.type == "paragraph":
            yield from self._paragraph(node, role)
        elif node.type == "bullet_list":
            items = tuple(item for child in node.children for item in self._item(child, role))
            yield Bullets(role, items, Place(self.file, line + 1, self._indent(line) + 1))
        elif node.type != "html_block" or not _COMMENTS.fullmatch(node.content):
            self._unsupported(node)

    def _unsupported(self, node: SyntaxTreeNode) -> None:
        line, _ = _extent(node)
        kind = node.type
        if kind == "heading" and not node.markup.startswith("#"):
            kind = "lheading"
        if kind == "html_block" and node.content.lstrip().startswith("<!--"):
            message = "a comment stands alone on its lines, from <!-- to -->"
            self.report(line, message, "comment")
            return
        self.report(line, _INSTEAD.get(kind, f"{kind} is not used; write sentences"), "unsupported")

    def _item(self, node: SyntaxTreeNode, role: str) -> Iterator[Paragraph]:
        line, _ = _extent(node)
        kinds = [child.type for child in node.children]
        if not kinds:
            self.report(line, "a bullet without text", "unsupported")
        for child in node.children:
            if child.type == "paragraph":
                yield from self._paragraph(child, role, in_item=line)
            else:
                self._unsupported(child)
        if kinds.count("paragraph") > 1:
            second = [child for child in node.children if child.type == "paragraph"][1]
            message = "a bullet holds one paragraph; begin the line with a hyphen or at the margin"
            self.report(_extent(second)[0], message, "unsupported")

    def _paragraph(
        self, node: SyntaxTreeNode, role: str, *, in_item: int = -1
    ) -> Iterator[Paragraph]:
        first, end = _extent(node)
        sentences = []
        for line in range(first, end):
            mark = _MARK_OF_ITEM if line == in_item else _SPACE
            start = _past(mark, self.lines[line])
            sentences += self._sentence(line, start, len(self.lines[line].rstrip(" \t")))
        if sentences:
            yield Paragraph(role, tuple(sentences), sentences[0].place)

    def _heading(self, node: SyntaxTreeNode) -> Iterator[Heading]:
        line, _ = _extent(node)
        level = len(node.markup)
        start = _past(_MARK_OF_HEADING, self.lines[line])
        closing = _END_OF_HEADING.search(self.lines[line], start)
        end = closing.start() if closing else len(self.lines[line].rstrip(" \t"))
        sentences = self._sentence(line, start, end)
        if level > LEVELS:
            self.report(line, f"headings go {LEVELS} levels deep, this is {level}", "unsupported")
        if not sentences:
            self.report(line, "a heading without text", "unsupported")
        for sentence in sentences:
            yield Heading(level, sentence)

    def _sentence(self, line: int, start: int, end: int) -> list[Sentence]:
        """The sentence between two columns of a line, none where there is nothing to print."""
        place = Place(self.file, line + 1, start + 1)
        sentence = self.line_reader.sentence(self.lines[line][start:end], place)
        return [sentence] if sentence.pieces or sentence.cites else []

    def _placed(self, node: SyntaxTreeNode) -> Iterator[Placed]:
        line, _ = _extent(node)
        name, *more = node.content.split(maxsplit=1) or [""]
        start = self._indent(line) + len("[[")
        if name not in self.names:
            known = f"; expected {listed(self.names)}" if self.names else ""
            message = f'there is no block "{name}"{nearest(name, self.names) or known}'
            self.report(line, message, "unknown-block", column=start)
        for words in more:
            message = f'found "{words.rstrip()}"; a block is placed by its name alone'
            self.report(line, message, "unsupported", column=start + node.content.rindex(words))
        yield Placed(name, Place(self.file, line + 1, self._indent(line) + 1))

    def _indent(self, line: int) -> int:
        return _past(_SPACE, self.lines[line])


def _extent(node: SyntaxTreeNode) -> tuple[int, int]:
    """First line and line past the last, counted from 0."""
    return node.map or (0, 0)


def _past(mark: re.Pattern[str], line: str) -> int:
    found = mark.match(line)
    return found.end() if found else 0


def _unwritable(character: str) -> bool:
    """Whether XML 1.0 or Word cannot hold it: controls, lone surrogates, non-characters."""
    return unicodedata.category(character) in {"Cc", "Cs"} or character in "\ufffe\uffff"
