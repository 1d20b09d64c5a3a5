"""A reply is worth reading when it says what became of the matter, to the writer of this letter."""

from __future__ import annotations

import pickle
import random
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.examining import checked
from generator.problem import Problem
from generator.replies.compared import Compared, compared
from generator.replies.copies import copies
from generator.replies.sketch import Sketch, sketch
from generator.replies.strays import Swap
from generator.replies.wording import letters, only_promises, says_nothing, sentences
from tests.rig.secrets import CASE, plant_text

TODAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "已收悉",
        "您好！来信收悉。",
        "网友：您好！您反映的问题已收悉，感谢您的关注和支持。祝您生活愉快！",
        "您好，您的来信已转县住房和城乡建设局办理，请耐心等待。",
        "尊敬的网友：您所反映的情况已转交相关部门调查核实，有结果后将第一时间回复您。2026年3月1日",
        "您好，此事正在调查处理中。",
        "网友：您好！您提出的宝贵意见我们已知悉，将认真研究。",
        "　您 好 ！\n来 信 收 悉 。",
        "2026年3月1日",
    ],
)
def test_a_formula_says_nothing(text: str) -> None:
    assert says_nothing(text, left=4)


@pytest.mark.parametrize(
    "text",
    [
        "可以。",
        "已修好。",
        "您好，来信收悉。垃圾已清运。",
        "您好！您反映的问题不属于我局职责，请拨打城管局电话0700-1234567。",
        "感谢您的来信。路灯3月8日已换新线，今晚起亮灯。",
        "您好，根据规定，此类事项不予受理，建议通过劳动仲裁解决。",
        "网友您好，您咨询的补贴已于3月5日发放到卡。",
    ],
)
def test_a_short_reply_that_decides_something_is_no_formula(text: str) -> None:
    assert not says_nothing(text, left=4)


@pytest.mark.parametrize(
    ("text", "is_promise"),
    [
        ("您好！我局将进一步加大巡查力度，努力让市民满意。", True),
        ("您的建议很有价值，下一步我们将在线网优化中认真考虑。", True),
        ("我局将进一步加大巡查力度，4月15日前完成整治。", False),
        ("工地已停工，下一步将加强巡查。", False),
        ("道路不在本县辖区，我们将向市里反映。", False),
        ("将于年底前建成通车。", False),
        ("来信收悉，感谢支持。", False),
    ],
)
def test_a_promise_without_a_date_is_told_from_one_with(text: str, is_promise: bool) -> None:
    assert only_promises(text, left=4) is is_promise


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("已责令停工", 1),
        ("已责令停工。", 1),
        ("能。6月底前装好。", 1),
        ("已责令停工。欢迎监督。", 2),
        ("《办法》（2024年版。）已施行，“能办。”", 1),
        ("为什么？不清楚！", 1),
        ("路灯是不是坏了？线路已经换新！今晚亮。", 3),
    ],
)
def test_sentences_are_counted_as_a_reader_would(line: str, count: int) -> None:
    assert sentences(line) == count


@given(st.text(max_size=200))
def test_any_text_can_be_judged(text: str) -> None:
    says_nothing(text, 4)
    only_promises(text, 4)
    compared([sketch(text, [text])] * 2, 75, 2)
    assert says_nothing(text, 4) <= says_nothing(text, 20)


WORDS = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=12)


def lone(texts: list[str]) -> list[Sketch]:
    """Sketches of letters that got these replies, none of which takes up its letter."""
    return [sketch("请问", [text]) for text in texts]


def groups(texts: list[str], percent: int) -> list[list[int]]:
    return copies([one for some in lone(texts) for one in some.lone], percent)


