"""Pages of departments and topics: who answers, what people write about, how long it takes, what is overdue now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator import addresses
from generator.model import Shown
from generator.model.county import Department, Topic
from generator.page import Page
from generator.pages.lists import Slice, slices
from generator.pages.overdue import longest_first
from generator.pages.tables import departments_within, table, topics_within, years
from generator.pages.view import View
from generator.stats.charts import distribution_chart, monthly_chart
from generator.stats.counting import figures
from generator.stats.series import distribution, monthly
from generator.stats.sums import By

LATE = 10
"""So many overdue records at most are listed on the page of a group; the page of all overdue ones has the rest."""


def group_pages(view: View) -> Iterator[Page]:
    yield from _departments(view)
    yield from _topics(view)


def _departments(view: View) -> Iterator[Page]:
    county = view.county
    departments = tuple(county.departments.values())
    yield Page(
        address=addresses.DEPARTMENTS,
        template="departments.html",
        title="承办单位",
        description="答复来信的单位，各自办理的件数和用时。",
        nav="departments",
        context={
            "departments": departments,
            "records": view.by_department,
            "table": table(view, "department"),
        },
        shows=view.all_shown,
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
                context=partial(_department, view, department, records, one),
                shows=_shown(view, records, one),
            )


def _department(
    view: View, department: Department, records: Sequence[Shown], one: Slice[Shown]
) -> Mapping[str, Any]:
    shared = {"department": department, "progress": view.progress, "slice": one}
    if not one.is_front:
        return shared
    others = view.county.departments.values()
    return {
        **shared,
        **_group(view, "department", department.id, records),
        "former": [other for other in others if other.successor == department.id],
        "topics": topics_within(view, "department", department.id, records),
    }


def _topics(view: View) -> Iterator[Page]:
    county = view.county
    topics = tuple(county.topics.values())
    counts = {one.id: len(view.by_topic.get(one.id, ())) for one in topics}
    yield Page(
        address=addresses.TOPICS,
        template="topics.html",
        title="主题",
        description="来信和答复按主题分类。",
        nav="topics",
        context={"topics": topics, "counts": counts},
        shows=view.all_shown,
    )
    for topic in topics:
        records = view.by_topic.get(topic.id, ())
        for one in slices(records, county.site.page_size, partial(addresses.topic, topic.id)):
            total = f"，共 {one.total} 条" if one.is_front else ""
            yield Page(
                address=one.address,
                template="topic.html",
                title=topic.title + ("" if one.page is None else f"（第 {one.page} 页）"),
                description=f"关于“{topic.title}”的来信与答复{total}。",
                nav="topics",
                context=partial(_topic, view, topic, records, one),
                shows=_shown(view, records, one),
            )


def _topic(view: View, topic: Topic, records: Sequence[Shown], one: Slice[Shown]) -> Mapping[str, Any]:
    topics = view.county.topics
    parent = topics.get(topic.parent) if topic.parent else None
    shared = {"topic": topic, "parent": parent, "progress": view.progress, "slice": one}
    if not one.is_front:
        return shared
    return {
        **shared,
        **_group(view, "topic", topic.id, records),
        "parts_of": [other for other in topics.values() if other.parent == topic.id],
        "counts": {id: len(view.by_topic.get(id, ())) for id in topics},
        "departments": departments_within(view, "topic", topic.id, records),
    }


def _shown(view: View, records: Sequence[Shown], one: Slice[Shown]) -> bytes:
    """What a page of a group's list shows; its front also the numbers of all."""
    return view.shown(records if one.is_front else one.records, one.around, one.is_front and view.covered)


def _group(view: View, by: By, value: str, records: Sequence[Shown]) -> Mapping[str, Any]:
    """What the front pages of departments and topics have in common."""
    late = longest_first(view, records)
    return {
        "figures": figures(view.tally, by, value),
        "years": years(view, by, value),
        "monthly_chart": monthly_chart(monthly(view.tally, by, value), "m"),
        "distribution_chart": distribution_chart(distribution(view.tally, by, value), "d"),
        "late": late[:LATE],
        "late_count": len(late),
    }
