"""What a change touches (`wenzheng check --changed-since REV`): the problems that are its own.

The whole content is checked as always, and so is the content of REV. A problem belongs to the change where it stands
on a changed line, or where the content of REV did not have it: so a deleted department is told in every record that
names it, in files that nobody touched. What was wrong before, on lines that stayed, is left out.
"""

from __future__ import annotations

import os
import re
import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.problem import Problem, Text

_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_PLACE = re.compile(r":\d+:\d+|第 \d+ 行|\bline \d+")
"""Places of other lines that messages name; these move while the problem stays."""


class NoRevision(Exception):
    """Git is missing, the folders lie in no repository, or it does not know the revision."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True)
class Changes:
    """Changed lines by file, as ranges; files as messages name them. A new file has no ranges: it is new throughout."""

    lines: Mapping[str, tuple[range, ...] | None]

    def touches(self, problem: Problem) -> bool:
        """Whether a problem stands on a changed line, or in a new or wholly changed file."""
        ranges = self.lines.get(problem.mark.path, ())
        return ranges is None or any(problem.mark.line in lines for lines in ranges)

    def own(self, now: Iterable[Problem], before: Iterable[Problem]) -> Iterator[Problem]:
        """The problems of now that belong to the change, given those of before."""
        old = Counter(map(_likeness, before))
        for problem in now:
            likeness = _likeness(problem)
            is_old = old[likeness] > 0
            old[likeness] -= is_old
            if not is_old or self.touches(problem):
                yield problem


def _likeness(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.mark.path, _PLACE.sub("", problem.what.zh + problem.fix.zh)


def changes(folders: Iterable[Path], revision: str) -> Changes:
    """What differs in the folders between a revision and the files as they lie there, new ones too.

    Raises NoRevision.
    """
    lines: dict[str, tuple[range, ...] | None] = {}
    for folder in folders:
        commit = _commit(folder, revision)
        shown = _git(folder, "diff", *_PLAIN, "--unified=0", "--relative", commit, "--", ".")
        lines |= {_shown(folder, name): found for name, found in _hunks(shown)}
        new = _git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
        lines |= {_shown(folder, name): None for name in new.split("\0") if name}
    return Changes(lines)


class Before:
    """The folders as a revision has them, laid out below a folder of their own for as long as it is open."""

    def __init__(self, folders: Iterable[Path], revision: str) -> None:
        self._folders = tuple(folders)
        self._revision = revision

    def __enter__(self) -> tuple[Path, ...]:
        self._home = TemporaryDirectory(prefix="wenzheng-")
        home = Path(self._home.name)
        try:
            return tuple(self._laid(folder, home / str(n)) for n, folder in enumerate(self._folders))
        except BaseException:
            self._home.cleanup()
            raise

    def __exit__(self, *_: object) -> None:
        self._home.cleanup()

    def _laid(self, folder: Path, target: Path) -> Path:
        root = _root(folder)
        inside = folder.resolve().relative_to(root).as_posix()
        tree = f"{_commit(folder, self._revision)}:{'' if inside == '.' else inside}"
        target.mkdir()
        if _run(root, "cat-file", "-e", tree).returncode == 0:
            packed = _run(root, "archive", "--format=tar", tree)
            with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
                files = [member for member in archive if member.isfile()]
                archive.extractall(target, files, filter="data")
        return target


def renamed(problems: Iterable[Problem], folders: Mapping[Path, Path]) -> Iterator[Problem]:
    """Problems of the earlier content, as if it lay where the content lies; `folders` says where each of them went."""
    spellings = {
        before: _shown(now, "") for now, earlier in folders.items() for before in {earlier, earlier.resolve()}
    }
    for problem in problems:
        for earlier, now in spellings.items():
            if (path := Path(problem.mark.path)).is_relative_to(earlier):
                inside = path.relative_to(earlier).as_posix()
                mark = problem.mark._replace(path=f"{now}/{inside}".removeprefix("./"))
                problem = replace(problem, mark=mark)  # noqa: PLW2901
                break
        yield problem


_PLAIN = (
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-renames",
    "--text",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)


_ESCAPES = {"t": "\t", "n": "\n", "r": "\r"}


def _hunks(diff: str) -> Iterator[tuple[str, tuple[range, ...]]]:
    """File names and changed lines of a unified diff; a deletion touches the lines around it."""
    name = ""
    ranges: list[range] = []
    for line in diff.split("\n"):
        if line.startswith("+++ "):
            if name:
                yield name, tuple(ranges)
            name, ranges = _name(line[4:]), []
        elif match := _HUNK.match(line):
            first, count = int(match[1]), int(match[2] or 1)
            ranges.append(range(first, first + count) if count else range(first, first + 2))
    if name:
        yield name, tuple(ranges)


def _name(typed: str) -> str:
    """A file's name in a diff's heading; empty for a file that is gone. Git quotes what is not printable."""
    typed = typed.rstrip("\t")
    if typed.startswith('"'):
        typed = re.sub(r"\\([0-7]{3}|.)", lambda match: _ESCAPES.get(match[1], match[1]), typed[1:-1])
    return typed.removeprefix("b/") if typed != "/dev/null" else ""


def _shown(folder: Path, name: str) -> str:
    """A file below a folder as messages name it."""
    path = folder.resolve() / name
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return (folder / name).as_posix()


def _root(folder: Path) -> Path:
    return Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n")).resolve()


def _commit(folder: Path, revision: str) -> str:
    done = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if done.returncode:
        raise NoRevision(
            Text(f"Git 里没有版本 “{revision}”。", f"Git does not know the revision “{revision}”.")
        )
    return done.stdout.decode().strip()


def _git(folder: Path, *arguments: str) -> str:
    done = _run(folder, *arguments)
    if done.returncode:
        raise NoRevision(
            Text(
                f"{folder} 不在 Git 仓库里，或 Git 读不了它。",
                f"{folder} is in no repository that Git can read.",
            )
        )
    return done.stdout.decode("utf-8", "replace")


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Git in a folder, in one language, with names as they are; it takes no lock and starts no other program."""
    if not folder.is_dir():
        raise NoRevision(Text(f"没有文件夹 {folder}。", f"There is no folder {folder}."))
    command = [
        "git",
        "-C",
        str(folder),
        "-c",
        "core.quotePath=false",
        "-c",
        "core.fsmonitor=false",
        *arguments,
    ]
    try:
        return subprocess.run(
            command,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise NoRevision(
            Text("没有装 Git，--changed-since 用不了。", "Git is not installed; --changed-since needs it.")
        ) from None
