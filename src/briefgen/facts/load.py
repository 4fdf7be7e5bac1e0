"""A folder of YAML to a dossier; every problem of every file is found in one run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeGuard

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
    from pathlib import Path

    from briefgen.facts.tree import Tree

READINGS = "readings"
"""The folder of a dossier that holds the readings, one file a source."""


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
    for kind in KINDS:
        _read_records(loading, kind, folder / kind.file, f"{shown}/{kind.file}")
    for path in sorted((folder / READINGS).glob("*.yaml")):
        if not path.name.startswith(".") and not _only_comments(path):
            name = f"{shown}/{READINGS}/{path.name}"
            add_readings(loading, path.stem, read_file(path, name, loading.problems))
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


def _only_comments(path: Path) -> bool:
    """Whether a file of readings waits for its first one, as `source add` leaves it."""
    commented = False
    for line in map(bytes.strip, path.read_bytes().splitlines() if path.is_file() else []):
        if line and not line.startswith(b"#"):
            return False
        commented = commented or bool(line)
    return commented


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
        if _is_id(record_id):
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


def _is_id(found: object) -> TypeGuard[str]:
    pattern = fields(Record)["id"].pattern
    return isinstance(found, str) and found not in BLANKS and bool(re.fullmatch(pattern, found))
