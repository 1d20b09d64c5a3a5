import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from generator.publish import publish
from generator.serve import serve
from tests.rig.browse import Reader

ROOT = Path(__file__).parents[1]
PATIENCE = 30
CSP = "default-src 'none'; script-src 'self' 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='"
PAGE = (
    '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>公开</title><link rel="icon" href="data:,">'
    f'<meta http-equiv="Content-Security-Policy" content="{CSP}; img-src data:"></head><body><h1>{{}}</h1></body></html>'
)


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str

    @property
    def version(self) -> str:
        """Which build the page says it is from."""
        return self.body.partition("/__reload.js?v=")[2].partition('"')[0]


class Preview:
    """A running preview of one source folder, whose file `title` is all there is to its pages."""

    def __init__(self, folder: Path, watched: Sequence[Path], port: int) -> None:
        self.source, self.out = folder / "source", folder / "source/site"
        self.builds: Queue[bool] = Queue()
        self.during: Callable[[], None] = lambda: None
        self.stop = threading.Event()
        self._address: Queue[str] = Queue()
        self._thread = threading.Thread(
            target=serve,
            args=(self.build, self.out, [self.source, *watched], port),
            kwargs={"started": self._address.put, "stop": self.stop},
            daemon=True,
        )
        self._thread.start()
        self.address = self._address.get(timeout=PATIENCE)

    def build(self) -> bool:
        title = (self.source / "title").read_text("utf-8")
        if title == "fault in the program":
            self.builds.put(False)
            raise RuntimeError(title)
        good = title != "fault in content"
        if good:
            page = PAGE.format(title).encode()
            publish(
                {"index.html": page, "mayor/index.html": page, "404.html": page, "a.js": b"1"}.items(),
                self.out,
            )
        self.during()
        self.builds.put(good)
        return good

    def write(self, title: str) -> None:
        """In one step, so that it is one change."""
        (self.out.parents[1] / "new").write_text(title, "utf-8")
        os.replace(self.out.parents[1] / "new", self.source / "title")

    def built(self) -> bool:
        """Wait for the end of a build."""
        return self.builds.get(timeout=PATIENCE)

    def get(self, path: str, method: str = "GET") -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        connection.request(method, path)
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.headers), response.read().decode())
        connection.close()
        return answer

    def reloads(self, version: str) -> bool:
        """Whether a page of this version is told to reload; waits for it some seconds."""
        return "location.reload()" in self.get(f"/__wait.js?since={version}").body

    def close(self) -> None:
        self.stop.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Callable[..., Preview]]:
    """Starts previews, and ends them with the test; the first build is over when one is handed out."""
    with ExitStack() as stack:

        def start(title: str = "first", watched: Sequence[Path] = (), port: int = 0) -> Preview:
            (tmp_path / "source").mkdir(exist_ok=True)
            (tmp_path / "source/title").write_text(title, "utf-8")
            started = Preview(tmp_path, watched, port)
            stack.callback(started.close)
            started.built()
            return started

        yield start


def test_pages_are_served_fresh_and_on_loopback_only(preview: Callable[..., Preview]) -> None:
    running = preview()
    assert running.address.startswith("http://127.0.0.1:")
    home, script = running.get("/?a=b"), running.get("/a.js")
    assert (home.status, script.status) == (200, 200)
    assert "<h1>first</h1>" in home.body
    assert home.headers["Content-Type"] == "text/html; charset=utf-8"
    assert home.headers["Cache-Control"] == script.headers["Cache-Control"] == "no-store"
    assert script.body == "1"


def test_a_head_is_a_get_without_the_body(preview: Callable[..., Preview]) -> None:
    running = preview()
    for path in ("/", "/a.js", "/none"):
        get, head = running.get(path), running.get(path, "HEAD")
        assert head.body == ""
        assert {**head.headers, "Date": ""} == {**get.headers, "Date": ""}


def test_a_missing_page_is_the_sites_own_404(preview: Callable[..., Preview]) -> None:
    missing = preview().get("/none.html")
    assert missing.status == 404
    assert "<h1>first</h1>" in missing.body


