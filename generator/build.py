"""The whole build, top to bottom: read and check in blocks, freeze, then make what has changed, into the one writer."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from generator.assets import assets, version
from generator.audit import audit
from generator.blocks import Block, Cache, Ground
from generator.catalogue import Catalogue, assembled
from generator.check.privacy import judged, lines
from generator.crew import Workers
from generator.examining import Examined, all_prose, examined, tallied
from generator.frame import frame, prose_titles
from generator.inputs import Inputs
from generator.model import Brief, Shown
from generator.model.load import Content
from generator.model.walk import leaves
from generator.outputs import others, search_settings
from generator.pages import View, pages
from generator.portions import load as load_release
from generator.portions import save as save_release
from generator.privacy import findings, numbers_in
from generator.privacy.published import Guard
from generator.problem import Problem, Text, ordered, shown
from generator.progress import SILENT, Progress
from generator.publish import Site, publication
from generator.renewing import Renewal
from generator.search import SearchSettings
from generator.searching import Index
from generator.shell import shell
from generator.sitemap import sitemap
from generator.stamping import Stamping, stamped
from generator.swap import beside
from generator.unchanged import Built, Start, inputs, looked, mkdocs_settings, remember


class _Refused(Exception):
    """The content, or what is made of it, has problems that keep it from being published."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = tuple(ordered(problems))


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

    The bytes are the same for any number of `workers`, for those of any executor, and whatever was built before. Where
    nothing has changed since `out` was published, it stays; `start` is what is known of that, if somebody has looked.
    """
    # A process that talks to a cluster has threads, and is not forked.
    local = workers if isinstance(workers, int) else 1
    start = start or looked(content, config, out, today, local)
    if start.built is not None:
        return start.built
    cache = Cache(beside(Path(os.path.realpath(out)), "cache"))
    try:
        with publication(out, workers=local) as site:
            progress.stage("read")
            epoch = _epoch(content, config)
            found = examined(content, config, today=today, workers=workers, epoch=epoch, cache=cache)
            renewal, index = _made(found, config, site, cache, workers=workers, progress=progress)
    except _Refused as refused:
        return Built(refused.problems)
    save_release(cache, renewal.release(out, index))
    index.keep()
    remarks = (_UNUSABLE,) if cache.unusable else ()
    built = Built(found.problems, len(found.library.published), site.published, remarks)
    if inputs(content, config, today, local).are_those_of(start.inputs):
        remember(out, start.inputs, built)
    return built


_UNUSABLE = Text(
    "缓存里有不能用的（版本不同、不完整或损坏），已不理会，重新生成。",
    "Some of the cache could not be used (of another version, cut short or damaged); it was ignored and made anew.",
)


def _made(
    found: Examined, config: Path, site: Site, cache: Cache, *, workers: Workers, progress: Progress
) -> tuple[Renewal, Index]:
    """Make what has changed. Raises _Refused where the content has errors, or only finished files hold personal data."""
    content, library = found.content, found.library
    if content is None or not found.is_publishable or any(library.leaks):
        raise _Refused(*found.problems, *library.leaks)
    registers = (register.value for register in content.registers)
    whole = assembled(content.county, found.today, library.published, library.withdrawn, registers)
    counted = tallied(whole)
    prose = all_prose(content)
    view = View(whole, counted, audit(counted, prose, content.attachments))
    ground = Ground(content, found.today, found.epoch, cache)
    progress.stage("shell")
    style = assets()
    empty = shell(frame(whole.county, version(style), prose_titles(prose)), prose, mkdocs_settings(config))
    progress.stage("write")
    guard = _guard(content, whole, search_settings(view))
    every = list(pages(view, empty.prose))
    makers = list(others(view, ground, library, {**style, **dict(empty.files)}, cache.folder / "tables"))
    renewal = Renewal(site, load_release(cache), found.epoch)
    changed = [page for page in every if renewal.needs(page.address, page.key)]
    needed = {other.name: other for other in makers if renewal.needs(other.name, other.key)}
    blocks = [
        number
        for number, one in enumerate(library.shelved)
        if renewal.needs(one.key, _around(view, one.block))
    ]
    work = Stamping(view, empty, ground, library, changed, needed, guard, site.desk(), site.digest)
    for part in progress.track(*stamped(work, blocks, workers)):
        renewal.take(part)
        guard.problems += part.problems
        cache.unusable.update(part.unusable)
    local = workers if isinstance(workers, int) else 1
    index = Index(library, ground.empty, search_settings(view), cache.folder / "search", local)
    renewal.search(index)
    renewal.put("sitemap", guard.outputs(sitemap(whole.county, renewal.listed)))
    renewal.drop()
    if guard.problems:
        raise _Refused(*found.problems, *guard.problems)
    cache.sweep({one.key for one in library.shelved})
    return renewal, index


def _guard(content: Content, whole: Catalogue, known: SearchSettings) -> Guard:
    """A guard that knows the settings, and of the records what lists say of them."""
    said = [line for record in whole.records for line in _said(record)]
    guard = Guard(partial(_judged, content, said), partial(_known, content, said))
    for word in chain.from_iterable(known.synonyms):
        guard.look(word, "search/")
    return guard


def _known(content: Content, said: Sequence[str]) -> Iterator[str]:
    return chain(lines(content), said)


def _said(record: Shown) -> Iterator[str]:
    """The lines of a record that stand on pages beside its own."""
    if isinstance(record, Brief):
        yield from (record.title, record.answer or "", *(one.what for one in record.pledged))
        for one in record.pledged:
            yield from one.kept_text.splitlines()
    else:
        for leaf in leaves(record):
            if isinstance(leaf.value, str):
                yield from leaf.value.splitlines()


def _judged(content: Content, said: Sequence[str]) -> str:
    """What settings hold and lists say, and may publish: these rules have looked at it, or an office answers for it."""
    texts = [text for text in said if _NUMERIC.search(text)]
    found = (finding.plain for text in texts for finding in findings(text))
    return "\n".join((judged(content), *found, *chain.from_iterable(map(numbers_in, texts))))


_NUMERIC = re.compile(r"[\d@]|[〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖]{5}")


def _around(view: View, block: Block) -> bytes:
    """What the pages of a block show of records in other blocks."""
    stones, by_id = view.catalogue.tombstones, view.catalogue.by_id
    ids = [pointer.to for entry in block.entries for pointer in entry.pointers]
    ids += [other.id for entry in block.entries for other in view.referring.get(entry.id, ())]
    return view.shown([by_id[id] for id in ids if id in by_id], [stones.get(id) for id in ids])


def _epoch(content: Path, config: Path) -> bytes:
    """A digest of the program and of all content but records and the bytes of attachments."""
    folders = (config, mkdocs_settings(config), content / "pages", content / "registers")
    attachments = sorted(path for path in (content / "attachments").rglob("*") if path.is_file())
    return bytes.fromhex(Inputs(folders, (shown(content), shown(config), attachments)).content)
