"""What the workbook says in its own voice; everything about a fact comes from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Text
from briefgen.wording.cells import NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS: Mapping[str, Text] = {
    # every sheet
    "way_back": Text("Back to Start", "Retour à l'accueil"),
    "rows": Text("Each row is {what}; {count}", "Chaque ligne est {what} ; {count}"),
    # start
    "start": Text("Start", "Accueil"),
    "number": Text("Number", "Numéro"),
    "edition": Text("Edition", "Édition"),
    "status": Text("Status", "État"),
    "period": Text("Period covered", "Période couverte"),
    "cutoff": Text("Information cut-off", "Informations arrêtées au"),
    "label": Text("Label (TLP 2.0)", "Marquage (TLP 2.0)"),
    "made_from": Text("Made from", "Produit à partir de"),
    "stamp": Text(
        "facts {digest}, by briefgen {version}", "faits {digest}, par briefgen {version}"
    ),
    "articles": Text("Articles", "Articles"),
    "withheld": Text("Left out", "Omis"),
    "withheld_means": Text(
        "What is labelled above {label}. Totals and numbers of rows are of those shown.",
        "Ce qui est marqué au-dessus de {label}. Totaux et nombres de lignes valent pour ce qui"
        " est montré.",
    ),
    "how_to_read": Text("How to read", "Comment lire"),
    "contents": Text("Contents", "Contenu"),
    "sheet": Text("Sheet", "Feuille"),
    "what": Text("What a row is", "Ce qu'est une ligne"),
    "row_count": Text("Rows", "Lignes"),
    "blank": Text("Blank", "Vide"),
    "blank_means": Text("The texts do not say.", "Les textes ne le disent pas."),
    "blank_withheld": Text(
        "The texts do not say, or it is left out of this copy.",
        "Les textes ne le disent pas, ou cette copie l'omet.",
    ),
    "not_applicable_means": Text("Does not apply.", "Sans objet."),
    "nothing": Text(NONE, NONE),
    "nothing_means": Text(
        "Nothing to show: no dispute, doubt or remark; on Coverage, a text that is silent.",
        "Rien à montrer : ni désaccord, ni doute, ni remarque ; à la feuille de couverture, un"
        " texte qui n'en dit rien.",
    ),
    "disputed_means": Text(
        "The texts put it in more than one way: versions that cannot all hold, different moments"
        " or different labels. Disagreements has each version, who says it, which one is used and"
        " why.",
        "Les textes le disent de plus d'une façon : versions incompatibles, moments différents ou"
        " désignations différentes. Chaque version est donnée avec qui le dit, celle qui est"
        " retenue et pourquoi, à la feuille des désaccords.",
    ),
    "our_sum_means": Text(
        "Added up by us; no text prints it. People announced and people reported freed stand in"
        " columns of their own and are never added.",
        "Additionné par nous ; aucun texte ne l'imprime. Personnes annoncées et personnes"
        " libérées ont chacune leur colonne et ne s'additionnent jamais.",
    ),
    "address": Text("003.1a", "003.1a"),
    "address_means": Text(
        "An address: text 003, paragraph 1, passage a. It leads to the passage on Evidence; where"
        " there are several, to the first.",
        "Une adresse : texte 003, paragraphe 1, passage a. Elle mène au passage à la feuille"
        " des preuves ; s'il y en a plusieurs, au premier.",
    ),
    "origin": Text("named origin, own voice", "origine nommée, voix propre"),
    "origin_means": Text(
        "A body or person that a text names counts once, however many texts repeat it. A text"
        " that names nobody speaks in its own voice; it is counted apart and is no independent"
        " witness.",
        "Un organisme ou une personne qu'un texte nomme compte une fois, quel que soit le nombre"
        " de textes qui le répètent. Un texte qui ne nomme personne parle de sa propre voix ;"
        " il est compté à part et n'est pas un témoin indépendant.",
    ),
    "folded": Text("+ above the columns", "+ au-dessus des colonnes"),
    "folded_means": Text(
        "Opens helper columns: the first and last day of a date that is not exact, the least and"
        " most of a number.",
        "Ouvre des colonnes auxiliaires : premier et dernier jour d'une date inexacte,"
        " minimum et maximum d'un nombre.",
    ),
    # summary
    "summary": Text("Summary", "Synthèse"),
    "summary_row": Text("one figure", "un chiffre"),
    "figure": Text("Figure", "Chiffre"),
    "value": Text("Value", "Valeur"),
    "bound": Text("Bound", "Borne"),
    "words": Text("In words", "En toutes lettres"),
    "counts": Text("What it counts", "Ce qu'il compte"),
    "leaves_out": Text("What it leaves out", "Ce qu'il laisse de côté"),
    "link": Text("See", "Voir"),
    # charts
    "chart_data": Text("Chart data {number}", "Données du graphique {number}"),
    "chart_row": Text(
        "one point of the chart “{title}” on {sheet}",
        "un point du graphique « {title} », feuille {sheet}",
    ),
}

READING = (
    "blank",
    "not_applicable",
    "nothing",
    "disputed",
    "our_sum",
    "address",
    "origin",
    "folded",
)
"""The lines on how to read: a text of this module or a phrase of the wording, and `..._means`."""
