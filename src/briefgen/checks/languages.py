"""Rules on languages: what a brief prints is written in each of its languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from briefgen.facts.briefs import Brief, node_of
from briefgen.facts.handling import withhold
from briefgen.facts.problems import Problem
from briefgen.facts.records import KINDS, Because, Reason, Source, Text, fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.evidence import Evidence
    from briefgen.facts.dossier import Dossier
    from briefgen.facts.places import Node, Step
    from briefgen.facts.readings import Claim
    from briefgen.facts.records import Record

_InFull: TypeAlias = Text | Because | Reason
"""What has a text in each language under `en` and `fr`."""


class _Found(Struct, frozen=True):
    """A text, what it is of, and where it stands: `path` leads to it from the `node`."""

    text: _InFull
    subject: str
    node: Node
    path: tuple[Step, ...]


def untranslated(evidence: Evidence, brief: Brief) -> Iterator[Problem]:
    """A text that the brief may print is written in each language of the brief.

    What is labelled above the brief may wait for its translation.

    Passes: release-a: {title: {en: The boats, fr: Les bateaux}}
    Fails: release-a: {title: {fr: Les bateaux}}
    """
    if any(_lacking(_texts(evidence.dossier), brief)):
        yield from _lacking(_texts(withhold(evidence.dossier, brief.label)), brief)


def untranslated_in_brief(brief: Brief, folder: Path) -> Iterator[Problem]:
    """The texts of `brief.yaml`, which stands in `folder`, that lack one of its languages."""
    node = node_of(folder)
    texts = ((getattr(brief, name), name) for name in fields(Brief))
    found = (_Found(text, name, node, (name,)) for text, name in texts if isinstance(text, Text))
    yield from _lacking(found, brief)


def _lacking(texts: Iterable[_Found], brief: Brief) -> Iterator[Problem]:
    for found in texts:
        for language in brief.languages:
            if not getattr(found.text, language):
                message = f"{language} is missing, and the brief is written in {language}"
                place = found.node.place(*found.path)
                yield Problem(place, found.subject, message, "untranslated")


def _texts(dossier: Dossier) -> Iterator[_Found]:
    for kind in KINDS:
        names = [name for name, field in fields(kind).items() if field.type is Text]
        for record in dossier.of(kind):
            yield from _of_record(record, names, dossier.origins[record.id])
    for reason in dossier.of(Reason):
        yield _Found(reason, reason.id, dossier.origins[reason.id], ())
    for reading in dossier.readings:
        if reading.gloss:
            yield _Found(reading.gloss, f"{reading.at}.gloss", reading.node, ("gloss",))
    for claim in dossier.claims:
        if claim.inferred is not None or claim.doubt is not None:
            yield from _of_claim(claim)


def _of_record(record: Record, names: Iterable[str], node: Node) -> Iterator[_Found]:
    for name in names:
        if text := getattr(record, name):
            yield _Found(text, f"{record.id}.{name}", node, (name,))
    for number, excuse in (record.empty if isinstance(record, Source) else {}).items():
        if isinstance(excuse, Text):
            yield _Found(excuse, f"{record.id}.empty", node, ("empty", number))
    for name, reason in record.because.items():
        if isinstance(reason, Because):
            yield from _of_reason(reason, f"{record.id}.{name}", node, ("because", name))


def _of_reason(
    reason: Because, subject: str, node: Node, path: tuple[Step, ...]
) -> Iterator[_Found]:
    if reason.reason is None:
        yield _Found(reason, subject, node, path)
    if reason.question:
        yield _Found(reason.question, subject, node, (*path, "question"))


def _of_claim(claim: Claim) -> Iterator[_Found]:
    for name, reason in (("inferred", claim.inferred), ("doubt", claim.doubt)):
        if isinstance(reason, Text):
            yield _Found(reason, claim.fact, claim.reading.node, (name, claim.fact))
