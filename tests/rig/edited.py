"""A county in memory that is edited and written again and again, and only what an edit changed is written."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

KINDS = ("cases", "calls", "sessions", "surveys", "clarifications")
DEPARTMENTS = frozenset({"by", "to", "who", "jointly", "department", "successor"})
"""Fields that name departments; other values of them are no department's id."""
RECORDS = frozenset({"id", "related", "record", "referred", "where"})
Record = dict[str, Any]


@dataclass
class Edited:
    """Files by their path below the county's folder: YAML as it is read, prose as text, attachments as bytes."""

    files: dict[str, Any]
    today: date

    def copy(self) -> Edited:
        return Edited(copy.deepcopy(self.files), self.today)

    def written(self) -> dict[str, bytes]:
        """The bytes of every file."""
        return {path: _bytes(path, value) for path, value in self.files.items()}

    def setting(self, name: str) -> Any:
        """What a settings file holds; it is made where there is none."""
        return self.files.setdefault(f"site_config/{name}.yml", [])

    def record_files(self, below: str = "") -> list[str]:
        """The files that hold records and can be read, in order."""
        folders = tuple(f"content/{kind}/" for kind in KINDS)
        return sorted(
            path
            for path, value in self.files.items()
            if path.startswith(folders) and path.startswith(f"content/{below}") and isinstance(value, list)
        )

    def records(self, below: str = "") -> list[tuple[str, Record]]:
        """Every record that is one, with its file."""
        return [(path, record) for path in self.record_files(below) for record in self.files[path]]

    def ids(self) -> list[str]:
        return [record["id"] for _, record in self.records()]

    def free_id(self, prefix: str) -> str:
        number = max((int(id[-4:]) for id in self.ids()), default=0) + 1
        return f"{prefix}-2026-{number:04}"

    def replace(self, old: str, new: str, keys: frozenset[str]) -> None:
        """Write another value wherever one of the fields has this one."""
        self._change(lambda key, text: new if key in keys and text == old else text)

    def _change(self, change: Callable[[str, str], str]) -> None:
        for path, value in self.files.items():
            if isinstance(value, (list, dict)):
                self.files[path] = changed(value, change)

    def forget(self, id: str) -> None:
        """Take a record out, and every mention of it."""
        for path in self.record_files():
            kept = [record for record in self.files[path] if record["id"] != id]
            self.files[path] = [_without(record, id) for record in kept]
            if not kept:
                del self.files[path]
        waivers = [waiver for waiver in self.setting("waivers") if waiver["where"] != id]
        self.files["site_config/waivers.yml"] = waivers

    def fingerprint(self) -> str:
        """Equal for equal counties on equal days."""
        digest = sha256(str(self.today).encode())
        for path, content in sorted(self.written().items()):
            digest.update(f"\n{path} {len(content)}\n".encode() + content)
        return digest.hexdigest()


Edit = Callable[[Edited, random.Random], None]
"""Changes a county somehow, at places that chance chooses; may find nothing to change."""


def changed(value: Any, change: Callable[[str, str], str], key: str = "") -> Any:
    """The value with every text changed, which knows the name of its field."""
    if isinstance(value, dict):
        return {name: changed(inner, change, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [changed(inner, change, key) for inner in value]
    return change(key, value)


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Make a folder hold these files and no others; those with the same bytes are not touched."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in files:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _bytes(path: str, value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, list) and len(value) == 1 and PurePosixPath(path).stem == _id(value[0]):
        value = value[0]
    if not isinstance(value, str):
        value = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    return str(value).encode()


def _id(item: Any) -> str | None:
    return item.get("id") if isinstance(item, dict) else None


def _without(record: Record, id: str) -> Record:
    """A record that no longer mentions another."""
    record = {**record, "related": [other for other in record.get("related", []) if other != id]}
    if not record["related"]:
        del record["related"]
    for part in _parts(record):
        if part.get("record") == id:
            del part["record"]
        if part.get("referred") == id:
            del part["referred"]
            part["declined"] = {"reason": "time"}
    return record


def _parts(value: Any) -> Iterator[Record]:
    """Every mapping of a record."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner)
