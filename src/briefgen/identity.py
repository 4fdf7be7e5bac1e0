"""What makes an edition the one it is, and whether it stands there already.

With the same identity, the same installation writes the same bytes. The versions of Python, zlib,
msgspec, PyYAML and mdit-py-plugins are in no identity: after a change of these, `--force` writes
anew. It is found by digests, without reading a fact and without loading a library, for most runs
of `generate` find that nothing has changed.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import briefgen
from briefgen.facts.articles import articles_of
from briefgen.layout import BRIEF, BRIEF_STYLE, BRIEFS, DATA, TEMPLATES, WORKBOOK_STYLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.facts.articles import Articles

OUT = "out"
MANIFEST = "manifest.json"
WRITER = "briefgen"
FRESH, OLD = "briefgen-new", "briefgen-old"
"""What ends the names of the folders that stand beside an edition's while it is swapped in."""

_LIBRARIES = (
    "babel",
    "lxml",
    "markdown-it-py",
    "openpyxl",
    "pandas",
    "python-docx",
    "unicode-rbnf",
)


def unchanged(  # noqa: PLR0913 -- one keyword for each thing that can be asked for
    root: Path,
    name: str | None,
    *,
    languages: Sequence[str] = (),
    label: str | None = None,
    archive: Path | None = None,
    out: Path | None = None,
    pdf: bool = False,
) -> Path | None:
    """The folder of the edition that is asked for, when it stands there already.

    None too where there is no such brief, or no folder that is named for the articles: what is
    wrong is told by the run that begins then.
    """
    known = (path.parent for path in (root / BRIEFS).glob(f"*/{BRIEF}"))
    folders = [folder for folder in known if name in (None, folder.name)]
    if len(folders) != 1:
        return None
    written = out or folders[0] / OUT
    manifest = read_manifest(written) or {}
    dossier, named = manifest.get("dossier"), manifest.get("archive")
    if not isinstance(dossier, str) or not isinstance(named, str | None):
        return None
    articles = articles_of(root, dossier, option=archive, named=named)  # as brief.yaml still has it
    if articles.lost:
        return None
    wanted = asked(languages, label, articles)
    about = identity(root, folders[0], dossier, wanted) | {"pdf": pdf}
    return written if is_current(written, about) else None


def asked(
    languages: Sequence[str], label: str | None, articles: Articles
) -> dict[str, list[str] | str | None]:
    """What was asked for in so many words; the brief's own languages and label are in its file.

    Of the articles their digest, None where they are not at hand.
    """
    digest = digest_of(articles.files(), articles.folder) if articles.at_hand else None
    return {"languages": [*languages], "label": label, "articles": digest}


def identity(root: Path, folder: Path, dossier: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked for, and the digests of all that has a say in the bytes."""
    return {
        "version": briefgen.__version__,
        "program": own_digest(),
        "libraries": libraries(),
        "brief": folder.name,
        "dossier": dossier,
        "asked": wanted,
        "inputs": digest_of(inputs(root, folder, dossier), root),
    }


def inputs(root: Path, folder: Path, dossier: str = "") -> list[Path]:
    """The files that an edition is made from; with those of all dossiers when none is named.

    What is hidden is an editor's or a system's, as `.#releases.yaml`, and no input.
    """
    found = [
        *(path for read in (root / DATA / dossier, folder) for path in read.rglob("*.yaml")),
        *folder.glob("text.*.md"),
        *house_styles(root),
    ]
    return [path for path in found if not path.name.startswith(".") and path.is_file()]


def house_styles(root: Path) -> list[Path]:
    """Those that are there."""
    paths = (root / TEMPLATES / name for name in (BRIEF_STYLE, WORKBOOK_STYLE))
    return [path for path in paths if path.is_file()]


def digest_of(paths: Iterable[Path], root: Path) -> str:
    """SHA-256 over the names (relative to `root`) and contents of files, in order of name."""
    return _digest((path.relative_to(root).as_posix(), str(path)) for path in paths)


def own_digest() -> str:
    """The digest of briefgen itself: another program may write other bytes."""
    return _digest(_modules(str(Path(__file__).parent)))


def _modules(folder: str, above: str = "") -> Iterator[tuple[str, str]]:
    """The names, relative to the first folder, and paths of all modules and catalogues."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _modules(entry.path, f"{above}{entry.name}/")
            elif entry.name.endswith((".py", ".yaml")):
                yield above + entry.name, entry.path


def _digest(files: Iterable[tuple[str, str]]) -> str:
    total = hashlib.sha256()
    for name, path in sorted(files, key=lambda file: file[0].split("/")):
        with io.FileIO(path) as file:
            content = file.readall()
        total.update(f"{name}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def libraries() -> dict[str, str]:
    """The versions of the libraries that have a say in the bytes.

    Installed folders are called by them. Reading what lies in the folders, by `importlib.metadata`,
    takes longer than all else of a run that finds nothing changed.
    """
    versions: dict[str, str] = {}
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        for installed in folder.glob("*.dist-info"):
            name, _, number = installed.stem.rpartition("-")
            versions.setdefault(name.lower().replace("_", "-"), number)
    return {name: versions.get(name) or _recorded(name) for name in _LIBRARIES}


def _recorded(library: str) -> str:
    """The version of a library that is installed in another way."""
    from importlib.metadata import version  # noqa: PLC0415 -- slow, and seldom needed

    return version(library)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder that briefgen wrote; None when there is none, or it is damaged."""
    try:
        content = _parsed((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    whole = isinstance(content, dict) and content.get("writer") == WRITER
    return content if whole and isinstance(content.get("files"), dict) else None


@functools.lru_cache(maxsize=1)
def _parsed(manifest: bytes) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """What a manifest says; a run that finds nothing changed asks for it three times."""
    return json.loads(manifest)


def is_current(folder: Path, about: Mapping[str, Any]) -> bool:
    """Whether the folder holds, whole and untouched, an edition of which `about` is true."""
    manifest = read_manifest(folder)
    if manifest is None or any(manifest.get(key) != about[key] for key in about):
        return False
    interrupted = any(aside.exists() for aside in asides(folder.resolve()))
    return not interrupted and all(
        digest_in(folder / name) == digest for name, digest in manifest["files"].items()
    )


def asides(folder: Path) -> tuple[Path, Path]:
    """Where a set is written, and where the one before is kept until the new one stands."""
    return folder.with_name(f".{folder.name}.{FRESH}"), folder.with_name(f".{folder.name}.{OLD}")


def digest_in(path: Path) -> str | None:
    """The digest of a file, None where there is none."""
    with suppress(FileNotFoundError):  # another run may be replacing it
        return sha256(path.read_bytes()) if path.is_file() else None
    return None


def sha256(content: bytes) -> str:
    """The digest in digits."""
    return hashlib.sha256(content).hexdigest()
