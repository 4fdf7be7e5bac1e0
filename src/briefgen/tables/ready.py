"""Steps told in a sentence, built from the facts and never beyond the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Contact, Record, Release, Sanction, Scope, Stage, fields
from briefgen.tables.context import is_done
from briefgen.tables.words import both

if TYPE_CHECKING:
    from briefgen.facts.dates import When
    from briefgen.facts.records import Text
    from briefgen.tables.context import Context

_FREED = both("{people} reported freed{day}", "libération{day} selon les textes : {people}")
_FREED_UNCOUNTED = both(
    "people reported freed{day}; number {number}",
    "libération{day} selon les textes ; nombre {number}",
)
_AMONG = both(", among them {foreign}", ", dont {foreign}")
_NOT_DONE = both("{people}: {act}, {stage}{day}", "{people} : {act}, {stage}{day}")
_NOT_DONE_UNCOUNTED = both(
    "{act}, {stage}{day}; number of people {number}",
    "{act}, {stage}{day} ; nombre de personnes {number}",
)
_NOBODY_FREED = both(
    "the texts do not report that anyone was freed under it",
    "les textes ne rapportent aucune libération à ce titre",
)
_RELEASE = both("release", "libération")
_OPEN = both("stage disputed", "stade contesté")
_UNKNOWN = both("stage not stated", "stade non indiqué")
_UNCOUNTED = both("not stated", "non indiqué")
_SILENT = {
    "by": both("author not stated", "auteur non indiqué"),
    "target": both("target not stated", "cible non indiquée"),
    "change": both("change not stated", "changement non indiqué"),
}
_STEP = both("{by}, {target}: {change}", "{by}, {target} : {change}")
_CONTACT = both("{what} ({stage})", "{what} ({stage})")
_SCOPES = {
    Scope.SOME: both("some of the measures", "certaines des mesures"),
    Scope.ALL: both("all the measures, as worded", "toutes les mesures, tel que formulé"),
    Scope.UNQUALIFIED: both("no limit in words", "sans limite exprimée"),
}
_ANNOUNCED_ON = both("announced {date}", "annoncée {date}")
_SINCE = both("date of effect: {date}", "date d'effet : {date}")
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
        reached = stage(context, record)
        return _opening(_put(context, _CONTACT, what=context.name(record.id), stage=reached))
    raise TypeError(f"{record.id} is no step")


def ready(context: Context, record: Release | Sanction) -> str:
    """The step as a sentence to copy, with what it does not say, and its evidence in brackets."""
    facts = core(context, record)
    day = _day(record)
    on_day = f" {context.wording.when(day, 'on')}" if day else ""
    if isinstance(record, Release):
        words = [_release(context, record, on_day), *_besides_release(context, record)]
    else:
        words = [_sanction(context, record) + on_day, *_besides_sanction(context, record)]
    disputed = [context.field_name(fact) for fact in facts if context.evidence.is_disputed(fact)]
    if disputed:
        words.append(_put(context, _DIFFER, names=", ".join(disputed)))
    addresses = context.addresses(facts)
    told = _opening(context.wording.definition.separator.join(words))
    return told + (f" [{addresses}]." if addresses else ".")


def stage(context: Context, record: Release | Sanction | Contact, form: str = "") -> str:
    """The stage of a step in words, also where it is left open or not stated."""
    if record.stage is not None:
        return context.wording.value(record.stage, fields(type(record))["stage"], form)
    disputed = context.dossier.is_disputed(f"{record.id}.stage")
    return context.phrase(_OPEN if disputed else _UNKNOWN)


def _release(context: Context, release: Release, day: str = "") -> str:
    counted = release.people
    number = context.cell(f"{release.id}.people") or context.phrase(_UNCOUNTED)
    people = context.wording.quantity(counted, "person") if counted else None
    if is_done(release.stage):
        told = _put(
            context, _FREED if people else _FREED_UNCOUNTED, people=people, day=day, number=number
        )
        return told + (_among(context, release) if day else "")
    act = context.cell(f"{release.id}.act") or context.phrase(_RELEASE)
    pattern = _NOT_DONE if people else _NOT_DONE_UNCOUNTED
    reached = stage(context, release, "feminine")
    return _put(context, pattern, people=people, act=act, stage=reached, day=day, number=number)


def _sanction(context: Context, sanction: Sanction) -> str:
    words = {
        name: context.cell(f"{sanction.id}.{name}") or context.phrase(silent)
        for name, silent in _SILENT.items()
    }
    told = _put(context, _STEP, **words)
    if sanction.scope is not None:
        told += f" ({context.phrase(_SCOPES[sanction.scope])})"
    return f"{told}, {stage(context, sanction, 'feminine')}"


def _day(record: Release | Sanction) -> When | None:
    """The date on which the step came to its stage, where the texts give that one."""
    if isinstance(record, Release) and is_done(record.stage):
        return record.freed
    if isinstance(record, Sanction) and record.stage is Stage.IN_EFFECT:
        since = record.in_effect
        return since if since and since.interval else None
    return record.announced if record.stage is Stage.ANNOUNCED else None


def _among(context: Context, release: Release) -> str:
    """Who is included, where the texts give their number."""
    if release.foreign is None or not release.foreign.figures:
        return ""
    return _put(context, _AMONG, foreign=context.wording.quantity(release.foreign, "foreigner"))


def _besides_release(context: Context, release: Release) -> list[str]:
    """That nobody is reported freed, where the step is not done."""
    done = release.stage is None or is_done(release.stage)
    return [] if done else [context.phrase(_NOBODY_FREED)]


def _besides_sanction(context: Context, sanction: Sanction) -> list[str]:
    """The other dates of a measure, and that no effect is reported where none is."""
    words = []
    if sanction.announced is not None and sanction.stage is not Stage.ANNOUNCED:
        date = context.wording.when(sanction.announced, "on")
        words.append(_put(context, _ANNOUNCED_ON, date=date))
    if sanction.in_effect is not None and sanction.in_effect != _day(sanction):
        words.append(_put(context, _SINCE, date=context.wording.when(sanction.in_effect)))
    elif sanction.stage not in (Stage.IN_EFFECT, Stage.LAPSED, None):
        words.append(context.phrase(_NO_EFFECT))
    return words


def _put(context: Context, pattern: Text, **values: object) -> str:
    return context.phrase(pattern).format(**values)


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]
