"""What the columns may show that are worked out, by what they are declared to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditing.facts import DONE, ends, figures, serial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import SimpleNamespace as Row

    from auditing.meaning import Meaning


def _moment(meaning: Meaning, row: Row) -> str | None:
    """The date of a row of the timeline."""
    held: str | None = meaning.get(f"{row.record}.{row.suffix or row.step[0]}")
    return held


def _doubts(meaning: Meaning, facts: Iterable[str]) -> str:
    told = [
        one.doubt[meaning.language]
        for fact in facts
        for one in meaning.said.get(fact, ())
        if one.doubt
    ]
    return figures(" ".join(dict.fromkeys(told)))


def _listed(addresses: Iterable[str]) -> str:
    return figures(", ".join(addresses))


def _texts(claims: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(claim.source for claim in claims))


def _alike(meaning: Meaning, row: Row) -> str:
    """The estimates of the same author and label."""
    held = meaning.records
    by, called = (held[row.record].get(name) for name in ("by", "called"))
    return meaning.names(
        one
        for one in meaning.of("Estimate")
        if by
        and called
        and one != row.record
        and (held[one].get("by"), held[one].get("called")) == (by, called)
    )


RULES: dict[str, Callable[[Meaning, Row], str]] = {
    "id": lambda _, r: figures(r.key),
    "address": lambda _, r: figures(r.at),
    "name": lambda m, r: m.names([r.record]),
    "name in full": lambda m, r: m.names([r.record]),
    "name as used": lambda m, r: m.names([r.record]),
    "question": lambda m, r: m.names([r.record]),
    "row of the record": lambda m, r: m.names([r.record]),
    "note": lambda m, r: m.text(m.records[r.record].get("note")),
    "value": lambda m, r: m.cell(r.fact),
    "value printed": lambda m, r: "" if m.facts.get(r.fact) == "disputed" else m.cell(r.fact),
    "value said": lambda m, r: m.words(r.fact, r.claim.value),
    "voice": lambda m, r: m.voices([r.claim]),
    "gloss": lambda m, r: m.text(r.claim.gloss),
    "inference": lambda m, r: m.text(r.claim.inferred),
    "doubt of the reading": lambda m, r: m.text(r.claim.doubt),
    "words in the article": lambda _, r: figures(" | ".join(r.claim.anchors)),
    "doubts": lambda m, r: _doubts(m, r.facts),
    "reason": lambda m, r: m.text(m.because(r.fact).get("why")),
    "question in dispute": lambda m, r: (
        m.text(m.because(r.fact)["question"])
        if "question" in m.because(r.fact)
        else m.names([r.record])
    ),
    # what a row rests on
    "readings": lambda m, r: _listed(m.addresses(r.facts)),
    "voices": lambda m, r: m.voices(o for fact in r.facts for o in m.support(fact)),
    "texts": lambda m, r: f"{len(m.origins(r.facts)[2])} ",
    "texts by number": lambda m, r: figures(" ".join(sorted(m.origins(r.facts)[2]))),
    "named origins": lambda m, r: f"{len(m.origins(r.facts)[0])} ",
    "texts in their own voice": lambda m, r: f"{len(m.origins(r.facts)[1])} ",
    "texts that speak of it": lambda m, r: f"{len(_texts(m.said[r.fact]))} ",
    "what the texts say": lambda m, r: m.by_relation(r.fact),
    "only text": lambda m, r: figures(" ".join(t) if len(t := _texts(m.said[r.fact])) == 1 else ""),
    "texts with the voice": lambda m, r: figures(
        " ".join(
            sorted({o.source for claims in m.said.values() for o in claims if o.voice == r.record})
        )
    ),
    # versions
    "number of the version": lambda _, r: f"{r.suffix} ",
    "value of the version": lambda m, r: m.words(r.of, r.value),
    "printed form": lambda _, r: figures(r.value or ""),
    "voices of the version": lambda m, r: m.voices(r.claims),
    "readings of the version": lambda _, r: _listed(o.at for o in r.claims),
    "texts of the version": lambda _, r: f"{len(_texts(r.claims))} ",
    # steps, persons, estimates
    "date of the moment": lambda m, r: figures(_moment(m, r) or ""),
    "first day of the moment": lambda m, r: serial(ends(_moment(m, r))[0]),
    "last day of the moment": lambda m, r: serial(ends(_moment(m, r))[1]),
    "step in words": lambda m, r: m.step(r.record, whole=False),
    "sentence to quote": lambda m, r: m.step(r.record, whole=True),
    "persons named": lambda m, r: f"{sum(m.get(f'{o}.axis') == 'named' for o in r.parts)} ",
    "confirmations": lambda m, r: "".join(
        m.names([body, *(o for o in r.parts if body in m.records[o].get("confirmed_by", ()))])
        for body in dict.fromkeys(b for o in r.parts for b in m.records[o].get("confirmed_by", ()))
    ),
    "destinations": lambda m, r: "".join(m.names([o]) for o in r.parts if m.get(f"{o}.to")),
    "releases of the person": lambda m, r: m.names(m.get(f"{o}.release") for o in r.parts),
    "dates of release": lambda m, r: "".join(
        dict.fromkeys(
            figures(m.get(f"{step}.freed") or "")
            for step in (m.get(f"{o}.release") for o in r.parts)
            if m.get(f"{step}.stage") in DONE
        )
    ),
    "voices that name as freed": lambda m, r: m.voices(
        claim
        for o in r.parts
        if m.get(f"{m.get(f'{o}.release')}.stage") in DONE
        for claim in m.support(f"{o}.person")
    ),
    "titles by text": lambda m, r: m.in_texts(f"{r.record}.title"),
    "changes by the same author": lambda m, r: m.same_author(r.record),
    "age in months": lambda m, r: f"(?:{m.age(r.record)} )" + "?" * (not m.age(r.record)),
    "warnings": lambda m, r: f"{m.age(r.record)} " if m.age(r.record) > 0 else "",
    "comparable estimates": _alike,
    # texts
    "readings of the text": lambda m, r: (
        f"{sum(bool(o['says']) and o['at'].startswith(f'{r.record}.') for o in m.readings)} "
    ),
    "facts of the text": lambda m, r: f"{len(m.about_text(r.record)[0])} ",
    "facts only of the text": lambda m, r: f"{len(m.about_text(r.record)[1])} ",
    "paragraphs without facts": lambda m, r: m.paragraphs(r.record),
    "paragraphs not read": lambda m, r: m.unread(r.record),
    # the brief and the workbook themselves
    "number of the sentence": lambda _, r: f"{r.place} ",
    "section": lambda _, r: figures(r.sentence.section),
    "sentence": lambda m, r: m.sentence(vars(r.sentence)),
    "facts of the sentence": lambda _, r: figures("; ".join(r.sentence.facts)),
    "readings of the sentence": lambda m, r: _listed(m.addresses(r.sentence.facts, in_turn=True)),
    "sentences of the brief": lambda m, r: "".join(
        f"{n} " for n, one in enumerate(m.sentences, 1) if r.fact in one.facts
    ),
    "header": lambda _, r: figures(r.column["header"]),
    "meaning": lambda _, r: figures(r.column["meaning"]),
    "kind of cell": lambda _, r: figures(r.column["holds"]),
    "allowed values": lambda m, r: m.allowed(r.column),
    "title of the sheet": lambda m, r: figures(m.sheets[r.record]["title"]),
    # tables of the brief, where what is shown of a fact stands in its bookmark
    "measures linked with it": lambda m, r: m.links(r.record),
    "name and other forms": lambda m, r: figures(
        " ".join(sorted(m.forms(f"{m.get(f'{r.record}.person')}.name")))
    ),
    "printed forms by text": lambda m, r: m.in_texts(f"{r.record}.name"),
    "date of Part.release": lambda m, r: m.day_of(m.get(f"{r.record}.release")),
    "doubts and note": lambda m, r: (
        _doubts(m, (f"{r.record}.{name}" for name in ("people", "as_of", "by")))
        + m.text(m.records[r.record].get("note"))
    ),
    "versions": lambda m, r: m.versions_in_words(r.fact, readings=True),
}
"""By what a column is declared to show: the figures of a row's cell."""
