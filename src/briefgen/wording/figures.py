"""Numbers and quantities in words of a language."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from babel import Locale
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Callable

    from unicode_rbnf import RbnfEngine

    from briefgen.facts.quantities import Quantity
    from briefgen.wording.language import Language, Noun


@functools.cache
def locale_of(language: Language) -> Locale:
    """Babel's locale, read from disk once."""
    return Locale.parse(language.locale)


@functools.cache
def number(figure: float, language: Language) -> str:
    """`1,265`; in French with narrow no-break spaces (U+202F) between the thousands."""
    return format_decimal(figure, locale=locale_of(language))


@functools.cache
def spelled(figure: int, language: Language, *, feminine: bool = False) -> str:
    """`fifty-two`: the cardinal by the rules of CLDR, which Babel does not carry."""
    result = _speller(language).format_number(
        figure, ruleset_names=[language.cardinals[1 if feminine else 0]]
    )
    return language.respelled(result.text)


@functools.cache
def _speller(language: Language) -> RbnfEngine:
    from unicode_rbnf import RbnfEngine  # noqa: PLC0415 -- 30 ms that most runs do not need

    return RbnfEngine.for_language(language.code)


def quantity(value: Quantity, language: Language) -> str:
    """The figures with their bound: `52`, `about 1,265`, `40 to 45`, `some`."""
    return _bounded(value, language, number)


def quantity_spelled(value: Quantity, language: Language, *, feminine: bool = False) -> str:
    """The same in number words: `about forty`."""
    return _bounded(value, language, functools.partial(spelled, feminine=feminine))


def _bounded(value: Quantity, language: Language, write: Callable[[int, Language], str]) -> str:
    figures = (write(figure, language) for figure in value.figures)
    return language.quantities[value.form].format(*figures)


def counted(
    value: Quantity, noun: Noun, language: Language, *, spell: bool = False, called: bool = False
) -> str:
    """The quantity with what it counts: `52 people`, `some people`.

    `called` marks the noun as a label that some of a wider group bear: `most of them Belarusians`.
    """
    if spell:
        shown = quantity_spelled(value, language, feminine=noun.feminine)
    else:
        shown = quantity(value, language)
    figures = value.figures
    word = agreeing(figures[-1], noun, language) if figures else noun.other
    keys = (f"{value.form} called" if called else "", value.form)
    patterns = (language.counted[key] for key in keys if key in language.counted)
    pattern = next(patterns, "{quantity} {noun}")
    return pattern.format(quantity=shown, noun=word, of_noun=language.of(word))


def agreeing(figure: int, noun: Noun, language: Language) -> str:
    """The noun's form after that number."""
    return noun.one if locale_of(language).plural_form(figure) == "one" else noun.other
