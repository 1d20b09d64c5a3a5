"""`make bench [N=10000]`: what a build of N letters costs, and what that is in parts of the disk, Hugo and Pagefind.

All in one run on one machine; the tables go to `tests/bench/RESULTS.md` too, beside those of other sizes. Pagefind takes
longer than all the rest of a large county, and Hugo holds all of it in memory (40 KB a letter): above 20,000 and 200,000 letters
they have to be asked for.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import peers, publish_bench, results, search_bench
from tests.bench.county_bench import Bench
from tests.bench.measured import Cost
from tests.bench.results import FULL, Row
from tests.rig.building import ROOT

_FOR_PAGEFIND = 20_000
_FOR_HUGO = 200_000
_WRITTEN_TWICE = 200_000
"""Letters up to which a disk may be asked to hold the site twice."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--search", action="store_true", help="the search alone, on recombined real letters")
    parser.add_argument("--publish", action="store_true", help="the publishing alone, of so many files")
    parser.add_argument("--pagefind", action="store_true", help="Pagefind too, whatever the size")
    parser.add_argument("--hugo", action="store_true", help="Hugo too, whatever the size")
    parser.add_argument(
        "--in", dest="folder", type=Path, help="where to work; else the system's folder for that"
    )
    chosen = parser.parse_args()
    if chosen.search:
        search_bench.main(chosen.count)
        return
    if chosen.publish:
        publish_bench.main(chosen.count)
        return
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        section = measured(
            Path(name),
            chosen.count,
            with_hugo=chosen.hugo or chosen.count <= _FOR_HUGO,
            with_pagefind=chosen.pagefind or chosen.count <= _FOR_PAGEFIND,
        )
    print(section)
    results.keep(chosen.count, section)


def measured(folder: Path, count: int, *, with_hugo: bool, with_pagefind: bool) -> str:
    """The section of one size, as Markdown."""
    bench = Bench(folder, count)
    one = _told("one worker", bench.full(workers=1))
    page_bytes = bench.page_bytes()
    bench.clear()
    hugo = peers.hugo(bench.county, page_bytes, folder) if with_hugo else None
    assert hugo is None or hugo[1] == count, hugo
    full = _told("two workers", bench.full(workers=2))
    share = 1 if count <= _WRITTEN_TWICE else 10
    raw = _told("raw", peers.raw(bench.site, folder, share))
    rows = [
        Row(FULL, full, "full build"),
        Row("full build, one worker", one),
        Row(f"the same {bench.files()} files written raw" + ", by a tenth of them" * (share > 1), raw, "raw"),
        Row("Hugo, the record pages alone", hugo and _told("Hugo", hugo[0]), "Hugo"),
        Row(
            "Pagefind over the finished pages",
            peers.pagefind(bench.site, folder) if with_pagefind else None,
            "Pagefind",
        ),
        Row("nothing changed", _told("nothing changed", bench.again())),
        Row("one letter changed", _told("one letter changed", bench.again(bench.edit))),
        Row("one letter added", _told("one letter added", bench.again(bench.add))),
        Row("one letter removed", _told("one letter removed", bench.again(bench.remove))),
        Row("nothing changed, in a fresh clone with site and cache restored", bench.again(bench.clone)),
    ]
    return f"{_machine()}.\n\n{results.table(rows)}\n\n{results.stages(one, full)}"


def _told(name: str, one: Cost) -> Cost:
    """Say at once what took long to measure."""
    print(f"{name}: {one.wall:.2f} s", file=sys.stderr, flush=True)
    return one


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    names = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()]
    model = next((name for name in names if "GHz" in name or "CPU" in name), platform.machine())
    kernel = platform.release().partition("-")[0]
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    version = commit.stdout.strip() or "no commit"
    return f"{cores} cores ({model}), Linux {kernel}, Python {platform.python_version()}, at {version}"


if __name__ == "__main__":
    main()
