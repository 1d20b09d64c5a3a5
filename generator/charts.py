"""Charts as inline SVG, made at build time: no script, no style attribute, and the table behind each one click away.

Across, everything is placed in percent, so that bars stretch with the page while text keeps its size from 360 px up;
a viewBox would shrink the text with the bars. Colours are classes (assets/charts.css); the first series is hatched,
so that the two differ without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.problem import Language, Text
from generator.series import Bucket, Month

_ABOVE, _PLOT, _BELOW = 22, 150, 40
_HEIGHT = _ABOVE + _PLOT + _BELOW
_BASE = _ABOVE + _PLOT
"""Heights in px: room for numbers, the plot, room for labels; and where the bars stand."""
_LEFT = 9.0
"""The axis' share of the width, in percent."""
_WIDEST = 5.0
"""No bar is wider than this, in percent."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_NO_DATA = Text("无数据", "no data")


@dataclass(frozen=True, slots=True)
class _Column:
    """One place on the axis with the values of each series; None where there are no data."""

    name: str
    """as the table shows it"""
    label: str
    below: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class _Chart:
    prefix: str
    """of the ids, unique on the page"""
    title: str
    axis: str
    """what the columns are: the head of the table's first column"""
    series: tuple[str, ...]
    """names; of two, the first is hatched"""
    spoken: int
    """the series whose numbers are shown on narrow screens too"""
    columns: tuple[_Column, ...]
    notes: tuple[str, ...]
    language: Language


def monthly_chart(rows: Sequence[Month], prefix: str, language: Language = "zh", months: int = 12) -> Markup:
    """Received (hatched) and answered (solid) in each of the latest months; nothing where there are none."""
    shown = rows[-months:]
    columns = tuple(
        _month_column(row.month, (row.received, row.replied), row.is_partial, i == 0, language)
        for i, row in enumerate(shown)
    )
    title = Text("每月收件与答复", "Received and answered by month")
    series = (Text("收件", "received"), Text("答复", "answered"))
    return _figure(
        _Chart(
            prefix,
            title(language),
            Text("月份", "month")(language),
            tuple(name(language) for name in series),
            0,
            columns,
            _notes(columns, any(row.is_partial for row in shown), language),
            language,
        )
    )


def year_on_year_chart(rows: Sequence[Month], prefix: str, language: Language = "zh") -> Markup:
    """Received in each month of the last year of `rows` (solid) and of the year before (hatched)."""
    if not rows:
        return Markup("")
    year = int(rows[-1].month[:4])
    found = {row.month: row for row in rows}
    months = [(found.get(f"{year - 1}-{m:02}"), found.get(f"{year}-{m:02}")) for m in range(1, 13)]
    columns = tuple(
        _Column(
            f"{m}月" if language == "zh" else _MONTHS.split()[m - 1],
            _month_label(m, language) + ("*" if now and now.is_partial else ""),
            "",
            (before.received if before else None, now.received if now else None),
        )
        for m, (before, now) in enumerate(months, start=1)
    )
    title = Text(f"{year}年与{year - 1}年同月收件", f"Received by month, {year} and {year - 1}")
    series = tuple(Text(f"{y}年", str(y))(language) for y in (year - 1, year))
    notes = _notes((), any(row.is_partial for row in rows), language)
    return _figure(
        _Chart(prefix, title(language), Text("月份", "month")(language), series, 1, columns, notes, language)
    )


def distribution_chart(buckets: Sequence[Bucket], prefix: str, language: Language = "zh") -> Markup:
    """How many cases took how many days."""
    columns = tuple(_Column(b.label(language), b.short, "", (b.cases,)) for b in buckets)
    title = Text("从收件到首次答复用了多少天", "Days from receipt to the first reply")
    axis, series = Text("天数", "days"), Text("件数", "cases")
    return _figure(
        _Chart(prefix, title(language), axis(language), (series(language),), 0, columns, (), language)
    )


