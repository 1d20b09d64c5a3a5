"""Answered in the order asked: the claim on a session's page, and what it rests on."""

from __future__ import annotations

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from generator.model.fields import Moment
from generator.model.session import Answer, Question
from generator.stats.queue_order import answered_in_order

DAY = date(2026, 3, 1)


def at(minute: int) -> Moment:
    return Moment(DAY, time(minute // 60, minute % 60))


def asked(answers: list[int | None], times: list[int] | None = None) -> list[Question]:
    """Questions 1 … n, answered at these minutes; None is declined."""
    return [
        Question.model_validate(
            {"n": str(n), "text": "问"}
            | ({"at": str(at(times[n - 1]))} if times else {})
            | (
                {"declined": {"reason": "time"}}
                if minute is None
                else {"answer": {"at": str(at(minute)), "text": "答"}}
            )
        )
        for n, minute in enumerate(answers, 1)
    ]


def test_answers_one_after_another_are_all_in_order() -> None:
    order = answered_in_order(asked([1, 2, 3, None, 5]))
    assert (order.asked, order.answered, order.timed, order.in_order, order.jumped) == (
        5,
        4,
        4,
        4,
        frozenset(),
    )


def test_one_question_taken_ahead_is_named() -> None:
    order = answered_in_order(asked([2, 3, 4, 1, 5]))
    assert (order.in_order, order.jumped) == (4, frozenset({4}))


def test_one_question_left_to_the_end_is_named_and_not_all_the_others() -> None:
    order = answered_in_order(asked([9, 1, 2, 3, 4]))
    assert (order.in_order, order.jumped) == (4, frozenset({1}))


def test_the_queue_is_by_time_of_asking_where_it_is_recorded() -> None:
    order = answered_in_order(asked([10, 11, 12], times=[3, 1, 2]))
    assert order.in_order == 2
    assert order.jumped == frozenset({1})


def test_two_answers_in_one_minute_keep_their_order() -> None:
    assert answered_in_order(asked([5, 5, 5])).jumped == frozenset()


def test_answers_without_a_time_are_not_judged() -> None:
    questions = [
        Question(n=1, text="问", answer=Answer(text="答")),
        Question(n=2, text="问", answer=Answer(text="答")),
    ]
    order = answered_in_order(questions)
    assert (order.answered, order.timed, order.in_order, order.jumped) == (2, 0, 0, frozenset())


@given(st.lists(st.integers(0, 600), max_size=40))
def test_the_kept_run_is_a_longest_one(minutes: list[int]) -> None:
    order = answered_in_order(asked(list(minutes)))
    best = [0] * len(minutes)
    for i in range(len(minutes)):
        best[i] = 1 + max((best[j] for j in range(i) if minutes[j] <= minutes[i]), default=0)
    assert order.in_order == max(best, default=0)
    kept = [minute for n, minute in enumerate(minutes, 1) if n not in order.jumped]
    assert kept == sorted(kept)
    assert len(kept) == order.in_order
