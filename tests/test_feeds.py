"""Feeds are valid Atom, newest activity first, and say nothing that a page would not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator import addresses
from generator.catalogue import Catalogue, catalogue
from generator.feeds import ENTRIES, feeds
from generator.model import Case
from generator.permalink import absolute, latest
from tests.rig.catalogues import empty, frozen, holding, letter, replied, seed
from tests.rig.hostile import Bundles, bundled, payloads

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
ONCE = ("id", "title", "updated")
KNOWN = {"id", "title", "subtitle", "updated", "published", "author", "link", "category", "summary", "entry"}


def parsed(catalogue: Catalogue) -> dict[str, etree._Element]:
    files = list(feeds(catalogue))
    assert len(dict(files)) == len(files)
    return {address: etree.fromstring(document) for address, document in files}


def said(element: etree._Element, name: str) -> list[str]:
    return [child.text or "" for child in element.findall(ATOM + name)]


def faults(feed: etree._Element) -> list[str]:
    """What in a document breaks RFC 4287, sections 4.1.1 and 4.1.2, or is not of its vocabulary."""
    entries = feed.findall(f"{ATOM}entry")
    found = [] if feed.tag == f"{ATOM}feed" else [f"root {feed.tag}"]
    for part in (feed, *entries):
        found += [f"{name} not once" for name in ONCE if len(said(part, name)) != 1]
        found += [f"unknown {child.tag}" for child in part if child.tag.removeprefix(ATOM) not in KNOWN]
        dates = said(part, "updated") + said(part, "published")
        found += [f"no date {text}" for text in dates if not RFC_3339.fullmatch(text)]
        found += [f"no IRI {text}" for text in said(part, "id") if not urlsplit(text).scheme]
        found += [
            f"nameless {author.tag}" for author in part.iter(f"{ATOM}author") if not said(author, "name")
        ]
        links = [(link.get("rel"), link.get("type")) for link in part.findall(f"{ATOM}link")]
        found += [f"twice {link}" for link in set(links) if links.count(link) > 1]
        found += ["no alternate"] if ("alternate", "text/html") not in links else []
        found += ["two summaries"] if len(said(part, "summary")) > 1 else []
    found += ["no self"] if feed.find(f"{ATOM}link[@rel='self']") is None else []
    found += ["no author"] if feed.find(f"{ATOM}author") is None else []
    ids = [text for entry in entries for text in said(entry, "id")]
    return found + ([] if len(ids) == len(set(ids)) else ["an id twice"])


def test_the_site_and_every_column_have_a_feed() -> None:
    expected = [addresses.FEED, *map(addresses.column_feed, seed().county.columns)]
    assert list(parsed(seed())) == expected


@pytest.mark.parametrize("county", [seed, empty])
def test_every_feed_obeys_the_rfc(county: Callable[[], Catalogue]) -> None:
    found = {address: faults(feed) for address, feed in parsed(county()).items()}
    assert not any(found.values()), found


def test_a_feed_names_itself_and_its_page() -> None:
    feed = parsed(seed())["mayor/feed.xml"]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://county.example/mayor/feed.xml",
        "alternate": "https://county.example/mayor/index.html",
    }
    assert said(feed, "id") == ["https://county.example/mayor/feed.xml"]


def test_the_sites_feed_holds_every_record_and_a_columns_feed_its_own() -> None:
    documents = parsed(seed())
    ids = {
        address: {text for entry in feed.iter(f"{ATOM}entry") for text in said(entry, "id")}
        for address, feed in documents.items()
    }
    records = seed().records
    assert ids.pop(addresses.FEED) == {absolute(seed().county, addresses.record(r)) for r in records}
    for address, found in ids.items():
        assert all(text.startswith(f"https://county.example/{address.split('/')[0]}/") for text in found)
    assert sum(map(len, ids.values())) == len(records)


def test_a_feed_without_records_is_of_the_day_it_was_built_for() -> None:
    assert said(parsed(empty())[addresses.FEED], "updated") == ["2026-06-30T00:00:00+08:00"]


def test_the_day_of_the_build_changes_no_feed_that_has_records() -> None:
    one = letter()
    files = [list(feeds(catalogue(seed().county, date(2026, 6, day), [one], ()))) for day in (29, 30)]
    assert files[0][:2] == files[1][:2]
    assert files[0][2:] != files[1][2:]


def test_a_moment_is_given_in_chinas_time_and_a_day_as_its_midnight() -> None:
    events = ({"event": "received", "at": "2026-03-02 09:14"}, replied("2026-03-10"))
    feed = parsed(holding(letter(1, *events)))[addresses.FEED]
    (entry,) = feed.findall(f"{ATOM}entry")
    assert said(entry, "published") == ["2026-03-02T09:14:00+08:00"]
    assert said(entry, "updated") == said(feed, "updated") == ["2026-03-10T00:00:00+08:00"]


@settings(deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=ENTRIES + 20))
def test_entries_stand_newest_activity_first_and_the_oldest_are_left_out(days: list[int]) -> None:
    cases = []
    for number, day in enumerate(days, 1):
        answered = date(2026, 1, 1) + timedelta(days=day)
        received = {"event": "received", "at": "2026-01-01"}
        cases.append(letter(number, received, replied(answered.isoformat())))
    feed = parsed(holding(*cases))[addresses.FEED]
    shown = [said(entry, "updated")[0] for entry in feed.findall(f"{ATOM}entry")]
    assert shown == sorted((f"{latest(case)}T00:00:00+08:00" for case in cases), reverse=True)[:ENTRIES]


def test_records_of_one_moment_stand_in_the_order_of_the_catalogue() -> None:
    cases = [letter(number, title=f"第{number}封") for number in (3, 1, 2)]
    feed = parsed(holding(*cases))[addresses.FEED]
    assert [said(entry, "title")[0] for entry in feed.findall(f"{ATOM}entry")] == ["第1封", "第2封", "第3封"]


def test_the_summary_is_the_newest_answer_in_one_sentence() -> None:
    events = (
        {"event": "received", "at": "2026-03-02"},
        replied("2026-03-03"),
        replied("2026-03-09", "又修好了。"),
    )
    (entry,) = parsed(holding(letter(1, *events)))[addresses.FEED].findall(f"{ATOM}entry")
    assert said(entry, "summary") == ["又修好了。"]
    assert said(entry.find(f"{ATOM}author"), "name") == ["文字办公室"]


def test_a_record_without_an_answer_is_summed_up_by_the_beginning_of_its_question() -> None:
    (entry,) = parsed(holding(letter(letter="灯\n坏" * 400)))[addresses.FEED].findall(f"{ATOM}entry")
    (summary,) = said(entry, "summary")
    assert len(summary) == 200
    assert summary.startswith("灯 坏灯 坏")
    assert summary.endswith("…")


def test_a_withheld_letter_is_in_no_feed() -> None:
    secret = letter(letter="不可公开之语", withheld={"reason": "privacy"}, summary="一封信")
    documents = b"".join(document for _, document in feeds(holding(secret)))
    assert "不可公开之语".encode() not in documents
    assert "一封信".encode() in documents


UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*")
"""A line of nothing else is refused before it comes here."""
LINES = st.text().filter(lambda text: not UNSEEN.fullmatch(text))


@settings(deadline=None)
@given(LINES, LINES)
def test_a_text_comes_back_as_it_was_but_for_what_xml_cannot_hold(title: str, answer: str) -> None:
    case = letter(1, {"event": "received", "at": "2026-03-02"}, replied("2026-03-03", answer), title=title)
    feed = parsed(holding(case))[addresses.FEED]
    assert faults(feed) == []
    (entry,) = feed.findall(f"{ATOM}entry")
    assert said(entry, "title") == [legal(case.title)]
    assert said(entry, "summary") == [legal(shortened(case))]


def legal(text: str) -> str:
    """XML 1.0, section 2.2: the characters that a document may hold; others are replaced."""
    ranges = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    fits = (c in "\t\n\r" or any(low <= ord(c) <= high for low, high in ranges) for c in text)
    return "".join(c if fit else "\ufffd" for c, fit in zip(text, fits, strict=True))


def shortened(case: Case) -> str:
    answer = case.answer or ""
    return answer if len(answer) <= 200 else answer[:199] + "…"


def test_no_hostile_text_makes_an_element(real_data: Path, tmp_path: Path) -> None:
    bundles = Bundles(bundled(payloads(real_data)), in_office_prose=False)
    county = frozen(tmp_path, bundles, copies=len(bundles.bundles))
    by_id = {absolute(county.county, addresses.record(record)): record for record in county.records}
    for address, feed in parsed(county).items():
        assert faults(feed) == [], address
        for entry in feed.findall(f"{ATOM}entry"):
            assert said(entry, "title") == [by_id[said(entry, "id")[0]].title]
