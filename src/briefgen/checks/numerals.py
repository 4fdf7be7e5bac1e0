"""The numbers and dates that stand in a printed passage, as digits or in words."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from babel import Locale

from briefgen.facts.dates import LAST_QUARTER
from briefgen.facts.texts import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = "\u00a0\u202f "
_NUMBER = {
    "fr": re.compile(rf"\d{{1,3}}(?:[{_GAP}.]\d{{3}})+(?!\d)|\d+"),
    "en": re.compile(rf"\d{{1,3}}(?:[{_GAP},]\d{{3}})+(?!\d)|\d+"),
}
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTENED = re.compile(r"[^\W\d_]+\.")
_RUN_BREAK = re.compile(r"[^\w\s'\u2019-]")
"""What ends a number in words: any mark but the apostrophe and the hyphen."""
_ANYTHING = re.compile(".*", re.DOTALL)

_ONES = {
    "en": (
        "one two three four five six seven eight nine ten eleven twelve"
        " thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    ),
    "fr": (
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    ),
}
_ADDED: dict[str, dict[str, int]] = {
    language: {word: number for number, word in enumerate(words.split(), 1)}
    for language, words in _ONES.items()
}
_ADDED["en"] |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_ADDED["en"] |= {"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ADDED["fr"] |= {"une": 1, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40}
_ADDED["fr"] |= {"cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80, "nonante": 90}
_TIMES = {
    "en": {"hundred": 100, "thousand": 1000},
    "fr": {"cent": 100, "cents": 100, "mille": 1000},
}
_JOINTS = {"fr": ("et",), "en": ("and",)}
_YEAR_END = {"fr": {"fin"}, "en": {"end", "late"}}


def figures(text: str, language: str) -> set[int]:
    """The numbers in `text`: digits, grouped or not, and number words, alone or composed.

    The month of an ISO date is none: it would pass for a day.
    """
    digits = _ISO_DATE.sub(r"\1 | \3", text)
    printed = {int(re.sub(r"\D", "", found)) for found in _NUMBER[language].findall(digits)}
    for run in _RUN_BREAK.split(folded(text)):
        printed |= set(_worded(_WORD.findall(run), language))
    return printed


def _worded(words: list[str], language: str) -> Iterator[int]:
    """The numbers that runs of number words make: `soixante-dix-sept`, `one hundred and five`."""
    total = part = 0
    for word in (*words, "."):
        added, times = _ADDED[language].get(word), _TIMES[language].get(word)
        if times == 1000:  # noqa: PLR2004 -- closes a group of three digits
            total, part = total + (part or 1) * times, 0
        elif times:
            part = (part or 1) * times
        elif added == 20 and language == "fr" and part % 100 == 4:  # noqa: PLR2004 -- quatre-vingts
            part += 76
        elif added and (not part or _fits(added, part % 100, language)):
            part += added
        elif word not in _JOINTS[language]:
            if total or part:
                yield total + part
            total, part = 0, added or 0


def _fits(added: int, below: int, language: str) -> bool:
    """Whether a number word goes on a number whose last two digits are `below`."""
    if not below:
        return True
    room = 20 if language == "fr" and below in {60, 80} else 10
    teens = language == "fr" and below == 10 and added in {7, 8, 9}  # noqa: PLR2004 -- dix-sept
    return teens or (below % 10 == 0 and below > 10 and added < room)  # noqa: PLR2004 -- tens


def months(text: str, language: str) -> set[int]:
    """The months named in `text`, or given in an ISO date; 36 for the end of a year."""
    words = _WORD.findall(folded(text))
    named = {*words, *_SHORTENED.findall(folded(text))}
    names = _month_names(language)
    found = {names[word] for word in named if word in names}
    found |= {int(month) for _, month, _ in _ISO_DATE.findall(text)}
    return found | ({LAST_QUARTER} if _YEAR_END[language] & set(words) else set())


@functools.cache
def _month_names(language: str) -> dict[str, int]:
    """The months in full, and shortened with a full stop, in small letters."""
    named = Locale.parse(language).months["format"]
    names = {"sept.": 9}
    for number, name in named["abbreviated"].items():
        names[f"{folded(str(name)).rstrip('.')}."] = int(number)
    for number, name in named["wide"].items():
        names[folded(str(name))] = int(number)
    return names
