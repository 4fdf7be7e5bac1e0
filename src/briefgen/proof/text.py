"""The text of a brief as its file has it, read anew: headings, sentences, facts, what is placed.

The marks of a brief's own are put aside before markdown-it reads the rest, so that what writes
the brief and what proves it do not share a reading.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from msgspec import Struct

from briefgen.facts.texts import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from briefgen.wording import Wording

_PLACED = re.compile(r"[ \t]*\[\[[ \t]*([\w-]+)[ \t]*\]\][ \t]*")
_MARKS = re.compile(r"(?<!\\)(?:\{\{([^{}]*)\}\}|\[\^([^\[\]\s]*)\]|(<!--.*?-->))")
_SPAN = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\{([^{}]*)\}")
"""Words with an attribute behind them, with no others inside."""
_FACT, _CITE, _OPEN, _CLOSE, _BLOCK = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
"""Stand for a fact, a cited fact, the two ends of words in another language, and a placed block:
characters of private use, which no text has."""
_PART = re.compile(f"([{_FACT}{_CITE}{_OPEN}{_CLOSE}])")
_CITES = re.compile(rf"[ \t]*{_CITE}(?:[ \t]*{_CITE})*(?=[ .,;:!?)\]»”]|$)")
"""What is cited before a space, a mark or the end, with the space before it, not printed."""


class Piece(Struct, frozen=True):
    """Words as typed, or a fact in words; `typeset` tells whether the language's spaces go in."""

    text: str
    fact: str = ""
    typeset: bool = True


class Sentence(Struct, frozen=True):
    """One line: its pieces, the facts that it states or cites, and the heading it stands under."""

    pieces: tuple[Piece, ...]
    facts: tuple[str, ...]
    section: str

    @property
    def plain(self) -> str:
        """Its words one after the other."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def shown(self) -> list[str]:
        """The facts that it prints, as often as it does."""
        return [piece.fact for piece in self.pieces if piece.fact]

    def printed(self, wording: Wording) -> str:
        """Its words with the spaces and apostrophes of the language."""
        printed = ""
        for piece in self.pieces:
            before = printed[-1:]
            set_ = wording.definition.typeset(before + piece.text)[len(before) :]
            printed += set_ if piece.typeset and not piece.fact else piece.text
        return printed


class Paragraph(Struct, frozen=True):
    """A heading, a paragraph, a bullet, or a placed block, which has a name and no sentences.

    `line` is where it begins in the file, counted from 1.
    """

    sentences: tuple[Sentence, ...] = ()
    heading: bool = False
    placed: str = ""
    line: int = 0


class BriefText(Struct, frozen=True, dict=True):
    """The text of a brief."""

    file: str
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence but the headings."""
        return tuple(one for p in self.paragraphs if not p.heading for one in p.sentences)

    @cached_property
    def sentences_on(self) -> Mapping[str, list[int]]:
        """The numbers of the sentences that state or cite a fact, by fact."""
        found: dict[str, list[int]] = {}
        for number, sentence in enumerate(self.sentences, 1):
            for fact in sentence.facts:
                found.setdefault(fact, []).append(number)
        return found


def read_text(text: str, file: str, wording: Wording) -> BriefText:
    """Read the text of a brief that is known to be without a fault; `file` is what to call it."""
    marks: list[tuple[str, str]] = []
    source: list[str] = []
    numbers: list[int] = []
    lines = re.sub(r"\r\n?", "\n", normal(text).removeprefix("\ufeff")).split("\n")
    for number, line in enumerate(lines, 1):
        for part in _set_aside(line, marks).split("\n"):
            source.append(part)
            numbers.append(number)
    reader = _Reader(wording, iter(marks), numbers)
    tokens = MarkdownIt("commonmark").parse("\n".join(source))
    return BriefText(file, tuple(reader.paragraphs(tokens)))


def _set_aside(line: str, marks: list[tuple[str, str]]) -> str:
    """A line with a character in place of each mark; the marks are kept in their order."""
    if line.strip().startswith(":::"):
        return ""
    if placed := _PLACED.fullmatch(line):
        marks.append((placed[1], ""))
        return f"\n{_BLOCK}\n"

    def aside(found: re.Match[str]) -> str:
        fact, cited, _ = found.groups()
        name, *form = (fact or cited or "").split() or [""]
        marks.append((name, "".join(form)))
        return _CITE if fact is None else _FACT

    whole = line.strip()
    if whole.startswith("<!--") and whole.endswith("-->"):
        return line
    line = _MARKS.sub(aside, line)
    while (bare := _SPAN.sub(_bare, line)) != line:
        line = bare
    return line


def _bare(found: re.Match[str]) -> str:
    """Words without their attribute, between marks where they are of another language."""
    words, attributes = found.groups()
    return f"{_OPEN}{words}{_CLOSE}" if "lang=" in attributes else words


class _Reader(Struct):
    """Reads tokens one after the other; knows the marks that were set aside, and the heading."""

    wording: Wording
    marks: Iterator[tuple[str, str]]
    numbers: Sequence[int]
    section: str = ""

    def paragraphs(self, tokens: Iterable[Token]) -> Iterator[Paragraph]:
        heading = False
        for token in tokens:
            if token.type in ("heading_open", "heading_close"):
                heading = token.nesting > 0
            elif token.type == "inline" and token.content.strip() == _BLOCK:
                yield Paragraph(placed=next(self.marks)[0])
            elif token.type == "inline":
                sentences = tuple(filter(_says_something, self._sentences(token)))
                if heading and sentences:
                    self.section = sentences[0].plain
                if sentences:
                    line = self.numbers[token.map[0]] if token.map else 0
                    yield Paragraph(sentences, heading=heading, line=line)

    def _sentences(self, token: Token) -> Iterator[Sentence]:
        """One a line."""
        line = ""
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                yield self._sentence(line)
                line = ""
            else:
                line += child.content if child.type == "text" else ""
        yield self._sentence(line)

    def _sentence(self, line: str) -> Sentence:
        pieces: list[Piece] = []
        facts: dict[str, None] = {}
        typeset = True
        closed_up = _CITES.sub(lambda found: "".join(found[0].split()), line)
        for part in _PART.split(closed_up.strip(" \t")):
            if part in (_FACT, _CITE):
                fact, form = next(self.marks)
                facts |= {fact: None} if fact else {}
                if part == _FACT:
                    pieces.append(self._fact(fact, form, first=not pieces))
            elif part in (_OPEN, _CLOSE):
                typeset = part == _CLOSE
            elif part:
                pieces.append(Piece(part, typeset=typeset))
        return Sentence(tuple(pieces), tuple(facts), self.section)

    def _fact(self, fact: str, form: str, *, first: bool) -> Piece:
        words = self.wording.fact(fact, form)
        return Piece(self.wording.opening(words) if first else words, fact)


def _says_something(sentence: Sentence) -> bool:
    return bool(sentence.pieces or sentence.facts)
