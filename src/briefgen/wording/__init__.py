"""Values to text, one module a language; the workbook and the brief both take it from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.wording.en import ENGLISH
from briefgen.wording.fr import FRENCH
from briefgen.wording.language import Band, Language, Noun, find_words, whole_words
from briefgen.wording.wording import NoValue, UnknownForm, Wording

if TYPE_CHECKING:
    from briefgen.facts.dossier import Dossier

__all__ = [
    "LANGUAGES",
    "Band",
    "Language",
    "NoValue",
    "Noun",
    "UnknownForm",
    "Wording",
    "find_words",
    "whole_words",
    "wording_for",
]

LANGUAGES = {language.code: language for language in (ENGLISH, FRENCH)}
"""The languages briefgen writes, by code."""


def wording_for(language: str, dossier: Dossier) -> Wording:
    """How values of `dossier` are written in `language`, "en" or "fr". Raises KeyError."""
    return Wording(LANGUAGES[language], dossier)
