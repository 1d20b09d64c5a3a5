"""The seal on a record: one word for where it stands, computed and never typed."""

from __future__ import annotations

from generator.model.vocabulary import Term


class Status(Term):
    """Where a record stands."""

    OPEN = "open", "办理中", "being handled"
    WAITING = "waiting", "待写信人补充", "waiting for the writer"
    OVERDUE = "overdue", "逾期", "overdue"
    REPLIED = "replied", "已答复", "answered"
    REFUSED = "refused", "不予受理", "not accepted"
    CLOSED = "closed", "已办结", "closed"
    UPCOMING = "upcoming", "即将开始", "upcoming"
    ONGOING = "ongoing", "进行中", "under way"
    ENDED = "ended", "已结束", "ended"
    DECIDED = "decided", "已公布结果", "result published"
    CHECKING = "checking", "正在核实", "being verified"
    CLARIFIED = "clarified", "已回应", "clarified"
