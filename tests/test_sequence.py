from __future__ import annotations

import datetime as dt

import pytest
from msgspec import structs

from briefgen import pictures
from briefgen.facts.briefs import Brief
from briefgen.facts.dates import When
from briefgen.facts.dossier import Dossier
from briefgen.facts.quantities import Quantity
from briefgen.facts.records import Body, Contact, Record, Release, Sanction, Stage, Term, Text
from briefgen.office.charts import Timeline as Chart
from briefgen.tables import sequence
from briefgen.tables.sequence import Bar, Event, Gap, Timeline
from briefgen.wording import wording_for

BRIEF = Brief(
    title=Text("A brief", "Une note"),
    number="1",
    edition="1",
    dossier="small",
    period=When.parse("2025-06/2025-12"),
    cutoff=When.parse("2025-12-13"),
    languages=("en",),
)
SIDES = (
    Term(id="side-a", facet="side", en="Avalon", fr="Avalon"),
    Term(id="side-b", facet="side", en="Borduria", fr="la Bordurie"),
    Body(id="court", name=Text("the court", "la cour"), side="side-a"),
    Body(id="palace", name=Text("the palace", "le palais"), side="side-a"),
    Body(id="treasury", name=Text("the treasury", "le trésor"), side="side-b"),
    Term(id="talks", facet="contact", en="talks", fr="entretiens"),
    Term(id="visit", facet="contact", en="a visit", fr="une visite"),
)


def when(text: str | None) -> When | None:
    return When.parse(text) if text else None


def release(
    ident: str,
    stage: Stage,
    people: str | None = None,
    *,
    freed: str | None = None,
    announced: str | None = None,
) -> Release:
    return Release(
        id=ident,
        stage=stage,
        people=Quantity.parse(people) if people else None,
        freed=when(freed),
        announced=when(announced),
    )


def contact(ident: str, form: str, date: str | None, stage: Stage = Stage.REPORTED_DONE) -> Contact:
    return Contact(id=ident, form=form, date=when(date), stage=stage)


def measure(
    ident: str,
    stage: Stage,
    by: str = "treasury",
    *,
    announced: str | None = None,
    in_effect: str | None = None,
) -> Sanction:
    return Sanction(
        id=ident,
        by=by,
        title=Text(f"step {ident}", f"mesure {ident}"),
        stage=stage,
        announced=when(announced),
        in_effect=when(in_effect),
    )


def dossier(*records: Record) -> Dossier:
    return Dossier("small", {r.id: r for r in (*SIDES, *records)}, (), (), {})


def timeline(*records: Record) -> Timeline:
    held = dossier(*records)
    return sequence.timeline(held, wording_for("en", held), BRIEF)


def event(*records: Record) -> Event:
    (found,) = timeline(*records).events
    return found


def day(month: int, number: int) -> dt.date:
    return dt.date(2025, month, number)


def test_a_release_reported_done_is_filled_on_the_day_it_was_done() -> None:
    made = release("r", Stage.REPORTED_DONE, "52", freed="2025-09-11", announced="2025-09-10")
    assert event(made) == Event(lane=2, start=day(9, 11), end=None, label="52 people", filled=True)


def test_a_release_announced_only_is_hollow_on_the_day_of_the_announcement() -> None:
    found = event(release("r", Stage.ANNOUNCED, "25", announced="2025-09-16"))
    assert (found.start, found.filled) == (day(9, 16), False)


def test_a_release_without_a_number_says_so() -> None:
    found = event(release("r", Stage.REPORTED_DONE, freed="2025-09-11"))
    assert found.label == "number not stated"


def test_a_date_that_is_not_a_day_is_a_span() -> None:
    found = event(release("r", Stage.REPORTED_DONE, "1", freed="2025-06"))
    assert (found.start, found.end) == (day(6, 1), day(6, 30))


def test_an_open_end_reaches_to_the_cut_off() -> None:
    found = event(measure("m", Stage.REPORTED_DONE, announced="2025-09-11/.."))
    assert (found.start, found.end, found.label) == (day(9, 11), day(12, 13), "step m")


def test_an_open_start_is_a_point_whose_label_says_by_when() -> None:
    found = event(contact("c", "talks", "../2025-09-11"))
    assert (found.start, found.end) == (day(9, 11), None)
    assert found.label == "by 11 Sept 2025: talks"


def test_contacts_of_which_the_same_is_known_stand_at_one_point() -> None:
    found = event(
        contact("c", "talks", "../2025-09-11"),
        contact("d", "visit", "../2025-09-11"),
        contact("e", "talks", "../2025-09-11"),
    )
    assert found.label == "by 11 Sept 2025: talks and a visit"


def test_a_point_by_a_day_is_not_taken_for_a_point_on_that_day() -> None:
    found = timeline(contact("c", "talks", "../2025-09-11"), contact("d", "visit", "2025-09-11"))
    assert sorted(e.label for e in found.events) == ["a visit", "by 11 Sept 2025: talks"]


