"""What a machine keeps of an address: the absolute one, and when something last happened there."""

from __future__ import annotations

from functools import reduce

from generator import addresses
from generator.catalogue import County
from generator.model import Brief, Call, Case, Session, Shown, Survey
from generator.model.fields import Moment


def absolute(county: County, address: str) -> str:
    """The address as the whole web knows it, percent-encoded (RFC 3986)."""
    return f"{county.site.url}/{addresses.quoted(address)}"


def latest(record: Shown) -> Moment:
    """The newest dated fact of a record: an event, an answer, a result, else the moment it is filed under."""
    if isinstance(record, Brief):
        return Moment.parse(record.latest)
    if isinstance(record, Case):
        return reduce(_later, [event.at for event in record.events])
    moments = [record.at, *(event.at for event in record.events)]
    if isinstance(record, (Call, Survey)) and record.result is not None:
        moments.append(record.result.at)
    if isinstance(record, Session):
        answers = (question.answer for question in record.questions if question.answer is not None)
        moments.extend(answer.at for answer in answers if answer.at is not None)
    return max(moments)


def freshness(record: Shown) -> str:
    """By what records sort when the newest activity goes first: the text of `latest`."""
    return record.latest if isinstance(record, Brief) else str(latest(record))


def _later(one: Moment, other: Moment) -> Moment:
    return other if one < other else one
