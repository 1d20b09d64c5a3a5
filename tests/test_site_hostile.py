"""Hostile texts in every text field of every kind: they are read, never obeyed.

The same county is built twice, with 738 hostile and awkward texts and with harmless ones of the same shape.
Whatever the two sites differ in but words was made by the texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from tests.rig.browse import Reader
from tests.rig.building import build_site
from tests.rig.county import plant
from tests.rig.hostile import Bundles, bundled, payloads
from tests.rig.links import crawl
from tests.rig.markup import Feature, foreign, parsed, skeleton

_PROSE = """p br em strong del sup sub abbr ul ol li dl dt dd blockquote code pre hr a h1 h2 h3 h4 h5
    table thead tbody tr th td div span"""
MARKDOWN = frozenset(_PROSE.split())
"""Elements that office prose may make of itself, and below the attributes."""
ATTRIBUTES = {"href", "title", "rel", "start", "id", "class", "align", "scope"}


_TOWNSHIP = re.compile(r"[0-9a-f]{8}(?=(?:--\d+)?\.html)")
"""A township's page is named by a digest of its name."""


class Twins(NamedTuple):
    wild: Path
    tame: Path
    in_office_prose: bool

    def twin(self, page: str) -> str:
        """The tame page of a wild one; of townships, the nth in the one list is the nth in the other."""
        if not page.startswith("places/"):
            return page
        wild, tame = (townships(site) for site in (self.wild, self.tame))
        return _TOWNSHIP.sub(lambda found: tame[wild.index(found[0])], page)


def townships(site: Path) -> list[str]:
    return list(dict.fromkeys(_TOWNSHIP.findall((site / "places/index.html").read_text("utf-8"))))


@pytest.fixture(scope="module", params=["plain text", "office prose"])
def twins(request: pytest.FixtureRequest, real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Twins:
    office = request.param == "office prose"
    folder = tmp_path_factory.mktemp("hostile")
    bundles = Bundles(bundled(payloads(real_data)), in_office_prose=office)
    copies = len(bundles.bundles)
    wild = build_site(plant(folder / "wild", bundles, copies), folder / "wild-site")
    tame = build_site(plant(folder / "tame", bundles.tame, copies), folder / "tame-site")
    return Twins(wild, tame, office)


def files(site: Path, ending: str) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob(f"*.{ending}"))


def touched(twins: Twins) -> list[str]:
    """Pages in which the texts show: those that differ from their twin."""
    pages = files(twins.wild, "html")
    return [
        page
        for page in pages
        if (twins.wild / page).read_bytes() != (twins.tame / twins.twin(page)).read_bytes()
    ]


def alien(wild: Counter[Feature], tame: Counter[Feature], office: bool) -> dict[Feature, int]:
    """What the wild page has and its twin has not; Markdown's own elements aside where office prose is wild."""
    found = foreign(wild, tame)
    if not office:
        return found
    return {
        (tag, *names): count
        for (tag, *names), count in found.items()
        if tag not in MARKDOWN or not ATTRIBUTES.issuperset(names)
    }


def test_no_text_makes_a_file_or_an_address(twins: Twins) -> None:
    """Files of the search index and of townships depend on words; words do not name them, a digest does."""
    wild, tame = (
        {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        for site in (twins.wild, twins.tame)
    )
    assert all(
        re.fullmatch(r"search/[a-z0-9/]+\.js|places/[0-9a-f]{8}(--\d+)?\.html", name) for name in wild ^ tame
    )


def test_no_text_makes_an_element_or_an_attribute(twins: Twins) -> None:
    for page in files(twins.wild, "html"):
        wild, tame = (twins.wild / page).read_bytes(), (twins.tame / twins.twin(page)).read_bytes()
        assert alien(skeleton(wild), skeleton(tame), twins.in_office_prose) == {}, page


def test_no_text_makes_a_link_that_runs_code_or_leads_nowhere(twins: Twins) -> None:
    """In office prose a writer may make a link that leads nowhere, but none that runs code."""
    faults = crawl(twins.wild, "https://county.example").faults()
    assert [fault for fault in faults if not twins.in_office_prose or "code" in fault.why] == []


def test_no_text_breaks_out_of_structured_data(twins: Twins) -> None:
    for page in files(twins.wild, "html"):
        scripts = parsed((twins.wild / page).read_bytes()).xpath("//script[@type='application/ld+json']")
        for script in scripts:
            assert isinstance(json.loads(script.text), dict), page
            assert "<" not in script.text, page


def test_no_text_breaks_a_feed_or_makes_an_element_in_it(twins: Twins) -> None:
    for feed in files(twins.wild, "xml"):
        wild, tame = (etree.parse(site / feed) for site in (twins.wild, twins.tame))
        tags = [[element.tag for element in tree.iter(etree.Element)] for tree in (wild, tame)]
        assert tags[0] == tags[1], feed
        for inside, twin in zip(
            *(tree.xpath("//*[@type='html']/text()") for tree in (wild, tame)), strict=True
        ):
            shapes = skeleton(inside.encode()), skeleton(twin.encode())
            assert alien(*shapes, twins.in_office_prose) == {}, feed


def test_no_text_breaks_a_table_or_a_line_of_open_data(twins: Twins) -> None:
    for name in files(twins.wild, "csv"):
        wild, tame = (
            list(csv.reader(io.StringIO((site / name).read_text("utf-8-sig"), newline="")))
            for site in (twins.wild, twins.tame)
        )
        assert [len(row) for row in wild] == [len(row) for row in tame], name
        assert wild[0] == tame[0], name
    for name in files(twins.wild, "jsonl"):
        lines, twin = ((site / name).read_text("utf-8").split("\n") for site in (twins.wild, twins.tame))
        assert len(lines) == len(twin), name
        assert all(json.loads(line).keys() for line in lines if line), name


@pytest.mark.browser
def test_chromium_parses_no_element_or_attribute_of_theirs(
    twins: Twins, reader: Callable[..., Reader]
) -> None:
    tab = reader("about:blank")
    pages = touched(twins)
    wild = tab.skeletons([(twins.wild / page).read_bytes() for page in pages])
    tame = tab.skeletons([(twins.tame / twins.twin(page)).read_bytes() for page in pages])
    found = {p: alien(w, t, twins.in_office_prose) for p, w, t in zip(pages, wild, tame, strict=True)}
    assert {page: what for page, what in found.items() if what} == {}


@pytest.mark.browser
def test_the_search_shows_their_words_and_nothing_of_theirs_but_words(
    twins: Twins, reader: Callable[..., Reader]
) -> None:
    wild, tame = (reader(site.as_uri() + "/", lenient=True) for site in (twins.wild, twins.tame))
    shapes = []
    for tab in (wild, tame):
        tab.open("search.html?q=文字").wait_for_selector(".wz-s-results a")
        shapes.append(skeleton(tab.page.content().encode()))
    assert shapes[0].keys() - shapes[1].keys() == set()
    assert wild.complaints == []


@pytest.mark.browser
def test_no_text_runs_even_without_the_policy(twins: Twins, reader: Callable[..., Reader]) -> None:
    """One page in eight, opened with the Content-Security-Policy out of force; scripts add no element of theirs."""
    wild, tame = (reader(site.as_uri() + "/", lenient=True) for site in (twins.wild, twins.tame))
    for page in touched(twins)[::8]:
        names = (page, twins.twin(page))
        shapes = [
            skeleton(tab.open(name).content().encode()) for tab, name in zip((wild, tame), names, strict=True)
        ]
        assert alien(shapes[0], shapes[1], twins.in_office_prose) == {}, page
    assert wild.complaints == []
