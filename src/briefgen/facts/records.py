"""The kinds of record a dossier holds, one YAML file a kind, and what each field means.

A field is either claimed, that is, said by sources and so checked against the readings, or the
analyst's own (house names, reasons, texts for the reader).
"""

# Annotations are evaluated here, once, when the module is loaded: msgspec would compile and
# evaluate them as texts again for every kind that has them.
import enum
import functools
import types
import typing
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Struct

from briefgen.facts.dates import When
from briefgen.facts.quantities import Quantity

NOT_STATED = "not_stated"
DISPUTED = "disputed"
BLANKS = {
    NOT_STATED: "the texts were read and do not give it",
    DISPUTED: "left open: every version is printed",
}
"""What may stand in place of any claimed value."""


class Stage(enum.Enum):
    """How far a step has come, as reported; the order is that of the process."""

    SOUGHT = "sought"
    DISCUSSED = "discussed"
    CONSIDERED = "considered"
    ANNOUNCED = "announced"
    REPORTED_DONE = "reported_done"
    IN_EFFECT = "in_effect"
    LAPSED = "lapsed"

    @property
    def rank(self) -> int:
        """Its position in the order, from 0."""
        return list(Stage).index(self)


class Scope(enum.Enum):
    """How much of a thing a source says is touched; `unqualified` sets no limit in words."""

    SOME = "some"
    ALL = "all"
    UNQUALIFIED = "unqualified"


class Handling(enum.Enum):
    """TLP 2.0 labels, the most open first (FIRST, Traffic Light Protocol 2.0, 2022)."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text for the reader, a language each."""

    en: str | None = None
    fr: str | None = None

    def in_language(self, language: str) -> str | None:
        """The text in `language` ("en" or "fr"), None when it is not written yet."""
        text: str | None = getattr(self, language)
        return text


class FrenchName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The house form in French."""

    family: str
    given: str = ""


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The house form of a person's name; `family` sorts, `fr` differs where French spells so."""

    family: str
    given: str = ""
    fr: FrenchName | None = None

    def full(self, language: str) -> str:
        """Given and family name as the house writes them in `language`."""
        form = self.fr if language == "fr" and self.fr else self
        return f"{form.given} {form.family}".strip()

    def last(self, language: str) -> str:
        """The family name in `language`."""
        return (self.fr if language == "fr" and self.fr else self).family


def claimed(doc: str, **extra: str) -> msgspec.Meta:
    """A field that sources state. `facet` names the terms it takes, `to` the kinds it points to."""
    return msgspec.Meta(description=doc, extra={"claimed": True, **extra})


def own(doc: str, **extra: str) -> msgspec.Meta:
    """A field that the analyst decides. `pattern` is what its text matches, `shape` the words."""
    return msgspec.Meta(description=doc, extra={"claimed": False, **extra})


