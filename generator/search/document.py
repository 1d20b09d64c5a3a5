"""What search knows of a record: its searchable text, and what a result shows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator import addresses
from generator.catalogue import Catalogue, County
from generator.model import Call, Case, Clarification, Record, Session, Survey
from generator.model.case import Replied
from generator.model.vocabulary import CaseType

Labels = Mapping[str, str]
"""Names for readers by id, in the order in which they are offered."""


@dataclass(frozen=True)
class Document:
    """One record as search sees it."""

    id: str
    url: str
    """its page, as a path below the site's root"""
    title: str
    column: str
    departments: tuple[str, ...]
    topic: str
    """empty where there is none"""
    type: str
    """what a reader can narrow by beside the column: the type of a case, else the kind of record"""
    at: str
    """ISO day"""
    status: str
    answer: str
    """one sentence; empty while there is no answer"""
    texts: tuple[str, ...]
    """all that can be found beside title, answer, id and day; no match reaches from one text into the next"""


@dataclass(frozen=True)
class SearchSettings:
    """Names for what documents refer to by id, and the words that mean the same."""

    columns: Labels
    departments: Labels
    topics: Labels
    types: Labels
    statuses: Labels
    synonyms: tuple[tuple[str, ...], ...] = ()
    """groups of words of one meaning, former and other names of departments among them"""


STATUSES: Labels = {"replied": "已答复", "open": "办理中"}


def status(record: Record) -> str:
    """`replied` once there is an answer, else `open`."""
    return "replied" if record.answer else "open"


def settings(
    county: County, synonyms: tuple[tuple[str, ...], ...] = (), statuses: Labels = STATUSES
) -> SearchSettings:
    """The settings that a county's own lists give; the names of a department, former ones too, are synonyms."""
    named = [
        (thing.name, *((thing.short,) if thing.short else ()), *thing.aliases)
        for thing in county.departments.values()
    ]
    types = {member.value: member.zh for member in CaseType}
    kinds = {column.kind.value: column.kind.zh for column in county.columns.values()}
    return SearchSettings(
        columns={column.id: column.title for column in county.columns.values()},
        departments={department.id: department.label for department in county.departments.values()},
        topics={topic.id: topic.title for topic in county.topics.values()},
        types={**types, **{kind: name for kind, name in kinds.items() if kind != "case"}},
        statuses=statuses,
        synonyms=(*synonyms, *(group for group in named if len(group) > 1)),
    )


def documents(catalogue: Catalogue, status: Callable[[Record], str] = status) -> Iterator[Document]:
    """Every published record, newest first."""
    for record in catalogue.records:
        yield Document(
            id=record.id,
            url=addresses.record(record),
            title=record.title,
            column=record.column,
            departments=record.departments,
            topic=next(iter(record.topics), ""),
            type=record.type if isinstance(record, Case) else record.kind,
            at=str(record.at)[:10],
            status=status(record),
            answer=record.answer or "",
            texts=tuple(text for text in _texts(record) if text),
        )


def _texts(record: Record) -> Iterator[str | None]:
    """The public words of a record, as its page shows them."""
    match record:
        case Case():
            yield from _case(record)
        case Call():
            yield from (record.asks, record.contact, record.result.text if record.result else None)
            for opinion in record.opinions:
                yield from (opinion.text, opinion.why)
        case Session():
            yield from _session(record)
        case Survey():
            yield from (record.purpose, record.result.text if record.result else None)
            for question in record.questions:
                yield from (question.text, *(option.label for option in question.options), *question.quotes)
        case Clarification():
            yield from (record.claim, record.spread, record.finding, *(e.text for e in record.evidence))
    yield from (attachment.title for attachment in record.attachments)


def _case(case: Case) -> Iterator[str | None]:
    yield from (case.place, case.summary, case.letter)
    for event in case.events:
        for name in ("text", "note", "why", "what"):
            yield getattr(event, name, None)
        if isinstance(event, Replied):
            yield from (event.answer if event is not case.replies[-1] else None, *_titles(event))


def _titles(event: Replied) -> Iterator[str]:
    return (attachment.title for attachment in event.attachments)


def _session(session: Session) -> Iterator[str | None]:
    yield from (session.place, session.summary)
    for guest in session.guests:
        yield from (guest.name, guest.post)
    for question in session.questions:
        yield from (question.text, question.answer.text if question.answer else None)
        yield question.declined.note if question.declined else None
    for turn in session.turns:
        yield from (turn.speaker, turn.text)
