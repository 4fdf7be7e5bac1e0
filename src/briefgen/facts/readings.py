"""What the articles say: one passage, one voice, its anchors and the values it gives."""

from __future__ import annotations

import re
from sys import intern
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import msgspec
from msgspec import Struct

from briefgen.facts.records import Handling, Text, own

if TYPE_CHECKING:
    from briefgen.facts.places import Node, Step
    from briefgen.facts.problems import Place

ARTICLE = "article"
"""The voice of a text that asserts something itself."""

WORDS_IN_ANCHOR = 6

_ADDRESS = re.compile(r"([a-z0-9-]+)\.([1-9][0-9]{0,4})([a-z]{1,2})")


class Address(Struct, frozen=True, gc=False):
    """Where a passage stands: `003.1a` is source 003, paragraph 1, passage a.

    Addresses sort in the order of the texts; passage aa follows z.
    """

    source: str
    paragraph: int
    passage: str

    EXPECTED: ClassVar[str] = "an address: 003.1a is source 003, paragraph 1, passage a"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address. Raises ValueError when `text` is none."""
        found = _ADDRESS.fullmatch(text)
        if not found:
            raise ValueError(f"expected {cls.EXPECTED}")
        return cls(intern(found[1]), int(found[2]), found[3])

    def __lt__(self, other: Address) -> bool:
        return self.order < other.order

    @property
    def order(self) -> tuple[str, int, int, str]:
        """What addresses are sorted by."""
        return self.source, self.paragraph, len(self.passage), self.passage

    def __str__(self) -> str:
        return f"{self.source}.{self.paragraph}{self.passage}"


Reasons = dict[str, str | Text]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One passage of one source as the curator writes it."""

    at: Annotated[Address, own("source, paragraph and passage: 003.1a")]
    voice: Annotated[str, own("who asserts it in the text, or `article`, the text itself")]
    anchor: Annotated[tuple[str, ...], own("at most six words as printed, one or more")]
    says: Annotated[dict[str, Any], own("record: field: value, for claimed fields")]
    hedged: Annotated[bool, own("true where the text itself hedges")] = False
    inferred: Annotated[Reasons, own("fact: why its figure or date is not in the anchor")] = (
        msgspec.field(default_factory=dict)
    )
    doubt: Annotated[Reasons, own("fact: why it may be wrong though printed")] = msgspec.field(
        default_factory=dict
    )
    gloss: Annotated[Text | None, own("a few words of ours on the passage")] = None
    handling: Annotated[Handling, own("TLP 2.0 label")] = Handling.CLEAR
    internal: Annotated[str | None, own("a remark for the team; never leaves the YAML")] = None


class Claim(Struct, frozen=True, gc=False):
    """One value that a reading gives to one fact; `inferred` and `doubt` are reasons, if any."""

    fact: str
    value: Any
    reading: Reading
    inferred: str | Text | None = None
    doubt: str | Text | None = None

    @property
    def record(self) -> str:
        """The id of the record the fact belongs to."""
        return self.fact.rpartition(".")[0]

    @property
    def place(self) -> Place:
        """Where the value stands."""
        record_id, _, name = self.fact.rpartition(".")
        return self.reading.place_in("says", record_id, name)


class Reading(Struct, frozen=True, eq=False, gc=False):
    """One passage of one source, asserted by one voice; `node` is where it was read."""

    at: Address
    voice: str
    anchors: tuple[str, ...]
    node: Node
    hedged: bool = False
    gloss: Text | None = None
    handling: Handling = Handling.CLEAR
    internal: str | None = None

    @property
    def own_voice(self) -> bool:
        """Whether the text itself asserts it, nobody named in it."""
        return self.voice == ARTICLE

    def place_in(self, *path: Step, of_key: bool = False) -> Place:
        """Where something in it stands: `place_in("voice")`; `of_key` asks for its key."""
        return self.node.place(*path, of_key=of_key)
