"""A call in another Python process, while this one goes on."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar, cast

import briefgen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

_OTHER = (
    "import os, pickle, sys;"
    " sys.path.append(sys.argv[1]);"
    " call = pickle.load(sys.stdin.buffer);"
    " pickle.dump(call(), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL);"
    " sys.stdout.flush();"
    " os._exit(0)"  # what it holds need not be freed piece by piece
)

_HOME = str(Path(briefgen.__file__).parents[1])
"""Where the other Python finds briefgen, if nowhere else."""


@contextmanager
def beside(call: Callable[[], T], *, worth: bool = True) -> Iterator[Callable[[], T]]:
    """The result of a call that begins now in another Python, and ends with the block.

    What is called, what it is given and its result are pickled. It is called here, when the result
    is asked for, where it is not `worth` a process, there is one processor, or the other Python
    cannot be started or fails.
    """
    process = _begun(call) if worth and os.cpu_count() != 1 else None
    if process is None:
        yield call
        return
    with process:
        try:
            yield partial(_result, process, call)
        finally:
            process.kill()


def _begun(call: Callable[[], object]) -> subprocess.Popen[bytes] | None:
    """Another Python at work, if one can be started."""
    try:
        with tempfile.TemporaryFile() as sent:  # a pipe would hold this process up
            pickle.dump(call, sent, pickle.HIGHEST_PROTOCOL)
            sent.seek(0)
            return subprocess.Popen(  # noqa: S603 -- this Python, with a program of ours
                [sys.executable, "-P", "-c", _OTHER, _HOME],  # no module of the current folder
                stdin=sent,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
    except OSError:
        return None


def _result(process: subprocess.Popen[bytes], call: Callable[[], T]) -> T:
    try:
        return cast("T", pickle.load(cast("IO[bytes]", process.stdout)))  # noqa: S301 -- of a process of ours
    except (EOFError, pickle.UnpicklingError):  # it failed, and said nothing or not all
        return call()
