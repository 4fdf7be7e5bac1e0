"""The evidence of a dossier, worked out once and asked by everything after it."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.evidence.coverage import Paragraph, paragraphs
from briefgen.evidence.disagreements import WEIGHTS, Disagreement, disagreement_on
from briefgen.evidence.origins import Origins, origins_of
from briefgen.evidence.relations import Relation, relate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.readings import Address, Claim


class Weighed(Struct, frozen=True, gc=False):
    """A claim and how it stands to the value held."""

    claim: Claim
    relation: Relation

    @property
    def supports(self) -> bool:
        """Whether it bears the value out and is not itself doubted."""
        return self.relation.supports and self.claim.doubt is None


def supporting(claims: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """The claims that bear the value out, else those that only agree with it less precisely."""
    found = tuple([weighed for weighed in claims if weighed.supports])
    if len(found) == len(claims):
        return claims  # of most facts: kept once
    return found or tuple([w for w in claims if w.relation is Relation.LESS_PRECISE]) or claims


class Evidence(Struct, frozen=True, dict=True):
    """What every fact of a dossier rests on."""

    dossier: Dossier

    @cached_property
    def _by_fact(self) -> dict[str, tuple[Weighed, ...]]:
        dossier = self.dossier
        order = {
            reading: place
            for place, reading in enumerate(sorted(dossier.readings, key=attrgetter("at.order")))
        }
        claims: dict[str, list[Claim]] = {}
        for claim in sorted(dossier.claims, key=lambda claim: order[claim.reading]):
            claims.setdefault(claim.fact, []).append(claim)
        return {fact: self._weighed(fact, given) for fact, given in claims.items()}

    def _weighed(self, fact: str, claims: Iterable[Claim]) -> tuple[Weighed, ...]:
        dossier = self.dossier
        held, field = dossier.value(fact), dossier.field(fact)
        if held in (None, ()):
            open_ = dossier.is_disputed(fact)
            lacking = Relation.VERSION if open_ else Relation.OTHERWISE
            return tuple([Weighed(claim, lacking) for claim in claims])
        return tuple(
            [Weighed(claim, relate(claim.value, held, field, dossier)) for claim in claims]
        )

    @cached_property
    def _supporting(self) -> dict[str, tuple[Weighed, ...]]:
        return {fact: supporting(claims) for fact, claims in self._by_fact.items()}

    @cached_property
    def _addresses(self) -> dict[str, tuple[Address, ...]]:
        addresses = {
            fact: tuple([weighed.claim.reading.at for weighed in claims])
            for fact, claims in self._supporting.items()
        }
        for fact, found in self._disagreements.items():
            versions = (claim.reading.at for version in found.versions for claim in version.claims)
            addresses[fact] = tuple(sorted({*addresses[fact], *versions}))
        return addresses

    def claims(self, fact: str) -> tuple[Weighed, ...]:
        """Every claim made on a fact, in the order of the texts."""
        return self._by_fact.get(fact, ())

    def supporting(self, fact: str) -> tuple[Weighed, ...]:
        """The claims that bear the value out, else those that only agree with it less precisely."""
        return self._supporting.get(fact, ())

    def addresses(self, fact: str) -> tuple[Address, ...]:
        """The readings a fact rests on; where it is disputed, those of every version."""
        return self._addresses.get(fact, ())

    def origins(self, fact: str) -> Origins:
        """Who vouches for a fact as it is held."""
        return origins_of((w.claim.reading for w in self.supporting(fact)), self.dossier)

    @cached_property
    def _disagreements(self) -> dict[str, Disagreement]:
        dossier = self.dossier
        found = {
            fact: disagreement_on(fact, (weighed.claim for weighed in claims), dossier)
            for fact, claims in self._by_fact.items()
            if dossier.because(fact) or any(w.relation is not Relation.SAYS for w in claims)
        }  # where every text says what is held, and nothing is made of it, all agree
        return {fact: disagreement for fact, disagreement in found.items() if disagreement}

    def disagreement(self, fact: str) -> Disagreement | None:
        """The disagreement on a fact, None when there is none."""
        return self._disagreements.get(fact)

    def is_disputed(self, fact: str) -> bool:
        """Whether the texts give versions of a fact that cannot all stand."""
        return fact in self._disagreements

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """All disagreements, the weightiest first, then in the order of the records."""
        order = {record: index for index, record in enumerate(self.dossier.records)}
        return tuple(
            sorted(
                self._disagreements.values(),
                key=lambda found: (
                    WEIGHTS.index(found.weight),
                    order[found.fact.rpartition(".")[0]],
                    found.fact,
                ),
            )
        )

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph of every source with its readings or its reason for having none."""
        return paragraphs(self.dossier)
