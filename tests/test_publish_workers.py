"""A caller that knows what is unchanged, and workers that write their outputs themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish import MANIFEST, BadAddress, Desk, Kept, Laid, NotKept, Published, publication, publish
from generator.publish.manifest import edited, listed, written
from tests.test_publish import shown, site, tree

BLOCKS = [
    {f"{block}/{n}.html": f"{block} {n}".encode() for n in range(30)}
    for block in ("a", "b", "数据/深", "a/in")
]
ALL = {name: content for block in BLOCKS for name, content in block.items()}


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def lay(desk: Desk, held: dict[str, str], block: dict[str, bytes]) -> list[Laid]:
    """What a worker does with a block."""
    return desk.lay(block.items(), held)


@pytest.fixture(scope="module")
def workers() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_what_workers_write_is_the_site(workers: ProcessPoolExecutor, out: Path) -> None:
    umask = os.umask(0o077)
    try:
        publish([("a/0.html", b"a 0"), ("a/1.html", b"old"), ("gone.html", b"")], out)
        before = (out / "a/0.html").stat()
        with publication(out) as session:
            held = {name: known for name in ALL if (known := session.digest(name))}
            for laid in workers.map(partial(lay, session.desk(), held), BLOCKS):
                assert {one.address: (one.digest, one.size) for one in laid} == {
                    one.address: (digest(ALL[one.address]), len(ALL[one.address])) for one in laid
                }
                session.take(laid)
            session.put("index.html", b"by the parent")
    finally:
        os.umask(umask)
    assert session.published == Published(len(ALL), 1, 1)
    assert tree(out) == site({**ALL, "index.html": b"by the parent"})
    after = (out / "a/0.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert {path.stat().st_mode & 0o7777 for path in (out, *out.rglob("*"))} == {0o644, 0o755}


@pytest.mark.parametrize(
    "second", [{"a.html": b"1"}, {"A.html": b"1"}, {"a.html/b": b"1"}], ids=["same", "case", "folder"]
)
def test_two_workers_with_one_address_are_refused(second: dict[str, bytes], out: Path) -> None:
    publish([("index.html", b"old")], out)

    def both() -> None:
        with publication(out) as session:
            for block in ({"a.html": b"1"}, second):
                session.take(session.desk().lay(block.items(), {}))

    with pytest.raises(BadAddress):
        both()
    assert tree(out) == site({"index.html": b"old"})
    assert shown(out.parent) == ["site"]


@pytest.mark.parametrize("address", ["../outside", "/outside", "a/../../outside"])
def test_a_worker_writes_nothing_outside(address: str, out: Path) -> None:
    with pytest.raises(BadAddress), publication(out) as session:
        session.desk().lay([(address, b"")], {})
    assert os.listdir(out.parent) == []


def test_what_a_worker_wrote_but_the_parent_did_not_take_is_not_in_the_site(out: Path) -> None:
    with publication(out) as session:
        session.desk().lay([("stray/a.html", b"")], {})
        session.put("index.html", b"1")
    assert tree(out) == site({"index.html": b"1"})


def test_what_a_worker_says_it_wrote_must_be_there(out: Path) -> None:
    publish([("index.html", b"1")], out)
    with pytest.raises(FileNotFoundError), publication(out) as session:
        session.put("index.html", b"2")
        session.take([Laid("lost.html", digest(b""), 0, True)])
    assert tree(out) == site({"index.html": b"1"})


def test_a_promise_that_something_is_unchanged_is_held_against_the_tree(out: Path) -> None:
    publish([("a.html", b"1"), ("b.html", b"2")], out)
    kept = Kept(digest(b"1"))
    assert publish([("a.html", kept), ("b.html", b"3")], out) == Published(1, 1, 0)
    assert tree(out) == site({"a.html": b"1", "b.html": b"3"})
    for outputs in ([("a.html", Kept(digest(b"2")))], [("a.html", kept), ("new.html", kept)]):
        with pytest.raises(NotKept) as broken:
            publish(outputs, out)
        assert outputs[-1][0] in broken.value.text.zh
    (out / "a.html").write_bytes(b"x")
    with pytest.raises(NotKept):
        publish([("a.html", kept)], out)
    assert tree(out)["b.html"] == b"3"


def test_a_caller_hears_what_the_tree_really_holds(out: Path) -> None:
    publish([("a.html", b"1"), ("b.html", b"2"), ("c.html", b"3"), ("d.html", b"4")], out)
    (out / "b.html").write_bytes(b"x")
    (out / "c.html").unlink()
    (out / "d.html").chmod(0o600)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), publication(out) as session:
            names = ("a.html", "b.html", "c.html", "d.html", "e.html")
            assert [session.digest(name) for name in names] == [digest(b"1"), digest(b"x"), None, None, None]
            raise ZeroDivisionError
        (out.parent / ".site.wenzheng-state").unlink(missing_ok=True)


@pytest.mark.parametrize("added", ["A.HTML", "A/b", "a.html/b", "x/B.html", "X/c.html", "x", "X"])
def test_a_new_address_must_not_clash_with_one_that_stays(added: str, out: Path) -> None:
    files = {"a.html": b"1", "x/b.html": b"2", "a/c": b"3"}
    publish(files.items(), out)
    for kept in (files, {name: Kept(digest(content)) for name, content in files.items()}):
        for outputs in ([*kept.items(), (added, b"")], [(added, b""), *kept.items()]):
            with pytest.raises(BadAddress):
                publish(outputs, out)
            assert tree(out) == site(files)


def test_a_new_address_may_clash_with_one_that_goes(out: Path) -> None:
    publish([("a.html", b"1"), ("x/b.html", b"2"), ("y", b"3")], out)
    files = {"A.html": b"1", "x": b"2", "y/z": b"3"}
    publish(files.items(), out)
    assert tree(out) == site(files)
    publish({**files, "x": b"4"}.items(), out)
    assert tree(out) == site({**files, "x": b"4"})


def test_a_site_that_is_published_once_leaves_nothing_beside_it(out: Path) -> None:
    for content in (b"1", b"2", b"2"):
        publish([("index.html", content)], out, again=False)
        assert os.listdir(out.parent) == ["site"]


def test_a_caller_may_tell_only_what_differs(out: Path) -> None:
    files = {"a.html": b"1", "b/b.html": b"2", "c.html": b"3"}
    publish(files.items(), out)
    release = digest((out / MANIFEST).read_bytes())
    with publication(out) as session:
        assert session.release == release
        session.keep_all(release)
        session.put("a.html", b"new")
        session.put("d.html", b"4")
        session.put("c.html", b"3")
        session.drop("b/b.html")
        session.drop("never.html")
    assert session.published == Published(written=2, unchanged=1, removed=1)
    assert tree(out) == site({"a.html": b"new", "c.html": b"3", "d.html": b"4"})


def test_a_tree_that_is_not_that_release_is_no_base(out: Path) -> None:
    publish([("a.html", b"1"), ("b.html", b"2")], out)
    release = digest((out / MANIFEST).read_bytes())
    publish([("a.html", b"1"), ("b.html", b"3")], out)
    with pytest.raises(NotKept), publication(out) as session:
        session.keep_all(release)
    (out / "a.html").write_bytes(b"x")
    with pytest.raises(NotKept), publication(out) as session:
        assert session.release is None
        session.keep_all(digest((out / MANIFEST).read_bytes()))
    assert tree(out)["b.html"] == b"3"


def test_workers_see_in_the_tree_what_one_process_sees(workers: ProcessPoolExecutor, out: Path) -> None:
    publish(ALL.items(), out)
    with publication(out, workers=workers) as session:
        assert session.release
        session.keep_all(session.release)
    assert session.published == Published(0, len(ALL), 0)
    (out / "a/3.html").write_bytes(b"edited")
    (out / "b/4.html").unlink()
    (out / "new").mkdir()
    (out / "new/stray.html").write_bytes(b"")
    with publication(out, workers=workers) as session:
        assert session.release is None
        for address, content in ALL.items():
            session.put(address, content)
    assert session.published == Published(2, len(ALL) - 2, 1)
    assert tree(out) == site(ALL)


NAMES = st.text(st.sampled_from("ab/é数\U0001f600"), min_size=1, max_size=4)
DIGESTS = st.integers(0, 9).map(lambda n: f"{n:064x}")


@given(st.dictionaries(NAMES, DIGESTS, max_size=12), st.dictionaries(NAMES, DIGESTS | st.none(), max_size=8))
def test_an_edited_manifest_is_the_one_written_anew(
    digests: dict[str, str], changes: dict[str, str | None]
) -> None:
    wanted = {name: value for name, value in {**digests, **changes}.items() if value}
    manifest = "".join(f"{wanted[name]}  {name}\n" for name in sorted(wanted, key=str.encode)).encode()
    assert edited(written(digests), changes) == manifest
    assert listed(manifest) == wanted
