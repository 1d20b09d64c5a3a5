"""Registers, the settings that records refer to, and what was withdrawn, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.catalogue import Catalogue, Tombstone
from generator.model import Kind
from generator.model.county import Column, Department, Limit, Policy, Topic
from generator.model.register import Register, WithheldCount
from generator.model.vocabulary import Step, Unit, Withholding
from generator.open_data.sheet import Row, Sheet, Type, columns, of_catalogue
from generator.permalink import absolute
from generator.problem import Text


def _registers(catalogue: Catalogue) -> Iterator[Row]:
    for register in catalogue.registers:
        title = catalogue.county.columns[register.column].title
        yield register, {"column_title": title, "withheld": sum(part.count for part in register.withheld)}


def _withheld(catalogue: Catalogue) -> Iterator[Row]:
    for register in catalogue.registers:
        for part in register.withheld:
            yield part, {"column": register.column, "month": register.month}


def _departments(catalogue: Catalogue) -> Iterator[Row]:
    for department in catalogue.county.departments.values():
        yield department, {"url": absolute(catalogue.county, addresses.department(department.id))}


def _topics(catalogue: Catalogue) -> Iterator[Row]:
    for topic in catalogue.county.topics.values():
        yield topic, {"url": absolute(catalogue.county, addresses.topic(topic.id))}


def _columns(catalogue: Catalogue) -> Iterator[Row]:
    for column in catalogue.county.columns.values():
        rule = column.rule
        yield (
            column,
            {
                "rule": rule.title,
                "answers": rule.answers,
                "publishes": rule.publishes,
                "text": rule.text,
                "basis": rule.basis,
                "url": absolute(catalogue.county, addresses.column(column.id)),
            },
        )


def _limits(catalogue: Catalogue) -> Iterator[Row]:
    for column in catalogue.county.columns.values():
        for n, limit in enumerate(column.rule.limits, 1):
            yield limit, {"column": column.id, "n": n}


def _policies(catalogue: Catalogue) -> Iterator[Row]:
    for policy in catalogue.county.policies.values():
        yield policy, {}


def _withdrawn(catalogue: Catalogue) -> Iterator[Row]:
    for stone in catalogue.withdrawn:
        yield stone, {"url": absolute(catalogue.county, addresses.record(stone))}


REGISTERS = Sheet(
    "register",
    Text("台账", "Registers"),
    Register,
    columns(Type.TEXT, "column column_title")
    | columns(Type.MONTH, "month")
    | columns(Type.INTEGER, "received accepted published withheld"),
    of_catalogue(_registers),
    key=("column", "month"),
    whole=True,
)

WITHHELD = Sheet(
    "register-withheld",
    Text("台账中未公开的原因", "Why letters of the registers are withheld"),
    WithheldCount,
    columns(Type.TEXT, "column")
    | columns(Type.MONTH, "month")
    | {"reason": Withholding, "count": Type.INTEGER},
    of_catalogue(_withheld),
    key=("column", "month", "reason"),
)

DEPARTMENTS = Sheet(
    "department",
    Text("承办单位", "Departments"),
    Department,
    columns(Type.TEXT, "id name short")
    | columns(Type.LIST, "aliases")
    | columns(Type.TEXT, "successor")
    | columns(Type.LIST, "phones")
    | columns(Type.TEXT, "duties url"),
    of_catalogue(_departments),
    whole=True,
)

TOPICS = Sheet(
    "topic",
    Text("主题", "Topics"),
    Topic,
    columns(Type.TEXT, "id title") | columns(Type.LIST, "aliases") | columns(Type.TEXT, "parent url"),
    of_catalogue(_topics),
    whole=True,
)

COLUMNS = Sheet(
    "column",
    Text("栏目", "Columns"),
    Column,
    columns(Type.TEXT, "id title")
    | {"kind": Kind}
    | columns(Type.TEXT, "prefix purpose")
    | columns(Type.BOOLEAN, "managed")
    | columns(Type.TEXT, "rule answers publishes text")
    | columns(Type.LIST, "basis")
    | columns(Type.TEXT, "url"),
    of_catalogue(_columns),
    whole=True,
)

LIMITS = Sheet(
    "column-limits",
    Text("栏目时限", "Limits of columns"),
    Limit,
    columns(Type.TEXT, "column")
    | columns(Type.INTEGER, "n")
    | {"step": Step, "days": Type.INTEGER, "unit": Unit, "since": Type.TEXT}
    | columns(Type.INTEGER, "complex extension")
    | columns(Type.BOOLEAN, "pauses suspends")
    | columns(Type.TEXT, "basis article"),
    of_catalogue(_limits),
    key=("column", "n"),
)

POLICIES = Sheet(
    "policy",
    Text("政策依据", "Policies"),
    Policy,
    columns(Type.TEXT, "id title number issuer")
    | columns(Type.DATE, "since repealed")
    | columns(Type.TEXT, "link note"),
    of_catalogue(_policies),
    whole=True,
)

WITHDRAWN = Sheet(
    "withdrawn",
    Text("已撤下的记录", "Withdrawn records"),
    Tombstone,
    columns(Type.TEXT, "id column")
    | {"kind": Kind}
    | columns(Type.MOMENT, "at")
    | columns(Type.TEXT, "why url"),
    of_catalogue(_withdrawn),
)
