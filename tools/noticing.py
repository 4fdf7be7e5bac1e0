"""Which tests could notice a change: those that execute its lines."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copies import LEFT_OUT, MARKS, ROOT, Copies, Job
from mutations import Mutant, mutants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEPT = ROOT / ".mutants.json"
_QUICK = 10
"""Seconds of tests that run file by file; the files of the rest share what they make."""


class Known:
    """Which tests run which lines."""

    def __init__(self, copies: Copies) -> None:
        digest = _digest()
        kept = json.loads(_KEPT.read_text("utf-8")) if _KEPT.is_file() else {}
        if kept.get("digest") != digest:
            kept = {"digest": digest, **_learn(copies)}
            _KEPT.write_text(json.dumps(kept), "utf-8")
        self.times: dict[str, float] = kept["times"]
        self.sets = [frozenset(numbers) for numbers in kept["sets"]]
        self.lines: dict[str, dict[str, int]] = kept["lines"]
        self.names = list(self.times)

    def tests(self, mutant: Mutant, bound: float = 0) -> dict[str, list[str]]:
        """The tests that could notice a change, by file, the fastest first."""
        lines = self.lines.get(mutant.path, {})
        wanted = range(mutant.first, mutant.last + 1) if mutant.inside else _bodies(mutant.path)
        numbers = {n for line in wanted for n in self.sets[lines.get(str(line), 0)]}
        if not numbers and not mutant.inside:
            numbers = set(range(len(self.names)))
        files, spent = defaultdict(list), 0.0
        for test in sorted((self.names[n] for n in numbers), key=lambda one: self.times[one]):
            spent += self.times[test]
            if not bound or spent < bound:
                files[test.partition("::")[0]].append(test)
        return dict(sorted(files.items(), key=lambda item: self.seconds(item[1])))

    def job(self, mutant: Mutant, bound: float = 0) -> Job:
        """What is to run for a change; with a bound, in seconds, not all that could notice it."""
        files = self.tests(mutant, bound)
        spent: float = 0
        rounds: list[list[str]] = [[]]
        for name, tests in files.items():
            spent += self.seconds(tests)
            if spent < _QUICK:
                rounds.insert(-1, [name])
            else:
                rounds[-1].append(name)
        count = sum(map(len, files.values()))
        return Job(files, list(filter(None, rounds)), mutant, 10 * spent + 30, tests=count)

    def seconds(self, tests: Iterable[str]) -> float:
        """How long tests take, with the measuring of lines."""
        return sum(self.times[test] for test in tests)


def _digest() -> str:
    paths = [path for name in ("src", "tests", "data", "briefs") for path in _files(ROOT / name)]
    told = [f"{path}:{sha256(path.read_bytes()).hexdigest()}" for path in paths]
    return sha256("\n".join([*told, *sorted(LEFT_OUT), *MARKS]).encode()).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    skipped = {"__pycache__", "out", *LEFT_OUT}
    yield from sorted(
        path for path in folder.rglob("*") if path.is_file() and skipped.isdisjoint(path.parts)
    )


def _bodies(path: str) -> set[int]:
    """The lines inside the functions of a module."""
    found = mutants(path, (ROOT / path).read_bytes())
    return {line for one in found if one.inside for line in range(one.first, one.last + 1)}


def _learn(copies: Copies) -> dict[str, Any]:
    """Run every test file once, and put together what was learnt."""
    print("Which test runs which line is learnt once; it takes some minutes.", flush=True)
    paths = [path for path in _files(ROOT / "tests") if path.match("test_*.py")]
    names = [path.relative_to(ROOT).as_posix() for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        jobs = [Job({name: []}, learnt=Path(folder) / Path(name).stem) for name in names]
        done = [job.learnt for job in copies.run(jobs) if job.learnt]
        parts = [json.loads(path.read_text("utf-8")) for path in sorted(done)]
    failed = {test for part in parts for test in part["failed"]}
    if failed:
        print("not asked, for they fail without a change:", *sorted(failed), sep="\n  ")
    times = {t: s for part in parts for t, s in part["times"].items() if t not in failed}
    numbers = {test: number for number, test in enumerate(times)}
    sets: dict[frozenset[int], int] = {frozenset(): 0}
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for part in parts:
        spread = _spread(part["shared"])
        for path, lines in part["lines"].items():
            for line, tests in lines.items():
                reached = {other for test in tests for other in spread[test]}
                found[path][line] |= {numbers[test] for test in reached if test in numbers}
    lines = {
        path: {line: sets.setdefault(frozenset(tests), len(sets)) for line, tests in one.items()}
        for path, one in found.items()
    }
    return {"times": times, "sets": [sorted(one) for one in sets], "lines": lines}


def _spread(shared: dict[str, list[str]]) -> dict[str, set[str]]:
    """With each test those of its file that share a costly fixture; '' is the import of the file.

    What a shared thing does once, whichever test asks first, all of them can notice.
    """
    users: dict[str, set[str]] = defaultdict(set)
    for test, names in shared.items():
        for name in names:
            users[name].add(test)
    spread = {
        test: {test}.union(*(users[name] for name in names)) for test, names in shared.items()
    }
    return {"": set(shared), **spread}
