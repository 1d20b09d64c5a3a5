"""What every page of a built site owes its reader: valid HTML, a strict policy, little weight."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from generator import addresses
from generator.catalogue import Catalogue, catalogue
from generator.model.load import load
from generator.model.walk import leaves
from generator.read import read
from tests.rig.building import DEMO
from tests.rig.markup import parsed
from tests.rig.nu import findings

KILOBYTES_OF_FRAME = 14


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    """What the demonstration county publishes."""
    content, _ = load(read(*DEMO))
    assert content is not None
    assert content.county.site.today is not None
    values = [record.value for record in content.records]
    return catalogue(content.county, content.county.site.today, values, [])


def pages(site: Path) -> list[tuple[str, html.HtmlElement]]:
    found = sorted(site.rglob("*.html"))
    return [(path.relative_to(site).as_posix(), parsed(path.read_bytes())) for path in found]


@pytest.mark.usefixtures("nu_checker")
def test_the_nu_checker_finds_nothing_on_any_page(demo_site: Path, seed_site: Path, empty_site: Path) -> None:
    assert findings([demo_site, seed_site, empty_site]) == []


def test_a_strict_policy_stands_before_anything_that_loads(demo_site: Path) -> None:
    for page, tree in pages(demo_site):
        first = tree.xpath("(//script | //link | //style | //img | //meta[@http-equiv])[1]")[0]
        assert (first.tag, first.get("http-equiv", "").lower()) == ("meta", "content-security-policy"), page
        policy = dict(part.split(maxsplit=1) for part in re.split(r"\s*;\s*", first.get("content")) if part)
        assert policy["default-src"] == "'none'", page
        sources = {source for allowed in policy.values() for source in allowed.split()}
        assert sources <= {"'none'", "'self'", "data:"} | {s for s in sources if s.startswith("'sha")}, page


def test_no_page_holds_code_or_style_of_its_own(demo_site: Path) -> None:
    data = {"application/ld+json", "application/json"}
    for page, tree in pages(demo_site):
        inline = [s for s in tree.xpath("//script[not(@src)]") if s.get("type") not in data]
        handlers = tree.xpath("//@*[starts-with(name(), 'on')]")
        assert (inline, tree.xpath("//style | //@style"), handlers) == ([], [], []), page


def test_every_page_of_a_demonstration_says_so(demo_site: Path) -> None:
    for page, tree in pages(demo_site):
        assert "演示" in tree.find("body").text_content(), page


def test_a_record_page_weighs_little_beyond_its_own_text(demo: Catalogue, demo_site: Path) -> None:
    frames = {}
    for record in demo.records:
        size = (demo_site / addresses.record(record)).stat().st_size
        own = sum(len(str(leaf.value).encode()) for leaf in leaves(record))
        frames[record.id] = size - own
    assert {record: frame for record, frame in frames.items() if frame > KILOBYTES_OF_FRAME * 1024} == {}


def test_a_record_page_repeats_no_list_of_other_records(demo: Catalogue, demo_site: Path) -> None:
    records = {addresses.record(record) for record in demo.records}
    for record in demo.records:
        page = addresses.record(record)
        links = parsed((demo_site / page).read_bytes()).xpath("//a/@href")
        others = {
            link
            for link in links
            if f"{record.column}/{link}" in records or link.removeprefix("../") in records
        }
        assert len(others - {page}) <= 12, page
