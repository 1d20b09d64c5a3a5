"""Lists of records and the ways to narrow them: the same entries stand on many pages, so they are made without a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup

from generator import addresses, phrases
from generator.catalogue import County
from generator.clock.status import Stands
from generator.hypertext import escaped
from generator.model import Brief, Case, Shown
from generator.pages.columns import Narrowing

_REMEMBERED = 50_000
_ANSWER = 120
"""Characters of an answer that a list shows."""

To = Callable[[str], str]


class Lists:
    """Entries of lists. What does not hang on the page that an entry stands on is made once and remembered."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.columns = {id: _fact(column.title) for id, column in county.columns.items()}
        self.departments = {slug: _fact(one.label) for slug, one in county.departments.items()}
        self.topics = {path: _fact(topic.title) for path, topic in county.topics.items()}
        self.known: dict[str, tuple[Shown, Stands, str, str]] = {}

    def entries(
        self, records: Iterable[Shown], to: To, progress: Mapping[str, Stands], show_column: bool = False
    ) -> Markup:
        """An entry for each record; their ids and columns need no escape in a link."""
        ways: dict[str, str] = {}
        html: list[str] = []
        for record in records:
            column = record.column
            if column not in ways:
                ways[column] = to(f"{column}/")
            before, after = self._halves(record, progress[record.id])
            html += (
                '<li class="wz-item">\n<div class="wz-item__head">\n<h3 class="wz-item__title"><a href="',
                f"{ways[column]}{record.id}.html",
                before,
                self.columns[column] if show_column else "",
                after,
            )
        return Markup("".join(html))

    def _halves(self, record: Shown, standing: Stands) -> tuple[str, str]:
        """What follows an entry's link, up to where the column may stand, and from there on."""
        known = self.known.get(record.id)
        if known is not None and known[0] is record and known[1] is standing:
            return known[2], known[3]
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        before, after = _opening(record.title, record.answer, standing), self._facts(record)
        self.known[record.id] = (record, standing, before, after)
        return before, after

    def _facts(self, record: Shown) -> str:
        """Days, departments and topics."""
        if isinstance(record, Case | Brief):
            facts = f"\n<span><time>{record.at.day}</time> 来信</span>\n"
            if (replied := record.replied_at) is not None:
                facts += f"<span><time>{replied.day}</time> 答复</span>"
        else:
            facts = f"<time>{record.at}</time>\n"
        for slug in record.departments:
            facts += self.departments[slug]
        for topic in record.topics:
            facts += self.topics[topic]
        return f"{facts}</p>\n</li>\n"


def _fact(name: str) -> str:
    return f"<span>{escaped(name)}</span>"


def _opening(title: str, answer: str | None, standing: Stands) -> str:
    """Title, seal and answer."""
    status = standing.status
    said = f'<p class="wz-item__answer">{escaped(phrases.sentence(answer, _ANSWER))}</p>' if answer else ""
    return (
        f'"><bdi>{escaped(title)}</bdi></a></h3>\n'
        f'<span class="wz-seal wz-seal--{status}">{status.zh}</span>\n</div>\n{said}<p class="wz-item__meta">\n'
    )


def narrowing(ways: Sequence[Narrowing], column: str, here: str, by: str = "", value: str = "") -> Markup:
    """The ways to narrow a column as seen from a page, which may be the one of a value of one way."""
    chosen = addresses.narrowed(column, by, value) if by else ""
    folder = here.rpartition("/")[0] + "/"
    html = _narrowing(tuple(ways), column, folder, by)
    if not chosen:
        return Markup(html)
    link = f'<a href="{escaped(addresses.relative(folder, chosen))}"'
    return Markup(html.replace(f"{link}>", f'{link} aria-current="page">', 1))


@lru_cache(maxsize=16)
def _narrowing(ways: tuple[Narrowing, ...], column: str, folder: str, by: str) -> str:
    """One folder's pages see the same links, so they are made once for all of them."""
    html = ['<div class="wz-narrow" role="group" aria-label="缩小范围">\n']
    for way in ways:
        if way.values:
            html.append(
                f"<details {'open' if way.by == by else ''}>\n<summary>按{escaped(way.title)}</summary>\n<ul>\n"
            )
            for one, name, n in way.values:
                link = escaped(addresses.relative(folder, addresses.narrowed(column, way.by, one)))
                html.append(
                    f'<li><a href="{link}">{escaped(name)}<span class="wz-count">{n}</span></a></li>\n'
                )
            html.append("</ul>\n</details>\n")
    html.append("</div>\n")
    return "".join(html)
