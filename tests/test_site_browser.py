"""Built sites in a real Chromium: from http and from files, with scripts and without, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rig.browse import Reader
from tests.rig.markup import cover, parsed

pytestmark = pytest.mark.browser
Opener = Callable[..., Reader]


def every_page(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def test_no_page_complains_or_asks_elsewhere_when_opened_as_a_file(demo_site: Path, reader: Opener) -> None:
    tab = reader(demo_site.as_uri() + "/")
    for page in every_page(demo_site):
        tab.open(page)
    assert tab.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_no_page_complains_or_asks_elsewhere_over_http(
    demo_site: Path, serve: Callable[..., str], reader: Opener, scripts: bool
) -> None:
    """A sample that holds every kind of markup; all pages are opened as files above."""
    tab = reader(serve(demo_site, "/county/"), scripts=scripts)
    for page in cover(demo_site):
        tab.open(page)
    assert tab.complaints == []


def test_no_kind_of_record_and_no_empty_list_complains(
    demo_site: Path, seed_site: Path, empty_site: Path, reader: Opener
) -> None:
    for site in (seed_site, empty_site):
        tab = reader(site.as_uri() + "/")
        for page in cover(site, demo_site):
            tab.open(page)
        assert tab.complaints == []


def test_axe_finds_nothing_on_phones_and_desktops_by_day_and_by_night(
    demo_site: Path, reader: Opener
) -> None:
    """A sample that holds every kind of markup; by night only what colours can break is asked again."""
    tab = reader(demo_site.as_uri() + "/")
    found = []
    for page in cover(demo_site):
        tab.open(page)
        for width in (360, 1280):
            tab.shape(width, "light")
            found += [(page, width, "light", line) for line in tab.axe()]
            tab.shape(width, "dark")
            found += [(page, width, "dark", line) for line in tab.axe("color-contrast", "link-in-text-block")]
    assert found == []


def test_axe_finds_nothing_in_any_kind_of_record_or_empty_list(
    demo_site: Path, seed_site: Path, empty_site: Path, reader: Opener
) -> None:
    """What the demonstration does not show."""
    found = []
    for site in (seed_site, empty_site):
        tab = reader(site.as_uri() + "/")
        tab.shape(360)
        for page in cover(site, demo_site):
            tab.open(page)
            found += [(page, line) for line in tab.axe()]
    assert found == []


def test_no_page_scrolls_sideways_on_a_phone(demo_site: Path, seed_site: Path, reader: Opener) -> None:
    wide = []
    for site in (demo_site, seed_site):
        tab = reader(site.as_uri() + "/")
        tab.shape(360)
        for page in cover(site):
            opened = tab.open(page)
            if opened.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(page)
    assert wide == []


def test_all_that_a_page_says_is_seen_without_scripts(demo_site: Path, reader: Opener) -> None:
    """Only what is marked as hidden until a script shows it, such as a button to print, may be missing."""
    with_scripts, without = (reader(demo_site.as_uri() + "/", scripts=scripts) for scripts in (True, False))
    for page in cover(demo_site):
        main = parsed((demo_site / page).read_bytes()).find(".//main")
        for hidden in main.xpath(".//*[@hidden]"):
            hidden.drop_tree()
        seen = set(without.open(page).locator("main").inner_text().split())
        shown = set(with_scripts.open(page).locator("main").inner_text().split())
        assert (shown & set(main.text_content().split())) - seen == set(), page
