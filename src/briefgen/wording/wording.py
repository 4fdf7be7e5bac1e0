"""The words of one dossier in one language: facts, values, records, counts and phrases."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from babel.lists import format_list
from msgspec import Struct

from briefgen.facts.dates import Point, When
from briefgen.facts.quantities import Quantity
from briefgen.facts.records import DISPUTED, Name, Part, Person, Term, Text
from briefgen.wording import dates, figures
from briefgen.wording.forms import COUNTED, UnknownForm, cell_form, forms_of, is_mapping
from briefgen.wording.language import Noun
from briefgen.wording.names import called, forms_of_record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.records import Field, Record
    from briefgen.stamp import Passages
    from briefgen.wording.language import Language

__all__ = ["NoValue", "UnknownForm", "Wording"]


_STATES = frozenset({"held_since", "in_effect"})
"""Fields whose date begins something that lasts; the others date an event."""


class NoValue(ValueError):  # noqa: N818 -- reads as what it says where it is caught
    """There is nothing to put in words."""


class Wording(Struct, frozen=True, dict=True):
    """How values of `dossier` are written in one language; `definition` is that language."""

    definition: Language
    dossier: Dossier

    @property
    def language(self) -> str:
        """The language's code, "en" or "fr"."""
        return self.definition.code

    @property
    def tag(self) -> str:
        """The language as BCP 47 has it and files declare it: `en-GB`."""
        return self.definition.tag

    def fact(self, fact: str, form: str = "") -> str:
        """The fact's value as it stands in a sentence, in the default or a named form.

        Raises KeyError when there is no such fact, UnknownForm when its values have no such form,
        NoValue when the record holds nothing there.
        """
        record_id, _, name = fact.rpartition(".")
        if record_id not in self.dossier.records:
            raise KeyError(fact)
        value = self.dossier.value(fact)
        field = self.dossier.field(fact)
        blank = self.dossier.records[record_id].blanks.get(name)
        if blank is None:
            return self.value(value, field, form, record=record_id)
        self._check(field, form)
        if blank == DISPUTED:
            return self.phrase("disputed")
        return self.phrase("number_not_stated" if form in COUNTED else "not_stated")

    def forms(self, fact: str) -> tuple[str, ...]:
        """The named forms of a fact. Raises KeyError when there is no such fact."""
        return forms_of(self.dossier.field(fact))

    def value(self, value: object, field: Field, form: str = "", *, record: str = "") -> str:
        """A value of `field` in words, such as a reading gives; printed names stay as printed.

        `record` is the id of the record it belongs to: it gives a quantity its label and terms
        their number and gender. Raises UnknownForm and NoValue.
        """
        self._check(field, form)
        if value in (None, ()) or is_mapping(field):
            raise NoValue(f"{field.name} holds no value that can be put in words")
        held = self.dossier.records[record] if record else None
        if field.many and isinstance(value, tuple):
            return self.listed([self._item(item, field, form, held) for item in value])
        return self._item(value, field, form, held)

    def cell(self, value: object, field: Field, *, record: str = "") -> str:
        """The short form for tables, empty for no value: dates as in the YAML, lists with `;`."""
        if value in (None, ()) or is_mapping(field):
            return ""
        if isinstance(value, When):
            return str(value)
        held = self.dossier.records[record] if record else None
        form = cell_form(field)
        if not isinstance(value, tuple):
            return self._item(value, field, form, held)
        return self.definition.separator.join(
            [self._item(item, field, form, held) for item in value]
        )

    def record(self, record_id: str, form: str = "") -> str:
        """How a record is called, whatever its kind; an id of a fact calls its record.

        Raises KeyError when there is no such record, UnknownForm when the kind has no such form.
        """
        record = self._referred(record_id)
        known = forms_of_record(record)
        if form and form not in known:
            raise UnknownForm(form, known)
        name = called(record, self, form)
        return self.definition.agreed(name, "m") if isinstance(record, Term) else name

    def count(self, number: int, noun: str) -> str:
        """`3 sources`. Raises KeyError when the language has no such noun."""
        word = figures.agreeing(number, self.definition.nouns[noun], self.definition)
        return f"{self.number(number)} {word}"

    def listed(self, words: Sequence[str]) -> str:
        """`a, b and c`; empty for no words."""
        return format_list(list(words), locale=figures.locale_of(self.definition))

    def number(self, number: float) -> str:
        """`1,265`."""
        return figures.number(number, self.definition)

    def date(self, day: date, form: str = "") -> str:
        """`11 September 2025`, or in a form of dates."""
        point = Point(day.year, day.month, day.day)
        return self.when(When(point, point), form)

    def when(self, when: When, form: str = "", *, event: bool = False) -> str:
        """A date or interval, in the default form or one of `dates.FORMS`.

        With an open end, a state has lasted since, an `event` came then or later.
        """
        return dates.date_in_words(when, self.definition, form, event=event)

    def quantity(self, quantity: Quantity, noun: str = "", *, spell: bool = False) -> str:
        """A quantity, with the noun of that key if any, in figures or spelled."""
        if noun:
            return figures.counted(
                quantity, self.definition.nouns[noun], self.definition, spell=spell
            )
        write = figures.quantity_spelled if spell else figures.quantity
        return write(quantity, self.definition)

    def text(self, text: Text) -> str:
        """A text for the reader, in the other language where it is not translated yet.

        Raises NoValue when it is written in neither.
        """
        found = text.in_language(self.language) or text.en or text.fr
        if not found:
            raise NoValue("the text is written in no language")
        return self.definition.typeset(found)

    def word(self, group: str, value: str | Enum | bool) -> str:  # noqa: FBT001 -- a value to word
        """The word for a value of a closed list: ("stage", Stage.ANNOUNCED), ("weight", "framing").

        Raises KeyError when the language has none.
        """
        key = value.value if isinstance(value, Enum) else str(value).lower()
        return self.definition.agreed(self.definition.words[f"{group}.{key}"], "m")

    def phrase(self, key: str, **values: object) -> str:
        """A fixed phrase with `values` put in. Raises KeyError when the language has none."""
        return self.definition.phrases[key].format(**values)

    def found_again(self, passages: Passages | None) -> str:
        """How many passages were found again in the articles, or that none were looked for."""
        if passages is None:
            return self.phrase("passages_unchecked")
        found, number = map(self.number, (passages.found, passages.of))
        shown = self.phrase("passages_found", found=found, number=number)
        missing = ", ".join(passages.missing)
        return self.phrase("passages_missing", found=shown, missing=missing) if missing else shown

    def likelihood(self, words: str) -> str:
        """A likelihood with its percentages. Raises KeyError for words of no band."""
        for band in self.definition.likelihood:
            if band.words == words:
                return self.phrase("likelihood", words=words, percentages=band.percentages)
        raise KeyError(words)

    @staticmethod
    def opening(text: str) -> str:
        """The text with a capital, for the beginning of a sentence."""
        return text[:1].upper() + text[1:]

    def month_names(self, *, short: bool = False) -> tuple[str, ...]:
        """January to December. Match them as they are cased: "may" is also a verb."""
        return dates.month_names(self.definition, short=short)

    def _check(self, field: Field, form: str) -> None:
        if form and form not in forms_of(field):
            raise UnknownForm(form, forms_of(field))

    def _item(self, value: object, field: Field, form: str, record: Record | None) -> str:
        if isinstance(value, Quantity):
            return self._counted(value, field, form, record)
        if isinstance(value, When):
            return self.when(value, form, event=field.name not in _STATES)
        if isinstance(value, Name | Text):
            return self._name(value, form, record)
        if isinstance(value, str) and field.facet:
            return self._term(value, form, record)
        if isinstance(value, str) and field.to:
            return called(self._referred(value), self, form)
        return self._plain(value, field, form)

    def _referred(self, record_id: str) -> Record:
        """The record of a reference, which may also be the id of a fact."""
        records = self.dossier.records
        return records.get(record_id) or records[record_id.rpartition(".")[0] or record_id]

    def _counted(self, value: Quantity, field: Field, form: str, record: Record | None) -> str:
        if form not in COUNTED:
            return self.quantity(value, spell=form == "words")
        label = self._label(record) if form == "called" and field.name == "people" else None
        if label:
            return figures.counted(value, label, self.definition, called=True)
        noun = "foreigner" if field.name == "foreign" else "person"
        return self.quantity(value, noun, spell=form == "words-people")

    def _label(self, record: Record | None) -> Noun | None:
        """What the record calls the people it counts, None where it has no label of its own."""
        label: str | None = getattr(record, "called", None) or getattr(record, "nationality", None)
        described: tuple[str, ...] = getattr(record, "described", ())
        if label is None and described:
            label = described[0]
        if label is None:
            return None
        return Noun(self._agreed(label, "one", None), self._agreed(label, "", None))

    def _name(self, name: Name | Text, form: str, record: Record | None) -> str:
        """The house form; that of a body has its short form in the record."""
        if record is not None and name is getattr(record, "name", None):
            return called(record, self, form)
        if isinstance(name, Text):
            found = self.text(name)
        else:
            found = name.last(self.language) if form == "family" else name.full(self.language)
        return self.definition.of(found) if form == "of" else found

    def _term(self, term: str, form: str, record: Record | None) -> str:
        """A term: of a person in the singular and that person's gender."""
        person = record
        if isinstance(record, Part) and record.person:
            person = self.dossier.records[record.person]
        if isinstance(person, Person):
            return self._agreed(term, form or "one", person)
        return self._agreed(term, form, None)

    def _agreed(self, term: str, form: str, person: Person | None) -> str:
        gender = person.gender if person else "m"
        if (term, form, gender) not in self._terms:
            text = called(self.dossier.get(Term, term), self, form)
            self._terms[term, form, gender] = self.definition.agreed(text, gender)
        return self._terms[term, form, gender]

    @cached_property
    def _terms(self) -> dict[tuple[str, str, str | None], str]:
        """Terms that were worded before, by form and gender: few words for many records."""
        return {}

    def _plain(self, value: object, field: Field, form: str) -> str:
        """A number, the word of a closed list, or a text that stands as it is, as printed."""
        if isinstance(value, bool):
            return self.word("truth", value)
        if isinstance(value, int):
            return self.number(value)
        key = value.value if isinstance(value, Enum) else value
        group = "people" if form == "people" else field.name
        word = self.definition.words.get(f"{group}.{key}", str(key))
        return self.definition.agreed(word, "f" if form == "feminine" else "m")
