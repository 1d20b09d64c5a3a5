"""Records from dated events, and the clock that one limit gives them."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.clock.clocks import Clock, clocks
from generator.clock.working_days import WorkingDays
from generator.model import Call, Case, Clarification, Record, Session, Survey
from generator.model.county import Rule

DAYS = WorkingDays()
TODAY = date(2026, 11, 24)
MAILBOX = {"step": "reply", "days": "15", "unit": "working-days", "pauses": "true", "extension": "5"}
PETITION = {"step": "reply", "days": "60", "unit": "days", "since": "accepted", "extension": "30"}
HOURS = {"step": "reply", "days": "24", "unit": "hours", "pauses": "true"}

DETAILS: dict[str, dict[str, Any]] = {
    "replied": {"by": "ecology", "answer": "已办。", "text": "已办。"},
    "asked": {"by": "ecology", "text": "请说明地点。"},
    "supplemented": {"text": "在桥头。"},
    "extended": {"days": "5", "why": "需要检测。"},
    "refused": {"why": "应走诉讼。"},
    "assigned": {"to": "ecology"},
}


def case(*events: tuple[str, object] | tuple[str, object, dict[str, Any]], **fields: Any) -> Case:
    """A case from (event, moment) pairs; a third member adds to the event's own fields."""
    return Case.model_validate(
        {
            "id": "XZ-2026-0001",
            "column": "mayor",
            "title": "桥头路灯不亮",
            "type": "help",
            "topic": "roads",
            "letter": "不亮。",
            "events": [
                {"event": name, "at": str(at), **DETAILS.get(name, {}), **(more[0] if more else {})}
                for name, at, *more in events
            ],
            **fields,
        }
    )


def rule(*limits: dict[str, str]) -> Rule:
    return Rule.model_validate(
        {"title": "办法", "answers": "责任部门", "publishes": "全部", "limits": list(limits)}
    )


def clock(
    record: Record, limit: dict[str, str] = MAILBOX, today: date = TODAY, days: WorkingDays = DAYS
) -> Clock:
    (only,) = clocks(record, rule(limit), days, today)
    return only


def session(*more: dict[str, Any], **question: Any) -> Session:
    """A session of 2 March 2026: one question, which the keywords decide, and `more` of them."""
    return Session.model_validate(
        {
            "id": "FT-2026-001",
            "column": "interview",
            "title": "县长在线",
            "format": "online-hours",
            "starts": "2026-03-02 09:00",
            "ends": "2026-03-02 11:00",
            "by": "office",
            "questions": [
                {"n": str(n), "text": "路何时修好？", **fields}
                for n, fields in enumerate([question, *more], start=1)
            ],
        }
    )


PERIOD = {
    "opens": "2026-10-01",
    "closes": "2026-10-31",
    "title": "修哪条路",
    "by": "office",
    "topic": "roads",
}
RESULT = {"at": "2026-11-20", "by": "office", "text": "先修桥。"}


def call(**fields: Any) -> Call:
    """A call of October 2026."""
    return Call.model_validate(
        {**PERIOD, "id": "WJ-2026-001", "column": "ideas", "asks": "先修哪条？", **fields}
    )


def survey(**fields: Any) -> Survey:
    """A survey of October 2026."""
    return Survey.model_validate(
        {
            **PERIOD,
            "id": "DC-2026-001",
            "column": "survey",
            "purpose": "了解需要。",
            "methods": ["web"],
            "respondents": "30",
            "questions": [{"n": "1", "kind": "open", "text": "先修哪条？"}],
            **fields,
        }
    )


def clarification(**fields: Any) -> Clarification:
    """A rumour of 4 March 2026, answered the next day."""
    return Clarification.model_validate(
        {
            "id": "HY-2026-001",
            "column": "clarifications",
            "title": "停水传闻",
            "at": "2026-03-05 10:00",
            "by": "water",
            "claim": "停水三天。",
            "spread": "微信群",
            "since": "2026-03-04",
            "verdict": "false",
            "answer": "只停两小时。",
            "finding": "检修两小时。",
            "evidence": [{"text": "检修通知"}],
            **fields,
        }
    )
