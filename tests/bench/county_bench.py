"""One county, built again and again as a county does it: by the command, in its own folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from generator.swap import beside
from tests.bench.making import LAST, make, record
from tests.bench.measured import Cost, cost, middle
from tests.rig.building import ROOT
from tests.rig.county import Folders

_SMALL = 20_000
"""Up to so many letters everything is measured three times, and the median told."""


class Bench:
    """A county of so many letters; the site and what is beside it lie in `out`."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.rounds = 3 if count <= _SMALL else 1
        self.county = make(folder / "here", count)
        self.site = folder / "here/out/site"

    def build(self, workers: int | None = None) -> Cost:
        """The whole command, with as many workers as there are cores, or so many."""
        here = self.site.parents[1]
        command: list[str | Path] = [sys.executable, "-m", "generator", "build", "--out", "out/site"]
        command += ["--today", LAST.isoformat()]
        if workers is not None:
            command += ["--workers", str(workers)]
        return cost(command, here, PYTHONPATH=str(ROOT), NO_MKDOCS_2_WARNING="1")

    def full(self, workers: int | None = None) -> Cost:
        """From nothing."""
        return middle([self._from_nothing(workers) for _ in range(self.rounds)])

    def _from_nothing(self, workers: int | None) -> Cost:
        self.clear()
        return self.build(workers)

    def clear(self) -> None:
        """No site, and nothing beside it."""
        shutil.rmtree(self.site.parent, ignore_errors=True)

    def again(self, change: Callable[[int], None] = lambda _: None) -> Cost:
        """After a change, or none."""
        costs = []
        for number in range(self.rounds):
            change(number)
            costs.append(self.build())
        return middle(costs)

    def clone(self, number: int) -> None:
        """The folders are new ones, with times of their own; site and cache come out of an archive, as CI keeps them.

        The spare, which is links to the site, stays behind; and files go as they are packed: a disk need not hold two sites.
        """
        old, new = self.site.parents[1], self.folder / f"clone{number}"
        shutil.rmtree(beside(self.site, "spare"), ignore_errors=True)
        for name in ("content", "site_config"):
            shutil.copytree(old / name, new / name, copy_function=shutil.copyfile)
        with subprocess.Popen(
            ["tar", "-C", old, "--remove-files", "-cf", "-", "out"], stdout=subprocess.PIPE
        ) as packed:
            subprocess.run(["tar", "-C", new, "-xf", "-"], stdin=packed.stdout, check=True)
        assert packed.returncode == 0
        shutil.rmtree(old)
        self.county = Folders(new / "content", new / "site_config")
        self.site = new / "out/site"

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

    def files(self) -> int:
        return sum(1 for path in self.site.rglob("*") if path.is_file())

    def page_bytes(self) -> int:
        """Bytes of a record's page, on average."""
        sizes = [path.stat().st_size for path in (self.site / "mayor").glob("XZ-*.html")]
        return sum(sizes) // len(sizes)
