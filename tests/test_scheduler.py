"""A real cluster on this machine: the same bytes, also when a worker dies; and what is said where there is none."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.elsewhere import NoWorkers
from generator.scheduler import cluster
from tests.bench.making import LAST, make
from tests.rig.building import ROOT, build_command, tree, wenzheng
from tests.rig.county import Folders

LOOPBACK = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", "--no-dashboard")
LETTERS = 620
"""Two processes have several parts each to do."""


class Local(NamedTuple):
    """A scheduler with workers, each a process that ends by itself when nobody needs it."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


def dask(stack: ExitStack, *arguments: str, away: Path) -> subprocess.Popen[bytes]:
    """A command of Dask, in another folder; it is ended with the stack."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{arguments[0]}", *arguments[1:], *LOOPBACK]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (away / f"{arguments[0]}.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=away, env=environment, stdout=log, stderr=log)
    stack.callback(process.wait, 20)
    stack.callback(process.terminate)
    return process


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    away, port = tmp_path_factory.mktemp("away"), free_port()
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack:
        scheduler = dask(stack, "scheduler", "--port", str(port), "--idle-timeout", "1 minute", away=away)
        ends = ("--no-nanny", "--nthreads", "1", "--death-timeout", "20", "--local-directory", str(away))
        workers = [dask(stack, "worker", address, *ends, away=away) for _ in range(2)]
        log = away / "worker.log"
        while log.read_text("utf-8").count("Registered to") < 2:
            assert all(one.poll() is None for one in (scheduler, *workers)), log.read_text("utf-8")
            time.sleep(0.1)
        yield Local(address, scheduler, workers)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return make(tmp_path_factory.mktemp("large"), LETTERS)


@pytest.fixture(scope="module")
def here(county: Folders, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    out = tmp_path_factory.mktemp("here") / "site"
    assert run(county, out)[0] == 0
    return tree(out)


def run(county: Folders, out: Path, *more: str) -> tuple[int, str]:
    process = wenzheng(*build_command(county, out), "--today", LAST.isoformat(), *more)
    said, _ = process.communicate()
    return process.returncode, said


def test_a_cluster_makes_the_same_site(
    local: Local, county: Folders, here: Mapping[str, str], tmp_path: Path
) -> None:
    code, said = run(county, tmp_path / "site", "--scheduler", local.address)
    assert (code, "Warning" in said, "Traceback" in said) == (0, False, False), said
    assert tree(tmp_path / "site") == here


def test_a_worker_that_is_killed_changes_nothing(
    local: Local, county: Folders, here: Mapping[str, str], tmp_path: Path
) -> None:
    arguments = (*build_command(county, tmp_path / "site"), "--today", LAST.isoformat())
    process = wenzheng(*arguments, "--scheduler", local.address)
    while not (tmp_path / ".site.wenzheng-spare/data").exists():
        assert process.poll() is None
        time.sleep(0.02)
    local.workers[0].kill()
    said, _ = process.communicate()
    assert process.returncode == 0, said
    assert tree(tmp_path / "site") == here


def test_a_check_finds_the_same_problems(local: Local, county: Folders) -> None:
    folders = ("--content", county.content, "--config", county.config, "--today", LAST.isoformat())
    said = []
    for more in ((), ("--scheduler", local.address)):
        process = wenzheng("check", "--format", "json", *folders, *more)
        said.append((process.communicate()[0], process.returncode))
    assert said[0] == said[1]


def test_its_servers_are_reached_from_this_machine_alone(local: Local) -> None:
    pids = {one.pid for one in (local.scheduler, *local.workers)}
    inodes = {
        os.readlink(link) for pid in pids for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()
    }
    table = Path("/proc/net/tcp").read_text("utf-8") + Path("/proc/net/tcp6").read_text("utf-8")
    listening = [row.split() for row in table.splitlines() if re.match(r"\s*\d+: \S+ \S+ 0A ", row)]
    ours = [row[1] for row in listening if f"socket:[{row[9]}]" in inodes]
    assert len(ours) >= 3
    assert all(address.startswith("0100007F:") for address in ours)


def test_a_scheduler_that_goes_away_is_told(local: Local) -> None:
    def lose() -> None:
        with cluster(local.address) as workers:
            future = workers.submit(time.sleep, 30)
            local.scheduler.kill()
            future.result(timeout=25)

    with pytest.raises(NoWorkers, match="went away"):
        lose()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("tcp://127.0.0.1:1", "No Dask scheduler answers"),
        ("nonsense", "write tcp://host:port"),
        ("http://127.0.0.1:1", "write tcp://host:port"),
    ],
)
def test_where_nobody_answers_it_is_told_at_once(
    county: Folders, tmp_path: Path, address: str, told: str
) -> None:
    begun = time.monotonic()
    code, said = run(county, tmp_path / "site", "--scheduler", address)
    assert code == 2
    assert told in said
    assert "地址" in said
    assert "Traceback" not in said
    assert time.monotonic() - begun < 20
    assert not (tmp_path / "site").exists()


def test_another_server_is_no_scheduler() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(NoWorkers, match="No Dask scheduler"), cluster(address):
            pass


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    port = free_port()
    with ExitStack() as stack:
        dask(stack, "scheduler", "--port", str(port), "--idle-timeout", "1 minute", away=tmp_path)
        while "Scheduler at" not in (tmp_path / "scheduler.log").read_text("utf-8"):
            time.sleep(0.1)
        with pytest.raises(NoWorkers, match="has no workers"), cluster(f"tcp://127.0.0.1:{port}"):
            pass


def test_where_dask_is_not_installed_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoWorkers, match="pip install distributed"), cluster("tcp://127.0.0.1:1"):
        pass


def test_a_call_that_is_off_frees_who_waits_for_it(local: Local) -> None:
    with cluster(local.address) as workers:
        future = workers.submit(time.sleep, 5)
        assert future.cancel()
        with pytest.raises(CancelledError):
            future.result(timeout=1)
