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


def _days(zh: str, en: str, until: Text, which: Text, left_out: Text) -> Measure:
    definition = Text(
        f"从收件到{until.zh}的日历天数，当天为0天；从短到长排列，取{which.zh}（最近秩法）。{left_out.zh}{_TOO_FEW.zh}",
        f"Calendar days from receipt to {until.en}, 0 on the same day; {which.en} of all in order of length "
        f"(nearest rank). {left_out.en} {_TOO_FEW.en}",
    )
    return Measure(Text(zh, en), _DAYS, definition)


_MIDDLE = Text("正中间一件", "the middle one")
_NINTH = Text("第九成处的一件", "the one at nine tenths")
_TOLD = Text(
    "告知收到（受理、退回、请补充或答复，以先到的为准）",
    "word that it came: accepted, refused, asked for more or answered",
)
_ONLY_TOLD = Text("只算已告知的。", "Of acknowledged cases only.")
_ANSWER = Text("首次答复", "the first reply")
_ONLY_ANSWERED = Text("只算已答复的。", "Answered cases only.")
_SOLVED = Text("写信人或回访说“已解决”", "the day the writer or a revisit said that it is solved")
_ONLY_SOLVED = Text(
    "只算最后说已解决的，以此后没有改口的第一次为准；单位自己说的不算。",
    "Cases last said to be solved only, by the first such word not taken back; the office’s own does not count.",
)


def _points(zh: str, en: str) -> Measure:
    definition = Text(
        f"写信人最后一次给的分的平均值，1 分最低，5 分最高；n 为评分的件数。{_TOO_FEW.zh}",
        f"The mean of the last points that each writer gave, 1 is worst, 5 is best; n is the cases rated. {_TOO_FEW.en}",
    )
    return Measure(Text(zh, en), Text("分", "of 5 points"), definition)


def _many(zh: str, en: str, unit: Text, definition_zh: str, definition_en: str) -> Measure:
    return Measure(Text(zh, en), unit, Text(definition_zh, definition_en))


CASES: Mapping[str, Measure] = {
    "received": _cases(
        "收件",
        "received",
        "本站公开的办件，按收件日归入本期。没有公开的来信只在台账里计数。",
        "Cases on this site, by the day they came. Letters that are not published are counted in the registers only.",
    ),
    "accepted": _cases(
        "受理",
        "accepted",
        "本期收件中登记了受理，或虽没有登记但已转办、已答复的；后来不予受理的不算。",
        "Those entered as accepted, or assigned or answered without such an entry; not those refused after all.",
    ),
    "published": _cases(
        "来信公开",
        "letter published",
        "本期收件中来信原文在本站公开的；其余只公开摘要和答复，并写明原因。",
        "Those whose letter is on this site in full; of the others a summary and the reply, with the reason.",
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
        "按时答复 ÷（按时答复＋逾期答复＋过了答复期限还没答复的）。期限算不出来的、还没到期的不计。",
        "On time ÷ (on time + late + not answered though past the deadline for replying). Cases without a computable "
        "deadline, or not due yet, are left out.",
    ),
    "median_days": _days("答复天数中位数", "median days to reply", _ANSWER, _MIDDLE, _ONLY_ANSWERED),
    "p90_days": _days("九成办件的答复天数", "90th-percentile days to reply", _ANSWER, _NINTH, _ONLY_ANSWERED),
    "acknowledged_median_days": _days(
        "告知收到天数中位数", "median days to acknowledge", _TOLD, _MIDDLE, _ONLY_TOLD
    ),
    "acknowledged_p90_days": _days(
        "九成办件的告知收到天数", "90th-percentile days to acknowledge", _TOLD, _NINTH, _ONLY_TOLD
    ),
    "solved_median_days": _days("解决天数中位数", "median days until solved", _SOLVED, _MIDDLE, _ONLY_SOLVED),
    "solved_p90_days": _days(
        "九成办件的解决天数", "90th-percentile days until solved", _SOLVED, _NINTH, _ONLY_SOLVED
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
    "attitude": _points("态度评分", "rating of the attitude"),
    "speed": _points("速度评分", "rating of the speed"),
    "result": _points("结果评分", "rating of the result"),
    "growth": _share(
        "同比增长",
        "growth on the year before",
        "（本期收件－上年同期收件）÷ 上年同期收件，只比两年都有数据、已过完的相同月份；n 为上年同期件数。",
        "(This period − the same of the year before) ÷ that before, over the months that are complete and have data "
        "in both years; n is the year before's.",
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

_PROMISES = Text("项", "promises")


def _promises(zh: str, en: str, definition_zh: str, definition_en: str) -> Measure:
    return Measure(Text(zh, en), _PROMISES, Text(definition_zh, definition_en))


PROMISES: Mapping[str, Measure] = {
    "promises": _promises(
        "承诺",
        "promises",
        "答复、访谈和征集结果里写明要做、并写明期限的事，按作出的日子归入本期。",
        "What replies, sessions and results say will be done by a day, by the day on which it was said.",
    ),
    "kept": _promises(
        "按时兑现", "kept in time", "在期限当天或之前办成的。", "Those done on or before their day."
    ),
    "kept_late": _promises("逾期兑现", "kept late", "过了期限才办成的。", "Those done after their day."),
    "due": _promises(
        "尚未到期", "not due yet", "还没办成，期限还没有过的。", "Those not done, whose day is still to come."
    ),
    "overdue": _promises(
        "逾期未兑现", "overdue", "今天已过期限，还没办成的。", "Those not done though their day has passed."
    ),
    "kept_share": _share(
        "按时兑现率",
        "share kept in time",
        "按时兑现 ÷（按时兑现＋逾期兑现＋逾期未兑现）。还没到期的不计。",
        "Kept in time ÷ (kept in time + kept late + overdue). Those not due yet are left out.",
    ),
}
"""Of promises, wherever they are gathered."""

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
