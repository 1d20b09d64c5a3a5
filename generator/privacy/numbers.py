"""ID numbers, mobiles and bank cards in folded text, however their digits are grouped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from generator.privacy.finding import Hit, starred
from generator.privacy.runs import LONG, SHORTEST, Number, readings
from generator.problem import Severity

_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]|91)"
_ID = re.compile(rf"{_PROVINCE}[0-9]{{4}}((?:18|19|20)[0-9]{{6}})[0-9]{{3}}[0-9X]")
"""GB 11643: place, day of birth, order, check digit. The place is not looked up: counties come and go."""
_OLD_ID = re.compile(rf"{_PROVINCE}[0-9]{{4}}([0-9]{{6}})[0-9]{{3}}")
_CARD = re.compile(
    r"6[02][0-9]{14,17}|9(?:558|559|843)[0-9]{12,15}|(?:4367|4563|4682)[0-9]{15}|4[0-9]{15}"
    r"|5[1-5][0-9]{14}|35(?:2[89]|[3-8][0-9])[0-9]{12}|3[47][0-9]{13}"
)
"""UnionPay and the older ranges of Chinese banks, then Visa, Mastercard, JCB and American Express."""
_MOBILE = re.compile(r"(?:0|(?:00)?86)?(1[3-9][0-9]{9})")
_LIKELY = re.compile("|".join(shape.pattern for shape in (_MOBILE, _ID, _OLD_ID, _CARD)))
_COUNTRY = re.compile(r"(?:\(?\+\s?)(?:00)?86\)?[ \-·]{0,2}$|(?<![0-9])(?:00)?86[ \-·]{1,2}$|\(?\+\s?$")

_ID_GROUPS = frozenset(
    {(6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 12), (14, 4), (17, 1), (4, 4, 4, 4, 2), (3,) * 6}
)
_OLD_ID_GROUPS = frozenset({(6, 6, 3), (6, 9), (12, 3)})
_CARD_GROUPS = frozenset(
    {
        (4,) * 4,
        *((4, 4, 4, 4, n) for n in (1, 2, 3)),
        (6, 10),
        (6, 13),
        (6, 4, 4, 4),
        (8, 8),
        (8, 11),
        (6, 8, 4),
    }
)
_MOBILE_GROUPS = frozenset({(3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (3, 5, 3), (4, 3, 4), (5, 6)})


_OWN_LINE = re.compile(r"1[12][0-9]{3}(?![0-9])|9[56][0-9]{3,4}(?![0-9])|(?:19|20)[0-9]{2}[年.-]")
"""What begins a line of its own: a hotline, a date."""

_FILED = re.compile(
    r"(?:单号?|编号|合同号?|协议|流水号?|文号|票号|案号|批次号?|批号|宗地号?|地块|注册号|序列号|户号|受理号|条码|代码|工单)"
    r"[\u4e00-\u9fff]{0,3}[(\[]?[为是:#\s]{0,3}(?:No\.?)?[A-Za-z]{0,6}[-\s]?$"
)
_PERSONAL = re.compile(
    r"手机|电话|联系|身份|证件|微信|致电|拨打|银行|卡号|账号|帐号|tel|phone|mobile", re.IGNORECASE
)
_CALLED_ID = re.compile(r"身份|证件")
_UNIT = re.compile(r"\s?(?:[余多]?[万亿]*元|[万亿]|平方|m2|㎡|吨|公斤|千瓦|股|%)")
_COUNTED = re.compile(r"\s?(?:[余多]?[个人户名亩米次件条辆套棵盏路])(?!的)")
"""Behind several numbers: what they count."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_WEB = re.compile(r"https?://[!-~]*$")


def numbers(text: str, known: str = "") -> Iterator[Hit]:
    """ID numbers, bank cards and mobiles; where two readings share digits, the longer one.

    `known` is the text in a spelling that was looked through before.
    """
    for run in readings(text, _LIKELY, known):
        covered: set[int] = set()
        for number in run:
            if not covered.isdisjoint(range(number.start, number.end)):
                continue
            hit = (
                _id(number) or _card(number) or _old_id(number) or _mobile(text, number) or _mistyped(number)
            )
            if hit is not None:
                covered.update(range(number.start, number.end))
                yield hit


