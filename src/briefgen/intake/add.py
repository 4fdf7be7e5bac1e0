"""A new article: its copy, its digest, its entry among the sources, a file for its readings."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.evidence.archive import is_missing, paragraphs_of
from briefgen.facts.load import READINGS, is_id, load
from briefgen.facts.readings import ARTICLE
from briefgen.facts.records import Source, fields
from briefgen.facts.texts import folded
from briefgen.intake.project import read_article, refusal
from briefgen.intake.splice import append_entry, yaml_text

if TYPE_CHECKING:
    from briefgen.facts.dossier import Dossier
    from briefgen.intake.project import Project

FORMS = Path(__file__).parent / "forms"
_FUNCTION_WORDS = {
    "en": frozenset("the of and to in that was were by for with".split()),  # noqa: SIM905 -- reads as words
    "fr": frozenset("le la les des du et une dans que par pour".split()),  # noqa: SIM905 -- likewise
}


class Added(Struct, frozen=True):
    """What was taken in: the new id, its language and paragraphs, the files written.

    `missing` are the sources whose articles do not lie with the new one.
    """

    id: str
    language: str
    paragraphs: tuple[str, ...]
    written: tuple[Path, ...]
    missing: tuple[str, ...]


def add_source(
    file: Path, project: Project, *, source_id: str | None = None, language: str | None = None
) -> Added:
    """Copy an article to the archive and enter it; the id is the next number by default.

    Raises ValueError where no record may have the id; DossierError, when the article is no text or
    is in already, when the id is taken, or when a file would be overwritten. Nothing is written.
    """
    dossier = load(project.dossier)
    text = read_article(file)
    paragraphs = paragraphs_of(text)
    if not paragraphs:
        raise refusal(file, "", "holds no text", "archive")
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    new_id = _free_id(source_id, dossier, project)
    _refuse_double(file, digest, dossier)
    copy = _copy_of(file, content, new_id, project)
    language = language or _guessed(text)
    values = {
        "id": new_id,
        "language": language,
        "paragraphs": str(len(paragraphs)),
        "archive": yaml_text(copy.name),
        "sha256": digest,
    }
    written = {copy: content, **_entered(values, project)}
    for path, new in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(new)
    others = dossier.of(Source)
    missing = tuple(one.id for one in others if is_missing(one, project.archive))
    return Added(new_id, language, paragraphs, tuple(written), missing)


def _entered(values: dict[str, str], project: Project) -> dict[Path, bytes]:
    """The file for the readings, and the sources with the new entry at their end."""
    sources = project.dossier / Source.file
    readings = project.dossier / READINGS / f"{values['id']}.yaml"
    entry = _filled("source", values)
    return {
        readings: _filled("readings", values).encode(),
        sources: append_entry(sources.read_bytes(), entry, sources.as_posix()),
    }


def _filled(form: str, values: dict[str, str]) -> str:
    return Template((FORMS / f"{form}.yaml").read_text("utf-8")).substitute(values)


def _free_id(source_id: str | None, dossier: Dossier, project: Project) -> str:
    """The id asked for, or the next number, as wide as the last.

    Raises ValueError where it is no id, DossierError if taken.
    """
    if source_id is None:
        numbers = [source.id for source in dossier.of(Source) if source.id.isdecimal()]
        last = max(numbers, key=int, default="0")
        source_id = f"{int(last) + 1:0{max(3, len(last))}}"
    sources, readings = project.dossier / Source.file, project.dossier / READINGS
    fitting_id(source_id)
    if source_id in dossier.records:
        place = dossier.place(source_id)
        raise refusal(sources, source_id, f"the id is taken, at {place}; give another --id", "id")
    if (readings / f"{source_id}.yaml").exists():
        message = "the file stands there already; move it, or give another --id"
        raise refusal(readings / f"{source_id}.yaml", source_id, message, "id")
    return source_id


def fitting_id(text: str) -> str:
    """The text, which a source may have as its id. Raises ValueError with what is expected."""
    if text == ARTICLE:
        raise ValueError(f'"{ARTICLE}" is the voice of a text itself; choose another id')
    if not is_id(text):
        message = f'found "{text}", expected {fields(Source)["id"].shape}, such as 005'
        raise ValueError(message)
    return text


def _refuse_double(file: Path, digest: str, dossier: Dossier) -> None:
    for source in dossier.of(Source):
        if source.sha256.lower() == digest:
            raise refusal(file, "", f"is source {source.id} already, byte for byte", "double")


def _copy_of(file: Path, content: bytes, source_id: str, project: Project) -> Path:
    """Where the copy goes; an article that lies in the archive stays under its name."""
    if file.resolve().parent == project.archive.resolve():
        return file
    name = file.name if file.name.startswith(source_id) else f"{source_id}_{file.name}"
    copy = project.archive / name
    if copy.exists() and copy.read_bytes() != content:
        raise refusal(copy, source_id, "another text stands there; rename one of them", "archive")
    return copy


def _guessed(text: str) -> str:
    """The language whose most common words stand in the text more often."""
    words = re.findall(r"[^\W\d_]+", folded(text))
    return max(
        _FUNCTION_WORDS, key=lambda code: sum(word in _FUNCTION_WORDS[code] for word in words)
    )
