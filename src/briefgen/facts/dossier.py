"""A dossier: all records and readings of one folder, and how its facts are found."""

from __future__ import annotations

from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec import Struct

from briefgen.facts.records import DISPUTED, NOT_STATED, Reason, Text, claimed_fields, fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.facts.places import Node, Step
    from briefgen.facts.problems import Place
    from briefgen.facts.readings import Claim, Reading
    from briefgen.facts.records import Because, Field, Record

R = TypeVar("R", bound="Record")


class Dossier(Struct, frozen=True, dict=True):
    """Records by id, in the order of kinds and files; readings and claims in the order of texts.

    `withheld` names the kinds of which a copy shows only a part, as in "of those shown".
    `origins` tells where each record stands. A fact is one claimed or own field of one record,
    written `record.field`.
    """

    name: str
    records: Mapping[str, Record]
    readings: tuple[Reading, ...]
    claims: tuple[Claim, ...]
    origins: Mapping[str, Node]
    withheld: frozenset[str] = frozenset()

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """All records of a kind, in the order of the file."""
        return cast("tuple[R, ...]", self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[type[Record], tuple[Record, ...]]:
        kinds: dict[type[Record], list[Record]] = {}
        for record in self.records.values():
            kinds.setdefault(type(record), []).append(record)
        return {kind: tuple(records) for kind, records in kinds.items()}

    def get(self, kind: type[R], record_id: str) -> R:
        """The record of that kind. Raises KeyError when there is none."""
        record = self.records[record_id]
        if not isinstance(record, kind):
            raise KeyError(record_id)
        return record

    def facts(self) -> tuple[str, ...]:
        """Every claimed field of every record that holds a value or is declared blank."""
        return tuple(self.values)

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The value of each of them, None or an empty tuple where it is declared blank."""
        return {
            intern(f"{record.id}.{name}"): value
            for record in self.records.values()
            for name in claimed_fields(type(record))
            if (value := getattr(record, name)) not in (None, ()) or name in record.blanks
        }

    def field(self, fact: str) -> Field:
        """What the schema says of a fact. Raises KeyError when there is no such fact."""
        record_id, _, name = fact.rpartition(".")
        return fields(type(self.records[record_id]))[name]

    def value(self, fact: str) -> Any:  # noqa: ANN401 -- the type is the field's
        """The value held: None when there is none. Raises KeyError when there is no such fact."""
        if fact in self.values:
            return self.values[fact]
        record_id, _, name = fact.rpartition(".")
        record = self.records[record_id]
        if name not in fields(type(record)):
            raise KeyError(fact)
        return getattr(record, name)

    def blank(self, fact: str) -> str | None:
        """`not_stated` or `disputed` where the fact is held as that, else None."""
        return self.blanks.get(fact)

    @cached_property
    def blanks(self) -> Mapping[str, str]:
        """The facts that are held as `not_stated` or `disputed`, and as which."""
        return {
            f"{record.id}.{name}": blank
            for record in self.records.values()
            for name, blank in record.blanks.items()
        }

    def because(self, fact: str) -> str | Because | None:
        """The reason that the record gives for a fact."""
        return self._reasons.get(fact)

    @cached_property
    def _reasons(self) -> dict[str, str | Because]:
        return {
            f"{record.id}.{name}": reason
            for record in self.records.values()
            for name, reason in record.because.items()
        }

    def is_disputed(self, fact: str) -> bool:
        """Whether the fact is left open."""
        return self.blank(fact) == DISPUTED

    def is_not_stated(self, fact: str) -> bool:
        """Whether the fact is held as not given by the texts."""
        return self.blank(fact) == NOT_STATED

    def reason(self, reason: str | Text | Because | None) -> Text | None:
        """The text of a reason given by id or in full."""
        if isinstance(reason, str):
            shared = self.get(Reason, reason)
            return Text(en=shared.en, fr=shared.fr)
        if reason is None or isinstance(reason, Text):
            return reason
        return self.reason(reason.reason) if reason.reason else Text(en=reason.en, fr=reason.fr)

    def place(self, fact: str) -> Place:
        """Where a record or fact stands in the YAML."""
        if fact in self.records:
            return self.place_in(fact)
        record_id, _, name = fact.rpartition(".")
        return self.place_in(record_id, name)

    def place_in(self, record_id: str, *path: Step, of_key: bool = False) -> Place:
        """Where something inside a record stands: `place_in("release-x", "because", "people")`.

        `of_key` asks for the key instead of the value.
        """
        return self.origins[record_id].place(*path, of_key=of_key)
