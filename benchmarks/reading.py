"""Measure the reading of YAML and of dossiers: `reading.py`.

YAML with places is compared with what PyYAML's CSafeLoader takes for the same bytes, in turn, so
that a slow moment of the machine meets both. A large dossier is compared with a small one by the
time that a person costs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import crowd
import yaml

from briefgen.checks import check
from briefgen.evidence import Evidence
from briefgen.facts.load import load
from briefgen.facts.tree import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT = Path(__file__).parents[1]
DOSSIER = PROJECT / "data" / "belarus-2025"
ROUNDS = 51
YAML_LIMIT = 0.4
SMALL, LARGE = 500, 50_000
GROWTH_LIMIT = 1.5


def main() -> bool:
    """Print both tables; whether every limit is kept."""
    print(f"{'reading YAML':<28}{'KB':>8}{'ms':>9}{'CSafeLoader':>13}{'ratio':>8}  limit")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = [_print_yaml(title, content) for title, content in _files(folder)]
        print(f"\n{'a person costs, µs':<28}{SMALL:>8}{LARGE:>9}{'ratio':>8}  limit")
        kept += [_print_growth(title, *costs) for title, costs in _growth(folder)]
    return all(kept)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    readings = sorted((DOSSIER / "readings").glob("*.yaml"))
    yield "all readings as one file", b"\n".join(path.read_bytes() for path in readings)
    yield "terms.yaml", (DOSSIER / "terms.yaml").read_bytes()
    yield f"{SMALL} made-up persons", (_made(folder, SMALL) / "persons.yaml").read_bytes()


def _made(folder: Path, count: int) -> Path:
    """A made-up dossier of so many persons, two readings each."""
    project = folder / f"crowd-{count}"
    if not project.exists():
        crowd.make(PROJECT, count, project)
    return project / "data" / "crowd"


def _print_yaml(title: str, content: bytes) -> bool:
    ours, theirs = _in_turn(
        lambda: read(content, title, []), lambda: yaml.load(content, Loader=yaml.CSafeLoader)
    )
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    times = f"{median(ours) * 1e3:>9.2f}{median(theirs) * 1e3:>13.2f}"
    print(f"{title:<28}{len(content) / 1e3:>8.1f}{times}{ratio:>8.2f}  {YAML_LIMIT}")
    return ratio <= YAML_LIMIT


def _in_turn(*works: Callable[[], object]) -> list[list[float]]:
    """The seconds of each work, round by round, after one round that only warms up."""
    times: list[list[float]] = [[] for _ in works]
    for number in range(ROUNDS + 1):
        for work, taken in zip(works, times, strict=True):
            seconds = _seconds(work)
            if number:
                taken.append(seconds)
    return times


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _growth(folder: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    costs = [_costs(_made(folder, count), count, rounds) for count, rounds in _COUNTS.items()]
    for title, small, large in zip(("to load", "to load and check"), *costs, strict=True):
        yield title, (small, large)


_COUNTS = {SMALL: 11, LARGE: 3}


def _costs(folder: Path, count: int, rounds: int) -> tuple[float, float]:
    """Microseconds a person to load the dossier, and to load and check it."""
    loading, both = [], []
    for _ in range(rounds):
        started = time.perf_counter()
        dossier = load(folder)
        loaded = time.perf_counter()
        check(Evidence(dossier))
        both.append(time.perf_counter() - started)
        loading.append(loaded - started)
        del dossier  # not while the next one is measured
    return median(loading) / count * 1e6, median(both) / count * 1e6


def _print_growth(title: str, small: float, large: float) -> bool:
    ratio = large / small
    print(f"{title:<28}{small:>8.0f}{large:>9.0f}{ratio:>8.2f}  {GROWTH_LIMIT}")
    return ratio <= GROWTH_LIMIT


if __name__ == "__main__":
    sys.exit(not main())
