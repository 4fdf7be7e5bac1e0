"""A file of readings to readings and claims."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, Any

from briefgen.facts.loading import Loading, entries
from briefgen.facts.parse import among, claim_readers, typed_values
from briefgen.facts.problems import nearest
from briefgen.facts.readings import Claim, Entry, Reading
from briefgen.facts.records import Record, claimed_fields, plural
from briefgen.facts.structs import NotAValueError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.places import File
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
    inferred, doubt = entry.inferred, entry.doubt
    for record_id, kind, given in _said(loading, entry.says, reading):
        read = claim_readers(kind)
        for key, raw in given.items():
            fact = intern(f"{record_id}.{key}")  # the same string for all who speak of it
            if key not in read:
                _report_unsaid(loading, reading, record_id, kind, key)
                continue
            try:
                value = read[key](raw)
            except NotAValueError as fault:
                path = ("says", record_id, key, *fault.path)
                place = reading.place_in(*path, of_key=fault.at_key)
                loading.report(place, fact, str(fault), "type")
                continue
            if record_id in loading.records:
                reasons = inferred.get(fact), doubt.get(fact)
                loading.claims.append(Claim(fact, value, reading, *reasons))
    if inferred or doubt:
        _vet_reasons(loading, reading, entry)


def _said(
    loading: Loading, says: dict[str, Any], reading: Reading
) -> Iterator[tuple[str, type[Record], dict[str, Any]]]:
    """What is given under `says` of each record that the dossier knows, with its kind."""
    for record_id, given in says.items():
        record = loading.records.get(record_id)
        kind = type(record) if record else loading.gaps.records.get(record_id)
        if not isinstance(given, dict) or not given:
            found = "a list" if isinstance(given, list) else "a text" if given else "nothing"
            message = f"found {found} under {record_id}, expected field: value"
            place = reading.place_in("says", record_id, of_key=True)
            loading.report(place, str(reading.at), message, "type")
        elif kind:
            yield record_id, kind, given
        elif not loading.gaps.may_hold(record_id):
            message = f'no record has the id "{record_id}"{nearest(record_id, loading.records)}'
            place = reading.place_in("says", record_id, of_key=True)
            loading.report(place, str(reading.at), message, "dangling")


def _report_unsaid(
    loading: Loading, reading: Reading, record_id: str, kind: type[Record], key: str
) -> None:
    """Report a key under `says` that is no field that sources give."""
    claimed = claimed_fields(kind)
    if not claimed:
        message = f"{record_id} is one of {plural(kind)}, of which sources say nothing"
        place = reading.place_in("says", record_id, of_key=True)
        loading.report(place, str(reading.at), message, "unknown-key")
        return
    message = f'no field "{key}" of {record_id} is said by sources'
    place = reading.place_in("says", record_id, key, of_key=True)
    way_out = nearest(key, claimed) or among(claimed)
    loading.report(place, f"{record_id}.{key}", f"{message}{way_out}", "unknown-key")


def _vet_reasons(loading: Loading, reading: Reading, entry: Entry) -> None:
    """Report the reasons for facts of which the reading says nothing."""
    for name, reasons in (("inferred", entry.inferred), ("doubt", entry.doubt)):
        said = [f"{record_id}.{key}" for record_id, given in entry.says.items() for key in given]
        for fact in reasons:
            if fact not in said:
                message = f"the reading says nothing of {fact}{nearest(fact, said)}"
                place = reading.place_in(name, fact, of_key=True)
                loading.report(place, f"{reading.at}.{name}", message, "dangling")
