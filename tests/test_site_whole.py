"""A build is whole or it is not there, and the same content gives the same bytes wherever it is built."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.rig.building import DEMO, build_command, build_site, tree, wenzheng
from tests.rig.county import Folders, plant

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

    def __init__(self, folder: Path, seed: int) -> None:
        self._random = random.Random(seed)
        self._out = folder / "out/site"
        self._contents = [
            plant(folder / "a", copies=6),
            plant(folder / "b", lambda slot: slot.word + "新", copies=5),
        ]
        self._trees = [
            tree(build_site(content, folder / f"whole-{n}")) for n, content in enumerate(self._contents)
        ]
        begun = time.monotonic()
        build_site(self._contents[0], self._out)
        assert run(self._contents[0], self._out)[0] == 0
        self._length = time.monotonic() - begun

    def broken(self, kills: int) -> list[int]:
        """The numbers of those kills after which the folder held neither the old site nor the new one."""
        return [kill for kill in range(kills) if not self._stands_a_kill(kill)]

    def _stands_a_kill(self, kill: int) -> bool:
        before = tree(self._out)
        content = self._contents[0 if before == self._trees[1] else 1]
        process = wenzheng(*build_command(content, self._out))
        if kill % 2:
            self._wait_for_the_first_write(process)
            time.sleep(self._random.uniform(0, self._length / 3))
        else:
            time.sleep(self._random.uniform(0, self._length))
        process.kill()
        process.communicate()
        return tree(self._out) in self._trees

    def _wait_for_the_first_write(self, process: subprocess.Popen[str]) -> None:
        neighbours = set(os.listdir(self._out.parent))
        while process.poll() is None and set(os.listdir(self._out.parent)) == neighbours:
            time.sleep(0.001)


def test_fifty_kills_leave_the_old_site_or_the_new_one_whole(tmp_path: Path) -> None:
    lanes = [Lane(tmp_path / str(number), seed=number) for number in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        broken = list(pool.map(lambda lane: lane.broken(KILLS // LANES), lanes))
    assert broken == [[], []]
