"""A server of built files on loopback, plain as the ones counties rent: files, and 404.html for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any


class _Files(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, below: str, **named: Any) -> None:
        self.below = below
        super().__init__(*arguments, **named)

    def translate_path(self, path: str) -> str:
        """The file for a path under the site's own sub-path; nothing is served outside it."""
        inside = path.removeprefix(self.below)
        return super().translate_path("/" + inside) if inside != path else str(Path(self.directory, "\0"))

    def send_head(self) -> BytesIO | Any:
        path = Path(self.translate_path(self.path))
        missing = Path(self.directory, "404.html")
        if "\0" not in str(path) and (path.is_file() or (path / "index.html").is_file()):
            return super().send_head()
        body = missing.read_bytes() if missing.is_file() else b""
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what matters is asserted."""


@contextmanager
def served(site: Path, below: str = "/") -> Iterator[str]:
    """Serve a folder under the sub-path `below` (`/`, or `/county/`); yields its address, with a slash at the end."""
    handler = partial(_Files, directory=str(site), below=below)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{below}"
        finally:
            server.shutdown()
            thread.join()
