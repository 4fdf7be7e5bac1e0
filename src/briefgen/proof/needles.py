"""What no finished file may hold: the texts withheld from it, and traces of the machine."""

from __future__ import annotations

import contextlib
import getpass
import io
import platform
import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from briefgen.facts.handling import is_above
from briefgen.facts.parse import words
from briefgen.facts.problems import Problem
from briefgen.facts.records import Because, Body, Name, Person, Reason, Term, Text, fields
from briefgen.office.properties import APPLICATION, CORE, EXTENDED
from briefgen.proof.contents import Content
from briefgen.proof.folding import tokens_of
from briefgen.proof.leaks import Needle, Sought
from briefgen.wording import NoValue
from briefgen.wording.workbook import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.facts.dossier import Dossier
    from briefgen.facts.problems import Place
    from briefgen.facts.readings import Reading
    from briefgen.facts.records import Handling, Record
    from briefgen.proof.leaks import How
    from briefgen.wording import Wording

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORDS_OF_A_SENTENCE = 4
_EXAMPLES = [text for text in (TEXTS["address"].en, TEXTS["address"].fr) if text]
"""Addresses that every workbook prints to explain what one is."""
_WORDS_OF_A_PHRASE = 3
_NOT_TEXTS = frozenset({"id", "internal", "facet", "because", "empty", "blanks"})
_AUTHORS = ("creator", "lastModifiedBy", "Manager")


class _Found(Struct, frozen=True):
    """A text of the dossier and what to call it.

    `printed` is one that a source prints, `named` a name, `ordinary` a word anyone may use.
    """

    text: str
    what: str
    printed: bool = False
    ordinary: bool = False
    named: bool = False


def withheld(
    whole: Dossier, shown: Dossier, label: Handling, wordings: Iterable[Wording]
) -> list[Needle]:
    """The texts of `whole` that `shown`, a copy of it under `label`, does not hold.

    That a text is withheld does not make it a secret: words that something shown also consists
    of are not looked for, nor is, but for names, what a shown text or a shown fact, put in words
    of any of `wordings`, contains.
    """
    notes = [*_internal(whole)]
    if not (shown.withheld or notes):
        return []
    texts = [found.text for found in _texts(shown, shown.records.values())]
    there = {*map(tokens_of, texts), *map(tokens_of, _EXAMPLES)}
    closed = [record for record in whole.records.values() if not _in_the_open(record, label)]
    found = [*_texts(whole, closed), *notes]
    missing = [one for one in found if tokens_of(one.text) not in there]
    words = (text for wording in wordings for text in _in_words(shown, wording))
    ids = [one for one in _ids(whole, shown, label) if tokens_of(one.text) not in there]
    sought = [*ids, *(needle for one in missing for needle in _needles(one))]
    said = _said_anyway(sought, [*texts, *words])
    names = {one.text for one in missing if one.named}
    return [
        one for one in sought if one.how == "exact" or one.text in names or one.text not in said
    ]


def mentions(shown: Dossier, needles: Sequence[Needle]) -> Iterator[Problem]:
    """The texts of a copy's own dossier that speak of what is withheld from it, where they stand.

    Such a text comes to be found in the files; it is mended, or labelled, in the YAML.
    """
    sought = Sought(needles)
    for one in _texts(shown, shown.records.values()):
        for needle in sought.found(Content("", "", [one.text])):
            message = f"holds {needle.what}, which is withheld: reword it, or label it too"
            yield Problem(_place(shown, one.what), one.what, message, "withheld")


def _place(dossier: Dossier, what: str) -> Place:
    """Where a fact or something of a reading stands."""
    for reading in dossier.readings:
        if what.startswith((f"{reading.at}.", f"{reading.at} ")):
            return reading.place_in()
    return dossier.place(what)


def traces(root: Path, templates: Iterable[bytes]) -> list[Needle]:
    """The names of user and host, paths of this machine, and the authors of the templates."""
    paths = {
        "the project's folder": root.resolve(),
        "the home folder": Path.home(),
        "the folder for temporary files": Path(tempfile.gettempdir()),
    }
    needles = [Needle(path.as_posix(), what, "path") for what, path in paths.items() if path.name]
    names = [("the user's name", _user()), ("the host's name", platform.node())]
    names += [("the author of a template", name) for each in templates for name in _authors(each)]
    needles += [
        Needle(name, what, how)
        for what, name in names
        if len(name) > 1 and name != APPLICATION
        for how in _how_named(name)
    ]
    return needles


def _user() -> str:
    with contextlib.suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def _how_named(name: str) -> tuple[How, ...]:
    """A name that is an ordinary word is a trace only where it stands alone."""
    return ("whole",) if name.isalpha() else ("whole", "exact")


def _authors(template: bytes) -> Iterator[str]:
    """Who made a template, as its properties say."""
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        for part in {CORE, EXTENDED} & {*package.namelist()}:
            for element in etree.fromstring(package.read(part)):
                if etree.QName(element).localname in _AUTHORS and element.text:
                    yield element.text.strip()


