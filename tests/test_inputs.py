"""A site that was made of the same stays as it is; a site that was not is what a clean build makes."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build import Built, build
from generator.swap import beside
from tests.rig.building import ROOT, tree
from tests.rig.county import Folders, plant

TODAY = date(2026, 6, 30)


class Stages(list[str]):
    """What a build says that it is doing."""

    def stage(self, name: str) -> None:
        self.append(name)

    def track(self, items, total):  # type: ignore[no-untyped-def]
        return items


def made(folders: Folders, out: Path, today: date = TODAY) -> tuple[Built, bool]:
    """A build, and whether it made anything or left what was there."""
    stages = Stages()
    built = build(folders.content, folders.config, out, today=today, progress=stages)  # type: ignore[arg-type]
    return built, bool(stages)


@pytest.fixture
def county(tmp_path: Path) -> Folders:
    return plant(tmp_path / "county")


def test_what_is_there_stays_and_the_same_is_said(county: Folders, tmp_path: Path) -> None:
    first, _ = made(county, tmp_path / "site")
    before = tree(tmp_path / "site")
    again, anew = made(county, tmp_path / "site")
    assert not anew
    assert again.problems == first.problems
    assert again.records == first.records
    assert again.published is not None
    assert (again.published.written, again.published.removed) == (0, 0)
    assert tree(tmp_path / "site") == before


def test_a_fresh_clone_is_known_by_its_bytes(county: Folders, tmp_path: Path) -> None:
    made(county, tmp_path / "site")
    for path in sorted((tmp_path / "county").rglob("*")):
        os.utime(path, (1, 1))
    assert not made(county, tmp_path / "site")[1]


def test_another_day_makes_another_site(county: Folders, tmp_path: Path) -> None:
    made(county, tmp_path / "site")
    assert made(county, tmp_path / "site", date(2026, 7, 1))[1]


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "of another version"])
def test_a_note_that_cannot_be_trusted_is_not(county: Folders, tmp_path: Path, damage: str) -> None:
    made(county, tmp_path / "site")
    note = beside(tmp_path / "site", "inputs")
    text = note.read_text("utf-8")
    if damage == "missing":
        note.unlink()
    else:
        changed = {"empty": "", "cut": text[:-20], "of another version": text.replace('"release"', '"rel"')}
        note.write_text(changed[damage], "utf-8")
    assert made(county, tmp_path / "site")[1]
    assert not made(county, tmp_path / "site")[1]


@pytest.mark.parametrize("note", ["none", "of an earlier build"])
def test_what_changes_while_it_is_built_is_built_next_time(
    county: Folders, tmp_path: Path, note: str
) -> None:
    letter = county.content / "cases/mayor/2026.yml"

    class Hasty(Stages):
        """A clerk saves a file while the pages are made."""

        def stage(self, name: str) -> None:
            if name == "write":
                letter.write_text(letter.read_text("utf-8") + "# saved\n", "utf-8")

    if note != "none":
        made(county, tmp_path / "site")
        letter.write_text(letter.read_text("utf-8") + "# once\n", "utf-8")
    time.sleep(0.1)
    build(county.content, county.config, tmp_path / "site", today=TODAY, progress=Hasty())  # type: ignore[arg-type]
    time.sleep(0.1)
    assert made(county, tmp_path / "site")[1]
    assert not made(county, tmp_path / "site")[1]


def test_a_site_that_somebody_edited_is_mended(county: Folders, tmp_path: Path) -> None:
    made(county, tmp_path / "site")
    before = tree(tmp_path / "site")
    (tmp_path / "site/index.html").write_text("x", "utf-8")
    made(county, tmp_path / "site")
    assert tree(tmp_path / "site") == before


EDITS = ("content/cases/mayor/2026.yml", "site_config/site.yml", "content/pages/help.md", "mkdocs.yml")


@given(
    st.lists(
        st.tuples(st.sampled_from(EDITS), st.sampled_from(["add", "undo", "remove", "same"])), max_size=6
    )
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_after_any_edits_the_site_is_that_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    county = plant(folder / "county")
    own = (ROOT / "mkdocs.yml").read_text("utf-8").replace("custom_dir: ", f"custom_dir: {ROOT}/")
    (folder / "county/mkdocs.yml").write_text(own, "utf-8")
    first = {
        name: (folder / "county" / name).read_bytes() for name in EDITS if (folder / "county" / name).exists()
    }
    for number, (name, how) in enumerate(edits):
        path = folder / "county" / name
        if how == "add" and path.exists():
            path.write_bytes(path.read_bytes() + b"\n# %d\n" % number)
        elif how == "undo" and name in first:
            path.write_bytes(first[name])
        elif how == "remove" and name.endswith(".md"):
            path.unlink(missing_ok=True)
        made(county, folder / "site")
    made(county, folder / "site")
    made(county, folder / "clean")
    assert tree(folder / "site") == tree(folder / "clean")
