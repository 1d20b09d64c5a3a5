"""Figures in tables, each with a link to the records behind it: a report holds some thousand of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from generator import phrases
from generator.hypertext import escaped
from generator.pages.tables import Table
from generator.stats.figures import Figure

_BESIDE = ("received", "replied", "overdue", "on_time_share", "median_days", "p90_days")


class Figures:
    """Figures on the page that is being made; `to` leads from there to any address."""

    def __init__(self, to: Callable[[str], str]) -> None:
        self.to = to

    def shown(self, one: Figure) -> Markup:
        """The value, as a link where there are records to lead to."""
        return Markup(self._shown(one))

    def _shown(self, one: Figure) -> str:
        records = phrases.behind(one)
        return f'<a href="{escaped(self.to(records))}">{one.shown}</a>' if records else one.shown

    def cell(self, one: Figure) -> Markup:
        """In a table: shares and days with their n; a dash where n is too small."""
        return Markup(self._cell(one))

    def _cell(self, one: Figure) -> str:
        if one.value is None:
            return '<td class="wz-num">—</td>\n'
        n = ""
        if isinstance(one.value, float) or one.unit.zh == "天":
            n = f'{one.unit.zh}<br><span class="wz-quiet">n = {phrases.count(one.n)}</span>'
        return f'<td class="wz-num">{self._shown(one)}{n}</td>\n'

    def breakdown(self, table: Table, names: Sequence[str] = _BESIDE) -> Markup:
        """The figures of those names for each row of a table."""
        title, most = escaped(table.title), table.most
        heads = [table.rows[0].figures[name].label.zh for name in names]
        head = "".join([f'<th scope="col" class="wz-num">{escaped(label)}</th>' for label in heads])
        rows = []
        for row in table.rows:
            name = escaped(row.name)
            if row.address:
                name = f'<a href="{escaped(self.to(row.address))}">{name}</a>'
            cells = "".join([self._cell(row.figures[name]) for name in names])
            rows.append(
                f'<tr><th scope="row">{name}{bar(row.figures["received"].n, most)}</th>{cells}</tr>\n'
            )
        return Markup(
            '<div class="wz-tablewrap" tabindex="0" role="region" '
            f'aria-label="按{title}的数字"><table class="wz-breakdown">\n'
            f'<thead><tr><th scope="col">{title}</th>{head}</tr></thead>\n'
            f"<tbody>{''.join(rows)}</tbody>\n</table></div>\n"
        )


def bar(part: int, whole: int, before: bool = False) -> Markup:
    """A number as a line below a name; that of an earlier time looks paler."""
    return Markup(
        f'<svg class="wz-bar{" wz-bar--before" if before else ""}" width="100%" height="4" aria-hidden="true" '
        f'focusable="false"><rect width="{phrases.width(part, whole)}" height="4"/></svg>'
    )
