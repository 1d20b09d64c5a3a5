"""Where every value of a file stands, so that any fault found later can be shown in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from generator.problem import Mark

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""What YAML holds before it has a type: scalars are the writer's own strings, an empty one is None."""

Position = tuple[int, int]
"""Line and column, from 1."""

T = TypeVar("T")


class Marks(NamedTuple):
    """Positions in the shape of the value they belong to; a mapping keeps its keys' positions too."""

    at: Position
    inner: Sequence[Marks] | Mapping[str, tuple[Position, Marks]] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One item of a file."""

    path: str
    marks: Marks

    def mark(self, *where: str | int) -> Mark:
        """The place of the value at `where`; of its nearest parent where there is none."""
        return Mark(self.path, *self._walk(where).at)

    def key(self, *where: str | int) -> Mark:
        """The place of the key that leads to `where`, else of the value."""
        *parents, last = where
        inner = self._walk(parents).inner
        if isinstance(inner, Mapping) and last in inner:
            return Mark(self.path, *inner[str(last)][0])
        return self.mark(*where)

    def _walk(self, where: Sequence[str | int]) -> Marks:
        marks = self.marks
        for step in where:
            if isinstance(marks.inner, Mapping) and step in marks.inner:
                marks = marks.inner[str(step)][1]
            elif isinstance(marks.inner, list) and isinstance(step, int) and step < len(marks.inner):
                marks = marks.inner[step]
        return marks


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A thing, and where it was written."""

    value: T
    source: Source
