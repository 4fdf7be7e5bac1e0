"""Which tables the brief has: sequence, contacts, sanctions, people, estimates and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.brief.grids import Grid, GridColumn, called, fact, facts, joined, plain, stacked, text
from briefgen.brief.scribe import COUNTED
from briefgen.facts.records import (
    Contact,
    Estimate,
    Part,
    Person,
    Release,
    Sanction,
    Source,
    Text,
    Unknown,
)
from briefgen.office.inline import Run
from briefgen.tables.context import is_done
from briefgen.tables.timeline import in_place
from briefgen.wording.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefgen.brief.scribe import Scribe
    from briefgen.evidence.disagreements import Disagreement
    from briefgen.facts.dates import When
    from briefgen.office.inline import Inline

D = TypeVar("D", Release, Contact, Estimate)


def when(record: Release | Contact | Estimate) -> When | None:
    """The date a record goes by: when people were freed, else announced; when held; as of when."""
    match record:
        case Release():
            return record.freed or record.announced
        case Contact():
            return record.date
        case Estimate():
            return record.as_of


def in_time(records: Sequence[D]) -> list[D]:
    """Records in the order of their dates, the undated last."""

    def key(record: D) -> tuple[bool, tuple[date, date] | None, str]:
        dated = when(record)
        return dated is None, dated.sort_key if dated else None, record.id

    return sorted(records, key=key)


def steps(scribe: Scribe) -> list[Release]:
    """The releases in the order of time."""
    return in_time(scribe.all(Release))


def step_date(scribe: Scribe, release: Release) -> list[Inline]:
    """When people were freed; else when it was announced."""
    name = "freed" if release.freed else "announced"
    return [scribe.fact(f"{release.id}.{name}", "short")] if when(release) else []


def step_people(scribe: Scribe, release: Release) -> Sequence[Inline]:
    """How many, and by what word of the stage."""
    form = "" if release.people else COUNTED
    return joined([scribe.cell(f"{release.id}.people", form), _stage(scribe, release)], ", ")


def _stage(scribe: Scribe, record: Any) -> Sequence[Inline]:  # noqa: ANN401 -- any kind with a stage
    return scribe.cell(f"{record.id}.stage")


def _beside(scribe: Scribe, release: Release) -> Sequence[Inline]:
    """The sanctions steps that somebody links to a release, as each puts it."""
    dossier = scribe.evidence.dossier
    found = []
    for link in scribe.links.get(release.id, ()):
        other = link.of if link.to == release.id else link.to
        if isinstance(dossier.records.get(other), Sanction):
            fact_of_nature = f"{link.id}.nature"
            name = Run(
                scribe.wording.phrase("who_words", who=scribe.wording.record(other), words="")
            )
            found.append([name, *scribe.cell(fact_of_nature), *_linked_by(scribe, fact_of_nature)])
    return stacked(found)


def _linked_by(scribe: Scribe, nature: str) -> list[Inline]:
    """Who links: the voices behind the one wording, or each version with its voices."""
    disagreement = scribe.evidence.disagreement(nature)
    if disagreement is None:
        claims = scribe.evidence.claims(nature)
        return [Run(f" ({scribe.voices(weighed.claim.reading for weighed in claims)})")]
    field = scribe.evidence.dossier.field(nature)
    versions = (
        f"{scribe.wording.value(version.value, field)}"
        f" ({scribe.voices(claim.reading for claim in version.claims)})"
        for version in disagreement.versions
    )
    return [Run(_saying(scribe, "") + scribe.wording.definition.separator.join(versions))]


def _saying(scribe: Scribe, who: str) -> str:
    """What stands before somebody's words: `who: `."""
    return scribe.wording.phrase("who_words", who=who, words="")


def _act(scribe: Scribe, release: Release) -> Sequence[Inline]:
    """The legal act, with whom the texts name as taking it."""
    act = scribe.cell(f"{release.id}.act")
    by = scribe.cell(f"{release.id}.act_by") if release.act_by else []
    return joined([act, by], ", ")


