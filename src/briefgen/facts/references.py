"""Ids that lead nowhere, or to a record of the wrong kind or facet."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from briefgen.facts.problems import Problem, listed, nearest
from briefgen.facts.readings import ARTICLE
from briefgen.facts.records import (
    Because,
    Body,
    Person,
    Reason,
    Record,
    Source,
    Term,
    fields,
    plural,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.problems import Place
    from briefgen.facts.readings import Claim, Reading
    from briefgen.facts.records import Field


def dangling(dossier: Dossier) -> Iterator[Problem]:
    """One problem for each id that no fitting record has."""
    for record in dossier.records.values():
        yield from _of_record(dossier, record)
    for claim in dossier.claims:
        yield from _of_claim(dossier, claim)
    for reading in dossier.readings:
        yield from _of_reading(dossier, reading)


def _of_record(dossier: Dossier, record: Record) -> Iterator[Problem]:
    known = fields(type(record))
    for name, described in known.items():
        if described.facet or described.to:
            fact = f"{record.id}.{name}"
            values = _ids(getattr(record, name))
            place = functools.partial(dossier.place, fact)
            yield from _misled(dossier, values, described, (fact, place))
    yield from _of_reasons(dossier, record)


def _of_reasons(dossier: Dossier, record: Record) -> Iterator[Problem]:
    known = fields(type(record))
    for name, because in record.because.items():
        place = dossier.place_in(record.id, "because", name)
        if name not in known:
            message = f'there is no field "{name}" to give a reason for{nearest(name, known)}'
            yield Problem(place, record.id, message, "dangling")
        shared = because.reason if isinstance(because, Because) else because
        if shared is not None:
            yield from _no_reason(dossier, shared, place, record.id)
    if isinstance(record, Source):
        for paragraph, reason in record.empty.items():
            if isinstance(reason, str):
                place = dossier.place_in(record.id, "empty", paragraph)
                yield from _no_reason(dossier, reason, place, record.id)


def _of_claim(dossier: Dossier, claim: Claim) -> Iterator[Problem]:
    described = dossier.field(claim.fact)
    if described.facet or described.to:
        yield from _misled(dossier, _ids(claim.value), described, (claim.fact, lambda: claim.place))
    for reason in (claim.inferred, claim.doubt):
        if isinstance(reason, str):
            yield from _no_reason(dossier, reason, claim.place, str(claim.reading.at))


def _of_reading(dossier: Dossier, reading: Reading) -> Iterator[Problem]:
    subject = str(reading.at)
    source = dossier.records.get(reading.at.source)
    if not isinstance(source, Source):
        known = [record.id for record in dossier.of(Source)]
        message = f'there is no source "{reading.at.source}"{nearest(reading.at.source, known)}'
        yield Problem(reading.place, subject, message, "unknown-source")
    elif reading.at.paragraph > source.paragraphs:
        message = f"source {source.id} has {source.paragraphs} paragraphs"
        yield Problem(reading.place, subject, message, "paragraph")
    if reading.voice != ARTICLE and not isinstance(
        dossier.records.get(reading.voice), Person | Body
    ):
        voices = [ARTICLE, *(record.id for kind in (Person, Body) for record in dossier.of(kind))]
        message = (
            f'the voice "{reading.voice}" is no person or body{nearest(reading.voice, voices)}'
        )
        yield Problem(reading.place, subject, message, "dangling")


def _ids(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _misled(
    dossier: Dossier,
    ids: Iterable[str],
    described: Field,
    subject: tuple[str, Callable[[], Place]],
) -> Iterator[Problem]:
    """Problems of the ids in one field; the place is asked for only where there is one."""
    fact, place = subject
    for record_id in ids:
        record = dossier.records.get(record_id)
        if _fits(record, described) or (
            record is None and "." in record_id and _is_fact(dossier, record_id)
        ):
            continue
        fitting = [known.id for known in dossier.records.values() if _fits(known, described)]
        wanted = f"a term of facet {described.facet}" if described.facet else listed(described.to)
        found = (
            "nothing has that id" if record is None else f"that is one of {plural(type(record))}"
        )
        message = f'found "{record_id}", expected {wanted}: {found}{nearest(record_id, fitting)}'
        yield Problem(place(), fact, message, "dangling")


def _fits(record: Record | None, described: Field) -> bool:
    if record is None:
        return False
    if described.facet:
        return isinstance(record, Term) and record.facet == described.facet
    return "*" in described.to or plural(type(record)) in described.to


def _is_fact(dossier: Dossier, fact: str) -> bool:
    record_id, _, name = fact.rpartition(".")
    record = dossier.records.get(record_id)
    return record is not None and name in fields(type(record))


def _no_reason(dossier: Dossier, reason: str, place: Place, subject: str) -> Iterator[Problem]:
    if not isinstance(dossier.records.get(reason), Reason):
        known = [record.id for record in dossier.of(Reason)]
        message = f'there is no reason "{reason}"{nearest(reason, known)}'
        yield Problem(place, subject, message, "dangling")
