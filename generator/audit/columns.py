"""The audit itself: one finding a column and check. Pure; today is the catalogue's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.audit.checks import (
    ANSWERED,
    EMPTY,
    LINKS,
    NEWEST,
    NEWEST_RECORD,
    NEWEST_REPLY,
    OVERDUE,
    PROMISES,
    QUESTIONS,
    REGISTERS,
    RESULT,
    RESULTS,
    Check,
)
from generator.audit.links import NO_LINKS, Links, links
from generator.clock.milestones import milestones
from generator.clock.promises import PromiseState, pledges
from generator.clock.status import last_reply
from generator.model import Call, Kind, Session, Shown, Survey
from generator.model.county import Column
from generator.model.seal import Status
from generator.model.vocabulary import Step
from generator.problem import Text
from generator.stats.periods import Period, containing
from generator.stats.tally import Tally


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found in one column."""

    check: Check
    column: str | None
    """None for the site as a whole"""
    passes: bool
    said: Text
    """what was found, in one sentence"""
    records: tuple[Shown, ...] = ()
    """those to mend"""
    links: Links = NO_LINKS

    @property
    def id(self) -> str:
        return f"{self.column or 'site'}.{self.check.id}"


def audit(tally: Tally, prose: Mapping[str, str], attachments: Collection[str]) -> tuple[Finding, ...]:
    """Every finding, column by column, then of the site; `prose` is Markdown or HTML by page name.

    A record is looked at once for each check of its kind, so the audit is linear in the records.
    """
    columns = tally.catalogue.county.columns.values()
    found = [finding for column in columns for finding in _of_column(tally, column)]
    return (*found, _links(tally, prose, attachments))


def _of_column(tally: Tally, column: Column) -> Iterator[Finding]:
    records = tally.catalogue.in_column(column.id)
    n = len(records)
    yield Finding(EMPTY, column.id, n > 0, Text(f"{n} 条公开的记录", f"{n} published records"))
    if records and column.kind is not Kind.CLARIFICATION:
        yield _newest(column, records, tally.today)
    if column.kind is Kind.CASE:
        failing = tuple(one for one in records if tally.progress[one.id].status is Status.OVERDUE)
        yield _listed(OVERDUE, column, failing, Text("件逾期未答复", "overdue"))
        yield _registers(tally, column)
    elif column.kind in (Kind.CALL, Kind.SURVEY):
        failing = tuple(one for one in records if _lacks_result(one, tally.today))
        yield _listed(RESULTS, column, failing, Text("项没有结果", "without a result"))
    elif column.kind is Kind.SESSION:
        failing = tuple(one for one in records if _has_left(one, tally.today))
        yield _listed(ANSWERED, column, failing, Text("场还有提问没有下落", "with questions left"))
    if column.kind in (Kind.CASE, Kind.CALL, Kind.SESSION):
        failing = tuple(one for one in records if _breaks_promise(one, tally))
        yield _listed(PROMISES, column, failing, Text("条记录有逾期未兑现的承诺", "with an overdue promise"))


def _newest(column: Column, records: Sequence[Shown], today: date) -> Finding:
    if column.kind is Kind.CASE:
        days = [at.day for one in records if (at := last_reply(one)) is not None]
        most, what = NEWEST_REPLY, Text("最近一次答复", "the newest reply")
    else:
        days = [one.at.day for one in records if one.at.day <= today]
        most, what = NEWEST_RECORD, Text("最近一次", "the newest one")
    if not days:
        return Finding(NEWEST, column.id, False, Text(f"没有{what.zh}", f"there is none: {what.en}"))
    age = (today - max(days)).days
    said = Text(f"{what.zh}在 {max(days)}，{age} 天前", f"{what.en} is of {max(days)}, {age} days ago")
    return Finding(NEWEST, column.id, age <= most, said)


def _registers(tally: Tally, column: Column) -> Finding:
    quarter = _last_quarter(tally.today)
    kept = {register.month for register in tally.catalogue.registers if register.column == column.id}
    missing = [month for month in quarter.months if month not in kept]
    label = quarter.label
    said = (
        Text(f"{label.zh}缺 {'、'.join(missing)} 的台账", f"{label.en}: no register of {', '.join(missing)}")
        if missing
        else Text(f"{label.zh}的台账齐全", f"{label.en}: all registers are there")
    )
    return Finding(REGISTERS, column.id, not missing, said)


def _last_quarter(today: date) -> Period:
    """The last quarter that is over."""
    quarter = next(one for one in containing(today.isoformat()[:7]) if one.grain == "quarter")
    return quarter.before or quarter


def _lacks_result(record: Shown, today: date) -> bool:
    if not isinstance(record, (Call, Survey)) or (today - record.closes).days <= RESULT:
        return False
    unheard = isinstance(record, Call) and any(opinion.outcome is None for opinion in record.opinions)
    return record.result is None or unheard


def _has_left(record: Shown, today: date) -> bool:
    if not isinstance(record, Session) or (today - (record.ends or record.starts).day).days <= QUESTIONS:
        return False
    return Step.REPLY not in milestones(record).ends


def _breaks_promise(record: Shown, tally: Tally) -> bool:
    return any(one.state is PromiseState.OVERDUE for one in pledges(record, tally.catalogue))


def _listed(check: Check, column: Column, failing: tuple[Shown, ...], what: Text) -> Finding:
    """A check that every record has to pass."""
    said = Text(f"{len(failing)} {what.zh}", f"{len(failing)} {what.en}")
    return Finding(check, column.id, not failing, said, failing)


def _links(tally: Tally, prose: Mapping[str, str], attachments: Collection[str]) -> Finding:
    found = links(tally.catalogue, prose, attachments)
    said = Text(
        f"{len(found.dead)} 个断链；另有 {len(found.outside)} 个站外链接，没有连网检查",
        f"{len(found.dead)} dead links; {len(found.outside)} links to other sites were not tried",
    )
    return Finding(LINKS, None, not found.dead, said, links=found)
