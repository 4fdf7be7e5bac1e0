"""The command line: the only place that prints and exits.

0: done. 1: the facts or the brief are wrong; the list is on standard error and nothing was
written. 2: wrong use.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import briefgen
from briefgen.facts.problems import DossierError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefgen.facts.problems import Problem

EPILOG = """\
A project holds dossiers (data/<dossier>/: what the articles say and what the analyst holds) and
briefs (briefs/<brief>/: the text around the facts). Run briefgen in the project's folder.

examples:
  briefgen generate                                 both files of the one brief
  briefgen generate belarus-us-2025 --out /tmp/x    somewhere else
  briefgen check                                    every problem, with its place
  briefgen find 52                                  the facts that show 52, ready to paste
  briefgen explain release-2025-09-11.people        what one fact rests on
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except DossierError as fault:
        _list(fault.problems)
        return 1


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
    check = commands.add_parser("check", help="list every problem of the facts and the texts")
    check.add_argument("brief", nargs="?", help="name of a brief; the one brief by default")
    check.set_defaults(run=_check)
    return parser


def _check(options: argparse.Namespace) -> int:
    from briefgen.generate import examine  # noqa: PLC0415 -- each command imports what it uses

    examined = examine(options.root, options.brief)
    _list(examined.problems)
    return 1 if any(problem.error for problem in examined.problems) else 0


def _list(problems: Iterable[Problem]) -> None:
    listed = list(problems)
    for problem in listed:
        print(problem if problem.error else f"warning: {problem}", file=sys.stderr)
    errors = sum(problem.error for problem in listed)
    if listed:
        print(f"{errors} errors, {len(listed) - errors} warnings", file=sys.stderr)
