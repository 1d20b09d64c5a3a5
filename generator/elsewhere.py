"""Work over many parts by the workers of any executor, who need share neither memory nor disk with this process.

What the work is about is pickled once, and sent once to each process that says it has not got it; there it is kept by
its digest. A worker that came late or has lost it asks again.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

from generator.problem import Text

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Result = TypeVar("Result")

_SMALL = 16_384
"""Bytes that are sent along with every part."""
_KEPT = 2
"""Kinds of work that a worker keeps; two builds may have the same workers."""
_UNKNOWN = 8
"""Workers of an executor that does not say how many it has."""
_LANES, _AHEAD = 2, 4
"""Parts under way for each worker, and results for each of them that nobody has taken yet."""
_PATIENCE = 1.0
"""Seconds to wait for what was sent to a worker, before it is sent once more."""
_BORN = uuid4().hex

_kept: dict[str, tuple[Callable[[Any, Any], Any], Any]] = {}
_keeping = threading.Lock()


class NoWorkers(Exception):
    """There is nobody who could do the work; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class OtherProgram(NoWorkers):
    """A worker runs another program than this one, or none; what it makes would not be the same."""

    def __init__(self) -> None:
        super().__init__(_OTHER)

    def __reduce__(self) -> tuple[Any, ...]:
        return OtherProgram, ()


_OTHER = Text(
    "集群中的进程没有装本程序，或版本不同，所以没有使用。请在各处装同一版本的程序和 Python，再启动这些进程。",
    "A worker of the cluster lacks this program, or has another version of it, and was not used."
    " Install the same program and Python there, and start the workers again.",
)


class _Asks(NamedTuple):
    """The answer of a process that has not got what the work is about."""

    process: tuple[str, int]


@contextmanager
def mapped(
    work: Callable[[Shared, Part], Result], shared: Shared, parts: Sequence[Part], executor: Executor
) -> Iterator[Iterator[Result]]:
    """`work(shared, part)` of every part, in the order of the parts, as `crew.mapped` promises it.

    A part is asked of `parts` when it is sent, and no more results are made ahead than a few for each worker. At the end of the block nothing is waited for that can
    be called off; the executor stays open. Raises OtherProgram.
    """
    errand = _Errand(work, shared, executor)
    lanes = _LANES * width(executor)
    pool = ThreadPoolExecutor(lanes, "lane")
    sent = (pool.submit(lambda number: errand.done(parts[number]), number) for number in range(len(parts)))
    try:
        yield _results(deque(islice(sent, _AHEAD * lanes)), sent)
    finally:
        errand.call_off()
        pool.shutdown(cancel_futures=True)


def width(executor: Executor) -> int:
    """How many workers an executor has, as far as it says so."""
    told = getattr(executor, "width", None) or getattr(executor, "_max_workers", None)
    return told if isinstance(told, int) else _UNKNOWN


def _results(waiting: deque[Future[Result]], more: Iterator[Future[Result]]) -> Iterator[Result]:
    """Each result once, and not kept; another is then sent for."""
    while waiting:
        result = waiting.popleft().result()
        waiting.extend(islice(more, 1))
        yield result


class _Errand:
    """One kind of work with what it is about, and who was sent it."""

    def __init__(self, work: Callable[[Any, Any], Any], shared: object, executor: Executor) -> None:
        self._about = pickle.dumps((work, shared), pickle.HIGHEST_PROTOCOL)
        self._digest = sha256(self._about).hexdigest()
        self._executor = executor
        self._lock = threading.Lock()
        self._sent_to: set[tuple[str, int]] = set()
        self._under_way: set[Future[Any]] = set()
        self._is_off = False

    def done(self, plain: object) -> Any:
        """The result of a part. Of several that ask in one process, the first is sent what the work is about."""
        part = pickle.dumps(plain, pickle.HIGHEST_PROTOCOL)
        answer = self._asked(self._about if len(self._about) <= _SMALL else None, part)
        pause = 0.01
        while isinstance(answer, _Asks):
            with self._lock:
                is_first = answer.process not in self._sent_to
                self._sent_to.add(answer.process)
            if is_first or pause > _PATIENCE:
                answer = self._asked(self._about, part)
            else:
                time.sleep(pause)
                pause *= 2
                answer = self._asked(None, part)
        return pickle.loads(answer)

    def call_off(self) -> None:
        """Start nothing more, and cancel what is under way."""
        with self._lock:
            self._is_off = True
            under_way = list(self._under_way)
        for future in under_way:
            future.cancel()

    def _asked(self, about: bytes | None, part: bytes) -> bytes | _Asks:
        with self._lock:
            if self._is_off:
                raise CancelledError
            future = self._executor.submit(_at_work, edition(), self._digest, about, part)
            self._under_way.add(future)
        try:
            answer: bytes | _Asks = future.result()
            return answer
        except ImportError as error:
            raise OtherProgram from error
        finally:
            with self._lock:
                self._under_way.discard(future)


def _at_work(version: str, digest: str, about: bytes | None, part: bytes) -> bytes | _Asks:
    """What a worker does: the part, or ask for what the work is about. Clusters leave bytes as they are."""
    if version != edition():
        raise OtherProgram
    with _keeping:
        if digest not in _kept:
            if about is None:
                return _Asks((_BORN, os.getpid()))
            while len(_kept) >= _KEPT:
                del _kept[next(iter(_kept))]
            _kept[digest] = pickle.loads(about)
        work, shared = _kept[digest]
    return pickle.dumps(work(shared, pickle.loads(part)), pickle.HIGHEST_PROTOCOL)


@cache
def edition() -> str:
    """A digest of this program, by which two processes know that they run the same."""
    house = Path(__file__).parent
    found = sha256(f"{sys.version_info[:2]}\n".encode())
    for path in sorted(
        path for path in house.rglob("*") if path.suffix not in {"", ".pyc"} and path.is_file()
    ):
        data = path.read_bytes()
        found.update(f"{path.relative_to(house).as_posix()} {len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()
