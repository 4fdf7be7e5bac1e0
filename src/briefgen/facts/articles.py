"""Where the articles of a dossier lie, and what names that folder.

Asked by every run, by those too that find nothing changed: it reads no file and loads no library.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from briefgen.layout import ARCHIVE

VARIABLE = "BRIEFGEN_ARCHIVE"
OPTION = "--archive"
KEY = "archive"
"""The key of `brief.yaml`."""


class Articles(NamedTuple):
    """The folder in which articles are looked for; `named_by` is empty for the usual one."""

    folder: Path
    named_by: str = ""

    @property
    def at_hand(self) -> bool:
        """Whether the folder is there; what lies in it is another question."""
        return self.folder.is_dir()

    @property
    def lost(self) -> bool:
        """Whether somebody named the folder, and it is not there."""
        return bool(self.named_by) and not self.at_hand

    def files(self) -> list[Path]:
        """What lies in the folder and is not hidden, as an editor's or a system's files are."""
        found = self.folder.glob("*") if self.at_hand else ()
        return [path for path in found if path.is_file() and not path.name.startswith((".", "~$"))]


def articles_of(
    root: Path, dossier: str, *, option: Path | None = None, named: str | None = None
) -> Articles:
    """The folder of a dossier's articles; the first that names one has its way.

    That is the `option` of the command line, the environment, what `brief.yaml` has `named`, a
    folder relative to the project's. Otherwise it is `archive/<dossier>` in the project.
    """
    if option is not None:
        return Articles(option, OPTION)
    if variable := os.environ.get(VARIABLE):
        return Articles(Path(variable), VARIABLE)
    if named is not None:
        return Articles(root / named, KEY)
    return Articles(root / ARCHIVE / dossier)
