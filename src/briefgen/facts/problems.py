"""What is wrong with a dossier, where it stands, and how a curator is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable


class Place(Struct, frozen=True, order=True, gc=False):
    """A position in a file: path as the curator knows it, line and column counted from 1."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(Struct, frozen=True, gc=False):
    """One thing to mend: its place, the fact or key, the message and the rule that found it."""

    place: Place
    subject: str
    message: str
    rule: str
    error: bool = True

    def __str__(self) -> str:
        subject = f"{self.subject}: " if self.subject else ""
        return f"{self.place}: {subject}{self.message} [{self.rule}]"


class DossierError(Exception):
    """The facts or the brief cannot be used; carries every problem found, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place, each once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda problem: (problem.place, problem.message)))


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?` for the known name most like `word`, or nothing."""
    import difflib  # noqa: PLC0415 -- seldom needed, and 3 ms to load

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{found[0]}"?' if found else ""


def listed(words: Iterable[str]) -> str:
    """The words as a list for a message: `a, b or c`, `nothing` for none."""
    *most, last = list(words) or ["nothing"]
    return f"{', '.join(most)} or {last}" if most else last
