"""One dossier of a project, and what it has of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.evidence.archive import archived, paragraphs_of
from briefgen.facts.articles import KEY, OPTION, articles_of
from briefgen.facts.load import load, read_file
from briefgen.facts.problems import DossierError, Place, Problem, nearest
from briefgen.facts.records import Source
from briefgen.layout import BRIEF, BRIEFS, DATA

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.facts.dossier import Dossier


class Project(Struct, frozen=True):
    """The folders of one dossier: its YAML, and its archived articles."""

    dossier: Path
    archive: Path


def refusal(place: Path | Place, subject: str, message: str, rule: str) -> DossierError:
    """The error of one problem, at a file or a place in one."""
    at = place if isinstance(place, Place) else Place(place.as_posix())
    return DossierError([Problem(at, subject, message, rule)])


def find_project(root: Path, name: str | None, *, archive: Path | None = None) -> Project:
    """The dossier of that name, or the one there is, and its archive, by `articles_of`.

    Raises DossierError when there is none, or when a name is needed.
    """
    folder = root / DATA
    known = sorted(path.parent.name for path in folder.glob(f"*/{Source.file}"))
    if name is None and len(known) == 1:
        name = known[0]
    if not known:
        message = f"there is no dossier: expected {DATA}/<name>/{Source.file} in this folder"
    elif name is None:
        message = f"name one of the dossiers with --dossier: {', '.join(known)}"
    elif name not in known:
        there = f"; there are {', '.join(known)}"
        message = f'there is no dossier "{name}"{nearest(name, known) or there}'
    else:
        named = None if archive else _named_archive(root, name)
        return Project(folder / name, articles_of(root, name, option=archive, named=named).folder)
    raise refusal(folder, "", message, "missing")


def _named_archive(root: Path, dossier: str) -> str | None:
    """The folder that the briefs of a dossier name for its articles, if any does.

    Raises DossierError where they name several.
    """
    named: dict[str, Path] = {}
    for path in sorted((root / BRIEFS).glob(f"*/{BRIEF}")):
        _, tree = read_file(path, path.as_posix(), [])
        about = tree if isinstance(tree, dict) else {}
        if about.get("dossier") == dossier and isinstance(about.get(KEY), str):
            named.setdefault(about[KEY], path)
    if len(named) > 1:
        several = ", ".join(f'"{folder}"' for folder in named)
        message = (
            f"the briefs of {dossier} name several folders: {several}; choose one with {OPTION}"
        )
        raise refusal([*named.values()][-1], KEY, message, "archive")
    return next(iter(named), None)


def opened(source_id: str, project: Project) -> tuple[Dossier, Source, tuple[str, ...]]:
    """The dossier, one of its sources and that one's archived paragraphs.

    Raises DossierError when there is no such source, or its text cannot be read.
    """
    dossier = load(project.dossier)
    known = {source.id: source for source in dossier.of(Source)}
    if source_id not in known:
        hint = nearest(source_id, known) or f"; there are {', '.join(known)}"
        message = f'there is no source "{source_id}"{hint}'
        raise refusal(project.dossier / Source.file, "", message, "missing")
    source = known[source_id]
    try:
        path = archived(source, project.archive)
    except ValueError as fault:
        raise refusal(
            dossier.place(f"{source_id}.archive"), source_id, str(fault), "archive"
        ) from None
    return dossier, source, paragraphs_of(read_article(path))


def read_article(path: Path) -> str:
    """The text of an article. Raises DossierError when it is no text in UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise refusal(path, "", f"cannot be read: {fault.strerror}", "archive") from None
    except UnicodeDecodeError:
        message = "is no text in UTF-8; save the article as plain text, a line a paragraph"
        raise refusal(path, "", message, "archive") from None
