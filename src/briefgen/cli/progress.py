"""What a long run is doing, on a terminal; a short one shows nothing."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.status import Status

PATIENCE = 1.0
"""Seconds that a step may take before it is shown."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Let each step of a run say what it does; silent where standard error is no terminal.

    The line is gone when the run ends, so that what is printed then stands alone.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    shown = _Line()
    try:
        yield shown.begin
    finally:
        shown.end()


class _Line:
    """One line of the terminal, written once a step has taken long; later steps replace it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._step = ""
        self._timer: Timer | None = None
        self._status: Status | None = None

    def begin(self, step: str) -> None:
        """Another step begins."""
        with self._lock:
            self._step = step
            if self._status:
                self._status.update(step)
                return
            if self._timer:
                self._timer.cancel()
            self._timer = Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()

    def end(self) -> None:
        """Take the line away; none comes any more."""
        with self._lock:
            self._step = ""
            if self._timer:
                self._timer.cancel()
            if self._status:
                self._status.stop()

    def _show(self) -> None:
        """Called by a timer, in its own thread; rich is loaded by runs that need it alone."""
        from rich.console import Console

        with self._lock:
            if self._step and not self._status:
                self._status = Console(stderr=True).status(self._step)
                self._status.start()
