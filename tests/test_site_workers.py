"""A county large enough to be shared out: any number of workers makes the same, also when they are killed at it."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.build import build
from generator.examining import checked, examined
from tests.bench.making import LAST, make
from tests.rig.building import tree, wenzheng
from tests.rig.county import Folders

LETTERS = 620
KILLS = 8


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """More letters than one worker takes at a time."""
    return make(tmp_path_factory.mktemp("large"), LETTERS)


@pytest.fixture(scope="module")
def alone(county: Folders, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    out = tmp_path_factory.mktemp("alone") / "site"
    assert build(county.content, county.config, out, today=LAST).published is not None
    return tree(out)


def test_two_workers_make_the_same_site_as_one(
    county: Folders, alone: Mapping[str, str], tmp_path: Path
) -> None:
    run(county, tmp_path / "site")
    assert tree(tmp_path / "site") == alone


def test_two_workers_find_the_same_problems_as_one(county: Folders, tmp_path: Path) -> None:
    """Faults that a worker finds, in its part or another's, and one that only all letters together show."""
    shutil.copytree(county.content, tmp_path / "content")
    letters = sorted((tmp_path / "content/cases").rglob("*.yml"))
    for letter in letters[::200]:
        letter.write_text(
            letter.read_text("utf-8").replace("letter: |\n", "letter: |\n  请打13900000000\n"), "utf-8"
        )
    shutil.copy(letters[0], letters[0].with_stem("twin"))
    letters[1].write_bytes(b"id: \xff")
    whole = checked(tmp_path / "content", county.config, today=LAST).problems
    one, two = (
        examined(tmp_path / "content", county.config, today=LAST, workers=workers).problems
        for workers in (1, 2)
    )
    assert one == two == whole
    assert Counter(problem.code for problem in one if problem.is_error) == {
        "privacy-mobile": len(letters[::200]) + 1,
        "duplicate-id": 1,
        "file-not-utf8": 1,
    }


def test_killed_while_several_write_it_is_still_one_whole_site(
    county: Folders, alone: Mapping[str, str], tmp_path: Path
) -> None:
    chance, out = random.Random(5), tmp_path / "out/site"
    begun = time.monotonic()
    run(county, out)
    length = time.monotonic() - begun
    edited = next(iter(sorted((county.content / "cases/mayor").rglob("*.yml"))))
    text = edited.read_text("utf-8")
    try:
        edited.write_text(text.replace("title: ", "title: 改"), "utf-8")
        assert build(county.content, county.config, tmp_path / "other", today=LAST).published
        changed = tree(tmp_path / "other")
        for _ in range(KILLS):
            process = started(county, out)
            time.sleep(chance.uniform(0.3, 1.0) * length)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            assert tree(out) in (alone, changed)
        run(county, out)
        assert tree(out) == changed
    finally:
        edited.write_text(text, "utf-8")


def started(county: Folders, out: Path) -> subprocess.Popen[str]:
    """The command with two workers, in a process of its own."""
    folders = ("--content", county.content, "--config", county.config, "--out", out)
    return wenzheng("build", *folders, "--today", LAST.isoformat(), "--workers", "2")


def run(county: Folders, out: Path) -> None:
    """The command, to its end."""
    process = started(county, out)
    said, _ = process.communicate()
    assert process.returncode == 0, said
