"""Clocks obey the laws of counting, and a naive count day by day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clock.clocks import State
from tests.rig.notices import works
from tests.rig.timed import DAYS, case, clock


def naive_deadline(start: date, total: int, pauses: list[tuple[date, date]], unit: str) -> date:
    """Day by day: a day counts unless it is off (working days) or the writer is being waited for."""
    day, counted = start, 0
    while counted < total:
        day += timedelta(1)
        waiting = any(asked < day <= come for asked, come in pauses)
        counted += not waiting and (unit == "days" or works(day))
    while not works(day):
        day += timedelta(1)
    return day


starts = st.dates(date(2004, 1, 1), date(2025, 6, 30))
units = st.sampled_from(["days", "working-days"])


@settings(deadline=None)
@given(starts, st.integers(1, 60), units, st.lists(st.integers(0, 40), max_size=6))
def test_deadlines_agree_with_counting_day_by_day(
    start: date, total: int, unit: str, gaps: list[int]
) -> None:
    """Questions to the writer come one after another, each before the days are spent; `gaps` are the days between."""
    limit = {"step": "reply", "days": str(total), "unit": unit, "pauses": "true"}
    day, pauses, events = start, list[tuple[date, date]](), list[tuple[str, object]]()
    for before, waited in zip(gaps[::2], gaps[1::2], strict=False):
        asked = day + timedelta(before)
        come = asked + timedelta(waited)
        spent = (asked - start).days - sum((b - a).days for a, b in pauses)
        if unit == "working-days":
            spent = DAYS.count(start, asked) - sum(DAYS.count(a, b) for a, b in pauses)
        if spent >= total:
            break
        events += [("asked", asked), ("supplemented", come)]
        pauses.append((asked, come))
        day = come
    found = clock(case(("received", start), *events), limit)
    assert found.due is not None
    assert found.due.day == naive_deadline(start, total, pauses, unit)


@settings(deadline=None)
@given(starts, st.integers(1, 60), units, st.integers(0, 300))
def test_a_longer_limit_or_a_later_letter_is_never_due_earlier(
    start: date, total: int, unit: str, later: int
) -> None:
    def deadline(day: date, n: int) -> date:
        found = clock(case(("received", day)), {"step": "reply", "days": str(n), "unit": unit}).due
        assert found is not None
        return found.day

    assert start < deadline(start, total) <= deadline(start, total + 1)
    assert deadline(start, total) <= deadline(start + timedelta(later), total)


@settings(deadline=None)
@given(starts, st.integers(1, 30), st.integers(1, 30), units, st.integers(0, 400))
def test_an_extension_is_as_good_as_a_longer_limit(
    start: date, total: int, more: int, unit: str, until_reply: int
) -> None:
    reply = ("replied", start + timedelta(until_reply))
    plain = {"step": "reply", "unit": unit}
    extended = clock(
        case(("received", start), ("extended", start, {"days": str(more)}), reply),
        {**plain, "days": str(total), "extension": str(more)},
    )
    longer = clock(case(("received", start), reply), {**plain, "days": str(total + more)})
    assert (extended.due, extended.state, extended.used) == (longer.due, longer.state, longer.used)


@settings(deadline=None)
@given(starts, st.integers(1, 40), units, st.integers(-5, 120))
def test_late_is_after_the_deadline_and_nothing_else(start: date, total: int, unit: str, shift: int) -> None:
    limit = {"step": "reply", "days": str(total), "unit": unit}
    day = start + timedelta(max(0, shift))
    found = clock(case(("received", start), ("replied", day)), limit)
    assert found.due is not None
    assert (found.state is State.LATE) == (day > found.due.day)
    assert found.used is not None
    assert found.used >= 0
    overdue = clock(case(("received", start)), limit, today=day)
    assert (overdue.state is State.OVERDUE) == (day > found.due.day)


@settings(deadline=None)
@given(starts, st.integers(1, 40))
def test_the_days_of_the_sentence_add_up_to_the_calendar(start: date, total: int) -> None:
    found = clock(case(("received", start)), {"step": "reply", "days": str(total)})
    assert found.span is not None
    assert found.due is not None
    assert found.span.working == total
    off = found.span.weekend + sum(n for _, n in found.span.holidays)
    assert (found.due.day - start).days == total + off


STEPS = {"asked": ("asked", True), "supplemented": ("asked", False)}
STEPS |= {"suspended": ("suspended", True), "resumed": ("suspended", False)}


def walked(start: date, total: int, events: list[tuple[str, date]]) -> date | None:
    """The day on which the last working day is spent, going day by day with what stops the clock in hand."""
    stops: set[str] = set()
    day, counted = start, 0
    while True:
        for name, at in events:
            if at == day:
                stop, begins = STEPS[name]
                stops = stops | {stop} if begins else stops - {stop}
        if stops and day > max(at for _, at in events):
            return None
        day += timedelta(1)
        counted += not stops and works(day)
        if counted == total:
            return day


@settings(deadline=None)
@given(
    starts,
    st.integers(1, 40),
    st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 60)), max_size=8),
)
def test_whatever_stops_the_clock_and_however_it_overlaps_counts_once(
    start: date, total: int, given_events: list[tuple[str, int]]
) -> None:
    ordered = sorted(given_events, key=lambda event: event[1])
    events = [(name, start + timedelta(days)) for name, days in ordered]
    more = {"suspended": {"why": "等鉴定。"}}
    record = case(("received", start), *((name, at, more.get(name, {})) for name, at in events))
    limit = {"step": "reply", "days": str(total), "pauses": "true", "suspends": "true"}
    found = clock(record, limit)
    expected = walked(start, total, events)
    assert (found.due.day if found.due else None) == expected
    assert (found.state is State.PAUSED) == (expected is None)


@settings(deadline=None)
@given(starts, st.integers(1, 30), st.integers(1, 20), st.integers(0, 25), units)
def test_a_pause_moves_the_deadline_by_its_own_length_and_never_forward(
    start: date, total: int, waited: int, before: int, unit: str
) -> None:
    limit = {"step": "reply", "days": str(total), "unit": unit, "pauses": "true"}
    asked = start + timedelta(before)
    plain = clock(case(("received", start)), limit).due
    paused = clock(
        case(("received", start), ("asked", asked), ("supplemented", asked + timedelta(waited))), limit
    ).due
    assert plain is not None and paused is not None
    assert plain.day <= paused.day
    if unit == "days" and asked < start + timedelta(total):
        assert start + timedelta(total + waited) <= paused.day
