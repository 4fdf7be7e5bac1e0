"""The rules that a module names where it tells of a problem."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TELLS = {"Problem", "refusal", "report", "_report"}
"""What is called to tell of a problem; the rule is the last argument that has no name."""


def rules_named_in(module: Path) -> Iterator[str]:
    """Each rule as often as it is named."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            told = ast.unparse(node.func).rpartition(".")[2]
            rule = node.args[-1]
            if told in _TELLS and isinstance(rule, ast.Constant):
                yield str(rule.value)
