"""Calls in another process give what they would give here, and leave nothing running."""

from __future__ import annotations

import importlib
import operator
import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import pytest

from briefgen.facts import beside as beside_module
from briefgen.facts import load as loading
from briefgen.facts.beside import beside
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError
from briefgen.facts.tree import read as parsed

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.facts.dossier import Dossier


@pytest.fixture
def no_falling_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Python that fails fails the test; what it was asked for is not done here instead."""

    begun, result = beside_module._begun, beside_module._result

    def begin(call: Callable[[], object]) -> subprocess.Popen[bytes]:
        process = begun(call)
        assert process is not None, "no other Python starts"
        return process

    def fall_back() -> NoReturn:
        pytest.fail("the other Python failed")

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(beside_module, "_begun", begin)
    monkeypatch.setattr(beside_module, "_result", lambda process, _: result(process, fall_back))


@pytest.mark.usefixtures("no_falling_back")
def test_a_call_is_made_in_another_process() -> None:
    with beside(os.getpid) as result:
        assert result() != os.getpid()


@pytest.mark.parametrize("python", ["", "/no/such/python"])
def test_a_call_is_made_here_where_no_other_python_starts(
    monkeypatch: pytest.MonkeyPatch, python: str
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    with beside(os.getpid) as result:
        assert result() == os.getpid()


def test_a_call_is_made_here_where_there_is_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with beside(os.getpid) as result:
        assert result() == os.getpid()


@pytest.mark.usefixtures("no_falling_back")
def test_no_module_of_the_current_folder_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("pickle", "os", "msgspec", "yaml", "briefgen"):
        (tmp_path / f"{module}.py").write_text("open('run', 'w')\nraise SystemExit\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with beside(partial(parsed, b"a: b", "a.yaml", [])) as result:
        assert result() is not None
    assert not (tmp_path / "run").exists()


@pytest.mark.usefixtures("no_falling_back")
def test_the_other_python_looks_where_briefgen_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lies_here.py").write_text("def found():\n    return True\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(beside_module, "_HOME", str(tmp_path))
    with beside(importlib.import_module("lies_here").found) as result:
        assert result()


def test_what_a_call_raises_is_raised_where_its_result_is_asked_for() -> None:
    with beside(partial(operator.truediv, 1, 0)) as result, pytest.raises(ZeroDivisionError):
        result()


def test_a_call_whose_result_nobody_waits_for_ends_with_the_block() -> None:
    started = time.perf_counter()
    with beside(partial(time.sleep, 60)):
        pass
    assert time.perf_counter() - started < 30


def _problems(folder: Path) -> list[str]:
    with pytest.raises(DossierError) as fault:
        load(folder)
    return list(map(str, fault.value.problems))


@pytest.mark.usefixtures("no_falling_back")
def test_readings_read_in_another_process_are_the_same(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "data" / "ostrana-2031"
    here = load(folder)
    monkeypatch.setattr(loading, "_MANY", 0)
    there = load(folder)
    assert there.records == here.records
    assert _plain(there) == _plain(here)


@pytest.mark.usefixtures("no_falling_back")
def test_their_faults_are_told_in_the_same_order_and_places(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "data" / "ostrana-2031"
    first, second, *_ = sorted((folder / "readings").glob("*.yaml"))
    first.write_text(first.read_text("utf-8") + "- at: nowhere\n  voice: no-one\n", "utf-8")
    second.write_text(second.read_text("utf-8") + "- {at: [\n", "utf-8")
    here = _problems(folder)
    assert len(here) > 1
    monkeypatch.setattr(loading, "_MANY", 0)
    assert _problems(folder) == here


def _plain(dossier: Dossier) -> list[str]:
    return [
        f"{claim.fact} {claim.value} {claim.reading.at} {claim.place}" for claim in dossier.claims
    ]
