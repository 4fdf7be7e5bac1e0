"""Whether the tests notice a small change of the code: `make mutants SAMPLE=300 SEED=1`.

Each change is written into a copy of the project, and of the tests only those run that execute the
changed lines. Which these are is learnt once from a run of all tests, and kept until the code or a
test changes. Tests of speed and tests with LibreOffice are not asked.

A survivor that is left as it is stands in `mutants.yaml`, with the reason.
"""

from __future__ import annotations

import argparse
import importlib
import os
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from copies import PASSED, ROOT, WORKERS, Copies, Job
from mutations import Mutant, compiles, draw, mutants
from noticing import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FOLDERS = ("tables", "wording", "evidence", "narrative", "brief", "checks", "proof")
ACCEPTED = Path(__file__).with_suffix(".yaml")
PRELOADED = (
    *("pandas", "openpyxl", "lxml.etree", "docx", "mammoth", "msgspec", "yaml", "babel"),
    *("markdown_it", "rich", "python_calamine", "openxml_audit", "hypothesis.strategies"),
)
"""Loaded once, not in every run; never briefgen itself."""


def _sample(folders: Sequence[Path], size: int, seed: int) -> list[Mutant]:
    """The first changes of a draw that make another program."""
    sources = {str(p.relative_to(ROOT)): p.read_bytes() for one in folders for p in _modules(one)}
    found = [mutant for path, source in sources.items() for mutant in mutants(path, source)]
    print(f"{len(found)} changes are possible", flush=True)
    fit = (one for one in draw(found, seed) if compiles(one, sources[one.path]))
    return list(islice(fit, size))


def _modules(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _accepted() -> dict[tuple[str, ...], str]:
    """The reasons of those survivors that are left as they are."""
    listed = yaml.safe_load(ACCEPTED.read_text("utf-8")) if ACCEPTED.is_file() else None
    return {tuple(one[key] for key in _KEY): one["reason"] for one in listed or ()}


_KEY = ("path", "within", "old", "new")


def _key(mutant: Mutant) -> tuple[str, ...]:
    return tuple(getattr(mutant, key) for key in _KEY)


def _place(one: tuple[Mutant, int]) -> tuple[str, int]:
    return one[0].path, one[0].start


def _measure(sample: list[Mutant], bound: float) -> list[Job]:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process of one thread forks safely
    for name in PRELOADED:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = Copies(Path(folder))
        known = Known(copies)
        done: list[Job] = []
        for job in copies.run(known.job(mutant, bound) for mutant in sample):
            done.append(job)
            told = f"[{len(done)}/{len(sample)}] {job.outcome}, {job.took:.1f} s: "
            print(told + str(job.mutant).partition("\n")[0], flush=True)
    return done


def _report(done: list[Job]) -> None:
    accepted = _accepted()
    left = [(job.mutant, job.tests) for job in done if job.mutant and job.code == PASSED]
    known = [one for one in left if _key(one[0]) in accepted]
    groups: dict[str, Callable[[Mutant, int], bool]] = {
        "survived": lambda mutant, tests: tests > 0 and _key(mutant) not in accepted,
        "not run": lambda mutant, tests: tests == 0 and _key(mutant) not in accepted,
        "accepted": lambda mutant, _: _key(mutant) in accepted,
    }
    for title, belongs in groups.items():
        chosen = sorted((one for one in left if belongs(*one)), key=_place)
        print(f"\n{title}: {len(chosen)}")
        for mutant, tests in chosen:
            print(f"{mutant}\n    {accepted.get(_key(mutant), f'{tests} tests ran')}")
    print(f"\n{_score(len(done) - len(left), len(done))}")
    if known:
        print(f"without those accepted: {_score(len(done) - len(left), len(done) - len(known))}")


def _score(killed: int, of: int) -> str:
    return f"killed {killed} of {of} ({killed / max(of, 1):.1%})"


def main() -> None:
    """Draw, run, tell."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=0, help="of tests a change; 0 is all")
    parser.add_argument("--file", type=Path, action="append", help="draw from this one only")
    parser.add_argument("--list", action="store_true", help="print the sample and run nothing")
    asked = parser.parse_args()
    folders = [path.resolve() for path in asked.file or ()]
    folders = folders or [ROOT / "src" / "briefgen" / name for name in FOLDERS]
    sample = _sample(folders, asked.sample, asked.seed)
    if asked.list:
        print(*sample, sep="\n")
        return
    began = time.monotonic()
    done = _measure(sample, asked.seconds)
    _report(done)
    used = sum(job.took for job in done) / 60
    passed = (time.monotonic() - began) / 60
    print(
        f"{passed:.1f} minutes on {WORKERS} processors, {used:.1f} of processor time for the tests"
    )


if __name__ == "__main__":
    main()
