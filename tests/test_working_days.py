"""Working days: against the published arrangements, a naive count, and the laws of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clock.working_days import FIRST, LAST, OutOfCalendarError, Span, WorkingDays
from generator.model.county import Calendar, DayRange
from tests.rig import notices
from tests.rig.notices import works

DAYS = WorkingDays()

days = st.dates(notices.FIRST, notices.LAST)


def naive(after: date, until: date) -> list[date]:
    every = (after + timedelta(n) for n in range(1, (until - after).days + 1))
    return [day for day in every if works(day)]


# The arrangements that the General Office of the State Council published: first and last day off, days worked.
SPRING_FESTIVALS = [
    ("2004-01-22", "2004-01-28", ["2004-01-17", "2004-01-18"]),
    ("2005-02-09", "2005-02-15", ["2005-02-05", "2005-02-06"]),
    ("2006-01-29", "2006-02-04", ["2006-01-28", "2006-02-05"]),
    ("2007-02-18", "2007-02-24", ["2007-02-17", "2007-02-25"]),
    ("2008-02-06", "2008-02-12", ["2008-02-02", "2008-02-03"]),
    ("2009-01-25", "2009-01-31", ["2009-01-24", "2009-02-01"]),
    ("2010-02-13", "2010-02-19", ["2010-02-20", "2010-02-21"]),
    ("2011-02-02", "2011-02-08", ["2011-01-30", "2011-02-12"]),
    ("2012-01-22", "2012-01-28", ["2012-01-21", "2012-01-29"]),
    ("2013-02-09", "2013-02-15", ["2013-02-16", "2013-02-17"]),
    ("2014-01-31", "2014-02-06", ["2014-01-26", "2014-02-08"]),
    ("2015-02-18", "2015-02-24", ["2015-02-15", "2015-02-28"]),
    ("2016-02-07", "2016-02-13", ["2016-02-06", "2016-02-14"]),
    ("2017-01-27", "2017-02-02", ["2017-01-22", "2017-02-04"]),
    ("2018-02-15", "2018-02-21", ["2018-02-11", "2018-02-24"]),
    ("2019-02-04", "2019-02-10", ["2019-02-02", "2019-02-03"]),
    ("2020-01-24", "2020-02-02", ["2020-01-19"]),
    ("2021-02-11", "2021-02-17", ["2021-02-07", "2021-02-20"]),
    ("2022-01-31", "2022-02-06", ["2022-01-29", "2022-01-30"]),
    ("2023-01-21", "2023-01-27", ["2023-01-28", "2023-01-29"]),
    ("2024-02-10", "2024-02-17", ["2024-02-04", "2024-02-18"]),
    ("2025-01-28", "2025-02-04", ["2025-01-26", "2025-02-08"]),
    ("2026-02-15", "2026-02-23", ["2026-02-14", "2026-02-28"]),
]


@pytest.mark.parametrize(("first", "last", "worked"), SPRING_FESTIVALS, ids=lambda v: str(v)[:4])
def test_every_spring_festival_is_off_and_made_up_as_published(
    first: str, last: str, worked: list[str]
) -> None:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    off = [start + timedelta(n) for n in range((end - start).days + 1)]
    assert not any(DAYS.is_working(day) for day in off)
    assert all(DAYS.is_working(date.fromisoformat(day)) for day in worked)
    assert DAYS.is_working(DAYS.not_before(end + timedelta(1)))
    weekend = DAYS.span(start - timedelta(15), end + timedelta(15))
    assert weekend.makeup >= len(worked)
    assert "春节" in [name.zh for name, _ in weekend.holidays]


def test_every_day_from_2004_to_2026_is_worked_or_off_as_the_notices_say() -> None:
    length = (notices.LAST - notices.FIRST).days + 1
    every = [notices.FIRST + timedelta(n) for n in range(length)]
    assert [day for day in every if DAYS.is_working(day) != works(day)] == []


def test_a_saturday_of_december_may_be_worked_for_the_next_new_year() -> None:
    assert DAYS.is_working(date(2005, 12, 31))
    assert DAYS.is_working(date(2018, 12, 29))
    assert not DAYS.is_working(date(2018, 12, 31))


def test_working_days_around_the_autumn_of_2026_are_named_and_counted() -> None:
    span = DAYS.span(date(2026, 9, 18), date(2026, 10, 15))
    assert span.working == 15
    assert [(name.zh, n) for name, n in span.holidays] == [("中秋节", 1), ("国庆节", 5)]
    assert (span.weekend, span.makeup) == (6, 2)


def test_two_festivals_in_one_run_of_days_off_share_their_name() -> None:
    span = DAYS.span(date(2025, 9, 30), date(2025, 10, 9))
    assert [(name.zh, name.en, n) for name, n in span.holidays] == [
        ("国庆节、中秋节", "National Day and Mid-Autumn Festival", 6)
    ]


@settings(deadline=None)
@given(days, st.integers(0, 400))
def test_counting_agrees_with_going_day_by_day(after: date, length: int) -> None:
    until = min(after + timedelta(length), date(2026, 12, 31))
    assert DAYS.count(after, until) == len(naive(after, until))


@settings(deadline=None)
@given(st.dates(date(2004, 1, 1), date(2025, 12, 31)), st.integers(1, 120))
def test_adding_agrees_with_going_day_by_day(day: date, n: int) -> None:
    assert DAYS.add(day, n) == naive(day, day + timedelta(300))[n - 1]


# A letter on the eve of the days off, and the seventh and the fifteenth working day after it, counted on a calendar.
EVES = [
    ("2004-01-21", "2004-02-06", "2004-02-18"),
    ("2005-02-08", "2005-02-24", "2005-03-08"),
    ("2006-01-28", "2006-02-13", "2006-02-23"),
    ("2007-02-17", "2007-03-05", "2007-03-15"),
    ("2008-02-05", "2008-02-21", "2008-03-04"),
    ("2009-01-24", "2009-02-09", "2009-02-19"),
    ("2010-02-12", "2010-02-26", "2010-03-10"),
    ("2011-02-01", "2011-02-16", "2011-02-28"),
    ("2012-01-21", "2012-02-06", "2012-02-16"),
    ("2013-02-08", "2013-02-22", "2013-03-06"),
    ("2014-01-30", "2014-02-14", "2014-02-26"),
    ("2015-02-17", "2015-03-04", "2015-03-16"),
    ("2016-02-06", "2016-02-22", "2016-03-03"),
    ("2017-01-26", "2017-02-10", "2017-02-22"),
    ("2018-02-14", "2018-03-01", "2018-03-13"),
    ("2019-02-03", "2019-02-19", "2019-03-01"),
    ("2020-01-23", "2020-02-11", "2020-02-21"),
    ("2021-02-10", "2021-02-25", "2021-03-09"),
    ("2022-01-30", "2022-02-15", "2022-02-25"),
    ("2023-01-20", "2023-02-03", "2023-02-15"),
    ("2024-02-09", "2024-02-26", "2024-03-07"),
    ("2025-01-27", "2025-02-12", "2025-02-24"),
    ("2026-02-14", "2026-03-03", "2026-03-13"),
]


@pytest.mark.parametrize(("received", "seventh", "fifteenth"), EVES, ids=[eve[0][:4] for eve in EVES])
def test_a_letter_on_the_eve_of_a_spring_festival_is_due_on_the_day_counted_by_hand(
    received: str, seventh: str, fifteenth: str
) -> None:
    day = date.fromisoformat(received)
    assert (str(DAYS.add(day, 7)), str(DAYS.add(day, 15))) == (seventh, fifteenth)


@settings(deadline=None)
@given(days, days, days)
def test_counts_add_up_over_any_middle(a: date, b: date, c: date) -> None:
    assert DAYS.count(a, b) + DAYS.count(b, c) == DAYS.count(a, c)


@settings(deadline=None)
@given(days, st.integers(1, 200), st.integers(0, 30))
def test_more_days_end_later_and_a_later_start_never_ends_earlier(day: date, n: int, later: int) -> None:
    assert DAYS.add(day, n) < DAYS.add(day, n + 1)
    assert DAYS.add(day, n) <= DAYS.add(day + timedelta(later), n)
    assert DAYS.count(day, DAYS.add(day, n)) == n


@settings(deadline=None)
@given(days, st.integers(-5, 400))
def test_a_span_accounts_for_every_calendar_day(after: date, length: int) -> None:
    span = DAYS.span(after, after + timedelta(length))
    assert span.working + span.weekend + sum(n for _, n in span.holidays) == max(0, length)
    assert 0 <= span.makeup <= span.working


@settings(deadline=None)
@given(days)
def test_the_next_working_day_is_the_day_itself_or_all_days_before_it_are_off(day: date) -> None:
    found = DAYS.not_before(day)
    assert DAYS.is_working(found)
    assert DAYS.count(day - timedelta(1), found) == 1


def test_local_days_win_over_the_public_calendar_and_worked_days_over_days_off() -> None:
    both = DayRange(first=date(2026, 9, 10), last=date(2026, 9, 11), name="县庆")
    local = WorkingDays(
        Calendar(
            days_off=(both,),
            working_days=(
                DayRange(first=date(2026, 9, 11), name="值班"),
                DayRange(first=date(2026, 10, 1), name="值班"),
            ),
        )
    )
    assert not local.is_working(date(2026, 9, 10))
    assert local.is_working(date(2026, 9, 11))
    assert local.is_working(date(2026, 10, 1))
    assert [(name.zh, n) for name, n in local.span(date(2026, 9, 9), date(2026, 9, 11)).holidays] == [
        ("县庆", 1)
    ]


def test_a_range_that_ends_before_it_begins_or_outlasts_the_table_does_no_harm() -> None:
    local = WorkingDays(
        Calendar(
            days_off=(
                DayRange(first=date(2026, 3, 5), last=date(2026, 3, 3), name="颠倒"),
                DayRange(first=date(2049, 12, 30), last=date(9999, 12, 31), name="永远"),
            )
        )
    )
    assert local.is_working(date(2026, 3, 4))
    assert not local.is_working(LAST)


def test_a_year_without_an_arrangement_is_provisional_until_it_is_announced() -> None:
    march = (date(2048, 3, 1), date(2048, 3, 20))
    assert DAYS.is_provisional(*march)
    assert not WorkingDays(Calendar(announced=(2048,))).is_provisional(*march)
    assert not DAYS.is_provisional(date(2025, 1, 1), date(2025, 12, 31))


def test_an_unannounced_year_still_keeps_its_statutory_days_off() -> None:
    assert not DAYS.is_working(date(2048, 5, 1))
    assert not DAYS.is_working(date(2048, 10, 1))


def test_the_last_days_of_december_wait_for_the_arrangement_of_the_next_year() -> None:
    local = WorkingDays(Calendar(announced=(2040,)))
    assert not local.is_provisional(date(2040, 12, 1), date(2040, 12, 24))
    assert local.is_provisional(date(2040, 12, 24), date(2040, 12, 25))
    both = WorkingDays(Calendar(announced=(2040, 2041)))
    assert not both.is_provisional(date(2040, 12, 24), date(2040, 12, 31))


@pytest.mark.parametrize("day", [FIRST - timedelta(2), LAST + timedelta(1), date.max])
def test_days_outside_the_table_are_refused_not_guessed(day: date) -> None:
    with pytest.raises(OutOfCalendarError):
        DAYS.count(date(2026, 1, 1), day)


def test_a_count_that_leaves_the_table_is_refused() -> None:
    with pytest.raises(OutOfCalendarError):
        DAYS.add(date(2026, 1, 1), 999_999_999)


def test_nothing_lies_between_a_day_and_itself() -> None:
    assert DAYS.span(date(2026, 3, 2), date(2026, 3, 2)) == Span(0, 0, (), 0)
    assert DAYS.add(date(2026, 3, 1), 0) == date(2026, 3, 1)


def test_a_deadline_moves_when_the_arrangement_of_a_coming_year_is_announced() -> None:
    received = date(2048, 4, 27)
    # 1 and 2 May are off by statute; 2 May is a Saturday, so Monday the 4th stands in for it.
    before = DAYS.add(received, 5)
    assert DAYS.is_provisional(received, before)
    known = WorkingDays(
        Calendar(
            announced=(2048,),
            days_off=(DayRange(first=date(2048, 5, 1), last=date(2048, 5, 5), name="劳动节"),),
            working_days=(DayRange(first=date(2048, 5, 9), name="补班"),),
        )
    )
    after = known.add(received, 5)
    assert (str(before), str(after)) == ("2048-05-06", "2048-05-07")
    assert not known.is_provisional(received, after)
    assert known.is_working(date(2048, 5, 9))
