"""How records are called in prose and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import (
    Body,
    Contact,
    Estimate,
    Link,
    Part,
    Person,
    Reason,
    Record,
    Release,
    Sanction,
    Statement,
    Term,
    Text,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from briefgen.facts.dates import When
    from briefgen.wording.wording import Wording

_FORMS: dict[type[Record], tuple[str, ...]] = {
    Person: ("family", "of"),
    Body: ("short", "of"),
    Term: ("of", "one"),
}
"""Forms of names by kind; other records have none."""


def forms_of_record(record: Record) -> tuple[str, ...]:
    """The named forms in which a record can be called."""
    return _FORMS.get(type(record), ())


def called(record: Record, wording: Wording, form: str = "") -> str:
    """The record's name, title or text; its id where it has none, as sources do.

    A form the kind does not have is passed over: a list of actors may mix persons and bodies.
    """
    call = _CALLS.get(type(record))
    return call(record, wording, form) if call else record.id


def _person(person: Person, wording: Wording, form: str) -> str:
    name = person.name
    if form == "family":
        return name.last(wording.language)
    full = name.full(wording.language)
    return wording.definition.of(full) if form == "of" else full


def _body(body: Body, wording: Wording, form: str) -> str:
    if form == "short" and body.short:
        return wording.text(body.short)
    name = wording.text(body.name)
    return wording.definition.of(name) if form == "of" else name


def _term(term: Term, wording: Wording, form: str) -> str:
    default = Text(en=term.en, fr=term.fr)
    return wording.text({"one": term.one, "of": term.of}.get(form) or default)


def _release(release: Release, wording: Wording, _form: str) -> str:
    if release.title:
        return wording.text(release.title)
    freed, announced = release.freed, release.announced
    if freed and freed.interval:
        return wording.phrase("release_freed_by", date=wording.when(freed, event=True))
    if freed:
        return wording.phrase("release_freed", of_date=wording.when(freed, "of"))
    if announced:
        return wording.phrase(
            "release_announced", on_date=wording.when(announced, "on", event=True)
        )
    return wording.phrase("release_undated")


def _sanction(sanction: Sanction, wording: Wording, _form: str) -> str:
    what = wording.phrase("sanction")
    if sanction.in_effect:
        return _titled(sanction, wording, what, wording.when(sanction.in_effect))
    return _titled(sanction, wording, what, _event(sanction.announced, wording))


def _contact(contact: Contact, wording: Wording, _form: str) -> str:
    kind = wording.record(contact.form, "one") if contact.form else wording.phrase("contact")
    return _titled(contact, wording, kind, _event(contact.date, wording))


def _event(when: When | None, wording: Wording) -> str:
    return wording.when(when, event=True) if when else ""


def _titled(record: Sanction | Contact, wording: Wording, what: str, date: str) -> str:
    if record.title:
        return wording.text(record.title)
    return wording.phrase("dated", what=what, date=date) if date else what


def _link(link: Link, wording: Wording, _form: str) -> str:
    return wording.phrase("link", of=wording.record(link.of), to=wording.record(link.to))


def _part(part: Part, wording: Wording, _form: str) -> str:
    if part.person:
        return wording.record(part.person)
    if part.people or part.blanks.get("people"):
        people = wording.fact(f"{part.id}.people", "called")
        if part.axis == "destination" and part.to:
            return wording.phrase("part_to", people=people, to=wording.record(part.to, "of"))
        return people
    if part.nationality:
        return wording.record(part.nationality)
    if part.described:
        return wording.listed([wording.record(term) for term in part.described])
    return wording.phrase("part")


def _estimate(estimate: Estimate, wording: Wording, _form: str) -> str:
    if not estimate.people:
        return wording.phrase("estimate")
    what = wording.fact(f"{estimate.id}.people", "called")
    when = estimate.as_of
    return wording.phrase("dated", what=what, date=wording.when(when)) if when else what


def _statement(statement: Statement, wording: Wording, _form: str) -> str:
    return wording.text(statement.text)


def _unknown(unknown: Unknown, wording: Wording, _form: str) -> str:
    return wording.text(unknown.question)


def _reason(reason: Reason, wording: Wording, _form: str) -> str:
    return wording.text(Text(en=reason.en, fr=reason.fr))


_CALLS: dict[type[Record], Callable[[Any, Wording, str], str]] = {
    Person: _person,
    Body: _body,
    Term: _term,
    Release: _release,
    Sanction: _sanction,
    Contact: _contact,
    Link: _link,
    Part: _part,
    Estimate: _estimate,
    Statement: _statement,
    Unknown: _unknown,
    Reason: _reason,
}
