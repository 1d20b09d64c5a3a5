"""The bare markup of pages: what a template wrote, told apart from the text that was put into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from lxml import etree, html

Feature = tuple[str, ...]


def cover(site: Path, *seen: Path) -> list[str]:
    """The home page and few others that hold every kind of element, class and role that sites in `seen` lack."""
    features = _pages(site)
    chosen = [page for page in ("index.html",) if page in features]
    known = [features[page] for page in chosen] + [page for other in seen for page in _pages(other).values()]
    missing = frozenset().union(*features.values()).difference(*known)
    while missing:
        best = max(features, key=lambda page: len(features[page] & missing))
        chosen.append(best)
        missing -= features[best]
    return chosen


@cache
def _pages(site: Path) -> Mapping[str, frozenset[Feature]]:
    """The kinds of markup on each page; a built site does not change."""
    return {
        path.relative_to(site).as_posix(): frozenset(_features(path)) for path in sorted(site.rglob("*.html"))
    }


def _features(path: Path) -> Iterator[Feature]:
    tree = parsed(path.read_bytes())
    for element in tree.iter(etree.Element):
        parent = element.getparent()
        above = parent.tag if parent is not None else ""
        yield element.tag, above, element.get("role", ""), element.get("type", "")
        yield from (("class", name) for name in element.get("class", "").split())


def parsed(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))


def skeleton(page: bytes) -> Counter[Feature]:
    """How often each element, with its attributes' names, stands in a page; text and values play no part."""
    return Counter((element.tag, *sorted(element.attrib)) for element in parsed(page).iter(etree.Element))


def foreign(hostile: Mapping[Feature, int], harmless: Mapping[Feature, int]) -> dict[Feature, int]:
    """Elements that a page has more (or fewer) of than its harmless twin."""
    keys = hostile.keys() | harmless.keys()
    differences = {key: hostile.get(key, 0) - harmless.get(key, 0) for key in keys}
    return {key: count for key, count in sorted(differences.items()) if count}
