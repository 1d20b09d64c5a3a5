"""Rules of promises: each has its day, and what settles one names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.model.load import Content
from generator.model.promises import given, settling
from generator.problem import Problem, Text


def promises_lie_ahead(content: Content, today: date) -> Iterator[Problem]:
    """promise-reversed: the day of a promise is not before the day on which it was given."""
    for record in content.records:
        for one in given(record.value):
            if one.promise.by < one.at.day:
                yield Problem(
                    "promise-reversed",
                    record.source.mark(*one.where, "by"),
                    Text(
                        f"{one.at.day} 作的承诺，期限写成了更早的 {one.promise.by}。",
                        f"The promise was given on {one.at.day}, but is due earlier, on {one.promise.by}.",
                    ),
                    Text(
                        "核对年份和月份；已经办成的写进答复，不写作承诺。",
                        "Check year and month; what is done already belongs into the text and is no promise.",
                    ),
                )


def what_was_kept_was_promised(content: Content, today: date) -> Iterator[Problem]:
    """kept-without-promise: an event that keeps a promise says which one, and no promise is kept twice."""
    for record in content.records:
        promises = given(record.value)
        seen: set[int] = set()
        for n, event, place in settling(record.value):
            if n not in seen and 1 <= n <= len(promises):
                seen.add(n)
                continue
            field = ("promise",) if event.promise else ()
            listed = Text(
                "；".join(f"{one.n} {one.promise.what}" for one in promises),
                "; ".join(f"{one.n} {one.promise.what}" for one in promises),
            )
            yield Problem(
                "kept-without-promise",
                record.source.mark("events", place, *field),
                _what(n, len(promises)),
                Text(
                    f"promise 写承诺的序号：{listed.zh}。"
                    if promises
                    else "先在答复里写 promises，再记兑现。",
                    f"promise takes one of: {listed.en}."
                    if promises
                    else "Write `promises` into the reply first.",
                ),
            )


def promises_are_kept_after_they_are_given(content: Content, today: date) -> Iterator[Problem]:
    """kept-before-promise: nothing is kept before it was promised."""
    for record in content.records:
        promises = {one.n: one for one in given(record.value)}
        for n, event, place in settling(record.value):
            if n in promises and event.at.is_before(promises[n].at):
                yield Problem(
                    "kept-before-promise",
                    record.source.mark("events", place, "at"),
                    Text(
                        f"兑现时间 {event.at} 早于作出承诺的 {promises[n].at}。",
                        f"It was kept ({event.at}) before it was promised ({promises[n].at}).",
                    ),
                    Text("核对这两个日期。", "Check both dates."),
                )


def _what(n: int, promises: int) -> Text:
    if not promises:
        return Text("这条记录没有承诺，却记了兑现。", "The record promises nothing, but something was kept.")
    if not n:
        return Text(
            f"这条记录有 {promises} 项承诺，没有写兑现的是哪一项。",
            f"The record gives {promises} promises; which one was kept is not said.",
        )
    if n > promises:
        return Text(f"没有第 {n} 项承诺，只有 {promises} 项。", f"There is no promise {n}, only {promises}.")
    return Text(f"第 {n} 项承诺已经记过兑现。", f"Promise {n} has been kept by an event above.")


RULES: tuple[Callable[[Content, date], Iterator[Problem]], ...] = (
    promises_lie_ahead,
    what_was_kept_was_promised,
    promises_are_kept_after_they_are_given,
)
