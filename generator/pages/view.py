"""The catalogue with what is computed from it once, and what several pages ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from operator import itemgetter

from msgspec import msgpack

from generator.audit import Finding
from generator.catalogue import Catalogue, County, month
from generator.clock.promises import Pledge, ledger
from generator.clock.status import Stands, is_fresh, last_reply
from generator.model import Brief, Case, Clarification, Session, Shown
from generator.stats.tally import Tally


@dataclass(frozen=True)
class View:
    catalogue: Catalogue
    tally: Tally
    findings: tuple[Finding, ...] = ()
    """what the self-audit found"""

    @cached_property
    def seals(self) -> Mapping[str, bytes]:
        """A digest of all that lists and numbers know of each record, by its id."""
        return {record.id: _seal(record) for record in self.catalogue.records}

    def shown(self, records: Iterable[Shown], *more: object) -> bytes:
        """A digest of what some records show in lists and numbers, in their order, and of more, by what it prints."""
        seals = self.seals
        told = b"".join([seals[record.id] for record in records])
        return blake2b(told + repr(more).encode("utf-8", "surrogatepass"), digest_size=16).digest()

    @cached_property
    def all_shown(self) -> bytes:
        """The digest of what all records show, and of what is left of others."""
        return self.shown(self.catalogue.records, self.catalogue.withdrawn)

    @cached_property
    def covered(self) -> tuple[str, ...]:
        """The months that have data anywhere, on which every figure of a department, topic or township hangs."""
        return tuple(sorted(self.tally.covered()))

    @property
    def county(self) -> County:
        return self.catalogue.county

    @property
    def progress(self) -> Mapping[str, Stands]:
        """How every record stands, by its id."""
        return self.tally.progress

    @cached_property
    def pledges(self) -> tuple[Pledge, ...]:
        """Every promise, newest first."""
        return ledger(self.catalogue)

    @cached_property
    def referring(self) -> Mapping[str, tuple[Shown, ...]]:
        """For each record the others that point to it, so that a link once made leads both ways."""
        return _referring(self.catalogue.records)

    @cached_property
    def by_department(self) -> Mapping[str, tuple[Shown, ...]]:
        return grouped(self.catalogue.records, lambda record: record.departments)

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Shown, ...]]:
        """A topic holds the records of its parts too."""
        return grouped(self.catalogue.records, topic_path)

    @cached_property
    def by_place(self) -> Mapping[str, tuple[Shown, ...]]:
        """Cases by the township that they name."""
        return grouped(self.catalogue.records, place_of)

    @cached_property
    def fresh(self) -> tuple[Clarification, ...]:
        """Clarifications that stand on top of the home page."""
        today, days = self.catalogue.today, self.county.site.fresh_days
        clarifications = (r for r in self.catalogue.records if isinstance(r, Clarification))
        return tuple(one for one in clarifications if is_fresh(one, today, days))

    @cached_property
    def replied(self) -> tuple[Shown, ...]:
        """Answered cases, newest reply first."""
        cases = ((_replied(record), record) for record in self.catalogue.records)
        answered = [one for one in cases if one[0]]
        return tuple(record for _, record in sorted(answered, key=itemgetter(0), reverse=True))


def _replied(record: Shown) -> str:
    """When a case was last answered, as text, which sorts as moments do; empty for all others."""
    return record.replied or "" if isinstance(record, Brief) else str(last_reply(record) or "")


def _seal(record: Shown) -> bytes:
    told = (
        msgpack.encode(record) if isinstance(record, Brief) else repr(record).encode("utf-8", "surrogatepass")
    )
    return blake2b(told, digest_size=16).digest()


def grouped(
    records: Iterable[Shown], keys: Callable[[Shown], Iterable[str]]
) -> Mapping[str, tuple[Shown, ...]]:
    """Records by each of their keys; they keep their order."""
    groups: dict[str, list[Shown]] = {}
    for record in records:
        for key in keys(record):
            groups.setdefault(key, []).append(record)
    return {key: tuple(group) for key, group in groups.items()}


def topic_path(record: Shown) -> tuple[str, ...]:
    """The record's topics, and the topics these lie under."""
    steps = [topic.split("/") for topic in record.topics]
    return tuple(dict.fromkeys("/".join(step[:n]) for step in steps for n in range(1, len(step) + 1)))


def month_of(record: Shown) -> tuple[str]:
    return (month(record),)


def place_of(record: Shown) -> tuple[str, ...]:
    return (record.place,) if isinstance(record, Case | Brief) and record.place else ()


def _referring(records: Iterable[Shown]) -> Mapping[str, tuple[Shown, ...]]:
    found: dict[str, dict[str, Shown]] = {}
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
