"""Periods: their days, names, neighbours, and which of them have data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.stats.periods import ALL, Period, periods_of

KEYS = st.one_of(
    st.integers(1, 9999).map("{:04}".format),
    st.tuples(st.integers(1, 9999), st.integers(1, 4)).map(lambda p: f"{p[0]:04}-q{p[1]}"),
    st.tuples(st.integers(1, 9999), st.integers(1, 12)).map(lambda p: f"{p[0]:04}-{p[1]:02}"),
)


@pytest.mark.parametrize(
    ("key", "first", "last", "zh", "en"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年", "2026"),
        ("2026-q3", date(2026, 7, 1), date(2026, 9, 30), "2026年第三季度", "Q3 2026"),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度", "Q4 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月", "February 2024"),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31), "9999年12月", "December 9999"),
    ],
)
def test_a_key_names_its_days(key: str, first: date, last: date, zh: str, en: str) -> None:
    found = Period.parse(key)
    assert (found.first, found.last, found.label.zh, found.label.en) == (first, last, zh, en)


@pytest.mark.parametrize(
    "key", ["", "26", "2026-13", "2026-q0", "2026-q5", "2026-3", "2026-03-01", "２０２６"]
)
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=key or "^$"):
        Period.parse(key)


@given(KEYS)
def test_a_period_holds_its_own_months_and_meets_the_one_before(key: str) -> None:
    period = Period.parse(key)
    assert Period.parse(period.key) == period
    assert all(period.holds(month) for month in period.months)
    assert [len(period.months)] == [{"year": 12, "quarter": 3, "month": 1}[period.grain]]
    before = period.before
    if before is None:
        assert period.first == date.min
    else:
        assert before.last + timedelta(1) == period.first
        assert before.grain == period.grain
    if period.year_before is not None:
        assert period.year_before.first == period.first.replace(year=period.first.year - 1)


def test_all_time_has_no_neighbours_and_holds_every_month() -> None:
    assert ALL.before is None
    assert ALL.year_before is None
    assert ALL.holds("0001-01")
    assert Period.parse("all") is ALL


def test_periods_without_data_are_left_out_and_the_newest_come_first() -> None:
    found = [period.key for period in periods_of(["2024-01", "2026-03", "2026-05"])]
    assert found == ["all", "2026", "2024", "2026-q2", "2026-q1", "2024-q1", "2026-05", "2026-03", "2024-01"]
    assert periods_of([]) == ()
