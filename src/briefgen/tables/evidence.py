"""The evidence, a row a reading and fact; and the facts, a row a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.evidence.relations import Relation
from briefgen.facts.records import DISPUTED, plural
from briefgen.tables.common import EVIDENCE, ORIGINS, OWN_VOICE
from briefgen.tables.table import Column, Table, frame_by_column
from briefgen.tables.words import NONE, UNCHECKED
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from briefgen.evidence.evidence import Weighed
    from briefgen.evidence.origins import Origins
    from briefgen.tables.context import Context

_RECORD = Column(
    "record",
    both("Record", "Fiche"),
    both("leads to the row of the record", "mène à la ligne de la fiche"),
    "link",
    24,
    full=True,
)
_FIELD = Column(
    "field",
    both("Field", "Champ"),
    both("which field of the record", "quel champ de la fiche"),
    "short",
    15,
    full=True,
)
_VALUE = Column(
    "value",
    both("Value used", "Valeur retenue"),
    both(
        "the value as used; disputed where it is left open",
        "la valeur retenue ; contesté si ouverte",
    ),
    "text",
    26,
)
_SHOWN = Column(
    "shown",
    both("In the brief", "Dans la note"),
    both("where the brief shows the fact", "où la note montre le fait"),
    "short",
    13,
    computed=True,
    full=True,
    nil=True,
)
COLUMNS = (
    Column(
        "address",
        both("Address", "Adresse"),
        both(
            "003.1a is text 003, paragraph 1, passage a",
            "003.1a est le texte 003, paragraphe 1, passage a",
        ),
        "address",
        10,
        full=True,
    ),
    _RECORD,
    _FIELD,
    Column(
        "said",
        both("This text gives", "Ce texte donne"),
        both("the value that the passage gives", "la valeur que donne le passage"),
        "text",
        26,
        full=True,
    ),
    _VALUE,
    Column(
        "relation",
        both("Relation", "Rapport"),
        both(
            "how what the text gives stands to the value used",
            "comment ce que donne le texte se rapporte à la valeur retenue",
        ),
        "short",
        13,
        computed=True,
        field="relation",
        full=True,
    ),
    Column(
        "voice",
        both("Voice", "Voix"),
        both("who asserts it in the text", "qui l'affirme dans le texte"),
        "short",
        18,
        full=True,
    ),
    Column(
        "hedged",
        both("Hedged", "Avec réserve"),
        both("whether the text itself hedges", "si le texte lui-même met une réserve"),
        "flag",
        9,
        full=True,
    ),
    Column(
        "anchor",
        both("Anchor", "Ancre"),
        both(
            "words as printed, by which the passage is found again",
            "mots imprimés qui permettent de retrouver le passage",
        ),
        "text",
        34,
        full=True,
    ),
    Column(
        "gloss",
        both("Gloss", "Glose"),
        both("a few words of ours on the passage", "quelques mots de nous"),
        "note",
        22,
        full=True,
        nil=True,
    ),
    Column(
        "doubt",
        both("Doubt", "Doute"),
        both(
            "why it may be wrong though printed",
            "pourquoi c'est peut-être faux",
        ),
        "mark",
        15,
        full=True,
        nil=True,
    ),
    Column(
        "inferred",
        both("Inferred", "Déduit"),
        both(
            "why a figure or date is given that the anchor does not print",
            "pourquoi un chiffre ou une date n'est pas dans l'ancre",
        ),
        "note",
        16,
        full=True,
        nil=True,
    ),
    Column(
        "refound",
        both("Found again", "Retrouvée"),
        both(
            "whether the anchor was found again in the archived text",
            "si l'ancre a été retrouvée dans le texte archivé",
        ),
        "short",
        12,
        computed=True,
        full=True,
    ),
    _SHOWN,
    Column(
        "id",
        both("Id", "Identifiant"),
        both("address and fact", "adresse et fait"),
        "id",
        30,
        level=1,
        full=True,
    ),
)


def evidence(context: Context) -> Table:
    """One row a reading and fact, by record in the order of the files, then by address.

    Whether anchors were found again stands there only where they were looked for.
    """
    columns = tuple(one for one in COLUMNS if context.rechecked or one.key != "refound")
    return Table(
        "Evidence",
        both("Evidence", "Preuves"),
        both("one fact that one passage gives", "un fait que donne un passage"),
        columns,
        frame_by_column(columns, _readings(context)),
        known_by="field",
    )


def _readings(context: Context) -> dict[str, list[Any]]:
    order = {record: index for index, record in enumerate(context.dossier.records)}
    weighed: list[Weighed] = sorted(
        context.counts.frame["weighed"],
        key=lambda one: (order[one.claim.record], context.place[one.claim.reading.at]),
    )
    claims = [one.claim for one in weighed]
    readings = [claim.reading for claim in claims]
    facts = [claim.fact for claim in claims]
    addresses = [context.printed[reading.at] for reading in readings]
    refound = (context.yes_no(context.rechecked), context.phrase(UNCHECKED))
    relations = {one: context.wording.word("relation", one) for one in Relation}
    return {
        "address": addresses,
        "record": [context.ref(claim.record) for claim in claims],
        "field": list(map(context.field_name, facts)),
        "value": list(map(context.cell, facts)),
        "said": [context.said(claim.fact, claim.value) for claim in claims],
        "relation": [relations[one.relation] for one in weighed],
        "hedged": [context.truths[reading.hedged] for reading in readings],
        "voice": list(map(context.voice, weighed)),
        "doubt": [context.reason(claim.doubt) for claim in claims],
        "inferred": [context.reason(claim.inferred) for claim in claims],
        "anchor": [" \u2026 ".join(reading.anchors) for reading in readings],
        "gloss": [context.note(reading.gloss) for reading in readings],
        "refound": [refound[reading.at.source in context.missing] for reading in readings],
        "shown": list(map(context.places, facts)),
        "id": [f"{address} {fact}" for address, fact in zip(addresses, facts, strict=True)],
    }


TEXTS = Column(
    "texts",
    both("Texts", "Textes"),
    both("texts that bear the value out", "textes qui appuient la valeur"),
    "number",
    7,
    computed=True,
    full=True,
)
FACTS = (
    Column(
        "question",
        both("Question", "Question"),
        both("what the fact answers", "ce à quoi répond le fait"),
        "text",
        38,
        full=True,
    ),
    _VALUE,
    Column(
        "state",
        both("State", "État"),
        both(
            "given, not stated (the texts were read and do not give it) or disputed (left open)",
            "donné, non indiqué (les textes lus ne le donnent pas) ou contesté (laissé ouvert)",
        ),
        "short",
        11,
        full=True,
    ),
    Column(
        "disputed",
        both("Disputed", "Contesté"),
        both("how the texts disagree", "comment les textes divergent"),
        "mark",
        17,
        computed=True,
        full=True,
        nil=True,
    ),
    EVIDENCE,
    TEXTS,
    ORIGINS,
    Column(
        "origin_names",
        both("Who vouches", "Qui atteste"),
        both(
            "the named origins, those that belong together joined by a plus",
            "les origines nommées, celles qui sont liées jointes par un plus",
        ),
        "short",
        20,
        computed=True,
        full=True,
        nil=True,
    ),
    OWN_VOICE,
    _SHOWN,
    _RECORD,
    Column(
        "kind",
        both("Kind of record", "Nature de fiche"),
        both("which file of the dossier holds it", "quel fichier du dossier la contient"),
        "short",
        13,
        full=True,
    ),
    _FIELD,
    Column(
        "id",
        both("Id", "Identifiant"),
        both(
            "the fact, as the narrative and the messages write it",
            "le fait, tel que l'écrivent le récit et les messages",
        ),
        "id",
        32,
        full=True,
    ),
)
_GIVEN = both("given", "donné")
NOT_STATED = both("not stated", "non indiqué")


def facts(context: Context) -> Table:
    """One row a fact that holds a value or is declared blank, the steps first, the texts last."""
    return Table(
        "Facts",
        both("Facts", "Faits"),
        both(
            "one field of one record that texts can give",
            "un champ d'une fiche que des textes donnent",
        ),
        FACTS,
        frame_by_column(FACTS, _facts(context)),
    )


def _facts(context: Context) -> dict[str, list[Any]]:
    known = sorted(context.dossier.facts(), key=context.rank)
    records = [context.dossier.records[fact.rpartition(".")[0]] for fact in known]
    origins = [context.origins_of(fact) for fact in known]
    kinds = {kind: context.wording.word("kinds", plural(kind)) for kind in set(map(type, records))}
    blanks = map(context.dossier.blank, known)
    states = {None: context.phrase(_GIVEN), DISPUTED: context.wording.phrase("disputed")}
    not_stated = context.phrase(NOT_STATED)
    return {
        "question": list(map(context.question, known)),
        "record": [context.ref(record.id) for record in records],
        "kind": [kinds[type(record)] for record in records],
        "field": list(map(context.field_name, known)),
        "value": list(map(context.cell, known)),
        "state": [states.get(blank, not_stated) for blank in blanks],
        "evidence": list(map(context.addresses_of, known)),
        "origins": [len(found.named) for found in origins],
        "origin_names": [_leaders(context, found) for found in origins],
        "own_voice": [len(found.own_voice) for found in origins],
        "texts": [len(found.texts) for found in origins],
        "disputed": [_disputed(context, fact) for fact in known],
        "shown": list(map(context.places, known)),
        "id": known,
    }


def _leaders(context: Context, origins: Origins) -> str:
    named = [" + ".join(map(context.name, one)) for one in origins.named]
    return context.listed(named) or NONE


def _disputed(context: Context, fact: str) -> str:
    found = context.evidence.disagreement(fact)
    if found is None:
        return NONE
    words = (context.wording.word("weight", found.weight), context.wording.word("kind", found.kind))
    return ", ".join(words)
