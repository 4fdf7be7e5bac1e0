"""A dossier and a brief of one's own, from starter files that generate at once."""

from __future__ import annotations

import re
from pathlib import Path

from briefgen.facts.problems import DossierError, Place, Problem
from briefgen.intake.project import refusal
from briefgen.layout import ARCHIVE, BRIEFS, DATA, TEMPLATES

STARTER = Path(__file__).parent / "starter"
_PLACEHOLDER = b"my-dossier"
_FOLDERS = {"data": DATA, "brief": BRIEFS, "archive": ARCHIVE}
"""The folders of the starter files, and where in a project each goes."""


def begin(root: Path, name: str) -> tuple[Path, ...]:
    """Write the starter files for a dossier of that name; the files written, in order.

    Raises DossierError, and writes nothing, when the name cannot be used or a folder of it exists.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        message = "expected small letters, digits and hyphens, such as my-dossier"
        raise refusal(root / DATA / name, name, message, "name")
    taken = [root / folder / name for folder in _FOLDERS.values()]
    found = [folder for folder in taken if folder.exists()]
    if found:
        message = "stands there already, and nothing is overwritten; take another name"
        raise DossierError(Problem(Place(p.as_posix()), "", message, "exists") for p in found)
    files = _files(root, name)
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(files)


def _files(root: Path, name: str) -> dict[Path, bytes]:
    """What is written where."""
    files = {
        root / target / name / path.relative_to(STARTER / folder): path.read_bytes().replace(
            _PLACEHOLDER, name.encode()
        )
        for folder, target in _FOLDERS.items()
        for path in sorted((STARTER / folder).rglob("*"))
        if path.is_file()
    }
    if not (root / TEMPLATES).exists():
        for path in sorted(_house_styles().iterdir()):
            files[root / TEMPLATES / path.name] = path.read_bytes()
    if not (root / ".gitignore").exists():
        files[root / ".gitignore"] = (STARTER / "gitignore").read_bytes()
    return files


def _house_styles() -> Path:
    """The templates that the package carries; in a checkout they stand at its top."""
    package = Path(__file__).parents[1]
    carried = package / TEMPLATES
    return carried if carried.is_dir() else package.parents[1] / TEMPLATES
