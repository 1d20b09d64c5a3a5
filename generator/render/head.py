"""What a page says of itself to machines: the tags of its head."""

from __future__ import annotations

from html import escape

from generator import addresses
from generator.catalogue import County
from generator.page import Page
from generator.permalink import absolute
from generator.structured import as_script_json


def head(page: Page, county: County) -> str:
    """Description, canonical address or `noindex`, feed, and schema.org's words."""
    parts = []
    if page.description:
        parts.append(f'<meta name="description" content="{escape(page.description[:100])}">')
    if page.listed:
        parts.append(f'<link rel="canonical" href="{escape(absolute(county, page.address))}">')
    else:
        parts.append('<meta name="robots" content="noindex">')
    if page.feed:
        link, title = escape(addresses.relative(page.address, page.feed)), escape(page.title)
        parts.append(f'<link rel="alternate" type="application/atom+xml" href="{link}" title="{title}">')
    if page.structured:
        parts.append(f'<script type="application/ld+json">{as_script_json(page.structured)}</script>')
    return "\n".join(parts)
