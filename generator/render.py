"""Page + shell → bytes. Everything a citizen wrote is escaped here, once, by Jinja2's autoescape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from generator import addresses, phrases
from generator.catalogue import County
from generator.model import Record
from generator.page import Page
from generator.permalink import absolute
from generator.shell import Shell
from generator.stats.figures import MIN_N
from generator.structured import as_script_json


class _Compiled(BytecodeCache):
    """Templates that this process compiled before, for as long as their text stays the same."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.bytecode_from_string(self._known.get(bucket.key, b""))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(county: County) -> Environment:
    """The templates, with the county's names and the house's ways of writing things."""
    env = Environment(
        loader=PackageLoader("generator", "templates/pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    env.globals.update(county=county, site=county.site, addresses=addresses, phrases=phrases, MIN_N=MIN_N)
    env.filters.update(phrases.FILTERS)
    env.globals["entry"] = _remembering(vars(env.get_template("_parts.html").module)["item"])
    return env


def _remembering(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """The macro of a list's entry, asked once for what stands in several lists; its link tells entries apart."""
    known: dict[tuple[str, bool, int], Markup] = {}

    def entry(record: Record, link: str, standing: Any, show_column: bool, level: int) -> Markup:
        key = (link, show_column, level)
        if key not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[key] = macro(record, link, standing, show_column, level)
        return known[key]

    return entry


_REMEMBERED = 50_000


def render(pages: Iterable[Page], shell: Shell, county: County) -> Iterator[tuple[str, bytes]]:
    """The bytes of every page, one at a time."""
    env = environment(county)
    for page in pages:
        yield page.address, _render(page, shell, county, env).encode("utf-8")


def _render(page: Page, shell: Shell, county: County, env: Environment) -> str:
    def to(target: str) -> str:
        return addresses.relative(page.address, target)

    main = env.get_template(page.template).render({**page.context, "page": page, "to": to})
    title = page.title if page.address == addresses.HOME else f"{page.title} · {county.site.title}"
    depth = addresses.depth(page.address)
    return shell.stamp(depth, page.nav, _head(page, county, to), title, main)


def _head(page: Page, county: County, to: Any) -> str:
    """What a page says of itself to machines."""
    parts = []
    if page.description:
        parts.append(_tag("meta", {"name": "description", "content": page.description[:100]}))
    if page.listed:
        parts.append(_tag("link", {"rel": "canonical", "href": absolute(county, page.address)}))
    else:
        parts.append(_tag("meta", {"name": "robots", "content": "noindex"}))
    if page.feed:
        parts.append(
            _tag(
                "link",
                {
                    "rel": "alternate",
                    "type": "application/atom+xml",
                    "href": to(page.feed),
                    "title": page.title,
                },
            )
        )
    if page.structured:
        parts.append(f'<script type="application/ld+json">{as_script_json(dict(page.structured))}</script>')
    return "\n".join(parts)


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    return f"<{name} " + " ".join(f'{key}="{escape(value)}"' for key, value in attributes.items()) + ">"
