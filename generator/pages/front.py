"""The front pages: home, search and 404."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Call, Kind, Survey
from generator.model.seal import Status
from generator.page import Page
from generator.pages.view import View
from generator.permalink import freshness, latest
from generator.stats.counting import column_figures, figures

NEWEST = 8


def front_pages(view: View) -> Iterator[Page]:
    yield _home(view)
    yield _search(view)
    yield Page(
        address=addresses.NOT_FOUND,
        template="404.html",
        title="没有这个页面",
        context={"columns": tuple(view.county.columns.values())},
        shows=b"",
        listed=False,
    )


def _home(view: View) -> Page:
    catalogue, today = view.catalogue, view.catalogue.today
    open_now = [
        record
        for record in catalogue.records
        if isinstance(record, Call | Survey) and record.opens <= today <= record.closes
    ]
    columns = tuple(view.county.columns.values())
    return Page(
        address=addresses.HOME,
        template="home.html",
        title=view.county.site.title,
        description=view.county.site.description,
        nav="home",
        context={
            "columns": columns,
            "figures": {column.id: column_figures(view.tally, column.id) for column in columns},
            "home": figures(view.tally),
            "fresh": view.fresh,
            "replied": view.replied[:NEWEST],
            "waiting": [
                record for record in catalogue.records if record.kind is Kind.CASE and not record.answer
            ],
            "overdue": {id for id, standing in view.progress.items() if standing.status is Status.OVERDUE},
            "open_now": sorted(open_now, key=lambda record: (record.closes, record.id)),
            "progress": view.progress,
            "latest": latest,
        },
        shows=view.all_shown,
        updated=_newest(catalogue),
        feed=addresses.FEED,
    )


def _newest(catalogue: Catalogue) -> date | None:
    newest = max(map(freshness, catalogue.records), default=None)
    return None if newest is None else date.fromisoformat(newest[:10])


def _search(view: View) -> Page:
    return Page(
        address=addresses.SEARCH,
        template="search.html",
        title="搜索",
        description="搜索全部来信、答复、访谈、调查和征集；不用脚本时可按月份、单位和主题查找。",
        nav="search",
        context={
            "columns": tuple(view.county.columns.values()),
            "by_department": view.by_department,
            "by_topic": view.by_topic,
        },
        shows=view.all_shown,
    )
