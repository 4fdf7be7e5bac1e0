"""The run on one page: read, weigh, check, build, prove, publish."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

import briefgen
from briefgen import edition, identity
from briefgen.examine import examine
from briefgen.facts.problems import DossierError
from briefgen.identity import MANIFEST, OUT
from briefgen.layout import BRIEF_STYLE, TEMPLATES, WORKBOOK_STYLE
from briefgen.stamp import Passages, Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.brief import Written
    from briefgen.evidence.archive import Rechecked
    from briefgen.examine import Examined
    from briefgen.facts.articles import Articles
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.problems import Problem
    from briefgen.facts.records import Handling
    from briefgen.narrative.blocks import Narrative
    from briefgen.office.lint.parts import Package
    from briefgen.proof.leaks import Leak
    from briefgen.proof.proof import Proof
    from briefgen.proof.values import Values
    from briefgen.tables.table import Table
    from briefgen.wording import Wording
    from briefgen.workbook import Overview


class Asked(Struct, frozen=True, kw_only=True):
    """What is to be written: a brief, by default the one there is, to a folder, by default its own.

    In `languages`, by default all of the brief; under a `label` in place of the brief's own; with
    `archive` as the folder of the articles, by default where `articles_of` looks for them; with
    `pdf` the brief also as a PDF.
    """

    brief: str | None = None
    out: Path | None = None
    languages: Sequence[str] = ()
    label: Handling | None = None
    archive: Path | None = None
    pdf: bool = False


class Generated(Struct, frozen=True):
    """What a run wrote: the folder, the names with their bytes, and what was proved.

    `passages` is how many were found again in the articles, None where these were not at hand.
    `warnings` are the problems found that are no errors; `mended` tells that an interrupted
    run had left parts of an edition, which are gone.
    """

    folder: Path
    examined: Examined
    files: Mapping[str, bytes]
    proof: Proof
    warnings: tuple[Problem, ...]
    mended: bool
    passages: Passages | None


def generate(
    root: Path, asked: Asked, *, step: Callable[[str], None] = lambda _: None
) -> Generated:
    """Write the workbook and the brief of each language, proved, in the place of the last set.

    Where no PDF can be made, a warning tells why. `step` is told what begins.
    Raises DossierError with all problems, or when an input is saved meanwhile, and then writes
    nothing.
    """
    from briefgen.facts.articles import articles_of
    from briefgen.facts.briefs import find_brief, load_brief

    source = find_brief(root, asked.brief)
    folder = asked.out or source / OUT
    mended = edition.heal(folder)
    step("reading and checking the facts")
    brief = load_brief(source)
    articles = articles_of(root, brief.dossier, option=asked.archive, named=brief.archive)
    about = _identity(root, source, articles, brief.dossier, asked)
    examined = examine(root, asked.brief, asked.languages, asked.label)
    rechecked = _rechecked(examined, articles, step)
    problems = [*examined.problems, *rechecked.problems]
    if any(problem.error for problem in problems):
        raise DossierError(problems)
    edition.refuse_foreign(folder)
    missing = rechecked.missing if rechecked.looked else None
    made, proof, warnings = _written(root, (examined, missing), asked, about, step)
    if _identity(root, source, articles, brief.dossier, asked) != about:
        raise DossierError([_saved_meanwhile(source)])
    edition.publish(made, folder)
    warned = (*problems, *warnings)
    passages = made.about["passages"]
    return Generated(folder, examined, made.files, proof, warned, mended, passages)


def _written(
    root: Path,
    read: tuple[Examined, Sequence[str] | None],
    asked: Asked,
    about: Mapping[str, Any],
    step: Callable[[str], None],
) -> tuple[edition.Edition, Proof, list[Problem]]:
    """The edition of that identity, proved and searched, what was proved, and warnings.

    `read` is what it is made from, with the texts that were missing as articles were looked into.
    """
    from briefgen import manifest, search
    from briefgen.office.pdf import readable
    from briefgen.proof.proof import Proof

    examined, missing = read
    files: dict[str, bytes] = {}
    leaks: list[Leak] = []
    proof = Proof()
    kept = cache(
        partial(search.kept_back, root, examined)
    )  # once the house styles are known as good
    for wording, narrative in examined.narratives:
        digest = edition.shown(about["inputs"])
        stamp = stamped(examined, wording, digest, missing=missing)
        step(f"writing {stamp.workbook} and {stamp.brief}")
        pair = make(root, examined, (wording, narrative), stamp)
        with kept().searching(pair.files) as found:
            step(f"reading {stamp.workbook} and {stamp.brief} back")
            proof += _prove(pair, examined)
            step(f"searching {stamp.workbook} and {stamp.brief} for what must not leave the house")
            leaks += found()
        files |= pair.files
        del pair  # the tables of one language are let go before those of the next
    printed, warnings = _pdfs(files) if asked.pdf else ({}, [])
    files |= printed
    told = manifest.carried(examined, about, looked=missing is not None, pdf=bool(printed))
    told["archive"] = examined.brief.archive
    told["passages"] = _passages(examined.dossier, missing)
    made_of = edition.Edition(files, told)
    rest = {name: readable(content) for name, content in printed.items()}
    with kept().searching(rest | {MANIFEST: made_of.manifest()}) as found:
        search.refuse([*leaks, *found()], kept().secrets, examined)
    return made_of, proof, warnings


class Pair(Struct, frozen=True):
    """The workbook and the brief of one language, with what they were made from."""

    wording: Wording
    narrative: Narrative
    stamp: Stamp
    written: Written
    book: bytes
    tables: Mapping[str, Table]
    overview: Overview

    @property
    def files(self) -> dict[str, bytes]:
        """Both files by name."""
        return {self.stamp.workbook: self.book, self.stamp.brief: self.written.content}


def stamped(
    examined: Examined,
    wording: Wording,
    digest: str,
    *,
    version: str = briefgen.__version__,
    missing: Sequence[str] | None = None,
) -> Stamp:
    """What both files of a language bear; `digest` as they show it.

    `missing` are the texts whose articles were not at hand, None where none was.
    """
    stem = f"{examined.folder.name}.{wording.language}"
    return Stamp(
        digest,
        version,
        examined.brief.information_date,
        f"{stem}.xlsx",
        f"{stem}.docx",
        _passages(examined.dossier, missing),
    )


def _passages(shown: Dossier, missing: Sequence[str] | None) -> Passages | None:
    """Of the passages that are shown, how many were found again; `missing` as `stamped` has it."""
    if missing is None:
        return None
    found = sum(reading.at.source not in missing for reading in shown.readings)
    return Passages(
        found, len(shown.readings), tuple(one for one in missing if one in shown.records)
    )


def make(root: Path, examined: Examined, text: tuple[Wording, Narrative], stamp: Stamp) -> Pair:
    """Both files of one language. Raises DossierError when a house style cannot be used."""
    from briefgen import brief as word
    from briefgen import pictures, tables, workbook
    from briefgen.narrative.review import sentence_rows, shown_in

    (wording, narrative), brief, evidence = text, examined.brief, examined.evidence
    drawn = pictures.draw(evidence.dossier, wording, brief)
    rows = sentence_rows(narrative, evidence, wording)
    shown = shown_in(rows, wording)
    passages = stamp.passages
    built = tables.build(
        evidence,
        wording,
        brief,
        shown=shown,
        rechecked=passages is not None,
        missing=passages.missing if passages else (),
    )
    built["Sentences"] = tables.sentences(rows, wording)
    overview = workbook.Overview(tables.figures(built, wording), list(drawn.values()))
    with _templates_placed(root):
        written = word.write(
            narrative,
            brief=brief,
            evidence=evidence,
            wording=wording,
            charts=drawn,
            template=_template(root, BRIEF_STYLE),
            stamp=stamp,
        )
        book = workbook.write(
            built,
            overview,
            brief=brief,
            wording=wording,
            template=_template(root, WORKBOOK_STYLE),
            stamp=stamp,
        )
    return Pair(wording, narrative, stamp, written, book, built, overview)


def _prove(pair: Pair, examined: Examined) -> Proof:
    """Lint both files and compare them with the facts. Raises DossierError with what differs."""
    from briefgen.office.lint.parts import read
    from briefgen.proof.document import prove_brief

    values = _values(pair, examined)
    faults, proof = _prove_workbook(pair, values)
    brief = read(pair.written.content)
    if problems := [*faults, *_faults(pair.stamp.brief, brief)]:
        raise DossierError(problems)
    return proof + prove_brief(brief, values, file=pair.stamp.brief)


def _values(pair: Pair, examined: Examined) -> Values:
    """What the files must show, from the facts and the text that stands in the brief's folder."""
    from briefgen.proof.text import read_text
    from briefgen.proof.values import Values

    wording = pair.wording
    path = examined.folder / f"text.{wording.language}.md"
    text = read_text(path.read_text("utf-8"), path.as_posix(), wording)
    passages = pair.stamp.passages
    missing = None if passages is None else passages.missing
    return Values(examined.evidence, wording, examined.brief, text, missing)


