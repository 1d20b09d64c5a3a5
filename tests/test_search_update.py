"""Updates of the search index: from the memory of a build, byte for byte what a build of all gives."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search import Damage, Document, SearchSettings, build, search, shard, stamp, update
from tests.rig.documents import document as named
from tests.rig.search_reader import Shelves

DAY = date(2026, 1, 2)
NAMES = SearchSettings({"mayor": "县长信箱"}, {"office": "县府办"}, {"life": "生活"}, {}, {"open": "办理中"})
Files = dict[str, bytes]
Known = dict[str, Document]


def document(
    name: str, title: str, *texts: str, day: date = date(2026, 3, 2), topic: str = "life"
) -> Document:
    return named(name, title, *texts, day=day.isoformat(), topic=topic)


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
CHANGES = st.lists(
    st.tuples(st.sets(NAMED, max_size=4), st.lists(DOCUMENTS, max_size=4)), min_size=1, max_size=5
)


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
        for name in changed[:2]:
            text, at = known[name].texts[0], chance.randrange(200)
            fresh[name] = replace(known[name], texts=(text[:at] + strange[-1:] + text[at + turn % 3 :],))
        known = {name: one for name, one in known.items() if name not in removed} | fresh
        site = updated(tmp_path, site, removed, fresh.values())
        assert site == dict(search(known.values(), NAMES))


@pytest.fixture(scope="module")
def town() -> Known:
    """Records of many different characters, with some words that most of them share."""
    chance = random.Random(8)
    words = ["".join(map(chr, chance.choices(range(0x4E00, 0x5600), k=2))) for _ in range(3000)]
    found = {}
    for number in range(800):
        text = "".join(chance.choice(words) for _ in range(60)) + "请有关部门尽快处理。"
        name, day = f"XZ-{number:04}", date(2024, 1, 1) + timedelta(chance.randrange(730))
        found[name] = document(name, text[:8], text, day=day)
    return found


def changed(before: Files, after: Files) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_a_record_changes_the_files_of_its_strings_its_month_and_its_text_alone(town: Known) -> None:
    site = dict(search(town.values(), NAMES))
    for name in ("XZ-0000", "XZ-0400", "XZ-0799"):
        one = town[name]
        other = dict(search((town | {name: replace(one, texts=(one.texts[0] + "已补充",))}).values(), NAMES))
        touched = changed(site, other)
        families = Counter(path.split("/")[1] for path in touched)
        assert (families["start.js"], families["t"], families["m"], families["slots.js"]) == (1, 1, 0, 0)
        assert families["i"] + families["l"] < 12
        status = dict(search((town | {name: replace(one, status="replied")}).values(), NAMES))
        assert {path.split("/")[1] for path in changed(site, status)} == {"start.js", "t", "a"}


def test_a_record_that_goes_leaves_nearly_all_files_as_they_are(town: Known) -> None:
    site = dict(search(town.values(), NAMES))
    shares = []
    for name in random.Random(2).sample(sorted(town), 12):
        other = dict(search((one for one in town.values() if one.id != name), NAMES))
        shares.append(len(changed(site, other)) / len(site))
    assert statistics.median(shares) < 0.15


def test_neither_order_nor_blocks_change_a_byte(town: Known) -> None:
    known = list(town.values())
    random.Random(4).shuffle(known)
    shards = [shard(known[start : start + 37]) for start in range(0, len(known), 37)]
    assert dict(build(shards, NAMES)) == dict(search(town.values(), NAMES))


def test_workers_change_no_byte(monkeypatch: pytest.MonkeyPatch, town: Known, tmp_path: Path) -> None:
    monkeypatch.setattr("generator.search.strings._PLACES", 5000)
    alone = dict(build([shard(town.values())], NAMES, tmp_path / "a", workers=1))
    assert dict(build([shard(town.values())], NAMES, tmp_path / "b", workers=2)) == alone
    monkeypatch.undo()
    assert dict(search(town.values(), NAMES)) == alone
    for file in (tmp_path / "a").iterdir():
        assert file.name == "state" or file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_what_is_not_kept_is_as_if_it_had_not_been(tmp_path: Path, town: Known) -> None:
    site = built(town.values(), tmp_path)
    one = replace(town["XZ-0001"], texts=("另一封信的全文",))
    first = dict(update(tmp_path, ["XZ-0002"], [shard([one])], NAMES).files)
    assert dict(update(tmp_path, ["XZ-0002"], [shard([one])], NAMES).files) == first
    assert stamp(tmp_path) == Shelves(site).start["stamp"] != json_of(first["search/start.js"])["stamp"]
    assert sum(path.is_file() for path in tmp_path.iterdir()) == 6
    with pytest.raises(ValueError, match="not been taken"):
        update(tmp_path, [], [], NAMES).keep()


def json_of(script: bytes) -> dict[str, str]:
    found: dict[str, str] = json.loads(script[script.index(b"{") : script.rindex(b")")])
    return found


def test_settings_may_change_with_the_records(tmp_path: Path, town: Known) -> None:
    site = built(town.values(), tmp_path)
    other = replace(NAMES, topics={"life": "民生"}, synonyms=(("物业", "小区管理"),))
    files = dict(update(tmp_path, [], [], other).files)
    assert {**site, **files} == dict(search(town.values(), other))
    assert set(files) == {"search/start.js"}


@pytest.mark.parametrize("name", ["state", "units", "texts", "places", "digits", "maps"])
@pytest.mark.parametrize("harm", ["missing", "cut", "changed"])
def test_a_memory_that_is_not_as_it_was_written_is_refused_or_does_no_harm(
    tmp_path: Path, name: str, harm: str
) -> None:
    known = crowd(300, "公积金提取a")
    site = built(known.values(), tmp_path)
    file = tmp_path / name
    content = file.read_bytes()
    if harm == "missing":
        file.unlink()
    elif harm == "cut":
        file.write_bytes(content[:-1])
    else:
        file.write_bytes(bytes(byte ^ 1 for byte in content))
    fresh = replace(known["XZ-0100"], title="公积", texts=("公积金提取" * 9,))
    with pytest.raises(Damage):
        updated(tmp_path, site, [], [fresh])
    assert built(known.values(), tmp_path) == site


def test_a_memory_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(crowd(5, "公积金").values(), tmp_path)
    monkeypatch.setattr("generator.search.memory.VERSION", 0)
    with pytest.raises(Damage):
        update(tmp_path, [], [], NAMES)
    assert stamp(tmp_path) is None


def test_a_damaged_shard_is_refused() -> None:
    good = shard([document("XZ-1", "题", "文")])
    for bad in (b"", good[:-1], good[:20] + b"!" + good[21:]):
        with pytest.raises(Damage):
            dict(build([bad], NAMES))


def test_a_memory_stays_within_bounds_however_often_a_record_changes(tmp_path: Path) -> None:
    known = crowd(400, "公积金提取的小区电梯")
    site = built(known.values(), tmp_path)
    first = sum(file.stat().st_size for file in tmp_path.iterdir())
    chance = random.Random(6)
    for _ in range(25):
        fresh = [crowded(chance, name, "公积金提取的小区电梯") for name in chance.sample(sorted(known), 9)]
        known |= {one.id: one for one in fresh}
        site = updated(tmp_path, site, [], fresh)
    assert site == dict(search(known.values(), NAMES))
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 3 * first


def test_two_documents_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one id"):
        dict(search([document("XZ-1", "题"), document("XZ-1", "另题")], NAMES))


def test_what_stays_beside_a_changed_box_still_crowds_its_beginnings(tmp_path: Path) -> None:
    """Thousands of places begin alike, more than a box holds: what is left in one box is no measure of how many."""
    chance = random.Random(3)
    words = [a + b for a in "修路灯水电" for b in "不好坏了吗呢在哪里"]
    known = {
        f"XZ-{n}": document(
            f"XZ-{n}", "路", "".join(chance.choices(words, k=60)), day=DAY + timedelta(n % 90)
        )
        for n in range(400)
    }
    site = built(known.values(), tmp_path)
    for step in range(15):
        gone = {chance.choice(sorted(known))} if step % 3 else set()
        fresh = [] if gone else [document(f"XZ-9{step}", "灯", "".join(chance.choices(words, k=60)))]
        known = {name: one for name, one in known.items() if name not in gone} | {
            one.id: one for one in fresh
        }
        site = updated(tmp_path, site, gone, fresh)
        assert site == built(known.values())
