"""A reply in one sentence, taken from its own words: the first sentence that says something.

Official replies open with a salutation, a receipt (收悉) and an announcement (现回复如下); none of them answers.
Nothing is put into other words: the sentence is the reply's own, cut at a comma where it is long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LIMIT = 60
"""Characters of an answer, the cut's mark included."""

_WHO = "网友|网民|市民|群众|同志|朋友|先生|女士|来信人|写信人|家长|业主|用户"
_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?[”’」』）)]*")
_ANNOUNCED = re.compile(
    r"[^。！？\n]{0,200}?(?:如下|情况回复|答复为|回复为|问题回复|通报|说明)(?:情况)?\s*[：:]\s*", re.DOTALL
)
_SALUTATION = re.compile(
    rf"\s*(?:(?:尊敬的|亲爱的)?(?:来信|留言|发帖)?(?:{_WHO})?[“\"‘「『][^”\"’」』\n]{{1,30}}[”\"’」』](?:{_WHO})?[，,：:\s]*"
    rf"|(?:尊敬的|亲爱的)?[^，。：:！\n“]{{0,12}}(?:{_WHO})们?(?:[，,：:；！!\s]+|$)"
    rf"|(?:尊敬的|亲爱的)?(?:{_WHO})?(?:您|你|大家)们?好[，,。！!：:、\s]*"
    r"|[^，。！\n]{0,60}?[：:\s][您你]好[，,。！!：:、\s]*"
    rf"|{_DATE}\s*(?=尊敬的|亲爱的|网友|来信|[“\"]|[您你]好)"
    r"|(?:网友|网民)(?=[您你首非很十]))"
)
_LEAD = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,2}(?:[）)]|[、．]|\.(?!\d))|[①-⑩]|首先，|一是"
    r"|[经据][^，,。：:]{0,16}?(?:调查|核实|核查|了解|查|查询|咨询|研究|调阅)(?:核实|了解|处理|情况|发现)?[，,：:]"
    r"|[^，,。！!：:\n]{0,60}(?:收悉|获悉|已阅|阅悉)[^，,。]{0,6}[，,](?=.{4})"
    r"|并(?=转|已|立即|交))\s*"
)
_COURTESY = re.compile(
    r"(?:[^，,。！\n]{0,24}(?:高度|非常|十分)重视|(?:非常|首先|衷心|十分|真诚)*(?:感谢|谢谢)[^，,。！\n]{0,40})[，,](?=.{4})"
)
_FORMULA = re.compile(
    r"(?:收悉|获悉|已阅|阅悉|知悉|已收到|已经收到).{0,6}$"
    r"|收到(?:您|你|网友|关于)?.{0,30}(?:来信|留言|信件|咨询|帖|反映|反馈|情况)"
    r"|(?:如下(?:回复|答复|解释|说明|反馈)?|情况回复|说明)[：:。，]?$|^(?:非常|首先|衷心|十分|真诚)*(?:感谢|谢谢)|深表歉意|抱歉"
    r"|^特此|^祝|^谢|^此复|^以上[是为]|^[^，。]{0,24}(?:高度重视|非常重视|十分重视)[，。！]"
    r"|^关于.{0,60}(?:问题|情况|建议|投诉|咨询|诉求|留言|来信)[：:。，；]?$"
    r"|^(?:您|你|网友|来信)?[所在]?.{0,12}(?:反映|咨询|提出|投诉|反馈|留言|来信).{0,40}的?(?:问题|情况)[：:。，]?$"
    r"|(?:转载|核实的情况|(?:基本|调查|处理|有关|办理)情况|(?:调查|处理)结果|情况说明)(?:如下)?[：:。]?$"
    rf"|^(?:{_DATE}，)?[您你]在平台.{{0,20}}《|^[^，,]*[：:]$"
)
_HANDED_ON = re.compile(
    r"(?:转|交|移交)[^，。]{0,30}(?:处理|处置|核处|办理|办复|答复|调查|核实|核查|反馈|回复|作出回应)|转交?(?:至|给)?[^，。]{1,20}[，。！]?$"
)
_FOLLOWING = re.compile(
    r"^(?:如|若|详细|具体情况|请|联系|咨询电话|电话|地址|待|等|敬请|稍后|欢迎|望|希望您|有(?:处理)?结果|届时|[有相]关(?:情况|进度|结果)|建议您?继续)"
)
_HEADING = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,2}[、）)．.][^，,]{0,24}"
    r"|\d{1,2}[、．.][^，,]{0,24}(?:依据|问题|情况|事项|事宜|方面|说明|措施|结果|经过|原因|意见|政策|现状|概况|必要性))"
)
_SIGNED = re.compile(r"[^，。！？]{2,25}(?:局|办|办公室|中心|政府|委员会|街道办事处|公司|大队|支队)\s*")
_ONLY_DATE = re.compile(rf"{_DATE}[。.]?|[\d.\-/年月日\s]*")
_TELLING = re.compile(r"[\u3400-\u9fff].{3}", re.DOTALL)
_NOTHING = 4
_MARKS = " ，,：:；;、！!。"


