from __future__ import annotations

import pytest

from mutations import compiles, draw, mutants

SOURCE = b'''\
"""A module."""

if TYPE_CHECKING:
    from x import Row

__all__ = ["row", "rows"]
TITLE = both("Title", "Titre")


def row(step: Row, *, full: bool = False) -> dict[str, str]:
    """Tell a step."""
    if step.held:
        raise ValueError("nobody", 1)
    return cells(step.by, f"{step.id}.freed", f"{step.id}.held")
'''

EXPECTED = """\
10: False -> True
12: if step.held -> if False
12: if step.held -> if True
12: step.held -> step.by
12: step.held -> step.id
14: return cells(step.by, f"{step.id}.freed", f"{step.id}.held") -> return None
14: step.by -> step.held
14: step.by -> step.id
14: step.by, f"{step.id}.freed" -> f"{step.id}.freed", step.by
14: f"{step.id}.freed" -> f"{step.id}.held"
14: f"{step.id}.freed", f"{step.id}.held" -> f"{step.id}.held", f"{step.id}.freed"
14: step.id -> step.by
14: step.id -> step.held
14: f"{step.id}.held" -> f"{step.id}.freed"
14: step.id -> step.by
14: step.id -> step.held
"""

KINDS = {
    "a = b < c": ["b < c -> b <= c"],
    "a = b is not c": ["b is not c -> b is c"],
    "a = b in c": ["b in c -> b not in c"],
    "a = b and c": ["b and c -> b or c", "b -> (dropped)", "c -> (dropped)"],
    "a = not b": ["not b -> (b)"],
    "a = b[:3]": ["3 -> 2", "3 -> 4"],
    "a = b if c else d": ["if c -> if False", "if c -> if True"],
    "a = [b for b in c if d]": ["if d -> if True"],
    "a = sorted(b, key=c)": ["sorted(b, key=c) -> list(b)"],
    "a = b(c, d)": ["c, d -> d, c"],
    "a = isinstance(b, c)": [],
    "a = (b, c)": ["b -> (dropped)", "c -> (dropped)"],
    "a = {'b': c}": ["'b' -> ''", "'b': c -> (dropped)"],
    "a = b('two words')": [],
    "for a in b:\n    break": ["break -> continue"],
    "for a in b:\n    continue": ["continue -> break"],
    "def a() -> list[str]:\n    return b": ["b -> (b)[:1]", "return b -> return None"],
    "a = b.c, b.d, e.f": [
        *("b.c -> (dropped)", "b.c -> b.d", "b.d -> (dropped)", "b.d -> b.c", "e.f -> (dropped)"),
    ],
    "a = b(c.d('x'), e.d('y'))": [
        "c.d('x'), e.d('y') -> e.d('y'), c.d('x')",
        "'x' -> ''",
        "'y' -> ''",
    ],
    "a = Column('x', 14), Column('y', 14)": [
        *("Column('x', 14) -> (dropped)", "Column('y', 14) -> (dropped)"),
        *("'x' -> 'y'", "'y' -> 'x'"),
    ],
    "a: B | None = c": [],
    "A: TypeAlias = B | C": [],
    "@a(1)\nclass B(C, frozen=True): pass": [],
}


def told(source: bytes) -> list[str]:
    return [f"{one.line}: {one.old} -> {one.new}" for one in mutants("a.py", source)]


def test_each_change_is_told_with_its_line() -> None:
    assert told(SOURCE) == EXPECTED.splitlines()


@pytest.mark.parametrize("source", KINDS)
def test_a_change_by_its_kind(source: str) -> None:
    assert sorted(one.partition(": ")[2] for one in told(source.encode())) == sorted(KINDS[source])


def test_a_change_replaces_its_own_text_and_makes_another_program() -> None:
    for one in mutants("a.py", SOURCE):
        assert one.applied(SOURCE) == SOURCE.replace(
            SOURCE[: one.end], SOURCE[: one.start] + one.text.encode(), 1
        )
        assert compiles(one, SOURCE)
    same = [one for one in mutants("a.py", b"a = 1, 1\n") if not compiles(one, b"a = 1, 1\n")]
    assert same == []


def test_a_draw_is_the_same_each_time_and_another_with_another_seed() -> None:
    found = mutants("a.py", SOURCE)
    assert draw(found, 1) == draw(reversed(found), 1) != draw(found, 2)


def test_a_line_more_above_leaves_the_draw_as_it_is() -> None:
    before, after = mutants("a.py", SOURCE), mutants("a.py", SOURCE.replace(b"\n\n", b"\n\n\n", 1))
    assert [(a.old, a.new) for a in draw(before, 1)] == [(b.old, b.new) for b in draw(after, 1)]


def test_what_runs_at_import_is_told_from_what_runs_in_a_function() -> None:
    assert [one.inside for one in mutants("a.py", b"A = 1\ndef a(b=1):\n    c = 1\n")] == [
        *(False, False, False, False),
        *(True, True),
    ]
