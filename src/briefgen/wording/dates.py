"""Dates and intervals in words of a language.

A point is worded in a *role* - `plain`, `the` (as a noun after a preposition), `on` (with its own
preposition) or `end` (the end of it, after "by") - and at a *scale*: day, month, year, `quarter`
(the last quarter) or `late` (about the last quarter). A language's `dates` maps `role scale` to a
pattern of `{date}` or `{year}`. A missing one falls back to `plain scale`, for `end` to
`the scale` first.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from briefgen.facts.dates import Point, When
from briefgen.wording.figures import locale_of

if TYPE_CHECKING:
    from briefgen.wording.language import Language

FORMS = ("short", "month", "iso", "day", "on", "of")


class _Look(Struct, frozen=True):
    """How a date is shown: its role, whether short, with which parts, and as what."""

    role: str = "plain"
    short: bool = False
    year: bool = True
    month: bool = True
    event: bool = False


_AS_NOUN = _Look(role="the")


@functools.cache
def date_in_words(when: When, language: Language, form: str = "", *, event: bool = False) -> str:
    """The date in the default form or one of `FORMS`.

    An `event` that is known to have come no earlier has an open end: it came on 11 September or
    later, where a state has lasted since then.

    `11 September 2025`; `short` 11 Sept 2025; `month` September 2025; `day` 11 September, where
    the year may go; `on` on 11 September 2025; `of` of 11 September 2025; `iso` as in the YAML.
    """
    if form == "iso":
        return str(when)
    if form == "of" and _is_point(when):
        return _of(when, language)
    look = _Look(
        role="on" if form == "on" else "plain",
        short=form == "short",
        year=form != "day" or not _one_year(when),
        event=event,
    )
    return _worded(_by_month(when) if form == "month" else when, language, look)


@functools.cache
def month_names(language: Language, *, short: bool = False) -> tuple[str, ...]:
    """January to December; a month too short to abbreviate stands in full."""
    names = locale_of(language).months["format"]["abbreviated" if short else "wide"]
    return tuple(str(names[month]) for month in range(1, 13))


def _worded(when: When, language: Language, look: _Look) -> str:
    start, end = when.start, when.end
    if start and end:
        if start == end:
            return _point(start, language, look)
        return _between(start, end, language, look)
    if start and look.event:
        return language.dates["or later"].format(date=_point(start, language, look))
    if start:
        return language.dates["since"].format(date=_point(start, language, _in(look, "the")))
    if end is None:
        raise ValueError("a date without start and end")
    return language.dates["until"].format(date=_point(end, language, _in(look, "end")))


def _between(start: Point, end: Point, language: Language, look: _Look) -> str:
    in_one_year = start.year == end.year and _on_calendar(start) and _on_calendar(end)
    in_one_month = in_one_year and start.month == end.month and bool(start.day and end.day)
    in_one_month = in_one_month and not (start.about or end.about)
    pattern, last = "between", _in(look, "the")
    if look.short:
        pattern, last = "days" if in_one_month else "span", _in(look, "plain")
    first = structs.replace(
        last, year=look.year and not in_one_year, month=look.month and not in_one_month
    )
    return language.dates[pattern].format(
        start=_point(start, language, first), end=_point(end, language, last)
    )


def _in(look: _Look, role: str) -> _Look:
    return structs.replace(look, role=role)


def _point(point: Point, language: Language, look: _Look) -> str:
    if _is_vague(point):
        return language.dates["around"].format(date=_exact(point, language, _in(look, "the")))
    return _exact(point, language, look)


def _exact(point: Point, language: Language, look: _Look) -> str:
    scale, patterns = _scale(point), language.dates
    fallback = "the" if look.role == "end" else "plain"
    keys = (f"{look.role} {scale}", f"{fallback} {scale}", f"plain {scale}")
    pattern = next((patterns[key] for key in keys if key in patterns), "{date}")
    return pattern.format(date=_calendar(point, language, look), year=point.year)


def _scale(point: Point) -> str:
    if point.late:
        return "late" if point.about else "quarter"
    return "day" if point.day else "month" if point.month else "year"


def _calendar(point: Point, language: Language, look: _Look) -> str:
    """Day, month and year, as far as known and shown; both languages have this order."""
    parts = []
    if point.day:
        parts.append(language.first if point.day == 1 else str(point.day))
    if point.month and not point.late and look.month:
        parts.append(month_names(language, short=look.short)[point.month - 1])
    if look.year:
        parts.append(str(point.year))
    return " ".join(parts)


def _of(when: When, language: Language) -> str:
    point = when.points[0]
    date = _exact(point, language, _AS_NOUN)
    pattern = "of around" if _is_vague(point) else "of"
    return language.dates[pattern].format(date=date, of_date=language.of(date))


def _is_vague(point: Point) -> bool:
    """Whether it needs a word for about; "late" already says it."""
    return point.about and not point.late


def _is_point(when: When) -> bool:
    return when.start is not None and when.start == when.end


def _by_month(when: When) -> When:
    def wider(point: Point | None) -> Point | None:
        return structs.replace(point, day=None) if point else None

    return When(wider(when.start), wider(when.end), interval=when.interval)


def _one_year(when: When) -> bool:
    return len({point.year for point in when.points}) == 1 and all(map(_on_calendar, when.points))


def _on_calendar(point: Point) -> bool:
    """Whether it names a month, so that its year can be left to the context."""
    return point.month is not None and not point.late
