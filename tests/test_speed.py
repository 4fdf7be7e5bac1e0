"""What a command loads before it answers; how long it takes is measured in `benchmarks/`."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from briefgen import pictures
from briefgen.identity import libraries
from briefgen.narrative.blocks import BLOCKS
from briefgen.sheets import brief_tables

ROOT = Path(__file__).parent.parent
HEAVY = {"docx", "lxml", "numpy", "openpyxl", "pandas"}
LOADED = """
import contextlib, io, json, sys
from briefgen.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    with contextlib.suppress(SystemExit):
        main(sys.argv[1:])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["--version"],
        ["check"],
        ["find", "52"],
        ["explain", "release-2025-09-11.people"],
        ["schema"],
    ],
    ids=" ".join,
)
def test_what_makes_no_files_loads_no_library_of_theirs(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "-C", str(ROOT), *command],
        capture_output=True,
        check=True,
        text=True,
    )
    loaded = set(json.loads(done.stdout))
    assert "briefgen" in loaded
    assert loaded & HEAVY == set()


def test_the_blocks_of_a_narrative_are_those_that_the_brief_can_write() -> None:
    assert set(BLOCKS) == {*brief_tables(), *pictures.NAMES, "strip"}


def test_the_versions_are_those_that_the_libraries_record() -> None:
    assert libraries() == {name: version(name) for name in libraries()}