def test_a_folder_shows_its_index_and_is_never_listed(preview: Callable[..., Preview]) -> None:
    running = preview()
    assert running.get("/mayor/").status == 200
    redirected = running.get("/mayor")
    assert (redirected.status, redirected.headers["Location"]) == (302, "/mayor/")
    (running.out / "empty").mkdir()
    assert running.get("/empty/").status == 404


def test_nothing_outside_the_site_is_reachable(preview: Callable[..., Preview]) -> None:
    running = preview("secret")
    (running.source / "site-b").write_text("secret")
    (running.out / "link").symlink_to(running.source / "title")
    (running.out / "folder").symlink_to(running.source)
    for path in (
        "/../title", "/%2e%2e/title", "/mayor/..%2f..%2ftitle", "//../title", "../title", "-b", "/link", "/folder/title",
        "/folder", f"/{running.source}/title", "/%00", "/index.html%00", "/index.html/", "/" + "x" * 300, "/%ff", "//[",
    ):  # fmt: skip
        answer = running.get(path)
        assert (answer.status, "secret" in answer.body.replace("<h1>secret</h1>", "")) == (404, False), path


def test_a_change_is_built_and_open_pages_reload(preview: Callable[..., Preview]) -> None:
    running = preview()
    version = running.get("/").version
    running.write("second")
    assert running.built()
    assert running.reloads(version)
    assert "<h1>second</h1>" in running.get("/").body
    assert running.get("/").version != version


@pytest.mark.parametrize("fault", ["fault in content", "fault in the program"])
def test_a_failing_build_leaves_the_last_good_site_and_the_open_pages(
    fault: str, preview: Callable[..., Preview]
) -> None:
    running = preview()
    before = running.get("/")
    assert before.version
    running.write(fault)
    assert not running.built()
    assert running.get("/").body == before.body
    running.write("mended")
    assert running.built()
    assert running.reloads(before.version)


def test_without_any_good_build_the_reader_is_told_and_sees_the_first_one(
    preview: Callable[..., Preview],
) -> None:
    running = preview("fault in content")
    told = running.get("/")
    assert told.status == 404
    assert "还没有生成网站" in told.body
    assert told.version
    running.write("mended")
    assert running.built()
    assert running.reloads(told.version)


def test_what_changes_during_a_build_is_built_after_it(preview: Callable[..., Preview]) -> None:
    running = preview()

    def change_once() -> None:
        running.during = lambda: None
        running.write("third")

    running.during = change_once
    running.write("second")
    assert running.built()
    assert running.built()
    assert "<h1>third</h1>" in running.get("/").body


def test_the_site_itself_is_no_source_even_when_it_lies_among_them(preview: Callable[..., Preview]) -> None:
    running = preview()
    running.write("second")
    assert running.built()
    (running.out / "index.html").write_text("stray")
    (running.out.parent / ".site.wenzheng-new").mkdir()
    with pytest.raises(Empty):
        running.builds.get(timeout=1)


def test_a_single_file_is_watched_also_when_an_editor_replaces_it(
    preview: Callable[..., Preview], tmp_path: Path
) -> None:
    settings = tmp_path / "mkdocs.yml"
    running = preview(watched=[settings])
    for text in ("made", "replaced", "replaced again"):
        (tmp_path / "new").write_text(text)
        os.replace(tmp_path / "new", settings)
        assert running.built()


def test_a_taken_port_gives_way_to_the_next_free_one(preview: Callable[..., Preview]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        address = preview(port=taken).address
    assert urlsplit(address).port != taken


def test_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from generator.serve import serve\n"
        "serve(lambda: True, Path(sys.argv[1], 'site'), [Path(sys.argv[1])], 0,"
        " started=lambda address: print(address, flush=True))\n"
        "print('ended')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, text=True, stdout=-1, stderr=-1
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output, errors) == (0, "ended\n", "")


@pytest.mark.browser
def test_a_page_with_a_strict_policy_reloads_by_itself(
    preview: Callable[..., Preview], reader: Callable[..., Reader]
) -> None:
    running = preview()
    opened = reader(running.address)
    page = opened.open("mayor/index.html")
    for title in ("second", "third"):
        running.write(title)
        page.wait_for_selector(f"h1:text-is('{title}')", timeout=PATIENCE * 1000)
    assert [complaint for complaint in opened.complaints if complaint.kind != "failed"] == []
