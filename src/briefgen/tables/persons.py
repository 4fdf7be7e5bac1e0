"""Persons who were detained, the actors, and how all their names are spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.evidence.relations import Relation
from briefgen.facts.records import Body, Person, Release
from briefgen.tables.common import DISPUTED_ON, EVIDENCE, ID, NOTE, TEXTS
from briefgen.tables.context import is_done
from briefgen.tables.table import Column, Ref, Table, frame_of
from briefgen.tables.words import NONE
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.evidence.evidence import Weighed
    from briefgen.facts.records import Part, Text
    from briefgen.tables.context import Context, Row

_ALSO = Column(
    "also_printed",
    both("Also printed as", "Aussi imprimé"),
    both(
        "forms of the name in the texts that are not the house form",
        "formes du nom dans les textes autres que la nôtre",
    ),
    "short",
    17,
    computed=True,
    full=True,
    nil=True,
)
_DESCRIBED = Column(
    "described",
    both("Described as", "Décrit comme"),
    both("how the texts describe the person", "comment les textes décrivent la personne"),
    "text",
    28,
    field="Person.described",
)

PERSONS = (
    Column(
        "name",
        both("Name", "Nom"),
        both("house form of the name", "forme du nom retenue ici"),
        "short",
        19,
        field="Person.name",
        full=True,
    ),
    Column(
        "family",
        both("Family name", "Nom de famille"),
        both("the name to sort by", "le nom qui sert au tri"),
        "short",
        12,
        full=True,
    ),
    _ALSO,
    _DESCRIBED,
    Column(
        "release",
        both("Release", "Libération"),
        both("the step in which the texts name the person", "l'étape où les textes la nomment"),
        "link",
        16,
        full=True,
    ),
    Column(
        "freed",
        both("Freed", "Libérée"),
        both(
            "date of that step (EDTF); n/a where it is not reported as done",
            "date de cette étape (EDTF) ; s.o. si elle n'est pas rapportée comme faite",
        ),
        "when",
        11,
        computed=True,
    ),
    Column(
        "named_by",
        both("Named as freed by", "Nommée par"),
        both("who names the person as freed", "qui la nomme comme libérée"),
        "short",
        15,
        computed=True,
    ),
    Column(
        "confirmed_by",
        both("Confirmed by", "Confirmée par"),
        both("who confirms this person's release", "qui confirme la libération de cette personne"),
        "short",
        11,
        field="Part.confirmed_by",
    ),
    Column(
        "to",
        both("Taken to", "Destination"),
        both("where the person was taken", "où la personne a été emmenée"),
        "short",
        11,
        field="Part.to",
    ),
    Column(
        "held_since",
        both("Held since as printed", "Détenue depuis"),
        both("held since, as the texts print it (EDTF)", "détenue depuis, selon les textes (EDTF)"),
        "when",
        11,
        field="Person.held_since",
    ),
    Column(
        "charges",
        both("Charges as printed", "Accusations imprimées"),
        both("charges as the texts print them", "accusations telles qu'imprimées"),
        "text",
        17,
        field="Person.charges",
    ),
    Column(
        "sentence",
        both("Sentence as printed", "Peine imprimée"),
        both("sentence as the texts print it", "peine telle qu'imprimée"),
        "text",
        15,
        field="Person.sentence",
    ),
    Column(
        "nationality",
        both("Nationality as stated", "Nationalité énoncée"),
        both(
            "nationality that a text gives to this very person",
            "nationalité qu'un texte donne à cette personne même",
        ),
        "short",
        12,
        field="Person.nationality",
    ),
    Column(
        "doubt",
        both("Doubt", "Doute"),
        both(
            "why something printed may be wrong",
            "pourquoi quelque chose d'imprimé est peut-être faux",
        ),
        "mark",
        14,
        full=True,
        nil=True,
    ),
    DISPUTED_ON,
    TEXTS,
    EVIDENCE,
    NOTE,
    ID,
)


def persons(context: Context) -> Table:
    """One row a person whom a part of a release names, in the order of the file."""
    rows = [
        _person(context, person, context.named_parts[person.id])
        for person in context.dossier.of(Person)
        if person.id in context.named_parts
    ]
    return Table(
        "Persons",
        both("Persons", "Personnes"),
        both(
            "one detained person whom the texts name", "une personne détenue que nomment les textes"
        ),
        PERSONS,
        frame_of(PERSONS, rows),
    )


def _person(context: Context, person: Person, parts: list[Part]) -> Row:
    facts = [fact for record in (person, *parts) for fact in context.facts(record)]
    support = context.support(facts)
    steps = [context.dossier.get(Release, part.release) for part in parts]
    named = [f"{part.id}.person" for part in parts]
    done = [str(step.freed) for step in steps if is_done(step.stage) and step.freed]
    freed = done or [context.not_applicable for step in steps if not is_done(step.stage)]
    return {
        "name": context.name(person.id),
        "family": person.name.last(context.wording.language),
        "also_printed": context.also_printed(person.id),
        **context.cells(person, "described", "held_since", "charges", "sentence", "nationality"),
        "release": _steps(context, steps),
        "freed": context.listed(freed),
        "named_by": context.voices(context.supporting(named)),
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


ACTORS = (
    Column(
        "name",
        both("Name", "Nom"),
        both("house form of the name", "forme du nom retenue ici"),
        "short",
        24,
        full=True,
    ),
    Column(
        "kind",
        both("Person or body", "Personne ou organisme"),
        both(
            "a person, a body, or a group that the texts do not identify",
            "une personne, un organisme, ou un groupe que les textes n'identifient pas",
        ),
        "short",
        12,
        full=True,
    ),
    Column(
        "title",
        both("Title per text", "Titre selon les textes"),
        both(
            "each title and the texts that print it; n/a for a body",
            "chaque titre et les textes qui l'impriment ; s.o. pour un organisme",
        ),
        "text",
        38,
        computed=True,
        field="Person.title",
    ),
    _DESCRIBED,
    Column(
        "side",
        both("Side", "Côté"),
        both("the side it acts for, in our reading", "le côté pour lequel il agit, selon nous"),
        "short",
        18,
        field="Person.side",
        full=True,
        nil=True,
    ),
    Column(
        "part_of",
        both("Belongs to", "Relève de"),
        both("the larger body it belongs to or speaks for", "l'organisme dont il relève"),
        "short",
        16,
        full=True,
        nil=True,
    ),
    Column(
        "speaks_in",
        both("Speaks in", "S'exprime dans"),
        both("texts that relay this voice", "textes qui relaient cette voix"),
        "short",
        10,
        computed=True,
        full=True,
        nil=True,
    ),
    _ALSO,
    Column(
        "related",
        both("Relation to disclose", "Lien à signaler"),
        both("a relation to another actor", "un lien avec un autre acteur"),
        "short",
        14,
        field="Body.related",
        full=True,
        nil=True,
    ),
    TEXTS,
    EVIDENCE,
    NOTE,
    ID,
)
_AS_HERE = both("as here", "comme ici")
_PERSON = both("person", "personne")
_BODY = both("body", "organisme")
_UNNAMED = both("unnamed group", "groupe non identifié")


def actors(context: Context) -> Table:
    """One row a person who is not detained, or a body, in the order of the files."""
    dossier = context.dossier
    known: tuple[Person | Body, ...] = (
        *(person for person in dossier.of(Person) if person.id not in context.named_parts),
        *dossier.of(Body),
    )
    return Table(
        "Actors",
        both("Actors", "Acteurs"),
        both(
            "one person or body that acts or speaks",
            "une personne ou un organisme qui agit ou parle",
        ),
        ACTORS,
        frame_of(ACTORS, (_actor(context, actor) for actor in known)),
    )


def _actor(context: Context, actor: Person | Body) -> Row:
    own: Row = {"title": context.not_applicable, "described": context.not_applicable}
    if isinstance(actor, Person):
        own = {"title": _titles(context, actor), **context.cells(actor, "described")}
    support = context.support(context.facts(actor))
    return {
        "name": context.heading(actor.id),
        "kind": context.text(_kind(actor)),
        **own,
        "side": context.wording.record(actor.side) if actor.side else NONE,
        "part_of": context.name(actor.part_of) if actor.part_of else NONE,
        "speaks_in": context.listed(context.counts.heard_in.get(actor.id, ())) or NONE,
        "also_printed": context.also_printed(actor.id),
        "related": context.names(actor.related) or NONE,
        "texts": support["texts"],
        "evidence": support["evidence"],
        "note": context.note(actor.note),
        "id": actor.id,
    }


def _kind(actor: Person | Body) -> Text:
    if isinstance(actor, Person):
        return _PERSON
    return _BODY if actor.named else _UNNAMED


def _titles(context: Context, person: Person) -> str | None:
    """`special envoy (001); US envoy (000, 002)`."""
    fact = f"{person.id}.title"
    texts: dict[str, dict[str, None]] = {}
    for weighed in context.evidence.claims(fact):
        said = texts.setdefault(context.words(fact, weighed.claim.value), {})
        said[weighed.claim.reading.at.source] = None
    return context.listed(f"{title} ({', '.join(sources)})" for title, sources in texts.items())


NAMES = (
    Column(
        "name",
        both("House form", "Forme retenue"),
        both("the name as it is written here", "le nom tel qu'il est écrit ici"),
        "short",
        26,
        full=True,
    ),
    Column(
        "printed",
        both("Printed as", "Imprimé"),
        both("the name as texts print it", "le nom tel que des textes l'impriment"),
        "short",
        34,
        full=True,
    ),
    Column(
        "relation",
        both("Relation", "Rapport"),
        both("whether the text spells it as here", "si le texte l'écrit comme ici"),
        "short",
        14,
        computed=True,
        full=True,
    ),
    TEXTS,
    EVIDENCE,
    Column(
        "link",
        both("Record", "Fiche"),
        both(
            "leads to the row of the person or body",
            "mène à la ligne de la personne ou de l'organisme",
        ),
        "link",
        26,
        full=True,
    ),
    ID,
)


def names(context: Context) -> Table:
    """One row a printed form of a name, the house forms in the order of the files."""
    known: tuple[Person | Body, ...] = (
        *context.dossier.of(Person),
        *context.dossier.of(Body),
    )
    return Table(
        "Names",
        both("Names", "Noms"),
        both("one printed form of a name", "une forme imprimée d'un nom"),
        NAMES,
        frame_of(NAMES, (row for record in known for row in _forms(context, record))),
    )


def _spelt(context: Context, weighed: Weighed) -> str:
    if weighed.relation is Relation.SAYS:
        return context.phrase(_AS_HERE)
    return context.wording.word("relation", weighed.relation)


def _forms(context: Context, record: Person | Body) -> Iterator[Row]:
    forms: dict[str, list[Weighed]] = {}
    for weighed in context.evidence.claims(f"{record.id}.name"):
        forms.setdefault(str(weighed.claim.value), []).append(weighed)
    for number, (printed, claims) in enumerate(forms.items(), 1):
        yield {
            "name": context.heading(record.id),
            "printed": printed,
            "relation": _spelt(context, claims[0]),
            "texts": len({weighed.claim.reading.at.source for weighed in claims}),
            "evidence": ", ".join(str(weighed.claim.reading.at) for weighed in claims),
            "link": context.ref(record.id),
            "id": record.id if number == 1 else f"{record.id}/{number}",
        }
