"""One process at a time: a lock file that the system frees when its process ends, however it ends.

That the file is there says nothing, so what a crash leaves of it is in nobody's way.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 20.0
"""Seconds to wait for another process: long beside what is done under a lock."""
_PAUSE = 0.02
_BUSY = "another run of briefgen is at work there; run it again when that has ended"

if sys.platform == "win32":
    from msvcrt import LK_NBLCK, LK_UNLCK, locking

    def _claim(file: int, _lock: Path) -> None:
        try:
            locking(file, LK_NBLCK, 1)
        except PermissionError:
            raise BlockingIOError from None

    def _release(file: int, lock: Path) -> None:
        locking(file, LK_UNLCK, 1)
        os.close(file)  # before it is deleted: what somebody has open stays
        with suppress(OSError):
            lock.unlink()

else:
    from fcntl import LOCK_EX, LOCK_NB, flock

    def _claim(file: int, lock: Path) -> None:
        flock(file, LOCK_EX | LOCK_NB)
        try:
            there = os.path.samestat(os.fstat(file), lock.stat())
        except FileNotFoundError:
            there = False
        if not there:  # who held it has deleted it meanwhile
            raise BlockingIOError

    def _release(file: int, lock: Path) -> None:
        try:
            with suppress(OSError):
                lock.unlink()  # while it is held: nobody can hold it and another of its name
        finally:
            os.close(file)


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Hold the lock while the block runs, and delete its file then.

    Waits for a process that holds it; raises TimeoutError when that takes too long, and OSError
    when the disk refuses.
    """
    until = time.monotonic() + PATIENCE
    while (file := _taken(lock)) is None:
        if time.monotonic() > until:
            raise TimeoutError(errno.ETIMEDOUT, _BUSY)
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _release(file, lock)


def _taken(lock: Path) -> int | None:
    """The lock file, open and held; None while another process holds it."""
    file = os.open(lock, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        _claim(file, lock)
    except OSError as fault:
        os.close(file)
        if isinstance(fault, BlockingIOError):
            return None
        raise
    return file
