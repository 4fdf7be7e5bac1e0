"""Releases, and the groups that are counted within them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Part, Release, Stage
from briefgen.tables.context import is_done
from briefgen.tables.ready import ready
from briefgen.tables.table import Table, table_of
from briefgen.wording.cells import NONE

if TYPE_CHECKING:
    from briefgen.tables.context import Context, Row


def releases(context: Context) -> Table:
    """One row a release, in the order of the file."""
    rows = [_release(context, release) for release in context.dossier.of(Release)]
    return table_of("Releases", rows)


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


def groups(context: Context) -> Table:
    """One row a part of a release, named persons among them."""
    rows = [_group(context, part) for part in context.dossier.of(Part)]
    return table_of("Groups", rows)


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
