"""Small changes of a Python source, each at its place in the text, so that line numbers stay."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from modules import TAIL, Module, another

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OPERATORS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
}
_READER = {"both", "Text", "cast", "TypeVar"}
"""Calls whose arguments are texts for the reader or types: they are left as they are."""
_SKIPPED = {"annotation", "returns", "decorator_list", "bases", "type_params"}
_MANY = re.compile(r"(list|tuple|Sequence|Iterable|Collection)\b")
_BRACKETS = {ast.Tuple: ("(", ")"), ast.List: ("[", "]"), ast.Set: ("{", "}")}
_PROSE = re.compile(r"(?=.*\s)(?=.*[^\W\d_])", re.DOTALL)


@dataclass(frozen=True)
class Mutant:
    """One change: the bytes from `start` to `end` of a file become `text`.

    `old` and `new` tell it to the reader. A test that runs one of the lines `first` to `last` could
    notice; where `inside` is false they run when the module is imported.
    """

    path: str
    line: int
    within: str
    old: str
    new: str
    start: int
    end: int
    text: str
    first: int
    last: int
    inside: bool

    def applied(self, source: bytes) -> bytes:
        """The source with this change."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def rank(self, seed: int) -> bytes:
        """A place in the draw that changes elsewhere in the code leave as it is."""
        return sha256(
            f"{seed}\n{self.path}\n{self.within}\n{self.old}\n{self.new}".encode()
        ).digest()

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.old} -> {self.new}\n    {self.within}"


def mutants(path: str, source: bytes) -> list[Mutant]:
    """Every change of a module, in the order of its text."""
    return sorted(set(_Finder(path, source).found()), key=lambda one: (one.start, one.end, one.new))


def draw(all_mutants: Iterable[Mutant], seed: int) -> list[Mutant]:
    """All in the order in which a sample takes them."""
    return sorted(all_mutants, key=lambda one: (one.rank(seed), one.start))


def compiles(mutant: Mutant, source: bytes) -> bool:
    """Whether the change makes another program."""
    try:
        changed = ast.dump(ast.parse(mutant.applied(source)))
    except SyntaxError:
        return False
    return changed != ast.dump(ast.parse(source))


