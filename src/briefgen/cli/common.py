"""What the commands share: how one is declared, and how problems are listed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefgen.facts.problems import Problem

    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 -- argparse gives it no public name


def command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    *,
    more: str = "",
) -> argparse.ArgumentParser:
    """A command; `about` is its line in the list of commands, `more` what its own help adds."""
    added = commands.add_parser(
        name,
        help=about,
        description=about[:1].upper() + about[1:] + ".",
        epilog=more,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    added.set_defaults(run=run)
    return added


def brief_argument(added: argparse.ArgumentParser, *, positional: bool) -> None:
    """Let the command be told which brief; without it, it takes the one brief of the project."""
    about = "name of a brief; the one brief by default"
    if positional:
        added.add_argument("brief", nargs="?", metavar="BRIEF", help=about)
    else:
        added.add_argument("--brief", metavar="BRIEF", help=about)


def archive_argument(added: argparse.ArgumentParser) -> None:
    """Let the command take the folder of the articles."""
    added.add_argument(
        "--archive",
        type=Path,
        metavar="DIR",
        help="the folder of the articles; default: BRIEFGEN_ARCHIVE, else archive: in brief.yaml,"
        " else archive/<dossier>",
    )


NOT_AT_HAND = "the articles are not at hand: passages not checked"


def found_again(found: int, of: int, missing: Sequence[str]) -> str:
    """What a run says of the passages, and of the texts whose articles are not at hand."""
    rest = f"; not at hand: {', '.join(missing)}" if missing else ""
    return f"{found} of {counted(of, 'passage')} found again{rest}"


def language_argument(added: argparse.ArgumentParser) -> None:
    """Let the command be told in which language it answers."""
    added.add_argument("--lang", choices=("en", "fr"), default="en", help="language (en)")


def list_problems(problems: Iterable[Problem]) -> None:
    """Print the problems and how many they are to standard error."""
    listed = list(problems)
    for problem in listed:
        print(problem if problem.error else f"warning: {problem}", file=sys.stderr)
    errors = sum(problem.error for problem in listed)
    if listed:
        warnings = len(listed) - errors
        print(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}", file=sys.stderr)


def counted(count: int, noun: str) -> str:
    """The count with its noun, which takes an s after any count but one."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def misused(message: str) -> int:
    """Say what was asked for wrongly; the exit status."""
    print(message, file=sys.stderr)
    return 2


def refuse(message: object) -> int:
    """Say what there is not; the exit status."""
    print(message, file=sys.stderr)
    return 1
