"""The numbers can be counted anew from the data alone, by a reader who has nothing but a CSV reader."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest

FEWEST = 10
Row = Mapping[str, str]


def rows(site: Path, name: str) -> list[Row]:
    text = (site / f"data/{name}.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def figures(demo_site: Path) -> Mapping[tuple[str, str, str], dict[str, Row]]:
    """The rows of figure.csv by group, member and period, then by figure."""
    found: dict[tuple[str, str, str], dict[str, Row]] = {}
    for row in rows(demo_site, "figure"):
        found.setdefault((row["group"], row["member"], row["period"]), {})[row["figure"]] = row
    return found


def is_in(case: Row, group: str, member: str) -> bool:
    match group:
        case "all":
            return True
        case "department":
            return member in case["departments"].split("|")
        case "topic":
            return case["topic"] == member or case["topic"].startswith(member + "/")
    return case[group] == member


@cache
def in_period(day: str, period: str) -> bool:
    if period == "all":
        return True
    if "q" in period:
        return day[:4] == period[:4] and (int(day[5:7]) + 2) // 3 == int(period[-1])
    return day.startswith(period)


def days(cases: list[Row], until: str) -> Iterator[int]:
    for case in cases:
        if case[until]:
            yield (date.fromisoformat(case[until][:10]) - date.fromisoformat(case["received"][:10])).days


def rank(values: list[int], tenths: int) -> str:
    if len(values) < FEWEST:
        return ""
    return str(sorted(values)[(tenths * len(values) + 9) // 10 - 1])


def share(part: int, whole: int) -> str:
    if whole < FEWEST:
        return ""
    shown = round(100 * part / whole, 1)
    return str(shown if part in (0, whole) else min(99.9, max(0.1, shown)))


def recount(cases: list[Row]) -> dict[str, str]:
    """What case.csv alone says of some cases."""
    outcomes = Counter(case["outcome"] for case in cases if case["outcome"])
    replied = list(days(cases, "replied"))
    return {
        "received": str(len(cases)),
        "replied": str(len(replied)),
        "published": str(sum(not case["withheld"] for case in cases)),
        "refused": str(
            sum(
                bool(case["refused"]) and not case["replied"] and case["refused"] >= case["accepted"]
                for case in cases
            )
        ),
        "median_days": rank(replied, 5),
        "p90_days": rank(replied, 9),
        "offline_share": share(sum(case["channel"] not in ("web", "app") for case in cases), len(cases)),
        "solved_share": share(outcomes["solved"], outcomes.total()),
    }


def test_every_figure_of_cases_is_what_the_case_table_gives(
    demo_site: Path, figures: Mapping[tuple[str, str, str], dict[str, Row]]
) -> None:
    cases = rows(demo_site, "case")
    checked = 0
    for (group, member, period), found in figures.items():
        if "received" not in found:
            continue
        some = [case for case in cases if is_in(case, group, member) and in_period(case["received"], period)]
        for name, value in recount(some).items():
            assert found[name]["value"] == value, (group, member, period, name)
            checked += 1
    assert checked > 1000


def test_ratings_are_the_mean_of_the_last_points_of_each_writer(
    demo_site: Path, figures: Mapping[tuple[str, str, str], dict[str, Row]]
) -> None:
    received = {case["id"]: case for case in rows(demo_site, "case")}
    for name in ("attitude", "speed", "result"):
        last = {
            event["case"]: int(event[name])
            for event in rows(demo_site, "case-events")
            if event["event"] == "rated" and event[name]
        }
        for column in ("all", *{case["column"] for case in received.values()}):
            group = "all" if column == "all" else "column"
            stars = [star for id, star in last.items() if is_in(received[id], group, column)]
            figure = figures[group, column, "all"][name]
            assert int(figure["n"]) == len(stars)
            assert figure["value"] == ("" if len(stars) < FEWEST else str(round(fmean(stars), 1)))


def test_registers_sum_to_their_figures(
    demo_site: Path, figures: Mapping[tuple[str, str, str], dict[str, Row]]
) -> None:
    registers = rows(demo_site, "register")
    checked = 0
    for (group, member, period), found in figures.items():
        for name in ("received", "accepted", "published"):
            if f"register.{name}" in found:
                some = [
                    row
                    for row in registers
                    if (group == "all" or row["column"] == member) and in_period(row["month"], period)
                ]
                assert int(found[f"register.{name}"]["value"]) == sum(int(row[name]) for row in some)
                checked += 1
    assert checked > 100


def test_records_of_other_columns_are_the_rows_of_their_tables(
    demo_site: Path, figures: Mapping[tuple[str, str, str], dict[str, Row]]
) -> None:
    begins = {"call": "opens", "session": "starts", "survey": "opens", "clarification": "at"}
    checked = 0
    for name, begin in begins.items():
        table = rows(demo_site, name)
        for column in {row["column"] for row in table}:
            own = [row[begin] for row in table if row["column"] == column]
            for period in {"all", *(day[:4] for day in own)}:
                found = figures["column", column, period]["other.records"]
                assert int(found["value"]) == sum(in_period(day, period) for day in own)
                checked += 1
    assert checked > 10


def test_promises_count_to_their_figures(
    demo_site: Path, figures: Mapping[tuple[str, str, str], dict[str, Row]]
) -> None:
    today = date(2026, 11, 24).isoformat()
    for (group, _, period), found in figures.items():
        if group != "all" or "promise.promises" not in found:
            continue
        some = [row for row in rows(demo_site, "promise") if in_period(row["at"], period)]
        counted = Counter(
            ("kept" if row["kept"][:10] <= row["by"] else "kept_late")
            if row["kept"]
            else ("due" if row["by"] >= today else "overdue")
            for row in some
        )
        for name in ("kept", "kept_late", "due", "overdue"):
            assert int(found[f"promise.{name}"]["value"]) == counted[name]


def test_every_figure_has_a_definition_and_no_impossible_value(demo_site: Path) -> None:
    measures = {row["id"]: row for row in rows(demo_site, "measure")}
    for row in rows(demo_site, "figure"):
        measure = measures[row["figure"]]
        assert measure["definition"] and measure["definition_en"]
        assert row["unit"] == measure["unit"]
        if row["value"] == "":
            assert row["why"]
            continue
        value = float(row["value"])
        assert value >= 0 or row["figure"] == "growth"
        if row["unit"] == "%":
            assert int(row["n"]) >= FEWEST
            assert value <= 100 or row["figure"] == "growth"
