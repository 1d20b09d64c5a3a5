"""Work over many parts at once: in this process, in others that share what this one holds, or wherever an executor sends it."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from generator import elsewhere

Workers = int | Executor
"""Who does the work: so many processes of this machine, or those whom an executor sends it to."""

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Result = TypeVar("Result")

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""

_shared: list[Any] = []
"""What the work of the moment is about. A forked process finds it here, so that nothing large has to be sent."""


def are_elsewhere(workers: Workers) -> bool:
    """Whether workers may see another disk than this process."""
    return isinstance(workers, Executor)


def cores() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def slices(count: int, size: int) -> list[slice]:
    """Consecutive slices of `count` things, of `size` each but for the last."""
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


@contextmanager
def mapped(
    work: Callable[[Shared, Part], Result], shared: Shared, parts: Sequence[Part], workers: Workers
) -> Iterator[Iterator[Result]]:
    """`work(shared, part)` of every part, in the order of the parts; an exception of one is raised there.

    Workers begin at once, and whoever asks for the results may do something else before. Parts and results travel
    between processes, `shared` does not: workers have it as it is now. At the end of the block none is at work any
    more, also where it ends early. With one worker or one part, and where a process that dies would leave its
    workers behind, the work is done here when its result is asked for.

    The workers of an executor are sent `shared`, once each. They may see another disk: the work is to use none.
    """
    if len(parts) > 1 and isinstance(workers, Executor):
        with elsewhere.mapped(work, shared, parts, workers) as results:
            yield results
        return
    if len(parts) < 2 or isinstance(workers, Executor) or workers < 2 or sys.platform != "linux":
        yield (work(shared, part) for part in parts)
        return
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(min(workers, len(parts)), fork, _hired, (os.getpid(),))
    try:
        _shared.append(shared)
        try:
            waiting = deque(pool.submit(_at_work, work, part) for part in parts)
        finally:
            _shared.pop()
        yield _results(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _results(waiting: deque[Future[Result]]) -> Iterator[Result]:
    """Each result once, and not kept."""
    while waiting:
        yield waiting.popleft().result()


def _at_work(work: Callable[[Any, Part], Result], part: Part) -> Result:
    return work(_shared[-1], part)


def _hired(employer: int) -> None:
    """A worker ends with its parent, however that ends, and leaves it to the parent to speak when interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != employer:
        os._exit(1)
