"""One line of a narrative to one sentence: its words, the facts it prints, the facts it cites."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from briefgen.facts.problems import Place, Problem, nearest
from briefgen.narrative.blocks import PLAIN, Cite, Sentence, Shown, Words
from briefgen.narrative.syntax import tokens_of
from briefgen.wording.wording import NoValue, UnknownForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from briefgen.facts.dossier import Dossier
    from briefgen.narrative.blocks import Look, Piece
    from briefgen.wording.wording import Wording


_STRAY = {
    "{{": "{{ is not closed on this line; a fact is {{ record.field }}",
    "}}": "}} closes nothing; a fact is {{ record.field }}",
    "{": "a brace alone; a fact is {{ record.field }}, a brace to be printed is \\{",
    "}": "a brace alone; a fact is {{ record.field }}, a brace to be printed is \\}",
    "[[": "a block stands on a line of its own: [[name]]; a bracket to be printed is \\[",
    "[^": "[^ is not closed, or a space is in it; a fact is cited by [^record.field]",
    "](": "a link is [words](https://...) without spaces; a bracket to be printed is \\(",
    "*": "a star that sets nothing in italics or bold; a star to be printed is \\*",
}
_INSTEAD = {
    "code_inline": "code is not used; write words, or \\` to print the mark",
    "image": "images are not used; charts are placed by name: [[name]]",
    "link_open": "write a link as [words](https://...)",
    "html_inline": "HTML is not used; *emphasis*, **strong** and [mots]{lang=fr} are",
}
_TWO_PARTS = 2
_LANGUAGE = re.compile(r"lang=([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")
_PUNCTUATION = tuple(" .,;:!?)]»”")


class LineReader(Struct, dict=True):
    """Reads lines and gathers what is wrong with them."""

    dossier: Dossier
    wording: Wording
    problems: list[Problem] = field(default_factory=list)

    def sentence(self, line: str, place: Place) -> Sentence:
        """The sentence that `line` is; `place` is where its first character stands."""
        return _Assembly(self, line, place).sentence()

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The facts that can be named."""
        return tuple(self.dossier.facts())

    def unknown(self, fact: str) -> str:
        """What to say of a fact that there is not."""
        if not fact:
            return "no fact is named; a fact is {{ record.field }}"
        if fact in self.dossier.records:
            own = [name for name in self.known if name.rpartition(".")[0] == fact]
            fields = f", as {own[0]}" if own else ""
            return f'"{fact}" is a record; name one of its fields{fields}'
        return f'there is no fact "{fact}"{nearest(fact, self.known)}'