SEQUENCE = Grid(
    Text("The sequence at a glance", "La séquence en bref"),
    Text(
        "One row a step: date, people, foreign citizens, legal act, sanctions beside it, texts",
        "Une ligne par étape : date, personnes, étrangers, acte juridique, mesures, textes",
    ),
    steps,
    (
        GridColumn(Text("Date", "Date"), 2.0, step_date),
        GridColumn(Text("People", "Personnes"), 2.4, step_people),
        GridColumn(Text("Of whom foreign", "Dont étrangers"), 1.7, fact("foreign")),
        GridColumn(Text("Legal act as named", "Acte juridique nommé"), 2.3, _act),
        GridColumn(
            Text(
                "Sanctions step beside it, and who links them",
                "Sanctions en regard, et qui les lie",
            ),
            6.0,
            _beside,
        ),
    ),
)

CONTACTS = Grid(
    Text("Contacts", "Contacts"),
    Text("One row a contact: date, what, who with whom, topics, texts", "Une ligne par contact"),
    lambda scribe: in_time(scribe.all(Contact)),
    (
        GridColumn(Text("Date", "Date"), 2.2, fact("date", "short")),
        GridColumn(Text("Contact", "Contact"), 3.3, called),
        GridColumn(Text("Stage", "Stade"), 2.0, fact("stage")),
        GridColumn(Text("Who, with whom", "Qui, avec qui"), 2.9, facts("who", "with_whom")),
        GridColumn(Text("Where, topics", "Lieu, sujets"), 4.6, facts("place", "setting", "topics")),
    ),
)


def _origins(name: str) -> Any:  # noqa: ANN401 -- a filler, as in grids
    """Fills a cell with who says the value as it is held."""

    def fill(scribe: Scribe, record: Any) -> Sequence[Inline]:  # noqa: ANN401 -- any kind
        claims = scribe.evidence.supporting(f"{record.id}.{name}")
        return plain(scribe.voices(weighed.claim.reading for weighed in claims))

    return fill


SANCTIONS = Grid(
    Text("Sanctions: steps reported", "Sanctions : mesures rapportées"),
    Text("One row a step: measure, stage, effect, scope, who says so", "Une ligne par mesure"),
    lambda scribe: [one for one in scribe.all(Sanction) if not in_place(one)],
    (
        GridColumn(Text("Measure", "Mesure"), 2.8, called),
        GridColumn(Text("Change", "Changement"), 2.7, fact("change")),
        GridColumn(Text("Said to be", "Stade rapporté"), 2.1, fact("stage")),
        GridColumn(Text("In effect from", "En vigueur depuis"), 2.1, fact("in_effect", "short")),
        GridColumn(Text("Scope as worded", "Portée selon les textes"), 2.1, fact("scope")),
        GridColumn(Text("Who says so", "Qui le dit"), 2.6, _origins("stage")),
    ),
)

IN_PLACE = Grid(
    Text("Measures in place", "Mesures en place"),
    Text("One row a measure in place, no change reported", "Une ligne par mesure en place"),
    lambda scribe: [one for one in scribe.all(Sanction) if in_place(one)],
    (
        GridColumn(Text("Measure", "Mesure"), 3.4, called),
        GridColumn(Text("By", "Par"), 2.3, fact("by")),
        GridColumn(Text("What it is", "Nature"), 3.0, fact("change")),
        GridColumn(Text("In effect from", "En vigueur depuis"), 2.3, fact("in_effect", "short")),
        GridColumn(Text("Grounds as stated", "Motifs énoncés"), 3.4, fact("grounds")),
    ),
)


def _person(scribe: Scribe, part: Part) -> Sequence[Inline]:
    """The person's house name, with the other spellings that the texts print."""
    fact_of_name = f"{part.person}.name"
    house = scribe.fact(fact_of_name, bold=True)
    printed = {weighed.claim.value for weighed in scribe.evidence.claims(fact_of_name)}
    others = sorted(printed - {house.text})
    return [house, *plain(f" ({', '.join(others)})" if others else "")]


