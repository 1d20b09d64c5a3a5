"""The real letters, imported and built as a county would: all there, nothing lost, nothing broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.read import read
from tests.rig.browse import Reader
from tests.rig.building import DEMO, ROOT, build_site, wenzheng
from tests.rig.county import Folders
from tests.rig.links import crawl
from tests.rig.markup import cover

pytestmark = pytest.mark.real
LETTERS = 2816


@pytest.fixture(scope="module")
def letters(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The imported letters under the demonstration county's settings."""
    content = tmp_path_factory.mktemp("letters") / "content"
    sheet, mapping = real_data / "letters/letters-2816.xlsx", ROOT / "tests/import_maps/letters.yml"
    process = wenzheng(
        "import", "letters", sheet, "--map", mapping, "--config", DEMO.config, "--out", content
    )
    said, _ = process.communicate()
    assert process.returncode == 0, said
    return Folders(content, DEMO.config)


@pytest.fixture(scope="module")
def site(letters: Folders) -> Path:
    return build_site(letters, letters.content.with_name("site"))


def test_every_letter_has_its_page(letters: Folders, site: Path) -> None:
    ids = {item.value["id"] for _, _, item in read(*letters).records if isinstance(item.value, dict)}
    pages = {path.stem for path in (site / "mayor").glob("*.html")}
    assert len(ids) == LETTERS
    assert ids - pages == set()


def test_no_link_of_the_real_site_is_broken_and_every_page_is_reached(site: Path) -> None:
    found = crawl(site, "https://wenzheng.example.org")
    assert found.faults() == []
    assert found.unreachable() == ["404.html"]


@pytest.mark.browser
def test_no_kind_of_page_of_the_real_site_complains(site: Path, reader: Callable[..., Reader]) -> None:
    """A sample that holds every kind of markup."""
    tab = reader(site.as_uri() + "/")
    for page in cover(site):
        tab.open(page)
    assert tab.complaints == []
