"""The page of results: a section a size, each as it was measured last, and how time and memory grow with the size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.measured import Cost

FILE = Path(__file__).parent / "RESULTS.md"
FULL = "full build"
_SECTION = re.compile(r"^### ([\d,]+) letters$", re.M)
_HEAD = """# What `make bench` measured

Letters made from word statistics, one YAML file each; every line is a whole command in a process of its own, up to 20,000 letters
the median of three. Wall and CPU are seconds, memory is all its processes together. Raw is the site's files written by a program that
does nothing else. Hugo makes the record pages alone, from the same YAML and as large, without search, feeds, lists, open data or
checks; Pagefind indexes the finished pages. Other sizes: `make bench N=100000`.

"""


class Row(NamedTuple):
    name: str
    cost: Cost | None
    """None where a program is not installed or was not asked for"""
    peer: str = ""
    """what other rows are compared with under this name"""


def table(rows: Sequence[Row]) -> str:
    """Every row with its cost, and its time in parts of those of the peers."""
    peers = {row.peer: row.cost for row in rows if row.peer and row.cost}
    lines = [
        "| | wall s | CPU s | peak GB |" + "".join(f" ÷ {peer} |" for peer in peers),
        "|---|--:|--:|--:|" + "--:|" * len(peers),
    ]
    for name, one, _ in rows:
        if one is None:
            lines.append(f"| {name} | not measured | | |" + " |" * len(peers))
            continue
        parts = [f"{one.wall / peer.wall:.3f}" for peer in peers.values()]
        cells = [f"{one.wall:.2f}", f"{one.cpu:.2f}", f"{one.memory:.2f}", *parts]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def stages(one: Cost, two: Cost) -> str:
    """Each stage of a full build with one worker and with two."""
    lines = ["| stage of a full build | one worker s | two workers s | × |", "|---|--:|--:|--:|"]
    lines += [
        f"| {name} | {one.stages[name]:.2f} | {two.stages[name]:.2f} | {one.stages[name] / two.stages[name]:.2f} |"
        for name in one.stages
        if name in two.stages
    ]
    return "\n".join(lines)


def keep(count: int, section: str, file: Path = FILE) -> None:
    """Put what was measured for one size into its place among the others."""
    sections = {**read(file), count: section.strip()}
    parts = [f"### {size:,} letters\n\n{text}\n" for size, text in sorted(sections.items())]
    file.write_text(_HEAD + "\n".join([*parts, growth(sections)]), "utf-8")


def read(file: Path) -> dict[int, str]:
    """The sections of the page by their number of letters."""
    text = file.read_text("utf-8").partition("\n### Growth")[0] if file.is_file() else ""
    _, *found = _SECTION.split(text)
    return {
        int(size.replace(",", "")): body.strip() for size, body in zip(found[::2], found[1::2], strict=True)
    }


def growth(sections: Mapping[int, str]) -> str:
    """Time and memory of a full build for each letter; the same everywhere where they grow with the letters alone."""
    lines = ["### Growth", "", "| letters | ms a letter | KB a letter |", "|--:|--:|--:|"]
    for size, text in sorted(sections.items()):
        row = re.search(rf"^\| {FULL} \| ([\d.]+) \| [\d.]+ \| ([\d.]+) \|", text, re.M)
        if row is not None:
            wall, memory = float(row[1]), float(row[2])
            lines.append(f"| {size:,} | {1e3 * wall / size:.2f} | {1e6 * memory / size:.1f} |")
    return "\n".join(lines) + "\n"
