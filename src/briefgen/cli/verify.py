"""`briefgen verify`."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import briefgen
from briefgen.cli.common import command, list_problems, misused, refuse

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from briefgen.cli.common import Commands
    from briefgen.examine import Examined
    from briefgen.generate import Pair
    from briefgen.verify.brief import Found
    from briefgen.verify.received import Received

MORE = """\
The file is compared with what the facts and texts give now, under the label that it bears. Told
are its edition; the figures that differ; of a brief each changed sentence, at its place in the
narrative; of a workbook each changed cell, with its column and record:
  briefs/x/text.en.md:41:3: texts report [-52-] {+53+} people freed (tracked, by A. Editor)
[-...-] is what would be written now, {+...+} what the file has; tracked changes count as made.

exit status: 0 the edition of today, unchanged; 1 a file differs, or is none of briefgen's;
2 a file cannot be read
"""
MOST = 40
"""How many lines of a kind are listed unless all are asked for."""
LEGEND = " ([-as it would be written now-] {+as the file has it+})"
SAVED = "saved anew by another program; every text and cell is as it was"


def add(commands: Commands) -> None:
    """Declare the command."""
    about = "tell the edition of a file, and what is no longer as the facts say"
    added = command(commands, "verify", run, about, more=MORE)
    added.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="a .docx or .xlsx from anywhere"
    )
    added.add_argument("--brief", metavar="BRIEF", help="default: the one that the file names")
    added.add_argument(
        "--all", action="store_true", help=f"list all differences, not {MOST} of a kind"
    )


def run(options: argparse.Namespace) -> int:
    """Compare each file with what would be written now; the worst of their states."""
    now = functools.cache(functools.partial(_now, options.root))
    return max([_verified(path, now, options) for path in options.files])


class Now:
    """What the facts and texts give now, stamped as an edition of before; the digest of today."""

    def __init__(self, examined: Examined, pair: Pair, digest: str) -> None:
        self.examined, self.pair, self.digest = examined, pair, digest


def _now(
    root: Path, name: str | None, language: str, label: str | None, marks: tuple[str, str, str]
) -> Now:
    """The same with the `marks` of a file: digest, version, what it says of its anchors.

    Raises DossierError when the facts or texts give nothing.
    """
    from briefgen import edition
    from briefgen.examine import examine
    from briefgen.facts.problems import DossierError
    from briefgen.facts.records import Handling
    from briefgen.generate import make, stamped
    from briefgen.identity import digest_of, inputs
    from briefgen.stamp import missing_in

    examined = examine(root, name, (language,), Handling(label) if label else None)
    if not examined.narratives:
        raise DossierError(examined.problems)
    read = inputs(root, examined.folder, examined.brief.dossier)
    text, (digest, version, rechecked) = examined.narratives[0], marks
    stamp = stamped(examined, text[0], digest, version=version, missing=missing_in(rechecked))
    return Now(examined, make(root, examined, text, stamp), edition.shown(digest_of(read, root)))


def _verified(path: Path, now: Callable[..., Now], options: argparse.Namespace) -> int:
    from briefgen.facts.problems import DossierError
    from briefgen.verify.received import LARGEST, NotOurs, receive

    try:
        if path.stat().st_size > LARGEST:
            return refuse(f"{path}: is larger than any file of briefgen's")
        received = receive(content := path.read_bytes())
    except OSError as fault:
        return misused(f"{path}: cannot be read: {fault.strerror}")
    except NotOurs as fault:
        return refuse(f"{path}: {fault}")
    name, label = options.brief or received.brief, f" {received.label}" if received.label else ""
    print(
        f"{path}: the {received.kind} of {name or 'no brief that it names'}"
        f" ({received.language}{label}), facts {received.digest}, by briefgen {received.version}"
    )
    try:
        marks = (received.digest, received.version, received.rechecked)
        made = now(name, received.language, received.label, marks)
    except DossierError as fault:
        list_problems(fault.problems)
        return 1
    differing = [*_older(received, made), *_lines(_compared(received, made), options)]
    same = content in made.pair.files.values()
    for line in differing or [f"the edition of today, {'unchanged' if same else SAVED}"]:
        print(f"  {line}")
    return 1 if differing else 0


def _compared(received: Received, now: Now) -> Found:
    from briefgen.verify.brief import verify_brief
    from briefgen.verify.revised import Document
    from briefgen.verify.workbook import verify_workbook

    pair, held = now.pair, received.content
    if isinstance(held, Document):
        return verify_brief(
            held,
            received.parts,
            written=pair.written,
            narrative=pair.narrative,
            evidence=now.examined.evidence,
            wording=pair.wording,
        )
    return verify_workbook(held, written=pair.book, tables=pair.tables, wording=pair.wording)


def _older(received: Received, now: Now) -> list[str]:
    """What it was made from, when that is not what there is today."""
    told = []
    if received.digest != now.digest:
        told.append(f"another edition: facts and texts are now {now.digest}")
    if received.version != briefgen.__version__:
        told.append(f"made by another version: this is briefgen {briefgen.__version__}")
    return told


def _lines(found: Found, options: argparse.Namespace) -> Iterator[str]:
    most = None if options.all else MOST
    if found.figures:
        yield f"figures that differ: {len(found.figures)}"
        for figure in found.figures[:most]:
            now = "there is no such fact" if figure.now is None else f'now "{figure.now}"'
            yield f'  {figure.fact}: in the file "{figure.held}", {now}'
        yield from _more(found.figures, most)
    if found.changes:
        legend = any("{+" in change.told or "[-" in change.told for change in found.changes)
        yield f"places that differ: {len(found.changes)}{LEGEND if legend else ''}"
        for change in found.changes[:most]:
            yield f"  {change.where}: {change.told}"
        yield from _more(found.changes, most)


def _more(listed: Sequence[object], most: int | None) -> Iterator[str]:
    if most is not None and len(listed) > most:
        yield f"  ... and {len(listed) - most} more; --all lists them"