def _ids(whole: Dossier, shown: Dossier, label: Handling) -> Iterator[Needle]:
    """Ids of records and addresses of readings; an id of one word is looked for alone."""
    for name in whole.records:
        if name not in shown.records and not _in_the_open(whole.records[name], label):
            yield Needle(name, f"{name}.id", "exact" if "-" in name else "whole")
    there = {str(reading.at) for reading in shown.readings}
    for reading in whole.readings:
        if str(reading.at) not in there:
            yield Needle(str(reading.at), f"{reading.at}.at", "exact")


def _internal(whole: Dossier) -> Iterator[_Found]:
    for record in whole.records.values():
        if record.internal:
            yield _Found(record.internal, f"{record.id}.internal")
    for reading in whole.readings:
        if reading.internal:
            yield _Found(reading.internal, f"{reading.at}.internal")


def _in_the_open(record: Record, label: Handling) -> bool:
    """Whether it is a word or reason that, if it went, went because nothing shown needs it."""
    return isinstance(record, Term | Reason) and not is_above(record.handling, label)


def _said_anyway(sought: Iterable[Needle], texts: Iterable[str]) -> frozenset[str]:
    """The texts looked for that stand in `texts`, which may be shown."""
    found = Sought(Needle(one.text, one.what) for one in sought)
    content = Content("", "", [*dict.fromkeys(texts)], least=0)
    return frozenset(needle.text for needle in found.found(content))


def _in_words(dossier: Dossier, wording: Wording) -> Iterator[str]:
    for record in dossier.records:
        with contextlib.suppress(NoValue):
            yield wording.record(record)
    for fact in dossier.facts():
        for form in dict.fromkeys(("", *wording.forms(fact))):
            with contextlib.suppress(NoValue):
                yield wording.fact(fact, form)


def _needles(found: _Found) -> Iterator[Needle]:
    tokens = tokens_of(found.text)
    if all(token.isdigit() for token in tokens) or (found.ordinary and len(tokens) == 1):
        if not "".join(tokens).isdigit():
            yield Needle(found.text, found.what, "whole")
        return
    if found.printed and not found.named and len(tokens) < _WORDS_OF_A_PHRASE:
        return
    yield Needle(found.text, found.what, _how(found.text))
    sentences = _SENTENCE.split(found.text)
    if len(sentences) > 1:
        for sentence in sentences:
            if len(tokens_of(sentence)) >= _WORDS_OF_A_SENTENCE:
                yield Needle(sentence, found.what)


def _how(text: str) -> How:
    """A word alone in small letters is looked for where it stands alone."""
    return "whole" if len(tokens_of(text)) == 1 and text.islower() else "words"


def _texts(dossier: Dossier, records: Iterable[Record]) -> Iterator[_Found]:
    """Every text of a dossier and these of its records that a file may print."""
    for record in records:
        yield from _of_record(record)
    for reading in dossier.readings:
        yield from _of_reading(reading)
    for claim in dossier.claims:
        described = dossier.field(claim.fact)
        what = f"{claim.reading.at} {claim.fact}"
        if isinstance(claim.value, str) and not (described.facet or described.to):
            named = described.type in (Name, Text)
            yield _Found(claim.value, what, printed=True, named=named)
        for reason in (claim.inferred, claim.doubt):
            yield from (_Found(text, what) for text in _strings(reason) if isinstance(reason, Text))


def _of_record(record: Record) -> Iterator[_Found]:
    unnamed = isinstance(record, Body) and not record.named
    ordinary = isinstance(record, Term) or unnamed
    for name, field in fields(type(record)).items():
        if name not in _NOT_TEXTS and not (field.facet or field.to or words(field)):
            for text in _strings(getattr(record, name)):
                named = isinstance(record, Person) or (isinstance(record, Body) and not unnamed)
                yield _Found(text, f"{record.id}.{name}", ordinary=ordinary, named=named)
    for name in ("because", "empty"):
        for reason in getattr(record, name, {}).values():
            if not isinstance(reason, str):
                yield from (_Found(text, f"{record.id}.{name}") for text in _strings(reason))


def _of_reading(reading: Reading) -> Iterator[_Found]:
    for anchor in reading.anchors:
        yield _Found(anchor, f"{reading.at}.anchor", printed=True)
    for text in _strings(reading.gloss):
        yield _Found(text, f"{reading.at}.gloss")


def _strings(value: object) -> Iterator[str]:
    """The texts in a value, in every language; of a name also the family's alone."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Name):
        for language in ("en", "fr"):
            yield from (value.full(language), value.last(language))
    elif isinstance(value, Text):
        yield from filter(None, (value.en, value.fr))
    elif isinstance(value, Because):
        yield from filter(None, (value.en, value.fr))
        yield from _strings(value.question)
