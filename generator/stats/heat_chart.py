"""A heat map as inline SVG: rows by columns, each cell with its number, its shade in five steps of the highest.

The numbers stand in the cells, so nothing rests on colour alone; a cell without data is a dash, a zero is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.hypertext import escaped, filled
from generator.problem import Language, Text
from generator.stats.picture import data_table, framed, legend, picture, px, swatch

SHADES = 5
_LEFT = 25.0
"""The names' share of the width, in percent."""
_HEAD = 40
_ROW = 26
"""Heights in px: two lines of column names, and a row."""


@dataclass(frozen=True, slots=True)
class Head:
    """One column."""

    name: str
    """as the table shows it"""
    label: str | Markup
    """above the cells"""
    above: str = ""
    """on a line above, or empty"""


@dataclass(frozen=True, slots=True)
class HeatChart:
    """What is drawn: each row with a value for each head; None where there are no data."""

    prefix: str
    """of the ids, unique on the page"""
    title: str
    axis: str
    """what the rows are: the head of the table's first column"""
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    notes: tuple[str, ...]
    language: Language = "zh"


def heat_chart(chart: HeatChart) -> Markup:
    """The chart as one <figure>; nothing where it has no rows."""
    if not chart.rows or not chart.heads:
        return Markup("")
    top = max((v for _, values in chart.rows for v in values if v is not None), default=0)
    keys = [(swatch(_cell("0.5", 0.5, "13", 11, shade)), said) for shade, said in _ranges(top)]
    shapes = [*_heads(chart), *(shape for row in range(len(chart.rows)) for shape in _row(chart, row, top))]
    drawn = picture(chart.prefix, chart.title, _described(chart), _HEAD + _ROW * len(chart.rows) + 4, shapes)
    table = data_table((chart.axis, *(head.name for head in chart.heads)), chart.rows, chart.language)
    return framed(chart.title, legend(keys, chart.notes), drawn, table, chart.language)


def shade(value: int, top: int) -> int:
    """0 for 0, else 1 to SHADES: in which fifth of the highest value a value lies."""
    return -(-SHADES * value // top) if top else 0


def _ranges(top: int) -> Iterator[tuple[int, str]]:
    """Each shade that occurs between 1 and `top`, with the values that have it."""
    for step in range(1, SHADES + 1):
        low, high = top * (step - 1) // SHADES + 1, top * step // SHADES
        if low <= high:
            yield step, str(low) if low == high else f"{low}–{high}"


def _heads(chart: HeatChart) -> Iterator[Markup]:
    for place, head in enumerate(chart.heads):
        if head.above:
            yield _text("below", _middle(chart, place), 12, head.above)
        yield _text("label", _middle(chart, place), _HEAD - 10, head.label)


def _row(chart: HeatChart, row: int, top: int) -> Iterator[Markup]:
    name, values = chart.rows[row]
    y = _HEAD + _ROW * row
    yield filled(
        '<text class="wz-chart__row" x="0" y="{}" dominant-baseline="middle">{}</text>',
        px(y + _ROW / 2),
        name,
    )
    room = (100 - _LEFT) / len(chart.heads)
    for place, value in enumerate(values):
        middle = _middle(chart, place)
        if value is None:
            yield _text("gap", middle, y + 17, "–")
            continue
        step = shade(value, top)
        yield _cell(f"{px(_LEFT + room * place)}%", y + 1, f"{px(room)}%", _ROW - 2, step)
        if value:
            yield _text("value wz-heat__on" if step > 3 else "value", middle, y + 17, str(value))


def _middle(chart: HeatChart, place: int) -> float:
    return _LEFT + (100 - _LEFT) / len(chart.heads) * (place + 0.5)


def _cell(x: str, y: float, width: str, height: float, step: int) -> Markup:
    return filled(
        '<rect class="wz-heat wz-heat--{}" x="{}" y="{}" width="{}" height="{}"/>',
        step,
        x,
        px(y),
        width,
        px(height),
    )


def _text(name: str, x: float, y: float, text: str | Markup) -> Markup:
    said = text if isinstance(text, Markup) else escaped(text)
    return Markup(
        f'<text class="wz-chart__{name}" x="{px(x)}%" y="{px(y)}" text-anchor="middle">{said}</text>'
    )


def _described(chart: HeatChart) -> str:
    """The chart in a sentence a screen reader says: the sum, and the fullest cell."""
    known = [
        (value, name, head.name)
        for name, values in chart.rows
        for head, value in zip(chart.heads, values, strict=True)
        if value is not None
    ]
    if not known:
        return Text("无数据", "no data")(chart.language)
    value, name, where = max(known, key=lambda one: one[0])
    return Text(
        f"{len(chart.rows)}行{len(chart.heads)}列，最多的是{name}，{where}（{value}）",
        f"{len(chart.rows)} rows, {len(chart.heads)} columns; most in {name}, {where} ({value})",
    )(chart.language)
