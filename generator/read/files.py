"""Files → their bytes, their text, and the items of YAML, with what is wrong in them."""

from __future__ import annotations

from pathlib import Path

from generator.located import Located, Source, Value
from generator.problem import Mark, Problem, Text
from generator.read.encoding import decoded
from generator.read.yaml_text import parse

MAX_BYTES = 16_000_000

Item = Located[Value]


def text_of(path: Path, shown: str) -> str | Problem:
    """A file's text, or why there is none. `shown` is its path as messages show it."""
    data = data_of(path, shown)
    return data if isinstance(data, Problem) else decoded(data, shown)


def data_of(path: Path, shown: str) -> bytes | Problem:
    """A file's bytes, or why there are none."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return Problem("file-unreadable", Mark(shown), *unreadable(error))
    if len(data) > MAX_BYTES:
        return Problem("file-too-large", Mark(shown), *_LARGE)
    return data


def items_of(data: bytes | Problem, shown: str) -> tuple[tuple[Item, ...], list[Problem]]:
    """The items of one file, and the problems in it."""
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


def unreadable(error: OSError) -> tuple[Text, Text]:
    """That a file or folder cannot be read, and what to do."""
    return (
        Text("文件读不出来。", f"The file cannot be read: {error.strerror}."),
        Text("检查文件权限，或重新保存。", "Check its permissions, or save it again."),
    )


_LARGE = (
    Text("文件超过 16 MB。", "The file is larger than 16 MB."),
    Text("分成几个文件，例如每月一个。", "Split it, one file a month for instance."),
)
