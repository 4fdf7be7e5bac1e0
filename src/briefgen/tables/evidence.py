"""The evidence, a row a reading and fact; and the facts, a row a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.evidence.relations import Relation
from briefgen.facts.records import DISPUTED, plural
from briefgen.sheets import columns_of, sheets
from briefgen.tables.table import table_by_column
from briefgen.wording import cells
from briefgen.wording.cells import NONE, UNCHECKED

if TYPE_CHECKING:
    from briefgen.evidence.evidence import Weighed
    from briefgen.evidence.origins import Origins
    from briefgen.tables.context import Context
    from briefgen.tables.table import Table


def evidence(context: Context) -> Table:
    """One row a reading and fact, by record in the order of the files, then by address.

    Whether anchors were found again stands there only where they were looked for.
    """
    columns = columns_of(sheets()["Evidence"], (), looked=context.rechecked)
    return table_by_column("Evidence", _readings(context), columns)


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


def facts(context: Context) -> Table:
    """One row a fact that holds a value or is declared blank, the steps first, the texts last."""
    return table_by_column("Facts", _facts(context))


def _facts(context: Context) -> dict[str, list[Any]]:
    known = sorted(context.dossier.facts(), key=context.rank)
    records = [context.dossier.records[fact.rpartition(".")[0]] for fact in known]
    origins = [context.origins_of(fact) for fact in known]
    kinds = {kind: context.wording.word("kinds", plural(kind)) for kind in set(map(type, records))}
    blanks = map(context.dossier.blank, known)
    states = {None: context.phrase(cells.GIVEN), DISPUTED: context.wording.phrase("disputed")}
    not_stated = context.phrase(cells.NOT_STATED)
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
