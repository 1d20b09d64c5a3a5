"""Records from dated events, and the clock that one limit gives them."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.clock import Clock, clocks
from generator.model import Case, Record
from generator.model.county import Rule
from generator.working_days import WorkingDays

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
