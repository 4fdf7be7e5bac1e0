"""A brief: which dossier it tells, for which period, in which languages, under which label."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from briefgen.facts.articles import KEY, OPTION, VARIABLE
from briefgen.facts.dates import When  # noqa: TC001 -- a field's type, read at run time
from briefgen.facts.load import read_file
from briefgen.facts.parse import typed_values
from briefgen.facts.places import File, Node
from briefgen.facts.problems import DossierError, Place, Problem, nearest
from briefgen.facts.records import Handling, Text, own
from briefgen.layout import BRIEF, BRIEFS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST_DAY = date(1900, 3, 1)
"""The first day that a cell or chart can hold as a date: Excel's calendar is wrong before it."""


class Brief(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `brief.yaml` says."""

    title: Annotated[Text, own("title")]
    subtitle: Annotated[Text | None, own("line under the title")] = None
    number: Annotated[str, own("number of the brief in its series")]
    edition: Annotated[str, own("edition, as the house counts")]
    status: Annotated[Literal["draft", "final"], own("draft or final")] = "draft"
    dossier: Annotated[str, own("folder of the dossier under data/")]
    archive: Annotated[
        str | None,
        own("folder of the articles, relative to the project's; archive/<dossier> by default"),
    ] = None
    period: Annotated[When, own("the time it covers")]
    cutoff: Annotated[When, own("information cut-off, a day")]
    languages: Annotated[tuple[Literal["en", "fr"], ...], own("languages it is written in")]
    label: Annotated[Handling, own("TLP 2.0 label of the files")] = Handling.CLEAR
    subject: Annotated[Text | None, own("subject in the files' properties")] = None
    keywords: Annotated[tuple[str, ...], own("keywords in the files' properties")] = ()

    def under(self, label: Handling | None) -> Brief:
        """The brief under another label; as it is when none is given."""
        return msgspec.structs.replace(self, label=label) if label else self

    @property
    def information_date(self) -> date:
        """The day of the information cut-off. Raises ValueError when it is no day."""
        if self.cutoff.day is None:
            raise ValueError(f"{self.cutoff} is no day")
        return self.cutoff.day


def load_brief(folder: Path, *, shown_as: str | None = None) -> Brief:
    """Read `brief.yaml` of a brief's folder. Raises DossierError with all its problems."""
    shown = f"{shown_as or folder.as_posix()}/{BRIEF}"
    problems: list[Problem] = []
    file, tree = read_file(folder / BRIEF, shown, problems)
    if isinstance(tree, list):
        problems.append(Problem(file.place(), "", "found a list, expected keys", "type"))
    if not isinstance(tree, dict):
        raise DossierError(problems)
    values = typed_values(tree, Brief, Node(file), problems)
    if values is None:
        raise DossierError(problems)
    brief = Brief(**values)
    for name, message in _unfit(brief):
        problems.append(Problem(file.place(name), name, message, "type"))
    if problems:
        raise DossierError(problems)
    return brief


def _unfit(brief: Brief) -> Iterator[tuple[str, str]]:
    """What no edition could be made of, by field: what is expected in its place."""
    if brief.cutoff.day is None:
        yield "cutoff", f"found {brief.cutoff}, expected a day"
    if brief.period.earliest is None:
        yield "period", f"found {brief.period}, expected a time with a start, as in 2025-06/2025-12"
    elif brief.period.earliest < FIRST_DAY:
        yield "period", f"found {brief.period}, expected a start on {FIRST_DAY} or later"
    folder = brief.archive or ""
    if PurePosixPath(folder).is_absolute() or PureWindowsPath(folder).anchor:
        message = (
            f'found "{folder}", expected a folder relative to the project\'s, as ../articles;'
            f" that of one machine is named by {VARIABLE} or {OPTION}"
        )
        yield KEY, message


def node_of(folder: Path) -> Node:
    """All of a brief's `brief.yaml`, to tell where something in it stands."""
    path = folder / BRIEF
    return Node(File(path.as_posix(), path.read_bytes()))


def find_brief(root: Path, name: str | None) -> Path:
    """The folder of a brief by its name, of the one brief when no name is given.

    Raises DossierError when there is none, or when a name is needed.
    """
    folder = root / BRIEFS
    known = sorted(path.parent.name for path in folder.glob(f"*/{BRIEF}"))
    if name is None and len(known) == 1:
        return folder / known[0]
    if name in known:
        return folder / name
    if not known:
        message = f"there is no brief: expected {BRIEFS}/<name>/{BRIEF} in this folder"
    elif name is None:
        message = (
            f"name one of the briefs: {', '.join(known)} (briefgen generate {known[0]},"
            f" briefgen check {known[0]}; find and explain take --brief {known[0]})"
        )
    else:
        message = f'there is no brief "{name}"; there are {", ".join(known)}{nearest(name, known)}'
    raise DossierError([Problem(Place(BRIEFS), "", message, "missing")])
