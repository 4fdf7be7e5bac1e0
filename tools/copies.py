"""Copies of the project in which tests run, with or without a change of the code."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
import traceback
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import coverage
import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mutations import Mutant

ROOT = Path(__file__).parent.parent
WORKERS = 2
PASSED, NOTHING_RUN = 0, 5
LEFT_OUT = {
    *("test_speed.py", "test_structure.py", "test_mutants.py"),
    "test_a_proof_costs_a_fifth_of_the_run_at_most",
    *("test_watch.py", "test_pdf.py", "test_edition.py", "test_beside.py"),
    "test_a_change_of_any_input_writes_anew",
    "test_an_office_program_opens_it_without_repair",
    "test_forced_or_in_other_languages_it_writes_anew",
    "test_the_shipped_workbook_is_whole",
    "test_what_is_saved_during_a_run_ends_it_and_the_next_run_reads_it",
}
"""Test files and tests that measure time or read the code as text, and slow ones that ask when
something is written or whether it opens, not what stands in it."""

MARKS = ("soak", "office")
"""What marks a test that is not asked."""

_ARTICLES = ROOT.parent / "shared"
_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "out")
_OPTIONS = (
    *("-q", "-x", "--hypothesis-profile=mutants", "-p", "no:randomly", "-p", "no:cacheprovider"),
    *("-p", "no:xdist", "-p", "no:cov", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
_COSTLY = 0.005
"""Seconds: what a fixture takes that tests share because it is costly."""

hypothesis.settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, max_examples=20
)


@dataclass
class Job:
    """Test files run in a copy, round after round, until a test fails.

    `took` is processor time, so that what else the machine does is not counted.
    """

    files: dict[str, list[str]]
    rounds: list[list[str]] = field(default_factory=list)
    mutant: Mutant | None = None
    limit: float = 900
    learnt: Path | None = None
    began: float = 0
    took: float = 0
    tests: int = 0
    code: int = PASSED
    slow: bool = False

    @property
    def outcome(self) -> str:
        """What became of the change."""
        if self.slow:
            return "killed, too slow"
        told = {PASSED: "survived", 1: "killed", 2: "killed at import", 4: "killed at import"}
        return told.get(self.code, f"killed, pytest ended with {self.code}")


class Chosen:
    """Leaves in a run only the tests that are asked for, in this order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.order = {test: number for number, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self.order]
        items[:] = sorted(chosen, key=lambda item: self.order[item.nodeid])


@dataclass(eq=False)  # pytest keeps it by its identity
class Recorder:
    """Notes for each test its lines, its time and the costly fixtures that it shares."""

    coverage: coverage.Coverage
    times: dict[str, float] = field(default_factory=partial(defaultdict, float))
    shared: dict[str, list[str]] = field(default_factory=dict)
    costs: dict[str, float] = field(default_factory=partial(defaultdict, float))
    failed: set[str] = field(default_factory=set)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [
            item
            for item in items
            if item.name.partition("[")[0] not in LEFT_OUT
            and not any(map(item.get_closest_marker, MARKS))
        ]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: Any) -> Iterator[None]:
        known = item._fixtureinfo.name2fixturedefs  # noqa: SLF001
        wide = [name for name, made in known.items() if made[-1].scope != "function"]
        self.shared[item.nodeid] = wide
        self.coverage.switch_context(item.nodeid)
        given = yield
        self.coverage.switch_context("")
        return given

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        began = time.perf_counter()
        given = yield
        self.costs[fixturedef.argname] += time.perf_counter() - began
        return given

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.times[report.nodeid] += report.duration
        if report.failed:
            self.failed.add(report.nodeid)

    def learnt(self) -> dict[str, Any]:
        """By test its time and its costly fixtures; by file and line the tests that run it."""
        data, lines = self.coverage.get_data(), {}
        for name in data.measured_files():
            path = name[name.index("/src/briefgen/") + 1 :]
            lines[path] = data.contexts_by_lineno(name)
        shared = {
            test: [name for name in names if self.costs[name] > _COSTLY]
            for test, names in self.shared.items()
        }
        return {
            "times": self.times,
            "shared": shared,
            "failed": sorted(self.failed),
            "lines": lines,
        }


