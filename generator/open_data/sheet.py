"""What a table of open data is: named columns, and the catalogue as their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from generator import addresses
from generator.audit import Finding
from generator.catalogue import Catalogue
from generator.model import Call, Case, Clarification, Record, Session, Survey
from generator.model.entity import Attachment, Corrected
from generator.model.fields import Moment
from generator.model.vocabulary import Term
from generator.permalink import absolute
from generator.problem import Text
from generator.stats.tally import Tally


class Type(Term):
    """What a field holds."""

    TEXT = "text", "文本", "text"
    INTEGER = "integer", "整数", "whole number"
    NUMBER = "number", "数值", "number"
    SIGNED = "signed", "数值，可为负", "number, may be negative"
    BOOLEAN = "boolean", "是否", "true or false"
    DATE = "date", "日期", "date"
    MOMENT = "moment", "日期或时刻", "date, with a time where known"
    MONTH = "month", "月份", "month"
    LIST = "list", "多值", "several values"
    OBJECT = "object", "对象", "object"


Cell = str | int | float | date | Moment | tuple[str, ...] | None
Header = dict[str, Type | type[Term]]
"""The columns in order; a closed list stands for the type of a column that holds its words."""
Row = tuple[object, Mapping[str, Cell]]
"""A thing, and what the row says beside the thing's own attributes."""

R = TypeVar("R", Case, Call, Session, Survey, Clarification)


@dataclass(frozen=True)
class Source:
    """All that tables are made of."""

    tally: Tally
    findings: tuple[Finding, ...]

    @property
    def catalogue(self) -> Catalogue:
        return self.tally.catalogue


def of_catalogue(rows: Callable[[Catalogue], Iterator[Row]]) -> Callable[[Source], Iterator[Row]]:
    """Rows that the catalogue alone gives."""
    return lambda source: rows(source.catalogue)


@dataclass(frozen=True)
class Sheet:
    """One table of things of one class; `key` tells its rows apart."""

    name: str
    title: Text
    of: type
    header: Header
    rows: Callable[[Source], Iterator[Row]]
    key: tuple[str, ...] = ("id",)
    whole: bool = False
    """true: the things are given whole as JSON Lines too"""
    flat: bool = False
    """true: the rows are given as JSON Lines too"""

    def cells(self, source: Source) -> Iterator[list[Cell]]:
        """The table below its header."""
        for thing, said in self.rows(source):
            yield [said[name] if name in said else getattr(thing, name) for name in self.header]


def columns(type: Type, names: str) -> Header:
    """Columns of one type."""
    return dict.fromkeys(names.split(), type)


HEAD = columns(Type.TEXT, "id column column_title title topic topic_title")
DEPARTMENTS = columns(Type.LIST, "departments department_names")
TAIL = (
    columns(Type.MOMENT, "corrected") | columns(Type.LIST, "related attachments") | columns(Type.TEXT, "url")
)


def records(kind: type[R], catalogue: Catalogue) -> Iterator[R]:
    return (record for record in catalogue.whole if type(record) is kind)


def shared(record: Record, catalogue: Catalogue) -> dict[str, Cell]:
    """What the row of any record says: HEAD, DEPARTMENTS and TAIL."""
    county = catalogue.county
    return {
        "column_title": county.columns[record.column].title,
        "topic_title": next((county.topics[topic].title for topic in record.topics), None),
        "departments": record.departments,
        "department_names": tuple(county.departments[slug].name for slug in record.departments),
        "corrected": max((event.at for event in record.events if isinstance(event, Corrected)), default=None),
        "attachments": files(record.attachments, catalogue),
        "url": absolute(county, addresses.record(record)),
    }


def files(attachments: Iterable[Attachment], catalogue: Catalogue) -> tuple[str, ...]:
    """Where the attachments can be had."""
    return tuple(absolute(catalogue.county, addresses.attachment(item.file)) for item in attachments)
