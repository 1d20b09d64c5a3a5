"""One page for each record, and one for each record that was withdrawn: an address answers for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator import addresses, phrases
from generator.catalogue import Tombstone
from generator.clock.promises import pledges
from generator.clock.status import Progress
from generator.clock.words import explained
from generator.model import Call, Case, Clarification, Record, Session, Survey
from generator.page import Page
from generator.pages.rights import card, form_pages
from generator.pages.stations import stations
from generator.pages.view import View
from generator.permalink import latest
from generator.stats.queue_order import answered_in_order
from generator.structured import structured


def record_pages(view: View, records: Iterable[tuple[Record, Progress]]) -> Iterator[Page]:
    """The pages of some of the catalogue's records, whole, each with the forms that go with it."""
    for record, progress in records:
        yield _record(view, record, progress)
        yield from form_pages(view, record, progress)


def withdrawn_pages(view: View) -> Iterator[Page]:
    for stone in view.catalogue.withdrawn:
        yield _tombstone(view, stone)


def _record(view: View, record: Record, progress: Progress) -> Page:
    by_id = view.catalogue.by_id
    related = [by_id[id] for id in record.related if id in by_id]
    related += [other for other in view.referring.get(record.id, ()) if other not in related]
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
            "related": related,
            "today": view.catalogue.today,
            "by_id": by_id,
            "tombstones": view.catalogue.tombstones,
            "pledges": pledges(record, view.catalogue),
            **_own(record, progress),
        },
        updated=latest(record).day,
        structured=structured(record, view.catalogue),
    )


def _own(record: Record, progress: Progress) -> Mapping[str, Any]:
    """What only pages of one kind need."""
    if isinstance(record, Case):
        return {"stations": stations(record, progress), "card": card(record, progress)}
    clocks = {"clocks": [(clock, explained(clock)) for clock in progress.clocks]}
    if isinstance(record, Session):
        return {"order": answered_in_order(record.questions), **clocks}
    return clocks


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
    return phrases.sentence(words, 100)


def _tombstone(view: View, stone: Tombstone) -> Page:
    return Page(
        address=addresses.record(stone),
        template="withdrawn.html",
        title=f"{stone.id} 已撤下",
        nav=stone.column,
        context={"stone": stone, "column": view.county.columns[stone.column]},
        shows=repr(stone).encode("utf-8", "surrogatepass"),
        updated=stone.at.day,
        listed=False,
    )
