"""A process that has the program loaded and forks a child for each build, so that many can be killed in little time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.rig.building import ROOT


class Warm:
    """Starts commands in children of the loaded process, one at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._ask, self._answer = process.stdin, process.stdout
        self._child = 0

    def start(self, arguments: list[str | Path]) -> None:
        self._say(json.dumps([str(argument) for argument in arguments]))
        self._child = int(self._answer.readline())

    def kill(self) -> None:
        """End the child at once. It is not waited for before, so its number cannot have become another's."""
        os.kill(self._child, signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        """The child's exit status, negative for a signal."""
        self._say("")
        return int(self._answer.readline())

    def _say(self, line: str) -> None:
        self._ask.write(line + "\n")
        self._ask.flush()


@contextmanager
def warmed() -> Iterator[Warm]:
    """A loaded process of its own, ended with the block."""
    command = [sys.executable, "-m", "tests.rig.warm"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Warm(process)
        assert process.stdin is not None
        process.stdin.close()


def _serve() -> None:
    from generator.cli import run  # noqa: PLC0415 - only the loaded process needs the whole program

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            sys.argv = ["wenzheng", *json.loads(line)]
            run()
        print(child, file=answers, flush=True)
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=answers, flush=True)


if __name__ == "__main__":
    _serve()
