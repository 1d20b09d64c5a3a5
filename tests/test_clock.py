"""Clocks: deadlines computed by hand, pauses, extensions, and clocks that cannot be computed."""

from __future__ import annotations

from datetime import date

import pytest

from generator.clock.clocks import State, clocks
from generator.clock.milestones import Ending
from generator.clock.words import explain
from generator.clock.working_days import WorkingDays
from generator.model import Case
from generator.model.county import Calendar
from tests.rig.timed import DAYS, HOURS, MAILBOX, PETITION, TODAY, case, clock, rule


def due(record: Case, limit: dict[str, str] = MAILBOX) -> str:
    return str(clock(record, limit).due)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-03-02", "2026-03-23"),
        ("2026-02-10", "2026-03-09"),
        ("2026-09-18", "2026-10-15"),
        ("2026-04-27", "2026-05-20"),
        ("2025-01-20", "2025-02-14"),
        ("2005-12-26", "2006-01-17"),
        ("2026-03-07", "2026-03-27"),
    ],
)
def test_fifteen_working_days_end_on_the_day_counted_by_hand(received: str, expected: str) -> None:
    assert due(case(("received", received))) == expected


@pytest.mark.parametrize(
    ("accepted", "expected", "rolled"),
    [
        ("2026-03-02", "2026-05-06", "2026-05-01"),
        ("2026-03-03", "2026-05-06", "2026-05-02"),
        ("2026-03-09", "2026-05-08", None),
        ("2026-03-10", "2026-05-09", None),
        ("2026-03-11", "2026-05-11", "2026-05-10"),
    ],
)
def test_plain_days_that_end_on_a_day_off_end_on_the_next_working_day(
    accepted: str, expected: str, rolled: str | None
) -> None:
    found = clock(case(("received", "2026-03-01"), ("accepted", accepted)), PETITION)
    assert str(found.due) == expected
    assert found.rolled_from == (date.fromisoformat(rolled) if rolled else None)


def test_the_complex_limit_holds_for_complex_matters_only() -> None:
    limit = {**MAILBOX, "days": "7", "complex": "15"}
    simple, complex_ = (case(("received", "2026-03-02"), complex=flag) for flag in ("false", "true"))
    assert due(simple, limit) == "2026-03-11"
    assert due(complex_, limit) == "2026-03-23"
    assert clock(complex_, limit).is_complex


def test_the_end_of_the_last_day_is_on_time_and_the_next_day_is_late() -> None:
    on_time = clock(case(("received", "2026-03-02"), ("replied", "2026-03-23 23:59")))
    late = clock(case(("received", "2026-03-02"), ("replied", "2026-03-24 00:01")))
    assert (on_time.state, on_time.used, on_time.late_by) == (State.ON_TIME, 15, 0)
    assert (late.state, late.used, late.late_by) == (State.LATE, 16, 1)


def test_an_answer_on_the_weekend_after_the_last_day_is_late_though_it_used_no_more_working_days() -> None:
    found = clock(case(("received", "2026-02-28"), ("replied", "2026-03-21")))
    assert (str(found.due), found.state, found.used, found.late_by) == ("2026-03-20", State.LATE, 15, 1)


def test_a_letter_without_an_answer_runs_through_its_last_day_and_is_overdue_after_it() -> None:
    letter = case(("received", "2026-03-02"))
    assert clock(letter, today=date(2026, 3, 23)).state is State.RUNNING
    found = clock(letter, today=date(2026, 3, 26))
    assert (found.state, found.late_by) == (State.OVERDUE, 3)


def test_waiting_for_the_writer_does_not_count() -> None:
    found = clock(
        case(
            ("received", "2026-03-02"),
            ("asked", "2026-03-05"),
            ("supplemented", "2026-03-12"),
            ("replied", "2026-03-13"),
        )
    )
    assert (str(found.due), found.used) == ("2026-03-30", 4)
    assert [pause.length for pause in found.pauses] == [5]


def test_a_rule_that_says_nothing_of_pauses_does_not_pause() -> None:
    limit = {key: value for key, value in MAILBOX.items() if key != "pauses"}
    letter = case(("received", "2026-03-02"), ("asked", "2026-03-05"), ("supplemented", "2026-03-12"))
    assert due(letter, limit) == "2026-03-23"


