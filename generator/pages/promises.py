"""The ledger of promises: all of them, and the same narrowed by state or department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from generator import addresses
from generator.clock.promises import Pledge, PromiseState
from generator.page import Page
from generator.pages.lists import slices
from generator.pages.view import View
from generator.stats.promises import promise_figures

Choice = tuple[str, str]
"""A way to narrow (state, department) and a value of it; two empty strings for the whole."""


def promise_pages(view: View) -> Iterator[Page]:
    """Every state has its page even while it is empty, so that its address can be kept."""
    states = {state.value: [one for one in view.pledges if one.state is state] for state in PromiseState}
    departments: dict[str, list[Pledge]] = {}
    for pledge in view.pledges:
        departments.setdefault(pledge.given.who, []).append(pledge)
    names = {("", ""): "", **{("state", state.value): state.zh for state in PromiseState}}
    choices = {("state", value): some for value, some in states.items()}
    for department in view.county.departments.values():
        if department.id in departments:
            choices["department", department.id] = departments[department.id]
            names["department", department.id] = department.name
    ways = [(choice, names[choice], len(some)) for choice, some in choices.items()]
    yield from _ledger(view, ("", ""), "", view.pledges, ways)
    for choice, some in choices.items():
        yield from _ledger(view, choice, names[choice], some, ways)


def _ledger(
    view: View, choice: Choice, name: str, pledges: Sequence[Pledge], ways: Sequence[tuple[Choice, str, int]]
) -> Iterator[Page]:
    shown = view.shown({pledge.record.id: pledge.record for pledge in pledges}.values())
    title = f"承诺 · {name}" if name else "承诺"
    for one in slices(pledges, view.county.site.page_size, partial(addresses.promises, *choice)):
        yield Page(
            address=one.address,
            template="promises.html",
            title=title if one.page is None else f"{title}（第 {one.page} 页）",
            description="答复、访谈和征集里承诺要办的事：谁办、哪天前办成、办成没有。",
            nav="promises",
            context={
                "slice": one,
                "choice": choice,
                "name": name,
                "ways": ways,
                "total": len(view.pledges),
                "figures": promise_figures(pledges, view.catalogue.today),
            },
            shows=view.shown((), shown, name, ways, one.around),
            updated=max((pledge.given.at.day for pledge in one.records), default=None),
        )
