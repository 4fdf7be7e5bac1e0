"""An edition on disk: its manifest, and how a set of files takes the place of another.

A set is written beside its folder and swapped in by two renames, so that the folder is whole at
every moment or can be made so again by the next run. Of runs at the same time one swaps, the
others wait. Nothing that briefgen did not write is replaced.
"""

from __future__ import annotations

import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, json

from briefgen.facts.problems import DossierError, Place, Problem
from briefgen.identity import MANIFEST, WRITER, asides, digest_in, read_manifest, sha256
from briefgen.lock import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SHOWN_DIGITS = 12
_LOCKS = ("~$", ".~lock.")
"""What the name of the file begins with that Word, Excel and LibreOffice keep while one is open."""
_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers leave behind; they hold nobody's work and do not stand in the way."""
_MOVE = "move it, or give another --out"
_STRANGE = f"stands where briefgen puts an edition together, and is none of its files; {_MOVE}"
_LOCK = "briefgen-lock"
"""What ends the name of the file beside an edition's folder that one run holds at a time."""


def shown(digest: str) -> str:
    """The start of a digest, as the files print it."""
    return digest[:_SHOWN_DIGITS]


class Edition(Struct, frozen=True):
    """A set of files by name, and the manifest that tells what they were made from."""

    files: Mapping[str, bytes]
    about: Mapping[str, Any]

    def manifest(self) -> bytes:
        """The manifest as JSON: the digests of the inputs, the program and the files.

        What lies deeper than a field of a record stands on one line: indented to the last item, it
        would take three times as long to read, which every run does.
        """
        digests = {name: sha256(content) for name, content in sorted(self.files.items())}
        return _in_lines({"writer": WRITER, **self.about, "files": digests}, 3) + b"\n"


def _in_lines(value: Any, levels: int, edge: bytes = b"\n") -> bytes:  # noqa: ANN401 -- any JSON
    """A value as JSON, so many levels of it with a line an item."""
    if not levels or not value or not isinstance(value, (dict, list)):
        return json.encode(value)
    edge += b" "
    if isinstance(value, list):
        items, (first, last) = [_in_lines(one, levels - 1, edge) for one in value], (b"[", b"]")
    else:
        first, last = b"{", b"}"
        items = [
            json.encode(key) + b": " + _in_lines(one, levels - 1, edge)
            for key, one in value.items()
        ]
    return first + edge + (b"," + edge).join(items) + edge[:-1] + last


def publish(edition: Edition, folder: Path) -> bool:
    """Put the edition in the place of the folder's earlier one, as a whole.

    Returns whether it mended what an interrupted run had left. Raises DossierError, and leaves
    the earlier edition as it is, when the folder holds anything that briefgen did not write, a
    file of it is open in an office program, another run does not end, or the disk refuses.
    """
    folder = folder.resolve()
    with _faults_told(folder):
        _refuse_root(folder)
        if not folder.parent.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            mended = _healed(folder)
            _refuse(_foreign(folder))
            try:
                _swap(edition, folder)
            except OSError:
                with suppress(OSError):
                    _healed(folder)
                raise
    return mended


def heal(folder: Path) -> bool:
    """Finish or undo a swap that was interrupted; whether there was one.

    Raises DossierError when what has the name of a part of a swap beside the folder was not
    written by briefgen, another run does not end, or the disk refuses.
    """
    folder = folder.resolve()
    with _faults_told(folder):
        _refuse_root(folder)
        if not any(path.exists() for path in (*asides(folder), _lock(folder))):
            return False
        with _alone(folder):
            return _healed(folder)


def refuse_foreign(folder: Path) -> None:
    """Raise DossierError naming everything in the folder that briefgen did not write."""
    with _faults_told(folder):
        if folder.exists():
            with _alone(folder.resolve()):
                _refuse(_foreign(folder))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other runs from the folder and its asides until the block ends."""
    lock = _lock(folder)
    with suppress(FileNotFoundError):
        status = lock.lstat()
        if status.st_size or not stat.S_ISREG(status.st_mode):
            raise DossierError([_problem(lock, _STRANGE)])
    with held(lock):
        yield


def _lock(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.{_LOCK}")


def _healed(folder: Path) -> bool:
    fresh, old = asides(folder)
    _refuse(problem for aside in (fresh, old) for problem in _strangers(aside))
    broken = fresh.exists() or old.exists()
    if old.exists() and not folder.exists():
        old.rename(folder)
    _remove(fresh)
    _remove(old)
    return broken


def _swap(edition: Edition, folder: Path) -> None:
    """Write the set aside, its manifest first so that each file has its owner; then swap it in."""
    fresh, old = asides(folder)
    fresh.mkdir()
    for name, content in {MANIFEST: edition.manifest(), **edition.files}.items():
        (fresh / name).write_bytes(content)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    with suppress(OSError):  # the edition stands; the next run deletes what is left of the old one
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
    known = {MANIFEST, *_LEFT_BY_SYSTEMS, *(manifest["files"] if manifest else ())}
    for path in sorted(entries):
        if path.name not in known or not path.is_file():
            yield _problem(path, _STRANGE)


def _remove(folder: Path) -> None:
    """Delete a set, its manifest last: it tells whose the files are."""
    if not folder.exists():
        return
    for path in sorted(folder.iterdir(), key=lambda path: path.name == MANIFEST):
        path.unlink()
    folder.rmdir()


def _refuse_root(folder: Path) -> None:
    if not folder.name:
        _refuse([_problem(folder, "expected a folder of its own for the edition")])


def _refuse(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise DossierError(found)


@contextmanager
def _faults_told(folder: Path) -> Iterator[None]:
    """Tell what the disk refuses as a problem."""
    try:
        yield
    except OSError as fault:
        raise _refused(folder, fault) from fault


def _refused(folder: Path, fault: OSError) -> DossierError:
    path = Path(fault.filename) if isinstance(fault.filename, str) else folder
    return DossierError([_problem(path, f"cannot be written: {fault.strerror}")])


def _problem(path: Path, message: str) -> Problem:
    return Problem(Place(path.as_posix()), "", message, "output")
