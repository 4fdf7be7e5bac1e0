"""The Markdown of a narrative: what markdown-it reads of it, and the marks it has of its own.

Blocks are read by markdown-it. Their text is read line by line, so that every token knows its
column: `token.meta["at"]` counts from 0 within the line.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

CONTAINER = "role"
"""The name of the container in tokens: `container_role`."""

_FACT = re.compile(r"\{\{([^{}]*)\}\}")
_CITE = re.compile(r"\[\^([^\[\]\s]*)\]")
_PLACED = re.compile(r"\[\[([^\[\]]*)\]\][ \t]*")
_SPAN = re.compile(r"\{([^{}]*)\}")
_LINK = re.compile(r"\(((?:https?://|mailto:)[^\s()<>]+)\)")
_STRAY = re.compile(r"\{\{|\}\}|\[\[|\[\^|[{}]")
_AFTER_LABEL = ("(", "{")


class _Line(StateInline):
    """The inline state of one line; it knows where every token begins."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token

    def pushPending(self) -> Token:  # noqa: N802 -- the name is markdown-it's
        began = self.pos - len(self.pending)
        token = super().pushPending()
        token.meta["at"] = began
        return token


def tree_of(text: str) -> SyntaxTreeNode:
    """The blocks of a text; the content of headings and paragraphs is not read yet."""
    return SyntaxTreeNode(_markdown().parse(text))


def tokens_of(line: str) -> list[Token]:
    """What one line says: words, facts, marks, and what is none of them (`stray`)."""
    markdown = _markdown()
    state = _Line(line, markdown, {}, [])
    markdown.inline.tokenize(state)
    for rule in markdown.inline.ruler2.getRules(""):
        rule(state)
    return state.tokens


@functools.cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable("table")
    markdown.core.ruler.enableOnly(["normalize", "block"])
    markdown.disable(["reference", "link", "newline"])
    markdown.inline.ruler2.disable("fragments_join")  # it forgets where the fragments began
    container_plugin(markdown, CONTAINER, marker=":", validate=_any_role)
    interrupts: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    markdown.block.ruler.before("table", "placed", _placed, interrupts)
    for name, rule in (("fact", _fact), ("cite", _cite), ("span", _span), ("stray", _stray)):
        markdown.inline.ruler.before("text", name, rule)
    return markdown


def _any_role(_params: str, _markup: str) -> bool:
    return True


def _placed(state: StateBlock, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 -- the call is markdown-it's
    if state.is_code_block(line):
        return False
    start = state.bMarks[line] + state.tShift[line]
    found = _PLACED.fullmatch(state.src, start, state.eMarks[line])
    if found and not silent:
        state.line = line + 1
        token = state.push("placed", "", 0)
        token.content = found[1]
        token.map = [line, line + 1]
    return found is not None


def _fact(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the call is markdown-it's
    return _marked(state, "fact", _FACT, silent=silent)


def _cite(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the call is markdown-it's
    return _marked(state, "cite", _CITE, silent=silent)


def _stray(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the call is markdown-it's
    """A mark that nothing closes or opens; it would be printed as it stands."""
    return _marked(state, "stray", _STRAY, silent=silent)


def _marked(state: StateInline, kind: str, mark: re.Pattern[str], *, silent: bool) -> bool:
    found = mark.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = found[found.lastindex or 0]
        token.meta["end"] = found.end()
    state.pos = found.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the call is markdown-it's
    """`[words]{.asis}`, `[mots]{lang=fr}` or `[words](https://...)`, the words read in turn."""
    start, maximum = state.pos, state.posMax
    if state.src[start] != "[" or state.src.startswith(("[[", "[^"), start):
        return False
    label_end = state.md.helpers.parseLinkLabel(state, start)
    if label_end < 0 or not state.src.startswith(_AFTER_LABEL, label_end + 1, maximum):
        return False
    attributes = _SPAN.match(state.src, label_end + 1, maximum)
    found = attributes or _LINK.match(state.src, label_end + 1, maximum)
    if not found:
        return _wrong_tail(state, label_end + 1, silent=silent)
    if not silent:
        token = state.push("span_open" if attributes else "link_open", "", 1)
        token.content = found[1]
        state.pos, state.posMax = start + 1, label_end
        state.md.inline.tokenize(state)
        state.push("span_close", "", -1)
    state.pos, state.posMax = found.end(), maximum
    return True


def _wrong_tail(state: StateInline, tail: int, *, silent: bool) -> bool:
    """`[words](` that is no link; a fact may follow a bracket."""
    if state.src[tail] != "(":
        return False
    if not silent:
        state.push("stray", "", 0).content = "]("
    state.pos = tail
    return True
