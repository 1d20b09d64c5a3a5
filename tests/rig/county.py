"""Counties to build: the seed in `county/` has every kind with every text field; dressing it changes its words.

In the seed a text beginning with 文字 is plain, one with 公文 is prose in Markdown, 地名 is a township.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

SEED = Path(__file__).with_name("county")
_ID = re.compile(r"([A-Z]+-2026-)(\d{4})")
_WORDS = re.compile(r"(?:文字|公文|地名)\w*")


class Folders(NamedTuple):
    content: Path
    config: Path


class Slot(NamedTuple):
    """One text of the seed that wants words."""

    word: str
    """what stands there in the seed"""
    number: int
    """counts the texts of one file"""
    copy: int
    """which copy of the records, from 0"""

    @property
    def is_office_prose(self) -> bool:
        return self.word.startswith("公文")

    @property
    def is_place(self) -> bool:
        return self.word == "地名"


Dress = Callable[[Slot], str]


def plant(root: Path, dress: Dress = lambda slot: slot.word, copies: int = 1) -> Folders:
    """Write the county below `root`, every record `copies` times under ids of its own, every text dressed."""
    for path in sorted(SEED.rglob("*")):
        target = root / path.relative_to(SEED)
        if path.is_dir():
            target.mkdir(parents=True)
        elif path.suffix == ".yml":
            repeats = copies if path.parent.name not in {"site_config", "registers"} else 1
            target.write_text(_dressed(path, dress, repeats), "utf-8")
        elif path.suffix == ".md":
            target.write_text(_dressed_prose(path.read_text("utf-8"), dress), "utf-8")
        else:
            shutil.copy(path, target)
    if copies > 1:
        places = [dress(Slot("地名", 0, copy)) for copy in range(copies)]
        (root / "site_config/places.yml").write_text(_yaml(places), "utf-8")
    return Folders(root / "content", root / "site_config")


def plant_empty(root: Path) -> Folders:
    """The same county before anyone has written: settings, and a content folder with nothing in it."""
    shutil.copytree(SEED / "site_config", root / "site_config")
    (root / "content").mkdir()
    return Folders(root / "content", root / "site_config")


def _dressed(path: Path, dress: Dress, copies: int) -> str:
    seed = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    if isinstance(seed, dict):
        return _yaml(_Dresser(dress, 0).value(seed))
    return _yaml([item for copy in range(copies) for item in _Dresser(dress, copy).value(seed)])


def _dressed_prose(text: str, dress: Dress) -> str:
    """Markdown: its heading stays one line."""
    dresser = _Dresser(dress, 0)
    lines = [(line, _WORDS.sub(lambda match: dresser.value(match[0]), line)) for line in text.splitlines()]
    return "\n".join(" ".join(new.split()) if old.startswith("#") else new for old, new in lines) + "\n"


class _Dresser:
    def __init__(self, dress: Dress, copy: int) -> None:
        self._dress, self._copy, self._number = dress, copy, 0

    def value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.value(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner) for inner in value]
        if _WORDS.fullmatch(value):
            self._number += 1
            return self._dress(Slot(value, self._number, self._copy))
        match = _ID.fullmatch(value)
        return f"{match[1]}{int(match[2]) + 100 * self._copy:04}" if match else value


def _yaml(value: Any) -> str:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
