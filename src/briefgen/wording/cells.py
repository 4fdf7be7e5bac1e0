"""Words that stand in cells and charts, in both languages."""

from __future__ import annotations

from briefgen.facts.records import Text
from briefgen.wording.fields import both

NONE = "\u2013"
"""Nothing to show, in what we computed, looked for or remark: a blank is the texts' own silence."""

NOT_KNOWN = both("not known", "inconnue")
UNCHECKED = both("not checked", "non vérifié")
BLANK = both(
    "blank: the texts do not say; n/a: does not apply",
    "vide : les textes ne le disent pas ; s.o. : sans objet",
)
NEVER_BLANK = both("never blank", "jamais vide")
DASHED = both("never blank; \u2013: nothing to show", "jamais vide ; \u2013 : rien à montrer")
STEP = both("step", "étape")
MEASURE_IN_PLACE = both("measure in place", "mesure en place")
NO_CHANGE = both("no step by its author on this target", "aucune mesure de son auteur sur la cible")
AUTHOR_NOT_NAMED = both("not said: its author is not named", "non dit : l'auteur n'est pas nommé")
GIVEN = both("given", "donné")
NOT_STATED = both("not stated", "non indiqué")
AS_HERE = both("as here", "comme ici")
PERSON = both("person", "personne")
BODY = both("body", "organisme")
UNNAMED_GROUP = both("unnamed group", "groupe non identifié")
UNDATED = both("no date of its own", "sans date propre")
AUTHOR_NOT_STATED = both("author not stated", "auteur non indiqué")
OLDER = both(
    "{months} older than the event its text is about",
    "antérieure de {months} à l'événement dont parle son texte",
)
DATE_DOUBTED = both("its date may be wrong", "sa date est peut-être fausse")
NOT_EXACT = both("not an exact count", "pas un décompte exact")
HEDGED = both("hedged", "avec réserve")
RELEASE = both("release", "libération")
SANCTIONS_STEP = both("sanctions step", "mesure de sanction")
CONTACT = both("contact", "contact")
EVERY_VERSION = both("every version", "chaque version")
STAGE_DISPUTED = both("stage disputed", "stade contesté")
STAGE_NOT_STATED = both("stage not stated", "stade non indiqué")
KINDS_OF_CELL: dict[str, Text] = {
    "text": both("text", "texte"),
    "short": both("text", "texte"),
    "number": both(
        "number, or words where it is not exact", "nombre, ou mots s'il n'est pas exact"
    ),
    "date": both("day", "jour"),
    "when": both(
        "date in EDTF: 2025-09-11, 2025-09, ../2025-12-13",
        "date en EDTF : 2025-09-11, 2025-09, ../2025-12-13",
    ),
    "address": both("addresses of readings", "adresses de lectures"),
    "flag": both("yes or no", "oui ou non"),
    "mark": both("warning in words", "mise en garde en mots"),
    "link": both("link to a row", "lien vers une ligne"),
    "note": both("remark", "remarque"),
    "id": both("name in the YAML files", "nom dans les fichiers YAML"),
}
ANY = both("any", "libre")
TERMS = both("terms: {terms}", "termes : {terms}")
AN_ACTOR = both("a row of Persons or Actors", "une ligne de Personnes ou d'Acteurs")
UNTICKED = both("empty until it is ticked", "vide tant que rien n'est coché")
EXACT = both("exact", "exact")
AT_LEAST = both("at least", "au moins")
ABOUT = both("about", "environ")
AT_LEAST_ABOUT = both("at least about", "au moins environ")
OUR_SUM = both(
    "{bound} {people}: our sum over {counted} with a number",
    "{bound} {people} : notre somme sur {counted} avec un nombre",
)
OF_ONE = both(
    "{bound} {people}, of the only step with a number",
    "{bound} {people}, de la seule étape avec un nombre",
)
OF_NONE = both(
    "{bound} {people}: no step with a number", "{bound} {people} : aucune étape avec un nombre"
)
WITHOUT = both("; {uncounted} without", " ; {uncounted} sans")
_NOTHING = both("nothing", "rien")
FIGURES: dict[str, tuple[Text, Text, Text]] = {
    "steps_done": (
        both("Releases reported done", "Libérations rapportées comme faites"),
        both("steps that a text reports as done", "étapes qu'un texte rapporte comme faites"),
        both(
            "steps announced only or left open", "étapes seulement annoncées ou laissées ouvertes"
        ),
    ),
    "freed": (
        both("People reported freed", "Personnes dites libérées"),
        both(
            "people of the releases reported done whose number is known, added up",
            "personnes des libérations rapportées comme faites dont le nombre est connu,"
            " additionnées",
        ),
        both(
            "people announced only, steps without a number, and all estimates",
            "personnes seulement annoncées, étapes sans nombre, et toute estimation",
        ),
    ),
    "uncounted": (
        both("Releases reported done without a number", "Libérations faites sans nombre"),
        both(
            "steps reported as done for which the texts give no number",
            "étapes rapportées comme faites dont les textes ne donnent pas le nombre",
        ),
        both("steps with a number", "étapes avec un nombre"),
    ),
    "foreign": (
        both("Foreign citizens included", "Ressortissants étrangers compris"),
        both(
            "those of the releases reported done that give a number, added up; already counted in"
            " them",
            "ceux des libérations faites qui en donnent le nombre, additionnés ; déjà comptés",
        ),
        both(
            "steps that give no number of foreign citizens, or say only that there were some",
            "étapes qui n'en donnent pas le nombre, ou disent seulement qu'il y en a",
        ),
    ),
    "steps_announced": (
        both("Releases announced only", "Libérations seulement annoncées"),
        both(
            "steps announced that no text reports as done",
            "étapes annoncées qu'aucun texte ne rapporte comme faites",
        ),
        both("steps reported done", "étapes rapportées comme faites"),
    ),
    "announced": (
        both("People announced only", "Personnes seulement annoncées"),
        both(
            "people of the steps announced only, added up; never added to the people freed",
            "personnes des étapes seulement annoncées, additionnées ; jamais ajoutées aux libérées",
        ),
        both("people reported freed", "personnes dites libérées"),
    ),
    "persons": (
        both("Detained persons named", "Personnes détenues nommées"),
        both(
            "persons whom a text names in a release",
            "personnes qu'un texte nomme dans une libération",
        ),
        both("people who are only counted", "personnes seulement comptées"),
    ),
    "sanctions": (
        both("Sanctions steps", "Mesures de sanction prises ou annoncées"),
        both("steps at whatever stage", "étapes, à quelque stade que ce soit"),
        both("measures in place", "mesures en place"),
    ),
    "sanctions_announced": (
        both("Sanctions steps announced", "Mesures de sanction annoncées"),
        both("steps announced and not reported done", "étapes annoncées et non rapportées faites"),
        both("steps at other stages", "étapes à d'autres stades"),
    ),
    "sanctions_reported_done": (
        both("Sanctions steps reported done", "Mesures de sanction rapportées comme faites"),
        both(
            "steps that a text reports as done; whether they took effect is another matter",
            "étapes qu'un texte rapporte comme faites ; leur entrée en vigueur est autre chose",
        ),
        both("steps announced only", "étapes seulement annoncées"),
    ),
    "sanctions_in_effect": (
        both("Sanctions steps in effect", "Mesures de sanction entrées en vigueur"),
        both("steps that a text says are in effect", "étapes qu'un texte dit en vigueur"),
        both("steps reported done without it", "étapes faites sans que ce soit dit"),
    ),
    "unchanged": (
        both(
            "Measures in place, no step by their author",
            "Mesures en place, inchangées par leur auteur",
        ),
        both(
            "measures in place on whose target their named author took no step in the texts",
            "mesures en place dont l'auteur nommé n'a rien changé sur la cible, selon les textes",
        ),
        both(
            "measures that a step touches, or of which no author is named",
            "mesures touchées par une étape, ou sans auteur nommé",
        ),
    ),
    "contacts": (
        both("Contacts", "Contacts"),
        both("visits, talks, calls and wishes for them", "visites, entretiens, appels et souhaits"),
        both(
            "whether several are one and the same is not always said",
            "il n'est pas toujours dit si plusieurs n'en font qu'un",
        ),
    ),
    "contacts_held": (
        both("Contacts reported held", "Contacts dits tenus"),
        both("contacts that a text reports as held", "contacts qu'un texte rapporte comme tenus"),
        both("contacts announced or wished for", "contacts annoncés ou souhaités"),
    ),
    "estimates": (
        both("Estimates of people held", "Estimations de personnes détenues"),
        both("how many estimates there are", "combien il y a d'estimations"),
        both(
            "the people themselves: estimates are not added up",
            "les personnes elles-mêmes : des estimations ne s'additionnent pas",
        ),
    ),
    "disagreements": (
        both("Material disagreements", "Désaccords de fond"),
        both("questions of weight material", "questions dont le poids est de fond"),
        both("those of precision and framing", "ceux de précision et de cadrage"),
    ),
    "facts": (
        both("Facts", "Faits"),
        both("fields that hold a value or are declared blank", "champs remplis ou déclarés vides"),
        _NOTHING,
    ),
    "not_stated": (
        both("Facts not stated", "Faits non indiqués"),
        both(
            "fields for which the texts were read and give nothing",
            "champs pour lesquels les textes ont été lus et ne donnent rien",
        ),
        both("facts given or left open", "faits donnés ou laissés ouverts"),
    ),
    "single": (
        both("Facts in a single text", "Faits dans un seul texte"),
        both(
            "facts on which one text alone says anything",
            "faits dont un seul texte parle",
        ),
        both("facts that two or more texts give", "faits que donnent deux textes ou plus"),
    ),
    "readings": (
        both("Readings", "Lectures"),
        both("passages that give a fact", "passages qui donnent un fait"),
        both("paragraphs without facts", "paragraphes sans fait"),
    ),
    "texts": (
        both("Texts", "Textes"),
        both("articles read", "articles lus"),
        _NOTHING,
    ),
}
"""What each figure is called, what it counts, and what it leaves out."""
FLAGS = {
    "disputed": Text("disputed", "contesté"),
    "doubted": Text("doubted", "mis en doute"),
    "hedged": Text("hedged", "avec réserve"),
    "single": Text("one text only", "un seul texte"),
    "none": Text("states no fact", "n'énonce aucun fait"),
}
OPENING = Text("Opening", "Ouverture")
SENTENCE = Text("sentence {number}", "phrase {number}")
LANES = (
    Text("Contacts", "Contacts"),
    Text("Sanctions", "Sanctions"),
    Text("Releases", "Libérations"),
)
TIMELINE = Text("What is reported when", "Ce qui est rapporté, et quand")
PEOPLE = Text("People in each step", "Personnes à chaque étape")
TIMELINE_WORDS = {
    "done": Text("reported done", "donné pour fait"),
    "announced": Text("announced", "annoncé"),
    "span_done": Text("reported done, day not certain", "donné pour fait, jour incertain"),
    "span_announced": Text("announced, day not certain", "annoncé, jour incertain"),
    "notes": Text("note", "remarque"),
    "lanes": Text("lane", "ligne"),
    "months": Text("month", "mois"),
    "rules": Text("month begins", "début du mois"),
    "dates": Text("date", "date"),
    "texts": Text("text", "texte"),
}
BAR_WORDS = {
    "category": Text("step", "étape"),
    "done": Text("people reported freed", "personnes rapportées libérées"),
    "announced": Text("people announced only", "personnes annoncées seulement"),
    "unknown": Text("number not stated", "nombre non précisé"),
    "text": Text("in words", "en toutes lettres"),
}
NOT_DRAWN = Text("Not drawn, as no date is given: {names}.", "Non figuré, faute de date : {names}.")
