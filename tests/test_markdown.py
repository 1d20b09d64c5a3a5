"""Prose of the office: what it may hold, and what can never come of it."""

from __future__ import annotations

import pytest
from lxml import html

from generator.markdown import clean, rendered


def test_lists_tables_emphasis_and_links_work() -> None:
    out = rendered("1. 甲\n2. **乙**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[县政府](https://example.org)")
    for part in (
        "<ol>",
        "<strong>乙</strong>",
        "<table>",
        'href="https://example.org"',
        'rel="noopener noreferrer"',
    ):
        assert part in out


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "![x](https://example.org/a.png)",
        "<img src=x onerror=alert(1)>",
        '<a href="https://e.example" onclick="x()">y</a>',
        "<svg onload=alert(1)>",
        "<iframe src=//e.example></iframe>",
    ],
)
def test_nothing_that_acts_or_loads_survives(text: str) -> None:
    for out in (rendered(text), clean(text)):
        page = html.fragment_fromstring(out, create_parent="div")
        assert {element.tag for element in page.iter()} <= {"div", "p", "a"}
        for link in page.iter("a"):
            assert set(link.attrib) <= {"href", "rel"}
            assert link.get("href", "https:").startswith("https:")
