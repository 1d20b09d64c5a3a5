"""Files of YAML or text → their items, here or by workers elsewhere, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from generator.crew import Workers, are_elsewhere, mapped, slices
from generator.located import Located, Source, Value
from generator.problem import Mark, Problem, Text
from generator.read.encoding import decoded
from generator.read.yaml_text import parse

MAX_BYTES = 16_000_000
_PART = 250
"""Files that a worker reads at a time."""

Item = Located[Value]
_File = tuple[Path, str, tuple[str, ...]]
"""Path, path as messages show it, folders."""
_Found = list[tuple[tuple[Item, ...], list[Problem]]]
_Sent = list[tuple[bytes | Problem, str]]


def text_of(path: Path, shown: str) -> str | Problem:
    """A file's text, or why there is none. `shown` is its path as messages show it."""
    data = _bytes_of(path, shown)
    return data if isinstance(data, Problem) else decoded(data, shown)


def _bytes_of(path: Path, shown: str) -> bytes | Problem:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return Problem("file-unreadable", Mark(shown), *unreadable(error))
    return Problem("file-too-large", Mark(shown), *_LARGE) if len(data) > MAX_BYTES else data


def items_of(path: Path, shown: str) -> tuple[tuple[Item, ...], list[Problem]]:
    """The items of one file, and the problems in it."""
    return _items_in(_bytes_of(path, shown), shown)


def _items_in(data: bytes | Problem, shown: str) -> tuple[tuple[Item, ...], list[Problem]]:
    text = data if isinstance(data, Problem) else decoded(data, shown)
    return ((), [text]) if isinstance(text, Problem) else items(text, shown)


def items(text: str, path: str) -> tuple[tuple[Item, ...], list[Problem]]:
    """The items of one YAML text, and the problems in it; no items where nothing could be read."""
    root, problems = parse(text, path)
    if root is None or root[0] is None:
        return (), problems
    value, marks = root
    if isinstance(value, list) and isinstance(marks.inner, list):
        pairs = zip(value, marks.inner, strict=True)
        return tuple(Located(one, Source(path, at)) for one, at in pairs), problems
    return (Located(value, Source(path, marks)),), problems


def shared_out(files: Sequence[_File], workers: Workers) -> AbstractContextManager[Iterator[_Found]]:
    """What is in all files, by parts; workers elsewhere are sent the bytes."""
    parts = slices(len(files), _PART)
    if are_elsewhere(workers):
        return mapped(_some_sent, None, _Sending(files, parts), workers)
    return mapped(_some, files, parts, workers)


def _some(files: Sequence[_File], part: slice) -> _Found:
    return [items_of(path, shown) for path, shown, _ in files[part]]


def _some_sent(_: None, part: _Sent) -> _Found:
    return [_items_in(data, shown) for data, shown in part]


class _Sending(Sequence[_Sent]):
    """Parts of the files with their bytes, which are read when a part is asked for."""

    def __init__(self, files: Sequence[_File], parts: Sequence[slice]) -> None:
        self._files, self._parts = files, parts

    def __len__(self) -> int:
        return len(self._parts)

    def __getitem__(self, number: Any) -> Any:
        return [(_bytes_of(path, shown), shown) for path, shown, _ in self._files[self._parts[number]]]


def unreadable(error: OSError) -> tuple[Text, Text]:
    """What is said of a file or folder that the system does not give, and what to do."""
    return (
        Text("文件读不出来。", f"The file cannot be read: {error.strerror}."),
        Text("检查文件权限，或重新保存。", "Check its permissions, or save it again."),
    )


_LARGE = (
    Text("文件超过 16 MB。", "The file is larger than 16 MB."),
    Text("分成几个文件，例如每月一个。", "Split it, one file a month for instance."),
)
