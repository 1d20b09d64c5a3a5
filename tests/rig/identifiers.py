"""Invented identifiers, the ways in which people disguise them, and letters full of numbers that are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from stdnum import luhn
from stdnum.cn import ric

_PLACES = ("110101", "350102", "350526", "430121", "441900", "510104", "622301", "659001", "810000")


def id_number(random: Random) -> str:
    born = date(1930, 1, 1) + timedelta(random.randrange(32000))
    digits = f"{random.choice(_PLACES)}{born:%Y%m%d}{random.randrange(1000):03}"
    return digits + ric.calc_check_digit(digits + "0")


def old_id_number(random: Random) -> str:
    born = date(1920, 1, 1) + timedelta(random.randrange(29000))
    return f"{random.choice(_PLACES)}{born:%y%m%d}{random.randrange(1000):03}"


def mobile(random: Random) -> str:
    return f"1{random.randrange(3, 10)}{random.randrange(10**9):09}"


def bank_card(random: Random) -> str:
    start, length = random.choice(
        (("622202", 19), ("621700", 19), ("622848", 19), ("625", 16), ("4", 16), ("53", 16), ("436742", 19))
    )
    digits = start + "".join(random.choices("0123456789", k=length - len(start) - 1))
    return digits + luhn.calc_check_digit(digits)


def mailbox(random: Random) -> str:
    name = random.choice("abcxyz") + "".join(random.choices("abcdefghijk0123456789._", k=6)) + "9"
    return f"{name}@{random.choice(('example.org', 'mail.example.com', 'example.com.cn'))}"


NUMBERS: Mapping[str, Callable[[Random], str]] = {
    "privacy-id": id_number,
    "privacy-id ": old_id_number,
    "privacy-mobile": mobile,
    "privacy-bank-card": bank_card,
}


def _each(alphabet: str) -> Callable[[str], str]:
    table = str.maketrans("0123456789", alphabet)
    return lambda number: number.translate(table)


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _in_groups(number: str) -> str:
    sizes = {11: (3, 4, 4), 15: (6, 6, 3), 16: (4, 4, 4, 4), 18: (6, 8, 4), 19: (4, 4, 4, 4, 3)}[len(number)]
    parts, start = [], 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    return " ".join(parts)


DISGUISES: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "full width": _wide,
    "circled": _each("⓪①②③④⑤⑥⑦⑧⑨"),
    "circled in black": _each("🄌➊➋➌➍➎➏➐➑➒"),
    "every digit of another script": lambda number: "".join(
        f"{char}٠१๒３四伍⑥𝟳⁸九"[int(char) + 1] if char.isdigit() else char for char in number
    ),
    "little pictures": lambda number: _in_groups(number).replace(" ", "🌹"),
    "stars": lambda number: _in_groups(number).replace(" ", "*"),
    "brackets": lambda number: _in_groups(number).replace(" ", "】【"),
    "commas": lambda number: _in_groups(number).replace(" ", "、"),
    "full stops": "。".join,
    "numerals": _each("〇一二三四五六七八九"),
    "numerals of cheques": _each("零壹贰叁肆伍陆柒捌玖"),
    "mathematical": _each("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
    "zero-width": "\u200b".join,
    "key caps": lambda number: "".join(f"{char}\ufe0f\u20e3" if char.isdigit() else char for char in number),
    "spaced": " ".join,
    "hyphens": "-".join,
    "in groups": _in_groups,
    "in groups by dashes": lambda number: _in_groups(number).replace(" ", "—"),
    "wide numerals and digits": lambda number: _wide(number[:3]) + _each("〇一二三四五六七八九")(number[3:]),
}

MAIL_DISGUISES: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "full width": _wide,
    "zero-width": "\u200b".join,
    "spaced": " ".join,
    "at": lambda address: address.replace("@", "(at)"),
    "brackets": lambda address: address.replace("@", "【at】").replace(".", "[dot]"),
    "numerals": _each("零一二三四五六七八九"),
    "commas": "，".join,
    "wide signs": lambda address: address.replace("@", "＠").replace(".", "．"),
}


def clean_letter(random: Random) -> str:
    """Some sentences with the numbers of an ordinary letter or reply, and nobody's data."""
    return "".join(random.choice(_CLEAN)(random) for _ in range(random.randrange(3, 9)))


