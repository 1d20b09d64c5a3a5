import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish import MANIFEST, BadAddress, Busy, NotOurFolder, Published, publish
from generator.swap import locked

ROOT = Path(__file__).parent.parent
# A C library without the calls that exchange two names or flush one file system.
OLD_SYSTEM = "import ctypes; ctypes.CDLL = lambda *args, **options: object()"
BUILD_FOR_EVER = """
import itertools, sys
from pathlib import Path
from generator.publish import publish
out, *versions = map(Path, sys.argv[1:])
for version in itertools.cycle(versions):
    publish(((path.relative_to(version).as_posix(), path) for path in sorted(version.rglob("*.*"))), out)
    print("published", flush=True)
"""
BUILD_AND_WAIT = """
import sys
from pathlib import Path
from generator.publish import publish
def outputs():
    yield "index.html", b"the other build"
    print("building", flush=True)
    sys.stdin.readline()
publish(outputs(), Path(sys.argv[1]))
"""
BUILD_WITH_A_WORKER = """
import os, sys, time
from pathlib import Path
from generator.publish import publish
def outputs():
    if not os.fork():
        print(os.getpid(), flush=True)
    time.sleep(600)
    yield "index.html", b""
publish(outputs(), Path(sys.argv[1]))
"""


def manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder: files with their bytes, links and folders with None."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_symlink() or path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }


