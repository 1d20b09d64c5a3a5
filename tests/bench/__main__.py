"""`make bench`: how many times longer a build takes than writing its bytes to the same disk."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import search_bench
from tests.rig.building import DEMO, build_site

ROUNDS = 3


def best(task: Callable[[Path], object], folder: Path) -> float:
    """Seconds of the quickest round; each gets a folder of its own below `folder`."""
    seconds = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        task(folder / str(number))
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = build_site(DEMO, folder / "site")
        contents = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}

        def write(target: Path) -> None:
            for path, data in contents.items():
                (target / path).parent.mkdir(parents=True, exist_ok=True)
                (target / path).write_bytes(data)

        raw = best(write, folder / "raw")
        full = best(lambda out: build_site(DEMO, out), folder / "full")
        again = best(lambda _: build_site(DEMO, site), folder)
    size = sum(map(len, contents.values())) / 1e6
    print(f"{len(contents)} files, {size:.1f} MB; writing them raw takes {raw:.3f} s")
    print(f"a full build takes {full:.2f} s: {full / raw:.1f} times the raw write")
    print(f"a build of what has not changed takes {again:.2f} s: {again / full:.2f} of a full build")
    search_bench.main()


if __name__ == "__main__":
    main()
