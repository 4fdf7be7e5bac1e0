"""Whole processes, measured: how long one took, and the most memory it held."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

LIBRARIES = (
    *("babel", "docxtpl", "lxml", "markdown-it-py", "msgspec", "numpy", "openpyxl", "pandas"),
    *("python-docx", "PyYAML", "XlsxWriter"),
)
COMPILING = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of one process, and its peak memory in bytes."""

    seconds: float
    memory: float


def run(command: Sequence[str | Path], where: Path) -> Run:
    """Run a command and measure it. Raises CalledProcessError with what it said when it fails.

    This process stays small on purpose: Linux counts the memory of the one that starts a child as
    the child's.
    """
    heard = where / "heard.txt"
    with heard.open("wb") as told:
        started = time.perf_counter()
        process = subprocess.Popen(
            list(map(str, command)), stdout=told, stderr=told, env=environment()
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(
            process.returncode, list(map(str, command)), heard.read_text("utf-8", "replace")
        )
    return Run(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def environment() -> dict[str, str]:
    """That of this process, in which Python keeps what it compiled, as it does for users."""
    return {name: held for name, held in os.environ.items() if name not in COMPILING}


def in_turn(
    commands: Mapping[str, Callable[[], Run]], rounds: int, *, warm: bool = True
) -> dict[str, list[Run]]:
    """Run all commands one after the other, `rounds` times; a first round only warms the caches."""
    if warm:
        for command in commands.values():
            command()
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(command())
    return runs


def ratio(runs: Sequence[Run], others: Sequence[Run]) -> float:
    """The median of the ratios of the runs to those of the same round."""
    return median(one.seconds / other.seconds for one, other in zip(runs, others, strict=True))


def seconds(runs: Sequence[Run]) -> float:
    return median(run.seconds for run in runs)


def memory(runs: Sequence[Run]) -> float:
    """In megabytes."""
    return median(run.memory for run in runs) / 1e6


def machine() -> str:
    """What it was measured on, in a line."""
    found = [f"{name} {_version(name)}" for name in LIBRARIES]
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()},"
        f" Python {platform.python_version()}; {', '.join(found)}"
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
