"""A file of readings to readings and claims."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from briefgen.facts.loading import Loading, entries
from briefgen.facts.parse import among, parse, typed_values
from briefgen.facts.problems import Place, nearest
from briefgen.facts.readings import Claim, Entry, Reading
from briefgen.facts.records import BLANKS, Name, Record, Text, fields, plural
from briefgen.facts.structs import NotAValueError
from briefgen.facts.tree import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.records import Field


def add_readings(loading: Loading, stem: str, content: tuple[str, Map | Seq | None]) -> None:
    """Add the readings and claims of one file; `stem` is its name, that is, its source."""
    file, trees = content
    for tree in entries(loading, file, trees, "- at: ..."):
        values = typed_values(tree, Entry, file, loading.problems)
        if values is None:
            continue
        entry = Entry(**values)
        reading = Reading(
            at=entry.at,
            voice=entry.voice,
            anchors=entry.anchor,
            place=Place(file, *tree.at),
            tree=tree,
            hedged=entry.hedged,
            gloss=entry.gloss,
            handling=entry.handling,
        )
        if reading.at.source != stem:
            message = f"the file is that of source {stem}; move the reading or mend its address"
            loading.report(reading.place_in("at"), str(reading.at), message, "address")
        loading.readings.append(reading)
        _add_claims(loading, tree["says"], reading, entry)


def _add_claims(loading: Loading, says: Map, reading: Reading, entry: Entry) -> None:
    for record_id, kind, key, raw in _said(loading, says, reading):
        fact = f"{record_id}.{key}"
        value = _claimed(loading, kind, raw, fact, reading)
        if value is not None and record_id in loading.records:
            place = reading.place_in("says", record_id, key)
            inferred, doubt = entry.inferred.get(fact), entry.doubt.get(fact)
            loading.claims.append(Claim(fact, value, reading, place, inferred, doubt))
    said = [f"{name}.{key}" for name, given in says.items() for key in given]
    for name in ("inferred", "doubt"):
        for fact in getattr(entry, name):
            if fact not in said:
                message = f"the reading says nothing of {fact}{nearest(fact, said)}"
                place = reading.place_in(name, fact, of_key=True)
                loading.report(place, f"{reading.at}.{name}", message, "dangling")


def _said(
    loading: Loading, says: Map, reading: Reading
) -> Iterator[tuple[str, type[Record], str, object]]:
    """Each key and raw value under `says` of a record that the dossier knows, with its kind."""
    for record_id, given in says.items():
        record = loading.records.get(record_id)
        kind = type(record) if record else loading.gaps.records.get(record_id)
        place = reading.place_in("says", record_id, of_key=True)
        if not isinstance(given, Map) or not given:
            found = "a list" if isinstance(given, list) else "a text" if given else "nothing"
            message = f"found {found} under {record_id}, expected field: value"
            loading.report(place, str(reading.at), message, "type")
        elif kind:
            yield from ((record_id, kind, key, raw) for key, raw in given.items())
        elif not loading.gaps.may_hold(record_id):
            message = f'no record has the id "{record_id}"{nearest(record_id, loading.records)}'
            loading.report(place, str(reading.at), message, "dangling")


def _claimed(loading: Loading, kind: type[Record], raw: object, fact: str, reading: Reading) -> Any:  # noqa: ANN401 -- the type is the field's
    """The typed value a reading gives, None after a fault."""
    record_id, _, key = fact.rpartition(".")
    claimed = _claimed_fields(kind)
    if not claimed:
        message = f"{record_id} is one of {plural(kind)}, of which sources say nothing"
        place = reading.place_in("says", record_id, of_key=True)
        loading.report(place, str(reading.at), message, "unknown-key")
        return None
    if key not in claimed:
        message = f'no field "{key}" of {record_id} is said by sources'
        place = reading.place_in("says", record_id, key, of_key=True)
        way_out = nearest(key, claimed) or among(claimed)
        loading.report(place, fact, f"{message}{way_out}", "unknown-key")
        return None
    try:
        return _value(raw, claimed[key])
    except NotAValueError as fault:
        place = reading.place_in("says", record_id, key, *fault.path, of_key=fault.at_key)
        loading.report(place, fact, str(fault), "type")
        return None


@functools.cache
def _claimed_fields(kind: type[Record]) -> dict[str, Field]:
    return {name: field for name, field in fields(kind).items() if field.claimed}


def _value(raw: object, field: Field) -> object:
    """The typed value; a name is given as printed."""
    if isinstance(raw, str) and raw in BLANKS:
        raise NotAValueError(f'a reading gives a value; "{raw}" stands in records only')
    if field.type not in (Name, Text):
        return parse(raw, field)
    if not isinstance(raw, str) or not raw:
        raise NotAValueError("expected the name as printed, a text")
    return raw
