"""What a reply says: what is left of it without the formulas of official letters, and whether that only promises."""

from __future__ import annotations

import re
import unicodedata

from generator.replies.formulas import DATE, FORMULA

_LONGEST_FORMULA = 240
"""Characters; nobody writes more than this without saying something."""

_OPENING = 4
"""Characters of 能。, 要备案。, 钱不会停。: the answer to yes or no, before the sentence that explains it."""

_DECISIVE = re.compile(
    r"可以|可行|不[能可予行符属是在需用]|无法|无需|没有|尚未|暂未|同意|批准|审批|审核|修|清[运理洗除]|整[改治]|拆|安装|更换|退[还款费]"
    r"|补[发贴缴交]|发放|到账|开[通放]|通[车电水气]|恢复|完[工成]|竣工|解决|处罚|罚款|立案|查封|关停|停[产工业]|取缔|免费|收费|属实"
    r"|合[法规]|违[法规]|需要|应当|取消|新增|延长|缩短|纳入|列入|道歉"
)
"""Words that decide something, so that a short reply with one of them is short and no formula."""

_NUMBER = re.compile(r"\d{3,4}-?\d{7,8}|\d{7,8}|\b(?:12345|1\d{4})\b")
_SENTENCE = re.compile(r"[^。！!？?；;\n]+")
_PROMISE = re.compile(
    r"(?:我们|我局|我办|本局|下一步|今后|后期|后续|届时)[^，,]{0,10}(?:将|会)"
    r"|(?<![已现])将(?:会|在|于|继续|进一步|加|积极|尽|按|根据|对|适时|及时|认真|严格|组织|安排|督促|协调|立即|迅速|不断)"
    r"|会(?:尽|及时|继续|认真|积极|进一步)|尽快|尽早|争取|力争|努力|抓紧|适时|加强|加大|进一步|下一步|今后|逐步|认真(?:研究|考虑)"
    r"|予以考虑|列入计划"
)
_DEED = re.compile(
    r"已(?!收|转|将|阅|获|知|悉)|完成|了(?!解)|[因由]于|因为|原因|根据|按照|依据|依照|规定|属于|不[属能予符在归]|无法|没有|未|可以"
    r"|可到|可向|可在|请(?:进一步|您|你|到|向|关注|拨|咨询|提供|联系|直接)|建议[您你]|正在(?!研究|调查|处理|核实)|应当|需|必须|电话|拨打|http"
    r"|经.{0,8}(?:核实|调查|了解|查)|发现|目前|现[有为在已场]|实际|存在|是|为(?!您|你|此|了)|共|达|元|米|公里"
)
"""What is, was done, must or can be: a sentence with one of these is no mere promise."""

_WHEN = re.compile(
    r"\d(?:年|月|日|号|季度|天|周|个(?:工作日|月|小时)|小时|点|前|底)"
    r"|[一二三四五六七八九十两](?:季度|个?工作日|天内|日内|周内|个月|月|年内|月份)"
    r"|[今明后本下年月周当](?:年|月|周内?|底|天|日)|上半年|下半年|[春夏秋冬]季|汛期|开学|暑假|寒假|春节"
)

_DATED = re.compile(rf"(?:{DATE})\W*\Z")
_LONGEST_DATE = 16

_WIDE = tuple((wide, unicodedata.normalize("NFKC", wide)) for wide in "，：！？；（）")
"""Marks of every Chinese text; without them most texts are normal and need no walk through all characters."""


def plain(text: str) -> str:
    """The text without widths, odd forms and spaces; lines stay lines."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    folded = unicodedata.normalize("NFKC", text)
    return "\n".join("".join(line.split()) for line in folded.splitlines())


def without_formulas(text: str) -> str:
    """A plain text with a line break in place of every formula."""
    return FORMULA.sub("\n", text)


def telling(text: str) -> str:
    """The letters that are left when every formula is taken out; of digits only telephone numbers tell something."""
    return _telling(plain(text))


def _telling(flat: str) -> str:
    return letters(_NUMBER.sub(lambda found: "t" * len(found[0]), FORMULA.sub("", flat)))


def letters(text: str) -> str:
    """A text without marks, spaces and digits, which differ between copies of one formula."""
    return "".join(filter(str.isalpha, text))


def says_nothing(text: str, left: int) -> bool:
    """Whether a text is all receipt, handing on, thanks and dates, but for at most `left` letters of names."""
    if len(text) > _LONGEST_FORMULA:
        return False
    flat = plain(text)
    rest = _telling(flat)
    return len(rest) <= left and 2 * len(rest) <= len(letters(flat)) and not _DECISIVE.search(rest)


def only_promises(text: str, left: int) -> bool:
    """Whether each sentence of more than `left` telling letters is a promise, and none says by when."""
    flat = plain(text)
    if not _PROMISE.search(flat):
        return False
    undated = _undated(flat)
    if _WHEN.search(undated):
        return False
    promises = False
    for sentence in _SENTENCE.findall(undated):
        is_promise = _PROMISE.search(sentence) and not _DEED.search(sentence)
        if is_promise and promises:
            continue
        if len(_telling(sentence)) > left:
            if not is_promise:
                return False
            promises = True
    return promises


def _undated(flat: str) -> str:
    """A text without the day that stands below it."""
    end = len(flat)
    while end and not (flat[end - 1].isalnum() or flat[end - 1] == "_"):
        end -= 1
    date = _DATED.search(flat, max(0, end - _LONGEST_DATE))
    return flat[: date.start()] if date else flat


def sentences(line: str) -> int:
    """How many sentences stand in a line, but for an opening as short as 能。; what is in brackets is no sentence."""
    outside = re.sub(r"[（(“「《][^）)”」》]*[）)”」》]", "x", line)
    first, *rest = [part for part in re.split(r"[。！!？?]", outside) if re.search(r"\w", part)] or [""]
    return len(rest) + (len(first) > _OPENING or not rest)
