"""What is overdue now, in all columns, longest first: a page that hides nothing and needs no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator import addresses
from generator.model import Shown
from generator.model.seal import Status
from generator.page import Page
from generator.pages.lists import slices
from generator.pages.view import View


def overdue_pages(view: View) -> Iterator[Page]:
    """One page, or several where many records are overdue."""
    late = longest_first(view, view.catalogue.records)
    in_column = Counter(record.column for record in late)
    for one in slices(late, view.county.site.page_size, addresses.overdue):
        yield Page(
            address=one.address,
            template="overdue.html",
            title="逾期未办" + ("" if one.page is None else f"（第 {one.page} 页）"),
            description=f"今天已过时限还没有办的，共 {one.total} 件，逾期最久的在前。",
            nav="statistics",
            context={
                "slice": one,
                "missed": {record.id: view.progress[record.id].missed for record in one.records},
                "columns": [
                    (column, in_column[column.id])
                    for column in view.county.columns.values()
                    if in_column[column.id]
                ],
                "today": view.catalogue.today,
            },
            shows=view.shown(one.records, one.around, in_column if one.is_front else one.total),
        )


def longest_first(view: View, records: Iterable[Shown]) -> list[Shown]:
    """Those of the records that are overdue today, by days past their first deadline; equal ones by id."""
    late = [record for record in records if view.progress[record.id].status is Status.OVERDUE]
    return sorted(late, key=lambda record: (-view.progress[record.id].missed[0].late_by, record.id))
