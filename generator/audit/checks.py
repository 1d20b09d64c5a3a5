"""What is checked, and against which threshold. Every number of the audit stands here.

The thresholds are this project's own choice, made stricter than silence but within reach of a county office; none
is quoted from a national inspection standard. How long a letter may take is set by each column's own rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.problem import Text

NEWEST_REPLY = 30
"""Days since the newest reply of a mailbox."""
NEWEST_RECORD = 365
"""Days since the newest call, session or survey of a column."""
RESULT = 30
"""Days after a call or survey has closed until its result stands."""
QUESTIONS = 7
"""Days after a session until no question is left."""

OWN = Text("本站自定", "this site's own")
RULE = Text("栏目制度", "the column's rule")


@dataclass(frozen=True, slots=True)
class Check:
    id: str
    """permanent"""
    title: Text
    threshold: Text
    source: Text
    """who set the threshold"""


EMPTY = Check(
    "empty-column",
    Text("栏目不空", "the column is not empty"),
    Text("至少 1 条公开的记录", "at least 1 published record"),
    OWN,
)
NEWEST = Check(
    "newest",
    Text("更新及时", "it is kept up"),
    Text(
        f"信箱最近一次答复不超过 {NEWEST_REPLY} 天；征集、访谈、调查最近一次不超过 {NEWEST_RECORD} 天",
        f"newest reply of a mailbox at most {NEWEST_REPLY} days ago; newest call, session or survey "
        f"at most {NEWEST_RECORD} days ago",
    ),
    OWN,
)
OVERDUE = Check(
    "overdue",
    Text("没有逾期未答复的来信", "no letter is overdue"),
    Text("0 件超过栏目的时限", "0 past a limit of the column"),
    RULE,
)
REGISTERS = Check(
    "registers",
    Text("上季度的统计已公布", "last quarter's statistics are published"),
    Text("上一个完整季度每月都有台账", "a register for each month of the last whole quarter"),
    OWN,
)
RESULTS = Check(
    "results",
    Text("征集和调查有结果反馈", "calls and surveys have results"),
    Text(
        f"结束 {RESULT} 天内公布结果，每条意见都有处理结果",
        f"result within {RESULT} days of closing, and an outcome for every opinion",
    ),
    OWN,
)
ANSWERED = Check(
    "questions",
    Text("访谈的提问都有下落", "every question of a session is dealt with"),
    Text(f"结束 {QUESTIONS} 天后没有待答的提问", f"no question left {QUESTIONS} days after the session"),
    OWN,
)
PROMISES = Check(
    "promises",
    Text("没有逾期未兑现的承诺", "no promise is overdue"),
    Text("0 项超过承诺的日期", "0 past their day"),
    OWN,
)
LINKS = Check(
    "links",
    Text("站内链接和附件都打得开", "links and attachments within the site lead somewhere"),
    Text("0 个断链；站外链接只列出，不连网检查", "0 dead links; links to other sites are listed, not tried"),
    OWN,
)

CHECKS = (EMPTY, NEWEST, OVERDUE, REGISTERS, RESULTS, ANSWERED, PROMISES, LINKS)
