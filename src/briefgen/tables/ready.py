"""Steps told in a sentence, built from the facts and never beyond the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Contact, Record, Release, Sanction, Scope, Stage, fields
from briefgen.tables.context import is_done
from briefgen.tables.words import both

if TYPE_CHECKING:
    from briefgen.facts.records import Text
    from briefgen.tables.context import Context

_FREED = both("{people} reported freed", "libération rapportée : {people}")
_FREED_UNCOUNTED = both(
    "people reported freed; number not stated", "libération rapportée ; nombre non indiqué"
)
_AMONG = both("among them {foreign}", "dont {foreign}")
_NOT_DONE = both("{people}: {act}, {stage}", "{people} : {act}, {stage}")
_NOT_DONE_UNCOUNTED = both(
    "{act}, {stage}; number of people not stated",
    "{act}, {stage} ; nombre de personnes non indiqué",
)
_NOBODY_FREED = both(
    "the texts do not report that anyone was freed under it",
    "les textes ne rapportent aucune libération à ce titre",
)
_RELEASE = both("release", "libération")
_OPEN = both("stage disputed", "stade contesté")
_UNKNOWN = both("stage not stated", "stade non indiqué")
_SILENT = {
    "by": both("author not stated", "auteur non indiqué"),
    "target": both("target not stated", "cible non indiquée"),
    "change": both("change not stated", "changement non indiqué"),
}
_STEP = both("{by}, {target}: {change}", "{by}, {target} : {change}")
_SCOPES = {
    Scope.SOME: both("some of the measures", "certaines des mesures"),
    Scope.ALL: both("all the measures, as worded", "toutes les mesures, tel que formulé"),
    Scope.UNQUALIFIED: both("no limit in words", "sans limite exprimée"),
}
_ANNOUNCED_ON = both("announcement: {date}", "annonce : {date}")
_SINCE = both("in effect from: {date}", "en vigueur depuis : {date}")
_NO_EFFECT = both(
    "the texts do not report that it took effect",
    "les textes n'en rapportent pas l'entrée en vigueur",
)
_DIFFER = both("the texts differ on: {names}", "les textes diffèrent sur : {names}")
_CORE: dict[type[Record], tuple[str, ...]] = {
    Release: ("stage", "freed", "announced", "people", "foreign", "act"),
    Sanction: ("stage", "by", "target", "change", "scope", "announced", "in_effect"),
    Contact: ("stage", "form", "date"),
}
"""The fields that a sentence on a step is built from, by kind."""


def core(context: Context, record: Record) -> list[str]:
    """The facts that a sentence on a step rests on; `act` tells only of what is not done."""
    names = _CORE[type(record)]
    if isinstance(record, Release) and is_done(record.stage):
        names = tuple(name for name in names if name not in ("act", "announced"))
    return [fact for fact in context.facts(record) if fact.rpartition(".")[2] in names]


def told(context: Context, record: Record) -> str:
    """The step in a few words: `123 people reported freed`, `25 people: amnesty, announced`."""
    if isinstance(record, Release):
        return _opening(_release(context, record))
    if isinstance(record, Sanction):
        return _opening(_sanction(context, record))
    if isinstance(record, Contact):
        return _opening(f"{context.name(record.id)}, {stage(context, record)}")
    raise TypeError(f"{record.id} is no step")


def ready(context: Context, record: Release | Sanction) -> str:
    """The step as a sentence to copy, with what it does not say, and its evidence in brackets."""
    facts = core(context, record)
    words = [" ".join([told(context, record), *_day(context, record)])]
    if isinstance(record, Release):
        words += _besides_release(context, record)
    else:
        words += _besides_sanction(context, record)
    disputed = [context.field_name(fact) for fact in facts if context.evidence.is_disputed(fact)]
    if disputed:
        words.append(_put(context, _DIFFER, names=", ".join(disputed)))
    addresses = context.addresses(facts)
    return context.wording.definition.separator.join(words) + (
        f" [{addresses}]." if addresses else "."
    )


def stage(context: Context, record: Release | Sanction | Contact, form: str = "") -> str:
    """The stage of a step in words, also where it is left open or not stated."""
    if record.stage is not None:
        return context.wording.value(record.stage, fields(type(record))["stage"], form)
    disputed = context.dossier.is_disputed(f"{record.id}.stage")
    return context.phrase(_OPEN if disputed else _UNKNOWN)


def _release(context: Context, release: Release) -> str:
    counted = release.people
    people = context.wording.quantity(counted, "person") if counted else None
    if is_done(release.stage):
        return _put(context, _FREED if people else _FREED_UNCOUNTED, people=people)
    act = context.cell(f"{release.id}.act") or context.phrase(_RELEASE)
    pattern = _NOT_DONE if people else _NOT_DONE_UNCOUNTED
    reached = stage(context, release, "feminine")
    return _put(context, pattern, people=people, act=act, stage=reached)


def _sanction(context: Context, sanction: Sanction) -> str:
    words = {
        name: context.cell(f"{sanction.id}.{name}") or context.phrase(silent)
        for name, silent in _SILENT.items()
    }
    told = _put(context, _STEP, **words)
    if sanction.scope is not None:
        told += f" ({context.phrase(_SCOPES[sanction.scope])})"
    return f"{told}, {stage(context, sanction, 'feminine')}"


def _day(context: Context, record: Release | Sanction) -> list[str]:
    """The day on which the step came to its stage, where the texts give that one."""
    if isinstance(record, Release) and is_done(record.stage):
        held = record.freed
    else:
        held = record.announced if record.stage is Stage.ANNOUNCED else None
    return [context.wording.when(held, "on")] if held else []


def _besides_release(context: Context, release: Release) -> list[str]:
    """Who is included, and that nobody is reported freed where the step is not done."""
    words = []
    if release.foreign is not None and release.foreign.figures:
        foreign = context.wording.quantity(release.foreign, "foreigner")
        words.append(_put(context, _AMONG, foreign=foreign))
    if release.stage is not None and not is_done(release.stage):
        words.append(context.phrase(_NOBODY_FREED))
    return words


def _besides_sanction(context: Context, sanction: Sanction) -> list[str]:
    """The other dates of a measure, and that no effect is reported where none is."""
    words = []
    if sanction.announced is not None and sanction.stage is not Stage.ANNOUNCED:
        words.append(_put(context, _ANNOUNCED_ON, date=context.wording.when(sanction.announced)))
    if sanction.in_effect is not None:
        words.append(_put(context, _SINCE, date=context.wording.when(sanction.in_effect)))
    elif sanction.stage not in (Stage.IN_EFFECT, Stage.LAPSED):
        words.append(context.phrase(_NO_EFFECT))
    return words


def _put(context: Context, pattern: Text, **values: object) -> str:
    return context.phrase(pattern).format(**values)


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]
