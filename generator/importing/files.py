"""Imported files: where they come from, whether they may be written again, and writing them whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.problem import Mark, Problem, Text, quoted

_SEAL = re.compile(r"(#.*) sha256:([0-9a-f]{64})")
_ID = re.compile(r"^(?:- |  )?id: *[\"']?([A-Z][A-Za-z0-9-]*)", re.MULTILINE)


@dataclass(frozen=True)
class Origin:
    """What a file was imported from: names of the sheet file and of the mapping file, without their folders."""

    source: str
    mapping: str

    def sealed(self, body: str) -> str:
        """A file's text: a first line that names the origin and seals the rest, then the body."""
        body = (
            "# 有错请改原表，再导入一次；直接改过的文件，导入时不会被覆盖。 Mend the sheet and import again.\n"
            + body
        )
        return f"{self._line()} sha256:{_digest(body)}\n{body}"

    def may_replace(self, path: Path) -> Problem | None:
        """None where `path` is free, or holds an import of the same origin as it was left; else why not."""
        try:
            first, _, body = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").partition("\n")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError):
            return Problem("import-blocked", Mark(path.as_posix()), *_FOREIGN)
        match = _SEAL.fullmatch(first)
        if match is None or match[1] != self._line():
            return Problem("import-blocked", Mark(path.as_posix()), *_FOREIGN)
        if match[2] != _digest(body):
            return Problem("import-changed", Mark(path.as_posix()), *_CHANGED)
        return None

    def _line(self) -> str:
        return f"# 导入自 {quoted(self.source, 200)}，映射 {quoted(self.mapping, 200)}。 Imported."


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def ids_in(folder: Path, without: Collection[Path]) -> Mapping[str, Path]:
    """Ids of the records below a folder in capitals, each with its file; files of `without` are passed over."""
    ids: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.y*ml")):
        if path in without or path.name.startswith("."):
            continue
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError:
            continue
        ids |= {match[1].upper(): path for match in _ID.finditer(text)}
    return ids


def write_all(texts: Mapping[Path, str]) -> Problem | None:
    """Put whole files in their places; where one cannot be written, none is.

    Each is written beside its place first and moved there when all are; a file that holds its text already is left.
    """
    staged: dict[Path, Path] = {}
    here = Path()
    try:
        for here, text in texts.items():
            data = text.encode()
            if not (here.is_file() and here.read_bytes() == data):
                here.parent.mkdir(parents=True, exist_ok=True)
                staged[here] = here.with_name(f".{here.name}.new")
                staged[here].write_bytes(data)
        for here, new in staged.items():
            os.replace(new, here)
    except OSError as error:
        for new in staged.values():
            new.unlink(missing_ok=True)
        return Problem("file-unwritable", Mark(here.as_posix()), *_unwritable(error))
    return None


def _unwritable(error: OSError) -> tuple[Text, Text]:
    return (
        Text("文件写不进去。", f"The file cannot be written: {error.strerror}."),
        Text("检查磁盘空间和权限，再导入一次。", "Check free space and permissions, then import again."),
    )


_FOREIGN = (
    Text(
        "这里已有一个不是由这张表导入的文件，没有覆盖它，什么都没有写。",
        "A file stands here that was not imported from this sheet; it was left alone and nothing was written.",
    ),
    Text(
        "把已有的文件改个名（同一文件夹里文件名可以任取），再导入一次。",
        "Rename the file that is there (any name in the folder will do), then import again.",
    ),
)
_CHANGED = (
    Text(
        "这个文件导入之后有人改过，没有覆盖它，什么都没有写。",
        "This file was changed after its import; it was left alone and nothing was written.",
    ),
    Text(
        "要留下改动，就不要再导入这个月；不要改动，就删去这个文件，再导入一次。",
        "To keep the change, leave this month out of the sheet; to drop it, delete the file and import again.",
    ),
)
