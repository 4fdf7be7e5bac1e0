"""What a terminal shows of a long run."""

from __future__ import annotations

import io
import sys
import time
from typing import TYPE_CHECKING

from briefgen.cli import progress as shown
from briefgen.cli.progress import progress

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    """A terminal that keeps what it was sent."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in place of standard error; a fixture would set what pytest then sets again."""
    told = Terminal()
    monkeypatch.setattr(sys, "stderr", told)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    return told


def wait_for(text: str, told: Terminal) -> None:
    until = time.monotonic() + 10
    while text not in told.getvalue():
        assert time.monotonic() < until, told.getvalue()
        time.sleep(0.01)


def test_a_step_that_takes_long_is_shown_and_the_next_replaces_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = terminal(monkeypatch)
    monkeypatch.setattr(shown, "PATIENCE", 0.01)
    with progress() as step:
        step("reading")
        wait_for("reading", told)
        step("writing")
        wait_for("writing", told)
    assert told.getvalue().endswith("\x1b[2K")  # the line is wiped


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    told = terminal(monkeypatch)
    with progress() as step:
        step("reading")
        step("writing")
    assert told.getvalue() == ""


def test_nothing_is_shown_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shown, "PATIENCE", 0.0)
    with progress() as step:
        step("reading")
        time.sleep(0.05)
    assert capsys.readouterr() == ("", "")
