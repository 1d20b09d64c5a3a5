"""The map for crawlers: sitemap (sitemaps.org protocol 0.9) and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from generator.catalogue import County
from generator.permalink import absolute

LIMIT = 50_000
"""Addresses that one sitemap file may hold, by the protocol."""

MAP = "sitemap.xml"
ROBOTS = "robots.txt"

Address = tuple[str, date | None]
"""An address and the day on which it last changed, where that is known."""


def sitemap(county: County, addresses: Sequence[Address]) -> Iterator[tuple[str, bytes]]:
    """The sitemap of the addresses in the order given, and robots.txt, which allows all and names the map.

    Over 50,000 addresses the map is an index of parts; an order that only grows at its end leaves full parts
    as they are. Crawlers read robots.txt only at the root of a host.
    """
    if len(addresses) <= LIMIT:
        yield MAP, _document("urlset", "url", county, addresses)
    else:
        parts: list[Address] = []
        for number, start in enumerate(range(0, len(addresses), LIMIT), 1):
            chunk = addresses[start : start + LIMIT]
            days = [day for _, day in chunk if day is not None]
            parts.append((f"sitemap-{number}.xml", max(days, default=None)))
            yield parts[-1][0], _document("urlset", "url", county, chunk)
        yield MAP, _document("sitemapindex", "sitemap", county, parts)
    yield ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {absolute(county, MAP)}\n".encode()


def _document(root: str, item: str, county: County, addresses: Sequence[Address]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for address, day in addresses:
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        lines.append(f"<{item}><loc>{escape(absolute(county, address))}</loc>{changed}</{item}>")
    lines.append(f"</{root}>\n")
    return "\n".join(lines).encode()
