"""Rules that keep a dossier tidy: bounds it declares for itself, and what serves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.problems import Problem, nearest
from briefgen.facts.quantities import Quantity
from briefgen.facts.records import (
    KINDS,
    Because,
    Body,
    Bound,
    Person,
    Reason,
    Source,
    Term,
    Text,
    plural,
    pointers,
)
from briefgen.facts.references import ids_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.evidence import Evidence
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.records import Record

UNDESCRIBED = Text(en="Not described yet.", fr="Pas encore décrit.")
"""The descriptor of an article that was taken in and not yet described."""

_SERVING = (Person, Body, Term, Reason)
"""Kinds whose records are there for others."""


def out_of_bounds(evidence: Evidence) -> Iterator[Problem]:
    """A count stays within the bounds that the dossier declares for it in bounds.yaml.

    Passes: bounds: [{id: bound-a, of: releases, at_least: 1, why: one is reported}]
    Fails: bounds: [{id: bound-a, of: release-a.people, at_most: 50, why: the boat holds 50}]
    """
    for bound in evidence.dossier.of(Bound):
        for message in _beyond(bound, evidence.dossier):
            place = evidence.dossier.place(f"{bound.id}.of")
            yield Problem(place, bound.id, message, "out-of-bounds")


def _beyond(bound: Bound, dossier: Dossier) -> Iterator[str]:
    try:
        low, high, shown = _counted(bound.of, dossier)
    except ValueError as fault:
        yield str(fault)
        return
    told = [
        *([f"at least {bound.at_least}"] if _below(high, bound.at_least) else []),
        *([f"at most {bound.at_most}"] if _below(bound.at_most, low) else []),
    ]
    yield from (f"{bound.of} is {shown}, expected {limit}: {bound.why}" for limit in told)


def _below(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one < other


def _counted(named: str, dossier: Dossier) -> tuple[int | None, int | None, str]:
    """The lowest and highest count of what a bound names, and how it is shown.

    Raises ValueError where it is neither a kind nor a fact that holds a quantity.
    """
    counts = {plural(kind): len(dossier.of(kind)) for kind in KINDS}
    counts["readings"] = len(dossier.readings)
    if named in counts:
        return counts[named], counts[named], str(counts[named])
    held = dossier.value(named) if named in set(dossier.facts()) else None
    if isinstance(held, Quantity):
        return held.low, held.high, str(held)
    way_out = nearest(named, [*counts, *_quantities(dossier)])
    message = f'found "{named}", expected a kind of record or a fact with a count{way_out}'
    raise ValueError(message)


def _quantities(dossier: Dossier) -> Iterator[str]:
    yield from (fact for fact in dossier.facts() if dossier.field(fact).type is Quantity)


def unused(evidence: Evidence) -> Iterator[Problem]:
    """A term, reason, person or body serves something; a warning where nothing refers to it.

    What a reading says of a person or body is a use.

    Passes:
        reasons: [{id: by-phone, en: Told by telephone., fr: Dit par téléphone.}]
        release-a: {foreign: 14, because: {foreign: by-phone}}
    Fails:
        reasons: [{id: by-phone, en: Told by telephone., fr: Dit par téléphone.}]
    """
    dossier = evidence.dossier
    used = _used(dossier)
    for kind in _SERVING:
        for record in dossier.of(kind):
            if record.id not in used:
                message = f"nothing refers to this {kind.__name__.lower()}. Delete it, or use it"
                place = dossier.place(f"{record.id}.id")
                yield Problem(place, record.id, message, "unused", error=False)


def undescribed(evidence: Evidence) -> Iterator[Problem]:
    """A source is described in our words; a warning where what `source add` wrote still stands.

    Passes: "001": {descriptor: {en: A letter., fr: Une lettre.}}
    Fails: "001": {descriptor: {en: Not described yet., fr: Une lettre.}}
    """
    for source in evidence.dossier.of(Source):
        if source.descriptor.en == UNDESCRIBED.en or source.descriptor.fr == UNDESCRIBED.fr:
            fact = f"{source.id}.descriptor"
            message = "is what source add wrote, and is printed. Say what the text is"
            yield Problem(evidence.dossier.place(fact), fact, message, "undescribed", error=False)


def _used(dossier: Dossier) -> set[str]:
    """The ids that readings, claims and records name."""
    used = {reading.voice for reading in dossier.readings}
    for claim in dossier.claims:
        used.add(claim.record)
        for value in (claim.value, claim.inferred, claim.doubt):
            used.update(ids_in(value))
    for record in dossier.records.values():
        for pointer in pointers(type(record)):
            if value := getattr(record, pointer.name):
                used.update(ids_in(value))
        for reason in _reasons(record):
            used.update(ids_in(reason.reason if isinstance(reason, Because) else reason))
    return used | {named.rpartition(".")[0] for named in used}  # a fact names its record too


def _reasons(record: Record) -> Iterable[object]:
    """The reasons that a record gives, and of a source those of its paragraphs without facts."""
    given = record.because.values()
    return (*given, *record.empty.values()) if isinstance(record, Source) else given
