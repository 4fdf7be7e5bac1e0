"""English, as British house style writes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.wording.language import Band, Language, Noun

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUANTITIES = {
    "exact": "{}",
    "about": "about {}",
    "over": "more than {}",
    "at least": "at least {}",
    "at most": "at most {}",
    "range": "{} to {}",
    "some": "some",
    "most": "most",
}

_COUNTED = {
    "most": "most of the {noun}",
    "most called": "most of them {noun}",  # "most of the Belarusians" would say another thing
}

_DATES = {
    "plain quarter": "the last quarter of {year}",
    "plain late": "late {year}",
    "on day": "on {date}",
    "on month": "in {date}",
    "on year": "in {date}",
    "on quarter": "in the last quarter of {year}",
    "on late": "at the end of {year}",
    "end month": "the end of {date}",
    "end year": "the end of {date}",
    "end quarter": "the end of {year}",
    "end late": "the end of {year}",
    "around": "around {date}",
    "of": "{of_date}",
    "of around": "of around {date}",
    "between": "between {start} and {end}",
    "days": "{start}\u2013{end}",
    "span": "{start} \u2013 {end}",
    "since": "since {date}",
    "or later": "{date} or later",
    "until": "by {date}",  # an interval includes its end: "before" would leave the day out
}

_WORDS = {
    "stage.sought": "sought",
    "stage.discussed": "discussed",
    "stage.considered": "considered",
    "stage.announced": "announced",
    "stage.reported_done": "reported done",
    "stage.in_effect": "in effect",
    "stage.lapsed": "lapsed",
    "people.sought": "people, release sought",
    "people.discussed": "people, release discussed",
    "people.considered": "people, release considered",
    "people.announced": "people, announced only",
    "people.reported_done": "people reported freed",
    "people.in_effect": "people reported freed",
    "people.lapsed": "people, release lapsed",
    "scope.some": "some",
    "scope.all": "all",
    "scope.unqualified": "no limit in words",
    "axis.named": "named person",
    "axis.nationality": "nationality",
    "axis.destination": "destination",
    "axis.description": "description",
    "form.demand": "demand",
    "form.assessment": "assessment",
    "form.allegation": "allegation",
    "form.background": "background",
    "form.position": "position",
    "gender.m": "male",
    "gender.f": "female",
    "language.en": "English",
    "language.fr": "French",
    "weight.material": "material",
    "weight.precision": "precision",
    "weight.framing": "framing",
    "kind.exclusive": "cannot all hold",
    "kind.moments": "different moments",
    "kind.labels": "different labels",
    "kind.single": "one text only",
    "relation.says": "says",
    "relation.less precise": "less precise",
    "relation.more precise": "more precise",
    "relation.spelling": "spelt otherwise",
    "relation.version": "one of the versions",
    "relation.earlier stage": "earlier stage",
    "relation.otherwise": "otherwise",
    "status.draft": "draft",
    "status.final": "final",
    "truth.true": "yes",
    "truth.false": "no",
    "kinds.sources": "sources",
    "kinds.persons": "persons",
    "kinds.bodies": "bodies",
    "kinds.terms": "terms",
    "kinds.reasons": "reasons",
    "kinds.releases": "releases",
    "kinds.parts": "groups",
    "kinds.sanctions": "sanctions",
    "kinds.links": "links",
    "kinds.contacts": "contacts",
    "kinds.estimates": "estimates",
    "kinds.statements": "statements",
    "kinds.unknowns": "unknowns",
    "kinds.bounds": "bounds",
}

_NOUNS = {
    "person": Noun("person", "people"),
    "foreigner": Noun("foreign citizen", "foreign citizens"),
    "named_person": Noun("person named", "people named"),
    "source": Noun("source", "sources"),
    "text": Noun("text", "texts"),
    "origin": Noun("named origin", "named origins"),
    "unnamed": Noun("unnamed group", "unnamed groups"),
    "own_voice": Noun("text in its own voice", "texts in their own voice"),
    "voice": Noun("voice", "voices"),
    "reading": Noun("reading", "readings"),
    "passage": Noun("passage", "passages"),
    "paragraph": Noun("paragraph", "paragraphs"),
    "anchor": Noun("anchor", "anchors"),
    "fact": Noun("fact", "facts"),
    "figure": Noun("figure", "figures"),
    "record": Noun("record", "records"),
    "row": Noun("row", "rows"),
    "sheet": Noun("sheet", "sheets"),
    "page": Noun("page", "pages"),
    "note": Noun("note", "notes"),
    "step": Noun("step", "steps"),
    "release": Noun("release", "releases"),
    "group": Noun("group", "groups"),
    "measure": Noun("measure", "measures"),
    "link": Noun("link", "links"),
    "contact": Noun("contact", "contacts"),
    "estimate": Noun("estimate", "estimates"),
    "statement": Noun("statement", "statements"),
    "unknown": Noun("open question", "open questions"),
    "actor": Noun("actor", "actors"),
    "name": Noun("name", "names"),
    "version": Noun("version", "versions"),
    "disagreement": Noun("disagreement", "disagreements"),
    "sentence": Noun("sentence", "sentences"),
    "judgement": Noun("judgement", "judgements"),
    "day": Noun("day", "days"),
    "month": Noun("month", "months"),
    "more": Noun("more", "more"),
}

_PHRASES = {
    # what stands where there is no value
    "not_stated": "the texts do not say",
    "number_not_stated": "number not stated",
    "date_not_stated": "date not stated",
    "disputed": "disputed",
    "not_applicable": "n/a",
    "undated": "undated",
    "not_known": "not known",
    "no_change_reported": "no change reported",
    "nothing_dated": "the texts date nothing",
    # remarks beside a value
    "disputed_note": "Disputed: {what}. ",
    "doubted": "doubted: {reason}",
    "hedged": "hedged",
    "our_sum": "our sum",
    "passages_found": "{found} of {number} passages found again in the articles",
    "passages_missing": "{found}; not at hand: {missing}",
    "passages_unchecked": "the articles are not at hand: passages not checked",
    "of_those_shown": "of those shown",
    "of_whom": "of whom {what}",
    "announced_only": "announced only",
    "also_printed": "also printed {names}",
    "note_again": "see note {number}",
    "and_more": "and {number} more",
    "more_in_workbook": "{number} more in the workbook",
    "we_write": "we write",
    "who_words": "{who}: {words}",
    "who_says": "according to {who}",
    "article": "the text itself",
    "of_text": "text {source}",
    "confidence": "{level} confidence",
    "likelihood": "{words} ({percentages}%)",
    # how a record is called where it has no title
    "release_freed": "the release {of_date}",
    "release_freed_by": "the release ({date})",
    "release_announced": "the release announced {on_date}",
    "release_undated": "an undated release",
    "announcement": "the announcement {of_date}",
    "dated": "{what}, {date}",
    "link": "link: {of} and {to}",
    "part": "group",
    "part_to": "{people}, {to}",
    "estimate": "estimate",
    "sanction": "measure",
    "contact": "contact",
    # the frame of the files
    "edition": "Edition {edition}",
    "cutoff": "Information cut-off: {date}",
    "period": "Period: {date}",
    "page": "page {number}",
}

_UNDONE = 'write "announced", or "would"'

DONE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("lifted", "eased", "relaxed", "removed", "waived", "suspended", "unfrozen"),
            *("delisted", "repealed", "revoked", "terminated", "ended"),
        ),
        _UNDONE,
    ),
    **dict.fromkeys(
        ("freed", "released", "pardoned", "amnestied", "liberated", "set free", "let go"),
        _UNDONE,
    ),
    **dict.fromkeys(
        (
            *("took effect", "taken effect", "takes effect", "in effect", "in force"),
            *("entered into force", "came into force", "effective from", "effective since"),
        ),
        _UNDONE,
    ),
    **dict.fromkeys(
        (
            *("reopened", "restored", "resumed", "granted", "implemented", "carried out"),
            *("completed", "delivered", "fulfilled", "has allowed", "have allowed"),
        ),
        _UNDONE,
    ),
}
"""Words that may not stand in a sentence resting on a fact at stage announced or below."""

_BARGAIN = "what was given for what is somebody's claim: cite the link, and say whose it is"
_MOMENT = "true on one day only: give the date"
_ROUNDING = "rounds: print the figure with its bound"
_SECOND_ROW = "ICD 203's second row is not mixed with the first: use {!r}"

BANNED: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("in return", "in exchange", "deal", "deals", "swap", "swaps", "swapped"),
            *("quid pro quo", "bargain", "trade-off", "reward", "rewarded"),
            *("concession", "concessions", "prisoner exchange"),
        ),
        _BARGAIN,
    ),
    "all sanctions": "no text says all; name the measure and its scope as worded",
    **dict.fromkeys(
        ("currently", "so far", "still", "to date", "at present", "today", "recently", "as of now"),
        _MOMENT,
    ),
    **dict.fromkeys(
        ("dozens", "scores of", "hundreds", "thousands", "nearly", "a handful"), _ROUNDING
    ),
    "hostage": "a label: 'people', or somebody's label with its holder",
    "hostages": "a label: 'people', or somebody's label with its holder",
    "confirmed by all": "counts texts as witnesses: say how many named origins",
    "multiple sources": "counts texts as witnesses: say how many named origins",
    "sources confirm": "counts texts as witnesses: say how many named origins",
    **{
        second: _SECOND_ROW.format(first)
        for second, first in (
            ("remote chance", "almost no chance"),
            ("highly improbable", "very unlikely"),
            ("improbable", "unlikely"),
            ("roughly even odds", "roughly even chance"),
            ("probable", "likely"),
            ("probably", "likely"),
            ("highly probable", "very likely"),
            ("nearly certain", "almost certain"),
        )
    },
}
"""Words that do not stand in our own voice, each with the reason."""

# Never "one", a pronoun, and no ordinals: "first" orders without counting.
NUMBER_WORDS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    *("hundred", "hundreds", "thousand", "thousands", "million", "millions", "dozen", "dozens"),
)
"""Each number from two up, spelled, holds at least one of them as a whole word."""

# ICD 203, first row only: the second row's words are never mixed with these.
LIKELIHOOD = (
    Band("almost no chance", 1, 5),
    Band("very unlikely", 5, 20),
    Band("unlikely", 20, 45),
    Band("roughly even chance", 45, 55),
    Band("likely", 55, 80),
    Band("very likely", 80, 95),
    Band("almost certain", 95, 99),
)

CONFIDENCE: Mapping[str, str] = {"high": "high", "moderate": "moderate", "low": "low"}
"""ICD 203 levels; they speak of the evidence and never stand beside a likelihood."""


def _of(text: str) -> str:
    return f"of {text}"


def _typeset(text: str) -> str:
    """Typographic apostrophes; English needs no special spaces."""
    return re.sub(r"(?<=\w)'", "\u2019", text)


def _agreed(text: str, gender: str | None) -> str:  # noqa: ARG001 -- English does not agree
    return text


ENGLISH = Language(
    code="en",
    tag="en-GB",
    locale="en_GB",
    first="1",
    separator="; ",
    quantities=_QUANTITIES,
    counted=_COUNTED,
    dates=_DATES,
    words=_WORDS,
    nouns=_NOUNS,
    phrases={key: _typeset(phrase) for key, phrase in _PHRASES.items()},
    of=_of,
    typeset=_typeset,
    agreed=_agreed,
    cardinals=("spellout-cardinal-verbose", "spellout-cardinal-verbose"),
    respelled=str,
    done=DONE_WORDS,
    banned=BANNED,
    number_words=NUMBER_WORDS,
    likelihood=LIKELIHOOD,
    confidence=CONFIDENCE,
)
