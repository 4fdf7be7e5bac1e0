"""`briefgen generate`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.common import brief_argument, command, list_problems

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from briefgen.cli.common import Commands
    from briefgen.generate import Examined, Generated

MORE = """\
Everything is checked first and the files are proved afterwards: read back and compared with the
facts. When anything is wrong, nothing is written and the last edition stays as it is.
"""


def add(commands: Commands) -> None:
    """Declare the command."""
    added = command(commands, "generate", run, "write the workbook and the brief", more=MORE)
    brief_argument(added, positional=True)
    added.add_argument("--out", type=Path, metavar="DIR", help="default: briefs/<brief>/out")
    added.add_argument(
        "--lang",
        action="append",
        choices=("en", "fr"),
        default=[],
        help="only this language; may be given twice",
    )


def run(options: argparse.Namespace) -> int:
    """Write the edition and say what was done."""
    from briefgen.generate import generate

    started = time.perf_counter()
    done = generate(options.root, options.brief, out=options.out, languages=options.lang)
    list_problems(done.examined.problems)
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
    from briefgen.facts.records import Person, Release, Sanction, Source

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
