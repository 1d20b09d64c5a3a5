"""Chromium as a reader: opens pages, notes what they ask for and complain of, lets axe-core judge them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.rig.markup import Feature

Theme = Literal["light", "dark"]
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No name resolves, so a page that asks another host cannot reach it and cannot slow the tests down.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


_COUNT = """page => {
  const counted = new Map();
  for (const element of new DOMParser().parseFromString(page, "text/html").querySelectorAll("*")) {
    const key = [element.localName, ...element.getAttributeNames().sort()].join(" ");
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return [...counted];
}"""


class Complaint(NamedTuple):
    """One thing that a reader's browser should never have had to do or say."""

    page: str
    kind: str
    """`console`, `error`, `request`, `failed` or `dialog`"""
    text: str


@contextmanager
def launched(executable: Path) -> Iterator[Browser]:
    """A headless Chromium that can reach loopback and files only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """One tab for page after page; `root` is the site's address, and a request beyond it is a complaint."""

    def __init__(self, browser: Browser, root: str, *, scripts: bool = True, lenient: bool = False) -> None:
        """`scripts=False` reads without JavaScript; `lenient` suspends the Content-Security-Policy."""
        self.root = root
        self.complaints: list[Complaint] = []
        self._context = browser.new_context(java_script_enabled=scripts, bypass_csp=lenient)
        self.page: Page = self._context.new_page()
        self._here = ""
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._complain("error", str(error)))
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)
        self.page.on("requestfailed", self._on_failure)
        self.page.on("dialog", self._on_dialog)

    def open(self, path: str) -> Page:
        """Load a page of the site, by its path below the root."""
        self._here = path
        self.page.goto(self.root + path, wait_until="load")
        return self.page

    def shape(self, width: int, theme: Theme = "light") -> None:
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")

    def axe(self, *rules: str) -> list[str]:
        """What axe-core finds on the open page, a line for each rule and element; all rules, or those named."""
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE_SCRIPT)
        run_only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
        options = {"resultTypes": ["violations"], "preload": False, **run_only}
        result: dict[str, Any] = self.page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    def skeletons(self, pages: Sequence[bytes]) -> list[Counter[Feature]]:
        """The skeletons of pages as this browser parses them, without opening them."""
        counted = (self.page.evaluate(_COUNT, page.decode()) for page in pages)
        return [Counter({tuple(key.split(" ")): count for key, count in one}) for one in counted]

    def close(self) -> None:
        self._context.close()

    def _complain(self, kind: str, text: str) -> None:
        self.complaints.append(Complaint(self._here, kind, text))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self._complain("console", message.text)

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.root, "data:", "blob:")):
            self._complain("request", request.url)

    def _on_failure(self, request: Request) -> None:
        # A page that is left before its icon has come breaks off that request; nothing is wrong with it.
        if request.failure != "net::ERR_ABORTED":
            self._complain("failed", f"{request.failure} {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self._complain("failed", f"{response.status} {response.url}")

    def _on_dialog(self, dialog: Any) -> None:
        self._complain("dialog", dialog.message)
        dialog.dismiss()
