"""The numbers of a site counted a second time, from its open data alone, and read back from its pages."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html

from tests.rig.markup import parsed

Case = dict[str, Any]


def cases(site: Path) -> list[Case]:
    """The published cases, as data/case.jsonl has them."""
    return [json.loads(line) for line in (site / "data/case.jsonl").read_text("utf-8").splitlines()]


def registers(site: Path) -> list[dict[str, str]]:
    with (site / "data/register.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def months_of(key: str) -> set[str]:
    """The months of `2026` or `2026-q3`."""
    year, _, quarter = key.partition("-q")
    first, last = (3 * int(quarter) - 2, 3 * int(quarter)) if quarter else (1, 12)
    return {f"{year}-{month:02}" for month in range(first, last + 1)}


def received(case: Case) -> date:
    return next(_day(event) for event in case["events"] if event["event"] == "received")


def replied(case: Case) -> date | None:
    """The day of the first reply."""
    return min((_day(event) for event in case["events"] if event["event"] == "replied"), default=None)


def departments(case: Case) -> list[str]:
    """Who answered, alone or jointly, else whom it is assigned to last."""
    replies = [event for event in case["events"] if event["event"] == "replied"]
    found = [slug for event in replies for slug in (event["by"], *event.get("jointly", ()))]
    assigned = [event["to"] for event in case["events"] if event["event"] == "assigned"]
    return sorted(set(found or assigned[-1:]))


def days_to_reply(some: Iterable[Case]) -> list[int]:
    """In order of length."""
    ends = ((received(case), replied(case)) for case in some)
    return sorted((end - begun).days for begun, end in ends if end is not None and end >= begun)


def at_rank(ordered: Sequence[int], percent: int) -> int:
    """The smallest value that at least so many percent of all do not exceed."""
    return next(
        value for value in ordered if 100 * sum(v <= value for v in ordered) >= percent * len(ordered)
    )


def page(site: Path, name: str) -> html.HtmlElement:
    return parsed((site / name).read_bytes())


def section(tree: html.HtmlElement, name: str) -> html.HtmlElement:
    """The last table of figures in the section with this heading."""
    wanted = f"//section[@aria-labelledby='{name}']//table[contains(@class, 'wz-breakdown')]"
    return tree.xpath(wanted)[-1]


def rows(table: html.HtmlElement) -> dict[str, list[str]]:
    """The cells of each row of a table by the words of its head."""
    return {
        row.xpath("string(./th)").strip(): [
            " ".join(cell.xpath("string(.)").replace("%", "% ").split()) for cell in row.xpath("./td")
        ]
        for row in table.xpath(".//tbody/tr")
    }


def figures(tree: html.HtmlElement) -> dict[str, str]:
    """The large numbers of a page by their labels, with units and n; without white space."""
    return {
        figure.xpath("string(./dt)"): "".join(figure.xpath("string(./dd)").split())
        for figure in tree.xpath("//*[@class='wz-figure']")
    }


def _day(event: dict[str, str]) -> date:
    return date.fromisoformat(event["at"][:10])
