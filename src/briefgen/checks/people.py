"""Rules on persons and on counts of people held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.problems import Problem
from briefgen.facts.records import Estimate, Part, Person, Release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.facts.dates import When

_BASIS = {"as_of": "date", "by": "author"}


def held_after_release(evidence: Evidence) -> Iterator[Problem]:
    """Nobody is held since a day after the last release that freed them, unless that is doubted.

    Passes:
        anna: {held_since: 2030}
        parts: [{id: part-a, release: release-a, axis: named, person: anna}]
        001.1b:
          anchor: [envoy Anna Berg, since 2030]
          says: {anna: {held_since: 2030}, part-a: {person: anna}}
    Fails:
        anna: {held_since: 2032}
        parts: [{id: part-a, release: release-a, axis: named, person: anna}]
        001.1b:
          anchor: [envoy Anna Berg, since 2032]
          says: {anna: {held_since: 2032}, part-a: {person: anna}}
    """
    dossier = evidence.dossier
    freed: dict[str, list[tuple[When, str]]] = {}
    for part in dossier.of(Part):
        release = dossier.get(Release, part.release)
        if part.person is not None and release.freed is not None:
            freed.setdefault(part.person, []).append((release.freed, release.id))
    for person_id, releases in freed.items():
        since = dossier.get(Person, person_id).held_since
        fact = f"{person_id}.held_since"
        last, release_id = max(releases, key=lambda found: found[0].sort_key)
        if since is None or since.earliest is None or last.latest is None:
            continue
        doubted = any(weighed.claim.doubt for weighed in evidence.claims(fact))
        if since.earliest > last.latest and not doubted:
            message = (
                f"is {since}, and {release_id} freed the person on {last}."
                f" Mend one of them, or add doubt: {{{fact}: ...}} to the reading"
            )
            yield Problem(dossier.place(fact), fact, message, "held-after-release")


def estimate_basis(evidence: Evidence) -> Iterator[Problem]:
    """An estimate has a date and an author, or says of either that the texts do not give it.

    Passes:
        estimates: [{id: estimate-a, people: over 300, as_of: not_stated, by: not_stated}]
        readings:
        - {at: 001.1c, voice: article, anchor: over 300, says: {estimate-a: {people: over 300}}}
    Fails:
        estimates: [{id: estimate-a, people: over 300, as_of: not_stated}]
        readings:
        - {at: 001.1c, voice: article, anchor: over 300, says: {estimate-a: {people: over 300}}}
    """
    dossier = evidence.dossier
    for estimate in dossier.of(Estimate):
        for name, noun in _BASIS.items():
            if getattr(estimate, name) in (None, ()) and name not in estimate.blanks:
                fact = f"{estimate.id}.{name}"
                message = (
                    f"an estimate needs its {noun}. Add {name}: ...,"
                    f" or {name}: not_stated where the texts give none"
                )
                yield Problem(dossier.place(estimate.id), fact, message, "estimate-basis")