def test_a_question_to_the_writer_on_or_after_the_last_day_saves_nothing() -> None:
    for asked in ("2026-03-23", "2026-04-01"):
        letter = case(("received", "2026-03-02"), ("asked", asked), ("supplemented", "2026-05-12"))
        found = clock(letter)
        assert (str(found.due), found.state, found.pauses) == ("2026-03-23", State.OVERDUE, ())


def test_a_clock_stands_still_until_the_writer_answers_and_names_no_deadline() -> None:
    found = clock(case(("received", "2026-11-02"), ("asked", "2026-11-05")))
    assert (found.state, found.due, found.used) == (State.PAUSED, None, 3)
    assert found.why is not None
    assert "2026-11-05" in found.why.zh


def test_an_office_that_goes_on_without_the_writer_ends_the_pause_by_answering() -> None:
    found = clock(case(("received", "2026-03-02"), ("asked", "2026-03-05"), ("replied", "2026-03-12")))
    assert (found.state, found.used) == (State.ON_TIME, 3)
    assert found.due is not None
    assert found.due.day > date(2026, 3, 12)


def test_a_later_question_of_the_writer_pauses_nothing() -> None:
    letter = case(("received", "2026-03-02"), ("supplemented", "2026-03-05"), ("replied", "2026-03-09"))
    assert clock(letter).pauses == ()


def test_an_extension_adds_what_the_rule_allows_and_says_what_it_does_not() -> None:
    letter = case(("received", "2026-03-02"), ("extended", "2026-03-20", {"days": "9"}))
    found = clock(letter)
    assert (found.extended, str(found.due)) == (5, "2026-03-30")
    assert ["最多许延5个工作日" in note.zh for note in found.notes] == [True]


def test_extensions_together_stay_within_the_rule() -> None:
    events = [("extended", f"2026-03-{day}", {"days": "3"}) for day in (10, 20)]
    assert clock(case(("received", "2026-03-02"), *events)).extended == 5


def test_an_extension_after_the_deadline_does_not_count() -> None:
    found = clock(case(("received", "2026-03-02"), ("extended", "2026-03-24")))
    assert (found.extended, str(found.due), len(found.notes)) == (0, "2026-03-23", 1)


def test_an_extension_that_the_rule_does_not_know_does_not_count() -> None:
    limit = {key: value for key, value in MAILBOX.items() if key != "extension"}
    found = clock(case(("received", "2026-03-02"), ("extended", "2026-03-05")), limit)
    assert (found.extended, str(found.due), len(found.notes)) == (0, "2026-03-23", 1)


def test_hours_run_from_the_minute_and_through_days_off() -> None:
    letter = case(("received", "2026-03-07 10:30"), ("replied", "2026-03-08 10:30"))
    found = clock(letter, HOURS)
    assert (str(found.due), found.state, found.used) == ("2026-03-08 10:30", State.ON_TIME, 24)
    late = clock(case(("received", "2026-03-07 10:30"), ("replied", "2026-03-08 10:31")), HOURS)
    assert (late.state, late.used) == (State.LATE, 25)


def test_hours_pause_by_the_minute() -> None:
    letter = case(
        ("received", "2026-03-07 10:00"),
        ("asked", "2026-03-07 12:00"),
        ("supplemented", "2026-03-07 13:30"),
        ("replied", "2026-03-08 11:30"),
    )
    found = clock(letter, HOURS)
    assert (str(found.due), found.state, found.used) == ("2026-03-08 11:30", State.ON_TIME, 24)


@pytest.mark.parametrize(
    ("record", "limit", "reason"),
    [
        (case(("received", "2026-03-07")), HOURS, "没有记录时刻"),
        (case(("received", "2026-03-07 10:00"), ("replied", "2026-03-08")), HOURS, "没有记录时刻"),
        (case(("received", "2026-03-02"), ("replied", "2026-03-09")), PETITION, "没有受理的记录"),
        (case(("received", "1998-03-02")), MAILBOX, "放假安排"),
        (case(("received", "2026-03-02")), {**MAILBOX, "days": "99999999"}, "放假安排"),
        (
            case(("received", "2026-03-02")),
            {"step": "reply", "days": "999999999", "unit": "days"},
            "放假安排",
        ),
    ],
)
def test_a_clock_that_cannot_be_computed_says_why(record: Case, limit: dict[str, str], reason: str) -> None:
    found = clock(record, limit)
    assert found.state is State.UNKNOWN
    assert found.why is not None
    assert reason in found.why.zh
    assert reason in explain(found).zh


