"""The reader: a content folder and a settings folder → located YAML items. The only room that reads content.

Folder names say what a file holds: `cases/<column>/…`, `calls/…`, `sessions/…`, `surveys/…`,
`clarifications/…`, `registers/…` hold YAML; `pages/` holds prose; `attachments/` holds files to hand out.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from generator.located import Located, Marks, Source
from generator.model.vocabulary import Kind
from generator.problem import Mark, Problem, Text, nearest, quoted, shown
from generator.read.files import Item, data_of, items_of, text_of, unreadable

FOLDERS: Mapping[str, Kind] = {
    "cases": Kind.CASE,
    "calls": Kind.CALL,
    "sessions": Kind.SESSION,
    "surveys": Kind.SURVEY,
    "clarifications": Kind.CLARIFICATION,
}
SETTINGS = (
    "site",
    "columns",
    "departments",
    "topics",
    "policies",
    "places",
    "calendar",
    "synonyms",
    "gate",
    "waivers",
)
_OTHERS = ("registers", "pages", "attachments")

Filed = tuple[Kind, tuple[str, ...], Item]
"""Kind, folders below the kind's own, item."""


class RecordFile(NamedTuple):
    """A file that holds records."""

    path: str
    shown: str
    """its path as messages show it"""
    top: str
    """the folder of its kind"""
    inner: tuple[str, ...]
    """the folders below that"""


class Found(NamedTuple):
    """What was read of some files of records."""

    records: list[Filed]
    problems: list[Problem]
    broken: set[str]
    """folders of kinds with a file of which nothing could be read"""


@dataclass(frozen=True)
class Raw:
    """All that was read, before it has types. Items keep the order of paths and lines."""

    settings: Mapping[str, tuple[Item, ...]]
    """by file name without ending: site, columns, departments …"""
    files: tuple[RecordFile, ...]
    """where the records are, in the order of their paths"""
    records: tuple[Filed, ...]
    """what was read of them; none where only the files were listed"""
    registers: tuple[Item, ...]
    prose: Mapping[str, Located[str]]
    """Markdown by page name"""
    attachments: Mapping[str, Path]
    """files by their path below attachments/"""
    config: str
    """the settings folder, as messages show it"""
    broken: frozenset[str]
    """settings and folders (`departments`, `cases` …) with a file of which nothing could be read"""
    problems: tuple[Problem, ...]


