"""A folder of YAML to a dossier; every problem of every file is found in one run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefgen.facts.dossier import Dossier, Origin
from briefgen.facts.parse import NotAValueError, among, parse, typed_values
from briefgen.facts.problems import DossierError, Place, Problem, nearest
from briefgen.facts.readings import Claim, Entry, Reading
from briefgen.facts.records import BLANKS, KINDS, Name, Record, Source, Text, fields
from briefgen.facts.references import dangling
from briefgen.facts.tree import Map, Seq, read, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READINGS = "readings"
"""The folder of a dossier that holds the readings, one file a source."""


@dataclass(slots=True)
class _Loader:
    """What has been read so far, and what was wrong with it."""

    problems: list[Problem] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def report(self, place: Place, subject: str, message: str, rule: str) -> None:
        self.problems.append(Problem(place, subject, message, rule))


def load(folder: Path, *, shown_as: str | None = None) -> Dossier:
    """Read a dossier; `shown_as` is the folder's name in messages, its path by default.

    Raises DossierError with all problems found: one syntax fault a file, and every wrong key,
    value and reference of the files that could be read.
    """
    shown = shown_as or folder.as_posix()
    loader = _Loader()
    if not folder.is_dir():
        raise DossierError([Problem(Place(shown), "", "there is no such folder", "missing")])
    _unknown_files(loader, folder, shown)
    for kind in KINDS:
        path = folder / kind.file
        if path.is_file():
            _records(loader, kind, read_file(path, f"{shown}/{kind.file}", loader.problems))
        elif kind is Source:
            message = "a dossier needs its sources; the file is missing"
            loader.report(Place(f"{shown}/{kind.file}"), "", message, "missing")
    for path in sorted((folder / READINGS).glob("*.yaml")):
        if _only_comments(path):
            continue
        name = f"{shown}/{READINGS}/{path.name}"
        _readings(loader, path.stem, read_file(path, name, loader.problems))
    dossier = Dossier(
        name=folder.name,
        records=loader.records,
        readings=tuple(loader.readings),
        claims=tuple(loader.claims),
        origins=loader.origins,
    )
    if problems := [*loader.problems, *dangling(dossier)]:
        raise DossierError(problems)
    return dossier


def read_file(path: Path, shown: str, problems: list[Problem]) -> tuple[str, Map | Seq | None]:
    """The tree of one file under the name it has in messages; None when it could not be read."""
    try:
        return shown, read(path.read_bytes(), shown, problems)
    except OSError as fault:
        problems.append(Problem(Place(shown), "", f"cannot be read: {fault.strerror}", "missing"))
        return shown, None


def _only_comments(path: Path) -> bool:
    """Whether a file of readings waits for its first one, as `source add` leaves it."""
    lines = [line.strip() for line in path.read_bytes().splitlines()] if path.is_file() else []
    return any(lines) and all(line.startswith(b"#") for line in lines if line)


def _unknown_files(loader: _Loader, folder: Path, shown: str) -> None:
    known = [*(kind.file for kind in KINDS), READINGS]
    for path in sorted(folder.iterdir()):
        if path.name not in known and path.suffix in {".yaml", ".yml"}:
            message = f"no such file belongs to a dossier{nearest(path.name, known)}"
            loader.report(Place(f"{shown}/{path.name}"), "", message, "unknown-file")


def _records(loader: _Loader, kind: type[Record], content: tuple[str, Map | Seq | None]) -> None:
    for file, tree in _entries(loader, *content):
        record_id = tree.get("id")
        subject = record_id if isinstance(record_id, str) else ""
        record = _record(loader, kind, file, tree)
        if record is None:
            continue
        if first := loader.origins.get(record.id):
            message = f"the id stands twice; the first is in {first.file}:{first.tree.at[0]}"
            loader.report(Place(file, *tree.at), subject, message, "duplicate-id")
            continue
        loader.records[record.id] = record
        loader.origins[record.id] = Origin(file, tree)


def _entries(loader: _Loader, file: str, tree: Map | Seq | None) -> Iterator[tuple[str, Map]]:
    """The mappings of a file's list, each with the file's name."""
    if tree is None:
        return
    if isinstance(tree, Map):
        loader.report(
            Place(file, *tree.at), "", "found a mapping, expected a list: - id: ...", "type"
        )
        return
    for spot, entry in zip(tree.items_at, tree, strict=True):
        if isinstance(entry, Map):
            yield file, entry
        else:
            loader.report(Place(file, *spot), "", "found no mapping, expected - id: ...", "type")


def _record(loader: _Loader, kind: type[Record], file: str, tree: Map) -> Record | None:
    values = typed_values(tree, kind, file, loader.problems)
    if values is None:
        return None
    return kind(**values, blanks=values.blanks)


def _readings(loader: _Loader, stem: str, content: tuple[str, Map | Seq | None]) -> None:
    for file, tree in _entries(loader, *content):
        values = typed_values(tree, Entry, file, loader.problems)
        if values is None:
            continue
        entry = Entry(**values)
        if entry.at.source != stem:
            message = f"the file is that of source {stem}; move the reading or mend its address"
            loader.report(Place(file, *spot_of(tree, ("at",))), str(entry.at), message, "address")
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
        loader.readings.append(reading)
        _claims(loader, file, tree, reading, entry)


def _claims(loader: _Loader, file: str, tree: Map, reading: Reading, entry: Entry) -> None:
    said: set[str] = set()
    for record_id, record, key, raw in _said(loader, file, tree, reading):
        place = Place(file, *spot_of(tree, ("says", record_id, key)))
        fact = f"{record_id}.{key}"
        said.add(fact)
        value = _claimed(loader, record, key, raw, (fact, place))
        if value is not None:
            inferred, doubt = entry.inferred.get(fact), entry.doubt.get(fact)
            loader.claims.append(Claim(fact, value, reading, place, inferred, doubt))
    for name in ("inferred", "doubt"):
        for fact in getattr(entry, name):
            if fact not in said:
                place = Place(file, *spot_of(tree, (name, fact)))
                message = f"the reading says nothing of {fact}{nearest(fact, said)}"
                loader.report(place, str(reading.at), message, "dangling")


def _said(
    loader: _Loader, file: str, tree: Map, reading: Reading
) -> Iterator[tuple[str, Record, str, object]]:
    """Each record, key and raw value under `says` that names a record of the dossier."""
    says = tree["says"]
    for record_id, given in says.items():
        place = Place(file, *says.keys_at[record_id])
        record = loader.records.get(record_id)
        if record is None:
            message = f'no record has the id "{record_id}"{nearest(record_id, loader.records)}'
            loader.report(place, str(reading.at), message, "dangling")
        elif not isinstance(given, Map):
            message = f"found no mapping under {record_id}, expected field: value"
            loader.report(place, str(reading.at), message, "type")
        else:
            for key, raw in given.items():
                yield record_id, record, key, raw


def _claimed(
    loader: _Loader, record: Record, key: str, raw: object, subject: tuple[str, Place]
) -> Any:  # noqa: ANN401 -- the type is the field's
    """The typed value a reading gives, None after a fault. A name is given as printed."""
    fact, place = subject
    known = {
        name: described for name, described in fields(type(record)).items() if described.claimed
    }
    if key not in known:
        message = f'no field "{key}" of {record.id} is said by sources'
        loader.report(place, fact, f"{message}{nearest(key, known) or among(known)}", "unknown-key")
        return None
    if known[key].type in (Name, Text):
        if isinstance(raw, str) and raw:
            return raw
        loader.report(place, fact, "expected the name as printed, a text", "type")
        return None
    if isinstance(raw, str) and raw in BLANKS:
        message = f'a reading gives a value; "{raw}" stands in records only'
        loader.report(place, fact, message, "type")
        return None
    try:
        return parse(raw, known[key])
    except NotAValueError as fault:
        loader.report(place, fact, str(fault), "type")
        return None
