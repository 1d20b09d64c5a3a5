"""The spellings of a date in a sheet → a moment.

Understood without being told: 2020-1-5, 2020/1/5, 2020.1.5, 2020年1月5日, 20200105, each with or without a time of
day (9:03, 9:03:11, 9时3分, 下午3:05, 3:05 PM, T and an offset as in ISO 8601), Excel's date cells and serial numbers.
Midnight sharp is how programs write a date without a time, and is read as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone

from generator.importing.cleaning import Cell, line
from generator.model.fields import Moment

_CHINA = timezone(timedelta(hours=8))
_EPOCH = datetime(1899, 12, 30)
_FIRST, _LAST = 20_000, 80_000
"""Days since Excel's epoch that can be a letter's date: 1954 to 2119."""
_YEARS = range(1949, 2101)

_USUAL = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"[\s,]*(?:(?:星期|周)[一二三四五六日天])?"
    r"(?:[\sT]*(?P<half>上午|下午|凌晨|早上|中午|晚上|[AaPp][Mm])?\s*(?P<hour>\d{1,2})\s*[:时点]\s*(?:(?P<minute>\d{1,2})\s*"
    r"(?:[:分]\s*(?:(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?)?)?\s*(?P<after>[AaPp][Mm])?)?"
    r"\s*(?P<zone>Z|[-+]\d{2}:?\d{2})?",
    re.ASCII,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[\sT]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?)?",
    re.ASCII,
)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_TIMED = re.compile(r"%-?[HIMScX]")


def is_format(text: str) -> bool:
    """Whether a spelling of `dates:` (strptime's) can hold a whole date."""
    sample = datetime(2019, 4, 25, 13, 2, 3)
    try:
        return datetime.strptime(sample.strftime(text), text).date() == sample.date()
    except ValueError:
        return False


def moment(cell: Cell, formats: Sequence[str] = ()) -> Moment | None:
    """The moment a cell names, in China Standard Time, or None; `formats` are tried before the usual spellings."""
    found: Moment | None = None
    if isinstance(cell, datetime):
        found = _whole(cell)
    elif isinstance(cell, date):
        found = Moment(cell)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and _FIRST <= cell < _LAST:
        found = _serial(cell)
    elif isinstance(cell, (int, float, str)):
        found = _spelled(unicodedata.normalize("NFKC", line(cell, escaped=True)), formats)
    return found if found and found.day.year in _YEARS else None


def _spelled(text: str, formats: Sequence[str]) -> Moment | None:
    for spelling in formats:
        try:
            value = datetime.strptime(text, spelling)
        except ValueError:
            continue
        return _whole(value) if _TIMED.search(spelling) else Moment(value.date())
    match = _COMPACT.fullmatch(text) or _USUAL.fullmatch(text)
    if match:
        return _matched(match.groupdict())
    return _serial(float(text)) if _SERIAL.fullmatch(text) and _FIRST <= float(text) < _LAST else None


def _matched(parts: dict[str, str | None]) -> Moment | None:
    numbers = [int(parts[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")]
    half = (parts.get("half") or parts.get("after") or "").lower()
    if numbers[3] < {"下午": 12, "晚上": 12, "pm": 12, "中午": 3}.get(half, 0):
        numbers[3] += 12
    elif half in {"上午", "凌晨", "早上", "am"} and numbers[3] == 12:
        numbers[3] = 0
    zone = parts.get("zone") if parts["hour"] else None
    try:
        stated = datetime.strptime(zone, "%z").tzinfo if zone else None
        return _whole(datetime(*numbers, tzinfo=stated))  # type: ignore[arg-type, misc]
    except (ValueError, OverflowError):
        return None


def _serial(days: float) -> Moment:
    return _whole(_EPOCH + timedelta(seconds=round(days * 86_400)))


def _whole(value: datetime) -> Moment:
    """To the second, as Excel's fractions of a day mean it."""
    value = value.astimezone(_CHINA) if value.tzinfo else value
    value = (value + timedelta(microseconds=500_000)).replace(microsecond=0, tzinfo=None)
    return Moment(value.date(), None if value.time() == time.min else value.time())
