"""Homes (住址): addresses below the township, in folded text. They warn, for offices and shops have addresses too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.finding import Hit

_HAN = r"\u4e00-\u9fff"
_COUNT = r"[0-9A-Z一二三四五六七八九十百零〇两甲乙丙丁]{1,6}"
_HOUSE = rf"(?:{_COUNT}(?:号楼|栋|幢|座|单元|号|梯|层|楼|#)[,\s-]?)"
_ROOM = r"[0-9A-Z]{1,5}(?:室|号?房(?![屋产子间东管地价贷改源]))"
_ROAD = rf"(?:[{_HAN}]{{1,6}}?(?:大道|路|街|巷|弄|胡同)[东西南北中]?段?{_COUNT}(?:号(?![线台])|弄)(?:院|之{_COUNT})?)"
_STAIRS = r"(?:号楼|栋|幢|座|#)(?:[0-9A-Z一二三四五六七八九十]{1,2}(?:单元|门|梯))?(?:[0-9]{1,2}[层楼])?-?"
_FLAT = re.compile(
    rf"{_ROAD}[{_HAN}]{{0,10}}?(?:{_HOUSE}{{1,4}}(?:{_ROOM})?|{_ROOM})"
    rf"|[0-9A-Z一二三四五六七八九十]{{1,3}}(?:{_STAIRS}|单元){_ROOM}"
)
_HOUSED = re.compile(
    rf"[道路街巷弄同室房](?:(?<=[0-9A-Z][室房])|(?<=[0-9A-Z]号房)|[东西南北中]?段?{_COUNT}[号弄])"
)
"""What every flat has, and little else."""
_VILLAGE = re.compile(
    rf"[{_HAN}]{{1,5}}村[{_HAN}]{{0,4}}?第?{_COUNT}(?:组|社|队)(?![织长员道])(?:{_COUNT}号)?"
)
_GROUPED = re.compile(rf"村[{_HAN}]{{0,4}}?第?{_COUNT}[组社队]")
"""What every village group has."""

_OFFICE = re.compile(
    r"局|中心|大厅|办公|委员会|窗口|服务|法院|公司|大队|派出所|银行|医院|学校|接待|政府|仲裁|信访"
)
_PUBLIC = re.compile(
    rf"[{_HAN}()]{{0,6}}?(?:路|道|水|渠|桥|塘|修|硬化|电|养|山|厂|位置|附近|[共有]{{1,2}}[住农0-9])"
)
"""Behind a village group: what is spoken of is a road or a well, not somebody's home."""
_TO_TOWN = re.compile(rf"(?:(?:街道|办事处|[镇乡])(?=[{_HAN}0-9])|[区县市](?=[{_HAN}]))")
_TO_STREET = re.compile(
    rf"(?:住址|地址|家住|住在|位于|[住在于到至系是为的由从与和过将把被着通占了旁])(?=[{_HAN}]{{2}})"
)
_TOWN = re.compile(r"(?:街道|镇|乡|办事处)$")


def homes(text: str) -> Iterator[Hit]:
    """Flats with their street or stairs, and village groups where people live."""
    for match in _FLAT.finditer(text) if _HOUSED.search(text) else ():
        if _OFFICE.search(text, max(0, match.start() - 12), match.end() + 12) is None:
            yield _home(text, match)
    for match in _VILLAGE.finditer(text) if _GROUPED.search(text) else ():
        if _PUBLIC.match(text, match.end()) is None:
            yield _home(text, match)


def _home(text: str, match: re.Match[str]) -> Hit:
    """From where the township ends, as far as that can be told; the pattern may have begun too early."""
    start = match.start()
    for lead in (_TO_TOWN, _TO_STREET):
        cuts = [cut.end() for cut in lead.finditer(text, start, match.end())]
        start = cuts[-1] if cuts else start
    instead = "" if _TOWN.search(text, max(0, start - 3), start) else "某处"
    return Hit("privacy-address", start, match.end(), text[start : match.end()], instead, "warning")
