"""The search in a real Chromium, from http and from files: every hit of a plain scan, in order, and nothing injected."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from generator import addresses
from generator.assets import assets
from generator.examining import checked, frozen, tallied
from generator.search import Document, SearchSettings, fold, search
from generator.stats.counting import column_figures, figures
from generator.stats.sums import By
from tests.rig.browse import Reader
from tests.rig.building import DEMO
from tests.rig.search_reader import Shelves

pytestmark = pytest.mark.browser
Opener = Callable[..., Reader]
KINDS = ("case", "call", "session", "survey", "clarification")
FACETS = (
    *("column", "department", "topic", "place", "type"),
    *("channel", "year", "status", "timing", "outcome", "reached"),
)


@dataclass(frozen=True)
class Scan:
    """The folded fields of every record, newest first: what a plain scan reads."""

    ids: list[str]
    fields: list[list[str]]

    def hits(self, *phrases: str, without: Iterable[str] = ()) -> list[str]:
        def holds(fields: list[str], phrase: str) -> bool:
            return any(fold(phrase) in field for field in fields)

        return [
            name
            for name, fields in zip(self.ids, self.fields, strict=True)
            if all(holds(fields, phrase) for phrase in phrases)
            and not any(holds(fields, phrase) for phrase in without)
        ]


@pytest.fixture(scope="module")
def scan(demo_site: Path) -> Scan:
    """The texts of the demonstration county, as the index says that it covers them."""
    records = shelves_of(demo_site).texts[::-1]
    return Scan([record[0] for record in records], [list(map(fold, record[6:])) for record in records])


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, demo_site: Path, serve: Callable[..., str]) -> str:
    return demo_site.as_uri() + "/" if request.param == "file" else serve(demo_site, "/county/")


def shelves_of(site: Path) -> Shelves:
    return Shelves(
        {path.relative_to(site).as_posix(): path.read_bytes() for path in (site / "search").rglob("*.js")}
    )


def ask(page: Page, query: str, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "([query, options]) => wenzheng.search(query, options)", [query, options]
    )
    return found


def ids(result: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in result["hits"]]


def sought(page: Page) -> str:
    """What the search page says, once it has an answer."""
    expect(page.locator("#wz-search .wz-s-status")).not_to_contain_text("正在")
    return page.locator("#wz-search .wz-s-status").inner_text()


def test_every_phrase_finds_what_a_plain_scan_finds_newest_first(
    root: str, reader: Opener, scan: Scan
) -> None:
    page = reader(root).open("about.html")
    chance = random.Random(1)
    for length in [*range(1, 13), 20, 40] * 4:
        text = chance.choice([field for field in chance.choice(scan.fields) if field])
        start = chance.randrange(max(1, len(text) - length))
        phrase = text[start : start + length]
        if " " in phrase or phrase.startswith(("-", '"')):
            continue
        result = ask(page, phrase, limit=1000, sort="newest")
        assert (phrase, ids(result)) == (phrase, scan.hits(phrase))
        assert (result["total"], result["exact"]) == (len(result["hits"]), True)


def test_several_terms_must_all_occur_and_excluded_ones_must_not(
    root: str, reader: Opener, scan: Scan
) -> None:
    page = reader(root).open("about.html")
    for terms, without in ((("小区", "物业"), ()), (("小区",), ("物业",)), (("的", "了", "小区"), ("县",))):
        query = " ".join((*terms, *(f"-{term}" for term in without)))
        assert ids(ask(page, query, limit=1000, sort="newest")) == scan.hits(*terms, without=without)


def test_titles_come_first_unless_the_newest_are_wanted(root: str, reader: Opener, scan: Scan) -> None:
    page = reader(root).open("about.html")
    titled = [name for name, fields in zip(scan.ids, scan.fields, strict=True) if "小区" in fields[0]]
    rest = [name for name in scan.hits("小区") if name not in titled]
    assert titled and rest
    assert ids(ask(page, "小区", limit=1000)) == titled + rest
    assert ids(ask(page, "小区", limit=3, offset=2)) == (titled + rest)[2:5]


def test_spellings_ids_and_days_find_the_same_records(root: str, reader: Opener, scan: Scan) -> None:
    page = reader(root).open("about.html")
    assert ids(ask(page, "小區　", limit=1000, sort="newest")) == scan.hits("小区")
    name = scan.ids[len(scan.ids) // 2]
    hit = ask(page, name.lower())["hits"][0]
    assert hit["id"] == name
    assert name in ids(ask(page, hit["at"], limit=1000))


def test_letters_find_titles_by_their_pinyin_when_no_text_holds_them(root: str, reader: Opener) -> None:
    page = reader(root).open("about.html")
    for letters in ("dianti", "dt"):
        result = ask(page, letters, limit=1000)
        assert result["by"] == "pinyin"
        assert any("电梯" in hit["title"] for hit in result["hits"])


def test_facets_count_the_records_of_the_open_data(root: str, demo_site: Path, reader: Opener) -> None:
    page = reader(root).open("about.html")
    records = {
        record["id"]: record
        for kind in KINDS
        for record in map(json.loads, (demo_site / f"data/{kind}.jsonl").read_text("utf-8").splitlines())
    }
    result = ask(page, "小区", limit=1000)
    found = [records[name] for name in ids(result)]
    assert result["facets"]["column"] == Counter(record["column"] for record in found)
    assert result["facets"]["topic"] == Counter(record["topic"] for record in found if record.get("topic"))
    years = Counter(hit["at"][:4] for hit in result["hits"])
    assert result["facets"]["year"] == years
    column = max(result["facets"]["column"], key=result["facets"]["column"].get)
    narrowed = ask(page, "小区", limit=1000, column=column)
    assert ids(narrowed) == [record["id"] for record in found if record["column"] == column]
    assert narrowed["facets"]["column"] == result["facets"]["column"]
    for facet in FACETS:
        for value, count in result["facets"][facet].items():
            kept = ask(page, "小区", limit=0, **{facet: value})["total"]
            assert kept >= count if facet == "topic" else kept == count


def rows(site: Path, name: str) -> list[dict[str, str]]:
    with (site / f"data/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_without_words_facets_and_days_list_the_rows_of_the_open_data_newest_first(
    root: str, demo_site: Path, reader: Opener, scan: Scan
) -> None:
    page = reader(root).open("about.html")
    cases = rows(demo_site, "case")

    def listed(fits: Callable[[dict[str, str]], bool], **chosen: object) -> None:
        wanted = {row["id"] for row in cases if fits(row)}
        assert wanted
        found = ask(page, "", limit=1000, **chosen)
        assert ids(found) == [name for name in scan.ids if name in wanted]
        assert (found["total"], found["exact"]) == (len(wanted), True)

    listed(lambda row: True, kind="case")
    listed(lambda row: row["channel"] in ("phone", "visit"), channel=["phone", "visit"])
    place = next(row["place"] for row in cases if row["place"])
    listed(lambda row: row["place"] == place, place=place)
    listed(lambda row: row["outcome"] == "solved", outcome="solved")
    quarter = {"from": "2026-01-01", "to": "2026-03-31"}
    listed(lambda row: "2026-01-01" <= row["received"][:10] <= "2026-03-31", kind="case", **quarter)
    day = cases[len(cases) // 2]["received"][:10]
    listed(lambda row: row["received"][:10] == day, kind="case", **{"from": day, "to": day})
    listed(lambda row: row["received"][:10] <= day and row["channel"] == "web", channel="web", to=day)
    petitions = {"kind": "case", "column": "petition"}
    listed(
        lambda row: row["received"][:10] >= day and row["column"] == "petition", **petitions, **{"from": day}
    )


def test_every_figure_is_found_again_by_the_search_behind_it(root: str, reader: Opener) -> None:
    page = reader(root).open("about.html")
    found = checked(DEMO.content, DEMO.config)
    assert found.content is not None
    tally = tallied(frozen(found.content, found.today))
    groups: tuple[By, ...] = ("all", "column", "department", "topic", "type", "channel", "place")
    asked: dict[str, tuple[int, str]] = {}
    for by in groups:
        for value in tally.values(by)[:6]:
            for period in tally.periods(by, value)[:3]:
                for name, figure in figures(tally, by, value, period).items():
                    if figure.behind is not None:
                        asked[json.dumps(figure.behind)] = (figure.n, f"{by} {value} {period.key} {name}")
    for column in tally.catalogue.county.columns:
        for name, figure in column_figures(tally, column).items():
            if figure.behind is not None:
                asked[json.dumps(figure.behind)] = (figure.n, f"{column} {name}")
    assert len(asked) > 500
    counted = page.evaluate(
        """async (all) => {
          const totals = [];
          for (const facets of all) totals.push((await wenzheng.search("", { ...facets, limit: 0 })).total);
          return totals;
        }""",
        [{name: list(values) for name, values in json.loads(facets).items()} for facets in asked],
    )
    wrong = [
        (label, n, total) for (n, label), total in zip(asked.values(), counted, strict=True) if n != total
    ]
    assert wrong == []


def test_strange_choices_let_nothing_through_and_what_is_no_day_is_no_choice(
    demo_site: Path, reader: Opener
) -> None:
    page = reader(demo_site.as_uri() + "/").open("about.html")
    everything = ask(page, "的", limit=0)["total"]
    for choice in ({"timing": "soon"}, {"place": "nowhere"}, {"kind": "letter"}, {"to": "1900-01-01"}):
        assert ask(page, "的", limit=0, **choice)["total"] == 0
    assert ask(page, "的", limit=0, **{"from": "2026-05-01", "to": "2026-04-30"})["total"] == 0
    for nonsense in ("2026-02-30", "yesterday", "", "2026-13-01"):
        assert ask(page, "的", limit=0, to=nonsense)["total"] == everything


def test_an_address_without_words_shows_its_conditions_as_chips_that_go_one_by_one(
    root: str, demo_site: Path, reader: Opener
) -> None:
    tab = reader(root)
    address = addresses.search(
        {"kind": ("case",), "timing": ("late", "overdue"), "from": ("2026-01-01",), "to": ("2026-06-30",)}
    )
    page = tab.open(address)
    first = sought(page)
    chips = page.locator(".wz-s-chip")
    assert [chip.rstrip(" ×") for chip in chips.all_inner_texts()] == [
        "答复时限：逾期答复",
        "答复时限：逾期未答复",
        "记录种类：办件",
        "收件日期：2026-01-01 至 2026-06-30",
    ]
    page.get_by_role("link", name="去掉条件 收件日期").click()
    expect(chips).to_have_count(3)
    assert "from=" not in page.url and "timing=late" in page.url
    assert sought(page) != first
    days = page.locator(".wz-s-hit time").all_inner_texts()
    assert days == sorted(days, reverse=True)
    page.go_back()
    expect(chips).to_have_count(4)
    assert sought(page) == first
    assert tab.complaints == []


def test_a_long_list_without_words_is_paged(demo_site: Path, reader: Opener, scan: Scan) -> None:
    page = reader(demo_site.as_uri() + "/").open(addresses.search({"kind": ("case",)}))
    sought(page)
    titles = page.locator(".wz-s-link").all_inner_texts()
    page.get_by_role("navigation", name="结果分页").get_by_role("link", name="2", exact=True).click()
    expect(page.locator(".wz-s-list")).to_have_attribute("start", "11")
    assert "page=2" in page.url
    assert not set(titles) & set(page.locator(".wz-s-link").all_inner_texts())


def test_typing_shows_first_hits_and_enter_opens_one_with_its_words_marked(root: str, reader: Opener) -> None:
    tab = reader(root)
    page = tab.open("about.html")
    page.keyboard.press("/")
    page.keyboard.type("电梯")
    box = page.get_by_role("listbox")
    expect(box.locator("mark").first).to_have_text("电梯")
    page.keyboard.press("ArrowDown")
    chosen = box.get_by_role("option", selected=True)
    title = chosen.locator(".wz-s-suggested").inner_text()
    page.keyboard.press("Enter")
    mark = page.locator("main mark.wz-s-mark, #main mark.wz-s-mark").first
    expect(mark).to_have_text("电梯")
    expect(mark).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert tab.complaints == []


def test_the_address_holds_the_search_and_back_returns_to_it(root: str, reader: Opener) -> None:
    tab = reader(root)
    tab.shape(1280)
    page = tab.open(f"search.html?q={quote('小区')}")
    first = sought(page)
    page.locator(".wz-s-facet:has-text('栏目') + ul .wz-s-value").first.click()
    expect(page.locator(".wz-s-chip")).to_have_count(1)
    assert "column=" in page.url
    narrowed, address = sought(page), page.url
    page.get_by_role("link", name="最新优先").click()
    page.go_back()
    page.go_back()
    expect(page.locator(".wz-s-chip")).to_have_count(0)
    assert sought(page) == first
    page.goto(address)
    assert sought(page) == narrowed
    assert tab.complaints == []


def test_results_name_column_department_day_and_answer_and_lead_to_the_record(
    root: str, reader: Opener
) -> None:
    tab = reader(root)
    page = tab.open(f"search.html?q={quote('电梯')}")
    sought(page)
    hit = page.locator(".wz-s-hit").first
    for part in (".wz-s-column", ".wz-s-department", "time", ".wz-s-seal", ".wz-s-mark"):
        expect(hit.locator(part).first).not_to_be_empty()
    hit.locator(".wz-s-link").click()
    expect(page.locator("mark.wz-s-mark").first).to_be_visible()
    assert tab.complaints == []


def test_arrows_walk_through_the_results(demo_site: Path, reader: Opener) -> None:
    page = reader(demo_site.as_uri() + "/").open(f"search.html?q={quote('小区')}")
    sought(page)
    links = page.locator(".wz-s-link")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.first).to_be_focused()


@pytest.mark.parametrize(
    "query",
    [
        "<img src=x onerror=alert(1)>",
        "\"'><script>alert(1)</script>",
        ".*+?^${}()|[]\\",
        "。。，！",
        '"',
        '""',
        "-",
        "%",
        "\0\x01",
        "字" * 10_000,
        "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 40,
        "👨‍👩‍👧",
    ],
)
def test_a_strange_query_gets_a_sane_answer(demo_site: Path, reader: Opener, query: str) -> None:
    tab = reader(demo_site.as_uri() + "/")
    page = tab.open(f"search.html?q={quote(query)}")
    assert sought(page)
    assert page.locator("#wz-search img, #wz-search script").count() == 0
    assert tab.complaints == []


def test_lone_surrogates_find_nothing(demo_site: Path, reader: Opener) -> None:
    page = reader(demo_site.as_uri() + "/").open("about.html")
    assert page.evaluate("wenzheng.search('\\ud800').then(found => found.total)") == 0
    assert page.evaluate("wenzheng.search('小\\udfff区').then(found => found.total)") > 0


@pytest.mark.parametrize("harm", ["missing", "cut", "changed", "of another build"])
@pytest.mark.parametrize("family", ["i", "t", "start"])
def test_a_missing_or_damaged_file_is_told_in_a_sentence(
    demo_site: Path, tmp_path: Path, reader: Opener, family: str, harm: str
) -> None:
    site = Path(shutil.copytree(demo_site, tmp_path / "site"))
    files = (
        [site / "search/start.js"] if family == "start" else sorted((site / "search" / family).rglob("*.js"))
    )
    for file in files:
        content = file.read_bytes()
        if harm == "missing":
            file.unlink()
        elif harm == "cut" or family == "start":
            file.write_bytes(content[: len(content) // 2])
        elif harm == "changed":
            middle = len(content) // 2
            file.write_bytes(
                content[:middle] + (b"B" if content[middle:][:1] == b"A" else b"A") + content[middle + 1 :]
            )
        else:
            file.write_bytes(content[:-6] + bytes([content[-6] ^ 3]) + content[-5:])
    page = reader(site.as_uri() + "/").open(f"search.html?q={quote('小区')}")
    expect(page.get_by_role("alert")).to_contain_text("缺失、损坏或刚刚更新")
    expect(page.locator("#wz-search")).not_to_contain_text("正在查找")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_results_are_accessible_and_fit(demo_site: Path, reader: Opener, width: int, theme: str) -> None:
    tab = reader(demo_site.as_uri() + "/", lenient=True)
    tab.shape(width, "dark" if theme == "dark" else "light")
    page = tab.open(f"search.html?q={quote('小区')}")
    sought(page)
    assert tab.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_box_leads_to_an_explanation(root: str, reader: Opener) -> None:
    page = reader(root, scripts=False).open("index.html")
    page.locator("form.wz-find:visible input[type=search]").first.fill("小区")
    page.locator("form.wz-find:visible button").first.click()
    assert "/search.html?q=" in page.url
    expect(page.locator("#wz-browse")).to_be_visible()


@pytest.mark.real
def test_real_letters_are_found_as_a_plain_scan_finds_them(
    real_data: Path, tmp_path: Path, reader: Opener
) -> None:
    rows = CalamineWorkbook.from_path(str(real_data / "letters/letters-2816.xlsx")).get_sheet_by_name(
        "Sheet1"
    )
    letters = [[str(row[i]).strip() for i in (2, 4, 5)] for row in rows.to_python()[1:]]
    known = [
        Document(
            f"XZ-1-{n}",
            f"x/{n}.html",
            title,
            "x",
            (),
            "",
            "consult",
            "2020-01-01",
            "open",
            "",
            (letter, reply),
        )
        for n, (title, letter, reply) in enumerate(letters)
    ]
    for path, content in (*search(known, SearchSettings({}, {}, {}, {}, {})), *assets().items()):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "a.html").write_text('<script src="assets/search.js" data-root=""></script>', "utf-8")
    known, letters = zip(*sorted(zip(known, letters, strict=True), key=lambda pair: pair[0].id), strict=True)
    real = Scan([document.id for document in known], [list(map(fold, fields)) for fields in letters])
    page = reader(tmp_path.as_uri() + "/").open("a.html")
    chance = random.Random(2)
    for round_ in range(150):
        text = chance.choice(chance.choice(letters)[0 if round_ % 3 else chance.randrange(3) :]) or "的"
        start, length = chance.randrange(len(text)), chance.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 15))
        phrase = text[start : start + length]
        if not fold(phrase) or len(phrase.split()) != 1 or phrase.startswith(("-", '"')):
            continue
        result = ask(page, phrase, limit=20, sort="newest", settle=True, facets=False)
        expected = real.hits(phrase)
        if result["by"] == "words":
            assert (phrase, result["total"], result["exact"]) == (phrase, len(expected), True)
            assert ids(result) == expected[:20]
        else:
            assert expected == []
