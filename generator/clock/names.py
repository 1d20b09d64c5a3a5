"""What each kind of record calls the events that limits run from and the steps that they are for."""

from __future__ import annotations

from generator.model import Kind
from generator.model.county import Limit
from generator.model.vocabulary import Step
from generator.problem import Text

_STARTS = {
    "received": Text("收件", "received"),
    "accepted": Text("受理", "accepted"),
    "assigned": Text("转办", "assigned"),
    "replied": Text("答复", "answered"),
    "delivered": Text("收到书面答复", "answered in writing"),
    "reviewed": Text("收到复查意见", "told what the review found"),
    "closed": Text("结束", "closed"),
    "ended": Text("结束", "ended"),
}
_REPLIES = {
    Kind.CALL: Text("公布结果", "publish the result"),
    Kind.SURVEY: Text("公布结果", "publish the result"),
    Kind.SESSION: Text("答完", "answer all questions"),
    Kind.CLARIFICATION: Text("回应", "respond"),
}


def start_of(limit: Limit, kind: Kind) -> Text:
    """What a record of the kind calls the event that the limit runs from."""
    if kind is Kind.CLARIFICATION and limit.since == "received":
        return Text("发现", "noticed")
    return _STARTS[limit.since]


def step_of(limit: Limit, kind: Kind) -> Text:
    """What a record of the kind calls the step that the limit is for."""
    return _REPLIES.get(kind, limit.step.text) if limit.step is Step.REPLY else limit.step.text
