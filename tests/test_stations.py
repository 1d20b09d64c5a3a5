"""A case says three things apart: whether it was taken up, answered, and solved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.clock.clocks import clocks
from generator.clock.status import Progress, outcome, status
from generator.model import Case
from generator.pages.stations import Station, stations
from tests.rig.timed import DAYS, MAILBOX, case, rule

RULE = rule({"step": "accept", "days": "2"}, MAILBOX, {"step": "close", "days": "20"})
TODAY = date(2026, 3, 13)
REPLY = ("replied", "2026-03-10")


def said(record: Case, today: date = TODAY) -> tuple[Station, Station, Station]:
    running = clocks(record, RULE, DAYS, today)
    return stations(record, Progress(running, status(record, running, today), outcome(record)))


def words(*events: Any, today: date = TODAY) -> list[tuple[str, str]]:
    return [(one.word, one.tone) for one in said(case(("received", "2026-03-02"), *events), today)]


def test_a_fresh_letter_is_neither_taken_up_nor_answered_nor_solved() -> None:
    assert words(today=date(2026, 3, 3)) == [
        ("还没有告知", "open"),
        ("还没有答复", "open"),
        ("还没有听到写信人的说法", "none"),
    ]


def test_taking_up_is_no_answer_and_an_answer_is_no_solution() -> None:
    taken_up = ("accepted", "2026-03-03")
    assert words(taken_up)[:2] == [("已受理 · 2026-03-03", "done"), ("还没有答复", "open")]
    assert words(taken_up, REPLY)[1:] == [
        ("已答复 · 2026-03-10", "done"),
        ("还没有听到写信人的说法", "none"),
    ]


def test_the_office_closing_its_file_solves_nothing() -> None:
    record = case(("received", "2026-03-02"), REPLY, ("closed", "2026-03-11"))
    solved = said(record)[2]
    assert (solved.word, solved.tone) == ("还没有听到写信人的说法", "none")
    assert "单位自己说了不算" in solved.note


@pytest.mark.parametrize(
    ("event", "by"),
    [
        (("rated", "2026-03-12", {"outcome": "solved"}), "写信人评价"),
        (("revisited", "2026-03-12", {"by": "ecology", "outcome": "solved"}), "回访"),
    ],
)
def test_the_writer_or_a_revisit_says_whether_it_is_solved(event: Any, by: str) -> None:
    solved = said(case(("received", "2026-03-02"), REPLY, event))[2]
    assert (solved.word, solved.tone) == ("已解决 · 2026-03-12", "done")
    assert solved.note.startswith(by)


def test_the_last_word_counts_and_stars_alone_say_nothing_of_it() -> None:
    events = (
        ("rated", "2026-03-11", {"outcome": "solved"}),
        ("revisited", "2026-03-12", {"by": "ecology", "outcome": "unsolved"}),
        ("rated", "2026-03-13", {"attitude": "5"}),
    )
    assert words(REPLY, *events)[2] == ("未解决 · 2026-03-12", "late")


def test_every_promise_stands_under_its_own_answer() -> None:
    taken_up, answered, solved = said(case(("received", "2026-03-02"), ("accepted", "2026-03-09"), REPLY))
    assert [clock.limit.step for clock, _ in taken_up.clocks] == ["accept"]
    assert [clock.limit.step for clock, _ in answered.clocks] == ["reply", "close"]
    assert solved.clocks == ()
    assert taken_up.clocks[0][1].startswith("3月2日收件 → 2个工作日 → 3月4日前受理；3月9日受理")
    assert (taken_up.tone, answered.tone) == ("late", "done")


def test_overdue_and_refused_letters_say_so() -> None:
    assert words(today=date(2026, 4, 1))[1] == ("逾期未答复", "late")
    refused = words(("refused", "2026-03-03"))
    assert refused[:2] == [("不予受理 · 2026-03-03", "done"), ("不予受理，没有答复", "open")]


def test_a_promise_that_cannot_be_counted_says_why() -> None:
    hourly = rule({"step": "reply", "days": "24", "unit": "hours"})
    record = case(("received", "2026-03-02"), REPLY)
    running = clocks(record, hourly, DAYS, TODAY)
    answered = stations(record, Progress(running, status(record, running, TODAY), None))[1]
    ((clock, sentence),) = answered.clocks
    assert (clock.state.zh, answered.word) == ("无法计算", "已答复 · 2026-03-10")
    assert sentence == "24小时内答复：无法计算，按小时计算，但没有记录时刻"


def test_a_case_before_the_known_calendar_says_that_it_cannot_be_counted() -> None:
    record = case(("received", "1999-03-02"))
    running = clocks(record, RULE, DAYS, TODAY)
    taken_up, _, _ = stations(record, Progress(running, status(record, running, TODAY), None))
    assert taken_up.clocks[0][1] == "2个工作日内受理：无法计算，日期超出所知的放假安排"
