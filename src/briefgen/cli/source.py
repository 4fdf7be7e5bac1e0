"""`briefgen source add`, `show` and `match`."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.common import archive_argument, command, counted

if TYPE_CHECKING:
    import argparse

    from briefgen.cli.common import Commands
    from briefgen.intake import Project

MORE = """\
A new article in five minutes:
  briefgen source add article.txt    its copy, its digest, its entry, its numbered paragraphs
  briefgen source match 005          the records it may speak of, with readings to paste
                                     into data/<dossier>/readings/005.yaml
  briefgen check                     what now differs; give the reasons in the records
  briefgen generate

The articles lie in archive/<dossier>/, which git ignores: they are under copyright. --archive, the
variable BRIEFGEN_ARCHIVE or archive: in brief.yaml names another folder.
"""


def add(commands: Commands) -> None:
    """Declare the command and its three parts."""
    about = "take a new article in, show it, find what it speaks of"
    group = command(commands, "source", _add, about, more=MORE)
    parts = group.add_subparsers(title="commands", required=True, metavar="COMMAND")
    added = command(parts, "add", _add, "take an article in: a text file in UTF-8")
    added.add_argument("file", type=Path, metavar="FILE", help="the article as plain text")
    added.add_argument("--id", type=_id, metavar="ID", help="its id; by default the next number")
    added.add_argument("--lang", choices=("en", "fr"), help="its language; by default guessed")
    show = command(parts, "show", _show, "the numbered paragraphs with the readings on each")
    match = command(parts, "match", _match, "the records whose dates, numbers or names occur in it")
    for part in (show, match):
        part.add_argument("id", metavar="ID", help="id of the article, such as 003")
    for part in (added, show, match):
        part.add_argument("--dossier", metavar="NAME", help="the one dossier by default")
        archive_argument(part)


def _id(text: str) -> str:
    """An id that a source may have. Raises ArgumentTypeError, which is wrong use."""
    from briefgen.intake import fitting_id

    try:
        return fitting_id(text)
    except ValueError as fault:
        raise ArgumentTypeError(str(fault)) from None


def _project(options: argparse.Namespace) -> Project:
    from briefgen.intake import find_project

    return find_project(options.root, options.dossier, archive=options.archive)


def _add(options: argparse.Namespace) -> int:
    from briefgen.intake import add_source

    project = _project(options)
    added = add_source(options.file, project, source_id=options.id, language=options.lang)
    paragraphs = counted(len(added.paragraphs), "paragraph")
    print(f"added   {added.id}: {paragraphs}, language {added.language}")
    for path in added.written:
        print(f"wrote   {path.as_posix()}")
    if added.missing:
        folder = project.archive.as_posix()
        print(f"lacking {', '.join(added.missing)} in {folder}: their passages cannot be checked")
    print()
    for number, paragraph in enumerate(added.paragraphs, 1):
        print(f"{number:>3}  {paragraph}")
    print(f"\nnext:   briefgen source match {added.id}")
    return 0


def _show(options: argparse.Namespace) -> int:
    from briefgen.intake import shown

    for line in shown(options.id, _project(options)):
        print(line)
    return 0


def _match(options: argparse.Namespace) -> int:
    from briefgen.intake import match_source, stub

    for paragraph in match_source(options.id, _project(options)):
        for line in stub(paragraph):
            print(line)
    return 0
