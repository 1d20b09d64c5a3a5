"""A process that publishes as ordered and can be killed at any of its steps in the file system, one after the other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.publish import MANIFEST, Kept, Site, publication

ROOT = Path(__file__).parents[2]
WAYS = ("bytes", "kept", "desk", "difference")
"""How a caller hands over outputs: as they are, as unchanged when the tree has them, laid by a worker, or only what differs."""
_STEPS = ("open", "os.", "shutil.")


class Publisher:
    """Publishes in a new process each time; a kill there leaves the disk as a kill of the whole build would."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def publish(
        self,
        files: Mapping[str, bytes],
        out: Path,
        *,
        way: str = "bytes",
        steps: int | None = None,
        watch: bool = False,
    ) -> tuple[int, list[str]]:
        """Publish, to be killed after so many steps; the exit status, negative when killed, and what was watched."""
        texts = {name: content.decode("latin-1") for name, content in files.items()}
        order = {"files": texts, "out": str(out), "way": way, "steps": steps, "watch": watch}
        assert self._process.stdin and self._process.stdout
        print(json.dumps(order), file=self._process.stdin, flush=True)
        status, touched = json.loads(self._process.stdout.readline())
        return status, touched


@contextmanager
def publisher() -> Iterator[Publisher]:
    """The process that starts the others, with the program loaded."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.rig.publishing"], cwd=ROOT, text=True, stdin=-1, stdout=-1
    ) as process:
        yield Publisher(process)
        assert process.stdin
        process.stdin.close()


def _publish(order: Mapping[str, Any]) -> None:
    files = {name: text.encode("latin-1") for name, text in order["files"].items()}
    with publication(Path(order["out"])) as site:
        if order["way"] == "difference" and site.release:
            _tell_the_difference(site, Path(order["out"]), files)
            return
        for address, content in files.items():
            digest = sha256(content).hexdigest()
            if order["way"] == "desk":
                held = site.digest(address)
                site.take(site.desk().lay([(address, content)], {} if held is None else {address: held}))
            elif order["way"] == "kept" and site.digest(address) == digest:
                site.put(address, Kept(digest))
            else:
                site.put(address, content)


def _tell_the_difference(site: Site, out: Path, files: Mapping[str, bytes]) -> None:
    manifest = (out / MANIFEST).read_bytes()
    site.keep_all(sha256(manifest).hexdigest())
    before = {line[66:]: line[:64] for line in manifest.decode().splitlines()}
    for address, content in files.items():
        if before.pop(address, "") != sha256(content).hexdigest():
            site.put(address, content)
    for address in before:
        site.drop(address)


def _child(order: Mapping[str, Any], told: int) -> None:
    """Count the steps that Python tells of before it takes them, and report the files that they are about."""
    left = order["steps"]

    def step(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event.startswith(_STEPS) and event != "os.kill":
            if order["watch"]:
                os.write(told, f"{event} {arguments[0]}\n".encode())
            if left is not None:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), 9)

    sys.addaudithook(step)
    _publish(order)


def _serve() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        heard, told = os.pipe()
        child = os.fork()
        if not child:
            os.close(heard)
            try:
                _child(order, told)
            except BaseException:
                sys.excepthook(*sys.exc_info())
                os._exit(1)
            os._exit(0)
        os.close(told)
        with open(heard) as events:
            touched = events.read().splitlines()
        print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), touched]), flush=True)


if __name__ == "__main__":
    _serve()
