"""How far a case has come, in three answers that a reader keeps apart: taken up, answered, solved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.clock.clocks import Clock, State
from generator.clock.status import Progress, heard
from generator.clock.words import explained
from generator.model import Case
from generator.model.case import Rated, Replied
from generator.model.seal import Status
from generator.model.vocabulary import Outcome, Step

_TAKING_UP = (Step.ACKNOWLEDGE, Step.ROUTE, Step.ACCEPT)
_TAKEN_UP = {"accepted": "已受理", "assigned": "已转办", "asked": "已请补充", "refused": "不予受理"}

_TONES = {Outcome.SOLVED: "done", Outcome.PARTLY: "open", Outcome.UNSOLVED: "late"}


@dataclass(frozen=True)
class Station:
    """One of the three answers."""

    title: str
    word: str
    """the answer itself"""
    tone: str
    """done, late, open or none: how it looks"""
    clocks: tuple[tuple[Clock, str], ...] = ()
    """the promises behind it, with their arithmetic"""
    note: str = ""


def stations(case: Case, progress: Progress) -> tuple[Station, Station, Station]:
    """Taken up by the office, answered in substance, solved in the eyes of the writer or of a revisit."""
    replies = case.replies
    taking_up = [clock for clock in progress.clocks if clock.limit.step in _TAKING_UP]
    answering = [clock for clock in progress.clocks if clock.limit.step not in _TAKING_UP]
    return (
        _taken_up(case, bool(replies), taking_up),
        _answered(replies, progress, answering),
        _solved(case),
    )


def _taken_up(case: Case, is_replied: bool, clocks: list[Clock]) -> Station:
    for event in case.events:
        if event.event in _TAKEN_UP:
            word = f"{_TAKEN_UP[event.event]} · {event.at.day}"
            return Station("收到了吗", word, _tone(clocks, True), _said(clocks))
    word = "随答复一并告知" if is_replied else "还没有告知"
    return Station("收到了吗", word, _tone(clocks, is_replied), _said(clocks))


def _answered(replies: Sequence[Replied], progress: Progress, clocks: list[Clock]) -> Station:
    if replies:
        word = f"已答复 · {replies[0].at.day}"
    else:
        word = {
            Status.REFUSED: "不予受理，没有答复",
            Status.CLOSED: "没有答复就办结",
            Status.OVERDUE: "逾期未答复",
            Status.WAITING: "等写信人补充",
        }.get(progress.status, "还没有答复")
    again = f"后来又答复 {len(replies) - 1} 次。" if len(replies) > 1 else ""
    return Station("答复了吗", word, _tone(clocks, bool(replies)), _said(clocks), again)


def _solved(case: Case) -> Station:
    event = heard(case)
    if event is not None and event.outcome is not None:
        said = "写信人评价。" if isinstance(event, Rated) else "回访得知。"
        return Station("解决了吗", f"{event.outcome.zh} · {event.at.day}", _TONES[event.outcome], note=said)
    if any(event.event == "closed" for event in case.events):
        note = "单位已经办结；是否解决，要听写信人或回访怎么说，单位自己说了不算。"
    else:
        note = "由写信人评价或回访来定，单位自己说了不算。"
    return Station("解决了吗", "还没有听到写信人的说法", "none", note=note)


def _said(clocks: list[Clock]) -> tuple[tuple[Clock, str], ...]:
    return tuple([(clock, explained(clock)) for clock in clocks])


def _tone(clocks: list[Clock], done: bool) -> str:
    for clock in clocks:
        if clock.state in (State.LATE, State.OVERDUE):
            return "late"
    return "done" if done else "open"
