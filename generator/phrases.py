"""How the house writes dates, lengths of text and paragraphs on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.clock.clocks import Clock
from generator.clock.names import start_of, step_of
from generator.model import Kind
from generator.model.county import Limit, Rule
from generator.model.fields import Moment
from generator.model.survey import Option
from generator.model.vocabulary import Step, Unit
from generator.problem import Text
from generator.stats.figures import Figure


def paragraphs(text: str) -> list[str]:
    """A text's own lines, without the empty ones; each is one paragraph on the page."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def sentence(text: str, limit: int = 80) -> str:
    """The beginning of a text on one line, cut with an ellipsis at `limit` characters."""
    folded = " ".join(text.split())
    return folded if len(folded) <= limit else folded[: limit - 1].rstrip() + "…"


def month(value: str) -> str:
    """`2026-03` as `2026年3月`."""
    year, number = value.split("-")
    return f"{year}年{int(number)}月"


def day(value: Moment | date) -> str:
    """The day alone, as `2026-03-10`."""
    return value.day.isoformat() if isinstance(value, Moment) else value.isoformat()


def hour(value: Moment, beside: date) -> str:
    """The time of day alone where the day stands nearby already, else all that is known."""
    return f"{value.time:%H:%M}" if value.time is not None and value.day == beside else str(value)


def count(value: int) -> str:
    """A whole number with thin spaces between thousands from 10,000 on (GB/T 15835)."""
    return f"{value:,}".replace(",", "\u2009") if value >= 10_000 else str(value)


def percent(part: int, whole: int) -> str:
    """A share with one decimal; empty when there is nothing to share."""
    return f"{100 * part / whole:.1f}%" if whole else ""


def width(part: int, whole: int) -> str:
    """The length of a bar for an SVG attribute, in percent of the highest; a sliver for whatever is not nothing."""
    return f"{max(100 * part / whole, 0.5):.1f}%" if part and whole else "0"


def mean(options: Sequence[Option]) -> str:
    """Average points of a rating, with two decimals; empty when nobody answered."""
    people = sum(option.count for option in options)
    points = sum(option.count * (option.value or 0) for option in options)
    return f"{points / people:.2f}" if people else ""


def limit(promise: Limit, kind: Kind = Kind.CASE) -> Text:
    """One promise of a rule in words, for a kind of record."""
    unit, since, step = promise.unit.text, start_of(promise, kind), step_of(promise, kind)
    zh = f"自{since.zh}起 {promise.days} {unit.zh}内{step.zh}"
    en = f"{step.en} within {promise.days} {unit.en} of being {since.en}"
    if promise.complex:
        zh += f"，复杂事项 {promise.complex} {unit.zh}"
        en += f", complex matters {promise.complex}"
    if promise.extension:
        zh += f"；说明理由可延长 {promise.extension} {unit.zh}"
        en += f"; with a reason {promise.extension} more"
    waits = [Text("等写信人补充", "waiting for the writer")] if promise.pauses else []
    waits += [Text("中止办理", "a suspension")] if promise.suspends else []
    if waits:
        zh += f"；{'、'.join(wait.zh for wait in waits)}的时间不算"
        en += f"; {' or '.join(wait.en for wait in waits)} does not count"
    return Text(zh, en)


def step(clock: Clock) -> str:
    """What the clock's promise is for, in the words of its kind of record."""
    return step_of(clock.limit, clock.kind).zh


def reply_unit(rule: Rule) -> str:
    """What an extension counts in: the unit of the rule's limit for replying, days where it has none."""
    return next((limit.unit.zh for limit in rule.limits if limit.step is Step.REPLY), Unit.DAYS.zh)


def classes(*names: str) -> Markup:
    """A `class` attribute with the names that are not empty; nothing where all are."""
    kept = " ".join(name for name in names if name)
    return Markup(' class="{}"').format(kept) if kept else Markup("")


def chosen(figures: Mapping[str, Figure], names: Sequence[str]) -> list[Figure]:
    """The figures to show, in the order of `names`: those without a value only when they say why."""
    return [figures[name] for name in names if name in figures]


def behind(figure: Figure) -> str:
    """The address that lists the records a figure is made of; empty where no one set of records stands behind it."""
    return addresses.search(figure.behind) if figure.behind and figure.n else ""


def joined(parts: Iterable[Any]) -> str:
    return "、".join(str(part) for part in parts)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "paragraphs": paragraphs,
    "sentence": sentence,
    "month": month,
    "day": day,
    "hour": hour,
    "count": count,
    "joined": joined,
}
