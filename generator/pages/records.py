"""One page for each record, and one for each record that was withdrawn: an address answers for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator import addresses, phrases
from generator.catalogue import Tombstone
from generator.clock.words import explain
from generator.model import Call, Case, Clarification, Record, Session, Survey
from generator.page import Page
from generator.pages.view import View
from generator.permalink import latest
from generator.stats.queue_order import answered_in_order
from generator.structured import structured


def record_pages(view: View) -> Iterator[Page]:
    referring = _referring(view)
    for record in view.catalogue.records:
        yield _record(view, record, referring.get(record.id, ()))
    for stone in view.catalogue.withdrawn:
        yield _tombstone(view, stone)


def _record(view: View, record: Record, referring: tuple[Record, ...]) -> Page:
    by_id = view.catalogue.by_id
    progress = view.progress[record.id]
    related = [by_id[id] for id in record.related if id in by_id]
    related += [other for other in referring if other not in related]
    return Page(
        address=addresses.record(record),
        template=f"{record.kind}.html",
        title=record.title,
        description=_description(record),
        nav=record.column,
        context={
            "record": record,
            "column": view.county.columns[record.column],
            "standing": progress,
            "clocks": [(clock, explain(clock).zh) for clock in progress.clocks],
            "related": related,
            "today": view.catalogue.today,
            "by_id": by_id,
            "tombstones": {stone.id: stone for stone in view.catalogue.withdrawn},
            **_own(record),
        },
        updated=latest(record).day,
        structured=structured(record, view.catalogue),
    )


def _own(record: Record) -> Mapping[str, Any]:
    """What only pages of one kind need."""
    if isinstance(record, Session):
        return {"order": answered_in_order(record.questions)}
    return {}


def _description(record: Record) -> str:
    match record:
        case Case():
            words = record.answer or record.letter or record.summary or record.title
        case Call():
            words = record.asks
        case Session():
            words = record.summary or record.title
        case Survey():
            words = record.purpose
        case Clarification():
            words = record.answer
    return phrases.sentence(words, 150)


def _referring(view: View) -> Mapping[str, tuple[Record, ...]]:
    """For each record the others that point to it, so that a link once made leads both ways."""
    found: dict[str, dict[str, Record]] = {}
    for record in view.catalogue.records:
        targets = list(record.related)
        if isinstance(record, Session):
            targets += [question.referred for question in record.questions if question.referred]
        if isinstance(record, Clarification):
            targets += [evidence.record for evidence in record.evidence if evidence.record]
        for target in targets:
            if target != record.id:
                found.setdefault(target, {})[record.id] = record
    return {target: tuple(records.values()) for target, records in found.items()}


def _tombstone(view: View, stone: Tombstone) -> Page:
    return Page(
        address=addresses.record(stone),
        template="withdrawn.html",
        title=f"{stone.id} 已撤下",
        nav=stone.column,
        context={"stone": stone, "column": view.county.columns[stone.column]},
        updated=stone.at.day,
        listed=False,
    )
