"""The links that stand on every page: where the reader is, who answers, what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from generator import addresses
from generator.catalogue import County
from generator.clock.status import Progress
from generator.hypertext import escaped
from generator.model import Record
from generator.model.county import Column

Step = tuple[str | None, str]
"""An address, or None for the page itself, and its title."""


class Links:
    """Links from the page that is being made."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.folder = ""
        """of that page, with a slash at its end"""

    def crumbs(self, steps: Iterable[Step]) -> Markup:
        """The way from the front page to this one."""
        found = [f"<li>{self.link(addresses.HOME, '首页')}</li>"]
        for address, title in steps:
            found.append(
                f"<li>{self.link(address, title) if address else f'<span>{escaped(title)}</span>'}</li>"
            )
        steps_html = "\n".join(found)
        return Markup(f'<nav class="wz-crumbs" aria-label="所在位置">\n<ol>\n{steps_html}\n</ol>\n</nav>\n')

    def heading(self, record: Record, column: Column, standing: Progress) -> Markup:
        """The top of a record's page."""
        crumbs = self.crumbs([(addresses.column(column.id), column.title), (None, record.id)])
        status = standing.status
        return Markup(
            f'{crumbs}\n<header class="wz-record__head">\n'
            f'<span class="wz-seal wz-seal--{status}">{status.zh}</span>\n'
            f"<h1><bdi>{escaped(record.title)}</bdi></h1>\n</header>\n"
        )

    def departments(self, slugs: Sequence[str]) -> Markup:
        """The only one by its full name, several by their short ones."""
        several = len(slugs) > 1
        found = []
        for slug in slugs:
            department = self.county.departments[slug]
            name = department.label if several else department.name
            found.append(self.link(addresses.department(slug), name))
        return Markup("、".join(found))

    def topics(self, paths: Sequence[str]) -> Markup:
        """Each by its title."""
        topics = self.county.topics
        return Markup("、".join([self.link(addresses.topic(path), topics[path].title) for path in paths]))

    def link(self, address: str, title: str) -> str:
        return _link(self.folder, address, title)


@lru_cache(maxsize=16_384)
def _link(folder: str, address: str, title: str) -> str:
    """All pages of a folder link to the same columns, departments and topics."""
    return f'<a href="{escaped(addresses.relative(folder, address))}">{escaped(title)}</a>'
