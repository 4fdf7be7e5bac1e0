"""`briefgen new`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.cli.common import command

if TYPE_CHECKING:
    import argparse

    from briefgen.cli.common import Commands

MORE = """\
Writes data/<dossier>/ with a commented example of each kind of record, the invented article it
was read from, and briefs/<dossier>/ with a text in English and in French; and the house styles,
templates/, when the project has none. It generates at once. Nothing is ever overwritten.
"""


def add(commands: Commands) -> None:
    """Declare the command."""
    added = command(commands, "new", run, "begin a dossier and a brief of your own", more=MORE)
    added.add_argument(
        "dossier", metavar="DOSSIER", help="its name: small letters, digits and hyphens"
    )


def run(options: argparse.Namespace) -> int:
    """Write the starter files."""
    from briefgen.intake import begin

    for path in begin(options.root, options.dossier):
        print(f"wrote   {path.as_posix()}")
    print(f"next:   briefgen generate {options.dossier}")
    return 0
