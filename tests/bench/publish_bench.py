"""What a publish costs against writing the same files raw: all of them, none, and one that changed, came or went."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator.publish import publication, publish
from generator.swap import beside

ROUNDS = 3
_PAGE = b"<p>" + "问政于民，问需于民，问计于民。".encode() * 260


def outputs(count: int) -> Iterator[tuple[str, bytes]]:
    """So many pages of 11 KB in eight columns."""
    for number in range(count):
        yield f"column-{number % 8}/XZ-2026-{number:06d}.html", _PAGE + b"%d" % number


def difference(out: Path, changed: Mapping[str, bytes], dropped: tuple[str, ...] = ()) -> None:
    """Publish what differs from the release that is there; all of it where the tree is not as noted."""
    with publication(out) as site:
        assert site.release
        site.keep_all(site.release)
        for address, content in changed.items():
            site.put(address, content)
        for address in dropped:
            site.drop(address)


def median(task: Callable[[int], object]) -> float:
    """Seconds of the middle round. What earlier rounds left to write to the disk is written before the clock starts."""
    seconds = []
    for number in range(ROUNDS):
        os.sync()
        begun = time.perf_counter()
        task(number)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def main(count: int = 10_000) -> None:
    """Print a line for each case: seconds, and times the raw write."""
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name), Path(name, "site")

        def raw(number: int) -> None:
            for address, content in outputs(count):
                path = folder / f"raw-{number}" / address
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)

        def without(what: str, number: int) -> None:
            path = beside(out, what)
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            publish([*outputs(count), ("new.html", b"without %d" % number)], out)

        cases: dict[str, Callable[[int], object]] = {
            "raw write": raw,
            "first publish": lambda number: publish(outputs(count), folder / f"first-{number}/site"),
            "nothing changed": lambda _: difference(out, {}),
            "nothing changed, all bytes handed over": lambda _: publish(outputs(count), out),
            "one changed": lambda number: difference(out, {"column-3/XZ-2026-000003.html": b"%d" % number}),
            "one added": lambda number: difference(out, {f"column-3/new-{number}.html": b""}),
            "one removed": lambda number: difference(out, {}, (f"column-3/new-{number}.html",)),
            "spare missing": lambda number: without("spare", number),
            "note missing": lambda number: without("state", number),
        }
        publish(outputs(count), out)
        unit = None
        print(f"publishing {count} files of {len(_PAGE) / 1000:.0f} KB")
        for case, task in cases.items():
            seconds = median(task)
            unit = unit or seconds
            print(f"  {case:40s} {seconds:7.3f} s  {seconds / unit:6.3f} × raw")
