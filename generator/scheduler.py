"""The workers of a Dask cluster, by the address of its scheduler. Only this knows Dask, which is an extra (`dask`)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from generator.crew import Workers
from generator.elsewhere import NoWorkers
from generator.problem import Text, quoted

if TYPE_CHECKING:
    from distributed import Client

_SECONDS = 3.0
"""How long to wait for an answer, and for the first worker."""
_LARGE = "10GiB"
"""What the work is about is large, and meant to be sent."""


class Cluster(Executor):
    """A cluster's workers as an executor."""

    def __init__(self, client: Client, width: int) -> None:
        self._workers = client.get_executor(pure=False)
        self.width = width

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Let some worker call a function."""
        future: Future[Any] = self._workers.submit(fn, *args, **kwargs)
        return future


@contextmanager
def hired(scheduler: str | None, workers: int) -> Iterator[Workers]:
    """Those who are to work: a cluster's, where its scheduler is named, else so many processes here."""
    if scheduler is None:
        yield workers
        return
    with cluster(scheduler) as executor:
        yield executor


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The workers that the scheduler at `tcp://host:port` has, for the time of a block. Raises NoWorkers."""
    try:
        import dask  # noqa: PLC0415 — an extra
        from distributed import Client, KilledWorker  # noqa: PLC0415
    except ImportError:
        raise NoWorkers(_MISSING) from None
    width = _width(address)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE}):
        try:
            client = Client(address, timeout=_SECONDS, set_as_default=False)
        except OSError:
            raise NoWorkers(_silent(address)) from None
        try:
            yield Cluster(client, width)
        except CancelledError:
            raise NoWorkers(_gone(address)) from None
        except KilledWorker:
            raise NoWorkers(_DYING) from None
        finally:
            client.close(timeout=_SECONDS)


def _width(address: str) -> int:
    """How many threads the workers of a scheduler have together, of which there must soon be one."""
    until = time.monotonic() + _SECONDS
    while True:
        known = _known(address)
        if known.get("type") != "Scheduler":
            raise NoWorkers(_silent(address))
        if width := sum(worker["nthreads"] for worker in known["workers"].values()):
            return int(width)
        if time.monotonic() > until:
            raise NoWorkers(_idle(address))
        time.sleep(0.1)


def _known(address: str) -> dict[str, Any]:
    """What the server at an address says that it is, asked in a thread that has no other conversation."""
    try:
        with ThreadPoolExecutor(1) as alone:
            return alone.submit(lambda: asyncio.run(_identity(address))).result()
    except ValueError:
        raise NoWorkers(_malformed(address)) from None
    except OSError:
        raise NoWorkers(_silent(address)) from None


async def _identity(address: str) -> dict[str, Any]:
    """What the server at an address says that it is."""
    from distributed.core import rpc  # noqa: PLC0415

    server = rpc(address, timeout=_SECONDS)
    try:
        known: dict[str, Any] = await asyncio.wait_for(server.identity(), _SECONDS + 0.5)
    finally:
        await server.close_rpc()
    return known


_MISSING = Text(
    "--scheduler 需要安装 Dask：pip install distributed。",
    "--scheduler needs Dask: pip install distributed.",
)

_DYING = Text(
    "集群的工作进程一再在同一处中断（多半是内存不够），原来的网站没有动。请给每个进程更多内存后再运行。",
    "The cluster's workers died again and again at the same work, most likely for want of memory; the site stays as it"
    " was. Give each more memory and run again.",
)


def _malformed(address: str) -> Text:
    return Text(
        f"--scheduler 的地址 {quoted(address, 100)} 不对，应写成 tcp://主机:端口。",
        f"{quoted(address, 100)} is no address of a scheduler; write tcp://host:port.",
    )


def _silent(address: str) -> Text:
    return Text(
        f"{quoted(address, 100)} 没有 Dask 调度器应答。请检查地址，以及调度器是否已启动。",
        f"No Dask scheduler answers at {quoted(address, 100)}. Is the address right, and is the scheduler running?",
    )


def _idle(address: str) -> Text:
    return Text(
        f"{quoted(address, 100)} 的调度器还没有工作进程。请先启动：dask worker {address}",
        f"The scheduler at {quoted(address, 100)} has no workers. Start some first: dask worker {address}",
    )


def _gone(address: str) -> Text:
    return Text(
        f"与 {quoted(address, 100)} 的调度器断了联系，原来的网站没有动。请再运行一次。",
        f"The scheduler at {quoted(address, 100)} went away; the site stays as it was. Run again.",
    )
