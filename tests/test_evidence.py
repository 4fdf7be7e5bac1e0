from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from briefgen.evidence import Evidence
from briefgen.evidence.disagreements import disagreement_on
from briefgen.evidence.relations import Relation, relate, wider_than
from briefgen.facts.dossier import Dossier
from briefgen.facts.load import load
from briefgen.facts.parse import parse
from briefgen.facts.records import (
    Body,
    Estimate,
    Name,
    Part,
    Person,
    Record,
    Release,
    Sanction,
    Text,
    fields,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.evidence.disagreements import Disagreement

TERMS = """\
    - {id: envoy, facet: title, en: envoy, fr: émissaire}
    - {id: special-envoy, facet: title, en: special envoy, fr: spécial, broader: envoy}
    - {id: sailors, facet: label, en: sailors, fr: marins}
    - {id: convicts, facet: label, en: convicts, fr: condamnés}
    - {id: tall, facet: description, en: tall, fr: grands}
    - {id: short, facet: description, en: short, fr: petits}
"""
SOURCES = f"""\
    - id: "001"
      language: en
      paragraphs: 9
      archive: a.txt
      sha256: "{"0" * 64}"
      descriptor: {{en: a text, fr: un texte}}
"""
BODIES = """\
    - {id: ministry, name: {en: Ministry, fr: Ministère}, part_of: country}
    - {id: court, name: {en: Court, fr: Cour}, part_of: country}
    - {id: country, name: {en: Country, fr: Pays}}
    - {id: union, name: {en: Union, fr: Union}, related: [league]}
    - {id: league, name: {en: League, fr: Ligue}, related: [office]}
    - {id: office, name: {en: Office, fr: Bureau}}
    - {id: onlookers, name: {en: onlookers, fr: témoins}, named: false}
"""


@pytest.fixture
def evidence(make_evidence: Callable[..., Evidence]) -> Callable[..., Evidence]:
    """The evidence of readings, one a line: `voice | record: {field: value} | more keys`."""

    def made(*lines: str, release: str = "people: 52", **files: str) -> Evidence:
        entries = []
        for number, line in enumerate(lines, 1):
            voice, says, more = (f"{line} | |".split(" | "))[:3]
            keys = f"voice: {voice}, anchor: x, says: {{{says}}}{more.strip('| ')}"
            entries.append(f"- {{at: 001.{number}a, {keys}}}\n")
        files = {"sources": SOURCES, "bodies": BODIES, "terms": TERMS, **files}
        releases = f"- {{id: release-a, {release}}}\n"
        return make_evidence(**{"releases": releases, "001": "".join(entries), **files})

    return made


def relations(evidence: Evidence, fact: str) -> list[Relation]:
    return [weighed.relation for weighed in evidence.claims(fact)]


@pytest.mark.parametrize(
    ("kind", "field", "said", "held", "relation"),
    [
        (Release, "people", "52", "52", "says"),
        (Release, "people", "53", "52", "otherwise"),
        (Release, "people", "about 52", "52", "less precise"),
        (Release, "people", "52", "about 52", "more precise"),
        (Release, "people", "over 50", "52", "less precise"),
        (Release, "people", "52", "over 50", "more precise"),
        (Release, "people", "at least 10", "over 9", "says"),
        (Release, "people", "some", "at least 1", "less precise"),
        (Release, "people", "most", "some", "more precise"),
        (Release, "people", "40..60", "52", "less precise"),
        (Release, "freed", "2025-09", "2025-09-11", "less precise"),
        (Release, "freed", "2025-09-11", "2025-09", "more precise"),
        (Release, "freed", "2025-09-12", "2025-09-11", "otherwise"),
        (Release, "freed", "2025-09~", "2025-09", "less precise"),
        (Release, "freed", "2025-09-11/2025-09-11", "2025-09-11", "says"),
        (Release, "freed", "../2025-09", "2025-09-11", "less precise"),
        (Estimate, "as_of", "2024", "2024-36~", "less precise"),
        (Release, "people", "some", "most", "less precise"),
        (Release, "people", "at least 1", "most", "less precise"),
        (Release, "stage", "reported_done", "reported_done", "says"),
        (Release, "stage", "announced", "reported_done", "earlier stage"),
        (Release, "stage", "in_effect", "reported_done", "otherwise"),
        (Sanction, "scope", "all", "some", "otherwise"),
        (Person, "title", "envoy", "special-envoy", "less precise"),
        (Person, "title", "special-envoy", "envoy", "more precise"),
        (Release, "called", "convicts", "sailors", "otherwise"),
        (Release, "act_by", "country", "ministry", "less precise"),
        (Release, "act_by", "court", "ministry", "otherwise"),
        (Release, "announced_by", ["ministry"], ["court", "ministry"], "says"),
        (Release, "announced_by", ["country", "court"], ["court", "ministry"], "less precise"),
        (Release, "announced_by", ["court", "union"], ["court", "ministry"], "otherwise"),
        (Part, "described", ["tall"], ["short"], "otherwise"),
        (Sanction, "instrument", "Act 1", "Act 1", "says"),
        (Sanction, "instrument", "Act 2", "Act 1", "otherwise"),
    ],
)
def test_what_is_said_stands_in_a_relation_to_what_is_held(
    evidence: Callable[..., Evidence],
    kind: type[Record],
    field: str,
    said: object,
    held: object,
    relation: str,
) -> None:
    described = fields(kind)[field]
    dossier = evidence("article | release-a: {people: 52}").dossier
    found = relate(parse(said, described), parse(held, described), described, dossier)
    assert found.value == relation


@pytest.mark.parametrize(
    ("printed", "house", "relation"),
    [
        ("Anna Berg", Name("Berg", "Anna"), "says"),
        ("berg", Name("Berg", "Anna"), "says"),
        ("Ana Berg", Name("Berg", "Anna"), "spelling"),
        ("le Ministère", Text("the Ministry", "le Ministère"), "says"),
        ("Ministry", Text("the Ministry", None), "spelling"),
    ],
)
def test_a_printed_name_says_the_house_form_or_spells_it(
    evidence: Callable[..., Evidence], printed: str, house: Name | Text, relation: str
) -> None:
    described = fields(Person if isinstance(house, Name) else Body)["name"]
    dossier = evidence("article | release-a: {people: 52}").dossier
    assert relate(printed, house, described, dossier).value == relation


def test_what_is_wider_is_listed_the_nearest_first(evidence: Callable[..., Evidence]) -> None:
    dossier = evidence("article | release-a: {people: 52}").dossier
    assert list(wider_than("special-envoy", dossier)) == ["envoy"]
    assert list(wider_than("ministry", dossier)) == ["country"]
    assert list(wider_than("release-a", dossier)) == []


def test_what_is_disputed_has_versions_and_what_is_not_held_is_said_otherwise(
    evidence: Callable[..., Evidence],
) -> None:
    found = evidence(
        "article | release-a: {people: 52, act_by: court}",
        "article | release-a: {people: 53}",
        release="people: disputed",
    )
    assert relations(found, "release-a.people") == [Relation.VERSION, Relation.VERSION]
    assert relations(found, "release-a.act_by") == [Relation.OTHERWISE]


def test_claims_come_in_the_order_of_the_texts(evidence: Callable[..., Evidence]) -> None:
    readings = "- {at: 001.9a, voice: article, anchor: x, says: {release-a: {people: 52}}}\n"
    readings += "- {at: 001.2a, voice: article, anchor: x, says: {release-a: {people: 52}}}\n"
    found = evidence(**{"001": readings})
    assert list(map(str, found.addresses("release-a.people"))) == ["001.2a", "001.9a"]


@pytest.mark.parametrize(
    ("lines", "addresses"),
    [
        (["article | release-a: {people: 52}", "article | release-a: {people: about 52}"], "1"),
        (["article | release-a: {people: about 52}", "court | release-a: {people: over 50}"], "12"),
        (["article | release-a: {people: 53}"], "1"),
        (["article | release-a: {people: 52}", "article | release-a: {people: 53}"], "12"),
        (
            [
                "article | release-a: {people: 52}",
                "court | release-a: {people: 52} | , doubt: {release-a.people: shared}",
            ],
            "1",
        ),
    ],
    ids=["a precise one", "less precise ones", "only another", "a disputed one", "a doubted one"],
)
def test_a_fact_rests_on_the_readings_that_bear_it_out(
    evidence: Callable[..., Evidence], lines: list[str], addresses: str
) -> None:
    found = evidence(*lines).addresses("release-a.people")
    assert [str(address.paragraph) for address in found] == list(addresses)


@pytest.mark.parametrize(
    ("voices", "named"),
    [
        (["ministry", "court"], [["ministry", "court"]]),
        (["ministry", "country"], [["ministry", "country"]]),
        (["anna", "ministry"], [["anna", "ministry"]]),
        (["ministry", "union"], [["ministry"], ["union"]]),
        (["league", "union"], [["league", "union"]]),
        (["union", "office", "league"], [["union", "office", "league"]]),
        (["union", "court", "office", "league"], [["union", "office", "league"], ["court"]]),
    ],
    ids=[
        "one body above both",
        "one above the other",
        "a person of it",
        "unrelated",
        "disclosed by either",
        "joined by a third",
        "joined, another between",
    ],
)
def test_named_voices_that_are_kin_are_one_origin(
    evidence: Callable[..., Evidence], voices: list[str], named: list[list[str]]
) -> None:
    found = evidence(*(f"{voice} | release-a: {{people: 52}}" for voice in voices))
    origins = found.origins("release-a.people")
    assert [list(group) for group in origins.named] == named
    assert origins.independent == (len(named) > 1)


def test_unnamed_groups_and_texts_are_counted_apart(evidence: Callable[..., Evidence]) -> None:
    lines = [f"{voice} | release-a: {{people: 52}}" for voice in ("onlookers", "article", "court")]
    origins = evidence(*lines).origins("release-a.people")
    assert origins.named == (("court",),)
    assert origins.unnamed == ("onlookers",)
    assert origins.own_voice == ("001",)
    assert origins.texts == ("001",)
    assert not origins.independent


def the_disagreement(evidence: Evidence, fact: str) -> Disagreement:
    found = evidence.disagreement(fact)
    assert found is not None
    return found


def test_two_figures_are_a_disagreement_with_its_versions(
    evidence: Callable[..., Evidence],
) -> None:
    found = the_disagreement(
        evidence(
            "article | release-a: {people: 52}",
            "court | release-a: {people: 53}",
            "union | release-a: {people: 53}",
            "league | release-a: {people: over 40}",
        ),
        "release-a.people",
    )
    assert [
        (str(version.value), version.used, [claim.reading.at.paragraph for claim in version.claims])
        for version in found.versions
    ] == [("52", True, [1]), ("53", False, [2, 3])]
    assert (found.weight, found.kind, found.why) == ("material", "exclusive", None)


def test_lesser_precision_is_no_disagreement(evidence: Callable[..., Evidence]) -> None:
    found = evidence("article | release-a: {people: 52}", "court | release-a: {people: over 40}")
    assert found.disagreements == ()


@pytest.mark.parametrize(
    ("said", "held", "weight", "kind"),
    [
        ("called: convicts", "called: sailors", "framing", "labels"),
        ("stage: announced", "stage: reported_done", "material", "moments"),
        ("stage: in_effect", "stage: reported_done", "material", "exclusive"),
        ("freed: 2025-09-12", "freed: 2025-09-11", "material", "exclusive"),
    ],
)
def test_a_disagreement_has_a_weight_and_a_kind(
    evidence: Callable[..., Evidence], said: str, held: str, weight: str, kind: str
) -> None:
    found = evidence(
        f"article | release-a: {{{held}}}", f"court | release-a: {{{said}}}", release=held
    )
    disagreement = the_disagreement(found, f"release-a.{held.partition(':')[0]}")
    assert (disagreement.weight, disagreement.kind) == (weight, kind)


def test_the_analyst_may_weigh_a_disagreement_and_put_the_question(
    evidence: Callable[..., Evidence],
) -> None:
    because = "{reason: shared, question: {en: How many?}, weight: precision, kind: moments}"
    found = the_disagreement(
        evidence(
            "article | release-a: {people: 52}",
            "court | release-a: {people: 53}",
            release=f"people: 52, because: {{people: {because}}}",
        ),
        "release-a.people",
    )
    assert (found.weight, found.kind) == ("precision", "moments")
    assert found.question == Text(en="How many?")
    assert found.why == Text(en="a reason", fr="une raison")


def test_one_text_alone_may_be_put_as_a_disagreement(evidence: Callable[..., Evidence]) -> None:
    found = evidence(
        "article | release-a: {people: 52}",
        release="people: 52, because: {people: {en: x, kind: single}}",
    )
    assert the_disagreement(found, "release-a.people").kind == "single"


def test_texts_that_list_different_things_add_up(evidence: Callable[..., Evidence]) -> None:
    lines = [
        "article | release-a: {announced_by: court}",
        "union | release-a: {announced_by: union}",
    ]
    assert evidence(*lines, release="announced_by: [court, union]").disagreements == ()
    (found,) = evidence(*lines, release="announced_by: court").disagreements
    assert [version.used for version in found.versions] == [True, False]


def test_what_is_left_open_has_all_its_versions_and_none_used(
    evidence: Callable[..., Evidence],
) -> None:
    found = the_disagreement(
        evidence(
            "article | release-a: {people: 52}",
            "court | release-a: {people: 53}",
            release="people: disputed, because: {people: shared}",
        ),
        "release-a.people",
    )
    assert [version.used for version in found.versions] == [False, False]


def test_disagreements_come_the_weightiest_first(evidence: Callable[..., Evidence]) -> None:
    found = evidence(
        "article | release-a: {called: sailors, people: 52}",
        "court | release-a: {called: convicts, people: 53}",
        release="called: sailors, people: 52",
    )
    assert [item.fact for item in found.disagreements] == ["release-a.people", "release-a.called"]


def test_spellings_are_no_disagreement(evidence: Callable[..., Evidence]) -> None:
    found = evidence("article | anna: {name: Ana}", "article | anna: {name: Hanna}")
    assert found.disagreements == ()


def test_paragraphs_have_readings_or_a_reason(ostrana: Path) -> None:
    found = Evidence(load(ostrana / "data" / "ostrana-2031")).paragraphs
    assert len(found) == 16
    assert all(paragraph.covered for paragraph in found)
    excused = [paragraph for paragraph in found if not paragraph.readings]
    assert [(item.source, item.number, item.reason) for item in excused] == [
        ("a02", 5, Text(en="a link to other articles", fr="un renvoi à d'autres articles"))
    ]


def test_the_made_up_dossier_gives_its_known_answers(ostrana: Path) -> None:
    found = Evidence(load(ostrana / "data" / "ostrana-2031"))
    assert [(item.fact, item.weight, item.kind) for item in found.disagreements] == [
        ("release-2031-05.people", "material", "exclusive"),
        ("duties-eased-2031-05.scope", "precision", "single"),
        ("link-duties-release.nature", "framing", "labels"),
    ]
    assert relations(found, "release-2031-05.called") == [Relation.SAYS, Relation.LESS_PRECISE]
    assert relations(found, "mara-tolvik.name") == [Relation.SAYS, Relation.SPELLING]
    assert list(map(str, found.addresses("release-2031-05.people"))) == ["a01.3a", "a02.1a"]
    assert found.origins("release-2031-05.freed").named == (("interior-ministry",),)
    (doubted,) = found.claims("estimate-march.as_of")
    assert doubted.relation is Relation.SAYS
    assert not doubted.supports


@pytest.mark.parametrize(
    ("facet", "weight", "kind"),
    [
        *((facet, "framing", "labels") for facet in ("label", "title", "description", "nature")),
        ("place", "material", "exclusive"),
        ("target", "material", "exclusive"),
    ],
)
def test_words_for_a_thing_are_framing_and_what_it_is_weighs(
    evidence: Callable[..., Evidence],
    monkeypatch: pytest.MonkeyPatch,
    facet: str,
    weight: str,
    kind: str,
) -> None:
    """A label, title, description or nature that differs is another word, not another fact."""
    dossier = evidence("article | release-a: {called: sailors}").dossier
    (claim,) = dossier.claims
    field = replace(dossier.field(claim.fact), facet=facet)
    monkeypatch.setattr(Dossier, "field", lambda *_: field)
    found = disagreement_on(claim.fact, [claim, replace(claim, value="convicts")], dossier)
    assert found is not None
    assert (found.weight, found.kind) == (weight, kind)


def test_only_what_is_less_precise_bears_out_what_nothing_else_does(
    evidence: Callable[..., Evidence],
) -> None:
    found = evidence("article | release-a: {people: over 40}", "court | release-a: {people: 53}")
    assert [str(one.claim.value) for one in found.supporting("release-a.people")] == ["over 40"]
