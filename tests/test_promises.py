"""Promises: numbered as they stand, settled by events, and judged by the calendar alone."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from generator import addresses
from generator.clock.promises import Pledge, PromiseState, ledger
from generator.examining import checked
from generator.model import Case, Record
from generator.model.entity import Promise
from generator.model.promises import given
from generator.stats.periods import ALL, Period
from generator.stats.promises import promise_figures
from tests.rig.building import ROOT
from tests.rig.markup import parsed
from tests.rig.tallied import of
from tests.rig.timed import call, case, session

GIVEN = date(2026, 3, 2)
DAY = timedelta(1)


def promise(by: date, what: str = "装好路灯", **fields: str) -> dict[str, str]:
    return {"what": what, "by": by.isoformat(), **fields}


def letter(*promises: dict[str, str], kept: dict[int | None, date] | None = None, **fields: Any) -> Case:
    """A letter answered on GIVEN with promises; `kept` are days by the number that the event names."""
    events: list[Any] = [("received", GIVEN), ("replied", GIVEN, {"promises": list(promises)})]
    for n, day in (kept or {}).items():
        events.append(("kept", day, {"text": "装好了。", **({"promise": str(n)} if n else {})}))
    return case(*events, **fields)


def states(*records: Record, today: date) -> list[PromiseState]:
    return [pledge.state for pledge in ledger(of(records, today=today))]


@pytest.mark.parametrize(
    ("kept", "today", "state", "days"),
    [
        (date(2026, 3, 31), date(2026, 5, 1), PromiseState.KEPT, 0),
        (date(2026, 3, 5), date(2026, 5, 1), PromiseState.KEPT, 26),
        (date(2026, 4, 1), date(2026, 5, 1), PromiseState.LATE, -1),
        (None, date(2026, 3, 31), PromiseState.DUE, 0),
        (None, date(2026, 4, 1), PromiseState.OVERDUE, -1),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_late(
    kept: date | None, today: date, state: PromiseState, days: int
) -> None:
    record = letter(promise(date(2026, 3, 31)), kept={None: kept} if kept else None)
    (pledge,) = ledger(of([record], today=today))
    assert (pledge.state, pledge.days) == (state, days)


def test_an_event_settles_the_promise_that_it_names() -> None:
    record = letter(promise(GIVEN + DAY), promise(GIVEN + 5 * DAY), kept={2: GIVEN + 3 * DAY})
    assert states(record, today=GIVEN + 9 * DAY) == [PromiseState.OVERDUE, PromiseState.KEPT]


def test_promises_count_from_the_top_over_several_replies() -> None:
    more = {"promises": [promise(GIVEN + 9 * DAY)]}
    record = case(
        ("received", GIVEN),
        ("replied", GIVEN, {"promises": [promise(GIVEN + DAY), promise(GIVEN + 2 * DAY)]}),
        ("replied", GIVEN + DAY, more),
    )
    assert [(one.n, one.at.day) for one in given(record)] == [(1, GIVEN), (2, GIVEN), (3, GIVEN + DAY)]


def test_a_session_counts_its_answers_first_and_a_department_speaks_for_itself() -> None:
    answer = {"text": "修。", "promises": [promise(GIVEN + DAY, who="water")]}
    record = session(answer=answer).model_copy(
        update={"promises": (Promise.model_validate(promise(GIVEN + 2 * DAY)),)}
    )
    assert [(one.n, one.who, one.question) for one in given(record)] == [(1, "water", 1), (2, "office", None)]
    assert [str(one.at) for one in given(record)] == ["2026-03-02 11:00", "2026-03-02 11:00"]


def test_the_result_of_a_call_may_promise() -> None:
    result = {
        "at": "2026-11-20",
        "by": "office",
        "text": "先修桥。",
        "promises": [promise(date(2026, 12, 1))],
    }
    (pledge,) = ledger(of([call(result=result)]))
    assert (pledge.id, pledge.given.who) == ("WJ-2026-001.1", "office")


def test_the_ledger_is_newest_first_and_forgets_what_is_withdrawn() -> None:
    old = letter(promise(GIVEN), id="XZ-2026-0002")
    new = case(
        ("received", GIVEN), ("replied", GIVEN + DAY, {"promises": [promise(GIVEN + DAY)]}), id="XZ-2026-0003"
    )
    gone = case(
        ("received", GIVEN),
        ("replied", GIVEN, {"promises": [promise(GIVEN)]}),
        ("withdrawn", GIVEN, {"why": "重复。"}),
        id="XZ-2026-0004",
    )
    assert [pledge.id for pledge in ledger(of([gone, old, new]))] == ["XZ-2026-0003.1", "XZ-2026-0002.1"]


PROMISES = st.lists(
    st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 90)), st.integers(0, 400)), max_size=30
)


@drawn(PROMISES, st.integers(0, 120))
def test_every_promise_has_one_state_and_the_figures_add_up(rows: list[Any], passed: int) -> None:
    today = date(2027, 4, 10) + timedelta(passed)
    records = []
    for n, (by, kept, shift) in enumerate(rows, start=1):
        day = GIVEN + timedelta(shift)
        events: list[Any] = [("received", day), ("replied", day, {"promises": [promise(day + by * DAY)]})]
        if kept is not None and day + kept * DAY <= today:
            events.append(("kept", day + kept * DAY, {"text": "好了。"}))
        records.append(case(*events, id=f"XZ-2026-{n:04}"))
    pledges = ledger(of(records, today=today))
    assert [pledge.state for pledge in pledges] == [naive(pledge, today) for pledge in pledges]
    whole = promise_figures(pledges, today)
    parts = ("kept", "kept_late", "due", "overdue")
    assert whole["promises"].n == len(rows) == sum(whole[name].n for name in parts)
    years = [promise_figures(pledges, today, Period.year(year)) for year in (2026, 2027)]
    for name in ("promises", *parts):
        assert whole[name].n == sum(year[name].n for year in years)
    share = whole["kept_share"]
    assert (share.value is None) == (share.n < 10)
    assert share.value is None or 0 <= share.value <= 100


def naive(pledge: Pledge, today: date) -> str:
    """From the events alone."""
    (reply,) = (event for event in pledge.record.events if event.event == "replied")
    kept = [event.at.day for event in pledge.record.events if event.event == "kept"]
    by = reply.promises[0].by  # type: ignore[union-attr]
    if kept:
        return "kept" if kept[0] <= by else "late"
    return "overdue" if today > by else "due"


def test_no_promises_give_no_share() -> None:
    found = promise_figures((), GIVEN, ALL)
    assert found["promises"].value == 0
    assert found["kept_share"].value is None


LETTER = """id: XZ-2026-0001
type: complaint
title: 夜间施工扰民
topic: environment/noise
letter: 市民半夜还听见施工，执法力度不够。
events:
  - {event: received, at: 2026-03-02}
  - event: replied
    at: 2026-03-10
    by: ecology
    answer: 夜间施工没有许可，已停工。
    text: 您好！我局将进一步加大执法力度，争取尽快让市民满意。
