"""Content read and checked: whole and at hand, for commands that look at all of it, or block by block, for a build."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

from generator.audit import Finding, audit
from generator.blocks import Cache, Ground, Library, gathered
from generator.catalogue import Catalogue, catalogue
from generator.changes import Before, changes, renamed
from generator.check import check
from generator.check.waivers import waived
from generator.clock.status import all_progress
from generator.clock.working_days import calendar_of
from generator.crew import Workers
from generator.frame import default_prose
from generator.model.fields import Ref
from generator.model.load import Content, load
from generator.problem import Problem, ordered
from generator.read import FOLDERS, listed, read
from generator.stats.tally import Tally, tally
from generator.today import today_in_china


@dataclass(frozen=True)
class Checked:
    """Content with all its problems; `content` is None where there is no site to speak of."""

    content: Content | None
    problems: tuple[Problem, ...]
    today: date

    @property
    def is_publishable(self) -> bool:
        return self.content is not None and not any(problem.is_error for problem in self.problems)


@dataclass(frozen=True)
class Examined(Checked):
    """The same, of content whose records lie in a library; `content` itself has none of them."""

    library: Library
    epoch: bytes
    """a digest of all that every record's page depends on"""


def checked(content: Path, config: Path, *, today: date | None = None) -> Checked:
    """Read and check both folders, for a day: the one given, else site.yml's, else today in China."""
    with growing():
        raw = read(content, config)
        loaded, problems = load(raw)
    day = _day(loaded, today)
    if loaded is not None:
        problems += waived(check(loaded, day), loaded, day)
    return Checked(loaded, tuple(ordered([*raw.problems, *problems])), day)


def examined(
    content: Path,
    config: Path,
    *,
    today: date | None = None,
    workers: Workers = 1,
    epoch: bytes = b"",
    cache: Cache | None = None,
) -> Examined:
    """As `checked`, in blocks. With a cache, what the last build found out about a block holds until a file changes.

    `epoch` is a digest of the program and the settings: of all that blocks depend on beside their own files and the day.
    """
    with growing():
        raw = listed(content, config)
        settings, problems = load(raw)
        if settings is None:  # no site to speak of; what is wrong with the records is told all the same
            found = checked(content, config, today=today)
            return Examined(None, found.problems, found.today, Library(()), epoch)
        day = _day(settings, today)
        epoch = blake2b(epoch + day.isoformat().encode(), digest_size=20).digest()
        library = gathered(Ground(settings, day, epoch, cache, cache is not None), raw.files, workers)
    is_unsure = library.is_partial or (raw.broken | library.broken).intersection(FOLDERS)
    unsure = settings.unsure | ({Ref.RECORD} if is_unsure else set())
    whole = replace(settings, entries=library.entries, unsure=unsure)
    problems += waived([*library.problems, *check(whole, day)], whole, day)
    return Examined(whole, tuple(ordered([*raw.problems, *problems])), day, library, epoch)


def checked_since(content: Path, config: Path, revision: str, *, today: date | None = None) -> Checked:
    """As `checked`, but only with the problems that a change since a Git revision brings. Raises NoRevision."""
    folders = (content, config)
    found = checked(content, config, today=today)
    touched = changes(folders, revision)
    with Before(folders, revision) as earlier:
        before = checked(*earlier, today=found.today).problems
        old = tuple(renamed(before, dict(zip(folders, earlier, strict=True))))
    return replace(found, problems=tuple(touched.own(found.problems, old)))


def audited(checked: Checked) -> tuple[Finding, ...] | None:
    """What the self-audit finds in checked content; None where errors keep it from being published."""
    if checked.content is None or not checked.is_publishable:
        return None
    counted = tallied(frozen(checked.content, checked.today))
    return audit(counted, all_prose(checked.content), checked.content.attachments)


def frozen(content: Content, today: date) -> Catalogue:
    """The catalogue of checked content whose records are at hand."""
    records = (record.value for record in content.records)
    registers = (register.value for register in content.registers)
    return catalogue(content.county, today, records, registers)


def tallied(whole: Catalogue) -> Tally:
    """The numbers of a catalogue, with the progress of every record."""
    return tally(whole, all_progress(whole, calendar_of(whole.county.calendar)))


def all_prose(content: Content) -> Mapping[str, str]:
    """The pages of prose as Markdown: the program's own, and over them the county's."""
    return {**default_prose(), **{name: text.value for name, text in content.prose.items()}}


@contextmanager
def growing() -> Iterator[None]:
    """Content grows by the hundred thousand and none of it goes: the search for garbage passes it by, then and later."""
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _day(content: Content | None, today: date | None) -> date:
    return today or (content.county.site.today if content else None) or today_in_china()
