"""Estimates of how many are held, and statements with their holder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.facts.records import Estimate, Release, Statement
from briefgen.tables.table import Table, table_of
from briefgen.wording import cells
from briefgen.wording.cells import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.tables.context import Context, Row


def estimates(context: Context) -> Table:
    """One row an estimate, in the order of the file."""
    known = context.dossier.of(Estimate)
    alike = Counter(map(_sort, known))
    rows = (_estimate(context, found, shared=alike[_sort(found)] > 1) for found in known)
    return table_of("Estimates", rows)


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
        yield context.phrase(cells.UNDATED)
    if not estimate.by:
        yield context.phrase(cells.AUTHOR_NOT_STATED)
    age = _age(context, estimate)
    if isinstance(age, int) and age > 0:
        months = context.wording.count(age, "month")
        yield context.phrase(cells.OLDER).format(months=months)
    if context.doubts([f"{estimate.id}.as_of"]) != NONE:
        yield context.phrase(cells.DATE_DOUBTED)
    if estimate.people is not None and estimate.people.form != "exact":
        yield context.phrase(cells.NOT_EXACT)
    claims = context.evidence.claims(f"{estimate.id}.people")
    if any(weighed.claim.reading.hedged for weighed in claims):
        yield context.phrase(cells.HEDGED)


def statements(context: Context) -> Table:
    """One row a statement, in the order of the file."""
    known = context.dossier.of(Statement)
    return table_of("Statements", (_statement(context, found) for found in known))


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
