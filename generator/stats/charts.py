"""Charts of the site's numbers, made at build time (see column_chart)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from generator.hypertext import filled
from generator.problem import Language, Text
from generator.stats.column_chart import Chart, Column, figure
from generator.stats.heat_chart import Head, HeatChart, heat_chart
from generator.stats.periods import Period
from generator.stats.series import Bucket, Month
from generator.stats.tables import heat_map, last_months
from generator.stats.tally import Tally

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = Text("月份", "month")


def monthly_chart(rows: Sequence[Month], prefix: str, language: Language = "zh", months: int = 12) -> Markup:
    """Received (hatched) and answered (solid) in each of the latest months; nothing where there are none."""
    shown = rows[-months:]
    columns = tuple(_month_column(row, place, language) for place, row in enumerate(shown))
    title = Text("每月收件与答复", "Received and answered by month")
    series = (Text("收件", "received")(language), Text("答复", "answered")(language))
    notes = _notes((column.values for column in columns), any(row.is_partial for row in shown), language)
    return figure(Chart(prefix, title(language), _MONTH(language), series, columns, notes, language))


def year_on_year_chart(rows: Sequence[Month], prefix: str, language: Language = "zh") -> Markup:
    """Received in each month of the last year of `rows` (solid) and of the year before (hatched)."""
    if not rows:
        return Markup("")
    year = int(rows[-1].month[:4])
    found = {row.month: row for row in rows}
    months = [(found.get(f"{year - 1}-{m:02}"), found.get(f"{year}-{m:02}")) for m in range(1, 13)]
    columns = tuple(
        Column(
            _month_name(m, language),
            _month_label(m, bool(now and now.is_partial), language),
            "",
            (before.received if before else None, now.received if now else None),
        )
        for m, (before, now) in enumerate(months, start=1)
    )
    title = Text(f"{year}年与{year - 1}年同月收件", f"Received by month, {year} and {year - 1}")
    series = tuple(Text(f"{y}年", str(y))(language) for y in (year - 1, year))
    notes = _notes(
        (column.values for column in columns), any(now and now.is_partial for _, now in months), language
    )
    return figure(Chart(prefix, title(language), _MONTH(language), series, columns, notes, language))


def distribution_chart(buckets: Sequence[Bucket], prefix: str, language: Language = "zh") -> Markup:
    """How many cases took how many days."""
    columns = tuple(Column(b.label(language), b.short, "", (b.cases,)) for b in buckets)
    title = Text("从收件到首次答复用了多少天", "Days from receipt to the first reply")
    axis, series = Text("天数", "days"), Text("件数", "cases")
    return figure(Chart(prefix, title(language), axis(language), (series(language),), columns, (), language))


def topics_chart(tally: Tally, period: Period, prefix: str, language: Language = "zh") -> Markup:
    """Cases by topic and month: topics that lie under no other, the months of a period, of all time the latest twelve."""
    current = f"{tally.today:%Y-%m}"
    months = [month for month in period.months if month <= current] or last_months(tally)
    rows = tuple((row.name(language), row.cells) for row in heat_map(tally, months).rows)
    heads = tuple(_head(month, place, month == current, language) for place, month in enumerate(months))
    notes = (
        Text("空格为 0", "empty: 0")(language),
        *_notes((values for _, values in rows), current in months, language),
    )
    title, axis = Text("各主题每月收件", "Received by topic and month"), Text("主题", "topic")
    return heat_chart(HeatChart(prefix, title(language), axis(language), heads, rows, notes, language))


def _month_column(row: Month, place: int, language: Language) -> Column:
    head = _head(row.month, place, row.is_partial, language)
    return Column(head.name, head.label, head.above, (row.received, row.replied))


def _head(month: str, place: int, is_partial: bool, language: Language) -> Head:
    """The year stands at January, and at the first month unless January is next."""
    year, number = map(int, month.split("-"))
    name = _month_name(number, language)
    return Head(
        f"{year}年{name}" if language == "zh" else f"{name} {year}",
        _month_label(number, is_partial, language),
        str(year) if number == 1 or (place == 0 and number != 12) else "",
    )


def _month_name(month: int, language: Language) -> str:
    return f"{month}月" if language == "zh" else _MONTHS[month - 1]


def _month_label(month: int, is_partial: bool, language: Language) -> str | Markup:
    """What an axis shows; narrow screens leave the unit out."""
    mark = "*" if is_partial else ""
    if language == "zh":
        return filled('{}<tspan class="wz-chart__unit">月</tspan>{}', month, mark)
    return _MONTHS[month - 1] + mark


def _notes(values: Iterable[Sequence[int | None]], is_partial: bool, language: Language) -> tuple[str, ...]:
    notes = []
    if is_partial:
        notes.append(Text("* 本月未满", "* month not over")(language))
    if any(None in some for some in values):
        notes.append(Text("– 无数据", "– no data")(language))
    return tuple(notes)
