"""An archived article with its paragraphs numbered and the readings on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.intake.project import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Reading
    from briefgen.intake.project import Project


def shown(source_id: str, project: Project) -> Iterator[str]:
    """The lines of the page. Raises DossierError when there is no such source, or no text of it."""
    dossier, source, paragraphs = opened(source_id, project)
    yield f"{source.id}  {source.archive}, {len(paragraphs)} paragraphs, language {source.language}"
    for number, paragraph in enumerate(paragraphs, 1):
        yield ""
        yield f"{number:>3}  {paragraph}"
        excuse = dossier.reason(source.empty.get(str(number)))
        if excuse:
            yield f"     no fact: {excuse.en or excuse.fr}"
        for reading in dossier.readings:
            if (reading.at.source, reading.at.paragraph) == (source.id, number):
                yield from _told(reading, dossier)


def _told(reading: Reading, dossier: Dossier) -> Iterator[str]:
    hedged = ", hedged" if reading.hedged else ""
    yield f"     {reading.at}  {reading.voice}{hedged}  « {' | '.join(reading.anchors)} »"
    for claim in dossier.claims:
        if claim.reading is reading:
            many = claim.value if isinstance(claim.value, tuple) else (claim.value,)
            values = ", ".join(str(getattr(value, "value", value)) for value in many)
            yield f"       {claim.fact}: {values}"
