"""Builds: in this process through the public function, or as a county runs them, by the command in a process."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from generator.build import build
from tests.rig.county import Folders

ROOT = Path(__file__).parents[2]
DEMO = Folders(ROOT / "content", ROOT / "site_config")


def build_site(folders: Folders, out: Path) -> Path:
    """Build in this process, for the day that site.yml names; returns `out`."""
    built = build(folders.content, folders.config, out)
    assert not [problem for problem in built.problems if problem.is_error]
    return out


def wenzheng(*arguments: str | Path, room: int | None = None, **environment: str) -> subprocess.Popen[str]:
    """Start the command line in a process of its own, with `environment` over this one's.

    With `room`, no file may grow past so many bytes: the write fails as on a full disk.
    """
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    if room is not None:
        command = ["bash", "-c", f'ulimit -f {room // 1024} && exec "$@"', "-", *command]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def build_command(folders: Folders, out: Path) -> list[str | Path]:
    """The arguments of `wenzheng` that build a county."""
    return ["build", "--content", folders.content, "--config", folders.config, "--out", out]


def tree(site: Path) -> dict[str, str]:
    """A digest of every file below a folder, by its path: two equal trees are one site."""
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
