"""Every record of every kind has clocks where its rule gives limits, and one word for where it stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.clock.clocks import State, clocks
from generator.clock.milestones import Ending
from generator.clock.status import Status, is_fresh, outcome, status
from generator.model import Record
from generator.model.vocabulary import Outcome
from tests.rig.timed import (
    DAYS,
    MAILBOX,
    RESULT,
    TODAY,
    call,
    case,
    clarification,
    clock,
    rule,
    session,
    survey,
)

LEFT = {"step": "reply", "days": "5", "since": "ended"}
RESULTS = {"step": "reply", "days": "20", "since": "closed"}


def stands(record: Record, limit: dict[str, str] = MAILBOX, today: date = TODAY) -> Status:
    return status(record, clocks(record, rule(limit), DAYS, today), today)


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ({}, State.OVERDUE),
        ({"declined": {"reason": "time"}}, State.OVERDUE),
        ({"declined": {"reason": "off-topic"}}, State.ON_TIME),
        ({"answer": {"at": "2026-03-02 09:30", "text": "五月。"}}, State.ON_TIME),
        ({"answer": {"at": "2026-03-09", "text": "五月。"}}, State.ON_TIME),
        ({"answer": {"at": "2026-03-10", "text": "五月。"}}, State.LATE),
    ],
)
def test_questions_left_from_a_session_have_five_working_days(question: dict[str, Any], state: State) -> None:
    found = clock(session(**question), LEFT)
    assert (str(found.due), found.state) == ("2026-03-09", state)


def test_results_of_calls_and_surveys_run_from_the_day_they_close() -> None:
    found = clock(call(), RESULTS)
    assert (str(found.due), found.state) == ("2026-11-27", State.RUNNING)
    assert clock(call(), RESULTS, today=date(2026, 10, 8)).state is State.WAITING
    published = clock(survey(result=RESULT), RESULTS)
    assert (published.state, published.ended_by) == (State.ON_TIME, Ending.RESULT)


def test_a_clarification_runs_from_when_the_rumour_was_seen() -> None:
    found = clock(clarification(), {"step": "reply", "days": "1"})
    assert (found.state, found.ended_by) == (State.ON_TIME, Ending.PUBLISHED)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([("received", "2026-11-20")], Status.OPEN),
        ([("received", "2026-11-02")], Status.OVERDUE),
        ([("received", "2026-11-02"), ("asked", "2026-11-03")], Status.WAITING),
        ([("received", "2026-11-02"), ("replied", "2026-11-24")], Status.REPLIED),
        ([("received", "2026-11-02"), ("refused", "2026-11-03")], Status.REFUSED),
        ([("received", "2026-11-02"), ("refused", "2026-11-03"), ("accepted", "2026-11-20")], Status.OVERDUE),
        ([("received", "2026-11-02"), ("refused", "2026-11-03"), ("replied", "2026-11-20")], Status.REPLIED),
        ([("received", "2026-11-02"), ("closed", "2026-11-03")], Status.CLOSED),
    ],
)
def test_a_case_stands_where_its_events_put_it(events: list[tuple[str, object]], expected: Status) -> None:
    assert stands(case(*events)) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-09-30", Status.UPCOMING),
        ("2026-10-01", Status.ONGOING),
        ("2026-10-31", Status.ONGOING),
        ("2026-11-01", Status.ENDED),
        ("2026-11-27", Status.ENDED),
        ("2026-11-28", Status.OVERDUE),
    ],
)
def test_calls_and_surveys_pass_from_upcoming_to_overdue(today: str, expected: Status) -> None:
    for record in (call(), survey()):
        assert stands(record, RESULTS, date.fromisoformat(today)) is expected


def test_a_published_result_decides_calls_and_surveys() -> None:
    for record in (call(result=RESULT), survey(result=RESULT)):
        assert stands(record, RESULTS) is Status.DECIDED


def test_a_session_is_upcoming_then_ends_and_falls_due_with_its_open_questions() -> None:
    assert stands(session(), LEFT, date(2026, 3, 1)) is Status.UPCOMING
    assert stands(session(), LEFT, date(2026, 3, 2)) is Status.ONGOING
    assert stands(session(), LEFT, date(2026, 3, 9)) is Status.ENDED
    assert stands(session(), LEFT, date(2026, 3, 10)) is Status.OVERDUE
    answered = session(answer={"text": "五月。"})
    assert stands(answered, LEFT, date(2026, 3, 10)) is Status.ENDED


def test_a_clarification_is_being_checked_until_there_is_a_finding() -> None:
    assert stands(clarification(verdict="unproven")) is Status.CHECKING
    assert stands(clarification()) is Status.CLARIFIED


def test_a_clarification_is_fresh_for_so_many_days_after_its_last_change() -> None:
    corrected = clarification(
        events=[{"event": "corrected", "at": "2026-03-20", "what": "时间", "why": "检修延后。"}]
    )
    assert is_fresh(clarification(), date(2026, 3, 19), 14)
    assert not is_fresh(clarification(), date(2026, 3, 20), 14)
    assert is_fresh(corrected, date(2026, 4, 3), 14)


def test_solved_is_what_the_writer_or_a_revisit_said_last() -> None:
    letter = case(
        ("received", "2026-11-02"),
        ("replied", "2026-11-03"),
        ("rated", "2026-11-04", {"outcome": "unsolved"}),
        ("revisited", "2026-11-20", {"by": "office", "outcome": "solved"}),
        ("rated", "2026-11-21", {"attitude": "5"}),
    )
    assert outcome(letter) is Outcome.SOLVED
    assert (
        outcome(case(("received", "2026-11-02"), ("replied", "2026-11-03"), ("closed", "2026-11-04"))) is None
    )
