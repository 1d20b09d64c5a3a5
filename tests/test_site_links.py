"""Every link of a built site holds, and every page can be reached by links alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rig.links import crawl

ADDRESSES = {"demo_site": "https://wenzheng.example.org", "seed_site": "https://county.example"}
SITES = [*ADDRESSES, "empty_site"]


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> tuple[Path, str]:
    """Each site, with the address that its settings name."""
    folder: Path = request.getfixturevalue(request.param)
    return folder, ADDRESSES.get(request.param, ADDRESSES["seed_site"])


def test_no_link_is_broken_and_nothing_is_loaded_from_elsewhere(site: tuple[Path, str]) -> None:
    assert crawl(*site).faults() == []


def test_every_page_but_the_one_for_what_is_not_there_can_be_reached(site: tuple[Path, str]) -> None:
    assert crawl(*site).unreachable() == ["404.html"]
