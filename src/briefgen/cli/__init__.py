"""The command line: the only place that prints and exits. One command a module.

0: done. 1: the facts or the brief are wrong; the list is on standard error and nothing was
written. 2: wrong use.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import briefgen
from briefgen.cli import check, docs, explain, find, generate, new, schema, source, verify
from briefgen.cli.common import list_problems, misused
from briefgen.cli.streams import dropping_unread, in_utf8
from briefgen.facts.collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefgen.facts.problems import DossierError

EPILOG = """\
A project holds dossiers (data/<dossier>/: what the articles say and what the analyst holds) and
briefs (briefs/<brief>/: the text around the facts). Run briefgen in the project's folder.

examples:
  briefgen generate                                 both files of the one brief
  briefgen generate belarus-us-2025 --out FOLDER    somewhere else
  briefgen check                                    every problem, with its place
  briefgen check --archive FOLDER                   with the articles in that folder
  briefgen verify FILE...                           the edition of a file, and what differs now
  briefgen find 52                                  the facts that show 52, ready to paste
  briefgen explain release-2025-09-11.people        what one fact rests on
  briefgen explain --source 003                     what falls when an article is withdrawn
  briefgen source add article.txt                   a new article, with its numbered paragraphs
  briefgen new my-dossier                           a dossier and a brief of your own

exit status: 0 done, 1 the facts or the texts are wrong and nothing was written, 2 wrong use
"""

COMMANDS = (generate, check, verify, explain, find, source, new, schema, docs)


def program() -> NoReturn:
    """Run one command as a process of its own, which ends with the exit status."""
    in_utf8()
    os._exit(main())  # the system frees at once what Python would free piece by piece


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    with dropping_unread():
        options = _parser().parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = options.run
        if not options.root.is_dir() and run is not new.run:  # which makes it
            return misused(f"-C {options.root}: no such folder")
        try:
            with collector_paused():
                return run(options)
        except _told() as fault:
            list_problems(fault.problems)
            return 1


def _told() -> type[DossierError]:
    """Loaded when something is wrong: a run that finds nothing to do needs none of the facts."""
    from briefgen.facts.problems import DossierError

    return DossierError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefgen",
        description="Curated facts in YAML to an Excel workbook and a Word policy brief,"
        " every figure with its sources.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"briefgen {briefgen.__version__}")
    parser.add_argument(
        "-C", dest="root", type=Path, default=Path(), metavar="DIR", help="the project's folder"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
