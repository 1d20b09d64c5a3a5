"""Rules of cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.located import Located
from generator.model.case import Case, Received
from generator.model.entity import Withdrawn
from generator.model.load import Content
from generator.problem import Problem, Text


def _cases(content: Content) -> Iterator[tuple[Case, Located[Case]]]:
    for record in content.records:
        if isinstance(record.value, Case):
            yield record.value, record  # type: ignore[misc]


def cases_begin_with_receipt(content: Content, today: date) -> Iterator[Problem]:
    """no-receipt: a case begins with one `received` event."""
    for case, located in _cases(content):
        received = [index for index, event in enumerate(case.events) if isinstance(event, Received)]
        if received != [0]:
            where = ("events", received[1]) if len(received) > 1 else ("events",)
            yield Problem(
                "no-receipt",
                located.source.mark(*where),
                Text(
                    "办理过程应以一条 received（收件）开头，且只有一条。",
                    "Events begin with one `received`, and only one.",
                ),
                Text("第一条写 {event: received, at: 收件时间}。", "Begin with {event: received, at: …}."),
            )


def letters_are_shown_or_explained(content: Content, today: date) -> Iterator[Problem]:
    """no-letter: a case shows its letter, or a summary and the reason why the letter is withheld."""
    for case, located in _cases(content):
        if case.withheld is None and case.letter is None:
            yield Problem(
                "no-letter",
                located.source.mark(),
                Text(
                    "没有来信正文，也没有说明为什么不公开。",
                    "There is no letter, and no reason for withholding it.",
                ),
                Text(
                    "写上 letter，或写 withheld（原因）和 summary（摘要）。",
                    "Add letter, or withheld and summary.",
                ),
            )
        elif case.withheld is not None and case.summary is None:
            yield Problem(
                "no-summary",
                located.source.key("withheld"),
                Text("来信不公开，却没有摘要。", "The letter is withheld, but there is no summary."),
                Text(
                    "加上 summary，用一两句话说明来信的主要诉求。",
                    "Add summary: what the letter asks, in a sentence or two.",
                ),
            )


def nothing_follows_withdrawal(content: Content, today: date) -> Iterator[Problem]:
    """event-after-withdrawal: a withdrawn record has come to its end."""
    for record in content.records:
        for index, event in enumerate(record.value.events[:-1]):
            if isinstance(event, Withdrawn):
                yield Problem(
                    "event-after-withdrawal",
                    record.source.mark("events", index),
                    Text("撤下之后还有别的记载。", "There are events after the withdrawal."),
                    Text("withdrawn 应是最后一条。", "Put `withdrawn` last."),
                )
                break


RULES = (cases_begin_with_receipt, letters_are_shown_or_explained, nothing_follows_withdrawal)