@given(st.lists(WORDS, max_size=30), st.integers(50, 100))
def test_groups_of_like_texts_hold_no_other_and_all_that_are_the_same(texts: list[str], percent: int) -> None:
    def parts(text: str) -> set[str]:
        return {text[n : n + 3] for n in range(max(1, len(text) - 2))}

    def is_like(one: str, other: str) -> bool:
        a, b = parts(one), parts(other)
        return 100 * len(a & b) >= percent * len(a | b)

    found = groups(texts, percent)
    assert all(is_like(texts[group[0]], texts[place]) for group in found for place in group)
    grouped = {place: n for n, group in enumerate(found) for place in group}
    assert len(grouped) == sum(map(len, found))
    for place, text in enumerate(texts):
        if texts.count(text) > 1:
            assert grouped.get(place, -1) == grouped.get(texts.index(text))


def changed(text: str, percent: int) -> str:
    """A long text of which so many per cent of the characters are others now, in one piece."""
    count = max(1, len(text) * percent // 100)
    return text[:-count] + "".join(chr(0x5000 + n) for n in range(count))


@pytest.mark.parametrize(("change", "is_found"), [(1, True), (5, True), (10, True), (30, False), (60, False)])
@pytest.mark.parametrize("length", [60, 1_000])
def test_a_copy_is_found_though_some_of_it_was_changed(length: int, change: int, is_found: bool) -> None:
    for number in range(20):
        draw = random.Random(number)
        text = "".join(chr(draw.randrange(0x6000, 0x9000)) for _ in range(length))
        assert (groups([text, "路灯已修", changed(text, change)], 75) == [[0, 2]]) is is_found


@given(st.lists(st.sampled_from("甲乙丙"), max_size=6), st.randoms(use_true_random=False))
def test_what_is_found_does_not_depend_on_the_order_of_letters(names: list[str], draw: random.Random) -> None:
    texts = [name * 9 for name in names]
    order = list(range(len(texts)))
    draw.shuffle(order)
    found = {frozenset(map(order.__getitem__, group)) for group in groups([texts[n] for n in order], 75)}
    assert found == {frozenset(group) for group in groups(texts, 75)}


def county(n: int) -> tuple[list[str], list[tuple[int, str]]]:
    """Letters of as many matters with their replies; each matter has words of its own, and all open alike."""
    asked, told = [], []
    for matter in range(n):
        draw = random.Random(matter)
        words = ["".join(chr(draw.randrange(0x4E00, 0x9000)) for _ in range(5)) for _ in range(9)]
        asked.append("您好，请问" + "，".join(words[:6]) + "？")
        told.append((matter, "您好，经核实，" + "，".join([*words[:3], *words[6:]]) + "。"))
    return asked, told


def sketches(asked: list[str], told: list[tuple[int, str]]) -> list[Sketch]:
    return [
        sketch(letter, [text for place, text in told if place == number])
        for number, letter in enumerate(asked)
    ]


def misfits(asked: list[str], told: list[tuple[int, str]]) -> Compared:
    return compared(sketches(asked, told), 75, 3)


def test_replies_at_their_place_leave_nothing_to_compare() -> None:
    assert set(sketches(*county(60))) == {Sketch()}


def test_a_sketch_is_small() -> None:
    asked, told = county(2)
    assert len(pickle.dumps(sketch(asked[0] * 50, [told[1][1] * 50]))) < 2_000


def test_two_swapped_replies_are_found_with_the_letters_they_belong_to() -> None:
    asked, told = county(60)
    told[7], told[41] = (7, told[41][1]), (41, told[7][1])
    assert misfits(asked, told) == Compared((), (Swap(7, 0, 41), Swap(41, 0, 7)), ())


def test_a_column_of_replies_that_slipped_by_one_is_found() -> None:
    asked, told = county(20)
    slipped = [(n, told[(n + 1) % 20][1]) for n in range(20)]
    assert misfits(asked, slipped).swapped == tuple(Swap(n, 0, (n + 1) % 20) for n in range(20))


def test_a_reply_that_belongs_to_no_letter_is_found() -> None:
    asked, told = county(20)
    strange = county(21)[1][20][1]
    told[3] = (3, strange)
    assert misfits(asked, told) == Compared((), (), ((3, 0),))


def test_a_letter_with_a_fitting_reply_gets_no_other() -> None:
    asked, told = county(20)
    assert misfits(asked, [*told, (4, told[9][1])]).swapped == ()


@given(st.permutations(range(12)))
def test_the_order_of_letters_changes_no_judgement(order: list[int]) -> None:
    asked, told = county(12)
    told[2], told[5] = (2, told[5][1]), (5, told[2][1])
    moved = misfits([asked[n] for n in order], [(place, told[n][1]) for place, n in enumerate(order)])
    assert {(order[one.letter], order[one.other]) for one in moved.swapped} == {(2, 5), (5, 2)}


def test_a_letter_beside_them_changes_no_judgement() -> None:
    asked, told = county(12)
    told[2], told[5] = (2, told[5][1]), (5, told[2][1])
    for n in range(12):
        if n not in (2, 5):
            kept = sketches(asked, told)
            kept[n] = Sketch()
            assert compared(kept, 75, 3).swapped == (Swap(2, 0, 5), Swap(5, 0, 2))


def replied(folder: Path, *replies: str, gate: str = "", asked: list[str] | None = None) -> list[Problem]:
    """The problems of a county whose cases got these replies."""
    plant_text(folder, "letter", "请管一管")
    (folder / "site_config/gate.yml").write_text(gate or "{}", "utf-8")
    (folder / CASE).write_text(
        "".join(
            f"""- id: XZ-2026-{n:04}
  type: complaint
  title: 第{n}封信
  topic: environment
  letter: {letter}
  events:
    - {{event: received, at: 2026-03-02}}
    - {{event: replied, at: 2026-03-10, by: ecology, answer: 工地已停工, text: {text}}}
"""
            for n, (letter, text) in enumerate(zip(asked or county(len(replies))[0], replies, strict=True), 1)
        ),
        "utf-8",
    )
    return list(checked(folder / "content", folder / "site_config", today=TODAY).problems)


COPY = "本市正在编制绿道修编方案，群众期盼将统筹论证，成熟后分期推进，敬请期盼"


def test_a_reply_given_twice_is_not_yet_many(tmp_path: Path) -> None:
    assert "reply-repeated" not in {problem.code for problem in replied(tmp_path, COPY, COPY)}


def test_copies_name_each_other(tmp_path: Path) -> None:
    found = [p.what.en for p in replied(tmp_path, COPY, COPY + "。", COPY) if p.code == "reply-repeated"]
    named = [re.findall("XZ-2026-000.", what) for what in found]
    assert named == [[f"XZ-2026-000{n}" for n in others] for others in ((2, 3), (1, 3), (1, 2))]


def test_the_same_reply_to_letters_of_the_same_matter_is_fair(tmp_path: Path) -> None:
    (asked,), ((_, told),) = county(1)
    assert replied(tmp_path, *[told] * 5, asked=[asked] * 5) == []


@pytest.mark.parametrize(
    ("gate", "severity"),
    [("", "warning"), ("strict_from: 2026-03-11", "warning"), ("strict_from: 2026-03-10", "error")],
)
def test_an_empty_reply_stops_the_build_from_the_day_that_the_county_set(
    tmp_path: Path, gate: str, severity: str
) -> None:
    found = replied(tmp_path, "您好，来信收悉。", gate=gate)
    assert [(p.code, p.severity) for p in found] == [("reply-empty", severity)]


def test_a_reply_without_a_department_is_no_reply(tmp_path: Path) -> None:
    plant_text(tmp_path, "letter", "请管一管")
    path = tmp_path / CASE
    path.write_text(path.read_text("utf-8").replace("      by: ecology\n", ""), "utf-8")
    found = checked(tmp_path / "content", tmp_path / "site_config", today=TODAY)
    assert [p.code for p in found.problems] == ["missing-field"]


def test_letters_of_a_text_are_its_letters() -> None:
    assert letters("您好！ 12路，A线。") == "您好路A线"
