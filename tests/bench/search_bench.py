"""`python -m tests.bench --search [RECORDS]`: what the search costs to build and to ask, on recombined letters.

The letters come from WENZHENG_REAL_DATA; each record has a real title, and sentences of other real letters and replies.
With Pagefind on the machine it indexes the same records in the same run, for a ratio.
"""

from __future__ import annotations

import gzip
import html
import multiprocessing
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook

from generator.assets import assets
from generator.search import Document, SearchSettings, search
from tests.rig.browse import launched
from tests.rig.tools import chromium

REAL = Path(os.environ.get("WENZHENG_REAL_DATA", "../shared/data"), "letters/letters-2816.xlsx")
QUERIES = 120
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+$")
_FACETS = {
    "column": 4,
    "department": 24,
    "topic": 40,
    "type": 6,
    "channel": 7,
    "place": 18,
    "timing": 5,
    "outcome": 4,
}
Letter = tuple[str, list[str], list[str]]
"""Title, sentences of the letter, sentences of the reply."""


def letters() -> list[Letter]:
    rows = CalamineWorkbook.from_path(str(REAL)).get_sheet_by_name("Sheet1").to_python()[1:]
    tidy = ([" ".join(str(row[i]).split()) for i in (2, 4, 5)] for row in rows)
    return [(title, _SENTENCE.findall(letter), _SENTENCE.findall(reply)) for title, letter, reply in tidy]


def recombined(source: list[Letter], count: int) -> Iterator[Document]:
    """So many records, newest first; up to the number of real letters these themselves."""
    chance = random.Random(7)
    asked = [sentence for _, letter, _ in source for sentence in letter]
    answered = [sentence for _, _, reply in source for sentence in reply]
    for number in range(count):
        title, letter, reply = source[number if count <= len(source) else chance.randrange(len(source))]
        if count > len(source):
            letter, reply = [chance.choice(asked) for _ in letter], [chance.choice(answered) for _ in reply]
        facet = {name: f"{name}-{min(int(chance.expovariate(4) * n), n - 1)}" for name, n in _FACETS.items()}
        day = date(2026, 10, 1) - timedelta(days=number * 2600 // count)
        name = f"XZ-{day.year}-{count - number:06}"
        yield Document(
            id=name,
            url=f"{facet['column']}/{name}.html",
            title=title,
            column=facet["column"],
            departments=(facet["department"],),
            topic=facet["topic"],
            type=facet["type"],
            at=day.isoformat(),
            status="replied" if reply else "open",
            answer=reply[0][:40] if reply else "",
            texts=("".join(letter), "".join(reply)),
            channel=facet["channel"],
            place=facet["place"],
            timing=facet["timing"],
            outcome=facet["outcome"],
        )


def build(count: int, folder: str) -> None:
    """Build the index in a process of its own, and print what it took."""
    covered, written, spent, own = 0, 0, 0.0, time.process_time()

    def counted() -> Iterator[Document]:
        nonlocal covered, spent
        source = recombined(letters(), count)
        while True:
            begun = time.process_time()
            document = next(source, None)
            if document is None:
                return
            covered += sum(len(text.encode()) for text in (document.title, document.answer, *document.texts))
            spent += time.process_time() - begun
            yield document

    settings = SearchSettings({}, {}, {}, {}, {})
    begun = time.perf_counter()
    for path, content in search(counted(), settings):
        target = Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        written += len(content)
    wall, cpu = time.perf_counter() - begun, time.process_time() - own - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{count} records: {wall:.1f} s in all, {cpu:.1f} s of CPU for the index and its files, {peak:.2f} GB"
    )
    print(f"index and texts are {written / 1e6:.1f} MB, {written / covered:.2f} times their UTF-8 text")


def pagefind(count: int) -> float | None:
    """Seconds that Pagefind takes for the same records as HTML pages; None where there is no Pagefind."""
    program = shutil.which("pagefind")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        for document in recombined(letters(), count):
            page = Path(folder, document.url)
            page.parent.mkdir(exist_ok=True)
            text = "".join(f"<p>{html.escape(text)}</p>" for text in document.texts)
            page.write_text(f'<html lang="zh"><h1>{html.escape(document.title)}</h1>{text}</html>', "utf-8")
        begun = time.perf_counter()
        subprocess.run([program, "--site", folder], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun


class Zipped(SimpleHTTPRequestHandler):
    """Files, gzipped as servers do."""

    def do_GET(self) -> None:
        if not Path(self.translate_path(self.path)).is_file():
            self.send_error(404)
            return
        content = gzip.compress(Path(self.translate_path(self.path)).read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path.partition("?")[0]))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def asked(browser: Browser, root: str, query: str) -> tuple[int, int, int, float]:
    """Bytes and requests beyond the bootstrap, bytes of the bootstrap, and milliseconds of the tab's CPU, cold."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    addresses: dict[str, str] = {}
    sizes: dict[str, float] = {}
    session.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(f"{root}search.html?q={quote(query)}")
    page.wait_for_selector(".wz-s-hit, .wz-s-error")
    page.wait_for_load_state("networkidle")
    spent: dict[str, Any] = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    found = {addresses[key].removeprefix(root): size for key, size in sizes.items()}
    context.close()
    data = [size for path, size in found.items() if re.match(r"search/(a|i|l|m|t|slots)\b", path)]
    once = sum(size for path, size in found.items() if re.match(r"search/start|assets/.*js", path))
    return int(sum(data)), len(data), int(once), spent["TaskDuration"] * 1000


def ask(count: int, folder: Path) -> None:
    """Ask cold queries of two to eight characters from titles, and print what they took."""
    executable = chromium()
    if executable is None:
        print("no Chromium: the queries are not measured")
        return
    for path, content in assets().items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "search.html").write_text(
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>-</title>'
        '<script src="assets/search.js" data-root="" defer></script><main><div id="wz-search"></div></main></html>',
        "utf-8",
    )
    chance = random.Random(11)
    titles = [title for title, _, _ in letters() if len(title) >= 8][:count]
    queries: list[str] = []
    while len(queries) < QUERIES:
        title, size = chance.choice(titles), chance.randint(2, 8)
        start = chance.randrange(len(title) - size + 1)
        if re.fullmatch(r"\w+", title[start : start + size]):
            queries.append(title[start : start + size])
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Zipped, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with launched(executable) as browser:
            found = [asked(browser, f"http://127.0.0.1:{server.server_port}/", query) for query in queries]
        server.shutdown()
    for name, unit, values in zip(
        ("bytes", "requests", "bootstrap", "CPU"), ("B", "", "B", "ms"), zip(*found, strict=True), strict=True
    ):
        spread = statistics.quantiles(values, n=20)
        print(
            f"{name}: median {statistics.median(values):.0f}, 95 % {spread[-1]:.0f}, most {max(values):.0f} {unit}"
        )


def main(count: int = 2816) -> None:
    if not REAL.is_file():
        print(f"no letters at {REAL}: set WENZHENG_REAL_DATA")
        return
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        child = multiprocessing.get_context("spawn").Process(target=build, args=(count, folder))
        child.start()
        child.join()
        own = time.perf_counter() - begun
        theirs = pagefind(count)
        if theirs is not None:
            print(f"Pagefind takes {theirs:.1f} s, {theirs / own:.1f} times as long")
        ask(count, Path(folder))