class Because(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a value is held against another one, and how the disagreement is put to the reader."""

    en: Annotated[str | None, own("the reason in English")] = None
    fr: Annotated[str | None, own("the reason in French")] = None
    reason: Annotated[str | None, own("in place of en and fr: the id of one in reasons.yaml")] = (
        None
    )
    question: Annotated[Text | None, own("what the texts disagree on, as a question")] = None
    weight: Annotated[
        Literal["material", "precision", "framing"] | None,
        own("how much hangs on it; without it material, or framing for labels and the like"),
    ] = None
    kind: Annotated[
        Literal["exclusive", "moments", "labels", "single"] | None,
        own("how the versions stand to one another; without it worked out, never as single"),
    ] = None


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every record has."""

    file: ClassVar[str]

    id: Annotated[
        str,
        own(
            "stable name, lower case letters, digits and hyphens",
            pattern="[a-z0-9]+(-[a-z0-9]+)*",
            shape="lower case letters, digits and single hyphens",
        ),
    ]
    handling: Annotated[Handling, own("TLP 2.0 label")] = Handling.CLEAR
    because: Annotated[
        dict[str, str | Because], own("a field of this record: why it is held so")
    ] = msgspec.field(default_factory=dict)
    note: Annotated[Text | None, own("a remark for the reader")] = None
    internal: Annotated[str | None, own("a remark for the team; never leaves the YAML")] = None
    blanks: Annotated[
        dict[str, str], own("set on loading: fields held as not_stated or disputed")
    ] = msgspec.field(default_factory=dict)


_ACTORS = "persons bodies"
_COUNT = {"pattern": "[1-9][0-9]{0,8}", "shape": "a whole number from 1 to 999999999"}


class Source(Record, frozen=True, kw_only=True):
    """One article."""

    file = "sources.yaml"

    language: Annotated[Literal["en", "fr"], own("language of the text: fr or en")]
    paragraphs: Annotated[
        int,
        own(
            "lines with text in the archived file",
            pattern="[1-9][0-9]{0,4}",
            shape="a whole number from 1 to 99999",
        ),
    ]
    archive: Annotated[str, own("name of the archived file")]
    sha256: Annotated[
        str,
        own(
            "SHA-256 of the archived file",
            pattern="[0-9a-f]{64}",
            shape="64 digits from 0 to 9 and a to f",
        ),
    ]
    descriptor: Annotated[Text, own("one line on what the text is and how it knows")]
    date: Annotated[When | None, claimed("date of the text")] = None
    date_basis: Annotated[Text | None, own("what the date rests on")] = None
    publisher: Annotated[str | None, claimed("publisher as printed")] = None
    author: Annotated[str | None, claimed("author as printed")] = None
    title: Annotated[str | None, claimed("headline as printed")] = None
    address: Annotated[str | None, claimed("web address as printed")] = None
    credit: Annotated[str | None, claimed("credit line as printed; of text or picture unsaid")] = (
        None
    )
    empty: Annotated[
        dict[str, str | Text], own("paragraphs that carry no fact: number and reason")
    ] = msgspec.field(default_factory=dict)


class Person(Record, frozen=True, kw_only=True):
    """A person, detained or acting; persons are never merged by likeness."""

    file = "persons.yaml"

    name: Annotated[Name, claimed("house form; the printed forms come from the readings")]
    gender: Annotated[Literal["m", "f"] | None, own("for agreement in French")] = None
    side: Annotated[str | None, own("the side acted for", facet="side")] = None
    part_of: Annotated[str | None, own("the body the person speaks for", to=_ACTORS)] = None
    title: Annotated[str | None, claimed("title or office", facet="title")] = None
    described: Annotated[tuple[str, ...], claimed("described as", facet="description")] = ()
    nationality: Annotated[str | None, claimed("nationality", facet="nationality")] = None
    held_since: Annotated[When | None, claimed("held since")] = None
    charges: Annotated[tuple[str, ...], claimed("charges as printed", facet="charge")] = ()
    sentence: Annotated[str | None, claimed("sentence as printed", facet="sentence")] = None
    related: Annotated[tuple[str, ...], claimed("relations to disclose", to=_ACTORS)] = ()


class Body(Record, frozen=True, kw_only=True):
    """An organisation, an authority, a country as an actor, or an unnamed group that speaks."""

    file = "bodies.yaml"

    name: Annotated[Text, claimed("house form; the printed forms come from the readings")]
    short: Annotated[Text | None, own("short form")] = None
    named: Annotated[bool, own("false for a group that is not identified; no origin")] = True
    side: Annotated[str | None, own("the side acted for", facet="side")] = None
    part_of: Annotated[str | None, own("the larger body it belongs to", to="bodies")] = None
    related: Annotated[tuple[str, ...], claimed("relations to disclose", to=_ACTORS)] = ()


class Term(Record, frozen=True, kw_only=True):
    """A word of the dossier: a title, role, place, target or label."""

    file = "terms.yaml"

    facet: Annotated[str, own("what the word is for: title, place, label, target ...")]
    en: Annotated[str, own("English, as it stands in a sentence after a number")]
    fr: Annotated[str, own("French, likewise")]
    one: Annotated[Text | None, own("the form after the number one")] = None
    of: Annotated[Text | None, own("the form as an adjective or with its preposition")] = None
    broader: Annotated[str | None, own("the wider term this one falls under", to="terms")] = None
    avoid: Annotated[
        tuple[Text, ...], own("words that a brief does not write for it, but may quote")
    ] = ()


class Reason(Record, frozen=True, kw_only=True):
    """A reason that serves more than one record."""

    file = "reasons.yaml"

    en: Annotated[str, own("English")]
    fr: Annotated[str | None, own("French")] = None


class Release(Record, frozen=True, kw_only=True):
    """A step in which people were freed, or were announced to be."""

    file = "releases.yaml"

    title: Annotated[Text | None, own("a few words to call it by")] = None
    freed: Annotated[When | None, claimed("when people are reported to have been freed")] = None
    announced: Annotated[When | None, claimed("when it was announced")] = None
    announced_by: Annotated[tuple[str, ...], claimed("who announced it", to=_ACTORS)] = ()
    stage: Annotated[Stage | None, claimed("how far it has come")] = None
    people: Annotated[Quantity | None, claimed("people freed, or announced, by its stage")] = None
    foreign: Annotated[Quantity | None, claimed("foreign citizens among them")] = None
    called: Annotated[str | None, claimed("what the people are called", facet="label")] = None
    act: Annotated[str | None, claimed("legal act as named", facet="act")] = None
    act_by: Annotated[str | None, claimed("who took the act", to=_ACTORS)] = None
    composition: Annotated[tuple[str, ...], claimed("who they were", facet="composition")] = ()
    convicted_of: Annotated[tuple[str, ...], claimed("convictions as stated", facet="charge")] = ()


class Part(Record, frozen=True, kw_only=True):
    """A named person or a counted group within a release; groups may overlap."""

    file = "parts.yaml"

    release: Annotated[str, own("the release", to="releases")]
    axis: Annotated[
        Literal["named", "nationality", "destination", "description"],
        own("what the part is told apart by; sums are taken along one axis only"),
    ]
    person: Annotated[str | None, claimed("the person", to="persons")] = None
    people: Annotated[Quantity | None, claimed("people in the group")] = None
    nationality: Annotated[str | None, claimed("their nationality", facet="nationality")] = None
    to: Annotated[str | None, claimed("where they were taken", facet="place")] = None
    described: Annotated[tuple[str, ...], claimed("described as", facet="description")] = ()
    confirmed_by: Annotated[tuple[str, ...], claimed("confirmed by", to=_ACTORS)] = ()
    besides: Annotated[tuple[str, ...], own("persons not counted in it", to="persons")] = ()
    overlap: Annotated[Text | None, own("what it may have in common with other groups")] = None


class Sanction(Record, frozen=True, kw_only=True):
    """A sanctions step, or a measure in place."""

    file = "sanctions.yaml"

    title: Annotated[Text | None, own("a few words to call it by")] = None
    by: Annotated[str | None, claimed("who takes it", to=_ACTORS)] = None
    target: Annotated[str | None, claimed("what it is aimed at", facet="target")] = None
    change: Annotated[str | None, claimed("what changes", facet="change")] = None
    stage: Annotated[Stage | None, claimed("how far it has come")] = None
    scope: Annotated[Scope | None, claimed("how much of it, as worded")] = None
    announced: Annotated[When | None, claimed("when it was announced")] = None
    announced_by: Annotated[tuple[str, ...], claimed("who announced it", to=_ACTORS)] = ()
    in_effect: Annotated[When | None, claimed("when it took or takes effect")] = None
    lapsed: Annotated[When | None, claimed("when it ends or ended")] = None
    instrument: Annotated[str | None, claimed("legal instrument as named")] = None
    conditions: Annotated[tuple[str, ...], claimed("conditions as stated", facet="condition")] = ()
    effect: Annotated[tuple[str, ...], claimed("effect as reported", facet="effect")] = ()
    grounds: Annotated[tuple[str, ...], claimed("grounds as stated", facet="ground")] = ()
    remains: Annotated[str | None, claimed("what stays in place as stated", facet="target")] = None


class Link(Record, frozen=True, kw_only=True):
    """What somebody says connects two records; never a fact of its own."""

    file = "links.yaml"

    of: Annotated[str, own("the one end", to="releases sanctions contacts")]
    to: Annotated[str, own("the other end", to="releases sanctions contacts")]
    nature: Annotated[str | None, claimed("the connection as worded", facet="nature")] = None


class Contact(Record, frozen=True, kw_only=True):
    """A visit, talk, call or wish for one."""

    file = "contacts.yaml"

    title: Annotated[Text | None, own("a few words to call it by")] = None
    form: Annotated[str | None, claimed("what it was", facet="contact")] = None
    date: Annotated[When | None, claimed("when")] = None
    stage: Annotated[Stage | None, claimed("held, announced, considered or sought")] = None
    who: Annotated[tuple[str, ...], claimed("who came or asked", to=_ACTORS)] = ()
    with_whom: Annotated[tuple[str, ...], claimed("with whom", to=_ACTORS)] = ()
    place: Annotated[str | None, claimed("where", facet="place")] = None
    setting: Annotated[tuple[str, ...], claimed("how it was held", facet="setting")] = ()
    topics: Annotated[tuple[str, ...], claimed("topics as reported", facet="topic")] = ()
    before: Annotated[str | None, own("the release it came before", to="releases")] = None


class Estimate(Record, frozen=True, kw_only=True):
    """A count of people held, with its date and author."""

    file = "estimates.yaml"

    people: Annotated[Quantity | None, claimed("people")] = None
    called: Annotated[str | None, claimed("what is counted", facet="label")] = None
    as_of: Annotated[When | None, claimed("the date it holds for")] = None
    by: Annotated[tuple[str, ...], claimed("who estimates", to=_ACTORS)] = ()
    about: Annotated[str | None, own("the release its text is about", to="releases")] = None


class Statement(Record, frozen=True, kw_only=True):
    """A demand, assessment, allegation or piece of background, with its holder."""

    file = "statements.yaml"

    form: Annotated[
        Literal["demand", "assessment", "allegation", "background", "position"],
        own("what kind of statement it is"),
    ]
    text: Annotated[Text, own("what is said, in our words")]
    holder: Annotated[str | None, claimed("who holds it", to=_ACTORS)] = None
    side: Annotated[str | None, own("the side the holder stands on", facet="side")] = None
    about: Annotated[tuple[str, ...], own("the records it is about", to="*")] = ()
    topics: Annotated[tuple[str, ...], claimed("what it is about", facet="topic")] = ()


class Unknown(Record, frozen=True, kw_only=True):
    """What a reader would ask and the texts do not answer."""

    file = "unknowns.yaml"

    question: Annotated[Text, own("the question")]
    known: Annotated[Text, own("what the texts do say")]
    settle: Annotated[Text, own("what would settle it")]
    about: Annotated[tuple[str, ...], own("the records or facts it is about", to="*")] = ()


class Bound(Record, frozen=True, kw_only=True):
    """What the analyst expects a count to be at least or at most; shown to no reader."""

    file = "bounds.yaml"

    of: Annotated[
        str, own("what is counted: a kind (releases, readings ...), or a fact with a quantity")
    ]
    at_least: Annotated[int | None, own("the lowest count expected", **_COUNT)] = None
    at_most: Annotated[int | None, own("the highest count expected", **_COUNT)] = None
    why: Annotated[str, own("how the bound was set")]


KINDS: tuple[type[Record], ...] = (
    Source,
    Person,
    Body,
    Term,
    Reason,
    Release,
    Part,
    Sanction,
    Link,
    Contact,
    Estimate,
    Statement,
    Unknown,
    Bound,
)


class Field(Struct, frozen=True, cache_hash=True):
    """One field of a kind: its type with `None` taken off, and what its metadata says.

    `pattern` is the regular expression that its text matches, `shape` says it in words.
    """

    name: str
    type: Any
    item: Any
    many: bool
    required: bool
    claimed: bool
    doc: str
    facet: str = ""
    to: tuple[str, ...] = ()
    pattern: str = ""
    shape: str = ""


@functools.cache
def fields(kind: type[msgspec.Struct]) -> dict[str, Field]:
    """The fields a curator may write in a `kind` of record or a reading, by name, in order."""
    return {
        info.name: _field(info) for info in msgspec.structs.fields(kind) if info.name != "blanks"
    }


@functools.cache
def field_named(name: str) -> Field | None:
    """The field of a kind by a name such as `Release.stage`, None where there is none."""
    kind, _, field = name.partition(".")
    known = {one.__name__: one for one in KINDS}
    return fields(known[kind]).get(field) if kind in known else None


@functools.cache
def required(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The names of those that a curator must write."""
    return tuple(name for name, field in fields(kind).items() if field.required)


@functools.cache
def claimed_fields(kind: type[Record]) -> dict[str, Field]:
    """Those that sources state."""
    return {name: field for name, field in fields(kind).items() if field.claimed}


@functools.cache
def pointers(kind: type[Record]) -> tuple[Field, ...]:
    """Those that hold ids: of terms, of records, or of facts."""
    return tuple(field for field in fields(kind).values() if field.facet or field.to)


def _field(info: msgspec.structs.FieldInfo) -> Field:
    bare, meta = typing.get_args(info.type)
    if typing.get_origin(bare) in (types.UnionType, typing.Union):
        bare = next(arg for arg in typing.get_args(bare) if arg is not types.NoneType)
    many = typing.get_origin(bare) is tuple
    extra = meta.extra or {}
    return Field(
        name=info.name,
        type=bare,
        item=typing.get_args(bare)[0] if many else bare,
        many=many,
        required=info.required,
        claimed=bool(extra.get("claimed")),
        doc=meta.description or "",
        facet=extra.get("facet", ""),
        to=tuple(extra.get("to", "").split()),
        pattern=extra.get("pattern", ""),
        shape=extra.get("shape", ""),
    )


def plural(kind: type[Record]) -> str:
    """The kind's name in the YAML files and in `to`: `releases`."""
    return kind.file.removesuffix(".yaml")
