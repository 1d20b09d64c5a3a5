"""Numbers in a row: gaps stay gaps, and every answer lies in one place."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.stats.series import Month, distribution, monthly, yearly
from tests.rig.tallied import letter, register, tallied

TODAY = date(2026, 4, 10)


def test_a_month_without_data_is_a_gap_and_a_month_with_a_register_is_a_zero() -> None:
    letters = [letter(1, date(2025, 12, 5), 30), letter(2, date(2026, 4, 1), None)]
    rows = monthly(tallied(letters, [register("2026-02", 3, 0)], TODAY), "column", "mayor")
    assert rows == (
        Month("2025-12", 1, 0, False),
        Month("2026-01", 0, 1, False),
        Month("2026-02", 0, 0, False),
        Month("2026-03", None, None, False),
        Month("2026-04", 1, 0, True),
    )


def test_a_department_has_a_zero_where_the_county_has_data() -> None:
    letters = [
        letter(1, date(2026, 1, 5), 1),
        letter(2, date(2026, 2, 5), None, column="secretary"),
        letter(3, date(2026, 4, 5), 1),
    ]
    rows = monthly(tallied(letters, (), TODAY), "department", "ecology")
    assert [row.received for row in rows] == [1, 0, None, 1]
    assert [row.received for row in monthly(tallied(letters, (), TODAY), "column", "mayor")] == [
        1,
        None,
        None,
        1,
    ]


def test_nothing_has_no_months_no_years_and_no_distribution() -> None:
    empty = tallied([], (), TODAY)
    assert monthly(empty) == ()
    assert yearly(empty) == ()
    assert distribution(empty) == ()


def test_years_sum_their_months_and_say_when_they_are_not_whole() -> None:
    letters = [letter(n, date(2025, n, 5), 40) for n in range(1, 13)]
    first, second = yearly(tallied(letters, (), TODAY))
    assert (first.year, first.received, first.replied, first.is_partial) == (2025, 12, 11, False)
    assert (second.received, second.replied, second.is_partial) == (0, 1, True)


def test_days_fall_into_the_bucket_that_names_them() -> None:
    days = [0, 1, 2, 3, 4, 7, 8, 15, 16, 30, 31, 60, 61]
    letters = [letter(n, date(2026, 1, 5), after) for n, after in enumerate(days, start=1)]
    found = distribution(tallied(letters))
    assert [(bucket.short, bucket.cases) for bucket in found] == [
        ("0", 1),
        ("1", 1),
        ("2–3", 2),
        ("4–7", 2),
        ("8–15", 2),
        ("16–30", 2),
        ("31–60", 2),
        (">60", 1),
    ]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(date(2024, 1, 1), date(2026, 1, 31)), st.one_of(st.none(), st.integers(0, 60))),
        max_size=30,
    )
)
def test_months_years_and_buckets_hold_every_case_once(drawn: list[Any]) -> None:
    tally = tallied([letter(n, day, after) for n, (day, after) in enumerate(drawn, start=1)], (), TODAY)
    answered = sum(after is not None for _, after in drawn)
    rows = monthly(tally)
    assert sum(row.received or 0 for row in rows) == len(drawn)
    assert sum(row.replied or 0 for row in rows) == answered
    assert sum(year.received or 0 for year in yearly(tally)) == len(drawn)
    assert sum(bucket.cases for bucket in distribution(tally)) == answered
    assert [row.month for row in rows] == sorted({row.month for row in rows})
