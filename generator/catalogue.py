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

from generator.model import Call, Case, Kind, Record
from generator.model.county import Calendar, Column, Department, Policy, Site, Topic
from generator.model.entity import Withdrawn
from generator.model.fields import Moment
from generator.model.gate import Gate
from generator.model.register import Register


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
    records: tuple[Record, ...]
    withdrawn: tuple[Tombstone, ...]
    registers: tuple[Register, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        return {record.id: record for record in self.records}

    @cached_property
    def tombstones(self) -> Mapping[str, Tombstone]:
        return {stone.id: stone for stone in self.withdrawn}

    @cached_property
    def held(self) -> Counter[tuple[str, str]]:
        """How many records each column holds of each month (`2026-03`)."""
        return Counter((record.column, record.at.day.isoformat()[:7]) for record in self.records)

    def in_column(self, column: str) -> tuple[Record, ...]:
        """Records of one column, newest first."""
        return self._by_column.get(column, ())

    @cached_property
    def _by_column(self) -> Mapping[str, tuple[Record, ...]]:
        groups: dict[str, list[Record]] = {}
        for record in self.records:
            groups.setdefault(record.column, []).append(record)
        return {column: tuple(group) for column, group in groups.items()}


def catalogue(
    county: County, today: date, records: Iterable[Record], registers: Iterable[Register]
) -> Catalogue:
    """Freeze checked records into a catalogue."""
    published: list[Record] = []
    withdrawn: list[Tombstone] = []
    for record in records:
        event = next((e for e in record.events if isinstance(e, Withdrawn)), None)
        if event is None:
            published.append(_publishable(record))
        else:
            withdrawn.append(Tombstone(record.id, record.column, record.kind, event.at, event.why))
    published.sort(key=lambda record: record.id)
    published.sort(key=lambda record: record.at, reverse=True)
    return Catalogue(
        county=county,
        today=today,
        records=tuple(published),
        withdrawn=tuple(sorted(withdrawn, key=lambda stone: stone.id)),
        registers=tuple(sorted(registers, key=lambda register: (register.column, register.month))),
    )


def _publishable(record: Record) -> Record:
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
