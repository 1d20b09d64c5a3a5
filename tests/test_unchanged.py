"""A build with nothing to do knows it at once: with little loaded, in a fresh clone too, and never of a site that was edited."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.publish import MANIFEST, Published, publication, publish
from generator.publish import held as held_module
from generator.unchanged import looked
from tests.rig.building import ROOT, tree
from tests.rig.county import Folders, plant
from tests.test_inputs import TODAY, made

FILES = {f"{folder}/{n}.html": b"%d" % n for folder in ("a", "b/深", "c") for n in range(40)}
HEAVY = {"mkdocs", "pydantic", "numpy", "jinja2", "yaml", "rich", "distributed", "asyncio"}


def restored(folder: Path, *, times: bool = True) -> None:
    """The folder as an archive gives it back: other files, with the same names, sizes and times."""
    copy = folder.with_name("copy")
    archive = folder.with_name("copy.tar")
    subprocess.run(["tar", "--posix", "-cf", archive, "-C", folder, "."], check=True)
    copy.mkdir()
    subprocess.run(["tar", "-xf", archive, "-C", copy, *([] if times else ["--touch"])], check=True)
    shutil.rmtree(folder)
    copy.rename(folder)


def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The published files that are read from now on, to know their digests."""
    names: list[str] = []
    digest = held_module.file_digest

    def noting(file, name):  # type: ignore[no-untyped-def]
        names.append(file.name)
        return digest(file, name)

    monkeypatch.setattr(held_module, "file_digest", noting)
    return names


@pytest.fixture
def out(tmp_path: Path) -> Path:
    out = tmp_path / "work/site"
    publish(FILES.items(), out)
    return out


def test_a_restored_site_is_known_without_being_read(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    restored(out.parent)
    names = read_files(monkeypatch)
    for _ in range(2):
        with publication(out) as site:
            assert site.release
            site.keep_all(site.release)
        assert site.published == Published(0, len(FILES), 0)
    assert publish({**FILES, "a/1.html": b"new"}.items(), out) == Published(1, len(FILES) - 1, 0)
    assert not names
    assert tree(out) == tree_of({**FILES, "a/1.html": b"new"}, out)


def tree_of(files: dict[str, bytes], out: Path) -> dict[str, str]:
    """What a clean publish makes of files."""
    clean = out.with_name("clean")
    publish(files.items(), clean, again=False)
    return tree(clean)


def edited(out: Path) -> None:
    (out / "a/3.html").write_bytes(b"x")


def edited_in_its_time(out: Path) -> None:
    """By somebody who sets the time back."""
    path = out / "a/3.html"
    before = path.stat()
    path.write_bytes(b"longer")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def added(out: Path) -> None:
    (out / "a/new.html").write_bytes(b"x")


def removed(out: Path) -> None:
    (out / "c/7.html").unlink()


def emptied(out: Path) -> None:
    shutil.rmtree(out / "c")


def list_edited(out: Path) -> None:
    path = out / MANIFEST
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"a", b"b"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", [edited, edited_in_its_time, added, removed, emptied, list_edited])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_restored_site_that_was_edited_is_mended(
    out: Path, change: Callable[[Path], None], when: str
) -> None:
    if when == "before":
        change(out)
    restored(out.parent)
    if when == "after":
        change(out)
    with publication(out) as site:
        assert site.release is None
        for address, content in FILES.items():
            site.put(address, content)
    assert tree(out) == tree_of(FILES, out)


def test_an_archive_may_keep_whole_seconds(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    restored(out.parent)
    for path in sorted(out.rglob("*")):
        os.utime(path, (0, int(path.stat().st_mtime)))
    names = read_files(monkeypatch)
    assert publish(FILES.items(), out) == Published(0, len(FILES), 0)
    assert not names


def test_a_site_restored_without_its_times_is_read(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(out / "a/3.html", (1, 1))
    publish(FILES.items(), out)
    restored(out.parent, times=False)
    names = read_files(monkeypatch)
    assert publish(FILES.items(), out) == Published(0, len(FILES), 0)
    assert len(names) >= len(FILES)


def test_once_known_a_restored_site_is_watched_as_any_other(out: Path) -> None:
    """An edit that keeps size and time is found by its time of change."""
    restored(out.parent)
    publish(FILES.items(), out)
    path = out / "a/3.html"
    before = path.stat()
    path.write_bytes(b"x")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    publish(FILES.items(), out)
    assert path.read_bytes() == FILES["a/3.html"]


def test_several_look_at_a_large_tree(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_module, "_SHARE", 10)
    for change in (lambda _: None, edited, added):
        change(out)
        with publication(out, workers=2) as site:
            assert (site.release is None) == (change in (edited, added))
            for address, content in FILES.items():
                site.put(address, content)
        assert tree(out) == tree_of(FILES, out)


@pytest.fixture
def county(tmp_path: Path) -> Folders:
    return plant(tmp_path / "county")


def test_a_fresh_clone_with_what_ci_kept_makes_nothing(county: Folders, tmp_path: Path) -> None:
    out = tmp_path / "work/site"
    made(county, out)
    restored(out.parent)
    for path in sorted((tmp_path / "county").rglob("*.yml")):
        copy = path.with_suffix(".copy")
        shutil.copyfile(path, copy)
        copy.replace(path)
    assert not made(county, out)[1]
    note = (out.parent / ".site.wenzheng-inputs").read_bytes()
    assert not made(county, out)[1]
    assert (out.parent / ".site.wenzheng-inputs").read_bytes() == note


def test_inputs_are_the_same_for_any_number_of_workers(
    county: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.inputs._PART", 3)
    time.sleep(0.1)
    one, two = (
        looked(county.content, county.config, tmp_path / "site", TODAY, workers).inputs for workers in (1, 2)
    )
    assert (one.stamps, one.content) == (two.stamps, two.content)


def test_nothing_is_loaded_that_only_makes_pages(county: Folders, tmp_path: Path) -> None:
    made(county, tmp_path / "site")
    program = (
        "import sys; from generator.cli import main\n"
        f"sys.argv = ['wenzheng', 'build', '--content', {str(county.content)!r}, '--config', {str(county.config)!r},"
        f" '--out', {str(tmp_path / 'site')!r}, '--today', '{TODAY}']\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    code, *modules = done.stdout.splitlines()[-1].split()
    assert code == "0"
    assert "click" in modules
    assert not HEAVY & set(modules)
