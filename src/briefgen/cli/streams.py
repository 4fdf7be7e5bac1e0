"""Standard output and error: any character, for as long as somebody reads."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterator


def in_utf8() -> None:
    """Write UTF-8 to files and pipes, as all files of a project are, whatever Windows has there.

    A terminal keeps its own encoding; what that lacks is shown by its number.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


@contextmanager
def dropping_unread() -> Iterator[None]:
    """Let what is done in the block go on, and drop what it says, once nobody reads any more."""
    spoken, told = (cast("TextIO", _Stream(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(spoken), redirect_stderr(told):
        try:
            yield
        finally:
            spoken.flush()
            told.flush()


def unread() -> bool:
    """Whether the reader of standard output, such as `head`, was found to have seen enough."""
    return isinstance(sys.stdout, _Stream) and sys.stdout.unread


class _Stream:
    """A stream that whoever reads may leave."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream or io.StringIO()  # a process may be started without
        self.unread = False

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- what the stream has
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError as fault:
            self._drop(fault)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as fault:
            self._drop(fault)

    def _drop(self, fault: OSError) -> None:
        """Send what is still held, and what follows, nowhere.

        Raises SystemExit with status 1 when that is not because the reader has left.
        """
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
        if not isinstance(fault, BrokenPipeError) and fault.errno != errno.EINVAL:  # so on Windows
            sys.exit(f"briefgen: the output cannot be written: {fault.strerror}")
        self.unread = True
