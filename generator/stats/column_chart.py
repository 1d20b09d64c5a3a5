"""One column chart as inline SVG with its legend and its table: no script, no style attribute.

Across, everything is placed in percent, so that bars stretch with the page while text keeps its size from 360 px up;
a viewBox would shrink the text with the bars. Colours are classes (assets/charts.css); the first of two series is
hatched, so that they differ without colour. The table behind the chart is one click away.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.hypertext import escaped, filled, joined
from generator.problem import Language, Text
from generator.stats.picture import data_table, framed, legend, picture, px, swatch

_PLOT = 150
_BASE = 22 + _PLOT
_LINE = 20
"""Heights in px: the plot, where the bars stand, and a line of labels below them."""
_LEFT = 9.0
"""The axis' share of the width, in percent."""
_WIDEST = 5.0
"""No bar is wider than this, in percent."""


@dataclass(frozen=True, slots=True)
class Column:
    """One place on the axis with the values of each series; None where there are no data."""

    name: str
    """as the table shows it"""
    label: str | Markup
    """below the bars; a <tspan class="wz-chart__unit"> in it is left out on narrow screens"""
    below: str
    """on a second line, or empty"""
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: columns in order, and the words around them."""

    prefix: str
    """of the ids, unique on the page"""
    title: str
    axis: str
    """what the columns are: the head of the table's first column"""
    series: tuple[str, ...]
    """names; of two, the first is hatched"""
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    language: Language


def figure(chart: Chart) -> Markup:
    """The chart as one <figure>; nothing where it has no columns."""
    if not chart.columns:
        return Markup("")
    head = (chart.axis, *chart.series)
    rows = [(column.name, column.values) for column in chart.columns]
    table = data_table(head, rows, chart.language)
    return framed(chart.title, _legend(chart), _picture(chart), table, chart.language)


def _legend(chart: Chart) -> Markup:
    keys = [(_swatch(chart, i), name) for i, name in enumerate(chart.series)] if len(chart.series) > 1 else []
    return legend(keys, chart.notes)


def _swatch(chart: Chart, series: int) -> Markup:
    return swatch(_rect(chart, series, x="0.5", y=0.5, width="13", height=11))


def _rect(chart: Chart, series: int, *, x: str, y: float, width: str, height: float) -> Markup:
    """One bar; the hatching is its fill attribute, all else its class."""
    is_hatched = series == 0 and len(chart.series) > 1
    fill = filled(' fill="url(#{}-hatch)"', chart.prefix) if is_hatched else Markup("")
    name = "hatched" if is_hatched else "solid"
    return filled(
        '<rect class="wz-chart__bar wz-chart__bar--{}" x="{}" y="{}" width="{}" height="{}"{}/>',
        name,
        x,
        px(y),
        width,
        px(height),
        fill,
    )


def _picture(chart: Chart) -> Markup:
    top, steps = _scale(max((v for c in chart.columns for v in c.values if v is not None), default=0))
    inner = [_grid(step, top) for step in steps]
    inner += [_column(chart, i, column, top) for i, column in enumerate(chart.columns)]
    height = _BASE + _LINE * (2 if any(column.below for column in chart.columns) else 1) + 8
    return picture(chart.prefix, chart.title, _described(chart), height, [_hatch(chart), *inner])


def _hatch(chart: Chart) -> Markup:
    if len(chart.series) < 2:
        return Markup("")
    return filled(
        '<defs><pattern id="{}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="wz-chart__ground" width="5" height="5"/><rect class="wz-chart__line" width="1.6" height="5"/>'
        "</pattern></defs>",
        chart.prefix,
    )


def _grid(step: int, top: int) -> Markup:
    y = px(_BASE - _PLOT * step / top)
    return filled(
        '<line class="wz-chart__grid{}" x1="{}%" x2="100%" y1="{}" y2="{}"/>'
        '<text class="wz-chart__scale" x="{}%" y="{}" text-anchor="end" dominant-baseline="middle">{}</text>',
        "" if step else " wz-chart__grid--base",
        px(_LEFT),
        y,
        y,
        px(_LEFT - 1),
        y,
        step,
    )


def _column(chart: Chart, place: int, column: Column, top: int) -> Markup:
    room = (100 - _LEFT) / len(chart.columns)
    width = min(_WIDEST, room * (0.37 if len(chart.series) > 1 else 0.56))
    middle = _LEFT + room * (place + 0.5)
    bars = [
        _bar(
            chart,
            series,
            value,
            left=middle + width * (series - len(column.values) / 2),
            width=width,
            top=top,
        )
        for series, value in enumerate(column.values)
    ]
    labels = [_text("label", middle, _BASE + _LINE, column.label)]
    if column.below:
        labels.append(_text("below", middle, _BASE + 2 * _LINE, column.below))
    return joined([*bars, *labels])


def _bar(chart: Chart, series: int, value: int | None, *, left: float, width: float, top: int) -> Markup:
    """A bar with its number; a dash where there are no data."""
    if value is None:
        return _text("gap", left + width / 2, _BASE - 5, "–")
    height = _PLOT * value / top
    number = _number(chart, series, value, left=left, width=width, y=_BASE - height - 5)
    if value == 0:
        return number
    x, wide = f"{px(left)}%", f"{px(width)}%"
    return _rect(chart, series, x=x, y=_BASE - height, width=wide, height=height) + number


def _number(chart: Chart, series: int, value: int, *, left: float, width: float, y: float) -> Markup:
    """Above the middle of the bar; a long number of a pair grows outwards from where the two bars meet."""
    if len(chart.series) == 1:
        return _text("value", left + width / 2, y, str(value))
    if value < 100:
        return _text("value wz-chart__value--wide", left + width / 2, y, str(value))
    anchor, x, shift = ("end", left + width, -2) if series == 0 else ("start", left, 2)
    return filled(
        '<text class="wz-chart__value wz-chart__value--wide" x="{}%" y="{}" dx="{}" text-anchor="{}">{}</text>',
        px(x),
        px(y),
        shift,
        anchor,
        value,
    )


def _text(name: str, x: float, y: float, text: str | Markup) -> Markup:
    said = text if isinstance(text, Markup) else escaped(text)
    return Markup(
        f'<text class="wz-chart__{name}" x="{px(x)}%" y="{px(y)}" text-anchor="middle">{said}</text>'
    )


def _scale(most: int) -> tuple[int, list[int]]:
    """The axis' top and its two to five whole steps from 0: multiples of 1, 2 or 5 times a power of ten."""
    step = 1
    while step * 4 < most:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    top = max(1, -(-most // step)) * step
    return top, list(range(0, top + 1, step))


def _described(chart: Chart) -> str:
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