def test_hours_without_a_time_of_reply_are_judged_where_the_day_alone_decides() -> None:
    on_time = case(("received", "2026-03-07 10:00"), ("replied", "2026-03-07"))
    late = case(("received", "2026-03-07 10:00"), ("replied", "2026-03-09"))
    assert clock(on_time, HOURS).state is State.ON_TIME
    assert clock(late, HOURS).state is State.LATE


def test_a_clock_waits_for_the_event_it_runs_from() -> None:
    found = clock(case(("received", "2026-11-20")), PETITION)
    assert (found.state, found.due) == (State.WAITING, None)


def test_a_refusal_ends_what_it_decides_and_leaves_nothing_else_to_do() -> None:
    accept = {"step": "accept", "days": "15", "unit": "days"}
    letter = case(("received", "2026-03-02"), ("refused", "2026-03-10"))
    (only,) = clocks(letter, rule(accept, PETITION), DAYS, TODAY)
    assert (only.state, only.ended_by) == (State.ON_TIME, Ending.REFUSED)


def test_the_first_of_several_replies_and_of_several_assignments_counts() -> None:
    letter = case(
        ("received", "2026-03-02"),
        ("assigned", "2026-03-03"),
        ("assigned", "2026-03-09"),
        ("replied", "2026-03-10"),
        ("replied", "2026-05-10"),
    )
    limit = {"step": "reply", "days": "5", "since": "assigned"}
    assert due(letter, limit) == "2026-03-10"
    assert clock(letter, limit).state is State.ON_TIME


def test_a_reply_before_the_matter_was_accepted_used_no_days() -> None:
    letter = case(("received", "2026-03-02"), ("replied", "2026-03-03"), ("accepted", "2026-03-05"))
    assert clock(letter, PETITION).used == 0


def test_a_deadline_in_a_year_without_an_arrangement_is_provisional() -> None:
    letter = case(("received", "2047-12-20"))
    announced = WorkingDays(Calendar(announced=(2047, 2048)))
    assert clock(letter, today=date(2047, 12, 24)).is_provisional
    assert not clock(letter, today=date(2047, 12, 24), days=announced).is_provisional
    assert "尚未公布" in explain(clock(letter, today=date(2047, 12, 24))).zh


SUSPENDING = {**MAILBOX, "suspends": "true"}
HALT = ("suspended", "2026-03-05", {"why": "等鉴定。"})


def test_a_suspension_does_not_count_where_the_rule_says_so() -> None:
    """Ten working days from 5 to 19 March do not count: the fifteenth is 7 April, over Qingming's Monday off."""
    letter = case(("received", "2026-03-02"), HALT, ("resumed", "2026-03-19"), ("replied", "2026-04-01"))
    found = clock(letter, SUSPENDING)
    assert (str(found.due), found.used, [pause.length for pause in found.pauses]) == ("2026-04-07", 12, [10])
    assert "3月5日至3月19日中止办理，不计10个工作日" in explain(found).zh
    assert due(letter) == "2026-03-23"


def test_a_suspended_clock_stands_still_and_says_what_it_waits_for() -> None:
    found = clock(case(("received", "2026-03-02"), HALT), SUSPENDING)
    assert (found.state, found.due, found.used) == (State.PAUSED, None, 3)
    assert "2026-03-05中止办理，尚未恢复" in explain(found).zh


def test_a_question_within_a_suspension_counts_once_and_the_clock_waits_for_both() -> None:
    events = (HALT, ("asked", "2026-03-09"), ("resumed", "2026-03-12"), ("supplemented", "2026-03-17"))
    found = clock(case(("received", "2026-03-02"), *events, ("replied", "2026-03-20")), SUSPENDING)
    assert [(str(pause.since), pause.length) for pause in found.pauses] == [("2026-03-05", 8)]
    assert str(found.due) == "2026-04-02"
