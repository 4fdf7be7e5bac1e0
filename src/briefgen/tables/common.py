"""Columns that several tables share, so that they are called and explained alike."""

from __future__ import annotations

from briefgen.tables.table import Column
from briefgen.wording.fields import both

DISPUTED_ON = Column(
    "disputed_on",
    both("Disputed on", "Contesté sur"),
    both(
        "what the texts put in more than one way; Disagreements has each version",
        "ce que les textes disent de plus d'une façon ; versions à la feuille des désaccords",
    ),
    "mark",
    16,
    computed=True,
    full=True,
    nil=True,
)
ORIGINS = Column(
    "origins",
    both("Named origins", "Origines nommées"),
    both(
        "named, unrelated voices that vouch for the row; voices that belong together count once",
        "voix nommées, sans lien entre elles, qui attestent la ligne ; liées, elles font une",
    ),
    "number",
    9,
    computed=True,
    full=True,
)
OWN_VOICE = Column(
    "own_voice",
    both("Texts in their own voice", "Textes en leur propre nom"),
    both(
        "texts that assert it themselves and do not say how they know; no independent witnesses",
        "textes qui l'affirment eux-mêmes sans dire d'où ; pas des témoins indépendants",
    ),
    "number",
    10,
    computed=True,
    full=True,
)
TEXTS = Column(
    "texts",
    both("Texts", "Textes"),
    both("texts that bear the row out", "textes qui appuient la ligne"),
    "number",
    7,
    computed=True,
    full=True,
)
EVIDENCE = Column(
    "evidence",
    both("Evidence", "Preuves"),
    both(
        "addresses of the readings it rests on: 003.1a is text 003, paragraph 1, passage a",
        "adresses des lectures qui la fondent : 003.1a, texte 003, paragraphe 1, passage a",
    ),
    "address",
    21,
    computed=True,
)
SUPPORT = (TEXTS, ORIGINS, OWN_VOICE)
NOTE = Column(
    "note",
    both("Note", "Note"),
    both("our remark on the row", "notre remarque sur la ligne"),
    "note",
    30,
    full=True,
    nil=True,
)
READY = Column(
    "ready",
    both("Ready sentence", "Phrase prête"),
    both(
        "a sentence to copy, no stronger than the stage, with its evidence",
        "une phrase à copier, jamais plus forte que le stade, avec ses preuves",
    ),
    "text",
    54,
    computed=True,
    full=True,
)
ID = Column(
    "id",
    both("Id", "Identifiant"),
    both("the name of the record in the YAML files", "le nom de la fiche dans les fichiers YAML"),
    "id",
    26,
    level=1,
    full=True,
)


def bounds(key: str, of: tuple[str, str], what: tuple[str, str]) -> tuple[Column, Column, Column]:
    """A count under the header `of`, and its smallest and largest value beside it, folded away."""
    return (
        Column(key, both(*of), both(*what), "number", 12, computed=True),
        Column(
            f"{key}_low",
            both(f"{of[0]} low", f"{of[1]} min"),
            both("the smallest number it allows", "le plus petit nombre possible"),
            "number",
            9,
            level=1,
            computed=True,
        ),
        Column(
            f"{key}_high",
            both(f"{of[0]} high", f"{of[1]} max"),
            both(
                "the largest number it allows; blank where the texts give no upper bound",
                "le plus grand nombre possible ; vide si les textes ne donnent pas de maximum",
            ),
            "number",
            9,
            level=1,
            computed=True,
        ),
    )


def span(key: str, of: tuple[str, str]) -> tuple[Column, Column]:
    """The first and last day of the date under `key`, folded away."""
    return (
        Column(
            f"{key}_from",
            both(f"{of[0]} from", f"{of[1]} du"),
            both("the first day it allows", "le premier jour possible"),
            "date",
            12,
            level=1,
            computed=True,
        ),
        Column(
            f"{key}_to",
            both(f"{of[0]} to", f"{of[1]} au"),
            both("the last day it allows", "le dernier jour possible"),
            "date",
            12,
            level=1,
            computed=True,
        ),
    )
