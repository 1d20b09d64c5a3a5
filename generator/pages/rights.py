"""A petitioner's rights: the card on the record's page, and the forms to print for asking for 复查 and 复核.

信访工作条例 (2022), articles 35 and 36.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator import addresses
from generator.clock.clocks import Clock, State
from generator.clock.status import Progress
from generator.clock.words import explained
from generator.model import Case, Record
from generator.model.case import Replied, Reviewed
from generator.model.vocabulary import Stage, Step
from generator.page import Page
from generator.pages.view import View
from generator.reminders import last_days

_STAGES: Mapping[Step, Stage] = {Step.REVIEW: Stage.REVIEW, Step.FINAL_REVIEW: Stage.FINAL}
_WORDS: Mapping[State, str] = {
    State.WAITING: "还没有起算",
    State.UNKNOWN: "算不出来",
    State.ON_TIME: "已经提出",
    State.LATE: "已经提出",
    State.LAPSED: "期限已过",
    State.RUNNING: "可以提出",
}


@dataclass(frozen=True)
class Right:
    """One right of one petitioner, as it stands today."""

    clock: Clock
    stage: Stage
    word: str
    arithmetic: str
    form: str | None
    """address of the form to print; None while there is no decision to object to"""


@dataclass(frozen=True)
class Card:
    rights: tuple[Right, ...]
    reminder: str | None
    """address of the calendar file"""


def card(record: Record, progress: Progress) -> Card | None:
    """What the page of a petition shows; None where the column's rule grants no such right."""
    if not progress.rights:
        return None
    rights = tuple(_right(record, clock) for clock in progress.rights)
    return Card(rights, addresses.reminder(record) if last_days(progress) else None)


def form_pages(view: View, record: Record, progress: Progress) -> Iterator[Page]:
    """A form for each decision that can be objected to; it stays when the time has passed, and says so."""
    found = card(record, progress)
    if found is None or not isinstance(record, Case):
        return
    for right in found.rights:
        if right.form is not None:
            yield Page(
                address=right.form,
                template="appeal.html",
                title=f"信访事项{right.stage.zh}申请书（{record.id}）",
                nav=record.column,
                context={
                    "record": record,
                    "column": view.county.columns[record.column],
                    "right": right,
                    **_decision(record, right.stage, view),
                },
                listed=False,
            )


def _right(record: Record, clock: Clock) -> Right:
    stage = _STAGES[clock.limit.step]
    form = addresses.appeal(record, stage) if clock.since is not None else None
    return Right(clock, stage, _WORDS[clock.state], explained(clock), form)


def _decision(case: Case, stage: Stage, view: View) -> dict[str, Any]:
    """Who decided what the form objects to, and when the paper is of and arrived."""
    paper: Replied | Reviewed
    if stage is Stage.FINAL:
        paper = next(e for e in case.events if isinstance(e, Reviewed) and e.stage is Stage.REVIEW)
        return {"paper": paper, "paper_name": "复查意见", "decided_by": paper.body}
    paper = case.replies[-1]
    names = [view.county.departments[slug].name for slug in (paper.by, *paper.jointly)]
    return {"paper": paper, "paper_name": "处理意见", "decided_by": "、".join(names)}
