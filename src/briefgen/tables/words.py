"""Texts that several tables share, in both languages."""

from __future__ import annotations

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
