"""The facts that show a value, ready to paste into a narrative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.texts import folded
from briefgen.wording import wording_for

if TYPE_CHECKING:
    from briefgen.facts.dossier import Dossier


def find(text: str, dossier: Dossier, language: str) -> list[str]:
    """A line for each fact whose words contain `text`: its markup, and the words."""
    wording = wording_for(language, dossier)
    wanted = folded(text)
    found = []
    for fact in dossier.facts():
        forms = {form: wording.fact(fact, form) for form in ("", *wording.forms(fact))}
        form = next((form for form, words in forms.items() if wanted in folded(words)), None)
        if form is not None:
            asked = f"{fact} {form}".strip()
            found.append(f"{{{{ {asked} }}}}  {forms[form]}")
    return found
