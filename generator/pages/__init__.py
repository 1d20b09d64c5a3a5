"""Catalogue → pages: every page of the site is decided here, each with its address and what its template may know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.page import Page
from generator.pages.about import about_pages
from generator.pages.columns import column_pages
from generator.pages.front import front_pages
from generator.pages.groups import group_pages
from generator.pages.numbers import number_pages
from generator.pages.overdue import overdue_pages
from generator.pages.places import place_pages
from generator.pages.promises import promise_pages
from generator.pages.records import record_pages, withdrawn_pages
from generator.pages.view import View


def pages(view: View, prose: Mapping[str, tuple[str, str]]) -> Iterator[Page]:
    """All pages but those of records, one at a time. `prose` is title and clean HTML by page name."""
    yield from front_pages(view)
    yield from column_pages(view)
    yield from withdrawn_pages(view)
    yield from group_pages(view)
    yield from number_pages(view)
    yield from overdue_pages(view)
    yield from place_pages(view)
    yield from promise_pages(view)
    yield from about_pages(view, prose)


__all__ = ["Page", "View", "pages", "record_pages"]
