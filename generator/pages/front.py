"""The front pages: home, search and 404."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.clock.status import Status
from generator.model import Call, Case, Survey
from generator.page import Page
from generator.pages.view import View
from generator.permalink import latest
from generator.stats.counting import column_figures, figures

NEWEST = 8


def front_pages(view: View) -> Iterator[Page]:
    yield _home(view)
    yield _search(view)
    yield Page(
        address=addresses.NOT_FOUND,
        template="404.html",
        title="没有这个页面",
        context={"columns": view.county.columns.values()},
        listed=False,
    )


def _home(view: View) -> Page:
    catalogue, today = view.catalogue, view.catalogue.today
    open_now = [
        record
        for record in catalogue.records
        if isinstance(record, Call | Survey) and record.opens <= today <= record.closes
    ]
    columns = view.county.columns.values()
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
                record for record in catalogue.records if isinstance(record, Case) and not record.replies
            ],
            "overdue": {id for id, standing in view.progress.items() if standing.status is Status.OVERDUE},
            "open_now": sorted(open_now, key=lambda record: (record.closes, record.id)),
            "progress": view.progress,
            "latest": latest,
        },
        updated=max((latest(record).day for record in catalogue.records), default=None),
        feed=addresses.FEED,
    )


def _search(view: View) -> Page:
    return Page(
        address=addresses.SEARCH,
        template="search.html",
        title="搜索",
        description="搜索全部来信、答复、访谈、调查和征集；不用脚本时可按月份、单位和主题查找。",
        nav="search",
        context={
            "columns": view.county.columns.values(),
            "by_department": view.by_department,
            "by_topic": view.by_topic,
        },
    )
