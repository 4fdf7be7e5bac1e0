"""Persons who were detained, the actors, and how all their names are spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.evidence.relations import Relation
from briefgen.facts.records import Body, Person, Release
from briefgen.tables.context import is_done
from briefgen.tables.table import Ref, Table, table_of
from briefgen.wording import cells
from briefgen.wording.cells import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.evidence.evidence import Weighed
    from briefgen.facts.records import Part, Text
    from briefgen.tables.context import Context, Row


def persons(context: Context) -> Table:
    """One row a person whom a part of a release names, in the order of the file."""
    rows = [
        _person(context, person, context.named_parts[person.id])
        for person in context.dossier.of(Person)
        if person.id in context.named_parts
    ]
    return table_of("Persons", rows)


def _person(context: Context, person: Person, parts: list[Part]) -> Row:
    facts = [fact for record in (person, *parts) for fact in context.facts(record)]
    support = context.support(facts)
    steps = [context.dossier.get(Release, part.release) for part in parts]
    named = [
        f"{part.id}.person" for part, step in zip(parts, steps, strict=True) if is_done(step.stage)
    ]
    done = [str(step.freed) for step in steps if is_done(step.stage) and step.freed]
    freed = done or [context.not_applicable for step in steps if not is_done(step.stage)]
    return {
        "name": context.name(person.id),
        "family": person.name.last(context.wording.language),
        "also_printed": context.also_printed(person.id),
        **context.cells(person, "described", "held_since", "charges", "sentence", "nationality"),
        "release": _steps(context, steps),
        "freed": context.listed(freed),
        "named_by": context.voices(context.supporting(named)) if named else context.not_applicable,
        "confirmed_by": _joined(context, parts, "confirmed_by"),
        "to": _joined(context, parts, "to"),
        "doubt": context.doubts(facts),
        "disputed_on": context.disputed_on(person, *parts),
        "texts": support["texts"],
        "evidence": support["evidence"],
        "note": context.note(person.note),
        "id": person.id,
    }


def _steps(context: Context, steps: list[Release]) -> Ref:
    """A pointer to the first of the steps in which the texts name a person, with them all."""
    names = context.names(step.id for step in steps) or ""
    return Ref("Releases", steps[0].id, context.wording.opening(names))


def _joined(context: Context, parts: Iterable[Part], name: str) -> str | None:
    """A field of several parts in one cell."""
    cells = (context.cell(f"{part.id}.{name}") for part in parts)
    return context.listed(str(cell) for cell in cells if cell is not None)


def actors(context: Context) -> Table:
    """One row a person who is not detained, or a body, in the order of the files."""
    dossier = context.dossier
    known: tuple[Person | Body, ...] = (
        *(person for person in dossier.of(Person) if person.id not in context.named_parts),
        *dossier.of(Body),
    )
    return table_of("Actors", (_actor(context, actor) for actor in known))


def _actor(context: Context, actor: Person | Body) -> Row:
    own: Row = {"title": context.not_applicable, "described": context.not_applicable}
    if isinstance(actor, Person):
        own = {"title": _titles(context, actor), **context.cells(actor, "described")}
    support = context.support(context.facts(actor))
    return {
        "name": context.wording.opening(context.wording.record(actor.id)),
        "kind": context.text(_kind(actor)),
        **own,
        "side": context.wording.record(actor.side) if actor.side else NONE,
        "part_of": context.name(actor.part_of) if actor.part_of else NONE,
        "speaks_in": context.listed(context.counts.heard_in.get(actor.id, ())) or NONE,
        "also_printed": context.also_printed(actor.id),
        "related": context.cell(f"{actor.id}.related") or NONE,
        "texts": support["texts"],
        "evidence": support["evidence"],
        "note": context.note(actor.note),
        "id": actor.id,
    }


def _kind(actor: Person | Body) -> Text:
    if isinstance(actor, Person):
        return cells.PERSON
    return cells.BODY if actor.named else cells.UNNAMED_GROUP


def _titles(context: Context, person: Person) -> str | None:
    """`special envoy (001); US envoy (000, 002)`."""
    fact = f"{person.id}.title"
    texts: dict[str, dict[str, None]] = {}
    for weighed in context.evidence.claims(fact):
        said = texts.setdefault(context.words(fact, weighed.claim.value), {})
        said[weighed.claim.reading.at.source] = None
    return context.listed(f"{title} ({', '.join(sources)})" for title, sources in texts.items())


def names(context: Context) -> Table:
    """One row a printed form of a name, the house forms in the order of the files."""
    known: tuple[Person | Body, ...] = (
        *context.dossier.of(Person),
        *context.dossier.of(Body),
    )
    return table_of("Names", (row for record in known for row in _forms(context, record)))


def _spelt(context: Context, weighed: Weighed) -> str:
    if weighed.relation is Relation.SAYS:
        return context.phrase(cells.AS_HERE)
    return context.wording.word("relation", weighed.relation)


def _forms(context: Context, record: Person | Body) -> Iterator[Row]:
    forms: dict[str, list[Weighed]] = {}
    for weighed in context.evidence.claims(f"{record.id}.name"):
        forms.setdefault(str(weighed.claim.value), []).append(weighed)
    for number, (printed, claims) in enumerate(forms.items(), 1):
        yield {
            "name": context.wording.opening(context.wording.record(record.id)),
            "printed": printed,
            "relation": _spelt(context, claims[0]),
            "texts": len({weighed.claim.reading.at.source for weighed in claims}),
            "evidence": ", ".join(str(weighed.claim.reading.at) for weighed in claims),
            "link": context.ref(record.id),
            "id": record.id if number == 1 else f"{record.id}/{number}",
        }
