"""Pages of townships: a list instead of a map, and for each its figures and its records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator import addresses
from generator.page import Page
from generator.pages.lists import slices
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
    )
    for place in places:
        yield from _place(view, place)


def _place(view: View, place: str) -> Iterator[Page]:
    records = view.by_place.get(place, ())
    shared = {
        "place": place,
        "figures": figures(view.tally, "place", place, ALL),
        "years": years(view, "place", place),
        "topics": topics_within(view, "place", place, records),
        "progress": view.progress,
    }
    for one in slices(records, view.county.site.page_size, partial(addresses.place, place)):
        yield Page(
            address=one.address,
            template="place.html",
            title=place + ("" if one.page is None else f"（第 {one.page} 页）"),
            description=f"{place}的来信与答复，共 {one.total} 条。",
            nav="statistics",
            context={**shared, "slice": one},
        )
