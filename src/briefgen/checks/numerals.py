"""The numbers and dates that stand in a printed passage, as digits or in words."""

from __future__ import annotations

import functools
import re

from babel.dates import get_month_names

_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+")
_ISO_DATE = re.compile(r"\d{4}-(\d{2})(?:-\d{2})?")
_WORD = re.compile(r"[^\W\d_]+")

_FRENCH = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
_WORDS: dict[str, dict[str, int]] = {
    "fr": {word: number for number, word in enumerate(_FRENCH.split(), 1)}
    | {"une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100},
    "en": {word: number for number, word in enumerate(_ENGLISH.split(), 1)}
    | {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100},
}
_YEAR_END = {"fr": {"fin"}, "en": {"end", "late"}}


def figures(text: str, language: str) -> set[int]:
    """The numbers in `text`: digits, grouped by spaces or not, and number words."""
    printed = {int(re.sub(r"\D", "", found)) for found in _NUMBER.findall(text)}
    known = _WORDS.get(language, {})
    return printed | {known[word] for word in _words(text) if word in known}


def months(text: str, language: str) -> set[int]:
    """The months named in `text`, or given in an ISO date; 36 for the end of a year."""
    names = _month_names(language)
    found = {names[word] for word in _words(text) if word in names}
    found |= {int(month) for month in _ISO_DATE.findall(text)}
    return found | ({36} if _YEAR_END.get(language, set()) & set(_words(text)) else set())


@functools.cache
def _month_names(language: str) -> dict[str, int]:
    wide = get_month_names("wide", locale=language)
    return {str(name).casefold(): int(number) for number, name in wide.items()}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