def _digits(random: Random, count: int) -> str:
    return str(random.randrange(1, 10)) + "".join(random.choices("0123456789", k=count - 1))


def _day(random: Random) -> date:
    return date(2011, 1, 1) + timedelta(random.randrange(6000))


_CLEAN: tuple[Callable[[Random], str], ...] = (
    lambda r: f"项目总投资{r.randrange(10**8, 10**11):,}元，其中财政资金{_digits(r, r.randrange(3, 12))}元。",
    lambda r: (
        f"合同价{r.randrange(10**5, 10**9) / 100:.2f}万元，建筑面积{_digits(r, 6)}.{_digits(r, 2)}平方米。"
    ),
    lambda r: (
        f"于{_day(r):%Y-%m-%d} {r.randrange(24):02}:{r.randrange(60):02}受理，{_day(r):%Y年%m月%d日}办结。"
    ),
    lambda r: f"办件编号XZ-{_day(r):%Y}-{r.randrange(10000):04}，原留言编号{_digits(r, r.randrange(4, 9))}。",
    lambda r: (
        f"依据示政办发〔{_day(r):%Y}〕{r.randrange(1, 300)}号、示发改〔{_day(r):%Y}〕{r.randrange(1, 99)}号。"
    ),
    lambda r: f"请拨打0{r.randrange(20, 999)}-{_digits(r, 8)}或12345、12315、110，传真0000-{_digits(r, 7)}。",
    lambda r: (
        f"宗地编号：{_digits(r, 4)}-{_day(r):%Y}-{r.randrange(1000):03}，合同编号{_day(r):%Y%m%d}{_digits(r, 4)}。"
    ),
    lambda r: f"预售许可证号为{_day(r):%Y}-{r.randrange(1000):04}、{_day(r):%Y}-{r.randrange(1000):04}。",
    lambda r: f"订单号{_day(r):%Y%m%d}{_digits(r, r.randrange(4, 13))}，运单号SF{_digits(r, 13)}。",
    lambda r: f"统一社会信用代码9135{_digits(r, 4)}MA{_digits(r, 7)}X，注册号{_digits(r, 15)}。",
    lambda r: (
        f"增长{r.random() * 100:.2f}%，占{r.random():.6f}，坐标{r.random() * 90:.8f},{r.random() * 180:.8f}。"
    ),
    lambda r: f"车次：{', '.join(str(r.randrange(1, 99)) for _ in range(r.randrange(3, 14)))}路。",
    lambda r: f"已通知当事人（138****{_digits(r, 4)}、35*************{_digits(r, 3)}）。",
    lambda r: f"见 https://www.example.gov.cn/{_day(r):%Y%m}/t{_day(r):%Y%m%d}_{_digits(r, 7)}.html。",
    lambda r: (
        f"1、开户费{_digits(r, 4)}元；2、电价0.{_digits(r, 3)}元；3、水表号{_digits(r, 8)}，户号{_digits(r, 10)}。"
    ),
    lambda r: (
        f"第{r.randrange(1, 20)}栋至{r.randrange(20, 60)}栋，{r.randrange(1, 30)}#、{r.randrange(30, 60)}#楼。"
    ),
    lambda r: (
        f"面积分别为{_digits(r, 4)}、1{_digits(r, 3)}、{_digits(r, 3)}、{_digits(r, 4)}平方米，"
        f"学生{_digits(r, 4)} {_digits(r, 4)} {_digits(r, 4)} {_digits(r, 3)}人。"
    ),
    lambda r: (
        f"|2011|1{_digits(r, 3)}|{_digits(r, 4)}|{_digits(r, 3)}|\n|2012|{_digits(r, 4)}|1391|{_digits(r, 3)}|\n"
    ),
    lambda r: f"发票代码013{_digits(r, 9)}，传真0000-1{_digits(r, 6)}。二〇一九年三月。",
    lambda r: (
        f"1. {_digits(r, 6)}\n2. 13{_digits(r, 4)}\n12345热线已转办\n3. 13{_digits(r, 5)}\n2019年3月办结\n"
    ),
    lambda r: "二〇一九年三月十二日，第一、二、三、四、五、六、七、八、九、十、十一、十二组。",
)
