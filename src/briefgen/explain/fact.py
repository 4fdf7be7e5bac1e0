"""One fact on one page: what it rests on, what stands against it, where it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.evidence.disagreements import KINDS
from briefgen.evidence.relations import Relation
from briefgen.evidence.withdrawal import effect_on
from briefgen.facts.problems import nearest
from briefgen.facts.records import Source
from briefgen.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.evidence.evidence import Weighed
    from briefgen.evidence.withdrawal import Effect
    from briefgen.examine import Examined
    from briefgen.wording import Wording

_WIDTH = 14
_OWN_VOICE = "the text itself"


class Dispute(Struct, frozen=True):
    """How the versions of a fact stand to one another, how much hangs on it, and the question."""

    kind: str
    weight: str
    question: str | None


class Said(Struct, frozen=True):
    """What one reading gives: `used`, `instead`, or how else it stands to the value held."""

    how: str
    at: str
    words: str
    voice: str
    hedged: bool
    doubted: bool
    anchors: tuple[str, ...]

    def __str__(self) -> str:
        marks = {"hedged": self.hedged, "doubted": self.doubted}
        who = ", ".join([self.voice, *(mark for mark, applies in marks.items() if applies)])
        return f"{self.at}  {self.words}  ({who})  « {' | '.join(self.anchors)} »"


class Support(Struct, frozen=True):
    """Who vouches for a fact as it is held; named voices of one origin stand together."""

    named: tuple[tuple[str, ...], ...]
    own_voice: tuple[str, ...]
    words: str


class FactPage(Struct, frozen=True):
    """What is known of one fact, in words of one language."""

    fact: str
    words: str
    dispute: Dispute | None
    why: str | None
    said: tuple[Said, ...]
    silent: tuple[str, ...]
    support: Support
    shown: tuple[str, ...]
    held_in: str
    withdrawn: tuple[Effect, ...]

    def lines(self) -> Iterator[str]:
        """The page as text."""
        yield f"{self.fact}: {self.words}"
        if self.dispute:
            told = f"{self.dispute.kind} ({self.dispute.weight})"
            question = f": {self.dispute.question}" if self.dispute.question else ""
            yield from _row("DISPUTED", told + question)
        yield from _row("why", self.why or "")
        for said in self.said:
            yield from _row(said.how, str(said))
        yield from _row("silent", ", ".join(self.silent))
        yield from _row("support", self.support.words)
        yield from _row("shown", ", ".join(self.shown) or "not in the text of the brief")
        yield from _row("held in", self.held_in)
        for effect in self.withdrawn:
            yield f"  if {effect.source} is withdrawn: {_outcome(effect)}"


def explain_fact(fact: str, examined: Examined, language: str) -> FactPage:
    """The page of one fact. Raises KeyError, with the nearest name, when there is none."""
    evidence, dossier = examined.whole, examined.whole.dossier
    known = dict.fromkeys(dossier.facts())
    if fact not in known:
        raise KeyError(f'there is no fact "{fact}"{nearest(fact, known)}')
    wording = wording_for(language, dossier)
    sources = [source.id for source in dossier.of(Source)]
    speaking = {weighed.claim.reading.at.source for weighed in evidence.claims(fact)}
    effects = (effect_on(fact, source, evidence) for source in sources)
    return FactPage(
        fact=fact,
        words=wording.fact(fact),
        dispute=_dispute(fact, evidence, language),
        why=_why(fact, evidence, language),
        said=tuple(_said(weighed, wording) for weighed in evidence.claims(fact)),
        silent=tuple(source for source in sources if source not in speaking),
        support=_support(fact, evidence, wording),
        shown=tuple(_shown(fact, examined)),
        held_in=str(dossier.place(fact)),
        withdrawn=tuple(effect for effect in effects if effect),
    )


def _row(head: str, text: str) -> Iterator[str]:
    if text:
        yield f"  {head:<{_WIDTH}}{text}"


def _dispute(fact: str, evidence: Evidence, language: str) -> Dispute | None:
    found = evidence.disagreement(fact)
    if found is None:
        return None
    question = found.question.in_language(language) if found.question else None
    return Dispute(KINDS[found.kind], found.weight, question)


def _why(fact: str, evidence: Evidence, language: str) -> str | None:
    record_id, _, name = fact.rpartition(".")
    because = evidence.dossier.records[record_id].because.get(name)
    reason = evidence.dossier.reason(because)
    return reason.in_language(language) if reason else None


def _said(weighed: Weighed, wording: Wording) -> Said:
    claim = weighed.claim
    reading = claim.reading
    return Said(
        how=_how(weighed),
        at=str(reading.at),
        words=wording.value(claim.value, wording.dossier.field(claim.fact)),
        voice=_OWN_VOICE if reading.own_voice else wording.record(reading.voice),
        hedged=reading.hedged,
        doubted=claim.doubt is not None,
        anchors=reading.anchors,
    )


def _how(weighed: Weighed) -> str:
    if weighed.relation is Relation.SAYS:
        return "used"
    return "instead" if weighed.relation.differs else weighed.relation.value


def _support(fact: str, evidence: Evidence, wording: Wording) -> Support:
    origins = evidence.origins(fact)
    named = tuple(tuple(map(wording.record, group)) for group in origins.named)
    if not origins.texts:
        return Support((), (), "no reading")
    who = "; ".join(", ".join(group) for group in named)
    words = wording.count(len(named), "origin") + (f" ({who})" if who else "")
    own = wording.count(len(origins.own_voice), "own_voice")
    return Support(named, origins.own_voice, f"{words}; {own}")


def _shown(fact: str, examined: Examined) -> Iterator[str]:
    for _, narrative in examined.narratives:
        for sentence in narrative.sentences():
            if fact in sentence.facts:
                yield str(sentence.place)


def _outcome(effect: Effect) -> str:
    if effect.changes:
        return "; ".join(change.value for change in effect.changes)
    return f"it rests on {', '.join(effect.left)}"
