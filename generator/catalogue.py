"""The catalogue (总目): all that one build publishes, checked and frozen.

What must not be published is not in it: the text of withheld letters and opinions is dropped here, and a
withdrawn record is only a tombstone. No later stage can leak what it never had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from generator.model import Brief, Call, Case, Kind, Record, Shown
from generator.model.county import Calendar, Column, Department, Policy, Site, Topic
from generator.model.entity import Withdrawn
from generator.model.fields import Moment
from generator.model.gate import Gate
from generator.model.register import Register

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class County:
    """The settings of one county; mappings keep the order of their files."""

    site: Site
    columns: Mapping[str, Column]
    departments: Mapping[str, Department]
    topics: Mapping[str, Topic]
    policies: Mapping[str, Policy]
    places: tuple[str, ...]
    calendar: Calendar = field(default_factory=Calendar)
    synonyms: tuple[tuple[str, ...], ...] = ()
    """groups of words of one meaning, for the search"""
    gate: Gate = field(default_factory=Gate)


@dataclass(frozen=True)
class Tombstone:
    """What is left of a withdrawn record: its address, and when and why it went."""

    id: str
    column: str
    kind: Kind
    at: Moment
    why: str


@dataclass(frozen=True)
class Catalogue:
    """Everything the stages after `check` may know. Records stand newest first, ties by id."""

    county: County
    today: date
    records: tuple[Shown, ...]
    withdrawn: tuple[Tombstone, ...]
    registers: tuple[Register, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Shown]:
        return {record.id: record for record in self.records}

    @cached_property
    def whole(self) -> tuple[Record, ...]:
        """The records that are at hand with all their texts."""
        return tuple(record for record in self.records if not isinstance(record, Brief))

    @cached_property
    def tombstones(self) -> Mapping[str, Tombstone]:
        return {stone.id: stone for stone in self.withdrawn}

    @cached_property
    def held(self) -> Counter[tuple[str, str]]:
        """How many records each column holds of each month (`2026-03`)."""
        return Counter((record.column, month(record)) for record in self.records)

    def in_column(self, column: str) -> tuple[Shown, ...]:
        """Records of one column, newest first."""
        return self._by_column.get(column, ())

    @cached_property
    def _by_column(self) -> Mapping[str, tuple[Shown, ...]]:
        groups: dict[str, list[Shown]] = {}
        for record in self.records:
            groups.setdefault(record.column, []).append(record)
        return {column: tuple(group) for column, group in groups.items()}


def catalogue(
    county: County, today: date, records: Iterable[Record], registers: Iterable[Register]
) -> Catalogue:
    """Freeze checked records into a catalogue."""
    published: list[Shown] = []
    withdrawn: list[Tombstone] = []
    for record in records:
        stone = tombstone(record)
        if stone is None:
            published.append(publishable(record))
        else:
            withdrawn.append(stone)
    return assembled(county, today, published, withdrawn, registers)


def assembled(
    county: County,
    today: date,
    published: Iterable[Shown],
    withdrawn: Iterable[Tombstone],
    registers: Iterable[Register],
) -> Catalogue:
    """A catalogue of records without what they withhold, and of what is left of others."""
    records = sorted(published, key=lambda record: record.id)
    records.sort(key=moment, reverse=True)
    return Catalogue(
        county=county,
        today=today,
        records=tuple(records),
        withdrawn=tuple(sorted(withdrawn, key=lambda stone: stone.id)),
        registers=tuple(sorted(registers, key=lambda register: (register.column, register.month))),
    )


def month(record: Shown) -> str:
    """The month that a record is filed under: `2026-03`."""
    return moment(record)[:7]


def moment(record: Shown) -> str:
    """The moment by which a record is sorted, as text, which sorts as moments do."""
    return record.moment if isinstance(record, Brief) else str(record.at)


def tombstone(record: Record) -> Tombstone | None:
    """What is left of a record that was withdrawn; None while it stands."""
    event = next((e for e in record.events if isinstance(e, Withdrawn)), None)
    if event is None:
        return None
    return Tombstone(record.id, record.column, record.kind, event.at, event.why)


def publishable(record: R) -> R:
    """The record without the texts that it withholds."""
    if isinstance(record, Case) and record.withheld is not None:
        return record.model_copy(update={"letter": None, "attachments": ()})
    if isinstance(record, Call) and any(opinion.withheld for opinion in record.opinions):
        opinions = tuple(
            opinion.model_copy(update={"text": None}) if opinion.withheld else opinion
            for opinion in record.opinions
        )
        return record.model_copy(update={"opinions": opinions})
    return record
