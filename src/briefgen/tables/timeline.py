"""The timeline: every step with its date, the undated ones last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.facts.records import Body, Contact, Person, Release, Sanction, Stage
from briefgen.tables.context import day, is_done
from briefgen.tables.ready import core, stage, told
from briefgen.tables.table import Table, table_of
from briefgen.wording import cells
from briefgen.wording.fields import both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.dates import When
    from briefgen.facts.records import Text
    from briefgen.tables.context import Context, Row

Step = Release | Sanction | Contact

_TAKES_EFFECT = both("{step}; date of effect", "{step} ; date d'effet")
_ENDS = both("{step}; end of the measure", "{step} ; fin de la mesure")
_ANNOUNCEMENT = both("{step}; date of the announcement", "{step} ; date de l'annonce")


def timeline(context: Context) -> Table:
    """One row a dated moment of a step; a step without a date has one row, at the end."""
    dossier = context.dossier
    steps: tuple[Step, ...] = (*dossier.of(Release), *dossier.of(Sanction), *dossier.of(Contact))
    rows = [row for step in steps for row in _rows(context, step)]
    rows.sort(key=lambda row: row.pop("order"))
    return table_of("Timeline", rows)


def _rows(context: Context, record: Step) -> Iterator[Row]:
    support = context.support(core(context, record))
    for key, when, what in _moments(context, record):
        yield {
            "order": _place(context, record, when),
            "date": str(when) if when else None,
            "from": day(when.earliest) if when else None,
            "to": day(when.latest) if when else None,
            "side": side(context, record),
            "kind": context.phrase(_kind(record)),
            "what": what,
            "stage": stage(context, record),
            "in_period": _in_period(context, when),
            "link": context.ref(record.id),
            "texts": support["texts"],
            "evidence": support["evidence"],
            "id": key,
        }


def _place(context: Context, record: Step, when: When | None) -> tuple[object, ...]:
    """In time; a contact that came before a release never behind it."""
    order = _order(when)
    if when is None or not isinstance(record, Contact) or record.before is None:
        return order
    release, _ = _dates(context.dossier.get(Release, record.before))
    return order if release is None else min(order, (False, release.sort_key, False, False))


def _order(when: When | None) -> tuple[object, ...]:
    """In time, the undated last; "by" a day stands before that day, "from" a day after it."""
    if when is None:
        return (True,)
    return (False, when.sort_key, when.earliest is not None, when.latest is None)


def _moments(context: Context, record: Step) -> Iterator[tuple[str, When | None, str]]:
    """Key, date and words of a step, then of its other dates, each once."""
    main, others = _dates(record)
    words = told(context, record)
    announced = isinstance(record, Sanction) and is_done(record.stage) and main == record.announced
    dated = context.phrase(_ANNOUNCEMENT).format(step=words) if announced and main else words
    dates = [one for one in others if one[1] is not None and one[1] != main]
    if main is not None or not dates:
        yield record.id, main, dated
    for name, when, pattern in dates:
        yield f"{record.id}/{name}", when, context.phrase(pattern).format(step=words)


def _dates(record: Step) -> tuple[When | None, list[tuple[str, When | None, Text]]]:
    if isinstance(record, Contact):
        return record.date, []
    if isinstance(record, Release):
        if is_done(record.stage) and record.freed:
            return record.freed, [("announced", record.announced, _ANNOUNCEMENT)]
        return record.announced, []
    others = [("in_effect", record.in_effect, _TAKES_EFFECT), ("lapsed", record.lapsed, _ENDS)]
    return record.announced or record.in_effect, others


def _kind(record: Step) -> Text:
    if isinstance(record, Release):
        return cells.RELEASE
    if isinstance(record, Contact):
        return cells.CONTACT
    return cells.MEASURE_IN_PLACE if in_place(record) else cells.SANCTIONS_STEP


def in_place(sanction: Sanction) -> bool:
    """Whether it is a measure that stands, not a step of the sequence."""
    return sanction.stage is Stage.IN_EFFECT and sanction.announced is None


def side(context: Context, record: Step) -> str | None:
    """The sides of those who act, as far as they are known."""
    sides = []
    for actor in _actors(record):
        found = context.dossier.records[actor]
        if isinstance(found, Person | Body) and found.side:
            sides.append(context.wording.record(found.side))
    return context.listed(sides)


def _actors(record: Step) -> tuple[str, ...]:
    if isinstance(record, Contact):
        return (*record.who, *record.with_whom)
    if isinstance(record, Sanction):
        return (record.by,) if record.by else record.announced_by
    return (record.act_by,) if record.act_by else record.announced_by


def _in_period(context: Context, when: When | None) -> str:
    if when is None:
        return context.not_applicable
    period = context.brief.period
    late = period.latest and when.earliest and when.earliest > period.latest
    early = period.earliest and when.latest and when.latest < period.earliest
    return context.yes_no(not (late or early))
