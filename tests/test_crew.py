"""Work that is shared out is done once, in order, and nobody is left at it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.crew import mapped, slices
from tests.rig.building import ROOT


def squares(numbers: list[int], part: slice) -> list[int]:
    return [number * number for number in numbers[part]]


def whoever(_: None, part: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def failing(_: None, part: int) -> int:
    if part == 3:
        raise ValueError(part)
    return part


def slow(folder: Path, part: int) -> None:
    time.sleep(0.2)
    (folder / str(part)).touch()


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_the_order_of_the_parts(workers: int) -> None:
    numbers = list(range(103))
    with mapped(squares, numbers, slices(len(numbers), 10), workers) as found:
        assert [n for some in found for n in some] == [n * n for n in numbers]


def test_several_workers_are_other_processes_and_one_is_this_one() -> None:
    with mapped(whoever, None, range(8), 2) as found:
        others = set(found)
    with mapped(whoever, None, range(8), 1) as found:
        assert set(found) == {os.getpid()}
    assert len(others) == 2
    assert os.getpid() not in others


@pytest.mark.parametrize("workers", [1, 2])
def test_the_exception_of_a_part_is_raised_in_its_place(workers: int) -> None:
    passed = []
    with pytest.raises(ValueError, match="3"), mapped(failing, None, range(6), workers) as found:
        passed.extend(found)
    assert passed in ([], [0, 1, 2])


def test_a_block_that_ends_early_leaves_nobody_at_work(tmp_path: Path) -> None:
    with pytest.raises(KeyError), mapped(slow, tmp_path, range(40), 2):
        raise KeyError
    done = len(list(tmp_path.iterdir()))
    time.sleep(0.6)
    assert len(list(tmp_path.iterdir())) == done < 40


def test_workers_die_with_their_parent_however_that_dies(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from generator.crew import mapped; from tests.test_crew import slow\n"
        f"with mapped(slow, Path({str(tmp_path)!r}), range(400), 2) as found: list(found)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    while not list(tmp_path.iterdir()):
        time.sleep(0.02)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    time.sleep(0.3)
    done = len(list(tmp_path.iterdir()))
    time.sleep(0.6)
    assert len(list(tmp_path.iterdir())) == done < 400


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11])
def test_slices_cover_everything_once(count: int) -> None:
    things = list(range(count))
    assert [thing for part in slices(count, 10) for thing in things[part]] == things
