"""A module's syntax tree, and what stands where in its text."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

TAIL = re.compile(r"\.[a-z_]+")
"""The end of a fact's name: `f"{step.id}.freed"`."""


class Module:
    """The nodes of a module with their text, and what could stand in their place."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.tree = ast.parse(source)
        self.lines = source.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        nodes = list(ast.walk(self.tree))
        self.parents = {child: node for node in nodes for child in ast.iter_child_nodes(node)}
        self.called = {node.func for node in nodes if isinstance(node, ast.Call)}
        self.attributes: dict[object, set[str]] = defaultdict(set)
        self.strings: dict[object, set[str]] = defaultdict(set)
        self._gather(nodes)

    def _gather(self, nodes: list[ast.AST]) -> None:
        """What stands in the same role elsewhere in the module: the wrong field that fits."""
        for node in nodes:
            if isinstance(node, ast.Attribute):
                self.attributes[self.base(node)].add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.strings[self.role(node)].add(node.value)

    def base(self, node: ast.Attribute) -> object:
        """Whose attribute it is, and whether it is called."""
        return ast.unparse(node.value), node in self.called

    def role(self, node: ast.Constant) -> object:
        """What a string is for: strings of one role can stand for each other."""
        parent = self.parents[node]
        match parent:
            case ast.JoinedStr():
                return "tail" if TAIL.fullmatch(str(node.value)) else "prose"
            case ast.Dict() if node in parent.keys:
                return "key"
            case ast.Subscript():
                return "key"
            case ast.Call():
                name = ast.unparse(parent.func)
                return name, parent.args.index(node) if name[0].isupper() else None
            case ast.keyword():
                return ast.unparse(getattr(self.parents[parent], "func", parent)), parent.arg
            case _:
                return type(parent).__name__

    def is_placed(self, node: ast.AST) -> bool:
        """Whether the text at a node's place is the node: inside f-strings it not always is."""
        if not isinstance(node, ast.expr):
            return True
        try:
            read = ast.parse(f"({self.text(node)})", mode="eval").body
        except (SyntaxError, UnicodeDecodeError):
            return False
        return ast.dump(read) == ast.dump(node)

    def is_width(self, node: ast.Constant) -> bool:
        """How wide a column is: no test is asked to know it."""
        parent = self.parents[node]
        return isinstance(parent, ast.Call) and ast.unparse(parent.func) == "Column"

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """The bytes of a node."""
        start = self.starts[node.lineno - 1] + node.col_offset
        return start, self.starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)

    def text(self, node: ast.expr | ast.stmt) -> str:
        """What stands at a node's place."""
        start, end = self.span(node)
        return self.source[start:end].decode()


def another(value: str, among: set[str], step: int = 1) -> str | None:
    """The one that stands after a value, in the order of the alphabet and around its end."""
    ordered = sorted(among)
    other = ordered[(ordered.index(value) + step) % len(ordered)]
    return other if other != value else None
