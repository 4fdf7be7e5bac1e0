"""Which paragraphs have been read, and which stand without a reading or a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.records import Source

if TYPE_CHECKING:
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Reading
    from briefgen.facts.records import Text


class Paragraph(Struct, frozen=True):
    """One paragraph of a source, its readings, and the reason why it carries no fact, if any."""

    source: str
    number: int
    readings: tuple[Reading, ...]
    reason: Text | None

    @property
    def covered(self) -> bool:
        """Whether it has a reading or a reason."""
        return bool(self.readings) or self.reason is not None


def paragraphs(dossier: Dossier) -> tuple[Paragraph, ...]:
    """All paragraphs of all sources, in their order."""
    read: dict[tuple[str, int], list[Reading]] = {}
    for reading in dossier.readings:
        read.setdefault((reading.at.source, reading.at.paragraph), []).append(reading)
    return tuple(
        Paragraph(
            source.id,
            number,
            tuple(read.get((source.id, number), ())),
            dossier.reason(source.empty.get(str(number))),
        )
        for source in dossier.of(Source)
        for number in range(1, source.paragraphs + 1)
    )
