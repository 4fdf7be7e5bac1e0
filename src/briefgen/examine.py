"""A brief with its facts and texts, read and checked: what every command begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.problems import DossierError
from briefgen.layout import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.evidence import Evidence
    from briefgen.facts.briefs import Brief
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.problems import Problem
    from briefgen.facts.records import Handling
    from briefgen.narrative.blocks import Narrative
    from briefgen.wording import Wording


class Examined(Struct, frozen=True):
    """A brief with its facts and texts, and what the checks found.

    `whole` has all facts of the dossier; `evidence` has those that a copy under the brief's label
    may show, and is all that files are made from.
    """

    folder: Path
    brief: Brief
    whole: Evidence
    evidence: Evidence
    narratives: tuple[tuple[Wording, Narrative], ...]
    problems: tuple[Problem, ...]

    @property
    def dossier(self) -> Dossier:
        """The facts that may be shown."""
        return self.evidence.dossier


def examine(
    root: Path, name: str | None, languages: Sequence[str] = (), label: Handling | None = None
) -> Examined:
    """Read a brief, its facts and its texts, and check them; `label` stands for the brief's own.

    Raises DossierError where they cannot be read, with every problem that can be found then.
    """
    from briefgen.checks import check
    from briefgen.checks.languages import untranslated_in_brief
    from briefgen.evidence import Evidence
    from briefgen.facts.briefs import find_brief, load_brief
    from briefgen.facts.handling import withhold
    from briefgen.narrative.parity import unequal

    folder = find_brief(root, name)
    brief = load_brief(folder).under(label)
    whole = Evidence(_dossier(root, brief, folder))
    shown = withhold(whole.dossier, brief.label)
    evidence = whole if shown is whole.dossier else Evidence(shown)
    problems = [*check(whole, brief), *untranslated_in_brief(brief, folder)]
    narratives = []
    for language in languages or brief.languages:
        try:
            path = folder / f"text.{language}.md"
            _refuse_withheld(path, language, whole.dossier, evidence.dossier, brief.label)
            narratives.append(_narrative(path, language, evidence, problems))
        except DossierError as fault:
            problems += fault.problems
    problems += unequal([narrative for _, narrative in narratives])
    found = DossierError(problems).problems
    return Examined(folder, brief, whole, evidence, tuple(narratives), found)


def _dossier(root: Path, brief: Brief, folder: Path) -> Dossier:
    """The dossier of a brief. Raises DossierError where there is none, or it cannot be read."""
    from briefgen.facts.briefs import node_of
    from briefgen.facts.load import load
    from briefgen.facts.problems import Problem, nearest

    data = root / DATA
    if not (data / brief.dossier).is_dir():
        known = sorted(path.name for path in data.glob("*") if path.is_dir())
        message = f'there is no dossier "{brief.dossier}" in {data.as_posix()}'
        message += nearest(brief.dossier, known)
        place = node_of(folder).place("dossier")
        raise DossierError([Problem(place, "dossier", message, "missing")])
    return load(data / brief.dossier)


def _text(path: Path) -> str:
    """A file of text. Raises DossierError where it cannot be read."""
    from briefgen.facts.problems import Place, Problem
    from briefgen.facts.tree import undecodable

    place = Place(path.as_posix())
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as fault:
        spot, message = undecodable(fault)
        place = Place(place.file, *spot)
    except OSError as fault:
        message = f"cannot be read: {fault.strerror}"
    raise DossierError([Problem(place, "", message, "missing")])


def _refuse_withheld(
    path: Path, language: str, whole: Dossier, shown: Dossier, label: Handling
) -> None:
    """Raise DossierError with the place of each fact in the text that the copy may not show."""
    from briefgen.narrative.blocks import BLOCKS
    from briefgen.narrative.read import read
    from briefgen.narrative.withheld import resting_on_withheld
    from briefgen.wording import wording_for

    if shown.withheld:
        wording = wording_for(language, whole)
        text = read(_text(path), path.as_posix(), dossier=whole, wording=wording, blocks=BLOCKS)
        if found := [*resting_on_withheld(text, whole=whole, shown=shown, label=label)]:
            raise DossierError(found)


def _narrative(
    path: Path, language: str, evidence: Evidence, problems: list[Problem]
) -> tuple[Wording, Narrative]:
    """The text of one language, read and linted; lint's findings are added to `problems`."""
    from briefgen.narrative.blocks import BLOCKS
    from briefgen.narrative.lint import lint
    from briefgen.narrative.read import read
    from briefgen.wording import wording_for

    wording = wording_for(language, evidence.dossier)
    narrative = read(
        _text(path), path.as_posix(), dossier=evidence.dossier, wording=wording, blocks=BLOCKS
    )
    problems += lint(narrative, dossier=evidence.dossier, wording=wording, evidence=evidence)
    return wording, narrative
