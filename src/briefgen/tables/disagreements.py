"""Where the texts disagree, a row a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.tables.table import Table, table_of
from briefgen.wording import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence.disagreements import Disagreement, Version
    from briefgen.tables.context import Context, Row


def disagreements(context: Context) -> Table:
    """One row a version, the weightiest questions first, the version in use first in each."""
    rows = [row for found in context.evidence.disagreements for row in _versions(context, found)]
    return table_of("Disagreements", rows)


def _versions(context: Context, found: Disagreement) -> Iterator[Row]:
    question = context.text(found.question) or context.question(found.fact)
    shared = {
        "weight": context.wording.word("weight", found.weight),
        "question": question,
        "printed": _printed(context, found.fact),
        "why": context.note(found.why),
        "kind": context.wording.word("kind", found.kind),
        "link": context.fact_ref(found.fact),
    }
    versions = sorted(found.versions, key=lambda version: not version.used)
    for number, version in enumerate(versions, 1):
        yield {**shared, **_version(context, found.fact, version), "version": number} | {
            "id": f"{found.fact}/{number}"
        }


def _version(context: Context, fact: str, version: Version) -> Row:
    claims = [one for one in context.evidence.claims(fact) if one.claim in version.claims]
    return {
        "words": context.words(fact, version.value),
        "evidence": ", ".join(str(one.claim.reading.at) for one in claims) or None,
        "voice": context.voices(claims),
        "used": _used(context, fact, version),
    }


def _printed(context: Context, fact: str) -> Any:  # noqa: ANN401 -- a text or a number
    if not context.dossier.is_disputed(fact):
        return context.cell(fact)
    every = context.phrase(cells.EVERY_VERSION)
    return context.wording.phrase("who_words", who=context.wording.phrase("disputed"), words=every)


def _used(context: Context, fact: str, version: Version) -> str:
    if context.dossier.is_disputed(fact):
        return context.wording.phrase("disputed")
    return context.yes_no(version.used)
