"""What the rules of the lint know of the dossier and the language, worked out once."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.records import Body, Part, Person, Stage, Term
from briefgen.facts.texts import folded
from briefgen.narrative.typed import Proposals
from briefgen.wording.dates import month_names
from briefgen.wording.language import Finder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dossier import Dossier
    from briefgen.narrative.notes import Evidence
    from briefgen.wording.language import Language
    from briefgen.wording.wording import Wording

_ALONE_NO_MONTH = frozenset(("May", "March"))
"""Months that are other words where they begin a sentence."""

_JOINED = {"en": ("one", "and"), "fr": ("un", "une", "et")}
"""What belongs to a spelled number only beside a number word."""

_BEFORE_UNDONE = {"en": ("be",), "fr": ("être", "sera", "seront", "serait", "seraient")}
"""What makes a participle a plan: would be freed, are to be freed, seraient libérés."""

_DOUBT = {
    "en": ("doubt", "doubtful", "doubted", "slip", "may be", "perhaps", "as printed"),
    "fr": ("doute", "douteux", "douteuse", "coquille", "peut-être", "tel qu'imprimé"),
}
"""What tells that a value is not believed, the most telling first."""


class Ground(Struct, frozen=True, dict=True):
    """What the rules know."""

    dossier: Dossier
    wording: Wording
    evidence: Evidence

    @property
    def language(self) -> Language:
        """The words of the language that the lint looks for."""
        return self.wording.definition

    @cached_property
    def banned(self) -> dict[str, str]:
        """Words that do not stand in our voice, the dossier's own among them, with the reason."""
        words = dict(self.language.banned)
        for term in self.dossier.of(Term):
            said = f'it is "{getattr(term, self.language.code)}" here ({term.id})'
            avoided = (text.in_language(self.language.code) or "" for text in term.avoid)
            words |= {word.replace("\u2019", "'"): said for word in avoided if word}
        return words

    @cached_property
    def proposals(self) -> Proposals:
        """Facts by what they say."""
        return Proposals(self.dossier, self.wording)

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The persons whom a name may mean, by the name in small letters."""
        persons: dict[str, list[str]] = {}
        for person in self.dossier.of(Person):
            forms = (form for code in ("en", "fr") for form in _forms_of(person, code))
            printed = self._printed.get(person.id, ())
            for name in dict.fromkeys(map(folded, (*forms, *printed))):
                persons.setdefault(name, []).append(person.id)
        return {name: tuple(ids) for name, ids in persons.items()}

    @cached_property
    def _printed(self) -> dict[str, list[str]]:
        """The spellings in the texts by person, each also without the given name."""
        spellings: dict[str, list[str]] = {}
        for claim in self.dossier.claims:
            if claim.fact.endswith(".name"):
                spelling = str(claim.value)
                spellings.setdefault(claim.record, []).extend(
                    (spelling, spelling.rsplit(maxsplit=1)[-1])
                )
        return spellings

    @cached_property
    def persons(self) -> Finder:
        """Finds the names of persons."""
        return Finder(self.names)

    @cached_property
    def bodies(self) -> Finder:
        """Finds the names of bodies, which may hold a person's."""
        texts = (text for body in self.dossier.of(Body) for text in (body.name, body.short) if text)
        names = (text.in_language(code) for text in texts for code in ("en", "fr"))
        return Finder(name for name in names if name)

    @cached_property
    def months(self) -> re.Pattern[str]:
        """Finds months with the day and the year beside them."""
        names = (*month_names(self.language), *month_names(self.language, short=True))
        month = "|".join(re.escape(name.rstrip(".")) for name in sorted(names, key=len)[::-1])
        return re.compile(
            rf"(?:\b\d{{1,2}}(?:st|nd|rd|th|er)?[\s\u00a0]+(?:of\s+)?)?(?<!\w)({month})(?!\w)"
            r"(?:\.?[\s\u00a0]+\d{1,2}(?:st|nd|rd|th)?(?!\w),?)?(?:\.?[\s\u00a0]+\d{4}(?!\w))?",
            re.IGNORECASE,
        )

    def dates(self, text: str) -> Iterator[re.Match[str]]:
        """The dates and months in a text."""
        capital = month_names(self.language)[0][0].isupper()
        for found in self.months.finditer(text):
            begins = not text[: found.start()].strip()
            verb = begins and found[0] in _ALONE_NO_MONTH
            if not verb and (found[1][0].isupper() or not capital):
                yield found

    @cached_property
    def spelled(self) -> re.Pattern[str]:
        """Finds runs of number words with what joins them."""
        *ones, joint = _JOINED[self.language.code]
        word = "|".join(map(re.escape, (*self.language.number_words, *ones)))
        return re.compile(
            rf"(?<!\w)(?:{word})(?:(?:\s+|-)(?:{joint}(?:\s+|-))?(?:{word}))*(?!\w)", re.IGNORECASE
        )

    @cached_property
    def undone(self) -> re.Pattern[str]:
        """Matches what stands before a participle that tells no more than a plan."""
        words = "|".join(_BEFORE_UNDONE[self.language.code])
        return re.compile(rf"(?:.*\W)?(?:{words})\s+", re.IGNORECASE | re.DOTALL)

    @property
    def doubt(self) -> tuple[str, ...]:
        """Words that tell of doubt."""
        return _DOUBT[self.language.code]

    @cached_property
    def doubted(self) -> frozenset[str]:
        """Facts whose value no reading gives but under a doubt."""
        claims, value = self.dossier.claims, self.dossier.value
        doubted = {
            claim.fact
            for claim in claims
            if claim.doubt is not None and claim.value == value(claim.fact)
        }
        believed = {
            claim.fact
            for claim in claims
            if claim.fact in doubted and claim.doubt is None and claim.value == value(claim.fact)
        }
        return frozenset(doubted - believed)

    def stage_of(self, record_id: str) -> Stage | None:
        """How far a record has come; a part is as far as its release."""
        record = self.dossier.records.get(record_id)
        if isinstance(record, Part):
            record = self.dossier.records.get(record.release)
        stage = getattr(record, "stage", None)
        return stage if isinstance(stage, Stage) else None


def _forms_of(person: Person, code: str) -> tuple[str, str]:
    return person.name.full(code), person.name.last(code)
