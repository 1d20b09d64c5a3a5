"""Clocks obey the laws of counting, and a naive count day by day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clock.clocks import State
from tests.rig.timed import DAYS, case, clock


def naive_deadline(start: date, total: int, pauses: list[tuple[date, date]], unit: str) -> date:
    """Day by day: a day counts unless it is off (working days) or the writer is being waited for."""
    day, counted = start, 0
    while counted < total:
        day += timedelta(1)
        waiting = any(asked < day <= come for asked, come in pauses)
        counted += not waiting and (unit == "days" or DAYS.is_working(day))
    while not DAYS.is_working(day):
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
