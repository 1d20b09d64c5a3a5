"""An object store on this machine: moto's S3 server, which tells what was written to it and can refuse to take more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

_REFUSED = b"<Error><Code>AccessDenied</Code><Message>no more</Message></Error>"


class Store:
    """The server as a WSGI application; `room` is how many more writes it takes, None for any number."""

    def __init__(self) -> None:
        self._application: Any = DomainDispatcherApplication(create_backend_app)
        self.endpoint = ""
        self.writes: list[tuple[str, str]] = []
        self.room: int | None = None

    def __call__(self, request: dict[str, Any], answer: Callable[..., Any]) -> Iterable[bytes]:
        if request["REQUEST_METHOD"] in ("PUT", "DELETE"):
            path = request["PATH_INFO"].encode("latin-1").decode()
            self.writes.append((request["REQUEST_METHOD"], path))
            if self.room is not None:
                self.room -= 1
                if self.room < 0:
                    answer("403 Forbidden", [("Content-Type", "application/xml")])
                    return [_REFUSED]
        result: Iterable[bytes] = self._application(request, answer)
        return result


@contextmanager
def serving() -> Iterator[Store]:
    """A store on a free port of 127.0.0.1."""
    store = Store()
    server = make_server("127.0.0.1", 0, store, threaded=True)
    server.log = lambda *_: None  # type: ignore[method-assign]
    store.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
