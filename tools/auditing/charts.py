"""What the charts may show: where their data lie, and what they say in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from auditing.facts import DONE, dated, ends, figures, serial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditing.meaning import Meaning


def span(edtf: str, brief: dict[str, Any]) -> tuple[date, date]:
    """The first and last day of a date within the period of a brief."""
    (first, last), (_, until), (start, end) = (
        ends(brief["period"]),
        ends(brief["cutoff"]),
        ends(edtf),
    )
    first, until = first or date.min, until or date.max
    last = last or until
    begins = max(start or end or first, first)
    over = min(end or max(min(last, until), begins), last)
    return min(begins, over), over


def step_date(record: dict[str, Any]) -> str:
    """The date that a step is drawn at, empty for none."""
    if record["kind"] == "Release":
        return record.get("freed" if record.get("stage") in DONE else "announced") or ""
    return record.get("in_effect") or record.get("announced") or record.get("date") or ""


def label(records: Sequence[str], meaning: Meaning) -> str:
    """The words on an event: people, or what the records are called."""
    told: dict[str, str] = {}
    by = ""
    for one in records:
        record = meaning.records[one]
        when = step_date(record)
        by = dated(when) if when.startswith("..") else ""
        if record["kind"] == "Release":
            told[f"{record.get('people')}"] = figures(record.get("people", ""))
        else:
            name = record.get("form") or one
            told[name] = meaning.names([name])
    return by + "".join(told.values())


def chart_row(chart: dict[str, Any], place: int, meaning: Meaning) -> tuple[str, str, str]:
    """The date, the number and the words of a row of data."""
    one = chart["rows"][place]
    if "grid" in one:
        day = date.fromisoformat(one["day"])
        month = f"m{day.month} (?:{day.year} )?" if one["grid"] == "months" else ""
        words = month or f"(?:{meaning.names(meaning.records)})?" * 0
        return serial(day), figures(f"{one['height']:g}"), words
    record = meaning.records[one["records"][0]]
    if chart["kind"] == "bars":
        people = figures(record.get("people", ""))
        return (
            dated(step_date(record)),
            people.partition(" ")[0] + " " if people else "0 ",
            meaning.cell(f"{one['records'][0]}.people"),
        )
    start, end = span(step_date(record), meaning.brief)
    half = start + timedelta(days=(end - start).days // 2)
    day = {"start": start, "middle": half}.get(one["at"], end)
    return (
        serial(day),
        figures(f"{one['height']:g}"),
        label(one["records"], meaning) if one["says"] else "",
    )


def alternative(chart: dict[str, Any], meaning: Meaning) -> str:
    """A chart in words: its events lane by lane, or its bars."""
    if chart["kind"] == "bars":
        rows = (chart_row(chart, place, meaning) for place in range(len(chart["rows"])))
        return "".join(day + words for day, _, words in rows)
    events = {
        tuple(one["records"]): one
        for one in chart["rows"]
        if "records" in one and one["at"] == "start"
    }
    told = []
    for records, one in events.items():
        start, end = span(step_date(meaning.records[records[0]]), meaning.brief)
        days = dated(start.isoformat()) + (dated(end.isoformat()) if end > start else "")
        done = meaning.records[records[0]].get("stage") in DONE
        told.append((-one["lane"], start, end, done, days + label(records, meaning)))
    return "".join(words for *_, words in sorted(told)) + meaning.names(chart["undrawn"])
