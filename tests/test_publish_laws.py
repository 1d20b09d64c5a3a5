"""Whatever happens between and within publishes, the tree is one whole site, and the next publish makes it the wanted one."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish import MANIFEST
from tests.rig.publishing import WAYS, Publisher, publisher
from tests.test_publish import site, tree, without_clashes

SPARE, STATE = ".site.wenzheng-spare", ".site.wenzheng-state"
CONTENT = st.sampled_from([b"", b"1", b"2", b"11", "长".encode() * 1000])
NAMES = st.lists(st.sampled_from(["a", "b.html", "数据", "d d"]), min_size=1, max_size=3).map("/".join)
SITES = st.dictionaries(NAMES, CONTENT, max_size=8).map(without_clashes)


@pytest.fixture(scope="module")
def publishing() -> Iterator[Publisher]:
    with publisher() as one:
        yield one


def any_file(folder: Path, chance: random.Random) -> Path:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    return chance.choice(files or [folder / MANIFEST])


def edit(out: Path, chance: random.Random) -> None:
    """The same size, and the time put back, as one does who does not want to be seen."""
    path = any_file(out, chance)
    before = path.stat()
    path.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def save_by_editor(out: Path, chance: random.Random) -> None:
    path = any_file(out, chance)
    fresh = path.with_name("fresh~")
    fresh.write_bytes(path.read_bytes()[::-1] + b"!")
    fresh.chmod(0o644)
    fresh.replace(path)


def empty(out: Path, chance: random.Random) -> None:
    any_file(out, chance).write_bytes(b"")


def delete(out: Path, chance: random.Random) -> None:
    path = any_file(out, chance)
    if path.name != MANIFEST:
        path.unlink()


def exchange(out: Path, chance: random.Random) -> None:
    one, other = any_file(out, chance), any_file(out, chance)
    aside = out / "aside"
    one.rename(aside)
    if other != one:
        other.rename(one)
    aside.rename(other)


def change_mode(out: Path, chance: random.Random) -> None:
    any_file(out, chance).chmod(0o600)
    any_file(out, chance).parent.chmod(0o700)


def add(out: Path, chance: random.Random) -> None:
    with suppress(FileExistsError):
        (any_file(out, chance).parent / "a").mkdir()
    with suppress(FileExistsError):
        (any_file(out, chance).parent / "link").symlink_to(out.parent)
    (any_file(out, chance).parent / "stray").write_bytes(b"1")


def lose_spare(out: Path, _: random.Random) -> None:
    spare = out.with_name(SPARE)
    shutil.rmtree(spare) if spare.is_dir() and not spare.is_symlink() else spare.unlink(missing_ok=True)


def damage_spare(out: Path, chance: random.Random) -> None:
    spare = out.with_name(SPARE)
    if spare.is_dir() and not spare.is_symlink():
        if (path := any_file(spare, chance)).exists():
            path.unlink()
            path.symlink_to(out / MANIFEST)
        (spare / "strange").mkdir(exist_ok=True)
        (spare / "strange/stray").write_bytes(b"stray")


def put_a_file_for_spare(out: Path, chance: random.Random) -> None:
    lose_spare(out, chance)
    out.with_name(SPARE).symlink_to(out) if chance.random() < 0.5 else out.with_name(SPARE).touch()


def lose_state(out: Path, _: random.Random) -> None:
    out.with_name(STATE).unlink(missing_ok=True)


def damage_state(out: Path, chance: random.Random) -> None:
    state = out.with_name(STATE)
    if state.is_file():
        content = bytearray(state.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        state.write_bytes(content if chance.random() < 0.5 else content[: chance.randrange(len(content))])


def old_state(out: Path, chance: random.Random) -> None:
    """Take a note along that was made for another tree."""
    state, earlier = out.with_name(STATE), out.with_name("earlier")
    if earlier.is_file() and chance.random() < 0.5:
        shutil.copy(earlier, state)
    elif state.is_file():
        shutil.copy(state, earlier)


TAMPERINGS = [
    edit, save_by_editor, empty, delete, exchange, change_mode, add, lose_spare, damage_spare, put_a_file_for_spare,
    lose_state, damage_state, old_state,
]  # fmt: skip
Tampering = Callable[[Path, random.Random], None]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            SITES,
            st.sampled_from(WAYS),
            st.none() | st.integers(0, 120),
            st.lists(st.sampled_from(TAMPERINGS), max_size=2),
        ),
        min_size=1,
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_the_tree_equals_a_clean_publish_whatever_came_before(
    publishing: Publisher,
    builds: list[tuple[dict[str, bytes], str, int | None, list[Tampering]]],
    chance: random.Random,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "site")
        for files, way, steps, tamperings in builds:
            if out.is_dir():
                for tamper in tamperings:
                    tamper(out, chance)
            before = tree(out)
            with ExitStack() as stack:
                opened = [
                    (stack.enter_context(path.open("rb")), before[path.relative_to(out).as_posix()])
                    for path in files_of(out)
                ]
                status, _ = publishing.publish(files, out, way=way, steps=steps)
                assert all(handle.read() == content for handle, content in opened), (
                    "a file in use was written to"
                )
            assert status == 0 if steps is None else status in (0, -9)
            assert tree(out) in ([site(files)] if status == 0 else [before, site(files)])
        files = builds[0][0]
        assert publishing.publish(files, out)[0] == 0
        assert tree(out) == site(files)
        assert {path.stat().st_mode & 0o7777 for path in files_of(out)} == {0o644}
        assert {path.stat().st_mode & 0o7777 for path in (out, *out.rglob("*")) if path.is_dir()} == {0o755}


def files_of(out: Path) -> list[Path]:
    return [path for path in out.rglob("*") if path.is_file() and not path.is_symlink()]


@pytest.mark.parametrize("lost", [(), (SPARE,), (STATE,)], ids=["whole", "no spare", "no state"])
def test_a_kill_at_each_single_step_leaves_one_whole_site(
    lost: tuple[str, ...], publishing: Publisher, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    old = {"index.html": b"old", "a/same.html": b"same", "a/gone.html": b"gone", "b/c/old.html": b"old"}
    new = {"index.html": b"new", "a/same.html": b"same", "a/added.html": b"added", "b/c": b"no folder"}
    for steps in range(500):
        publishing.publish(old, out)
        for name in lost:
            path = out.with_name(name)
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        status, _ = publishing.publish(new, out, steps=steps)
        assert tree(out) in ([site(new)] if status == 0 else [site(old), site(new)])
        if status == 0:
            break
    assert status == 0
    assert steps > 30


@pytest.mark.parametrize("way", ["kept", "difference"])
def test_only_what_changes_is_opened_linked_or_removed(
    way: str, publishing: Publisher, tmp_path: Path
) -> None:
    files = {f"{n % 5}/{n}.html": b"%d" % n for n in range(50)}
    publishing.publish(files, tmp_path / "site")
    del files["3/13.html"]
    files |= {"1/11.html": b"changed", "4/added.html": b"added"}
    _, events = publishing.publish(files, tmp_path / "site", way=way, watch=True)
    touched = {event.rpartition("/")[2] for event in events if event.endswith((".html", MANIFEST))}
    assert touched == {"11.html", "added.html", "13.html", MANIFEST}
    _, events = publishing.publish(files, tmp_path / "site", way=way, watch=True)
    events = [event for event in events if way != "difference" or MANIFEST not in event]  # the rig reads it
    assert not [event for event in events if event.endswith((".html", MANIFEST))]


def test_a_spare_that_was_damaged_is_not_believed_after_a_publish_that_did_not_use_it(
    publishing: Publisher, tmp_path: Path
) -> None:
    out, files = tmp_path / "site", {"a/1.html": b"1", "a/2.html": b"2", "b/3.html": b"3"}
    publishing.publish(files, out)
    (out.with_name(SPARE) / "a/1.html").unlink()
    os.utime(out / "a/2.html")
    publishing.publish(files, out)
    files["b/3.html"] = b"new"
    publishing.publish(files, out)
    assert tree(out) == site(files)
