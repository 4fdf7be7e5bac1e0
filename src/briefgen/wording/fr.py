"""French, as the French press and the rules of typography write it.

Patterns and phrases stand here with ordinary spaces and apostrophes; `_typeset` puts in those of
print, so that no invisible character stands in this file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.wording.language import Band, Language, Noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_QUANTITIES = {
    "exact": "{}",
    "about": "environ {}",
    "over": "plus de {}",
    "at least": "au moins {}",
    "at most": "au plus {}",
    "range": "{} à {}",
    "some": "un certain nombre",  # "certains" would have to agree with what is counted
    "most": "la plupart",
}

_COUNTED = {
    "some": "{quantity} {of_noun}",
    "most": "{quantity} des {noun}",
    "most called": "pour la plupart des {noun}",  # "la plupart des B." says another thing
}

_DATES = {
    "plain quarter": "dernier trimestre {year}",
    "plain late": "fin {year}",
    "the day": "le {date}",
    "the quarter": "le dernier trimestre de {year}",
    "the late": "la fin de {year}",
    "on day": "le {date}",
    "on month": "en {date}",
    "on year": "en {date}",
    "on quarter": "au dernier trimestre de {year}",
    "on late": "à la fin de {year}",
    "end month": "fin {date}",
    "end year": "fin {date}",
    "end quarter": "fin {year}",
    "end late": "fin {year}",
    "around": "vers {date}",
    "of": "{of_date}",
    "of around": "des environs {of_date}",
    "between": "entre {start} et {end}",
    "days": "{start}\u2013{end}",
    "span": "{start} \u2013 {end}",
    "since": "depuis {date}",
    "or later": "{date} ou plus tard",
    "until": "au plus tard {date}",  # an interval includes its end: "avant" would leave it out
}

_WORDS = {
    "stage.sought": "souhaité(e)",
    "stage.discussed": "discuté(e)",
    "stage.considered": "envisagé(e)",
    "stage.announced": "annoncé(e)",
    "stage.reported_done": "donné(e) pour fait(e)",
    "stage.in_effect": "en vigueur",
    "stage.lapsed": "échu(e)",
    "people.sought": "personnes, libération souhaitée",
    "people.discussed": "personnes, libération discutée",
    "people.considered": "personnes, libération envisagée",
    "people.announced": "personnes, annonce seule",
    "people.reported_done": "personnes dites libérées",
    "people.in_effect": "personnes dites libérées",
    "people.lapsed": "personnes, mesure échue",
    "scope.some": "certaines",
    "scope.all": "toutes",
    "scope.unqualified": "sans limite exprimée",
    "axis.named": "personne nommée",
    "axis.nationality": "nationalité",
    "axis.destination": "destination",
    "axis.description": "description",
    "form.demand": "demande",
    "form.assessment": "appréciation",
    "form.allegation": "allégation",
    "form.background": "contexte",
    "form.position": "position",
    "gender.m": "homme",
    "gender.f": "femme",
    "language.en": "anglais",
    "language.fr": "français",
    "weight.material": "de fond",
    "weight.precision": "de précision",
    "weight.framing": "de cadrage",
    "kind.exclusive": "ne peuvent toutes être vraies",
    "kind.moments": "moments différents",
    "kind.labels": "désignations différentes",
    "kind.single": "un seul texte",
    "relation.says": "le dit",
    "relation.less precise": "moins précis",
    "relation.more precise": "plus précis",
    "relation.spelling": "autre graphie",
    "relation.version": "une des versions",
    "relation.earlier stage": "stade antérieur",
    "relation.otherwise": "autrement",
    "status.draft": "projet",
    "status.final": "version définitive",
    "truth.true": "oui",
    "truth.false": "non",
    "kinds.sources": "sources",
    "kinds.persons": "personnes",
    "kinds.bodies": "organismes",
    "kinds.terms": "termes",
    "kinds.reasons": "motifs",
    "kinds.releases": "libérations",
    "kinds.parts": "groupes",
    "kinds.sanctions": "sanctions",
    "kinds.links": "liens",
    "kinds.contacts": "contacts",
    "kinds.estimates": "estimations",
    "kinds.statements": "déclarations",
    "kinds.unknowns": "inconnues",
    "kinds.bounds": "bornes",
}

_NOUNS = {
    "person": Noun("personne", "personnes", feminine=True),
    "foreigner": Noun("ressortissant étranger", "ressortissants étrangers"),
    "named_person": Noun("personne nommée", "personnes nommées", feminine=True),
    "source": Noun("source", "sources", feminine=True),
    "text": Noun("texte", "textes"),
    "origin": Noun("origine nommée", "origines nommées", feminine=True),
    "unnamed": Noun("groupe non nommé", "groupes non nommés"),
    "own_voice": Noun("texte en son propre nom", "textes en leur propre nom"),
    "voice": Noun("voix", "voix", feminine=True),
    "reading": Noun("lecture", "lectures", feminine=True),
    "passage": Noun("passage", "passages"),
    "paragraph": Noun("paragraphe", "paragraphes"),
    "anchor": Noun("ancre", "ancres", feminine=True),
    "fact": Noun("fait", "faits"),
    "figure": Noun("chiffre", "chiffres"),
    "record": Noun("fiche", "fiches", feminine=True),
    "row": Noun("ligne", "lignes", feminine=True),
    "sheet": Noun("feuille", "feuilles", feminine=True),
    "page": Noun("page", "pages", feminine=True),
    "note": Noun("note", "notes", feminine=True),
    "step": Noun("étape", "étapes", feminine=True),
    "release": Noun("libération", "libérations", feminine=True),
    "group": Noun("groupe", "groupes"),
    "measure": Noun("mesure", "mesures", feminine=True),
    "link": Noun("lien", "liens"),
    "contact": Noun("contact", "contacts"),
    "estimate": Noun("estimation", "estimations", feminine=True),
    "statement": Noun("déclaration", "déclarations", feminine=True),
    "unknown": Noun("question ouverte", "questions ouvertes", feminine=True),
    "actor": Noun("acteur", "acteurs"),
    "name": Noun("nom", "noms"),
    "version": Noun("version", "versions", feminine=True),
    "disagreement": Noun("désaccord", "désaccords"),
    "sentence": Noun("phrase", "phrases", feminine=True),
    "judgement": Noun("jugement", "jugements"),
    "day": Noun("jour", "jours"),
    "month": Noun("mois", "mois"),
    "more": Noun("autre", "autres"),
}

_PHRASES = {
    # what stands where there is no value
    "not_stated": "les textes ne le disent pas",
    "number_not_stated": "nombre non indiqué",
    "date_not_stated": "date non indiquée",
    "disputed": "contesté",
    "not_applicable": "s.o.",
    "undated": "sans date",
    "not_known": "inconnu",
    "no_change_reported": "aucun changement signalé",
    "nothing_dated": "les textes ne datent rien",
    # remarks beside a value
    "disputed_note": "Contesté : {what}. ",
    "doubted": "mis en doute : {reason}",
    "hedged": "avec réserve",
    "our_sum": "notre somme",
    "passages_found": "passages retrouvés dans les articles : {found} sur {number}",
    "passages_missing": "{found} ; pas à disposition : {missing}",
    "passages_unchecked": "les articles ne sont pas à disposition : passages non vérifiés",
    "of_those_shown": "parmi ceux qui sont montrés",
    "of_whom": "dont {what}",
    "announced_only": "annonce seulement",
    "also_printed": "aussi imprimé {names}",
    "note_again": "voir note {number}",
    "and_more": "et {number} de plus",
    "more_in_workbook": "{number} de plus dans le classeur",
    "we_write": "nous écrivons",
    "who_words": "{who} : {words}",
    "who_says": "selon {who}",
    "article": "le texte lui-même",
    "of_text": "texte {source}",
    "confidence": "confiance {level}",
    "likelihood": "{words} ({percentages} %)",
    # how a record is called where it has no title
    "release_freed": "la libération {of_date}",
    "release_freed_by": "la libération ({date})",
    "release_announced": "la libération annoncée {on_date}",
    "release_undated": "une libération sans date",
    "announcement": "l'annonce {of_date}",
    "dated": "{what}, {date}",
    "link": "lien : {of} et {to}",
    "part": "groupe",
    "part_to": "{people}, {to}",
    "estimate": "estimation",
    "sanction": "mesure",
    "contact": "contact",
    # the frame of the files
    "edition": "Édition {edition}",
    "cutoff": "Informations arrêtées : {date}",
    "period": "Période : {date}",
    "page": "page {number}",
}

_UNDONE = 'write "a annoncé", or the future'


def _forms(participles: Iterable[str], reason: str) -> dict[str, str]:
    """A past participle in its four forms."""
    return {word + end: reason for word in participles for end in ("", "e", "s", "es")}


DONE_WORDS: Mapping[str, str] = {
    **_forms(
        ("assoupli", "allégé", "retiré", "suspendu", "dégelé", "abrogé", "supprimé"),
        _UNDONE,
    ),
    # "la levée" is what is announced: only the participle claims that it has happened
    **dict.fromkeys(
        (
            *("levé", "levés", "a levée", "ont levée", "a levées", "ont levées"),
            *("été levée", "été levées", "est levée", "sont levées", "en levant"),
        ),
        _UNDONE,
    ),
    **_forms(
        ("libéré", "relâché", "gracié", "amnistié"),
        _UNDONE,
    ),
    **dict.fromkeys(
        ("remis en liberté", "été remise en liberté", "remises en liberté"),
        _UNDONE,
    ),
    **dict.fromkeys(
        (
            *("a pris effet", "ont pris effet", "a permis", "ont permis"),
            *("est en vigueur", "sont en vigueur", "entré en vigueur", "entrés en vigueur"),
            *("est entrée en vigueur", "sont entrées en vigueur", "entrées en vigueur"),
        ),
        _UNDONE,
    ),
    **_forms(
        ("rouvert", "rétabli", "accordé", "accompli", "exécuté", "achevé", "réalisé"),
        _UNDONE,
    ),
}
"""Words that may not stand in a sentence resting on a fact at stage announced or below."""

_BARGAIN = "ce qui fut donné contre quoi est une affirmation : citer le lien et dire de qui il est"
_MOMENT = "vrai un jour seulement : donner la date"
_ROUNDING = "arrondit : imprimer le chiffre et sa borne"
_WITNESSES = "compte les textes comme témoins : dire combien d'origines nommées"

BANNED: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("en échange", "en contrepartie", "contrepartie", "contreparties", "en retour"),
            *("marchandage", "troc", "donnant-donnant", "échange de prisonniers"),
            *("concession", "concessions", "récompense", "récompensé"),
        ),
        _BARGAIN,
    ),
    **dict.fromkeys(
        ("toutes les sanctions", "l'ensemble des sanctions", "les sanctions sont levées"),
        "aucun texte ne dit toutes : nommer la mesure et sa portée telle qu'elle est dite",
    ),
    **dict.fromkeys(
        (
            *("actuellement", "jusqu'ici", "jusqu'à présent", "à ce jour", "toujours"),
            *("encore", "à présent", "aujourd'hui", "récemment"),
        ),
        _MOMENT,
    ),
    **dict.fromkeys(
        (
            *("une dizaine", "des dizaines", "une centaine", "des centaines", "des milliers"),
            *("près de", "une poignée"),
        ),
        _ROUNDING,
    ),
    "otage": "une étiquette : « personnes », ou l'étiquette de quelqu'un, qui est nommé",
    "otages": "une étiquette : « personnes », ou l'étiquette de quelqu'un, qui est nommé",
    **dict.fromkeys(
        ("plusieurs sources", "toutes les sources", "sources concordantes"), _WITNESSES
    ),
}
"""Words that do not stand in our own voice, each with the reason."""

# Never "un" and "une", articles and pronouns, and no ordinals: "premier" orders without counting.
NUMBER_WORDS = (
    *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "vingt", "trente", "quarante", "cinquante"),
    *("soixante", "cent", "cents", "mille", "million", "millions", "milliard", "milliards"),
    *("dizaine", "dizaines", "douzaine", "douzaines", "quinzaine", "vingtaine", "trentaine"),
    *("cinquantaine", "soixantaine", "centaine", "centaines", "millier", "milliers"),
)
"""Each number from two up, spelled, holds at least one of them as a whole word."""

# ICD 203, first row only. French has no standard for these words, so that the percentages, which
# the directive gives, stand beside them.
LIKELIHOOD = (
    Band("presque exclu", 1, 5),
    Band("très improbable", 5, 20),
    Band("improbable", 20, 45),
    Band("à peu près une chance sur deux", 45, 55),
    Band("probable", 55, 80),
    Band("très probable", 80, 95),
    Band("presque certain", 95, 99),
)

CONFIDENCE: Mapping[str, str] = {"high": "élevée", "moderate": "modérée", "low": "faible"}
"""ICD 203 levels; they speak of the evidence and never stand beside a likelihood."""

_VOWELS = "aeiouyàâäæéèêëîïôöœùûüh"
_ASPIRATED = ("hait", "haut", "hollan", "hongr", "huit", "houthi", "haine", "handicap", "héros")
_SEMIVOWELS = ("yé", "yo", "ya", "onz", "oui")
_BEFORE_MARK = re.compile(r"[ \u00a0\u202f]+(?=[:;?!%»])")
_AFTER_QUOTE = re.compile(r"«[ \u00a0\u202f]*")


def _of(text: str) -> str:
    """`de`, contracted with an article and elided before a vowel: `du`, `des`, `d'`.

    The indefinite `des` goes: `de` responsables.
    """
    text = text.removeprefix("des ")
    start = text.casefold()
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if start.startswith(article):
            return contracted + text[len(article) :]
    mute = start.startswith(tuple(_VOWELS)) and not start.startswith((*_ASPIRATED, *_SEMIVOWELS))
    return f"d\u2019{text}" if mute else f"de {text}"


def _typeset(text: str) -> str:
    """No-break spaces before `: ; ? ! %` and inside guillemets; typographic apostrophes."""
    text = _BEFORE_MARK.sub("\u00a0", text)
    text = _AFTER_QUOTE.sub("«\u00a0", text)
    return re.sub(r"(?<=\w)'", "\u2019", text)


def _agreed(text: str, gender: str | None) -> str:
    """`militant(e)` for a man or a woman; it stays as it is where the gender is not known."""
    return text if gender is None else text.replace("(e)", "e" if gender == "f" else "")


def _respelled(words: str) -> str:
    """`vingt et un`, as the press writes it; CLDR joins it as the reform of 1990 allows."""
    return words.replace("-et-", " et ")


def _printed(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: _typeset(text) for key, text in texts.items()}


FRENCH = Language(
    code="fr",
    tag="fr-FR",
    locale="fr",
    first="1er",
    separator="\u00a0; ",
    quantities=_QUANTITIES,
    counted=_COUNTED,
    dates=_DATES,
    words=_printed(_WORDS),
    nouns=_NOUNS,
    phrases=_printed(_PHRASES),
    of=_of,
    typeset=_typeset,
    agreed=_agreed,
    cardinals=("spellout-cardinal-masculine", "spellout-cardinal-feminine"),
    respelled=_respelled,
    done=DONE_WORDS,
    banned=BANNED,
    number_words=NUMBER_WORDS,
    likelihood=LIKELIHOOD,
    confidence=CONFIDENCE,
)
