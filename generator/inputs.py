"""Whether anything that a site is made of has changed since it was published: then nothing has to be made.

What a site is made of is the content, the settings, the program with its libraries, and the day. It is known by the
bytes, so a fresh clone counts as the same; by the stamps of the files, so that unchanged bytes need not be read. The
note of both lies beside the site. Without it, with a damaged one, or one of another version, everything is made.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from generator.crew import mapped
from generator.problem import Mark, Problem, Text

_VERSION = 2
_SETTLED = 50_000_000
"""Nanoseconds after which a file that changes once more has another stamp."""
_PROGRAM = Path(__file__).parent
_PART = 10_000
"""Files that a worker looks at, or reads, at a time."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Note:
    """What a published site was made of, what was said of it, and which release of its files it is."""

    stamps: str
    """empty where they cannot be trusted"""
    content: str
    release: str
    records: int
    problems: tuple[Problem, ...]


class Some(NamedTuple):
    """Files of one folder: its name among the inputs, with a `/` at the end, its path, and theirs in it."""

    name: str
    path: str
    files: list[str]


class Inputs:
    """The files that a site is made of, as they lie there now; `facts` are what else it depends on."""

    def __init__(self, places: Sequence[Path], facts: Sequence[object], workers: int = 1) -> None:
        known = (sys.version, _VERSION, *_libraries(), *facts)
        self._facts = "".join(f"{fact}\n" for fact in known).encode()
        self._workers = workers
        named = enumerate((*places, _PROGRAM))
        self._parts = _parts(
            some for number, place in named for some in _walk(f"{number}/", os.fspath(place))
        )

    @cached_property
    def stamps(self) -> str:
        """A digest of the names, sizes, times and inodes of all files; empty while one is too fresh to be trusted."""
        found, newest = sha256(self._facts), 0
        for digest, latest in self._asked(_stamps):
            found.update(digest)
            newest = max(newest, latest)
        return found.hexdigest() if newest + _SETTLED < time.time_ns() else ""

    @cached_property
    def content(self) -> str:
        """A digest of the names and bytes of all files."""
        found = sha256(self._facts)
        for digest in self._asked(_content):
            found.update(digest)
        return found.hexdigest()

    def _asked(self, of: Callable[[None, Sequence[Some]], Found]) -> list[Found]:
        """What is to be known of the files, so many at a time."""
        with mapped(of, None, self._parts, self._workers) as found:
            return list(found)

    def are_those_of(self, other: Inputs | Note) -> bool:
        """Whether these inputs are the same: by their stamps where both can be trusted, else by their bytes."""
        return (self.stamps != "" and self.stamps == other.stamps) or self.content == other.content


def save(path: Path, note: Note) -> None:
    """Write a note; where that fails there is none."""
    body = json.dumps({**asdict(note), "problems": [_flat(one) for one in note.problems]}, ensure_ascii=False)
    fresh = path.with_name(f"{path.name}~")
    with suppress(OSError):
        fresh.write_text(f"{sha256(body.encode()).hexdigest()}\n{body}", "utf-8")
        fresh.replace(path)


def load(path: Path) -> Note | None:
    """The note; None where there is none, or not as it was written."""
    try:
        digest, _, body = path.read_text("utf-8").partition("\n")
        if sha256(body.encode()).hexdigest() != digest:
            return None
        told = json.loads(body)
        return Note(**{**told, "problems": tuple(map(_problem, told["problems"]))})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _walk(name: str, path: str) -> Iterator[Some]:
    """All files below a folder, in the order of the names; or the file itself. A link counts as what it leads to."""
    if os.path.isfile(path):
        yield Some(name, os.path.dirname(path) or ".", [os.path.basename(path)])
    elif os.path.isdir(path):
        files: list[str] = []
        folders: list[str] = []
        with os.scandir(path) as entries:
            for entry in entries:
                (files if entry.is_file() else folders).append(entry.name)
        files.sort()
        for start in range(0, len(files), _PART):
            yield Some(name, path, files[start : start + _PART])
        for folder in sorted(folders):
            if folder != "__pycache__":
                yield from _walk(f"{name}{folder}/", f"{path}/{folder}")


def _parts(every: Iterable[Some]) -> list[list[Some]]:
    """Some and some, each about as much as a worker takes at a time."""
    parts: list[list[Some]] = [[]]
    count = 0
    for some in every:
        if count + len(some.files) > _PART and parts[-1]:
            parts.append([])
            count = 0
        parts[-1].append(some)
        count += len(some.files)
    return parts


def _stamps(_: None, part: Sequence[Some]) -> tuple[bytes, int]:
    """A digest of the stamps of some files, and the newest of their times."""
    found, newest = sha256(), 0
    for name, path, files in part:
        with _opened(path) as folder:
            lines = [name]
            for file in files:
                stat = os.stat(file, dir_fd=folder)
                changed = stat.st_ctime_ns
                newest = max(newest, changed)
                lines.append(f"{file}/{stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {changed}")
        found.update("\0".join(lines).encode("utf-8", "surrogateescape"))
    return found.digest(), newest


def _content(_: None, part: Sequence[Some]) -> bytes:
    """A digest of the bytes of some files."""
    found = sha256()
    for name, path, files in part:
        with _opened(path) as folder:
            for file in files:
                with open(
                    os.open(file, os.O_RDONLY | os.O_CLOEXEC, dir_fd=folder), "rb", buffering=0
                ) as opened:
                    data = opened.read()
                found.update(f"{name}{file}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
                found.update(data)
    return found.digest()


@contextmanager
def _opened(path: str) -> Iterator[int]:
    """A folder, by which its files are found in one step each."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield folder
    finally:
        os.close(folder)


@cache
def _libraries() -> list[str]:
    """The libraries that Python finds, with their versions: the names of the folders that their installers leave."""
    found: set[str] = set()
    for place in sys.path:
        with suppress(OSError):
            found.update(
                name for name in os.listdir(place or ".") if name.endswith((".dist-info", ".egg-info"))
            )
    return sorted(found)


def _flat(problem: Problem) -> list[object]:
    return [problem.code, *problem.mark, *problem.what, *problem.fix, problem.severity]


def _problem(flat: list[object]) -> Problem:
    code, path, line, column, what_zh, what_en, fix_zh, fix_en, severity = flat
    mark = Mark(path, line, column)  # type: ignore[arg-type]
    return Problem(code, mark, Text(what_zh, what_en), Text(fix_zh, fix_en), severity)  # type: ignore[arg-type]
