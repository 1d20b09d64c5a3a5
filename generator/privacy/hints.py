"""What leads to a person without being a number that only one can have: chats, number plates, passports, names.

Each of these can be something else, so they warn. All work on folded text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.privacy.finding import Hit, starred
from generator.privacy.homes import homes

_HAN = r"\u4e00-\u9fff"
_WECHAT = re.compile(
    r"(?:微信|薇信|威信|WeChat|weixin|(?<![A-Za-z])[VW]X|V信)\s?(?:号码?|ID|账号|帐号)?\s{0,2}[:为是]?\s{0,2}"
    r"(?<![A-Za-z])([A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)
_QQ = re.compile(
    r"(?<![A-Za-z])(?:QQ|扣扣)\s?(?:号码?|账号|帐号)?\s{0,2}[:为是]?\s{0,2}([1-9][0-9]{4,10})(?![0-9])",
    re.IGNORECASE,
)
_CHAT = re.compile(r"[微薇威扣vVwWqQ][信扣eExXqQ]")
"""What every chat has, and little else; so for the signs below. They are looked for in a tenth of the time."""
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-HJ-NP-Z][ ·.-]{0,2}"
    r"(?=[A-Z]{0,4}[0-9])(?:[A-HJ-NP-Z0-9]{5}[挂学警港澳]?|[A-HJ-NP-Z0-9]{6})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9-])(?:E[A-HJ-NP-Z][0-9]{7}|[EG][0-9]{8})(?![0-9A-Za-z])"
    rf"|(?<=护照|行证|证号|胞证)[{_HAN}]{{0,4}}[:为是\s]{{0,2}}([A-Z]{{1,2}}[0-9]{{7,8}}(?:[0-9]{{2}})?)(?![0-9A-Za-z])"
)
_LETTERED = re.compile(r"[A-Z][0-9]{7}")
_INTRODUCTION = re.compile(r"联系人|姓\s?名|经办人|申请人|户主|收件人|当事人|本人|身份证")

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤康易乔赖庞樊兰殷施"
    "洪翟安颜倪牛芦季俞章鲁葛伍申尤毕聂焦向柳邢岳齐梅庄辛管祝左涂谷祁耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈"
    "鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边吉饶瞿戚丘古米池滕晋苑邬臧畅宫嵇巩"
)
_NAME = rf"((?:欧阳|上官|司马|诸葛|皇甫|尉迟|令狐|慕容|[{_SURNAMES}])[{_HAN}]{{1,2}})"
_NO_NAME = r"(?!.{0,2}(?:先生|女士|同志|主任|局长|科长|股长|队长|站长|所长|经理|老师|书记|镇长|乡长|村长|处长|院长|校长|律师|医生|师傅|小姐|某|[*]))"
_AFTER_NAME = r"(?=[,，。;；、:()\[\]\s0-9]|$|男|女|身份证|电话|手机|联系)"
_INTRODUCED = (
    rf"(?:联系人(?:姓名)?|姓\s?名|经办人|申请人|户主|收件人|当事人)\s{{0,2}}[:为是]\s{{0,2}}{_NO_NAME}{_NAME}{_AFTER_NAME}"
    rf"|本人\s?(?:[,，:]|名?叫|姓名[:为]?|是)?\s?{_NO_NAME}{_NAME}"
    rf"(?=[,，(]\s?(?:男|女|身份证|现住|家住|住|系|电话|手机|联系电话|汉族|[0-9]{{2}}岁|出生|[0-9]{{4}}年)|\s?身份证)"
)
_CARD = "身份证"
_NAMED = re.compile(_INTRODUCED)
_NAMED_OR_CARRIED = re.compile(
    _INTRODUCED + rf"|(?<![{_HAN}]){_NAME}\s?[,，(:]?\s?(?:的)?{_CARD}(?=号|[:：(0-9])"
)


def hints(text: str) -> Iterator[Hit]:
    """All that may lead to a person."""
    for detector in _DETECTORS:
        yield from detector(text)


def _accounts(text: str) -> Iterator[Hit]:
    if _CHAT.search(text) is None:
        return
    for code, shape in (("privacy-wechat", _WECHAT), ("privacy-qq", _QQ)):
        for match in shape.finditer(text):
            if "公众" in text[max(0, match.start() - 8) : match.start()]:
                continue
            yield Hit(code, *match.span(1), match[1], starred(match[1], 2, 0), "warning")


def _plates(text: str) -> Iterator[Hit]:
    for match in _PLATE.finditer(text):
        plain = re.sub(r"[ ·.-]", "", match[0]).upper()
        yield Hit("privacy-plate", *match.span(), plain, starred(plain, 2, 1), "warning")


def _passports(text: str) -> Iterator[Hit]:
    if _LETTERED.search(text) is None:
        return
    for match in _PASSPORT.finditer(text):
        group = 1 if match[1] else 0
        yield Hit(
            "privacy-passport", *match.span(group), match[group], starred(match[group], 1, 1), "warning"
        )


def _names(text: str) -> Iterator[Hit]:
    if _INTRODUCTION.search(text) is None:
        return
    shape = _NAMED_OR_CARRIED if _CARD in text else _NAMED
    for match in shape.finditer(text):
        group = match.lastindex or 1
        yield Hit("privacy-name", *match.span(group), match[group], starred(match[group], 1, 0), "warning")


_DETECTORS: tuple[Callable[[str], Iterator[Hit]], ...] = (_accounts, _plates, _passports, _names, homes)
