"""Pages of the columns: the rule, the numbers, the records, and the same narrowed by month, department or topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from generator import addresses, phrases
from generator.markdown import rendered
from generator.model import Kind, Shown
from generator.model.county import Column
from generator.page import Page
from generator.pages.lists import Slice, slices
from generator.pages.tables import years
from generator.pages.view import View, grouped, month_of, topic_path
from generator.stats.charts import distribution_chart, monthly_chart
from generator.stats.counting import column_figures
from generator.stats.series import distribution, monthly


@dataclass(frozen=True)
class Narrowing:
    """One way to narrow a column, with its values in the order in which a reader sees them."""

    by: str
    title: str
    values: tuple[tuple[str, str, int], ...]
    """value, its name, how many records"""


def column_pages(view: View) -> Iterator[Page]:
    for column in view.county.columns.values():
        records = view.catalogue.in_column(column.id)
        groups = _groups(view, records)
        narrowings = tuple(_narrowing(view, by, groups[by]) for by in groups)
        yield from _front(view, column, records, narrowings)
        for by, group in groups.items():
            for value, some in group.items():
                yield from _narrowed(view, column, (by, value), some, narrowings)


def _front(
    view: View, column: Column, records: Sequence[Shown], narrowings: Sequence[Narrowing]
) -> Iterator[Page]:
    stones = [stone for stone in view.catalogue.withdrawn if stone.column == column.id]
    for one in slices(records, view.county.site.page_size, partial(addresses.column, column.id)):
        on_it = view.shown(records, narrowings, stones) if one.is_front else view.shown(one.records)
        yield Page(
            address=one.address,
            template="column.html",
            title=column.title if one.page is None else f"{column.title}（第 {one.page} 页）",
            description=column.purpose,
            nav=column.id,
            context=partial(_listing, view, column, narrowings, one),
            shows=view.shown((), on_it, one.around),
            updated=_newest(one),
            feed=addresses.column_feed(column.id),
        )


def _listing(
    view: View, column: Column, narrowings: Sequence[Narrowing], one: Slice[Shown]
) -> Mapping[str, object]:
    """The records of one page of the column; on the front also its rule, its numbers and its ways to narrow."""
    shared = {"column": column, "progress": view.progress, "slice": one}
    if not one.is_front:
        return shared
    return {
        **shared,
        "narrowings": narrowings,
        "rule": rendered(column.rule.text or ""),
        "figures": column_figures(view.tally, column.id),
        "registers": [entry for entry in view.catalogue.registers if entry.column == column.id],
        **_over_time(view, column),
        "tombstones": [stone for stone in view.catalogue.withdrawn if stone.column == column.id],
    }


def _over_time(view: View, column: Column) -> Mapping[str, object]:
    """Charts and years of a column of cases; other kinds have none."""
    if column.kind is not Kind.CASE:
        return {"monthly_chart": "", "distribution_chart": "", "years": None}
    return {
        "monthly_chart": monthly_chart(monthly(view.tally, "column", column.id), "m"),
        "distribution_chart": distribution_chart(distribution(view.tally, "column", column.id), "d"),
        "years": years(view, "column", column.id),
    }


def _narrowed(
    view: View,
    column: Column,
    choice: tuple[str, str],
    records: Sequence[Shown],
    narrowings: Sequence[Narrowing],
) -> Iterator[Page]:
    """The pages of a column narrowed by one way (month, department, topic) to one value."""
    by, value = choice
    name = _name(view, by, value)
    address = partial(addresses.narrowed, column.id, by, value)
    for one in slices(records, view.county.site.page_size, address):
        yield Page(
            address=one.address,
            template="narrowed.html",
            title=f"{column.title} · {name}" + ("" if one.page is None else f"（第 {one.page} 页）"),
            description=f"{column.title}：{name}" + (f"，共 {one.total} 条。" if one.is_front else "。"),
            nav=column.id,
            context={
                "column": column,
                "by": by,
                "value": value,
                "name": name,
                "narrowings": narrowings,
                "slice": one,
                "progress": view.progress,
            },
            shows=view.shown(one.records, name, one.around, narrowings if one.is_front else ()),
            updated=_newest(one),
        )


def _groups(view: View, records: Sequence[Shown]) -> Mapping[str, Mapping[str, tuple[Shown, ...]]]:
    ways: Mapping[str, Callable[[Shown], Sequence[str]]] = {
        "month": month_of,
        "department": lambda record: record.departments,
        "topic": topic_path,
    }
    return {by: grouped(records, keys) for by, keys in ways.items()}


def _narrowing(view: View, by: str, groups: Mapping[str, tuple[Shown, ...]]) -> Narrowing:
    titles = {"month": "月份", "department": "承办单位", "topic": "主题"}
    orders: Mapping[str, Sequence[str]] = {
        "month": sorted(groups, reverse=True),
        "department": tuple(view.county.departments),
        "topic": tuple(view.county.topics),
    }
    values = [(value, _name(view, by, value), len(groups[value])) for value in orders[by] if value in groups]
    return Narrowing(by, titles[by], tuple(values))


def _name(view: View, by: str, value: str) -> str:
    if by == "month":
        return phrases.month(value)
    if by == "department":
        return view.county.departments[value].label
    return view.county.topics[value].title


def _newest(one: Slice[Shown]) -> date | None:
    return one.records[0].at.day if one.records else None
