"""`briefgen docs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.cli.common import command

if TYPE_CHECKING:
    import argparse

    from briefgen.cli.common import Commands

MORE = """\
data/README.md is this text; write it anew after a change of fields or rules:
  briefgen docs > data/README.md
"""


def add(commands: Commands) -> None:
    """Declare the command."""
    command(
        commands, "docs", run, "print what files, fields, values and rules there are", more=MORE
    )


def run(_options: argparse.Namespace) -> int:
    """Print the reference in Markdown."""
    from briefgen.checks.reference import data_reference

    print(data_reference(), end="")
    return 0
