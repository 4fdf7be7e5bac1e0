"""`briefgen find`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.cli.common import brief_argument, command, language_argument, refuse

if TYPE_CHECKING:
    import argparse

    from briefgen.cli.common import Commands


def add(commands: Commands) -> None:
    """Declare the command."""
    added = command(commands, "find", run, "the facts that show a value, ready to paste")
    added.add_argument("value", metavar="VALUE", help="such as 52, or a part of a name")
    brief_argument(added, positional=False)
    language_argument(added)


def run(options: argparse.Namespace) -> int:
    """Print the facts."""
    from briefgen.examine import examine
    from briefgen.explain import find

    examined = examine(options.root, options.brief)
    found = find(options.value, examined.whole.dossier, options.lang)
    if not found:
        return refuse(f'no fact shows "{options.value}"')
    print("\n".join(found))
    return 0
