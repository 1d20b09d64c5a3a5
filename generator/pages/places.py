"""Pages of townships: a list instead of a map, and for each its figures and its records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator import addresses
from generator.model import Shown
from generator.page import Page
from generator.pages.lists import Slice, slices
from generator.pages.tables import table, topics_within, years
from generator.pages.view import View
from generator.stats.counting import figures
from generator.stats.periods import ALL


def place_pages(view: View) -> Iterator[Page]:
    """The list of all townships, and each with its records."""
    places = tuple(dict.fromkeys(view.county.places))
    yield Page(
        address=addresses.PLACES,
        template="places.html",
        title="按乡镇看",
        description="各乡镇（街道）来信的件数、办理和用时。",
        nav="statistics",
        context={
            "table": table(view, "place"),
            "silent": [place for place in places if place not in view.by_place],
        },
        shows=view.all_shown,
    )
    for place in places:
        yield from _place(view, place)


def _place(view: View, place: str) -> Iterator[Page]:
    records = view.by_place.get(place, ())
    for one in slices(records, view.county.site.page_size, partial(addresses.place, place)):
        total = f"，共 {one.total} 条" if one.is_front else ""
        yield Page(
            address=one.address,
            template="place.html",
            title=place + ("" if one.page is None else f"（第 {one.page} 页）"),
            description=f"{place}的来信与答复{total}。",
            nav="statistics",
            context=partial(_listing, view, place, records, one),
            shows=view.shown(
                records if one.is_front else one.records, one.around, one.is_front and view.covered
            ),
        )


def _listing(view: View, place: str, records: Sequence[Shown], one: Slice[Shown]) -> Mapping[str, Any]:
    shared = {"place": place, "progress": view.progress, "slice": one}
    if not one.is_front:
        return shared
    return {
        **shared,
        "figures": figures(view.tally, "place", place, ALL),
        "years": years(view, "place", place),
        "topics": topics_within(view, "place", place, records),
    }
