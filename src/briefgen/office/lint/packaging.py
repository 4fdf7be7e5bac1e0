"""Rules for any package (ECMA-376 part 2): its parts, their types and their relationships."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefgen.office.lint.finding import Fault
from briefgen.office.lint.parts import NAMESPACES, content_types, texts
from briefgen.office.package import CONTENT_TYPES, FIRST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.office.lint.parts import Package

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
# A file beside this one: no scheme, no drive, no way up.
_BESIDE = re.compile(r"(?!.*\.\.)[^/\\:#?]+\.\w+(?:#[^\\:]*)?")
_USED_IDS = texts("//@r:*")
_DECLARED = re.compile(rb"xmlns:([\w.-]+)\s*=\s*[\"']" + re.escape(NAMESPACES["r"]).encode())


def unreadable(package: Package) -> Iterator[Fault]:
    """The zip opens, each part unpacks, and what should be XML is XML."""
    for part, message in package.unreadable:
        yield Fault(part, "", message)


def duplicate_part(package: Package) -> Iterator[Fault]:
    """No two parts have one name, whatever its case (part 2, 6.2.2.3)."""
    counted = Counter(entry.filename.lower() for entry in package.entries)
    for name in (name for name, times in counted.items() if times > 1):
        yield Fault(name, "", f"{counted[name]} parts have this name; case does not count")


def content_type(package: Package) -> Iterator[Fault]:
    """Each part has a content type, by its name or its extension."""
    extensions, names = content_types(package)
    for part in package.parts:
        known = part.lower() in names or part.lower().rpartition(".")[2] in extensions
        if not known and part != CONTENT_TYPES:
            yield Fault(part, "", "has no content type")


def missing_target(package: Package) -> Iterator[Fault]:
    """A relationship inside the package leads to a part that is there."""
    for source, relations in package.relations.items():
        for relation in relations:
            if not relation.external and relation.target not in package.parts:
                yield Fault(source, relation.key, f"leads to {relation.target}, which is missing")


def duplicate_relation(package: Package) -> Iterator[Fault]:
    """No two relationships of a part have one id."""
    for source, relations in package.relations.items():
        counted = Counter(relation.key for relation in relations)
        for key in (key for key, times in counted.items() if times > 1):
            yield Fault(source, key, f"{counted[key]} relationships have this id")


def dangling_relation(package: Package) -> Iterator[Fault]:
    """Each relationship id that a part uses is one of its relationships."""
    for part, tree in package.trees.items():
        known = {"", *(relation.key for relation in package.relations.get(part, ()))}
        if _written_ids(package.parts[part]) <= {key.encode() for key in known}:
            continue  # a walk over a large tree takes longer
        for key in dict.fromkeys(_USED_IDS(tree)):
            if key not in known:
                yield Fault(part, key, "is no relationship of this part")


def _written_ids(content: bytes) -> set[bytes]:
    """The relationship ids in a part as they are written; perhaps also what only looks like one."""
    ids: set[bytes] = set()
    for prefix in {*_DECLARED.findall(content)}:
        values = re.findall(prefix + rb""":[\w.-]+\s*=\s*(?:"([^"]*)"|'([^']*)')""", content)
        ids.update(double or single for double, single in values)
    return ids


def outside_target(package: Package) -> Iterator[Fault]:
    """Outside stand only links: to the web, by mail, or to a file beside this one."""
    for source, relations in package.relations.items():
        for relation in (one for one in relations if one.external):
            link = relation.kind.endswith("/hyperlink")
            if not link or not (
                _ADDRESS.fullmatch(relation.target) or _BESIDE.fullmatch(relation.target)
            ):
                yield Fault(source, relation.key, f"leads out of the file to {relation.target}")


def orphan(package: Package) -> Iterator[Fault]:
    """Each part is reached from the package: what nothing needs may tell what nobody sees."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for relation in package.relations.get(waiting.pop(), ()):
            if not relation.external and relation.target not in reached:
                reached.add(relation.target)
                waiting.append(relation.target)
    for part in package.parts:
        if part not in reached and part != CONTENT_TYPES and not part.endswith(".rels"):
            yield Fault(part, "", "no relationship leads to this part")


def clock(package: Package) -> Iterator[Fault]:
    """No part carries the hour at which it was packed: same content, same bytes."""
    for entry in package.entries:
        if entry.date_time != FIRST_DAY:
            yield Fault(entry.filename, "", "has a date in the zip; expected 1 January 1980")


RULES = (
    unreadable,
    duplicate_part,
    content_type,
    missing_target,
    duplicate_relation,
    dangling_relation,
    outside_target,
    orphan,
    clock,
)