class _Finder(Module):
    """Walks a module and makes the changes of each node."""

    def __init__(self, path: str, source: bytes) -> None:
        super().__init__(source)
        self.path = path
        self.statement: ast.stmt = ast.Pass()
        self.functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = []

    def found(self) -> Iterator[Mutant]:
        for statement in self.tree.body:
            yield from self._walk(statement)

    # -- walking -------------------------------------------------------------------------------

    def _walk(self, node: ast.AST) -> Iterator[Mutant]:
        if self._is_left(node):
            return
        outer, depth = self.statement, len(self.functions)
        if isinstance(node, ast.stmt):
            self.statement = node
        yield from self._changes(node)
        for name, value in ast.iter_fields(node):
            if name in _SKIPPED or (name == "keywords" and isinstance(node, ast.ClassDef)):
                continue
            if name == "body" and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.functions.append(node)
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from self._walk(child)
            del self.functions[depth:]
        self.statement = outer

    def _is_left(self, node: ast.AST) -> bool:
        match node:
            case ast.Raise() | ast.Import() | ast.ImportFrom() | ast.alias():
                return True
            case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
                return True
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                return True
            case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
                return True
            case ast.Call(func=ast.Name(id=name)):
                return name in _READER
            case _:
                return False

    def _changes(self, node: ast.AST) -> Iterator[Mutant]:
        change = getattr(self, f"_on_{type(node).__name__.lower()}", None)
        if change is not None and self.is_placed(node):
            yield from change(node)

    # -- changes, each named as its node ---------------------------------------------------------

    def _on_compare(self, node: ast.Compare) -> Iterator[Mutant]:
        yield from self._operators([node.left, *node.comparators], node.ops)

    def _on_boolop(self, node: ast.BoolOp) -> Iterator[Mutant]:
        yield from self._operators(node.values, [node.op] * (len(node.values) - 1))
        word = f" {_OPERATORS[type(node.op)][0]} "
        for value in node.values:
            kept = [f"({self.text(other)})" for other in node.values if other is not value]
            yield self._made(node, f"({word.join(kept)})", old=self.text(value), new="(dropped)")

    def _operators(self, terms: list[ast.expr], operators: Iterable[ast.AST]) -> Iterator[Mutant]:
        for left, operator, right in zip(terms, operators, terms[1:], strict=False):
            old, new = _OPERATORS[type(operator)]
            start, end = self.span(left)[0], self.span(right)[1]
            between = self.source[self.span(left)[1] : self.span(right)[0]].decode()
            joined = re.sub(rf"(?<!\w){old}(?!\w)", new, between, count=1)
            yield self._at(left, start, end, self.text(left) + joined + self.text(right))

    def _on_unaryop(self, node: ast.UnaryOp) -> Iterator[Mutant]:
        if isinstance(node.op, ast.Not):
            yield self._made(node, f"({self.text(node.operand)})")

    def _on_constant(self, node: ast.Constant) -> Iterator[Mutant]:
        if isinstance(self.parents[node], (ast.JoinedStr, ast.FormattedValue)):
            return
        match node.value:
            case bool(value):
                yield self._made(node, str(not value))
            case int(value) if not self.is_width(node):
                yield self._made(node, str(value + 1))
                yield self._made(node, f"({value - 1})", new=str(value - 1))
            case str(value):
                role = self.role(node)
                if role == "key" or not _PROSE.search(value):
                    other = another(value, self.strings[role])
                    yield self._made(node, repr(other or ("" if value else "x")))
            case _:
                pass

    def _on_joinedstr(self, node: ast.JoinedStr) -> Iterator[Mutant]:
        """`f"{step.id}.freed"` asks for another field."""
        text = self.text(node)
        for part in node.values:
            tail = part.value if isinstance(part, ast.Constant) else None
            if isinstance(tail, str) and TAIL.fullmatch(tail) and text.count(tail) == 1:
                other = another(tail, self.strings["tail"])
                if other:
                    yield self._made(node, text.replace(tail, other))

    def _on_attribute(self, node: ast.Attribute) -> Iterator[Mutant]:
        siblings = self.attributes[self.base(node)]
        for other in {another(node.attr, siblings), another(node.attr, siblings, -1)} - {None}:
            yield self._made(node, f"{self.text(node.value)}.{other}")

    def _on_call(self, node: ast.Call) -> Iterator[Mutant]:
        name = ast.unparse(node.func)
        if name == "sorted":
            yield self._made(node, f"list({self.text(node.args[0])})")
        for left, right in zip(node.args, node.args[1:], strict=False):
            words = isinstance(left, ast.Constant) and isinstance(right, ast.Constant)
            if name != "isinstance" and not words and ast.dump(left) != ast.dump(right):
                between = self.source[self.span(left)[1] : self.span(right)[0]].decode()
                text = self.text(right) + between + self.text(left)
                yield self._at(left, self.span(left)[0], self.span(right)[1], text)

    def _on_return(self, node: ast.Return) -> Iterator[Mutant]:
        value = node.value
        if value is None or isinstance(value, ast.Constant):
            return
        yield self._made(value, "None", old=f"return {self.text(value)}", new="return None")
        given = self.functions[-1].returns
        if given is not None and _MANY.match(ast.unparse(given)):
            yield self._made(value, f"({self.text(value)})[:1]")

    def _on_if(self, node: ast.If | ast.IfExp) -> Iterator[Mutant]:
        yield self._made(node.test, "True", old=f"if {self.text(node.test)}", new="if True")
        yield self._made(node.test, "False", old=f"if {self.text(node.test)}", new="if False")

    _on_ifexp = _on_if

    def _on_comprehension(self, node: ast.comprehension) -> Iterator[Mutant]:
        for test in node.ifs:
            yield self._made(test, "True", old=f"if {self.text(test)}", new="if True")

    def _on_tuple(self, node: ast.Tuple | ast.List | ast.Set) -> Iterator[Mutant]:
        if isinstance(getattr(node, "ctx", None), ast.Store) or len(node.elts) < 2:  # noqa: PLR2004
            return
        if isinstance(self.parents[node], ast.Subscript):
            return
        left, right = _BRACKETS[type(node)]
        for one in node.elts:
            kept = ", ".join(self.text(other) for other in node.elts if other is not one)
            text = f"{left}{kept},{right}"
            yield self._made(node, text, old=self.text(one), new="(dropped)", at=one)

    _on_list = _on_set = _on_tuple

    def _on_dict(self, node: ast.Dict) -> Iterator[Mutant]:
        items = list(zip(node.keys, node.values, strict=True))
        for one in items:
            kept = ", ".join(self._item(*item) for item in items if item is not one)
            told = {"old": self._item(*one), "new": "(dropped)"}
            yield self._made(node, f"{{{kept}}}", at=one[1], **told)

    def _on_continue(self, node: ast.Continue) -> Iterator[Mutant]:
        yield self._made(node, "break")

    def _on_break(self, node: ast.Break) -> Iterator[Mutant]:
        yield self._made(node, "continue")

    def _item(self, key: ast.expr | None, value: ast.expr) -> str:
        return f"{self.text(key)}: {self.text(value)}" if key else f"**{self.text(value)}"

    def _made(
        self,
        node: ast.expr | ast.stmt,
        text: str,
        *,
        old: str | None = None,
        new: str | None = None,
        at: ast.expr | None = None,
    ) -> Mutant:
        return self._at(at or node, *self.span(node), text, old=old, new=new)

    def _at(
        self,
        node: ast.expr | ast.stmt,
        start: int,
        end: int,
        text: str,
        *,
        old: str | None = None,
        new: str | None = None,
    ) -> Mutant:
        statement = self.statement
        body = getattr(statement, "body", None)
        last = body[0].lineno - 1 if body else statement.end_lineno
        return Mutant(
            self.path,
            node.lineno,
            self.lines[node.lineno - 1].decode().strip(),
            " ".join((old or self.source[start:end].decode()).split()),
            " ".join((new or text).split()),
            start,
            end,
            text,
            statement.lineno,
            max(last or 0, statement.lineno),
            bool(self.functions),
        )
