"""How much was read back and found equal, and how a difference is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from briefgen.facts.problems import DossierError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable


class Proof(Struct, frozen=True):
    """How much was read back and found equal."""

    facts: int = 0
    notes: int = 0
    cells: int = 0
    formulas: int = 0

    def __add__(self, other: Proof) -> Proof:
        return Proof(
            self.facts + other.facts,
            self.notes + other.notes,
            self.cells + other.cells,
            self.formulas + other.formulas,
        )


class Difference(NamedTuple):
    """Where a file differs from the facts, and how."""

    where: str
    message: str


def refuse(file: str, differences: Iterable[Difference]) -> None:
    """Raise DossierError with the differences of a file, if there are any."""
    problems = [Problem(Place(file), where, told, "proof") for where, told in differences]
    if problems:
        raise DossierError(problems)


def shown(value: object) -> str:
    """A cell's value in a message; a whole number without its decimals."""
    if value is None:
        return "nothing"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f'"{value}"' if isinstance(value, str) else str(value)
