"""The catalogue with what is computed from it once, and what several pages ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.audit import Finding
from generator.catalogue import Catalogue, County
from generator.clock.promises import Pledge, ledger
from generator.clock.status import Progress, is_fresh
from generator.model import Case, Clarification, Record, Session
from generator.stats.tally import Tally


@dataclass(frozen=True)
class View:
    catalogue: Catalogue
    tally: Tally
    findings: tuple[Finding, ...] = ()
    """what the self-audit found"""

    @property
    def county(self) -> County:
        return self.catalogue.county

    @property
    def progress(self) -> Mapping[str, Progress]:
        """How every record stands, by its id."""
        return self.tally.progress

    @cached_property
    def pledges(self) -> tuple[Pledge, ...]:
        """Every promise, newest first."""
        return ledger(self.catalogue)

    @cached_property
    def referring(self) -> Mapping[str, tuple[Record, ...]]:
        """For each record the others that point to it, so that a link once made leads both ways."""
        return _referring(self.catalogue.records)

    @cached_property
    def by_department(self) -> Mapping[str, tuple[Record, ...]]:
        return grouped(self.catalogue.records, lambda record: record.departments)

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Record, ...]]:
        """A topic holds the records of its parts too."""
        return grouped(self.catalogue.records, topic_path)

    @cached_property
    def by_place(self) -> Mapping[str, tuple[Record, ...]]:
        """Cases by the township that they name."""
        return grouped(self.catalogue.records, place_of)

    @cached_property
    def fresh(self) -> tuple[Clarification, ...]:
        """Clarifications that stand on top of the home page."""
        today, days = self.catalogue.today, self.county.site.fresh_days
        clarifications = (r for r in self.catalogue.records if isinstance(r, Clarification))
        return tuple(one for one in clarifications if is_fresh(one, today, days))

    @cached_property
    def replied(self) -> tuple[Case, ...]:
        """Answered cases, newest reply first."""
        cases = [r for r in self.catalogue.records if isinstance(r, Case) and r.replies]
        return tuple(sorted(cases, key=lambda case: case.replies[-1].at, reverse=True))


def grouped(
    records: Iterable[Record], keys: Callable[[Record], Iterable[str]]
) -> Mapping[str, tuple[Record, ...]]:
    """Records by each of their keys; they keep their order."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        for key in keys(record):
            groups.setdefault(key, []).append(record)
    return {key: tuple(group) for key, group in groups.items()}


def topic_path(record: Record) -> tuple[str, ...]:
    """The record's topics, and the topics these lie under."""
    steps = [topic.split("/") for topic in record.topics]
    return tuple(dict.fromkeys("/".join(step[:n]) for step in steps for n in range(1, len(step) + 1)))


def month_of(record: Record) -> tuple[str]:
    return (record.at.day.isoformat()[:7],)


def place_of(record: Record) -> tuple[str, ...]:
    return (record.place,) if isinstance(record, Case) and record.place else ()


def _referring(records: Iterable[Record]) -> Mapping[str, tuple[Record, ...]]:
    found: dict[str, dict[str, Record]] = {}
    for record in records:
        targets = list(record.related)
        if isinstance(record, Session):
            targets += [question.referred for question in record.questions if question.referred]
        if isinstance(record, Clarification):
            targets += [evidence.record for evidence in record.evidence if evidence.record]
        for target in targets:
            if target != record.id:
                found.setdefault(target, {})[record.id] = record
    return {target: tuple(records.values()) for target, records in found.items()}
