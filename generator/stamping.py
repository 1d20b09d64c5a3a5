"""Portions of the site: rendered, looked through for personal data, and laid where the site grows. Workers do all three."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator.blocks import Ground, Library
from generator.check.privacy import judged, lines
from generator.clock.status import progress
from generator.located import Located, Marks, Source
from generator.model import Record
from generator.model.load import Content
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


class Job(NamedTuple):
    """Work for one worker: some pages, a block of records, or another output."""

    kind: str
    """pages, block, or the name of the output"""
    part: slice = slice(0)
    """of the pages, or of the blocks"""


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
    unusable: list[str]
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
    desk: Desk
    held: Callable[[str], str | None]
    """the digest of what the published site has at an address"""


def stamp(work: Stamping, job: Job) -> Stamped:
    """Do one job."""
    done = _stamped(work, job)
    cache = work.ground.cache
    return done if cache is None else done._replace(unusable=sorted(cache.unusable))


def _stamped(work: Stamping, job: Job) -> Stamped:
    if job.kind == "pages":
        return _pages(work, work.pages[job.part])
    if job.kind == "block":
        done = [_block(work, number) for number in range(job.part.start, job.part.stop)]
        return Stamped(*(list(chain.from_iterable(parts)) for parts in zip(*done, strict=True)))
    other = work.others[job.kind]
    return _laid(work, job.kind, other.make(), _knowing(work, other.tells()), [])


def _pages(work: Stamping, pages: Sequence[Page]) -> Stamped:
    guard = work.guard.another()
    made = [Made(page.address, [page.address], _listed([page])) for page in pages]
    return Stamped(
        made,
        _lay(work, guard.outputs(render(pages, work.shell, work.view.county))),
        guard.problems,
        [],
    )


def _block(work: Stamping, number: int) -> Stamped:
    """The pages and calendars of the records of a block."""
    catalogue = replace(work.view.catalogue, records=tuple(work.library.records(number)))
    stands = {record.id: progress(record, catalogue, work.ground.days) for record in catalogue.whole}
    pages = list(record_pages(work.view, ((record, stands[record.id]) for record in catalogue.whole)))
    guard = _knowing(work, catalogue.whole)
    outputs = chain(render(pages, work.shell, work.view.county), reminders(catalogue, stands))
    return _laid(work, work.library.shelved[number].key, outputs, guard, _listed(pages))


def _knowing(work: Stamping, records: Sequence[Record]) -> Guard:
    """A guard that knows the texts of some records beside what lists say of all."""
    if not records:
        return work.guard.another()
    alone = replace(work.ground.content, records=tuple(map(_located, records)))
    return work.guard.another(lines(alone), partial(_judged, work.guard, alone))


def _judged(guard: Guard, alone: Content) -> str:
    """What lists may say of all records, and what these say."""
    return "\n".join((guard.judged(), judged(alone)))


def _located(record: Record) -> Located[Record]:
    return Located(record, _NOWHERE)


def _laid(
    work: Stamping, name: str, outputs: Iterable[Output], guard: Guard, listed: list[Listed]
) -> Stamped:
    laid = _lay(work, guard.outputs(outputs))
    return Stamped([Made(name, [one.address for one in laid], listed)], laid, guard.problems, [])


def _lay(work: Stamping, outputs: Iterator[Output]) -> list[Laid]:
    laid: list[Laid] = []
    for address, content in outputs:
        held = work.held(address)
        laid += work.desk.lay([(address, content)], {} if held is None else {address: held})
    return laid


def _listed(pages: Iterable[Page]) -> list[Listed]:
    return [(page.address, page.updated) for page in pages if page.listed]
