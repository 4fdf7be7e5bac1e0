"""The search of what a run wrote for what must not leave the house."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from briefgen.facts.beside import beside
from briefgen.facts.problems import DossierError, Place, Problem
from briefgen.identity import house_styles
from briefgen.proof.leaks import Leak, Needle, scan
from briefgen.proof.needles import mentions, traces, withheld

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from briefgen.examine import Examined

_LARGE = 4_000_000
"""Bytes of files from which on their search is worth a process of its own."""


class Kept(Struct, frozen=True):
    """What no file may hold: what is withheld from a copy, and traces of the machine."""

    secrets: list[Needle]
    traces: list[Needle]

    def searching(
        self, files: Mapping[str, bytes]
    ) -> AbstractContextManager[Callable[[], list[Leak]]]:
        """The finds in files by name, when they are asked for.

        Large files are searched in another process while this one goes on.
        """
        call = partial(scan, files, [*self.secrets, *self.traces])
        return beside(call, worth=sum(map(len, files.values())) >= _LARGE)


def kept_back(root: Path, examined: Examined) -> Kept:
    """What the files of a run may not hold."""
    wordings = [wording for wording, _ in examined.narratives]
    templates = [path.read_bytes() for path in house_styles(root)]
    label = examined.brief.label
    secrets = withheld(examined.whole.dossier, examined.dossier, label, wordings)
    return Kept(secrets, traces(root, templates))


def refuse(leaks: Iterable[Leak], secrets: list[Needle], examined: Examined) -> None:
    """Raise DossierError for what was found, without repeating it."""
    found = [
        Problem(Place(leak.file), leak.part, f"{leak.where}: holds {leak.what}", "leak")
        for leak in sorted({*leaks})
    ]
    if found:
        raise DossierError([*mentions(examined.dossier, secrets), *found])
