"""What is rising, and counts side by side."""

from __future__ import annotations

from datetime import date

from generator.model import Case
from generator.stats.counting import received
from generator.stats.rising import last_quarter, rising
from generator.stats.tables import heat_map, last_months, names
from tests.rig.tallied import letter, register, tallied

TODAY = date(2026, 8, 10)


def letters(*groups: tuple[str, str, int]) -> list[Case]:
    """So many letters of a topic in a month, for each group."""
    months = [(topic, month) for topic, month, count in groups for _ in range(count)]
    return [
        letter(n, date.fromisoformat(f"{month}-05"), None, topic=topic)
        for n, (topic, month) in enumerate(months, start=1)
    ]


def quarter(year: int, topic: str, count: int) -> list[tuple[str, str, int]]:
    """A second quarter with data in each month."""
    return [(topic, f"{year}-04", count), ("school", f"{year}-05", 1), ("school", f"{year}-06", 1)]


def test_a_topic_rises_on_the_same_quarter_of_the_year_before() -> None:
    found = rising(
        tallied(letters(*quarter(2025, "roads/lamps", 10), *quarter(2026, "roads/lamps", 15)), (), TODAY)
    )
    assert found is not None
    assert (found.period.key, found.basis.key) == ("2026-q2", "2025-q2")
    assert [rise.topic for rise in found.topics] == ["roads", "roads/lamps"]
    assert (found.topics[0].now.value, found.topics[0].before.value) == (15, 10)
    assert found.topics[0].growth.value == 50.0


def test_without_the_year_before_the_quarter_before_is_compared() -> None:
    first = [("roads", "2026-01", 4), ("roads", "2026-02", 1), ("roads", "2026-03", 1)]
    found = rising(tallied(letters(*first, *quarter(2026, "roads", 12)), (), TODAY))
    assert found is not None
    assert found.basis.key == "2026-q1"
    (rise,) = found.topics
    assert (rise.now.n, rise.before.n, rise.growth.value) == (12, 6, None)
    assert rise.growth.why is not None


def test_few_letters_do_not_rise_and_a_gap_is_never_compared() -> None:
    few = letters(*quarter(2025, "roads", 2), *quarter(2026, "roads", 9))
    found = rising(tallied(few, (), TODAY))
    assert found is not None
    assert found.topics == ()
    gap = letters(("roads", "2025-04", 5), *quarter(2026, "roads", 30))
    assert rising(tallied(gap, (), TODAY)) is None
    assert rising(tallied([], (), TODAY)) is None


def test_the_running_quarter_is_not_the_last() -> None:
    found = last_quarter(tallied(letters(("roads", "2026-07", 3), ("roads", "2026-03", 3)), (), TODAY))
    assert found is not None
    assert found.key == "2026-q1"


def test_a_heat_map_has_gaps_where_there_are_no_data_and_zeros_where_there_are() -> None:
    some = letters(("roads/lamps", "2026-05", 2), ("school", "2026-07", 1))
    found = heat_map(
        tallied(some, [register("2026-06", 3, 0)], TODAY), last_months(tallied([], (), TODAY), 5)
    )
    assert found.months == ("2026-04", "2026-05", "2026-06", "2026-07", "2026-08")
    assert [(row.value, row.cells) for row in found.rows] == [
        ("roads", (None, 2, 0, 0, None)),
        ("school", (None, 0, 0, 1, None)),
    ]
    assert found.most == 2


def test_months_run_back_over_the_turn_of_the_year() -> None:
    assert last_months(tallied([], (), date(2026, 2, 1)), 4) == ("2025-11", "2025-12", "2026-01", "2026-02")


def test_every_value_of_a_closed_list_has_its_name_and_its_letters() -> None:
    counted = tallied(letters(("roads", "2026-05", 2), ("school", "2026-07", 1)), (), TODAY)
    assert list(names(counted, "department")) == ["ecology", "housing", "office", "water"]
    assert {value: received(counted, "type", value).value for value in names(counted, "type")} == {
        "consult": 0,
        "complaint": 0,
        "report": 0,
        "suggest": 0,
        "help": 3,
        "thanks": 0,
    }
