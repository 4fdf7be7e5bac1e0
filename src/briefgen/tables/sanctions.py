"""Sanctions steps and measures in place, and what somebody says links them to other records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.facts.records import Body, Link, Sanction
from briefgen.tables.common import DISPUTED_ON, EVIDENCE, ID, NOTE, READY, SUPPORT, span
from briefgen.tables.ready import ready
from briefgen.tables.table import Column, Table, frame_of
from briefgen.tables.timeline import in_place
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence.evidence import Weighed
    from briefgen.tables.context import Context, Row

KIND_STEP = both("step", "étape")
KIND_IN_PLACE = both("measure in place", "mesure en place")
NO_CHANGE = both("no step by its author on this target", "aucune mesure de son auteur sur la cible")
_NOBODY = both("not said: its author is not named", "non dit : l'auteur n'est pas nommé")

KIND = Column(
    "kind",
    both("Kind", "Nature"),
    both(
        "a step of the sequence, or a measure in place",
        "une étape de la séquence, ou une mesure en place",
    ),
    "short",
    14,
    computed=True,
    full=True,
)
STAGE = Column(
    "stage",
    both("Stage", "Stade"),
    both("how far it has come, as reported", "jusqu'où elle est allée, selon les textes"),
    "short",
    14,
    field="Sanction.stage",
)
LAPSED = Column(
    "lapsed",
    both("Ends", "Fin"),
    both("when it ends or ended (EDTF)", "quand elle prend ou a pris fin (EDTF)"),
    "when",
    12,
    field="Sanction.lapsed",
)
CHANGED = Column(
    "changed",
    both("Change reported", "Changement signalé"),
    both(
        "of a measure in place: its author's steps on the same target or a part of it, or none;"
        " n/a for a step",
        "pour une mesure en place : étapes de son auteur visant la même cible ou une partie, ou"
        " aucune ; s.o. pour une étape",
    ),
    "text",
    28,
    computed=True,
    full=True,
)
SANCTIONS = (
    Column(
        "measure",
        both("Measure", "Mesure"),
        both("what the measure is called here", "comment la mesure est appelée ici"),
        "short",
        22,
        full=True,
    ),
    KIND,
    Column(
        "by",
        both("By", "Par"),
        both("who takes it", "qui la prend"),
        "short",
        14,
        field="Sanction.by",
    ),
    Column(
        "target",
        both("Target", "Cible"),
        both("what it is aimed at", "ce qu'elle vise"),
        "text",
        20,
        field="Sanction.target",
    ),
    Column(
        "change",
        both("Change", "Changement"),
        both("what changes", "ce qui change"),
        "short",
        18,
        field="Sanction.change",
    ),
    STAGE,
    Column(
        "scope",
        both("Scope as worded", "Étendue telle qu'exprimée"),
        both(
            "how much of it the texts say is touched", "quelle part est touchée, selon les textes"
        ),
        "short",
        11,
        field="Sanction.scope",
    ),
    Column(
        "announced",
        both("Announced", "Annonce"),
        both("when it was announced (EDTF)", "quand elle a été annoncée (EDTF)"),
        "when",
        12,
        field="Sanction.announced",
    ),
    *span("announced", ("Announced", "Annonce")),
    Column(
        "in_effect",
        both("In effect from", "En vigueur depuis"),
        both("when it took or takes effect (EDTF)", "quand elle prend ou a pris effet (EDTF)"),
        "when",
        12,
        field="Sanction.in_effect",
    ),
    *span("in_effect", ("Effect", "Effet")),
    DISPUTED_ON,
    READY,
    EVIDENCE,
    Column(
        "announced_by",
        both("Announced by", "Annoncée par"),
        both("who announced it", "qui l'a annoncée"),
        "short",
        16,
        field="Sanction.announced_by",
    ),
    LAPSED,
    Column(
        "instrument",
        both("Instrument", "Instrument"),
        both("legal instrument as named", "instrument juridique tel que nommé"),
        "short",
        14,
        field="Sanction.instrument",
    ),
    Column(
        "conditions",
        both("Conditions", "Conditions"),
        both("conditions as stated", "conditions telles qu'énoncées"),
        "text",
        18,
        field="Sanction.conditions",
    ),
    Column(
        "grounds",
        both("Grounds", "Motifs"),
        both("grounds as stated", "motifs tels qu'énoncés"),
        "text",
        26,
        field="Sanction.grounds",
    ),
    Column(
        "effect",
        both("Reported effect", "Effet rapporté"),
        both("effect as the texts report it", "effet tel que les textes le rapportent"),
        "text",
        24,
        field="Sanction.effect",
    ),
    Column(
        "remains",
        both("What remains", "Ce qui demeure"),
        both("what stays in place as stated", "ce qui reste en place, selon les textes"),
        "text",
        18,
        field="Sanction.remains",
    ),
    CHANGED,
    *SUPPORT,
    NOTE,
    ID,
)


def sanctions(context: Context) -> Table:
    """One row a sanctions step or measure in place, in the order of the file."""
    rows = [_sanction(context, sanction) for sanction in context.dossier.of(Sanction)]
    return Table(
        "Sanctions",
        both("Sanctions", "Sanctions"),
        both(
            "one sanctions step or one measure in place",
            "une mesure de sanction, prise, annoncée ou en place",
        ),
        SANCTIONS,
        frame_of(SANCTIONS, rows),
    )


def _sanction(context: Context, sanction: Sanction) -> Row:
    stands = in_place(sanction)
    return {
        "measure": context.heading(sanction.id),
        "kind": context.text(KIND_IN_PLACE if stands else KIND_STEP),
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
    told = NO_CHANGE if author and named else _NOBODY
    return context.names(step.id for step in steps) or context.phrase(told)


LINKS = (
    Column(
        "of",
        both("Record", "Fiche"),
        both("the release, measure or contact", "la libération, la mesure ou le contact"),
        "link",
        28,
        full=True,
    ),
    Column(
        "nature",
        both("Nature as reported", "Nature rapportée"),
        both("the connection as somebody words it", "le lien tel que quelqu'un le formule"),
        "text",
        30,
        field="Link.nature",
    ),
    Column(
        "to",
        both("Linked with", "Relié à"),
        both("the other end of the link", "l'autre bout du lien"),
        "link",
        28,
        full=True,
    ),
    Column(
        "said_by",
        both("Who says so", "Qui le dit"),
        both(
            "a link is never ours: it is told as somebody's",
            "un lien n'est jamais de nous : il est celui de quelqu'un",
        ),
        "short",
        22,
        computed=True,
    ),
    Column(
        "hedged",
        both("Hedged", "Avec réserve"),
        both("whether the text itself hedges", "si le texte lui-même met une réserve"),
        "flag",
        9,
        computed=True,
        full=True,
    ),
    Column(
        "used",
        both("Used", "Retenu"),
        both(
            "whether this is the nature held, or one version of a question left open",
            "si c'est la nature retenue, ou une version d'une question laissée ouverte",
        ),
        "flag",
        10,
        computed=True,
        full=True,
    ),
    EVIDENCE,
    NOTE,
    ID,
)


def links(context: Context) -> Table:
    """One row a nature that is given to a link, in the order of the file, the nature held first."""
    rows = [row for link in context.dossier.of(Link) for row in _natures(context, link)]
    return Table(
        "Links",
        both("Links", "Liens"),
        both(
            "one way in which somebody links two records",
            "une façon dont quelqu'un relie deux fiches",
        ),
        LINKS,
        frame_of(LINKS, rows),
    )


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
