"""Portions of the site: rendered, looked through for personal data, and laid where the site grows. Workers do all three."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generator.blocks import Ground, Library
from generator.blocks.block import STORED
from generator.blocks.ground import RECORDS
from generator.check.privacy import judged_of, lines_of
from generator.clock.status import progress
from generator.crew import Workers, are_elsewhere, mapped, slices
from generator.located import Located, Marks, Source
from generator.model import Record
from generator.outputs import Other
from generator.page import Page
from generator.pages import View, record_pages
from generator.portions import Listed
from generator.privacy.published import Guard
from generator.problem import Problem
from generator.publish import Desk, Laid
from generator.reminders import reminders
from generator.render import render
from generator.shell import Shell

Output = tuple[str, bytes | Path]
_NOWHERE = Source("", Marks((1, 1)))


_PART = 64
"""Pages that a worker makes at a time."""


class Job(NamedTuple):
    """Work for one worker: some pages, a block of records, or another output."""

    kind: str
    """pages, block, or the name of the output"""
    part: slice = slice(0)
    """of the pages"""
    key: str = ""
    """of the block"""
    records: bytes | None = None
    """of the block, as the cache has them, for a worker that does not see it"""


class Made(NamedTuple):
    """A portion that was made."""

    name: str
    addresses: list[str]
    listed: list[Listed]


class Stamped(NamedTuple):
    """What came of a job."""

    made: list[Made]
    laid: list[Laid]
    problems: list[Problem]
    """personal data that the finished files hold"""
    outputs: Sequence[Output] = ()
    """what was not laid"""
    unusable: Sequence[str] = ()
    """what of the cache was not as it was put there"""


@dataclass(frozen=True)
class Stamping:
    """What portions are made of, and where they go."""

    view: View
    shell: Shell
    ground: Ground
    library: Library
    pages: Sequence[Page]
    """those that are to be made"""
    others: Mapping[str, Other]
    """other outputs by name"""
    guard: Guard
    desk: Desk | None
    """None where workers may see another disk: they hand back what they make"""
    held: Callable[[str], str | None] | None
    """the digest of what the published site has at an address"""


def stamped(work: Stamping, blocks: Sequence[int], workers: Workers) -> tuple[Iterator[Stamped], int]:
    """All that is to be made, and in how many pieces; `blocks` are the numbers of those whose pages are."""
    here = [Job(name) for name in work.others]
    if not are_elsewhere(workers):
        jobs = [*here, *_Sent(work, blocks, whole=False)]
        return _mapped(work, jobs, workers), len(jobs)
    away = replace(work, library=Library(()), others={}, desk=None, held=None)
    sent = _Sent(work, blocks, whole=True)
    return chain((stamp(work, job) for job in here), _mapped(away, sent, workers)), len(here) + len(sent)


def _mapped(work: Stamping, jobs: Sequence[Job], workers: Workers) -> Iterator[Stamped]:
    with mapped(stamp, work, jobs, workers) as results:
        yield from results


class _Sent(Sequence[Job]):
    """The blocks and the pages as jobs; with their records where workers do not see the cache, each when it is sent."""

    def __init__(self, work: Stamping, blocks: Sequence[int], *, whole: bool) -> None:
        self._library, self._blocks, self._is_whole = work.library, blocks, whole
        self._pages = slices(len(work.pages), _PART)

    def __len__(self) -> int:
        return len(self._blocks) + len(self._pages)

    def __getitem__(self, place: Any) -> Any:
        if place >= len(self):
            raise IndexError(place)
        if place >= len(self._blocks):
            return Job("pages", self._pages[place - len(self._blocks)])
        number = self._blocks[place]
        records = self._library.section(number, RECORDS) if self._is_whole else None
        return Job("block", slice(number, number + 1), self._library.shelved[number].key, records)


def stamp(work: Stamping, job: Job) -> Stamped:
    """Do one job."""
    done = _stamped(work, job)
    cache = work.ground.cache
    return done if cache is None else done._replace(unusable=sorted(cache.unusable))


def _stamped(work: Stamping, job: Job) -> Stamped:
    if job.kind == "pages":
        return _pages(work, work.pages[job.part])
    if job.kind == "block":
        return _block(work, job)
    other = work.others[job.kind]
    return _finished(work, job.kind, other.make(), _knowing(work, other.tells()), [])


def _pages(work: Stamping, pages: Sequence[Page]) -> Stamped:
    guard = work.guard.another()
    made = [Made(page.address, [page.address], _listed([page])) for page in pages]
    finished = guard.outputs(render(pages, work.shell, work.view.county))
    if work.desk is None:
        return Stamped(made, [], guard.problems, list(finished))
    return Stamped(made, _lay(work.desk, work.held, finished), guard.problems)


def _block(work: Stamping, job: Job) -> Stamped:
    """The pages and calendars of the records of a block."""
    stored = STORED.decode(job.records) if job.records else work.library.stored(job.part.start)
    records = tuple(one.record() for one in stored)
    catalogue = replace(work.view.catalogue, records=records)
    stands = {record.id: progress(record, catalogue, work.ground.days) for record in records}
    pages = list(record_pages(work.view, ((record, stands[record.id]) for record in records)))
    outputs = chain(render(pages, work.shell, work.view.county), reminders(catalogue, stands))
    return _finished(work, job.key, outputs, _knowing(work, records), _listed(pages))


def _finished(
    work: Stamping, name: str, outputs: Iterable[Output], guard: Guard, listed: list[Listed]
) -> Stamped:
    looked_at = guard.outputs(outputs)
    if work.desk is None:
        back = list(looked_at)
        return Stamped([Made(name, [address for address, _ in back], listed)], [], guard.problems, back)
    laid = _lay(work.desk, work.held, looked_at)
    return Stamped([Made(name, [one.address for one in laid], listed)], laid, guard.problems)


def _lay(desk: Desk, held: Callable[[str], str | None] | None, outputs: Iterator[Output]) -> list[Laid]:
    laid: list[Laid] = []
    for address, content in outputs:
        known = held(address) if held else None
        laid += desk.lay([(address, content)], {} if known is None else {address: known})
    return laid


def _knowing(work: Stamping, records: Sequence[Record]) -> Guard:
    """A guard that knows the texts of some records beside what lists say of all."""
    if not records:
        return work.guard.another()
    located = list(map(_located, records))
    return work.guard.another(lines_of(located), partial(_judged, work.guard, located))


def _judged(guard: Guard, records: Sequence[Located[Record]]) -> str:
    """What lists may say of all records, and what these say."""
    return "\n".join((guard.judged(), *judged_of(records)))


def _located(record: Record) -> Located[Record]:
    return Located(record, _NOWHERE)


def _listed(pages: Iterable[Page]) -> list[Listed]:
    return [(page.address, page.updated) for page in pages if page.listed]
