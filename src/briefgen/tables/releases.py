"""Releases, and the groups that are counted within them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Part, Release, Stage
from briefgen.tables.common import DISPUTED_ON, EVIDENCE, ID, NOTE, READY, SUPPORT, bounds, span
from briefgen.tables.context import is_done
from briefgen.tables.ready import ready
from briefgen.tables.table import Column, Table, frame_of
from briefgen.tables.words import NONE
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from briefgen.tables.context import Context, Row

FREED = bounds(
    "freed_people",
    ("People reported freed", "Personnes dites libérées"),
    (
        "people in a step reported as done; n/a in a step that is not; blank: number not stated",
        "personnes d'une étape rapportée comme faite ; s.o. sinon ; vide : nombre non indiqué",
    ),
)
ANNOUNCED = bounds(
    "announced_people",
    ("People announced only", "Personnes seulement annoncées"),
    (
        "people in a step that is announced and not reported as done; never added to those freed",
        "personnes d'une étape annoncée et non rapportée faite ; jamais ajoutées aux libérées",
    ),
)
FOREIGN = bounds(
    "foreign",
    ("Foreign citizens included", "Étrangers compris"),
    (
        "foreign citizens among the people of the step, already counted in it",
        "ressortissants étrangers parmi les personnes de l'étape, déjà comptés en elle",
    ),
)
STAGE = Column(
    "stage",
    both("Stage", "Stade"),
    both("how far the step has come, as reported", "jusqu'où l'étape est allée, selon les textes"),
    "short",
    14,
    field="Release.stage",
)
COLUMNS = (
    Column(
        "release",
        both("Release", "Libération"),
        both("what the step is called here", "comment l'étape est appelée ici"),
        "short",
        22,
        full=True,
    ),
    Column(
        "freed",
        both("Freed", "Libérés"),
        both(
            "when people are reported to have been freed (EDTF)",
            "quand des personnes auraient été libérées (EDTF)",
        ),
        "when",
        12,
        field="Release.freed",
    ),
    *span("freed", ("Freed", "Libérés")),
    Column(
        "announced",
        both("Announced", "Annonce"),
        both("when the step was announced (EDTF)", "quand l'étape a été annoncée (EDTF)"),
        "when",
        12,
        field="Release.announced",
    ),
    *span("announced", ("Announced", "Annonce")),
    STAGE,
    *FREED,
    *ANNOUNCED,
    *FOREIGN,
    Column(
        "named_here",
        both("Named here", "Nommées ici"),
        both(
            "persons whom the texts name in this step",
            "personnes que les textes nomment dans cette étape",
        ),
        "number",
        9,
        computed=True,
        full=True,
    ),
    DISPUTED_ON,
    READY,
    EVIDENCE,
    Column(
        "act",
        both("Legal act as named", "Acte juridique nommé"),
        both(
            "the legal act as the texts name it", "l'acte juridique tel que les textes le nomment"
        ),
        "short",
        14,
        field="Release.act",
    ),
    Column(
        "named_by",
        both("Act named by", "Acte nommé par"),
        both("who names the act in the texts", "qui nomme l'acte dans les textes"),
        "short",
        18,
        computed=True,
    ),
    Column(
        "act_by",
        both("Act of", "Acte de"),
        both("who took the act", "qui a pris l'acte"),
        "short",
        18,
        field="Release.act_by",
    ),
    Column(
        "called",
        both("Described as", "Désignées comme"),
        both(
            "the labels that the texts give to the people, ours first",
            "les désignations des personnes dans les textes, la nôtre d'abord",
        ),
        "short",
        20,
        field="Release.called",
    ),
    Column(
        "label_of",
        both("Whose label", "Désignation de qui"),
        both("who uses which label", "qui emploie quelle désignation"),
        "text",
        32,
        computed=True,
    ),
    Column(
        "composition",
        both("Composition", "Composition"),
        both("who they were, as stated", "qui elles étaient, selon les textes"),
        "text",
        20,
        field="Release.composition",
    ),
    Column(
        "convicted_of",
        both("Convicted of", "Condamnées pour"),
        both("convictions as stated", "condamnations telles qu'énoncées"),
        "text",
        26,
        field="Release.convicted_of",
    ),
    Column(
        "announced_by",
        both("Announced by", "Annoncée par"),
        both("who announced the step", "qui a annoncé l'étape"),
        "short",
        18,
        field="Release.announced_by",
    ),
    Column(
        "confirmed",
        both("Confirmed by others and for whom", "Confirmée par d'autres et pour qui"),
        both(
            "confirmations of the step by others, each for the persons it names",
            "confirmations par d'autres, chacune pour les personnes qu'elle nomme",
        ),
        "text",
        24,
        computed=True,
    ),
    Column(
        "destination",
        both("Destination known for", "Destination connue pour"),
        both(
            "the persons and groups whose destination the texts give",
            "les personnes et groupes dont les textes donnent la destination",
        ),
        "text",
        30,
        computed=True,
    ),
    *SUPPORT,
    NOTE,
    ID,
)


def releases(context: Context) -> Table:
    """One row a release, in the order of the file."""
    rows = [_release(context, release) for release in context.dossier.of(Release)]
    return Table(
        "Releases",
        both("Releases", "Libérations"),
        both(
            "one step in which people were freed or were announced to be",
            "une étape où des personnes ont été libérées, ou annoncées comme devant l'être",
        ),
        COLUMNS,
        frame_of(COLUMNS, rows),
    )


def _release(context: Context, release: Release) -> Row:
    parts = context.parts_of.get(release.id, [])
    act = f"{release.id}.act"
    return {
        "release": context.heading(release.id),
        **context.when(f"{release.id}.freed"),
        **context.when(f"{release.id}.announced"),
        **context.cells(release, "stage", "act", "act_by", "composition", "convicted_of"),
        **context.cells(release, "announced_by"),
        **_people(context, release),
        **context.quantity("foreign", f"{release.id}.foreign"),
        "named_here": sum(part.axis == "named" for part in parts),
        "named_by": context.voices(context.evidence.claims(act)),
        **_labels(context, f"{release.id}.called"),
        "confirmed": _confirmed(context, parts),
        "destination": _destinations(context, parts),
        "disputed_on": context.disputed_on(release),
        **context.support(context.facts(release)),
        "ready": ready(context, release),
        "note": context.note(release.note),
        "id": release.id,
    }


def _people(context: Context, release: Release) -> Row:
    """The count in the columns of its stage, and n/a in those of the other."""
    freed, announced = is_done(release.stage), release.stage is Stage.ANNOUNCED
    return {
        **_count(context, release, "freed_people", applies=freed),
        **_count(context, release, "announced_people", applies=announced),
    }


def _count(context: Context, release: Release, key: str, *, applies: bool) -> Row:
    if not applies:
        return context.inapplicable(key)
    return context.quantity(key, f"{release.id}.people")


def _labels(context: Context, fact: str) -> Row:
    held = context.dossier.value(fact)
    users: dict[str, dict[str, None]] = {context.words(fact, held): {}} if held else {}
    for weighed in context.evidence.claims(fact):
        voices = users.setdefault(context.words(fact, weighed.claim.value), {})
        voices[context.voice(weighed)] = None
    said = (
        context.wording.phrase("who_words", who=label, words=", ".join(voices))
        for label, voices in users.items()
        if voices
    )
    return {"called": context.listed(users), "label_of": context.listed(said)}


def _confirmed(context: Context, parts: list[Part]) -> str | None:
    """`Viasna: Ales Bialiatski`, by who confirms."""
    whom: dict[str, list[str]] = {}
    for part in parts:
        for body in part.confirmed_by:
            whom.setdefault(context.name(body), []).append(context.name(part.id))
    return context.listed(
        context.wording.phrase("who_words", who=body, words=", ".join(names))
        for body, names in whom.items()
    )


def _destinations(context: Context, parts: list[Part]) -> str | None:
    return context.listed(_destination(context, part, part.to) for part in parts if part.to)


def _destination(context: Context, part: Part, place: str) -> str:
    """`Ales Bialiatski: Lithuania`; the name of a group often has its destination in it."""
    name, where = context.name(part.id), context.wording.record(place)
    return name if where in name else context.wording.phrase("who_words", who=name, words=where)


GROUPS = (
    Column(
        "release",
        both("Release", "Libération"),
        both("the step it belongs to", "l'étape dont il relève"),
        "link",
        22,
        full=True,
    ),
    Column(
        "group",
        both("Group", "Groupe"),
        both("who it is, in words", "de qui il s'agit, en mots"),
        "text",
        26,
        full=True,
    ),
    Column(
        "axis",
        both("Told apart by", "Distingué par"),
        both(
            "what the group is told apart by; groups of different kinds overlap and are not added",
            "ce qui distingue le groupe ; des groupes de natures différentes se recoupent,"
            " sans addition",
        ),
        "short",
        12,
        field="Part.axis",
        full=True,
    ),
    *bounds(
        "people",
        ("People", "Personnes"),
        ("people in the group; n/a for a named person", "personnes du groupe ; s.o. si nommée"),
    ),
    Column(
        "nationality",
        both("Nationality", "Nationalité"),
        both("nationality as stated", "nationalité telle qu'énoncée"),
        "short",
        13,
        field="Part.nationality",
    ),
    Column(
        "described",
        both("Described as", "Décrites comme"),
        both("how the texts describe them", "comment les textes les décrivent"),
        "text",
        30,
        field="Part.described",
    ),
    Column(
        "to",
        both("Taken to", "Destination"),
        both("where they were taken", "où elles ont été emmenées"),
        "short",
        12,
        field="Part.to",
    ),
    Column(
        "said_by",
        both("Who says", "Qui le dit"),
        both("voices that vouch for the row", "voix qui attestent la ligne"),
        "short",
        18,
        computed=True,
    ),
    Column(
        "besides",
        both("Not counted in it", "Non compris"),
        both("persons named beside the group", "personnes nommées à part"),
        "short",
        14,
        full=True,
        nil=True,
    ),
    Column(
        "overlap",
        both("Overlap", "Recoupement"),
        both(
            "what it may have in common with other groups",
            "ce qu'il peut avoir en commun avec d'autres groupes",
        ),
        "note",
        34,
    ),
    DISPUTED_ON,
    EVIDENCE,
    ID,
)


def groups(context: Context) -> Table:
    """One row a part of a release, named persons among them."""
    rows = [_group(context, part) for part in context.dossier.of(Part)]
    return Table(
        "Groups",
        both("Groups", "Groupes"),
        both(
            "one named person or counted group within a release",
            "une personne nommée ou un groupe compté au sein d'une libération",
        ),
        GROUPS,
        frame_of(GROUPS, rows),
        known_by="group",
    )


def _group(context: Context, part: Part) -> Row:
    facts = context.facts(part)
    named = part.axis == "named" and part.people is None
    people = (
        context.inapplicable("people") if named else context.quantity("people", f"{part.id}.people")
    )
    return {
        "release": context.ref(part.release),
        "group": context.heading(part.id),
        "axis": context.wording.word("axis", part.axis),
        **context.cells(part, "nationality", "described", "to"),
        **people,
        "said_by": context.voices(context.supporting(facts)),
        "besides": context.names(part.besides) or NONE,
        "overlap": context.text(part.overlap) or None,
        "disputed_on": context.disputed_on(part),
        "evidence": context.addresses(facts),
        "id": part.id,
    }
