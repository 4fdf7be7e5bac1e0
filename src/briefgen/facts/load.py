"""A folder of YAML to a dossier; every problem of every file is found in one run."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from briefgen.facts.beside import beside
from briefgen.facts.collector import collector_paused
from briefgen.facts.dossier import Dossier
from briefgen.facts.loading import Loading, entries
from briefgen.facts.parse import typed_values
from briefgen.facts.places import File, Node
from briefgen.facts.problems import DossierError, Place, Problem, nearest
from briefgen.facts.reading_files import add_readings
from briefgen.facts.readings import ARTICLE
from briefgen.facts.records import BLANKS, KINDS, Record, Source, fields
from briefgen.facts.references import dangling
from briefgen.facts.tree import read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from briefgen.facts.tree import Tree

READINGS = "readings"
"""The folder of a dossier that holds the readings, one file a source."""

_MANY = 1_000_000
"""Bytes of readings from which on reading them is worth a process of its own."""


@collector_paused()
def load(folder: Path, *, shown_as: str | None = None) -> Dossier:
    """Read a dossier; `shown_as` is the folder's name in messages, its path by default.

    Raises DossierError with all problems found: one syntax fault a file, and every wrong key,
    value and reference of the files that could be read.
    """
    shown = shown_as or folder.as_posix()
    if not folder.is_dir():
        raise DossierError([Problem(Place(shown), "", "there is no such folder", "missing")])
    loading = Loading()
    _unknown_files(loading, folder, shown)
    paths = [path for path in sorted((folder / READINGS).glob("*.yaml")) if _has_readings(path)]
    with _reading({path: f"{shown}/{READINGS}/{path.name}" for path in paths}) as trees:
        for kind in KINDS:
            _read_records(loading, kind, folder / kind.file, f"{shown}/{kind.file}")
        for path, (file, tree, problems) in zip(paths, trees(), strict=True):
            loading.problems += problems
            add_readings(loading, path.stem, (file, tree))
    dossier = Dossier(
        name=folder.name,
        records=loading.records,
        readings=tuple(loading.readings),
        claims=tuple(loading.claims),
        origins=loading.origins,
    )
    if problems := [*loading.problems, *dangling(dossier, loading.gaps)]:
        raise DossierError(problems)
    return dossier


def read_file(path: Path, shown: str, problems: list[Problem]) -> tuple[File, Tree | None]:
    """One file under the name it has in messages, and its tree; None when it could not be read."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        problems.append(Problem(Place(shown), "", f"cannot be read: {fault.strerror}", "missing"))
        return File(shown, b""), None
    return File(shown, content), read(content, shown, problems)


_Read: TypeAlias = tuple[File, "Tree | None", list[Problem]]
"""A file, its tree, and what is wrong with it."""


def _reading(files: Mapping[Path, str]) -> AbstractContextManager[Callable[[], list[_Read]]]:
    """The trees of files, each with its name in messages, when they are asked for.

    Many are read in another process while this one goes on.
    """
    size = sum(path.stat().st_size for path in files if path.is_file())
    return beside(partial(_trees, files), worth=size >= _MANY)


@collector_paused()
def _trees(files: Mapping[Path, str]) -> list[_Read]:
    found = []
    for path, name in files.items():
        problems: list[Problem] = []
        found.append((*read_file(path, name, problems), problems))
    return found


def _has_readings(path: Path) -> bool:
    """Whether a file is one of readings, and does not wait for its first one.

    An editor's file is hidden; one that waits holds comments, as `source add` leaves it.
    """
    if path.name.startswith("."):
        return False
    try:
        lines = path.read_bytes().splitlines() if path.is_file() else []
    except OSError:  # told when it is read
        return True
    commented = False
    for line in map(bytes.strip, lines):
        if line and not line.startswith(b"#"):
            return True
        commented = commented or bool(line)
    return not commented


def _unknown_files(loading: Loading, folder: Path, shown: str) -> None:
    """YAML that would go unread; editors' hidden files are left alone."""
    known = [kind.file for kind in KINDS]
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() not in {".yaml", ".yml"} or path.name.startswith("."):
            continue
        if name not in known and not (path.suffix == ".yaml" and name == f"{READINGS}/{path.name}"):
            near = f"{READINGS}/{path.stem}.yaml" if name.startswith(READINGS) else ""
            message = f"no such file belongs to a dossier{nearest(name, [*known, near])}"
            loading.report(Place(f"{shown}/{name}"), "", message, "unknown-file")


def _read_records(loading: Loading, kind: type[Record], path: Path, shown: str) -> None:
    if not path.exists():
        if kind is Source:
            message = "a dossier needs its sources; the file is missing"
            loading.report(Place(shown), "", message, "missing")
            loading.gaps.kinds.add(kind)
        return
    file, tree = read_file(path, shown, loading.problems)
    whole = isinstance(tree, list) and tree and all(isinstance(entry, dict) for entry in tree)
    if not whole:
        loading.gaps.kinds.add(kind)
    for node, entry in entries(loading, file, tree, "- id: ..."):
        _add_record(loading, kind, node, entry)


def _add_record(loading: Loading, kind: type[Record], node: Node, entry: dict[str, Any]) -> None:
    record_id = entry.get("id")
    values = typed_values(entry, kind, node, loading.problems)
    if values is None:
        if is_id(record_id):
            loading.gaps.records.setdefault(record_id, kind)
        else:
            loading.gaps.kinds.add(kind)
        return
    record = kind(**values)
    if record.id == ARTICLE:
        message = f'"{ARTICLE}" is the voice of a text itself; choose another id'
        loading.report(node.place("id"), record.id, message, "type")
        loading.gaps.kinds.add(kind)
    elif first := loading.origins.get(record.id):
        place = first.place()
        message = f"the id stands twice; the first is in {place.file}:{place.line}"
        loading.report(node.place("id"), record.id, message, "duplicate-id")
    else:
        loading.records[record.id] = record
        loading.origins[record.id] = node


def is_id(found: object) -> TypeGuard[str]:
    """Whether a record may have it as its id; the voice of a text itself is none."""
    pattern = fields(Record)["id"].pattern
    return (
        isinstance(found, str)
        and found not in (ARTICLE, *BLANKS)
        and re.fullmatch(pattern, found) is not None
    )