def _prove_workbook(pair: Pair, values: Values) -> tuple[list[Problem], Proof]:
    """What the lint finds in the workbook, or else what was proved; what was read is let go."""
    from briefgen.office.lint.parts import read
    from briefgen.proof.proof import Proof
    from briefgen.proof.workbook import BookProof

    kept = BookProof(values)
    book = read(pair.book, kept.see, kept.leads)
    faults = _faults(pair.stamp.workbook, book)
    return faults, Proof() if faults else kept.proof(book, file=pair.stamp.workbook)


def _rechecked(examined: Examined, articles: Articles, step: Callable[[str], None]) -> Rechecked:
    """What of the facts is in the articles, as far as these are at hand."""
    from briefgen.evidence.archive import find_again

    if articles.at_hand:
        step("looking for the passages in the articles")
    return find_again(examined.whole.dossier, examined.brief, articles, examined.folder)


def _pdfs(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Problem]]:
    """Every brief among the files as a PDF; none of them, and a warning, where one fails."""
    from briefgen.facts.problems import Place, Problem
    from briefgen.office.pdf import PdfError, to_pdf

    printed: dict[str, bytes] = {}
    for name, content in files.items():
        stem, _, ending = name.rpartition(".")
        try:
            if ending == "docx":
                printed[f"{stem}.pdf"] = to_pdf(content)
        except PdfError as fault:
            return {}, [Problem(Place(f"{stem}.pdf"), "", str(fault), "pdf", error=False)]
    return printed, []


