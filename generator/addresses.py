"""Every address of the site, as a path below its root; permanent once published.

Flat files with their endings, so that links work from `file://`, from any sub-path and without a server.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, urlencode

from generator.catalogue import Tombstone
from generator.model import Kind, Shown
from generator.model.vocabulary import Stage

_PATH = re.compile(r"[^?#]*")
_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")

HOME = "index.html"
SEARCH = "search.html"
NOT_FOUND = "404.html"
DEPARTMENTS = "departments/index.html"
TOPICS = "topics/index.html"
STATISTICS = "statistics/index.html"
OVERDUE = "statistics/overdue.html"
PLACES = "places/index.html"
OPEN_DATA = "data/index.html"
AUDIT = "audit.html"
DICTIONARY = "data/dictionary.html"
FEED = "feed.xml"


def record(record: Shown | Tombstone) -> str:
    return f"{record.column}/{record.id}.html"


def reminder(record: Shown) -> str:
    """The calendar file with the last days of a petitioner's rights."""
    return f"{record.column}/{record.id}.ics"


def appeal(record: Shown, stage: Stage) -> str:
    """The form to print for asking for 复查 or 复核; ids hold no dot, so no record has this address."""
    return f"{record.column}/{record.id}.{stage}.html"


def column(column: str, page: int | None = None) -> str:
    """A column's front page, or a page of its archive; page 1 holds the oldest, so that full pages stay."""
    return f"{column}/{'index' if page is None else f'page-{page}'}.html"


def narrowed(column: str, by: str, value: str, page: int | None = None) -> str:
    """A column narrowed to one month, department or topic; `by` names which."""
    return f"{column}/{by}/{_name(value, page)}"


def department(slug: str, page: int | None = None) -> str:
    return f"departments/{_name(slug, page)}"


def topic(path: str, page: int | None = None) -> str:
    return f"topics/{_name(path, page)}"


def period(name: str) -> str:
    """The report of a year (`2026`) or a quarter (`2026-q3`)."""
    return f"statistics/{name}.html"


def overdue(page: int | None = None) -> str:
    """The list of what is overdue now, or a page further down in it."""
    return OVERDUE if page is None else f"statistics/overdue--{page}.html"


def place(name: str, page: int | None = None) -> str:
    """A township; its file is named by a digest of its name, which need not be a name for files."""
    return f"places/{_name(sha256(name.encode()).hexdigest()[:8], page)}"


def _name(value: str, page: int | None) -> str:
    """A file name for a slug or path; slugs hold neither a dot nor two hyphens, so no two share a name."""
    return f"{value.replace('/', '.')}{'' if page is None else f'--{page}'}.html"


def promises(by: str = "", value: str = "", page: int | None = None) -> str:
    """The ledger of promises, whole or narrowed to one state or department; page 1 holds the oldest."""
    return f"promises/{by}/{_name(value, page)}" if by else _name("promises", page)


def search(facets: Mapping[str, tuple[str, ...]]) -> str:
    """The search page, narrowed: `search.html?status=open&status=overdue`.

    The parameters are those in the docstring of `generator.search`.
    """
    return f"{SEARCH}?{'&'.join([_facet(*one) for one in facets.items()])}" if facets else SEARCH


@lru_cache(maxsize=4096)
def _facet(name: str, values: tuple[str, ...]) -> str:
    return urlencode({name: values}, doseq=True)


def prose(name: str) -> str:
    return f"{name}.html"


def column_feed(column: str) -> str:
    return f"{column}/feed.xml"


def attachment(file: str) -> str:
    return f"attachments/{file}"


def data(kind: Kind | str, ending: str) -> str:
    """Open data: `data/case.csv`, `data/case.jsonl`, `data/case.schema.json`."""
    return f"data/{kind}.{ending}"


def depth(address: str) -> int:
    """How many folders below the root a page lies."""
    return address.count("/")


def relative(source: str, target: str) -> str:
    """A link from one page to another (or to a file), percent-encoded, working from `file://`.

    A query or fragment of the target stays as it is.
    """
    path = _PATH.match(target)[0]  # type: ignore[index]  # it takes nothing too
    folder, _, name = path.rpartition("/")
    return _way(source.rpartition("/")[0], folder) + quoted(name) + target[len(path) :]


@lru_cache(maxsize=4096)
def _way(source: str, target: str) -> str:
    """The way from one folder to another; the root is the empty one."""
    here, there = source.split("/") if source else [], target.split("/") if target else []
    while here and there and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return "../" * len(here) + "".join(f"{quoted(folder)}/" for folder in there)


def quoted(path: str) -> str:
    """Percent-encoded (RFC 3986), where that is needed: almost no address has anything to encode."""
    return path if _PLAIN.fullmatch(path) else quote(path)
