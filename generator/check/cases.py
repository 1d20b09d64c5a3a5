"""Rules of cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.located import Located
from generator.model.case import Appealed, Case, Event, Received, Reviewed
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


def reviews_follow_what_they_review(content: Content, today: date) -> Iterator[Problem]:
    """review-order: 复查 is asked for after a reply, 复核 after 复查 has found something, and both are found after being asked for.

    信访工作条例 (2022), articles 35 and 36.
    """
    for case, located in _cases(content):
        before: set[str] = set()
        for index, event in enumerate(case.events):
            needed = _NEEDED.get(_step(event))
            if needed is not None and needed not in before:
                yield Problem(
                    "review-order",
                    located.source.mark("events", index),
                    Text(
                        f"在这之前没有{_STEPS[needed].zh}。",
                        f"There is no {_STEPS[needed].en} before it.",
                    ),
                    Text(
                        "补上前面的一步：答复、请求复查（appealed）、复查意见（reviewed）、请求复核、复核意见，依次写。",
                        "Add the step before: replied, appealed (review), reviewed, appealed (final), reviewed.",
                    ),
                )
            before.add(_step(event))


_STEPS = {
    "replied": Text("答复", "reply"),
    "appealed review": Text("请求复查", "request for a review"),
    "reviewed review": Text("复查意见", "finding of the review"),
    "appealed final": Text("请求复核", "request for the final review"),
}
_NEEDED = {
    "appealed review": "replied",
    "reviewed review": "appealed review",
    "appealed final": "reviewed review",
    "reviewed final": "appealed final",
}


def _step(event: Event) -> str:
    return f"{event.event} {event.stage}" if isinstance(event, Appealed | Reviewed) else event.event


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


RULES = (
    cases_begin_with_receipt,
    letters_are_shown_or_explained,
    reviews_follow_what_they_review,
    nothing_follows_withdrawal,
)
