"""A process that builds as ordered, one site or several at once, and can be killed at any step in the file system."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from tests.rig.building import ROOT

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
    steps: int
    said: str


class Builder:
    """Starts a new process for each build; a kill there leaves the disk as a kill of the whole program would."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def build(self, *orders: Order) -> Sequence[Ended]:
        """Start all at once, and wait for all to end."""
        assert self._process.stdin and self._process.stdout
        asked = [order._replace(today=order.today.isoformat())._asdict() for order in orders]  # type: ignore[arg-type]
        print(json.dumps(asked, default=str), file=self._process.stdin, flush=True)
        return [Ended(*one) for one in json.loads(self._process.stdout.readline())]


@contextmanager
def builder(folder: Path) -> Iterator[Builder]:
    """The process that starts the others, with the program loaded; what killed ones leave is in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(folder)}
    command = [sys.executable, "-m", "tests.rig.stopped"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdin=-1, stdout=-1) as process:
        yield Builder(process)
        assert process.stdin
        process.stdin.close()


def with_parts() -> list[ModuleType]:
    """The modules that say how much a worker takes at a time."""
    loaded = [module for name, module in sys.modules.items() if name.startswith("generator.")]
    return [module for module in loaded if isinstance(getattr(module, "_PART", None), int)]


def _child(order: Mapping[str, Any], told: int) -> None:
    """Count the steps that Python tells of before it takes them; workers are not counted."""
    from generator.build import build  # noqa: PLC0415 - only the loaded process needs the whole program
    from generator.swap import Unpublished  # noqa: PLC0415

    itself, taken = os.getpid(), 0

    def step(event: str, _: tuple[object, ...]) -> None:
        nonlocal taken
        if event.startswith(_STEPS) and event != "os.kill" and os.getpid() == itself:
            if taken == order["steps"]:
                os.kill(itself, 9)
            taken += 1

    sys.addaudithook(step)
    county = Path(order["county"])
    try:
        built = build(
            county / "content",
            county / "site_config",
            Path(order["out"]),
            today=date.fromisoformat(order["today"]),
            workers=order["workers"],
        )
    except Unpublished as refused:
        status, said = 2, refused.text.en
    else:
        status, said = int(built.published is None), ""
    os.write(told, json.dumps([status, taken, said]).encode())


def _started(order: Mapping[str, Any]) -> tuple[int, int]:
    """A child at work, and where it will tell how it ended."""
    heard, told = os.pipe()
    child = os.fork()
    if child:
        os.close(told)
        return child, heard
    os.close(heard)
    try:
        _child(order, told)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def _ended(child: int, heard: int) -> Ended:
    with open(heard) as answer:
        text = answer.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(*json.loads(text)) if code == 0 else Ended(code if code < 0 else 3, 0, "")


def _serve() -> None:
    import generator.build  # noqa: F401, PLC0415 - loaded once for all children

    for module in with_parts():
        vars(module)["_PART"] = SMALL
    for line in sys.stdin:
        started = [_started(order) for order in json.loads(line)]
        print(json.dumps([_ended(*one) for one in started]), flush=True)


if __name__ == "__main__":
    _serve()
