"""An edition on disk: its digest, its manifest, and how a set of files takes the place of another.

A set is written beside its folder and swapped in by two renames, so that the folder is whole at
every moment or can be made so again by the next run. Nothing that briefgen did not write is
replaced.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.facts.problems import DossierError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MANIFEST = "manifest.json"
_WRITER = "briefgen"
_SHOWN_DIGITS = 12
_LOCKS = ("~$", ".~lock.")
"""What the name of the file begins with that Word, Excel and LibreOffice keep while one is open."""


def digest_of(paths: Iterable[Path], root: Path) -> str:
    """SHA-256 over the names (relative to `root`) and contents of files, in order of name."""
    total = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        name = path.relative_to(root).as_posix()
        total.update(f"{name}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def shown(digest: str) -> str:
    """The start of a digest, as the files print it."""
    return digest[:_SHOWN_DIGITS]


def own_digest() -> str:
    """The digest of briefgen itself: another program may write other bytes."""
    package = Path(__file__).parent
    return digest_of(package.rglob("*.py"), package)


@dataclass(frozen=True, slots=True)
class Edition:
    """A set of files by name, and the manifest that tells what they were made from."""

    files: Mapping[str, bytes]
    about: Mapping[str, Any]

    def manifest(self) -> bytes:
        """The manifest as JSON: the digests of the inputs, the program and the files."""
        digests = {name: _sha256(content) for name, content in sorted(self.files.items())}
        content = {"writer": _WRITER, **self.about, "files": digests}
        return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder that briefgen wrote; None when there is none."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and content.get("writer") == _WRITER else None


def is_current(folder: Path, about: Mapping[str, Any]) -> bool:
    """Whether the folder holds, untouched, the edition that `about` would make."""
    manifest = read_manifest(folder)
    if manifest is None or any(manifest.get(key) != about[key] for key in about):
        return False
    return not list(_foreign(folder, manifest)) and all(
        (folder / name).is_file() for name in manifest["files"]
    )


def publish(edition: Edition, folder: Path) -> None:
    """Put the edition in the place of the folder's earlier one, as a whole.

    Raises DossierError, and changes nothing, when the folder holds anything that briefgen did not
    write, or a file of it is open in an office program.
    """
    heal(folder)
    refuse_foreign(folder)
    fresh, old = _aside(folder, "new"), _aside(folder, "old")
    _remove(fresh)
    fresh.mkdir(parents=True)
    for name, content in edition.files.items():
        (fresh / name).write_bytes(content)
    (fresh / MANIFEST).write_bytes(edition.manifest())
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    _remove(old)


def heal(folder: Path) -> bool:
    """Finish or undo a swap that a crash interrupted; whether there was one."""
    fresh, old = _aside(folder, "new"), _aside(folder, "old")
    broken = fresh.exists() or old.exists()
    if old.exists() and not folder.exists():
        old.rename(folder)
    _remove(fresh)
    _remove(old)
    return broken


def refuse_foreign(folder: Path) -> None:
    """Raise DossierError naming everything in the folder that briefgen did not write."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DossierError([_problem(folder, "is a file, expected a folder for the edition")])
    found = list(_foreign(folder, read_manifest(folder)))
    if found:
        raise DossierError(found)


def _foreign(folder: Path, manifest: Mapping[str, Any] | None) -> Iterable[Problem]:
    known = dict(manifest["files"]) if manifest else {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(_LOCKS):
            yield _problem(path, "a file of the edition is open in an office program: close it")
        elif path.name == MANIFEST and manifest:
            continue
        elif path.name not in known or not path.is_file():
            yield _problem(path, "was not written by briefgen; move it, or give another --out")
        elif _sha256(path.read_bytes()) != known[path.name]:
            yield _problem(path, "was changed after briefgen wrote it; move it, or delete it")


def _problem(path: Path, message: str) -> Problem:
    return Problem(Place(path.as_posix()), "", message, "output")


def _aside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
