"""`briefgen explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.cli.common import brief_argument, command, language_argument, refuse

if TYPE_CHECKING:
    import argparse

    from briefgen.cli.common import Commands

MORE = """\
FACT      its value, whether and how it is disputed and why it is held so; each reading as used,
          instead, less precise ...; which texts are silent; who vouches for it; where the brief
          shows it; what is left when an article is withdrawn
--source  the facts that change when that article is withdrawn, and the sentences of the brief
          that rest on it
"""


def add(commands: Commands) -> None:
    """Declare the command."""
    about = "what one fact rests on, or what rests on one article"
    added = command(commands, "explain", run, about, more=MORE)
    subject = added.add_mutually_exclusive_group(required=True)
    subject.add_argument(
        "fact", nargs="?", metavar="FACT", help="such as release-2025-09-11.people"
    )
    subject.add_argument("--source", metavar="ID", help="id of an article, such as 003")
    added.add_argument("--json", action="store_true", help="as JSON, for programs")
    brief_argument(added, positional=False)
    language_argument(added)


def run(options: argparse.Namespace) -> int:
    """Print the page."""
    import msgspec

    from briefgen.examine import examine
    from briefgen.explain import FactPage, SourcePage, explain_fact, explain_source

    examined = examine(options.root, options.brief)
    page: FactPage | SourcePage
    try:
        if options.source is not None:
            page = explain_source(options.source, examined)
        else:
            page = explain_fact(options.fact, examined, options.lang)
    except KeyError as fault:
        return refuse(fault.args[0])
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(page), indent=1).decode())
    else:
        print("\n".join(page.lines()))
    return 0
