"""Pages of numbers: each is the number that a reader counts from the open data, and can be read, printed and checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader

from generator.pages import View
from generator.pages.numbers import number_pages
from generator.render import environment
from tests.rig.browse import Reader
from tests.rig.building import DEMO
from tests.rig.counted import (
    Case,
    at_rank,
    cases,
    days_to_reply,
    departments,
    figures,
    months_of,
    page,
    received,
    registers,
    replied,
    rows,
    section,
)
from tests.rig.markup import parsed
from tests.rig.tallied import letter, tallied

REPORTS = ("2024", "2025", "2026", "2024-q1", "2025-q3", "2026-q3")
OFFLINE = {"phone", "visit", "post", "meeting", "outreach"}
WORDS = {
    "type": {"咨询": "consult", "投诉": "complaint", "举报": "report", "建议": "suggest", "求助": "help"},
    "channel": {"网站": "web", "手机应用": "app", "电话": "phone", "来访": "visit", "信函": "post"},
}


def of(site: Path, key: str) -> list[Case]:
    months = months_of(key)
    return [case for case in cases(site) if f"{received(case):%Y-%m}" in months]


def numbered(site: Path) -> list[str]:
    """Every page that is made of numbers."""
    folders = ("statistics", "places", "departments", "topics")
    return [
        path.relative_to(site).as_posix() for folder in folders for path in (site / folder).glob("*.html")
    ]


def test_every_year_and_quarter_with_data_has_a_report_and_no_other(demo_site: Path) -> None:
    months = {f"{day:%Y-%m}" for case in cases(demo_site) for day in (received(case), replied(case)) if day}
    months |= {row["month"] for row in registers(demo_site)}
    wanted = {month[:4] for month in months} | {f"{m[:4]}-q{(int(m[5:]) + 2) // 3}" for m in months}
    found = {path.stem for path in (demo_site / "statistics").glob("2*.html")}
    assert found == wanted


@pytest.mark.parametrize("key", REPORTS)
def test_a_report_counts_what_the_open_data_hold(demo_site: Path, key: str) -> None:
    tree, some = page(demo_site, f"statistics/{key}.html"), of(demo_site, key)
    ways: dict[str, Callable[[Case], list[str]]] = {
        "column": lambda case: [case["column"]],
        "topic": lambda case: [case["topic"].split("/")[0]],
        "department": departments,
        "type": lambda case: [case["type"]],
        "channel": lambda case: [case["channel"]],
        "place": lambda case: [case["place"]] if case.get("place") else [],
    }
    for by, values in ways.items():
        came = Counter(value for case in some for value in values(case))
        answered = Counter(value for case in some if replied(case) for value in values(case))
        shown = rows(section(tree, "topics" if by == "topic" else f"by-{by}"))
        assert sorted((int(row[0]), int(row[1])) for row in shown.values()) == sorted(
            (n, answered[value]) for value, n in came.items()
        ), by
        for word, value in WORDS.get(by, {}).items():
            assert int(shown.get(word, ["0"])[0]) == came[value]


@pytest.mark.parametrize("key", REPORTS)
def test_days_and_shares_of_a_report_are_those_of_its_letters(demo_site: Path, key: str) -> None:
    shown, some = figures(page(demo_site, f"statistics/{key}.html")), of(demo_site, key)
    days, offline = days_to_reply(some), sum(case["channel"] in OFFLINE for case in some)
    assert shown["收件"].startswith(f"{len(some)}件")
    if len(days) < 10:
        assert shown["答复天数中位数"] == f"—只有{len(days)}件，不足10件不计算"
    else:
        assert shown["答复天数中位数"] == f"{at_rank(days, 50)}天n={len(days)}"
        assert shown["九成办件的答复天数"] == f"{at_rank(days, 90)}天n={len(days)}"
    if len(some) >= 10:
        assert shown["线下来件占比"] == f"{100 * offline / len(some):.1f}%n={len(some)}"


def test_registers_stand_beside_records_and_every_disagreement_is_said(demo_site: Path) -> None:
    tree, months = page(demo_site, "statistics/2025.html"), months_of("2025")
    beside = tree.xpath("//section[@aria-labelledby='registers']")[0]
    kept = [row for row in registers(demo_site) if row["month"] in months]
    sums = [sum(int(row[name]) for row in kept) for name in ("received", "accepted", "published")]
    total = [cell.text_content().strip() for cell in beside.xpath(".//tfoot//td")]
    assert total[:3] == [str(n) for n in sums]
    assert total[4] == str(len(of(demo_site, "2025")))
    held = Counter((case["column"], f"{received(case):%Y-%m}") for case in cases(demo_site))
    differ = [row for row in kept if held[row["column"], row["month"]] != int(row["published"])]
    assert len(beside.xpath(".//details//li")) == len(differ) > 0


def test_a_number_leads_to_a_search_that_finds_as_many(demo_site: Path) -> None:
    """Of numbers received; the facets are applied to the open data without the search."""
    checked = 0
    for key in REPORTS:
        for row in page(demo_site, f"statistics/{key}.html").xpath("//table[@class='wz-breakdown']/tbody/tr"):
            link = row.xpath("string(./td[1]/a/@href)")
            wanted = parse_qs(urlsplit(link).query)
            found = [case for case in cases(demo_site) if fits(case, wanted)]
            assert len(found) == int(row.xpath("string(./td[1])")), link
            checked += 1
    assert checked > 100


def fits(case: Case, wanted: dict[str, list[str]]) -> bool:
    values = {
        "column": [case["column"]],
        "kind": [case["kind"]],
        "topic": [case["topic"], case["topic"].split("/")[0]],
        "department": departments(case),
        "type": [case["type"]],
        "channel": [case["channel"]],
        "place": [case.get("place")],
    }
    first, last = (date.fromisoformat(wanted.pop(end)[0]) for end in ("from", "to"))
    found = first <= received(case) <= last and all(set(values[name]) & set(wanted[name]) for name in wanted)
    wanted |= {"from": [first.isoformat()], "to": [last.isoformat()]}
    return found


def test_no_number_is_impossible_and_none_is_made_of_too_little(
    demo_site: Path, seed_site: Path, empty_site: Path
) -> None:
    for site in (demo_site, seed_site, empty_site):
        for name in numbered(site):
            main = page(site, name).find(".//main")
            text = main.text_content()
            assert not re.search(r"\b(?:nan|inf|None|undefined)\b", text, re.IGNORECASE), name
            for cell in main.xpath(".//td[contains(@class, 'wz-num')][contains(., 'n = ')]"):
                words = cell.text_content()
                share, n = re.match(r"\s*([+−]?)([\d.]+)%", words), re.search(r"n = ([\d\u2009]+)", words)
                assert n is not None
                if re.search(r"\d", words.split("n =")[0]):
                    assert int(n[1].replace("\u2009", "")) >= 10, (name, words)
                if share and not share[1]:
                    assert 0 <= float(share[2]) <= 100, (name, words)


def test_every_chart_names_itself_says_what_it_shows_and_has_its_table(demo_site: Path) -> None:
    charts = 0
    for name in numbered(demo_site):
        for chart in page(demo_site, name).xpath("//figure[@class='wz-chart']"):
            picture = chart.xpath(".//svg[@role='img']")[0]
            ids = picture.get("aria-labelledby").split()
            title, description = (picture.xpath(f"string(.//*[@id='{one}'])") for one in ids)
            assert title and re.search(r"\d", description), name
            assert len(chart.xpath("./details/summary")) == 1
            assert len(chart.xpath("./details/table/tbody/tr")) > 0
            charts += 1
    assert charts > 60


def test_the_page_of_the_overdue_holds_all_of_them_longest_first(demo_site: Path) -> None:
    sealed = {
        path.relative_to(demo_site).as_posix()
        for path in demo_site.glob("*/*-20??-*.html")
        if page(demo_site, path.relative_to(demo_site).as_posix()).xpath(
            "//header[@class='wz-record__head']/span[contains(@class, 'wz-seal--overdue')]"
        )
    }
    tree = page(demo_site, "statistics/overdue.html")
    links = tree.xpath("//ol[@class='wz-items']//h3/a/@href")
    assert {link.removeprefix("../") for link in links} == sealed != set()
    days = [int(n) for n in tree.xpath("//p[@class='wz-late__days']/b/text()")]
    assert days == sorted(days, reverse=True)


def test_every_township_has_a_page_with_all_of_its_letters(demo_site: Path) -> None:
    named = Counter(case["place"] for case in cases(demo_site) if case.get("place"))
    places = [line[2:].strip() for line in (DEMO.config / "places.yml").read_text("utf-8").splitlines()]
    links = {
        link.text: link.get("href")
        for link in page(demo_site, "places/index.html").xpath("//main//a[not(contains(@href, '?'))]")
    }
    for place in places:
        tree = page(demo_site, f"places/{links[place]}")
        assert tree.xpath("string(//h1)").strip() == place
        shown = tree.xpath("string(//h2[@id='list']/span)")
        assert shown == (str(named[place]) if named[place] else "")


def test_what_a_department_is_asked_about_adds_up_to_its_letters(demo_site: Path) -> None:
    counted = Counter(slug for case in cases(demo_site) for slug in departments(case))
    for slug, n in counted.items():
        shares = page(demo_site, f"departments/{slug}.html").xpath("//ul[@class='wz-within']/li")
        assert sum(int(share.xpath("string(./a[2])").split()[0]) for share in shares) == n, slug


def test_a_page_of_numbers_stays_small(demo_site: Path) -> None:
    """So many bytes and rows at most, however many records: groups have rows, records do not."""
    for name in numbered(demo_site):
        assert (demo_site / name).stat().st_size < 256 * 1024, name
        assert all(len(table.xpath("./tbody/tr")) <= 200 for table in page(demo_site, name).iter("table")), (
            name
        )


@pytest.mark.browser
def test_pages_of_numbers_neither_scroll_sideways_on_a_phone_nor_break_on_paper(
    demo_site: Path, reader: Callable[..., Reader]
) -> None:
    tab = reader(demo_site.as_uri() + "/", scripts=False)
    names = ("index", "2026", "2026-q3", "overdue")
    for name in (
        *(f"statistics/{name}.html" for name in names),
        "places/index.html",
        "departments/ecology.html",
    ):
        tab.shape(360)
        opened = tab.open(name)
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        opened.emulate_media(media="print")
        opened.set_viewport_size({"width": 673, "height": 960})
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert not opened.locator("nav.wz-nav").is_visible()
        assert opened.locator("h1").is_visible()
        opened.emulate_media(media="screen")


def test_a_topic_that_rises_stands_with_both_periods_and_a_busy_one_is_named() -> None:
    """Twelve letters about roads in the last quarter over ten a year before: 20 % more."""
    letters = [
        letter(100 * month + n, date(year, month, 5 + n), 2, topic="roads/lamps")
        for year, each in ((2025, (4, 3, 3)), (2026, (4, 4, 4)))
        for month, count in enumerate(each, start=1)
        for n in range(count)
    ]
    tally = tallied(letters, today=date(2026, 4, 10))
    county = tally.catalogue.county
    reports = {one.address: one for one in number_pages(View(tally.catalogue, tally))}
    for address in ("statistics/2026-q1.html", "statistics/index.html"):
        report = reports[address]
        html = (
            environment(county)
            .get_template(report.template)
            .render({**report.context(), "page": report, "to": lambda target: target})
        )
        tree = parsed(html.encode())
        shown = rows(tree.xpath("//section[@aria-labelledby='topics']/div[1]")[0])
        assert shown["roads/lamps"] == ["12", "10", "+20.0% n = 10"]
        assert "写得最多的是roads" in "".join(tree.text_content().split())


@pytest.mark.browser
def test_on_paper_a_total_stands_once_below_all_its_rows(
    demo_site: Path, reader: Callable[..., Reader]
) -> None:
    """Browsers repeat a table's foot on every sheet that the table reaches."""
    paper = reader(demo_site.as_uri() + "/").open("statistics/2026-q3.html").pdf(format="A4")
    lines = [line for sheet in PdfReader(BytesIO(paper)).pages for line in sheet.extract_text().splitlines()]
    found = [re.match(r"(书记信箱|信访信箱|办事咨询|合计) +\d", line) for line in lines]
    rows_found = [match[1] for match in found if match]
    assert rows_found.count("合计") == 1
    assert rows_found[: rows_found.index("合计")] == ["书记信箱", "信访信箱", "办事咨询"]
