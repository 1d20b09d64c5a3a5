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
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from generator.problem import Mark, Problem, Text

_VERSION = 1
_SETTLED = 50_000_000
"""Nanoseconds after which a file that changes once more has another stamp."""
_PROGRAM = Path(__file__).parent


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

    def __init__(self, places: Sequence[Path], facts: Sequence[object]) -> None:
        known = (sys.version, _VERSION, *_libraries(), *facts)
        self._facts = "".join(f"{fact}\n" for fact in known).encode()
        every = (*places, _PROGRAM)
        self._files = [(f"{n}/{name}", path) for n, place in enumerate(every) for name, path in _files(place)]

    @cached_property
    def stamps(self) -> str:
        """A digest of the names, sizes, times and inodes of all files; empty while one is too fresh to be trusted."""
        found, newest = sha256(self._facts), 0
        for name, path in self._files:
            stat = os.stat(path)
            newest = max(newest, stat.st_ctime_ns)
            line = f"{name} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\n"
            found.update(line.encode("utf-8", "surrogateescape"))
        return found.hexdigest() if newest + _SETTLED < time.time_ns() else ""

    @cached_property
    def content(self) -> str:
        """A digest of the names and bytes of all files."""
        found = sha256(self._facts)
        for name, path in self._files:
            data = Path(path).read_bytes()
            found.update(f"{name} {len(data)}\n".encode("utf-8", "surrogateescape"))
            found.update(data)
        return found.hexdigest()

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


def _files(place: Path) -> Iterator[tuple[str, str]]:
    """Names and paths of all files below a folder, in the order of the names; or of the file itself.

    A link counts as what it leads to.
    """
    if place.is_dir():
        with os.scandir(place) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_file():
                    yield entry.name, entry.path
                elif entry.is_dir() and entry.name != "__pycache__":
                    yield from ((f"{entry.name}/{name}", path) for name, path in _files(Path(entry.path)))
    elif place.is_file():
        yield place.name, str(place)


@cache
def _libraries() -> list[str]:
    """What a process loads its libraries from stays the same while it runs."""
    return sorted(f"{one.name} {one.version}" for one in distributions())


def _flat(problem: Problem) -> list[object]:
    return [problem.code, *problem.mark, *problem.what, *problem.fix, problem.severity]


def _problem(flat: list[object]) -> Problem:
    code, path, line, column, what_zh, what_en, fix_zh, fix_en, severity = flat
    mark = Mark(path, line, column)  # type: ignore[arg-type]
    return Problem(code, mark, Text(what_zh, what_en), Text(fix_zh, fix_en), severity)  # type: ignore[arg-type]
