"""Blocks: cut where a new file moves nothing, kept until one of their files changes, and never trusted when damaged."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.blocks import Cache, planned
from generator.blocks.files import Files
from generator.build import build
from generator.catalogue import assembled, publishable
from generator.examining import Examined, checked, examined, frozen, tallied
from generator.model import Brief, Shown
from generator.pages import View, pages
from generator.problem import Problem
from generator.read import RecordFile
from generator.render import render
from generator.shell import Shell
from generator.stats.briefs import brief
from generator.stats.tally import tally
from tests.bench.making import LAST, make
from tests.rig.building import DEMO, tree
from tests.rig.county import Folders

COUNT = 400


def files(numbers: Sequence[int]) -> list[RecordFile]:
    return [
        RecordFile(f"/x/cases/mayor/{n:05}.yml", f"cases/mayor/{n:05}.yml", "cases", ("mayor",))
        for n in sorted(numbers)
    ]


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 9_999), max_size=3_000), st.integers(0, 9_999))
def test_a_new_file_moves_the_cuts_beside_it_alone(numbers: set[int], new: int) -> None:
    before, after = (set(planned(files(some))) for some in (sorted(numbers), sorted({*numbers, new})))
    assert [file for block in planned(files(sorted(numbers))) for file in block] == files(sorted(numbers))
    # A block that was cut for its length alone hands the cut on until a name says where the next one is.
    assert len(after - before) <= 4


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return make(tmp_path_factory.mktemp("blocks"), COUNT)


def look(county: Folders, cache: Cache | None) -> Examined:
    return examined(county.content, county.config, today=LAST, cache=cache)


def blocks_of(cache: Cache) -> dict[str, float]:
    return {
        path.name: path.stat().st_mtime_ns for path in (cache.folder / "blocks").rglob("*") if path.is_file()
    }


def test_only_the_block_of_a_changed_file_is_looked_at_again(county: Folders, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    look(county, cache)
    before = blocks_of(cache)
    assert len(before) > 1
    letter = next(iter(sorted(county.content.rglob("*.yml"))))
    text = letter.read_text("utf-8")
    try:
        letter.write_text(text.replace("title: ", "title: 新"), "utf-8")
        changed = look(county, cache)
    finally:
        letter.write_text(text, "utf-8")
    assert len(blocks_of(cache).keys() - before.keys()) == 1
    assert before.items() <= blocks_of(cache).items()
    assert sum(one.title.startswith("新") for one in changed.library.published) == 1


@pytest.mark.parametrize("harm", ["cut", "bit", "version", "empty"])
def test_a_damaged_cache_is_told_and_changes_nothing(county: Folders, tmp_path: Path, harm: str) -> None:
    cache = Cache(tmp_path / "cache")
    whole = look(county, cache)
    for path in (cache.folder / "blocks").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            harmed = {
                "cut": data[: len(data) // 2],
                "bit": data.replace(b"\xa6letter", b"\xa6Letter", 1),
                "version": data.replace(b"wenzheng-cache-1", b"wenzheng-cache-0", 1),
                "empty": b"",
            }
            path.write_bytes(harmed[harm])
    again = Cache(cache.folder)
    found = look(county, again)
    assert found.library.published == whole.library.published
    # A bit in the texts is found where the texts are asked for.
    numbers = range(len(found.library.shelved))
    assert len([record for number in numbers for record in found.library.records(number)]) == COUNT
    assert len(again.unusable) == len(found.library.shelved)
    assert not Cache(cache.folder).unusable


def test_a_file_is_known_by_its_stamp_until_it_is_touched(tmp_path: Path) -> None:
    cache, path = Cache(tmp_path / "cache"), tmp_path / "a.yml"
    path.write_text("一", "utf-8")
    stamp = os.stat(path)
    time.sleep(0.1)
    known = Files(cache)
    stamped = (stamp.st_ino, stamp.st_size, stamp.st_mtime_ns, stamp.st_ctime_ns)
    known.learn([str(path)], [stamped], [b"digest"])
    known.save()
    assert Files(cache).digest(str(path)) == b"digest"
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert Files(cache).digest(str(path)) is None
    assert Files(cache).digest(str(tmp_path / "none.yml")) is None


def test_a_build_says_that_its_cache_was_damaged_and_mends_it(county: Folders, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(county.content, county.config, out, today=LAST)
    before = tree(out)
    note = tmp_path / ".site.wenzheng-cache" / "portions"
    note.write_bytes(note.read_bytes()[:-1])
    (tmp_path / ".site.wenzheng-inputs").unlink()
    built = build(county.content, county.config, out, today=LAST)
    assert [remark.en[:9] for remark in built.remarks] == ["Some of t"]
    assert tree(out) == before
    (tmp_path / ".site.wenzheng-inputs").unlink()
    assert not build(county.content, county.config, out, today=LAST).remarks


def test_blocks_find_what_is_found_in_the_whole(county: Folders) -> None:
    for folders in (DEMO, county):
        whole: tuple[Problem, ...] = checked(folders.content, folders.config, today=LAST).problems
        assert examined(folders.content, folders.config, today=LAST).problems == whole


def test_lists_and_numbers_are_the_same_of_briefs_as_of_cases() -> None:
    found = checked(DEMO.content, DEMO.config)
    assert found.content is not None
    whole = frozen(found.content, found.today)
    counted = tallied(whole)
    short: list[Shown] = [
        brief(record, counted.progress[record.id]) if record.kind == "case" else record  # type: ignore[arg-type]
        for record in whole.records
    ]
    assert sum(isinstance(one, Brief) for one in short) > 50
    small = assembled(whole.county, whole.today, short, whole.withdrawn, whole.registers)
    assert [one.id for one in small.records] == [one.id for one in whole.records]
    stands = {**counted.progress, **{one.id: one for one in short if isinstance(one, Brief)}}
    empty = Shell(dict.fromkeys(range(4), ("", "", "", "")), {}, ())
    one, other = (
        dict(render(pages(View(catalogue, numbers), {}), empty, catalogue.county))
        for catalogue, numbers in ((whole, counted), (small, tally(small, stands)))
    )
    assert one == other
    assert len(one) > 100


def test_a_record_comes_back_from_the_cache_as_it_was(tmp_path: Path) -> None:
    found = examined(DEMO.content, DEMO.config, cache=Cache(tmp_path / "cache"))
    whole = checked(DEMO.content, DEMO.config)
    assert whole.content is not None
    numbers = range(len(found.library.shelved))
    back = {record.id: record for number in numbers for record in found.library.records(number)}
    stones = {stone.id for stone in found.library.withdrawn}
    there = {one.value.id: publishable(one.value) for one in whole.content.records}
    assert back == {id: record for id, record in there.items() if id not in stones}
