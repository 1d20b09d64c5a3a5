"""Shares, percentiles and growth: their arithmetic and their limits."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problem import Text
from generator.stats.figures import MIN_N, Measure, nearest_rank, percent

WORDS = Text("数", "number")
MEASURE = Measure(WORDS, Text("%", "%"), WORDS)


@pytest.mark.parametrize(("rank", "expected"), [(5, 15), (30, 20), (40, 20), (50, 35), (100, 50)])
def test_nearest_rank_gives_the_textbook_values(rank: int, expected: int) -> None:
    assert nearest_rank(Counter([15, 20, 35, 40, 50]), rank) == expected


@settings(deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=80), st.integers(1, 100))
def test_at_least_the_rank_lies_at_or_below_its_percentile_and_less_lies_below(
    values: list[int], rank: int
) -> None:
    found = nearest_rank(Counter(values), rank)
    assert found in values
    assert 100 * sum(value <= found for value in values) >= rank * len(values)
    assert 100 * sum(value < found for value in values) < rank * len(values)


@settings(deadline=None)
@given(st.integers(1, 100_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_share_is_close_and_is_all_or_nothing_only_where_it_is(parts: tuple[int, int]) -> None:
    part, whole = parts
    found = percent(part, whole)
    assert math.isclose(found, 100 * part / whole, abs_tol=0.1)
    assert (found == 0) == (part == 0)
    assert (found == 100) == (part == whole)


def test_below_the_least_number_there_is_a_reason_instead_of_a_value() -> None:
    for figure in (
        MEASURE.share(1, MIN_N - 1, WORDS),
        MEASURE.percentile({1: MIN_N - 1}, 50, WORDS),
        MEASURE.mean({5: MIN_N - 1}, WORDS),
        MEASURE.growth(99, MIN_N - 1, WORDS),
    ):
        assert figure.value is None
        assert figure.shown == "—"
        assert figure.why is not None
    assert MEASURE.share(1, MIN_N, WORDS).value == 10.0


def test_a_part_above_its_whole_is_called_an_error_and_never_a_share() -> None:
    figure = MEASURE.share(31, 30, WORDS)
    assert figure.value is None
    assert figure.why is not None
    assert "有误" in figure.why.zh


def test_large_counts_are_grouped_by_threes_from_ten_thousand_on() -> None:
    assert MEASURE.counted(9999, WORDS).shown == "9999"
    assert MEASURE.counted(1_234_567, WORDS).shown == "1\u2009234\u2009567"
