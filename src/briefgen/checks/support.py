"""Rules of double entry: what the records hold against what the readings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.checks.steps import reported_done
from briefgen.evidence.relations import Relation
from briefgen.facts.problems import Problem
from briefgen.facts.records import Because, Name, Text, fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.evidence import Evidence
    from briefgen.evidence.evidence import Weighed

_AGAINST = (Relation.OTHERWISE, Relation.EARLIER)
_FRAMING = frozenset({"label", "title", "description"})
"""Facets in which the house may choose a word that no text uses."""


def unsupported(evidence: Evidence) -> Iterator[Problem]:
    """A value held is said by a reading, or a reason tells why it is held all the same.

    Passes: release-a: {foreign: 14, because: {foreign: neutral}}
    Fails: release-a: {foreign: 14}
    """
    dossier = evidence.dossier
    for fact, held in dossier.values.items():
        if held in (None, ()) or dossier.because(fact) is not None:
            continue
        if fact.endswith(".freed") and not reported_done(evidence, fact.removesuffix(".freed")):
            continue  # announced_not_done tells it
        claims = evidence.claims(fact)
        if not any(weighed.relation.supports for weighed in claims) and not _differing(claims):
            name = fact.rpartition(".")[2]
            way_out = f"Add a reading, or because: {{{name}: ...}}"
            message = f"no reading says {_shown(held)}{_instead(claims)}. {way_out}"
            yield Problem(dossier.place(fact), fact, message, "unsupported")
        elif isinstance(held, tuple):
            yield from _unsaid_items(evidence, fact, held)


def _unsaid_items(evidence: Evidence, fact: str, held: tuple[str, ...]) -> Iterator[Problem]:
    said = {item for weighed in evidence.claims(fact) for item in weighed.claim.value}
    if said.issuperset(held):
        return
    for index, item in enumerate(held):
        if item not in said:
            record_id, _, name = fact.rpartition(".")
            place = evidence.dossier.place_in(record_id, name, index)
            message = f"no reading says {item}. Add a reading, or because: {{{name}: ...}}"
            yield Problem(place, fact, message, "unsupported")


def differs(evidence: Evidence) -> Iterator[Problem]:
    """A value held against a reading that says otherwise carries a reason.

    Passes:
        release-a: {people: 53, because: {people: neutral}}
        readings:
        - {at: 001.1c, voice: article, anchor: 53 of them, says: {release-a: {people: 53}}}
    Fails:
        readings:
        - {at: 001.1c, voice: article, anchor: 53 of them, says: {release-a: {people: 53}}}
    """
    dossier = evidence.dossier
    for fact in dossier.facts():
        claims = evidence.claims(fact)
        differing, disputed = _differing(claims), evidence.is_disputed(fact)
        if not (differing or disputed) or dossier.because(fact) is not None:
            continue
        if dossier.is_not_stated(fact):
            continue  # stated tells it
        name = fact.rpartition(".")[2]
        way_out = f"and there is no reason. Add because: {{{name}: ...}}"
        if dossier.is_disputed(fact) and disputed:
            message = f"it is left open {way_out}"
            yield Problem(dossier.place(fact), fact, message, "differs")
        elif differing:
            held = _shown(dossier.value(fact))
            message = f"is {held}, {_said(differing)}, {way_out}"
            yield Problem(dossier.place(fact), fact, message, "differs")
        else:
            message = f"{_said(claims)}, {way_out}"
            yield Problem(dossier.place(fact), fact, message, "differs")


def no_version(evidence: Evidence) -> Iterator[Problem]:
    """A reason chooses among what readings give; it brings in no value that all speak against.

    Labels, titles and descriptions are ours to word.

    Passes:
        release-a: {people: 52..53, because: {people: neutral}}
        readings:
        - {at: 001.1c, voice: article, anchor: 53 of them, says: {release-a: {people: 53}}}
    Fails: release-a: {people: 53, because: {people: neutral}}
    """
    dossier = evidence.dossier
    for fact, held in dossier.values.items():
        if held in (None, ()) or dossier.because(fact) is None:
            continue
        if dossier.field(fact).facet in _FRAMING:
            continue
        claims = [weighed for weighed in evidence.claims(fact) if weighed.claim.doubt is None]
        if claims and all(weighed.relation in _AGAINST for weighed in claims):
            message = (
                f"is {_shown(held)}, which no reading says: {_said(claims)}. Hold one of these"
            )
            yield Problem(dossier.place(fact), fact, message, "no-version")


def needless_reason(evidence: Evidence) -> Iterator[Problem]:
    """A reason stands only where a reading differs, or where no reading gives the value as held.

    Passes:
        release-a: {people: 53, because: {people: neutral}}
        readings:
        - {at: 001.1c, voice: article, anchor: 53 of them, says: {release-a: {people: 53}}}
    Fails: release-a: {because: {people: neutral}}
    """
    dossier = evidence.dossier
    for record in dossier.records.values():
        known = fields(type(record))
        for name, because in record.because.items():
            fact = f"{record.id}.{name}"
            single = isinstance(because, Because) and because.kind == "single"
            if not known[name].claimed or single or _deserves_reason(evidence, fact):
                continue
            if dossier.is_disputed(fact):
                continue  # needless_dispute tells it
            message = "no reading differs, so the reason explains nothing. Delete it"
            place = dossier.place_in(record.id, "because", name)
            yield Problem(place, fact, message, "needless-reason")


def _deserves_reason(evidence: Evidence, fact: str) -> bool:
    claims = evidence.claims(fact)
    if evidence.is_disputed(fact) or _differing(claims):
        return True
    if evidence.dossier.field(fact).type in (Name, Text):
        return not any(weighed.relation is Relation.SAYS for weighed in claims)
    return not any(weighed.relation.supports for weighed in claims)


def missing_value(evidence: Evidence) -> Iterator[Problem]:
    """What a reading gives, the record holds in some form.

    Passes: release-a: {people: 52}
    Fails: release-a: {people: ""}
    """
    dossier = evidence.dossier
    for claim in dossier.claims:
        if dossier.value(claim.fact) in (None, ()) and dossier.blank(claim.fact) is None:
            record_id, _, name = claim.fact.rpartition(".")
            message = (
                f"says {_shown(claim.value)}, and {record_id} holds no {name}."
                f" Add {name}: ... to the record, or {name}: disputed"
            )
            yield Problem(
                claim.place, f"{claim.reading.at}: {claim.fact}", message, "missing-value"
            )


def stated(evidence: Evidence) -> Iterator[Problem]:
    """What is held as not stated, no reading states.

    Passes: release-a: {act: not_stated}
    Fails: release-a: {people: not_stated}
    """
    dossier = evidence.dossier
    for fact in dossier.blanks:
        if dossier.is_not_stated(fact) and (claims := evidence.claims(fact)):
            message = f"is held as not_stated, but {_said(claims)}"
            yield Problem(dossier.place(fact), fact, message, "stated")


def needless_dispute(evidence: Evidence) -> Iterator[Problem]:
    """What is left open as disputed has versions that cannot all stand.

    Passes:
        release-a: {people: disputed, because: {people: neutral}}
        readings:
        - {at: 001.1c, voice: article, anchor: 53 of them, says: {release-a: {people: 53}}}
    Fails: release-a: {people: disputed, because: {people: neutral}}
    """
    dossier = evidence.dossier
    for fact in dossier.blanks:
        if dossier.is_disputed(fact) and not evidence.is_disputed(fact):
            message = "is held as disputed, but the readings do not differ. Hold what they say"
            yield Problem(dossier.place(fact), fact, message, "needless-dispute")


def _differing(claims: Iterable[Weighed]) -> tuple[Weighed, ...]:
    return tuple(weighed for weighed in claims if weighed.relation.differs)


def _instead(claims: Iterable[Weighed]) -> str:
    said = _said(claims)
    return f"; {said}, less precisely" if said else ""


def _said(claims: Iterable[Weighed]) -> str:
    versions = {f"{w.claim.reading.at} says {_shown(w.claim.value)}": None for w in claims}
    return ", ".join(versions)


def _shown(value: Any) -> str:  # noqa: ANN401 -- any value of a field
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, Name):
        return value.full("en")
    if isinstance(value, Text):
        return value.en or value.fr or ""
    return str(getattr(value, "value", value))
