"""The switches of the page head in a real Chromium: dark colours by choice, and the version for elders (长辈版)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.rig.browse import Reader
from tests.rig.markup import cover

pytestmark = pytest.mark.browser
Opener = Callable[..., Reader]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
SMALL = """() => {
  const found = new Set();
  const name = element => [element.localName, ...element.classList].join(".");
  const seen = element => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.width > 1 && box.height > 1;
  };
  const words = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg") || !seen(element)) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    if (words(element) && size < 18) found.add("text " + name(element) + " " + style.fontSize);
    if (words(element) && element.matches("main p, main li, main dd") && parseFloat(style.lineHeight) / size < 1.599)
      found.add("lines " + name(element) + " " + style.lineHeight);
    if (!element.matches("a[href], button, input, select, summary")) continue;
    const inline = style.display === "inline" && words(element.parentElement);
    const { width, height } = element.getBoundingClientRect();
    if (!inline && (height < 43.9 || (width < 43.9 && element.localName !== "a")))
      found.add("target " + name(element.parentElement) + ">" + name(element));
  }
  return [...found].sort();
}"""
"""Text under 18 px, lines under 1.6, targets under 44 px; a link may be as narrow as its words, or part of a line."""


def switch(page: Page, name: str) -> None:
    page.locator(f"[data-wz-switch={name}]").click()


def test_dark_by_choice_looks_as_dark_by_system_and_is_kept(demo_site: Path, reader: Opener) -> None:
    chosen, given = (reader(demo_site.as_uri() + "/") for _ in range(2))
    chosen.shape(1280, "light")
    given.shape(1280, "dark")
    light = chosen.open("index.html").evaluate(BACKGROUND)
    switch(chosen.page, "dark")
    assert chosen.page.evaluate(BACKGROUND) == given.open("index.html").evaluate(BACKGROUND) != light
    for page in cover(demo_site)[:3]:
        chosen.open(page)
        assert chosen.page.evaluate(BACKGROUND) == given.page.evaluate(BACKGROUND)
        assert chosen.axe("color-contrast") == []
    switch(chosen.page, "dark")
    assert chosen.page.evaluate(BACKGROUND) == light


@pytest.mark.parametrize("width", [360, 1280])
def test_the_version_for_elders_is_large_and_strong(demo_site: Path, reader: Opener, width: int) -> None:
    """On every kind of markup; DESIGN §7 and the Chinese standard for accessible pages name the measures."""
    tab = reader(demo_site.as_uri() + "/")
    tab.shape(width)
    tab.open("index.html")
    switch(tab.page, "elder")
    small: dict[str, str] = {}
    for page in cover(demo_site):
        found = [*tab.open(page).evaluate(SMALL), *tab.axe("color-contrast-enhanced")]
        small |= {fault: page for fault in found if fault not in small}
        if tab.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            small["scrolls sideways"] = page
    assert small == {}
