"""Rules of calls: every opinion is heard and answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model import Call
from generator.model.load import Content
from generator.problem import Problem, Text


def closed_calls_answer_every_opinion(content: Content, today: date) -> Iterator[Problem]:
    """opinion-without-outcome: when a call has closed, every opinion has been adopted, partly adopted or not."""
    for record in content.records:
        call = record.value
        if not isinstance(call, Call) or call.closes >= today:
            continue
        for index, opinion in enumerate(call.opinions):
            if opinion.outcome is None:
                yield Problem(
                    "opinion-without-outcome",
                    record.source.mark("opinions", index),
                    Text(
                        f"征集已于 {call.closes} 结束，这条意见还没有处理结果。",
                        f"The call closed on {call.closes}, but this opinion has no outcome.",
                    ),
                    Text(
                        "加上 outcome（adopted、partly 或 not）和 why。",
                        "Add outcome (adopted, partly or not) and why.",
                    ),
                )


def outcomes_have_reasons(content: Content, today: date) -> Iterator[Problem]:
    """outcome-without-reason: what is not adopted in full is told why."""
    for record in content.records:
        if not isinstance(record.value, Call):
            continue
        for index, opinion in enumerate(record.value.opinions):
            if opinion.outcome is not None and opinion.why is None:
                yield Problem(
                    "outcome-without-reason",
                    record.source.key("opinions", index, "outcome"),
                    Text("写了处理结果，没有写理由。", "There is an outcome without a reason."),
                    Text("加上 why，说明采纳到哪里，或为什么没有采纳。", "Add why."),
                )


def opinions_are_shown_or_explained(content: Content, today: date) -> Iterator[Problem]:
    """no-opinion: an opinion shows its text, or why the text is withheld."""
    for record in content.records:
        if not isinstance(record.value, Call):
            continue
        for index, opinion in enumerate(record.value.opinions):
            if opinion.text is None and opinion.withheld is None:
                yield Problem(
                    "no-opinion",
                    record.source.mark("opinions", index),
                    Text("这条意见没有内容。", "This opinion has no text."),
                    Text(
                        "写上 text，或用 withheld 说明为什么不公开。",
                        "Add text, or withheld with the reason.",
                    ),
                )


RULES = (closed_calls_answer_every_opinion, outcomes_have_reasons, opinions_are_shown_or_explained)
