"""Contacts: visits, talks, calls and wishes for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Contact
from briefgen.tables.common import DISPUTED_ON, EVIDENCE, ID, NOTE, SUPPORT, span
from briefgen.tables.table import Column, Table, frame_of
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from briefgen.tables.context import Context, Row

COLUMNS = (
    Column(
        "contact",
        both("Contact", "Contact"),
        both("what the contact is called here", "comment le contact est appelé ici"),
        "short",
        23,
        full=True,
    ),
    Column(
        "date",
        both("Date", "Date"),
        both("when, as the texts give it (EDTF)", "quand, selon les textes (EDTF)"),
        "when",
        13,
        field="Contact.date",
    ),
    *span("date", ("Date", "Date")),
    Column(
        "form",
        both("Kind", "Nature"),
        both("what it was", "de quoi il s'agit"),
        "short",
        17,
        field="Contact.form",
    ),
    Column(
        "who",
        both("Who", "Qui"),
        both("who came or asked", "qui est venu ou a demandé"),
        "short",
        17,
        field="Contact.who",
    ),
    Column(
        "with_whom",
        both("With whom", "Avec qui"),
        both("who was met or asked", "qui a été rencontré ou sollicité"),
        "short",
        17,
        field="Contact.with_whom",
    ),
    Column(
        "place",
        both("Place", "Lieu"),
        both("where", "où"),
        "short",
        10,
        field="Contact.place",
    ),
    Column(
        "setting",
        both("Setting", "Cadre"),
        both("how it was held", "dans quel cadre"),
        "text",
        18,
        field="Contact.setting",
    ),
    Column(
        "stage",
        both("Stage", "Stade"),
        both(
            "held (reported done), announced, considered or wished for (sought)",
            "tenu (rapporté comme fait), annoncé, envisagé ou souhaité (demandé)",
        ),
        "short",
        12,
        field="Contact.stage",
    ),
    Column(
        "topics",
        both("Topics as reported", "Sujets rapportés"),
        both("what it was about, as reported", "sur quoi il portait, selon les textes"),
        "text",
        26,
        field="Contact.topics",
    ),
    Column(
        "before",
        both("Before release", "Avant la libération"),
        both(
            "the release it came before; n/a where none",
            "la libération qu'il a précédée ; s.o. si aucune",
        ),
        "link",
        20,
        full=True,
    ),
    DISPUTED_ON,
    EVIDENCE,
    *SUPPORT,
    NOTE,
    ID,
)


def contacts(context: Context) -> Table:
    """One row a contact, in the order of the file."""
    return Table(
        "Contacts",
        both("Contacts", "Contacts"),
        both(
            "one visit, talk, call or wish for one",
            "une visite, un entretien, un appel ou un souhait",
        ),
        COLUMNS,
        frame_of(COLUMNS, (_contact(context, found) for found in context.dossier.of(Contact))),
    )


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