def _run(job: Job, tree: Path, log: Path) -> int:
    """What a forked process does: the tests of the copy, with its code."""
    os.setsid()
    os.chdir(tree)
    sys.path.insert(0, str(tree / "src"))
    os.environ["PYTHONPATH"] = str(tree / "src")
    with log.open("wb") as told:
        for stream in (1, 2):
            os.dup2(told.fileno(), stream)
    if job.learnt:
        return _record(job, tree)
    for names in job.rounds:
        tests = [test for name in names for test in job.files[name]]
        code = pytest.main([*_OPTIONS, *_base(tree), *names], plugins=[Chosen(tests)])
        if code not in (PASSED, NOTHING_RUN):
            return int(code)
    return PASSED


def _base(tree: Path) -> tuple[str, str]:
    """Where the tests write: beside the copy, so that all goes with it."""
    return "--basetemp", str(tree.parent / "written")


def _record(job: Job, tree: Path) -> int:
    measured = coverage.Coverage(data_file=None, source_pkgs=["briefgen"], config_file=False)
    measured.start()
    recorder = Recorder(measured)
    options = [option for option in _OPTIONS if option != "-x"]
    code = pytest.main([*options, *_base(tree), *job.files], plugins=[recorder])
    measured.stop()
    assert job.learnt is not None
    job.learnt.write_text(json.dumps(recorder.learnt()), "utf-8")
    return int(code)


def _kill(process: int) -> None:
    """End a forked process with all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)


class Copies:
    """Copies of the project, each with one job at a time in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.trees = [folder / str(number) / "project" for number in range(WORKERS)]
        for tree in self.trees:
            shutil.copytree(ROOT, tree, ignore=_NOT_COPIED)
            if _ARTICLES.is_dir():
                (tree.parent / "shared").symlink_to(_ARTICLES)
        self.written = int(time.time())

    def run(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """Each job when it is done."""
        waiting, running = iter(jobs), dict[Path, tuple[Job, int]]()
        try:
            yield from self._run(waiting, running)
        finally:
            for _, process in running.values():
                _kill(process)

    def _run(self, waiting: Iterator[Job], running: dict[Path, tuple[Job, int]]) -> Iterator[Job]:
        while True:
            for tree in (tree for tree in self.trees if tree not in running):
                if job := next(waiting, None):
                    running[tree] = job, self._start(job, tree)
            if not running:
                return
            time.sleep(0.02)
            for tree, (job, process) in list(running.items()):
                if self._is_over(job, process):
                    del running[tree]
                    self._restore(job, tree)
                    yield job

    def _start(self, job: Job, tree: Path) -> int:
        job.began = time.monotonic()
        if job.mutant:
            source = (ROOT / job.mutant.path).read_bytes()
            self._write(tree / job.mutant.path, job.mutant.applied(source))
        process = os.fork()
        if process == 0:
            code = 3
            try:
                code = _run(job, tree, tree.parent / "log")
            except BaseException:  # noqa: BLE001  # whatever it is, the forked process ends here
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(code)
        return process

    def _is_over(self, job: Job, process: int) -> bool:
        ended, status, used = os.wait4(process, os.WNOHANG)
        if not ended and time.monotonic() - job.began > job.limit:
            job.slow = True
            _kill(process)
            ended, status, used = os.wait4(process, 0)
        if ended:
            job.took = used.ru_utime + used.ru_stime
            job.code = os.waitstatus_to_exitcode(status)
        return bool(ended)

    def _restore(self, job: Job, tree: Path) -> None:
        if job.mutant:
            self._write(tree / job.mutant.path, (ROOT / job.mutant.path).read_bytes())

    def _write(self, path: Path, source: bytes) -> None:
        """No two writings have the same time, or Python would take the compiled one for it."""
        path.write_bytes(source)
        self.written += 2
        os.utime(path, (self.written, self.written))
