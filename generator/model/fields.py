"""The scalar types of content: strict, frozen, read from the strings that `read` delivers.

YAML scalars reach the model as the writer typed them. Each type here accepts exactly one spelling,
so that no value changes in silence; anything else is a located problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import total_ordering
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError, core_schema

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


def _day(text: str) -> date:
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return date(*map(int, match.groups()))


@total_ordering
@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the time of day where the writer gave one (China Standard Time, no offset)."""

    day: date
    time: time | None = None

    @classmethod
    def parse(cls, text: str) -> Moment:
        """From `YYYY-MM-DD` or `YYYY-MM-DD HH:MM[:SS]`; ValueError for anything else."""
        match = _MOMENT.fullmatch(text)
        if match is None:
            raise ValueError(text)
        hours = match[2]
        return cls(_day(match[1]), time(int(hours), int(match[3]), int(match[4] or 0)) if hours else None)

    def is_before(self, other: Moment) -> bool:
        """Surely earlier. Where either has no time of day, two moments of one day are not ordered."""
        if self.time is None or other.time is None:
            return self.day < other.day
        return (self.day, self.time) < (other.day, other.time)

    def __lt__(self, other: Moment) -> bool:
        """A total order for sorting: a day without a time comes before its times."""
        return (self.day, self.time or time.min, self.time is not None) < (
            other.day,
            other.time or time.min,
            other.time is not None,
        )

    def __str__(self) -> str:
        if self.time is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()} {self.time.isoformat('seconds' if self.time.second else 'minutes')}"

    @property
    def iso(self) -> str:
        """ISO 8601 with China's offset where a time is known (RFC 3339 for feeds, `datetime` in HTML)."""
        if self.time is None:
            return self.day.isoformat()
        return datetime.combine(self.day, self.time).isoformat() + "+08:00"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_moment)


def _moment(value: object) -> Moment:
    if isinstance(value, Moment):
        return value
    try:
        return Moment.parse(_text(value))
    except ValueError as error:
        raise PydanticCustomError("wz_moment", "not a moment") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("wz_text", "not a text")
    return value


def _reads(code: str, convert: Callable[[str], Any]) -> BeforeValidator:
    """A validator that turns the writer's string into a value, or raises the fault named `code`."""

    def validate(value: object) -> Any:
        if not isinstance(value, str):
            if value is None or isinstance(value, (list, dict)):
                raise PydanticCustomError("wz_text", "not a text")
            return value
        try:
            return convert(value)
        except ValueError as error:
            raise PydanticCustomError(code, "not readable") from error

    return BeforeValidator(validate)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9) or (text[0] == "0" and text != "0"):
        raise ValueError(text)
    return int(text)


def _stars(text: str) -> int:
    if text not in {"1", "2", "3", "4", "5"}:
        raise ValueError(text)
    return int(text)


def _month(text: str) -> str:
    if _MONTH.fullmatch(text) is None:
        raise ValueError(text)
    return text


_FLAGS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def _flag(text: str) -> bool:
    if text not in _FLAGS:
        raise ValueError(text)
    return _FLAGS[text]


def _matches(code: str, pattern: str) -> BeforeValidator:
    compiled = re.compile(pattern, re.ASCII)

    def convert(text: str) -> str:
        if compiled.fullmatch(text) is None:
            raise ValueError(text)
        return text

    return _reads(code, convert)


_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*")


def _line(text: str) -> str:
    folded = " ".join(text.split())
    if _UNSEEN.fullmatch(folded):
        raise ValueError(text)
    return folded


def _prose(text: str) -> str:
    stripped = text.strip()
    if _UNSEEN.fullmatch(stripped):
        raise ValueError(text)
    return stripped


def _link(text: str) -> str:
    """An address of the web: http(s) with a host, nothing that runs code."""
    if re.fullmatch(r"https?://[^\s/<>\"']+[^\s<>\"']*", text) is None:
        raise ValueError(text)
    return text


def _file(text: str) -> str:
    """A path inside `content/attachments/`: relative, forward slashes, no way up."""
    parts = text.split("/")
    if not text or "\\" in text or any(part in {"", ".", ".."} or part.startswith(".") for part in parts):
        raise ValueError(text)
    return text


class Ref(Enum):
    """Marks a field whose value names something that must exist elsewhere in the content."""

    COLUMN = "column"
    DEPARTMENT = "department"
    TOPIC = "topic"
    POLICY = "policy"
    PLACE = "place"
    RECORD = "record"
    ATTACHMENT = "attachment"


_SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"

Day = Annotated[date, _reads("wz_day", _day)]
Month = Annotated[str, _reads("wz_month", _month)]
Count = Annotated[int, _reads("wz_count", _count)]
Stars = Annotated[int, _reads("wz_stars", _stars)]
Flag = Annotated[bool, _reads("wz_flag", _flag)]
Line = Annotated[str, _reads("wz_empty", _line)]
"""One line; runs of white space are one space."""
Prose = Annotated[str, _reads("wz_empty", _prose)]
"""Text of any length with its own line breaks."""
RecordId = Annotated[str, _matches("wz_id", r"[A-Z]{1,8}(-[A-Za-z0-9]{1,16}){1,4}")]
"""PREFIX-YEAR-NUMBER: letters and hyphens keep it from looking like an ID-card number."""
Slug = Annotated[str, _matches("wz_slug", _SLUG)]
TopicPath = Annotated[str, _matches("wz_slug", rf"{_SLUG}(/{_SLUG})*")]
Prefix = Annotated[str, _matches("wz_prefix", r"[A-Z]{1,8}")]
Link = Annotated[str, _reads("wz_link", _link)]
SiteUrl = Annotated[str, _reads("wz_link", lambda text: _link(text).rstrip("/"))]
"""The address of a site, kept without a slash at its end."""
FilePath = Annotated[str, _reads("wz_file", _file), Ref.ATTACHMENT]

ColumnRef = Annotated[Slug, Ref.COLUMN]
DepartmentRef = Annotated[Slug, Ref.DEPARTMENT]
TopicRef = Annotated[TopicPath, Ref.TOPIC]
PolicyRef = Annotated[Slug, Ref.POLICY]
RecordRef = Annotated[RecordId, Ref.RECORD]
PlaceRef = Annotated[Line, Ref.PLACE]