def site(files: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """What `tree` has to show for a site of these files."""
    folders = {parent.as_posix() for name in files for parent in Path(name).parents} - {"."}
    return {**files, **dict.fromkeys(folders), MANIFEST: manifest(files)}


def shown(folder: Path) -> list[str]:
    """What is in a folder, but for what a publish leaves beside the site to be quick the next time."""
    return sorted(set(os.listdir(folder)) - {".site.wenzheng-spare", ".site.wenzheng-state"})


@contextmanager
def running(code: str, *arguments: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=-1, stdout=-1) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_the_tree_is_the_outputs_and_their_checksums(out: Path, tmp_path: Path) -> None:
    source = tmp_path / "附件.pdf"
    source.write_bytes(b"%PDF" * 1_000_000)
    files = {"index.html": b"<p>", "mayor/a b.html": b"", "data/数据.csv": b"1"}
    outputs: dict[str, bytes | Path] = {**files, "attachments/附件.pdf": source}
    assert publish(outputs.items(), out) == Published(written=4, unchanged=0, removed=0)
    assert tree(out) == site({**files, "attachments/附件.pdf": source.read_bytes()})
    assert shown(tmp_path) == ["site", "附件.pdf"]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
def test_sha256sum_can_check_the_site(out: Path) -> None:
    publish([("index.html", b"1"), ("书记 信箱/a.html", b"2")], out)
    check = ["sha256sum", "--check", "--strict", MANIFEST]
    subprocess.run(check, cwd=out, check=True, capture_output=True)
    (out / "index.html").write_bytes(b"x")
    assert subprocess.run(check, cwd=out, check=False, capture_output=True).returncode == 1


def test_an_equal_file_keeps_its_inode_and_its_time(out: Path) -> None:
    publish([("same.html", b"1"), ("other.html", b"1")], out)
    os.utime(out / "same.html", (1, 1))
    before = (out / "same.html").stat()
    assert publish([("same.html", b"1"), ("other.html", b"2")], out) == Published(1, 1, 0)
    after = (out / "same.html").stat()
    assert (after.st_ino, after.st_mtime) == (before.st_ino, 1)


def test_where_hard_links_do_not_work_an_equal_file_is_copied_with_its_time(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    publish([("same.html", b"1")], out)
    os.utime(out / "same.html", (1, 1))
    monkeypatch.setattr(os, "link", refuse)
    assert publish([("same.html", b"1"), ("new.html", b"2")], out) == Published(1, 1, 0)
    assert tree(out) == site({"same.html": b"1", "new.html": b"2"})
    assert (out / "same.html").stat().st_mtime == 1


def test_nothing_changed_nothing_touched(out: Path) -> None:
    files = {"index.html": b"1", "a/b.html": b"2"}
    publish(files.items(), out)
    before = out.stat(), (out / MANIFEST).stat()
    assert publish(files.items(), out) == Published(0, 2, 0)
    assert (out.stat(), (out / MANIFEST).stat()) == before


def test_orphans_go_and_so_do_their_folders(out: Path) -> None:
    publish([("index.html", b"1"), ("gone/deep/a.html", b"2")], out)
    (out / "empty").mkdir()
    (out / "link").symlink_to(ROOT)
    (out / "stray.txt").write_bytes(b"")
    assert publish([("index.html", b"1")], out) == Published(0, 1, 3)
    assert tree(out) == site({"index.html": b"1"})


def put_stray_file(out: Path) -> None:
    (out / "stray.txt").write_bytes(b"")
    (out / "stray.txt").chmod(0o644)


def put_stray_folder(out: Path) -> None:
    (out / "stray").mkdir()
    (out / "stray").chmod(0o755)


def close_folder(out: Path) -> None:
    (out / "b").chmod(0o700)


@pytest.mark.parametrize("damage", [put_stray_file, put_stray_folder, close_folder])
def test_one_thing_out_of_place_is_put_right_though_no_file_changed(
    damage: Callable[[Path], None], out: Path
) -> None:
    publish([("b/c.html", b"1")], out)
    damage(out)
    publish([("b/c.html", b"1")], out)
    assert tree(out) == site({"b/c.html": b"1"})
    assert (out / "b").stat().st_mode & 0o7777 == 0o755


def test_a_site_of_nothing_is_a_site(out: Path) -> None:
    assert publish([], out) == Published(0, 0, 0)
    assert tree(out) == {MANIFEST: b""}
    assert publish([("a", b"")], out) == Published(1, 0, 0)


def test_an_old_file_is_trusted_only_for_its_bytes(out: Path) -> None:
    files = {"a.html": b"11", "b.html": b"22", "c.html": b"33", "d/d.html": b"44"}
    publish(files.items(), out)
    (out / "a.html").write_bytes(b"1x")
    (out / "b.html").unlink()
    (out / "b.html").symlink_to(out / "c.html")
    (out / "c.html").write_bytes(b"33+")
    shutil.move(out / "d", out / "moved")
    (out / "d").symlink_to("moved")
    (out / MANIFEST).write_bytes(b"damaged")
    assert publish(files.items(), out) == Published(4, 0, 2)
    assert tree(out) == site(files)


def test_a_damaged_manifest_alone_is_mended(out: Path) -> None:
    publish([("a.html", b"1")], out)
    (out / MANIFEST).write_bytes(b"")
    assert publish([("a.html", b"1")], out) == Published(0, 1, 0)
    assert tree(out) == site({"a.html": b"1"})


def test_modes_do_not_depend_on_the_umask_and_are_mended(out: Path) -> None:
    def modes() -> set[int]:
        return {path.stat().st_mode & 0o7777 for path in (out, *out.rglob("*"))}

    files = {"a.html": b"1", "b/c.html": b"2"}
    umask = os.umask(0o077)
    try:
        publish(files.items(), out)
        assert modes() == {0o644, 0o755}
        (out / "a.html").chmod(0o600)
        (out / "b").chmod(0o700)
        out.chmod(0o700)
        assert publish(files.items(), out) == Published(1, 1, 0)
        assert modes() == {0o644, 0o755}
    finally:
        os.umask(umask)


@pytest.mark.parametrize(
    "address",
    [
        "", " ", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\\b", "C:/a", "a?b", "a*", 'a"', "a<b",
        "a>b", "a|b", "a.", "a /b", " a", "aux", "a/NUL.html", "com1.txt", "a\nb", "\x00", "\x7f", "\ud800", "字" * 86,
    ],
)  # fmt: skip
def test_an_address_that_a_usb_stick_cannot_hold_is_refused(address: str, out: Path) -> None:
    publish([("index.html", b"old")], out)
    with pytest.raises(BadAddress):
        publish([("index.html", b"new"), (address, b"")], out)
    assert tree(out) == site({"index.html": b"old"})


@pytest.mark.parametrize("address", ["console.html", "a.aux", ".nojekyll", "a..b", "字" * 85, "…/(1) [2]"])
def test_an_unusual_address_is_no_bad_one(address: str, out: Path) -> None:
    publish([(address, b"1")], out)
    assert tree(out) == site({address: b"1"})


@pytest.mark.parametrize(
    "addresses",
    [
        ("a.html", "a.html"), ("a.html", "A.HTML"), ("caf\u00e9", "cafe\u0301"), ("a", "a/b"), ("a/b", "A"),
        ("a/b", "A/c"), ("b", MANIFEST), ("b", "sha256sums"), ("Ｘ", "ｘ"),
    ],
)  # fmt: skip
def test_two_addresses_that_a_usb_stick_holds_as_one_are_refused(
    addresses: tuple[str, str], out: Path
) -> None:
    with pytest.raises(BadAddress) as refused:
        publish([(address, b"") for address in addresses], out)
    assert addresses[1].split("/")[0] in refused.value.text.zh
    assert not out.exists()


def test_a_folder_of_a_stranger_is_refused_and_untouched(out: Path) -> None:
    (out / "photos").mkdir(parents=True)
    with pytest.raises(NotOurFolder):
        publish([("index.html", b"1")], out)
    assert tree(out.parent) == {"site": None, "site/photos": None}


@pytest.mark.parametrize("place", ["/", "file"])
def test_a_place_that_is_no_folder_to_replace_is_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(NotOurFolder):
        publish([("index.html", b"1")], tmp_path / place)
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_the_folder_may_be_missing_empty_relative_or_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("link").symlink_to("far/away")
    for place in ("empty", "new/deep/", "./relative/../relative", "link", "link"):
        publish([("index.html", place.encode())], Path(place))
        assert tree(Path(place)) == site({"index.html": place.encode()})
    assert Path("link").is_symlink()
    assert Path("far/away/index.html").is_file()


def test_an_exception_in_the_stream_changes_nothing(out: Path) -> None:
    def outputs() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        yield "more.html", b"new"
        raise OSError(errno.ENOSPC, "full")

    publish([("index.html", b"old")], out)
    with pytest.raises(OSError, match="full"):
        publish(outputs(), out)
    assert tree(out) == site({"index.html": b"old"})
    assert shown(out.parent) == ["site"]


def test_a_source_that_cannot_be_read_changes_nothing(out: Path) -> None:
    publish([("index.html", b"old")], out)
    with pytest.raises(FileNotFoundError):
        publish([("index.html", b"new"), ("a.pdf", out / "missing.pdf")], out)
    assert tree(out) == site({"index.html": b"old"})


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=1M", "tmpfs", str(tmp_path)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        old = {"same.html": b"1", "index.html": b"old" * 50_000}
        publish(old.items(), tmp_path / "site")
        with pytest.raises(OSError) as full:
            publish([("same.html", b"1"), ("big.html", b"new" * 500_000)], tmp_path / "site")
        assert full.value.errno == errno.ENOSPC
        assert tree(tmp_path / "site") == site(old)
        assert shown(tmp_path) == ["site"]
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_second_build_waits_for_the_first_or_says_so(out: Path) -> None:
    with running(BUILD_AND_WAIT, out) as first:
        assert first.stdout and first.stdin
        assert first.stdout.readline() == "building\n"
        with pytest.raises(Busy) as busy:
            publish([("index.html", b"mine")], out, timeout=0.1)
        assert "另一次生成" in busy.value.text.zh
        stdin = first.stdin
        release = threading.Timer(0.1, lambda: (stdin.write("\n"), stdin.flush()))
        release.start()
        assert publish([("index.html", b"mine")], out) == Published(1, 0, 0)
        release.join()
        assert first.wait() == 0
    assert tree(out) == site({"index.html": b"mine"})
    assert shown(out.parent) == ["site"]


def test_many_builds_at_once_take_turns(tmp_path: Path) -> None:
    turns: list[str] = []

    def build() -> None:
        for _ in range(20):
            with locked(tmp_path / "site", timeout=60):
                turns.append("in")
                time.sleep(0.001)
                turns.append("out")

    builders = [threading.Thread(target=build) for _ in range(4)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert turns == ["in", "out"] * 80
    assert os.listdir(tmp_path) == []


def test_a_worker_that_outlives_a_killed_build_does_not_keep_its_lock(out: Path) -> None:
    with running(BUILD_WITH_A_WORKER, out) as build:
        assert build.stdout
        worker = int(build.stdout.readline())
        try:
            build.kill()
            build.wait()
            assert publish([("index.html", b"1")], out, timeout=0) == Published(1, 0, 0)
        finally:
            os.kill(worker, 9)


@pytest.fixture
def versions(tmp_path: Path) -> dict[Path, dict[str, bytes]]:
    """Two sites as source folders: most files differ, some are equal, some are only in one."""
    sources = {}
    for version in ("A", "B"):
        files = {f"{n % 7}/page-{n}.html": f"{version} {n}".encode() * 50 for n in range(120)}
        files |= {f"same/{n}.html": b"same" for n in range(40)}
        files |= {f"only-{version}/{n}.html": b"one" for n in range(20)}
        for name, content in files.items():
            path = tmp_path / version / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        sources[tmp_path / version] = files
    return sources


@pytest.mark.parametrize(("system", "kills"), [("", 50), (OLD_SYSTEM, 15)], ids=["exchange", "two renames"])
def test_a_kill_at_any_moment_leaves_one_whole_site(
    system: str, kills: int, out: Path, versions: dict[Path, dict[str, bytes]]
) -> None:
    whole = [site(files) for files in versions.values()]
    seen, interrupted = set(), 0
    chance = random.Random(kills)
    for number in range(kills):
        with running(f"{system}\n{BUILD_FOR_EVER}", out, *versions) as build:
            assert build.stdout
            for _ in range(1 + number % 2):
                build.stdout.readline()
            time.sleep(chance.uniform(0, 0.08))
            build.kill()
        interrupted += ".site.wenzheng-lock" in os.listdir(out.parent)
        if system:  # Two renames have a moment between them, which the next start mends.
            with pytest.raises(ZeroDivisionError):
                publish(((str(1 / 0), b"") for _ in [0]), out)
        seen.add(whole.index(tree(out)))
    assert seen == {0, 1}
    assert interrupted > 0
    publish([("index.html", b"end")], out)
    assert shown(out.parent) == ["A", "B", "site"]
    assert tree(out) == site({"index.html": b"end"})


@pytest.mark.parametrize("recreated", [False, True])
def test_a_kill_between_two_renames_is_mended_at_the_next_start(recreated: bool, out: Path) -> None:
    publish([("index.html", b"old")], out)
    out.rename(out.with_name(".site.wenzheng-old"))
    if recreated:
        out.mkdir()
    with pytest.raises(NotADirectoryError):
        publish([("index.html", b"new"), ("a", Path(__file__) / "none")], out)
    assert tree(out) == site({"index.html": b"old"})
    assert shown(out.parent) == ["site"]


CONTENT = st.sampled_from([b"", b"1", b"2", "长".encode() * 1000])
NAMES = st.lists(st.sampled_from(["a", "b.html", "数据", "d d"]), min_size=1, max_size=3).map("/".join)


def without_clashes(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: files[name] for name in files if not any(other.startswith(f"{name}/") for other in files)}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dictionaries(NAMES, CONTENT, max_size=8).map(without_clashes), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_whatever_was_there_the_result_is_exactly_the_last_set(
    builds: list[dict[str, bytes]], chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, before = Path(folder, "site"), dict[str, bytes]()
        for files in builds:
            published = publish(files.items(), out)
            assert tree(out) == site(files)
            assert published.unchanged == sum(before.get(name) == files[name] for name in files)
            assert published.written == len(files) - published.unchanged
            assert published.removed == len(before.keys() - files.keys())
            before = dict(files)
            if files and chance.random() < 0.5:
                victim = chance.choice(sorted(files))
                before[victim] = b"damaged"
                (out / victim).write_bytes(b"damaged")
                with suppress(FileExistsError):
                    (out / "a").mkdir()


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab./\\: \n"\ud800é字N'), max_size=12))
def test_no_address_writes_outside_the_site(address: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            publish([(address, b"1")], Path(folder, "site"))
        except BadAddress:
            assert os.listdir(folder) == []
        else:
            assert tree(Path(folder, "site")) == site({address: b"1"})
            assert shown(Path(folder)) == ["site"]
