"""Laws of numbers on any catalogue: honest, equal to a naive count of the records, and found again by their facets."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from statistics import mean
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Case
from generator.stats.counting import Figures, figures
from generator.stats.figures import MIN_N, Figure
from generator.stats.periods import ALL, Period
from generator.stats.tally import Tally
from tests.rig.tallied import letter, tallied

TODAY = date(2026, 11, 24)
STARS = st.one_of(st.none(), st.integers(1, 5))
AFTERWARDS = st.sampled_from(
    [
        (),
        (("refused", "2026-11-24"),),
        (("closed", "2026-11-24"),),
        (("accepted", "2026-11-24"),),
        (("refused", "2026-11-24"), ("accepted", "2026-11-24")),
        (("assigned", "2026-11-24"),),
        (("asked", "2026-11-24"),),
    ]
)
RATING = st.fixed_dictionaries(
    {
        "attitude": STARS,
        "speed": STARS,
        "result": STARS,
        "outcome": st.sampled_from([None, "solved", "partly", "unsolved"]),
    }
)
LETTERS = st.lists(
    st.tuples(
        st.dates(date(2025, 1, 1), TODAY),
        st.one_of(st.none(), st.integers(0, 200)),
        st.fixed_dictionaries(
            {
                "column": st.sampled_from(["mayor", "secretary", "service"]),
                "topic": st.sampled_from(["roads", "roads/lamps", "school"]),
                "channel": st.sampled_from(["web", "app", "phone", "visit"]),
                "type": st.sampled_from(["help", "consult"]),
                "place": st.sampled_from([None, "东乡", "西乡"]),
            }
        ),
        AFTERWARDS,
        st.lists(RATING, max_size=2),
        st.booleans(),
    ),
    max_size=60,
)
GROUPS = (
    ("all", ""),
    ("column", "mayor"),
    ("column", "service"),
    ("department", "ecology"),
    ("topic", "roads"),
    ("topic", "roads/lamps"),
    ("type", "help"),
    ("channel", "phone"),
    ("place", "东乡"),
)
PERIODS = ("all", "2025", "2026", "2026-q4", "2026-11", "2025-03")


def made(drawn: list[Any]) -> list[Case]:
    cases = []
    for n, (received, after, fields, more, ratings, is_withheld) in enumerate(drawn, start=1):
        answered = after is not None and received + timedelta(after) <= TODAY
        events = [*more]
        if answered:
            events.append(("replied", received + timedelta(after)))
        rated = [{name: str(value) for name, value in one.items() if value is not None} for one in ratings]
        events += [("rated", "2026-11-24", one) for one in rated if one and answered]
        hidden = {"letter": None, "withheld": {"reason": "privacy"}, "summary": "一封来信。"}
        chosen = {name: value for name, value in fields.items() if value is not None}
        cases.append(letter(n, received, None, *events, **chosen, **(hidden if is_withheld else {})))
    return cases


def is_in(case: Case, by: str, value: str) -> bool:
    match by:
        case "column":
            return case.column == value
        case "department":
            return value in case.departments
        case "topic":
            return case.topic == value or case.topic.startswith(value + "/")
        case "type" | "channel" | "place":
            return getattr(case, by) == value
    return True


def naive(tally: Tally, cases: Iterable[Case], first: date, last: date) -> Mapping[str, float | None]:
    """The figures counted straight from the events, one list after the other."""
    some = [case for case in cases if first <= case.received.day <= last]
    status = {case.id: tally.progress[case.id].status.value for case in some}
    replies = {case.id: [event.at.day for event in case.events if event.event == "replied"] for case in some}
    reply = {case.id: [c.state.value for c in tally.progress[case.id].clocks][:1] for case in some}
    days = [(min(replies[case.id]) - case.received.day).days for case in some if replies[case.id]]
    says = {case.id: [e.outcome for e in case.events if e.event == "rated" and e.outcome] for case in some}
    last_words = [words[-1] for words in says.values() if words]
    due = [case for case in some if reply[case.id] and reply[case.id][0] in ("on-time", "late", "overdue")]
    kept = [case for case in due if reply[case.id] == ["on-time"]]
    offline = [case for case in some if case.channel in ("phone", "visit")]
    return {
        "received": len(some),
        "published": sum(case.letter is not None for case in some),
        "replied": len(days),
        "open": sum(status[case.id] in ("open", "waiting", "overdue") for case in some),
        "overdue": sum(status[case.id] == "overdue" for case in some),
        "refused": sum(status[case.id] == "refused" for case in some),
        "closed": sum(status[case.id] == "closed" for case in some),
        "on_time_share": share(len(kept), len(due)),
        "offline_share": share(len(offline), len(some)),
        "solved_share": share(last_words.count("solved"), len(last_words)),
        "median_days": sorted(days)[math.ceil(len(days) / 2) - 1] if len(days) >= MIN_N else None,
        "p90_days": sorted(days)[math.ceil(9 * len(days) / 10) - 1] if len(days) >= MIN_N else None,
        "attitude": average(some, "attitude"),
        "speed": average(some, "speed"),
        "result": average(some, "result"),
    }


def share(part: int, whole: int) -> float | None:
    if whole < MIN_N:
        return None
    shown = round(part / whole * 100, 1)
    return shown if part in (0, whole) else min(max(shown, 0.1), 99.9)


def average(cases: Iterable[Case], name: str) -> float | None:
    last = [
        [getattr(e, name) for e in case.events if e.event == "rated" and getattr(e, name) is not None][-1:]
        for case in cases
    ]
    stars = [one for some in last for one in some]
    return round(mean(stars), 1) if len(stars) >= MIN_N else None


def is_honest(figure: Figure) -> bool:
    """Finite, within its range, and silent below MIN_N where it is not a plain count."""
    value = figure.value
    if value is None:
        return figure.why is not None
    if isinstance(value, int) and figure.unit.en == "cases":
        return value >= 0 and figure.n == value
    if not math.isfinite(value) or figure.n < MIN_N:
        return False
    if figure.is_change:
        return value >= -100
    most = {"%": 100, "of 5 points": 5, "days": math.inf}[figure.unit.en]
    return (1 if figure.unit.en == "of 5 points" else 0) <= value <= most


@settings(deadline=None)
@given(LETTERS)
def test_every_number_is_honest_and_equals_a_naive_count(drawn: list[Any]) -> None:
    cases = made(drawn)
    tally = tallied(cases)
    for by, value in GROUPS:
        group = [case for case in cases if is_in(case, by, value)]
        for key in PERIODS:
            period = Period.parse(key)
            found = figures(tally, by, value, period)  # type: ignore[arg-type]
            assert all(is_honest(figure) for figure in found.values())
            for name, number in naive(tally, group, period.first, period.last).items():
                assert found[name].value == number, (by, value, key, name)


@settings(deadline=None)
@given(LETTERS)
def test_every_case_stands_in_one_place_and_no_part_exceeds_its_whole(drawn: list[Any]) -> None:
    tally = tallied(made(drawn))
    for by, value in GROUPS:
        n = {name: figure.n for name, figure in figures(tally, by, value).items()}  # type: ignore[arg-type]
        assert n["received"] == n["replied"] + n["open"] + n["refused"] + n["closed"]
        assert n["accepted"] <= n["received"] - n["refused"]
        assert n["replied"] <= n["accepted"]
        assert n["overdue"] <= n["open"]
        assert n["acknowledged_median_days"] >= n["median_days"] == n["replied"]
    whole = figures(tally)
    columns = [figures(tally, "column", column) for column in ("mayor", "secretary", "service")]
    for name in ("received", "accepted", "published", "replied", "open", "overdue", "refused", "closed"):
        assert whole[name].n == sum(some[name].n for some in columns)


@settings(deadline=None)
@given(LETTERS)
def test_quarters_add_up_to_their_year_and_months_to_their_quarter(drawn: list[Any]) -> None:
    tally = tallied(made(drawn))
    quarters = [counts(figures(tally, period=Period.parse(f"2026-q{n}"))) for n in range(1, 5)]
    months = [counts(figures(tally, period=Period.parse(f"2026-{n:02}"))) for n in range(1, 13)]
    year = counts(figures(tally, period=Period.year(2026)))
    for name, n in year.items():
        assert n == sum(some[name] for some in quarters) == sum(some[name] for some in months)


def counts(found: Figures) -> Mapping[str, int]:
    return {name: figure.n for name, figure in found.items() if not figure.is_change}


@settings(deadline=None)
@given(LETTERS)
def test_the_facets_behind_a_figure_find_as_many_records_as_it_says(drawn: list[Any]) -> None:
    tally = tallied(made(drawn))
    for by, value in GROUPS:
        for key in PERIODS:
            found = figures(tally, by, value, Period.parse(key))  # type: ignore[arg-type]
            for name, figure in found.items():
                if figure.behind is None:
                    assert figure.is_change
                    continue
                assert len(searched(tally, figure.behind)) == figure.n, (by, value, key, name)


def searched(tally: Tally, facets: Mapping[str, tuple[str, ...]]) -> list[Case]:
    """What a search narrowed by facets finds: any value of a name, all names."""
    cases = [record for record in tally.catalogue.records if isinstance(record, Case)]
    return [case for case in cases if all(has(tally, case, name, some) for name, some in facets.items())]


def has(tally: Tally, case: Case, name: str, values: tuple[str, ...]) -> bool:
    standing = tally.progress[case.id]
    day = case.received.day.isoformat()
    own = {
        "status": lambda value: standing.status == value,
        "timing": lambda value: any(clock.state == value for clock in standing.clocks),
        "outcome": lambda value: standing.outcome == value,
        "reached": lambda value: reached(case, value),
        "from": lambda value: day >= value,
        "to": lambda value: day <= value,
    }
    return any(own[name](value) if name in own else is_in(case, name, value) for value in values)


def reached(case: Case, stage: str) -> bool:
    names = [event.event for event in case.events]
    match stage:
        case "acknowledged":
            return bool({"accepted", "refused", "asked", "replied"} & set(names))
        case "published":
            return case.letter is not None
        case "accepted":
            decided = [name for name in names if name in ("accepted", "refused")]
            return "replied" in names or (decided[-1] == "accepted" if decided else "assigned" in names)
    return any(event.event == "rated" and getattr(event, stage) is not None for event in case.events)


@settings(deadline=None)
@given(LETTERS, st.randoms())
def test_the_order_of_the_records_changes_no_number(drawn: list[Any], random: Any) -> None:
    cases = made(drawn)
    shuffled = random.sample(cases, len(cases))
    assert figures(tallied(cases)) == figures(tallied(shuffled))
    for period in (ALL, Period.parse("2026-q4")):
        assert figures(tallied(cases), period=period) == figures(tallied(shuffled), period=period)
