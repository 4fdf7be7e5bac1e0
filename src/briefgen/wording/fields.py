"""What the fields are called, and the questions they answer, in both languages."""

from __future__ import annotations

from briefgen.facts.records import Text
from briefgen.wording.fr import FRENCH


def both(en: str, fr: str) -> Text:
    """A text in both languages; the French one with the spaces and apostrophes of print."""
    return Text(en=en, fr=FRENCH.typeset(fr))


FIELDS = {
    "date": (both("date", "date"), both("when?", "quand ?")),
    "publisher": (both("publisher", "éditeur"), both("who published it?", "qui l'a publié ?")),
    "author": (both("author", "auteur"), both("who wrote it?", "qui l'a écrit ?")),
    "title": (
        both("title", "titre"),
        both("which title or office?", "quel titre ou quelle charge ?"),
    ),
    "address": (
        both("web address", "adresse web"),
        both("at which address?", "à quelle adresse ?"),
    ),
    "credit": (
        both("credit line", "mention de crédit"),
        both("credited to whom?", "quel crédit ?"),
    ),
    "name": (both("name", "nom"), both("how is the name written?", "comment le nom s'écrit-il ?")),
    "described": (
        both("description", "description"),
        both("described as what?", "décrit comment ?"),
    ),
    "nationality": (
        both("nationality", "nationalité"),
        both("of which nationality?", "de quelle nationalité ?"),
    ),
    "held_since": (
        both("held since", "détention depuis"),
        both("held since when?", "en détention depuis quand ?"),
    ),
    "charges": (
        both("charges", "accusations"),
        both("on which charges?", "pour quelles accusations ?"),
    ),
    "sentence": (both("sentence", "peine"), both("which sentence?", "quelle peine ?")),
    "related": (
        both("relation to disclose", "lien à signaler"),
        both("related to whom?", "lié à qui ?"),
    ),
    "freed": (
        both("date of the release", "date de la libération"),
        both("when were people freed?", "quand des personnes ont-elles été libérées ?"),
    ),
    "announced": (
        both("date of the announcement", "date de l'annonce"),
        both("when was it announced?", "quand cela a-t-il été annoncé ?"),
    ),
    "announced_by": (
        both("announced by", "annoncé par"),
        both("who announced it?", "qui l'a annoncé ?"),
    ),
    "stage": (
        both("stage", "stade"),
        both("how far has it come?", "à quel stade est-ce ?"),
    ),
    "people": (
        both("number of people", "nombre de personnes"),
        both("how many people?", "combien de personnes ?"),
    ),
    "foreign": (
        both("foreign citizens", "ressortissants étrangers"),
        both("how many foreign citizens?", "combien de ressortissants étrangers ?"),
    ),
    "called": (
        both("label", "désignation"),
        both("what are the people called?", "comment les personnes sont-elles désignées ?"),
    ),
    "act": (both("legal act", "acte juridique"), both("by which legal act?", "par quel acte ?")),
    "act_by": (both("author of the act", "auteur de l'acte"), both("whose act?", "acte de qui ?")),
    "composition": (
        both("composition", "composition"),
        both("who were they?", "qui étaient-elles ?"),
    ),
    "convicted_of": (
        both("convictions", "condamnations"),
        both("convicted of what?", "condamnées pour quoi ?"),
    ),
    "person": (both("person", "personne"), both("who?", "qui ?")),
    "to": (both("destination", "destination"), both("taken where?", "vers où ?")),
    "confirmed_by": (
        both("confirmed by", "confirmé par"),
        both("confirmed by whom?", "confirmé par qui ?"),
    ),
    "by": (both("author", "auteur"), both("by whom?", "par qui ?")),
    "target": (both("target", "cible"), both("aimed at what?", "visant quoi ?")),
    "change": (both("change", "changement"), both("what changes?", "qu'est-ce qui change ?")),
    "scope": (both("scope", "étendue"), both("how much of it?", "dans quelle mesure ?")),
    "in_effect": (
        both("in effect from", "en vigueur depuis"),
        both("in effect from when?", "en vigueur depuis quand ?"),
    ),
    "lapsed": (both("end", "fin"), both("when does it end?", "quand cela prend-il fin ?")),
    "instrument": (
        both("legal instrument", "instrument juridique"),
        both("by which instrument?", "par quel instrument ?"),
    ),
    "conditions": (
        both("conditions", "conditions"),
        both("on which conditions?", "à quelles conditions ?"),
    ),
    "effect": (both("reported effect", "effet rapporté"), both("to what effect?", "quel effet ?")),
    "grounds": (both("grounds", "motifs"), both("on which grounds?", "pour quels motifs ?")),
    "remains": (both("what remains", "ce qui demeure"), both("what remains?", "que reste-t-il ?")),
    "nature": (
        both("nature of the link", "nature du lien"),
        both("what connects them?", "qu'est-ce qui les relie ?"),
    ),
    "form": (both("kind", "nature"), both("of which kind?", "de quelle nature ?")),
    "who": (both("who", "qui"), both("who came or asked?", "qui est venu ou a demandé ?")),
    "with_whom": (both("with whom", "avec qui"), both("with whom?", "avec qui ?")),
    "place": (both("place", "lieu"), both("where?", "où ?")),
    "setting": (both("setting", "cadre"), both("held how?", "dans quel cadre ?")),
    "topics": (both("topics", "sujets"), both("on which topics?", "sur quels sujets ?")),
    "as_of": (
        both("date it holds for", "date de référence"),
        both("as of when?", "à quelle date ?"),
    ),
    "holder": (both("holder", "auteur"), both("who says so?", "qui le dit ?")),
}
"""What each claimed field is called, and the question it answers."""
