"""What a command costs: seconds on the wall and of all cores, and the most memory of it and its children together."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_EVERY = 0.05


@dataclass(frozen=True)
class Cost:
    wall: float
    """seconds"""
    cpu: float
    """seconds of user and system, of it and its children"""
    memory: float
    """GB, proportional set size of all its processes together, at its height"""


def cost(command: Sequence[str | Path], folder: Path, **environment: str) -> Cost:
    """Run a command to its end. Raises RuntimeError with what it said last."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    heights = [0.0]
    watch = threading.Thread(target=_watch, args=(process, heights), daemon=True)
    watch.start()
    said, _ = process.communicate()
    wall = time.perf_counter() - begun
    watch.join()
    if process.returncode:
        raise RuntimeError(f"{command}\n{said[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, max(heights))


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return Cost(*(median(getattr(one, name) for one in costs) for name in ("wall", "cpu", "memory")))


def _watch(process: subprocess.Popen[str], heights: list[float]) -> None:
    while process.poll() is None:
        heights.append(sum(map(_memory, _family(process.pid))))
        time.sleep(_EVERY)


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _memory(pid: int) -> float:
    """A page that several share is counted by parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1e6 for line in lines if line.startswith("Pss:")), 0.0)
