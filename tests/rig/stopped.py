"""A process that builds as ordered, one site or several at once, and can be killed at any step in the file system."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from generator.problem import Problem
from tests.rig.building import ROOT
from tests.rig.edited import write
from tests.rig.rich import rich

SMALL = 6
"""Records or files that a worker takes at a time in a county that is too small to be shared out."""
KILLED = -9
_STEPS = ("open", "os.", "shutil.")


class Order(NamedTuple):
    """One build, to be killed before it takes so many steps."""

    county: Path
    out: Path
    today: date
    workers: int = 1
    steps: int | None = None


class Ended(NamedTuple):
    """How a build ended: 0 published, 1 errors in content, 2 refused to publish, negative when killed."""

    status: int
    steps: int = 0
    said: str = ""
    records: int = 0
    problems: tuple[Problem, ...] = ()


class Builder:
    """Starts a new process for each build; a kill there leaves the disk as a kill of the whole program would."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin and process.stdout
        self._asked, self._told = process.stdin, process.stdout

    def build(self, *orders: Order) -> Sequence[Ended]:
        """Start all at once, and wait for all to end."""
        pickle.dump(orders, self._asked)
        self._asked.flush()
        return list(pickle.load(self._told))


@contextmanager
def builder(folder: Path) -> Iterator[Builder]:
    """The process that starts the others, with the program loaded; what killed ones leave is in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(folder)}
    command = [sys.executable, "-c", "from tests.rig.stopped import serve; serve()"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=-1, stdout=-1) as process:
        yield Builder(process)
        assert process.stdin
        process.stdin.close()


def with_parts() -> list[ModuleType]:
    """The modules that say how much a worker takes at a time."""
    loaded = [module for name, module in sys.modules.items() if name.startswith("generator.")]
    return [module for module in loaded if isinstance(getattr(module, "_PART", None), int)]


def _child(order: Order) -> Ended:
    """Count the steps that Python tells of before it takes them; workers are not counted."""
    from generator.build import build  # noqa: PLC0415 - only the loaded process needs the whole program
    from generator.swap import Unpublished  # noqa: PLC0415

    itself, taken = os.getpid(), 0

    def step(event: str, _: tuple[object, ...]) -> None:
        nonlocal taken
        if event.startswith(_STEPS) and event != "os.kill" and os.getpid() == itself:
            if taken == order.steps:
                os.kill(itself, 9)
            taken += 1

    sys.addaudithook(step)
    content, config = order.county / "content", order.county / "site_config"
    try:
        built = build(content, config, order.out, today=order.today, workers=order.workers)
    except Unpublished as refused:
        return Ended(2, taken, refused.text.en)
    return Ended(int(built.published is None), taken, "", built.records, built.problems)


def _started(order: Order) -> tuple[int, int]:
    """A child at work, and where it will tell how it ended."""
    heard, told = os.pipe()
    child = os.fork()
    if child:
        os.close(told)
        return child, heard
    os.close(heard)
    try:
        with open(told, "wb") as answer:
            pickle.dump(_child(order), answer)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(3)
    os._exit(0)


def _ended(child: int, heard: int) -> Ended:
    with open(heard, "rb") as answer:
        told = answer.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return pickle.loads(told) if code == 0 else Ended(code)


def serve() -> None:
    """Build once, so that children find what takes long to load; then as ordered until nobody asks."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with tempfile.TemporaryDirectory() as folder:
        county = Path(folder, "county")
        write(county, rich().written())
        for module in with_parts():
            vars(module)["_PART"] = SMALL
        assert _child(Order(county, Path(folder, "site"), rich().today)).status == 0
    with open(0, "rb") as asked:
        while asked.peek(1):
            started = [_started(order) for order in pickle.load(asked)]
            pickle.dump([_ended(*one) for one in started], answers)
            answers.flush()
