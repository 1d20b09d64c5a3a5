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
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from generator.crew import mapped, slices
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


class Inputs:
    """The files that a site is made of, as they lie there now; `facts` are what else it depends on."""

    def __init__(self, places: Sequence[Path], facts: Sequence[object], workers: int = 1) -> None:
        known = (sys.version, _VERSION, *_libraries(), *facts)
        self._facts = "".join(f"{fact}\n" for fact in known).encode()
        self._workers = workers
        self._files: list[tuple[str, str]] = []
        for number, place in enumerate((*places, _PROGRAM)):
            _list(f"{number}/", os.fspath(place), self._files)

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

    def _asked(self, of: Callable[[Sequence[tuple[str, str]], slice], Found]) -> list[Found]:
        """What is to be known of the files, so many at a time."""
        with mapped(of, self._files, slices(len(self._files), _PART), self._workers) as found:
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


def _list(name: str, path: str, found: list[tuple[str, str]]) -> None:
    """Add the names and paths of all files below a folder, in the order of the names; or of the file itself.

    A link counts as what it leads to.
    """
    if os.path.isfile(path):
        found.append((f"{name}{os.path.basename(path)}", path))
    elif os.path.isdir(path):
        with os.scandir(path) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_file():
                    found.append((name + entry.name, entry.path))
                elif entry.name != "__pycache__":
                    _list(f"{name}{entry.name}/", entry.path, found)


def _stamps(files: Sequence[tuple[str, str]], part: slice) -> tuple[bytes, int]:
    """A digest of the stamps of some files, and the newest of their times."""
    newest, lines = 0, []
    for name, path in files[part]:
        stat = os.stat(path)
        changed = stat.st_ctime_ns
        newest = max(newest, changed)
        lines.append(f"{name} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {changed}\n")
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).digest(), newest


def _content(files: Sequence[tuple[str, str]], part: slice) -> bytes:
    """A digest of the bytes of some files."""
    found = sha256()
    for name, path in files[part]:
        with open(path, "rb", buffering=0) as file:
            data = file.read()
        found.update(f"{name} {len(data)}\n".encode("utf-8", "surrogateescape"))
        found.update(data)
    return found.digest()


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
