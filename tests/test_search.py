"""The search index, read back by a reader that knows its format only: every phrase is found, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search import Document, SearchSettings, documents, fold, search
from generator.search import settings as settings_of
from generator.search.folding import changes
from generator.search.pinyin import signs, syllables
from tests.rig.catalogues import empty, holding, letter, replied, seed
from tests.rig.documents import document as named
from tests.rig.search_reader import Shelves, path

NAMES = SearchSettings({"mayor": "县长信箱"}, {"office": "县府办"}, {"life": "生活"}, {}, {"open": "办理中"})
CHARACTERS = st.sampled_from("公积金提取小区的a1，。 \n") | st.characters()
TEXTS = st.text(CHARACTERS, min_size=1, max_size=60)


def document(number: int, title: str, *texts: str, day: str = "2026-03-02") -> Document:
    return named(f"XZ-{day[:4]}-{number:04}", title, *texts, day=day)


def shelves(given: Iterable[Document], names: SearchSettings = NAMES) -> Shelves:
    return Shelves(dict(search(given, names)))


BODY, TITLE, SIGNS = range(3)


def ordered(given: Iterable[Document]) -> list[Document]:
    """Oldest first; of one moment the greater id first."""
    by_id = sorted(given, key=lambda document: document.id, reverse=True)
    return sorted(by_id, key=lambda document: document.moment or document.at)


def scanned(given: Iterable[Document], phrase: str) -> set[tuple[int, int]]:
    """Bodies and titles that hold a folded phrase, by a plain scan: kind, and place from the oldest."""
    found = set()
    for place, document in enumerate(ordered(given)):
        for kind, texts in ((BODY, (document.answer, *document.texts)), (TITLE, (document.title,))):
            if any(phrase in fold(text) for text in texts):
                found.add((kind, place))
    return found


def found_words(index: Shelves, phrase: str) -> set[tuple[int, int]]:
    return {found for found in index.find(phrase) if found[0] != SIGNS}


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12), st.data())
@settings(max_examples=150, deadline=None)
def test_every_phrase_of_a_text_is_found_and_no_other_text(
    found: list[tuple[str, str]], data: st.DataObject
) -> None:
    oldest_first = [document(number, title, text) for number, (title, text) in enumerate(found)]
    index = shelves(reversed(oldest_first))
    folded = [part for pair in found for text in pair if (part := fold(text))]
    phrases = st.text("公积金的a1，。", min_size=1, max_size=4)
    if folded:
        whole = data.draw(st.sampled_from(folded))
        start = data.draw(st.integers(0, len(whole) - 1))
        phrases |= st.just(whole[start : start + data.draw(st.integers(1, 12))])
    phrase = data.draw(phrases)
    assert found_words(index, phrase) == scanned(oldest_first, phrase)


@pytest.fixture(scope="module")
def crowd() -> list[Document]:
    """Records of few different characters, so that strings are common and files must be split."""
    chance = random.Random(3)
    return [
        document(number, "".join(chance.choices("公积金", k=5)), "".join(chance.choices("公积金提取", k=300)))
        for number in range(600)
    ]


@pytest.fixture(scope="module")
def crowded(crowd: list[Document]) -> Shelves:
    return shelves(reversed(crowd))


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 6, 7, 8, 9, 14])
def test_phrases_of_any_length_are_found_in_a_crowd(
    crowd: list[Document], crowded: Shelves, length: int
) -> None:
    chance = random.Random(length)
    for _ in range(20):
        text = chance.choice(crowd).texts[0]
        start = chance.randrange(len(text) - length)
        phrase = text[start : start + length]
        assert found_words(crowded, phrase) == scanned(crowd, phrase)


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_common_phrases_need_no_verifying(crowd: list[Document], crowded: Shelves, length: int) -> None:
    chance = random.Random(length)
    for _ in range(20):
        text = chance.choice(crowd).texts[0]
        start = chance.randrange(len(text) - length)
        assert crowded.look(text[start : start + length])[1] == set()


def test_the_directory_stands_in_order_and_common_strings_have_lists(crowded: Shelves) -> None:
    assert crowded.directory == sorted(crowded.directory)
    lists = {name for name in crowded.files if name.startswith("search/l/")}
    assert {f"search/l/{path((ord(char),))}.js" for char in "公积金提取"} <= lists
    begun = {string[:size] for string in crowded.directory for size in range(1, len(string) + 1)}
    assert lists == {f"search/l/{path(string)}.js" for string in begun if crowded.is_list(string)}


def test_few_records_at_a_time_have_to_be_verified(crowd: list[Document], crowded: Shelves) -> None:
    chance = random.Random(9)
    for _ in range(40):
        text = chance.choice(crowd).texts[0]
        start = chance.randrange(len(text) - 8)
        _, unsure = crowded.look(text[start : start + 8])
        assert len(unsure) <= 16


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_shipped_table_folds_as_the_builder_does(text: str) -> None:
    cleaned = text.replace("\0", "").replace("\x01", "")
    assert shelves([document(1, "题", text)]).folded(cleaned) == fold(cleaned)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("a\0b\x01c", "abc"),
        ("公積金　提 取", "公积金提取"),
        ("ＡＰＰ　Ｗeb", "app web"),
        ("㎡…①", "m2...1"),
        ("é e\u0301", "e e"),
        ("电\u200b视\ufeff台", "电视台"),
        ("電視臺 后 台", "电视台后台"),
        ("\ud800\ue000", ""),
        (" 一\n\n二 \t three  four ", "一二three four"),
    ],
)
def test_spellings_that_mean_the_same_fold_to_the_same(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_twice_changes_nothing() -> None:
    assert [target for target in changes().values() if fold(target) != target.strip()] == []


@given(st.lists(st.text(st.characters(exclude_characters="\0\x01"), max_size=80), min_size=1, max_size=9))
@settings(max_examples=150, deadline=None)
def test_the_texts_come_back_as_they_were(texts: list[str]) -> None:
    oldest_first = [document(number, "题", text) for number, text in enumerate(texts)]
    fields = shelves(oldest_first).texts
    assert [record[0] for record in fields] == [document.id for document in ordered(oldest_first)]
    assert [record[-1] for record in reversed(fields)] == texts
    assert {record[1] for record in fields} == {""}


def test_an_address_of_its_own_is_kept() -> None:
    fields = shelves([replace(document(1, "题"), url="elsewhere/1.html")]).texts
    assert fields[0][:3] == ["XZ-2026-0001", "elsewhere/1.html", "mayor"]


def test_no_phrase_reaches_from_one_field_to_the_next() -> None:
    index = shelves([document(1, "提取", "公积", "金额")])
    assert index.find("公积金") == set()
    assert index.find("金额") == {(BODY, 0)}


def test_a_title_is_told_apart_from_a_body() -> None:
    index = shelves([document(2, "公积金"), document(1, "其他", "公积金")])
    assert index.find("公积金") == {(TITLE, 0), (BODY, 1)}


def test_a_record_is_found_by_its_day_its_id_and_the_pinyin_of_its_title() -> None:
    index = shelves([document(7, "公积金怎么提取", "无"), document(3, "重庆", day="2025-01-01")])
    for wanted in ("2026-03", "03-02", "-0007", "xz-2026-0007"):
        assert index.find(wanted) == {(SIGNS, 1)}
    initials = "".join(chr(0xE000 + ord(letter) - ord("a")) for letter in "gjj")
    spoken = "".join(chr(0xE100 + syllables().index(syllable)) for syllable in ("gong", "ji", "jin"))
    for wanted in (initials, spoken):
        sure, unsure = index.look(wanted)
        assert (sure, [number % index.span for number in unsure]) == (set(), [index.order[1]])


def test_words_with_a_reading_of_their_own_are_read_so() -> None:
    known = syllables()
    assert [known[ord(sign) - 0xE100] for sign in signs("重庆银行")[1]] == ["chong", "qing", "yin", "hang"]


def test_attributes_and_years_stand_by_record() -> None:
    given_ = [
        replace(
            document(number, "题", day=f"{2024 + number // 40}-01-01"),
            column=f"c{number % 3}",
            topic=f"t{number}",
        )
        for number in range(120)
    ]
    index = shelves(reversed(given_))
    expected = ordered(given_)
    assert index.attributes(0) == [document.column for document in expected]
    assert index.attributes(2) == [document.topic for document in expected]
    assert index.start["months"] == [["202401", 64], ["202501", 64], ["202601", 64]]
    assert [str(day) for day in index.days] == [f"{2024 + number // 40}-01-01" for number in range(120)]


@given(st.lists(st.dates(date(1990, 1, 1), date(2049, 12, 31)), min_size=1, max_size=40))
@settings(max_examples=50, deadline=None)
def test_the_day_of_every_record_comes_back(days: list[date]) -> None:
    oldest_first = [document(n, "题", day=day.isoformat()) for n, day in enumerate(sorted(days))]
    assert shelves(reversed(oldest_first)).days == sorted(days)


def test_channel_place_timing_outcome_and_stages_stand_by_record() -> None:
    given_ = [
        replace(
            document(1, "题"),
            channel="visit",
            place="石桥镇",
            timing="late",
            outcome="partly",
            reached=("accepted", "speed"),
        ),
        document(2, "题"),
    ]
    index = shelves(reversed(given_))
    assert [index.attributes(place) for place in range(5, 10)] == [
        ["", "visit"],
        ["", "石桥镇"],
        ["", "late"],
        ["", "partly"],
        ["", "accepted speed"],
    ]


def test_every_word_of_every_kind_is_in_the_index() -> None:
    known = list(documents(seed()))
    index = shelves(known, settings_of(seed().county))
    assert index.records == len(seed().records) > 4
    oldest_first = known[::-1]
    for number, record in enumerate(oldest_first):
        for text in filter(None, map(fold, (record.title, record.answer, *record.texts))):
            assert number in {place for _, place in index.find(text)}
    assert {record.type for record in known} >= {"call", "session", "survey", "clarification"}


def test_what_is_withheld_or_withdrawn_is_in_no_file() -> None:
    withheld = letter(
        1,
        {"event": "received", "at": "2026-03-02"},
        letter="某某的私事",
        withheld={"reason": "privacy"},
        summary="反映一件事。",
    )
    gone = letter(
        2,
        {"event": "received", "at": "2026-03-02"},
        {"event": "withdrawn", "at": "2026-03-05", "why": "误发"},
        title="撤下的标题",
        letter="撤下的内容",
    )
    kept = letter(3, {"event": "received", "at": "2026-03-02"}, replied("2026-03-05"), letter="留下的内容")
    index = shelves(documents(holding(withheld, gone, kept)))
    held = "".join(field for record in index.texts for field in record)
    assert "留下的内容" in held
    for secret in ("私事", "撤下"):
        assert secret not in held
        assert index.look(secret) == (set(), set())


def test_the_same_documents_give_the_same_bytes(crowd: list[Document]) -> None:
    assert dict(search(reversed(crowd), NAMES)) == dict(search(reversed(crowd), NAMES))


def test_the_stamp_follows_every_text(crowd: list[Document]) -> None:
    changed = [replace(crowd[0], texts=("改过的内容",)), *crowd[1:]]
    stamps = {shelves(reversed(given_)).start["stamp"] for given_ in (crowd, changed, crowd[1:])}
    assert len(stamps) == 3


def test_no_records_make_a_whole_if_empty_index() -> None:
    index = shelves(documents(empty()))
    assert (index.records, index.directory, index.texts) == (0, [], [])
    assert set(index.files) == {"search/start.js", "search/slots.js"}
    assert index.look("公") == (set(), set())


def test_former_names_of_departments_are_synonyms() -> None:
    known = settings_of(seed().county, (("物业", "小区管理"),))
    named = [department for department in seed().county.departments.values() if department.aliases]
    assert known.synonyms[0] == ("物业", "小区管理")
    assert {group[0] for group in known.synonyms[1:]} >= {department.name for department in named}