def bar(share: float) -> Markup:
    """A bar for a table's cell or a list's line; `share` in percent, 0–100. The number itself stands beside it."""
    width = _px(min(100.0, max(0.0, share)))
    return Markup(
        '<svg class="wz-bar" width="100%" height="8" aria-hidden="true" focusable="false">'
        '<rect class="wz-bar__track" width="100%" height="8" rx="1"/>'
        '<rect class="wz-bar__fill" width="{}%" height="8" rx="1"/></svg>'
    ).format(width)


def _month_column(
    month: str, values: tuple[int | None, ...], is_partial: bool, is_first: bool, language: Language
) -> _Column:
    year, number = month.split("-")
    label = _month_label(int(number), language) + ("*" if is_partial else "")
    name = f"{year}年{int(number)}月" if language == "zh" else f"{label.rstrip('*')} {year}"
    return _Column(name, label, year if is_first or number == "01" else "", values)


def _month_label(month: int, language: Language) -> str:
    return f"{month}月" if language == "zh" else _MONTHS.split()[month - 1]


def _notes(columns: Sequence[_Column], is_partial: bool, language: Language) -> tuple[str, ...]:
    notes = []
    if is_partial:
        notes.append(Text("* 本月未满", "* month not over")(language))
    if any(None in column.values for column in columns):
        notes.append(Text("– 无数据", "– no data")(language))
    return tuple(notes)


def _figure(chart: _Chart) -> Markup:
    if not chart.columns:
        return Markup("")
    return Markup(
        '<figure class="wz-chart"><figcaption class="wz-chart__title">{}</figcaption>{}{}'
        '<details class="wz-chart__data"><summary>{}</summary>{}</details></figure>'
    ).format(
        chart.title,
        _legend(chart),
        _picture(chart),
        Text("看数据表", "Table of the data")(chart.language),
        _table(chart),
    )


def _legend(chart: _Chart) -> Markup:
    parts = [Markup('<span class="wz-chart__note">{}</span>').format(note) for note in chart.notes]
    if len(chart.series) > 1:
        parts[:0] = [
            Markup('<span class="wz-chart__key">{}{}</span>').format(_swatch(chart, i), name)
            for i, name in enumerate(chart.series)
        ]
    return (
        Markup('<p class="wz-chart__legend">{}</p>').format(Markup("").join(parts)) if parts else Markup("")
    )


def _swatch(chart: _Chart, series: int) -> Markup:
    return Markup(
        '<svg class="wz-chart__swatch" width="14" height="12" aria-hidden="true" focusable="false">{}</svg>'
    ).format(_rect(chart, series, "0.5", 0.5, "13", 11))


def _rect(chart: _Chart, series: int, x: str, y: float, width: str, height: float) -> Markup:
    """One bar; the hatching is its fill attribute, all else its class."""
    is_hatched = series == 0 and len(chart.series) > 1
    fill = Markup(' fill="url(#{}-hatch)"').format(chart.prefix) if is_hatched else Markup("")
    name = "hatched" if is_hatched else "solid"
    return Markup(
        '<rect class="wz-chart__bar wz-chart__bar--{}" x="{}" y="{}" width="{}" height="{}"{}/>'
    ).format(name, x, _px(y), width, _px(height), fill)


def _picture(chart: _Chart) -> Markup:
    top, steps = _scale(max((v for c in chart.columns for v in c.values if v is not None), default=0))
    inner = [_grid(step, top) for step in steps]
    inner += [_column(chart, i, column, top) for i, column in enumerate(chart.columns)]
    return Markup(
        '<svg class="wz-chart__picture" role="img" aria-labelledby="{0}-title {0}-desc" width="100%" height="{1}">'
        '<title id="{0}-title">{2}</title><desc id="{0}-desc">{3}</desc>{4}{5}</svg>'
    ).format(chart.prefix, _HEIGHT, chart.title, _described(chart), _hatch(chart), Markup("").join(inner))


