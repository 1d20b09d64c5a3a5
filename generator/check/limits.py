"""Rules of a column's limits (时限): a promise that contradicts itself, or can never be counted, is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.model.case import Asked, Case, Extended, Resumed, Supplemented, Suspended
from generator.model.county import Column, Limit
from generator.model.load import Content
from generator.model.vocabulary import Kind, Step, Unit
from generator.problem import Mark, Problem, Text, quoted

_LETTER = frozenset({"received", "accepted", "assigned", "replied", "delivered", "reviewed", "closed"})
STARTS: Mapping[Kind, frozenset[str]] = {
    Kind.CASE: _LETTER,
    Kind.CALL: frozenset({"closed"}),
    Kind.SURVEY: frozenset({"closed"}),
    Kind.SESSION: frozenset({"ended"}),
    Kind.CLARIFICATION: frozenset({"received"}),
}
"""The events that each kind of record has, and a limit can run from."""
_RIGHTS: Mapping[Step, str] = {Step.REVIEW: "delivered", Step.FINAL_REVIEW: "reviewed"}
_NEVER_AFTER: Mapping[str, frozenset[Step]] = {
    "accepted": frozenset({Step.ACKNOWLEDGE, Step.ACCEPT}),
    "assigned": frozenset({Step.ACKNOWLEDGE, Step.ROUTE, Step.ACCEPT}),
    "replied": frozenset({Step.ACKNOWLEDGE, Step.ROUTE, Step.ACCEPT, Step.REPLY}),
    "delivered": frozenset({Step.ACKNOWLEDGE, Step.ROUTE, Step.ACCEPT, Step.REPLY}),
    "reviewed": frozenset({Step.ACKNOWLEDGE, Step.ROUTE, Step.ACCEPT, Step.REPLY}),
    "closed": frozenset({Step.ACKNOWLEDGE, Step.ROUTE, Step.ACCEPT, Step.REPLY, Step.CLOSE}),
}
"""Steps of a case that are over, or that nobody is left to take, once the event has come."""
_INTERRUPTING = Asked | Supplemented | Suspended | Resumed | Extended
_HOURS = {Unit.HOURS: 1, Unit.DAYS: 24, Unit.WORKING_DAYS: 24}


def limits_can_be_counted(content: Content, today: date) -> Iterator[Problem]:
    """limit-never-runs: a limit runs from an event that its kind of record has, and that comes before its step."""
    for column in content.columns:
        for index, limit in enumerate(column.value.rule.limits):
            mark = column.source.mark("rule", "limits", index, "since")
            kind = column.value.kind
            if limit.since not in STARTS[kind]:
                yield _never_runs(
                    mark,
                    Text(
                        f"{kind.zh}没有 {limit.since} 这一步，这项时限永远不会起算。",
                        f"A {kind.text.en} never has {limit.since}, so this limit never begins.",
                    ),
                    Text(
                        f"since 改成：{'、'.join(sorted(STARTS[kind]))}。",
                        f"since can be {', '.join(sorted(STARTS[kind]))}.",
                    ),
                )
            elif kind is Kind.CASE and limit.step in _NEVER_AFTER.get(limit.since, ()):
                yield _never_runs(
                    mark,
                    Text(
                        f"{limit.step.zh}（{limit.step}）不会发生在 {limit.since} 之后。",
                        f"{limit.step} does not come after {limit.since}.",
                    ),
                    Text(
                        "从更早的一步起算，例如 since: received。",
                        "Count from an earlier event, as received.",
                    ),
                )
            elif kind is not Kind.CASE and limit.step not in (Step.REPLY, Step.CLOSE):
                yield _never_runs(
                    column.source.mark("rule", "limits", index, "step"),
                    Text(
                        f"{kind.zh}没有“{limit.step.zh}”（{limit.step}）这一步。",
                        f"A {kind.text.en} has no step {limit.step}.",
                    ),
                    Text("step 改成 reply（答复、公布结果）或 close。", "step can be reply or close."),
                )


def _never_runs(mark: Mark, what: Text, fix: Text) -> Problem:
    return Problem("limit-never-runs", mark, what, fix)


def limits_do_not_contradict_themselves(content: Content, today: date) -> Iterator[Problem]:
    """limit-contradicts: the numbers and words of one limit go together."""
    for column in content.columns:
        for index, limit in enumerate(column.value.rule.limits):
            for field, what, fix in _contradictions(column.value, limit):
                mark = column.source.mark("rule", "limits", index, field)
                yield Problem("limit-contradicts", mark, what, fix)


def _contradictions(column: Column, limit: Limit) -> Iterator[tuple[str, Text, Text]]:
    if limit.complex is not None and limit.complex <= limit.days:
        yield (
            "complex",
            Text(
                f"复杂事项的期限 {limit.complex} 不比一般的 {limit.days} 长。",
                f"The limit for complex matters, {limit.complex}, is no longer than {limit.days}.",
            ),
            Text(
                "complex 要大于 days；不分繁简的，删去 complex。",
                "Make complex more than days, or remove it.",
            ),
        )
    if limit.extension == 0:
        yield (
            "extension",
            Text("延长 0 等于不许延长。", "An extension of 0 is none."),
            Text("写明最多可延长多少；不许延长的，删去 extension。", "Say how much, or remove extension."),
        )
    if limit.article is not None and limit.basis is None:
        yield (
            "article",
            Text(
                f"写了第几条（{limit.article}），没有写是哪个政策的。",
                f"{limit.article} is an article of nothing.",
            ),
            Text(
                "加上 basis（政策编号），或删去 article。", "Add basis, the policy's id, or remove article."
            ),
        )
    if limit.step.is_right:
        yield from _of_right(column, limit)


def _of_right(column: Column, limit: Limit) -> Iterator[tuple[str, Text, Text]]:
    start = _RIGHTS[limit.step]
    if not column.rule.review:
        yield (
            "step",
            Text(
                "只有办理信访事项的栏目才有复查、复核，这里的 rule 没有写 review: 是。",
                "Only a rule with review: true grants the right to have a petition reviewed.",
            ),
            Text("加上 review: 是，或删去这项时限。", "Add review: true, or remove this limit."),
        )
    elif limit.since != start:
        yield (
            "since",
            Text(
                f"{limit.step.zh}从 {start} 起算，不从 {limit.since}。",
                f"{limit.step} runs from {start}, not from {limit.since}.",
            ),
            Text(f"改成 since: {start}。", f"Write since: {start}."),
        )
    for field in ("complex", "extension", "pauses", "suspends"):
        if getattr(limit, field):
            yield (
                field,
                Text(
                    "这是写信人的权利，不分繁简，不延长，也不暂停。",
                    "This is the writer's right: it has one length, and nobody extends or pauses it.",
                ),
                Text(f"删去 {field}。", f"Remove {field}."),
            )


def limits_stand_once(content: Content, today: date) -> Iterator[Problem]:
    """limit-repeated: one limit a step and start, so that it is clear which promise holds."""
    for column in content.columns:
        seen: dict[tuple[Step, str], int] = {}
        for index, limit in enumerate(column.value.rule.limits):
            first = seen.setdefault((limit.step, limit.since), index)
            if first != index:
                line = column.source.mark("rule", "limits", first).line
                yield Problem(
                    "limit-repeated",
                    column.source.mark("rule", "limits", index),
                    Text(
                        f"“{limit.step.zh}”（{limit.step}，since: {limit.since}）的时限在第 {line} 行已经写过。",
                        f"A limit for {limit.step} since {limit.since} stands on line {line} already.",
                    ),
                    Text(
                        "留下一条；复杂事项的期限写在同一条的 complex 里。",
                        "Keep one; a longer limit for complex matters is its field complex.",
                    ),
                )


def taking_up_is_shorter_than_answering(content: Content, today: date) -> Iterator[Problem]:
    """limit-order: from the same event, acknowledging, routing and accepting take no longer than replying.

    Only limits in one unit, or hours beside days, can be compared for certain.
    """
    for column in content.columns:
        limits = column.value.rule.limits
        for index, limit in enumerate(limits):
            if limit.step not in (Step.ACKNOWLEDGE, Step.ROUTE, Step.ACCEPT):
                continue
            for other in limits:
                if other.step is Step.REPLY and other.since == limit.since and _is_longer(limit, other):
                    yield Problem(
                        "limit-order",
                        column.source.mark("rule", "limits", index, "days"),
                        Text(
                            f"“{limit.step.zh}”的期限 {limit.days} {limit.unit.zh}，比答复的 {other.days} {other.unit.zh}还长。",
                            f"{limit.step} may take {limit.days} {limit.unit.text.en}, longer than the reply's {other.days} {other.unit.text.en}.",
                        ),
                        Text("核对这两个数，先办的期限要短。", "Check both; what comes first takes less."),
                    )


def _is_longer(one: Limit, other: Limit) -> bool:
    """Surely longer: a working day may be many days long, so it is taken for one day where it stands first."""
    if one.unit is other.unit:
        return one.days > other.days
    if other.unit is Unit.WORKING_DAYS:
        return False
    return one.days * _HOURS[one.unit] > other.days * _HOURS[other.unit]


def hours_have_times(content: Content, today: date) -> Iterator[Problem]:
    """limit-without-time: where a rule counts in hours, the events that it counts from, to and between have times."""
    counting = {column.id: _hourly(column) for column in content.county.columns.values()}
    for record in content.records:
        case = record.value
        limits = counting.get(case.column, ())
        if not isinstance(case, Case) or not limits:
            continue
        needed = {limit.since for limit in limits} | {
            "replied" for limit in limits if limit.step is Step.REPLY
        }
        pausing = any(limit.pauses or limit.suspends for limit in limits)
        for index, event in enumerate(case.events):
            pauses = pausing and isinstance(event, _INTERRUPTING)
            if event.at.time is None and (event.event in needed or pauses):
                yield Problem(
                    "limit-without-time",
                    record.source.mark("events", index, "at"),
                    Text(
                        f"这个栏目的时限按小时算，{event.at} 只有日期，时限算不出来。",
                        f"This column counts in hours; without a time, {event.at} cannot be counted.",
                    ),
                    Text(
                        f"补上时刻，例如 {quoted(f'{event.at} 09:30')}。",
                        f"Add the time of day, as {event.at} 09:30.",
                    ),
                    "warning",
                )


def _hourly(column: Column) -> Sequence[Limit]:
    return [limit for limit in column.rule.limits if limit.unit is Unit.HOURS]


RULES = (
    limits_can_be_counted,
    limits_do_not_contradict_themselves,
    limits_stand_once,
    taking_up_is_shorter_than_answering,
    hours_have_times,
)
