"""The dates, numbers and names in a printed paragraph, each with the words that print it.

Numbers and months are read by the rule that checks anchors, so what is found here passes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.checks.numerals import figures, months
from briefgen.facts.dates import LAST_QUARTER
from briefgen.facts.readings import WORDS_IN_ANCHOR
from briefgen.facts.texts import normal

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_TOKEN = re.compile(r"\S+")
_DAY = re.compile(r"\W?(\d{1,2})(?:er|st|nd|rd|th)?,?")
_YEAR = re.compile(r"(\d{4})(?!\d)\W*")
_ISO = re.compile(r"\W?(\d{4})-(\d\d)-(\d\d)\W*")
_EDGE = "«»“”\"'‘’()[].,;:!?… \u00a0\u202f"  # noqa: RUF001 -- marks that texts print
_NUMBER_WORDS = 4
_WORDS_AFTER = 2


class PrintedDate(Struct, frozen=True):
    """A date as printed: a month at least; where it stands, and its words."""

    year: int | None
    month: int
    day: int | None
    start: int
    end: int
    words: str


def dates_in(text: str, language: str) -> tuple[PrintedDate, ...]:
    """The dates in the order of the text."""
    tokens = list(_TOKEN.finditer(text))
    found = (_date_at(index, tokens, language) for index in range(len(tokens)))
    return tuple(date for date in found if date)


def _date_at(index: int, tokens: list[re.Match[str]], language: str) -> PrintedDate | None:
    """The date whose month is the token of that index."""
    token = tokens[index]
    if iso := _ISO.fullmatch(token[0]):
        year, month, day = map(int, iso.groups())
        return _dated(tokens, (index, index), year=year, month=month, day=day)
    named = months(token[0], language) - {LAST_QUARTER}
    if len(named) != 1:
        return None
    first = last = index
    day_before = _DAY.fullmatch(tokens[index - 1][0]) if index else None
    day_after = _next(_DAY, last, tokens) if language == "en" and not day_before else None
    first -= bool(day_before)
    last += bool(day_after)
    year_after = _next(_YEAR, last, tokens)
    last += bool(year_after)
    found = day_before or day_after
    if not found and not year_after and language == "en" and token[0].islower():
        return None  # may, march
    return _dated(
        tokens,
        (first, last),
        year=int(year_after[1]) if year_after else None,
        month=named.pop(),
        day=int(found[1]) if found else None,
    )


def _next(
    pattern: re.Pattern[str], index: int, tokens: list[re.Match[str]]
) -> re.Match[str] | None:
    return pattern.fullmatch(tokens[index + 1][0]) if index + 1 < len(tokens) else None


def _dated(
    tokens: list[re.Match[str]],
    span: tuple[int, int],
    *,
    year: int | None,
    month: int,
    day: int | None,
) -> PrintedDate:
    start, end = tokens[span[0]].start(), tokens[span[1]].end()
    words = tokens[0].string[start:end].strip(_EDGE)
    return PrintedDate(year, month, day, start, end, words)


def without_dates(text: str, dates: Iterable[PrintedDate]) -> str:
    """The text with a bar in the place of each character of a date, so that no number spans it."""
    for date in dates:
        text = f"{text[: date.start]}{'|' * (date.end - date.start)}{text[date.end :]}"
    return text


def words_of_number(number: int, text: str, language: str) -> tuple[int, str] | None:
    """Where the number is printed, and its words with the next ones; None when it is not."""
    if number not in figures(text, language):
        return None
    tokens = list(_TOKEN.finditer(text))
    for length in range(1, _NUMBER_WORDS + 1):
        for start in range(len(tokens) - length + 1):
            window = tokens[start : start + length]
            if number in figures(text[window[0].start() : window[-1].end()], language):
                return window[0].start(), _with_next(window, tokens[start + length :])
    return None


def _with_next(window: list[re.Match[str]], after: list[re.Match[str]]) -> str:
    """The words and up to two more of the same clause."""
    room = min(_WORDS_AFTER, WORDS_IN_ANCHOR - len(window))
    for token in after[:room]:
        if window[-1][0][-1] in _EDGE or "|" in token[0]:
            break
        window = [*window, token]
    return window[0].string[window[0].start() : window[-1].end()].strip(_EDGE)


def words_of_name(forms: Iterable[str], text: str) -> tuple[int, str] | None:
    """Where one of the forms of a name is printed, the longest first, and its words as printed."""
    text = normal(text)
    for form in sorted(filter(None, map(normal, forms)), key=len, reverse=True):
        if found := _pattern(form).search(text):
            return found.start(), " ".join(found[0].split()[:WORDS_IN_ANCHOR])
    return None


def _pattern(form: str) -> re.Pattern[str]:
    words = (re.sub("['’]", "['’]", re.escape(word)) for word in form.split())  # noqa: RUF001 -- as printed
    joined = r"\s+".join(words)
    case = re.NOFLAG if form.isupper() else re.IGNORECASE
    return re.compile(rf"(?<!\w){joined}(?!\w)", case)


def year_like(number: int) -> bool:
    """Whether a number alone is more likely a year than a count."""
    return 1900 <= number <= 2100  # noqa: PLR2004 -- years that such texts name


def passages(taken: Container[str]) -> Iterator[str]:
    """The letters that no passage has taken: of a to z, then aa, ab ..."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    every = (*letters, *(one + other for one in letters for other in letters))
    yield from (letter for letter in every if letter not in taken)
