"""What a command costs: seconds on the wall and of all cores, and the most memory of it and its children together."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median

from generator.progress import STAGES

_EVERY = 0.05
_SHARE = 20
"""Looking at the memory may take one part in so many of the time: for a large process it takes long."""
_NAMES = {f"· {text}": name for name, stage in STAGES.items() for text in stage}


@dataclass(frozen=True)
class Cost:
    wall: float
    """seconds"""
    cpu: float
    """seconds of user and system, of it and its children"""
    memory: float
    """GB, proportional set size of all its processes together, at its height"""
    stages: Mapping[str, float] = field(default_factory=dict)
    """seconds on the wall of each stage that a build says it is at, by its name in `generator.progress`"""


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
    said = _heard(process)
    process.wait()
    end = time.perf_counter()
    watch.join()
    if process.returncode:
        raise RuntimeError(f"{command}\n{''.join(line for _, line in said)[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(end - begun, cpu, max(heights), _stages(said, end))


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    wall, cpu, memory = (median(getattr(one, name) for one in costs) for name in ("wall", "cpu", "memory"))
    names = [name for name in costs[0].stages if all(name in one.stages for one in costs)]
    return Cost(wall, cpu, memory, {name: median(one.stages[name] for one in costs) for name in names})


def _heard(process: subprocess.Popen[str]) -> list[tuple[float, str]]:
    """Every line that a process says, and when."""
    assert process.stdout
    with process.stdout as lines:
        return [(time.perf_counter(), line) for line in lines]


def _stages(said: Sequence[tuple[float, str]], end: float) -> dict[str, float]:
    """A stage lasts from where it is named to the next, or to the end."""
    begun = [(when, _NAMES[line.strip()]) for when, line in said if line.strip() in _NAMES]
    return {name: after - when for (when, name), (after, _) in pairwise([*begun, (end, "")])}


def _watch(process: subprocess.Popen[str], heights: list[float]) -> None:
    while process.poll() is None:
        begun = time.perf_counter()
        heights.append(sum(map(_memory, _family(process.pid))))
        time.sleep(max(_EVERY, _SHARE * (time.perf_counter() - begun)))


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
