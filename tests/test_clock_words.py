"""The sentence of a clock, word for word in both languages."""

from __future__ import annotations

import pytest

from generator.clock.words import explain
from generator.model import Call, Case, Record, Survey
from tests.rig.timed import (
    HOURS,
    MAILBOX,
    PETITION,
    RESULT,
    call,
    case,
    clarification,
    clock,
    session,
    survey,
)

SENTENCES = [
    (
        case(("received", "2026-03-02"), ("replied", "2026-03-10")),
        MAILBOX,
        "3月2日收件 → 15个工作日，其间周末6天 → 3月23日前答复；3月10日答复，用6个工作日",
        "Received 2 March → 15 working days, with 6 weekend days → reply by 23 March; "
        "answered 10 March, 6 working days used",
    ),
    (
        case(("received", "2026-03-26"), ("replied", "2026-04-17")),
        MAILBOX,
        "3月26日收件 → 15个工作日，其间周末6天、清明节放假1天、调休上班0天 → 4月17日前答复；4月17日答复，用15个工作日",
        "Received 26 March → 15 working days, with 6 weekend days, 1 day off for Qingming Festival, "
        "0 make-up working days → reply by 17 April; answered 17 April, 15 working days used",
    ),
    (
        case(
            ("received", "2026-03-02"),
            ("asked", "2026-03-05"),
            ("supplemented", "2026-03-12"),
            ("extended", "2026-03-13", {"days": "9"}),
        ),
        MAILBOX,
        "3月2日收件 → 15个工作日，延期5个工作日，3月5日至3月12日等写信人补充，不计5个工作日，"
        "其间周末10天、清明节放假1天、调休上班0天 → 4月7日前答复；至11月24日未办，超期231天；"
        "2026-03-13延期9个工作日，制度最多许延5个工作日，超出的不计",
        "Received 2 March → 15 working days, extended by 5 working days, not counting 5 working days of waiting for "
        "the writer from 5 March to 12 March, with 10 weekend days, 1 day off for Qingming Festival, "
        "0 make-up working days → reply by 7 April; not done by 24 November, 231 days late; "
        "the extension of 2026-03-13 asks 9 working days, the rule gives at most 5",
    ),
    (
        case(("received", "2026-03-01"), ("accepted", "2026-03-02"), ("replied", "2026-05-07")),
        PETITION,
        "3月2日受理 → 60日，末日5月1日是休息日，顺延 → 5月6日前答复；5月7日答复，用66日，超期1天",
        "Accepted 2 March → 60 days, and as 1 May is a day off, the next working day → reply by 6 May; "
        "answered 7 May, 66 days used, 1 day late",
    ),
    (
        case(("received", "2026-11-20")),
        MAILBOX,
        "11月20日收件 → 15个工作日，其间周末6天 → 12月11日前答复；已用2个工作日，还有13个工作日",
        "Received 20 November → 15 working days, with 6 weekend days → reply by 11 December; "
        "2 working days used, 13 working days left",
    ),
    (
        case(("received", "2026-11-02"), ("asked", "2026-11-05")),
        MAILBOX,
        "11月2日收件 → 15个工作日；2026-11-05请写信人补充，尚未收到，暂停计时，用3个工作日",
        "Received 2 November → 15 working days; the writer was asked for more on 2026-11-05; it has not come, "
        "so the clock stands still, 3 working days used",
    ),
    (
        case(("received", "2026-03-07 10:30"), ("replied", "2026-03-08 10:31")),
        HOURS,
        "3月7日10:30收件 → 24小时 → 3月8日10:30前答复；3月8日10:31答复，用25小时，超期",
        "Received 10:30 on 7 March → 24 hours → reply by 10:30 on 8 March; "
        "answered 10:31 on 8 March, 25 hours used, late",
    ),
    (
        case(("received", "2026-11-20")),
        PETITION,
        "60日内答复：自受理起算，尚未受理",
        "To reply within 60 days: it runs from the day it is accepted",
    ),
]


@pytest.mark.parametrize(("record", "limit", "zh", "en"), SENTENCES)
def test_a_clock_tells_its_arithmetic_in_both_languages(
    record: Case, limit: dict[str, str], zh: str, en: str
) -> None:
    assert explain(clock(record, limit)) == (zh, en)


def test_a_sentence_names_the_year_where_it_changes() -> None:
    said = explain(
        clock(case(("received", "2025-12-25"), ("replied", "2026-01-05")), {"step": "reply", "days": "5"})
    )
    assert "12月25日收件" in said.zh
    assert "元旦放假2天、调休上班1天 → 2026年1月4日前答复；2026年1月5日答复，用6个工作日，超期1天" in said.zh
    assert "reply by 4 January 2026" in said.en


@pytest.mark.parametrize(
    ("record", "since", "words"),
    [
        (call(), "closed", "10月31日结束 → 20日 → 11月20日前公布结果；11月20日公布结果，用20日"),
        (survey(), "closed", "10月31日结束 → 20日 → 11月20日前公布结果；11月20日公布结果，用20日"),
        (session(answer={"by": "县长", "at": "2026-03-03", "text": "明年。"}), "ended", "前答完；"),
        (clarification(), "received", "3月4日发现 → 20日 → 3月24日前回应；3月5日回应，用1日"),
    ],
)
def test_every_kind_has_its_own_words_for_what_is_promised(record: Record, since: str, words: str) -> None:
    if isinstance(record, Call | Survey):
        record = type(record).model_validate({**record.model_dump(mode="python"), "result": RESULT})
    said = explain(clock(record, {"step": "reply", "days": "20", "unit": "days", "since": since})).zh
    assert words in said
