"""What a lint finds, and how its rules are run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Subject = TypeVar("Subject")


class Fault(NamedTuple):
    """What a rule yields: the part of the package, the place in it, and what is wrong there."""

    part: str
    where: str
    message: str


class Finding(Struct, frozen=True, order=True):
    """One thing that is wrong in a file, and the rule that found it."""

    part: str
    where: str
    message: str
    rule: str

    @property
    def place(self) -> str:
        """The part and the place in it, in one line."""
        return f"{self.part}, {self.where}" if self.where else self.part

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.rule}]"


def findings(
    rules: Iterable[Callable[[Subject], Iterable[Fault]]], subject: Subject
) -> list[Finding]:
    """What the rules find, in their order; a rule is known by its function's name."""
    return [
        Finding(*fault, rule.__name__.replace("_", "-"))
        for rule in rules
        for fault in rule(subject)
    ]
