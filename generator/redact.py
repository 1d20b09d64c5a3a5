"""Redacts (脱敏) a file in place: every finding gives way to what may be published, all other bytes stay."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.privacy import Finding, findings
from generator.read.scalars import scalars


@dataclass(frozen=True)
class Redacted:
    """A file's text before and after, and how many findings of each code it had."""

    path: Path
    before: str
    after: str
    counts: dict[str, int]

    def diff(self) -> str:
        """What changes, as a unified diff without the lines around, which may hold what must not be seen."""
        name = self.path.as_posix()
        lines = unified_diff(
            self.before.splitlines(True), self.after.splitlines(True), name, name, n=0, lineterm="\n"
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)

    def write(self) -> None:
        """Write the file anew; its line ends and byte order mark stay."""
        self.path.write_bytes(self.after.encode("utf-8"))


def redact(path: Path, keep: Collection[str] = ()) -> Redacted:
    """What a UTF-8 file becomes; numbers in `keep` (public ones) stay. In YAML only values change, no key or comment.

    Raises OSError, and UnicodeDecodeError for another encoding.
    """
    before = path.read_bytes().decode("utf-8")
    spans = sorted(_spans(before, path.suffix in {".yml", ".yaml"}, keep), key=lambda span: span[0])
    parts: list[str] = []
    counts: dict[str, int] = {}
    last = 0
    for start, end, finding in spans:
        parts += (before[last:start], finding.instead)
        counts[finding.code] = counts.get(finding.code, 0) + 1
        last = end
    return Redacted(path, before, "".join((*parts, before[last:])), counts)


def _spans(text: str, is_yaml: bool, keep: Collection[str]) -> Iterator[tuple[int, int, Finding]]:
    """The parts of the text that must go."""
    if not is_yaml:
        for finding in findings(text):
            if finding.plain not in keep:
                yield finding.start, finding.end, finding
        return
    bom = len(text) - len(text.removeprefix("\ufeff"))
    for scalar in scalars(text[bom:]):
        found = [finding for finding in findings(scalar.value) if finding.plain not in keep]
        places = scalar.spans() if found else []
        for finding in found:
            yield places[finding.start][0] + bom, places[finding.end - 1][1] + bom, finding
