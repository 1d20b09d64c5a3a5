"""Whatever a citizen wrote comes back from the page as the same text and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from generator.catalogue import County, catalogue
from generator.clock.status import all_progress, told
from generator.clock.working_days import WorkingDays
from generator.frame import frame
from generator.model import Case
from generator.model.county import Column, Department, Site, Topic
from generator.page import Page
from generator.pages import View
from generator.pages.records import record_pages
from generator.render import render
from generator.render.lists import Lists
from generator.shell import PROJECT, Shell, shell
from generator.stats.tally import tally

RULE = {"title": "办法", "answers": "谁", "publishes": "什么", "limits": [{"step": "reply", "days": "7"}]}
COUNTY = County(
    site=Site.model_validate(
        {
            "title": "t",
            "county": "c",
            "url": "https://wenzheng.example.org",
            "description": "d",
            "contact": "x",
        }
    ),
    columns={
        "mayor": Column.model_validate(
            {"id": "mayor", "title": "信箱", "kind": "case", "prefix": "XZ", "purpose": "p", "rule": RULE}
        )
    },
    departments={"office": Department(id="office", name="办公室")},
    topics={"a": Topic(id="a", title="甲")},
    policies={},
    places=(),
)
DAYS = WorkingDays()
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), min_size=1
).filter(lambda text: text.strip())


@pytest.fixture(scope="module")
def empty() -> Shell:
    return shell(frame(COUNTY, "1", {}), {}, PROJECT / "mkdocs.yml")


def page_of(case: Case, empty: Shell) -> bytes:
    whole = catalogue(COUNTY, date(2026, 4, 1), [case], [])
    stands = all_progress(whole, DAYS)
    view = View(whole, tally(whole, stands))
    pages: list[Page] = list(record_pages(view, [(one, told(stands[one.id])) for one in whole.whole]))
    return next(iter(render(pages, empty, COUNTY)))[1]


def case(title: str, letter: str, reply: str) -> Case:
    return Case.model_validate(
        {
            "id": "XZ-2026-0001",
            "column": "mayor",
            "type": "help",
            "title": title,
            "topic": "a",
            "letter": letter,
            "events": [
                {"event": "received", "at": "2026-03-02"},
                {"event": "replied", "at": "2026-03-05", "by": "office", "answer": title, "text": reply},
            ],
        }
    )


@given(WORDS, WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_every_text_comes_back_as_it_was(empty: Shell, title: str, letter: str, reply: str) -> None:
    page = html.document_fromstring(page_of(case(title, letter, reply), empty).decode("utf-8"))
    assert page.xpath("string(//h1)") == " ".join(title.split())
    said = [p.text_content() for p in page.xpath("//section[@class='wz-letter']/p")][:-1]
    assert said == [line.strip() for line in letter.strip().splitlines() if line.strip()]


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_no_text_adds_an_element_to_the_page(empty: Shell, text: str) -> None:
    one_line = "".join(text.split()) or "x"

    def skeleton(words: str) -> list[tuple[str, tuple[str, ...]]]:
        tree = html.document_fromstring(page_of(case(words, words, words), empty).decode("utf-8"))
        return [(str(node.tag), tuple(node.attrib)) for node in tree.iter()]

    assert skeleton(one_line) == skeleton("文")


def test_a_page_says_its_canonical_address_and_its_description(empty: Shell) -> None:
    page = html.document_fromstring(page_of(case("题 & 目", "信", "复"), empty).decode("utf-8"))
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://wenzheng.example.org/mayor/XZ-2026-0001.html"
    ]
    assert page.xpath("//meta[@name='description']/@content") == ["题 & 目"]
    assert page.xpath("string(//title)") == "题 & 目 · t"


def test_an_entry_of_a_list_is_that_of_the_record_as_it_stands_today() -> None:
    """Entries are remembered while a county's pages are made, and a build may be followed by another."""
    lists = Lists(COUNTY)

    def entries(title: str, today: date) -> str:
        whole = catalogue(COUNTY, today, [case(title, "信", "复")], [])
        return lists.entries(whole.records, lambda target: target, all_progress(whole, DAYS))

    first = entries("甲 <b>", date(2026, 4, 1))
    assert "甲 &lt;b&gt;" in first and 'href="mayor/XZ-2026-0001.html"' in first
    assert entries("乙", date(2026, 4, 1)) == first.replace("甲 &lt;b&gt;", "乙")
    assert entries("甲 <b>", date(2026, 4, 1)) == first
