"""Rules on who speaks, and on how names are written."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from briefgen.evidence.relations import Relation
from briefgen.facts.problems import Problem
from briefgen.facts.readings import ARTICLE
from briefgen.facts.records import Body, Name, Person, Source, Text
from briefgen.facts.texts import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.evidence import Evidence
    from briefgen.facts.records import Record

_OWN = ("publisher", "author", "credit")


def own_voice(evidence: Evidence) -> Iterator[Problem]:
    """A text that asserts something itself is no named origin: its voice is `article`.

    So no voice in a text bears the name of its publisher, author or credit.

    Passes: "001": {publisher: Harbour Gazette, because: {publisher: neutral}}
    Fails: "001": {publisher: The Ministry, because: {publisher: neutral}}
    """
    dossier = evidence.dossier
    forms_of = functools.cache(lambda voice: _forms(dossier.records.get(voice)))
    for reading in dossier.readings:
        source = dossier.get(Source, reading.at.source)
        forms = forms_of(reading.voice)
        for name in _OWN:
            printed = getattr(source, name)
            if printed is not None and folded(printed) in forms:
                message = (
                    f'the voice "{reading.voice}" is the {name} of the text itself.'
                    f" Write voice: {ARTICLE}; a text in its own voice is no origin"
                )
                yield Problem(reading.place_in("voice"), str(reading.at), message, "own-voice")


def _forms(record: Record | None) -> set[str]:
    """The house forms of a person or body, as names are compared."""
    if isinstance(record, Person):
        return {folded(record.name.full(language)) for language in ("en", "fr")}
    if not isinstance(record, Body):
        return set()
    texts = [text for text in (record.name, record.short) if text]
    return {folded(form) for text in texts for form in (text.en, text.fr) if form}


def unprinted_name(evidence: Evidence) -> Iterator[Problem]:
    """A house form is a spelling that a text prints, or has a reason; a warning where neither.

    Passes: anna: {name: {given: Ana}, because: {name: neutral}}
    Fails: anna: {name: {given: Ana}}
    """
    dossier = evidence.dossier
    named: tuple[Person | Body, ...] = (*dossier.of(Person), *dossier.of(Body))
    for record in named:
        fact = f"{record.id}.name"
        claims = evidence.claims(fact)
        if not claims or "name" in record.because:
            continue
        printed = dict.fromkeys(str(weighed.claim.value) for weighed in claims)
        short = {folded(spelling) for spelling in printed} & _forms(record)
        if not short and not any(weighed.relation is Relation.SAYS for weighed in claims):
            shown = ", ".join(f'"{spelling}"' for spelling in printed)
            message = (
                f'no text prints "{_written(record.name)}"; printed is {shown}.'
                " Write a form that is printed, or add because: {name: ...}"
            )
            yield Problem(dossier.place(fact), fact, message, "unprinted-name", error=False)


def _written(name: Name | Text) -> str:
    if isinstance(name, Name):
        return name.full("en")
    return " / ".join(form for form in (name.en, name.fr) if form)
