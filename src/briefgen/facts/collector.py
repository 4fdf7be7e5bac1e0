"""Python's garbage collector, spared where all that is made is kept."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let no search for cycles run; `@collector_paused()` stands before a function too.

    The collector looks at all objects whenever there are a quarter more of them. Trees, records
    and claims are kept and make no cycles, so that it would search a large dossier in vain, for
    longer than it takes to read.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
