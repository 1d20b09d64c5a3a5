"""A build is whole or it is not there, and the same content gives the same bytes wherever it is built."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from tests.rig.building import DEMO, build_command, build_site, tree, wenzheng
from tests.rig.county import Folders, plant
from tests.rig.warm import Warm, warmed

KILLS = 50
LANES = 2


def run(folders: Folders, out: Path, room: int | None = None, **environment: str) -> tuple[int, str]:
    """Build by the command, with `room` bytes for any one file; exit status and what it said."""
    process = wenzheng(*build_command(folders, out), room=room, **environment)
    said, _ = process.communicate()
    return process.returncode, said


def test_hash_seed_time_zone_locale_and_folder_change_no_byte(demo_site: Path, tmp_path: Path) -> None:
    elsewhere = Folders(tmp_path / "moved/内容", tmp_path / "moved/设置")
    shutil.copytree(DEMO.content, elsewhere.content)
    shutil.copytree(DEMO.config, elsewhere.config)
    one, other = tmp_path / "one", tmp_path / "deep/er/other"
    here = Folders(Path("content"), Path("site_config"))
    assert run(here, one, PYTHONHASHSEED="1", TZ="America/Los_Angeles", LC_ALL="C")[0] == 0
    assert run(elsewhere, other, PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8")[0] == 0
    assert tree(one) == tree(demo_site)
    assert tree(other) == tree(demo_site)


def test_a_fault_in_content_ends_with_1_and_leaves_the_site_untouched(tmp_path: Path) -> None:
    folders, out = plant(tmp_path), tmp_path / "site"
    build_site(folders, out)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in out.rglob("*")}
    old = tree(out)
    case = folders.content / "cases/mayor/2026.yml"
    case.write_text(case.read_text("utf-8").replace("topic: life\n", "topic: live\n"), "utf-8")
    status, said = run(folders, out)
    assert status == 1
    assert f"{case}:" in said
    assert "Traceback" not in said
    assert tree(out) == old
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in out.rglob("*")} == before


def test_a_full_disk_leaves_the_site_untouched(tmp_path: Path) -> None:
    """Files may grow to 4 MB, and an attachment has to grow larger, late in the build."""
    out = tmp_path / "site"
    build_site(plant(tmp_path / "old"), out)
    old = tree(out)
    new = plant(tmp_path / "new", lambda slot: slot.word + "新")
    (new.content / "attachments/paper.txt").write_text("大" * 2_000_000, "utf-8")
    status, said = run(new, out, room=4_000_000)
    assert status != 0
    assert "Traceback" not in said
    assert tree(out) == old
    assert run(new, out)[0] == 0
    assert tree(out) != old


class Lane:
    """One folder that is built again and again, from two contents in turn, and killed each time."""

    def __init__(self, folder: Path, seed: int, builder: Warm) -> None:
        self._random, self._builder = random.Random(seed), builder
        self._out = folder / "out/site"
        self._contents = [
            plant(folder / "a", copies=3),
            plant(folder / "b", lambda slot: slot.word + "新", copies=2),
        ]
        whole = [build_site(content, folder / f"whole-{n}") for n, content in enumerate(self._contents)]
        self._trees = [tree(site) for site in whole]
        begun = time.monotonic()
        self._builder.start(build_command(self._contents[0], self._out))
        assert self._builder.wait() == 0
        self._length = time.monotonic() - begun

    def broken(self, kills: int) -> int | None:
        """The number of the kill after which the folder held neither the old site nor the new one."""
        return next((kill for kill in range(kills) if not self._stands_a_kill(kill)), None)

    def _stands_a_kill(self, kill: int) -> bool:
        content = self._contents[0 if tree(self._out) == self._trees[1] else 1]
        beside, itself = self._seen(self._out.parent), self._seen(self._out)
        self._builder.start(build_command(content, self._out))
        if kill % 3 == 0:
            time.sleep(self._random.uniform(0, self._length))
        elif kill % 3 == 1:
            self._wait(lambda: self._seen(self._out.parent) != beside)
            time.sleep(self._random.uniform(0, self._length / 3))
        else:
            self._wait(lambda: self._seen(self._out) != itself)
        self._builder.kill()
        return tree(self._out) in self._trees

    def _seen(self, folder: Path) -> tuple[int, ...]:
        """What changes when something is put into a folder, taken out of it, or put in its place."""
        try:
            stat = folder.stat()
        except FileNotFoundError:
            return ()
        return stat.st_ino, stat.st_mtime_ns

    def _wait(self, happened: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 20 * self._length
        while not happened() and time.monotonic() < deadline:
            time.sleep(0.0002)


def test_fifty_kills_leave_the_old_site_or_the_new_one_whole(tmp_path: Path) -> None:
    """A third at any moment of a build, a third after its first write, a third as the site itself changes."""
    with ExitStack() as stack:
        builders = [stack.enter_context(warmed()) for _ in range(LANES)]
        lanes = [Lane(tmp_path / str(n), n, builder) for n, builder in enumerate(builders)]
        with ThreadPoolExecutor(LANES) as pool:
            broken = list(pool.map(lambda lane: lane.broken(KILLS // LANES), lanes))
    assert broken == [None] * LANES
