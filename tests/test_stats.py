"""Numbers: computed by hand on small catalogues, and laws that hold on any."""

from __future__ import annotations

from datetime import date

from generator.model import Case
from generator.stats.counting import Figures, column_figures, figures, growth
from generator.stats.periods import Period
from tests.rig.tallied import letter, register, tallied
from tests.rig.timed import case

MARCH = date(2026, 3, 2)
YEAR = Period.year(2026)


def values(found: Figures) -> dict[str, int | float | None]:
    return {name: figure.value for name, figure in found.items()}


def hand_made() -> list[Case]:
    """Twelve letters of 2 March 2026, due on 11 March: nine answered, two of them late; one each otherwise."""
    days = [0, 1, 2, 3, 4, 7, 9, 10, 30]
    answered = [letter(n, MARCH, after) for n, after in enumerate(days, start=1)]
    return [
        *answered,
        letter(10, MARCH, None),
        letter(11, MARCH, None, ("refused", "2026-03-04")),
        letter(12, MARCH, None, ("closed", "2026-03-05")),
    ]


def test_twelve_letters_give_the_numbers_counted_by_hand() -> None:
    found = values(column_figures(tallied(hand_made()), "mayor"))
    assert found["received"] == 12
    assert found["replied"] == 9
    assert found["open"] == found["overdue"] == found["refused"] == found["closed"] == 1
    assert (found["on_time"], found["late"]) == (7, 2)
    assert found["on_time_share"] == 70.0


def test_nine_answers_are_too_few_for_a_median_and_ten_are_enough() -> None:
    nine = column_figures(tallied(hand_made()), "mayor")["median_days"]
    assert (nine.value, nine.n) == (None, 9)
    assert nine.why is not None
    assert "9" in nine.why.zh
    ten = column_figures(tallied([*hand_made(), letter(13, MARCH, 5)]), "mayor")
    assert (ten["median_days"].value, ten["p90_days"].value, ten["p90_days"].n) == (4, 10, 10)


def test_a_count_stands_however_small_and_an_empty_column_counts_nothing() -> None:
    found = column_figures(tallied([]), "secretary")
    assert found["received"].value == 0
    assert found["median_days"].value is None
    assert found["growth"].value is None


def test_a_column_without_a_limit_says_so_instead_of_zero() -> None:
    letters = [letter(n, MARCH, 3, column="service") for n in range(1, 13)]
    found = column_figures(tallied(letters), "service")
    for name in ("on_time", "late", "on_time_share"):
        assert found[name].value is None
        assert found[name].why is not None


def test_offline_letters_and_solved_matters_are_shares_of_what_can_be_known() -> None:
    words = ["solved"] * 6 + ["partly"] * 2 + ["unsolved"] * 4
    letters = [
        case(
            ("received", MARCH),
            ("replied", MARCH),
            ("rated", "2026-03-04", {"outcome": word}),
            id=f"XZ-2026-{n}",
            channel="phone" if n <= 3 else "web",
        )
        for n, word in enumerate(words, start=1)
    ]
    found = figures(tallied(letters))
    assert found["offline_share"].value == 25.0
    assert (found["solved_share"].value, found["solved_share"].n) == (50.0, 12)


def test_a_joint_reply_counts_for_every_department_and_once_for_the_county() -> None:
    joint = case(("received", MARCH), ("replied", "2026-03-04", {"jointly": ["housing"]}))
    tally = tallied([joint])
    for department in ("ecology", "housing"):
        assert figures(tally, "department", department)["received"].value == 1
    assert figures(tally)["received"].value == 1


def test_a_topic_holds_its_parts() -> None:
    tally = tallied([letter(1, MARCH, 1, topic="roads/lamps"), letter(2, MARCH, 1, topic="roads")])
    assert figures(tally, "topic", "roads")["received"].value == 2
    assert figures(tally, "topic", "roads/lamps")["received"].value == 1
    assert figures(tally, "topic", "school")["received"].value == 0


def test_figures_of_a_year_and_of_a_month_take_letters_by_the_day_they_came() -> None:
    tally = tallied([letter(1, date(2025, 12, 31), 9), letter(2, MARCH, 1)])
    assert figures(tally, period=Period.year(2025))["replied"].value == 1
    assert figures(tally, period=Period.year(2026))["received"].value == 1
    assert figures(tally, period=Period.parse("2025-12"))["received"].value == 1
    assert figures(tally, period=Period.parse("2026-01"))["received"].value == 0


def monthly_letters(months: dict[str, int]) -> list[Case]:
    return [
        letter(n, date.fromisoformat(f"{month}-05"), 2)
        for month, count in months.items()
        for n in range(int(month[5:]) * 100, int(month[5:]) * 100 + count)
    ]


def test_growth_compares_the_complete_months_that_both_years_have() -> None:
    months = {
        "2025-03": 10,
        "2025-04": 10,
        "2025-12": 30,
        "2026-02": 7,
        "2026-03": 15,
        "2026-04": 9,
        "2026-11": 50,
    }
    found = growth(tallied(monthly_letters(months)), "all", "", YEAR)
    assert (found.value, found.n) == (20.0, 20)
    assert "3–4月" in found.period.zh
    assert found.shown == "+20.0"


def test_a_fall_is_shown_with_a_minus_and_a_doubling_passes_a_hundred() -> None:
    fallen = growth(tallied(monthly_letters({"2025-03": 20, "2026-03": 15})), "all", "", YEAR)
    assert (fallen.value, fallen.shown) == (-25.0, "\u221225.0")
    grown = growth(tallied(monthly_letters({"2025-03": 10, "2026-03": 25})), "all", "", YEAR)
    assert grown.value == 150.0


def test_growth_needs_a_year_before_with_enough_letters() -> None:
    small = growth(tallied(monthly_letters({"2025-03": 9, "2026-03": 25})), "all", "", YEAR)
    none = growth(tallied(monthly_letters({"2026-03": 25})), "all", "", YEAR)
    assert small.value is None
    assert none.value is None
    assert none.why is not None
    assert "没有两年都有数据" in none.why.zh


def test_a_month_that_only_a_register_covers_counts_as_no_letters_published() -> None:
    letters = monthly_letters({"2025-03": 10, "2025-04": 10, "2026-03": 10})
    plain = growth(tallied(letters), "column", "mayor", YEAR)
    registered = growth(tallied(letters, [register("2026-04", 30, 0)]), "column", "mayor", YEAR)
    assert plain.value == 0.0
    assert registered.value == -50.0
