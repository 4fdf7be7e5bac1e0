"""Imports run one way, from stage to stage, and only the command line prints and exits."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefgen

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(briefgen.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

STAGES = (
    *(
        "layout",
        "facts",
        "evidence",
        "checks",
        "intake",
        "wording",
        "sheets",
        "tables",
        "narrative",
        "office",
    ),
    *(
        "workbook",
        "brief",
        "proof",
        "verify",
        "identity",
        "lock",
        "edition",
        "examine",
        "search",
        "manifest",
        "generate",
        "explain",
        "watch",
        "cli",
    ),
)
"""In order; a stage imports only from those before it."""

PLAIN = {"stamp": 0, "pictures": STAGES.index("office")}
"""Modules that are no stage: stamp may be imported by all, pictures stands after `office`."""


def stage(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """The stages that a module imports, under TYPE_CHECKING and inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "briefgen" and len(parts) > 1 and not parts[1].startswith("__"):
                yield parts[1]


def rank(name: str) -> float:
    return PLAIN[name] + 0.5 if name in PLAIN else STAGES.index(name)


def is_stage(path: Path) -> bool:
    return not stage(path).startswith("__")


IMPORTS = [(path, name) for path in MODULES if is_stage(path) for name in imported(path)]


def test_every_module_belongs_to_a_stage() -> None:
    assert {stage(path) for path in MODULES if is_stage(path)} <= {*STAGES, *PLAIN}


def test_imports_are_found_at_all() -> None:
    assert ("checks", "evidence") in {(stage(path), name) for path, name in IMPORTS}


@pytest.mark.parametrize("name", [*STAGES, *PLAIN])
def test_a_stage_imports_only_from_those_before_it(name: str) -> None:
    against = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path, other in IMPORTS
        if stage(path) == name and other not in {name, "stamp"} and rank(other) >= rank(name)
    ]
    assert against == []


def test_office_imports_no_stage() -> None:
    assert {other for path, other in IMPORTS if stage(path) == "office"} == {"office"}


@pytest.mark.parametrize(("one", "other"), [("workbook", "brief"), ("brief", "workbook")])
def test_workbook_and_brief_never_import_each_other(one: str, other: str) -> None:
    assert [path.name for path, name in IMPORTS if (stage(path), name) == (one, other)] == []


@pytest.mark.parametrize("judged", ["tables", "narrative", "workbook", "brief", "verify"])
def test_the_proof_imports_nothing_that_it_judges(judged: str) -> None:
    assert [path.name for path, name in IMPORTS if (stage(path), name) == ("proof", judged)] == []


def called(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


SPEAKING = {"print", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write"}


@pytest.mark.parametrize(
    "path", [path for path in MODULES if stage(path) not in {"cli", "__main__"}], ids=str
)
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    assert SPEAKING.isdisjoint(called(path))
    assert "SystemExit" not in path.read_text("utf-8")
