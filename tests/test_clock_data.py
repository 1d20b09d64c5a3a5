"""The clocks as open data: one row each, in line with the records and with the calendar."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.rig.notices import works

Row = dict[str, str]


def table(site: Path, name: str) -> list[Row]:
    with (site / f"data/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def clocks(demo_site: Path) -> list[Row]:
    return table(demo_site, "clock")


def naive(since: date, total: int, unit: str) -> date:
    day, counted = since, 0
    while counted < total:
        day += timedelta(1)
        counted += unit == "days" or works(day)
    while not works(day):
        day += timedelta(1)
    return day


def test_every_deadline_can_be_had_from_its_own_row_by_counting_days(clocks: list[Row]) -> None:
    counted = 0
    for row in clocks:
        if not row["due"] or row["unit"] == "hours" or row["paused"] != "0" or row["due"] > "2026-12-31":
            continue
        total = int(row["allowed"]) + int(row["extended"])
        due = naive(date.fromisoformat(row["since"][:10]), total, row["unit"])
        assert row["due"] == str(due), row
        counted += 1
    assert counted > 150


def test_states_follow_from_the_dates_beside_them(clocks: list[Row], demo_site: Path) -> None:
    today = "2026-11-24"
    for row in clocks:
        done, due = row["done"][:10], row["due"][:10]
        if row["state"] == "on-time":
            assert due and done and done <= due
        elif row["state"] == "late":
            assert due and done > due and int(row["late_by"]) > 0
        elif row["state"] in ("overdue", "lapsed"):
            assert due and not done and due < today
        elif row["state"] == "running":
            assert due >= today and not done
        else:
            assert row["state"] in ("waiting", "paused", "unknown") and row["arithmetic"]


def test_rights_are_never_overdue_and_promises_never_lapse(clocks: list[Row]) -> None:
    rights = {"review", "final-review"}
    assert {row["state"] for row in clocks if row["step"] in rights} & {"overdue", "late"} == set()
    assert "lapsed" not in {row["state"] for row in clocks if row["step"] not in rights}
    assert {row["column"] for row in clocks if row["step"] in rights} == {"petition"}


def test_the_page_of_a_record_shows_the_sentences_of_its_rows(clocks: list[Row], demo_site: Path) -> None:
    for row in clocks[::7]:
        page = (demo_site / row["column"] / f"{row['record']}.html").read_text("utf-8")
        assert row["arithmetic"] in page


def test_first_replies_and_deadlines_agree_with_the_table_of_cases(
    clocks: list[Row], demo_site: Path
) -> None:
    replied = {row["id"]: row["replied"] for row in table(demo_site, "case")}
    for row in clocks:
        if row["step"] == "reply" and row["record"] in replied:
            assert row["done"] == replied[row["record"]]
    assert Counter(row["record"] for row in clocks).most_common(1)[0][1] <= 4