class _Assembly(Struct):
    """One line on its way to a sentence."""

    reader: LineReader
    line: str
    start: Place
    pieces: list[Piece] = field(default_factory=list)
    cites: list[Cite] = field(default_factory=list)
    looks: list[Look] = field(default_factory=lambda: [PLAIN])

    def sentence(self) -> Sentence:
        take: dict[str, Callable[[Token], None]] = {
            "text": self._text,
            "text_special": self._special,
            "fact": self._fact,
            "cite": self._cite,
            "stray": self._stray,
            "span_open": self._span,
            "html_inline": self._html,
        }
        for token in tokens_of(self.line):
            if token.nesting < 0 and token.type != "link_close":
                self.looks.pop()
            else:
                take.get(token.type, self._mark)(token)
        self._trim()
        self._open()
        return Sentence(tuple(self.pieces), tuple(self.cites), self.start)

    def _place(self, at: int) -> Place:
        return Place(self.start.file, self.start.line, self.start.column + at)

    def _report(self, at: int, message: str, rule: str) -> None:
        self.reader.problems.append(Problem(self._place(at), "", message, rule))

    def _text(self, token: Token) -> None:
        if "*" in token.content:
            self._report(token.meta["at"], _STRAY["*"], "markup")
        self._words(token.content, self._place(token.meta["at"]))

    def _special(self, token: Token) -> None:
        if any(unicodedata.category(character) == "Cc" for character in token.content):
            self._report(token.meta["at"], f"{token.markup} cannot be printed", "character")
        self._words(token.content, self._place(token.meta["at"]))

    def _words(self, text: str, place: Place) -> None:
        """Add words, to the last piece where they follow it in the source and look the same."""
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, Words) and last.look == self.looks[-1] and _follows(place, last):
            self.pieces[-1] = replace(last, text=last.text + text)
        elif text:
            self.pieces.append(Words(text, place, self.looks[-1]))

    def _mark(self, token: Token) -> None:
        """Emphasis and links; whatever else there is in Markdown is not used."""
        look = self.looks[-1]
        if token.type == "strong_open":
            self.looks.append(replace(look, strong=True))
        elif token.type == "em_open":
            self.looks.append(replace(look, emphasis=True))
        elif token.type == "link_open" and token.content:
            self.looks.append(replace(look, link=token.content))
        elif token.type in _INSTEAD:
            self._report(token.meta["at"], _INSTEAD[token.type], "unsupported")

    def _span(self, token: Token) -> None:
        look = self.looks[-1]
        for attribute in token.content.split():
            if attribute == ".asis":
                look = replace(look, asis=True)
            elif found := _LANGUAGE.fullmatch(attribute):
                look = replace(look, language=found[1])
            else:
                message = f'there is no mark "{attribute}"; expected .asis or lang=fr'
                self._report(token.meta["at"], message, "markup")
        if not token.content.strip():
            self._report(token.meta["at"], "an empty mark; expected .asis or lang=fr", "markup")
        self.looks.append(look)

    def _html(self, token: Token) -> None:
        if token.content.startswith("<!--"):
            self._close_up(token.meta["at"] + len(token.content))
        else:
            self._mark(token)

    def _stray(self, token: Token) -> None:
        self._report(token.meta["at"], _STRAY[token.content], "markup")

    def _fact(self, token: Token) -> None:
        at = token.meta["at"]
        fact, *forms = token.content.split() or [""]
        if len(forms) > 1:
            message = f'found "{token.content.strip()}", expected a fact and at most one form'
            self._report(at, message, "form")
            return
        form = forms[0] if forms else ""
        text = self._worded(fact, form, self.line.find(fact, at + len("{{")))
        self.pieces.append(Shown(fact, form, text, self._place(at), self.looks[-1]))

    def _worded(self, fact: str, form: str, at: int) -> str:
        try:
            return self.reader.wording.fact(fact, form)
        except KeyError:
            self._report(at, self.reader.unknown(fact), "unknown-fact")
        except UnknownForm as fault:
            self._report(self.line.find(form, at + len(fact)), f"{fact}: {fault}", "form")
        except NoValue:
            self._report(at, f"{fact} has no value to print", "no-value")
        return ""

    def _cite(self, token: Token) -> None:
        at, fact = token.meta["at"], token.content
        self._close_up(token.meta["end"])
        inside = at + len("[^")
        try:
            value = self.reader.dossier.value(fact)
        except KeyError:
            self._report(inside, self.reader.unknown(fact), "unknown-fact")
            return
        if value in (None, ()) and self.reader.dossier.blank(fact) is None:
            self._report(inside, f"{fact} has no value to cite", "no-value")
        self.cites.append(Cite(fact, self._place(at)))

    def _close_up(self, end: int) -> None:
        """Take the space before something that is not printed where another one follows."""
        if self.line.startswith(_PUNCTUATION, end) or end == len(self.line):
            self._trim_end()

    def _trim_end(self) -> None:
        if self.pieces and isinstance(last := self.pieces[-1], Words):
            text = last.text.rstrip(" \t")
            self.pieces[-1:] = [replace(last, text=text)] if text else []

    def _trim(self) -> None:
        """Take the spaces off both ends."""
        self._trim_end()
        if self.pieces and isinstance(first := self.pieces[0], Words):
            text = first.text.lstrip(" \t")
            column = first.place.column + len(first.text) - len(text)
            place = replace(first.place, column=column)
            self.pieces[:1] = [replace(first, text=text, place=place)] if text else []

    def _open(self) -> None:
        """A fact that begins the sentence begins with a capital."""
        if self.pieces and isinstance(first := self.pieces[0], Shown):
            self.pieces[0] = replace(first, text=self.reader.wording.opening(first.text))


def _follows(place: Place, last: Words) -> bool:
    return last.place.column + len(last.text) == place.column
