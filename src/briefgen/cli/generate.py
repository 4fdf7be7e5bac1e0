"""`briefgen generate`."""

from __future__ import annotations

import gc
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.common import (
    NOT_AT_HAND,
    archive_argument,
    brief_argument,
    command,
    counted,
    found_again,
    list_problems,
    misused,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from briefgen.cli.common import Commands
    from briefgen.examine import Examined
    from briefgen.generate import Generated

MORE = """\
Everything is checked first and the files are proved afterwards: read back and compared with the
facts. When anything is wrong, nothing is written and the last edition stays as it is.

Where the articles are at hand, every passage is first found again in them, and the files say so. A
brief whose status is final is not written without them.
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
    archive_argument(added)
    added.add_argument("--pdf", action="store_true", help="the brief also as a PDF, by LibreOffice")
    added.add_argument(
        "--watch", action="store_true", help="write again on every change, until Ctrl-C"
    )
    added.add_argument(
        "--force", action="store_true", help="write again even when nothing has changed"
    )


def run(options: argparse.Namespace) -> int:
    """Write the edition and say what was done; with --watch again on every change."""
    if options.archive and not options.archive.is_dir():
        return misused(f"--archive {options.archive}: no such folder")
    return _watch(options) if options.watch else _once(options)


def _watch(options: argparse.Namespace) -> int:
    """Write the edition now and whenever an input has changed, until the user has seen enough."""
    from briefgen.cli.streams import unread
    from briefgen.facts.briefs import find_brief
    from briefgen.identity import inputs
    from briefgen.watch import changes

    folder = find_brief(options.root, options.brief)

    def watched() -> list[Path]:
        return [*inputs(options.root, folder), *_articles(folder, options)]

    try:
        changing = changes(watched)  # from before the first run on
        _attempt(options)
        while not unread():
            changed = next(changing)
            print(f"\nchanged {', '.join(sorted(path.as_posix() for path in changed))}")
            _attempt(options)
    except KeyboardInterrupt:
        print("\nno longer watching")
    return 0


def _articles(folder: Path, options: argparse.Namespace) -> list[Path]:
    """The articles of a brief, none while its `brief.yaml` cannot be read."""
    from briefgen.facts.articles import articles_of
    from briefgen.facts.briefs import load_brief
    from briefgen.facts.problems import DossierError

    try:
        brief = load_brief(folder)
    except DossierError:
        return []
    named = brief.archive
    return articles_of(options.root, brief.dossier, option=options.archive, named=named).files()


def _attempt(options: argparse.Namespace) -> None:
    """One run whose problems are listed and end nothing: the next change may mend them."""
    from briefgen.facts.problems import DossierError

    try:
        _once(options)
    except DossierError as fault:
        list_problems(fault.problems)
    except OSError as fault:  # a file was just being saved; its next state is a change
        print(fault, file=sys.stderr)
    gc.collect()  # what the run left behind; the next one may come in a second or in a day
    print("watching; Ctrl-C ends it", flush=True)


def _once(options: argparse.Namespace) -> int:
    from briefgen.identity import read_manifest

    started = time.perf_counter()
    if (written := _unchanged(options)) is not None:
        print(f"nothing has changed since {written.as_posix()} was written; --force writes it anew")
        passages = (read_manifest(written) or {}).get("passages")
        print(found_again(**passages) if passages else NOT_AT_HAND)
        return 0
    from briefgen.cli.progress import progress
    from briefgen.facts.records import Handling
    from briefgen.generate import Asked, generate

    label = Handling(options.label) if options.label else None
    asked = Asked(
        brief=options.brief,
        out=options.out,
        languages=options.lang,
        label=label,
        archive=options.archive,
        pdf=options.pdf,
    )
    with progress() as step:
        done = generate(options.root, asked, step=step)
    list_problems(done.warnings)
    if done.mended:
        print("mended  what an interrupted run had left")
    print(_read(done.examined))
    passages = done.passages
    line = passages and found_again(passages.found, passages.of, passages.missing)
    print(line or NOT_AT_HAND)
    for line in _written(done):
        print(line)
    proof = done.proof
    print(
        f"proved  {proof.facts} facts, {proof.notes} notes, {proof.cells} cells,"
        f" {proof.formulas} formulas: the files agree with the facts"
    )
    print(f"done in {time.perf_counter() - started:.1f} s")
    return 0


def _unchanged(options: argparse.Namespace) -> Path | None:
    """The folder of the edition asked for when it stands there already; none with --force."""
    from briefgen.identity import unchanged

    if options.force:
        return None
    with suppress(OSError):  # what cannot be read is told by the run that begins then
        return unchanged(
            options.root,
            options.brief,
            languages=options.lang,
            label=options.label,
            archive=options.archive,
            out=options.out,
            pdf=options.pdf,
        )
    return None


def _read(examined: Examined) -> str:
    from briefgen.facts.records import Person, Release, Sanction, Source

    dossier = examined.dossier
    counts = (
        (Source, "text"),
        (Release, "release step"),
        (Person, "person"),
        (Sanction, "measure"),
    )
    told = [counted(len(dossier.of(kind)), noun) for kind, noun in counts]
    told.append(counted(len(dossier.readings), "reading"))
    return f"read    {dossier.name}: {', '.join(told)}"


def _written(done: Generated) -> Iterable[str]:
    for name, content in done.files.items():
        yield f"wrote   {(done.folder / name).as_posix()} ({len(content) // 1024} KB)"
