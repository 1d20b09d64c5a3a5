"""The whole build, top to bottom: read, give types, check, freeze, then pages and outputs into the one writer."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from generator import addresses
from generator.assets import assets, version
from generator.audit import Finding, audit
from generator.catalogue import Catalogue, catalogue
from generator.changes import Before, changes, renamed
from generator.check import check
from generator.check.privacy import judged, lines
from generator.check.references import mentioned
from generator.check.waivers import waived
from generator.clock.status import Progress as Clocked
from generator.clock.status import Status, all_progress
from generator.clock.working_days import calendar_of
from generator.crew import Workers, are_elsewhere, mapped, slices
from generator.feeds import feeds
from generator.frame import default_prose, frame, prose_titles
from generator.model.load import Content, load
from generator.open_data import Source, open_data
from generator.pages import View, pages
from generator.privacy.published import Guard
from generator.problem import Problem, ordered
from generator.progress import SILENT, Progress
from generator.publish import publication
from generator.read import read
from generator.reminders import reminders
from generator.render import render
from generator.search import Standing, documents, search, settings
from generator.shell import shell
from generator.sitemap import sitemap
from generator.stamping import Listed, Stamping, noted, stamp
from generator.stats.tally import Tally, tally
from generator.unchanged import Built, Start, inputs, looked, mkdocs_settings, remember, today_in_china

_PART = 250
"""Records of which a worker makes the pages at a time."""


@dataclass(frozen=True)
class Checked:
    """Content with all its problems; `content` is None where there is no site to speak of."""

    content: Content | None
    problems: tuple[Problem, ...]
    today: date

    @property
    def is_publishable(self) -> bool:
        return self.content is not None and not any(problem.is_error for problem in self.problems)


class _LeakError(Exception):
    """Finished pages hold personal data; they do not become the site."""


def checked(content: Path, config: Path, *, today: date | None = None, workers: Workers = 1) -> Checked:
    """Read and check both folders, for a day: the one given, else site.yml's, else today in China."""
    with _growing():
        raw = read(content, config, workers)
        loaded, problems = load(raw)
    day = today or (loaded.county.site.today if loaded else None) or today_in_china()
    if loaded is not None:
        problems += waived(check(loaded, day, workers), loaded, day)
    return Checked(loaded, tuple(ordered([*raw.problems, *problems])), day)


@contextmanager
def _growing() -> Iterator[None]:
    """Content grows by the hundred thousand and none of it goes: the search for garbage passes it by, then and later."""
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def checked_since(content: Path, config: Path, revision: str, *, today: date | None = None) -> Checked:
    """As `checked`, but only with the problems that a change since a Git revision brings. Raises NoRevision."""
    folders = (content, config)
    found = checked(content, config, today=today)
    touched = changes(folders, revision)
    with Before(folders, revision) as earlier:
        before = checked(*earlier, today=found.today).problems
        old = tuple(renamed(before, dict(zip(folders, earlier, strict=True))))
    return replace(found, problems=tuple(touched.own(found.problems, old)))


def build(
    content: Path,
    config: Path,
    out: Path,
    *,
    today: date | None = None,
    workers: Workers = 1,
    progress: Progress = SILENT,
    start: Start | None = None,
) -> Built:
    """Build the site of two folders into `out`. With any error in content, `out` stays as it was.

    The bytes are the same for any number of `workers`, and for those of any executor. Where nothing has changed since
    `out` was published, it stays; `start` is what is known of that, if somebody has looked.
    """
    # A process that talks to a cluster has threads, and is not forked.
    local = workers if isinstance(workers, int) else 1
    start = start or looked(content, config, out, today, local)
    if start.built is not None:
        return start.built
    progress.stage("read")
    found = checked(content, config, today=today, workers=workers)
    if found.content is None or not found.is_publishable:
        return Built(found.problems)
    built = _made(found, found.content, config, out, workers=workers, progress=progress)
    if built.published is not None and inputs(content, config, today, local).are_those_of(start.inputs):
        remember(out, start.inputs, built)
    return built


