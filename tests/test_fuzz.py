"""Spoilt dossiers: whatever a file holds, it loads, or every problem has its place."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.examine import examine
from briefgen.facts.problems import DossierError

if TYPE_CHECKING:
    from briefgen.facts.problems import Problem

MADE_UP = Path(__file__).parent / "dossiers" / "ostrana"
FILES = sorted(
    path.relative_to(MADE_UP).as_posix()
    for path in MADE_UP.rglob("*")
    if path.suffix in {".yaml", ".md"} and "archive" not in path.parts
)
WORDS = st.sampled_from(
    [
        *("", " ", "\n", "\t", "- ", ": ", "? ", "&a ", "*a", "!!str ", "{", "}", "[", "]", "#"),
        *("'", '"', "|", ">1000", "not_stated", "disputed", "null", "~", "..", "2025-02-30"),
        *("999999999999", "001.1a", "release-x", "{{ ", " }}", "[^", "]{.asis}", ":::", "[[x]]"),
        *("\ufeff", "\u202e", "\u200b", "\x00", "\x85", "\U0001f600", "e\u0301", "\\ud800", "---"),
    ]
)
SPOILT = st.tuples(
    st.sampled_from(FILES), st.integers(0, 10_000), st.integers(0, 40), WORDS | st.text(max_size=8)
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the made-up project."""
    folder = tmp_path / "project"
    shutil.copytree(MADE_UP, folder)
    return folder


def examined(project: Path, file: str, start: int, length: int, text: str) -> None:
    """Spoil one file, look at the project as `check` does, and put the file back."""
    path = project / file
    whole = path.read_bytes()
    old = whole.decode()
    start %= len(old) + 1
    new = old[:start] + text + old[start + length :]
    path.write_bytes(new.encode("utf-8", "surrogatepass"))
    try:
        found = problems_of(project)
    finally:
        path.write_bytes(whole)
    assert all(problem.place.file for problem in found)


def problems_of(project: Path) -> tuple[Problem, ...]:
    """What `check` would list; anything but a list of problems is a fault of ours."""
    try:
        return examine(project, None).problems
    except DossierError as fault:
        return fault.problems


IN_ONE_FOLDER = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@settings(IN_ONE_FOLDER, max_examples=25)
@given(SPOILT)
def test_a_spoilt_file_loads_or_is_told_with_its_place(
    project: Path, spoilt: tuple[str, int, int, str]
) -> None:
    examined(project, *spoilt)


@pytest.mark.soak
@settings(IN_ONE_FOLDER, max_examples=5_000)
@given(SPOILT)
def test_thousands_of_spoilt_files_load_or_are_told_with_their_place(
    project: Path, spoilt: tuple[str, int, int, str]
) -> None:
    examined(project, *spoilt)
