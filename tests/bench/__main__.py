"""`make bench [N=10000]`: what a build of N letters costs, and what that is in parts of the disk, Hugo and Pagefind.

All in one run on one machine; the table goes to `tests/bench/RESULTS.md` too.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import peers, publish_bench, search_bench
from tests.bench.making import LAST, make, record
from tests.bench.measured import Cost, cost, middle
from tests.rig.building import ROOT

RESULTS = Path(__file__).parent / "RESULTS.md"
_SMALL = 20_000
"""Up to so many letters everything is measured three times, and the median told."""


class Bench:
    """One county of so many letters, built again and again."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.rounds = 3 if count <= _SMALL else 1
        self.county = make(folder / "county", count)
        self.site = folder / "out/site"

    def build(self) -> Cost:
        """The whole command, as a county runs it."""
        folders = ("--content", self.county.content, "--config", self.county.config, "--out", self.site)
        command: list[str | Path] = [sys.executable, "-m", "generator", "build", *folders]
        command += ["--today", LAST.isoformat()]
        return cost(command, ROOT, PYTHONPATH=str(ROOT), NO_MKDOCS_2_WARNING="1")

    def full(self) -> Cost:
        """From nothing."""
        return middle([self._from_nothing() for _ in range(self.rounds)])

    def _from_nothing(self) -> Cost:
        shutil.rmtree(self.site.parent, ignore_errors=True)
        return self.build()

    def again(self, change: Callable[[int], None] = lambda _: None) -> Cost:
        """After a change, or none."""
        costs = []
        for number in range(self.rounds):
            change(number)
            costs.append(self.build())
        return middle(costs)

    def edit(self, number: int) -> None:
        """Some old letter is reworded."""
        path, _ = record(self.count // 3 + number, self.count)
        _, other = record(self.count // 3 + number, self.count, seed=2)
        old = (self.county.content / path).read_text("utf-8")
        head, tail = old.partition("letter: |")[0], other.partition("letter: |")[2].partition("events:")[0]
        text = f"{head}letter: |{tail}events:{old.partition('events:')[2]}"
        (self.county.content / path).write_text(text, "utf-8")

    def add(self, number: int) -> None:
        path, text = record(0, 1, seed=3 + number)
        text = text.replace("0000000", f"{self.count + number:07}")
        target = self.county.content / path.replace("0000000", f"{self.count + number:07}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def remove(self, number: int) -> None:
        (self.county.content / record(self.count // 2 + number, self.count)[0]).unlink()

    def restore(self, number: int) -> None:
        """As CI finds it: the content checked out anew, the site and its notes out of an archive."""
        _unpacked(self.county.content.parent, "--touch")
        _unpacked(self.site.parent)

    def page_bytes(self) -> int:
        """Bytes of a record's page, on average."""
        sizes = [path.stat().st_size for path in (self.site / "mayor").glob("XZ-*.html")]
        return sum(sizes) // len(sizes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--search", action="store_true", help="the search alone, on recombined real letters")
    parser.add_argument("--publish", action="store_true", help="the publishing alone, of so many files")
    chosen = parser.parse_args()
    if chosen.search:
        search_bench.main(chosen.count)
        return
    if chosen.publish:
        publish_bench.main(chosen.count)
        return
    with tempfile.TemporaryDirectory() as name:
        table = measured(Path(name), chosen.count)
    print(table)
    RESULTS.write_text(_HEAD.format(machine=_machine()) + table + "\n", "utf-8")


def measured(folder: Path, count: int) -> str:
    """The table, as Markdown."""
    bench = Bench(folder, count)
    full = bench.full()
    made = sum(1 for path in bench.site.rglob("*") if path.is_file())
    rows: list[tuple[str, Cost | None]] = [("full build", full)]
    raw = peers.raw(bench.site, folder)
    shutil.rmtree(folder / "raw")
    rows.append((f"the same {made} files written raw", raw))
    hugo = peers.hugo(bench.county, bench.page_bytes(), folder)
    assert hugo is None or hugo[1] == count, hugo
    rows.append(("Hugo, the record pages alone", hugo and hugo[0]))
    rows.append(("Pagefind over the finished pages", peers.pagefind(bench.site, folder)))
    rows.append(("nothing changed", bench.again()))
    rows.append(("nothing changed, a fresh clone with the cache restored", bench.again(bench.restore)))
    rows.append(("one letter changed", bench.again(bench.edit)))
    rows.append(("one letter added", bench.again(bench.add)))
    rows.append(("one letter removed", bench.again(bench.remove)))
    return _table(count, rows, full, hugo and hugo[0])


def _unpacked(folder: Path, *options: str) -> None:
    """The folder as an archive of it gives it back: other files of the same names."""
    copy = folder.with_name(f"{folder.name}-copy")
    copy.mkdir()
    with subprocess.Popen(["tar", "--posix", "-cC", folder, "."], stdout=subprocess.PIPE) as archive:
        subprocess.run(["tar", "-xC", copy, *options], stdin=archive.stdout, check=True)
    shutil.rmtree(folder)
    copy.rename(folder)


def _table(count: int, rows: Sequence[tuple[str, Cost | None]], full: Cost, hugo: Cost | None) -> str:
    lines = [
        f"### {count:,} letters",
        "",
        "| | wall s | CPU s | peak GB | ÷ full build | ÷ Hugo |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, one in rows:
        if one is None:
            lines.append(f"| {name} | not installed | | | | |")
            continue
        beside = f"{one.wall / hugo.wall:.2f}" if hugo else ""
        cells = (f"{one.wall:.2f}", f"{one.cpu:.2f}", f"{one.memory:.2f}", f"{one.wall / full.wall:.3f}")
        lines.append(f"| {name} | {' | '.join(cells)} | {beside} |")
    return "\n".join(lines)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    names = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()]
    model = next((name for name in names if "GHz" in name or "CPU" in name), platform.machine())
    kernel = platform.release().partition("-")[0]
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    version = commit.stdout.strip() or "no commit"
    return f"{cores} cores ({model}), Linux {kernel}, Python {platform.python_version()}, at {version}"


_HEAD = """# What `make bench` measured

Letters made from word statistics, one YAML file each; every line is a whole command in a process of its own. Wall and CPU are
seconds, memory is all its processes together. Hugo makes the record pages alone, from the same YAML and as large, without
search, feeds, lists, open data or checks.

Machine: {machine}.

"""


if __name__ == "__main__":
    main()
