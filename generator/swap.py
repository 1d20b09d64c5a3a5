"""How one folder takes the place of another in a single step, by one program at a time."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problem import Text, quoted


class Unpublished(Exception):
    """The site stays as it was; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class Busy(Unpublished):
    """Another build holds the folder."""


def beside(root: Path, what: str) -> Path:
    """A hidden neighbour, on the same file system, with a name that nobody else uses."""
    return root.parent / f".{root.name}.wenzheng-{what}"


_held: set[int] = set()


def _forget_locks() -> None:
    """A forked worker must not keep the lock of a build that was killed."""
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_forget_locks)


@contextmanager
def locked(root: Path, timeout: float) -> Iterator[None]:
    """Hold the folder for this build alone; the kernel lets go of it when the build dies."""
    path = beside(root, "lock")
    deadline = time.monotonic() + timeout
    while (lock := _try_lock(path)) is None:
        if time.monotonic() >= deadline:
            raise Busy(
                Text(
                    f"另一次生成正在写入 {quoted(root, 200)}，等了 {timeout:g} 秒仍未结束。请待其结束后再试。",
                    f"Another build is writing {quoted(root, 200)} and did not end in {timeout:g} s. Try again when it has.",
                )
            )
        time.sleep(0.05)
    _held.add(lock)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        _held.discard(lock)
        os.close(lock)


def _try_lock(path: Path) -> int | None:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The build before us may have removed the file between our open and our lock.
        if os.path.samestat(os.fstat(lock), os.stat(path)):
            return lock
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(lock)
    return None


def now(root: Path) -> int:
    """The time, in ns, that the file system would write on a file of `root` at this moment. Needs the lock."""
    lock = beside(root, "lock")
    os.utime(lock)
    return os.stat(lock).st_ctime_ns


def recover(root: Path) -> None:
    """Undo what a build that died left half done; what it left in the spare is mended with use. Needs the lock."""
    old, spare = beside(root, "old"), beside(root, "spare")
    if os.path.lexists(old):
        os.rename(old, root) if is_vacant(root) else shutil.rmtree(old, ignore_errors=True)
    if is_vacant(root):
        shutil.rmtree(spare, ignore_errors=True)
    shutil.rmtree(beside(root, "new"), ignore_errors=True)  # an earlier version grew its trees there


def swap(root: Path) -> None:
    """Let the spare and `root` change places; where `root` is missing or empty, no spare is left. Needs the lock."""
    spare, old = beside(root, "spare"), beside(root, "old")
    _flush(spare)
    if is_vacant(root):
        os.rename(spare, root)
    elif not _exchange(spare, root):
        os.rename(root, old)
        os.rename(spare, root)
        os.rename(old, spare)
    _flush(root.parent)


def is_vacant(root: Path) -> bool:
    """Missing or an empty folder: what a rename replaces by itself."""
    return not os.path.lexists(root) or (root.is_dir() and not any(root.iterdir()))


def _exchange(one: Path, other: Path) -> bool:
    """Two names change places at once (renameat2(2), renamex_np(2)); False where the system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    here, swap = -100, 2
    paths = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = libc.renamex_np(*paths, swap)
        else:
            failed = libc.renameat2(here, paths[0], here, paths[1], swap)
    except AttributeError:
        return False
    code = ctypes.get_errno()
    if failed and code not in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
        raise OSError(code, os.strerror(code), str(one), None, str(other))
    return not failed


def _flush(folder: Path) -> None:
    """Wait until the file system of `folder` is on disk; one call costs far less than one per file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except AttributeError:
        os.sync()
    else:
        # Some file systems find out only now that the disk is full.
        if syncfs(handle):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(handle)
