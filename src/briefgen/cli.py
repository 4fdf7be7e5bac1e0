"""The command line: the only place that prints and exits.

0: done. 1: the facts or the brief are wrong; the list is on standard error and nothing was
written. 2: wrong use.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import briefgen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefgen.facts.problems import Problem
    from briefgen.generate import Examined, Generated

EPILOG = """\
A project holds dossiers (data/<dossier>/: what the articles say and what the analyst holds) and
briefs (briefs/<brief>/: the text around the facts). Run briefgen in the project's folder.

examples:
  briefgen generate                                 both files of the one brief
  briefgen generate belarus-us-2025 --out FOLDER    somewhere else
  briefgen check                                    every problem, with its place
  briefgen find 52                                  the facts that show 52, ready to paste
  briefgen explain release-2025-09-11.people        what one fact rests on

exit status: 0 done, 1 the facts or the texts are wrong and nothing was written, 2 wrong use
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = _parser().parse_args(arguments)
    from briefgen.facts.problems import DossierError  # noqa: PLC0415 -- after --help has answered

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

    generate = _command(commands, "generate", _generate, "write the workbook and the brief")
    _brief_argument(generate, positional=True)
    generate.add_argument("--out", type=Path, metavar="DIR", help="default: briefs/<brief>/out")
    generate.add_argument(
        "--lang",
        action="append",
        choices=("en", "fr"),
        default=[],
        help="only this language; may be given twice",
    )
    check = _command(commands, "check", _check, "list every problem of the facts and the texts")
    _brief_argument(check, positional=True)
    explain = _command(commands, "explain", _explain, "what one fact rests on")
    explain.add_argument("fact", metavar="FACT", help="such as release-2025-09-11.people")
    find = _command(commands, "find", _find, "the facts that show a value, ready to paste")
    find.add_argument("value", metavar="VALUE", help="such as 52, or a part of a name")
    for command in (explain, find):
        _brief_argument(command, positional=False)
        command.add_argument("--lang", choices=("en", "fr"), default="en", help="language (en)")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about, description=about[:1].upper() + about[1:] + ".")
    command.set_defaults(run=run)
    return command


def _brief_argument(command: argparse.ArgumentParser, *, positional: bool) -> None:
    about = "name of a brief; the one brief by default"
    if positional:
        command.add_argument("brief", nargs="?", metavar="BRIEF", help=about)
    else:
        command.add_argument("--brief", metavar="BRIEF", help=about)


def _generate(options: argparse.Namespace) -> int:
    from briefgen.generate import generate  # noqa: PLC0415 -- each command imports what it uses

    started = time.perf_counter()
    done = generate(options.root, options.brief, out=options.out, languages=options.lang)
    _list(done.examined.problems)
    print(_read(done.examined))
    for line in _written(done):
        print(line)
    proof = done.proof
    print(
        f"proved  {proof.facts} facts, {proof.notes} notes, {proof.cells} cells,"
        f" {proof.formulas} formulas: the files agree with the facts"
    )
    print(f"done in {time.perf_counter() - started:.1f} s")
    return 0


def _read(examined: Examined) -> str:
    from briefgen.facts.records import Person, Release, Sanction, Source  # noqa: PLC0415

    dossier = examined.dossier
    counts = (
        (Source, "texts"),
        (Release, "release steps"),
        (Person, "persons"),
        (Sanction, "measures"),
    )
    told = ", ".join(f"{len(dossier.of(kind))} {noun}" for kind, noun in counts)
    return f"read    {dossier.name}: {told}, {len(dossier.readings)} readings"


def _written(done: Generated) -> Iterable[str]:
    for name, content in done.files.items():
        yield f"wrote   {(done.folder / name).as_posix()} ({len(content) // 1024} KB)"


def _check(options: argparse.Namespace) -> int:
    from briefgen.generate import examine  # noqa: PLC0415

    examined = examine(options.root, options.brief)
    _list(examined.problems)
    for line in _state(examined):
        print(line)
    return 1 if any(problem.error for problem in examined.problems) else 0


def _state(examined: Examined) -> Iterable[str]:
    evidence = examined.evidence
    material = [found for found in evidence.disagreements if found.weight == "material"]
    yield f"{len(evidence.disagreements)} disagreements, {len(material)} of them material"
    covered = [paragraph for paragraph in evidence.paragraphs if paragraph.covered]
    yield f"coverage {len(covered)} of {len(evidence.paragraphs)} paragraphs"


def _explain(options: argparse.Namespace) -> int:
    from briefgen.explain import explain  # noqa: PLC0415
    from briefgen.generate import examine  # noqa: PLC0415

    examined = examine(options.root, options.brief)
    try:
        lines = explain(options.fact, examined, options.lang)
    except KeyError as fault:
        print(fault.args[0], file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


def _find(options: argparse.Namespace) -> int:
    from briefgen.explain import find  # noqa: PLC0415
    from briefgen.generate import examine  # noqa: PLC0415

    found = find(options.value, examine(options.root, options.brief), options.lang)
    if not found:
        print(f'no fact shows "{options.value}"', file=sys.stderr)
        return 1
    print("\n".join(found))
    return 0


def _list(problems: Iterable[Problem]) -> None:
    listed = list(problems)
    for problem in listed:
        print(problem if problem.error else f"warning: {problem}", file=sys.stderr)
    errors = sum(problem.error for problem in listed)
    if listed:
        print(f"{errors} errors, {len(listed) - errors} warnings", file=sys.stderr)