@pytest.mark.parametrize(
    "record",
    [
        contact("c", "talks", "2025-09-11", Stage.CONSIDERED),
        contact("c", "talks", "2025-09-11", Stage.SOUGHT),
        measure("m", Stage.DISCUSSED, announced="2025-09-11"),
        measure("m", Stage.IN_EFFECT, in_effect="2006/.."),
        release("r", Stage.REPORTED_DONE, "1", freed="2024-12"),
    ],
)
def test_what_is_wished_for_or_lies_outside_the_period_is_no_event(record: Record) -> None:
    assert timeline(record).events == ()


def test_what_has_no_date_is_named_in_the_words_of_the_chart() -> None:
    found = timeline(measure("m", Stage.IN_EFFECT))
    assert found.events == ()
    assert found.alt.endswith("Not drawn, as no date is given: step m.")


def test_a_lane_bears_the_side_that_acts_in_it_unless_there_are_two() -> None:
    acts = Release(id="r", stage=Stage.ANNOUNCED, act_by="court", announced_by=("palace",))
    step = measure("m", Stage.ANNOUNCED, announced="2025-09-11")
    assert timeline(acts, step).lanes == (*("Contacts", "Borduria: sanctions", "Avalon: releases"),)
    other = measure("n", Stage.ANNOUNCED, by="court", announced="2025-09-12")
    assert timeline(acts, step, other).lanes[1] == "Sanctions"


def test_months_to_which_nothing_is_dated_are_marked_in_stretches() -> None:
    found = timeline(
        release("r", Stage.REPORTED_DONE, "1", freed="2025-06"),
        measure("m", Stage.REPORTED_DONE, announced="2025-09-11/.."),
        release("s", Stage.REPORTED_DONE, "2", freed="2025-12-13"),
    )
    text = "the texts date nothing"
    assert found.notes == (
        Gap(start=day(7, 1), end=day(8, 31), text=text),
        Gap(start=day(10, 1), end=day(11, 30), text=text),
    )


def test_a_span_between_two_dates_leaves_no_gap() -> None:
    found = timeline(release("r", Stage.REPORTED_DONE, "1", freed="2025-06-02/2025-12-01"))
    assert found.notes == ()


def test_a_period_without_a_start_is_refused_and_one_without_an_end_stops_at_the_cut_off() -> None:
    held = dossier()
    wording = wording_for("en", held)
    with pytest.raises(ValueError, match=r"the period \.\./2025-12 has no start"):
        sequence.timeline(held, wording, structs.replace(BRIEF, period=When.parse("../2025-12")))
    open_ended = structs.replace(BRIEF, period=When.parse("2025-06/.."))
    assert sequence.timeline(held, wording, open_ended).last == day(12, 13)


def test_bars_come_in_the_order_of_time_and_unknown_numbers_stay_words() -> None:
    held = dossier(
        release("late", Stage.REPORTED_DONE, "123", freed="2025-12-13"),
        release("told", Stage.ANNOUNCED, "25", announced="2025-09-16"),
        release("some", Stage.REPORTED_DONE, "some", freed="2025-07"),
        release("none", Stage.REPORTED_DONE, freed="2025-06"),
        release("undated", Stage.REPORTED_DONE, "9"),
    )
    found = sequence.bars(held, wording_for("en", held))
    assert found.bars == (
        Bar(category="Jun 2025", text="number not stated", value=None, hatched=False),
        Bar(category="Jul 2025", text="some", value=None, hatched=False),
        Bar(category="16 Sept 2025", text="25", value=25, hatched=True),
        Bar(category="13 Dec 2025", text="123", value=123, hatched=False),
    )
    assert "16 Sept 2025: 25 (announced only);" in found.alt


def test_the_pictures_are_the_sequence_in_the_reader_s_language() -> None:
    held = dossier(
        release("r", Stage.REPORTED_DONE, "52", freed="2025-09-11"),
        contact("c", "talks", "2025-09-01"),
    )
    french = wording_for("fr", held)
    chart = pictures.timeline(held, french, BRIEF)
    assert isinstance(chart, Chart)
    assert chart.language == "fr-FR"
    assert [e.label for e in chart.events] == ["52 personnes", "entretiens"]
    assert [bar.value for bar in pictures.bars(held, french).bars] == [52]


def test_a_chart_that_would_show_nothing_is_not_drawn() -> None:
    empty = dossier()
    assert pictures.draw(empty, wording_for("en", empty), BRIEF) == {}
    held = dossier(release("r", Stage.REPORTED_DONE, "52", freed="2024-09-11"))
    assert list(pictures.draw(held, wording_for("en", held), BRIEF)) == ["people"]
    held = dossier(contact("c", "talks", "2025-09-01"))
    assert list(pictures.draw(held, wording_for("en", held), BRIEF)) == ["timeline"]
