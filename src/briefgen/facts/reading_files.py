"""A file of readings to readings and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.facts.loading import Loading, entries
from briefgen.facts.parse import among, readers, typed_values
from briefgen.facts.problems import nearest
from briefgen.facts.readings import Claim, Entry, Reading
from briefgen.facts.records import BLANKS, Name, Record, Text, claimed_fields, plural
from briefgen.facts.structs import NotAValueError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.parse import Reader
    from briefgen.facts.places import File
    from briefgen.facts.records import Field
    from briefgen.facts.tree import Tree


def add_readings(loading: Loading, stem: str, content: tuple[File, Tree | None]) -> None:
    """Add the readings and claims of one file; `stem` is its name, that is, its source."""
    file, trees = content
    for node, tree in entries(loading, file, trees, "- at: ..."):
        values = typed_values(tree, Entry, node, loading.problems)
        if values is None:
            continue
        entry = Entry(**values)
        reading = Reading(
            at=entry.at,
            voice=entry.voice,
            anchors=entry.anchor,
            node=node,
            hedged=entry.hedged,
            gloss=entry.gloss,
            handling=entry.handling,
            internal=entry.internal,
        )
        if reading.at.source != stem:
            message = f"the file is that of source {stem}; move the reading or mend its address"
            loading.report(reading.place_in("at"), str(reading.at), message, "address")
        loading.readings.append(reading)
        _add_claims(loading, reading, entry)


def _add_claims(loading: Loading, reading: Reading, entry: Entry) -> None:
    for record_id, kind, key, raw in _said(loading, entry.says, reading):
        fact = f"{record_id}.{key}"
        value = _claimed(loading, kind, raw, fact, reading)
        if value is not None and record_id in loading.records:
            inferred, doubt = entry.inferred.get(fact), entry.doubt.get(fact)
            loading.claims.append(Claim(fact, value, reading, inferred, doubt))
    for name, reasons in (("inferred", entry.inferred), ("doubt", entry.doubt)):
        said = [f"{name}.{key}" for name, given in entry.says.items() for key in given]
        for fact in reasons:
            if fact not in said:
                message = f"the reading says nothing of {fact}{nearest(fact, said)}"
                place = reading.place_in(name, fact, of_key=True)
                loading.report(place, f"{reading.at}.{name}", message, "dangling")


def _said(
    loading: Loading, says: dict[str, Any], reading: Reading
) -> Iterator[tuple[str, type[Record], str, object]]:
    """Each key and raw value under `says` of a record that the dossier knows, with its kind."""
    for record_id, given in says.items():
        record = loading.records.get(record_id)
        kind = type(record) if record else loading.gaps.records.get(record_id)
        if not isinstance(given, dict) or not given:
            found = "a list" if isinstance(given, list) else "a text" if given else "nothing"
            message = f"found {found} under {record_id}, expected field: value"
            place = reading.place_in("says", record_id, of_key=True)
            loading.report(place, str(reading.at), message, "type")
        elif kind:
            yield from ((record_id, kind, key, raw) for key, raw in given.items())
        elif not loading.gaps.may_hold(record_id):
            message = f'no record has the id "{record_id}"{nearest(record_id, loading.records)}'
            place = reading.place_in("says", record_id, of_key=True)
            loading.report(place, str(reading.at), message, "dangling")


def _claimed(loading: Loading, kind: type[Record], raw: object, fact: str, reading: Reading) -> Any:  # noqa: ANN401 -- the type is the field's
    """The typed value a reading gives, None after a fault."""
    record_id, _, key = fact.rpartition(".")
    claimed = claimed_fields(kind)
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
        return _value(raw, claimed[key], readers(kind)[key])
    except NotAValueError as fault:
        place = reading.place_in("says", record_id, key, *fault.path, of_key=fault.at_key)
        loading.report(place, fact, str(fault), "type")
        return None


def _value(raw: object, field: Field, reader: Reader) -> object:
    """The typed value; a name is given as printed."""
    if isinstance(raw, str) and raw in BLANKS:
        raise NotAValueError(f'a reading gives a value; "{raw}" stands in records only')
    if field.type not in (Name, Text):
        return reader(raw)
    if not isinstance(raw, str) or not raw:
        raise NotAValueError("expected the name as printed, a text")
    return raw
