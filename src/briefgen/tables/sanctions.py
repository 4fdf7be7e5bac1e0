"""Sanctions steps and measures in place, and what somebody says links them to other records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.facts.records import Body, Link, Sanction
from briefgen.tables.ready import ready
from briefgen.tables.table import Table, table_of
from briefgen.tables.timeline import in_place
from briefgen.wording import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence.evidence import Weighed
    from briefgen.tables.context import Context, Row


def sanctions(context: Context) -> Table:
    """One row a sanctions step or measure in place, in the order of the file."""
    rows = [_sanction(context, sanction) for sanction in context.dossier.of(Sanction)]
    return table_of("Sanctions", rows)


def _sanction(context: Context, sanction: Sanction) -> Row:
    stands = in_place(sanction)
    return {
        "measure": context.heading(sanction.id),
        "kind": context.text(cells.MEASURE_IN_PLACE if stands else cells.STEP),
        **context.cells(sanction, "by", "target", "change", "stage", "scope", "announced_by"),
        **context.cells(sanction, "instrument", "conditions", "grounds", "effect", "remains"),
        **context.when(f"{sanction.id}.announced"),
        **context.when(f"{sanction.id}.in_effect"),
        "lapsed": context.when(f"{sanction.id}.lapsed")["lapsed"],
        "changed": _changes(context, sanction) if stands else context.not_applicable,
        "disputed_on": context.disputed_on(sanction),
        **context.support(context.facts(sanction)),
        "ready": ready(context, sanction),
        "note": context.note(sanction.note),
        "id": sanction.id,
    }


def _changes(context: Context, measure: Sanction) -> str | None:
    """The end of a measure or the steps of the same author, if one is named, on its target."""
    if measure.lapsed is not None:
        return context.when(f"{measure.id}.lapsed")["lapsed"]  # type: ignore[no-any-return]  # EDTF
    steps = context.steps_on.get((measure.by, measure.target), ())
    author = context.dossier.records.get(measure.by or "")
    named = not isinstance(author, Body) or author.named
    told = cells.NO_CHANGE if author and named else cells.AUTHOR_NOT_NAMED
    return context.names(step.id for step in steps) or context.phrase(told)


def links(context: Context) -> Table:
    """One row a nature that is given to a link, in the order of the file, the nature held first."""
    rows = [row for link in context.dossier.of(Link) for row in _natures(context, link)]
    return table_of("Links", rows)


def _natures(context: Context, link: Link) -> Iterator[Row]:
    given: dict[Any, list[Weighed]] = {link.nature: []} if link.nature else {}
    for weighed in context.evidence.claims(f"{link.id}.nature"):
        given.setdefault(weighed.claim.value, []).append(weighed)
    for number, (nature, claims) in enumerate(given.items() or {None: []}.items(), 1):
        yield {
            "of": context.ref(link.of),
            "nature": context.words(f"{link.id}.nature", nature) if nature else None,
            "to": context.ref(link.to),
            "said_by": context.voices(claims),
            "hedged": context.hedged(claims),
            "used": _held(context, link, nature),
            "evidence": ", ".join(str(one.claim.reading.at) for one in claims) or None,
            "note": context.note(link.note),
            "id": link.id if number == 1 else f"{link.id}/{number}",
        }


def _held(context: Context, link: Link, nature: str | None) -> str:
    if context.dossier.is_disputed(f"{link.id}.nature"):
        return context.wording.phrase("disputed")
    return context.yes_no(nature == link.nature)
