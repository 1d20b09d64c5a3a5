"""What search knows of a record: its searchable text, and what a result shows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator import addresses
from generator.catalogue import Catalogue, County
from generator.clock.clocks import State
from generator.model import Call, Case, Clarification, Record, Session, Survey
from generator.model.case import Replied
from generator.model.entity import Kept
from generator.model.vocabulary import CaseType, Channel, Outcome
from generator.stats.facts import reached

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
    channel: str = ""
    """how a case arrived; empty for other kinds"""
    place: str = ""
    """township of a case; empty where none is given"""
    timing: str = ""
    """state of the clock of its rule's limit for replying; empty without one"""
    outcome: str = ""
    """whether the matter is solved, as last heard from the writer or a revisit; empty where nobody was heard"""
    reached: tuple[str, ...] = ()
    """what has happened to a case: acknowledged, accepted, rated … (`generator.stats.facts.Reached`)"""
    moment: str = ""
    """the day with the time of day, if it has one: of two records of one day the later is newer; else the lesser id is"""


@dataclass(frozen=True)
class SearchSettings:
    """Names for what documents refer to by id, and the words that mean the same."""

    columns: Labels
    departments: Labels
    topics: Labels
    types: Labels
    statuses: Labels
    kinds: Labels = field(default_factory=dict)
    """kind of record of each column"""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """groups of words of one meaning, former and other names of departments among them"""


STATUSES: Labels = {"replied": "已答复", "open": "办理中"}
TIMINGS: Labels = {
    State.ON_TIME: "按时答复",
    State.LATE: "逾期答复",
    State.OVERDUE: "逾期未答复",
    State.RUNNING: "期限内",
    State.PAUSED: "暂停计时",
    State.WAITING: "尚未起算",
    State.UNKNOWN: "期限无法计算",
}
CHANNELS: Labels = {member.value: member.zh for member in Channel}
OUTCOMES: Labels = {member.value: member.zh for member in Outcome}


class Standing(NamedTuple):
    """What time has made of a record, in the words of the facets."""

    status: str
    timing: str = ""
    outcome: str = ""


def standing(record: Record) -> Standing:
    """What can be said without a clock: `replied` once there is an answer, else `open`."""
    return Standing("replied" if record.answer else "open")


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
        kinds={column.id: column.kind.value for column in county.columns.values()},
        synonyms=(*synonyms, *(group for group in named if len(group) > 1)),
    )


def documents(catalogue: Catalogue, standing: Callable[[Record], Standing] = standing) -> Iterator[Document]:
    """Every published record, newest first."""
    return (document(record, standing(record)) for record in catalogue.whole)


def document(record: Record, stands: Standing) -> Document:
    """One published record as search sees it."""
    letter = record if isinstance(record, Case) else None
    return Document(
        id=record.id,
        url=addresses.record(record),
        title=record.title,
        column=record.column,
        departments=record.departments,
        topic=next(iter(record.topics), ""),
        type=letter.type if letter else record.kind,
        at=str(record.at)[:10],
        status=stands.status,
        answer=record.answer or "",
        texts=tuple(text for text in _texts(record) if text),
        channel=letter.channel if letter else "",
        place=(letter and letter.place) or "",
        timing=stands.timing,
        outcome=stands.outcome,
        reached=reached(letter) if letter else (),
        moment=str(record.at),
    )


def _texts(record: Record) -> Iterator[str | None]:
    """The public words of a record, as its page shows them."""
    match record:
        case Case():
            yield from _case(record)
        case Call():
            yield from (record.asks, record.contact, record.result.text if record.result else None)
            yield from (promise.what for promise in (record.result.promises if record.result else ()))
            yield from _kept(record)
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
            yield from (promise.what for promise in event.promises)
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
        yield from (promise.what for promise in (question.answer.promises if question.answer else ()))
    for turn in session.turns:
        yield from (turn.speaker, turn.text)
    yield from (promise.what for promise in session.promises)
    yield from _kept(session)


def _kept(record: Call | Session) -> Iterator[str]:
    return (event.text for event in record.events if isinstance(event, Kept))
