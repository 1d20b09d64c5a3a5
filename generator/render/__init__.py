"""Page + shell → bytes. Everything a citizen wrote is escaped here, once: by Jinja2's autoescape, or by `text`."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context

from generator import addresses, phrases
from generator.catalogue import County
from generator.clock.promises import Pledge
from generator.hypertext import escaped, prose
from generator.page import Page
from generator.render.cases import corrections, facts, stations, timeline
from generator.render.figures import Figures, bar
from generator.render.head import head
from generator.render.links import Links
from generator.render.lists import Lists, narrowing
from generator.render.replies import Replies
from generator.shell import Shell
from generator.stats.figures import MIN_N

_PIECES = {
    "parts": "_parts.html",
    "promised": "_promises.html",
    "figured": "_figures.html",
    "said": "_said.html",
}
"""Templates of which others use the macros; to import them in each would be the greater part of a small page."""


class Renderer:
    """The templates of one county, with its names and the house's ways of writing things."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.here = ""
        """address of the page that is being made; from the empty one a link is the target itself"""
        self.links = Links(county)
        self.env = Environment(
            loader=PackageLoader("generator", "templates/pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
        )
        self.env.globals.update(self._known())
        self.env.filters.update(phrases.FILTERS)
        for name, file in _PIECES.items():
            self.env.globals[name] = self.env.get_template(file).module

    def _known(self) -> dict[str, Any]:
        """What every template may use beside what its page knows."""
        county, links, figures = self.county, self.links, Figures(self.to)
        names = {slug: escaped(one.name) for slug, one in county.departments.items()}
        return {
            "county": county,
            "site": county.site,
            "addresses": addresses,
            "phrases": phrases,
            "MIN_N": MIN_N,
            "to": self.to,
            "entries": Lists(county).entries,
            "narrowing": narrowing,
            "timeline": partial(timeline, names=names),
            "stations_of": stations,
            "corrections": corrections,
            "facts_of": partial(facts, links=links),
            "replies_of": Replies(county, names, self.to, self._promised).all,
            "prose": prose,
            "shown": figures.shown,
            "cell": figures.cell,
            "breakdown": figures.breakdown,
            "bar": bar,
            "crumbs": links.crumbs,
            "heading": links.heading,
            "departments_of": links.departments,
            "topics_of": links.topics,
        }

    def to(self, target: str) -> str:
        """A link from the page that is being made. One for all templates, so that none is read anew for each page."""
        return addresses.relative(self.here, target)

    def _promised(self, pledges: list[Pledge], numbered: bool) -> str:
        macros: Any = self.env.globals["promised"]
        return str(macros.beside(pledges, numbered))

    def page(self, page: Page, shell: Shell) -> bytes:
        """The page, whole."""
        self.here = page.address
        self.links.folder = page.address[: page.address.rfind("/") + 1]
        main = self._main(page)
        title = page.title if page.address == addresses.HOME else f"{page.title} · {self.county.site.title}"
        depth = addresses.depth(page.address)
        return shell.stamp(depth, page.nav, head(page, self.county), title, main)

    def _main(self, page: Page) -> str:
        """As `Template.render` does it, which gathers all that any template may know anew, for each page."""
        template = self.env.get_template(page.template)
        context = page.context() if callable(page.context) else page.context
        known = {**self.env.globals, **context, "page": page}
        return "".join(template.root_render_func(Context(self.env, known, template.name, template.blocks)))


class _Last(threading.local):
    """The renderer that a thread has used last; it knows which page it is at."""

    renderer: Renderer | None = None


_last = _Last()


def renderer(county: County) -> Renderer:
    """The renderer of a county, made once while it is the same one: a build asks for it again and again."""
    if _last.renderer is None or _last.renderer.county is not county:
        _last.renderer = Renderer(county)
    return _last.renderer


def environment(county: County) -> Environment:
    """The templates of a county."""
    return renderer(county).env


def render(pages: Iterable[Page], shell: Shell, county: County) -> Iterator[tuple[str, bytes]]:
    """The bytes of every page, one at a time."""
    ready = renderer(county)
    for page in pages:
        yield page.address, ready.page(page, shell)