def plain_answer(reply: str) -> str:
    """One plain sentence of at most `LIMIT` characters out of a reply's clean text.

    Best is the first that tells something; then that the matter was handed on (已转…办理); then what only goes with an
    answer (如有疑问…); then the formula, for a reply that is all formula says no more.
    """
    ranked = [_ranked(raw, bare) for raw, bare in _sentences(reply)]
    rank, chosen = min(ranked, key=lambda sentence: sentence[0], default=(_NOTHING, ""))
    if rank == _NOTHING:
        chosen = " ".join(reply.split())
    return _cut(chosen) or chosen[:LIMIT]


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Sentences as they stand and bare; what announces the answer (…如下：) is a sentence of its own."""
    for sentence in _SENTENCE.findall(text):
        rest = sentence
        while match := _ANNOUNCED.match(rest):
            yield match[0], _bare(match[0])
            rest = rest[match.end() :]
        if rest.strip():
            yield rest, _bare(rest)


def _bare(sentence: str) -> str:
    """A sentence without salutation, receipt, list number and 经调查."""
    sentence = " ".join(sentence.split())
    while match := _SALUTATION.match(sentence) or _LEAD.match(sentence):
        sentence = sentence[match.end() :]
    return sentence.strip(" ，,、")


def _ranked(raw: str, bare: str) -> tuple[int, str]:
    """How little a sentence tells, from 0, and its telling part."""
    if not re.search(r"\w", bare) or _ONLY_DATE.fullmatch(bare):
        return _NOTHING, bare
    courtesy = _COURTESY.match(bare)
    telling = bare[courtesy.end() :] if courtesy else bare
    is_formula = _FORMULA.search(telling.rstrip("”’」』）)")) or not _TELLING.search(telling)
    if is_formula or _HEADING.fullmatch(raw.rstrip("。：:\n ")) or _SIGNED.fullmatch(raw):
        return 3, bare
    if len(telling) <= LIMIT and _HANDED_ON.search(telling):
        return 1, telling
    return (2 if courtesy or _FOLLOWING.search(telling) else 0), telling


def _cut(sentence: str) -> str:
    """Ended with a full stop, or cut at a comma; a last clause that announces a list (主要原因为：) is cut too."""
    announced = re.fullmatch(r"(.{3,})，[^，]*[：:]", sentence)
    sentence = f"{announced[1]}…" if announced else sentence.rstrip(" ，,：:；;、")
    if sentence and sentence[-1] not in "。！？!?…”’」』）)":
        sentence += "。"
    if len(sentence) <= LIMIT:
        return sentence
    head = sentence[: LIMIT - 1]
    comma = max(head.rfind(mark) for mark in "，；、,：")
    return (head[:comma] if comma >= LIMIT // 2 else head).rstrip(_MARKS) + "…"
