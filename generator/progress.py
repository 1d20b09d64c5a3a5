"""What a long command says while it works: a bar where a terminal looks on, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from generator.problem import Language, Text

T = TypeVar("T")

STAGES = {
    "read": Text("读取并检查内容", "Reading and checking content"),
    "shell": Text("准备页面外壳", "Preparing the shell"),
    "write": Text("生成网站", "Building the site"),
    "import": Text("导入来信", "Importing letters"),
}


class Progress:
    """Says nothing: for tests and for use as a library."""

    def stage(self, name: str) -> None:
        """A stage of STAGES begins."""

    def track(self, items: Iterable[T], total: int) -> Iterator[T]:
        """Hand the items on, one by one; `total` is how many are expected."""
        return iter(items)


class Shown(Progress):
    """Speaks to standard error, so that a report on standard output stays clean."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._console = Console(file=sys.stderr, highlight=False)

    def stage(self, name: str) -> None:
        self._console.print(f"· {STAGES[name](self._language)}", style="dim")

    def track(self, items: Iterable[T], total: int) -> Iterator[T]:
        if not self._console.is_terminal:
            yield from items
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Bar(*columns, console=self._console, transient=True) as bar:
            yield from bar.track(items, total=total, description=STAGES["write"](self._language))


SILENT = Progress()
