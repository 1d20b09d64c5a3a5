"""What the site measures: the name, unit and definition of every figure, as pages and open data show them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.problem import Text
from generator.stats.figures import MIN_N, Measure

_CASES = Text("件", "cases")
_DAYS = Text("天", "days")
_PERCENT = Text("%", "%")
_TOO_FEW = Text(f"不足{MIN_N}件不计算。", f"Below {MIN_N} none is given.")


def _cases(zh: str, en: str, definition_zh: str, definition_en: str) -> Measure:
    return Measure(Text(zh, en), _CASES, Text(definition_zh, definition_en))


def _share(zh: str, en: str, definition_zh: str, definition_en: str) -> Measure:
    definition = Text(definition_zh + _TOO_FEW.zh, f"{definition_en} {_TOO_FEW.en}")
    return Measure(Text(zh, en), _PERCENT, definition)


def _days(zh: str, en: str, which_zh: str, which_en: str) -> Measure:
    definition = Text(
        f"从收件到首次答复的日历天数，当天答复为0天；从短到长排列，取{which_zh}（最近秩法）。只算已答复的。{_TOO_FEW.zh}",
        f"Calendar days from receipt to the first reply, 0 on the same day; {which_en} of all in order of length "
        f"(nearest rank). Answered cases only. {_TOO_FEW.en}",
    )
    return Measure(Text(zh, en), _DAYS, definition)


def _many(zh: str, en: str, unit: Text, definition_zh: str, definition_en: str) -> Measure:
    return Measure(Text(zh, en), unit, Text(definition_zh, definition_en))


CASES: Mapping[str, Measure] = {
    "received": _cases(
        "收件",
        "received",
        "本站公开的办件，按收件日归入本期。没有公开的来信只在台账里计数。",
        "Cases on this site, by the day they came. Letters that are not published are counted in the registers only.",
    ),
    "replied": _cases(
        "已答复", "answered", "本期收件中至少有一次答复的。", "Those of them with at least one reply."
    ),
    "open": _cases(
        "办理中",
        "open",
        "本期收件中还没有答复、没有退回也没有办结的，含逾期的和等写信人补充的。",
        "Those neither answered, refused nor closed; overdue ones and those waiting for the writer are among them.",
    ),
    "overdue": _cases(
        "逾期未答复",
        "overdue",
        "办理中的办件里，今天已经过了任何一项时限的。",
        "Open cases that have passed any of their deadlines today.",
    ),
    "refused": _cases(
        "不予受理",
        "refused",
        "本期收件中不予受理、也没有答复的。",
        "Those not accepted, and not answered either.",
    ),
    "closed": _cases(
        "未答复办结", "closed unanswered", "本期收件中没有答复就办结的。", "Those closed without any reply."
    ),
    "on_time": _cases(
        "按时答复",
        "answered on time",
        "首次答复不晚于答复期限的。",
        "The first reply came within the limit for replying.",
    ),
    "late": _cases(
        "逾期答复", "answered late", "首次答复晚于答复期限的。", "The first reply came after the deadline."
    ),
    "on_time_share": _share(
        "按时答复率",
        "share answered on time",
        "按时答复 ÷（按时答复＋逾期答复＋逾期未答复）。期限算不出来的、还没到期的不计。",
        "On time ÷ (on time + late + overdue). Cases without a computable deadline, or not due yet, are left out.",
    ),
    "median_days": _days("答复天数中位数", "median days to reply", "正中间一件", "the middle one"),
    "p90_days": _days(
        "九成办件的答复天数", "90th-percentile days to reply", "第九成处的一件", "the one at nine tenths"
    ),
    "offline_share": _share(
        "线下来件占比",
        "share that came offline",
        "电话、来访、信函、座谈会和下基层收集的 ÷ 收件。",
        "By phone, visit, post, meeting or outreach ÷ received.",
    ),
    "solved_share": _share(
        "已解决占比",
        "share solved",
        "写信人或回访最后一次说“已解决”的 ÷ 有这种评价的办件。单位自己说的不算。",
        "Solved by the last word of the writer or a revisit ÷ cases with such a word; the office's own does not count.",
    ),
    "growth": _share(
        "同比增长",
        "growth on the year before",
        "（本年收件－上年收件）÷ 上年收件，只比两年都有数据、本年已过完的相同月份；n 为上年件数。",
        "(This year − year before) ÷ year before, over the months that are complete and have data in both years; "
        "n is the year before's.",
    ),
}
"""Of cases, wherever they are gathered: a column, department, topic, year, month."""

REGISTERS: Mapping[str, Measure] = {
    "received": _cases(
        "来信总数",
        "letters received",
        "台账登记的来信，公开的和不公开的都算。",
        "Letters entered in the registers.",
    ),
    "accepted": _cases("受理", "accepted", "台账登记的受理数。", "Accepted, by the registers."),
    "published": _cases("公开", "published", "台账登记的公开数。", "Published, by the registers."),
    "published_share": _share(
        "公开率",
        "share published",
        "台账公开数 ÷ 台账来信总数。",
        "Published ÷ received, both by the registers.",
    ),
}

WITHHELD = _cases(
    "不公开",
    "withheld",
    "台账登记的、因这个原因不公开的来信。",
    "Letters withheld for this reason, by the registers.",
)

_OPINIONS = Text("条", "opinions")
_QUESTIONS = Text("问", "questions")
_PEOPLE = Text("人次", "people")
_RECORDS = Text("项", "records")

OTHERS: Mapping[str, Measure] = {
    "records": _many("公开", "published", _RECORDS, "本站公开的记录。", "Records on this site."),
    "ongoing": _many("正在进行", "under way", _RECORDS, "今天还可以参加的。", "Open to take part today."),
    "decided": _many(
        "已公布结果", "with a result", _RECORDS, "已公布结果的。", "Those whose result has been published."
    ),
    "overdue": _many(
        "逾期未公布",
        "overdue",
        _RECORDS,
        "今天已过公布或补答期限的。",
        "Past the deadline for a result or for the answers left.",
    ),
    "opinions": _many(
        "收到意见",
        "opinions received",
        _OPINIONS,
        "各渠道登记的意见数；没有登记的，按公开的意见计，相同意见按人数计。",
        "By the count of each channel; where there is none, opinions published, like ones by the number of people.",
    ),
    "adopted_share": _share(
        "采纳率",
        "share adopted",
        "采纳和部分采纳的意见 ÷ 已有下落的意见，相同意见按人数计。",
        "Adopted or partly adopted ÷ opinions with an outcome, like ones by the number of people.",
    ),
    "questions": _many(
        "提问", "questions", _QUESTIONS, "访谈中编号的提问。", "Numbered questions of sessions."
    ),
    "answered_share": _share(
        "回答率",
        "share answered",
        "直接回答、并入他问回答或转为办件的提问 ÷ 全部提问。",
        "Answered, merged into another or referred to a case ÷ all questions.",
    ),
    "respondents": _many(
        "参与",
        "respondents",
        _PEOPLE,
        "各次调查参与人数之和。",
        "The sum of those who took part in each survey.",
    ),
}
"""Of calls, sessions, surveys and clarifications."""
