"""A small dossier on disk, and what a narrative about it comes to."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from briefgen.evidence.evidence import Evidence
from briefgen.facts.load import load
from briefgen.facts.problems import DossierError
from briefgen.narrative.lint import lint
from briefgen.narrative.read import read
from briefgen.wording.en import ENGLISH
from briefgen.wording.fr import FRENCH
from briefgen.wording.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.facts.dossier import Dossier
    from briefgen.narrative.blocks import Narrative

BLOCKS = ("sequence", "timeline", "persons")

FILES = {
    "sources.yaml": """
        - id: "001"
          language: en
          paragraphs: 12
          archive: a.txt
          sha256: "0000000000000000000000000000000000000000000000000000000000000000"
          descriptor: {en: a text, fr: un texte}
    """,
    "persons.yaml": """
        - id: person-a
          name: {given: Ales, family: Novak, fr: {given: Alès, family: Novak}}
        - id: person-b
          name: {given: Maria, family: Novak}
        - id: person-c
          name: {given: John, family: Small}
    """,
    "bodies.yaml": """
        - id: body-a
          name: {en: Committee of Ales Novak, fr: Comité d'Ales Novak}
    """,
    "releases.yaml": """
        - id: release-a
          freed: 2025-09-11
          stage: reported_done
          people: 52
          foreign: 14
          act: not_stated
        - id: release-b
          announced: 2025-12-13
          stage: announced
          people: about 1265
        - id: release-c
          stage: disputed
    """,
    "parts.yaml": """
        - id: part-b
          release: release-b
          axis: named
          person: person-c
    """,
    "estimates.yaml": """
        - id: estimate-a
          people: over 1000
        - id: estimate-b
          as_of: 2013-03
    """,
    "terms.yaml": """
        - id: brine
          facet: target
          en: brine
          fr: la saumure
          avoid: [{en: Salt water, fr: l\u2019eau salée}, {fr: eaux salées}]
    """,
    "reasons.yaml": """
        - {id: year-slip, en: The year may be a slip.}
    """,
    "readings/001.yaml": "".join(
        f"""
        - at: 001.{number}a
          voice: article
          anchor: [over 1000]
          says:
            estimate-a: {{people: over 1000}}
        """
        for number in range(3, 12)
    )
    + """
        - at: 001.1a
          voice: article
          anchor: [52 people]
          says:
            release-a: {freed: 2025-09-11, stage: reported_done, people: 52, foreign: 14}
            person-a: {name: Alies Novak}
            person-c: {name: Jon Smol}
        - at: 001.2a
          voice: article
          anchor: [about 1265 people]
          says:
            release-b: {announced: 2025-12-13, stage: announced, people: about 1265}
            part-b: {person: person-c}
        - at: 001.2b
          voice: article
          anchor: [some 53]
          says:
            release-a: {people: 53}
        - at: 001.2c
          voice: article
          anchor: [March 2013]
          says:
            estimate-b: {as_of: 2013-03}
          doubt: {estimate-b.as_of: year-slip}
    """,
}


@pytest.fixture(scope="session")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("data") / "small"
    (folder / "readings").mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_text(dedent(content), encoding="utf-8")
    return load(folder, shown_as="small")


@pytest.fixture(scope="session")
def evidence(dossier: Dossier) -> Evidence:
    return Evidence(dossier)


@pytest.fixture(scope="session")
def reading(dossier: Dossier) -> Callable[..., Narrative]:
    def read_it(text: str, language: str = "en") -> Narrative:
        wording = Wording(FRENCH if language == "fr" else ENGLISH, dossier)
        return read(text, "text.md", dossier=dossier, wording=wording, blocks=BLOCKS)

    return read_it


@pytest.fixture(scope="session")
def problems(reading: Callable[..., Narrative]) -> Callable[..., list[str]]:
    """What reading says of a text, a line a problem."""

    def problems_of(text: str, language: str = "en") -> list[str]:
        with pytest.raises(DossierError) as fault:
            reading(text, language)
        return str(fault.value).splitlines()

    return problems_of


@pytest.fixture(scope="session")
def linted(
    reading: Callable[..., Narrative], dossier: Dossier, evidence: Evidence
) -> Callable[..., list[str]]:
    """What the lint says of a text, a line a problem."""

    def lint_it(text: str, language: str = "en") -> list[str]:
        wording = Wording(FRENCH if language == "fr" else ENGLISH, dossier)
        found = lint(reading(text, language), dossier=dossier, wording=wording, evidence=evidence)
        return [str(problem) for problem in found]

    return lint_it