def _described(scribe: Scribe, part: Part) -> Sequence[Inline]:
    return scribe.cell(f"{part.person}.described")


def _step(scribe: Scribe, part: Part) -> Sequence[Inline]:
    """The release by its date, not as a fact: its texts need not speak of the part."""
    dated = when(scribe.evidence.dossier.get(Release, part.release))
    return plain(scribe.wording.when(dated, "short") if dated else "")


def _freed(scribe: Scribe) -> list[Part]:
    """The persons named in what is reported done, by step and family name."""
    done = {step.id: place for place, step in enumerate(steps(scribe)) if is_done(step.stage)}
    freed = [part for part in scribe.all(Part) if part.axis == "named" and part.release in done]

    def key(part: Part) -> tuple[int, str]:
        return done[part.release], scribe.wording.record(part.person or "", "family")

    return sorted((part for part in freed if part.person), key=key)


PERSONS = Grid(
    Text("Persons named as freed", "Personnes citées parmi les libérés"),
    Text("One row a person named as freed", "Une ligne par personne nommée comme libérée"),
    _freed,
    (
        GridColumn(Text("Name (also printed)", "Nom (autres graphies)"), 4.0, _person),
        GridColumn(Text("Described as", "Présentation"), 4.6, _described),
        GridColumn(Text("Step", "Étape"), 2.1, _step),
        GridColumn(Text("Taken to", "Destination"), 2.0, fact("to")),
        GridColumn(Text("Confirmed by", "Confirmé par"), 1.7, fact("confirmed_by")),
    ),
)

GROUPS = Grid(
    Text("Groups within a release", "Groupes au sein d'une libération"),
    Text("One row a group within a release", "Une ligne par groupe au sein d'une libération"),
    lambda scribe: [part for part in scribe.all(Part) if part.axis != "named"],
    (
        GridColumn(Text("Step", "Étape"), 2.1, _step),
        GridColumn(Text("People", "Personnes"), 1.8, fact("people")),
        GridColumn(Text("Who", "Qui"), 3.6, facts("nationality", "described", "to")),
        GridColumn(Text("Who says so", "Qui le dit"), 3.4, _origins("people")),
        GridColumn(Text("What it leaves open", "Ce qui reste ouvert"), 3.5, text("overlap")),
    ),
)


def _warning(scribe: Scribe, estimate: Estimate) -> Sequence[Inline]:
    """What is doubted about an estimate, and its note."""
    claims = [
        weighed.claim
        for name in ("people", "as_of", "by")
        for weighed in scribe.evidence.claims(f"{estimate.id}.{name}")
    ]
    doubts = dict.fromkeys(
        scribe.said(scribe.evidence.dossier.reason(claim.doubt)) for claim in claims if claim.doubt
    )
    return plain(" ".join([*doubts, scribe.said(estimate.note)]).strip())


ESTIMATES = Grid(
    Text(
        "Estimates of people held, as printed",
        "Estimations de personnes détenues, telles qu'imprimées",
    ),
    Text("One row an estimate: figure, date, author", "Une ligne par estimation"),
    lambda scribe: in_time(scribe.all(Estimate)),
    (
        GridColumn(Text("Figure", "Chiffre"), 2.4, fact("people")),
        GridColumn(Text("Of", "Catégorie"), 2.4, fact("called")),
        GridColumn(Text("As of", "À la date de"), 2.4, fact("as_of")),
        GridColumn(Text("By", "Selon"), 2.6, fact("by")),
        GridColumn(Text("Note", "Remarque"), 4.6, _warning),
    ),
)

UNKNOWNS = Grid(
    Text("Open questions", "Questions ouvertes"),
    Text("One row a question", "Une ligne par question"),
    lambda scribe: scribe.all(Unknown),
    (
        GridColumn(Text("Question", "Question"), 5.0, text("question")),
        GridColumn(Text("What the texts do say", "Ce que disent les textes"), 6.4, text("known")),
        GridColumn(Text("What would settle it", "Ce qui trancherait"), 5.2, text("settle")),
    ),
    cites=False,
)


