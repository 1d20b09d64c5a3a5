"""The whole build, top to bottom: read, give types, check, freeze, then pages and outputs into the one writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import addresses
from generator.assets import assets, version
from generator.catalogue import Catalogue, County, catalogue
from generator.changes import Before, changes, renamed
from generator.check import check
from generator.check.privacy import judged
from generator.check.references import mentioned
from generator.check.waivers import waived
from generator.clock.status import Status, all_progress
from generator.clock.working_days import WorkingDays
from generator.feeds import feeds
from generator.frame import default_prose, frame, prose_titles
from generator.model.load import Content, load
from generator.open_data import open_data
from generator.page import Page
from generator.pages import View, pages
from generator.privacy.published import Guard, Leak
from generator.problem import Problem, ordered
from generator.progress import SILENT, Progress
from generator.publish import Published, publish
from generator.read import read
from generator.render import render
from generator.search import documents, search, settings
from generator.shell import PROJECT, shell
from generator.sitemap import sitemap
from generator.stats.tally import tally


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
class Built:
    """What a build did. Without `published` it found errors and touched nothing."""

    problems: tuple[Problem, ...]
    records: int = 0
    published: Published | None = None


def checked(content: Path, config: Path, *, today: date | None = None) -> Checked:
    """Read and check both folders, for a day: the one given, else site.yml's, else today in China."""
    raw = read(content, config)
    loaded, problems = load(raw)
    day = (
        today
        or (loaded.county.site.today if loaded else None)
        or datetime.now(ZoneInfo("Asia/Shanghai")).date()
    )
    if loaded is not None:
        problems += waived(check(loaded, day), loaded, day)
    return Checked(loaded, tuple(ordered([*raw.problems, *problems])), day)


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
    content: Path, config: Path, out: Path, *, today: date | None = None, progress: Progress = SILENT
) -> Built:
    """Build the site of two folders into `out`. With any error in content, `out` stays as it was."""
    progress.stage("read")
    found = checked(content, config, today=today)
    if found.content is None or not found.is_publishable:
        return Built(found.problems)
    whole = frozen(found.content, found.today)
    view = View(whole, tally(whole, all_progress(whole, WorkingDays(whole.county.calendar))))
    progress.stage("shell")
    files = assets()
    prose = {**default_prose(), **{name: text.value for name, text in found.content.prose.items()}}
    around = frame(whole.county, version(files), prose_titles(prose))
    empty = shell(around, prose, mkdocs_settings(config))
    progress.stage("write")
    listed: list[tuple[str, date | None]] = []
    all_pages = _listing(progress.track(pages(view, empty.prose), len(whole.records)), listed)
    guard = Guard(partial(judged, found.content))
    outputs: chain[tuple[str, bytes | Path]] = chain(
        render(all_pages, empty, whole.county),
        feeds(whole),
        open_data(whole),
        _search(view, guard),
        _sitemap(whole.county, listed),
        files.items(),
        empty.files,
        _attachments(found.content, whole),
    )
    try:
        published = publish(guard.outputs(outputs), out)
    except Leak as leak:
        return Built(tuple(ordered([*found.problems, *leak.problems])))
    return Built(found.problems, len(whole.records), published)


def frozen(content: Content, today: date) -> Catalogue:
    """The catalogue of checked content."""
    records = (record.value for record in content.records)
    registers = (register.value for register in content.registers)
    return catalogue(content.county, today, records, registers)


def mkdocs_settings(config: Path) -> Path:
    """The county's own mkdocs.yml beside its settings folder, else the project's."""
    own = config.resolve().parent / "mkdocs.yml"
    return own if own.is_file() else PROJECT / "mkdocs.yml"


def _listing(all_pages: Iterable[Page], listed: list[tuple[str, date | None]]) -> Iterator[Page]:
    """The pages, while those that crawlers should know of are noted."""
    for page in all_pages:
        if page.listed:
            listed.append((page.address, page.updated))
        yield page


def _sitemap(county: County, listed: list[tuple[str, date | None]]) -> Iterator[tuple[str, bytes]]:
    """Begins when the pages before it in the stream are done."""
    yield from sitemap(county, listed)


def _search(view: View, guard: Guard) -> Iterator[tuple[str, bytes]]:
    labels = {str(status): status.zh for status in Status}
    known = settings(view.county, view.county.synonyms, labels)
    for word in chain.from_iterable(known.synonyms):
        guard.look(word, "search/")
    # What the index holds of records are their own texts, which the content check has judged one by one.
    yield from search(documents(view.catalogue, lambda record: view.progress[record.id].status), known)


def _attachments(content: Content, whole: Catalogue) -> Iterator[tuple[str, Path]]:
    """The files that what is published mentions: those of a withdrawn record or a withheld letter go with it."""
    named = mentioned(content.prose, whole.records)
    for file, path in sorted(content.attachments.items()):
        if file in named:
            yield addresses.attachment(file), path
