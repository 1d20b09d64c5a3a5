"""Page + shell → bytes. Everything a citizen wrote is escaped here, once: by Jinja2's autoescape, or by `text`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator import addresses, phrases
from generator.catalogue import County
from generator.page import Page
from generator.render.cases import stations, timeline
from generator.render.head import head
from generator.render.lists import Lists, narrowing
from generator.render.text import prose
from generator.shell import Shell
from generator.stats.figures import MIN_N


class Renderer:
    """The templates of one county, with its names and the house's ways of writing things."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.here = ""
        """address of the page that is being made; from the empty one a link is the target itself"""
        self.env = Environment(
            loader=PackageLoader("generator", "templates/pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
        )
        self.env.globals.update(
            county=county,
            site=county.site,
            addresses=addresses,
            phrases=phrases,
            MIN_N=MIN_N,
            to=self.to,
            entries=Lists(county).entries,
            narrowing=narrowing,
            timeline=timeline,
            stations_of=stations,
            prose=prose,
        )
        self.env.filters.update(phrases.FILTERS)

    def to(self, target: str) -> str:
        """A link from the page that is being made. One for all templates, so that none is read anew for each page."""
        return addresses.relative(self.here, target)

    def page(self, page: Page, shell: Shell) -> bytes:
        """The page, whole."""
        self.here = page.address
        main = self.env.get_template(page.template).render({**page.context, "page": page})
        title = page.title if page.address == addresses.HOME else f"{page.title} · {self.county.site.title}"
        depth = addresses.depth(page.address)
        return shell.stamp(depth, page.nav, head(page, self.county), title, main)


_last: list[Renderer] = []


def renderer(county: County) -> Renderer:
    """The renderer of a county, made once while it is the same one: a build asks for it again and again."""
    if not _last or _last[0].county is not county:
        _last[:] = [Renderer(county)]
    return _last[0]


def environment(county: County) -> Environment:
    """The templates of a county."""
    return renderer(county).env


def render(pages: Iterable[Page], shell: Shell, county: County) -> Iterator[tuple[str, bytes]]:
    """The bytes of every page, one at a time."""
    ready = renderer(county)
    for page in pages:
        yield page.address, ready.page(page, shell)
