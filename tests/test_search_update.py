"""Updates of the search index: from the memory of a build, byte for byte what a build of all gives."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search import Damage, Document, SearchSettings, build, search, shard, stamp, update
from tests.rig.search_reader import Shelves

NAMES = SearchSettings({"mayor": "县长信箱"}, {"office": "县府办"}, {"life": "生活"}, {}, {"open": "办理中"})
Files = dict[str, bytes]
Known = dict[str, Document]


def document(name: str, title: str, *texts: str, day: date = date(2026, 3, 2), topic: str = "life") -> Document:
    return Document(
        id=name,
        url=f"mayor/{name}.html",
        title=title,
        column="mayor",
        departments=("office",),
        topic=topic,
        type="consult",
        at=day.isoformat(),
        status="open",
        answer="",
        texts=texts,
    )


def built(known: Iterable[Document], folder: Path | None = None) -> Files:
    return dict(build([shard(known)], NAMES, folder))


def updated(folder: Path, site: Files, removed: Iterable[str], added: Iterable[Document]) -> Files:
    """The site after an update, which tells of no file that was already so."""
    change = update(folder, set(removed), [shard(added)], NAMES)
    files = dict(change.files)
    assert [path for path, content in files.items() if site.get(path) == content] in ([], ["search/start.js"])
    assert set(change.gone) <= set(site)
    assert not set(change.gone) & set(files)
    change.keep()
    return {**{path: content for path, content in site.items() if path not in change.gone}, **files}


WORDS = st.text(st.sampled_from("公积金提取小区的a1，。 \n") | st.characters(), max_size=40)
DAYS = st.integers(0, 70).map(lambda days: date(2025, 12, 20) + timedelta(days))
NAMED = st.integers(0, 12).map(lambda number: f"XZ-{number}")
DOCUMENTS = st.builds(document, NAMED, WORDS, WORDS, day=DAYS, topic=st.sampled_from(["life", "work", ""]))
CHANGES = st.lists(st.tuples(st.sets(NAMED, max_size=4), st.lists(DOCUMENTS, max_size=4)), min_size=1, max_size=5)


@given(st.lists(DOCUMENTS, max_size=12), CHANGES)
@settings(max_examples=120, deadline=None)
def test_an_update_gives_the_bytes_of_a_build(
    first: list[Document], changes: list[tuple[set[str], list[Document]]]
) -> None:
    known = {one.id: one for one in first}
    with tempfile.TemporaryDirectory() as place:
        site = built(known.values(), Path(place))
        for removed, added in changes:
            fresh = {one.id: one for one in added}
            known = {name: one for name, one in known.items() if name not in removed} | fresh
            site = updated(Path(place), site, removed, fresh.values())
            assert site == dict(search(known.values(), NAMES))


def crowd(count: int, characters: str, seed: int = 3) -> Known:
    """Records of few different characters over two years, so that strings are common and files are cut."""
    chance = random.Random(seed)
    return {f"XZ-{number:04}": crowded(chance, f"XZ-{number:04}", characters) for number in range(count)}


def crowded(chance: random.Random, name: str, characters: str) -> Document:
    day = date(2024, 1, 1) + timedelta(chance.randrange(730))
    title, text = "".join(chance.choices(characters, k=6)), "".join(chance.choices(characters, k=250))
    return document(name, title, text, day=day, topic=chance.choice(("life", "work")))


@pytest.mark.parametrize("characters", ["公积", "公积金提取a", "".join(map(chr, range(0x4E00, 0x5200)))])
def test_many_updates_of_a_crowd_give_the_bytes_of_a_build(tmp_path: Path, characters: str) -> None:
    chance = random.Random(5)
    known = crowd(600, characters)
    site = built(known.values(), tmp_path)
    for turn in range(12):
        removed = set(chance.sample(sorted(known), chance.randrange(3)))
        changed = chance.sample(sorted(set(known) - removed), chance.randrange(4))
        new = [f"XZ-{1000 + 10 * turn + number}" for number in range(chance.randrange(3))]
        strange = characters + "新字㎡"[: turn % 4]
        fresh = {name: crowded(chance, name, strange) for name in (*changed, *new)}
        known = {name: one for name, one in known.items() if name not in removed} | fresh
        site = updated(tmp_path, site, removed, fresh.values())
        assert site == dict(search(known.values(), NAMES))


def test_one_changed_record_changes_few_files(tmp_path: Path) -> None:
    pass
