"""Rules of registers: the denominator is honest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.model.load import Content
from generator.problem import Problem, Text


def registers_are_unique(content: Content, today: date) -> Iterator[Problem]:
    """duplicate-register: one register a column and month."""
    seen: set[tuple[str, str]] = set()
    for register in content.registers:
        key = (register.value.column, register.value.month)
        if key in seen:
            yield Problem(
                "duplicate-register",
                register.source.mark("month"),
                Text(f"{key[1]} 的台账写了两次。", f"There are two registers for {key[1]}."),
                Text("合并成一条。", "Join them into one."),
            )
        seen.add(key)


def registers_add_up(content: Content, today: date) -> Iterator[Problem]:
    """register-sum: accepted is at most received; published and withheld together are at most accepted."""
    for register in content.registers:
        value = register.value
        withheld = sum(entry.count for entry in value.withheld)
        if value.accepted > value.received:
            yield Problem(
                "register-sum",
                register.source.mark("accepted"),
                Text(
                    f"受理 {value.accepted} 件，多于收到的 {value.received} 件。",
                    f"{value.accepted} accepted of {value.received} received.",
                ),
                Text("核对这两个数。", "Check both numbers."),
            )
        if value.published + withheld > value.accepted:
            yield Problem(
                "register-sum",
                register.source.mark("published"),
                Text(
                    f"公开 {value.published} 件加不公开 {withheld} 件，多于受理的 {value.accepted} 件。",
                    f"{value.published} published and {withheld} withheld of {value.accepted} accepted.",
                ),
                Text("核对公开数和不公开的各项。", "Check what is published and what is withheld."),
            )


def registers_account_for_every_letter(content: Content, today: date) -> Iterator[Problem]:
    """register-gap: what was accepted is published or withheld for a reason; a reason stands once."""
    for register in content.registers:
        value = register.value
        missing = value.accepted - value.published - sum(entry.count for entry in value.withheld)
        if missing > 0:
            yield Problem(
                "register-gap",
                register.source.mark("accepted"),
                Text(
                    f"受理的 {value.accepted} 件里，有 {missing} 件既不在公开里，也不在不公开的各项里。",
                    f"Of {value.accepted} accepted, {missing} are neither published nor withheld for a reason.",
                ),
                Text(
                    "补上不公开的原因；还在办的，写 {reason: open, count: 件数}。",
                    "Give the reason; for those still being handled write {reason: open, count: …}.",
                ),
                "warning",
            )
        seen: set[str] = set()
        for index, entry in enumerate(value.withheld):
            if entry.reason in seen:
                yield Problem(
                    "register-gap",
                    register.source.mark("withheld", index),
                    Text(
                        f"原因“{entry.reason.zh}”写了两次。",
                        f"The reason {entry.reason} stands twice.",
                    ),
                    Text("合并成一项。", "Join them into one."),
                    "warning",
                )
            seen.add(entry.reason)


def registers_count_what_is_shown(content: Content, today: date) -> Iterator[Problem]:
    """register-records: of a month, a register has published no fewer letters than the site shows."""
    shown = Counter((one.column, one.month) for one in content.entries if one.month is not None)
    for register in content.registers:
        value = register.value
        here = shown[value.column, value.month]
        if here > value.published:
            yield Problem(
                "register-records",
                register.source.mark("published"),
                Text(
                    f"台账说公开 {value.published} 件，本站这个月的却有 {here} 件。",
                    f"The register says {value.published} published; the site has {here} of that month.",
                ),
                Text(
                    "核对公开数，也核对这些办件的收件日期。", "Check the number, and the days of those cases."
                ),
                "warning",
            )


def registers_are_of_the_past(content: Content, today: date) -> Iterator[Problem]:
    """date-in-future: no register for a month that has not begun."""
    for register in content.registers:
        if register.value.month > today.isoformat()[:7]:
            yield Problem(
                "date-in-future",
                register.source.mark("month"),
                Text(f"{register.value.month} 还没有到。", f"{register.value.month} lies ahead."),
                Text("检查年份和月份。", "Check year and month."),
            )


RULES = (
    registers_are_unique,
    registers_add_up,
    registers_account_for_every_letter,
    registers_count_what_is_shown,
    registers_are_of_the_past,
)
