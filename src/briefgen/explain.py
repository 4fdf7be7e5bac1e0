"""One fact on one page: what it rests on, what stands against it, where it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.evidence.disagreements import KINDS
from briefgen.evidence.relations import Relation
from briefgen.facts.problems import nearest
from briefgen.facts.records import Source
from briefgen.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.evidence.evidence import Weighed
    from briefgen.evidence.origins import Origins
    from briefgen.generate import Examined
    from briefgen.wording import Wording

_WIDTH = 14


def explain(fact: str, examined: Examined, language: str) -> list[str]:
    """The page of one fact, a line each. Raises KeyError, with the nearest name, for no fact."""
    evidence = examined.evidence
    known = dict.fromkeys(evidence.dossier.facts())
    if fact not in known:
        raise KeyError(f'there is no fact "{fact}"{nearest(fact, known)}')
    wording = wording_for(language, evidence.dossier)
    return [
        f"{fact}: {wording.fact(fact)}",
        *_dispute(fact, evidence, wording),
        *_claims(fact, evidence, wording),
        *_row("silent", _silent(fact, evidence)),
        *_row("support", _support(evidence.origins(fact), wording)),
        *_row("shown", ", ".join(_shown(fact, examined)) or "not in the text of the brief"),
        *_row("held in", str(evidence.dossier.place(fact))),
        *(
            line
            for source in evidence.dossier.of(Source)
            for line in _without(source, fact, evidence)
        ),
    ]


def _row(head: str, text: str) -> Iterator[str]:
    if text:
        yield f"  {head:<{_WIDTH}}{text}"


def _dispute(fact: str, evidence: Evidence, wording: Wording) -> Iterator[str]:
    found = evidence.disagreement(fact)
    record_id, _, name = fact.rpartition(".")
    dossier = evidence.dossier
    because = dossier.reason(dossier.records[record_id].because.get(name))
    if found:
        question = found.question.in_language(wording.language) if found.question else None
        told = f"{KINDS[found.kind]} ({found.weight})" + (f": {question}" if question else "")
        yield from _row("DISPUTED", told)
    if because:
        yield from _row("why", because.in_language(wording.language) or "")


def _claims(fact: str, evidence: Evidence, wording: Wording) -> Iterator[str]:
    field = evidence.dossier.field(fact)
    for weighed in evidence.claims(fact):
        claim = weighed.claim
        words = wording.value(claim.value, field)
        anchors = " | ".join(claim.reading.anchors)
        marks = "".join(
            f", {mark}"
            for mark, applies in (("hedged", claim.reading.hedged), ("doubted", claim.doubt))
            if applies
        )
        who = "the text itself" if claim.reading.own_voice else wording.record(claim.reading.voice)
        yield from _row(
            _head(weighed), f"{claim.reading.at}  {words}  ({who}{marks})  « {anchors} »"
        )


def _head(weighed: Weighed) -> str:
    if weighed.relation is Relation.SAYS:
        return "used"
    return "instead" if weighed.relation.differs else weighed.relation.value


def _silent(fact: str, evidence: Evidence) -> str:
    speaking = {weighed.claim.reading.at.source for weighed in evidence.claims(fact)}
    return ", ".join(s.id for s in evidence.dossier.of(Source) if s.id not in speaking)


def _support(origins: Origins, wording: Wording) -> str:
    if not origins.texts:
        return "no reading"
    named = wording.count(len(origins.named), "origin")
    who = "; ".join(", ".join(map(wording.record, group)) for group in origins.named)
    own = wording.count(len(origins.own_voice), "own_voice")
    return f"{named}{f' ({who})' if who else ''}; {own}"


def _shown(fact: str, examined: Examined) -> Iterator[str]:
    for _, narrative in examined.narratives:
        for sentence in narrative.sentences():
            if fact in sentence.facts:
                yield str(sentence.place)


def _without(source: Source, fact: str, evidence: Evidence) -> Iterator[str]:
    """What becomes of the fact when one source is withdrawn; nothing when it is not touched."""
    claims = evidence.claims(fact)
    if all(weighed.claim.reading.at.source != source.id for weighed in claims):
        return
    left = [weighed for weighed in claims if weighed.claim.reading.at.source != source.id]
    if not left:
        yield f"  if {source.id} is withdrawn: nothing supports it"
    elif any(w.supports for w in claims) and not any(w.supports for w in left):
        yield f"  if {source.id} is withdrawn: what is left says it otherwise, or less precisely"
    else:
        texts = sorted({weighed.claim.reading.at.source for weighed in left})
        yield f"  if {source.id} is withdrawn: it rests on {', '.join(texts)}"


def find(text: str, examined: Examined, language: str) -> list[str]:
    """The facts whose words contain `text`, ready to paste into a narrative."""
    wording = wording_for(language, examined.dossier)
    wanted = text.casefold()
    found = []
    for fact in examined.dossier.facts():
        forms = {form: wording.fact(fact, form) for form in ("", *wording.forms(fact))}
        hits = [form for form, words in forms.items() if wanted in words.casefold()]
        if hits:
            form = hits[0]
            asked = f"{{{{ {fact}{f' {form}' if form else ''} }}}}"
            found.append(f"{asked}  {forms[form]}")
    return found
