"""Workers that an executor stands for: sent what the work is about once, in the order of the parts, with the same bytes."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from generator import elsewhere
from generator.blocks import plan
from generator.build import build
from generator.crew import mapped, slices
from generator.elsewhere import OtherProgram
from generator.examining import examined
from tests.bench.making import LAST, make
from tests.rig.building import tree
from tests.rig.county import Folders
from tests.test_crew import failing, squares

LARGE = list(range(200_000))
"""What is too large to go along with every part."""


def whoever(_: list[int], part: int) -> int:
    time.sleep(0.05)
    return os.getpid()


class Heavy:
    """Tells where it was unpacked."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ballast = folder, LARGE

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        (self.folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()


def ballast(heavy: Heavy, part: int) -> int:
    time.sleep(0.02)
    return len(heavy.ballast) + part


def forgetting(numbers: list[int], part: int) -> int:
    """A worker that loses what the work is about after each part."""
    elsewhere._kept.clear()
    return numbers[part]


def marking(shared: tuple[list[int], Path], part: int) -> None:
    time.sleep(0.1)
    (shared[1] / str(part)).touch()


def missing_module() -> None:
    raise ModuleNotFoundError("No module named 'generator'")


class Unpacked:
    """Cannot be unpacked where it arrives, as by a worker that has no such program."""

    def __reduce__(self) -> tuple[Any, ...]:
        return missing_module, ()


def spawned() -> Executor:
    return ProcessPoolExecutor(2, get_context("spawn"))


@pytest.fixture(scope="module", params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    with ThreadPoolExecutor(3) if request.param == "threads" else spawned() as pool:
        yield pool


def test_results_come_in_the_order_of_the_parts(executor: Executor) -> None:
    with mapped(squares, LARGE, slices(1000, 7), executor) as found:
        assert [n for some in found for n in some] == [n * n for n in range(1000)]


def test_the_exception_of_a_part_is_raised_in_its_place(executor: Executor) -> None:
    passed = []
    with pytest.raises(ValueError, match="3"), mapped(failing, None, range(6), executor) as found:
        passed.extend(found)
    with mapped(failing, None, range(3), executor) as found:
        assert list(found) == [0, 1, 2]


def test_what_the_work_is_about_goes_to_each_process_once(tmp_path: Path) -> None:
    with spawned() as pool, mapped(ballast, Heavy(tmp_path), range(60), pool) as found:
        assert list(found) == [len(LARGE) + part for part in range(60)]
    unpacked = [path.name.partition("-")[0] for path in tmp_path.iterdir()]
    assert len(unpacked) == len(set(unpacked)) == 2


def test_a_worker_that_has_lost_it_still_works(executor: Executor) -> None:
    with mapped(forgetting, LARGE, range(5), executor) as found:
        assert list(found) == [0, 1, 2, 3, 4]


def test_a_part_is_made_when_it_is_sent_and_results_do_not_pile_up() -> None:
    asked: list[int] = []

    class Parts(list[int]):
        def __getitem__(self, number: Any) -> Any:
            asked.append(number)
            return number

    with ThreadPoolExecutor(1) as pool, mapped(failing, None, Parts([9] * 300), pool) as found:
        next(found)
        time.sleep(0.3)
        assert len(asked) <= 1 + elsewhere._LANES * elsewhere._AHEAD


def test_a_block_that_ends_early_leaves_nobody_at_work(executor: Executor, tmp_path: Path) -> None:
    with pytest.raises(KeyError), mapped(marking, (LARGE, tmp_path), range(100), executor) as found:
        next(found)
        raise KeyError
    time.sleep(0.3)
    done = len(list(tmp_path.iterdir()))
    time.sleep(0.4)
    assert len(list(tmp_path.iterdir())) == done < 50
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("lane")]


def test_another_program_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with spawned() as pool:
        with pytest.raises(OtherProgram), mapped(failing, Unpacked(), range(6), pool) as found:
            list(found)
        monkeypatch.setattr(elsewhere, "edition", lambda: "another")
        with pytest.raises(OtherProgram), mapped(failing, None, range(6), pool) as found:
            list(found)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """More letters than one worker takes at a time."""
    return make(tmp_path_factory.mktemp("large"), 300)


@pytest.fixture(scope="module")
def alone(county: Folders, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    out = tmp_path_factory.mktemp("alone") / "site"
    assert build(county.content, county.config, out, today=LAST).published is not None
    return tree(out)


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Executor]:
    """Processes in another folder, where paths as messages show them lead nowhere."""
    away = partial(os.chdir, tmp_path_factory.mktemp("away"))
    with ProcessPoolExecutor(2, get_context("spawn"), away) as pool:
        yield pool


def test_workers_elsewhere_make_the_same_site(
    county: Folders, alone: Mapping[str, str], strangers: Executor, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(2) as threads:
        for number, workers in enumerate((strangers, threads)):
            out = tmp_path / str(number)
            build(county.content, county.config, out, today=LAST, workers=workers)
            assert tree(out) == alone


def test_workers_elsewhere_write_what_changed_and_no_more(
    county: Folders, strangers: Executor, tmp_path: Path
) -> None:
    content = shutil.copytree(county.content, tmp_path / "content")
    run = partial(build, content, county.config, tmp_path / "site", today=LAST, workers=strangers)
    first = run()
    letter = min((content / "cases").rglob("*.yml"))
    letter.write_text(letter.read_text("utf-8").replace("title: ", "title: 又"), "utf-8")
    again = run()
    assert first.published is not None
    assert again.published is not None
    assert 0 < again.published.written < first.published.written // 4


def test_workers_elsewhere_find_the_same_problems(
    county: Folders, strangers: Executor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some are found by a look into the file, which only the parent sees; some as the file is read."""
    content = shutil.copytree(county.content, tmp_path / "content")
    letters = sorted((content / "cases").rglob("*.yml"))
    for letter in letters[::100]:
        text = letter.read_text("utf-8").replace("letter: |\n", "letter: |\n  请打13900000000\n")
        letter.write_text(text, "utf-8")
    letters[1].write_bytes(b"id: \xff")
    letters[2].write_text("id: [\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(plan, "_PART", 20)
    run = partial(examined, Path("content"), county.config, today=LAST)
    assert run().problems == run(workers=strangers).problems
    assert {"privacy-mobile", "file-not-utf8"} <= {problem.code for problem in run().problems}