@dataclass
class _Reading:
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    _folders: dict[Path, str] = field(default_factory=dict)
    """folders as messages show them"""

    def shown(self, path: Path) -> str:
        """A file as messages show it."""
        folder = path.parent
        if folder not in self._folders:
            self._folders[folder] = shown(folder)
        return f"{self._folders[folder]}/{path.name}".removeprefix("./")

    def items(self, path: Path, belongs: str) -> tuple[Item, ...]:
        """A file's items: the elements of its list, or its one mapping. `belongs` says what they are part of."""
        found, problems = items_of(data_of(path, self.shown(path)), self.shown(path))
        self.problems += problems
        if not found and problems:
            self.broken.add(belongs)
        return found

    def text(self, path: Path) -> str | None:
        """A file's text, or None and a problem."""
        text = text_of(path, self.shown(path))
        if isinstance(text, Problem):
            self.problems.append(text)
            return None
        return text

    def files(self, folder: Path, inside: tuple[str, ...] = ()) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """All files below a folder with their folders and name, in the order of these; no hidden ones, no links."""
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self._unreadable_folder(error)
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path, parts = folder / entry.name, (*inside, entry.name)
            if entry.is_dir(follow_symlinks=False):
                yield from self.files(path, parts)
            elif (
                entry.is_file(follow_symlinks=False) and not entry.name.startswith("~") and self._named(path)
            ):
                yield path, parts

    def _unreadable_folder(self, error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            mark = Mark(_printable(shown(Path(error.filename))))
            self.problems.append(Problem("file-unreadable", mark, *unreadable(error)))

    def _named(self, path: Path) -> bool:
        """Whether a file's name can be shown and typed; a name in another encoding, or of two lines, cannot."""
        shown = self.shown(path)
        if shown.isprintable():
            return True
        self.problems.append(Problem("file-name", Mark(_printable(shown)), *_NAME))
        return False


def read(content: Path | None, config: Path) -> Raw:
    """Read both folders whole. A missing `content`, or None, is an empty one; faults become problems."""
    raw = listed(content, config)
    found = read_files(raw.files)
    return replace(
        raw,
        records=tuple(found.records),
        broken=raw.broken | found.broken,
        problems=(*raw.problems, *found.problems),
    )


def listed(content: Path | None, config: Path) -> Raw:
    """Read both folders but for the files of records, which are only listed."""
    reading = _Reading()
    settings: dict[str, tuple[Item, ...]] = {}
    for path, inside in reading.files(config):
        if len(inside) == 1 and _is_yaml(path):
            if path.stem in SETTINGS:
                settings[path.stem] = settings.get(path.stem, ()) + reading.items(path, path.stem)
            elif guess := nearest(path.stem, SETTINGS):
                reading.problems.append(_no_setting(path, guess))
    files: list[RecordFile] = []
    registers: list[Item] = []
    prose: dict[str, Located[str]] = {}
    attachments: dict[str, Path] = {}
    for path, (top, *inner) in reading.files(content) if content else ():
        if top == "attachments" and inner:
            attachments["/".join(inner)] = path
        elif top == "pages" and path.suffix.lower() == ".md" and len(inner) == 1:
            text = reading.text(path)
            if text is not None:
                prose[path.stem] = Located(text, Source(reading.shown(path), Marks((1, 1))))
        elif _is_yaml(path) and top == "registers" and inner:
            registers += reading.items(path, top)
        elif _is_yaml(path) and top in FOLDERS and inner:
            files.append(RecordFile(str(path), reading.shown(path), top, tuple(inner[:-1])))
        else:
            reading.problems.append(_stray(path, top, inner))
    return Raw(
        settings=settings,
        files=tuple(files),
        records=(),
        registers=tuple(registers),
        prose=prose,
        attachments=attachments,
        config=shown(config),
        broken=frozenset(reading.broken),
        problems=tuple(reading.problems),
    )


def read_files(files: Iterable[RecordFile]) -> Found:
    """The records of some files, in their order."""
    return found_in((file, data_of(Path(file.path), file.shown)) for file in files)


def found_in(files: Iterable[tuple[RecordFile, bytes | Problem]]) -> Found:
    """The records of some files of which the bytes are known, or why they are not."""
    found = Found([], [], set())
    for file, data in files:
        items, problems = items_of(data, file.shown)
        found.problems.extend(problems)
        if not items and problems:
            found.broken.add(file.top)
        found.records.extend((FOLDERS[file.top], file.inner, item) for item in items)
    return found


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in {".yml", ".yaml"}


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _stray(path: Path, top: str, inner: list[str]) -> Problem:
    known = (*FOLDERS, *_OTHERS)
    guess = nearest(top, known) if top not in known else None
    what = Text(f"没有用到这个文件：{quoted(path.name)}。", f"This file is not used: {quoted(path.name)}.")
    if inner and guess:
        fix = Text(f"文件夹是否应叫 {quoted(guess)}？", f"Should the folder be called {quoted(guess)}?")
    elif path.suffix.lower() in {".yml", ".yaml", ".md"}:
        fix = Text(
            f"放进这些文件夹之一：{'、'.join(known)}。",
            f"Put it into one of these folders: {', '.join(known)}.",
        )
    else:
        fix = Text(
            "记录用 .yml，文章用 .md（放在 pages/），其他文件放进 attachments/。",
            "Records end in .yml, prose in .md (in pages/); other files belong into attachments/.",
        )
    return Problem("file-unused", Mark(shown(path)), what, fix, "warning")


_NAME = (
    Text(
        "文件名里有看不见的字符，或不是 UTF-8 编码（常见于从压缩包解出的文件）。",
        "The file's name holds invisible characters or is not UTF-8, as happens with files out of an archive.",
    ),
    Text("给它改名。", "Rename it."),
)


def _no_setting(path: Path, guess: str) -> Problem:
    return Problem(
        "file-unused",
        Mark(shown(path)),
        Text(f"没有用到这个设置文件：{quoted(path.name)}。", f"No setting is read from {quoted(path.name)}."),
        Text(f"是否应叫 {quoted(guess + '.yml')}？", f"Should it be called {quoted(guess + '.yml')}?"),
        "warning",
    )
