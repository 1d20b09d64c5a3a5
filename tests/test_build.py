"""The whole build of a small county, byte for byte, and what a build promises of its output.

`golden/` holds the pages and files that say most; `WENZHENG_ACCEPT=1` writes them anew: read the difference.
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build import build

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
DAY = date(2026, 4, 1)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a county with one record of each kind."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(HERE / "cases/_county", folder, dirs_exist_ok=True)
    shutil.copytree(HERE / "cases/whole/content", folder / "content")
    return folder


@pytest.fixture(scope="module")
def site(small: Path) -> Path:
    built = build(small / "content", small / "site_config", small / "site", today=DAY)
    assert built.problems == () and built.records == 5
    return small / "site"


def stable(path: Path) -> str:
    """A file's text without the version of the assets, which changes with every touch of a style."""
    return re.sub(r"\?v=[0-9a-f]{8}", "?v=0", path.read_text("utf-8"))


NAMES = (
    "index.html",
    "mayor/index.html",
    "mayor/XZ-2026-0001.html",
    "ideas/WJ-2026-0001.html",
    "interview/FT-2026-0001.html",
    "survey/DC-2026-0001.html",
    "clarifications/HY-2026-0001.html",
    "feed.xml",
    "sitemap.xml",
    "robots.txt",
    "data/case.csv",
    "data/case.jsonl",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_small_site_is_as_it_was(site: Path, name: str) -> None:
    golden = GOLDEN / name
    said = stable(site / name)
    if os.environ.get("WENZHENG_ACCEPT"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def test_golden_holds_nothing_else() -> None:
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()} == set(NAMES)


def test_a_second_build_writes_nothing(small: Path, site: Path) -> None:
    again = build(small / "content", small / "site_config", site, today=DAY)
    assert again.published is not None
    assert (again.published.written, again.published.removed) == (0, 0)


def test_a_renamed_record_leaves_no_orphan_page(small: Path, tmp_path: Path) -> None:
    county = tmp_path / "county"
    shutil.copytree(small / "content", county / "content")
    shutil.copytree(small / "site_config", county / "site_config")
    out = tmp_path / "site"
    build(county / "content", county / "site_config", out, today=DAY)
    letter = county / "content/cases/mayor/2026/03.yml"
    letter.write_text(letter.read_text("utf-8").replace("XZ-2026-0001", "XZ-2026-0002"), "utf-8")
    build(county / "content", county / "site_config", out, today=DAY)
    assert not (out / "mayor/XZ-2026-0001.html").exists()
    assert (out / "mayor/XZ-2026-0002.html").is_file()


def test_a_withdrawn_record_answers_at_its_address_and_is_nowhere_else(small: Path, tmp_path: Path) -> None:
    county = tmp_path / "county"
    shutil.copytree(small / "content", county / "content")
    shutil.copytree(small / "site_config", county / "site_config")
    letter = county / "content/cases/mayor/2026/03.yml"
    letter.write_text(
        letter.read_text("utf-8") + "  - {event: withdrawn, at: 2026-03-20, why: 应写信人要求撤下}\n", "utf-8"
    )
    out = tmp_path / "site"
    build(county / "content", county / "site_config", out, today=DAY)
    page = (out / "mayor/XZ-2026-0001.html").read_text("utf-8")
    assert "应写信人要求撤下" in page and "2026-03-20" in page
    for path in out.rglob("*"):
        if path.is_file():
            assert "半夜还在施工".encode() not in path.read_bytes(), path


def test_a_day_changes_only_what_depends_on_the_day(small: Path, site: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(small / "content", small / "site_config", out, today=date(2026, 4, 2))
    assert stable(out / "mayor/XZ-2026-0001.html") == stable(site / "mayor/XZ-2026-0001.html")
    assert stable(out / "data/case.jsonl") == stable(site / "data/case.jsonl")
