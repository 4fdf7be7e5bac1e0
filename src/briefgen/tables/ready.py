"""Steps told in a sentence, built from the facts and never beyond the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Contact, Release, Sanction, Stage
from briefgen.tables.context import is_done
from briefgen.tables.words import both

if TYPE_CHECKING:
    from briefgen.facts.records import Record, Text
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
_NOT_STATED = both("not stated", "non indiqué")
_STEP = both("{by}, {target}: {change}", "{by}, {target} : {change}")
_SCOPE = both("scope {scope}", "étendue : {scope}")
_SINCE = both("in effect from {date}", "en vigueur : {date}")
_NO_EFFECT = both(
    "the texts do not report that it took effect",
    "les textes n'en rapportent pas l'entrée en vigueur",
)
_DIFFER = both("the texts differ on: {names}", "les textes diffèrent sur : {names}")


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
    words = [told(context, record), *_besides(context, record)]
    disputed = context.disputed_on(record)
    if disputed != context.none:
        words.append(_put(context, _DIFFER, names=disputed))
    addresses = context.addresses(context.facts(record))
    return context.wording.definition.separator.join(words) + (
        f" [{addresses}]." if addresses else "."
    )


def stage(context: Context, record: Release | Sanction | Contact) -> str:
    """The stage of a step in words, also where it is left open or not stated."""
    if record.stage is not None:
        return context.words(f"{record.id}.stage", record.stage)
    disputed = context.dossier.is_disputed(f"{record.id}.stage")
    return context.wording.text(_OPEN if disputed else _UNKNOWN)


def dated(context: Context, record: Release | Sanction) -> str | None:
    """The day of a step in words: the one that fits its stage."""
    if isinstance(record, Release):
        held = record.freed if is_done(record.stage) else record.announced
    else:
        held = record.announced
    return context.wording.when(held) if held else None


def _release(context: Context, release: Release) -> str:
    counted = release.people
    people = context.wording.quantity(counted, "person") if counted else None
    if is_done(release.stage):
        return (
            _put(context, _FREED, people=people)
            if people
            else context.wording.text(_FREED_UNCOUNTED)
        )
    act = context.cell(f"{release.id}.act") or context.wording.text(_RELEASE)
    pattern = _NOT_DONE if people else _NOT_DONE_UNCOUNTED
    return _put(context, pattern, people=people, act=act, stage=stage(context, release))


def _sanction(context: Context, sanction: Sanction) -> str:
    silent = context.wording.text(_NOT_STATED)
    words = {name: context.cell(f"{sanction.id}.{name}") or silent for name in _PARTS}
    told = [_put(context, _STEP, **words)]
    if scope := context.cell(f"{sanction.id}.scope"):
        told.append(_put(context, _SCOPE, scope=scope))
    return ", ".join([*told, stage(context, sanction)])


_PARTS = ("by", "target", "change")


def _besides(context: Context, record: Release | Sanction) -> list[str]:
    """What a ready sentence adds: the day, who is included, and how far the texts go."""
    words = [date] if (date := dated(context, record)) else []
    if isinstance(record, Release):
        if record.foreign and record.foreign.figures:
            foreign = context.wording.quantity(record.foreign, "foreigner")
            words.append(_put(context, _AMONG, foreign=foreign))
        if record.stage is not None and not is_done(record.stage):
            words.append(context.wording.text(_NOBODY_FREED))
    elif record.in_effect is not None:
        words.append(_put(context, _SINCE, date=context.wording.when(record.in_effect)))
    elif record.stage not in (Stage.IN_EFFECT, Stage.LAPSED):
        words.append(context.wording.text(_NO_EFFECT))
    return words


def _put(context: Context, pattern: Text, **values: object) -> str:
    return context.wording.text(pattern).format(**values)


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]
