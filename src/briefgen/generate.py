"""The run on one page: read, weigh, check, build, prove, publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import briefgen
from briefgen import edition
from briefgen.facts.problems import DossierError
from briefgen.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.evidence import Evidence
    from briefgen.facts.briefs import Brief
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.problems import Problem
    from briefgen.narrative.blocks import Narrative
    from briefgen.proof import Proof
    from briefgen.wording import Wording

TEMPLATES = "templates"
DATA = "data"
OUT = "out"


@dataclass(frozen=True, slots=True)
class Examined:
    """A brief with its facts and texts, and what the checks found."""

    folder: Path
    brief: Brief
    evidence: Evidence
    narratives: tuple[tuple[Wording, Narrative], ...]
    problems: tuple[Problem, ...]

    @property
    def dossier(self) -> Dossier:
        """The facts."""
        return self.evidence.dossier


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run wrote: the folder, the names with their bytes, and what was proved."""

    folder: Path
    examined: Examined
    files: dict[str, bytes]
    proof: Proof


def examine(root: Path, name: str | None, languages: Sequence[str] = ()) -> Examined:
    """Read a brief, its facts and its texts, and check them.

    Raises DossierError where they cannot be read, with every problem that can be found then.
    """
    from briefgen.checks import check  # noqa: PLC0415 -- only what a run uses is imported
    from briefgen.evidence import Evidence  # noqa: PLC0415
    from briefgen.facts.briefs import find_brief, load_brief  # noqa: PLC0415
    from briefgen.facts.load import load  # noqa: PLC0415

    folder = find_brief(root, name)
    brief = load_brief(folder)
    evidence = Evidence(load(root / DATA / brief.dossier))
    problems = list(check(evidence))
    narratives = []
    for language in languages or brief.languages:
        try:
            narratives.append(_narrative(folder, language, evidence, problems))
        except DossierError as fault:
            problems += fault.problems
    return Examined(folder, brief, evidence, tuple(narratives), DossierError(problems).problems)


def _narrative(
    folder: Path, language: str, evidence: Evidence, problems: list[Problem]
) -> tuple[Wording, Narrative]:
    """The text of one language, read and linted; lint's findings are added to `problems`."""
    from briefgen.brief import BLOCKS  # noqa: PLC0415
    from briefgen.facts.problems import Place, Problem  # noqa: PLC0415
    from briefgen.narrative.lint import lint  # noqa: PLC0415
    from briefgen.narrative.read import read  # noqa: PLC0415
    from briefgen.wording import wording_for  # noqa: PLC0415

    path = folder / f"text.{language}.md"
    wording = wording_for(language, evidence.dossier)
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        message = f"cannot be read: {fault.strerror if isinstance(fault, OSError) else fault}"
        raise DossierError([Problem(Place(path.as_posix()), "", message, "missing")]) from None
    narrative = read(
        text, path.as_posix(), dossier=evidence.dossier, wording=wording, blocks=BLOCKS
    )
    problems += lint(narrative, dossier=evidence.dossier, wording=wording, evidence=evidence)
    return wording, narrative


def generate(
    root: Path, name: str | None, *, out: Path | None, languages: Sequence[str] = ()
) -> Generated:
    """Write the workbook and the brief of each language, proved, in the place of the last set.

    Raises DossierError with all problems, and then writes nothing.
    """
    from briefgen.proof import Proof  # noqa: PLC0415

    examined = examine(root, name, languages)
    if any(problem.error for problem in examined.problems):
        raise DossierError(examined.problems)
    folder = out or examined.folder / OUT
    edition.refuse_foreign(folder)
    about = _about(root, examined)
    files: dict[str, bytes] = {}
    proof = Proof()
    for wording, narrative in examined.narratives:
        made, proved = _pair(root, examined, wording, narrative, about["inputs"])
        files |= made
        proof += proved
    edition.publish(edition.Edition(files, about), folder)
    return Generated(folder, examined, files, proof)


def _pair(
    root: Path, examined: Examined, wording: Wording, narrative: Narrative, digest: str
) -> tuple[dict[str, bytes], Proof]:
    """The workbook and the brief of one language, proved."""
    from briefgen import brief as word  # noqa: PLC0415
    from briefgen import pictures, tables, workbook  # noqa: PLC0415
    from briefgen.narrative.review import sentence_rows, shown_in  # noqa: PLC0415
    from briefgen.proof import prove_brief, prove_workbook  # noqa: PLC0415

    brief, evidence = examined.brief, examined.evidence
    stem = f"{examined.folder.name}.{wording.language}"
    stamp = Stamp(
        digest=edition.shown(digest),
        version=briefgen.__version__,
        dated=brief.information_date,
        workbook=f"{stem}.xlsx",
        brief=f"{stem}.docx",
    )
    charts = pictures.draw(evidence.dossier, wording, brief)
    written = word.write(
        narrative,
        brief=brief,
        evidence=evidence,
        wording=wording,
        charts=charts,
        template=(root / TEMPLATES / "brief.docx").read_bytes(),
        stamp=stamp,
    )
    rows = sentence_rows(narrative, evidence, wording)
    built = tables.build(evidence, wording, brief, shown=shown_in(rows, wording))
    built["Sentences"] = tables.sentences(rows, wording)
    book = workbook.write(
        built,
        workbook.Overview(tables.figures(built, wording), list(charts.values())),
        brief=brief,
        wording=wording,
        template=(root / TEMPLATES / "workbook.xlsx").read_bytes(),
        stamp=stamp,
    )
    proof = prove_workbook(book, file=stamp.workbook, tables=built) + prove_brief(
        written.content, file=stamp.brief, evidence=evidence, wording=wording, shown=written.shown
    )
    return {stamp.workbook: book, stamp.brief: written.content}, proof


def _about(root: Path, examined: Examined) -> dict[str, Any]:
    """What the manifest says of the inputs, and every fact with its value."""
    dossier = examined.dossier
    folders = [root / DATA / examined.brief.dossier, examined.folder]
    inputs = [
        *(path for folder in folders for path in folder.rglob("*.yaml")),
        *examined.folder.glob("text.*.md"),
        *(root / TEMPLATES).glob("*.*x"),
    ]
    values = {fact: _plain(dossier, fact) for fact in dossier.facts()}
    return {
        "version": briefgen.__version__,
        "program": edition.own_digest(),
        "brief": examined.folder.name,
        "languages": [wording.language for wording, _ in examined.narratives],
        "inputs": edition.digest_of(inputs, root),
        "facts": values,
    }


def _plain(dossier: Dossier, fact: str) -> str:
    """A fact's value as text that does not depend on a language."""
    value = dossier.value(fact)
    if value in (None, ()):
        return dossier.blank(fact) or ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
