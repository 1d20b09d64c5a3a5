"""The shell is MkDocs' and Material's, rendered once for each folder depth; pages are stamped into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from generator.shell import DEPTHS, PROJECT, Frame, Shell, shell

NAVIGATION = [
    {"id": "home", "href": "index.html", "title": "首页"},
    {"id": "mayor", "href": "mayor/index.html", "title": "信箱 <b>"},
]
FRAME = Frame(
    title="县 & <i>",
    settings={
        "county": "县",
        "demonstration": True,
        "contact": "电话 <script>",
        "version": "?v=1",
        "navigation": NAVIGATION,
        "footer": [{"href": "about.html", "title": "关于"}],
    },
)
PROSE = {"about": "---\nhide: all\n---\n# 关于 **本站**\n\n一段话。\n", "plain": "没有标题\n"}


@pytest.fixture(scope="module")
def empty() -> Shell:
    return shell(FRAME, PROSE, PROJECT / "mkdocs.yml")


@pytest.mark.parametrize("depth", DEPTHS)
def test_links_of_the_shell_lead_to_the_root_from_every_depth(empty: Shell, depth: int) -> None:
    page = html.document_fromstring(empty.stamp(depth, "mayor", "", "题", "<p>正文</p>"))
    up = "../" * depth
    links = page.xpath("//header//nav//a")
    assert [link.get("href") for link in links] == [f"{up}index.html", f"{up}mayor/index.html"]
    assert page.xpath("//link[@rel='stylesheet']/@href")[-1] == f"{up}assets/wenzheng.css?v=1"
    assert page.xpath("//form/@action") == [f"{up}search.html"]
    assert page.xpath("//script[@data-root]/@data-root") == [up]


def test_only_the_readers_own_entry_is_marked(empty: Shell) -> None:
    page = html.document_fromstring(empty.stamp(1, "mayor", "", "题", ""))
    assert page.xpath("//nav//a[@aria-current]/@href") == ["../mayor/index.html"]
    assert b"data-wz-nav" not in empty.stamp(0, "nowhere", "", "题", "")


def test_names_of_the_county_and_titles_are_text(empty: Shell) -> None:
    page = html.document_fromstring(empty.stamp(0, "home", "", "</title><script>alert(1)</script>", ""))
    assert page.xpath("string(//title)") == "</title><script>alert(1)</script>"
    assert page.xpath("string(//*[@class='wz-brand__name'])") == "县 & <i>"
    assert not page.xpath("//script[not(@src)]")


def test_every_page_has_the_policy_and_no_inline_script_or_style(empty: Shell) -> None:
    page = html.document_fromstring(empty.stamp(2, "home", "", "题", ""))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert not page.xpath("//style") and not page.xpath("//*[@style]")


def test_prose_has_a_title_and_its_own_settings_are_not_shown(empty: Shell) -> None:
    title, body = empty.prose["about"]
    assert title == "关于 本站"
    assert "hide" not in body and "一段话。" in body
    assert empty.prose["plain"][0] == "plain"


def test_a_style_sheet_of_the_theme_comes_along_without_a_source_map(empty: Shell) -> None:
    assert [Path(name).suffix for name, _ in empty.files] == [".css"]
    assert all(b"sourceMappingURL" not in content for _, content in empty.files)


def test_the_same_frame_gives_the_same_shell(empty: Shell) -> None:
    assert shell(FRAME, PROSE, PROJECT / "mkdocs.yml") == empty
