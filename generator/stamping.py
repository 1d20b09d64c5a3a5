"""The pages of some records: rendered, looked through, and laid where the site grows, or handed back. A worker does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.page import Page
from generator.pages import View, record_pages
from generator.privacy.published import Guard
from generator.problem import Problem
from generator.publish import Desk, Laid
from generator.render import render
from generator.shell import Shell

Listed = tuple[str, date | None]
"""An address that crawlers should know of, and the day of the newest fact there."""


@dataclass(frozen=True)
class Stamping:
    """What the pages of all records are made with, and where they go."""

    view: View
    shell: Shell
    guard: Guard
    desk: Desk | None = None
    """None where the workers may see another disk: they hand the pages back"""
    held: Callable[[str], str | None] | None = None
    """the digest of what the published site has at an address"""


class Stamped(NamedTuple):
    """What became of some records' pages."""

    laid: list[Laid]
    pages: list[tuple[str, bytes | Path]]
    """those that were not laid"""
    listed: list[Listed]
    problems: list[Problem]
    """personal data that the finished pages hold"""


def stamp(work: Stamping, part: slice) -> Stamped:
    """Make the pages of a slice of the catalogue's records."""
    listed: list[Listed] = []
    guard = work.guard.another()
    pages = noted(record_pages(work.view, work.view.catalogue.records[part]), listed)
    finished = guard.outputs(render(pages, work.shell, work.view.county))
    if work.desk is None:
        return Stamped([], list(finished), listed, guard.problems)
    laid: list[Laid] = []
    for address, content in finished:
        laid += work.desk.lay([(address, content)], _known(address, work.held and work.held(address)))
    return Stamped(laid, [], listed, guard.problems)


def noted(pages: Iterable[Page], listed: list[Listed]) -> Iterator[Page]:
    """The pages, while those that crawlers should know of are noted."""
    for page in pages:
        if page.listed:
            listed.append((page.address, page.updated))
        yield page


def _known(address: str, digest: str | None) -> dict[str, str]:
    return {} if digest is None else {address: digest}
