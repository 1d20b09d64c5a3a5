"""Pages of departments and topics: who answers, and what people write about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator import addresses
from generator.page import Page
from generator.pages.lists import slices
from generator.pages.view import View
from generator.stats.tally import department_figures, topic_figures


def group_pages(view: View) -> Iterator[Page]:
    yield from _departments(view)
    yield from _topics(view)


def _departments(view: View) -> Iterator[Page]:
    county = view.county
    departments = county.departments.values()
    figures = {one.id: department_figures(view.tally, one.id) for one in departments}
    yield Page(
        address=addresses.DEPARTMENTS,
        template="departments.html",
        title="承办单位",
        description="答复来信的单位，各自办理的件数和用时。",
        nav="departments",
        context={"departments": departments, "figures": figures, "records": view.by_department},
    )
    for department in departments:
        records = view.by_department.get(department.id, ())
        for one in slices(records, county.site.page_size, partial(addresses.department, department.id)):
            yield Page(
                address=one.address,
                template="department.html",
                title=department.name + ("" if one.page is None else f"（第 {one.page} 页）"),
                description=department.duties or department.name,
                nav="departments",
                context={
                    "department": department,
                    "former": [other for other in departments if other.successor == department.id],
                    "slice": one,
                    "figures": figures[department.id],
                    "progress": view.progress,
                },
            )


def _topics(view: View) -> Iterator[Page]:
    county = view.county
    topics = county.topics.values()
    yield Page(
        address=addresses.TOPICS,
        template="topics.html",
        title="主题",
        description="来信和答复按主题分类。",
        nav="topics",
        context={"topics": topics, "records": view.by_topic},
    )
    for topic in topics:
        records = view.by_topic.get(topic.id, ())
        for one in slices(records, county.site.page_size, partial(addresses.topic, topic.id)):
            yield Page(
                address=one.address,
                template="topic.html",
                title=topic.title + ("" if one.page is None else f"（第 {one.page} 页）"),
                description=f"关于“{topic.title}”的来信与答复，共 {one.total} 条。",
                nav="topics",
                context={
                    "topic": topic,
                    "parent": county.topics.get(topic.parent) if topic.parent else None,
                    "parts_of": [other for other in topics if other.parent == topic.id],
                    "slice": one,
                    "figures": topic_figures(view.tally, topic.id),
                    "counts": {other.id: len(view.by_topic.get(other.id, ())) for other in topics},
                    "progress": view.progress,
                },
            )
