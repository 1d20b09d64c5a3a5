"""Before a build: whether the site that is there was made of just what lies here now. Then it stays.

It is decided before the rest of the program is loaded, so nothing here may import what makes pages.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.crew import cores
from generator.inputs import Inputs, Note, load, save
from generator.problem import Problem, Text, shown
from generator.publish import MANIFEST, NotKept, Published, publication
from generator.swap import beside
from generator.today import today_in_china

PROJECT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Built:
    """What a build did. Without `published` it found errors and touched nothing."""

    problems: tuple[Problem, ...]
    records: int = 0
    published: Published | None = None
    remarks: tuple[Text, ...] = ()
    """what the reader of the terminal should know beside"""


@dataclass(frozen=True)
class Start:
    """What a site is to be made of, and the site that is there if it was made of the same and nobody has touched it."""

    inputs: Inputs
    built: Built | None


def looked(
    content: Path, config: Path, out: Path, today: date | None = None, workers: int = cores()
) -> Start:
    """See whether anything has to be made. What is known of the inputs then is as they were before anything is read."""
    note = load(_place(out))
    now = inputs(content, config, today, workers)
    now.stamps  # noqa: B018
    published = _kept(out, note.release, workers) if note is not None and now.are_those_of(note) else None
    if note is None or published is None:
        now.content  # noqa: B018
        return Start(now, None)
    if now.stamps not in ("", note.stamps):  # known by its bytes; next time the stamps will do
        save(_place(out), replace(note, stamps=now.stamps))
    return Start(now, Built(note.problems, note.records, published))


def _kept(out: Path, release: str, workers: int) -> Published | None:
    """The published site, if it is that release to the last file."""
    try:
        with publication(out, workers=workers) as site:
            site.keep_all(release)
    except NotKept:
        return None
    return site.published


def remember(out: Path, made_of: Inputs, built: Built) -> None:
    """Note what the site that was just published was made of."""
    release = sha256((out / MANIFEST).read_bytes()).hexdigest()
    save(_place(out), Note(made_of.stamps, made_of.content, release, built.records, built.problems))


def inputs(content: Path, config: Path, today: date | None, workers: int = cores()) -> Inputs:
    """All that decides what a site is."""
    facts = (shown(content), shown(config), today, today_in_china())
    return Inputs((content, config, mkdocs_settings(config)), facts, workers)


def mkdocs_settings(config: Path) -> Path:
    """The county's own mkdocs.yml beside its settings folder, else the project's."""
    own = config.resolve().parent / "mkdocs.yml"
    return own if own.is_file() else PROJECT / "mkdocs.yml"


def _place(out: Path) -> Path:
    return beside(Path(os.path.realpath(out)), "inputs")
