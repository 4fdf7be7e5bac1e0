"""Small dossiers on disk, and the made-up one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from briefgen.evidence import Evidence
from briefgen.facts.articles import VARIABLE
from briefgen.facts.load import load
from briefgen.facts.records import KINDS, plural
from briefgen.generate import Asked, generate

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.generate import Generated

os.environ.pop(VARIABLE, None)  # whoever runs the tests may have named articles of theirs

PROJECT = Path(__file__).parent.parent
BRIEF = "belarus-us-2025"
"""The shipped one; whoever works here may have others beside it."""

KIND_NAMES = frozenset(map(plural, KINDS))

FILES = {
    "sources": """\
        - id: "001"
          language: en
          paragraphs: 1
          archive: a.txt
          sha256: "0000000000000000000000000000000000000000000000000000000000000000"
          descriptor: {en: a text, fr: un texte}
    """,
    "persons": """\
        - id: anna
          name: {given: Anna, family: Berg}
          part_of: ministry
          title: special-envoy
          because: {title: shared}
    """,
    "bodies": """\
        - id: ministry
          name: {en: the Ministry, fr: le Ministère}
    """,
    "terms": """\
        - {id: envoy, facet: title, en: envoy, fr: émissaire}
        - {id: special-envoy, facet: title, en: special envoy, fr: spécial, broader: envoy}
        - {id: sailors, facet: label, en: sailors, fr: marins}
    """,
    "reasons": """\
        - id: shared
          en: a reason
          fr: une raison
    """,
    "releases": """\
        - id: release-a
          freed: 2031-05-03
          stage: reported_done
          people: 52
          called: sailors
    """,
    "001": """\
        - at: 001.1a
          voice: ministry
          anchor: [52 sailors, on 3 May 2031]
          says:
            release-a: {freed: 2031-05-03, stage: reported_done, people: 52, called: sailors}
        - at: 001.1b
          voice: article
          anchor: envoy Anna Berg of the Ministry
          says: {anna: {name: Anna Berg, title: envoy}, ministry: {name: the Ministry}}
    """,
}
"""A small dossier without a fault: a kind's name is its file, other names are readings."""


def write_dossier(folder: Path, **files: str) -> Path:
    """Write FILES with `files` in place of those of the same name; an empty text leaves one out."""
    for name, text in {**FILES, **files}.items():
        path = folder / (f"{name}.yaml" if name in KIND_NAMES else f"readings/{name}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(dedent(text), "utf-8", newline="\n")
    return folder


@pytest.fixture
def make_dossier(tmp_path: Path) -> Callable[..., Path]:
    """A dossier's folder: `make_dossier(releases=..., **{"001": ...})`; see `write_dossier`."""
    return lambda **files: write_dossier(tmp_path / "dossier", **files)


@pytest.fixture
def make_evidence(make_dossier: Callable[..., Path]) -> Callable[..., Evidence]:
    """The evidence of a dossier made so; messages call its folder `d`."""
    return lambda **files: Evidence(load(make_dossier(**files), shown_as="d"))


@pytest.fixture(scope="session")
def ostrana() -> Path:
    """The made-up project: one dossier, one brief in both languages, three archived texts."""
    return Path(__file__).parent / "dossiers" / "ostrana"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """The edition of the project's own brief."""
    out = tmp_path_factory.mktemp("shipped") / "out"
    return generate(PROJECT, Asked(brief=BRIEF, out=out))


@pytest.fixture
def project(ostrana: Path, tmp_path: Path) -> Path:
    """A project of one's own: the made-up dossier, the house's styles."""
    return _copied(ostrana, tmp_path / "project")


def _copied(ostrana: Path, root: Path) -> Path:
    shutil.copytree(ostrana, root)
    shutil.copytree(PROJECT / "templates", root / "templates")
    return root


@pytest.fixture(scope="session")
def made_up(ostrana: Path, tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """The edition of the made-up project in the house's styles."""
    root = _copied(ostrana, tmp_path_factory.mktemp("made-up") / "ostrana")
    return generate(root, Asked(out=root / "out"))