def _made(
    found: Checked, content: Content, config: Path, out: Path, *, workers: Workers, progress: Progress
) -> Built:
    """The site of checked content, in `out`; or the personal data that only its finished bytes hold."""
    whole = frozen(content, found.today)
    counted = tallied(whole)
    prose = all_prose(content)
    findings = audit(counted, prose, content.attachments)
    view = View(whole, counted, findings)
    progress.stage("shell")
    files = assets()
    around = frame(whole.county, version(files), prose_titles(prose))
    empty = shell(around, prose, mkdocs_settings(config))
    progress.stage("write")
    listed: list[Listed] = []
    guard = Guard(partial(judged, content), partial(lines, content))
    outputs: chain[tuple[str, bytes | Path]] = chain(
        render(noted(pages(view, empty.prose), listed), empty, whole.county),
        feeds(whole),
        open_data(Source(counted, findings)),
        reminders(whole, view.progress),
        _search(view, guard),
        files.items(),
        empty.files,
        _attachments(content, whole),
    )
    parts = slices(len(whole.records), _PART)
    try:
        with publication(out) as site:
            work = Stamping(view, empty, guard)
            if not are_elsewhere(workers):
                work = replace(work, desk=site.desk(), held=site.digest)
            with mapped(stamp, work, parts, workers) as stamped:
                for address, output in guard.outputs(outputs):
                    site.put(address, output)
                for part in progress.track(stamped, len(parts)):
                    site.take(part.laid)
                    for address, output in part.pages:
                        site.put(address, output)
                    listed += part.listed
                    guard.problems += part.problems
            for address, output in guard.outputs(sitemap(whole.county, sorted(listed))):
                site.put(address, output)
            if guard.problems:
                raise _LeakError
    except _LeakError:
        return Built(tuple(ordered([*found.problems, *guard.problems])))
    return Built(found.problems, len(whole.records), site.published)


def frozen(content: Content, today: date) -> Catalogue:
    """The catalogue of checked content."""
    records = (record.value for record in content.records)
    registers = (register.value for register in content.registers)
    return catalogue(content.county, today, records, registers)


def tallied(whole: Catalogue) -> Tally:
    """The numbers of a catalogue, with the progress of every record."""
    return tally(whole, all_progress(whole, calendar_of(whole.county.calendar)))


def audited(checked: Checked) -> tuple[Finding, ...] | None:
    """What the self-audit finds in checked content; None where errors keep it from being published."""
    if checked.content is None or not checked.is_publishable:
        return None
    counted = tallied(frozen(checked.content, checked.today))
    return audit(counted, all_prose(checked.content), checked.content.attachments)


def all_prose(content: Content) -> dict[str, str]:
    """The pages of prose as Markdown: the program's own, and over them the county's."""
    return {**default_prose(), **{name: text.value for name, text in content.prose.items()}}


def _search(view: View, guard: Guard) -> Iterator[tuple[str, bytes]]:
    labels = {str(status): status.zh for status in Status}
    known = settings(view.county, view.county.synonyms, labels)
    for word in chain.from_iterable(known.synonyms):
        guard.look(word, "search/")
    # What the index holds of records are their own texts, which the content check has judged one by one.
    yield from search(documents(view.catalogue, lambda record: _standing(view.progress[record.id])), known)


def _standing(record: Clocked) -> Standing:
    return Standing(record.status, record.timing or "", record.outcome or "")


def _attachments(content: Content, whole: Catalogue) -> Iterator[tuple[str, Path]]:
    """The files that what is published mentions: those of a withdrawn record or a withheld letter go with it."""
    named = mentioned(content.prose, whole.records)
    for file, path in sorted(content.attachments.items()):
        if file in named:
            yield addresses.attachment(file), path
