"""Where the texts disagree, a row a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.tables.common import EVIDENCE
from briefgen.tables.table import Column, Table, frame_of
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence.disagreements import Disagreement, Version
    from briefgen.tables.context import Context, Row

WEIGHT = Column(
    "weight",
    both("Weight", "Poids"),
    both(
        "how much hangs on it: material, precision or framing",
        "ce qui en dépend : fond, précision ou cadrage",
    ),
    "short",
    12,
    field="weight",
    full=True,
)
FIRST = Column(
    "version",
    both("Version", "Version"),
    both(
        "the number of the version within its question", "le numéro de la version dans sa question"
    ),
    "number",
    9,
    computed=True,
    full=True,
)
_EVERY = both("every version", "chaque version")
COLUMNS = (
    WEIGHT,
    Column(
        "question",
        both("Question", "Question"),
        both("what the texts disagree on, as a question", "ce qui divise les textes, en question"),
        "text",
        34,
        full=True,
    ),
    FIRST,
    Column(
        "words",
        both("Version in words", "Version en mots"),
        both("what these texts give", "ce que donnent ces textes"),
        "text",
        28,
        full=True,
    ),
    Column(
        "used",
        both("Used", "Retenue"),
        both(
            "whether the files print this version as the value; disputed where they print each",
            "si les fichiers impriment cette version ; contesté s'ils impriment chacune",
        ),
        "flag",
        9,
        computed=True,
        full=True,
    ),
    Column(
        "voice",
        both("Voice", "Voix"),
        both("who asserts the version", "qui affirme la version"),
        "short",
        20,
        computed=True,
        full=True,
    ),
    EVIDENCE,
    Column(
        "printed",
        both("What we print", "Ce que nous imprimons"),
        both(
            "the value in the files; disputed where every version is printed",
            "la valeur dans les fichiers ; contesté si chaque version est imprimée",
        ),
        "text",
        24,
        computed=True,
    ),
    Column(
        "why",
        both("Why", "Pourquoi"),
        both("the reason for the choice", "la raison du choix"),
        "note",
        40,
        full=True,
        nil=True,
    ),
    Column(
        "kind",
        both("Kind", "Nature"),
        both(
            "how the versions stand to one another",
            "comment les versions se rapportent entre elles",
        ),
        "short",
        16,
        field="kind",
        full=True,
    ),
    Column(
        "link",
        both("Fact", "Fait"),
        both("leads to the row of the fact", "mène à la ligne du fait"),
        "link",
        17,
        full=True,
    ),
    Column(
        "id",
        both("Id", "Identifiant"),
        both("the fact and the number of the version", "le fait et le numéro de la version"),
        "id",
        26,
        level=1,
        full=True,
    ),
)


def disagreements(context: Context) -> Table:
    """One row a version, the weightiest questions first, the version in use first in each."""
    rows = [row for found in context.evidence.disagreements for row in _versions(context, found)]
    return Table(
        "Disagreements",
        both("Disagreements", "Désaccords"),
        both("one version of one question", "une version d'une question"),
        COLUMNS,
        frame_of(COLUMNS, rows),
        known_by="version",
    )


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
    every = context.phrase(_EVERY)
    return context.wording.phrase("who_words", who=context.wording.phrase("disputed"), words=every)


def _used(context: Context, fact: str, version: Version) -> str:
    if context.dossier.is_disputed(fact):
        return context.wording.phrase("disputed")
    return context.yes_no(version.used)
