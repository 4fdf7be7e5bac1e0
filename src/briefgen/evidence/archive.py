"""The archive: whether each text is still the one that was read, and holds every anchor.

A paragraph is a line with any text in it, counted from 1: headings, captions and credits count.
Quotes, apostrophes, hyphens, kinds of spaces and how letters are saved (`texts.py`) may differ
between an anchor and the text; words may not.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from briefgen.facts.articles import KEY, OPTION, VARIABLE
from briefgen.facts.briefs import node_of
from briefgen.facts.problems import Place, Problem, in_order
from briefgen.facts.records import Source
from briefgen.facts.texts import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.articles import Articles
    from briefgen.facts.briefs import Brief
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Reading

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4", "'"),
        **dict.fromkeys('"\u201c\u201d\u201e\u201f\u2033', '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
_GUILLEMETS = re.compile(r"\u00ab\s*|\s*\u00bb")
_SPACES = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NOT_IN_NUMBER = r"(?<!\b\d[ .,])(?<!\b\d\d[ .,])(?<!\b\d\d\d[ .,])"
_NO_NUMBER_GOES_ON = r"(?![ .,]\d{3}\b)"
_MARKS = ".,;:!?"
_ALIKE_ENOUGH = 0.6
"""How much of an anchor a passage must share (difflib's ratio) to be named as the nearest."""


class Rechecked(Struct, frozen=True):
    """How many anchors were looked for, how many stand in their paragraph, and what is wrong.

    A passage, that is, a reading, is found again when all of its anchors are. `missing` are the
    sources whose articles are not at hand; where none is, nothing was `looked` for.
    """

    anchors: int
    found: int
    passages: int
    passages_found: int
    problems: tuple[Problem, ...]
    missing: tuple[str, ...] = ()
    looked: bool = True


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The lines that hold any text, as texts are compared, without the space around them."""
    lines = (line.strip() for line in _LINE_END.split(normal(text)))
    return tuple(line for line in lines if plain(line))


def plain(text: str) -> str:
    """The text as texts are compared, with one kind of quote, apostrophe, hyphen and space."""
    joined = _GUILLEMETS.sub('"', normal(text).translate(_INVISIBLE))
    return _SPACES.sub(" ", joined.translate(_ALIKE)).strip()


def stands_in(anchor: str, paragraph: str) -> bool:
    """Whether the anchor's whole words stand in the paragraph; `52` does not stand in `152`."""
    wanted = plain(anchor)
    before = r"(?<!\w)" if wanted[:1].isalnum() else ""
    after = r"(?!\w)" if wanted[-1:].isalnum() else ""
    if re.match(r"\d{3}(?!\d)", wanted):
        before += _NOT_IN_NUMBER
    if re.search(r"(?<!\d)\d{1,3}$", wanted):
        after += _NO_NUMBER_GOES_ON
    return re.search(before + re.escape(wanted) + after, plain(paragraph)) is not None


def find_again(
    dossier: Dossier, brief: Brief, articles: Articles, folder: Path, *, writes: bool = True
) -> Rechecked:
    """Look for every passage whose article is at hand; `folder` is the brief's.

    That a final brief is not written without all articles is an error of
    a run that `writes` it.
    """
    if articles.lost:
        return msgspec.structs.replace(_unlooked(dossier), problems=(_no_folder(articles, folder),))
    found = recheck(dossier, articles.folder, usual=not articles.named_by)
    if not found.looked:
        found = _unlooked(dossier)
    if brief.status == "final" and found.missing:
        message = (
            f"found final, and the articles are not at hand: {', '.join(found.missing)}."
            " A final brief is written once every passage was found again. Put them into"
            f" {articles.folder.as_posix()}, or name their folder: {OPTION}, {VARIABLE} or {KEY} in"
            " brief.yaml"
        )
        place = node_of(folder).place("status")
        refused = Problem(place, "status", message, "final", error=writes)
        return msgspec.structs.replace(found, problems=in_order([*found.problems, refused]))
    return found


def _no_folder(articles: Articles, folder: Path) -> Problem:
    """That a folder which somebody named is not there."""
    message = f"there is no folder {articles.folder.as_posix()}, in which to look for articles"
    if articles.named_by == KEY:
        return Problem(node_of(folder).place(KEY), KEY, message, "archive")
    return Problem(Place(articles.named_by), "", message, "archive")


def _unlooked(dossier: Dossier) -> Rechecked:
    """Where no article is at hand."""
    anchors = sum(len(reading.anchors) for reading in dossier.readings)
    missing = tuple(source.id for source in dossier.of(Source))
    return Rechecked(anchors, 0, len(dossier.readings), 0, (), missing, looked=False)


def recheck(dossier: Dossier, folder: Path, *, usual: bool = False) -> Rechecked:
    """Compare every archived text with its digest and find every anchor in it again.

    In the `usual` folder, which nobody named, an article may be missing, with a warning.
    """
    problems: list[Problem] = []
    found = passages_found = 0
    missing: list[str] = []
    sources = dossier.of(Source)
    for source in sources:
        if usual and is_missing(source, folder):
            missing.append(source.id)
            problems.append(_warning(source, folder, dossier))
            continue
        paragraphs, faults = _opened(source, folder, dossier)
        problems += faults
        if paragraphs is None:
            continue
        for reading in dossier.readings:
            if reading.at.source == source.id:
                lost = [*_lost(reading, paragraphs, source, dossier)]
                found += len(reading.anchors) - len(lost)
                passages_found += not lost
                problems += lost
    anchors = sum(len(reading.anchors) for reading in dossier.readings)
    passages = len(dossier.readings)
    looked = len(missing) < len(sources)
    return Rechecked(
        anchors, found, passages, passages_found, in_order(problems), tuple(missing), looked
    )


def is_missing(source: Source, folder: Path) -> bool:
    """Whether there is no such article; a name that leads elsewhere is an error later."""
    try:
        return not archived(source, folder).exists()
    except ValueError:
        return False


def _warning(source: Source, folder: Path, dossier: Dossier) -> Problem:
    """The warning that one of the articles is not at hand."""
    message = f'there is no "{source.archive}" in {folder.as_posix()}; its passages are not checked'
    place = dossier.place(f"{source.id}.archive")
    return Problem(place, source.id, message, "archive", error=False)


def _opened(
    source: Source, folder: Path, dossier: Dossier
) -> tuple[tuple[str, ...] | None, list[Problem]]:
    """The paragraphs of the archived text, None when it cannot be read, and what is wrong."""
    try:
        content = archived(source, folder).read_bytes()
        paragraphs = paragraphs_of(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        fault = f'"{source.archive}" is no text in UTF-8'
    except OSError as error:
        fault = f'"{source.archive}" cannot be read in {folder.as_posix()}: {error.strerror}'
    except ValueError as error:
        fault = str(error)
    else:
        return paragraphs, list(_changed_since(source, content, len(paragraphs), dossier))
    return None, [Problem(dossier.place(f"{source.id}.archive"), source.id, fault, "archive")]


def archived(source: Source, folder: Path) -> Path:
    """The archived file. Raises ValueError for a name that leads elsewhere."""
    if Path(source.archive).name != source.archive:
        raise ValueError(f'found "{source.archive}", expected the name of a file, without a folder')
    path = folder / source.archive
    if source.archive.isascii() or path.exists():
        return path
    # a system may have saved the letters of the name in another form
    alike = (one for one in folder.glob("*") if normal(one.name) == source.archive)
    return next(alike, path)


def _changed_since(
    source: Source, content: bytes, count: int, dossier: Dossier
) -> Iterator[Problem]:
    """What tells that the archived text is not the one that was read."""
    digest = hashlib.sha256(content).hexdigest()
    if digest != source.sha256.lower():
        message = (
            f"the archived text has changed: its SHA-256 is {digest}."
            " Put back the text that was read, or read this one and write its digest"
        )
        yield Problem(dossier.place(f"{source.id}.sha256"), source.id, message, "digest")
    if count != source.paragraphs:
        message = f"found {source.paragraphs}, the archived text has {count} paragraphs"
        yield Problem(dossier.place(f"{source.id}.paragraphs"), source.id, message, "paragraphs")


def _lost(
    reading: Reading, paragraphs: tuple[str, ...], source: Source, dossier: Dossier
) -> Iterator[Problem]:
    """The anchors that are not in their paragraph, each with where it is, or what comes nearest."""
    number = reading.at.paragraph
    for index, anchor in enumerate(reading.anchors):
        if number <= len(paragraphs) and stands_in(anchor, paragraphs[number - 1]):
            continue
        elsewhere = [n for n, text in enumerate(paragraphs, 1) if stands_in(anchor, text)]
        message = f'"{anchor}" is not in paragraph {number}{_kind(source, number, dossier)}; '
        if elsewhere:
            message += f"it is in paragraph {', '.join(map(str, elsewhere))}."
            message += " Headings, captions and credits count."
        else:
            message += _nearest(anchor, paragraphs)
        yield Problem(reading.place_in("anchor", index), str(reading.at), message, "anchor")


def _kind(source: Source, number: int, dossier: Dossier) -> str:
    """What the paragraph is, where it was excused as carrying no fact."""
    excuse = dossier.reason(source.empty.get(str(number)))
    words = excuse and (excuse.en or excuse.fr)
    return f" ({words})" if words else ""


def _nearest(anchor: str, paragraphs: tuple[str, ...]) -> str:
    wanted = plain(anchor).split()
    likest, best, where = 0.0, "", 0
    for number, paragraph in enumerate(paragraphs, 1):
        words = plain(paragraph).split()
        for start in range(max(1, len(words) - len(wanted) + 1)):
            passage = " ".join(words[start : start + len(wanted)]).strip(_MARKS)
            ratio = _likeness(" ".join(wanted), passage, above=likest)
            if ratio > likest:
                likest, best, where = ratio, passage, number
    if likest < _ALIKE_ENOUGH:
        return "it is nowhere in the text, and nothing is like it."
    changed = _changed(wanted, best.split())
    return f'it is nowhere in the text; nearest is "{best}" in paragraph {where}{changed}.'


def _likeness(one: str, other: str, *, above: float) -> float:
    """Difflib's ratio, 0 where it cannot exceed `above`."""
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() <= above or matcher.quick_ratio() <= above:
        return 0.0
    return matcher.ratio()


def _changed(wanted: list[str], printed: list[str]) -> str:
    """`: "libération" for "liberation"`, the words that differ."""
    matcher = difflib.SequenceMatcher(None, wanted, printed, autojunk=False)
    pairs = [
        f'"{" ".join(printed[c:d])}" for "{" ".join(wanted[a:b])}"'
        for operation, a, b, c, d in matcher.get_opcodes()
        if operation == "replace"
    ]
    return f": {', '.join(pairs)}" if pairs else ""
