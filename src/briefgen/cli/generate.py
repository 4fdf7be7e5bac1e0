"""`briefgen generate`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

LABELS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
"""Those of the facts, written here so that the command line need not load them."""


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
    added.add_argument(
        "--label",
        choices=LABELS,
        metavar="TLP:LABEL",
        help="withhold what is labelled above it; default: the brief's own label",
    )
    added.add_argument(
        "--force", action="store_true", help="write again even when nothing has changed"
    )


def run(options: argparse.Namespace) -> int:
    """Write the edition and say what was done."""
    from briefgen.facts.records import Handling
    from briefgen.generate import generate, unchanged

    started = time.perf_counter()
    label = Handling(options.label) if options.label else None
    asked: dict[str, Any] = {"out": options.out, "languages": options.lang, "label": label}
    written = None if options.force else unchanged(options.root, options.brief, **asked)
    if written is not None:
        print(f"nothing has changed since {written.as_posix()} was written; --force writes it anew")
        return 0
    done = generate(options.root, options.brief, **asked)
    list_problems(done.examined.problems)
    if done.mended:
        print("mended  what an interrupted run had left")
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
