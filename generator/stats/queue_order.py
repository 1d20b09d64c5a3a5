"""Answered in the order asked: how far a session kept to its queue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.session import Question


@dataclass(frozen=True)
class Order:
    """How the answers of a session followed its questions."""

    asked: int
    answered: int
    """questions with an answer of their own"""
    timed: int
    """of these, how many have a time of answer to the minute"""
    in_order: int
    """of the timed, how many kept their place in the queue"""
    jumped: frozenset[int]
    """numbers of the timed questions that did not"""


def answered_in_order(questions: Sequence[Question]) -> Order:
    """Count the answers that kept the order of asking.

    Questions queue by when they were asked (by number where that is not recorded). Taken in the order of their
    answers, the longest run that is also in the order of the queue kept its place: all others would have to move
    for the order to be kept (longest non-decreasing subsequence, Fredman 1975). Untimed answers are not judged.
    """
    timed = [
        question
        for question in questions
        if question.answer is not None and question.answer.at is not None and question.answer.at.time
    ]
    have_times = all(question.at is not None for question in timed)
    queue = sorted(timed, key=lambda q: (q.at, q.n)) if have_times else sorted(timed, key=lambda q: q.n)
    place = {question.n: index for index, question in enumerate(queue)}
    answered = sorted(timed, key=lambda q: (q.answer.at, place[q.n]))  # type: ignore[union-attr]
    kept = _longest_run([place[question.n] for question in answered])
    jumped = frozenset(question.n for question in queue if place[question.n] not in kept)
    return Order(
        asked=len(questions),
        answered=sum(question.answer is not None for question in questions),
        timed=len(timed),
        in_order=len(kept),
        jumped=jumped,
    )


def _longest_run(places: Sequence[int]) -> frozenset[int]:
    """The members of a longest increasing subsequence, by patience sorting in n log n."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        pile = bisect_left(tops, place)
        before.append(tails[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [index]
        tops[pile : pile + 1] = [place]
    kept, index = [], tails[-1] if tails else -1
    while index >= 0:
        kept.append(places[index])
        index = before[index]
    return frozenset(kept)
