"""Outputs that are no pages: search, feeds, tables, style. Each is made anew where what it depends on has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from generator import addresses
from generator.blocks import Ground, Library
from generator.catalogue import Catalogue
from generator.check.references import mentioned
from generator.clock.status import Stands, progress
from generator.feeds import feeds, newest
from generator.model import Brief, Record, Shown
from generator.model.fields import Ref
from generator.model.seal import Status
from generator.model.walk import leaves
from generator.open_data import OF_CASES, Source, open_data
from generator.open_data import lines as lines_of
from generator.pages import View
from generator.search import SearchSettings, settings
from generator.stats.tally import Tally

Output = tuple[str, bytes | Path]


@dataclass(frozen=True)
class Other:
    """One of these outputs: its name, a digest of what it depends on beside the settings, and what makes it."""

    name: str
    key: bytes
    make: Callable[[], Iterable[Output]]
    tells: Callable[[], Sequence[Record]] = tuple
    """the records whose texts it shows beyond what lists say of them"""


def others(
    view: View, ground: Ground, library: Library, files: Mapping[str, bytes], tables: Path
) -> Iterator[Other]:
    """All of them, those that take longest first; `tables` is a folder for files on their way."""
    blocks = _digest(*(shelved.key.encode() for shelved in library.shelved))
    yield Other("data", _digest(blocks, view.all_shown), partial(_tables, view, ground, library, tables))
    yield Other("feeds", _fed(view, library), partial(_feeds, view, library), partial(_told, view, library))
    yield Other("assets", b"", partial(_files, files))
    for file, path in _attachments(ground, view.catalogue):
        yield Other(addresses.attachment(file), _stamp(path), partial(_copied, file, path))


def search_settings(view: View) -> SearchSettings:
    return settings(view.county, view.county.synonyms, {str(status): status.zh for status in Status})


def _feeds(view: View, library: Library) -> Iterator[Output]:
    return feeds(view.catalogue, library.whole)


def _fed(view: View, library: Library) -> bytes:
    """What the feeds show: their records, and the blocks that these lie in."""
    shown = _newest(view)
    return _digest(view.shown(shown), *sorted(library.keys_of(shown)))


def _told(view: View, library: Library) -> Sequence[Record]:
    return library.whole(_newest(view))


def _newest(view: View) -> Sequence[Shown]:
    """The records of all feeds, one after the other."""
    catalogue = view.catalogue
    columns = (catalogue.in_column(column) for column in catalogue.county.columns)
    return [record for records in (catalogue.records, *columns) for record in newest(records)]


def _tables(view: View, ground: Ground, library: Library, folder: Path) -> Iterator[Output]:
    """Open data; tables with lines of every case are put together from the blocks, in files that go at the end."""
    catalogue = view.catalogue
    sources = {one.id: _alone(ground, one) for one in catalogue.whole}
    own = {id: lines_of(source) for id, source in sources.items()}
    made = {}
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for number, (name, head) in enumerate(OF_CASES.items()):
            made[name] = folder / f"{name}.{os.getpid()}~"
            with made[name].open("wb") as file:
                file.write(head)
                file.writelines(
                    library.lines(
                        number, name, catalogue.records, {id: lines[number] for id, lines in own.items()}
                    )
                )
        whole = {id: source.tally.progress[id] for id, source in sources.items()}
        tally = replace(view.tally, progress={**view.progress, **whole})
        yield from open_data(Source(tally, view.findings), made)
    finally:
        for path in made.values():
            path.unlink(missing_ok=True)


def _alone(ground: Ground, record: Record) -> Source:
    catalogue = replace(ground.empty, records=(record,))
    stands: Mapping[str, Stands] = {record.id: progress(record, catalogue, ground.days)}
    return Source(Tally(catalogue, stands, {}), ())


def _attachments(ground: Ground, catalogue: Catalogue) -> Iterator[tuple[str, Path]]:
    """The files that what is published mentions: those of a withdrawn record or a withheld letter go with it."""
    named = mentioned(ground.content.prose, chain.from_iterable(map(_named, catalogue.records)))
    for file, path in sorted(ground.content.attachments.items()):
        if file in named:
            yield file, path


def _named(record: Shown) -> Sequence[str]:
    if isinstance(record, Brief):
        return record.files
    return [leaf.value for leaf in leaves(record, sort="reference") if leaf.refers is Ref.ATTACHMENT]


def _copied(file: str, path: Path) -> Iterator[Output]:
    yield addresses.attachment(file), path


def _files(files: Mapping[str, bytes]) -> Iterable[Output]:
    return files.items()


def _stamp(path: Path) -> bytes:
    stat = path.stat()
    return repr((stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)).encode()


def _digest(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=16).digest()