"""


def test_a_reply_that_only_promises_is_whole_once_its_promise_has_a_day(tmp_path: Path) -> None:
    assert "reply-promise" in codes(tmp_path / "vague", "")
    dated = "    promises:\n      - {what: 每晚巡查一遍, by: 2026-03-31}\n"
    assert codes(tmp_path / "dated", dated) == set()
    undated = "    promises:\n      - {what: 每晚巡查一遍}\n"
    assert "missing-field" in codes(tmp_path / "undated", undated)


def codes(folder: Path, promises: str) -> set[str]:
    """The codes of a county whose one reply is vague, with these promises below it."""
    shutil.copytree(ROOT / "tests/cases/_county", folder)
    path = folder / "content/cases/mayor/2026/03.yml"
    path.parent.mkdir(parents=True)
    path.write_text(LETTER + promises, "utf-8")
    found = checked(folder / "content", folder / "site_config", today=date(2026, 4, 1))
    return {problem.code for problem in found.problems}


def test_every_entry_of_the_ledger_leads_to_its_promise(demo_site: Path) -> None:
    front = parsed((demo_site / addresses.promises()).read_bytes())
    links = front.xpath("//li[@class='wz-item']//h3/a/@href")
    assert len(links) > 10
    for link in links:
        path, _, anchor = link.partition("#")
        assert parsed((demo_site / path).read_bytes()).xpath("//li[@id=$id]", id=anchor), link


@pytest.mark.parametrize("state", PromiseState)
def test_every_state_has_a_page_with_as_many_entries_as_it_counts(
    demo_site: Path, state: PromiseState
) -> None:
    page = parsed((demo_site / addresses.promises("state", state)).read_bytes())
    (count,) = page.xpath("//a[@aria-current='page']/span/text()")
    marks = page.xpath("//li[@class='wz-item']//span[contains(@class, 'wz-state')]/text()")
    assert marks == [state.zh] * int(count)
