"""What every chart is framed by: title, legend, picture with its words for screen readers, and the table behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from generator.hypertext import filled, joined
from generator.problem import Language, Text

_NO_DATA = Text("无数据", "no data")


def framed(title: str, keys: Markup, drawn: Markup, table: Markup, language: Language) -> Markup:
    """One <figure> with all of it; the table is one click away."""
    return filled(
        '<figure class="wz-chart"><figcaption class="wz-chart__title">{}</figcaption>{}{}'
        '<details class="wz-chart__data"><summary>{}</summary>{}</details></figure>',
        title,
        keys,
        drawn,
        Text("看数据表", "Table of the data")(language),
        table,
    )


def legend(keys: Iterable[tuple[Markup, str]], notes: Iterable[str]) -> Markup:
    """Swatches with their names, then notes; nothing where there are none."""
    parts = [filled('<span class="wz-chart__key">{}{}</span>', shape, name) for shape, name in keys]
    parts += [filled('<span class="wz-chart__note">{}</span>', note) for note in notes]
    return filled('<p class="wz-chart__legend">{}</p>', joined(parts)) if parts else Markup("")


def swatch(shape: Markup) -> Markup:
    """A shape of 14 × 12 px beside its name."""
    return filled(
        '<svg class="wz-chart__swatch" width="14" height="12" aria-hidden="true" focusable="false">{}</svg>',
        shape,
    )


def picture(prefix: str, title: str, description: str, height: int, shapes: Iterable[Markup]) -> Markup:
    """The SVG as wide as the page and `height` px high; `prefix` is of its ids, unique on the page."""
    return filled(
        '<div class="wz-chart__scroll" tabindex="0" role="group" aria-label="{2}">'
        '<svg class="wz-chart__picture" role="img" aria-labelledby="{0}-title {0}-desc" width="100%" height="{1}">'
        '<title id="{0}-title">{2}</title><desc id="{0}-desc">{3}</desc>{4}</svg></div>',
        prefix,
        height,
        title,
        description,
        joined(shapes),
    )


def data_table(
    head: Sequence[str], rows: Iterable[tuple[str, Sequence[int | None]]], language: Language
) -> Markup:
    """The numbers behind a picture; what has no data says so."""
    no_data = _NO_DATA(language)
    names = joined(filled('<th scope="col">{}</th>', name) for name in head)
    body = joined(
        filled(
            '<tr><th scope="row">{}</th>{}</tr>',
            name,
            Markup("".join([f"<td>{no_data if value is None else value}</td>" for value in values])),
        )
        for name, values in rows
    )
    return filled("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", names, body)


@lru_cache(maxsize=8192)
def px(value: float) -> str:
    """A length with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
