"""Statistics: the home of all numbers, and the report that an office has to publish of each year and quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator import addresses
from generator.catalogue import month
from generator.model import Kind
from generator.page import Page
from generator.pages.tables import table
from generator.pages.view import View
from generator.stats.charts import distribution_chart, monthly_chart, topics_chart, year_on_year_chart
from generator.stats.counting import figures
from generator.stats.others import disagreements, register_figures
from generator.stats.periods import ALL, Period
from generator.stats.promises import promise_figures
from generator.stats.rising import rising
from generator.stats.series import distribution, monthly, yearly
from generator.stats.sums import By

_WAYS: tuple[By, ...] = ("column", "topic", "department", "type", "channel", "place")


def number_pages(view: View) -> Iterator[Page]:
    """Statistics of all time, then the years and quarters that have data, newest first."""
    periods = [period for period in view.tally.periods() if period.grain in ("year", "quarter")]
    yield Page(
        address=addresses.STATISTICS,
        template="statistics.html",
        title="统计",
        description="收件、答复、用时和满意度，每个数字写明定义、时间范围和件数。",
        nav="statistics",
        context=partial(_all_time, view, periods),
        shows=view.all_shown,
    )
    until = _until(view, periods)
    for period in periods:
        yield Page(
            address=addresses.period(period.key),
            template="statistics.html",
            title=f"{period.first.year}年度报告" if period.grain == "year" else f"{period.label.zh}报告",
            description=f"{period.label.zh}群众来信办理和公开情况，可打印。",
            nav="statistics",
            context=partial(_one, view, period, periods),
            shows=view.shown((), until[period.months[-1]], periods, view.covered),
        )


def _all_time(view: View, periods: Sequence[Period]) -> Mapping[str, Any]:
    return {**_report(view, ALL), "periods": periods, "years": yearly(view.tally)}


def _one(view: View, period: Period, periods: Sequence[Period]) -> Mapping[str, Any]:
    return {**_report(view, period), "periods": periods, "years": ()}


def _until(view: View, periods: Sequence[Period]) -> Mapping[str, bytes]:
    """For the last month of each period, a digest of what all records until then show; later ones do not matter."""
    ends = sorted({period.months[-1] for period in periods})
    found: dict[str, bytes] = {}
    told = view.shown((), view.catalogue.withdrawn)
    oldest_first = iter(reversed(view.catalogue.records))
    record = next(oldest_first, None)
    for end in ends:
        some = []
        while record is not None and month(record) <= end:
            some.append(record)
            record = next(oldest_first, None)
        told = found[end] = view.shown(some, told)
    return found


def _report(view: View, period: Period) -> Mapping[str, Any]:
    """All that a report of one period says."""
    tally = view.tally
    buckets = distribution(tally, period=period)
    columns = [column for column in view.county.columns.values() if column.kind is Kind.CASE]
    registers = {column.id: register_figures(view.catalogue, column.id, period) for column in columns}
    return {
        "period": period,
        "today": view.catalogue.today,
        "whole": figures(tally, period=period),
        "tables": {by: table(view, by, period) for by in _WAYS},
        "columns": columns,
        "registers": registers,
        "all_registers": register_figures(view.catalogue, None, period),
        "disagreements": disagreements(view.catalogue, None, period),
        "buckets": buckets,
        "distribution_chart": distribution_chart(buckets, "d"),
        "topics_chart": topics_chart(tally, period, "t"),
        "rising": rising(tally, None if period.grain == "all" else period),
        "promises": promise_figures(view.pledges, view.catalogue.today, period),
        **_monthly(view, period),
    }


def _monthly(view: View, period: Period) -> Mapping[str, Any]:
    """The period by month; of all time the latest twelve. A year is compared with the one before."""
    rows = monthly(view.tally)
    shown = rows if period.grain == "all" else [row for row in rows if period.holds(row.month)]
    until = rows if period.grain == "all" else [row for row in rows if row.month <= period.months[-1]]
    return {
        "monthly_chart": monthly_chart(shown, "m"),
        "year_chart": year_on_year_chart(until, "y") if period.grain != "quarter" else "",
    }
