"""Long lists on short pages: nothing is lost, and a full page never changes again."""

from __future__ import annotations

from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Record
from generator.pages.lists import Slice, slices


def cut(count: int, size: int) -> list[Slice]:
    newest_first = cast("list[Record]", list(range(count, 0, -1)))
    return slices(newest_first, size, lambda page: "front" if page is None else f"page-{page}")


@given(st.integers(0, 400), st.integers(1, 40))
def test_every_record_stands_on_exactly_one_page_in_order(count: int, size: int) -> None:
    pages = cut(count, size)
    assert [record for page in pages for record in page.records] == list(range(count, 0, -1))
    assert all(len(page.records) == size for page in pages[1:])
    assert len(pages[0].records) < 2 * size


@given(st.integers(0, 400), st.integers(1, 40))
def test_a_new_record_changes_no_full_page_but_for_the_link_of_the_newest(count: int, size: int) -> None:
    before = {page.page: page.records for page in cut(count, size) if page.page is not None}
    after = {page.page: page.records for page in cut(count + 1, size) if page.page is not None}
    assert before.items() <= after.items()


@given(st.integers(0, 400), st.integers(1, 40))
def test_the_pages_are_one_chain_from_the_front_to_the_oldest(count: int, size: int) -> None:
    pages = {page.address: page for page in cut(count, size)}
    here, walked = "front", ["front"]
    while pages[here].older is not None:
        older = cast("str", pages[here].older)
        assert pages[older].newer == here
        here = older
        walked.append(here)
    assert walked == list(pages)
