"""Waiting for a change of what an edition is made from."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

PAUSE = 0.4
"""Seconds between two looks: short beside a run, long beside the look itself."""

State = dict["Path", tuple[int, int]]


def changes(inputs: Callable[[], Iterable[Path]], pause: float = PAUSE) -> Iterator[set[Path]]:
    """The files that were added, changed or removed since the last time, as soon as there are any.

    The first time is the call itself. Goes on until the caller stops asking.
    """
    return _changes(inputs, _state(inputs()), pause)


def _changes(
    inputs: Callable[[], Iterable[Path]], seen: State, pause: float
) -> Iterator[set[Path]]:
    while True:
        time.sleep(pause)
        found = _state(inputs())
        changed = {path for path in seen.keys() | found.keys() if seen.get(path) != found.get(path)}
        if changed:
            seen = found
            yield changed


def _state(paths: Iterable[Path]) -> State:
    state: State = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue  # removed between being listed and being looked at
        state[path] = (status.st_mtime_ns, status.st_size)
    return state
