"""Cells of a column that are alike but for their texts, read at once.

Where most texts stand once, so does most markup of cells, and there is nothing to gain from reading
what is the same only once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from briefgen.office.cells import LONGEST_FORMULA, LONGEST_LITERAL
from briefgen.office.lint.cells import VALUE_END, Cell, cell_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.office.lint.cells import Value

_Frame: TypeAlias = tuple[bytes, ...]
"""What formulas share that else differ in texts, cut at quotes."""
_FEW = 16
"""Kinds of formulas of which cells may be that are still much alike."""
_APART = re.compile(rb"[<>&\x00-\x1f]|\xef\xbf[\xbe\xbf]|_x|#")
"""What makes a text, or a formula with it, other than its neighbours."""


class Formulas(Protocol):
    """Tells what cells with a formula hold."""

    def held(self, cell: Cell, value: Value) -> object:
        """What a cell holds whose formula has that value."""

    def held_alike(
        self, pieces: Sequence[Sequence[str]], values: Sequence[str]
    ) -> list[object] | None:
        """The same of formulas that are cut at their quotes, and given piece by piece.

        None where they need to be looked at one by one.
        """


class Alike(NamedTuple):
    """What some cells hold, and forms of them that tell of all what a lint asks."""

    values: list[object]
    forms: Sequence[Cell]


def shared(pieces: Sequence[bytes], end: bytes, like: Cell, texts: Sequence[str]) -> Alike | None:
    """Cells that each have one of the shared `texts`, by their markup up to and with an `end`.

    None where one is not in the style of `like`, or holds anything else.
    """
    start, end = b' s="%b" t="s"><v>' % like.style.encode(), VALUE_END + end
    numbers = _between(start, pieces, end)
    if not numbers or not all(map(bytes.isdigit, numbers)):
        return None
    indices = list(map(int, numbers))
    highest = max(indices)
    if highest >= len(texts):
        return None
    form = Cell(like.style, "s", None, str(highest))
    return Alike(list(map(texts.__getitem__, indices)), [form])


def calculated(pieces: Sequence[bytes], end: bytes, formulas: Formulas) -> Alike | None:
    """Cells whose formulas are of a few kinds, and else differ in texts, as do their values.

    None where they differ in more, or are no such cells. Raises ValueError for an unusual form.
    """
    columns, (first, last) = _columns(pieces), _formula_in(pieces[-1])
    if len(columns) != last + 1 + end.count(b'"') or max(map(len, pieces)) > LONGEST_FORMULA:
        return None
    at = [one for one in range(first + 1, last, 2) if not columns[one][-1].startswith(b"#")]
    values = _values(columns[last])
    texts = _texts([*map(columns.__getitem__, at), values]) if values else []
    if not texts:
        return None
    rest = (column for one, column in enumerate(columns) if one not in (*at, last))
    frames = list(zip(*rest, strict=True))
    forms = _forms(dict(zip(frames, pieces, strict=True)), end, (first, last))
    if not forms:
        return None
    spelled = {frame: (form.formula or "").split('"') for frame, form in forms.items()}
    cut: list[Sequence[str]] = [*zip(*map(spelled.__getitem__, frames), strict=True)]
    *own, shown = texts
    for one, varying in zip(at, own, strict=True):
        cut[one - first] = varying
    held = formulas.held_alike(cut, shown)
    return None if held is None else Alike(held, [*forms.values()])


def _forms(kinds: Mapping[_Frame, bytes], end: bytes, place: tuple[int, int]) -> dict[_Frame, Cell]:
    """The forms of kinds of cells by what they share; none where a formula is not in that place.

    Raises ValueError for an unusual form.
    """
    if len(kinds) > _FEW:
        return {}
    forms = {frame: cell_of(piece.removesuffix(end)) for frame, piece in kinds.items()}
    quotes = place[1] - place[0]
    alike = all(form.kind == "str" for form in forms.values())
    as_cut = all(form.formula and form.formula.count('"') == quotes for form in forms.values())
    return forms if alike and as_cut and {*map(_formula_in, kinds.values())} == {place} else {}


def _columns(pieces: Sequence[bytes]) -> list[tuple[bytes, ...]]:
    """What stands between quotes, by its place; nothing where they are not equally many."""
    try:
        return list(zip(*[piece.split(b'"') for piece in pieces], strict=True))
    except ValueError:
        return []


def _formula_in(piece: bytes) -> tuple[int, int]:
    """How many quotes stand before a formula, and before its end."""
    head, _, rest = piece.partition(b"<f>")
    before = head.count(b'"')
    return before, before + rest.partition(b"</f>")[0].count(b'"')


def _values(pieces: Sequence[bytes]) -> list[bytes]:
    """The values behind the ends of formulas; none where more than they differ."""
    before, _, after = pieces[-1].partition(b"</f><v>")
    return _between(before + b"</f><v>", pieces, after[after.find(b"</v>") :])


def _between(start: bytes, pieces: Sequence[bytes], end: bytes) -> list[bytes]:
    """What stands between the same start and end, nothing where one has others."""
    cut = slice(len(start), -len(end))
    found = [piece[cut] for piece in pieces]
    return found if tuple([start + one + end for one in found]) == pieces else []


def _texts(columns: Sequence[Sequence[bytes]]) -> list[list[str]]:
    """The texts of columns without quotes; none where one must be looked at by itself."""
    joined = b'"'.join(map(b'"'.join, columns))
    if _APART.search(joined):
        return []
    texts, height = joined.decode().split('"'), len(columns[0])
    if max(map(len, texts)) > LONGEST_LITERAL:
        return []
    return [texts[start : start + height] for start in range(0, len(texts), height)]