def _source(_: Scribe, source: Source) -> Sequence[Inline]:
    return [Run(source.id, bold=True)]


SOURCES = Grid(
    Text("The texts", "Les textes"),
    Text("One row a text", "Une ligne par texte"),
    lambda scribe: scribe.all(Source),
    (
        GridColumn(Text("Text", "Texte"), 1.6, _source),
        GridColumn(Text("What it is", "Ce que c'est"), 8.6, text("descriptor")),
        GridColumn(Text("Dated", "Daté"), 3.0, fact("date")),
        GridColumn(
            Text("What the date rests on", "Sur quoi repose la date"), 3.4, text("date_basis")
        ),
    ),
    cites=False,
)


def _spelt(scribe: Scribe) -> list[Person]:
    """The persons by their family names in the language."""
    language = scribe.wording.language
    return sorted(scribe.all(Person), key=lambda person: person.name.last(language))


def _printed(scribe: Scribe, person: Person) -> Sequence[Inline]:
    """Every printed form with the texts that print it."""
    forms: dict[str, dict[str, None]] = {}
    for weighed in scribe.evidence.claims(f"{person.id}.name"):
        forms.setdefault(weighed.claim.value, {})[weighed.claim.reading.at.source] = None
    return plain(
        scribe.wording.definition.separator.join(
            f"{form} ({', '.join(texts)})" for form, texts in forms.items()
        )
    )


NAMES = Grid(
    Text("Names and spellings", "Noms et graphies"),
    Text("One row a person: house form, forms printed", "Une ligne par personne"),
    _spelt,
    (
        GridColumn(Text("House form", "Forme retenue"), 5.2, fact("name")),
        GridColumn(Text("As printed, and in which texts", "Tel qu'imprimé, et où"), 11.4, _printed),
    ),
    cites=False,
)


MOST_DISAGREEMENTS = 7
"""As many as a reader takes in; the workbook has them all."""


def _question(scribe: Scribe, found: Disagreement) -> Sequence[Inline]:
    """The question as the analyst puts it, or the record and field in words."""
    record_id, _, name = found.fact.rpartition(".")
    who = scribe.wording.opening(scribe.wording.record(record_id)).rstrip(".")
    field, _ = FIELDS[name]
    return plain(scribe.said(found.question) or _saying(scribe, who) + scribe.said(field))


def _versions(scribe: Scribe, found: Disagreement) -> Sequence[Inline]:
    """Each version as who says it and in which words, with its addresses."""
    field = scribe.evidence.dossier.field(found.fact)
    cells = []
    for version in found.versions:
        who = scribe.voices(claim.reading for claim in version.claims)
        at = ", ".join(str(claim.reading.at) for claim in version.claims)
        said = scribe.wording.value(version.value, field)
        cells.append([Run(_saying(scribe, who)), Run(said, bold=version.used), Run(f" ({at})")])
    return stacked(cells)


def _written(scribe: Scribe, found: Disagreement) -> Sequence[Inline]:
    """What we write; where it is left open, that."""
    return [scribe.fact(found.fact, bold=True)]


def _why(scribe: Scribe, found: Disagreement) -> Sequence[Inline]:
    return plain(scribe.said(found.why))


def disagreements(scribe: Scribe) -> Grid:
    """The weightiest disagreements, material ones first."""
    return Grid(
        Text(
            "Versions, and which one this brief uses", "Versions, et celle que retient cette note"
        ),
        Text("One row a question: versions, choice, reason", "Une ligne par question"),
        lambda _: scribe.evidence.disagreements[:MOST_DISAGREEMENTS],
        (
            GridColumn(Text("Question", "Question"), 3.8, _question),
            GridColumn(Text("Who says what", "Qui dit quoi"), 6.6, _versions),
            GridColumn(Text("We write", "Nous écrivons"), 2.4, _written),
            GridColumn(Text("Why", "Pourquoi"), 3.8, _why),
        ),
        cites=False,
    )
