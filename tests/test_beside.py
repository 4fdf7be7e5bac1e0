"""Calls in another process give what they would give here, and leave nothing running."""

from __future__ import annotations

import operator
import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from briefgen.facts import load as loading
from briefgen.facts.beside import beside
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.facts.dossier import Dossier


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


def test_readings_read_in_another_process_are_the_same(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "data" / "ostrana-2031"
    here = load(folder)
    monkeypatch.setattr(loading, "_MANY", 0)
    there = load(folder)
    assert there.records == here.records
    assert _plain(there) == _plain(here)


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
