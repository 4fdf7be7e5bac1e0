"""Estimates of how many are held, and statements with their holder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.facts.records import Estimate, Release, Statement
from briefgen.tables.common import DISPUTED_ON, EVIDENCE, ID, NOTE, bounds
from briefgen.tables.table import Column, Table, frame_of
from briefgen.tables.words import NONE
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.tables.context import Context, Row

ESTIMATES = (
    *bounds(
        "people",
        ("Estimate", "Estimation"),
        (
            "people counted; never added to or subtracted from anything",
            "personnes comptées ; jamais additionnées ni soustraites",
        ),
    ),
    Column(
        "called",
        both("Of what", "De quoi"),
        both("what is counted, as labelled", "ce qui est compté, tel que désigné"),
        "short",
        16,
        field="Estimate.called",
    ),
    Column(
        "as_of",
        both("As of", "À la date"),
        both("the date it holds for (EDTF)", "la date pour laquelle elle vaut (EDTF)"),
        "when",
        11,
        field="Estimate.as_of",
    ),
    Column(
        "by",
        both("By", "Par"),
        both("who estimates", "qui estime"),
        "short",
        15,
        field="Estimate.by",
    ),
    Column(
        "definition",
        both("Whose label", "Désignation de"),
        both(
            "who uses the label in the texts; none of them defines it",
            "qui emploie la désignation dans les textes ; aucun ne la définit",
        ),
        "short",
        15,
        computed=True,
    ),
    Column(
        "printed_in",
        both("Printed in", "Imprimée dans"),
        both("texts that print it", "textes qui l'impriment"),
        "short",
        10,
        computed=True,
    ),
    Column(
        "about",
        both("Text is about", "Le texte porte sur"),
        both(
            "the release that its text is about; n/a where none",
            "la libération dont parle le texte ; s.o. si aucune",
        ),
        "link",
        20,
        full=True,
    ),
    Column(
        "age",
        both("Age in months at that event", "Âge en mois lors de cet événement"),
        both(
            "whole calendar months from its date to that event; blank where it has no date",
            "mois de calendrier entre sa date et cet événement ; vide si elle n'a pas de date",
        ),
        "number",
        10,
        computed=True,
    ),
    Column(
        "comparable",
        both("Comparable with", "Comparable à"),
        both(
            "estimates by the same author under the same label",
            "estimations du même auteur sous la même désignation",
        ),
        "text",
        16,
        computed=True,
        full=True,
        nil=True,
    ),
    Column(
        "warning",
        both("Warning", "Mise en garde"),
        both(
            "why it cannot be read as today's number", "pourquoi elle ne vaut pas pour aujourd'hui"
        ),
        "mark",
        34,
        computed=True,
        full=True,
        nil=True,
    ),
    DISPUTED_ON,
    EVIDENCE,
    NOTE,
    ID,
)
_UNDATED = both("no date of its own", "sans date propre")
_NO_AUTHOR = both("author not stated", "auteur non indiqué")
_OLDER = both(
    "{months} older than the event its text is about",
    "antérieure de {months} à l'événement dont parle son texte",
)
_DOUBTED = both("its date may be wrong", "sa date est peut-être fausse")
_ROUNDED = both("not an exact count", "pas un décompte exact")
_HEDGED = both("hedged", "avec réserve")


def estimates(context: Context) -> Table:
    """One row an estimate, in the order of the file."""
    known = context.dossier.of(Estimate)
    alike = Counter(map(_sort, known))
    rows = (_estimate(context, found, shared=alike[_sort(found)] > 1) for found in known)
    return Table(
        "Estimates",
        both("Estimates", "Estimations"),
        both("one count of people held", "un décompte de personnes détenues"),
        ESTIMATES,
        frame_of(ESTIMATES, rows),
    )


def _sort(estimate: Estimate) -> tuple[object, ...]:
    return (estimate.by, estimate.called)


def _estimate(context: Context, estimate: Estimate, *, shared: bool) -> Row:
    about = estimate.about
    facts = context.facts(estimate)
    return {
        **context.quantity("people", f"{estimate.id}.people"),
        **context.cells(estimate, "called", "by"),
        "as_of": context.when(f"{estimate.id}.as_of")["as_of"],
        "definition": context.voices(context.evidence.supporting(f"{estimate.id}.called")),
        "printed_in": context.listed(context.origins(facts).texts),
        "about": context.ref(about) if about else context.not_applicable,
        "age": _age(context, estimate),
        "comparable": (_others(context, estimate) if shared else None) or NONE,
        "warning": context.listed(_warnings(context, estimate)) or NONE,
        "disputed_on": context.disputed_on(estimate),
        "evidence": context.addresses(facts),
        "note": context.note(estimate.note),
        "id": estimate.id,
    }


def _others(context: Context, estimate: Estimate) -> str | None:
    """Estimates of the same author and label; without an author none is comparable."""
    if not (estimate.by and estimate.called):
        return None
    others = (
        other.id
        for other in context.dossier.of(Estimate)
        if other is not estimate and _sort(other) == _sort(estimate)
    )
    return context.names(others)


def _age(context: Context, estimate: Estimate) -> int | str | None:
    """Calendar months from the last day of the estimate to the first of the event."""
    if estimate.about is None:
        return context.not_applicable
    release = context.dossier.get(Release, estimate.about)
    event = release.freed or release.announced
    start = estimate.as_of and estimate.as_of.latest
    end = event and event.earliest
    if not start or not end:
        return None
    return (end.year - start.year) * 12 + end.month - start.month


def _warnings(context: Context, estimate: Estimate) -> Iterator[str]:
    if estimate.as_of is None:
        yield context.phrase(_UNDATED)
    if not estimate.by:
        yield context.phrase(_NO_AUTHOR)
    age = _age(context, estimate)
    if isinstance(age, int) and age > 0:
        months = context.wording.count(age, "month")
        yield context.phrase(_OLDER).format(months=months)
    if context.doubts([f"{estimate.id}.as_of"]) != NONE:
        yield context.phrase(_DOUBTED)
    if estimate.people is not None and estimate.people.form != "exact":
        yield context.phrase(_ROUNDED)
    claims = context.evidence.claims(f"{estimate.id}.people")
    if any(weighed.claim.reading.hedged for weighed in claims):
        yield context.phrase(_HEDGED)


STATEMENTS = (
    Column(
        "holder",
        both("Holder", "Auteur"),
        both("who holds it", "qui le tient"),
        "short",
        20,
        field="Statement.holder",
    ),
    Column(
        "side",
        both("Side", "Côté"),
        both("the side the holder stands on", "le côté où se tient l'auteur"),
        "short",
        16,
        field="Statement.side",
        full=True,
        nil=True,
    ),
    Column(
        "form",
        both("Kind", "Nature"),
        both("what kind of statement it is", "quelle sorte de déclaration"),
        "short",
        12,
        field="Statement.form",
        full=True,
    ),
    Column(
        "gloss",
        both("What is said", "Ce qui est dit"),
        both("what is said, in our words", "ce qui est dit, en nos mots"),
        "text",
        56,
        full=True,
    ),
    Column(
        "about",
        both("About", "À propos de"),
        both("the records it is about", "les fiches dont il s'agit"),
        "text",
        26,
        full=True,
        nil=True,
    ),
    Column(
        "topics",
        both("Topics", "Sujets"),
        both("what it is about", "sur quoi il porte"),
        "text",
        22,
        field="Statement.topics",
    ),
    Column(
        "said_by",
        both("Voice", "Voix"),
        both("who asserts it in the texts", "qui l'affirme dans les textes"),
        "short",
        18,
        computed=True,
    ),
    Column(
        "hedged",
        both("Hedged", "Avec réserve"),
        both("whether a text itself hedges", "si un texte met lui-même une réserve"),
        "flag",
        9,
        computed=True,
        full=True,
    ),
    DISPUTED_ON,
    EVIDENCE,
    NOTE,
    ID,
)


def statements(context: Context) -> Table:
    """One row a statement, in the order of the file."""
    known = context.dossier.of(Statement)
    return Table(
        "Statements",
        both("Statements", "Déclarations"),
        both(
            "one demand, assessment, allegation, position or piece of background",
            "une demande, une appréciation, une allégation, une position ou un élément de contexte",
        ),
        STATEMENTS,
        frame_of(STATEMENTS, (_statement(context, found) for found in known)),
    )


def _statement(context: Context, statement: Statement) -> Row:
    facts = context.facts(statement)
    claims = context.supporting(facts)
    return {
        **context.cells(statement, "holder", "topics"),
        "side": context.wording.record(statement.side) if statement.side else NONE,
        "form": context.wording.word("form", statement.form),
        "gloss": context.text(statement.text),
        "about": context.about(statement.about) or NONE,
        "said_by": context.voices(claims),
        "hedged": context.hedged(claims),
        "disputed_on": context.disputed_on(statement),
        "evidence": context.addresses(facts),
        "note": context.note(statement.note),
        "id": statement.id,
    }