def _hatch(chart: _Chart) -> Markup:
    if len(chart.series) < 2:
        return Markup("")
    return Markup(
        '<defs><pattern id="{}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="wz-chart__ground" width="5" height="5"/><rect class="wz-chart__line" width="1.6" height="5"/>'
        "</pattern></defs>"
    ).format(chart.prefix)


def _grid(step: int, top: int) -> Markup:
    y = _px(_BASE - _PLOT * step / top)
    return Markup(
        '<line class="wz-chart__grid{}" x1="{}%" x2="100%" y1="{}" y2="{}"/>'
        '<text class="wz-chart__scale" x="{}%" y="{}" text-anchor="end" dominant-baseline="middle">{}</text>'
    ).format("" if step else " wz-chart__grid--base", _px(_LEFT), y, y, _px(_LEFT - 1), y, step)


def _column(chart: _Chart, place: int, column: _Column, top: int) -> Markup:
    room = (100 - _LEFT) / len(chart.columns)
    width = min(_WIDEST, room * (0.37 if len(chart.series) > 1 else 0.56))
    middle = _LEFT + room * (place + 0.5)
    parts = []
    for series, value in enumerate(column.values):
        left = middle + width * (series - len(column.values) / 2)
        parts.append(_bar(chart, series, value, left, width, top))
    for text, y, name in ((column.label, _BASE + 16, "label"), (column.below, _BASE + 32, "below")):
        if text:
            parts.append(_text(name, middle, y, text))
    return Markup("").join(parts)


def _bar(chart: _Chart, series: int, value: int | None, left: float, width: float, top: int) -> Markup:
    """A bar with its number; a dash where there are no data."""
    middle = left + width / 2
    if value is None:
        return _text("gap", middle, _BASE - 5, "–")
    height = _PLOT * value / top
    spoken = "value" if series == chart.spoken else "value wz-chart__value--wide"
    number = _text(spoken, middle, _BASE - height - 5, str(value))
    if value == 0:
        return number
    return _rect(chart, series, f"{_px(left)}%", _BASE - height, f"{_px(width)}%", height) + number


def _text(name: str, x: float, y: float, text: str) -> Markup:
    return Markup('<text class="wz-chart__{}" x="{}%" y="{}" text-anchor="middle">{}</text>').format(
        name, _px(x), _px(y), text
    )


def _scale(most: int) -> tuple[int, list[int]]:
    """The axis' top and its two to five whole steps from 0: multiples of 1, 2 or 5 times a power of ten."""
    step = 1
    while step * 4 < most:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    top = max(1, -(-most // step)) * step
    return top, list(range(0, top + 1, step))


def _described(chart: _Chart) -> str:
    """The chart in a sentence a screen reader says: each series' sum, highest and lowest column."""
    said = []
    for series, name in enumerate(chart.series):
        values = [(c.values[series], c.name) for c in chart.columns]
        known = [(value, where) for value, where in values if value is not None]
        if not known:
            said.append(Text(f"{name}：无数据", f"{name}: no data")(chart.language))
            continue
        most, least = max(known, key=lambda one: one[0]), min(known, key=lambda one: one[0])
        total = sum(value for value, _ in known)
        zh = f"{name}共{total}，最多的是{most[1]}（{most[0]}），最少的是{least[1]}（{least[0]}）"
        en = f"{name}: {total} in all, most in {most[1]} ({most[0]}), least in {least[1]} ({least[0]})"
        said.append(Text(zh, en)(chart.language))
    return Text("；", "; ")(chart.language).join(said)


def _table(chart: _Chart) -> Markup:
    head = Markup("").join(
        Markup('<th scope="col">{}</th>').format(name) for name in (chart.axis, *chart.series)
    )
    rows = [
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            column.name,
            Markup("").join(
                Markup("<td>{}</td>").format(_NO_DATA(chart.language) if value is None else value)
                for value in column.values
            ),
        )
        for column in chart.columns
    ]
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        head, Markup("").join(rows)
    )


def _px(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
