"""An edition on disk: its manifest, and how a set of files takes the place of another.

A set is written beside its folder and swapped in by two renames, so that the folder is whole at
every moment or can be made so again by the next run. Nothing that briefgen did not write is
replaced.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, json

from briefgen.facts.problems import DossierError, Place, Problem
from briefgen.identity import MANIFEST, WRITER, asides, digest_in, read_manifest, sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SHOWN_DIGITS = 12
_LOCKS = ("~$", ".~lock.")
"""What the name of the file begins with that Word, Excel and LibreOffice keep while one is open."""
_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers leave behind; they hold nobody's work and do not stand in the way."""
_MOVE = "move it, or give another --out"


def shown(digest: str) -> str:
    """The start of a digest, as the files print it."""
    return digest[:_SHOWN_DIGITS]


class Edition(Struct, frozen=True):
    """A set of files by name, and the manifest that tells what they were made from."""

    files: Mapping[str, bytes]
    about: Mapping[str, Any]

    def manifest(self) -> bytes:
        """The manifest as JSON: the digests of the inputs, the program and the files."""
        digests = {name: sha256(content) for name, content in sorted(self.files.items())}
        content = {"writer": WRITER, **self.about, "files": digests}
        return json.format(json.encode(content), indent=1) + b"\n"


def publish(edition: Edition, folder: Path) -> bool:
    """Put the edition in the place of the folder's earlier one, as a whole.

    Returns whether it mended what an interrupted run had left. Raises DossierError, and leaves
    the earlier edition as it is, when the folder holds anything that briefgen did not write, a
    file of it is open in an office program, or the disk refuses.
    """
    folder = folder.resolve()
    try:
        mended = heal(folder)
        refuse_foreign(folder)
        _swap(edition, folder)
    except OSError as fault:
        with suppress(OSError):
            heal(folder)
        raise _refused(folder, fault) from fault
    return mended


def heal(folder: Path) -> bool:
    """Finish or undo a swap that was interrupted; whether there was one.

    Raises DossierError when a folder beside this one has the name of a part of a swap and holds
    what briefgen did not write.
    """
    folder = folder.resolve()
    if not folder.name:
        raise DossierError([_problem(folder, "expected a folder of its own for the edition")])
    fresh, old = asides(folder)
    strange = [problem for aside in (fresh, old) for problem in _strangers(aside)]
    if strange:
        raise DossierError(strange)
    broken = fresh.exists() or old.exists()
    if old.exists() and not folder.exists():
        old.rename(folder)
    _remove(fresh)
    _remove(old)
    return broken


def refuse_foreign(folder: Path) -> None:
    """Raise DossierError naming everything in the folder that briefgen did not write."""
    try:
        found = list(_foreign(folder))
    except OSError as fault:
        raise _refused(folder, fault) from fault
    if found:
        raise DossierError(found)


def _swap(edition: Edition, folder: Path) -> None:
    """Write the set aside, its manifest first so that each file has its owner; then swap it in."""
    fresh, old = asides(folder)
    fresh.mkdir(parents=True)
    for name, content in {MANIFEST: edition.manifest(), **edition.files}.items():
        (fresh / name).write_bytes(content)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    _remove(old)


def _foreign(folder: Path) -> Iterator[Problem]:
    if not folder.exists():
        return
    if not folder.is_dir():
        yield _problem(folder, "is a file, expected a folder for the edition")
        return
    manifest = read_manifest(folder)
    if manifest is None and (folder / MANIFEST).exists():
        message = "cannot be read as a manifest of briefgen's; move the folder, or delete it"
        yield _problem(folder / MANIFEST, message)
        return
    known: Mapping[str, str] = manifest["files"] if manifest else {}
    for path in sorted(folder.iterdir()):
        if path.name != MANIFEST and path.name not in _LEFT_BY_SYSTEMS:
            yield from _wrong_with(path, known)


def _wrong_with(path: Path, known: Mapping[str, str]) -> Iterator[Problem]:
    """What keeps one file of the folder from being replaced; `known` are digests by name."""
    if path.name.startswith(_LOCKS):
        opened = path.with_name(_opened(path.name, known))
        message = f"is open in an office program; close it ({path.name} stands beside it)"
        yield _problem(opened, message)
    elif path.name not in known or path.is_symlink() or not path.is_file():
        yield _problem(path, f"was not written by briefgen; {_MOVE}")
    elif digest_in(path) != known[path.name]:
        yield _problem(path, "was changed after briefgen wrote it; move it, or delete it")


def _opened(lock: str, known: Iterable[str]) -> str:
    """The file whose lock this is: Word's takes the place of the first two letters."""
    rest = lock.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
    return next((name for name in known if rest in (name, name[2:])), lock)


def _strangers(aside: Path) -> Iterator[Problem]:
    """What lies in a part of a swap and is of no edition."""
    if not aside.exists():
        return
    entries = list(aside.iterdir()) if aside.is_dir() else [aside]
    manifest = read_manifest(aside)
    known = {MANIFEST, *(manifest["files"] if manifest else ())}
    for path in sorted(entries):
        if path.name not in known or not path.is_file():
            message = "stands where briefgen puts an edition together, and is none of its files"
            yield _problem(path, f"{message}; {_MOVE}")


def _remove(folder: Path) -> None:
    """Delete a set, its manifest last: it tells whose the files are."""
    if not folder.exists():
        return
    for path in sorted(folder.iterdir(), key=lambda path: path.name == MANIFEST):
        path.unlink()
    folder.rmdir()


def _refused(folder: Path, fault: OSError) -> DossierError:
    path = Path(fault.filename) if isinstance(fault.filename, str) else folder
    return DossierError([_problem(path, f"cannot be written: {fault.strerror}")])


def _problem(path: Path, message: str) -> Problem:
    return Problem(Place(path.as_posix()), "", message, "output")