def _id(number: Number) -> Hit | None:
    shape = _ID.fullmatch(number.digits)
    if shape is None or not _is_day(shape[1]) or ric.calc_check_digit(number.digits) != number.digits[-1]:
        return None
    return _hit("privacy-id", number) if number.loose or number.is_spelled(_ID_GROUPS) else None


def _old_id(number: Number) -> Hit | None:
    shape = _OLD_ID.fullmatch(number.digits)
    if shape is None or not _is_day("19" + shape[1]) or not number.is_spelled(_OLD_ID_GROUPS):
        return None
    if _is_part_of_a_code(number) or _counts(number):
        return None
    return _hit("privacy-id", number, _severity(number))


def _mistyped(number: Number) -> Hit | None:
    """18 digits that only the check digit keeps from being an ID number, and any 14 to 19 that are called one."""
    shape = _ID.fullmatch(number.digits)
    likely = shape is not None and _is_day(shape[1]) and number.is_spelled(_ID_GROUPS)
    called = len(number.digits) >= LONG and len(number.parts) == 1 and _CALLED_ID.search(number.before)
    if not (likely or called) or _is_part_of_a_code(number) or _severity(number) == "warning":
        return None
    return _hit("privacy-id-mistyped", number, "warning")


def _card(number: Number) -> Hit | None:
    if _CARD.fullmatch(number.digits) is None or not luhn.is_valid(number.digits):
        return None
    if not number.is_spelled(_CARD_GROUPS) or _is_part_of_a_code(number) or _counts(number):
        return None
    return _hit("privacy-bank-card", number, _severity(number), keep=(4, 4))


def _mobile(text: str, number: Number) -> Hit | None:
    match = _MOBILE.fullmatch(number.digits)
    if match is None or not number.is_spelled(_MOBILE_GROUPS) or _is_part_of_a_code(number):
        return None
    severity = _severity(number)
    if len(number.parts) == 1:
        if _UNIT.match(number.after):
            return None
        if _WEB.search(text, max(0, number.start - 200), number.start):
            severity = "warning"
    elif severity == "warning" or _counts(number) or _is_otherwise_grouped(text, number):
        return None
    country = _COUNTRY.search(number.before)
    start = number.start - (len(country[0]) if country else 0)
    return Hit("privacy-mobile", start, number.end, match[1], starred(match[1], 3, 4), severity)


def _hit(code: str, number: Number, severity: Severity = "error", keep: tuple[int, int] = (2, 3)) -> Hit:
    return Hit(code, number.start, number.end, number.digits, starred(number.digits, *keep), severity)


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _is_part_of_a_code(number: Number) -> bool:
    """Whether it is a piece of a checksum or a file's name, or the decimals of a number."""
    head = re.search(r"[0-9A-Za-z]*$", number.before)
    tail = re.match(r"[0-9A-Za-z]*", number.after)
    longer = sum(len(match[0]) for match in (head, tail) if match)
    return longer >= 10 or re.search(r"(?:(?<![0-9])0|[0-9]{2})\.$", number.before) is not None


def _severity(number: Number) -> Severity:
    """A warning for what stands behind “contract no.” and the like: it may be what it is said to be."""
    filed = _FILED.search(number.before) and not _PERSONAL.search(number.before)
    return "warning" if filed else "error"


def _counts(number: Number) -> bool:
    """Whether it is several numbers, of things that are named behind them."""
    return len(number.parts) > 1 and bool(_UNIT.match(number.after) or _COUNTED.match(number.after))


def _is_otherwise_grouped(text: str, number: Number) -> bool:
    """Whether its parts are those of a landline, a decimal or the number of a plot or contract."""
    if number.is_folded:
        return _OWN_LINE.match(number.parts[-1] + number.after) is not None
    alone = number.whole and number.groups == (3, 8)
    if number.is_listed and not (alone or number.groups == (3, 4, 4) or number.singly):
        return _PERSONAL.search(number.before) is None
    if number.groups in _MOBILE_GROUPS:
        return text[number.start : number.end] == ".".join(number.parts) and len(number.parts) == 2
    return len(number.digits) > SHORTEST or _looks_filed(number)


def _looks_filed(number: Number) -> bool:
    """Whether a part may be a year, as in the number of a plot or a contract."""
    return any(_YEAR.fullmatch(part) for part in number.parts) and not _PERSONAL.search(number.before)
