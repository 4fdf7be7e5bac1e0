"""The rules that are no function here: found where files are read, looked for or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHERS: Mapping[str, str] = {
    "yaml": "a file is YAML in UTF-8, without anchors, aliases and tags",
    "unknown-file": "a YAML file in a dossier is one of those above",
    "missing": "the folder or file asked for is there and can be read",
    "unknown-key": "a key is a field of its record; under `says`, one that sources give",
    "missing-key": "a record has the fields that it needs",
    "duplicate-key": "a key stands once in a record",
    "duplicate-id": "an id, and the address of a reading, stands once in a dossier",
    "type": "a value is what its field takes",
    "dangling": "an id leads to a record of the kind and facet that the field takes",
    "circle": "nothing falls under itself by `part_of` or `broader`",
    "address": "a reading stands in the file of its source",
    "unknown-source": "the source of a reading is in sources.yaml",
    "paragraph": "the paragraph of a reading is one that the source has",
    "archive": "a folder named for the articles is there; an article in it is a text in UTF-8"
    " under the name that sources.yaml gives",
    "digest": "with the articles at hand: the archived article is the one that was read",
    "paragraphs": "with the articles at hand: it has as many paragraphs as sources.yaml says",
    "anchor": "with the articles at hand: an anchor stands in its paragraph, word for word",
    "final": "a final brief is written only where every passage was found again in the articles",
    "double": "`source add` takes an article that is not in yet",
    "id": "`source add` gives an id that is free",
    "splice": "`source add` finds sources.yaml a list that takes an entry at its end",
    "name": "`new` takes a name of small letters, digits and hyphens",
    "exists": "`new` overwrites nothing",
    "template": "the house styles in templates/ can be used",
    "withheld": "no text that a copy shows speaks of what its label withholds",
    "leak": "no finished file holds what its label withholds, or a trace of the machine",
    "office": "Word and Excel open the finished files without repair",
    "proof": "the finished files, read back, agree with the facts",
    "output": "the folder can be written, and no file in it was changed by another hand",
    "pdf": "LibreOffice makes the PDF; a warning where it does not",
}
"""What must hold, by rule."""