@contextmanager
def _templates_placed(root: Path) -> Iterator[None]:
    """Raise DossierError, with its place, in place of what is wrong with a house style."""
    from briefgen.facts.problems import Place, Problem
    from briefgen.office.styles import BadTemplate

    try:
        yield
    except BadTemplate as fault:
        place = Place((root / fault.file).as_posix())
        raise DossierError([Problem(place, "", fault.told, "template")]) from None


def _template(root: Path, name: str) -> bytes:
    """A house style. Raises BadTemplate when it cannot be read."""
    from briefgen.office.styles import BadTemplate

    try:
        return (root / TEMPLATES / name).read_bytes()
    except OSError as fault:
        raise BadTemplate(f"{TEMPLATES}/{name}", f"cannot be read: {fault.strerror}") from None


def _faults(name: str, package: Package) -> list[Problem]:
    """What an office program would repair, refuse or show wrongly in a file."""
    from briefgen.facts.problems import Place, Problem
    from briefgen.office.lint import lint_package

    return [
        Problem(Place(name), finding.place, f"{finding.message} ({finding.rule})", "office")
        for finding in lint_package(package, name)
    ]


def _identity(
    root: Path, folder: Path, articles: Articles, dossier: str, asked: Asked
) -> dict[str, Any]:
    """What is asked for, and the digests of all that has a say in the bytes, as they are now.

    Raises DossierError with the file that cannot be read.
    """
    from briefgen.facts.problems import Place, Problem

    label = asked.label.value if asked.label else None
    try:
        wanted = identity.asked(asked.languages, label, articles)
        return identity.identity(root, folder, dossier, wanted)
    except OSError as fault:
        place, message = Place(str(fault.filename)), f"cannot be read: {fault.strerror}"
        raise DossierError([Problem(place, "", message, "missing")]) from None


def _saved_meanwhile(folder: Path) -> Problem:
    from briefgen.facts.problems import Place, Problem

    message = "what it is made from was saved while it was being read; run it again"
    return Problem(Place(folder.as_posix()), "", message, "output")
