"""The sitemap names every address once, in files no longer than the protocol allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from generator.permalink import absolute
from generator.sitemap import LIMIT, MAP, ROBOTS, Address, sitemap
from tests.rig.catalogues import seed

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def written(addresses: list[Address]) -> dict[str, bytes]:
    files = list(sitemap(seed().county, addresses))
    assert len(dict(files)) == len(files)
    return dict(files)


def entries(document: bytes, root: str, item: str) -> list[tuple[str | None, str | None]]:
    """Location and last change of every entry of a document of the form that the protocol gives."""
    tree = etree.fromstring(document)
    assert tree.tag == SPACE + root
    assert {child.tag for child in tree} <= {SPACE + item}
    return [(child.findtext(f"{SPACE}loc"), child.findtext(f"{SPACE}lastmod")) for child in tree]


def test_a_small_site_has_one_map() -> None:
    files = written([("index.html", None), ("mayor/XZ-2026-0001.html", date(2026, 3, 10))])
    assert list(files) == [MAP, ROBOTS]
    assert entries(files[MAP], "urlset", "url") == [
        ("https://county.example/index.html", None),
        ("https://county.example/mayor/XZ-2026-0001.html", "2026-03-10"),
    ]


def test_a_site_without_pages_has_a_map_too() -> None:
    assert entries(written([])[MAP], "urlset", "url") == []


def test_addresses_are_percent_encoded_and_stay_one_element() -> None:
    files = written([("附件/路 & <灯>.html", None)])
    (location, _), *others = entries(files[MAP], "urlset", "url")
    assert location == "https://county.example/%E9%99%84%E4%BB%B6/%E8%B7%AF%20%26%20%3C%E7%81%AF%3E.html"
    assert others == []


def test_a_site_whose_own_address_has_an_ampersand_keeps_it() -> None:
    site = seed().county.site.model_copy(update={"url": "https://county.example/?a&b="})
    county = replace(seed().county, site=site)
    document = dict(sitemap(county, [("index.html", None)]))[MAP]
    assert entries(document, "urlset", "url") == [("https://county.example/?a&b=/index.html", None)]


@pytest.mark.parametrize("count", [LIMIT, LIMIT + 1, 2 * LIMIT + 3])
def test_a_site_too_large_for_one_map_is_split_and_every_address_is_named_once(count: int) -> None:
    addresses: list[Address] = [(f"mayor/XZ-2026-{n}.html", None) for n in range(count)]
    files = written(addresses)
    parts = [name for name in files if name not in {MAP, ROBOTS}]
    assert bool(parts) == (count > LIMIT)
    if parts:
        listed = [location for location, _ in entries(files[MAP], "sitemapindex", "sitemap")]
        assert listed == [absolute(seed().county, part) for part in parts]
    documents = [entries(files[part], "urlset", "url") for part in parts or [MAP]]
    assert all(0 < len(document) <= LIMIT for document in documents)
    assert [location for document in documents for location, _ in document] == [
        absolute(seed().county, address) for address, _ in addresses
    ]


def test_a_part_is_as_new_as_its_newest_page() -> None:
    addresses: list[Address] = [(f"{n}.html", None) for n in range(LIMIT + 2)]
    addresses[3], addresses[7] = ("3.html", date(2026, 1, 2)), ("7.html", date(2025, 1, 2))
    index = entries(written(addresses)[MAP], "sitemapindex", "sitemap")
    assert [day for _, day in index] == ["2026-01-02", None]


def test_robots_may_read_all_and_find_the_map() -> None:
    lines = written([])[ROBOTS].decode().splitlines()
    assert lines == ["User-agent: *", "Allow: /", "", "Sitemap: https://county.example/sitemap.xml"]
