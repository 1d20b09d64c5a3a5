"""What the importer does to words: dirt goes, dates are understood, replies are summed up, YAML gives back what it got."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.importing.answer import LIMIT, plain_answer
from generator.importing.cleaning import Cell, line, prose
from generator.importing.dates import moment
from generator.importing.writing import Block, yaml_text
from generator.model.fields import Moment
from generator.read.yaml_text import parse

WRITTEN = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SIGNS = [
    *"#'\"\\>%@`{[,?~|",
    ": ",
    " #",
    "- ",
    "&a",
    "*a",
    "!t",
    "---",
    "...",
    "null",
    "0x1F",
    "2019-04-05",
    "来信",
]
EMOJI = ["👨\u200d👩\u200d👧", "𠮷", "\U0001fffe"]
BLANK = [*" \t\n\r\x00\x1b\x7f\x85\xa0\u200b\u2028\u2029\u3000\ufeff\ufffe", "  ", "\n\n"]
AWKWARD = st.lists(st.sampled_from([*SIGNS, *EMOJI, *BLANK]), max_size=12).map("".join)
TEXT = WRITTEN | AWKWARD
NODES = st.recursive(
    TEXT | TEXT.map(Block),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "title", "letter", "events"]), inner, max_size=4)
    ),
    max_leaves=12,
).filter(lambda node: not isinstance(node, str))


@given(NODES)
@example({"letter": Block("  开头有空格\n\n\t有制表符\n    \n结尾")})
@example([[Block("- 一\n- 二\n")], [], {}, {"a": {}}])
def test_yaml_gives_back_exactly_what_was_written(node: Any) -> None:
    text = yaml_text(node) + "\n"
    assert yaml.load(text, Loader=yaml.BaseLoader) == node
    assert yaml.load(text, Loader=yaml.CBaseLoader) == node


@given(st.dictionaries(st.sampled_from(["title", "letter"]), TEXT.map(prose).map(Block), min_size=1))
def test_clean_texts_are_without_fault_for_the_sites_own_reader(node: dict[str, str]) -> None:
    root, problems = parse(yaml_text([node]) + "\n", "x.yml")
    assert problems == []
    assert root is not None and root[0] == [node]


def test_a_letter_stands_as_readable_lines() -> None:
    assert yaml_text([{"id": "XZ-2019-1", "letter": Block("第一段。\n\n第二段：“好”。")}]) == (
        "- id: XZ-2019-1\n  letter: |-\n    第一段。\n\n    第二段：“好”。"
    )


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("\n\t\t\t\t\t\n\t\t\t\t\t　　来信\n\t\t\t\t\t", "来信"),
        ("您好！　　经查，属实。\xa0\xa0　　特此回复。", "您好！\n经查，属实。\n特此回复。"),
        ("一　二\xa0 三", "一 二 三"),
        ("甲\r\n乙\r丙\x85丁\u2028戊\x0b己", "甲\n乙\n丙\n丁\n戊\n己"),
        ("甲\n\n\n\n乙", "甲\n\n乙"),
        ("零\u200b宽\ufeff度\u202e反\u2066向\u00ad", "零宽度反向"),
        ("控\x00制\x1b符\x9f", "控制符"),
        ("一家👨‍👩‍👧三‍口", "一家👨‍👩‍👧三口"),
        ("非\ufffe字\U0001ffff符", "非\ufffd字\ufffd符"),
        ("‹标题>&lt;b&gt;<b>", "‹标题>&lt;b&gt;<b>"),
        ("一_x000D_\n二_x0009_三_x0007_", "一\n二 三"),
        ("笑_xD83D__xDE00_", "笑😀"),
        ("文件_x4E2D_.txt", "文件_x4E2D_.txt"),
        ("NULL", ""),
        (" -- ", ""),
        (2549.0, "2549"),
        (0.5, "0.5"),
        (True, "TRUE"),
        (datetime.date(2019, 4, 5), "2019-04-05"),
    ],
)
def test_dirt_goes_and_every_visible_character_stays(dirty: Cell, clean: str) -> None:
    assert prose(dirty) == clean
    assert line(dirty) == " ".join(clean.split())


def test_escapes_of_a_csv_are_all_decoded_for_no_one_has_done_it_before() -> None:
    assert prose("_x4E2D_文_x005F_x4E2D_", escaped=True) == "中文_x4E2D_"


@given(TEXT.filter(lambda text: "_x" not in text))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert prose(prose(text)) == prose(text)
    assert line(line(text)) == line(text)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2019/4/5 9:03:11", "2019-04-05 09:03:11"),
        ("2019-04-05 09:03", "2019-04-05 09:03"),
        (" 2019.4.5\u3000", "2019-04-05"),
        ("2019年4月5日", "2019-04-05"),
        ("２０１９年４月５日　星期五　９时３分", "2019-04-05 09:03"),
        ("2019年4月5日下午3点", "2019-04-05 15:00"),
        ("2019/4/5 上午12:05", "2019-04-05 00:05"),
        ("2019/4/5 3:05:09 PM", "2019-04-05 15:05:09"),
        ("20190405", "2019-04-05"),
        (20190405.0, "2019-04-05"),
        ("20190405090311", "2019-04-05 09:03:11"),
        ("2019-04-05T01:03:11Z", "2019-04-05 09:03:11"),
        ("2019-04-05T09:03:11.250+08:00", "2019-04-05 09:03:11"),
        ("2019-04-05 00:00:00", "2019-04-05"),
        (43560.0, "2019-04-05"),
        ("43560.37721064815", "2019-04-05 09:03:11"),
        (datetime.datetime(2019, 4, 5, 9, 3, 10, 999999), "2019-04-05 09:03:11"),
        (datetime.date(2019, 4, 5), "2019-04-05"),
        ("2019-13-05", None),
        ("2019-04-05 25:00", None),
        ("0019-04-05", None),
        ("0001-01-01T00:00:00+08:00", None),
        ("5/4/2019", None),
        ("待定", None),
        ("", None),
        (12.0, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (datetime.time(9, 3), None),
    ],
)
def test_a_date_is_understood_or_not_guessed(cell: Cell, expected: str | None) -> None:
    found = moment(cell)
    assert (found if found is None else str(found)) == expected


def test_a_two_digit_year_is_read_where_the_mapping_says_so() -> None:
    assert moment("19年4月5日") is None
    assert moment("19年4月5日", ["%y年%m月%d日"]) == Moment.parse("2019-04-05")


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (
            "网友“甲”您好！您的留言已收悉。现将有关情况回复如下：经查，该路灯已修好。感谢您的支持！",
            "该路灯已修好。",
        ),
        ("尊敬的市民：\n您好！来信收悉。现回复如下：\n一、关于路灯的问题\n路灯由镇里管。", "路灯由镇里管。"),
        ("您好！您反映的问题已转交县交通局办理。详细情况可致电咨询。", "您反映的问题已转交县交通局办理。"),
        (
            "您反映的问题已转城管局核查、办复。\n网友：您好！已安排清运垃圾，今天清完。",
            "已安排清运垃圾，今天清完。",
        ),
        ("留言收悉，因不属本县管辖，建议向市电业局反映。", "因不属本县管辖，建议向市电业局反映。"),
        ("网友：您好！留言已收悉", "留言已收悉。"),
        ("您好！修不了，主要原因为：\n1、没有钱。", "修不了…"),
        (
            "路还没有修好的主要情况是连日下雨，具体安排为：\n1、三月动工。",
            "路还没有修好的主要情况是连日下雨…",
        ),
        ("2019年7月9日", "2019年7月9日。"),
        ("。", "。"),
    ],
)
def test_a_reply_is_summed_up_in_its_own_first_telling_sentence(reply: str, answer: str) -> None:
    assert plain_answer(reply) == answer


def test_a_long_sentence_is_cut_at_a_comma() -> None:
    answer = plain_answer(
        "该路段"
        + "因管线迁改较多、" * 4
        + "工期较长，预计年底才能完工，届时全线恢复通行，请大家绕行并注意安全，谢谢"
    )
    assert answer.endswith("…") and len(answer) <= LIMIT
    assert answer[-2] not in "，、；"


REPLIES = st.lists(
    st.sampled_from(
        [
            "网友：",
            "“甲”",
            "您好！",
            "已收悉，",
            "现回复如下：",
            "一、",
            "经查，",
            "已转",
            "办理",
            "路灯",
            "修好",
            "。",
            "\n",
        ]
    )
    | st.text(max_size=8),
    min_size=1,
).map(lambda parts: prose("".join(parts)))


@given(REPLIES.filter(bool))
def test_an_answer_is_one_line_of_the_replys_own_words(reply: str) -> None:
    answer = plain_answer(reply)
    assert 0 < len(answer) <= LIMIT
    assert answer == line(answer)
    assert answer.removesuffix("…").removesuffix("。").strip() in " ".join(reply.split())
