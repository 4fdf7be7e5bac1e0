"""What a narrative consists of once it is read: blocks of sentences, every fact in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.problems import Place

ROLES = ("box", "judgement", "keypoints")
"""What a container `::: role` may make of its paragraphs."""

BLOCKS = (
    *("sequence", "contacts", "sanctions", "in-place", "persons", "groups", "estimates"),
    *("unknowns", "sources", "names", "timeline", "people", "disagreements", "strip"),
)
"""What a narrative may place by name; named here so that reading one loads no office library."""

BODY = "body"
"""The role of a paragraph outside of containers."""


class Look(Struct, frozen=True):
    """How a piece is set; `language` is a tag such as `fr`, None for the narrative's own."""

    strong: bool = False
    emphasis: bool = False
    language: str | None = None
    link: str | None = None
    asis: bool = False


PLAIN = Look()


class Words(Struct, frozen=True):
    """Text as typed; `look.asis` lets figures and names in it stand."""

    text: str
    place: Place
    look: Look = PLAIN


class Shown(Struct, frozen=True):
    """A fact printed in words of the language; `form` is "" for the usual one."""

    fact: str
    form: str
    text: str
    place: Place
    look: Look = PLAIN


Piece: TypeAlias = Words | Shown


class Cite(Struct, frozen=True):
    """A fact that a sentence rests on without printing it."""

    fact: str
    place: Place


class Sentence(Struct, frozen=True):
    """One line of the source."""

    pieces: tuple[Piece, ...]
    cites: tuple[Cite, ...]
    place: Place

    @property
    def text(self) -> str:
        """The sentence as the reader sees it, without its look."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def named(self) -> tuple[Shown | Cite, ...]:
        """What is printed and cited, in the order it stands in."""
        shown = (piece for piece in self.pieces if isinstance(piece, Shown))
        return tuple(sorted((*shown, *self.cites), key=lambda named: named.place))

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts printed and cited, each once, in order."""
        return tuple(dict.fromkeys(named.fact for named in self.named))


class Heading(Struct, frozen=True):
    """A heading of level 1 to 3; a fact in its sentence is an error of the lint."""

    level: int
    sentence: Sentence

    @property
    def text(self) -> str:
        """The heading in plain text."""
        return self.sentence.text

    @property
    def place(self) -> Place:
        """Where its text begins."""
        return self.sentence.place


class Paragraph(Struct, frozen=True):
    """Sentences that stand together; `role` is `body` or one of `ROLES`."""

    role: str
    sentences: tuple[Sentence, ...]
    place: Place

    @property
    def text(self) -> str:
        """Its sentences in plain text, a space between them."""
        return " ".join(sentence.text for sentence in self.sentences)


class Bullets(Struct, frozen=True):
    """A list without numbers."""

    role: str
    items: tuple[Paragraph, ...]
    place: Place


class Placed(Struct, frozen=True):
    """A table or chart that the brief makes, put here by its name."""

    name: str
    place: Place


Block: TypeAlias = Heading | Paragraph | Bullets | Placed


class Narrative(Struct, frozen=True):
    """The text of a brief in one language."""

    language: str
    blocks: tuple[Block, ...]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph and bullet in order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            elif isinstance(block, Bullets):
                yield from block.items

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence of the paragraphs and bullets in order; headings are none."""
        for paragraph in self.paragraphs():
            yield from paragraph.sentences

    def facts(self) -> tuple[str, ...]:
        """Every fact the sentences print or cite, each once, in order."""
        return tuple(dict.fromkeys(f for sentence in self.sentences() for f in sentence.facts))
