"""Steps told in a sentence, built from the facts and never beyond the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Contact, Record, Release, Sanction, Scope, Stage, fields
from briefgen.tables.context import is_done
from briefgen.wording import cells
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from briefgen.facts.dates import When
    from briefgen.facts.records import Text
    from briefgen.tables.context import Context

_ONE_REPORTS = both("one text reports", "un texte rapporte")
_REPORT = both("the texts report", "les textes rapportent")
_REPORTED = both(
    "{report} {people} freed{day}{among}", "{report} la libération {of_people}{day}{among}"
)
_REPORTED_UNCOUNTED = both(
    "{report} people freed{day}; {number}", "{report} une libération{day} ; {number}"
)
_FREED = both("{people} reported freed", "libération rapportée : {people}")
_FREED_UNCOUNTED = both("people reported freed; {number}", "libération rapportée ; {number}")
_AMONG = both(", {foreign} among them", ", dont {foreign}")
_NOT_DONE = both("{reached}: {act} of {people}", "{reached} : {act} {of_people}")
_NOT_DONE_UNCOUNTED = both("{reached}: {act}; {number}", "{reached} : {act} ; {number}")
_NO_NUMBER = both("they give no number", "ils ne donnent pas de nombre")
_GIVES_NO_NUMBER = both("it gives no number", "il ne donne pas de nombre")
_NUMBER_UNSTATED = both("number not stated", "nombre non indiqué")
_NUMBER_OPEN = both("number {versions}", "nombre {versions}")
_NOBODY_FREED = both(
    "the texts do not report that anyone was freed under it",
    "les textes ne rapportent aucune libération à ce titre",
)
_RELEASE = both("release", "libération")
_BY = both(" by {whom}", " ; auteur : {whom}")  # "par" may stand in the change
_STEP = both(
    "{reached}: {change}{scope}{by}; target: {target}",
    "{reached} : {change}{scope}{by} ; cible : {target}",
)
_NO_AUTHOR = both(" (author not stated)", " (auteur non indiqué)")
_UNSAID = both("not stated", "non indiquée")
_CHANGE = both("step", "mesure")
_CONTACT = both("{reached}: {what}", "{reached} : {what}")
_DONE: dict[type[Record], Text] = {
    Release: both("reported freed", "rapporté"),
    Sanction: both("reported as taken", "rapporté comme pris"),
    Contact: both("reported held", "rapporté"),
}
"""The stage `reported_done` of a step, in the word for what was done; it agrees with nothing."""
_SCOPES = {
    Scope.SOME: both(" (some of the measures)", " (certaines des mesures)"),
    Scope.ALL: both(" (all the measures, as worded)", " (toutes les mesures, tel que formulé)"),
    Scope.UNQUALIFIED: both(" (no limit in words)", " (sans limite exprimée)"),
}
_ANNOUNCED_ON = both("announced {date}", "annoncé {date}")
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
    """The step in a few words: `52 people reported freed`, `Announced: amnesty of 25 people`."""
    if isinstance(record, Release):
        return _opening(_freed(context, record) or _release(context, record))
    if isinstance(record, Sanction):
        return _opening(_sanction(context, record))
    if isinstance(record, Contact):
        reached, what = _reached(context, record), context.name(record.id)
        return _opening(_put(context, _CONTACT, reached=reached, what=what))
    raise TypeError(f"{record.id} is no step")


def ready(context: Context, record: Release | Sanction) -> str:
    """The step as a sentence to copy, with what it does not say, and its evidence in brackets."""
    facts = core(context, record)
    day = _day(record)
    on_day = f" {context.wording.when(day, 'on', event=_is_event(record))}" if day else ""
    if isinstance(record, Release):
        words = [_release(context, record, on_day), *_besides_release(context, record)]
    else:
        words = [_sanction(context, record, on_day), *_besides_sanction(context, record)]
    disputed = [context.field_name(fact) for fact in facts if context.evidence.is_disputed(fact)]
    if disputed:
        words.append(_put(context, _DIFFER, names=context.wording.listed(disputed)))
    addresses = context.addresses(facts)
    told = _opening(context.wording.definition.separator.join(words))
    return told + (f" [{addresses}]." if addresses else ".")


def stage(context: Context, record: Release | Sanction | Contact) -> str:
    """The stage of a step in words, also where it is left open or not stated."""
    if record.stage is not None:
        return context.wording.value(record.stage, fields(type(record))["stage"])
    disputed = context.dossier.is_disputed(f"{record.id}.stage")
    return context.phrase(cells.STAGE_DISPUTED if disputed else cells.STAGE_NOT_STATED)


def _reached(context: Context, record: Release | Sanction | Contact) -> str:
    """The stage as a sentence begins with it."""
    if record.stage is Stage.REPORTED_DONE:
        return context.phrase(_DONE[type(record)])
    return stage(context, record)


def _freed(context: Context, release: Release) -> str | None:
    """Who is reported freed, None where the step is not reported done."""
    if not is_done(release.stage):
        return None
    pattern = _FREED if release.people else _FREED_UNCOUNTED
    number = _number(context, release, _NUMBER_UNSTATED)
    return _put(context, pattern, people=_people(context, release), number=number)


def _release(context: Context, release: Release, day: str = "") -> str:
    people = _people(context, release)
    values = {
        "people": people,
        "of_people": context.wording.definition.of(people),
        "day": day,
        "among": _among(context, release),
        "act": context.cell(f"{release.id}.act") or context.phrase(_RELEASE),
        "reached": _reached(context, release) + day,
    }
    if is_done(release.stage):
        alone = len(context.origins(core(context, release)).texts) == 1
        report = context.phrase(_ONE_REPORTS if alone else _REPORT)
        number = _number(context, release, _GIVES_NO_NUMBER if alone else _NO_NUMBER)
        pattern = _REPORTED if people else _REPORTED_UNCOUNTED
        return _put(context, pattern, report=report, number=number, **values)
    number = _number(context, release, _NUMBER_UNSTATED)
    return _put(context, _NOT_DONE if people else _NOT_DONE_UNCOUNTED, number=number, **values)


def _people(context: Context, release: Release) -> str:
    return context.wording.quantity(release.people, "person") if release.people else ""


def _number(context: Context, release: Release, unstated: Text) -> str:
    """What is said of a number that is not held: its versions, or that there is none."""
    versions = context.cell(f"{release.id}.people")
    return _put(context, _NUMBER_OPEN, versions=versions) if versions else context.phrase(unstated)


def _sanction(context: Context, sanction: Sanction, day: str = "") -> str:
    author = context.wording.record(sanction.by) if sanction.by else ""
    return _put(
        context,
        _STEP,
        reached=_reached(context, sanction) + day,
        change=context.cell(f"{sanction.id}.change") or context.phrase(_CHANGE),
        scope=context.phrase(_SCOPES[sanction.scope]) if sanction.scope else "",
        by=_put(context, _BY, whom=author) if author else context.phrase(_NO_AUTHOR),
        target=context.cell(f"{sanction.id}.target") or context.phrase(_UNSAID),
    )


def _day(record: Release | Sanction) -> When | None:
    """The date on which the step came to its stage, where the texts give that one."""
    if isinstance(record, Release) and is_done(record.stage):
        return record.freed
    if isinstance(record, Sanction) and record.stage is Stage.IN_EFFECT:
        since = record.in_effect
        return since if since and since.interval else None
    return record.announced if record.stage is Stage.ANNOUNCED else None


def _is_event(record: Release | Sanction) -> bool:
    """Whether the date of the step is that of an event; a measure in effect lasts."""
    return record.stage is not Stage.IN_EFFECT


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
        date = context.wording.when(sanction.announced, "on", event=True)
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
