"""The preview: serves the built site to this machine alone, rebuilds when sources change, reloads open pages.

Reloading needs no inline script and no connection but script tags, so it works under the pages' own strict CSP.
"""

from __future__ import annotations

import mimetypes
import os
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import parse_qs, unquote

from watchfiles import Change, DefaultFilter, watch

from generator.addresses import NOT_FOUND

_TICK = 0.1
# How long a page's question "has anything changed?" stays open; a browser has six connections for all its tabs.
_PATIENCE = 8.0
_PORTS = 20
_RELOAD, _WAIT = "/__reload.js", "/__wait.js"
_SCRIPT = b"""(() => {
  const version = new URL(document.currentScript.src).searchParams.get("v");
  const again = (delay) => setTimeout(() => {
    if (document.visibilityState === "visible") ask();
    else document.addEventListener("visibilitychange", () => again(0), { once: true });
  }, delay);
  const ask = () => {
    const script = document.createElement("script");
    script.src = "/__wait.js?since=" + version;
    script.addEventListener("load", () => { script.remove(); again(0); });
    script.addEventListener("error", () => { script.remove(); again(1000); });
    document.head.append(script);
  };
  addEventListener("load", () => again(0));
})();
"""
_NOTHING = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>404</title></head><body>
<p>还没有生成网站，或没有这个页面。如果生成失败，原因在终端里。</p>
<p lang="en">There is no site yet, or no such page. If the build failed, the terminal says why.</p></body></html>
"""


def serve(
    build: Callable[[], bool],
    out: Path,
    watched: Sequence[Path],
    port: int = 8000,
    *,
    started: Callable[[str], None],
    stop: threading.Event | None = None,
) -> None:
    """Build, then serve `out` on 127.0.0.1 until Ctrl-C or `stop`, building anew when a file below `watched` changes.

    `build` says whether it made a good site and reports its own problems; after a failure the last good site is
    served on and pages stay as they are. The first free port from `port` on is taken; `started` hears the site's
    address when the first build has ended. `watched` names folders, and files, which may be missing yet.
    """
    with _listening(out, port) as server:
        threading.Thread(target=server.serve_forever, args=(_TICK,), daemon=True).start()
        try:
            for build_number, _ in enumerate(_changes(out, watched, stop or threading.Event())):
                if _succeeds(build):
                    server.renew()
                if not build_number:
                    started(f"http://127.0.0.1:{server.server_address[1]}/")
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


def _changes(out: Path, watched: Sequence[Path], stop: threading.Event) -> Iterator[None]:
    """Once at the start, then after each change; what changes between two yields is not lost."""
    folders = [path.resolve() for path in watched if path.is_dir()]
    # An editor that replaces a file leaves a watch on the old one, so single files are looked at.
    files = [path for path in watched if not path.is_dir()]
    seen = None
    for changes in watch(
        *folders,
        watch_filter=_sources(out),
        stop_event=stop,
        rust_timeout=int(_TICK * 1000),
        yield_on_timeout=True,
    ):
        before, seen = seen, [_stamp(path) for path in files]
        if changes or before != seen:
            yield


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        stat = path.stat()
    except OSError:
        return ()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _sources(out: Path) -> Callable[[Change, str], bool]:
    """Lets pass what is not our own output, which may lie in a watched folder, nor an editor's swap file."""
    root = os.path.realpath(out)
    ours = (f"{root}{os.sep}", os.path.join(os.path.dirname(root), f".{os.path.basename(root)}."))
    sources = DefaultFilter()
    return lambda change, path: path != root and not path.startswith(ours) and sources(change, path)


def _succeeds(build: Callable[[], bool]) -> bool:
    """Run one build; a template that breaks while someone writes it must not end the preview."""
    try:
        return build()
    except Exception:  # whatever it is, its author is at work on it
        traceback.print_exc()
        return False


def _listening(out: Path, port: int) -> _Server:
    """A server on the first free port of a few, or on any."""
    for candidate in range(port, min(port + _PORTS, 1 << 16)):
        try:
            return _Server(out, candidate)
        except OSError:
            continue
    return _Server(out, 0)


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, out: Path, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Answer)
        self.out = out
        self.version = ""
        self._changed = threading.Condition()
        self.renew()

    def renew(self) -> None:
        """Let every open page reload; a version is never used twice, also not by the next server."""
        with self._changed:
            self.version = str(time.time_ns())
            self._changed.notify_all()

    def newer_than(self, version: str) -> bool:
        """Wait some seconds for a version that is not the given one."""
        with self._changed:
            return self._changed.wait_for(lambda: self.version != version, _PATIENCE)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A page that was left or reloaded no longer listens.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Answer(BaseHTTPRequestHandler):
    """One request. The site's folder is looked up anew for each, because publishing replaces it as a whole."""

    server: _Server

    def do_GET(self) -> None:
        path, _, query = self.path.partition("#")[0].partition("?")
        if path == _RELOAD:
            self._send(200, "text/javascript", _SCRIPT)
        elif path == _WAIT:
            since = parse_qs(query).get("since", [""])[0]
            newer = self.server.newer_than(since)
            self._send(200, "text/javascript", b"location.reload();" if newer else b"")
        elif not self._send_file(unquote(path), 200) and not self._send_file(f"/{NOT_FOUND}", 404):
            self._send(404, "text/html; charset=utf-8", self._reloading(_NOTHING.encode()))

    do_HEAD = do_GET

    def _send_file(self, address: str, status: int) -> bool:
        """Answer with a file of the site; False when it has none at this address."""
        root = os.path.realpath(self.server.out)
        name = f"{root}{address}index.html" if address.endswith("/") else f"{root}{address}"
        try:
            path = Path(os.path.realpath(name))
            if not path.is_relative_to(root):
                return False
            if path.is_dir():
                self._head(302, {"Location": f"{self.path.partition('?')[0]}/"})
                return True
            # Before the file, so that a page can be newer than it says, but not older.
            reloading = self._reloading
            with open(path, "rb") as file:
                if path.suffix == ".html":
                    self._send(status, "text/html; charset=utf-8", reloading(file.read()))
                else:
                    length = os.fstat(file.fileno()).st_size
                    self._head(status, {"Content-Type": _kind(path), "Content-Length": str(length)})
                    if self.command != "HEAD":
                        shutil.copyfileobj(file, self.wfile)
        except ConnectionError:
            raise
        except (OSError, ValueError):
            return False
        return True

    def _reloading(self, page: bytes) -> bytes:
        before, mark, after = page.rpartition(b"</body>")
        script = f'<script src="{_RELOAD}?v={self.server.version}" defer></script>' if mark else ""
        return before + script.encode() + mark + after

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self._head(status, {"Content-Type": kind, "Content-Length": str(len(body))})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal belongs to the build."""


def _kind(path: Path) -> str:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
