"""The pages of some records: rendered, looked through, and laid where the site grows. A worker does all three."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
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
    desk: Desk
    held: Callable[[str], str | None]
    """the digest of what the published site has at an address"""


class Stamped(NamedTuple):
    """What became of some records' pages."""

    laid: list[Laid]
    listed: list[Listed]
    problems: list[Problem]
    """personal data that the finished pages hold"""


def stamp(work: Stamping, part: slice) -> Stamped:
    """Make the pages of a slice of the catalogue's records."""
    listed: list[Listed] = []
    guard = work.guard.another()
    pages = noted(record_pages(work.view, work.view.catalogue.records[part]), listed)
    laid: list[Laid] = []
    for address, content in guard.outputs(render(pages, work.shell, work.view.county)):
        laid += work.desk.lay([(address, content)], _known(address, work.held(address)))
    return Stamped(laid, listed, guard.problems)


def noted(pages: Iterable[Page], listed: list[Listed]) -> Iterator[Page]:
    """The pages, while those that crawlers should know of are noted."""
    for page in pages:
        if page.listed:
            listed.append((page.address, page.updated))
        yield page


def _known(address: str, digest: str | None) -> dict[str, str]:
    return {} if digest is None else {address: digest}
