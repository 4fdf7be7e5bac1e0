"""Contacts: visits, talks, calls and wishes for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Contact
from briefgen.tables.table import Table, table_of

if TYPE_CHECKING:
    from briefgen.tables.context import Context, Row


def contacts(context: Context) -> Table:
    """One row a contact, in the order of the file."""
    return table_of("Contacts", (_contact(context, found) for found in context.dossier.of(Contact)))


def _contact(context: Context, contact: Contact) -> Row:
    return {
        "contact": context.heading(contact.id),
        **context.when(f"{contact.id}.date"),
        **context.cells(contact, "form", "who", "with_whom", "place", "setting", "stage", "topics"),
        "before": context.ref(contact.before) if contact.before else context.not_applicable,
        "disputed_on": context.disputed_on(contact),
        **context.support(context.facts(contact)),
        "note": context.note(contact.note),
        "id": contact.id,
    }
